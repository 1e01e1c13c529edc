"""What is measured of a run, against the same by hand, and that nothing of it changes the run."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import CPU

from pokegan.config import Config, override
from pokegan.config.schedule import Stage, stage_at
from pokegan.data import synthetic
from pokegan.data.dataset import PackedDataset
from pokegan.data.prepare import PrepareOptions, prepare
from pokegan.metrics.swd import describe, swd
from pokegan.render import to_pixels
from pokegan.sampling.latents import seed_styles, synthesize
from pokegan.training.diagnostics import (
    DISTANCE_PICTURES,
    Diagnostics,
    auc,
    norms,
    overfit,
    variety,
)
from pokegan.training.step import Trainer


@pytest.fixture
def trainer(config: Config, prepared: Path) -> Trainer:
    return Trainer(config, PackedDataset(prepared, CPU), CPU)


def stage_after(trainer: Trainer, nimg: int) -> Stage:
    """Train up to `nimg`; the stage of the last step."""
    while trainer.state.nimg < nimg:
        stage = trainer.step()
    return stage


def test_pairs_in_their_right_order_are_counted() -> None:
    real, fake = torch.tensor([3.0, 1.0, 2.0]), torch.tensor([2.0, 0.0])
    right = sum((r > f) + (r == f) / 2 for r in real.tolist() for f in fake.tolist())
    assert auc(real, fake) == pytest.approx(right / 6) != 0.5
    assert auc(5 * real + 7, 5 * fake + 7) == pytest.approx(right / 6)
    assert (auc(real, real - 9), auc(real, real + 9), auc(real, real)) == (1, 0, 0.5)


def test_overfitting_is_equation_1_whatever_the_scale_of_scores() -> None:
    train, held, fake = (
        torch.tensor(s)[:, None] for s in ([4.0, 6.0], [1.0, 2.0, 3.0], [0.0, -2.0])
    )
    found, error = overfit(train, held, fake)
    assert found == pytest.approx((5 - 2) / (5 - -1))
    assert error == pytest.approx(math.sqrt(2 / 2 + 1 / 3) / 6)
    assert overfit(9 * train - 4, 9 * held - 4, 9 * fake - 4) == pytest.approx((found, error))
    assert overfit(train, train, fake)[0] == 0 and overfit(train, fake, fake)[0] == 1
    assert overfit(fake, held, train) == overfit(train, held[:1], fake) == (None, None)


def test_variety_is_a_mean_distance_over_that_of_reals() -> None:
    images, real = torch.rand(5, 3, 4, 4), torch.rand(7, 3, 4, 4)

    def mean(some: torch.Tensor) -> float:
        pairs = itertools.combinations(some, 2)
        return float(np.mean([(a - b).square().sum().sqrt() for a, b in pairs]))

    assert variety(images, real) == pytest.approx(mean(images) / mean(real), rel=1e-5)
    assert variety(real / 4, real) == pytest.approx(0.25)
    assert variety(images[:1].expand(5, -1, -1, -1), real) == 0
    assert variety(images[:1], real) is variety(images, real[:1].repeat(3, 1, 1, 1)) is None


def test_norms_are_of_the_gradient_and_the_weights(trainer: Trainer) -> None:
    """After one step the mean square of the gradient is that of its last."""
    trainer.step()
    network, optimizer = (
        trainer.state.judges["pixels"].network,
        trainer.state.judges["pixels"].optimizer,
    )
    grown = [p for p in network.parameters() if p.grad is not None]
    gradient = math.sqrt(sum(float(p.grad.square().sum()) for p in grown if p.grad is not None))
    weight = math.sqrt(sum(float(p.detach().square().sum()) for p in grown))
    assert norms(network.parameters(), optimizer) == pytest.approx((gradient, weight), rel=1e-4)
    trainer.state.reset_optimizers()
    assert norms(network.parameters(), trainer.state.judges["pixels"].optimizer) == (0, 0)


@pytest.mark.parametrize("nimg", [56, 104, 320])
def test_measuring_changes_nothing_and_gives_the_same_again(trainer: Trainer, nimg: int) -> None:
    stage = stage_after(trainer, nimg)
    before = {name: value.clone() for name, value in trainer.state.tensors().items()}
    preview = torch.rand(4, 3, 16, 16)
    random = torch.get_rng_state()
    first = Diagnostics(trainer).signs(stage, preview, {"augment_p": 0.3})
    assert first == Diagnostics(trainer).signs(stage, preview, {"augment_p": 0.3})
    assert torch.equal(torch.get_rng_state(), random)
    after = trainer.state.tensors()
    assert after.keys() == before.keys()
    assert all(torch.equal(after[name], before[name]) for name in before)
    assert (first.nimg, first.resolution, first.fading) == (nimg, stage.resolution, nimg == 104)
    assert (first.final, first.swd is not None) == (nimg == 320, nimg == 320)
    assert first.progress == pytest.approx({56: 56 / 64, 104: 40 / 64, 320: 1.0}[nimg])
    assert first.plan == pytest.approx(nimg / 320)
    assert first.augment_p == 0.3


@pytest.mark.parametrize("batch_size", [3, 8])
def test_scores_are_the_discriminators_of_groups_as_in_training(
    batch_size: int, config: Config, prepared: Path
) -> None:
    data = PackedDataset(prepared, CPU)
    trainer = Trainer(override(config, {"batch_size": batch_size}), data, CPU)
    stage = stage_after(trainer, 24)
    measured = Diagnostics(trainer)
    images = measured.reals(np.arange(10), stage)
    assert torch.equal(images, data.batch(0, 24, 4)[np.argsort(data.indices(0, 24))[:10]])
    expected = {3: [(0, 3), (3, 6), (6, 9)], 8: [(0, 8)]}[batch_size]
    with torch.no_grad():
        wanted = torch.cat(
            [trainer.state.judges["pixels"].network(images[a:b]) for a, b in expected]
        )
    assert torch.allclose(measured.scores(images, stage), wanted, atol=1e-6)
    assert len(measured.scores(images[:2], stage)) == 2  # a group as large as there are pictures
    assert len(measured.scores(images[:0], stage)) == 0


def test_held_out_pictures_are_scored_in_an_order_of_chance(config: Config, tmp_path: Path) -> None:
    """Not the first of a set whose neighbours are alike: their places spread over all of it."""
    synthetic.write_folder(tmp_path / "many", 120, size=8)
    packed = prepare(tmp_path / "many", tmp_path / "many.safetensors", PrepareOptions(8), workers=1)
    data = PackedDataset(packed.path, CPU, holdout=0.5)
    measured = Diagnostics(Trainer(override(config, {"resolution": 8}), data, CPU))
    assert sorted(measured.held) == list(data.held_out) != list(measured.held)
    assert max(measured.held[:16]) > 80 and min(measured.held[:16]) < 40


def test_distances_are_due_by_images_shown_alone(trainer: Trainer) -> None:
    measured, due = Diagnostics(trainer), []
    for nimg in range(8, 328, 8):
        trainer.state.nimg = nimg
        if measured.distance_due(stage_at(nimg - 8, trainer.schedule)):
            due.append(nimg)
    assert due == [304, 320]  # every second tick of 50 images in the last phase, and its end


def test_distances_are_due_in_every_phase_of_the_last_size(config: Config, prepared: Path) -> None:
    """Features judge alone for 160 images, then pixels too, all at 16 px."""
    asked = {"discriminator": "both", "start_resolution": 16, "pixels_from_kimg": 0.16}
    data = PackedDataset(prepared, CPU)
    trainer = Trainer(override(config, {**asked, "feature_px": 32}), data, CPU)
    assert [phase.resolution for phase in trainer.schedule] == [16, 16]
    first, last = trainer.schedule
    measured = Diagnostics(trainer)
    for phase in (first, last):
        trainer.state.nimg = phase.end_nimg
        assert measured.distance_due(stage_at(phase.end_nimg - 8, trainer.schedule))


def test_the_distance_is_that_of_the_averaged_generator(trainer: Trainer) -> None:
    """About that of the paper's numbers of patches and directions."""
    stage_after(trainer, 320)
    ema, data = trainer.state.ema, trainer.data
    images = synthesize(ema, seed_styles(ema, range(24), psi=1.0), range(24))
    stored = data.pixels(np.arange(24), 16).permute(0, 2, 3, 1).numpy()
    wanted = swd(describe([stored]), describe([to_pixels(images)])).mean
    measured = Diagnostics(trainer)
    assert measured.distance() == pytest.approx(wanted, rel=0.1)
    described = measured._described  # each of the 24 pictures ten times or eleven
    assert described is not None and described.count == DISTANCE_PICTURES


