"""How long a run will take and what it needs, measured before it starts."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch

from pokegan.config import Config
from pokegan.dataset import PackedDataset
from pokegan.errors import TrainingError
from pokegan.files import write_atomically
from pokegan.runs import settle
from pokegan.schedule import Phase, build_schedule
from pokegan.step import Trainer

FORECAST_BATCH = 8


@dataclass(frozen=True)
class PhaseCost:
    """What a phase is expected to take.

    `memory_gb` is the phase's own on a GPU. Elsewhere it is the most that the process has
    used so far, which never falls again and counts pictures and libraries too.
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
    schedule = build_schedule(config.training, config.model.resolution)
    if device.type != "cuda":
        few = {r: min(n, FORECAST_BATCH) for r, n in config.training.batch_size.items()}
        config = dataclasses.replace(
            config, training=dataclasses.replace(config.training, batch_size=few)
        )
    trainer = Trainer(config, data, device)
    for phase, probe in zip(schedule, trainer.schedule, strict=True):
        if device.type == "cuda":
            torch.cuda.reset_peak_memory_stats(device)
        with within_memory(phase, device):
            penalised = timed_step(trainer, probe, 0)
            plain = timed_step(trainer, probe, min(1, probe.steps - 1))
        interval = config.training.r1_interval
        seconds = (penalised + (interval - 1) * plain) / interval
        yield PhaseCost(phase, probe.batch_size / seconds, memory_in_use(device))


def kimg_within(seconds: float, config: Config, data: PackedDataset, device: torch.device) -> float:
    """How many kimg a run of these settings can show in so many seconds, at least one."""
    costs = list(forecast(settle(config, data, device), data, device))
    kimg = config.training.kimg * seconds / sum(cost.seconds for cost in costs)
    return max(1.0, round(kimg, 1))


def known_costs(
    config: Config, data: PackedDataset, run_dir: Path, device: torch.device
) -> list[PhaseCost]:
    """The forecast of a run, measured once for each kind of device and kept in its folder."""
    path = run_dir / f"forecast-{device.type}.json"
    schedule = build_schedule(config.training, config.model.resolution)
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [PhaseCost(p, row[0], row[1]) for p, row in zip(schedule, rows, strict=True)]
    except (OSError, ValueError, TypeError, IndexError):
        costs = list(forecast(config, data, device))
        rows = [[cost.images_per_sec, cost.memory_gb] for cost in costs]
        write_atomically(path, json.dumps(rows).encode())
        return costs


def timed_step(trainer: Trainer, phase: Phase, step: int) -> float:
    """Seconds of the phase's step number `step`, the second time it is taken."""
    seconds = 0.0
    for _ in range(2):
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
    except torch.cuda.OutOfMemoryError as error:
        size, n = phase.resolution, phase.batch_size
        smaller = f"--set batch_size.{size}={n // 2}, or " if n > 1 else ""
        used = f"{memory_in_use(device):.2f} GB"
        if device.type == "cuda":
            used += f" of {torch.cuda.mem_get_info(device)[1] / 1e9:.2f} GB"
        raise TrainingError(
            f"{size} px with {n} images a step do not fit in the memory of {device}: "
            f"{used} were in use.",
            f"Begin a new run with less: {smaller}a smaller --preset or --resolution.",
        ) from error


def synchronise(device: torch.device) -> None:
    """Wait for the device, so that a host clock can be read."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()


def memory_in_use(device: torch.device) -> float:
    """Peak memory in GB: the GPU allocator's since it was last reset; elsewhere the process's.

    The process's resident set holds libraries and pictures too, and its peak never falls: on a
    CPU it says how much the run needs so far, not what one phase adds. 0.0 where unknown.
    """
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device) / 1e9
    try:
        import resource
    except ImportError:  # Windows has no resource module
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e9 if sys.platform == "darwin" else peak * 1024 / 1e9
