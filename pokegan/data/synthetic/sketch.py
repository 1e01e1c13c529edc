"""A creature before it is painted: filled outlines from back to front, and how they get there.

A feature draws itself about (0, 0) in its own unit; the sketch places it. A mark is drawn on
one part and shows only inside it; the patterns of a trunk are marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

import numpy as np

from pokegan.data.synthetic.outlines import Points, egg, leaf, ribbon

Mark = tuple[Points, str]  # a shape that shows only inside the part it lies on, and its colour


@dataclass(frozen=True)
class Part:
    """One filled outline, with what is drawn on it and how."""

    points: Points
    colour: str
    marks: Sequence[Mark] = ()
    lined: bool = True
    solid: bool = True  # shaded like something round, not flat like an eye
    blend: str = ""  # a second colour that comes in towards the lower edge

    def moved(self, move: Callable[[Points], Points]) -> Part:
        """The same part with all its points, marks included, through `move`."""
        marks = [(move(points), colour) for points, colour in self.marks]
        return replace(self, points=move(self.points), marks=marks)


@dataclass
class Sketch:
    """Parts from back to front, and the chances they are drawn with."""

    rng: Random
    parts: list[Part] = field(default_factory=list)

    def add(self, points: Points, colour: str = "body", marks: Sequence[Mark] = ()) -> None:
        self.parts.append(Part(points, colour, marks))

    def detail(self, points: Points, colour: str) -> None:
        """A flat shape without an outline: parts of a face."""
        self.parts.append(Part(points, colour, lined=False, solid=False))

    def trunk(self, points: Points, marks: Sequence[Mark] = (), colour: str = "body") -> None:
        """The largest part, which carries the creature's pattern."""
        blend = self.rng.choice(("", "", "", "belly", "accent"))
        self.parts.append(Part(points, colour, [*pattern(self, points), *marks], blend=blend))

    def place(self, feature: Feature, x: float, y: float, size: float, side: int = 1) -> None:
        """Draw a feature at (x, y) with its unit `size` long, mirrored for side = -1."""
        inner = Sketch(self.rng)
        feature(inner)
        scale, shift = np.array([size * side, size]), np.array([x, y])
        self.parts += [part.moved(lambda points: points * scale + shift) for part in inner.parts]

    def chance(self, probability: float) -> bool:
        """True as often as `probability` says."""
        return self.rng.random() < probability

    def u(self, low: float, high: float) -> float:
        """A number evenly drawn from low to high."""
        return self.rng.uniform(low, high)


Feature = Callable[[Sketch], None]


def belly(x: float, y: float, rx: float, ry: float) -> Mark:
    """A pale ellipse."""
    return egg(x, y, rx, ry), "belly"


def pattern(s: Sketch, points: Points) -> list[Mark]:
    """Spots, stripes, bands, a cape or nothing, drawn in the box of `points`."""
    low, high = points.min(axis=0), points.max(axis=0)
    shapes = s.rng.choice((plain, plain, spots, stripes, bands, cape))(s)
    colour = s.rng.choice(("accent", "accent", "far"))
    return [(low + shape * (high - low), colour) for shape in shapes]


def plain(s: Sketch) -> list[Points]:
    return []


def spots(s: Sketch) -> list[Points]:
    places = [(s.u(0.05, 0.95), s.u(0, 0.95), s.u(0.06, 0.11)) for _ in range(7)]
    return [egg(x, y, radius, radius) for x, y, radius in places]


def stripes(s: Sketch) -> list[Points]:
    """Wedges that come in from the back."""
    return [leaf((-0.1, y), (s.u(0.3, 0.4), y), 0.16) for y in (0.25, 0.5, 0.75)]


def bands(s: Sketch) -> list[Points]:
    return [ribbon([(0, y), (0.5, y + 0.08), (1, y)], [0.1] * 3) for y in (0.45, 0.72, 0.99)]


def cape(s: Sketch) -> list[Points]:
    return [egg(0.45, 0, 0.62, s.u(0.2, 0.4))]
