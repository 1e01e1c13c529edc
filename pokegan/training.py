"""A training run in its folder: the loop that yields what happens, and what it leaves there.

Running it again continues it. Nothing here prints; the command line draws what is yielded.
"""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections import deque
from collections.abc import Callable, Mapping
from collections.abc import Generator as Steps
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor

from pokegan import checkpoint, render
from pokegan.checkpoint import Start, StateFile, check_start, nimg_of
from pokegan.config import Config, to_dict
from pokegan.dataset import PackedDataset
from pokegan.errors import DataError, ResumeError, TrainingError, WriteError
from pokegan.files import write_atomically, writing
from pokegan.forecast import known_costs, within_memory
from pokegan.health import COLLAPSING, Diagnosis, Signs, diagnose, recall
from pokegan.memory import peak_gb
from pokegan.models import Generator
from pokegan.report import write_report
from pokegan.runs import check_run, describe, hold_folder, newest_state, notices
from pokegan.schedule import Stage, stage_at, tick_nimg
from pokegan.step import Trainer
from pokegan.vitals import Vitals, sampled

T = TypeVar("T")
SAVE_SHARE = 0.05  # of the time, at most, goes into writing states
MOST_ROLLBACKS = 3  # returns to the last good state, each with half the learning rate


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
    config: Config, data_path: Path, run_dir: Path, device: torch.device
) -> Steps[Pulse, None, None]:
    """Train in `run_dir`, going on from its newest good state; yields a Pulse after each step.

    Every so often (schedule.tick_nimg) the Pulse is a Tick: losses are read, stats.jsonl
    grows by a line, a preview is drawn and, when due, state and model are saved; in the last
    phase the model nearest to the real pictures is kept as the best. Closing the iterator saves
    too. A loss or weight that is no longer finite takes the run back to its last good state.
    Raises ResumeError when the run was begun with other settings or data or is being trained
    elsewhere, TrainingError when it would have to go back once more than MOST_ROLLBACKS times
    or the device's memory is full, WriteError when the last save is refused twice.
    """
    return Run(config, data_path, run_dir, device).steps()


class Run:
    """A training run opened in its folder, at the place where it was left.

    A new run begins with the weights of `start`, if that is given. `config` is complete, `nimg`
    how many images were shown, `total_nimg` how many will be; `notices` say what somebody who
    goes on with it should know. No other process can open it until its steps have ended,
    `close` was called, or it is gone.
    """

    def __init__(
        self,
        config: Config,
        data_path: Path,
        run_dir: Path,
        device: torch.device,
        start: Start | None = None,
    ) -> None:
        training = config.training
        data = PackedDataset(data_path, device, training.seed, holdout=training.holdout)
        data.batch(0, 1, config.model.resolution)  # DataError before anything is written
        self.run_dir = run_dir
        self._release = hold_folder(run_dir, self)
        with ExitStack() as opening:
            opening.callback(self.close)
            saved = newest_state(run_dir)
            if saved is None:
                check_begin(config, data, start)
            self.config = check_run(config, data, run_dir, saved, device)
            self.notices = notices(saved, self.config)
            self.costs = known_costs(self.config, data, run_dir, device)
            self.trainer = Trainer(self.config, data, device)
            self.total_nimg = self.trainer.schedule[-1].end_nimg
            if start is not None and saved is None:
                self.trainer.state.begin_with(start)
            self.writer = RunWriter(self.trainer, run_dir)
            self.writer.resume(saved)
            opening.pop_all()  # it is open

    @property
    def nimg(self) -> int:
        return self.trainer.state.nimg

    def close(self) -> None:
        """Let other processes have the folder; saves nothing."""
        self._release()

    def steps(self) -> Steps[Pulse, None, None]:
        """Train to the end, yielding after each step; closing the iterator saves."""
        clock = Clock()
        try:
            while self.nimg < self.total_nimg:
                yield self.advance(clock)
            self.writer.finish()
        except GeneratorExit:
            self.writer.finish()
            raise
        finally:
            self.close()

    def advance(self, clock: Clock) -> Pulse:
        """Take one step; a Tick when a report is due."""
        every = tick_nimg(self.config.training)
        before = stage_at(self.nimg, self.trainer.schedule)
        with within_memory(before.phase, self.trainer.device):
            stage = self.trainer.step()
            pulse = Pulse(self.nimg, stage, clock.rate(self.nimg, stage.index))
            crossed = self.nimg // every > (self.nimg - stage.phase.batch_size) // every
            if crossed or self.nimg == stage.phase.end_nimg:
                return self.writer.tick(pulse)
            return pulse

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


