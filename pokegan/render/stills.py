"""Single pictures as PNG files, complete or not at all, with their recipes inside."""

from __future__ import annotations

import os
import zlib
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from pokegan.render.pixels import Pixels
from pokegan.render.recipes import Recipe, recipe_chunk
from pokegan.runtime.files import replacing, writing

WRITERS = min(8, os.cpu_count() or 1)  # threads
# Runs alone, and quickly: 240 us a picture of 64 px instead of 480, in files of the same size.
QUICK = {"compress_level": 1, "compress_type": zlib.Z_RLE}


def save_png(path: Path, picture: Pixels, recipe: Recipe | None = None) -> None:
    """Write one picture [H, W, 3 or 4], complete or not at all, with its recipe inside."""
    with writing(path), replacing(path) as part:
        image = Image.fromarray(picture)
        image.save(part, format="PNG", pnginfo=recipe_chunk(recipe), **QUICK)


def read_pixels(path: Path) -> Pixels:
    """One picture [H, W, 3 or 4] as `save_png` wrote it."""
    with Image.open(path) as image:
        return np.asarray(image)


def save_image(
    path: Path, image: Image.Image, recipe: Recipe | None = None, dpi: int | None = None
) -> None:
    """Write a sheet as PNG, complete or not at all, with its recipe and how large it prints."""
    print_size = {} if dpi is None else {"dpi": (dpi, dpi)}
    with writing(path), replacing(path) as part:
        image.save(part, format="PNG", pnginfo=recipe_chunk(recipe), **print_size)


def save_pngs(items: Iterable[tuple[Path, Pixels, Recipe | None]]) -> int:
    """Write many pictures with threads; `items` is drawn on only as fast as they write.

    Returns how many. They are not forced to the disk: a power cut may take what can be made
    again, but leaves no half of one.
    """
    waiting: deque[Future[None]] = deque()
    written = 0
    with ThreadPoolExecutor(WRITERS) as pool:
        for path, picture, recipe in items:
            if len(waiting) >= 4 * WRITERS:
                waiting.popleft().result()
            waiting.append(pool.submit(save_png, path, picture, recipe))
            written += 1
        for future in waiting:
            future.result()
    return written
