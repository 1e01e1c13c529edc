"""Directions in w along which creatures change in one way: larger, cooler, rounder.

Three kinds are found. For each measured property (pokegan.properties) one along which it rises
alike in every creature. The principal axes of w, "GANSpace: Discovering Interpretable GAN
Controls" (Harkonen, Hertzmann, Lehtinen, Paris 2020, arXiv 2004.02546: PCA of w). And in
closed form those that change the styles most, "Closed-Form Factorization of Latent Semantics in
GANs" (Shen, Zhou 2021, arXiv 2007.06600), over all layers and over the coarse,
middle and fine ones, which are then all they act on.

A unit of a direction is one standard deviation of w along it, over creatures of psi 1; amounts
of several directions add. What each does is measured on creatures that no fit has seen, and
stands with it in `directions-HASH.safetensors` beside the model of that hash.

A measured direction is fitted to the gradients in w of its property, each of length 1 in
coordinates in which w is white. With u such a gradient of a creature, the direction v is where
the mean of (u v - 1)^2 is least, together with STILL times that of (u v)^2 for the gradients of
each other property, and CLOSE / D times |v|^2. Were CLOSE large, it would be the mean gradient,
which for a normal w is the covariance of w and the property (Stein's lemma): how those who have
more of it differ. That serves where the way to more is the same for all, but more colour is more
red for one and more blue for another.

Of the creatures of seeds 0-199 the per cent whose property goes to the right side by +2 and -2
units, cut to whole ones, and how far the one of the rest that moves most goes, relative to it
(pokemon-32px, regressions of 4,000 pictures of psi 1). STILL and CLOSE were chosen on these seeds;
on seeds 200-399, seen by no choice, it is 96 and more for saturation, 99 and more for the others.

                                  saturation   others, at worst   of the rest, others' mean
    regression b                  75, 61       99, 99             0.81
    covariance times b            97, 27       99, 95             0.82
    b without others' part        74, 61       86, 83             0.45
    this, of 512 gradients        99, 95       100, 99            0.61

Shapes: N creatures, C channels, R resolution, L num_ws, D w_dim, P properties, K directions.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan import checkpoint, latents, render
from pokegan.drawing import Tell
from pokegan.errors import ModelError, UsageError, WriteError, meant
from pokegan.latents import Creature
from pokegan.metrics.reals import Watch, unwatched
from pokegan.models.layers import AdaIN
from pokegan.properties import PROPERTIES, measure
from pokegan.remaking import NOT_TYPED
from pokegan.render import from_pixels
from pokegan.sampling import Sampler, unheard

RUNS = Path("runs")
FILE = "directions-{}.safetensors"
KINDS = ("measured", "pca", "closed")
EACH = 5  # principal axes, and closed-form directions of each group of layers
HELD_OUT = range(200)  # seeds that directions are measured on
FITTED = range(1000, 1512)  # seeds whose gradients they are fitted to
SPREAD = range(1000, 5096)  # seeds whose w at psi 1 tell where w lives
AT_ONCE = 16  # creatures whose gradients are taken together
STILL, CLOSE = 0.03, 0.3
THIN = 1e-3  # of the mean variance of w, added to all: along some axes it may have none
MOVED = 2.0  # units, by which directions are measured
STRIP = range(-3, 4)  # units
PAIRS = 4  # before and after, in a row of a sheet
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
TAKEN = {  # by options of edit
    *("psi", "out", "scale", "cutout", "show", "precision", "device", "help"),
    *NOT_TYPED,
}


@dataclass(frozen=True)
class Effect:
    """What a direction does to creatures, in standard deviations of properties.

    `moved` is the property it is for, or else the one it moves most: by `shift` a unit, and in
    shares `up` and `down` of them to the right side by MOVED units forth and back. Of the rest
    it moves `other` most, by `other_shift` a unit.
    """

    moved: str
    shift: float
    up: float
    down: float
    other: str
    other_shift: float


@dataclass(frozen=True)
class Direction:
    """One unit in w, `step` [D], of the layers from the first to before the second of `layers`.

    `group` is what these are called; `effect` is None as long as it is not measured.
    """

    name: str
    kind: str
    group: str
    layers: tuple[int, int]
    step: Tensor
    effect: Effect | None = None


@dataclass(frozen=True)
class Which:
    """Which directions: of a kind, or of "all", `n` of pca and of each group of closed."""

    kind: str = "all"
    n: int = EACH

    def __post_init__(self) -> None:
        if self.kind not in (*KINDS, "all"):
            raise UsageError(f"there is no kind '{self.kind}'.", f"Known: {', '.join(KINDS)}, all.")


@dataclass(frozen=True)
class Directions:
    """What was found for a model, numbered from 1 in this order.

    `deviations` are the standard deviations of the properties in which effects are told.
    """

    found: tuple[Direction, ...]
    deviations: Mapping[str, float]

    def named(self, name: str) -> Direction:
        """The direction of a name; UsageError says which there are."""
        names = [direction.name for direction in self.found]
        if name in names:
            return self.found[names.index(name)]
        hint = f"{meant(name, names)}Known: {', '.join(names)}."
        raise UsageError(f"there is no direction '{name}'.", hint)

    def renamed(self, number: int, name: str) -> Directions:
        """The same with another name for a direction; UsageError when it cannot have it."""
        if not 1 <= number <= len(self.found):
            raise UsageError(
                f"there is no direction {number}.", f"They go from 1 to {len(self.found)}."
            )
        if not NAME.fullmatch(name) or name in TAKEN:
            raise UsageError(
                f"no direction can be called '{name}'.",
                "A name has small letters, digits and hyphens, and is no option: wings, long-tail.",
            )
        found = list(self.found)
        direction = found.pop(number - 1)
        if any(other.name == name for other in found):
            raise UsageError(f"another direction is called '{name}'.", "Think of another name.")
        found.insert(number - 1, dataclasses.replace(direction, name=name))
        return dataclasses.replace(self, found=tuple(found))

    def chosen(self, which: Which) -> list[tuple[int, Direction]]:
        """Some of them, with their numbers."""
        families: Counter[tuple[str, str]] = Counter()
        chosen = []
        for number, direction in enumerate(self.found, 1):
            family = direction.kind, direction.group
            families[family] += 1
            among_first = direction.kind == "measured" or families[family] <= which.n
            if which.kind in (direction.kind, "all") and among_first:
                chosen.append((number, direction))
        return chosen


# What they are for


def edited(
    sampler: Sampler,
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


def moved(w_plus: Tensor, direction: Direction, units: float) -> Tensor:
    """A style [L, D] so many units along a direction, in the layers it acts on."""
    first, end = direction.layers
    w_plus = w_plus.clone()
    w_plus[first:end] += units * direction.step.to(w_plus.device)
    return w_plus


def save_edit(
    path: Path,
    sampler: Sampler,
    points: Sequence[str],
    amounts: Mapping[str, float],
    known: Directions,
    psi: float = latents.DEFAULT_PSI,
) -> None:
    """Write the one creature that `points` name, edited, or a sheet of several beside theirs."""
    creatures = sampler.named(points, psi)
    after = [edited(sampler, creature, amounts, known) for creature in creatures]
    settings = {"points": list(points), **amounts, "psi": psi}
    if len(after) == 1:
        sampler.save_creature(path, after[0], "edit", **settings)
        return
    pairs = [one for pair in zip(creatures, after, strict=True) for one in pair]
    labels = [label for creature in creatures for label in (creature.label, "edited")]
    columns = 2 * min(PAIRS, len(creatures))
    sheet = render.contact_sheet(sampler.drawn(pairs), labels, columns, sampler.finish.scale)
    render.save_image(path, sheet, sampler.recipe("edit", **settings))


def save_strips(
    folder: Path,
    sampler: Sampler,
    points: Sequence[str],
    known: Directions,
    which: Which = Which(),
    psi: float = latents.DEFAULT_PSI,
) -> None:
    """Write for each direction of `which` a sheet: creatures down, -3 to 3 units across."""
    creatures = sampler.named(points, psi)
    settings = {"points": list(points), **dataclasses.asdict(which), "psi": psi}
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


# Their file


def path_of(sampler: Sampler, root: Path = RUNS) -> Path:
    """Where the directions of a model are kept: beside it, or under `root` for a shipped one.

    Models of one run do not share a file: the names that were given in it would be lost.
    """
    return checkpoint.beside(sampler.file.path, root) / FILE.format(sampler.file.hash)


def find(
    sampler: Sampler, root: Path = RUNS, watch: Watch = unwatched, tell: Tell = unheard
) -> Directions:
    """The directions of a model: those kept beside it, or found now and kept.

    `tell` hears why it takes a while. What cannot be kept is found each time.
    """
    path = path_of(sampler, root)
    if path.exists():
        try:
            return load(path, sampler)
        except ModelError as error:
            tell(error.message)
    tell("finding directions, once for this model: that draws some 12,000 pictures")
    known = discover(sampler, watch)
    with suppress(WriteError):
        save(path, sampler, known)
    return known


def save(path: Path, sampler: Sampler, known: Directions) -> None:
    """Write directions beside the model they belong to."""
    told = [dataclasses.asdict(direction) for direction in known.found]
    for direction in told:
        del direction["step"]
    about = {"model": sampler.file.hash, "deviations": known.deviations, "directions": told}
    steps = torch.stack([direction.step for direction in known.found])
    checkpoint.write(path, "directions", {"steps": steps}, about)


def load(path: Path, sampler: Sampler) -> Directions:
    """Read directions; ModelError when they are another model's, or the file is damaged."""
    tensors, header = checkpoint.read(path, "directions")
    if header.get("model") != sampler.file.hash:
        raise ModelError(
            f"{path} holds directions of model {header.get('model')}, not of {sampler.file.hash}.",
            "Find those of this one: pokegan directions --model FILE",
        )
    with checkpoint.fitting(path, header):
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


