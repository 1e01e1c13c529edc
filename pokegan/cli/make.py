"""Commands that make: prepare, train, augment-preview."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pokegan.cli.options import (
    OUTPUTS,
    RUNS,
    Device,
    Preset,
    Settings,
    choose_device,
    find_model,
    say,
)
from pokegan.cli.pictures import (
    DEFAULT_BACKGROUND,
    called,
    pack,
    prepared_file,
    tell_report,
    tell_size,
    warn_of_few,
)
from pokegan.cli.running import grow
from pokegan.errors import DataError, ResumeError, UsageError, similar
from pokegan.runtime.files import check_output

if TYPE_CHECKING:
    import torch

    from pokegan.config import Config

AUTO = "auto"
JUDGED_BY = {"projected": "features", "pixels": "pixels"}
Background = Annotated[
    str | None,
    typer.Option(
        help="Colour behind transparent pictures; transparent keeps opacity.",
        show_default=DEFAULT_BACKGROUND,
    ),
]
Fit = Annotated[str, typer.Option(help="pad to a square, or crop to one.")]
IncludeGenerated = Annotated[
    bool,
    typer.Option("--include-generated", help="Also take in pictures that pokegan made."),
]
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
    include_generated: IncludeGenerated = False,
) -> None:
    """Pack a folder of pictures into one file, with a contact sheet and a report.

    Any picture Pillow can open will do, transparent ones too; each file that cannot be used
    is named in the report with its reason.

    Example: `pokegan prepare ./images --resolution 64`
    """
    from pokegan.data.prepare import PrepareOptions, usual_size

    path = check_output(out or Path(f"{called(source)}.safetensors"), ".safetensors")
    if resolution is None:
        side_px, resolution = usual_size(source, fit, include_generated)
        tell_size(side_px, resolution)
    background = background or DEFAULT_BACKGROUND
    report = pack(source, path, PrepareOptions(resolution, background, fit, include_generated))
    tell_report(report)
    warn_of_few(report.used)
    typer.echo(report.path)


Out = Annotated[
    Path | None,
    typer.Option(help="Run folder; an unfinished run goes on.", show_default="runs/DATA"),
]
Family = Annotated[
    str | None,
    typer.Option(help="stylegan, progan, dcgan or began.", show_default="stylegan"),
]
TrainResolution = Annotated[
    int | None,
    typer.Option(help="Final size in pixels.", show_default="the preset's, as data allow"),
]
Kimg = Annotated[
    float | None,
    typer.Option(help="Thousands of real images to show.", show_default="the preset's"),
]
Batch = Annotated[
    str | None,
    typer.Option(
        help="Images a step, at every size; auto: as many as are faster and fit.",
        show_default="the preset's",
    ),
]
Loss = Annotated[
    str | None,
    typer.Option(
        help="logistic, wgan-gp, hinge, ls, ragan or rpgan; began's is began.",
        show_default="the preset's",
    ),
]
Discriminator = Annotated[
    str | None,
    typer.Option(
        help="What it judges by: projected (a trained classifier's features), pixels or both.",
        show_default="the preset's",
    ),
]
Augment = Annotated[
    str | None,
    typer.Option(
        help="What the discriminator sees: none, fixed or adaptive changes.",
        show_default="the preset's",
    ),
]
Mirror = Annotated[
    bool | None,
    typer.Option("--mirror/--no-mirror", help="Also show mirrored pictures."),
]
InitFrom = Annotated[
    Path | None,
    typer.Option(
        help="Begin with the weights of a model, state or run.", show_default="random weights"
    ),
]
TrainConfig = Annotated[
    Path | None, typer.Option(help="JSON file of settings.", show_default=False)
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show phases, memory and time; train nothing.")
]


def train(
    data: Annotated[Path, typer.Argument(help="Folder or zip of pictures, or a prepared file.")],
    out: Out = None,
    family: Family = None,
    preset: Preset = None,
    resolution: TrainResolution = None,
    kimg: Kimg = None,
    batch: Batch = None,
    seed: Annotated[int | None, typer.Option(help="Decides every draw.", show_default="0")] = None,
    loss: Loss = None,
    discriminator: Discriminator = None,
    augment: Augment = None,
    device: Device = "auto",
    mirror: Mirror = None,
    init_from: InitFrom = None,
    config: TrainConfig = None,
    settings: Settings = None,
    background: Background = None,
    include_generated: IncludeGenerated = False,
    dry_run: DryRun = False,
) -> None:
    """Train a GAN on pictures; a StyleGAN, which grows from a few pixels upward.

    Smaller and older families learn the same way: progan grows too, dcgan and began have one size.
    The same command continues a run that was stopped, at any moment, as if it had not been.

    Example: `pokegan train ./images --kimg 200 --set lr=0.001`
    """
    from pokegan.checkpoints import layout, warm_start
    from pokegan.config import parse_set
    from pokegan.data.dataset import read_header
    from pokegan.training.plan import Asked, plan_run

    chosen = choose_device(device)
    run_dir = out or RUNS / called(data)
    _refuse_mixed_up(data, run_dir)
    if out is None:
        _refuse_run_of_others(data, run_dir)
    check_output(out or RUNS)
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
    if init_from is not None and layout.numbered(run_dir, "state"):
        say(f"going on with {run_dir}; --init-from counts only where a run begins")
    elif init_from is not None:
        start = warm_start.load_warm_start(find_model(init_from))
    asked = Asked(given, preset, background, [*named, *parse_set(settings or [])])

    def prepared(resolution: int, background: str | None, typed: bool) -> Path:
        return prepared_file(data, resolution, background, run_dir, typed, include_generated)

    planned, data_path = plan_run(asked, run_dir, chosen, prepared, start)
    warn_of_few(len(read_header(data_path)["names"]))
    if batch == AUTO and not layout.is_run(run_dir):
        planned = _fill(planned, data_path, chosen)
    if dry_run:
        _dry_run(planned, data_path, chosen)
        return
    grow(planned, data_path, run_dir, chosen, start)


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
    from pokegan.data.dataset import PackedDataset
    from pokegan.training.preview import save_augmented

    check_output(out, ".png")
    asked = {"seed": seed, "augment": "fixed", "augment_p": p, **parse_set(settings or [])}
    config = override(preset_config("small"), asked)
    held = PackedDataset(prepared_file(data, resolution or 64, background))
    save_augmented(out, held, config.training, min(n, held.count), resolution or held.resolution)
    typer.echo(out)


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


def _fill(config: Config, data_path: Path, device: torch.device) -> Config:
    """The configuration with the fastest batches; says what they are."""
    from pokegan.config import at_resolution
    from pokegan.training.plan import with_fastest_batches

    say("looking for the fastest batches that fit ...")
    filled = with_fastest_batches(config, data_path, device)
    batch_size, lr = filled.training.batch_size, filled.training.lr
    for resolution in sorted(batch_size):
        size, rate = batch_size[resolution], at_resolution(lr, resolution)
        say(f"{resolution:4} px and up: {size:g} images a step, learning rate {rate:.3g}")
    return filled


def _refuse_mixed_up(data: Path, run_dir: Path) -> None:
    """Raise UsageError when pictures and run would lie in one another, or `data` is no place."""
    from pokegan.checkpoints import layout

    try:
        missing = not data.exists()
    except OSError:  # a name longer than the system allows
        missing = True
    if missing:
        raise DataError(
            f"no such file or folder: {data}.",
            f"{similar(data)}Name a folder of pictures, a zip, or a prepared file.",
        )
    if layout.is_run(data) and (data / layout.STATS).exists():
        raise UsageError(
            f"{data} is a run folder, not pictures.",
            "To go on with a run, name its pictures again, and the run with --out.",
        )
    if data.is_dir() and run_dir.resolve().is_relative_to(data.resolve()):
        raise UsageError(
            f"the run folder {run_dir.resolve()} lies in {data.resolve()}, among the pictures.",
            f"Name one outside: --out {data.resolve().parent / RUNS / called(data)}",
        )


def _refuse_run_of_others(data: Path, run_dir: Path) -> None:
    """Raise ResumeError where the usual folder for `data` is the run of others of that name.

    Only of others that are still there: a folder that was moved goes on with its run.
    """
    from pokegan.checkpoints import layout
    from pokegan.checkpoints.runs import read_run
    from pokegan.data.dataset import read_header

    about = read_run(run_dir)[1] if layout.is_run(run_dir) else {}
    if "source" not in about:
        return
    source, path = Path(about["source"]), Path(about["path"])
    others = source if re.search(layout.PREPARED, path.stem) else path
    given = [data]
    if data.is_file() and data.suffix == ".safetensors":
        given += [Path(read_header(data).get("source", data))]  # prepared of the same pictures
    known = {place.resolve() for place in (source, path) if place.exists()}
    if others.exists() and known.isdisjoint(place.resolve() for place in given):
        raise ResumeError(
            f"{run_dir} is the run of {others}, not of {data.resolve()}.",
            f"Begin one of its own, such as {RUNS}/{data.resolve().parent.name}-{called(data)}.",
            ["out"],
        )


def _dry_run(config: Config, data_path: Path, device: torch.device) -> None:
    """Print the phases with their time and memory."""
    from rich.table import Table

    from pokegan.checkpoints.runs import settle
    from pokegan.cli.dial import duration
    from pokegan.config.schedule import part_at
    from pokegan.data.dataset import PackedDataset
    from pokegan.training.footprint import check_footprint
    from pokegan.training.forecast import forecast

    training = config.training
    data = PackedDataset(data_path, device, training.seed, holdout=training.holdout)
    config = settle(config, data, device)
    held_out = f", {len(data.held_out)} of them held out" if len(data.held_out) else ""
    say(f"{data.count} pictures{held_out}, {config.training.precision} on {device}")
    check_footprint(config, data, device)
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