def test_fewer_pictures_are_scored_where_ticks_are_short_or_pictures_large(
    config: Config, prepared: Path
) -> None:
    def scored(tick_kimg: float, resolution: int) -> int:
        longer = override(config, {"tick_kimg": tick_kimg})
        measured = Diagnostics(Trainer(longer, PackedDataset(prepared, CPU), CPU))
        stage = stage_at(0, measured.trainer.schedule)
        object.__setattr__(stage.phase, "resolution", resolution)
        return measured.count(stage)

    assert [scored(kimg, 64) for kimg in (0.05, 1.0, 20.0)] == [8, 31, 64]
    assert [scored(20.0, size) for size in (256, 512, 1024)] == [64, 16, 8]


def test_overfitting_of_several_heads_does_not_depend_on_their_scales() -> None:
    """One head knows its pictures by heart, the other does not, and each counts alike."""
    known = torch.tensor([1.0, 3.0, 2.0, 4.0])
    new, fake = known - 6, known - 6
    train = torch.stack([known, known], dim=1)
    held = torch.stack([new, known], dim=1)
    fakes = torch.stack([fake, fake], dim=1)
    found, error = overfit(train, held, fakes)
    assert found == pytest.approx(0.5)
    louder = torch.tensor([1.0, 100.0])
    assert overfit(train * louder, held * louder, fakes * louder) == pytest.approx((found, error))