# How they are found


def discover(sampler: Sampler, watch: Watch = unwatched) -> Directions:
    """Find and measure all directions of a model."""
    w = torch.stack([creature.w_plus[0] for creature in sampler.seeded(SPREAD, psi=1)]).cpu()
    values, gradients = slopes(sampler, watch)
    deviations = values.std(dim=0)
    covariance = torch.cov(w.T)
    probe = Probe(sampler, deviations)
    groups = layer_groups(sampler.num_ws)
    found = [
        Direction(name, "measured", "all", groups["all"], step)
        for name, step in zip(PROPERTIES, rising_alike(gradients, covariance), strict=True)
    ]
    found += numbered("pca", "pca", "all", groups["all"], principal_axes(w, EACH))
    for group, (first, end) in groups.items():
        axes = most_styling(style_weights(sampler)[first:end], EACH)
        called = "closed" if group == "all" else group
        found += numbered(called, "closed", group, (first, end), axes)
    found = [in_units(direction, covariance) for direction in found]
    measured = [probe.measured(direction) for direction in watch(found, len(found), "measuring")]
    spread = dict(zip(PROPERTIES, deviations.tolist(), strict=True))
    return Directions(tuple(measured), spread)


def numbered(
    called: str, kind: str, group: str, layers: tuple[int, int], axes: Tensor
) -> list[Direction]:
    """Axes [K, D] as directions called `pca-1`, `pca-2` and so on."""
    return [Direction(f"{called}-{i}", kind, group, layers, axis) for i, axis in enumerate(axes, 1)]


