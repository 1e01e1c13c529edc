"""RGBA of any size over a background, as a square: enlarged by wholes or shrunk by exact area.

Colour is premultiplied by opacity before pixels are mixed, so that what cannot be seen leaves
no trace. Shapes: C channels (3, or 4 with opacity), R resolution.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from PIL import Image

from pokegan.data.prepare.options import MIN_RESOLUTION, PixelSettings
from pokegan.errors import DataError


def to_square(picture: Image.Image, settings: PixelSettings) -> np.ndarray:
    """RGBA of any size to the final uint8 [C, R, R]."""
    if settings.fit == "crop":
        side = min(picture.size)
        left, top = (picture.width - side) // 2, (picture.height - side) // 2
        picture = picture.crop((left, top, left + side, top + side))
    fits = max(picture.size) <= settings.resolution
    square = (_enlarged if fits else _shrunk)(picture, settings.resolution)  # [4, R, R]
    colour, opacity = square[:3], square[3]
    if opacity.max() < 0.5:
        raise DataError("fully transparent")
    if settings.background is not None:
        background = np.array(settings.background, np.float32)[:, None, None]
        square = colour + (1 - opacity / 255) * background
    return rounded(square)  # [C, R, R]


def _enlarged(picture: Image.Image, resolution: int) -> np.ndarray:
    """Whole multiples, padded with transparency: premultiplied float32 [4, R, R]."""
    multiple = resolution // max(picture.size)
    planes = _premultiplied(picture).repeat(multiple, axis=1).repeat(multiple, axis=2)
    _, height, width = planes.shape
    top, left = (resolution - height) // 2, (resolution - width) // 2
    square = np.zeros((4, resolution, resolution), np.float32)
    square[:, top : top + height, left : left + width] = planes
    return square


def _shrunk(picture: Image.Image, resolution: int) -> np.ndarray:
    """Area means over the padded square: premultiplied float32 [4, R, R].

    Each target pixel weighs what it covers by the exact share; Pillow's BOX takes or leaves
    whole pixels. What lies beyond the picture counts as transparent. Far larger
    pictures are first reduced by a whole factor, to twice the resolution or a little more.
    """
    width, height = picture.size
    side = max(width, height)
    if min(width, height) * resolution < side:
        raise DataError(f"too thin: {width}x{height} would be less than a pixel across")
    factor = max(1, side // (2 * resolution))
    reduced = factor > 1
    planes = _planes(picture.convert("RGBa").reduce(factor)) if reduced else _premultiplied(picture)
    rows = _area_taps(height, side, factor, resolution)
    planes = sum(planes[:, i] * w[:, None] for i, w in zip(*rows, strict=True))  # [4, R, width]
    columns = _area_taps(width, side, factor, resolution)
    return sum(planes[:, :, i] * w for i, w in zip(*columns, strict=True))  # [4, R, R]


@lru_cache(maxsize=256)
def _area_taps(
    length: int, side: int, factor: int, resolution: int
) -> tuple[np.ndarray, np.ndarray]:
    """Source indices and weights [T, R] of `length` pixels centred in a square of `side`.

    The pixels come in blocks of `factor`, the last block perhaps smaller.
    """
    blocks = -(-length // factor)
    edges = np.minimum(np.arange(blocks + 1) * factor, length) + (side - length) / 2
    cells = np.arange(resolution + 1) * (side / resolution)
    overlap = np.minimum(edges[1:], cells[1:, None]) - np.maximum(edges[:-1], cells[:-1, None])
    share = overlap.clip(min=0) * (resolution / side)  # [R, blocks]
    taps = int((share > 0).sum(axis=1).max())
    index = (share > 0).argmax(axis=1) + np.arange(taps)[:, None]
    weights = np.where(index < blocks, share[np.arange(resolution), index % blocks], 0)
    return np.minimum(index, blocks - 1), weights.astype(np.float32)


def _planes(picture: Image.Image) -> np.ndarray:
    """float32 [4, height, width]; numpy is several times faster on long rows than on pixels."""
    return np.asarray(picture).transpose(2, 0, 1).astype(np.float32, order="C")


def _premultiplied(picture: Image.Image) -> np.ndarray:
    planes = _planes(picture)
    planes[:3] *= planes[3] / 255
    return planes


def rounded(values: np.ndarray) -> np.ndarray:
    """Values from 0 to 255 as uint8, one half upwards."""
    return (values + np.float32(0.5)).astype(np.uint8)


def pyramid(square: np.ndarray) -> Iterator[np.ndarray]:
    """The square [C, R, R] and each half of it down to 4 px, by rounded 2x2 means."""
    yield square
    while square.shape[-1] > MIN_RESOLUTION:
        wide = square.astype(np.uint16)
        total = wide[:, ::2, ::2] + wide[:, 1::2, ::2] + wide[:, ::2, 1::2] + wide[:, 1::2, 1::2]
        square = ((total + 2) >> 2).astype(np.uint8)
        yield square
