"""The two sides of a card, 744 x 1039 px: 63 x 88 mm at 300 dpi."""

from __future__ import annotations

import importlib.util

from PIL import Image, ImageDraw

from pokegan.collect.cards.card import Card
from pokegan.collect.cards.glyphs import glyph
from pokegan.collect.cards.lettering import (
    ITALIC,
    SANS,
    SERIF,
    fitting,
    font,
    spaced,
    width_spaced,
    wrapped,
)
from pokegan.collect.cards.ornaments import MARK_PX, perforated, postmark, scattered, shadow_of
from pokegan.errors import UsageError
from pokegan.render.pixels import Pixels, enlarged, on_background
from pokegan.render.sheets import shortened

DPI = 300
WIDTH_PX, HEIGHT_PX = 744, 1039  # 63 x 88 mm
FRAME_PX = 30  # from the edge, where a trimmer may err by 2 mm
LEFT, RIGHT = 66, WIDTH_PX - 66
MIDDLE = WIDTH_PX / 2
PLATE_PX = 512  # the picture: a power of two holds any smaller one a whole number of times
STAMP_PX = 556
STAMP_TOP = 168
LABEL_PX = 23  # small capitals

PAPER, STAMP, INK, FAINT = "#f8f3e6", "#fffefb", "#2c2722", "#736a5d"
QR_PX = 436  # the code with its quiet zone, at most
QUIET = 4  # modules around a QR code (ISO/IEC 18004)


def front(card: Card) -> Image.Image:
    """The side with the creature."""
    face = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), PAPER)
    pen = ImageDraw.Draw(face)
    frame(pen, card.element.ink)
    heading(face, pen, card)
    stamp(face, card)
    words = fitting(card.sentence, ITALIC, 27, RIGHT - LEFT)
    pen.text((MIDDLE, 766), card.sentence, FAINT, words, "ms")
    for move, y in zip(card.moves, (814, 855), strict=True):
        move_line(pen, move.name, move.power, y, card.element.ink)
    figures(pen, card)
    footer = fitting(card.rarity.sentence, ITALIC, 23, RIGHT - LEFT)
    pen.text((MIDDLE, 981), card.rarity.sentence, FAINT, footer, "ms")
    return face


def frame(pen: ImageDraw.ImageDraw, ink: str) -> None:
    """A thick line around the card and a thin one inside it."""
    for inset, width in ((FRAME_PX, 4), (FRAME_PX + 9, 1)):
        box = (inset, inset, WIDTH_PX - 1 - inset, HEIGHT_PX - 1 - inset)
        pen.rectangle(box, outline=ink, width=width)


def heading(face: Image.Image, pen: ImageDraw.ImageDraw, card: Card) -> None:
    """Number and element in small capitals, and the name."""
    ink = card.element.ink
    number = shortened(f"№ {card.number}", RIGHT - LEFT - 240, number_width)
    spaced(pen, (LEFT, 81), number, LABEL_PX, fill=ink)
    spaced(pen, (RIGHT, 81), card.element.name, LABEL_PX, fill=ink, anchor="r")
    sign = 30
    reach = width_spaced(card.element.name, LABEL_PX)
    face.paste(ink, (round(RIGHT - reach - sign - 12), 58), glyph(card.element.name, sign))
    pen.text((MIDDLE, 147), card.name, INK, fitting(card.name, SERIF, 72, RIGHT - LEFT), "ms")


def number_width(text: str) -> float:
    return width_spaced(text, LABEL_PX)


def stamp(face: Image.Image, card: Card) -> None:
    """The creature on its stamp, with shadow and postmark."""
    left = (WIDTH_PX - STAMP_PX) // 2
    edge = perforated(STAMP_PX)
    shade = shadow_of(edge, 5, 0.3)
    face.paste("#5a4a30", (left - 10, STAMP_TOP - 7), shade)
    face.paste(STAMP, (left, STAMP_TOP), edge)
    plate = plate_of(card.picture, card.element.tint)
    inset = (STAMP_PX - PLATE_PX) // 2
    face.paste(plate, (left + inset, STAMP_TOP + inset))
    pen = ImageDraw.Draw(face)
    box = (left + inset - 1, STAMP_TOP + inset - 1)
    far = (left + inset + PLATE_PX, STAMP_TOP + inset + PLATE_PX)
    pen.rectangle((*box, *far), outline=card.element.ink, width=1)
    mark = postmark(card.rarity).point(lambda level: round(level * 0.82))
    x, y = left + STAMP_PX - MARK_PX + 44, STAMP_TOP + STAMP_PX - MARK_PX + 22
    face.paste(card.element.ink, (x, y), mark)


