"""A training run in its folder: the loop that yields what happens.

Running it again continues it. Nothing here prints; the command line draws what is yielded.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator as Steps
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import torch
from filelock import BaseFileLock
from torch import Tensor

from pokegan.checkpoints import layout
from pokegan.checkpoints.runs import check_run, hold_folder, newest_state, notices, settle
from pokegan.checkpoints.state_file import StateFile
from pokegan.checkpoints.warm_start import WarmStart, check_warm_start
from pokegan.config import Config, override
from pokegan.config.schedule import Stage, build_schedule, passes, stage_at, tick_nimg
from pokegan.data.dataset import PackedDataset
from pokegan.errors import ResumeError
from pokegan.models import Generator
from pokegan.runtime.memory import peak_gb
from pokegan.training.diagnostics import sampled
from pokegan.training.events import check_log
from pokegan.training.footprint import check_footprint
from pokegan.training.forecast import PhaseCost, known_costs, within_memory
from pokegan.training.health import Diagnosis, Signs
from pokegan.training.monitor import Monitor
from pokegan.training.recovery import Recovery
from pokegan.training.run_writer import RunWriter, attempt
from pokegan.training.step import Trainer


@dataclass(frozen=True)
class Pulse:
    """A sign of life after each step."""

    nimg: int
    stage: Stage
    images_per_sec: float


@dataclass(frozen=True)
class Tick(Pulse):
    """A report: mean terms since the last one, memory, what was written, and warnings.

    `health` says in a word how the run is, by the `signs` that were measured; both are None
    where it went back to the last good state.
    """

    terms: Mapping[str, float]
    memory_gb: float
    preview: Path | None
    saved: Path | None
    warning: str | None
    signs: Signs | None
    health: Diagnosis | None
    ema: Generator


def train(
    config: Config,
    data_path: Path,
    run_dir: Path,
    device: torch.device,
    start: WarmStart | None = None,
) -> Steps[Pulse, None, None]:
    """Train in `run_dir`, going on from its newest good state; yields a Pulse after each step.

    Every so often (schedule.tick_nimg) the Pulse is a Tick: losses are read, stats.jsonl
    grows by a line, a preview is drawn and, when due, state and model are saved. In stable
    phases of the last size the model nearest to the real pictures is kept as the best. Closing
    the iterator saves too. A loss or weight that is no longer finite takes the run back to its
    last good state.
    Raises what `open_run` does, TrainingError when it would have to go back once more than
    MOST_ROLLBACKS times or the device's memory is full, WriteError when the last save is refused
    twice.
    """
    return open_run(config, data_path, run_dir, device, start).steps()


class Run:
    """A training run opened in its folder, at the place where it was left.

    `config` is complete, `nimg` how many images were shown, `total_nimg` how many will be;
    `notices` are what to know before going on with it. No other process can open the
    folder until the steps have ended, `close` was called, or the run is gone.
    """

    def __init__(
        self,
        trainer: Trainer,
        run_dir: Path,
        notices: Sequence[str],
        lock: BaseFileLock,
    ) -> None:
        self.config = trainer.config
        self.run_dir = run_dir
        self.notices = notices
        self.trainer = trainer
        self.total_nimg = trainer.schedule[-1].end_nimg
        self.writer = RunWriter(trainer, run_dir)
        self.recovery = Recovery(trainer, self.writer)
        self.monitor = Monitor(trainer, run_dir)
        self._lock = lock

    @property
    def nimg(self) -> int:
        return self.trainer.state.nimg

    @cached_property
    def costs(self) -> list[PhaseCost]:
        """What each phase takes, as measured when it is first asked for, and kept in the folder."""
        return known_costs(self.config, self.trainer.data, self.run_dir, self.trainer.device)

    def resume(self, saved: StateFile | None) -> None:
        """Continue from a saved state, and write what a kill kept from being written after it."""
        writer = self.writer
        if saved:
            self.trainer.state.restore(saved.tensors, saved.nimg)
            writer.state_path = saved.path
            if not layout.model_path(self.run_dir, saved.nimg).exists():
                writer.save_model()
            writer.saved_nimg = saved.nimg
            self.monitor.recall(writer.rows(saved.nimg))
            writer.forget_after(saved.nimg)
            history = self.monitor.history
            if history and history[-1].nimg == saved.nimg:
                writer.keep_best(history[-1].swd)
        else:
            self.recovery.keep_initial()
        if not saved or not (self.run_dir / layout.REALS).exists():
            writer.draw_reals()

    def close(self) -> None:
        """Let other processes have the folder; saves nothing."""
        self.writer.close()
        self._lock.release()

    def steps(self) -> Steps[Pulse, None, None]:
        """Train to the end, yielding after each step; closing the iterator saves."""
        clock = Clock()
        try:
            while self.nimg < self.total_nimg:
                yield self.advance(clock)
            self.finish()
        except GeneratorExit:
            self.finish()
            raise
        finally:
            self.close()

    def advance(self, clock: Clock) -> Pulse:
        """Take one step; a Tick when a report is due."""
        before = stage_at(self.nimg, self.trainer.schedule)
        with within_memory(before.phase, self.trainer.device):
            stage = self.trainer.step()
            pulse = Pulse(self.nimg, stage, clock.rate(self.nimg, stage.index))
            every = tick_nimg(self.config.training)
            if (
                passes(every, self.nimg, stage.phase.batch_size)
                or self.nimg == stage.phase.end_nimg
            ):
                return self.tick(pulse)
            return pulse

    def tick(self, pulse: Pulse) -> Tick:
        """Read the losses, measure, note, draw a preview, save when due and keep the best.

        What cannot be written becomes a warning. What is not finite takes the run back.
        """
        state, writer, monitor = self.trainer.state, self.writer, self.monitor
        terms = state.meter.means()
        if broken := self.recovery.broken(terms):
            return self.go_back(broken)
        state.meter.clear()
        memory_gb = peak_gb(self.trainer.device)
        warnings: list[str] = []
        notice = self.trainer.executor.notice()
        images = self.preview(pulse.stage)
        health = monitor.measure(pulse.stage, images, terms)
        signs = monitor.history[-1]
        alarm = monitor.alarm(health)
        row = {
            **signs.row(),
            "nimg": pulse.nimg,
            "resolution": pulse.stage.resolution,
            "alpha": round(pulse.stage.alpha, 6),
            "lr": pulse.stage.phase.lr * state.lr_scale,
            "batch_size": pulse.stage.phase.batch_size,
            **terms,
            "health": health.word,
            "images_per_sec": round(pulse.images_per_sec, 2),
            "memory_gb": round(memory_gb, 3),
        }
        attempt(lambda: writer.note(row), warnings)
        preview = attempt(lambda: writer.draw_preview(images), warnings)
        saved = attempt(self.save, warnings) if writer.due(pulse.stage) else None
        attempt(lambda: writer.keep_best(signs.swd), warnings)
        if saved:
            writer.report(warnings)
        told = [text for text in (notice, alarm) if text]
        told += [*warnings, self.outlook()] if warnings else []
        return Tick(
            **vars(pulse),
            terms=terms,
            memory_gb=memory_gb,
            preview=preview,
            saved=saved,
            warning=" ".join(told) or None,
            signs=signs,
            health=health,
            ema=state.ema,
        )

    def go_back(self, broken: str) -> Tick:
        """Return to the last good state; it is saved again with the lower rate.

        So a kill does not undo that.
        """
        warnings = [self.recovery.go_back(broken)]
        state, trainer = self.trainer.state, self.trainer
        self.monitor.recall(self.writer.rows(state.nimg))
        attempt(lambda: self.writer.forget_after(state.nimg), warnings)
        saved = attempt(self.save, warnings)
        return Tick(
            nimg=state.nimg,
            stage=stage_at(state.nimg, trainer.schedule),
            images_per_sec=0.0,
            terms={},
            memory_gb=peak_gb(trainer.device),
            preview=None,
            saved=saved,
            warning=" ".join(warnings),
            signs=None,
            health=None,
            ema=state.ema,
        )

    def save(self) -> Path:
        """Write state and model, if they are finite; returns the model's path."""
        self.recovery.check_finite()
        model = self.writer.save(self.monitor.last_healthy_model())
        self.recovery.initial.clear()
        return model

    def finish(self) -> None:
        """Save what is not saved yet; WriteError when the disk refuses it."""
        if self.writer.saved_nimg != self.nimg:
            self.save()
            self.writer.report([])  # state and model are what counts, and are there

    def preview(self, stage: Stage) -> Tensor:
        """The averaged generator's images of the first seeds, as `sample` would draw them."""
        alpha = stage.alpha if stage.fading else None
        seeds, ema = range(self.config.training.preview_count), self.trainer.state.ema
        return torch.cat([*sampled(ema, seeds, stage.resolution, alpha, ema.default_psi)])

    def outlook(self) -> str:
        """What follows after a write has failed."""
        return "The run has ended." if self.nimg >= self.total_nimg else "Training goes on."

    def seconds_left(self, pulse: Pulse) -> tuple[float, float]:
        """Expected seconds to the end of this phase and of the run.

        Later phases are as measured before the run, corrected by how this one turned out.
        """
        index = pulse.stage.index
        rate = pulse.images_per_sec or self.costs[index].images_per_sec
        here = (pulse.stage.phase.end_nimg - pulse.nimg) / rate
        correction = min(2.0, max(0.5, self.costs[index].images_per_sec / rate))
        later = sum(cost.seconds for cost in self.costs[index + 1 :])
        return here, here + later * correction


