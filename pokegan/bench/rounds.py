"""Two passes over all cases: each alone for its memory, then all in turn for their time."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from pokegan.bench.cases import Case, Timing, Trial, Weighed
from pokegan.bench.clock import fill_block, interleave
from pokegan.bench.limits import Limits
from pokegan.errors import TrainingError
from pokegan.runtime.memory import peak_gb, reset_peak, total_gb
from pokegan.runtime.progress import Log

BLOCK_SEC = 0.2  # a task is repeated to fill a block: a clock read and a wait are nothing in it
MEMORY_SHARE = 0.7  # of the device, at most, for cases that are timed in the same rounds
NO_ROOM = (TrainingError, torch.cuda.OutOfMemoryError)


def weigh_all(
    cases: Sequence[Case], device: torch.device, log: Log
) -> tuple[list[Weighed], list[str]]:
    """Each case alone on the device; and what is to be known of that, and of what failed."""
    weighed, notices = [], []
    if not reset_peak(device):
        notices.append("memory is the whole process's peak so far: this system forgets none")
    for case in cases:
        log(f"memory and arithmetic of {case.title}")
        try:
            weighed.append(weigh(case, device))
        except NO_ROOM:
            notices.append(f"left out, as there is no room for it: {case.title}")
        except RuntimeError as error:
            if not case.compiled:
                raise
            notices.append(f"left out: {case.title}: {first_line(error)}")
    notices += [f"{each.case.title}: {each.notice}" for each in weighed if each.notice]
    return weighed, notices


def weigh(case: Case, device: torch.device) -> Weighed:
    """Set a case to work alone, and give back what it took."""
    reset_peak(device)  # what the last case left
    trial = case.begin()
    gflop = trial.gflop()
    reset_peak(device)
    trial.warm_up()
    return Weighed(
        case,
        memory_gb=peak_gb(device),
        gflop_per_image=gflop / case.batch,
        compile_sec=trial.compile_sec if case.compiled else None,
        notice=trial.notice(),
    )


def side_by_side(weighed: Sequence[Weighed], room_gb: float) -> list[list[Case]]:
    """Cases in groups that share their rounds: as many as memory has room for.

    Each has its base in its group; those that have lost theirs are in none.
    """
    groups: list[list[Case]] = []
    left_gb = 0.0
    for each in weighed:
        base = next((other for other in weighed if other.case.is_base_of(each.case)), None)
        if base is None:
            continue
        if not groups or each.memory_gb > left_gb:
            groups.append([])
            left_gb = room_gb
        for needed in (base, each):
            if needed.case not in groups[-1]:
                groups[-1].append(needed.case)
                left_gb -= needed.memory_gb
    return groups


def time_all(
    weighed: Sequence[Weighed], limits: Limits, rounds: int, device: torch.device, log: Log
) -> tuple[dict[Case, Timing], list[str]]:
    """All cases and the machine's limits in turn; and what there was no room for."""
    timings: dict[Case, Timing] = {}
    notices = []
    for group in side_by_side(weighed, MEMORY_SHARE * total_gb(device)):
        reset_peak(device)  # frees what the last group left
        try:
            timings = time_group(group, limits, rounds, device, log) | timings
        except NO_ROOM:
            names = "; ".join(case.title for case in group)
            notices.append(f"left out, as there is no room for them side by side: {names}")
    return timings, notices


def time_group(
    cases: Sequence[Case], limits: Limits, rounds: int, device: torch.device, log: Log
) -> dict[Case, Timing]:
    """Cases and limits in the same rounds, each case against its base."""
    trials: dict[Case, Trial] = {}
    for case in cases:
        log(f"warming up {case.title}")
        trials[case] = case.begin()
        trials[case].warm_up()
    tasks = [task for trial in trials.values() for task in trial.tasks] + limits.tasks
    for task in tasks:
        fill_block(task, device, BLOCK_SEC)
    interleave(tasks, rounds, device, log)
    timings = {}
    for case, trial in trials.items():
        base = next(other for other in cases if other.is_base_of(case))
        base_sec = [second * case.batch / base.batch for second in trials[base].seconds()]
        timings[case] = Timing(trial.seconds(), base_sec, trial.parts())
    return timings


def first_line(error: Exception) -> str:
    """The beginning of what an error says."""
    return str(error).strip().partition("\n")[0]
