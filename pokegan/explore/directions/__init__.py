"""Directions in w along which creatures change in one way: larger, cooler, rounder.

Three kinds are found. For each measured property (metrics.properties) one along which it rises
alike in every creature. The principal axes of w, "GANSpace: Discovering Interpretable GAN
Controls" (Harkonen, Hertzmann, Lehtinen, Paris 2020, arXiv 2004.02546: PCA of w). And in
closed form those that change the styles most, "Closed-Form Factorization of Latent Semantics in
GANs" (Shen, Zhou 2021, arXiv 2007.06600), over all layers and over the coarse,
middle and fine ones, which are then all they act on.

A unit of a direction is one standard deviation of w along it, over creatures of psi 1; amounts
of several directions add. What each does is measured on creatures that no fit has seen, and
stands with it in `directions-HASH.safetensors` beside the model of that hash.

Shapes: L num_ws, D w_dim.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from pokegan import render
from pokegan.checkpoints import layout, tensor_file
from pokegan.errors import ModelError, WriteError
from pokegan.explore.directions.finding import discover, names_to_find
from pokegan.explore.directions.kinds import (
    EVERY,
    Direction,
    Directions,
    Effect,
    Which,
    check_name,
    check_renaming,
    moved,
)
from pokegan.explore.resolve import Explorer
from pokegan.runtime.files import drop
from pokegan.runtime.progress import Log, Progress, no_log, no_progress
from pokegan.sampling.folders import Series
from pokegan.sampling.latents import Creature
from pokegan.sampling.writers import save_creature

RUNS = Path("runs")
FILE = "directions-{}.safetensors"
STRIP = range(-3, 4)  # units
PAIRS = 4  # before and after, in a row of a sheet


def edited(
    sampler: Explorer,
    creature: Creature,
    amounts: Mapping[str, float],
    known: Directions | None = None,
) -> Creature:
    """The creature moved by so many units along directions, by name: {"size": 2.0, "hue": -1.0}.

    `known` are those of the sampler's model, found or read as `find` does when left out. Raises
    UsageError for a name that is not among them.
    """
    known = known or find(sampler)
    w_plus = creature.w_plus
    for name, amount in amounts.items():
        w_plus = moved(w_plus, known.named(name), amount)
    moves = [f"{name}{amount:+g}" for name, amount in amounts.items()]
    return Creature(" ".join([creature.label, *moves]), w_plus, creature.noise_seed)


def save_edit(
    path: Path,
    sampler: Explorer,
    points: Sequence[str],
    amounts: Mapping[str, float],
    known: Directions,
    psi: float | None = None,
) -> None:
    """Write the one creature that `points` name, edited, or a sheet of several beside theirs."""
    creatures = sampler.named(points, psi)
    after = [edited(sampler, creature, amounts, known) for creature in creatures]
    settings = {"points": list(points), **amounts, "psi": psi}
    if len(after) == 1:
        save_creature(sampler, path, after[0], "edit", **settings)
        return
    pairs = [one for pair in zip(creatures, after, strict=True) for one in pair]
    labels = [label for creature in creatures for label in (creature.label, "edited")]
    render.check_sheet(len(pairs), sampler.resolution, sampler.finish.scale)
    columns = 2 * min(PAIRS, len(creatures))
    sheet = render.contact_sheet(sampler.drawn(pairs), labels, columns, sampler.finish.scale)
    render.save_image(path, sheet, sampler.recipe("edit", **settings))


def strips(sampler: Explorer, points: Sequence[str], psi: float | None = None) -> Series:
    """What `save_strips` writes into one folder."""
    recipe = sampler.recipe("directions", points=list(points), psi=psi)
    return Series(recipe, ("kind", "n"), r".*\.png")


def save_strips(
    folder: Path,
    sampler: Explorer,
    points: Sequence[str],
    known: Directions,
    which: Which = EVERY,
    psi: float | None = None,
    old: Iterable[Path] = (),
) -> None:
    """Write for each direction of `which` a sheet: creatures down, -3 to 3 units across.

    `old` are files that go first.
    """
    creatures = sampler.named(points, psi)
    settings = {"points": list(points), **dataclasses.asdict(which), "psi": psi}
    render.check_sheet(len(creatures) * len(STRIP), sampler.resolution)
    drop(old)
    labels = [
        f"{units:+d}" if units else creature.label for creature in creatures for units in STRIP
    ]
    for _, direction in known.chosen(which):
        row = [
            edited(sampler, creature, {direction.name: units}, known)
            for creature in creatures
            for units in STRIP
        ]
        sheet = render.contact_sheet(sampler.drawn(row), labels, len(STRIP))
        recipe = sampler.recipe("directions", **settings)
        render.save_image(folder / f"{direction.name}.png", sheet, recipe)


def path_of(sampler: Explorer, root: Path = RUNS) -> Path:
    """Where the directions of a model are kept: beside it, or under `root` for a shipped one.

    Models of one run do not share a file: the names that were given in it would be lost.
    """
    return layout.beside(sampler.file.path, root) / FILE.format(sampler.file.hash)


def find(
    sampler: Explorer, root: Path = RUNS, progress: Progress = no_progress, log: Log = no_log
) -> Directions:
    """The directions of a model: those kept beside it, or found now and kept.

    `log` hears why it takes a while. What cannot be kept is found each time.
    """
    path = path_of(sampler, root)
    if path.exists():
        try:
            return load(path, sampler)
        except ModelError as error:
            log(error.message)
    log("finding directions, once for this model: that draws some 12,000 pictures")
    known = discover(sampler, progress)
    with suppress(WriteError):
        save(path, sampler, known)
    return known


def check_names(
    sampler: Explorer,
    root: Path = RUNS,
    wanted: Iterable[str] = (),
    renamings: Iterable[tuple[int, str]] = (),
) -> None:
    """Raise UsageError for names that no direction of a model has, or can be given by number.

    It takes no time: what those will be called that are not found yet is known.
    """
    path, names = path_of(sampler, root), names_to_find(sampler)
    if path.exists():
        with suppress(ModelError):
            names = load(path, sampler).names
    for name in wanted:
        check_name(name, names)
    for number, name in renamings:
        check_renaming(number, name, names)


def save(path: Path, sampler: Explorer, known: Directions) -> None:
    """Write directions beside the model they belong to."""
    told = [dataclasses.asdict(direction) for direction in known.found]
    for direction in told:
        del direction["step"]
    about = {"model": sampler.file.hash, "deviations": known.deviations, "directions": told}
    steps = torch.stack([direction.step for direction in known.found])
    tensor_file.write(path, "directions", {"steps": steps}, about)


def load(path: Path, sampler: Explorer) -> Directions:
    """Read directions; ModelError when they are another model's, or the file is damaged."""
    tensors, header = tensor_file.read(path, "directions")
    if header.get("model") != sampler.file.hash:
        other = layout.called(str(header.get("model")))
        raise ModelError(
            f"{path} holds directions of {other}, not of this model.",
            "Find those of this one: pokegan directions",
        )
    with tensor_file.fitting(path, header):
        steps = tensors["steps"].clone()  # they may be mapped, and would change with the file
        found = tuple(
            direction_of(told, step) for told, step in zip(header["directions"], steps, strict=True)
        )
        return Directions(found, dict(header["deviations"]))


def direction_of(told: Mapping[str, Any], step: Tensor) -> Direction:
    """A direction from what a header tells of it."""
    first, end = told["layers"]
    effect = told["effect"]
    return Direction(
        **{
            **told,
            "layers": (int(first), int(end)),
            "step": step,
            "effect": None if effect is None else Effect(**effect),
        }
    )
