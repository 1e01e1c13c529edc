"""Outlines [P, 2], x to the right and y down: the shapes that creatures are put together from."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

Points = np.ndarray  # [P, 2], x and y


def egg(x: float, y: float, rx: float, ry: float, pear: float = 0, tilt: float = 0) -> Points:
    """An ellipse, wider below for pear > 0 and above for pear < 0, turned by tilt radians."""
    angle = np.linspace(0, 2 * np.pi, 44, endpoint=False)
    down = np.sin(angle)
    outline = np.stack([rx * np.cos(angle) * (1 + pear * down), ry * down], axis=1)
    return turned(outline, tilt) + np.array([x, y])


def block(x: float, y: float, rx: float, ry: float, roundness: float = 0.45) -> Points:
    """A rectangle with soft corners: a superellipse of exponent 2 / roundness."""
    angle = np.linspace(0, 2 * np.pi, 44, endpoint=False)
    cos, sin = np.cos(angle), np.sin(angle)
    wide = rx * np.sign(cos) * np.abs(cos) ** roundness
    high = ry * np.sign(sin) * np.abs(sin) ** roundness
    return np.stack([wide, high], axis=1) + np.array([x, y])


def leaf(base: Sequence[float], tip: Sequence[float], width: float, bend: float = 0) -> Points:
    """A pointed lens from base to tip: ears, feathers, horns, petals and leaves."""
    start, end = np.array(base, float), np.array(tip, float)
    along = end - start
    across = np.array([-along[1], along[0]])
    across = across / max(float(np.hypot(*across)), 1e-6)
    t = np.linspace(0, 1, 12)[:, None]
    spine = start + along * t + across * bend * np.sin(np.pi * t)
    # The exponents make the base round and the tip pointed.
    half = width * np.abs(np.sin(np.pi * t**0.7)) ** 0.8 / 2
    return np.concatenate([spine + across * half, (spine - across * half)[::-1]])


def ribbon(spine: Sequence[Sequence[float]], widths: Sequence[float]) -> Points:
    """A soft band along a curve through `spine`, as wide as `widths` at its points."""
    path = curve(np.array(spine, float), closed=False)
    half = np.interp(np.linspace(0, 1, len(path)), np.linspace(0, 1, len(widths)), widths) / 2
    step = np.gradient(path, axis=0)
    step = step / np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-6)[:, None]
    across = np.stack([-step[:, 1], step[:, 0]], axis=1) * half[:, None]
    head = cap(path[-1], across[-1])
    tail = cap(path[0], -across[0])
    return np.concatenate([path + across, head, (path - across)[::-1], tail])


def cap(centre: Points, across: Points) -> Points:
    """Half a circle that closes a ribbon from centre + across round to centre - across."""
    angle = np.linspace(0, np.pi, 7)[1:-1, None]
    ahead = np.array([across[1], -across[0]])
    return centre + across * np.cos(angle) + ahead * np.sin(angle)


def curve(points: Points, closed: bool = True, steps: int = 6) -> Points:
    """A Catmull-Rom curve through `points`."""
    around = np.concatenate([points[-1:], points, points[:2]])
    if not closed:
        around = np.concatenate([points[:1], points, points[-1:]])
    p0, p1, p2, p3 = (around[i : len(around) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    smooth = p1 + t / 2 * (
        p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0))
    )
    smooth = smooth.reshape(-1, 2)
    return smooth if closed else np.concatenate([smooth, points[-1:]])


def star(x: float, y: float, outer: float, inner: float, rays: int, tilt: float = 0) -> Points:
    """A star or, with inner near outer, a ruff."""
    angle = np.linspace(0, 2 * np.pi, 2 * rays, endpoint=False) + tilt
    radius = np.where(np.arange(2 * rays) % 2, inner, outer)
    return np.stack([x + radius * np.sin(angle), y - radius * np.cos(angle)], axis=1)


def turned(points: Points, angle: float) -> Points:
    """Points turned clockwise (y is down) about the origin by `angle` radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    return points @ np.array([[cos, sin], [-sin, cos]])


def between(a: Sequence[float], b: Sequence[float], t: float) -> tuple[float, float]:
    """The point that lies the share t of the way from a to b."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
