"""Commands that make: prepare, train, augment-preview."""

from __future__ import annotations

import os.path
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pokegan.cli.options import (
    OUTPUTS,
    RUNS,
    Device,
    Settings,
    bar,
    choose_device,
    console,
    count,
    find_model,
    say,
)
from pokegan.errors import DataError, UsageError

if TYPE_CHECKING:
    import torch

    from pokegan.checkpoint import Start
    from pokegan.config import Config
    from pokegan.prepare import PrepareOptions, PrepareReport

DEFAULT_BACKGROUND = "white"
AUTO = "auto"
JUDGED_BY = {"projected": "features", "pixels": "pixels"}
JOINING = ("pixels_from_kimg", "pixels_warm_kimg", "pixels_rise_kimg")
Background = Annotated[
    str | None,
    typer.Option(
        help="Colour behind transparent pictures; transparent keeps opacity.",
        show_default=DEFAULT_BACKGROUND,
    ),
]
Fit = Annotated[str, typer.Option(help="pad to a square, or crop to one.")]
Resolution = Annotated[
    int | None,
    typer.Option(help="Size in pixels: 4, 8, 16, ... 1024.", show_default="from the pictures"),
]


def prepare(
    source: Annotated[Path, typer.Argument(help="Folder (nested) or zip of pictures.")],
    out: Annotated[
        Path | None,
        typer.Option(help="File to write.", show_default="SOURCE.safetensors, here"),
    ] = None,
    resolution: Resolution = None,
    background: Background = None,
    fit: Fit = "pad",
) -> None:
    """Pack a folder of pictures into one file, with a contact sheet and a report.

    Any picture Pillow can open will do, transparent ones too; each file that cannot be used
    is named in the report with its reason.

    Example: `pokegan prepare ./images --resolution 64`
    """
    from pokegan.prepare import PrepareOptions

    path = out or Path(f"{called(source)}.safetensors")
    report = pack(source, path, PrepareOptions(resolution, background or DEFAULT_BACKGROUND, fit))
    _tell(report)
    typer.echo(report.path)


def train(
    data: Annotated[Path, typer.Argument(help="Folder or zip of pictures, or a prepared file.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Run folder; an unfinished run goes on.", show_default="runs/DATA"),
    ] = None,
    family: Annotated[
        str | None,
        typer.Option(help="stylegan, progan, dcgan or began.", show_default="stylegan"),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(help="tiny, small or paper.", show_default="small on a GPU, else tiny"),
    ] = None,
    resolution: Annotated[
        int | None,
        typer.Option(help="Final size in pixels.", show_default="the preset's, as data allow"),
    ] = None,
    kimg: Annotated[
        float | None,
        typer.Option(help="Thousands of real images to show.", show_default="the preset's"),
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            help="Images a step, at every size; auto: as many as are faster and fit.",
            show_default="the preset's",
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Decides every draw.", show_default="0")] = None,
    loss: Annotated[
        str | None,
        typer.Option(
            help="logistic, wgan-gp, hinge, ls, ragan or rpgan; began's is began.",
            show_default="the preset's",
        ),
    ] = None,
    discriminator: Annotated[
        str | None,
        typer.Option(
            help="What it judges by: projected (a trained classifier's features), pixels or both.",
            show_default="the preset's",
        ),
    ] = None,
    augment: Annotated[
        str | None,
        typer.Option(
            help="What the discriminator sees: none, fixed or adaptive changes.",
            show_default="the preset's",
        ),
    ] = None,
    device: Device = "auto",
    mirror: Annotated[
        bool | None,
        typer.Option("--mirror/--no-mirror", help="Also show mirrored pictures."),
    ] = None,
    init_from: Annotated[
        Path | None,
        typer.Option(
            help="Begin with the weights of a model, state or run.", show_default="random weights"
        ),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="JSON file of settings.", show_default=False)
    ] = None,
    settings: Settings = None,
    background: Background = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show phases, memory and time; train nothing.")
    ] = False,
) -> None:
    """Train a GAN on pictures; a StyleGAN, which grows from a few pixels upward.

    Smaller and older families learn the same way: progan grows too, dcgan and began have one size.
    The same command continues a run that was stopped, at any moment, as if it had not been.

    Example: `pokegan train ./images --kimg 200 --set lr=0.001`
    """
    from pokegan import checkpoint
    from pokegan.config import check_family_has, parse_set
    from pokegan.config import preset as preset_config

    chosen = choose_device(device)
    run_dir = out or RUNS / called(data)
    _refuse_mixed_up(data, run_dir)
    named = {
        "family": family,
        "resolution": resolution,
        "kimg": kimg,
        "batch_size": None if batch == AUTO else batch,
        "seed": seed,
        "loss": loss,
        "discriminator": discriminator,
        "augment": augment,
        "mirror": mirror,
    }
    named = {key: value for key, value in named.items() if value is not None}
    given = _overrides(config, named, settings or [])
    preset = preset or given.pop("preset", None)
    start = None
    if init_from is not None and not checkpoint.numbered(run_dir, "state"):
        start = checkpoint.load_start(find_model(init_from))
        given = _like(start, preset, given)
        preset = preset or start.config.preset
    family = _family(given, run_dir)
    usual = preset_config(preset or ("tiny" if chosen.type == "cpu" else "small"), family)
    check_family_has(family, [*named, *parse_set(settings or [])])
    lent = preset is None  # by a run that exists
    asked, data_path = _plan(data, run_dir, usual, given, background, lent)
    if batch == AUTO and not (run_dir / "config.json").exists():
        asked = _fill(asked, data_path, chosen)
    if dry_run:
        _dry_run(asked, data_path, chosen)
        return
    grow(asked, data_path, run_dir, chosen, start)


