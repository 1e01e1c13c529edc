"""A training run as one HTML page: curves, previews, health and settings, without a network.

It is made from what the run folder holds (config.json, stats.jsonl, the previews), so that it can
be made at any time, of runs that were stopped too.
"""

from __future__ import annotations

import base64
import io
import itertools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader
from PIL import Image

from pokegan import __version__
from pokegan.checkpoints import layout
from pokegan.checkpoints.layout import nimg_of
from pokegan.checkpoints.runs import check_run_folder, read_run
from pokegan.config import Config, differences, preset, to_dict
from pokegan.config.schedule import Phase, build_schedule, stage_at
from pokegan.runtime.files import write_atomically
from pokegan.training.health import diagnose, recall
from pokegan.training.report.charts import HEIGHT, WIDTH, Chart, Point, chart

MOST_PREVIEWS = 12  # each is a grid of 32 pictures
PREVIEW_QUALITY = 80  # of WebP, 0 to 100

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Band:
    """A phase on the horizontal axis: from `left`, `width` wide, in SVG units."""

    caption: str
    left: float
    width: float
    fading: bool


@dataclass(frozen=True)
class Verdict:
    """How the run was for a while: from and to in kimg."""

    start_kimg: float
    end_kimg: float
    word: str


def write_report(run_dir: Path, out: Path | None = None) -> Path:
    """Write the page of a run, by default as report.html beside its models; returns its path.

    Raises DataError when the folder is no run, ResumeError when its config.json is damaged.
    """
    check_run_folder(run_dir)
    path = out or run_dir / layout.REPORT
    write_atomically(path, page(run_dir).encode(errors="replace"))
    return path


def page(run_dir: Path) -> str:
    """The page of a run as HTML."""
    config, data = read_run(run_dir)
    schedule = build_schedule(config)
    total_kimg = schedule[-1].end_nimg / 1000
    rows = statistics(run_dir)
    signs = [known for row in rows if (known := recall(row)) is not None]
    environment = Environment(loader=PackageLoader("pokegan.training.report", "."), autoescape=True)
    return environment.get_template("page.html").render(
        name=run_dir.resolve().name,
        version=__version__,
        data=data,
        latest=rows[-1] if rows else None,
        where=where(rows[-1]["nimg"], schedule) if rows else None,
        total_kimg=total_kimg,
        minutes_left=minutes_left(rows, schedule),
        health=diagnose(signs) if signs else None,
        verdicts=verdicts(rows),
        charts=charts(rows, total_kimg),
        bands=bands(schedule),
        width=WIDTH,
        height=HEIGHT,
        previews=previews(run_dir, schedule),
        reals=embedded(run_dir / layout.REALS),
        settings=settings(config),
    )


def statistics(run_dir: Path) -> list[Row]:
    """The rows of stats.jsonl that can be read, oldest first."""
    try:
        lines = (run_dir / layout.STATS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    rows: list[Row] = []
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and isinstance(row.get("nimg"), int):
            rows.append(row)
    return rows


def charts(rows: Sequence[Row], total_kimg: float) -> list[Chart]:
    """Distance, losses, signs, augmentation, speed and variety over kimg, as far as known."""

    def series(*names: str) -> dict[str, Sequence[Point]]:
        return {name: points(rows, name) for name in names}

    losses = sorted({name for row in rows for name in row if name.endswith("_loss")})
    timed = [row for row in rows if row.get("images_per_sec")]  # 0: there was no speed yet
    signs = sorted(
        {name for row in rows for name in row if name.endswith(("real_sign", "fake_sign"))}
    )
    wanted = [
        chart("Distance to the real pictures (SWD, lower is nearer)", series("swd"), total_kimg),
        chart("Losses", series(*losses), total_kimg),
        chart("Mean sign of the scores", series(*signs), total_kimg),
        chart(
            "Variety (1: as different as real pictures)",
            series("variety_preview", "variety_fake"),
            total_kimg,
        ),
        chart("Augmentation probability", series("augment_p"), total_kimg),
        chart("Images a second", {"images_per_sec": points(timed, "images_per_sec")}, total_kimg),
    ]
    return [found for found in wanted if found is not None]


def points(rows: Sequence[Row], name: str) -> list[Point]:
    """(kimg, value) of each row that has a finite value."""
    return [
        (row["nimg"] / 1000, float(row[name]))
        for row in rows
        if isinstance(row.get(name), int | float) and math.isfinite(row[name])
    ]


def bands(schedule: Sequence[Phase]) -> list[Band]:
    """The phases in SVG units; those of one resolution that differ only in judges are one."""
    scale = WIDTH / schedule[-1].end_nimg
    result = []
    for (resolution, fading), group in itertools.groupby(
        schedule, lambda phase: (phase.resolution, phase.fading)
    ):
        phases = list(group)
        left, right = phases[0].start_nimg * scale, phases[-1].end_nimg * scale
        result.append(Band(f"{resolution} px", left, right - left, fading))
    return result


def where(nimg: int, schedule: Sequence[Phase]) -> str:
    """The phase that the last image shown was in."""
    stage = stage_at(max(nimg - 1, 0), schedule)
    return f"{stage.resolution} px" + (", fading in" if stage.fading else "")


def minutes_left(rows: Sequence[Row], schedule: Sequence[Phase]) -> float | None:
    """To the end of the run at the speed of the last report; None where that is not known."""
    if not rows or not rows[-1].get("images_per_sec"):
        return None
    return float((schedule[-1].end_nimg - rows[-1]["nimg"]) / rows[-1]["images_per_sec"] / 60)


def verdicts(rows: Sequence[Row]) -> list[Verdict]:
    """What health said, each word from when to when."""
    result = []
    before_kimg = 0.0
    for word, group in itertools.groupby(rows, lambda row: row.get("health")):
        end_kimg = list(group)[-1]["nimg"] / 1000
        if isinstance(word, str):
            result.append(Verdict(before_kimg, end_kimg, word))
        before_kimg = end_kimg
    return result


def previews(run_dir: Path, schedule: Sequence[Phase]) -> list[tuple[str, str]]:
    """(caption, image address) of previews from the first to the last, evenly taken."""
    paths = layout.numbered(run_dir, "preview")
    last = len(paths) - 1
    count = min(len(paths), MOST_PREVIEWS)
    chosen = [paths[round(i * last / max(1, count - 1))] for i in range(count)]
    found = ((nimg_of(path), embedded(path)) for path in chosen)
    return [
        (f"{nimg / 1000:g} kimg, {where(nimg, schedule)}", image) for nimg, image in found if image
    ]


def embedded(path: Path) -> str | None:
    """A picture as a data address, None where it cannot be read."""
    content = io.BytesIO()
    try:
        with Image.open(path) as image:
            opaque = image.mode in ("1", "L", "RGB")
            image.convert("RGB" if opaque else "RGBA").save(
                content, "WEBP", quality=PREVIEW_QUALITY
            )
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return "data:image/webp;base64," + base64.b64encode(content.getvalue()).decode()


def settings(config: Config) -> list[tuple[str, str, bool]]:
    """(name, value, whether it differs from the preset's) of every setting.

    What follows from the data and the device is no difference.
    """
    usual = preset(config.preset, config.model.family)
    changed = {key for key, _, _ in differences(usual, config)}
    changed -= {"training.precision", "model.channels"}
    rows = [("preset", config.preset, False)]
    for section, values in to_dict(config).items():
        if isinstance(values, dict):
            rows += [
                (name, json.dumps(value), f"{section}.{name}" in changed)
                for name, value in values.items()
            ]
    return rows
