"""From sketch to picture: turned, fitted, filled, outlined, and lit from the upper left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from pokegan.data.synthetic.outlines import Points, turned
from pokegan.data.synthetic.palettes import Colour, Palette
from pokegan.data.synthetic.sketch import Part

Pixel = tuple[int, int]

STROKE = 0.017  # width of the outline as a share of the canvas


def pose(parts: Sequence[Part], tilt: float, facing: int, extent: float) -> list[Part]:
    """Turn the parts and fit them centred into [0, 1], `extent` along the longer side."""
    stood = [part.moved(lambda points: turned(points * (facing, 1), tilt)) for part in parts]
    everything = np.concatenate([part.points for part in stood])
    low, high = everything.min(axis=0), everything.max(axis=0)
    scale = (extent - 2 * STROKE) / float((high - low).max())
    shift = 0.5 - (low + high) / 2 * scale
    return [part.moved(lambda points: points * scale + shift) for part in stood]


def paint(parts: Iterable[Part], palette: Palette, canvas_px: int) -> Image.Image:
    """Parts in [0, 1] as a hard-edged RGBA picture."""
    canvas = Image.new("RGBA", (canvas_px, canvas_px))
    pen = ImageDraw.Draw(canvas)
    stroke = max(1, round(STROKE * canvas_px))
    for part in parts:
        outline = on_grid(part.points, canvas_px)
        if part.lined:
            ring = [*outline, *outline[:2]]  # the second point again, to round the last corner
            pen.line(ring, fill=palette["line"], width=2 * stroke, joint="curve")
        fill(canvas, part, outline, palette)
    return canvas


def on_grid(points: Points, canvas_px: int) -> list[Pixel]:
    """Whole pixels, so that the last bit of a sine changes no picture between machines."""
    return [(round(x), round(y)) for x, y in (points * canvas_px).tolist()]


def fill(canvas: Image.Image, part: Part, outline: list[Pixel], palette: Palette) -> None:
    """Paint the inside of one part: colour, marks, light from the upper left."""
    across, down = [x for x, _ in outline], [y for _, y in outline]
    left, top = min(across), min(down)
    size = (max(across) - left + 1, max(down) - top + 1)
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in outline], fill=255)
    tile = Image.new("RGB", size, palette[part.colour])
    if part.blend:
        tile.paste(palette[part.blend], (0, 0, *size), Image.linear_gradient("L").resize(size))
    pen = ImageDraw.Draw(tile)
    for points, colour in part.marks:
        mark = [(x - left, y - top) for x, y in on_grid(points, canvas.width)]
        pen.polygon(mark, fill=palette[colour])
    if part.solid:
        shade(tile, mask, palette["line"])
    canvas.paste(tile, (left, top), mask)


def shade(tile: Image.Image, mask: Image.Image, dark: Colour) -> None:
    """Lighten a spot at the upper left of `tile` and darken the rim at the lower right."""
    width, height = tile.size
    glow = Image.new("L", tile.size)
    box = (width * 0.16, height * 0.1, width * 0.5, height * 0.36)
    ImageDraw.Draw(glow).ellipse(box, fill=70)
    tile.paste((255, 255, 255), (0, 0, width, height), glow)
    reach = max(2, min(width, height) // 7)
    lit = Image.new("L", tile.size)
    lit.paste(mask, (-reach // 2, -reach))
    shadow = Image.blend(tile, Image.new("RGB", tile.size, dark), 0.28)
    tile.paste(shadow, (0, 0), ImageChops.invert(lit))
