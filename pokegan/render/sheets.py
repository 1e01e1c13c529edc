"""Sheets of many pictures: in rows, over labels, or as a table."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFont

from pokegan.errors import UsageError
from pokegan.render.pixels import Pixels, enlarged, on_background
from pokegan.runtime.memory import check_enlarged, check_memory

GAP_PX = 4
LABEL_PX = 11
STRIP_PX = LABEL_PX + 5  # below a tile, for its label
TILE_PX = 112
CAPTION_PX = 13  # height of a caption's letters, at least
CAPTION_SHARE = 1 / 32  # likewise, in the width of what is above them
BAR_REST = "lightgrey"  # of a caption's bar, what is still to come


def grid(
    pixels: Pixels,
    columns: int | None = None,
    *,
    scale: int = 1,
    gap: int = GAP_PX,
    background: str = "white",
) -> Image.Image:
    """Pictures [N, H, W, C] in rows, as square as they fit unless `columns` is given."""
    tiles = (tile(picture, scale, background) for picture in pixels)
    columns = columns or near_square(len(pixels))
    return lay_out(tiles, len(pixels), None, columns, gap, background)


def contact_sheet(
    pixels: Pixels,
    labels: Sequence[str] | None = None,
    columns: int | None = None,
    scale: int | None = None,
    background: str = "white",
) -> Image.Image:
    """Pictures [N, H, W, C] in rows, enlarged to about 112 px, each over its label."""
    scale = scale or readable_scale(pixels.shape[2])
    tiles = (tile(picture, scale, background) for picture in pixels)
    columns = columns or near_square(len(pixels))
    return lay_out(tiles, len(pixels), labels, columns, GAP_PX, background)


def table(
    rows: Pixels,
    columns: Pixels,
    cells: Pixels,
    row_labels: Sequence[str],
    column_labels: Sequence[str],
    scale: int | None = None,
    background: str = "white",
) -> Image.Image:
    """Style mixing: `rows` (coarse) down the left, `columns` (fine) along the top.

    `cells` [rows * columns, H, W, C] are their mixtures, row by row.
    """
    scale = scale or readable_scale(cells.shape[2])
    mixed = cells.reshape(len(rows), len(columns), *cells.shape[1:])
    labels = ["", *column_labels]
    for label in row_labels:
        labels += [label, *[""] * len(columns)]
    in_rows = ((source, *row) for source, row in zip(rows, mixed, strict=True))
    pictures = itertools.chain(columns, itertools.chain.from_iterable(in_rows))
    tiles = (tile(picture, scale, background) for picture in pictures)
    count = (len(rows) + 1) * (len(columns) + 1)
    return lay_out(
        itertools.chain([None], tiles), count, labels, len(columns) + 1, GAP_PX, background
    )


def check_sheet(count: int, side_px: int, scale: int | None = None) -> None:
    """Raise MemoryFull, before anything is drawn, for more pictures than fit on a sheet at once.

    They are held as pixels, twice while they come together, and a sheet takes four bytes a pixel.
    """
    held = 2 * 4 * side_px**2
    check_enlarged(
        f"a sheet of {count:,} pictures of {side_px} px",
        count,
        lambda times: held + 4 * (side_px * times + GAP_PX) * (side_px * times + GAP_PX + STRIP_PX),
        scale,
        usual=readable_scale(side_px),
    )


def lay_out(
    tiles: Iterable[Image.Image | None],
    count: int,
    labels: Sequence[str] | None,
    columns: int,
    gap: int,
    background: str,
) -> Image.Image:
    """`count` tiles of one size on a sheet with `gap` pixels around each; None leaves a hole."""
    tiles = iter(tiles)
    first = [*itertools.islice(tiles, 2)]
    size = next((picture.size for picture in first if picture is not None), None)
    if size is None:
        raise UsageError("There is no picture to show.", "Ask for at least one.")
    width, height = size
    across, down = width + gap, height + (0 if labels is None else STRIP_PX) + gap
    rows = math.ceil(count / columns)
    check_memory(f"a sheet of {count:,} pictures", lambda n: 4 * n * across * down, count)
    sheet = Image.new("RGB", (columns * across + gap, rows * down + gap), background)
    pen, ink, font = ImageDraw.Draw(sheet), ink_on(background), ImageFont.load_default(LABEL_PX)
    captions = labels if labels is not None else [""] * count
    for i, (picture, caption) in enumerate(
        zip(itertools.chain(first, tiles), captions, strict=True)
    ):
        left, top = gap + i % columns * across, gap + i // columns * down
        if picture is not None:
            sheet.paste(picture, (left, top))
        text = shortened(drawable(caption), width, font.getlength)
        pen.text((left + width / 2, top + height + 1), text, fill=ink, font=font, anchor="ma")
    return sheet


def captioned(
    picture: Pixels, text: str, share: float, side: str = "", background: str = "white"
) -> Pixels:
    """The picture [H, W, C] over a band: a bar of which `share` (0 to 1) is full, then words.

    `text` stands at the left, `side` at the right; the band's height depends on W alone.
    """
    width, channels = picture.shape[1:]
    size = max(CAPTION_PX, round(width * CAPTION_SHARE))
    bar, margin = max(2, size // 4), size // 2
    band = Image.new("RGB", (width, bar + 2 * size), background)
    pen, ink, font = ImageDraw.Draw(band), ink_on(background), ImageFont.load_default(size)
    full = round(width * share)
    pen.rectangle((0, 0, width, bar - 1), fill=BAR_REST)
    if full:
        pen.rectangle((0, 0, full - 1, bar - 1), fill=ink)
    middle, right = bar + size, width - margin
    side = shortened(drawable(side), (width - 2 * margin) / 2, font.getlength)
    room = right - margin - (font.getlength(side) + margin if side else 0)
    text = shortened(drawable(text), room, font.getlength)
    pen.text((margin, middle), text, fill=ink, font=font, anchor="lm")
    pen.text((right, middle), side, fill=ink, font=font, anchor="rm")
    opaque = np.full((band.height, width, channels), 255, np.uint8)
    opaque[..., :3] = np.asarray(band)
    return np.concatenate([picture, opaque])


def drawable(text: str) -> str:
    """Without accents, as the font that Pillow brings has no letter beyond ASCII."""
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(letter if letter.isascii() else "?" for letter in letters)


def shortened(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, or as much of it as is `width` wide with an ellipsis."""
    if measure(text) <= width:
        return text
    kept = len(text) - 1
    while kept > 0 and measure(text[:kept] + "…") > width:
        kept -= 1
    return text[:kept] + "…"


def ink_on(background: str) -> str:
    """Black or white, whichever can be read better on the background."""
    red, green, blue = ImageColor.getrgb(background)[:3]
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue > 127 else "white"


def tile(picture: Pixels, scale: int, background: str) -> Image.Image:
    """One picture [H, W, C] on the background, enlarged `scale` times without smoothing."""
    return Image.fromarray(enlarged(on_background(picture, background), scale))


def readable_scale(width_px: int) -> int:
    """The whole number that brings a picture of a width nearest to 112 px."""
    return max(1, round(TILE_PX / max(width_px, 1)))


def near_square(count: int) -> int:
    return max(1, math.ceil(math.sqrt(count)))
