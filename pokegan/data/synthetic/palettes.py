"""Colours: each element has three, from which all the shades of a creature are mixed."""

from __future__ import annotations

import colorsys
from random import Random

Colour = tuple[int, int, int]
Palette = dict[str, Colour]


# Hue in degrees, saturation and lightness in percent, of body, accent and belly.
ELEMENTS: dict[str, tuple[tuple[int, int, int], ...]] = {
    "fire": ((14, 85, 57), (45, 95, 58), (38, 85, 82)),
    "ember": ((2, 68, 50), (32, 90, 58), (30, 70, 80)),
    "water": ((208, 70, 55), (188, 65, 76), (46, 60, 87)),
    "reef": ((180, 52, 48), (345, 70, 68), (50, 50, 88)),
    "leaf": ((108, 45, 50), (345, 70, 68), (70, 55, 81)),
    "moss": ((78, 42, 43), (28, 70, 56), (55, 48, 77)),
    "spark": ((48, 92, 57), (276, 42, 52), (52, 88, 86)),
    "ice": ((194, 55, 77), (216, 62, 56), (200, 35, 95)),
    "petal": ((335, 68, 76), (282, 42, 60), (20, 60, 93)),
    "ghost": ((265, 40, 51), (322, 60, 64), (260, 38, 80)),
    "venom": ((290, 40, 52), (108, 50, 56), (300, 35, 83)),
    "rock": ((30, 26, 52), (20, 42, 35), (40, 35, 77)),
    "steel": ((214, 17, 60), (8, 65, 55), (210, 16, 86)),
    "night": ((230, 32, 43), (48, 85, 60), (226, 26, 70)),
    "sand": ((36, 60, 63), (15, 50, 42), (45, 60, 86)),
    "wyrm": ((242, 45, 56), (20, 76, 61), (40, 60, 83)),
    "snow": ((210, 26, 92), (4, 70, 62), (30, 30, 97)),
    "earth": ((20, 45, 45), (160, 40, 52), (32, 50, 74)),
}


def mix_palette(rng: Random) -> Palette:
    """One element's colours, a little shifted, with the shades derived from them."""
    body, accent, belly = ELEMENTS[rng.choice(list(ELEMENTS))]
    if rng.random() < 0.12:
        body, accent = accent, body
    turn = rng.gauss(0, 5)
    lift = rng.gauss(0, 3)
    hue, saturation, lightness = body
    return {
        "body": hsl(hue + turn, saturation, lightness + lift),
        "far": hsl(hue + turn - 4, saturation, (lightness + lift) * 0.80),
        "accent": hsl(accent[0] + turn, accent[1], accent[2] + lift),
        "belly": hsl(belly[0] + turn, belly[1], belly[2]),
        "line": hsl(hue + turn - 8, min(saturation, 60) * 0.8 + 8, 12 + lightness * 0.10),
        "white": (255, 255, 255),
        "ink": (28, 24, 36),
        "blush": hsl(352, 80, 70),
        "mouth": hsl(352, 60, 45),
    }


def hsl(hue: float, saturation: float, lightness: float) -> Colour:
    """Degrees and two percentages as 8-bit red, green and blue."""
    saturation, lightness = min(max(saturation, 0), 100), min(max(lightness, 4), 98)
    rgb = colorsys.hls_to_rgb(hue % 360 / 360, lightness / 100, saturation / 100)
    red, green, blue = (round(255 * value) for value in rgb)
    return red, green, blue
