"""Recipes: JSON objects inside a picture, or an atlas's JSON, that say how it was made."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pokegan.errors import DataError, similar
from pokegan.runtime.marks import KEY, SHEET, mark_in

Recipe = dict[str, Any]


def recipe_chunk(recipe: Recipe | None) -> PngInfo:
    """The recipe as an international text chunk of a PNG; without one, that it is a sheet."""
    chunk = PngInfo()
    chunk.add_itxt(KEY, json_bytes(recipe or SHEET))
    return chunk


def json_bytes(value: Any, indent: int | None = None) -> bytes:
    """Readable JSON in UTF-8; what of a file's name is no text is escaped, as JSON does it too."""
    return json.dumps(value, ensure_ascii=False, indent=indent).encode(errors="backslashreplace")


def recipe_line(recipe: Recipe | None) -> str:
    """The same for places that hold one ASCII line: a GIF comment, an EXIF description."""
    return f"{KEY} {json.dumps(recipe or SHEET)}"


def read_recipe(path: Path) -> Recipe | None:
    """The recipe inside a PNG, APNG, GIF, WebP or atlas (.json); None for one without.

    Raises DataError when the file is no readable picture or its recipe is damaged.
    """
    try:
        text = recipe_text(path)
    except FileNotFoundError:
        raise DataError(f"no such file: {path}.", similar(path)) from None
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        raise DataError(
            f"{path} is not a picture that can be read.",
            "Name a picture that is whole, such as a PNG, JPEG, GIF or WebP.",
        ) from None
    if text is None:
        return None
    try:
        recipe = json.loads(text)
    except (ValueError, RecursionError):
        recipe = None
    if not isinstance(recipe, dict):
        raise DataError(f"The recipe inside {path} is damaged.", "Use the original file.")
    return None if recipe.get("kind") == SHEET["kind"] else recipe


def recipe_text(path: Path) -> str | None:
    """The JSON that was written into a picture, unread."""
    if path.suffix.lower() == ".json":
        return atlas_recipe_text(path)
    with Image.open(path) as image:
        return mark_in(image)


def atlas_recipe_text(path: Path) -> str | None:
    """The recipe in an atlas's JSON, as JSON; ValueError for a JSON of another kind."""
    atlas = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(atlas, dict) or not isinstance(atlas.get("meta"), dict):
        raise ValueError("no atlas")
    recipe = atlas["meta"].get(KEY)
    return None if recipe is None else json.dumps(recipe)
