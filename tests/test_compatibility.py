"""Files of version 0.1 still do what they did: models, states, data, latents and pictures.

`fixtures/version-0.1` was written by that version: 24 drawn creatures at 8 px, a run of 192 images
with small networks, two pictures of its model and what was found of a creature. The box's model
stands for one with heads on features.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import pokegan
from pokegan import models
from pokegan.checkpoints import layout, warm_start
from pokegan.cli import main
from pokegan.training import health

FIXTURES = Path(__file__).parent / "fixtures" / "version-0.1"
# Of the run; all others are in its state.
SETTINGS = json.loads((FIXTURES / "run" / "config.json").read_text())["config"]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the files, where commands are called as they were."""
    shutil.copytree(FIXTURES, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


def same_picture(path: str, wanted: str) -> bool:
    ours, theirs = (
        np.asarray(Image.open(name).convert("RGB")).astype(int) for name in (path, wanted)
    )
    return ours.shape == theirs.shape and int(np.abs(ours - theirs).max()) <= 1


def test_a_model_draws_the_same_picture(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", "--seeds", "1", "--model", "run", "--out", "new"]) == 0
    assert same_picture("new/seed-0001.png", "seed-0001.png")
    assert main(["info", "seed-0001.png"]) == 0
    assert "pokegan sample --seeds 1" in capsys.readouterr().out


def test_a_recipe_makes_its_picture_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "mix.png", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)["again"].removesuffix("  (model not here)").split()
    assert again[:2] == ["pokegan", "mix"]
    assert main([*again[1 : again.index("--model")], "--model", "run", "--out", "new.png"]) == 0
    assert same_picture("new.png", "mix.png")


def test_pictures_and_latents_of_it_are_creatures() -> None:
    command = ["interpolate", "seed-0001.png", "latents.safetensors", "mix.png", "--model", "run"]
    assert main([*command, "--frames", "2", "--no-loop", "--out", "walk.png"]) == 0
    assert Path("walk.png").exists()


def test_a_state_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    training = {**SETTINGS["training"], "extra_kimg": 0.1}
    Path("more.json").write_text(json.dumps({"config": {**SETTINGS, "training": training}}))
    assert main(["train", "data.safetensors", "--config", "more.json", "--out", "run"]) == 0
    told = capsys.readouterr()
    assert "going on after 0.192 of" in told.err and "model-000000296" in told.out
    rows = [json.loads(line) for line in Path("run/stats.jsonl").read_text().splitlines()]
    assert [row["nimg"] for row in rows][-1] == 296


def test_the_public_door_opens_a_run() -> None:
    assert pokegan.load("run").sample([1]).shape == (1, 8, 8, 3)


def test_a_run_begins_with_both_judges_of_the_box() -> None:
    start = warm_start.load_warm_start(layout.shipped()[-1])
    assert set(start.judges) == {"projected", "pixels"}
    for name, weights in start.judges.items():
        judge = models.discriminators_of(start.config.model)[name]
        assert set(judge.state_dict()) == set(weights)


def test_statistics_are_recalled_by_the_names_they_have_now() -> None:
    rows = [json.loads(line) for line in Path("run/stats.jsonl").read_text().splitlines()]
    signs = [health.recall(row) for row in rows]
    assert [sign and sign.d_auc for sign in signs] == [row["told_apart"] for row in rows]
