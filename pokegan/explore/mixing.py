"""Style mixing: one cross of two creatures, or the table of all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pokegan import render
from pokegan.errors import UsageError
from pokegan.explore.resolve import Explorer
from pokegan.sampling.latents import Creature
from pokegan.sampling.sampler import MOST_NAMED
from pokegan.sampling.style_mixing import crossover
from pokegan.sampling.writers import save_creature


def save_mix(
    explorer: Explorer,
    path: Path,
    coarse: str,
    fine: str,
    middle: str | None = None,
    *,
    psi: float | None = None,
    layers: tuple[int, int] | None = None,
) -> None:
    """Write the cross of two creatures, or the table of all crosses where there are several.

    The texts are as for `creatures`; those of `coarse` are the rows of the table.
    """
    explorer.check_mixes()
    crossover(explorer.num_ws, layers)
    rows, columns = explorer.creatures(coarse, psi), explorer.creatures(fine, psi)
    found = crosses(
        explorer, rows, columns, explorer.creatures(middle, psi) if middle else [], layers
    )
    typed = None if layers is None else "{},{}".format(*layers)
    settings = {"coarse": coarse, "fine": fine, "middle": middle, "layers": typed, "psi": psi}
    if len(found) == 1:
        save_creature(explorer, path, found[0], "mix", **settings)
        return
    tiles = (len(rows) + 1) * (len(columns) + 1)
    render.check_sheet(tiles, explorer.resolution, explorer.finish.scale)
    pixels = explorer.drawn(found)
    table = render.table(
        explorer.drawn(rows),
        explorer.drawn(columns),
        pixels,
        [creature.label for creature in rows],
        [creature.label for creature in columns],
        explorer.finish.scale,
    )
    render.save_image(path, table, explorer.recipe("mix", **settings))


def crosses(
    sampler: Explorer,
    rows: Sequence[Creature],
    columns: Sequence[Creature],
    between: Sequence[Creature],
    layers: tuple[int, int] | None = None,
) -> list[Creature]:
    """Each of `rows` with each of `columns`, row by row.

    `between` has a creature for the middle layers of all, or one for each row, or none.
    """
    if len(between) not in (0, 1, len(rows)):
        raise UsageError(
            f"middle names {len(between)} creatures and coarse {len(rows)}.",
            "Name one, or as many as in coarse.",
            ["middle"],
        )
    if len(rows) * len(columns) > MOST_NAMED:
        raise UsageError(
            f"{len(rows) * len(columns):,} crosses are too many for one table.",
            f"Ask for {MOST_NAMED:,} or fewer.",
        )
    return [
        sampler.cross(row, between[i % len(between)] if between else None, column, layers)
        for i, row in enumerate(rows)
        for column in columns
    ]
