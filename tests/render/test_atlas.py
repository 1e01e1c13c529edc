"""Atlases read as a game engine does: by the JSON alone, against the pictures put in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Finished, Outcome
from PIL import Image

from pokegan import render
from pokegan.errors import DataError, UsageError
from pokegan.render.atlas import Rack, power_of_two

RECIPE = {"command": "sample", "n": 3, "name": "Pokémon"}


@pytest.fixture
def home(finished: Finished, tmp_path: Path) -> Path:
    """A folder with a copy of the finished run."""
    shutil.copytree(finished.folder, tmp_path / "runs/images")
    return tmp_path


def pictures(count: int, size: int = 16, channels: int = 4) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(count)
    film = rng.integers(1, 256, (count, size, size, channels), np.uint8)
    return {f"seed-{i:04d}.png": picture for i, picture in enumerate(film)}


def read(path: Path) -> tuple[dict[str, Any], np.ndarray]:
    atlas = json.loads(path.read_text(encoding="utf-8"))
    return atlas, np.asarray(Image.open(path.parent / atlas["meta"]["image"]))


def region(atlas: dict[str, Any], texture: np.ndarray, name: str, around: int = 0) -> np.ndarray:
    box = atlas["frames"][name]["frame"]
    top, left = box["y"] - around, box["x"] - around
    return texture[top : top + box["h"] + 2 * around, left : left + box["w"] + 2 * around]


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("extrude", [0, 1, 2])
@pytest.mark.parametrize("count", [1, 5, 64])
def test_every_picture_is_where_the_json_says(
    count: int, extrude: int, channels: int, tmp_path: Path
) -> None:
    given = pictures(count, channels=channels)
    render.save_atlas(tmp_path / "a.json", given, RECIPE, extrude=extrude)
    atlas, texture = read(tmp_path / "a.json")
    assert list(atlas["frames"]) == list(given)
    for name, picture in given.items():
        if channels == 3:
            picture = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
        assert np.array_equal(region(atlas, texture, name), picture)
        repeated = np.pad(picture, ((extrude, extrude), (extrude, extrude), (0, 0)), mode="edge")
        assert np.array_equal(region(atlas, texture, name, extrude), repeated)
    cell = 16 + 2 * extrude
    assert (texture[..., 3] > 0).sum() == count * cell * cell  # nothing else, nothing twice


def test_the_json_is_of_the_layout_that_engines_read(tmp_path: Path) -> None:
    render.save_atlas(tmp_path / "a.json", pictures(2), RECIPE)
    atlas, texture = read(tmp_path / "a.json")
    assert atlas["frames"]["seed-0001.png"] == {
        "frame": {"x": 19, "y": 1, "w": 16, "h": 16},
        "rotated": False,
        "trimmed": False,
        "spriteSourceSize": {"x": 0, "y": 0, "w": 16, "h": 16},
        "sourceSize": {"w": 16, "h": 16},
    }
    assert atlas["meta"] == {
        "app": "pokegan",
        "image": "a.png",
        "format": "RGBA8888",
        "size": {"w": 64, "h": 32},
        "scale": "1",
        "pokegan": RECIPE,
    }
    assert texture.shape == (32, 64, 4) and "animations" not in atlas
    assert render.read_recipe(tmp_path / "a.png") == RECIPE
    assert render.read_recipe(tmp_path / "a.json") == RECIPE


@pytest.mark.parametrize(
    ("count", "cell", "size"),
    [
        (64, 32, (256, 256)),
        (48, 32, (256, 256)),
        (32, 32, (256, 128)),
        (3, 32, (64, 64)),
        (1, 32, (32, 32)),
        (1, 34, (64, 64)),
        (64, 34, (512, 256)),
        (2, 256, (512, 256)),
    ],
)
def test_textures_have_the_smallest_powers_of_two(
    count: int, cell: int, size: tuple[int, int]
) -> None:
    found = Rack(count, cell, cell, extrude=0).size
    assert found == size
    for width in (2**i for i in range(5, 12)):
        columns = width // cell
        if columns:
            height = power_of_two(-(-count // columns) * cell)
            assert found[0] * found[1] <= width * height


@pytest.mark.parametrize(("least", "power"), [(1, 1), (2, 2), (3, 4), (64, 64), (65, 128)])
def test_powers_of_two(least: int, power: int) -> None:
    assert power_of_two(least) == power


def test_what_no_texture_holds_is_refused_before_it_is_drawn() -> None:
    render.check_atlas(256 * 256, 32, 0)
    for count, side, extrude in ((256 * 256 + 1, 32, 0), (256 * 256, 32, 1), (1, 8193, 0)):
        with pytest.raises(UsageError, match=r"more than a texture of 8192 px.*a smaller scale"):
            render.check_atlas(count, side, extrude)


def test_a_film_is_an_animation(tmp_path: Path) -> None:
    film = list(pictures(5, channels=3).values())
    render.save_animation(tmp_path / "walk.json", film, 30, RECIPE, scale=2)
    atlas, texture = read(tmp_path / "walk.json")
    names = [f"walk-000{i}.png" for i in range(5)]
    assert atlas["animations"] == {"walk": names} and list(atlas["frames"]) == names
    assert [atlas["frames"][name]["duration"] for name in names] == [33, 34, 33, 33, 34]
    assert atlas["meta"]["frameTags"] == [
        {"name": "walk", "from": 0, "to": 4, "direction": "forward"}
    ]
    for name, frame in zip(names, film, strict=True):
        assert np.array_equal(region(atlas, texture, name)[::2, ::2, :3], frame)
    with pytest.raises(UsageError, match="no frames"):
        render.save_animation(tmp_path / "none.json", [], 30)


def test_other_json_is_no_atlas(tmp_path: Path) -> None:
    for text in ("[]", "{}", '{"meta": 3}', "no json"):
        (tmp_path / "a.json").write_text(text)
        with pytest.raises(DataError, match=r"a\.json is not a picture"):
            render.read_recipe(tmp_path / "a.json")
    (tmp_path / "a.json").write_text('{"meta": {}}')
    assert render.read_recipe(tmp_path / "a.json") is None


def test_samples_are_packed_and_can_be_made_again(
    call: Callable[[str], Outcome], home: Path
) -> None:
    assert call("sample --seeds 3-5,9,3 --atlas --extrude 2 --scale 2 --cutout --out a")[0] == 0
    atlas, texture = read(home / "a/atlas.json")
    assert list(atlas["frames"]) == [f"seed-000{seed}.png" for seed in (3, 4, 5, 9)]
    for name in atlas["frames"]:
        single = np.asarray(Image.open(home / "a" / name))
        assert single.shape == (32, 32, 4)
        assert np.array_equal(region(atlas, texture, name), single)
    code, out, _ = call("info --json a/atlas.json")
    assert code == 0
    again = json.loads(out)["again"].removeprefix("pokegan ")
    assert call(f"{again} --out b")[0] == 0
    for name in ("atlas.png", "atlas.json", "seed-0009.png", "sheet.png"):
        assert (home / "a" / name).read_bytes() == (home / "b" / name).read_bytes()


def test_a_walk_is_packed_at_its_own_size(call: Callable[[str], Outcome], home: Path) -> None:
    code, out, _ = call("interpolate 1 2 --frames 6 --out walk.json")
    assert (code, out) == (0, "walk.json\n")
    atlas, texture = read(home / "walk.json")
    assert len(atlas["animations"]["walk"]) == 6
    assert call("interpolate 1 2 --frames 6 --out strip.png")[0] == 0
    strip = np.asarray(Image.open(home / "strip.png"))
    for i, name in enumerate(atlas["animations"]["walk"]):
        assert np.array_equal(region(atlas, texture, name)[..., :3], strip[:, 16 * i : 16 * i + 16])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sample --extrude 1", "--extrude has no effect without --atlas. Add --atlas."),
        ("sample --atlas --extrude 9", "--extrude"),
        ("sample --atlas --n 999999 --scale 9", "999,999 pictures of 144 x 144 px fill more than"),
        ("sample --scale 0", "--scale"),
        ("interpolate 1 2 --out a.jsn", "Did you mean a.json?"),
    ],
)
def test_what_cannot_be_packed_is_said_so(
    call: Callable[[str], Outcome], line: str, said: str
) -> None:
    code, out, err = call(line)
    assert (code, out) == (2, "")
    assert " ".join(said.split()) in " ".join(err.split())
