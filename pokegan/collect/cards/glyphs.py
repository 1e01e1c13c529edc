"""A sign for each element, as outlines in a unit square, x to the right and y down."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

Outline = list[tuple[float, float]]

FINER = 4  # ornaments are drawn so many times larger, then reduced, for smooth edges
STEPS = 24  # of a curve


def glyph(element: str, size_px: int) -> Image.Image:
    """The sign of an element as a mask "L" of `size_px` squared: later outlines cut holes."""
    side = size_px * FINER
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    for outline, inked in SIGNS[element]():
        pen.polygon([(x * side, y * side) for x, y in outline], fill=255 if inked else 0)
    return mask.resize((size_px, size_px), Image.Resampling.LANCZOS)


def curve(*points: tuple[float, float]) -> Outline:
    """A Bézier curve through the first and the last of its points, by de Casteljau's scheme."""
    return [bezier(points, i / STEPS) for i in range(STEPS + 1)]


def bezier(points: Sequence[tuple[float, float]], t: float) -> tuple[float, float]:
    """The point of a Bézier curve at t from 0 to 1."""
    while len(points) > 1:
        points = [
            (ax + t * (bx - ax), ay + t * (by - ay))
            for (ax, ay), (bx, by) in itertools.pairwise(points)
        ]
    return points[0]


def disc(x: float, y: float, radius: float, corners: int = 48, turn: float = 0.0) -> Outline:
    """A disc, or a polygon with few corners, the first of them at `turn` of a whole turn."""
    angles = [2 * math.pi * (i / corners + turn) for i in range(corners)]
    return [(x + radius * math.sin(a), y - radius * math.cos(a)) for a in angles]


def star(tips: int, outer: float, inner: float) -> Outline:
    """A star around the middle."""
    points: Outline = []
    for i in range(2 * tips):
        radius, angle = (inner if i % 2 else outer), math.pi * i / tips
        points.append((0.5 + radius * math.sin(angle), 0.5 - radius * math.cos(angle)))
    return points


def bar(angle: float, near: float, far: float, width: float) -> Outline:
    """A bar from the middle outward, between two distances, at an angle of a whole turn."""
    sine, cosine = math.sin(2 * math.pi * angle), math.cos(2 * math.pi * angle)
    corners = ((near, -width / 2), (far, -width / 2), (far, width / 2), (near, width / 2))
    return [(0.5 + r * sine + w * cosine, 0.5 - r * cosine + w * sine) for r, w in corners]


Sign = list[tuple[Outline, bool]]


def fire() -> Sign:
    flame = curve((0.52, 0.02), (0.6, 0.3), (0.95, 0.4), (0.84, 0.76))
    flame += curve((0.84, 0.76), (0.76, 1.05), (0.24, 1.05), (0.16, 0.76))
    flame += curve((0.16, 0.76), (0.1, 0.55), (0.3, 0.48), (0.3, 0.3))
    flame += curve((0.3, 0.3), (0.42, 0.36), (0.42, 0.44), (0.42, 0.46))
    flame += curve((0.42, 0.46), (0.56, 0.3), (0.5, 0.12), (0.52, 0.02))
    heart = curve((0.52, 0.56), (0.74, 0.74), (0.62, 0.9), (0.5, 0.9))
    heart += curve((0.5, 0.9), (0.36, 0.9), (0.3, 0.74), (0.52, 0.56))
    return [(flame, True), (heart, False)]


def water() -> Sign:
    drop = curve((0.5, 0.02), (0.62, 0.3), (0.84, 0.46), (0.84, 0.65))
    drop += curve((0.84, 0.65), (0.84, 1.09), (0.16, 1.09), (0.16, 0.65))
    drop += curve((0.16, 0.65), (0.16, 0.46), (0.38, 0.3), (0.5, 0.02))
    gleam = curve((0.3, 0.62), (0.3, 0.8), (0.42, 0.86), (0.5, 0.86))
    gleam += curve((0.5, 0.86), (0.42, 0.78), (0.38, 0.74), (0.38, 0.62))
    return [(drop, True), (gleam, False)]


def leaf() -> Sign:
    blade = curve((0.92, 0.08), (0.98, 0.6), (0.7, 0.98), (0.28, 0.84))
    blade += curve((0.28, 0.84), (-0.02, 0.6), (0.3, 0.06), (0.92, 0.08))
    vein = [(0.8, 0.18), (0.84, 0.22), (0.3, 0.82), (0.22, 0.78)]
    stalk = [(0.3, 0.76), (0.36, 0.82), (0.12, 0.98), (0.06, 0.92)]
    return [(blade, True), (vein, False), (stalk, True)]


def stone() -> Sign:
    rock = [(0.06, 0.62), (0.26, 0.26), (0.6, 0.14), (0.9, 0.42), (0.96, 0.74), (0.7, 0.88)]
    rock += [(0.24, 0.86)]
    crack = [(0.58, 0.14), (0.64, 0.16), (0.52, 0.46), (0.72, 0.64), (0.67, 0.67), (0.43, 0.47)]
    return [(rock, True), (crack, False)]


def storm() -> Sign:
    bolt = [(0.6, 0.02), (0.18, 0.56), (0.44, 0.56), (0.34, 0.98), (0.82, 0.38), (0.54, 0.38)]
    return [([*bolt, (0.72, 0.02)], True)]


def ice() -> Sign:
    arms = [(bar(i / 6, 0, 0.48, 0.09), True) for i in range(6)]
    for i in range(6):
        angle = 2 * math.pi * i / 6
        x, y = 0.5 + 0.3 * math.sin(angle), 0.5 - 0.3 * math.cos(angle)
        for side in (-1, 1):
            barb = bar(i / 6 + side / 8, 0, 0.17, 0.08)
            arms.append(([(u - 0.5 + x, v - 0.5 + y) for u, v in barb], True))
    return arms


def shadow() -> Sign:
    return [(disc(0.48, 0.5, 0.45), True), (disc(0.68, 0.4, 0.37), False)]


def light() -> Sign:
    rays = [(bar(i / 8, 0.33, 0.49, 0.09), True) for i in range(8)]
    return [(disc(0.5, 0.5, 0.25), True), *rays]


def metal() -> Sign:
    teeth = [(bar(i / 8, 0.3, 0.48, 0.17), True) for i in range(8)]
    return [*teeth, (disc(0.5, 0.5, 0.36), True), (disc(0.5, 0.5, 0.15), False)]


def mind() -> Sign:
    lids = curve((0.02, 0.5), (0.3, 0.06), (0.7, 0.06), (0.98, 0.5))
    lids += curve((0.98, 0.5), (0.7, 0.94), (0.3, 0.94), (0.02, 0.5))
    iris = [(disc(0.5, 0.5, 0.22), False), (disc(0.5, 0.5, 0.14), True)]
    return [(lids, True), *iris]


def bloom() -> Sign:
    petals = [(0.5 + 0.27 * math.sin(a), 0.5 - 0.27 * math.cos(a)) for a in fifths()]
    flower: Sign = [(disc(x, y, 0.2), True) for x, y in petals]
    return [*flower, (disc(0.5, 0.5, 0.24), True), (disc(0.5, 0.5, 0.11), False)]


def fifths() -> list[float]:
    return [2 * math.pi * i / 5 for i in range(5)]


SIGNS: dict[str, Callable[[], Sign]] = {
    "Fire": fire,
    "Water": water,
    "Leaf": leaf,
    "Stone": stone,
    "Storm": storm,
    "Ice": ice,
    "Shadow": shadow,
    "Light": light,
    "Metal": metal,
    "Mind": mind,
    "Bloom": bloom,
}
