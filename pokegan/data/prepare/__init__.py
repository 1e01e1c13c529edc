"""A folder or zip of pictures becomes one packed file of uniform squares.

Pictures are found by their content, decoded, brought to sRGB, turned upright, made square and
shrunk by area with premultiplied opacity. The file holds them at every resolution from 4 up,
each the 2x2 means of the next. Beside it lie a contact sheet, to look at, and a report that names
each file not used and why.

A picture whose longer side fits the resolution is enlarged by the largest whole multiple that
fits, each pixel to a block, and padded; only larger ones are resampled. Padding is background.
Where no resolution is asked for, the usual size of the pictures decides (sizes).

What lies in the source is listed (sources), judged (kinds), decoded (pictures, colours), squared
(squares) on all cores (workers), and written (packing) with a sheet and a report.

Shapes: N pictures, C channels (3, or 4 with premultiplied opacity), R resolution.
"""

from __future__ import annotations

import glob
import io
import os
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pokegan import __version__
from pokegan.data.prepare.options import DEFAULTS, PixelSettings, PrepareOptions, check
from pokegan.data.prepare.packing import Packing, header, header_room
from pokegan.data.prepare.pictures import read_square
from pokegan.data.prepare.report import Tally, report_text
from pokegan.data.prepare.sheet import draw_sheet
from pokegan.data.prepare.sizes import suitable_resolution, usual_side
from pokegan.data.prepare.sources import File, Listing, digest, list_source, reading
from pokegan.data.prepare.workers import outcomes
from pokegan.errors import DataError, UsageError, similar
from pokegan.runtime.files import replacing, writing

__all__ = [
    *("PrepareOptions", "PrepareReport", "prepare", "prepare_one", "source_stamp", "usual_size")
]


@dataclass(frozen=True)
class PrepareReport:
    """What `prepare` wrote and made of its source.

    `skipped` holds (name, reason) of every file not used, exact duplicates included;
    `duplicates` says how many of them those are, `generated` how many were left out because
    pokegan made them. `notes` holds (name, note) of files used, but not quite as they are: their
    colours were converted, or their colour profile is damaged, or their first frame is empty and
    a later one was taken.
    """

    path: Path
    sheet: Path
    report: Path
    resolution: int
    channels: int
    used: int
    skipped: tuple[tuple[str, str], ...]
    duplicates: int
    generated: int
    notes: tuple[tuple[str, str], ...]
    fingerprint: str