def augment_preview(
    data: Annotated[Path, typer.Argument(help="Prepared file, folder or zip of pictures.")],
    p: Annotated[float, typer.Option(min=0, max=1, help="How probable each change is.")] = 0.5,
    n: Annotated[int, typer.Option("--n", min=1, help="How many pictures.")] = 8,
    seed: Annotated[int, typer.Option(help="Decides every draw.")] = 0,
    resolution: Annotated[
        int | None, typer.Option(help="Size in pixels.", show_default="the file's, or 64")
    ] = None,
    background: Background = None,
    settings: Settings = None,
    out: Annotated[Path, typer.Option(help="PNG to write.")] = OUTPUTS / "augment.png",
) -> None:
    """Draw what the discriminator sees of pictures that are augmented.

    Each row is a picture as it is, then as several steps would change it.

    Example: `pokegan augment-preview ./images --p 0.5`
    """
    from pokegan.config import override, parse_set
    from pokegan.config import preset as preset_config
    from pokegan.dataset import PackedDataset
    from pokegan.preview import save_augmented

    asked = {"seed": seed, "augment": "fixed", "augment_p": p, **parse_set(settings or [])}
    config = override(preset_config("small"), asked)
    held = PackedDataset(prepared_file(data, RUNS, resolution or 64, background))
    save_augmented(out, held, config.training, min(n, held.count), resolution or held.resolution)
    typer.echo(out)


def pack(source: Path, out: Path, options: PrepareOptions) -> PrepareReport:
    """Prepare with a bar on the terminal."""
    from pokegan.prepare import prepare

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


def _tell(report: PrepareReport) -> None:
    """What became of the pictures, in a few lines."""
    kind = "with opacity, " if report.channels == 4 else ""
    used = count(report.used, "picture")
    say(f"{used} at {report.resolution} px, {kind}in {report.path}")
    others = len(report.skipped) - report.duplicates
    if report.duplicates:
        say(f"{count(report.duplicates, 'exact duplicate')} left out")
    if others:
        say(f"{count(others, 'file')} not used; why: {report.report}")
    say(f"look at {report.sheet}")


def _overrides(config: Path | None, named: dict[str, Any], settings: list[str]) -> dict[str, Any]:
    """Settings in rising precedence: file, named options, --set."""
    from pokegan.config import parse_set, read_config_file

    typed = parse_set(settings)
    if {"channels", "model.channels"} & typed.keys():
        raise UsageError("channels follow from the data.", "For 4, say --background transparent.")
    layers = [read_config_file(config) if config else {}, named, typed]
    merged: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            merged.pop(key, None)  # keys are applied in order: a later layer must come last
            merged[key] = value
    return merged


