"""Commands that shape a creature: directions, edit."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pokegan.cli import terminal
from pokegan.cli.options import (
    CREATURES,
    OUTPUTS,
    RUNS,
    Cutout,
    Device,
    Json,
    Model,
    Overwrite,
    Precision,
    Psi,
    Scale,
    Show,
    check_folder,
    claimed,
    count,
    open_model,
    progress,
    rounded,
    say,
    slug,
)
from pokegan.errors import UsageError, meant
from pokegan.runtime.files import check_output
from pokegan.sampling.seed_ranges import AS_TYPED

if TYPE_CHECKING:
    from pokegan.explore.directions import Direction, Directions

ANY_OPTION = {"ignore_unknown_options": True}  # edit's are names of directions
TABLE_WIDTH = 110
LONGEST_NAME = 60  # characters
DEFAULT_EACH = 5  # directions.kinds.EACH; repeated so that help needs no torch (a test compares)
LEGEND = """acts on   all layers, or coarse (4-8 px), middle (16-32) or fine ones (64 and up)
moves     the property it is for, else the one it moves most
a unit    how far it moves that, in standard deviations among creatures, by one unit
+2, -2    share of 200 creatures, seen by no fit, whose property then moves to the right side
besides   what it moves most of the rest, and how far by one unit"""


Shown = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CREATURES]...",
        help=f"Whom to show them on: {CREATURES}.",
        show_default="0-3",
    ),
]
Kind = Annotated[
    str,
    typer.Option(
        help="measured (of properties), pca (in which w varies most), closed (that change "
        "the styles most) or all."
    ),
]
Each = Annotated[
    int,
    typer.Option(
        "--n", min=1, max=DEFAULT_EACH, help="How many of pca, and of closed for each group."
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NUMBER=NAME", help="Call a direction so from now on.", show_default=False
    ),
]
Sheets = Annotated[
    Path | None,
    typer.Option(help="Folder for the sheets.", show_default="outputs/directions/MODEL-SETTINGS"),
]


def directions(
    points: Shown = None,
    kind: Kind = "all",
    n: Each = DEFAULT_EACH,
    name: Names = None,
    psi: Psi = None,
    out: Sheets = None,
    overwrite: Overwrite = False,
    model: Model = None,
    device: Device = "auto",
    as_json: Json = False,
) -> None:
    """Find directions along which creatures change: larger, cooler, rounder, and others to name.

    Prints what each does, and draws each from -3 to +3 units on some creatures. They are found
    once for a model and kept beside it, with the names you give them. Use them with edit.

    Example: `pokegan directions --kind measured`
    """
    from pokegan.explore import directions as library

    names = [_naming(text) for text in name or ()]
    which = library.Which(kind, n)
    points = points or ["0-3"]
    check_folder(out)
    sampler = open_model(model, device, creatures=points)
    library.check_names(sampler, RUNS, renamings=names)
    folder, old = claimed(out, sampler, library.strips(sampler, points, psi), overwrite)
    sampler.named(points, psi)  # refuses what cannot be shown, before directions are found
    if names:
        check_output(library.path_of(sampler, RUNS), ".safetensors", parameters=["model"])
    known = library.find(sampler, RUNS, progress, say)
    for number, called in names:
        known = known.renamed(number, called)
    if names:
        library.save(library.path_of(sampler, RUNS), sampler, known)
    chosen = known.chosen(which)
    if as_json:
        typer.echo(json.dumps(_facts(chosen, known)))
    else:
        _print_table(chosen, known)
    library.save_strips(folder, sampler, points, known, which, psi, old)
    say(f"{count(len(chosen), 'sheet')} in {folder}")


def edit(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="CREATURE --DIRECTION UNITS...",
            help=f"Whom to edit: {CREATURES}; and how far along which directions: "
            "7 --size 2 --hue -1.",
        ),
    ],
    psi: Psi = None,
    out: Annotated[
        Path | None,
        typer.Option(help="PNG to write.", show_default="outputs/edit-7-size+2.png"),
    ] = None,
    scale: Scale = None,
    cutout: Cutout = False,
    show: Show = False,
    precision: Precision = "fp32",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Change a creature: larger, brighter, rounder, or along directions you have named.

    Each option is the name of a direction that `pokegan directions` lists, with how many units
    to move, forth or back; several add. One creature makes one picture, several make a sheet,
    each beside what it was.

    Example: `pokegan edit 7 --size 2 --hue -1`
    """
    from pokegan.explore import directions as library
    from pokegan.render import Finish

    points, amounts = parse_edit(words)
    path = check_output(out or OUTPUTS / _file_name(points, amounts), ".png")
    finish = Finish(cutout, scale)
    sampler = open_model(model, device, precision, finish=finish, creatures=points)
    library.check_names(sampler, RUNS, amounts)
    known = library.find(sampler, RUNS, progress, say)
    library.save_edit(path, sampler, points, amounts, known, psi)
    terminal.written(path, show)


