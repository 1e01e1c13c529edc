"""A training run in its folder: the loop that yields what happens, and what it leaves there.

Running it again continues it. Nothing here prints; the command line draws what is yielded.
"""

from __future__ import annotations

import dataclasses
import json
import math
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Generator as Steps
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor

from pokegan import checkpoint, render
from pokegan.config import Config, differences, from_dict, to_dict
from pokegan.dataset import PackedDataset
from pokegan.errors import ResumeError, TrainingError, UsageError, WriteError
from pokegan.files import PARTS, write_atomically, writing
from pokegan.latents import seed_styles, synthesize
from pokegan.models.stylegan import Generator
from pokegan.schedule import Phase, Stage, build_schedule, stage_at, tick_nimg
from pokegan.step import Trainer

T = TypeVar("T")
FORECAST_BATCH = 8
SAVE_SHARE = 0.05  # of the time, at most, goes into writing states


@dataclass(frozen=True)
class Pulse:
    """A sign of life after each step."""

    nimg: int
    stage: Stage
    images_per_sec: float


@dataclass(frozen=True)
class Tick(Pulse):
    """A report: mean terms since the last one, memory, what was written, and warnings."""

    terms: Mapping[str, float]
    memory_gb: float
    preview: Path | None
    saved: Path | None
    warning: str | None
    ema: Generator


def train(
    config: Config, data_path: Path, run_dir: Path, device: torch.device
) -> Steps[Pulse, None, None]:
    """Train in `run_dir`, going on from its newest good state; yields a Pulse after each step.

    Every so often (schedule.tick_nimg) the Pulse is a Tick: losses are read, stats.jsonl
    grows by a line, a preview is drawn and, when due, state and model are saved. Closing the
    iterator saves too. Raises ResumeError when the run was begun with other settings or
    data, TrainingError when a loss or weight is no longer finite.
    """
    return Run(config, data_path, run_dir, device).steps()


class Run:
    """A training run opened in its folder, at the place where it was left.

    `config` is complete, `nimg` how many images were shown, `total_nimg` how many will be.
    """

    def __init__(
        self, config: Config, data_path: Path, run_dir: Path, device: torch.device
    ) -> None:
        data = PackedDataset(data_path, device, config.training.seed)
        self.config = check_run(config, data, run_dir, device)
        self.run_dir = run_dir
        self.costs = known_costs(self.config, data, run_dir, device)
        self.trainer = Trainer(self.config, data, device)
        self.writer = RunWriter(self.trainer, run_dir)
        self.writer.resume()
        self.total_nimg = self.trainer.schedule[-1].end_nimg

    @property
    def nimg(self) -> int:
        return self.trainer.state.nimg

    def steps(self) -> Steps[Pulse, None, None]:
        """Train to the end, yielding after each step; closing the iterator saves."""
        every = tick_nimg(self.config.training)
        clock = Clock()
        try:
            while self.nimg < self.total_nimg:
                stage = self.trainer.step()
                pulse = Pulse(self.nimg, stage, clock.rate(self.nimg, stage.index))
                crossed = self.nimg // every > (self.nimg - stage.phase.batch_size) // every
                if crossed or self.nimg == stage.phase.end_nimg:
                    yield self.writer.tick(pulse)
                else:
                    yield pulse
        except GeneratorExit:
            self.writer.save()
            raise

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


class Clock:
    """Images per second over the last half minute of one phase."""

    WINDOW_SEC = 30.0

    def __init__(self) -> None:
        self.marks: deque[tuple[float, int]] = deque()
        self.phase = -1

    def rate(self, nimg: int, phase: int) -> float:
        """Note that `nimg` images have been shown; 0.0 until there are two marks."""
        now = time.perf_counter()
        if phase != self.phase:
            self.marks.clear()
            self.phase = phase
        self.marks.append((now, nimg))
        while len(self.marks) > 2 and now - self.marks[0][0] > self.WINDOW_SEC:
            self.marks.popleft()
        elapsed = now - self.marks[0][0]
        return (nimg - self.marks[0][1]) / elapsed if elapsed > 0 else 0.0