def open_run(
    config: Config,
    data_path: Path,
    run_dir: Path,
    device: torch.device,
    start: WarmStart | None = None,
    forecast: bool = False,
) -> Run:
    """Open a run folder: begin a run there, with the weights of `start` if given, or go on.

    With `forecast` what phases take is measured first, on networks that are gone when those of
    the run are made.
    Raises ResumeError when the run was begun with other settings or data or is being trained
    elsewhere, UsageError when its log needs a package that is not there, ModelError when `start`
    does not fit, DataError when the pictures do not, MemoryFull when its steps do not, before
    anything is written.
    """
    check_log(config)
    training = config.training
    data = PackedDataset(data_path, device, training.seed, holdout=training.holdout)
    data.batch(0, 1, config.model.resolution)  # DataError before anything is written
    lock = hold_folder(run_dir)
    with ExitStack() as opening:
        opening.callback(lock.release)
        saved = newest_state(run_dir)
        if saved is None:
            check_begin(config, data, start, run_dir)
            check_footprint(settle(config, data, device), data, device)
        config = check_run(config, data, run_dir, saved, device)
        ended = saved is not None and saved.nimg >= build_schedule(config)[-1].end_nimg
        if saved is not None and not ended:
            check_footprint(config, data, device)
        costs = known_costs(config, data, run_dir, device) if forecast and not ended else None
        trainer = Trainer(config, data, device)
        if start is not None and saved is None:
            trainer.state.begin_with(start)
        run = Run(trainer, run_dir, notices(saved, config), lock)
        if costs:
            run.costs = costs
        run.resume(saved)
        opening.pop_all()  # it is open
    return run


