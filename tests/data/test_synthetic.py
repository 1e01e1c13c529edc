"""The drawn creatures: the same for a seed, different between seeds, compact and centred."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from pokegan.data import synthetic
from pokegan.data.synthetic.outlines import egg, turned
from pokegan.data.synthetic.painter import paint
from pokegan.data.synthetic.palettes import hsl, mix_palette
from pokegan.data.synthetic.sketch import Part, Sketch

SEEDS = range(64)


def on_white(picture: Image.Image) -> np.ndarray:
    """Floats [R, R, 3] in [0, 255]."""
    rgba = np.asarray(picture).astype(float)
    opacity = rgba[..., 3:] / 255
    return rgba[..., :3] * opacity + 255 * (1 - opacity)


@pytest.fixture(scope="module")
def sixty_four() -> list[Image.Image]:
    return [synthetic.draw(seed, 64) for seed in SEEDS]


def test_a_seed_is_a_picture(sixty_four: list[Image.Image]) -> None:
    for seed in (0, 7, 63):
        assert synthetic.draw(seed, 64) == sixty_four[seed]


def test_drawing_uses_no_global_chance() -> None:
    first = synthetic.draw(3, 32)
    np.random.seed(1)
    assert synthetic.draw(3, 32) == first


@pytest.mark.parametrize("size", [16, 50, 64, 300])
def test_any_size_is_the_same_creature(size: int) -> None:
    picture = synthetic.draw(5, size)
    assert picture.mode == "RGBA" and picture.size == (size, size)
    small = on_white(picture.resize((16, 16), Image.Resampling.BOX))
    reference = on_white(synthetic.draw(5, 128).resize((16, 16), Image.Resampling.BOX))
    stranger = on_white(synthetic.draw(6, 128).resize((16, 16), Image.Resampling.BOX))
    assert np.abs(small - reference).mean() < 8 < np.abs(small - stranger).mean()


def test_corners_and_edges_are_transparent(sixty_four: list[Image.Image]) -> None:
    for picture in sixty_four:
        opacity = np.asarray(picture)[..., 3]
        border = np.concatenate([opacity[0], opacity[-1], opacity[:, 0], opacity[:, -1]])
        assert border.max() == 0


def test_silhouettes_are_compact_and_centred(sixty_four: list[Image.Image]) -> None:
    for seed, picture in zip(SEEDS, sixty_four, strict=True):
        solid = np.asarray(picture)[..., 3] > 127
        rows, columns = np.nonzero(solid)
        height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
        assert 0.8 <= max(height, width) / 64 <= 0.96, seed
        assert 0.25 <= solid.mean() <= 0.65, seed
        middle = ((rows.min() + rows.max()) / 2, (columns.min() + columns.max()) / 2)
        assert np.abs(np.array(middle) - 31.5).max() <= 2, seed


def test_no_two_creatures_are_alike(sixty_four: list[Image.Image]) -> None:
    flat = np.stack([on_white(picture).ravel() for picture in sixty_four])
    distance = np.abs(flat[:, None] - flat[None]).mean(axis=2)
    distance[np.diag_indices(len(flat))] = np.inf
    assert distance.min() > 12


def test_every_body_plan_is_dealt_equally_often() -> None:
    plans = len(synthetic.BODY_PLANS)
    assert plans >= 12
    dealt = Counter(synthetic.body_plan(seed) for seed in range(3 * plans))
    assert dealt == dict.fromkeys(synthetic.BODY_PLANS, 3)
    first_deck = [synthetic.body_plan(seed) for seed in range(plans)]
    assert first_deck != [synthetic.body_plan(seed) for seed in range(plans, 2 * plans)]


@pytest.mark.parametrize("seed", range(8))
def test_a_creature_at_32_px_has_dark_lines_and_colour(seed: int) -> None:
    rgba = np.asarray(synthetic.draw(seed, 32))
    inside = rgba[rgba[..., 3] > 200][:, :3].astype(float)
    luminance = inside @ (0.299, 0.587, 0.114)
    assert (luminance < 0.7 * np.median(luminance)).mean() > 0.05
    assert inside.max(axis=1).mean() - inside.min(axis=1).mean() > 10


def test_outline_is_darker_than_the_body() -> None:
    for seed in range(40):
        palette = mix_palette(Random(seed))
        assert sum(palette["line"]) < 0.7 * sum(palette["body"])
        assert sum(palette["far"]) < sum(palette["body"]) < sum(palette["white"])


def test_hsl_of_known_colours() -> None:
    assert hsl(0, 100, 50) == (255, 0, 0)
    assert hsl(120, 100, 25) == (0, 128, 0)
    assert hsl(-120, 100, 50) == (0, 0, 255)


def test_turned_goes_clockwise_on_the_screen() -> None:
    right = np.array([[1.0, 0.0]])
    assert np.allclose(turned(right, math.pi / 2), [[0, 1]])


def test_a_placed_feature_is_scaled_moved_and_mirrored() -> None:
    sketch = Sketch(Random(0))
    triangle = np.array([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)])

    def feature(inner: Sketch) -> None:
        inner.add(triangle, "accent", [(triangle / 2, "belly")])

    sketch.place(feature, 3, 4, 2, side=-1)
    (part,) = sketch.parts
    assert np.allclose(part.points, [(3, 4), (1, 4), (3, 6)])
    assert np.allclose(part.marks[0][0], [(3, 4), (2, 4), (3, 5)])


def test_marks_show_only_inside_their_part() -> None:
    square = np.array([(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)])
    everywhere = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    part = Part(square, "body", [(everywhere, "accent")], lined=False, solid=False)
    palette = {"body": (1, 2, 3), "accent": (200, 100, 50)}
    painted = np.asarray(paint([part], palette, 16))
    assert painted[8, 8].tolist() == [200, 100, 50, 255]
    assert painted[2, 8].tolist() == [0, 0, 0, 0]


def test_write_folder_numbers_files_by_seed(tmp_path: Path) -> None:
    paths = synthetic.write_folder(tmp_path / "new" / "pictures", 3, size=32, first_seed=9)
    assert [path.name for path in paths] == [f"creature-{n:04d}.png" for n in (9, 10, 11)]
    with Image.open(paths[1]) as picture:
        assert picture.tobytes() == synthetic.draw(10, 32).tobytes()


def test_light_comes_from_the_upper_left() -> None:
    disc = Part(egg(0.5, 0.5, 0.45, 0.45), "body")
    palette = {"body": (120, 120, 120), "line": (0, 0, 0)}
    painted = np.asarray(paint([disc], palette, 64))[..., 0]
    glow, middle, rim = painted[17, 22], painted[34, 34], painted[48, 48]
    assert glow > middle == 120 > rim > 0
