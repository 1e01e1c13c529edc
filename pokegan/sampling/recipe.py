"""From a recipe back to the command line that makes a picture again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pokegan.checkpoints.layout import shown
from pokegan.errors import DataError

NOT_TYPED = ("pokegan", "command", "model", "points", "creature")  # of a recipe, as options


def remake(recipe: Mapping[str, Any], model: Path | None = None) -> str:
    """The command line that makes a picture again from its recipe, with `model` if given.

    What was made without a model names none. DataError for a recipe that is not whole.
    """
    if not is_whole(recipe):
        raise DataError("The recipe is damaged.", "Use the original file.")
    points = [str(point) for point in recipe.get("points", ())]
    options: list[str] = []
    for key, value in recipe.items():
        option = key.replace("_", "-")
        if key in NOT_TYPED or value is None:
            continue
        if isinstance(value, bool):
            options.append(f"--{option}" if value else f"--no-{option}")
        else:
            options += [f"--{option}", str(value)]
    if "model" in recipe:
        options += ["--model", shown(model) if model else str(recipe["model"].get("file", "MODEL"))]
    if any(point.startswith("-") for point in points):
        words = [*options, "--", *points]  # or it would be read as an option
    else:
        words = [*points, *options]
    return shlex.join(["pokegan", str(recipe["command"]), *words])


def is_whole(recipe: Mapping[str, Any]) -> bool:
    """Whether a recipe has what `remake` asks of it; one that was damaged may not."""
    return (
        isinstance(recipe.get("command"), str)
        and isinstance(recipe.get("points", []), list)
        and isinstance(recipe.get("creature", {}), dict)
        and ("model" not in recipe or made_with(recipe) is not None)
    )


def made_with(recipe: Mapping[str, Any]) -> str | None:
    """The hash of the model that made a picture; None for one that was made without."""
    model = recipe.get("model")
    content = model.get("hash") if isinstance(model, dict) else None
    return content if isinstance(content, str) else None