def layer_groups(num_ws: int) -> dict[str, tuple[int, int]]:
    """Groups of layers, as (first, end): all, and those of coarse, middle, fine that there are."""
    middle, fine = latents.crossover(num_ws)
    parts = {"coarse": (0, middle), "middle": (middle, fine), "fine": (fine, num_ws)}
    return {"all": (0, num_ws), **{name: (a, b) for name, (a, b) in parts.items() if a < b}}


def slopes(sampler: Sampler, watch: Watch = unwatched) -> tuple[Tensor, Tensor]:
    """The properties [N, P] of the creatures FITTED, and their gradients in w [N, P, D].

    Gradients need the network as it was trained: a folded one works in place.
    """
    network, modes = sampler.file.generator, latents.parse_noise("seed")
    shapes = network.noise_shapes(sampler.resolution)
    parts = list(latents.batches(FITTED, AT_ONCE))
    values, gradients = [], []
    for seeds in watch(parts, len(parts), "finding"):
        creatures = sampler.seeded(seeds)
        w = torch.stack([creature.w_plus[0] for creature in creatures]).clone().requires_grad_()
        noise = [
            None if layer is None else layer.to(w.device)
            for layer in latents.draw_noise(seeds, shapes, modes)
        ]
        w_plus = w[:, None].expand(-1, network.num_ws, -1)  # [N, L, D]
        images = network.synthesis(w_plus, sampler.resolution, sampler.drawing.alpha, noise)
        found = measure(images, sampler.background)  # [N, P]
        each = [torch.autograd.grad(of.sum(), w, retain_graph=True)[0] for of in found.unbind(1)]
        values.append(found.detach().cpu())
        gradients.append(torch.stack(each, dim=1).cpu())
    return torch.cat(values), torch.cat(gradients)