def _plan(
    data: Path,
    run_dir: Path,
    usual: Config,
    given: dict[str, Any],
    background: str | None,
    lent: bool,
) -> tuple[Config, Path]:
    """The configuration asked for, and the prepared file it will train on.

    It is `usual` with what was given. Where it may be `lent`, a run of that family that exists
    lends its settings for what was not given again.
    """
    from pokegan.config import override
    from pokegan.dataset import read_header
    from pokegan.runs import read_run

    if lent and (run_dir / "config.json").exists():
        saved, about = read_run(run_dir)
        same = saved.model.family == usual.model.family
        asked = override(saved if same else usual, given)
        background = background or str(about.get("background", DEFAULT_BACKGROUND))
        return asked, prepared_file(data, run_dir.parent, asked.model.resolution, background)
    asked = override(usual, given)
    path = prepared_file(data, run_dir.parent, asked.model.resolution, background)
    held = int(read_header(path)["resolution"])
    if held < asked.model.resolution and not _names_resolution(given):
        asked = override(asked, {"resolution": held})
    return asked, path


def _family(given: dict[str, Any], run_dir: Path) -> str:
    """The family asked for; where none is named that of a run that exists, else stylegan."""
    from pokegan.runs import read_run

    named = given.get("family", given.get("model.family"))
    if named is None and (run_dir / "config.json").exists():
        return read_run(run_dir)[0].model.family
    return str(named or "stylegan")


def called(source: Path) -> str:
    """What a folder or file is called, without a file's ending."""
    source = source.resolve()
    return source.name if os.path.isdir(source) else source.stem


def _fill(config: Config, data_path: Path, device: torch.device) -> Config:
    """The configuration with batches as large as pay on this device; says what they are."""
    from pokegan.config import at_resolution
    from pokegan.dataset import PackedDataset
    from pokegan.forecast import fill_memory
    from pokegan.runs import settle

    say("looking for the fastest batches that fit ...")
    data = PackedDataset(data_path, device, config.training.seed)
    filled = fill_memory(settle(config, data, device), data, device).training
    for resolution in sorted(filled.batch_size):
        size, rate = filled.batch_size[resolution], at_resolution(filled.lr, resolution)
        say(f"{resolution:4} px and up: {size:g} images a step, learning rate {rate:.3g}")
    return replace(
        config, training=replace(config.training, batch_size=filled.batch_size, lr=filled.lr)
    )


def _like(start: Start, preset: str | None, given: dict[str, Any]) -> dict[str, Any]:
    """The settings of a run that goes on from another's weights, from its resolution upward.

    Those of its networks, and the rest of them too where no preset is given instead; what is
    given wins. Where pixels have taken part they do so from the first step, with the features'
    penalty at its least.
    """
    from pokegan.config import to_dict

    plain = to_dict(start.config)
    family = plain["model"]["family"]
    other = given.get("family", given.get("model.family", family)) != family  # to be refused
    sections = ("model",) if preset or other else ("model", "training")
    taken = {f"{part}.{key}": value for part in sections for key, value in plain[part].items()}
    taken["training.start_resolution"] = start.resolution
    taken["training.precision"] = "auto"
    if start.knows_pixels:
        taken |= {f"training.{name}": 0.0 for name in JOINING}
        training = start.config.training
        least = min(training.projected_gamma, training.projected_gamma_least)
        taken |= {"training.projected_gamma": least, "training.projected_gamma_halving_kimg": 0.0}
    named = {key.rpartition(".")[2] for key in given}
    own = {"channels", "seed", "extra_kimg", "init_from"}
    kept = {key: value for key, value in taken.items() if key.rpartition(".")[2] not in named | own}
    return {**kept, **given, "training.init_from": start.hash}


def _refuse_mixed_up(data: Path, run_dir: Path) -> None:
    """Raise UsageError when pictures and run would lie in one another, or `data` is no place."""
    try:
        missing = not data.exists()
    except OSError:  # a name longer than the system allows
        missing = True
    if missing:
        raise DataError(
            f"there is no {data}.", "Name a folder of pictures, a zip, or a prepared file."
        )
    if (data / "config.json").exists() and (data / "stats.jsonl").exists():
        raise UsageError(
            f"{data} is a run folder, not pictures.",
            "To go on with a run, name its pictures again, and the run with --out.",
        )
    if run_dir.exists() and not run_dir.is_dir():
        raise UsageError(f"--out {run_dir} is a file.", "Name a folder.")
    if data.is_dir() and run_dir.resolve().is_relative_to(data.resolve()):
        raise UsageError(
            f"--out {run_dir} lies among the pictures in {data}.", "Name a folder outside."
        )


def _names_resolution(given: dict[str, Any]) -> bool:
    return any(key.split(".")[-1] == "resolution" for key in given)


