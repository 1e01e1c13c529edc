"""Single pictures as PNG files, complete or not at all, with their recipes inside."""

from __future__ import annotations

import itertools
import os
import zlib
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from pokegan.render.pixels import COPIES, Pixels, enlarged
from pokegan.render.recipes import Recipe, recipe_chunk
from pokegan.runtime.files import replacing, writing
from pokegan.runtime.memory import fitting

WRITERS = min(8, os.cpu_count() or 1)  # threads
# Runs alone, and quickly: 240 us a picture of 64 px instead of 480, in files of the same size.
QUICK = {"compress_level": 1, "compress_type": zlib.Z_RLE}


def save_png(path: Path, picture: Pixels, recipe: Recipe | None = None, scale: int = 1) -> None:
    """Write one picture [H, W, 3 or 4] enlarged, complete or not at all, its recipe inside."""
    with writing(path), replacing(path) as part:
        image = Image.fromarray(enlarged(picture, scale))
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


def save_pngs(items: Iterable[tuple[Path, Pixels, Recipe | None]], scale: int = 1) -> int:
    """Write many pictures enlarged, with threads; `items` is drawn on only as fast as they write.

    Returns how many. They are not forced to the disk: a power cut may take what can be made
    again, but leaves no half of one.
    """
    waiting: deque[Future[None]] = deque()
    written = 0
    items = iter(items)
    first = [*itertools.islice(items, 1)]
    large = sum(COPIES * picture.nbytes * scale**2 for _, picture, _ in first)
    with ThreadPoolExecutor(fitting(WRITERS, large)) as pool:
        for path, picture, recipe in itertools.chain(first, items):
            if len(waiting) >= 4 * WRITERS:
                waiting.popleft().result()
            waiting.append(pool.submit(save_png, path, picture, recipe, scale))
            written += 1
        for future in waiting:
            future.result()
    return written
