"""Time and chance: phases, stages, averaging and random streams."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from pokegan.config import Config, ModelConfig, TrainingConfig, override, preset
from pokegan.config.schedule import (
    Phase,
    build_schedule,
    ema_weight,
    stage_at,
    starts_resolution,
    tick_nimg,
)
from pokegan.runtime.random import rng

# 4: stable 1; 8: fade 1, stable 2; 16: fade 2, stable 4, in units of 300 images.
GROWING = TrainingConfig(
    kimg=3.0,
    fade_share={4: 1.0, 16: 2.0},
    stable_share={4: 1.0, 8: 2.0, 16: 4.0},
    batch_size={4: 30.0, 16: 10.0},
    lr={4: 0.001, 16: 0.003},
    r1_gamma={4: 1.0, 8: 2.0},
)


def phases_of(training: TrainingConfig, resolution: int) -> list[Phase]:
    return build_schedule(Config(model=ModelConfig(resolution=resolution), training=training))


def test_the_phases_by_hand() -> None:
    assert phases_of(GROWING, 16) == [
        Phase(4, False, 0, 300, 30, 0.001, 1.0),
        Phase(8, True, 300, 600, 30, 0.001, 2.0),
        Phase(8, False, 600, 1200, 30, 0.001, 2.0),
        Phase(16, True, 1200, 1800, 10, 0.003, 2.0),
        Phase(16, False, 1800, 3000, 10, 0.003, 2.0),
    ]
    assert [phase.steps for phase in phases_of(GROWING, 16)] == [10, 10, 20, 60, 120]


@pytest.mark.parametrize("name", ["tiny", "small", "paper"])
@pytest.mark.parametrize("kimg", [0.05, 1.234, 5000.0])
def test_phases_tile_the_run_in_whole_batches(name: str, kimg: float) -> None:
    config = override(preset(name), {"kimg": kimg})
    schedule = build_schedule(config)
    nimg = 0
    for phase in schedule:
        assert phase.start_nimg == nimg < phase.end_nimg
        assert (phase.end_nimg - phase.start_nimg) % phase.batch_size == 0
        nimg = phase.end_nimg
    if kimg > 100:
        rounding = sum(phase.batch_size / 2 for phase in schedule)
        assert abs(nimg - 1000 * kimg) <= rounding
    assert schedule[-1].resolution == config.model.resolution


def test_a_run_too_short_for_its_phases_still_visits_each_of_them() -> None:
    schedule = phases_of(replace(GROWING, kimg=0.001), 16)
    assert [(p.resolution, p.fading, p.steps) for p in schedule] == [
        (4, False, 1), (8, True, 1), (8, False, 1), (16, True, 1), (16, False, 1)
    ]  # fmt: skip


def test_growing_can_start_higher() -> None:
    schedule = phases_of(replace(GROWING, start_resolution=8), 16)
    assert [(p.resolution, p.fading) for p in schedule] == [(8, False), (16, True), (16, False)]
    assert [p.steps for p in schedule] == [25, 75, 150]  # shares 2, 2, 4 of 3 kimg


def test_without_growing_there_is_one_phase() -> None:
    (phase,) = phases_of(replace(GROWING, start_resolution=16), 16)
    assert phase == Phase(16, False, 0, 3000, 10, 0.003, 2.0)


def test_a_share_of_zero_leaves_its_phase_out() -> None:
    training = replace(GROWING, fade_share={4: 0.0})
    schedule = phases_of(training, 16)
    assert [(p.resolution, p.fading) for p in schedule] == [(4, False), (8, False), (16, False)]
    nothing = phases_of(replace(training, stable_share={4: 0.0}), 16)
    assert [(p.resolution, p.fading, p.end_nimg) for p in nothing] == [(16, False, 3000)]


def test_alpha_rises_evenly_while_fading_and_is_one_when_stable() -> None:
    schedule = phases_of(GROWING, 16)
    fade = [stage_at(nimg, schedule) for nimg in range(300, 600, 30)]
    assert [stage.alpha for stage in fade] == pytest.approx([k / 11 for k in range(1, 11)])
    assert all(stage.fading for stage in fade)
    stable = [stage_at(nimg, schedule) for nimg in range(600, 1200, 30)]
    assert {(stage.alpha, stage.fading, stage.resolution) for stage in stable} == {(1.0, False, 8)}


@pytest.mark.parametrize(
    ("nimg", "index", "resolution", "step"),
    [(0, 0, 4, 0), (270, 0, 4, 9), (299, 0, 4, 9), (300, 1, 8, 0), (599, 1, 8, 9), (600, 2, 8, 0),
     (1199, 2, 8, 19), (1200, 3, 16, 0), (1210, 3, 16, 1), (1799, 3, 16, 59), (1800, 4, 16, 0),
     (2990, 4, 16, 119), (3000, 4, 16, 119), (10**9, 4, 16, 119)],
)  # fmt: skip
def test_stages_at_each_border(nimg: int, index: int, resolution: int, step: int) -> None:
    stage = stage_at(nimg, phases_of(GROWING, 16))
    assert (stage.index, stage.resolution, stage.step) == (index, resolution, step)


def test_a_stage_does_not_depend_on_what_was_asked_before() -> None:
    schedule = phases_of(GROWING, 16)
    forward = {nimg: stage_at(nimg, schedule) for nimg in range(0, 3000, 50)}
    assert all(stage_at(nimg, schedule) == forward[nimg] for nimg in reversed(forward))


def test_each_resolution_starts_once() -> None:
    for training in (GROWING, replace(GROWING, fade_share={4: 0.0})):
        schedule = phases_of(training, 16)
        starts, nimg = [], 0
        while nimg < schedule[-1].end_nimg:
            stage = stage_at(nimg, schedule)
            if starts_resolution(nimg, schedule):
                starts.append((nimg, stage.resolution))
            nimg += stage.phase.batch_size
        firsts: dict[int, int] = {}
        for phase in schedule:
            firsts.setdefault(phase.resolution, phase.start_nimg)
        assert starts == [(nimg, resolution) for resolution, nimg in firsts.items()]
        assert len(starts) == 3


def test_half_of_the_average_is_left_after_its_half_life() -> None:
    training = TrainingConfig(ema_halflife_kimg=1.2)
    left, nimg = 1.0, 10**6
    for batch_size in [40] * 15 + [100] * 6:
        left *= ema_weight(nimg, batch_size, training)
        nimg += batch_size
    assert nimg == 10**6 + 1200
    assert left == pytest.approx(0.5)


def test_early_on_the_half_life_is_a_share_of_the_run() -> None:
    training = TrainingConfig(ema_halflife_kimg=10.0, ema_warmup=0.05)
    assert ema_weight(900, 100, training) == pytest.approx(0.5 ** (100 / 50))
    assert ema_weight(0, 100, training) == pytest.approx(0.5**20)
    assert ema_weight(199_900, 100, training) == pytest.approx(0.5 ** (100 / 10_000))
    assert ema_weight(10**7, 100, training) == pytest.approx(0.5 ** (100 / 10_000))


@pytest.mark.parametrize(
    ("kimg", "tick_kimg", "expected"),
    [(100.0, 0.0, 1000), (100_000.0, 0.0, 20_000), (100.0, 1.001, 1001), (0.01, 0.0, 1)],
)
def test_a_tick_is_a_hundredth_of_the_run_unless_set(
    kimg: float, tick_kimg: float, expected: int
) -> None:
    assert tick_nimg(TrainingConfig(kimg=kimg, tick_kimg=tick_kimg)) == expected


def draw(seed: int, nimg: int, purpose: str) -> list[float]:
    return torch.randn(4, generator=rng(seed, nimg, purpose)).tolist()


def test_a_stream_is_its_seed_nimg_and_purpose() -> None:
    assert draw(1, 23, "z") == draw(1, 23, "z")
    streams = [(1, 23, "z"), (2, 23, "z"), (1, 24, "z"), (1, 23, "noise"), (12, 3, "z")]
    assert len({tuple(draw(*stream)) for stream in streams}) == len(streams)


def test_streams_leave_global_chance_alone() -> None:
    torch.manual_seed(5)
    before = torch.get_rng_state()
    first = draw(1, 2, "z")
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(6)
    assert draw(1, 2, "z") == first


def test_streams_never_change_between_versions() -> None:
    """Every picture ever made is remade from these; the number was written down once."""
    assert rng(7, 0, "z").initial_seed() == 6_028_604_874_086_376_074


def test_the_default_configuration_grows_to_its_resolution() -> None:
    config = Config()
    schedule = build_schedule(config)
    assert [p.resolution for p in schedule] == [4, 8, 8, 16, 16, 32, 32, 64, 64]


def test_extra_kimg_lengthens_the_last_phase_alone() -> None:
    training = preset("tiny").training
    longer = replace(training, extra_kimg=50.0)
    before, after = phases_of(training, 32), phases_of(longer, 32)
    assert after[:-1] == before[:-1]
    assert after[-1].start_nimg == before[-1].start_nimg
    assert after[-1].end_nimg - before[-1].end_nimg == 50_000
