"""What a run will take, and batches that fill a device."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from conftest import CPU

from pokegan.config import Config, override, preset
from pokegan.config.schedule import build_schedule
from pokegan.data.dataset import PackedDataset
from pokegan.training import forecast
from pokegan.training.forecast import PhaseCost, fill_memory, mean_step, probe
from pokegan.training.step import Trainer


@pytest.fixture
def data(prepared: Path) -> PackedDataset:
    return PackedDataset(prepared, CPU)


def test_penalties_are_averaged_in_by_how_often_they_come() -> None:
    assert mean_step(0.8, 0.2, 4) == pytest.approx((0.8 + 0.2 + 0.2 + 0.2) / 4)
    assert mean_step(0.8, 0.2, 1) == 0.8


def test_seconds_are_images_over_rate(config: Config, data: PackedDataset) -> None:
    phase = Trainer(config, data, CPU).schedule[1]
    assert PhaseCost(phase, 16.0, 1.0).seconds == (phase.end_nimg - phase.start_nimg) / 16


def test_batches_double_while_that_is_faster(
    config: Config, data: PackedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecast, "FASTER", 0.0)
    monkeypatch.setattr(forecast, "MOST_BATCHES", 4)
    filled = fill_memory(override(config, {"resolution": 8, "lr.8": 0.004}), data, CPU).training
    assert filled.batch_size == {4: 32, 8: 32}
    assert filled.lr == pytest.approx({4: 0.002 * math.sqrt(4), 8: 0.004 * math.sqrt(4)})
    assert filled.ema_halflife_kimg == config.training.ema_halflife_kimg


@pytest.mark.parametrize(("name", "value"), [("FASTER", math.inf), ("MEMORY_SHARE", 0.0)])
def test_batches_stay_when_more_is_not_faster_or_does_not_fit(
    config: Config,
    data: PackedDataset,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: float,
) -> None:
    monkeypatch.setattr(forecast, "FASTER", 0.0)
    monkeypatch.setattr(forecast, name, value)
    small = override(config, {"resolution": 8})
    filled = fill_memory(small, data, CPU).training
    assert filled.batch_size == {4: 8, 8: 8} and filled.lr == {4: 0.002, 8: 0.002}


def test_a_probe_trains_at_its_resolution_with_its_batch(
    config: Config, data: PackedDataset
) -> None:
    cost = probe(config, data, CPU, (8, 2))
    assert (cost.phase.resolution, cost.phase.batch_size, cost.phase.fading) == (8, 2, False)
    assert cost.images_per_sec > 0


@pytest.mark.parametrize("kimg", [0.028, 0.032, 0.2])
def test_phases_are_forecast_as_they_will_be(prepared: Path, kimg: float) -> None:
    """Where pixels join does not depend on the smaller batches that are timed."""
    small = {"resolution": 8, "feature_px": 32, "feature_channels": 2, "kimg": kimg}
    asked = override(preset("tiny"), {**small, "pixels_from_kimg": 0.024, "batch_size": 12})
    costs = list(forecast.forecast(asked, PackedDataset(prepared, CPU), CPU))
    assert [cost.phase for cost in costs] == build_schedule(asked)
