"""The command that measures: bench."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pokegan.cli import options
from pokegan.cli.options import Device, Json, Preset, Settings, console, say
from pokegan.errors import UsageError

if TYPE_CHECKING:
    from pokegan.bench import Result
    from pokegan.config import Config

KINDS = {"train": "training", "sample": "sampling"}
TABLE_WIDTH = 110
LEGEND = """±      interquartile range of the time
ratio  speed against the base of the same rounds
GB     peak memory: of the GPU's allocator, else of the whole process
GFLOP  arithmetic of one image
limit  share of the machine's limit in this precision that is reached"""
WAYS = """base                  the network as it is trained, from styles and noise to images
folded                with its constants computed once
from seeds to pixels  folded, with everything before and after"""


Resolution = Annotated[
    list[int] | None,
    typer.Option(help="Size in pixels; give it again for more.", show_default="the preset's"),
]
Batch = Annotated[
    int | None,
    typer.Option(min=1, help="Images a step, at every size.", show_default="the preset's"),
]
Precision = Annotated[
    str | None,
    typer.Option(help="auto, bf16, fp16 or fp32.", show_default="what the device is fast at"),
]
Against = Annotated[
    list[str] | None,
    typer.Option(
        help="Also train with a setting changed, key=value; give it again for more.",
        show_default=False,
    ),
]
Only = Annotated[str | None, typer.Option(help="train or sample.", show_default="both")]
Repeats = Annotated[int, typer.Option(min=1, help="Rounds, each through all that is compared.")]
Data = Annotated[
    Path | None,
    typer.Option(help="A prepared file to train on.", show_default="drawn creatures"),
]


def bench(
    preset: Preset = None,
    resolution: Resolution = None,
    batch: Batch = None,
    precision: Precision = None,
    against: Against = None,
    only: Only = None,
    repeats: Repeats = 5,
    data: Data = None,
    device: Device = "auto",
    settings: Settings = None,
    as_json: Json = False,
) -> None:
    """Measure speed, memory and arithmetic of training and sampling, and the machine's limit.

    What is compared takes turns, so that ratios hold on a busy machine too: what a setting is
    worth is seen from the ratio of the run with another value (--against r1_interval=1).

    Example: `pokegan bench --resolution 32 --against r1_interval=1 --only train`
    """
    from pokegan import bench as trials

    chosen = options.choose_device(device)
    if only not in (None, *KINDS):
        raise UsageError(f"--only cannot be '{only}'.", f"Known: {', '.join(KINDS)}.")
    if against and only == "sample":
        raise UsageError("--against compares training, which --only leaves out.", "Leave one out.")
    named = {"batch_size": batch, "precision": precision}
    config = _config(preset, named, settings or [], chosen.type)
    kinds = (only,) if only else tuple(KINDS)
    plan = trials.Plan(config, resolution or (), against or (), kinds, repeats, data)
    with _status() as log:
        results = trials.measure(plan, chosen, log, lambda text: say(f"note: {text}"))
    about = trials.machine(chosen) | {"preset": config.preset}
    if not as_json:
        print_tables(about, results)
        return
    for result in results:
        typer.echo(json.dumps(about | options.rounded(dataclasses.asdict(result))))


def _config(
    preset: str | None, named: dict[str, Any], settings: list[str], device_type: str
) -> Config:
    """A run as train would begin it."""
    from pokegan.config import override, parse_set
    from pokegan.config import preset as preset_config

    name = preset or ("tiny" if device_type == "cpu" else "small")
    given = {key: value for key, value in named.items() if value is not None}
    given |= parse_set(settings)
    family = given.pop("family", given.pop("model.family", "stylegan"))
    return override(preset_config(name, family), given)


@contextmanager
def _status() -> Iterator[Callable[[str], None]]:
    """What is being done: on a terminal one line that comes and goes, elsewhere a line each."""
    if not console().is_terminal:
        yield say
        return
    with console().status("", spinner="line") as status:
        yield status.update


def print_tables(about: dict[str, Any], results: Sequence[Result]) -> None:
    """Machine and limits, and a table of each kind of work."""
    typer.echo(
        f"{about['name']} ({about['device']}), {options.count(about['threads'], 'thread')}, "
        f"torch {about['torch']}, Python {about['python']}, pokegan {about['pokegan']}, "
        f"preset {about['preset']}"
    )
    ascending = sorted((result.precision, result.limit_gflops) for result in results)
    limits = ", ".join(f"{name} {gflops:,.0f}" for name, gflops in dict(ascending).items())
    typer.echo(f"limit in GFLOP/s (3x3 convolution, forward and backward): {limits}")
    for kind, title in KINDS.items():
        _print_table(title, [result for result in results if result.kind == kind])
    typer.echo(LEGEND)
    if any(result.kind == "sample" for result in results):
        typer.echo(WAYS)


def _print_table(title: str, results: Sequence[Result]) -> None:
    """Results a row each, if there are any."""
    from rich.console import Console
    from rich.table import Table

    words = ("precision", "variant")
    numbers = ("images/s", "±", "s/kimg", "ratio", "GB", "GFLOP", "limit")
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in ("px", "batch", *words, *numbers):
        table.add_column(column, justify="left" if column in words else "right", no_wrap=True)
    for result in results:
        table.add_row(
            *(str(result.resolution), str(result.batch), result.precision, result.variant),
            *(f"{result.images_per_sec:.4g}", f"{result.spread:.0%}"),
            *(f"{result.sec_per_kimg:.4g}", f"{result.ratio:.2f}", f"{result.memory_gb:.2f}"),
            *(f"{result.gflop_per_image:.3g}", f"{result.share:.0%}"),
        )
    if results:
        Console(width=TABLE_WIDTH).print(table)
