"""Pictures as commands take them: a folder, a zip or a prepared file."""

from __future__ import annotations

import os
import re
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pokegan.cli.options import bar, console, count, say
from pokegan.errors import DataError, UsageError, WriteError
from pokegan.runtime.files import CACHE, cache_dir, check_output

if TYPE_CHECKING:
    from pokegan.checkpoints.model_file import ModelFile
    from pokegan.data.dataset import PackedDataset
    from pokegan.data.prepare import PrepareOptions, PrepareReport

DEFAULT_BACKGROUND = "white"
FEW = 50  # pictures


def prepared_file(
    data: Path,
    resolution: int,
    background: str | None,
    run_dir: Path | None = None,
    typed: bool = True,
    include_generated: bool = False,
) -> Path:
    """The prepared file for `data`: itself, or one made from a folder and kept until it changes.

    Kept in the user's cache; or where the run in `run_dir` has it, if that is still the same. A
    run that has learned from pictures that pokegan made goes on so.
    Without `typed` nobody asked for the resolution: the smallest that holds the usual picture is
    taken where that is less, and what it does to the pictures is said.
    """
    from pokegan.data.dataset import read_header
    from pokegan.data.prepare import PrepareOptions, source_stamp, usual_size
    from pokegan.data.prepare.options import MIN_RESOLUTION
    from pokegan.data.prepare.sources import digest

    if os.path.isfile(data) and data.suffix == ".safetensors":
        header = read_header(data)
        if not typed:
            _tell_padding(header, resolution)
        _refuse_prepared_otherwise(data, header, background, include_generated)
        return data
    background = background or DEFAULT_BACKGROUND
    before = _data_of(run_dir)
    include_generated = include_generated or bool(_facts_of(before).get("include_generated"))
    if not typed:
        side_px, _ = usual_size(data, include_generated=include_generated)
        preset_px = resolution
        if side_px:
            resolution = min(preset_px, max(MIN_RESOLUTION, 1 << (side_px - 1).bit_length()))
        tell_size(side_px, resolution, preset_px)
    options = PrepareOptions(resolution, background, include_generated=include_generated)
    stamp = source_stamp(data, options)
    key = digest(os.fsencode(f"{data.resolve()} {stamp}"))[:8]
    name = f"{called(data)}-{resolution}px-{key}"
    path = cache_dir() / "prepared" / f"{name}.safetensors"
    for known in (path, before):
        if known and _facts_of(known).get("stamp") == stamp:
            say(f"using {known}, prepared before")
            return known
    try:
        report = pack(data, check_output(path, ".safetensors"), options)
    except WriteError as error:
        raise WriteError(
            error.message, f"Set the environment variable {CACHE} to a folder for such files."
        ) from error
    tell_report(report)
    _tell_older(path, data)
    return path


def _refuse_prepared_otherwise(
    data: Path, header: dict[str, Any], background: str | None, include_generated: bool
) -> None:
    """Raise UsageError for a prepared file that is not as is asked for."""
    held = str(header.get("background", background))
    if background is not None and held != background:
        raise UsageError(
            f"{data} was prepared with the background {held}, not {background}.",
            "Prepare it again, or leave --background out.",
        )
    if include_generated and not header.get("include_generated", True):
        raise UsageError(
            f"{data} was prepared without pictures that pokegan made.",
            "Prepare it again, or leave --include-generated out.",
        )


def tell_size(side_px: int, resolution: int, preset_px: int = 0) -> None:
    """What a size that nobody typed does to the usual picture, and what to type for another.

    The preset's size is named where less was chosen.
    """
    from pokegan.data.prepare.options import MAX_RESOLUTION
    from pokegan.data.prepare.sizes import what_becomes

    if not side_px:
        return
    other = ""
    if preset_px > resolution:
        other = f"; --resolution {preset_px} enlarges it"
    elif side_px > resolution and resolution < MAX_RESOLUTION:
        kept = "every pixel" if side_px <= 2 * resolution else "more"
        other = f"; --resolution {2 * resolution} keeps {kept}"
    elif side_px < resolution < 2 * side_px:
        other = f"; --resolution {resolution // 2} shrinks it instead"
    say(f"the usual picture is {side_px} px: {what_becomes(side_px, resolution)}{other}")


def _tell_padding(header: dict[str, Any], resolution: int) -> None:
    """Say so where the pictures of a prepared file are shrunk with the padding around them."""
    side_px, held = int(header.get("usual_px", 0)), int(header["resolution"])
    if resolution < held and side_px < held < 2 * side_px:
        say(
            f"the usual picture is {side_px} px, padded to {held} px: at {resolution} px "
            f"{side_px * resolution // held} px are left of it; --resolution {held} keeps "
            "every pixel"
        )


