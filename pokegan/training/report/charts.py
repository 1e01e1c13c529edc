"""Curves of a run as numbers that an SVG can draw: scaled, thinned out, with round ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 520, 170  # of the area in which curves are drawn, in SVG units
MOST_POINTS = 400  # of a curve
TICKS = 4  # on the value axis, about

Point = tuple[float, float]  # kimg, value


@dataclass(frozen=True)
class Curve:
    """A line of a chart: its caption, its last value, and `path`, an SVG polyline's points."""

    caption: str
    last: float
    path: str


@dataclass(frozen=True)
class Chart:
    """Curves that share their axes; ticks are (place in SVG units, caption)."""

    title: str
    curves: Sequence[Curve]
    ticks: Sequence[tuple[float, str]]


def chart(title: str, series: dict[str, Sequence[Point]], total_kimg: float) -> Chart | None:
    """A chart of the series that have points, None where there is none.

    The horizontal axis goes from 0 to `total_kimg`; the vertical one ends at round values.
    """
    known = {caption: points for caption, points in series.items() if points}
    if not known:
        return None
    values = [value for points in known.values() for _, value in points]
    ticks = round_ticks(min(values), max(values))
    low, high = ticks[0], ticks[-1]

    def place(value: float) -> float:
        return HEIGHT * (1 - (value - low) / (high - low))

    curves = [
        Curve(
            caption,
            points[-1][1],
            " ".join(
                f"{WIDTH * kimg / total_kimg:.1f},{place(value):.1f}"
                for kimg, value in thinned(points)
            ),
        )
        for caption, points in known.items()
    ]
    return Chart(title, curves, [(place(value), f"{value:g}") for value in ticks])


def thinned(points: Sequence[Point]) -> list[Point]:
    """At most MOST_POINTS of the points, evenly taken, the last one among them."""
    step = math.ceil(len(points) / MOST_POINTS)
    return [*reversed(points[::-1][::step])]


def round_ticks(low: float, high: float) -> list[float]:
    """Values at distances of 1, 2 or 5 times a power of ten, from at most `low` to at least `high`.

    About TICKS of them; two where low and high are equal.
    """
    span = high - low
    if span <= 1e-9 * abs(high):
        span = abs(high) or 1.0
    power = 10.0 ** math.floor(math.log10(span / TICKS))
    step = next(power * n for n in (1, 2, 5, 10) if power * n * TICKS >= span * (1 - 1e-9))
    first = math.floor(low / step + 1e-9)
    last = max(first + 1, math.ceil(high / step - 1e-9))
    return [round(n * step, 12) for n in range(first, last + 1)]