def prepare(
    source: Path,
    out: Path,
    options: PrepareOptions = DEFAULTS,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> PrepareReport:
    """Write the pictures of a folder or zip to `out`, and a sheet and a report beside it.

    `workers` is the number of processes (all cores when None); `progress` is called with
    (done, total) after each file. Nothing is left behind unless all went well. UsageError for
    an option out of range; DataError when the source cannot be read or holds fewer than two
    usable pictures; WriteError when `out` cannot be written.
    """
    source, out = Path(source), Path(out)
    if out.suffix != ".safetensors":
        raise UsageError(f"{out} must end with .safetensors.")
    background = check(options)
    listing = list_source(source)
    include = options.include_generated
    resolution = options.resolution or suitable_resolution(
        usual_side(listing, options.fit, include)
    )
    settings = PixelSettings(resolution, background, options.fit, include)
    about = _about(source, listing, options, settings)
    sheet, report = (out.with_name(out.stem + end) for end in ("-sheet.png", "-report.txt"))
    tally = Tally(listing)
    room = header_room(listing, about, settings, tally.counts())
    with (
        writing(out),
        replacing(sheet) as sheet_part,
        replacing(report) as report_part,
        replacing(out) as data_part,
        closing(Packing(data_part, settings, room)) as packing,
    ):
        for path in (out, sheet, report):
            _sweep(path)
        _pack(listing, settings, tally, packing, workers, progress)
        if len(tally.names) < 2:
            raise tally.too_few(source)
        about["usual_px"] = int(statistics.median(tally.sides))
        about["fingerprint"] = _fingerprint(tally.hashes, settings)
        packing.finish(header(about, tally.names, tally.hashes, tally.counts()))
        draw_sheet(sheet_part, packing, about["fingerprint"])
        text = report_text(source, out, about, tally)
        report_part.write_text(text, "utf-8", newline="\n")
    return PrepareReport(
        path=out,
        sheet=sheet,
        report=report,
        resolution=resolution,
        channels=settings.channels,
        used=len(tally.names),
        skipped=tuple(tally.skipped),
        duplicates=tally.duplicates,
        generated=tally.generated,
        notes=tuple(tally.notes),
        fingerprint=about["fingerprint"],
    )


def _about(
    source: Path, listing: Listing, options: PrepareOptions, settings: PixelSettings
) -> dict[str, Any]:
    """What the header says before any picture was read."""
    return {
        "stamp": _stamp(listing, options),
        "source": str(source.resolve()),
        "background": options.background,
        "fit": options.fit,
        "resolution": settings.resolution,
        "channels": settings.channels,
        "include_generated": options.include_generated,
    }


def source_stamp(source: Path, options: PrepareOptions) -> str:
    """16 hex digits that change with the source's listing and the options; decodes nothing.

    A file that `prepare` wrote holds the stamp of its source as "stamp" in its header.
    """
    return _stamp(list_source(Path(source)), options)


def usual_size(source: Path, fit: str = "pad", include_generated: bool = False) -> tuple[int, int]:
    """The usual side of the pictures in a folder or zip, in pixels, and the resolution for it.

    No picture is decoded. The side is 0 when the source holds no picture.
    """
    side_px = usual_side(list_source(Path(source)), fit, include_generated)
    return side_px, suitable_resolution(side_px)


def prepare_one(
    path_or_bytes: Path | str | bytes, resolution: int, background: str, fit: str
) -> np.ndarray:
    """One picture on the road of a whole folder: uint8 [C, R, R]; DataError when unusable."""
    settings = PixelSettings(resolution, check(PrepareOptions(resolution, background, fit)), fit)
    name = "the picture"
    try:
        if isinstance(path_or_bytes, bytes):
            return read_square(io.BytesIO(path_or_bytes), settings).pixels
        name = str(path_or_bytes)
        if not os.path.exists(name):
            raise FileNotFoundError(name)
        with reading(File(name, name, 0), None) as stream:
            return read_square(stream, settings).pixels
    except FileNotFoundError as fault:
        raise DataError(f"no such file: {name}.", similar(Path(name))) from fault
    except DataError as fault:
        raise DataError(f"{name} cannot be used: {fault.message}.") from fault


def _sweep(path: Path) -> None:
    """Remove what a killed run left: a living one writes more often than once an hour."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        if time.time() - part.stat().st_mtime > 3600:
            part.unlink(missing_ok=True)


def _pack(
    listing: Listing,
    settings: PixelSettings,
    tally: Tally,
    packing: Packing,
    workers: int | None,
    progress: Callable[[int, int], None] | None,
) -> None:
    with closing(outcomes(listing, settings, workers)) as finished:
        for done, (file, outcome) in enumerate(zip(listing.files, finished, strict=True), 1):
            if tally.accepts(file.name, outcome):
                packing.add(outcome.levels)
            if progress is not None:
                progress(done, len(listing.files))


def _stamp(listing: Listing, options: PrepareOptions) -> str:
    settings = PixelSettings(options.resolution or 0, check(options), options.fit)
    more = " include_generated" if options.include_generated else ""
    return digest(f"{__version__} {settings.describe()}{more} {listing.signature}".encode())


def _fingerprint(hashes: Iterable[str], settings: PixelSettings) -> str:
    return digest(" ".join([settings.describe(), *hashes]).encode())
