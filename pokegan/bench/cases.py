"""What is measured, and what one measurement gives."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from pokegan.bench.clock import Task, spread


@dataclass(frozen=True)
class Parts:
    """What a training step consists of, in seconds; None where there is no such part.

    `overhead` is the share of the time that preparing the input takes.
    """

    overhead: float | None = None
    penalised_sec: float | None = None
    plain_sec: float | None = None


class Trial(Protocol):
    """A case at work on its device, with everything it needs in memory.

    `compile_sec` is what its first times took longer than the later ones.
    """

    compile_sec: float

    @property
    def tasks(self) -> list[Task]: ...

    def warm_up(self) -> None: ...

    def gflop(self) -> float:
        """The arithmetic of a batch; done once more, kernel by kernel."""
        ...

    def seconds(self) -> list[float]:
        """What a batch took in each round."""
        ...

    def parts(self) -> Parts: ...

    def notice(self) -> str | None: ...


@dataclass(frozen=True)
class Case:
    """One resolution of one variant, in training or in sampling; `begin` sets it to work.

    One that is `compiled` is left out, with a notice, where the machine has no compiler.
    """

    kind: str
    resolution: int
    batch: int
    precision: str
    variant: str
    begin: Callable[[], Trial]
    compiled: bool = False

    @property
    def title(self) -> str:
        return f"{self.kind} {self.resolution} px, batch {self.batch}, {self.variant}"

    def is_base_of(self, other: Case) -> bool:
        """Whether the other is held against this one."""
        ours, theirs = ((c.kind, c.resolution) for c in (self, other))
        batches = self.kind == "train" or self.batch == other.batch  # a variant may change it
        return self.variant == "base" and ours == theirs and batches


@dataclass(frozen=True)
class Result:
    """A case in numbers.

    `spread` is the interquartile range of the time as a share of its median, `ratio` the speed
    against the base in the same rounds, `limit_gflops` the machine's limit in this precision
    and `share` how much of it is reached.
    """

    kind: str
    resolution: int
    batch: int
    precision: str
    variant: str
    images_per_sec: float
    sec_per_kimg: float
    spread: float
    ratio: float
    memory_gb: float
    gflop_per_image: float
    limit_gflops: float
    share: float
    compile_sec: float | None
    parts: Parts

    def as_dict(self) -> dict[str, Any]:
        """All numbers side by side."""
        plain = dataclasses.asdict(self)
        return plain | plain.pop("parts")


@dataclass(frozen=True)
class Weighed:
    """A case that was alone on the device: its peak memory, and the arithmetic of an image.

    `compile_sec` is None where nothing is compiled, and less than the whole time where an
    earlier program has left its code in the compiler's cache; `notice` is what was amiss.
    """

    case: Case
    memory_gb: float
    gflop_per_image: float
    compile_sec: float | None = None
    notice: str | None = None


@dataclass(frozen=True)
class Timing:
    """What a batch took in each round, what so many images took in its base, and its parts."""

    seconds: list[float]
    base_sec: list[float]
    parts: Parts


def summarise(weighed: Weighed, timing: Timing, limit_gflops: float) -> Result:
    """All that was measured of a case, on a machine with such a limit."""
    case = weighed.case
    per_image = statistics.median(timing.seconds) / case.batch
    rounds = zip(timing.base_sec, timing.seconds, strict=True)
    return Result(
        kind=case.kind,
        resolution=case.resolution,
        batch=case.batch,
        precision=case.precision,
        variant=case.variant,
        images_per_sec=1 / per_image,
        sec_per_kimg=1000 * per_image,
        spread=spread(timing.seconds),
        ratio=statistics.median(base / ours for base, ours in rounds),
        memory_gb=weighed.memory_gb,
        gflop_per_image=weighed.gflop_per_image,
        limit_gflops=limit_gflops,
        share=weighed.gflop_per_image / per_image / limit_gflops,
        compile_sec=weighed.compile_sec,
        parts=timing.parts,
    )