def rising_alike(gradients: Tensor, covariance: Tensor) -> Tensor:
    """For each property the direction along which it rises alike in every creature: [P, D].

    `gradients` [N, P, D] are those of the properties in w, `covariance` [D, D] that of w.
    """
    count, properties, width = gradients.shape
    ridge = THIN * covariance.diagonal().mean() * torch.eye(width)
    root = torch.linalg.cholesky(covariance + ridge)  # w is root @ something white
    unit = F.normalize(gradients @ root, dim=2)  # [N, P, D]
    squares = torch.einsum("npd,npe->pde", unit, unit) / count  # [P, D, D]
    means = unit.mean(dim=0)  # [P, D]
    weights = STILL + (1 - STILL) * torch.eye(properties)  # [P, P]
    system = torch.einsum("pq,qde->pde", weights, squares) + CLOSE / width * torch.eye(width)
    return torch.linalg.solve(system, means) @ root.T


def principal_axes(w: Tensor, count: int) -> Tensor:
    """The directions in which w [N, D] varies most, widest first: [K, D]."""
    _, _, axes = torch.linalg.svd(w - w.mean(dim=0), full_matrices=False)
    return facing(axes[:count])


def most_styling(weights: Sequence[Tensor], count: int) -> Tensor:
    """The unit vectors n for which |A n| is largest, largest first: [K, D].

    A are the `weights` [.., D] of layers on one another. They are the eigenvectors of A^T A
    (2007.06600).
    """
    stacked = torch.cat(list(weights))
    _, axes = torch.linalg.eigh(stacked.T @ stacked)  # in columns, the largest value last
    return facing(axes.flip(1).T[:count])


def facing(axes: Tensor) -> Tensor:
    """Axes [K, D], each turned so that its largest component is positive: either way is one."""
    largest = axes.gather(1, axes.abs().argmax(dim=1, keepdim=True))
    return axes * largest.sign()


def style_weights(sampler: Sampler) -> list[Tensor]:
    """The matrix [2 C, D] from w to scale and shift of each layer, as it is at work.

    Both halves, as in the published code of 2007.06600, which also brings each row to length 1;
    that is not in the paper's formula, and not done here.
    """
    affine = [
        module.affine for module in sampler.file.generator.modules() if isinstance(module, AdaIN)
    ]
    return [(layer.weight * layer.scale).cpu() for layer in affine[: sampler.num_ws]]


def in_units(direction: Direction, covariance: Tensor) -> Direction:
    """The direction with a step as long as the standard deviation of w along it."""
    axis = F.normalize(direction.step, dim=0)
    return dataclasses.replace(direction, step=axis * (axis @ covariance @ axis).sqrt())


class Probe:
    """Measures what directions do to the creatures HELD_OUT, in `deviations` [P]."""

    def __init__(self, sampler: Sampler, deviations: Tensor) -> None:
        self.sampler = sampler
        self.deviations = deviations.clamp(min=1e-6)
        self.creatures = list(sampler.seeded(HELD_OUT))
        self.before = properties_of(sampler, self.creatures)

    def measured(self, direction: Direction) -> Direction:
        """The direction with its effect."""
        there, back = (self.moves(direction, units) for units in (MOVED, -MOVED))  # [N, P]
        shifts = ((there - back) / (2 * MOVED)).mean(dim=0)  # [P]
        names = list(PROPERTIES)
        falling = shifts.abs().argsort(descending=True).tolist()
        own = names.index(direction.name) if direction.kind == "measured" else falling[0]
        other = next(i for i in falling if i != own)
        sense = 1.0 if direction.kind == "measured" else float(shifts[own].sign())
        effect = Effect(
            moved=names[own],
            shift=float(shifts[own]),
            up=float((there[:, own] * sense > 0).float().mean()),
            down=float((back[:, own] * sense < 0).float().mean()),
            other=names[other],
            other_shift=float(shifts[other]),
        )
        return dataclasses.replace(direction, effect=effect)

    def moves(self, direction: Direction, units: float) -> Tensor:
        """How far the properties of each creature move, [N, P]."""
        edits = [
            dataclasses.replace(creature, w_plus=moved(creature.w_plus, direction, units))
            for creature in self.creatures
        ]
        return (properties_of(self.sampler, edits) - self.before) / self.deviations


def properties_of(sampler: Sampler, creatures: Sequence[Creature]) -> Tensor:
    """The properties of creatures as the network draws them, [N, P], whatever the finish."""
    drawn = sampler.drawing.pixels(creatures, latents.parse_noise("seed"))
    return torch.cat([measure(from_pixels(pixels), sampler.background) for pixels in drawn])
