"""How much memory a device has, how much of it is free or was in use at most, and what fits."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pokegan.errors import MemoryFull

if TYPE_CHECKING:
    import torch

PROCESS = Path("/proc/self")
TRIFLE = 32 << 20  # bytes: what is left may be forgotten files and more that is not told
USABLE = 0.9  # of what is free: needs are estimates, and other programs go on
# Of a control group: what it may take, what it has taken, and what of that are files that it can
# forget (cgroup-v2.rst and cgroup-v1/memory.rst of the Linux kernel).
GROUPS = {
    "cgroup2": (
        "memory.max",
        "memory.current",
        ("inactive_file", "active_file", "slab_reclaimable"),
    ),
    "cgroup": (
        "memory.limit_in_bytes",
        "memory.usage_in_bytes",
        ("total_inactive_file", "total_active_file"),
    ),
}
RESET_PEAK = "5"  # man 5 proc, clear_refs: the peak resident set becomes the present one

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3  # malloc.h of the GNU C library
MOST_MAPPED = 32 << 20  # the largest threshold it takes
PAD = 64 << 20
NEVER = 2**31 - 1


def peak_gb(device: torch.device) -> float:
    """Peak memory in GB since `reset_peak`: the GPU allocator's; elsewhere the process's.

    The process's resident set holds libraries and pictures too. Where the system cannot
    forget a peak (only Linux can), it is that of the whole process; 0.0 where unknown.
    """
    if device.type == "cuda":
        import torch

        return torch.cuda.max_memory_allocated(device) / 1e9
    with suppress(OSError, ValueError, StopIteration):
        lines = (PROCESS / "status").read_text().splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM:"))
        return int(peak.split()[1]) * 1024 / 1e9
    try:
        import resource
    except ImportError:  # Windows has no resource module
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e9 if sys.platform == "darwin" else most * 1024 / 1e9


def reset_peak(device: torch.device) -> bool:
    """Give back what is free and count anew; whether the system can."""
    gc.collect()
    if device.type == "cuda":
        import torch

        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats(device)
        return True
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)  # glibc keeps what was freed
    try:
        (PROCESS / "clear_refs").write_text(RESET_PEAK)
    except OSError:
        return False
    return True


def total_gb(device: torch.device) -> float:
    """All memory of a device, free or not, in GB; 0.0 where unknown."""
    if device.type == "cuda":
        import torch

        return torch.cuda.mem_get_info(device)[1] / 1e9
    with suppress(AttributeError, ValueError, OSError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return 0.0


def free_bytes(device: torch.device | None = None) -> int | None:
    """How much more memory a device, or else the host, can give; None where it does not tell.

    Of the host that is the least of what the system, each control group around this process and
    the process's own limit leave.
    """
    if device is not None and device.type == "cuda":
        import torch

        return torch.cuda.mem_get_info(device)[0]
    left = [*_left_by_system(), *_left_by_groups(), *_left_by_limit()]
    return max(0, min(left)) if left else None


def _left_by_system() -> Iterator[int]:
    with suppress(OSError):
        yield from _values(PROCESS.parent / "meminfo", ("MemAvailable:",), unit=1024)


def _left_by_groups() -> Iterator[int]:
    """What each control group around this process leaves, of version 1 or 2."""
    for kind, folder in _group_folders():
        limit, used, forgettable = GROUPS[kind]
        with suppress(OSError, ValueError):  # "max" is no limit
            left = int((folder / limit).read_text()) - int((folder / used).read_text())
            with suppress(OSError):
                left += sum(_values(folder / "memory.stat", forgettable))
            yield left


def _group_folders() -> Iterator[tuple[str, Path]]:
    """The kind and folder of each control group of memory, from this process's outward."""
    try:
        groups = [line.split(":", 2) for line in (PROCESS / "cgroup").read_text().splitlines()]
        mounts = (PROCESS / "mountinfo").read_text().splitlines()
    except OSError:
        return
    paths = {controllers: Path(path) for _, controllers, path in groups}
    for mount in mounts:
        *_, root, place = mount.split()[:5]
        kind, _, options = mount.partition(" - ")[2].split()[:3]
        wanted = {"cgroup2": "", "cgroup": "memory"}.get(kind)
        if wanted is None or wanted not in ("", *options.split(",")):
            continue
        path = next((p for name, p in paths.items() if wanted in name.split(",")), Path("/"))
        within = path.relative_to(root) if path.is_relative_to(root) else Path()
        for inner in (within, *within.parents):
            yield kind, Path(place) / inner


