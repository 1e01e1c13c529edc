"""Folders of many files: whose they are, by the recipes inside them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pokegan.checkpoints import tensor_file
from pokegan.errors import DataError, ModelError, WriteError
from pokegan.render.recipes import Recipe, read_recipe
from pokegan.runtime.files import writing

PICTURES = (".png", ".gif", ".json")
OF_ANY = ("pokegan", "command", "creature")  # of a recipe, whatever the command


@dataclass(frozen=True)
class Series:
    """The files that a command writes into one folder.

    `recipe` is theirs, of which the keys `varying` differ from file to file and from time to
    time; `names` is a regular expression for what the files may be called.
    """

    recipe: Recipe
    varying: tuple[str, ...]
    names: str

    def settings(self, recipe: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What is alike in all files of a series: the model, and the settings that are not None."""
        recipe = json.loads(json.dumps(self.recipe)) if recipe is None else recipe
        varying = {*OF_ANY, *self.varying}
        return {k: v for k, v in recipe.items() if k not in varying and v is not None}

    def claim(self, folder: Path, overwrite: bool = False) -> list[Path]:
        """Make sure that the series can be written into `folder`, beside no other of its kind.

        What the same command made with the same model and settings stays. Raises WriteError for
        others, and for a file in the place of one of the series that the command did not make.
        With `overwrite`, returns all that the command made there, to be deleted.
        """
        command = str(self.recipe["command"])
        own: dict[Path, Recipe] = {}
        with writing(folder, "out"):
            inside = sorted(folder.iterdir()) if folder.is_dir() else []
        for path in inside:
            recipe = recipe_in(path)
            if recipe and recipe.get("command") == command:
                own[path] = recipe
            elif re.fullmatch(self.names, path.name):
                raise WriteError(
                    f"{path} carries no recipe of `pokegan {command}`.",
                    "Name another folder, or move it away.",
                    ["out"],
                )
        if overwrite:
            return list(own)
        for recipe in own.values():
            if changed := self.changes(recipe):
                raise WriteError(
                    f"{folder} holds files of another model or other settings: {changed}.",
                    "Name another folder, or have the old files deleted.",
                    ["out", "overwrite"],
                )
        return []

    def changes(self, recipe: Mapping[str, Any]) -> str:
        """What sets a file with that recipe apart from this series, in words; "" for nothing."""
        old, new = self.settings(recipe), self.settings()
        return "; ".join(
            f"{key.replace('_', ' ')} {told(old.get(key))}, here {told(new.get(key))}"
            for key in {**new, **old}
            if identity(old.get(key)) != identity(new.get(key))
        )


def recipe_in(path: Path) -> Recipe | None:
    """The recipe inside a file of pictures or latents; None for any other file."""
    with suppress(DataError, ModelError):
        if path.suffix in PICTURES:
            return read_recipe(path)
        if path.suffix == ".safetensors":
            recipe = tensor_file.read_header(path).get("recipe")
            return recipe if isinstance(recipe, dict) else None
    return None


def identity(value: Any) -> Any:
    """A setting as it is compared: a model by its content, wherever its file lies."""
    return value.get("hash") if isinstance(value, dict) else value


def told(value: Any) -> str:
    """A setting in words."""
    if isinstance(value, dict):
        return f"{value.get('file')} ({value.get('hash')})"
    return "none" if value is None else str(value)
