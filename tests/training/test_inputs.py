"""What a step is fed: a function of (seed, nimg), whatever was asked before."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from conftest import CPU
from torch import Tensor

from pokegan.config import Config, override
from pokegan.config.schedule import build_schedule, ema_weight, stage_at
from pokegan.data.dataset import PackedDataset, to_images
from pokegan.models import build
from pokegan.runtime.random import rng
from pokegan.training.inputs import InputSource, StepInputs, draw_crossover

BATCH, Z = 8, 16
FADE_NIMG = 64 + 4 * BATCH


def shapes(resolution: int) -> list[tuple[int, int, int]]:
    return [(1, r, r) for r in (4, 8, 16) if r <= resolution for _ in range(2)]


@pytest.fixture
def source(config: Config, prepared: Path) -> InputSource:
    return source_of(config, prepared)


def source_of(config: Config, prepared: Path) -> InputSource:
    schedule = build_schedule(config)
    generator, _ = build(config.model)
    return InputSource(config, PackedDataset(prepared, CPU), schedule, generator)


def test_a_step_is_fed_what_its_nimg_says(source: InputSource, config: Config) -> None:
    inputs = source.inputs(FADE_NIMG)
    data = source.data
    assert inputs.batch_size == BATCH and inputs.pixels.dtype == torch.uint8
    assert torch.equal(inputs.pixels, data.pixels(data.indices(FADE_NIMG, BATCH), 8))
    assert (
        torch.equal(inputs.mirror_mask, data.mirror_mask(FADE_NIMG, BATCH))
        and inputs.mirror_mask.any()
    )
    reals = to_images(inputs.pixels, inputs.mirror_mask)
    assert torch.equal(reals, data.batch(FADE_NIMG, BATCH, 8, mirror=True))
    assert torch.equal(inputs.z, torch.randn(2 * BATCH, Z, generator=rng(0, FADE_NIMG, "z")))
    assert inputs.alpha.item() == pytest.approx(5 / 9)
    kept = ema_weight(FADE_NIMG, BATCH, config.training)
    assert inputs.ema_share.item() == pytest.approx(1 - kept, rel=1e-6)
    wanted = draw_crossover(BATCH, 4, 0.9, rng(0, FADE_NIMG, "mixing"))
    assert torch.equal(inputs.crossover, wanted.float())


def test_the_noise_of_all_layers_is_one_stream(source: InputSource) -> None:
    layers = source.inputs(FADE_NIMG).layer_noise(shapes(8))
    assert [tuple(layer.shape) for layer in layers] == [(BATCH, 1, r, r) for r in (4, 4, 8, 8)]
    stream = torch.randn(BATCH * 2 * (16 + 64), generator=rng(0, FADE_NIMG, "noise"))
    assert torch.equal(torch.cat([layer.flatten() for layer in layers]), stream)


def test_layers_without_noise_take_none_of_the_stream(config: Config, prepared: Path) -> None:
    def quiet(resolution: int) -> list[tuple[int, int, int] | None]:
        return [shape if shape[-1] >= 8 else None for shape in shapes(resolution)]

    inputs = source_of(override(config, {"noise_from": 8}), prepared).inputs(FADE_NIMG)
    *none, first, second = inputs.layer_noise(quiet(8))
    assert none == [None, None] and first is not None and second is not None
    stream = torch.randn(BATCH * 2 * 64, generator=rng(0, FADE_NIMG, "noise"))
    assert torch.equal(torch.cat([first.flatten(), second.flatten()]), stream)


def test_a_feed_does_not_depend_on_what_was_asked_before(source: InputSource) -> None:
    fresh = [source.inputs(nimg) for nimg in (0, 64, 192)]
    for i, nimg in ((2, 192), (0, 0), (1, 64)):
        assert equal(source.inputs(nimg), fresh[i])


def test_a_copy_takes_over_another_step_and_shares_nothing(source: InputSource) -> None:
    first, second = source.inputs(64), source.inputs(64 + BATCH)
    fixed = first.copy()
    places = [tensor.data_ptr() for tensor in fixed.tensors()]
    assert equal(fixed, first) and not equal(fixed, second)
    fixed.take(second)
    assert equal(fixed, second) and equal(first, source.inputs(64))
    assert [tensor.data_ptr() for tensor in fixed.tensors()] == places


def equal(a: StepInputs, b: StepInputs) -> bool:
    return all(torch.equal(x, y) for x, y in zip(a.tensors(), b.tensors(), strict=True))


def test_nothing_is_mirrored_or_mixed_unasked(config: Config, prepared: Path) -> None:
    plain = override(config, {"mirror": False, "style_mixing": 0})
    source = source_of(plain, prepared)
    inputs = source.inputs(192)
    assert stage_at(192, source.schedule).resolution == 16
    assert not inputs.mirror_mask.any() and inputs.crossover.tolist() == [6] * BATCH


def starts(layers: int, probability: float, n: int = 4000) -> Tensor:
    return draw_crossover(n, layers, probability, rng(0, 0, "mixing"))


def test_styles_are_mixed_from_any_layer_but_the_first() -> None:
    assert starts(6, 0.0).unique().tolist() == [6]
    layers, counts = starts(6, 1.0).unique(return_counts=True)
    assert layers.tolist() == [1, 2, 3, 4, 5]
    assert counts.min() > 700 and counts.max() < 900  # 800 expected, deviation 25
    assert starts(2, 1.0).unique().tolist() == [1]


def test_styles_are_mixed_as_often_as_asked() -> None:
    share = (starts(6, 0.25) < 6).float().mean()
    assert share == pytest.approx(0.25, abs=0.03)  # deviation 0.007
