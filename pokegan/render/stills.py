"""Single pictures as PNG files, complete or not at all, with their recipes inside."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from pokegan.files import replacing, writing
from pokegan.render.pixels import Pixels
from pokegan.render.recipes import Recipe, recipe_chunk


def save_png(path: Path, picture: Pixels, recipe: Recipe | None = None) -> None:
    """Write one picture [H, W, 3 or 4], complete or not at all, with its recipe inside."""
    save_image(path, Image.fromarray(picture), recipe)


def save_image(path: Path, image: Image.Image, recipe: Recipe | None = None) -> None:
    """Write a sheet as PNG, complete or not at all, with its recipe inside."""
    with writing(path), replacing(path) as part:
        image.save(part, format="PNG", pnginfo=recipe_chunk(recipe))


def save_pngs(items: Iterable[tuple[Path, Pixels, Recipe | None]]) -> list[Path]:
    """Write many pictures with threads; `items` is drawn on only as fast as they write."""
    workers = min(8, os.cpu_count() or 1)
    waiting: deque[Future[None]] = deque()
    paths = []
    with ThreadPoolExecutor(workers) as pool:
        for path, picture, recipe in items:
            if len(waiting) >= 4 * workers:
                waiting.popleft().result()
            waiting.append(pool.submit(save_png, path, picture, recipe))
            paths.append(path)
        for future in waiting:
            future.result()
    return paths
