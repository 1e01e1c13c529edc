"""What a terminal or a pipe is given: any text, the paths written, and the pictures themselves.

A character shows two pixels, in the upper and the lower half of a block.
"""

from __future__ import annotations

import codecs
import io
import math
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from pokegan.cli.options import console, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.style import Style
    from rich.text import Text

    from pokegan.render.pixels import Pixels

T = TypeVar("T")
UPPER, LOWER = "▀", "▄"
TILE_PX = 32  # width of one picture among several; powers of two are reduced to it without blur
GAP_PX = 1
PROMPT_LINES = 2  # of the screen, left free
MOST_FILES = 64  # looked at
OPAQUE = 128  # opacity from which a pixel is shown
SPELLED = {"±": "+-"}  # others are spelled as Unicode takes them apart


def accept_any_text() -> None:
    """Let stdout and stderr write what their encoding lacks as `spelled` has it, not fail."""
    codecs.register_error("pokegan", spelled)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="pokegan")


def spelled(error: UnicodeError) -> tuple[str | bytes, int]:
    """What stands for a letter that an encoding lacks: é is e, an emoji its number in Unicode.

    A byte of a file's name that is no text stays that byte.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letter, end = error.object[error.start], error.start + 1
    if "\udc80" <= letter <= "\udcff":
        return letter.encode("ascii", "surrogateescape"), end
    apart = SPELLED.get(letter) or unicodedata.normalize("NFKD", letter)
    plain = apart.encode("ascii", "ignore") or letter.encode("ascii", "backslashreplace")
    return plain.decode(), end


def written(path: Path, shown: bool) -> None:
    """Name a picture or film that a command has written on stdout, and show it if asked to."""
    typer.echo(path)
    if shown:
        show([path])


def show(paths: Sequence[Path]) -> None:
    """Show written pictures or a film's frames on the terminal, as many as one screen holds.

    Where stderr is no terminal, nothing is shown and nothing said.
    """
    screen = console()
    if not screen.is_terminal:
        return
    if not shows_colours(screen):
        say("note: this terminal shows no blocks in colour, so --show has no effect")
        return
    if paths[0].suffix.lower() == ".mp4":
        say("note: --show cannot read an MP4; .gif, .webp, .apng and .png can be shown")
        return
    pictures = [frame for path in spread(paths, MOST_FILES) for frame in frames(path)]
    height = 2 * max(1, screen.height - PROMPT_LINES)
    screen.print(half_blocks(in_rows(pictures, screen.width, height), screen.width))


def shows_colours(screen: Console) -> bool:
    """Whether blocks of different colours can be told apart there."""
    try:
        (UPPER + LOWER).encode(screen.encoding)
    except UnicodeEncodeError:
        return False
    return screen.color_system is not None and not screen.no_color


def spread(items: Sequence[T], count: int) -> list[T]:
    """At most `count` of the items, at even distances, the first among them."""
    count = min(count, len(items))
    return [items[i * len(items) // count] for i in range(count)]


def frames(path: Path) -> Iterator[Pixels]:
    """The frames [H, W, 4] in a picture file; of an atlas its texture."""
    import numpy as np
    from PIL import Image, ImageSequence

    with Image.open(path.with_suffix(".png") if path.suffix.lower() == ".json" else path) as film:
        for frame in ImageSequence.Iterator(film):
            yield np.asarray(frame.convert("RGBA"))


def in_rows(pictures: Sequence[Pixels], width: int, height: int) -> Pixels:
    """Pictures [H, W, 4] of one size side by side, as many as fit width x height pixels.

    One alone has all the room, one of several that of a tile. There is one at least.
    """
    import numpy as np

    tile_px = TILE_PX if len(pictures) > 1 else width
    tiles = [fitted(picture, min(tile_px, width), height) for picture in pictures]
    down, across = (side + GAP_PX for side in tiles[0].shape[:2])
    columns, rows = max(1, (width + GAP_PX) // across), max(1, (height + GAP_PX) // down)
    shown = spread(tiles, columns * rows)
    columns, rows = min(columns, len(shown)), math.ceil(len(shown) / columns)
    canvas = np.zeros((rows * down, columns * across, 4), np.uint8)
    for i, picture in enumerate(shown):
        top, left = i // columns * down, i % columns * across
        canvas[top : top + down - GAP_PX, left : left + across - GAP_PX] = picture
    return canvas[:-GAP_PX, :-GAP_PX]


def fitted(picture: Pixels, width: int, height: int) -> Pixels:
    """A picture [H, W, C] as [h, w, 4], reduced by the whole number that makes it fit.

    Colours are averaged by their opacity.
    """
    import numpy as np
    from PIL import Image

    factor = max(math.ceil(picture.shape[1] / width), math.ceil(picture.shape[0] / height))
    return np.asarray(Image.fromarray(picture).convert("RGBA").reduce(factor))


def half_blocks(pixels: Pixels, width: int) -> Text:
    """A picture [H, W, C] as lines of at most `width` characters, each two pixels.

    What is less than half opaque shows the terminal's own background.
    """
    import numpy as np
    from rich.text import Text

    shown = fitted(pixels, width, len(pixels))
    shown = np.pad(shown, ((0, len(shown) % 2), (0, 0), (0, 0)))
    lines = []
    for above, below in zip(shown[::2].tolist(), shown[1::2].tolist(), strict=True):
        line = Text()
        for upper, lower in zip(above, below, strict=True):
            line.append(*half_block(upper, lower))
        lines.append(line)
    return Text("\n").join(lines)


def half_block(upper: Sequence[int], lower: Sequence[int]) -> tuple[str, Style]:
    """The character for two pixels RGBA, one above the other, and its colours."""
    from rich.color import Color
    from rich.style import Style

    over, under = (
        Color.from_rgb(*pixel[:3]) if pixel[3] >= OPAQUE else None for pixel in (upper, lower)
    )
    if over is not None:
        return UPPER, Style(color=over, bgcolor=under)
    return (" " if under is None else LOWER), Style(color=under)
