"""Text on a card: three faces of the Source family (SIL Open Font License, in fonts/)."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).parent / "fonts"
SERIF = "SourceSerifPro-Semibold.ttf"
ITALIC = "SourceSerifPro-It.ttf"
SANS = "SourceSansPro-Semibold.otf"

Font = ImageFont.FreeTypeFont
Place = tuple[float, float]


@cache
def font(face: str, size_px: float) -> Font:
    """A face at a size."""
    return ImageFont.truetype(FONTS / face, size_px, layout_engine=ImageFont.Layout.BASIC)


def fitting(text: str, face: str, size_px: float, width_px: float) -> Font:
    """A face as large as the text fits into the width, at most `size_px`."""
    used = font(face, size_px)
    while used.getlength(text) > width_px:  # letters are as wide as whole pixels allow
        used = font(face, math.floor(used.size * width_px / used.getlength(text)))
    return used


def spaced(pen: ImageDraw.ImageDraw, place: Place, text: str, size_px: float, **look: str) -> None:
    """Capitals set apart, as small labels are; `look` is fill and anchor (l, m or r, baseline)."""
    letters, gap = text.upper(), size_px * 0.14
    used = font(SANS, size_px)
    width = width_spaced(text, size_px)
    x, y = place
    x -= {"l": 0.0, "m": width / 2, "r": width}[look.get("anchor", "l")]
    for letter in letters:
        pen.text((x, y), letter, fill=look["fill"], font=used, anchor="ls")
        x += used.getlength(letter) + gap


def width_spaced(text: str, size_px: float) -> float:
    """How wide `spaced` sets a text."""
    letters = text.upper()
    used = font(SANS, size_px)
    return sum(used.getlength(letter) for letter in letters) + size_px * 0.14 * (len(letters) - 1)


def wrapped(text: str, used: Font, width_px: float) -> list[str]:
    """A text in lines of at most a width, broken between words, or in one that is too long."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if used.getlength(joined) <= width_px:
            lines[-1] = joined
            continue
        lines += [word] if lines[-1] else []
        lines[-1] = lines[-1] or word
        while used.getlength(lines[-1]) > width_px and len(lines[-1]) > 1:
            kept = next(
                n
                for n in range(len(lines[-1]) - 1, 0, -1)
                if n == 1 or used.getlength(lines[-1][:n]) <= width_px
            )
            lines[-1:] = [lines[-1][:kept], lines[-1][kept:]]
    return lines
