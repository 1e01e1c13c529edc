"""The drawn parts of a card: the stamp's edge, the postmark and the background of the back."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw, ImageFilter

from pokegan.collect.cards.glyphs import FINER, glyph
from pokegan.collect.cards.lettering import SANS, font
from pokegan.collect.cards.rarity import GRADES, Rarity

TOOTH_PX = 22  # from one hole of the perforation to the next
HOLE_PX = 6.5  # radius
MARK_PX = 176  # across the postmark
TILT = 9.0  # degrees


def perforated(size_px: int) -> Image.Image:
    """A stamp's outline as a mask: a square with half holes along its edges."""
    side = size_px * FINER
    mask = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(mask)
    holes = round(size_px / TOOTH_PX)
    radius = HOLE_PX * FINER
    for i in range(holes + 1):
        along = i * side / holes
        for x, y in ((along, 0), (along, side), (0, along), (side, along)):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    return mask.resize((size_px, size_px), Image.Resampling.LANCZOS)


def shadow_of(mask: Image.Image, blur_px: int, strength: float) -> Image.Image:
    """A soft shadow of a mask, larger by twice the blur on each side."""
    margin = 2 * blur_px
    around = Image.new("L", (mask.width + 2 * margin, mask.height + 2 * margin), 0)
    around.paste(mask, (margin, margin))
    blurred = around.filter(ImageFilter.GaussianBlur(blur_px))
    return blurred.point(lambda level: round(level * strength))


def postmark(rarity: Rarity) -> Image.Image:
    """A round postmark as a mask: the program's name above, the rarity below, diamonds within."""
    side = MARK_PX * FINER
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    middle = side / 2
    for radius, width in ((0.485, 0.018), (0.31, 0.01)):
        near, far = middle - radius * side, middle + radius * side
        pen.ellipse((near, near, far, far), outline=255, width=round(width * side))
    around(mask, "POKEGAN", 0.0, inward=False)
    around(mask, rarity.word.upper(), 0.5, inward=True)
    diamonds(pen, middle, side, rarity.grade)
    return mask.rotate(TILT, Image.Resampling.BICUBIC).resize(
        (MARK_PX, MARK_PX), Image.Resampling.LANCZOS
    )


def around(mask: Image.Image, text: str, turn: float, inward: bool) -> None:
    """Letters around a ring, their middle at `turn` of a whole turn, feet `inward` or out."""
    side = mask.width
    used = font(SANS, 0.112 * side)
    radius, gap = 0.397 * side, 0.016 * side
    widths = [used.getlength(letter) + gap for letter in text]
    sense = -1 if inward else 1
    place = -sum(widths) / 2
    for letter, width in zip(text, widths, strict=True):
        angle = 2 * math.pi * turn + sense * (place + width / 2) / radius
        tile = Image.new("L", (round(0.2 * side),) * 2, 0)
        ImageDraw.Draw(tile).text(
            (tile.width / 2, tile.height / 2 + 0.038 * side), letter, 255, used, "ms"
        )
        lean = math.degrees(angle) + (180 if inward else 0)
        turned = tile.rotate(-lean, Image.Resampling.BICUBIC)
        x = side / 2 + radius * math.sin(angle) - tile.width / 2
        y = side / 2 - radius * math.cos(angle) - tile.height / 2
        mask.paste(255, (round(x), round(y)), turned)
        place += width


def diamonds(pen: ImageDraw.ImageDraw, middle: float, side: int, grade: int) -> None:
    """A row of diamonds, as many of them filled as the grade says."""
    half, step = 0.042 * side, 0.108 * side
    for i in range(len(GRADES)):
        x = middle + (i - (len(GRADES) - 1) / 2) * step
        corners = [(x, middle - half), (x + half, middle), (x, middle + half), (x - half, middle)]
        pen.polygon(corners, fill=255 if i < grade else 0, outline=255, width=round(0.011 * side))


def scattered(size: tuple[int, int], element: str, step_px: int, sign_px: int) -> Image.Image:
    """An element's sign all over an area, every second row moved by half a step: a mask."""
    mask = Image.new("L", size, 0)
    sign = glyph(element, sign_px)
    for row in range(-1, size[1] // step_px + 2):
        for column in range(-1, size[0] // step_px + 2):
            x = column * step_px + (row % 2) * step_px // 2
            mask.paste(sign, (x - sign_px // 2 + size[0] % step_px // 2, row * step_px))
    return mask
