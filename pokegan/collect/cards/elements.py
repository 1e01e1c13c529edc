"""What a creature is made of: an everyday word for its main colours, and the ink of its card.

The rules are pokegan's own. A pixel is grey when its saturation (HSV) is below 0.12 or its value
below 0.2; a grey one is Shadow below a value of 0.35, Light above 0.8, else Metal. Any other goes
by its hue, and by how pale or dull it is: see `of_hue`. The creature is of the element that most
of its coloured pixels have, each counting as much as it is vivid (saturation times value); where
less than a quarter of it is coloured, of that of most of its grey ones.
"""

from __future__ import annotations

import colorsys
from collections import Counter
from dataclasses import dataclass

import numpy as np

from pokegan.errors import UsageError, meant

GREY, BLACK = 0.12, 0.2  # saturation and value below which a colour is none
DARK, BRIGHT = 0.35, 0.8  # values of grey below which it is Shadow and above which Light
COLOURED = 0.25  # of the creature, for its colours to decide


@dataclass(frozen=True)
class Element:
    """An element's name, the dark ink of its cards, and the pale tint behind a creature."""

    name: str
    ink: str
    tint: str


ELEMENTS = {
    element.name: element
    for element in (
        Element("Fire", "#b0402a", "#f6dccb"),
        Element("Water", "#28608f", "#d6e5ee"),
        Element("Leaf", "#4a7033", "#dfe8ce"),
        Element("Stone", "#80603e", "#eaddc8"),
        Element("Storm", "#9a7210", "#f5e8bf"),
        Element("Ice", "#36808c", "#d9ecec"),
        Element("Shadow", "#46394f", "#dad4de"),
        Element("Light", "#94793a", "#f7f0da"),
        Element("Metal", "#57646c", "#dee2e3"),
        Element("Mind", "#6f478a", "#e6daec"),
        Element("Bloom", "#a63d69", "#f5dae3"),
    )
}


def named(text: str) -> Element:
    """The element of a name in whatever case; UsageError for one that is not there."""
    element = ELEMENTS.get(text.strip().capitalize())
    if element is None:
        guess = meant(text.strip().capitalize(), ELEMENTS)
        raise UsageError(f"there is no element '{text}'.", f"{guess}Known: {', '.join(ELEMENTS)}.")
    return element


def guess(colours: np.ndarray) -> Element:
    """The element of a creature whose pixels are [P, 3] of 0 to 255; Light for none at all."""
    coloured: Counter[str] = Counter()
    grey: Counter[str] = Counter()
    counted, counts = np.unique(colours // 4 * 4, axis=0, return_counts=True)
    chromatic = 0
    for (red, green, blue), count in zip(counted / 255, counts.tolist(), strict=True):
        hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
        if saturation < GREY or value < BLACK:
            grey["Shadow" if value < DARK else "Light" if value > BRIGHT else "Metal"] += count
        else:
            coloured[of_hue(360 * hue, saturation, value)] += count * saturation * value
            chromatic += count
    decides = coloured if chromatic > COLOURED * len(colours) else grey
    return ELEMENTS[max(decides, key=lambda name: (decides[name], name), default="Light")]


def of_hue(degrees: float, saturation: float, value: float) -> str:
    """The element of a colour by its hue from 0 to 360.

    Red is Fire, orange too or, where dull, Stone; yellow is Storm, green Leaf, cyan and blue
    Water or, where pale, Ice; violet is Mind, magenta and pale red Bloom.
    """
    pale = saturation < 0.5 and value > 0.7
    if degrees >= 345 or degrees < 16:
        return "Bloom" if pale else "Fire"
    if degrees < 42:
        return "Fire" if saturation > 0.5 and value > 0.6 else "Stone"
    if degrees < 68:
        return "Storm" if value > 0.5 else "Stone"
    if degrees < 165:
        return "Leaf"
    if degrees < 252:
        return "Ice" if pale else "Water"
    return "Mind" if degrees < 295 else "Bloom"
