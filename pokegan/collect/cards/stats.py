"""The figures on a card: what is measured of a creature, from 0 to 99, and in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pokegan.collect.cards.elements import Element

MOST = 99


@dataclass(frozen=True)
class Stat:
    """A stat's name, the one of PROPERTIES it shows, and the values of it that give 0 and 99.

    `little` and `much` are what a creature is called that has little or much of it.
    """

    name: str
    measured: str
    low: float
    high: float
    little: str
    much: str


# From the 2nd to the 98th of 100 official artworks, every third of 1,025 taken, each as the model
# in the box was shown it: on white, padded to a square, 32 px. At 128 px up to
# 12 % of them lie below and up to 8 % above; of seeds 0-255 of that model up to 1 % and 4 %.
STATS = (
    Stat("Bulk", "size", 0.18, 0.55, "slight", "hefty"),
    Stat("Glow", "brightness", 0.43, 0.80, "dusky", "bright"),
    Stat("Zest", "saturation", 0.05, 0.47, "muted", "vivid"),
    Stat("Roll", "roundness", 0.44, 0.94, "gangly", "round"),
    Stat("Poise", "symmetry", 0.36, 0.87, "lopsided", "well-balanced"),
    Stat("Guile", "colours", 4, 18, "plain", "many-coloured"),
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
