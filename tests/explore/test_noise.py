"""Noise varied in some layers: its draws against sample's, its spread against a slow loop."""

from __future__ import annotations

import dataclasses
import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import Finished, Outcome, assert_refused, assert_within_a_level, largest_difference
from PIL import Image

from pokegan.checkpoints.model_file import blank_generator, filled
from pokegan.config import Config
from pokegan.errors import UsageError
from pokegan.explore import noise
from pokegan.explore.noise import Variation, save_noise
from pokegan.explore.resolve import Explorer
from pokegan.sampling.latents import Creature
from pokegan.sampling.sampler import Sampler


@pytest.fixture(scope="module")
def home(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one finished run, runs/images."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(finished.folder, home / "runs/images")
    return home


def slow_spread(draws: np.ndarray) -> np.ndarray:
    """The same figure, one number after the other, of draws [N, H, W, 3]."""
    count, height, width, _ = draws.shape
    spread = np.zeros((height, width))
    for y in range(height):
        for x in range(width):
            total = 0.0
            for colour in range(3):
                values = [int(draws[i, y, x, colour]) for i in range(count)]
                mean = sum(values) / count
                total += sum((value - mean) ** 2 for value in values) / count
            spread[y, x] = math.sqrt(total / 3)
    return spread


def test_the_spread_is_the_standard_deviation_over_the_draws(lively: Explorer) -> None:
    for row in noise.variations(lively, lively.one("3"), draws=5):
        expected = slow_spread(row.draws)
        assert np.allclose(row.spread(), expected, atol=1e-9) and expected.max() > 1
    by_hand = np.array([[[[0, 10, 7]]], [[[6, 10, 7]]]], np.uint8)  # variances 9, 0, 0
    assert Variation("", by_hand).spread() == pytest.approx(math.sqrt(3))


def test_what_cannot_be_seen_has_no_spread() -> None:
    """Transparent pixels of any colour are white."""
    clear = np.array([[[[0, 0, 0, 0]]], [[[200, 0, 90, 0]]]], np.uint8)
    assert Variation("", clear).spread().item() == 0
    half = np.array([[[[0, 0, 0, 255]]], [[[0, 0, 0, 0]]]], np.uint8)
    assert Variation("", half).spread().item() == 127.5


def test_a_draw_is_what_sample_gives(lively: Explorer) -> None:
    rows = noise.variations(lively, lively.one("3", 0.9), draws=3)
    assert [row.label for row in rows] == ["coarse 4-8 px", "middle 16 px", "all layers"]
    for row, mode in zip(rows, ("coarse=random", "middle=random", "random"), strict=True):
        for i, picture in enumerate(row.draws):
            expected = lively.sample([3], psi=0.9, noise=mode, noise_seed=i)[0]
            assert_within_a_level(picture, expected)
        assert largest_difference(row.draws[0], row.draws[1]) > 3


@pytest.mark.parametrize(
    ("resolution", "labels"),
    [
        (4, ["coarse 4 px"]),
        (8, ["coarse 4-8 px"]),
        (32, ["coarse 4-8 px", "middle 16-32 px"]),
        (64, ["coarse 4-8 px", "middle 16-32 px", "fine 64 px"]),
        (256, ["coarse 4-8 px", "middle 16-32 px", "fine 64-256 px"]),
    ],
)
def test_only_layers_that_there_are_can_vary(resolution: int, labels: list[str]) -> None:
    assert list(noise.groups(resolution)) == labels


def test_a_young_model_varies_only_its_own_layers(sampler: Explorer) -> None:
    young = Explorer(dataclasses.replace(sampler.file, resolution=8))
    assert [row.draws.shape for row in noise.variations(young, young.one("1"), draws=2)] == [
        (2, 8, 8, 3)
    ] * 2


def test_a_sheet_has_one_scale_for_all_rows(lively: Sampler, tmp_path: Path) -> None:
    noise.save_noise(lively, tmp_path / "a.png", "3", n=2)
    sheet = np.asarray(Image.open(tmp_path / "a.png"))
    rows = noise.variations(lively, lively.one("3"))
    brightest = max(row.spread().max() for row in rows)
    side, down = 7 * 16, 7 * 16 + 16 + 4
    for i, row in enumerate(rows):
        tiles = [sheet[4 + i * down :, 4 + k * (side + 4) :][:side:7, :side:7] for k in range(4)]
        assert_within_a_level(tiles[0], lively.sample([3])[0])
        assert_within_a_level(tiles[1], row.draws[0])
        assert_within_a_level(tiles[2], row.draws[1])
        assert np.allclose(tiles[3], row.spread()[..., None] / brightest * 255, atol=0.51)


def test_no_chance_at_all_is_black() -> None:
    assert (noise.glowing(np.zeros((2, 2)), 0) == 0).all()
    assert noise.glowing(np.array([[0.0, 5, 10]]), 10)[0, :, 0].tolist() == [0, 128, 255]


def test_several_creatures_are_refused(lively: Sampler, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names 2 creatures where one is wanted"):
        noise.save_noise(lively, tmp_path / "a.png", "3,4")
    assert not list(tmp_path.iterdir())


def test_a_creature_is_looked_for_once(sampler: Sampler, tmp_path: Path) -> None:
    named: list[str] = []

    class Asked(Explorer):
        def creatures(self, text: str, psi: float | None = None) -> list[Creature]:
            named.append(text)
            return super().creatures(text, psi)

    noise.save_noise(Asked(sampler.file), tmp_path / "a.png", "3", n=1)
    assert named == ["3"]


def test_a_noise_sheet_can_be_made_again(call: Callable[[str], Outcome], home: Path) -> None:
    code, out, err = call("noise 7 --n 3 --psi 0.5")
    assert (code, out) == (0, "outputs/noise-7.png\n"), err
    before = (home / "outputs/noise-7.png").read_bytes()
    again = json.loads(call("info --json outputs/noise-7.png")[1])["again"]
    (home / "outputs/noise-7.png").unlink()
    assert call(again.removeprefix("pokegan "))[1] == out
    assert (home / "outputs/noise-7.png").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("noise 7 --n 65", "Invalid value for '--n'"),
        ("noise 7 --out a.gif", "must end with .png"),
        ("noise 7-8", "names 2 creatures"),
        ("noise", "Missing argument 'CREATURE'"),
    ],
)
def test_noise_typed_wrong_is_answered_in_a_sentence(
    call: Callable[[str], Outcome], line: str, said: str
) -> None:
    assert_refused(call(line), 2, said)


def test_a_model_without_noise_refuses_it_by_name(
    sampler: Sampler, lively: Sampler, config: Config, tmp_path: Path
) -> None:
    model = dataclasses.replace(config.model, noise_from=32)
    weights = {
        name: value
        for name, value in sampler.file.generator.state_dict().items()
        if not name.endswith("noise.strength")
    }
    generator = filled(blank_generator(dataclasses.replace(config, model=model)), weights)
    silent = Explorer(dataclasses.replace(sampler.file, generator=generator))
    for refused in (
        lambda: save_noise(silent, tmp_path / "noise.png", "7", n=1),
        lambda: silent.sample([7], noise="random"),
    ):
        with pytest.raises(UsageError, match="this stylegan has no noise inputs"):
            refused()
    assert np.array_equal(silent.sample([7], noise="none"), silent.sample([7]))