def _left_by_limit() -> Iterator[int]:
    """What `ulimit -v` leaves of the process's addresses."""
    with suppress(ImportError, OSError):  # Windows has no resource module
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        if limit != resource.RLIM_INFINITY:
            pages = int((PROCESS / "statm").read_text().split()[0])
            yield limit - pages * os.sysconf("SC_PAGE_SIZE")


def _values(path: Path, names: tuple[str, ...], unit: int = 1) -> list[int]:
    """The numbers behind some names in a file of a name and a number a line."""
    lines = [line.split() for line in path.read_text().splitlines()]
    return [int(words[1]) * unit for words in lines if words and words[0] in names]


def check_memory(
    what: str,
    needs: Callable[[int], float],
    count: int = 1,
    parameter: str = "",
    device: torch.device | None = None,
    others: Sequence[str] = (),
    hint: str = "{:,} would fit.",
) -> None:
    """Raise MemoryFull, with the largest count that fits, where `what` needs more than is free.

    `needs` says how many bytes some count takes, the more the higher it is; `parameter` is what
    the count was asked for by, `hint` says what fits, and `others` are those to change where not
    even one does. What a device does not tell is taken to be enough,
    and for a trifle nobody is refused.
    """
    free = free_bytes(device)
    if free is None or needs(count) <= max(USABLE * free, TRIFLE):
        return
    fits = bisect_right(range(1, count), max(USABLE * free, TRIFLE), key=needs)
    message = (
        f"{what} would take about {in_gb(needs(count))} of memory, and {in_gb(free)} are free."
    )
    if not fits:
        raise MemoryFull(message, "Free some memory, or ask for something smaller.", others)
    named = [f"{parameter}={fits}"] if parameter else []
    raise MemoryFull(message, hint.format(fits), named)


def check_enlarged(
    what: str, count: int, each: Callable[[int], float], scale: int | None, usual: int = 1
) -> None:
    """Raise MemoryFull where `count` pictures do not fit that take `each(scale)` bytes.

    Named is the scale that fits, where one was asked for; else (None: the `usual` one) the count.
    """
    if scale is not None and scale > 1:
        told = "Enlarged {} times it would fit."
        check_memory(
            f"{what}, enlarged {scale} times,",
            lambda times: count * each(times),
            scale,
            "scale",
            others=["scale"],
            hint=told,
        )
    else:
        check_memory(what, lambda number: number * each(scale or usual), count)


def fitting(most: int, each: float, device: torch.device | None = None) -> int:
    """How many of `each` bytes fit into what is free: from 1 up to `most`."""
    free = free_bytes(device)
    return most if free is None else max(1, min(most, int(USABLE * free / max(each, 1))))


def in_gb(size: float) -> str:
    """Bytes in GB: `0.31 GB`, `4.7 GB`, `1,200 GB`."""
    gb = size / 1e9
    return f"{gb:,.0f} GB" if gb >= 10 else f"{gb:.2g} GB"


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that the host or a device has no memory left."""
    names = {kind.__name__ for kind in type(error).__mro__}
    return bool(names & {"MemoryError", "OutOfMemoryError", "MemoryFull"}) or "CPUAllocator" in str(
        error
    )


def keep_freed() -> bool:
    """Let the process keep the memory it frees, to use it again; whether its C library can.

    A training step frees and asks for the same blocks again and again, and each page the system
    gives anew it fills with zeros first: 8 to 14 % of a step (32 px, preset tiny, and 64 px,
    paper; processor time, separate processes in turns), at the same peak.
    """
    if not sys.platform.startswith("linux"):
        return False
    wanted = {M_MMAP_THRESHOLD: MOST_MAPPED, M_TRIM_THRESHOLD: NEVER, M_TOP_PAD: PAD}
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        return all(library.mallopt(option, value) for option, value in wanted.items())
    return False