def parse_edit(words: Sequence[str]) -> tuple[list[str], dict[str, float]]:
    """Creatures and units by direction from words such as `7 --size 2 --hue=-1`."""
    points: list[str] = []
    amounts: dict[str, float] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--"):
            points.append(word)
            continue
        name, sign, value = word[2:].partition("=")
        if name in amounts:
            raise UsageError(f"--{name} is given twice.", "Name a direction once.")
        amounts[name] = _units(name, value if sign else next(rest, ""))
    if not points:
        raise UsageError("no creature is named.", "Example: pokegan edit 7 --size 2")
    if not amounts:
        raise UsageError(
            "nothing is to be changed.",
            "Name directions: pokegan edit 7 --size 2. They are listed by: pokegan directions",
        )
    return points, amounts


def _units(name: str, text: str) -> float:
    """An amount as typed: +2, -0.5."""
    try:
        amount = float(text.translate(AS_TYPED))
    except ValueError:
        amount = math.nan
    if not math.isfinite(amount):
        from pokegan.explore.directions.kinds import OPTIONS

        raise UsageError(
            f"--{name} takes how many units, not '{text}'.",
            meant(name, OPTIONS).replace("mean ", "mean --")
            or f"Such as --{name} 2 or --{name} -1.5.",
        )
    return amount


def _file_name(points: Sequence[str], amounts: Mapping[str, float]) -> str:
    """Of an edited creature, as it is asked for: edit-7-size+2-hue-1.5.png."""
    words = [slug(text) for text in points]
    words += [f"{name}{units:+g}" for name, units in amounts.items()]
    return f"edit-{'-'.join(words)[:LONGEST_NAME]}.png"


def _naming(text: str) -> tuple[int, str]:
    """`3=wings` as number and name."""
    number, sign, name = text.partition("=")
    if not sign or not number.strip().isdecimal():
        raise UsageError(f"--name takes a number and a name such as 3=wings, not '{text}'.")
    return int(number), name.strip()


def _facts(chosen: Sequence[tuple[int, Direction]], known: Directions) -> dict[str, Any]:
    """What is printed as JSON."""
    listed = []
    for number, direction in chosen:
        facts = {"number": number, "name": direction.name, "kind": direction.kind}
        facts |= {"group": direction.group, "layers": list(direction.layers)}
        effect = {} if direction.effect is None else asdict(direction.effect)
        listed.append(rounded({**facts, **effect}))
    return {"deviations": rounded(dict(known.deviations)), "directions": listed}


def _print_table(chosen: Sequence[tuple[int, Direction]], known: Directions) -> None:
    """A row for each direction, and what the columns mean."""
    from rich.console import Console
    from rich.table import Table

    words = ("name", "kind", "acts on", "moves", "besides")
    table = Table(box=None, pad_edge=False)
    for column in ("", "name", "kind", "acts on", "moves", "a unit", "+2", "-2", "besides"):
        table.add_column(column, justify="left" if column in words else "right", no_wrap=True)
    for number, direction in chosen:
        table.add_row(str(number), *_cells(direction))
    Console(width=TABLE_WIDTH).print(table)
    typer.echo(LEGEND)
    deviations = ", ".join(f"{name} {value:.3g}" for name, value in known.deviations.items())
    typer.echo(f"standard deviations: {deviations}")


def _cells(direction: Direction) -> list[str]:
    """What stands in a direction's row."""
    cells = [direction.name, direction.kind, direction.group]
    effect = direction.effect
    if effect is None:
        return cells
    shares = [f"{effect.up:.0%}", f"{effect.down:.0%}"]
    besides = f"{effect.other} {effect.other_shift:+.2f}"
    return [*cells, effect.moved, f"{effect.shift:+.2f}", *shares, besides]