@dataclass(frozen=True)
class PhaseCost:
    """What a phase is expected to take."""

    phase: Phase
    images_per_sec: float
    memory_gb: float

    @property
    def seconds(self) -> float:
        return (self.phase.end_nimg - self.phase.start_nimg) / self.images_per_sec


def forecast(config: Config, data: PackedDataset, device: torch.device) -> Iterator[PhaseCost]:
    """Measure each phase on throwaway networks: a few steps with and without the penalty.

    On a GPU with the real batch, so that memory is probed too; elsewhere with a small one.
    """
    schedule = build_schedule(config.training, config.model.resolution)
    if device.type != "cuda":
        few = {r: min(n, FORECAST_BATCH) for r, n in config.training.batch_size.items()}
        config = dataclasses.replace(
            config, training=dataclasses.replace(config.training, batch_size=few)
        )
    trainer = Trainer(config, data, device)
    for phase, probe in zip(schedule, trainer.schedule, strict=True):
        if device.type == "cuda":
            torch.cuda.reset_peak_memory_stats(device)
        penalised = timed_step(trainer, probe, 0)
        plain = timed_step(trainer, probe, min(1, probe.steps - 1))
        interval = config.training.r1_interval
        seconds = (penalised + (interval - 1) * plain) / interval
        yield PhaseCost(phase, probe.batch_size / seconds, memory_in_use(device))


def kimg_within(seconds: float, config: Config, data: PackedDataset, device: torch.device) -> float:
    """How many kimg a run of these settings can show in so many seconds, at least one."""
    costs = list(forecast(settle(config, data, device), data, device))
    kimg = config.training.kimg * seconds / sum(cost.seconds for cost in costs)
    return max(1.0, round(kimg, 1))


def timed_step(trainer: Trainer, phase: Phase, step: int) -> float:
    """Seconds of the phase's step number `step`, the second time it is taken."""
    seconds = 0.0
    for _ in range(2):
        trainer.state.nimg = phase.start_nimg + step * phase.batch_size
        synchronise(trainer.device)
        started = time.perf_counter()
        trainer.step()
        synchronise(trainer.device)
        seconds = time.perf_counter() - started
    return seconds


def known_costs(
    config: Config, data: PackedDataset, run_dir: Path, device: torch.device
) -> list[PhaseCost]:
    """The forecast of a run, measured once for each kind of device and kept in its folder."""
    path = run_dir / f"forecast-{device.type}.json"
    schedule = build_schedule(config.training, config.model.resolution)
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [PhaseCost(p, row[0], row[1]) for p, row in zip(schedule, rows, strict=True)]
    except (OSError, ValueError, TypeError, IndexError):
        costs = list(forecast(config, data, device))
        rows = [[cost.images_per_sec, cost.memory_gb] for cost in costs]
        write_atomically(path, json.dumps(rows).encode())
        return costs