def check_begin(config: Config, data: PackedDataset, start: Start | None) -> None:
    """Raise ModelError or ResumeError when a new run cannot begin with what it should."""
    if start is not None:
        check_start(start, dataclasses.replace(config.model, channels=data.channels))
    if config.training.init_from != ("" if start is None else start.hash):
        raise ResumeError(
            f"this run is to begin with the weights of {config.training.init_from or 'chance'}.",
            "It has saved nothing yet: name the file again with --init-from.",
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


class RunWriter:
    """Writes what a run leaves in its folder: states, models, previews, stats.jsonl.

    And goes back to what is there when the trainer's state is no longer good.
    """

    def __init__(self, trainer: Trainer, run_dir: Path) -> None:
        self.trainer = trainer
        self.vitals = Vitals(trainer)
        self.history: list[Signs] = []  # of the ticks that stats.jsonl holds
        self.run_dir = run_dir
        self.stats_path = run_dir / "stats.jsonl"
        self.state_path: Path | None = None  # the newest good one
        self.initial: dict[str, Tensor] | None = None  # the state to go back to until there is one
        self.best = checkpoint.best_distance(run_dir)
        self.saved_nimg = 0  # state and model
        self.saved_at = time.perf_counter()
        self.save_sec = 0.0

    def resume(self, saved: StateFile | None) -> None:
        """Continue from a saved state, and write what a kill kept from being written after it."""
        if saved:
            self.trainer.state.restore(saved.tensors, saved.nimg)
            self.state_path = saved.path
            if not checkpoint.model_path(self.run_dir, saved.nimg).exists():
                self.save_model()
            self.saved_nimg = saved.nimg
            self.forget_after(saved.nimg)
            if self.history and self.history[-1].nimg == saved.nimg:
                self.keep_best(self.history[-1].swd)
        else:
            tensors = self.trainer.state.tensors()
            self.initial = {name: value.cpu().clone() for name, value in tensors.items()}
        if not saved or not (self.run_dir / "reals.png").exists():
            self.draw_reals()

    def forget_after(self, nimg: int) -> None:
        """Drop the statistics of what will be trained again, and recall the others."""
        self.history.clear()
        if self.stats_path.exists():
            lines = self.stats_path.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if _stats_nimg(line) <= nimg]
            signs = [recall(json.loads(line)) for line in kept]
            self.history = [known for known in signs if known is not None]
            write_atomically(self.stats_path, "".join(kept).encode())

    def tick(self, pulse: Pulse) -> Tick:
        """Read the losses, measure, note, draw a preview, save when due and keep the best.

        What cannot be written becomes a warning. What is not finite takes the run back.
        """
        state = self.trainer.state
        terms = state.meter.means()
        if broken := self.broken(terms):
            return self.go_back(broken)
        state.meter.clear()
        memory_gb = peak_gb(self.trainer.device)
        warnings: list[str] = []
        notice = self.trainer.engine.notice()
        images = self.preview(pulse.stage)
        signs = self.vitals.signs(pulse.stage, images, terms)
        self.history.append(signs)
        health = diagnose(self.history)
        alarm = self.alarm(health)
        attempt(lambda: self.note(pulse, terms, memory_gb, health), warnings)
        preview = attempt(lambda: self.draw_preview(images), warnings)
        saved = attempt(self.save, warnings) if self.due(pulse) else None
        attempt(lambda: self.keep_best(signs.swd), warnings)
        if saved:
            self.report(warnings)
        told = [text for text in (notice, alarm) if text]
        told += [*warnings, self.outlook()] if warnings else []
        return Tick(
            nimg=pulse.nimg,
            stage=pulse.stage,
            images_per_sec=pulse.images_per_sec,
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
        """Return to the last good state, or to the start, with half the learning rate.

        It is saved again with that rate, so that a kill does not undo it. Raises TrainingError
        when that was done MOST_ROLLBACKS times.
        """
        trainer = self.trainer
        reached = trainer.state.nimg
        if trainer.state.rollbacks >= MOST_ROLLBACKS:
            raise self.diverged(broken)
        good = checkpoint.latest(self.run_dir)
        if good:
            trainer.go_back(good.tensors, good.nimg)
        elif self.initial:
            trainer.go_back(self.initial, 0)
        else:
            raise self.diverged(broken)
        state = trainer.state
        warnings = [
            f"{broken} was no longer a finite number after {reached} images. Went back to "
            f"{good.path.name if good else 'the start'}, with {state.lr_scale:g} of the learning "
            f"rate from there ({state.rollbacks} of {MOST_ROLLBACKS} times)."
        ]
        attempt(lambda: self.forget_after(state.nimg), warnings)
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

    def alarm(self, health: Diagnosis) -> str | None:
        """What to say when pictures have just become one: which model is from before."""
        began = health.word == COLLAPSING and not self.collapsed(len(self.history) - 1)
        if not began:
            return None
        refuge = self.refuge()
        kept = f"The last model from before is {refuge}." if refuge else "No model is from before."
        return f"{health.advice} {kept}"

    def collapsed(self, ticks: int) -> bool:
        """Whether the run was collapsing at the end of its first `ticks` ticks."""
        return ticks > 0 and diagnose(self.history[:ticks]).word == COLLAPSING

    def refuge(self) -> Path | None:
        """The newest model from before a collapse that lasts; None where there is none such."""
        ticks = len(self.history)
        if not self.collapsed(ticks):
            return None
        while self.collapsed(ticks):
            ticks -= 1
        well_nimg = self.history[ticks - 1].nimg if ticks else -1
        models = checkpoint.numbered(self.run_dir, "model")
        return next((path for path in reversed(models) if nimg_of(path) <= well_nimg), None)

    def due(self, pulse: Pulse) -> bool:
        """Whether to save now: at the end of a phase, or when it costs little time."""
        waited = time.perf_counter() - self.saved_at
        return pulse.nimg == pulse.stage.phase.end_nimg or waited * SAVE_SHARE >= self.save_sec

    def save(self) -> Path:
        """Write state and model, drop the oldest; returns the model's path.

        The state is first: a run that breaks off between them can go on and writes the model
        then. What is old goes even if not all could be written, to make room.
        """
        started = time.perf_counter()
        state, trainer = self.trainer.state, self.trainer
        if not state.is_finite():
            raise self.diverged("a weight")
        path = checkpoint.state_path(self.run_dir, state.nimg)
        about = {"config": to_dict(trainer.config), **self.about()}
        try:
            checkpoint.write(path, "state", state.tensors(), about)
            self.state_path, self.initial = path, None
            model = self.save_model()
            self.saved_nimg = state.nimg
        finally:
            milestones = [phase.end_nimg for phase in trainer.schedule if not phase.fading]
            if refuge := self.refuge():
                milestones.append(nimg_of(refuge))
            checkpoint.prune(self.run_dir, state.nimg, milestones)
        self.saved_at = time.perf_counter()
        self.save_sec = self.saved_at - started
        return model

    def save_model(self) -> Path:
        """Write the shareable model of the state as it is; returns its path."""
        state, config = self.trainer.state, self.trainer.config
        path = checkpoint.model_path(self.run_dir, state.nimg)
        checkpoint.save_model(path, state.ema, state.networks_of_judges(), config, self.about())
        return path

    def keep_best(self, swd: float | None) -> None:
        """Write the model as the best one if its distance is less than any before.

        Never where there is no state to go on from yet: a model alone is no run.
        """
        if swd is None or swd >= self.best or self.state_path is None:
            return
        path = checkpoint.best_path(self.run_dir)
        about = {**self.about(), "swd": swd}
        state, config = self.trainer.state, self.trainer.config
        checkpoint.save_model(path, state.ema, state.networks_of_judges(), config, about)
        self.best = swd

    def about(self) -> dict[str, Any]:
        """What state and model say of themselves."""
        nimg = self.trainer.state.nimg
        stage = stage_at(max(nimg - 1, 0), self.trainer.schedule)
        return {
            "nimg": nimg,
            "resolution": stage.resolution,
            "alpha": stage.alpha if stage.fading else None,
            "data": describe(self.trainer.data),
        }

    def finish(self) -> None:
        """Save what is not saved yet; WriteError when the disk refuses it."""
        if self.saved_nimg != self.trainer.state.nimg:
            self.save()
            self.report([])  # state and model are what counts, and are there

    def report(self, warnings: list[str]) -> None:
        """Write the run's page; that it cannot be made of what the folder holds is a warning."""
        try:
            write_report(self.run_dir)
        except (DataError, ResumeError, WriteError) as error:
            warnings.append(error.message)

    def outlook(self) -> str:
        """What follows after a write has failed."""
        ended = self.trainer.state.nimg >= self.trainer.schedule[-1].end_nimg
        return "The run has ended." if ended else "Training goes on."

    def note(
        self, pulse: Pulse, terms: Mapping[str, float], memory_gb: float, health: Diagnosis
    ) -> None:
        """Append one line to stats.jsonl."""
        record = {
            **self.history[-1].row(),
            "nimg": pulse.nimg,
            "resolution": pulse.stage.resolution,
            "alpha": round(pulse.stage.alpha, 6),
            "lr": pulse.stage.phase.lr * self.trainer.state.lr_scale,
            "batch_size": pulse.stage.phase.batch_size,
            **terms,
            "health": health.word,
            "images_per_sec": round(pulse.images_per_sec, 2),
            "memory_gb": round(memory_gb, 3),
        }
        with (
            writing(self.stats_path),
            self.stats_path.open("a", encoding="utf-8") as file,
        ):
            file.write(json.dumps(record) + "\n")

    def preview(self, stage: Stage) -> Tensor:
        """The averaged generator's images of the first seeds, as `sample` would draw them."""
        config, alpha = self.trainer.config, stage.alpha if stage.fading else None
        seeds = range(config.training.preview_count)
        ema = self.trainer.state.ema
        return torch.cat([*sampled(ema, seeds, stage.resolution, alpha, ema.usual_psi)])

    def draw_preview(self, images: Tensor) -> Path:
        """A grid of the preview's images."""
        path = checkpoint.preview_path(self.run_dir, self.trainer.state.nimg)
        self.draw(path, images)
        return path

    def draw_reals(self) -> None:
        """The first real pictures, to look at beside the previews."""
        data, config = self.trainer.data, self.trainer.config
        images = data.batch(0, config.training.preview_count, config.model.resolution)
        self.draw(self.run_dir / "reals.png", images)

    def draw(self, path: Path, images: Tensor) -> None:
        """A grid of images, each enlarged to the run's final resolution."""
        scale = self.trainer.config.model.resolution // images.shape[-1]
        sheet = render.grid(render.to_pixels(images), scale=scale)
        render.save_image(path, sheet)

    def broken(self, terms: Mapping[str, float]) -> str | None:
        """The first term, or a weight, that is no finite number; None where all is well."""
        for name, value in terms.items():
            if not math.isfinite(value):
                return name
        return None if self.trainer.state.is_finite() else "a weight"

    def diverged(self, broken: str) -> TrainingError:
        """What to raise when a state is not good and the run does not go back."""
        state, path = self.trainer.state, self.state_path
        kept = f"The last good state is {path}." if path else "No state was saved yet."
        message = f"{broken} is no longer a finite number after {state.nimg} images"
        if state.rollbacks < MOST_ROLLBACKS:
            again = "The same command goes on from there." if path else "Begin it again."
            return TrainingError(f"{message}; nothing of it was saved.", f"{kept} {again}")
        lr = stage_at(state.nimg, self.trainer.schedule).phase.lr * state.lr_scale
        return TrainingError(
            f"{message}, though the learning rate was halved {MOST_ROLLBACKS} times; nothing of "
            "it was saved.",
            f"{kept} Begin a new run with --set lr={lr:g}, a larger r1_gamma or --set "
            "precision=fp32.",
        )


def attempt(write: Callable[[], T], warnings: list[str]) -> T | None:
    """What `write` returns; None when the disk refuses, which is added to `warnings`."""
    try:
        return write()
    except WriteError as error:
        warnings.append(error.message)
        return None


def _stats_nimg(line: str) -> float:
    try:
        return int(json.loads(line)["nimg"])
    except (ValueError, KeyError, TypeError):
        return float("inf")
