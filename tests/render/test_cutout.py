"""Creatures cut out, against the opacity they were drawn with and islands counted by hand."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest

from pokegan.data import synthetic
from pokegan.errors import UsageError
from pokegan.render import Finish, cut_out
from pokegan.render.cutout import NOISE, islands, widened
from pokegan.render.pixels import on_background

WHITE, RED, BLACK = (255, 255, 255), (200, 30, 40), (0, 0, 0)


def page(size: int = 16, colour: tuple[int, ...] = WHITE) -> np.ndarray:
    return np.full((size, size, 3), colour, np.uint8)


def ring(size: int = 16, gap: bool = False) -> np.ndarray:
    """A red ring, 2 px thick, around a white hole; open at the top with a gap."""
    picture = page(size)
    picture[3:13, 3:13] = RED
    picture[5:11, 5:11] = WHITE
    if gap:
        picture[3:5, 7:9] = WHITE
    return picture


def drawn(seed: int, size: int) -> np.ndarray:
    """A creature [size, size, 4] whose opacity is known."""
    return np.asarray(synthetic.draw(seed, size))


def error(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.abs(one.astype(float) - other.astype(float))


def filled_by_hand(mask: np.ndarray, diagonal: bool) -> np.ndarray:
    """Islands numbered one after the other, pixel by pixel."""
    numbers = np.zeros(mask.shape, int)
    steps = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    steps += [(1, 1), (1, -1), (-1, 1), (-1, -1)] if diagonal else []
    for start in zip(*np.nonzero(mask), strict=True):
        if numbers[start]:
            continue
        number, waiting = numbers.max() + 1, deque([start])
        numbers[start] = number
        while waiting:
            row, column = waiting.popleft()
            for down, right in steps:
                place = (row + down, column + right)
                inside = 0 <= place[0] < mask.shape[0] and 0 <= place[1] < mask.shape[1]
                if inside and mask[place] and not numbers[place]:
                    numbers[place] = number
                    waiting.append(place)
    return numbers


@pytest.mark.parametrize("diagonal", [False, True])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.6, 0.8])
def test_islands_are_those_that_a_slow_fill_finds(share: float, diagonal: bool) -> None:
    rng = np.random.default_rng(round(10 * share))
    for shape in ((23, 31), (1, 17), (17, 1), (64, 64)):
        mask = rng.random(shape) < share
        fast, slow = islands(mask, diagonal), filled_by_hand(mask, diagonal)
        assert ((fast > 0) == mask).all()
        pairs = {(int(a), int(b)) for a, b in zip(fast[mask], slow[mask], strict=True)}
        assert len(pairs) == slow.max() == len({a for a, _ in pairs})


def test_a_long_way_is_one_island() -> None:
    mask = np.zeros((63, 64), bool)
    mask[::2] = True
    mask[1::4, -1] = mask[3::4, 0] = True  # to and fro down the picture
    assert len(np.unique(islands(mask, False)[mask])) == 1
    mask[31] = False
    assert len(np.unique(islands(mask, True)[mask])) == 2


def test_nothing_and_everything_are_islands_too() -> None:
    assert not islands(np.zeros((4, 5), bool), True).any()
    assert len(np.unique(islands(np.ones((4, 5), bool), False))) == 1


def test_widened_reaches_corners_and_no_farther() -> None:
    mask = np.zeros((5, 6), bool)
    mask[2, 0] = True
    expected = np.zeros((5, 6), bool)
    expected[1:4, 0:2] = True
    assert np.array_equal(widened(mask), expected)


def test_a_hole_is_opaque_unless_it_is_open() -> None:
    closed, opened = cut_out(ring(), "white"), cut_out(ring(gap=True), "white")
    expected = np.zeros((16, 16), int)
    expected[3:13, 3:13] = 255
    assert np.array_equal(closed[..., 3], expected)
    assert (closed[7, 7] == 255).all() and closed[3, 3].tolist() == [*RED, 255]
    expected[5:11, 5:11] = expected[3:5, 7:9] = 0
    assert np.array_equal(opened[..., 3], expected)
    assert not opened[expected == 0].any()


def test_a_corner_of_a_hole_is_no_way_out() -> None:
    """Sides connect what is outside, so outlines that hang together by corners hold tight."""
    picture = page(9)
    for step in range(4):
        for row, column in ((step, 4 + step), (step, 4 - step), (8 - step, 4 + step)):
            picture[row, column] = BLACK
        picture[8 - step, 4 - step] = BLACK
    picture[4, 0] = picture[4, 8] = BLACK
    cut = cut_out(picture, "white")
    assert cut[4, 4].tolist() == [255] * 4 and cut[0, 0].tolist() == [0] * 4
    assert (cut[..., 3] > 0).sum() == 41  # a diamond: 1 + 3 + 5 + 7 + 9 + 7 + 5 + 3 + 1


@pytest.mark.parametrize("background", ["white", "black", "#3060c0", "rgb(128, 128, 128)"])
def test_a_mixture_is_taken_apart(background: str) -> None:
    """An edge of opacities 0.2 to 0.8 between plain red and the background."""
    true = np.zeros((12, 24, 4), np.uint8)
    true[..., :3] = RED
    true[2:10, 4:20, 3] = 255
    true[2:10, 3, 3] = true[2:10, 20, 3] = np.linspace(51, 204, 8).round()
    cut = cut_out(on_background(true, background), background)
    shown = true[..., 3] > 0
    assert error(cut[..., 3], true[..., 3]).max() <= 3
    assert error(cut, true)[shown].max() <= 6
    assert not cut[~shown].any()


@pytest.mark.parametrize(("size", "opacity", "edge"), [(32, 5, 26), (64, 2, 17), (128, 1, 9)])
@pytest.mark.parametrize("noise", [0, 6])
def test_drawn_creatures_get_their_opacity_back(
    size: int, opacity: float, edge: float, noise: int
) -> None:
    """Holes that are closed aside, which no one can tell from bellies."""
    rng = np.random.default_rng(size)
    apart, at_edges, lighter = [], [], []
    for seed in range(16):
        true = drawn(seed, size)
        levels = on_background(true, "white") + rng.integers(-noise, noise + 1, (size, size, 3))
        cut = cut_out(levels.clip(0, 255).astype(np.uint8), "white")
        mixed = (true[..., 3] > 0) & (true[..., 3] < 255)
        apart.append(error(cut[..., 3], true[..., 3]).mean())
        at_edges.append(error(cut[..., 3], true[..., 3])[mixed].mean())
        fringe = on_background(cut, "black").astype(int) - on_background(true, "black")
        lighter.append(fringe[mixed].mean())
    assert np.mean(apart) < opacity
    assert np.mean(at_edges) < edge
    assert np.mean(lighter) < edge


def test_a_hard_cut_would_leave_a_light_fringe() -> None:
    """What the un-mixing is worth: the same edge with its colour left as it was."""
    true = drawn(3, 64)
    white = on_background(true, "white")
    cut = cut_out(white, "white")
    mixed = (true[..., 3] > 0) & (true[..., 3] < 255)
    hard = np.concatenate([white, 255 * (cut[..., 3:] > 0)], axis=-1).astype(np.uint8)
    expected = on_background(true, "black")[mixed]
    soft_error = error(on_background(cut, "black")[mixed], expected).mean()
    hard_error = error(on_background(hard, "black")[mixed], expected).mean()
    assert soft_error < hard_error / 5


@pytest.mark.parametrize("background", ["white", "#d0e0f0", "black"])
def test_on_its_own_background_a_creature_is_what_it_was(background: str) -> None:
    for seed in range(8):
        picture = on_background(drawn(seed, 48), background)
        again = on_background(cut_out(picture, background), background)
        assert error(again, picture).max() <= NOISE


def test_an_uneven_background_vanishes_altogether() -> None:
    rng = np.random.default_rng(0)
    picture = page(64) - rng.integers(0, 7, (64, 64, 3)).astype(np.uint8)
    picture[20:44, 20:44] = RED
    cut = cut_out(picture, "white")
    outside = np.ones((64, 64), bool)
    outside[20:44, 20:44] = False
    assert not cut[outside].any() and (cut[~outside, 3] == 255).all()


def test_specks_are_islands_below_three_percent() -> None:
    picture = page(40)
    picture[5:25, 5:25] = RED  # 400 pixels
    picture[30:33, 30:34] = RED  # 12 of them stay
    picture[35:36, 2:13] = RED  # 11 do not
    cut = cut_out(picture, "white")
    assert (cut[5:25, 5:25, 3] == 255).all() and (cut[30:33, 30:34, 3] == 255).all()
    assert not cut[35, 2:13].any()
    picture[25:35, 12] = RED  # joined with the creature they do
    assert (cut_out(picture, "white")[35, 2:13, 3] == 255).all()


def test_what_hangs_on_by_a_corner_is_no_speck() -> None:
    picture = page(24)
    picture[4:16, 4:16] = RED
    picture[16, 16] = picture[17, 17] = picture[18, 18] = RED
    assert cut_out(picture, "white")[18, 18].tolist() == [*RED, 255]


def test_pictures_without_a_creature_or_a_background() -> None:
    assert not cut_out(page(), "white").any()
    assert (cut_out(page(colour=RED), "white")[..., 3] == 255).all()
    assert cut_out(page(1), "white").tolist() == [[[0, 0, 0, 0]]]


def test_a_finish_cuts_what_has_no_opacity_and_says_so() -> None:
    pixels = np.stack([ring(), ring(gap=True)])
    cut = Finish(cutout=True).cut(pixels, "white")
    assert np.array_equal(cut[1], cut_out(pixels[1], "white"))
    assert Finish(cutout=True).cut(cut, "transparent") is cut
    assert Finish().cut(pixels, "white") is pixels
    assert Finish(True, 3).settings() == {"cutout": True, "scale": 3}
    assert Finish().settings() == {}
    with pytest.raises(UsageError, match=r"cannot be enlarged 65 times\. Give 1 to 64"):
        Finish(scale=65)
    with pytest.raises(UsageError, match="cannot be enlarged 0 times"):
        Finish(scale=0)
