"""How long a run will take and what it needs, measured before it starts."""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch

from pokegan.checkpoints.runs import settle
from pokegan.config import Config, at_resolution, override
from pokegan.config.schedule import Phase, build_schedule, doublings
from pokegan.data.dataset import PackedDataset
from pokegan.errors import MemoryFull, TrainingError
from pokegan.runtime.files import write_atomically
from pokegan.runtime.memory import is_out_of_memory, peak_gb, reset_peak, total_gb
from pokegan.training.executor import TRIAL
from pokegan.training.footprint import check_footprint
from pokegan.training.step import Trainer

FORECAST_BATCH = 8
REPEATS = {"cuda": 2 * TRIAL + 2}  # how often a step is taken to be timed: here until it settles
MOST_BATCHES = 8  # times the preset's
MEMORY_SHARE = 0.85  # of the device, at most, for a batch that was chosen
FASTER = 1.05  # what a larger batch has to gain


@dataclass(frozen=True)
class PhaseCost:
    """What a phase is expected to take.

    `memory_gb` is its peak: of the allocator on a GPU; elsewhere of the whole process, with
    pictures and libraries, and where the system cannot forget a peak, of all that came before.
    """

    phase: Phase
    images_per_sec: float
    memory_gb: float

    @property
    def seconds(self) -> float:
        return (self.phase.end_nimg - self.phase.start_nimg) / self.images_per_sec


def forecast(config: Config, data: PackedDataset, device: torch.device) -> Iterator[PhaseCost]:
    """Measure each phase on throwaway networks: a few steps with and without the penalty.

    On a GPU with the real batch, so that memory is probed too (TrainingError when a phase
    does not fit); elsewhere with a small one.
    """
    schedule = build_schedule(config)
    most = math.inf if device.type == "cuda" else FORECAST_BATCH
    probes = [
        dataclasses.replace(phase, batch_size=int(min(phase.batch_size, most)))
        for phase in schedule
    ]
    trainer = Trainer(config, data, device, schedule=probes)
    for phase, probe in zip(schedule, probes, strict=True):
        with within_memory(phase, device):
            cost = measured(trainer, probe)
        yield dataclasses.replace(cost, phase=phase)


def measured(trainer: Trainer, phase: Phase) -> PhaseCost:
    """What one of the trainer's phases takes, by a few of its steps."""
    interval = trainer.config.training.penalty_interval
    reset_peak(trainer.device)
    penalised = timed_step(trainer, phase, interval if phase.steps > interval else 0)
    plain = timed_step(trainer, phase, min(1, phase.steps - 1))
    seconds = mean_step(penalised, plain, interval)
    return PhaseCost(phase, phase.batch_size / seconds, peak_gb(trainer.device))


def mean_step(penalised: float, plain: float, interval: int) -> float:
    """Seconds of a step on average, when one in `interval` is penalised."""
    return (penalised + (interval - 1) * plain) / interval


def fill_memory(config: Config, data: PackedDataset, device: torch.device) -> Config:
    """The same run with the largest batches that are faster and fit, up to MOST_BATCHES times.

    Learning rates grow with the square root of the batch, as Adam asks (Malladi et al. 2022,
    arXiv 2205.10287, the square root scaling rule); the average's half-life is in images and
    stays.
    """
    training = config.training
    batch_size, lr = dict(training.batch_size), dict(training.lr)
    for resolution in doublings(training.start_resolution, config.model.resolution):
        usual = int(at_resolution(training.batch_size, resolution))
        filled = filled_batch(config, data, device, resolution)
        batch_size[resolution] = filled
        lr[resolution] = at_resolution(training.lr, resolution) * math.sqrt(filled / usual)
    training = dataclasses.replace(training, batch_size=batch_size, lr=lr)
    return dataclasses.replace(config, training=training)


def filled_batch(config: Config, data: PackedDataset, device: torch.device, resolution: int) -> int:
    """The batch at one resolution, doubled as long as that is faster and memory is left."""
    usual = int(at_resolution(config.training.batch_size, resolution))
    best, most_gb = usual, MEMORY_SHARE * total_gb(device)
    cost = probe(config, data, device, (resolution, usual))
    while best < MOST_BATCHES * usual:
        try:
            larger = probe(config, data, device, (resolution, 2 * best))
        except (MemoryError, RuntimeError, MemoryFull) as error:
            if not is_out_of_memory(error):
                raise
            break
        if larger.memory_gb > most_gb or larger.images_per_sec < FASTER * cost.images_per_sec:
            break
        best, cost = 2 * best, larger
    return best


def probe(
    config: Config, data: PackedDataset, device: torch.device, batch: tuple[int, int]
) -> PhaseCost:
    """What training at one resolution takes with another batch: `batch` is (resolution, size).

    Raises MemoryFull, or what `is_out_of_memory` knows, where it does not fit.
    """
    resolution, size = batch
    one_size = {"resolution": resolution, "start_resolution": resolution, "batch_size": size}
    config = override(config, one_size)
    check_footprint(config, data, device)
    trainer = Trainer(config, data, device)
    return measured(trainer, trainer.schedule[-1])


def kimg_within(seconds: float, config: Config, data: PackedDataset, device: torch.device) -> float:
    """How many kimg a run of these settings can show in so many seconds, at least 0.2."""
    costs = list(forecast(settle(config, data, device), data, device))
    kimg = config.training.kimg * seconds / sum(cost.seconds for cost in costs)
    return max(0.2, round(kimg, 1))


def known_costs(
    config: Config, data: PackedDataset, run_dir: Path, device: torch.device
) -> list[PhaseCost]:
    """The forecast of a run, measured once for each kind of device and kept in its folder."""
    path = run_dir / f"forecast-{device.type}.json"
    schedule = build_schedule(config)
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [PhaseCost(p, row[0], row[1]) for p, row in zip(schedule, rows, strict=True)]
    except (OSError, ValueError, TypeError, IndexError):
        costs = list(forecast(config, data, device))
        rows = [[cost.images_per_sec, cost.memory_gb] for cost in costs]
        write_atomically(path, json.dumps(rows).encode())
        return costs


def timed_step(trainer: Trainer, phase: Phase, step: int) -> float:
    """Seconds of the phase's step number `step`, when the first times are over."""
    seconds = 0.0
    for _ in range(REPEATS.get(trainer.device.type, 2)):
        trainer.state.nimg = phase.start_nimg + step * phase.batch_size
        synchronise(trainer.device)
        started = time.perf_counter()
        trainer.step()
        synchronise(trainer.device)
        seconds = time.perf_counter() - started
    return seconds


@contextmanager
def within_memory(phase: Phase, device: torch.device) -> Iterator[None]:
    """Raises TrainingError with what to change when the device has no room for the block."""
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        size, n = phase.resolution, phase.batch_size
        smaller = [f"batch_size.{size}={n // 2}"] if n > 1 else []
        used = f"{peak_gb(device):.2f} GB"
        if device.type == "cuda":
            used += f" of {total_gb(device):.2f} GB"
        raise TrainingError(
            f"{size} px with {n} images a step do not fit in the memory of {device}: "
            f"{used} were in use.",
            "Begin a new run with less: fewer images a step, a smaller preset or resolution.",
            [*smaller, "preset", "resolution"],
        ) from error


def synchronise(device: torch.device) -> None:
    """Wait for the device, so that a host clock can be read."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
