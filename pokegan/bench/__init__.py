"""How fast a machine trains and samples, and how far that is from what it could do.

All cases are timed in the same rounds, beside the machine's own limit, so that their ratios
hold on a machine that is busy with other things too. Before that, each is alone on the device
while its peak memory is taken.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch

from pokegan.bench.cases import Case, Result, summarise
from pokegan.bench.limits import Limits
from pokegan.bench.machine import Machine, machine
from pokegan.bench.rounds import time_all, weigh_all
from pokegan.bench.sampling import sampling_cases
from pokegan.bench.stepping import training_cases
from pokegan.bench.variants import BASE, Variant
from pokegan.checkpoints.runs import settle
from pokegan.config import Config, is_resolution, override
from pokegan.config.schedule import doublings
from pokegan.data import synthetic
from pokegan.data.dataset import PackedDataset, read_header
from pokegan.data.prepare import PrepareOptions, prepare
from pokegan.errors import TrainingError, UsageError
from pokegan.runtime.precision import best_precision
from pokegan.runtime.progress import Log

KINDS = ("train", "sample")
PICTURES = 64  # drawn where none are given; a step's time does not depend on how many there are


@dataclass(frozen=True)
class Plan:
    """What to measure: a run at some resolutions in some variants, for so many rounds.

    Its config has a precision; `kinds` are of KINDS; sampling is `compiled` too where that is
    asked for.
    """

    config: Config
    resolutions: Sequence[int]
    variants: Sequence[Variant] = (BASE,)
    kinds: Sequence[str] = KINDS
    rounds: int = 5
    compiled: bool = False


@dataclass(frozen=True)
class Report:
    """All results, the machine's limits in GFLOP/s by precision, and notices."""

    machine: Machine
    results: list[Result]
    limits: dict[str, float]
    notices: list[str]


def with_precision(config: Config, device: torch.device) -> Config:
    """The run with the precision it will have on a device."""
    if config.training.precision != "auto":
        return config
    return override(config, {"precision": best_precision(device)})


def wanted_resolutions(config: Config, given: Sequence[int], data: Path | None) -> tuple[int, ...]:
    """The sizes given, or all that the run passes, as far as the data have them.

    UsageError for a size that networks cannot have.
    """
    for size in given:
        if not is_resolution(size):
            raise UsageError(f"resolution is {size}; it must be 4, 8, 16, ... up to 1024.")
    if given:
        return tuple(dict.fromkeys(given))
    held = int(read_header(data)["resolution"]) if data else config.model.resolution
    passed = doublings(config.training.start_resolution, config.model.resolution)
    return tuple(size for size in passed if size <= held) or (held,)


@contextmanager
def pictures(data: Path | None, resolution: int) -> Iterator[Path]:
    """The prepared file given, or one of drawn creatures that vanishes afterwards."""
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        synthetic.write_folder(folder / "creatures", PICTURES, size=max(resolution, 32))
        options = PrepareOptions(resolution=resolution)
        packed = folder / "creatures.safetensors"
        yield prepare(folder / "creatures", packed, options, workers=1).path


def measure(plan: Plan, data: Path, device: torch.device, log: Log) -> Report:
    """Measure what is planned on a prepared file; `log` hears what is being done.

    A case that cannot be measured here is left out, with a notice; TrainingError when none can.
    """
    weighed, notices = weigh_all(planned_cases(plan, data, device), device, log)
    precisions = {best_precision(device), "fp32", *(each.case.precision for each in weighed)}
    limits = Limits(sorted(precisions), device)
    timings, more_notices = time_all(weighed, limits, plan.rounds, device, log)
    notices += more_notices
    if not timings:
        raise TrainingError("nothing could be measured.", "\n".join(notices))
    results = [
        summarise(each, timings[each.case], limits.gflops[each.case.precision])
        for each in weighed
        if each.case in timings
    ]
    return Report(machine(device), results, limits.gflops, notices)


def planned_cases(plan: Plan, data: Path, device: torch.device) -> list[Case]:
    """Every case of a plan, those of one resolution together, each after its base."""
    config = settle(plan.config, PackedDataset(data), device)
    config = override(config, {"resolution": max(*plan.resolutions, config.model.resolution)})
    cases = []
    for resolution in plan.resolutions if "train" in plan.kinds else ():
        cases += training_cases(config, resolution, plan.variants, data, device)
    for resolution in plan.resolutions if "sample" in plan.kinds else ():
        cases += sampling_cases(config, resolution, plan.compiled, device)
    return cases