def check_begin(
    config: Config, data: PackedDataset, start: WarmStart | None, run_dir: Path
) -> None:
    """Raise ModelError or ResumeError when a new run cannot begin with what it should."""
    if start is not None:
        check_warm_start(start, override(config, {"channels": data.channels}).model)
    begins_with = config.training.init_from
    if begins_with != ("" if start is None else start.hash):
        raise ResumeError(
            "this run is to begin with "
            + (
                f"the weights of {layout.called(begins_with, run_dir.parent)}."
                if begins_with
                else "random weights."
            ),
            "It has saved nothing yet: name the file again.",
            ["init_from"],
        )


class Clock:
    """Images per second over the last half minute of one phase."""

    WINDOW_SEC = 30.0

    def __init__(self) -> None:
        self.marks: deque[tuple[float, int]] = deque()
        self.phase = -1

    def rate(self, nimg: int, phase: int) -> float:
        """Note that `nimg` images have been shown; 0.0 until there are two marks on one way."""
        now = time.perf_counter()
        if phase != self.phase or (self.marks and nimg < self.marks[-1][1]):
            self.marks.clear()
            self.phase = phase
        self.marks.append((now, nimg))
        while len(self.marks) > 2 and now - self.marks[0][0] > self.WINDOW_SEC:
            self.marks.popleft()
        elapsed = now - self.marks[0][0]
        return (nimg - self.marks[0][1]) / elapsed if elapsed > 0 else 0.0
