"""What a step takes in memory, counted before it is taken."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import CPU

from pokegan.config import FAMILIES, Config, override, preset
from pokegan.config.schedule import Phase, build_schedule
from pokegan.data.dataset import PackedDataset
from pokegan.errors import MemoryFull
from pokegan.runtime.classifier import classifier_weights
from pokegan.training import footprint, forecast
from pokegan.training.executor import Direct
from pokegan.training.footprint import OVERHEAD, Counting, at_most, check_footprint, counted
from pokegan.training.loop import open_run
from pokegan.training.step import Trainer

META = torch.device("meta")


@pytest.fixture
def data(prepared: Path) -> PackedDataset:
    return PackedDataset(prepared, CPU)


def last(config: Config, batch_size: int) -> Phase:
    phase = build_schedule(config)[-1]
    return dataclasses.replace(phase, batch_size=batch_size, start_nimg=0, end_nimg=batch_size)


@pytest.mark.parametrize("device", [CPU, META])
def test_what_lives_at_once_is_added_up(device: torch.device) -> None:
    """At most four tensors of 4,000 bytes, the sum before among them; a view is none."""
    with Counting() as counting:
        x = torch.ones(1000, device=device)
        for _ in range(5):
            y = (x * 2) + x  # x, the product and the sum
        y.view(10, 100).add_(1)
        assert (counting.now, counting.peak) == (8000, 4 * 4000)
        del x, y
    assert counting.now == 0


@pytest.mark.parametrize("judged", ["pixels", "projected"])
@pytest.mark.parametrize("normalisation", ["adain", "demodulation"])
def test_shapes_take_what_values_take(
    config: Config, data: PackedDataset, judged: str, normalisation: str
) -> None:
    """The same step with values, its tensors counted alike: but for frozen weights."""
    changed = {"discriminator": judged, "normalisation": normalisation, "feature_px": 32}
    asked = override(config, {**changed, "augment": "fixed", "channels": 3})
    phase = last(asked, 8)
    classifier_weights()  # once for all
    with Counting() as counting:
        trainer = Trainer(asked, data, CPU, Direct(), [phase])
        kept = sum(value.nbytes for value in trainer.state.tensors().values())
        for penalised in ((), phase.judges):
            trainer.learn(trainer.source.inputs(0), phase, penalised)
    assert counted(asked, data, phase) == pytest.approx(counting.peak + kept, rel=0.15)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_rule_of_thumb_is_above_every_count(prepared: Path, family: str) -> None:
    data = PackedDataset(prepared, CPU)
    for size in ("tiny", "small"):
        asked = override(preset(size, family), {"channels": 3, "pixels_from_kimg": 0})
        phase = last(asked, 8)
        assert OVERHEAD * counted(asked, data, phase) < at_most(asked, phase)


@pytest.mark.parametrize(
    "wide",
    [{"feature_channels": 512}, {"feature_channels": 2048}, {"pixels_width": 16}],
)
def test_the_rule_of_thumb_knows_the_widths_of_discriminators(
    data: PackedDataset, wide: dict[str, Any]
) -> None:
    asked = override(preset("tiny"), {"channels": 3, "pixels_from_kimg": 0, **wide})
    phase = last(asked, 16)
    assert OVERHEAD * counted(asked, data, phase) < at_most(asked, phase)


def test_the_heaviest_phase_is_found_though_a_rule_of_thumb_ranks_another_first(
    config: Config, data: PackedDataset, leave_free: Callable[[float], None]
) -> None:
    """8 px in batches of 1,200 take less than 16 px in batches of 700, by count, not by rule."""
    asked = override(config, {"channels": 3, "batch_size": {4: 8, 8: 1200, 16: 700}})
    phases = {phase.resolution: phase for phase in build_schedule(asked)}
    needs = {size: OVERHEAD * counted(asked, data, phase) for size, phase in phases.items()}
    assert needs[16] > needs[8]
    leave_free((needs[16] + needs[8]) / 2 / 0.9)
    with pytest.raises(MemoryFull, match="700 images a step at 16 px"):
        check_footprint(asked, data, CPU)


def test_the_batch_that_is_named_fits_and_no_much_larger_one(
    config: Config, data: PackedDataset, leave_free: Callable[[float], None]
) -> None:
    asked = override(config, {"channels": 3, "batch_size": 4000})
    leave_free(1e9)
    with pytest.raises(MemoryFull, match="4,000 images a step at 16 px") as refused:
        check_footprint(asked, data, CPU)
    name, _, number = refused.value.parameters[0].partition("=")
    assert name == "batch"
    check_footprint(override(asked, {"batch_size": int(number)}), data, CPU)
    with pytest.raises(MemoryFull):
        check_footprint(override(asked, {"batch_size": int(1.1 * int(number))}), data, CPU)


@pytest.mark.parametrize(
    ("changed", "free", "parameters"),
    [
        ({"batch_size": {4: 8, 16: 4000}}, 1e9, "batch_size.16="),
        ({"channel_max": 50_000, "channel_base": 500_000}, 1e9, "preset"),
        ({"batch_size": 6, "channel_max": 64}, 3e7, "batch="),
        ({"preview_count": 10**6}, 1e9, "preview_count="),
    ],
)
def test_what_is_too_much_is_named(
    config: Config,
    data: PackedDataset,
    leave_free: Callable[[float], None],
    changed: dict[str, Any],
    free: float,
    parameters: str,
) -> None:
    leave_free(free)
    with pytest.raises(MemoryFull) as refused:
        check_footprint(override(config, {"channels": 3, **changed}), data, CPU)
    assert refused.value.parameters[0].startswith(parameters)


def test_a_usual_run_is_not_counted(
    data: PackedDataset, leave_free: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(footprint, "counted", None)
    leave_free(2e9)
    check_footprint(override(preset("tiny"), {"channels": 3, "kimg": 9}), data, CPU)


def test_a_gpu_refuses_only_what_never_fits(
    config: Config, data: PackedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With half of what the host would need it may be enough; with a tenth it is not."""
    asked = override(config, {"channels": 3, "batch_size": 4000})
    whole = counted(asked, data, last(asked, 4000))
    cuda = torch.device("cuda")
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (int(0.6 * whole), 0))
    check_footprint(asked, data, cuda)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (whole // 10, 0))
    with pytest.raises(MemoryFull):
        check_footprint(asked, data, cuda)


def test_a_run_that_does_not_fit_writes_nothing_and_can_begin_smaller(
    config: Config, prepared: Path, tmp_path: Path, leave_free: Callable[[float], None]
) -> None:
    large = override(config, {"batch_size": 4000})
    leave_free(1e9)
    with pytest.raises(MemoryFull):
        open_run(large, prepared, tmp_path / "run", CPU)
    assert not (tmp_path / "run" / "config.json").exists()
    run = open_run(config, prepared, tmp_path / "run", CPU, forecast=True)
    run.close()


def test_larger_batches_are_not_tried_where_they_do_not_fit(
    config: Config,
    data: PackedDataset,
    leave_free: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forecast, "FASTER", 0.0)
    asked = override(config, {"resolution": 8, "channels": 3, "preview_count": 1})
    phase = last(override(asked, {"start_resolution": 8}), 16)
    leave_free(OVERHEAD * counted(asked, data, phase) / 0.9 + 1000)
    assert forecast.filled_batch(asked, data, CPU, 8) == 16