def synchronise(device: torch.device) -> None:
    """Wait for the device, so that a host clock can be read."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()


class RunWriter:
    """Writes what a run leaves in its folder: states, models, previews, stats.jsonl."""

    def __init__(self, trainer: Trainer, run_dir: Path) -> None:
        self.trainer = trainer
        self.run_dir = run_dir
        self.stats_path = run_dir / "stats.jsonl"
        self.saved_at = time.perf_counter()
        self.save_sec = 0.0

    def resume(self) -> None:
        """Continue from the newest whole state; what was noted after it is forgotten."""
        found = checkpoint.latest(self.run_dir)
        nimg = 0
        if found:
            tensors, header = found
            nimg = int(header["nimg"])
            self.trainer.state.restore(tensors, nimg)
        else:
            self.refuse_to_start_over()
        self.forget_after(nimg)
        if not (self.run_dir / "reals.png").exists():
            self.draw_reals()

    def refuse_to_start_over(self) -> None:
        """Raise ResumeError rather than lose the models of a run whose states are gone."""
        # A first save that was broken off leaves one model and no state.
        models = checkpoint.numbered(self.run_dir, "model")
        if len(models) > 1 or checkpoint.numbered(self.run_dir, "state"):
            raise ResumeError(
                f"{self.run_dir} holds no whole state to go on from.",
                "Begin a new run with another --out; its models stay as they are.",
            )

    def forget_after(self, nimg: int) -> None:
        """Delete what was written after `nimg` images, or was being written at a kill."""
        for path in self.run_dir.glob(PARTS):
            path.unlink()
        for kind in ("state", "model", "preview"):
            for path in checkpoint.numbered(self.run_dir, kind):
                if checkpoint.nimg_of(path) > nimg:
                    path.unlink()
        if self.stats_path.exists():
            lines = self.stats_path.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if _stats_nimg(line) <= nimg]
            write_atomically(self.stats_path, "".join(kept).encode())

    def tick(self, pulse: Pulse) -> Tick:
        """Read the losses, note them, draw a preview and save when due.

        What cannot be written becomes a warning.
        """
        state = self.trainer.state
        terms = state.meter.means()
        self.require_finite(terms)
        state.meter.sums.clear()
        memory_gb = memory_in_use(self.trainer.device)
        warnings: list[str] = []
        attempt(lambda: self.note(pulse, terms, memory_gb), warnings)
        preview = attempt(lambda: self.draw_preview(pulse.stage), warnings)
        saved = attempt(self.save, warnings) if self.due(pulse) else None
        return Tick(
            nimg=pulse.nimg,
            stage=pulse.stage,
            images_per_sec=pulse.images_per_sec,
            terms=terms,
            memory_gb=memory_gb,
            preview=preview,
            saved=saved,
            warning=" ".join([*warnings, "Training goes on."]) if warnings else None,
            ema=state.ema,
        )

    def due(self, pulse: Pulse) -> bool:
        """Whether to save now: at the end of a phase, or when it costs little time."""
        waited = time.perf_counter() - self.saved_at
        return pulse.nimg == pulse.stage.phase.end_nimg or waited * SAVE_SHARE >= self.save_sec

    def save(self) -> Path:
        """Write state and model, drop the oldest; returns the model's path."""
        started = time.perf_counter()
        state, trainer = self.trainer.state, self.trainer
        if not state.is_finite():
            raise self.diverged("a weight")
        stage = stage_at(max(state.nimg - 1, 0), trainer.schedule)
        about = {
            "nimg": state.nimg,
            "resolution": stage.resolution,
            "alpha": stage.alpha if stage.fading else None,
            "data": describe(trainer.data),
        }
        model = checkpoint.model_path(self.run_dir, state.nimg)
        checkpoint.save_model(model, state.ema, trainer.config, about)
        checkpoint.write(
            checkpoint.state_path(self.run_dir, state.nimg),
            "state",
            state.tensors(),
            {"config": to_dict(trainer.config), **about},
        )
        checkpoint.prune(self.run_dir, [p.end_nimg for p in trainer.schedule if not p.fading])
        self.saved_at = time.perf_counter()
        self.save_sec = self.saved_at - started
        return model

    def note(self, pulse: Pulse, terms: Mapping[str, float], memory_gb: float) -> None:
        """Append one line to stats.jsonl."""
        record = {
            "nimg": pulse.nimg,
            "resolution": pulse.stage.resolution,
            "alpha": round(pulse.stage.alpha, 6),
            "lr": pulse.stage.phase.lr,
            "batch_size": pulse.stage.phase.batch_size,
            **terms,
            "images_per_sec": round(pulse.images_per_sec, 2),
            "memory_gb": round(memory_gb, 3),
        }
        with (
            writing(self.stats_path),
            self.stats_path.open("a", encoding="utf-8") as file,
        ):
            file.write(json.dumps(record) + "\n")

    def draw_preview(self, stage: Stage) -> Path:
        """The averaged generator's pictures of the first seeds, as `sample` would draw them."""
        config, ema = self.trainer.config, self.trainer.state.ema
        seeds = list(range(config.training.preview_count))
        images = synthesize(
            ema,
            seed_styles(ema, seeds),
            seeds,
            resolution=stage.resolution,
            alpha=stage.alpha if stage.fading else None,
        )
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

    def require_finite(self, terms: Mapping[str, float]) -> None:
        """Raise TrainingError naming the first term, or a weight, that is no finite number."""
        for name, value in terms.items():
            if not math.isfinite(value):
                raise self.diverged(name)
        if not self.trainer.state.is_finite():
            raise self.diverged("a weight")

    def diverged(self, what: str) -> TrainingError:
        states = checkpoint.numbered(self.run_dir, "state")
        kept = f"The last good state is {states[-1]}." if states else "No state was saved yet."
        return TrainingError(
            f"{what} is no longer a finite number after {self.trainer.state.nimg} images; "
            "nothing of it was saved.",
            f"{kept} Try half the learning rate in a new run: --set lr=...",
        )


