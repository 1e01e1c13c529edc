"""The command that describes files: info."""

from __future__ import annotations

import json
import os.path
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pokegan.cli.options import RUNS, Json, Model, find_model
from pokegan.errors import DataError, UsageError

MOST_LISTED = 40  # labels or names on a line


def info(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="Model, state, prepared data, latents, directions, picture or run.",
            show_default=False,
        ),
    ] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Say what a file is and holds; of a picture, how it was made and what makes it again.

    Example: `pokegan info outputs/mix-3_0-5.png`
    """
    if path is not None and model is not None:
        raise UsageError("PATH and --model both say which.", "Give one of them.")
    facts = _facts(find_model(path or model))
    if as_json:
        typer.echo(json.dumps(facts, indent=2))
        return
    for line in _outline(_told(facts)):
        typer.echo(line)


def _facts(path: Path) -> dict[str, Any]:
    """What can be said of a file or run folder."""
    from pokegan.checkpoints import layout, tensor_file

    if os.path.isdir(path):
        best = _best_facts(path)
        return _facts(layout.newest_model(path)) | best
    if path.suffix.lower() in (".png", ".apng", ".gif", ".webp", ".json"):
        return _picture_facts(path)
    header = tensor_file.read_header(path)
    facts: dict[str, Any] = {"file": str(path), "size": f"{path.stat().st_size / 1e6:.3g} MB"}
    for key, value in header.items():
        facts[key] = len(value) if isinstance(value, list) else value
    if header["kind"] == "latents":
        facts["labels"] = header["labels"]
        if "recipe" in facts:
            facts["again"] = _again(path, facts.pop("recipe"))
    if header["kind"] == "directions":
        facts["directions"] = [direction["name"] for direction in header["directions"]]
    return facts


def _best_facts(run_dir: Path) -> dict[str, Any]:
    """The best model of a run, where there is one."""
    from pokegan.checkpoints import layout, tensor_file

    path = layout.best_path(run_dir)
    if not path.exists():
        return {}
    header = tensor_file.read_header(path)
    return {"best": {"file": str(path), "nimg": header["nimg"], "swd": header["swd"]}}


def _without_idle_noise(recipe: dict[str, Any], model: Path) -> dict[str, Any]:
    """A recipe without the noise that was asked of a model that has none: it changed nothing."""
    from pokegan.checkpoints import tensor_file

    networks = tensor_file.read_header(model)["config"]["model"]
    if networks["family"] == "stylegan" and networks["noise_from"] <= networks["resolution"]:
        return recipe
    return {key: value for key, value in recipe.items() if key not in ("noise", "noise_seed")}


def _picture_facts(path: Path) -> dict[str, Any]:
    """A picture's recipe, and the command that makes it again with a model found here."""
    from pokegan import render

    recipe = render.read_recipe(path)
    if recipe is None:
        raise DataError(
            f"{path} carries no recipe.",
            "Only what pokegan drew from a model or a run does, unless edited since.",
        )
    return {"file": str(path), **recipe, "again": _again(path, recipe)}


def _again(path: Path, recipe: Any) -> str:
    """The command that makes what a file holds again, with a model found here."""
    from pokegan.checkpoints import layout
    from pokegan.sampling.recipe import is_whole, made_with, remake

    if not isinstance(recipe, dict) or not is_whole(recipe):
        raise DataError(f"The recipe inside {path} is damaged.", "Use the original file.")
    maker = made_with(recipe)
    if maker is None:
        return remake(recipe)
    model = layout.find_by_hash(maker, Path(str(recipe["model"].get("file"))), RUNS)
    if model is None:
        return f"{remake(recipe)}  (model {maker} is not here)"
    return remake(_without_idle_noise(recipe, model), model)


def _told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts for a reader: what is long, or a number alone, in words on one line."""
    from pokegan.checkpoints import layout

    told = dict(facts)
    if "creature" in facts:
        told["creature"] = _packed(facts["creature"])
    if facts.get("kind") in ("latents", "directions"):
        content = str(facts["model"])
        found = layout.called(content, RUNS)
        told["model"] = found if content in found else f"{content}, {found}"
    if "deviations" in facts:
        told["deviations"] = ", ".join(f"{of} {by:.3g}" for of, by in facts["deviations"].items())
    if "typical" in facts:
        told["error"] = f"{facts['error']:.3g} of 255 levels off the picture"
        told["typical"] = f"{facts['typical']:.3g} between two creatures"
    return told


def _packed(creature: Mapping[str, Any]) -> str:
    """A creature as a recipe carries it, its style counted: 4 bytes a number, in base 64."""
    numbers = len(str(creature.get("w_plus", "")).rstrip("=")) * 3 // 16
    others = [f"{key.replace('_', ' ')} {creature[key]}" for key in creature if key != "w_plus"]
    return ", ".join([f"w_plus of {numbers} numbers", *others])


def _listed(values: Sequence[Any]) -> str:
    """Values on one line, the first of them where there are many."""
    first = ", ".join(map(str, values[:MOST_LISTED]))
    return first if len(values) <= MOST_LISTED else f"{first}, ... ({len(values):,} in all)"


def _outline(facts: dict[str, Any], indent: str = "") -> Iterator[str]:
    """Facts as lines, tables inside them indented."""
    width = max(len(key) for key in facts)
    for key, value in facts.items():
        if isinstance(value, dict) and len(value) > 1:
            yield f"{indent}{key}"
            yield from _outline(value, indent + "  ")
        else:
            shown = list(value.values()) if isinstance(value, dict) else value
            shown = _listed(shown) if isinstance(shown, list) else shown
            yield f"{indent}{key.ljust(width)}  {'none' if shown is None else shown}"
