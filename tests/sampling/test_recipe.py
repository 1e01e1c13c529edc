"""Recipes against the command lines that they become, as the command line itself reads them."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import Finished

import pokegan
from pokegan import cli
from pokegan.errors import DataError
from pokegan.explore.resolve import Explorer
from pokegan.render import Finish
from pokegan.sampling.recipe import is_whole, made_with, remake
from pokegan.sampling.sampler import Sampler
from pokegan.sampling.synthesis import SynthesisOptions


def understood(line: str) -> tuple[str, dict[str, Any]]:
    """The command and options that the command line reads from what `remake` wrote."""
    program, name, *words = shlex.split(line)
    assert program == "pokegan"
    group = typer.main.get_command(cli.app)
    command = group.commands[name]  # type: ignore[attr-defined]
    return name, dict(command.make_context(name, words).params)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("sample", {"seeds": 7, "psi": 0.55, "noise": "coarse=random", "noise_seed": 12}),
        ("mix", {"coarse": "1-3", "fine": "my latents.safetensors", "middle": None, "psi": 0.7}),
        (
            "interpolate",
            {"points": ["1", "a b.safetensors"], "loop": False, "frames": 8, "fps": 12.5},
        ),
        ("interpolate", {"points": ["1-4"], "loop": True, "easing": "sine", "space": "z"}),
    ],
)
def test_a_recipe_becomes_the_command_it_came_from(
    command: str, options: dict[str, Any], sampler: Explorer
) -> None:
    recipe = sampler.recipe(command, **options)
    assert recipe["model"]["hash"] == sampler.file.hash and recipe["pokegan"] == pokegan.__version__
    name, read = understood(remake(recipe, Path("runs/my run")))
    assert name == command
    assert read["model"] == Path("runs/my run")
    for key, value in options.items():
        assert read[key] == (str(value) if key == "seeds" else value), key


def test_a_precision_of_one_s_own_is_in_the_recipe(finished: Finished, sampler: Explorer) -> None:
    """Without it the picture could not be made again; as usual it is not mentioned."""
    options = SynthesisOptions(precision="bf16")
    rounded = Explorer.load(finished.folder, options=options).recipe("sample", seeds=1)
    assert rounded["precision"] == "bf16" and "precision" not in sampler.recipe("sample", seeds=1)
    assert understood(remake(rounded))[1]["precision"] == "bf16"
    assert understood(remake(sampler.recipe("sample", seeds=1)))[1]["precision"] == "fp32"


def test_a_recipe_names_its_model_as_a_person_would(
    sampler: Sampler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = sampler.file.path
    monkeypatch.chdir(path.parent.parent)
    recipe = sampler.recipe("sample", seeds=1)
    assert recipe["model"]["file"] == f"{path.parent.name}/{path.name}"
    assert understood(remake(recipe))[1]["model"] == Path(recipe["model"]["file"])
    monkeypatch.chdir(tmp_path)
    assert sampler.recipe("sample", seeds=1)["model"]["file"] == path.name


def test_a_finish_is_in_every_recipe(lively: Explorer) -> None:
    both = Explorer(lively.file, finish=Finish(True, 4)).recipe("sample", seeds=1)
    assert (both["cutout"], both["scale"]) == (True, 4)
    read = understood(remake(both))[1]
    assert (read["cutout"], read["scale"]) == (True, 4)
    assert not {"cutout", "scale"} & set(lively.recipe("sample", seeds=1))
    assert understood(remake(lively.recipe("sample", seeds=1)))[1]["scale"] is None


def test_points_that_begin_with_a_minus_are_no_options(sampler: Explorer) -> None:
    recipe = sampler.recipe("arith", points=["-1 + 2*3"], psi=0.5)
    assert remake(recipe).split(" -- ")[1] == "'-1 + 2*3'"
    assert understood(remake(recipe))[1]["expression"] == "-1 + 2*3"


@pytest.mark.parametrize(
    "dent",
    [
        {"command": 7},
        {"points": "1 2"},
        {"creature": 5},
        {"model": None},
        {"model": {"hash": 3}},
    ],
)
def test_a_dented_recipe_is_not_whole(sampler: Sampler, dent: dict[str, Any]) -> None:
    recipe = sampler.recipe("blend", points=["1", "2"], amount=0.5)
    assert is_whole(recipe) and made_with(recipe) == sampler.file.hash
    assert not is_whole(recipe | dent)
    with pytest.raises(DataError, match="damaged"):
        remake(recipe | dent)


def test_what_was_made_without_a_model_names_none() -> None:
    recipe = {"command": "timelapse", "points": ["runs/a"], "fps": 12.0}
    assert made_with(recipe) is None
    assert remake(recipe) == "pokegan timelapse runs/a --fps 12.0"
