"""Time, taken in turns: each round goes through all tasks, so that a slow minute slows them all."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch

from pokegan.training.forecast import synchronise


@dataclass
class Task:
    """Something to be timed: `work(count)` does it so many times.

    `seconds` holds what one time took, a value for each round.
    """

    work: Callable[[int], object]
    count: int = 1
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def timed(task: Task, device: torch.device) -> float:
    """Seconds that one time takes, measured over the task's count of them."""
    synchronise(device)
    started = time.perf_counter()
    task.work(task.count)
    synchronise(device)
    return (time.perf_counter() - started) / task.count


def fill_block(task: Task, device: torch.device, block_sec: float) -> Task:
    """Let the task be done as often at a time as fills `block_sec`, judging by one time."""
    task.count = 1
    task.count = max(1, math.ceil(block_sec / timed(task, device)))
    return task


def interleave(
    tasks: Sequence[Task], rounds: int, device: torch.device, log: Callable[[str], None]
) -> None:
    """Time every task once in each round, in the order given; `log` hears of each round."""
    for number in range(1, rounds + 1):
        log(f"timing, round {number} of {rounds}")
        for task in tasks:
            task.seconds.append(timed(task, device))


def spread(values: Sequence[float]) -> float:
    """The interquartile range as a share of the median; 0.0 of a single value."""
    if len(values) < 2:
        return 0.0
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return (high - low) / middle
