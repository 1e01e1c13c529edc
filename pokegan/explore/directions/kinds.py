"""What a direction is, what it does, and the numbered list of those of a model.

Shapes: L num_ws, D w_dim.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torch import Tensor

from pokegan.errors import UsageError, meant
from pokegan.sampling.recipe import NOT_TYPED

KINDS = ("measured", "pca", "closed")
EACH = 5  # principal axes, and closed-form directions of each group of layers
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
OPTIONS = (
    "psi",
    "out",
    "scale",
    "cutout",
    "show",
    "precision",
    "model",
    "device",
    "help",
)  # edit's
TAKEN = {*OPTIONS, *NOT_TYPED}


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


EVERY = Which()


@dataclass(frozen=True)
class Directions:
    """What was found for a model, numbered from 1 in this order.

    `deviations` are the standard deviations of the properties in which effects are told.
    """

    found: tuple[Direction, ...]
    deviations: Mapping[str, float]

    @property
    def names(self) -> list[str]:
        return [direction.name for direction in self.found]

    def named(self, name: str) -> Direction:
        """The direction of a name; UsageError says which there are."""
        check_name(name, self.names)
        return self.found[self.names.index(name)]

    def renamed(self, number: int, name: str) -> Directions:
        """The same with another name for a direction; UsageError when it cannot have it."""
        check_renaming(number, name, self.names)
        found = list(self.found)
        found[number - 1] = dataclasses.replace(found[number - 1], name=name)
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


def check_name(name: str, names: Sequence[str]) -> None:
    """Raise UsageError, which says what names there are, for another one."""
    if name not in names:
        hint = f"{meant(name, names)}Known: {', '.join(names)}."
        raise UsageError(f"there is no direction '{name}'.", hint)


def check_renaming(number: int, name: str, names: Sequence[str]) -> None:
    """Raise UsageError where the direction of a number, counted from 1, cannot have a name."""
    if not 1 <= number <= len(names):
        raise UsageError(f"there is no direction {number}.", f"They go from 1 to {len(names)}.")
    if not NAME.fullmatch(name) or name in TAKEN:
        raise UsageError(
            f"no direction can be called '{name}'.",
            "A name has small letters, digits and hyphens, and is no option: wings, long-tail.",
        )
    if name in names and names.index(name) != number - 1:
        raise UsageError(f"another direction is called '{name}'.", "Think of another name.")


def moved(w_plus: Tensor, direction: Direction, units: float) -> Tensor:
    """A style [L, D] so many units along a direction, in the layers it acts on."""
    first, end = direction.layers
    w_plus = w_plus.clone()
    w_plus[first:end] += units * direction.step.to(w_plus.device)
    return w_plus
