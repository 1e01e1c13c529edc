"""The figures on a card: what is measured of a creature, from 0 to 99, and in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pokegan.cards.elements import Element

MOST = 99


@dataclass(frozen=True)
class Stat:
    """A stat's name, the property it shows, and the values of it that give 0 and 99.

    `little` and `much` are what a creature is called that has little or much of it.
    """

    name: str
    measured: str
    low: float
    high: float
    little: str
    much: str


# From the 2nd to the 98th of 100 official artworks, every third of 1,025 taken.
STATS = (
    Stat("Bulk", "size", 0.15, 0.51, "slight", "hefty"),
    Stat("Glow", "brightness", 0.40, 0.87, "dusky", "bright"),
    Stat("Zest", "saturation", 0.07, 0.58, "muted", "vivid"),
    Stat("Roll", "roundness", 0.40, 0.95, "gangly", "round"),
    Stat("Poise", "symmetry", 0.17, 0.87, "lopsided", "well-balanced"),
    Stat("Guile", "colours", 4, 13, "plain", "many-coloured"),
)


def stats(properties: Mapping[str, float]) -> dict[str, int]:
    """Each stat's figure from 0 to 99, in the order of STATS."""
    return {stat.name: scaled(stat, properties[stat.measured]) for stat in STATS}


def scaled(stat: Stat, value: float) -> int:
    """A property on the scale of its stat."""
    share = (value - stat.low) / (stat.high - stat.low)
    return round(MOST * min(max(share, 0.0), 1.0))


def sentence(figures: Mapping[str, int], element: Element) -> str:
    """What the creature is like, by its two stats furthest from the middle."""
    remarkable = sorted(STATS, key=lambda stat: -abs(2 * figures[stat.name] - MOST))[:2]
    first, second = (
        stat.much if 2 * figures[stat.name] > MOST else stat.little for stat in remarkable
    )
    return f"{article(first)} {first} and {second} creature of {element.name.lower()}."


def article(word: str) -> str:
    return "An" if word[0] in "aeiou" else "A"
