"""Pages of nine cards to print on A4 and cut, as a PDF; backs lie behind their fronts.

The backs of a page are mirrored from left to right: print both sides and turn the paper about
its long edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from pokegan.collect.cards.card import Card
from pokegan.collect.cards.sides import DPI, HEIGHT_PX, WIDTH_PX, back, front
from pokegan.runtime.files import replacing, writing
from pokegan.sampling.latents import batches

PAGE_PX = (2480, 3508)  # A4 at 300 dpi
ACROSS = DOWN = 3
LEFT_PX = (PAGE_PX[0] - ACROSS * WIDTH_PX) // 2
TOP_PX = (PAGE_PX[1] - DOWN * HEIGHT_PX) // 2
MARK_GAP_PX, MARK_PX = 14, 60  # from the cards to a crop mark, and its length
QUALITY = 95  # of JPEG, which is how Pillow puts colours into a PDF


def save_pdf(path: Path, cards: Iterable[Card], title: str, backs: bool = False) -> None:
    """Write pages of nine cards, complete or not at all; one page is in memory at a time."""
    about = {"title": title, "creator": "pokegan", "resolution": DPI, "quality": QUALITY}
    with writing(path), replacing(path) as part:
        for i, page in enumerate(pages(cards, backs)):
            page.save(part, format="PDF", append=i > 0, subsampling=0, **about)


def pages(cards: Iterable[Card], backs: bool) -> Iterator[Image.Image]:
    """Each page of fronts, followed by that of its backs where they are wanted."""
    for nine in batches(cards, ACROSS * DOWN):
        yield page([front(card) for card in nine])
        if backs:
            yield page([back(card) for card in nine], mirrored=True)


def page(faces: list[Image.Image], mirrored: bool = False) -> Image.Image:
    """Up to nine faces edge to edge, row by row from the left or, mirrored, from the right."""
    sheet = Image.new("RGB", PAGE_PX, "white")
    crop_marks(ImageDraw.Draw(sheet))
    for i, face in enumerate(faces):
        column = ACROSS - 1 - i % ACROSS if mirrored else i % ACROSS
        sheet.paste(face, (LEFT_PX + column * WIDTH_PX, TOP_PX + i // ACROSS * HEIGHT_PX))
    return sheet


def crop_marks(pen: ImageDraw.ImageDraw) -> None:
    """Short lines outside the cards, in line with each cut."""
    right, bottom = LEFT_PX + ACROSS * WIDTH_PX, TOP_PX + DOWN * HEIGHT_PX
    for i in range(ACROSS + 1):
        x = LEFT_PX + i * WIDTH_PX
        for start, way in ((TOP_PX, -1), (bottom, 1)):
            near, far = start + way * MARK_GAP_PX, start + way * (MARK_GAP_PX + MARK_PX)
            pen.line((x, near, x, far), fill="black", width=2)
    for i in range(DOWN + 1):
        y = TOP_PX + i * HEIGHT_PX
        for start, way in ((LEFT_PX, -1), (right, 1)):
            near, far = start + way * MARK_GAP_PX, start + way * (MARK_GAP_PX + MARK_PX)
            pen.line((near, y, far, y), fill="black", width=2)
