"""What grows on a body: crowns, tails, wings, claws, legs and spikes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from pokegan.data.synthetic.outlines import between, curve, egg, leaf, ribbon
from pokegan.data.synthetic.sketch import Feature, Sketch, belly

# Crowns: what grows on a head whose top is at (0, 0) and whose half-width is one


def pointed_ears(s: Sketch) -> None:
    tall, lean = s.u(0.6, 0.95), s.u(0.75, 1.1)
    for side in (-1, 1):
        base, tip = (side * 0.58, 0.45), (side * lean, -tall)
        s.add(leaf(base, tip, 0.62))
        s.detail(leaf(between(base, tip, 0.22), between(base, tip, 0.82), 0.3), "accent")


def round_ears(s: Sketch) -> None:
    radius = s.u(0.3, 0.42)
    for side in (-1, 1):
        s.add(egg(side * 0.72, 0.02, radius, radius))
        s.detail(egg(side * 0.72, 0.02, radius * 0.55, radius * 0.55), "belly")


def long_ears(s: Sketch) -> None:
    tall, bend = s.u(0.95, 1.3), s.u(-0.1, 0.2)
    for side in (-1, 1):
        tip = (side * 0.7, -tall)
        s.add(
            leaf((side * 0.4, 0.3), tip, 0.46, side * bend),
            "body",
            [belly(tip[0], tip[1], 0.4, 0.4)],
        )


def floppy_ears(s: Sketch) -> None:
    for side in (-1, 1):
        path = [(side * 0.5, 0.15), (side * 1.1, 0.15), (side * 1.25, 0.85)]
        s.add(ribbon(path, [0.25, 0.35, 0.42]), "accent")


def horns(s: Sketch) -> None:
    """A pale pair, perhaps bent."""
    tall, bend = s.u(0.45, 0.8), s.u(0.0, 0.25)
    for side in (-1, 1):
        s.add(leaf((side * 0.5, 0.3), (side * 0.75, -tall), 0.36, side * bend), "belly")


def one_horn(s: Sketch) -> None:
    """A single one, leaning forward."""
    s.add(leaf((0.05, 0.35), (s.u(0.1, 0.3), -s.u(0.6, 0.9)), 0.42), "accent")


def antennae(s: Sketch) -> None:
    """A pair of feelers with knobs."""
    tall, knob = s.u(0.55, 0.8), s.u(0.15, 0.21)
    for side in (-1, 1):
        s.add(
            ribbon(
                [(side * 0.25, 0.3), (side * 0.3, -tall * 0.5), (side * 0.62, -tall)], [0.14] * 3
            )
        )
        s.add(egg(side * 0.62, -tall, knob, knob), "accent")


def sprout(s: Sketch) -> None:
    """One to three leaves."""
    tall = s.u(0.65, 0.9)
    for lean in s.rng.choice(((-0.6, 0.6), (-0.75, 0, 0.75), (0.45,))):
        s.add(leaf((0, 0.2), (lean, -tall * (1.1 - abs(lean) * 0.5)), 0.4), "accent")


def tuft(s: Sketch) -> None:
    """A flame or a lock of hair."""
    tip = (s.u(-0.2, 0.2), -s.u(0.6, 0.9))
    left, right = (
        [(-0.45, 0.2), (-0.5, -0.2), (-0.25, -0.1)],
        [(0.2, -0.15), (0.48, -0.35), (0.45, 0.2)],
    )
    s.add(curve(np.array([*left, tip, *right])), "accent")


def crest(s: Sketch) -> None:
    """Spikes in a fan."""
    for lean in (-0.75, -0.4, 0.05):
        tip = (lean, -s.u(0.5, 0.75) * (1 - abs(lean) * 0.3))
        s.add(leaf((lean * 0.4, 0.3), tip, 0.36), "accent")


def bare(s: Sketch) -> None:
    """Nothing at all."""


CROWNS: tuple[Feature, ...] = (
    pointed_ears, pointed_ears, round_ears, long_ears, floppy_ears, horns, one_horn, antennae,
    sprout, tuft, crest, bare,
)  # fmt: skip


# Tails leave (0, 0) to the left and are about one long; wings open to the right


def bushy_tail(s: Sketch) -> None:
    tip = (-0.85, -s.u(0.5, 1.0))
    s.add(leaf((0.15, 0.1), tip, 0.62, 0.2), "body", [belly(*tip, 0.42, 0.42)])


def curled_tail(s: Sketch) -> None:
    path = [(0, 0), (-0.5, 0.1), (-0.85, -0.3), (-0.65, -0.7), (-0.38, -0.45)]
    s.add(ribbon(path, [0.26, 0.24, 0.22, 0.2, 0.16]))


def flame_tail(s: Sketch) -> None:
    s.add(ribbon([(0, 0), (-0.4, 0.05), (-0.65, -0.3)], [0.26, 0.2, 0.16]))
    left, right = [(-0.95, -0.1), (-0.97, -0.55)], [(-0.55, -0.55), (-0.35, -0.6), (-0.43, -0.05)]
    s.add(curve(np.array([*left, (-0.7, -1.05), *right])), "accent")


def ball_tail(s: Sketch) -> None:
    s.add(ribbon([(0, 0), (-0.45, -0.02), (-0.62, -0.45)], [0.16] * 3))
    s.add(egg(-0.62, -0.45, 0.27, 0.27), "accent")


def arrow_tail(s: Sketch) -> None:
    s.add(ribbon([(0, 0), (-0.45, 0.05), (-0.7, -0.4)], [0.22, 0.16, 0.1]))
    s.add(np.array([(-0.96, -0.26), (-0.76, -0.82), (-0.46, -0.34)]), "accent")


TAILS: tuple[Feature, ...] = (bushy_tail, curled_tail, flame_tail, ball_tail, arrow_tail)


def skin_wing(s: Sketch) -> None:
    """A bat's, with a scalloped lower edge."""
    upper = [(0, 0.2), (0.15, -0.35), (0.6, -0.8), (1.0, -0.6)]
    lower = [(0.92, -0.1), (0.72, -0.22), (0.6, 0.2), (0.42, 0.02), (0.25, 0.35)]
    s.add(np.array([*upper, *lower]), "accent")


def feathered_wing(s: Sketch) -> None:
    """Three feathers in a fan."""
    for tip in ((0.75, 0.45), (0.95, 0.05), (0.95, -0.4)):
        s.add(leaf((0, 0), tip, 0.42), "accent")


def claw(s: Sketch) -> None:
    """A round pincer, slit at the top."""
    s.add(egg(0, 0, 1, 1.05), "accent")
    s.detail(leaf((-0.1, -1.1), (0, 0.1), 0.5), "line")


def limb(s: Sketch, start: Sequence[float], end: Sequence[float], width: float, far: bool) -> None:
    """An arm or leg that ends a little wider, in a paw of another colour; `far` lies in shade."""
    paw = (egg(end[0], end[1], width * 0.75, width * 0.55), "far" if far else "accent")
    shape = ribbon([start, between(start, end, 0.5), end], [width * 0.9, width, width * 1.15])
    s.add(shape, "far" if far else "body", [paw])


def spikes(s: Sketch, roots: Sequence[Sequence[float]], size: float) -> None:
    """A row of plates that point away from the origin."""
    for x, y in roots:
        away = 1 + size / max(math.hypot(x, y), 0.2)
        s.add(leaf((x * 0.85, y * 0.85), (x * away, y * away), size * 0.9), "accent")