def attempt(write: Callable[[], T], warnings: list[str]) -> T | None:
    """What `write` returns; None when the disk refuses, which is added to `warnings`."""
    try:
        return write()
    except WriteError as error:
        warnings.append(error.message)
        return None


def check_run(config: Config, data: PackedDataset, run_dir: Path, device: torch.device) -> Config:
    """The configuration of the run: begun now, or the one it was begun with if that is the same.

    Raises ResumeError with a table of old and new values when anything differs.
    """
    config = settle(config, data, device)
    path = run_dir / "config.json"
    about = describe(data)
    if not path.exists():
        content = {"config": to_dict(config), "data": {**about, "path": str(data.path.resolve())}}
        write_atomically(path, (json.dumps(content, indent=2) + "\n").encode())
        return config
    saved, saved_data = read_run(run_dir)
    rows = differences(saved, config)
    rows += [
        (f"data.{key}", str(saved_data.get(key)), str(value))
        for key, value in about.items()
        if saved_data.get(key) != value
    ]
    if rows:
        raise ResumeError(
            f"{run_dir} was begun with other settings:\n{_table(rows)}\n",
            "Give the old values to go on with it, or another --out to begin a new run.",
        )
    return saved


def read_run(run_dir: Path) -> tuple[Config, dict[str, Any]]:
    """Configuration and data description of a run folder; ResumeError when they are damaged."""
    path = run_dir / "config.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return from_dict(content["config"]), content["data"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, UsageError) as error:
        raise ResumeError(
            f"{path} cannot be read.", "Restore it, or begin a new run with another --out."
        ) from error


def settle(config: Config, data: PackedDataset, device: torch.device) -> Config:
    """Fill in what depends on data and device, so that the saved configuration is complete."""
    training = config.training
    if training.precision == "auto":
        precision = "bf16" if fast_at_bf16(device) else "fp32"
        training = dataclasses.replace(training, precision=precision)
    model = dataclasses.replace(config.model, channels=data.channels)
    return dataclasses.replace(config, model=model, training=training)


def fast_at_bf16(device: torch.device) -> bool:
    """Whether the device has matrix units for bfloat16."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    if device.type == "cpu" and hasattr(torch.cpu, "get_capabilities"):
        return bool(torch.cpu.get_capabilities().get("amx_bf16", False))
    return False


def describe(data: PackedDataset) -> dict[str, Any]:
    """What a model says of the data it learned from."""
    return {
        "fingerprint": data.fingerprint,
        "count": data.count,
        "channels": data.channels,
        "background": data.header.get("background", "white"),
    }


def memory_in_use(device: torch.device) -> float:
    """Peak memory in GB: the GPU allocator's, or the process's resident set."""
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device) / 1e9
    try:
        import resource
    except ImportError:  # Windows has no resource module
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e9 if sys.platform == "darwin" else peak * 1024 / 1e9


def _stats_nimg(line: str) -> float:
    try:
        return int(json.loads(line)["nimg"])
    except (ValueError, KeyError, TypeError):
        return float("inf")


def _table(rows: list[tuple[str, str, str]]) -> str:
    rows = [("setting", "old", "new"), *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    return "\n".join(
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
