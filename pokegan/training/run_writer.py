"""What a run leaves in its folder: states, models, previews, statistics and a page."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from torch import Tensor

from pokegan import render
from pokegan.checkpoints import layout, model_file, tensor_file
from pokegan.checkpoints.runs import describe
from pokegan.config import to_dict
from pokegan.config.schedule import Stage, stage_at
from pokegan.errors import DataError, ResumeError, WriteError
from pokegan.runtime.files import write_atomically, writing
from pokegan.training.events import Events
from pokegan.training.report import write_report
from pokegan.training.step import Trainer

T = TypeVar("T")
SAVE_SHARE = 0.05  # of the time, at most, goes into writing states


class RunWriter:
    """Writes what a trainer has come to into its folder."""

    def __init__(self, trainer: Trainer, path: Path) -> None:
        self.trainer = trainer
        self.path = path
        self.stats_path = path / layout.STATS
        self.events: Events | None = None  # begun with the first row, where they are wanted
        self.told_nimg = 0  # up to where rows stand
        self.state_path: Path | None = None  # the newest good one
        self.best = layout.best_distance(path)
        self.saved_nimg = 0  # state and model
        self.saved_at = time.perf_counter()
        self.save_sec = 0.0

    def due(self, stage: Stage) -> bool:
        """Whether to save after the step of `stage`: at a phase's end, or when it costs little."""
        waited = time.perf_counter() - self.saved_at
        ended = self.trainer.state.nimg == stage.phase.end_nimg
        return ended or waited * SAVE_SHARE >= self.save_sec

    def save(self, healthy: Path | None) -> Path:
        """Write state and model, drop the oldest but the model `healthy`; returns the model's path.

        The state is first: a run that breaks off between them can go on and writes the model
        then. What is old goes even if not all could be written, to make room.
        """
        started = time.perf_counter()
        state, trainer = self.trainer.state, self.trainer
        path = layout.state_path(self.path, state.nimg)
        about = {"config": to_dict(trainer.config), **self.about()}
        try:
            tensor_file.write(path, "state", state.tensors(), about)
            self.state_path = path
            model = self.save_model()
            self.saved_nimg = state.nimg
        finally:
            milestones = [phase.end_nimg for phase in trainer.schedule if not phase.fading]
            if healthy:
                milestones.append(layout.nimg_of(healthy))
            layout.prune(self.path, state.nimg, milestones)
        self.saved_at = time.perf_counter()
        self.save_sec = self.saved_at - started
        return model

    def save_model(self) -> Path:
        """Write the shareable model of the state as it is; returns its path."""
        state, config = self.trainer.state, self.trainer.config
        path = layout.model_path(self.path, state.nimg)
        model_file.save_model(path, state.ema, state.networks_of_judges(), config, self.about())
        return path

    def keep_best(self, swd: float | None) -> None:
        """Write the model as the best one if its distance is less than any before.

        Never where there is no state to go on from yet: a model alone is no run.
        """
        if swd is None or swd >= self.best or self.state_path is None:
            return
        path = layout.best_path(self.path)
        about = {**self.about(), "swd": swd}
        state, config = self.trainer.state, self.trainer.config
        model_file.save_model(path, state.ema, state.networks_of_judges(), config, about)
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

    def note(self, row: Mapping[str, Any]) -> None:
        """Append one line to stats.jsonl."""
        with (
            writing(self.stats_path),
            self.stats_path.open("a", encoding="utf-8") as file,
        ):
            file.write(json.dumps(row) + "\n")
        if self.trainer.config.training.log == "tensorboard":
            with writing(self.path):
                self.events = self.events or Events(self.path, self.told_nimg)
                self.events.note(row)

    def rows(self, nimg: int) -> list[dict[str, Any]]:
        """What stats.jsonl holds of the ticks up to an image count."""
        return [json.loads(line) for line in self._lines(nimg)]

    def forget_after(self, nimg: int) -> None:
        """Drop the statistics of what will be trained again."""
        self.told_nimg = nimg
        self.close()
        if self.stats_path.exists():
            write_atomically(self.stats_path, "".join(self._lines(nimg)).encode())

    def _lines(self, nimg: int) -> list[str]:
        if not self.stats_path.exists():
            return []
        lines = self.stats_path.read_text(encoding="utf-8").splitlines(keepends=True)
        return [line for line in lines if _stats_nimg(line) <= nimg]

    def draw_preview(self, images: Tensor) -> Path:
        """A grid of the preview's images."""
        path = layout.preview_path(self.path, self.trainer.state.nimg)
        self.draw(path, images)
        if self.events is not None:
            with writing(self.path):
                self.events.show(path, self.trainer.state.nimg)
        return path

    def close(self) -> None:
        """Let go of what is open."""
        if self.events is not None:
            self.events.close()
            self.events = None

    def draw_reals(self) -> None:
        """The first real pictures, to look at beside the previews."""
        data, config = self.trainer.data, self.trainer.config
        images = data.batch(0, config.training.preview_count, config.model.resolution)
        self.draw(self.path / layout.REALS, images)

    def draw(self, path: Path, images: Tensor) -> None:
        """A grid of images, each enlarged to the run's final resolution."""
        scale = self.trainer.config.model.resolution // images.shape[-1]
        sheet = render.grid(render.to_pixels(images), scale=scale)
        render.save_image(path, sheet)

    def report(self, warnings: list[str]) -> None:
        """Write the run's page; that it cannot be made of what the folder holds is a warning."""
        try:
            write_report(self.path)
        except (DataError, ResumeError, WriteError) as error:
            warnings.append(error.message)


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
