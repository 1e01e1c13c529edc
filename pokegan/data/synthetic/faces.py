"""Faces: features are drawn about (0, 0) with half a width of one, then placed."""

from __future__ import annotations

import numpy as np

from pokegan.data.synthetic.outlines import curve, egg, ribbon
from pokegan.data.synthetic.sketch import Mark, Sketch, belly


def face(s: Sketch, x: float, y: float, width: float) -> None:
    """Two eyes, a mouth and perhaps cheeks about (x, y); `width` is half a head."""
    size, gap = width * s.u(0.23, 0.31), width * s.u(0.36, 0.46)
    if s.chance(0.06):
        s.place(round_eye, x, y, size * 1.7)
    else:
        eyes(s, x, y, size, gap)
    if s.chance(0.35):
        for side in (-1, 1):
            s.detail(egg(x + side * gap * 1.55, y + size * 1.25, size * 0.5, size * 0.34), "blush")
    s.place(s.rng.choice((smile, smile, cat_mouth, laugh, fangs)), x, y + size * 1.65, width)


def eyes(s: Sketch, x: float, y: float, size: float, gap: float) -> None:
    """A pair of one kind, under brows that fall towards the nose now and then."""
    kind = s.rng.choice((round_eye, button_eye, gem_eye, happy_eye))
    for side in (-1, 1):
        s.place(kind, x + side * gap, y, size)
    if kind is not happy_eye and s.chance(0.2):
        for side in (-1, 1):
            s.place(brow, x + side * gap, y, size, side)


def round_eye(s: Sketch) -> None:
    """Wide open: a black pupil on white."""
    s.detail(egg(0, 0, 1.0, 1.18), "ink")
    s.detail(egg(0, 0, 0.84, 1.0), "white")
    s.detail(egg(0.16, 0.08, 0.58, 0.8), "ink")
    s.detail(egg(-0.05, -0.32, 0.26, 0.3), "white")


def button_eye(s: Sketch) -> None:
    """All black, with a light in it."""
    s.detail(egg(0, 0, 0.74, 1.05), "ink")
    s.detail(egg(-0.18, -0.4, 0.3, 0.34), "white")


def gem_eye(s: Sketch) -> None:
    """A coloured iris that fills the eye."""
    s.detail(egg(0, 0, 0.95, 1.15), "ink")
    s.detail(egg(0, 0.2, 0.68, 0.78), "accent")
    s.detail(egg(0, 0.05, 0.42, 0.6), "ink")
    s.detail(egg(-0.22, -0.4, 0.34, 0.36), "white")


def happy_eye(s: Sketch) -> None:
    """Closed in a smile."""
    s.detail(ribbon([(-0.8, 0.3), (0, -0.5), (0.8, 0.3)], [0.36] * 3), "ink")


def brow(s: Sketch) -> None:
    s.detail(ribbon([(-1.1, -0.35), (1.1, -1.15)], [0.5] * 2), "line")


def smile(s: Sketch) -> None:
    """A curved line."""
    half = s.u(0.14, 0.24)
    s.detail(ribbon([(-half, 0), (0, half * 0.5), (half, 0)], [0.07] * 3), "ink")


def cat_mouth(s: Sketch) -> None:
    """Two curves that meet under the nose."""
    for side in (-1, 1):
        s.detail(ribbon([(0, 0), (side * 0.1, 0.09), (side * 0.2, 0)], [0.07] * 3), "ink")


def laugh(s: Sketch) -> None:
    """Open, with a tongue."""
    s.detail(curve(np.array([(-0.19, 0), (0, 0.03), (0.19, 0), (0, 0.25)])), "ink")
    s.detail(egg(0, 0.14, 0.08, 0.06), "mouth")


def fangs(s: Sketch) -> None:
    """A smile with two teeth."""
    smile(s)
    for x in (-0.11, 0.11):
        s.detail(np.array([(x - 0.05, 0.03), (x + 0.05, 0.03), (x, 0.15)]), "white")


def muzzle(s: Sketch, x: float, y: float, head: float) -> list[Mark]:
    """A pale snout or a dark forehead, perhaps, for a head of half-width `head`."""
    kind = s.rng.choice(("none", "snout", "forehead"))
    if kind == "snout":
        return [belly(x, y + head * 0.55, head * 0.55, head * 0.42)]
    if kind == "forehead":
        return [(egg(x, y - head * 0.75, head * 0.45, head * 0.6), "accent")]
    return []
