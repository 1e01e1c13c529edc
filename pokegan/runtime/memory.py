"""How much memory a device has, and how much of it was in use at most."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from contextlib import suppress
from pathlib import Path

import torch

PROCESS = Path("/proc/self")
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
        return torch.cuda.mem_get_info(device)[1] / 1e9
    with suppress(AttributeError, ValueError, OSError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return 0.0


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
