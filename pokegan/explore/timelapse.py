"""A training run as a film of its previews: the same seeds while the networks grow and learn."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pokegan import __version__, render
from pokegan.checkpoints import layout
from pokegan.checkpoints.layout import nimg_of
from pokegan.checkpoints.runs import check_run_folder, read_run
from pokegan.config.schedule import Phase, build_schedule, stage_at
from pokegan.errors import DataError, UsageError
from pokegan.render.pixels import Pixels
from pokegan.runtime.progress import Progress, no_progress

READABLE_PX = 512  # what the grids are enlarged to, about
HOLD_SHARE = 0.2  # of the length goes to the last preview


@dataclass(frozen=True)
class Timing:
    """`seconds` in all, the last fifth of them for the last preview, at `fps` frames a second."""

    seconds: float = 10.0
    fps: float = 12.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.seconds) and math.isfinite(self.fps)):
            raise UsageError("seconds and fps must be finite.")

    def frames(self, previews: int) -> list[int]:
        """How many frames each preview stays; the last one at least one."""
        render.check_length(self.seconds * self.fps)
        total = max(1, round(self.seconds * self.fps))
        hold = max(1, round(total * HOLD_SHARE))
        edges = [round(i * (total - hold) / previews) for i in range(previews + 1)]
        counts = [end - start for start, end in itertools.pairwise(edges)]
        return [*counts[:-1], counts[-1] + hold]


def timelapse(
    run_dir: Path, timing: Timing | None = Timing(), progress: Progress = no_progress
) -> Iterator[Pixels]:
    """Frames [H, W, 3] of one size, each over how far the run was and at which resolution.

    Without `timing`, one for each preview. Raises DataError when the run has no previews or one
    is damaged, ResumeError when its config.json is.
    """
    paths = previews(run_dir)
    config, _ = read_run(run_dir)
    schedule = build_schedule(config)
    size = common_size(paths)
    counts = timing.frames(len(paths)) if timing else [1] * len(paths)
    for path, count in zip(progress(paths, len(paths)), counts, strict=True):
        if count:
            yield from itertools.repeat(slide(path, size, schedule), count)


def previews(run_dir: Path) -> list[Path]:
    """The previews of a run, oldest first; DataError when there are none."""
    paths = layout.numbered(run_dir, "preview")
    if not paths:
        check_run_folder(run_dir)
        raise DataError(
            f"{run_dir} holds no preview yet.",
            "The first is drawn a hundredth of the way into the training.",
        )
    return paths


def common_size(paths: Sequence[Path]) -> tuple[int, int]:
    """Width and height of the largest preview, times what makes it about 512 px wide."""
    sizes = [opened(path).size for path in paths]
    width, height = max(sizes)
    scale = max(1, round(READABLE_PX / width))
    return width * scale, height * scale


def opened(path: Path) -> Image.Image:
    """A preview; DataError when it is damaged."""
    try:
        with Image.open(path) as image:
            return image.convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise DataError(f"{path} is damaged.", "Delete it; the others are enough.") from error


def slide(path: Path, size: tuple[int, int], schedule: Sequence[Phase]) -> Pixels:
    """A preview enlarged to `size` without smoothing, over its place in the whole training.

    The schedule knows its resolution: that of the step which ended at its image count, as
    training draws a preview after it. Its size does not, which is that of the last resolution.
    """
    nimg = nimg_of(path)
    stage = stage_at(max(nimg - 1, 0), schedule)
    grown = f"{stage.resolution} px, fading in" if stage.fading else f"{stage.resolution} px"
    share = min(1.0, nimg / schedule[-1].end_nimg)
    picture = np.asarray(opened(path).resize(size, Image.Resampling.NEAREST))
    return render.captioned(picture, f"{nimg / 1000:g} kimg", share, grown)


def save_timelapse(
    path: Path, run_dir: Path, timing: Timing = Timing(), progress: Progress = no_progress
) -> None:
    """Write the timelapse of a run as an animation, or all its previews as a strip."""
    recipe = {
        "pokegan": __version__,
        "command": "timelapse",
        "points": [run_dir.as_posix()],
        "seconds": timing.seconds,
        "fps": timing.fps,
        "out": path.name,
    }
    strip = path.suffix.lower() == ".png"
    paths = previews(run_dir)
    count = len(paths) if strip else sum(timing.frames(len(paths)))
    render.check_film(path, count, common_size(paths), None)
    frames = timelapse(run_dir, None if strip else timing, progress)
    render.save_animation(path, frames, timing.fps, recipe)