def prepared_file(data: Path, root: Path, resolution: int, background: str | None) -> Path:
    """The prepared file for `data`: itself, or one made from a folder and kept until it changes."""
    from pokegan.dataset import read_header
    from pokegan.prepare import PrepareOptions, source_stamp

    if os.path.isfile(data) and data.suffix == ".safetensors":
        held = str(read_header(data).get("background", background))
        if background is not None and held != background:
            raise UsageError(
                f"{data} was prepared with the background {held}, not {background}.",
                "Prepare it again, or leave --background out.",
            )
        return data
    background = background or DEFAULT_BACKGROUND
    options = PrepareOptions(resolution=resolution, background=background)
    stamp = source_stamp(data, options)
    path = root / "prepared" / f"{called(data)}-{resolution}px-{stamp[:8]}.safetensors"
    if path.exists():
        say(f"using {path}, prepared before")
    else:
        _tell(pack(data, path, options))
    return path


def _dry_run(config: Config, data_path: Path, device: torch.device) -> None:
    """Print the phases with their time and memory."""
    from rich.table import Table

    from pokegan.cli.dial import duration
    from pokegan.dataset import PackedDataset
    from pokegan.forecast import forecast
    from pokegan.runs import settle
    from pokegan.schedule import part_at

    training = config.training
    data = PackedDataset(data_path, device, training.seed, holdout=training.holdout)
    config = settle(config, data, device)
    held_out = f", {len(data.held_out)} of them held out" if len(data.held_out) else ""
    say(f"{data.count} pictures{held_out}, {config.training.precision} on {device}")
    say("timing each phase ...")
    columns = ("phase", "px", "kimg", "by", "batch", "lr", "gamma", "images/s", "time", "memory")
    table = Table(*columns, box=None, pad_edge=False)
    total_sec = 0.0
    for cost in forecast(config, data, device):
        phase = cost.phase
        total_sec += cost.seconds
        parts = [part_at(judge, phase.start_nimg, phase, config) for judge in phase.judges]
        table.add_row(
            "fade in" if phase.fading else "stable",
            str(phase.resolution),
            f"{(phase.end_nimg - phase.start_nimg) / 1000:g}",
            " + ".join(JUDGED_BY[judge] for judge in phase.judges),
            str(phase.batch_size),
            f"{phase.lr:g}",
            " + ".join(f"{part.gamma:g}" for part in parts) if training.has_r1 else "-",
            f"{cost.images_per_sec:.1f}",
            duration(cost.seconds),
            f"{cost.memory_gb:.2f} GB",
        )
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else 100).print(table)
    end = cost.phase.end_nimg
    epochs = end / len(data.training)
    typer.echo(f"{end / 1000:g} kimg, {epochs:.0f} epochs, {duration(total_sec)} in all")


def grow(
    config: Config,
    data_path: Path,
    run_dir: Path,
    device: torch.device,
    start: Start | None = None,
) -> None:
    """Train with a dial on the terminal or plain lines elsewhere; a signal saves and stops."""
    from pokegan import checkpoint
    from pokegan.cli.dial import Dial
    from pokegan.training import Run, Tick

    say(f"training in {run_dir} on {device}")
    run = Run(config, data_path, run_dir, device, start)
    for notice in run.notices:
        say(f"warning: {notice}")
    if run.nimg >= run.total_nimg:
        extra = run.config.training.extra_kimg + 100
        say(f"this run is complete: {run.nimg / 1000:g} kimg shown.")
        say(f"to train longer, add --set extra_kimg={extra:g}")
    elif run.nimg:
        say(f"going on after {run.nimg / 1000:g} of {run.total_nimg / 1000:g} kimg")
    with _stop_signals() as stopped, Dial(run, console()) as dial:
        steps = run.steps()
        for pulse in steps:
            dial.show(pulse)
            if isinstance(pulse, Tick) and pulse.warning:
                say(f"warning: {pulse.warning}")
            if stopped():
                steps.close()
                break
    if stopped() and run.nimg < run.total_nimg:
        say(f"stopped and saved at {run.nimg / 1000:g} kimg; the same command goes on.")
        raise typer.Exit(128 + stopped())
    typer.echo(checkpoint.newest_model(run_dir))


@contextmanager
def _stop_signals() -> Iterator[Callable[[], int]]:
    """Note SIGINT and SIGTERM instead of breaking off; gives a function that tells which."""
    caught: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if caught:
            before[number](number, frame)  # asked twice: break off at once, without saving
        caught.append(number)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: 0
        return
    before: dict[int, Any] = {
        number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield lambda: caught[0] if caught else 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
