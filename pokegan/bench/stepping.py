"""Training as a case: steps at one resolution, with and without the penalty."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch

from pokegan.bench.arithmetic import count_gflop
from pokegan.bench.cases import Case, Parts
from pokegan.bench.clock import Task, timed
from pokegan.bench.variants import Variant
from pokegan.config import Config, at_resolution, override
from pokegan.config.schedule import stage_at
from pokegan.data.dataset import PackedDataset
from pokegan.training.forecast import REPEATS, mean_step, within_memory
from pokegan.training.step import Trainer


def training_cases(
    config: Config, resolution: int, variants: Sequence[Variant], path: Path, device: torch.device
) -> list[Case]:
    """Training at one resolution in each variant; `config` is settled."""
    cases = []
    for variant in variants:
        settings = endless(variant.configure(config), resolution)
        cases.append(
            Case(
                kind="train",
                resolution=resolution,
                batch=int(at_resolution(settings.training.batch_size, resolution)),
                precision=settings.training.precision,
                variant=variant.name,
                begin=partial(Stepping, variant, settings, path, device),
            )
        )
    return cases


def endless(config: Config, resolution: int) -> Config:
    """The run begun at `resolution`, faded in, in a phase that has steps for any number of rounds.

    The networks stay as large as the run's, and all judges are at work.
    """
    return override(
        config,
        {
            **{"start_resolution": resolution, "stable_share": 1, "kimg": 1e6, "extra_kimg": 0},
            "pixels_from_kimg": 0,
        },
    )


def step_number(penalise: bool, taken: int, interval: int) -> int:
    """The number in its phase of the step of a kind after `taken` steps of that kind."""
    if penalise:
        return taken * interval
    return taken + taken // (interval - 1) + 1


class Stepping:
    """Throwaway networks that are trained to take the time of it.

    `penalised` and `plain` are steps of either kind, the same task where all are penalised.
    `rest` helps to tell what the input takes: where it is prepared before the step, its
    preparation alone; where it is prepared beside the step, steps whose input is there.
    """

    def __init__(self, variant: Variant, config: Config, path: Path, device: torch.device) -> None:
        self.device = device
        data = PackedDataset(path, device, config.training.seed)
        self.trainer = Trainer(config, data, device, variant.executor())
        self.phase = self.trainer.schedule[0]
        self.interval = config.training.penalty_interval
        self.taken = {True: 0, False: 0}
        self.compile_sec = 0.0  # nothing is compiled
        self.always = self.interval == 1
        self.penalised = Task(partial(self.steps, True))
        self.plain = self.penalised if self.always else Task(partial(self.steps, False))
        self.rest = Task(self.steps_on_one_input if device.type == "cuda" else self.inputs)

    @property
    def tasks(self) -> list[Task]:
        return [self.penalised, *([] if self.always else [self.plain]), self.rest]

    def next_nimg(self, penalise: bool) -> int:
        """Where the next step of a kind begins."""
        step = step_number(penalise, self.taken[penalise], self.interval)
        self.taken[penalise] += 1
        return self.phase.start_nimg + step * self.phase.batch_size

    def steps(self, penalise: bool, count: int) -> None:
        """Take steps of a kind."""
        with within_memory(self.phase, self.device):
            for _ in range(count):
                self.trainer.state.nimg = self.next_nimg(penalise)
                self.trainer.step()

    def inputs(self, count: int) -> None:
        """Prepare the inputs of steps that are not taken."""
        for _ in range(count):
            self.trainer.source.inputs(self.next_nimg(self.always))

    def steps_on_one_input(self, count: int) -> None:
        """Take steps without preparing anything for them."""
        nimg = self.next_nimg(self.always)
        inputs, due = self.trainer.source.inputs(nimg), self.penalised_at(nimg)
        for _ in range(count):
            self.trainer.executor.run(
                (0, due), inputs, lambda inputs: self.trainer.learn(inputs, self.phase, due)
            )

    def warm_up(self) -> None:
        """Take steps until their time has settled."""
        for task in self.tasks[:-1]:
            for _ in range(REPEATS.get(self.device.type, 2)):
                timed(task, self.device)

    def gflop(self) -> float:
        """The arithmetic of a step, as many of them penalised as in a run."""
        penalised = self.counted(True)
        plain = penalised if self.always else self.counted(False)
        return mean_step(penalised, plain, self.interval)

    def counted(self, penalise: bool) -> float:
        nimg = self.next_nimg(penalise)
        inputs, due = self.trainer.source.inputs(nimg), self.penalised_at(nimg)
        return count_gflop(lambda: self.trainer.learn(inputs, self.phase, due))

    def penalised_at(self, nimg: int) -> tuple[str, ...]:
        """The judges whose penalty is due at the step at `nimg`."""
        return self.trainer.penalised(stage_at(nimg, self.trainer.schedule))

    def seconds(self) -> list[float]:
        """What a step took in each round, as many of them penalised as in a run."""
        rounds = zip(self.penalised.seconds, self.plain.seconds, strict=True)
        return [mean_step(penalised, plain, self.interval) for penalised, plain in rounds]

    def parts(self) -> Parts:
        """The two kinds of steps, and what remains of them without their input."""
        penalised, plain, rest = self.penalised.median, self.plain.median, self.rest.median
        prepared = max(0.0, plain - rest) if self.device.type == "cuda" else rest
        return Parts(
            overhead=prepared / mean_step(penalised, plain, self.interval),
            penalised_sec=penalised,
            plain_sec=plain,
        )

    def notice(self) -> str | None:
        """Why the trainer's executor could not do as it should."""
        return self.trainer.executor.notice()