def _data_of(run_dir: Path | None) -> Path | None:
    """The prepared file that a run was trained on, as far as there is one."""
    from pokegan.checkpoints import layout, runs

    if run_dir is None or not layout.is_run(run_dir):
        return None
    return Path(str(runs.read_run(run_dir)[1].get("path", "")))


def _facts_of(path: Path | None) -> dict[str, Any]:
    """The header of a prepared file; nothing where there is none, or a damaged one."""
    from pokegan.data.dataset import read_header

    with suppress(DataError):
        return read_header(path) if path else {}
    return {}


def _tell_older(path: Path, source: Path) -> None:
    """Name what was prepared of the same source, in the same way, before it or pokegan changed."""
    keys = ("source", "resolution", "background", "fit", "include_generated")

    def about(file: Path) -> list[Any]:
        facts = _facts_of(file)
        return [facts.get(key) for key in keys]

    found = sorted(path.parent.glob(f"*-{path.stem.split('-')[-2]}-*{path.suffix}"))
    older = [file for file in found if file != path and about(file) == about(path)]
    if older:
        size = sum(file.stat().st_size for file in older) / 1e6
        say(
            f"note: what was prepared of {source} before takes {size:.3g} MB. "
            f"Delete what no run needs: {', '.join(map(str, older))}"
        )


def pack(source: Path, out: Path, options: PrepareOptions) -> PrepareReport:
    """Prepare with a bar on the terminal."""
    from pokegan.data.prepare import prepare

    say(f"preparing {source}")
    if not console().is_terminal:
        return prepare(source, out, options)
    with bar("preparing", None) as advance:
        done = 0

        def on_progress(count: int, total: int) -> None:
            nonlocal done
            advance(count - done, total)
            done = count

        return prepare(source, out, options, progress=on_progress)


def tell_report(report: PrepareReport) -> None:
    """What became of the pictures, in a few lines."""
    kind = "with opacity, " if report.channels == 4 else ""
    used = count(report.used, "picture")
    say(f"{used} at {report.resolution} px, {kind}in {report.path}")
    for note, times in Counter(note for _, note in report.notes).most_common(3):
        say(f"{count(times, 'picture')}: {note}; which: {report.report}")
    if report.generated:
        made = f"{count(report.generated, 'picture')} made by pokegan left out"
        say(f"{made}; prepare and train take them in with --include-generated")
    others = len(report.skipped) - report.duplicates - report.generated
    if report.duplicates:
        say(f"{count(report.duplicates, 'exact duplicate')} left out")
    if others:
        say(f"{count(others, 'file')} not used; why: {report.report}")
    say(f"look at {report.sheet}")


def warn_of_few(number: int) -> None:
    """Say what comes of so few pictures that a model will know them by heart."""
    if number < FEW:
        say(
            f"warning: {count(number, 'picture')} will be learned by heart, and drawn again rather "
            "than anything new; some hundreds are advisable, a thousand or more are better"
        )


def open_data(data: Path | None, model: Path, file: ModelFile) -> PackedDataset:
    """The training pictures: those of --data, or those that the model's run was trained on."""
    from pokegan.data.dataset import PackedDataset
    from pokegan.metrics import evaluation

    if data is None:
        path = evaluation.recorded_data(model if model.is_dir() else file.path)
    else:
        background = str(file.data.get("background", "white"))
        run_dir = model if model.is_dir() else file.path.parent
        path = prepared_file(data, file.resolution, background, run_dir)
    training = file.config.training
    pictures = PackedDataset(path, seed=training.seed, holdout=training.holdout)
    if pictures.fingerprint != file.data.get("fingerprint"):
        say(f"note: {file.path.name} was not trained on {path}, but on other pictures")
        return PackedDataset(path)
    return pictures


def called(source: Path) -> str:
    """What a folder or file is called, without a file's ending, as a name for what is made of it.

    A prepared file of the cache is called as the folder that it was made of. Bytes that are no
    UTF-8 become underscores: safetensors opens no file with such a path.
    """
    from pokegan.checkpoints.layout import PREPARED

    source = Path(os.path.abspath(source))
    name = source.name if os.path.isdir(source) else re.sub(PREPARED, "", source.stem)
    return re.sub("[\ud800-\udfff]", "_", name)
