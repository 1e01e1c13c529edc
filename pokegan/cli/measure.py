"""The command that measures: bench."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pokegan.cli.options import Device, Json, Settings, choose_device, console, count, say
from pokegan.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from pokegan.bench import Report
    from pokegan.bench.cases import Result
    from pokegan.config import Config

KINDS = ("train", "sample")  # bench.KINDS; repeated so that help needs no torch (a test compares)
TABLE_WIDTH = 110
LEGEND = """±      interquartile range of the time
ratio  speed against the base of the same rounds
GB     peak memory: of the GPU's allocator, else of the whole process
GFLOP  arithmetic of one image
limit  share of the machine's limit in this precision that is reached
input  share of a step that preparing its input takes"""
WAYS = """base                  the network as it is trained, from styles and noise to images
folded                with its constants computed once
compiled              folded, and compiled
from seeds to pixels  folded, with everything before and after"""


Preset = Annotated[
    str | None,
    typer.Option(help="tiny, small or paper.", show_default="small on a GPU, else tiny"),
]
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
Compiled = Annotated[bool, typer.Option("--compiled", help="Also sample with compiled networks.")]
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
    eager: Annotated[bool, typer.Option("--eager", help="Also train without CUDA graphs.")] = False,
    compiled: Compiled = False,
    only: Annotated[str | None, typer.Option(help="train or sample.", show_default="both")] = None,
    repeats: Annotated[int, typer.Option(min=1, help="Rounds, each through all cases.")] = 5,
    data: Data = None,
    device: Device = "auto",
    settings: Settings = None,
    as_json: Json = False,
) -> None:
    """Measure speed, memory and arithmetic of training and sampling, and the machine's limit.

    All cases take turns, so that their ratios hold on a busy machine too: what a setting is worth
    is seen from the ratio of the run with another value (--against r1_interval=1).

    Example: `pokegan bench --resolution 32 --against r1_interval=1 --only train`
    """
    from pokegan import bench as trials
    from pokegan.bench.variants import variants

    chosen = choose_device(device)
    kinds = _kinds(only)
    if against and "train" not in kinds:
        raise UsageError("--against compares training, which --only leaves out.", "Leave one out.")
    named = {"batch_size": batch, "precision": precision}
    asked = _config(preset, named, settings or [], chosen.type)
    asked = trials.with_precision(asked, chosen)
    plan = trials.Plan(
        config=asked,
        resolutions=trials.wanted_resolutions(asked, resolution or [], data),
        variants=variants(asked, against or [], eager, chosen.type),
        kinds=kinds,
        rounds=repeats,
        compiled=compiled,
    )
    with _status() as log:
        log("drawing creatures")
        with trials.pictures(data, max(plan.resolutions)) as path:
            report = trials.measure(plan, path, chosen, log)
    for notice in report.notices:
        say(f"note: {notice}")
    if as_json:
        _print_lines(report, asked.preset)
    else:
        print_tables(report, asked.preset)


def _kinds(only: str | None) -> tuple[str, ...]:
    if only is None:
        return KINDS
    if only not in KINDS:
        raise UsageError(f"--only cannot be '{only}'.", f"Known: {', '.join(KINDS)}.")
    return (only,)


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
    with console().status("") as status:
        yield status.update


def _print_lines(report: Report, preset: str) -> None:
    """One JSON object a line for each case."""
    for result in report.results:
        row = dataclasses.asdict(report.machine) | {"preset": preset} | result.as_dict()
        typer.echo(json.dumps(rounded(row | {"limits": report.limits})))


def rounded(value: Any) -> Any:
    """Six digits of every number: more than was measured."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return float(f"{value:.6g}") if isinstance(value, float) else value


def print_tables(report: Report, preset: str) -> None:
    """Machine and limits, and a table of each kind of work."""
    from rich.console import Console

    machine, limits = report.machine, report.limits
    typer.echo(
        f"{machine.name} ({machine.device}), {count(machine.threads, 'thread')}, "
        f"torch {machine.torch}, Python {machine.python}, pokegan {machine.pokegan}, "
        f"preset {preset}"
    )
    reached = ", ".join(f"{name} {gflops:,.0f}" for name, gflops in limits.items())
    typer.echo(f"limit in GFLOP/s (3x3 convolution, forward and backward): {reached}")
    for kind, words in (("train", "training"), ("sample", "sampling")):
        results = [result for result in report.results if result.kind == kind]
        if results:
            Console(width=TABLE_WIDTH).print(_table(words, results))
    typer.echo(LEGEND)
    if any(result.kind == "sample" for result in report.results):
        typer.echo(WAYS)
    for result in report.results:
        if result.compile_sec is not None:
            typer.echo(
                f"compiled in {result.compile_sec:.0f} s: {result.kind} {result.resolution} px, "
                f"batch {result.batch}, {result.variant}"
            )


def _table(title: str, results: Sequence[Result]) -> Table:
    """Results a row each."""
    from rich.table import Table

    words = ("precision", "variant")
    numbers = ("images/s", "±", "s/kimg", "ratio", "GB", "GFLOP", "limit", "input")
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in ("px", "batch", *words, *numbers):
        table.add_column(column, justify="left" if column in words else "right", no_wrap=True)
    for result in results:
        overhead = result.parts.overhead
        table.add_row(
            str(result.resolution),
            str(result.batch),
            result.precision,
            result.variant,
            f"{result.images_per_sec:.4g}",
            f"{result.spread:.0%}",
            f"{result.sec_per_kimg:.4g}",
            f"{result.ratio:.2f}",
            f"{result.memory_gb:.2f}",
            f"{result.gflop_per_image:.3g}",
            f"{result.share:.0%}",
            "" if overhead is None else f"{overhead:.1%}",
        )
    return table
