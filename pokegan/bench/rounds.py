"""Cases alone on the device, for their memory, and then in turns, for their time.

Each round goes through all of a group and through what the machine can do at best, so that a slow
minute slows them all. The limit of convolutional networks is a 3x3 convolution, channels last,
forward and backward: the best over a few shapes that fill the machine.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import median

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.bench.arithmetic import count_gflop
from pokegan.runtime.memory import peak_gb, reset_peak
from pokegan.runtime.precision import SHORT
from pokegan.runtime.progress import Log
from pokegan.runtime.random import rng
from pokegan.training.forecast import REPEATS, synchronise

BLOCK_SEC = 0.2  # a task is repeated to fill a block: a clock read and a wait are nothing in it
# (channels, resolution, batch): long beside any launch, 1.2 GB in all on a GPU.
SHAPES = {
    "cpu": ((128, 16, 8), (256, 16, 8)),
    "cuda": ((256, 64, 32), (512, 32, 64), (512, 64, 16)),
}


@dataclass
class Task:
    """Something to be timed; `share` is how many batches of a run are done by it.

    It is done `count` times in a row; `seconds` holds what one time took, a value for each round.
    """

    work: Callable[[], object]
    share: float = 1.0
    count: int = 1
    seconds: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """One way of training or of sampling at one resolution."""

    kind: str
    resolution: int
    batch: int
    precision: str
    variant: str

    @property
    def title(self) -> str:
        return f"{self.kind} {self.resolution} px, batch {self.batch}, {self.variant}"


# What shares its rounds, the base first; what a case maps to sets it to work and gives its tasks.
Group = Mapping[Case, Callable[[], list[Task]]]


@dataclass(frozen=True)
class Result(Case):
    """A case in numbers.

    `spread` is the interquartile range of the time as a share of its median, `ratio` the speed
    against the base in the same rounds, `limit_gflops` the machine's limit in this precision
    and `share` how much of it is reached.
    """

    images_per_sec: float
    sec_per_kimg: float
    spread: float
    ratio: float
    memory_gb: float
    gflop_per_image: float
    limit_gflops: float
    share: float


def measure_group(group: Group, rounds: int, device: torch.device, log: Log) -> list[Result]:
    """Each case alone on the device, then all in turns with each other and the machine's limit."""
    weights = [weigh(case, begin, device, log) for case, begin in group.items()]
    reset_peak(device)  # gives back what the last case took
    log("warming up")
    begun = [begin() for begin in group.values()]
    limits = {case.precision: limit_tasks(case.precision, device) for case in group}
    tasks = [task for each in (*begun, *limits.values()) for task in each]
    for task in tasks:
        task.count = max(1, math.ceil(BLOCK_SEC / settled(task, device)))
    for number in range(1, rounds + 1):
        log(f"timing, round {number} of {rounds}")
        for task in tasks:
            task.seconds.append(timed(task, device))
    times = [seconds_an_image(*each) for each in zip(group, begun, strict=True)]
    reached = {
        precision: max(count_gflop(task.work) / min(task.seconds) for task in tasks)
        for precision, tasks in limits.items()
    }
    return [
        summarise(case, seconds, times[0], weight, reached[case.precision])
        for case, seconds, weight in zip(group, times, weights, strict=True)
    ]


def weigh(
    case: Case, begin: Callable[[], list[Task]], device: torch.device, log: Log
) -> tuple[float, float]:
    """What a case takes that is alone on the device: GB at its peak, and GFLOP an image."""
    log(f"memory and arithmetic of {case.title}")
    reset_peak(device)
    tasks = begin()
    gflop = sum(task.share * count_gflop(task.work) for task in tasks)
    reset_peak(device)
    for task in tasks:
        settled(task, device)
    return peak_gb(device), gflop / case.batch


def settled(task: Task, device: torch.device) -> float:
    """Seconds that one time takes when the first times are over."""
    return [timed(task, device) for _ in range(REPEATS.get(device.type, 2))][-1]


def timed(task: Task, device: torch.device) -> float:
    """Seconds that one time takes, measured over the task's count of them."""
    synchronise(device)
    started = time.perf_counter()
    for _ in range(task.count):
        task.work()
    synchronise(device)
    return (time.perf_counter() - started) / task.count


def seconds_an_image(case: Case, tasks: Sequence[Task]) -> list[float]:
    """What an image took in each round, by all tasks of a case in their shares."""
    weighted = ([task.share * second for second in task.seconds] for task in tasks)
    return [sum(seconds) / case.batch for seconds in zip(*weighted, strict=True)]


def summarise(
    case: Case,
    seconds: Sequence[float],
    base: Sequence[float],
    weight: tuple[float, float],
    limit_gflops: float,
) -> Result:
    """A case by what an image took in each round, in it and in its base, and by its `weight`."""
    low, middle, high = map(float, np.percentile(seconds, (25, 50, 75)))
    memory_gb, gflop = weight
    return Result(
        **vars(case),
        images_per_sec=1 / middle,
        sec_per_kimg=1000 * middle,
        spread=(high - low) / middle,
        ratio=median(theirs / ours for theirs, ours in zip(base, seconds, strict=True)),
        memory_gb=memory_gb,
        gflop_per_image=gflop,
        limit_gflops=limit_gflops,
        share=gflop / middle / limit_gflops,
    )


def limit_tasks(precision: str, device: torch.device) -> list[Task]:
    """Convolutions of square images with their gradients, as many channels out as in."""
    stream, dtype = rng(0, 0, "limit", device), SHORT.get(precision, torch.float32)

    def drawn(*shape: int) -> Tensor:
        values = torch.randn(shape, generator=stream, device=device, dtype=dtype)
        return values.contiguous(memory_format=torch.channels_last).requires_grad_()

    @torch.backends.cudnn.flags(enabled=True, benchmark=True)  # the best algorithm
    def convolve(x: Tensor, weight: Tensor, gradient: Tensor) -> None:
        torch.autograd.grad(F.conv2d(x, weight, padding=1), (x, weight), gradient)

    return [
        Task(partial(convolve, drawn(n, c, r, r), drawn(c, c, 3, 3), drawn(n, c, r, r)))
        for c, r, n in SHAPES.get(device.type, SHAPES["cpu"])
    ]
