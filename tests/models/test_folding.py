"""The folded generator against the one it was folded from: same contract, same numbers."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from pokegan.config import ModelConfig
from pokegan.models import build, fold, folding
from pokegan.models.folding import FoldedGenerator
from pokegan.models.stylegan import Generator
from pokegan.sampling.truncation import truncate

CONFIG = ModelConfig(
    resolution=32, channel_base=256, channel_max=16, z_dim=12, w_dim=10, mapping_layers=3
)


@pytest.fixture(scope="module", params=["adain", "demodulation"])
def generator(request: pytest.FixtureRequest) -> Generator:
    """Up to 32 px, with a number of its own wherever training would put one."""
    generator = build(replace(CONFIG, normalisation=request.param))[0].eval().requires_grad_(False)
    draws = torch.Generator().manual_seed(1)
    for name, parameter in generator.named_parameters():
        if name.endswith(("bias", "strength", "constant")):
            parameter.add_(0.3 * torch.randn(parameter.shape, generator=draws))
        if "to_rgb" in name:
            parameter.mul_(0.3)
    generator.map.update_w_avg(torch.randn(50, 10, generator=draws) + 3)
    return generator


def inputs(generator: Generator, n: int, resolution: int) -> tuple[Tensor, list[Tensor]]:
    """Styles [N, L, D] that differ from layer to layer, and noise for each layer."""
    draws = torch.Generator().manual_seed(2)
    w_plus = torch.randn(n, generator.num_ws, generator.w_dim, generator=draws)
    shapes = generator.noise_shapes(resolution)
    return w_plus, [torch.randn(n, *shape, generator=draws) for shape in shapes]


def close(actual: Tensor, expected: Tensor) -> None:
    torch.testing.assert_close(actual, expected, atol=1e-5, rtol=1e-5)


def apart(one: Tensor, other: Tensor) -> float:
    """Root mean square of the difference, relative to that of the other's spread."""
    return float((one - other).square().mean().sqrt() / other.std())


def test_layers_without_noise_are_folded_without() -> None:
    quiet = build(replace(CONFIG, noise_from=16), seed=3)[0].eval().requires_grad_(False)
    for name, parameter in quiet.named_parameters():
        if name.endswith("strength"):
            parameter.fill_(0.5)
    folded = fold(quiet)
    assert (
        folded.noise_shapes()
        == quiet.noise_shapes()
        == [None] * 4 + [(1, 16, 16)] * 2 + [(1, 32, 32)] * 2
    )
    draws = torch.Generator().manual_seed(2)
    w_plus = torch.randn(3, quiet.num_ws, quiet.w_dim, generator=draws)
    noise = [torch.randn(3, 1, r, r, generator=draws) for r in (4, 8, 16, 32) for _ in range(2)]
    expected = quiet.synthesis(w_plus, None, None, noise)
    close(folded.synthesis(w_plus, None, None, noise), expected)
    assert apart(folded.synthesis(w_plus), expected) > 0.1


@pytest.mark.parametrize("resolution", [4, 8, 16, 32])
@pytest.mark.parametrize("n", [1, 5])
def test_images_are_the_same_at_every_resolution(
    generator: Generator, resolution: int, n: int
) -> None:
    w_plus, noise = inputs(generator, n, resolution)
    expected = generator.synthesis(w_plus, resolution, None, noise)
    assert expected.std() > 0.1
    close(fold(generator).synthesis(w_plus, resolution, None, noise), expected)
    smaller = fold(generator, resolution)
    assert smaller.resolution == resolution
    close(smaller.synthesis(w_plus, None, None, noise), expected)


