"""How the device is told to do a step: kernel by kernel, or as one CUDA graph.

A step of a small network is thousands of short kernels, and a fast GPU waits for each launch.
Recorded once as a CUDA graph, the whole step (forward, penalty, backward, optimizers, average)
starts with one call. What a graph reads must lie where it lay when it was recorded: a step's
input is copied into StepInputs of fixed memory, everything else (weights, moments, sums) is
changed in place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from statistics import median
from typing import Protocol

import torch

from pokegan.runtime.memory import keep_freed
from pokegan.training.inputs import StepInputs

Work = Callable[[StepInputs], None]
TRIAL = 4  # steps of a kind that are timed each way
FAILURES = (RuntimeError, NotImplementedError)  # what recording raises for what no graph can hold


class Executor(Protocol):
    """Does the device's work of a step; `kind` names everything in it but its input."""

    def run(self, kind: tuple[int, Hashable], inputs: StepInputs, work: Work) -> None: ...

    def notice(self) -> str | None: ...


class Direct:
    """Kernel by kernel."""

    def run(self, kind: tuple[int, Hashable], inputs: StepInputs, work: Work) -> None:
        work(inputs)

    def notice(self) -> str | None:
        """Nothing is amiss."""
        return None


class Graphs:
    """CUDA graphs, one for each kind of step in a phase, where they are faster.

    The first steps of a kind run kernel by kernel: they make the optimizers' moments and choose
    the convolutions' algorithms, and are timed. Then the step is recorded and replayed; when as
    many replays have been timed, the faster way stays. `kind` is the phase's index and what
    the step consists of.
    """

    def __init__(self, device: torch.device) -> None:
        self.stream = torch.cuda.Stream(device)
        self.phase: int | None = None
        self.failure: str | None = None
        self.forget()

    def forget(self) -> None:
        """Drop the graphs of a phase that has ended."""
        self.graphs: dict[Hashable, torch.cuda.CUDAGraph] = {}
        self.input: StepInputs | None = None
        self.recording = True  # until it fails
        self.pool = torch.cuda.graph_pool_handle()
        self.launched: dict[Hashable, list[Timing]] = defaultdict(list)
        self.replayed: dict[Hashable, list[Timing]] = defaultdict(list)

    def run(self, kind: tuple[int, Hashable], inputs: StepInputs, work: Work) -> None:
        """Do `work` on `inputs`, now or as a replay of having done it."""
        phase, step = kind
        if phase != self.phase:
            self.phase = phase
            self.forget()
        if self.input is None:
            self.input = inputs.copy()
        self.input.take(inputs)
        # Recording is done on a stream of its own, and so is what comes before it.
        self.stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self.stream):
            if self._recorded(step, work) and self._replay_wins(step):
                self._timed(self.replayed[step], self.graphs[step].replay)
            else:
                self._timed(self.launched[step], lambda: work(self._input))
        torch.cuda.current_stream().wait_stream(self.stream)

    def notice(self) -> str | None:
        """Why graphs are not used, once."""
        failure, self.failure = self.failure, None
        return failure and f"CUDA graphs are not used: {failure}"

    @property
    def _input(self) -> StepInputs:
        assert self.input is not None
        return self.input

    def _recorded(self, step: Hashable, work: Work) -> bool:
        """Whether there is a graph of the step, made when it is time for it."""
        if step in self.graphs:
            return True
        if not self.recording or len(self.launched[step]) < TRIAL:
            return False
        graph = torch.cuda.CUDAGraph()
        try:
            with torch.cuda.graph(graph, pool=self.pool, stream=self.stream):
                work(self._input)
        except FAILURES as error:
            self.failure = str(error).partition("\n")[0]
            self.recording = False
            return False
        self.graphs[step] = graph
        return True

    def _replay_wins(self, step: Hashable) -> bool:
        """Whether replays are at least as fast; True until enough of them have been timed."""
        replays, launches = self.replayed[step], self.launched[step]
        if len(replays) < TRIAL or not all(span.ended for span in replays + launches):
            return True
        return typical(replays) <= typical(launches)

    def _timed(self, spans: list[Timing], work: Callable[[], None]) -> None:
        """Do the work, timed on the device as long as times are wanted."""
        if len(spans) >= TRIAL:
            work()
            return
        span = Timing()
        span.begin.record()
        work()
        span.end.record()
        spans.append(span)


class Timing:
    """A stretch of the device's time, which nothing waits for."""

    def __init__(self) -> None:
        self.begin = torch.cuda.Event(enable_timing=True)
        self.end = torch.cuda.Event(enable_timing=True)

    @property
    def ended(self) -> bool:
        return bool(self.end.query())

    @property
    def milliseconds(self) -> float:
        return float(self.begin.elapsed_time(self.end))


def typical(spans: Sequence[Timing]) -> float:
    """The median of spans that have ended, in milliseconds."""
    return median(span.milliseconds for span in spans)


def best_executor(device: torch.device) -> Executor:
    """Graphs on a CUDA device, elsewhere kernel by kernel."""
    return Graphs(device) if device.type == "cuda" else Direct()


def tune(device: torch.device) -> None:
    """Set up the process for many steps of one shape."""
    if device.type == "cuda":
        torch.backends.cudnn.benchmark = True
    else:
        keep_freed()