def plate_of(picture: Pixels, tint: str) -> Image.Image:
    """A picture [R, R, C] on its tint, 512 px wide: its pixels as squares, or reduced."""
    shown = on_background(picture, tint)
    plate = Image.fromarray(enlarged(shown, max(1, PLATE_PX // shown.shape[0])))
    return plate.resize((PLATE_PX, PLATE_PX), Image.Resampling.BOX)


def move_line(pen: ImageDraw.ImageDraw, name: str, power: int, y: int, ink: str) -> None:
    """A move and its power, with dots between as in a table of contents."""
    used = font(SERIF, 31)
    pen.text((LEFT, y), name, INK, used, "ls")
    pen.text((RIGHT, y), str(power), ink, used, "rs")
    x = RIGHT - used.getlength(str(power)) - 14
    end = LEFT + used.getlength(name) + 12
    while x > end:
        pen.ellipse((x - 1.5, y - 5, x + 1.5, y - 2), fill=FAINT)
        x -= 12


def figures(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """The stats side by side: a number over its label."""
    pen.line((LEFT, 877, RIGHT - 1, 877), fill=card.element.ink, width=1)
    column = (RIGHT - LEFT) / len(card.stats)
    for i, (name, figure) in enumerate(card.stats.items()):
        x = LEFT + (i + 0.5) * column
        pen.text((x, 914), str(figure), INK, font(SERIF, 34), "ms")
        spaced(pen, (x, 938), name, 17, fill=card.element.ink, anchor="m")
    pen.line((LEFT, 950, RIGHT - 1, 950), fill=card.element.ink, width=1)


def back(card: Card) -> Image.Image:
    """The side with the recipe: a QR code of the command line, and the line itself."""
    ink = card.element.ink
    face = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), ink)
    signs = scattered(face.size, card.element.name, 66, 34)
    face.paste(card.element.tint, (0, 0), signs.point(lambda level: round(level * 0.2)))
    pen = ImageDraw.Draw(face)
    pen.rectangle(
        (FRAME_PX, FRAME_PX, WIDTH_PX - 1 - FRAME_PX, HEIGHT_PX - 1 - FRAME_PX),
        outline=card.element.tint,
        width=3,
    )
    label(face, card)
    return face


def label(face: Image.Image, card: Card) -> None:
    """The paper label of the back, with code, name and command line."""
    pen = ImageDraw.Draw(face)
    box = (112, 172, WIDTH_PX - 113, HEIGHT_PX - 173)
    pen.rectangle(box, fill=PAPER)
    inner = (box[0] + 10, box[1] + 10, box[2] - 10, box[3] - 10)
    pen.rectangle(inner, outline=card.element.ink, width=2)
    spaced(pen, (MIDDLE, 226), "Pokegan", 26, fill=card.element.ink, anchor="m")
    code = qr_code(card.again)
    face.paste(code, ((WIDTH_PX - code.width) // 2, 228 + (QR_PX - code.height) // 2))
    name = fitting(card.name, SERIF, 46, inner[2] - inner[0] - 40)
    pen.text((MIDDLE, 694), card.name, INK, name, "ms")
    pen.text((MIDDLE, 730), "is drawn again by", FAINT, font(ITALIC, 25), "ms")
    command_lines(pen, card.again, inner[2] - inner[0] - 44)


def command_lines(pen: ImageDraw.ImageDraw, text: str, width: int) -> None:
    """The command line, in letters as large as four lines allow."""
    for size in (24, 21, 18, 15, 12):
        used = font(SANS, size)
        lines = wrapped(text, used, width)
        if len(lines) * size * 1.3 <= 4 * 24:
            break
    for i, line in enumerate(lines):
        pen.text((MIDDLE, 764 + i * round(1.3 * size)), line, INK, used, "ms")


def check_codes() -> None:
    """Raise UsageError where the package that codes need is not installed."""
    if importlib.util.find_spec("segno") is None:
        raise UsageError(
            "the code on the back of a card needs the package segno, which is not installed.",
            'Install it: pip install "pokegan[cards]"',
        )


def qr_code(text: str) -> Image.Image:
    """A text as a QR code with its quiet zone, as large as fits 436 px in whole pixels a module.

    UsageError for more than a code holds, 2,953 bytes.
    """
    import segno

    try:
        matrix = segno.make(text, micro=False).matrix
    except segno.DataOverflowError as error:
        raise UsageError(
            f"a command line of {len(text)} letters does not fit on a card.",
            "Name fewer creatures, or files by shorter names.",
        ) from error
    modules = len(matrix) + 2 * QUIET
    code = Image.new("RGB", (modules, modules), PAPER)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                code.paste(INK, (x + QUIET, y + QUIET, x + QUIET + 1, y + QUIET + 1))
    side = modules * max(1, QR_PX // modules)
    return code.resize((side, side), Image.Resampling.NEAREST)