@pytest.mark.parametrize("alpha", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("resolution", [4, 8, 32])
def test_images_in_mid_fade_are_the_same(
    generator: Generator, resolution: int, alpha: float
) -> None:
    w_plus, noise = inputs(generator, 2, resolution)
    fade = torch.tensor(alpha)
    images = fold(generator, resolution).synthesis(w_plus, resolution, fade, noise)
    close(images, generator.synthesis(w_plus, resolution, fade, noise))


def test_noise_may_be_absent_or_shared(generator: Generator) -> None:
    w_plus, noise = inputs(generator, 3, 32)
    folded = fold(generator)
    close(folded.synthesis(w_plus), generator.synthesis(w_plus))
    some = [None if i % 3 == 0 else layer for i, layer in enumerate(noise)]
    close(folded.synthesis(w_plus, noise=some), generator.synthesis(w_plus, noise=some))
    shared = [layer[:1] for layer in noise]
    close(folded.synthesis(w_plus, noise=shared), generator.synthesis(w_plus, noise=shared))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("at_once", [1, 16 * 32 * 32 * 2])
def test_a_batch_is_styled_in_parts_of_any_size(
    generator: Generator, monkeypatch: pytest.MonkeyPatch, dtype: torch.dtype, at_once: int
) -> None:
    """On a processor, so that a part stays in its cache."""
    w_plus, noise = inputs(generator, 5, 32)
    folded = fold(generator, dtype=dtype)
    monkeypatch.setattr(folding, "IN_CACHE", 10**9)
    whole = folded.synthesis(w_plus, noise=noise)
    monkeypatch.setattr(folding, "IN_CACHE", at_once)
    close(folded.synthesis(w_plus, noise=noise), whole)


def test_latents_become_the_same_styles(generator: Generator) -> None:
    z = torch.randn(4, 12)
    folded = fold(generator, 8)
    w_plus = generator.mapping(z)
    close(folded.mapping(z), w_plus)
    assert folded.mapping(z).shape == (4, 8, 10)
    for cutoff in (None, 0, 3):
        close(truncate(folded, w_plus, 0.3, cutoff), truncate(generator, w_plus, 0.3, cutoff))
    assert torch.equal(folded.w_avg, generator.w_avg) and generator.w_avg.abs().max() > 0


def test_it_says_of_itself_what_the_generator_says(generator: Generator) -> None:
    folded = fold(generator)
    for name in ("z_dim", "w_dim", "num_ws", "resolution", "channels"):
        assert getattr(folded, name) == getattr(generator, name)
    assert folded.noise_shapes() == generator.noise_shapes()
    assert fold(generator, 8).noise_shapes() == generator.noise_shapes(8)
    assert folded.noise_shapes(16) == generator.noise_shapes(16)


def test_drawing_uses_nothing_up(generator: Generator) -> None:
    w_plus, noise = inputs(generator, 1, 32)
    given = copy.deepcopy([w_plus, *noise])
    folded = fold(generator)
    first = folded.synthesis(w_plus, noise=noise)
    assert torch.equal(folded.synthesis(w_plus, noise=noise), first)
    assert all(torch.equal(a, b) for a, b in zip([w_plus, *noise], given, strict=True))


def test_the_two_go_apart_when_training_goes_on(generator: Generator) -> None:
    source = copy.deepcopy(generator)
    before = copy.deepcopy(source.state_dict())
    folded = fold(source)
    assert all(torch.equal(value, before[name]) for name, value in source.state_dict().items())
    w_plus, noise = inputs(source, 2, 32)
    first = folded.synthesis(w_plus, noise=noise)
    for tensor in [*source.parameters(), source.w_avg]:
        tensor.add_(0.1)
    assert torch.equal(folded.synthesis(w_plus, noise=noise), first)
    assert torch.equal(folded.w_avg, before["map.w_avg"])
    assert not torch.allclose(source.synthesis(w_plus, noise=noise), first, atol=1e-2)


def floats(folded: FoldedGenerator, name: str) -> set[torch.dtype]:
    return {buffer.dtype for key, buffer in folded.named_buffers() if name in key}


def test_only_convolutions_are_in_bfloat16(generator: Generator) -> None:
    folded = fold(generator, dtype=torch.bfloat16)
    assert floats(folded, "convs") == floats(folded, "to_rgb") == {torch.bfloat16}
    for name in ("map", "styles", "constant", "mean"):
        assert floats(folded, name) == {torch.float32}
    z = torch.randn(3, 12)
    assert torch.equal(folded.mapping(z), fold(generator).mapping(z))
    w_plus, noise = inputs(generator, 3, 32)
    images = folded.synthesis(w_plus, noise=noise)
    assert images.dtype == torch.float32
    assert 1e-4 < apart(images, generator.synthesis(w_plus, noise=noise)) < 0.03


def test_statistics_are_in_float32_also_after_bfloat16() -> None:
    """A mean of 200 beside a spread of 1 leaves bfloat16 nothing but one in 128 of the spread."""
    generator = build(CONFIG)[0]
    style = fold(generator, dtype=torch.bfloat16).styles[1]
    x = 200 + torch.randn(2, 16, 4, 4).round()
    w, noise = torch.randn(2, 10), torch.randn(2, 1, 4, 4)
    expected = fold(generator).styles[1](x.clone(), w, noise, None)[0]
    close(style(x.bfloat16(), w, noise, None)[0], expected.bfloat16())


def test_autocast_around_it_changes_nothing(generator: Generator) -> None:
    folded = fold(generator)
    z, (w_plus, noise) = torch.randn(3, 12), inputs(generator, 3, 32)
    with torch.autocast("cpu", torch.bfloat16):
        w, images = folded.mapping(z), folded.synthesis(w_plus, noise=noise)
    assert torch.equal(w, folded.mapping(z))
    assert torch.equal(images, folded.synthesis(w_plus, noise=noise))


def test_what_is_folded_learns_nothing(generator: Generator) -> None:
    folded = fold(copy.deepcopy(generator).requires_grad_(True))
    assert not list(folded.parameters())
    assert not any(buffer.requires_grad for buffer in folded.buffers())
