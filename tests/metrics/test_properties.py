"""Properties of drawn shapes, against values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from pokegan.metrics.properties import PROPERTIES, measure
from pokegan.render import from_pixels

SIDE = 32
RED, ORANGE, GREEN, AZURE = (255, 0, 0), (255, 128, 0), (0, 255, 0), (0, 127, 255)
GREY, BLACK = (128, 128, 128), (0, 0, 0)


def blank(background: tuple[int, int, int] = (255, 255, 255), side: int = SIDE) -> np.ndarray:
    return np.full((side, side, 3), background, dtype=np.uint8)


def patches(*boxes: tuple[int, int, int, int, tuple[int, int, int]]) -> np.ndarray:
    """Boxes (left, top, width, height, colour) on white."""
    picture = blank()
    for left, top, width, height, colour in boxes:
        picture[top : top + height, left : left + width] = colour
    return picture


def shape(inside: np.ndarray, colour: tuple[int, int, int] = RED) -> np.ndarray:
    picture = blank(side=len(inside))
    picture[inside] = colour
    return picture


def polar(side: int) -> tuple[np.ndarray, np.ndarray]:
    """Distance from the middle, and angle, of each pixel."""
    place = np.arange(side) - (side - 1) / 2
    return np.hypot(place[:, None], place), np.arctan2(place[:, None], place)


def read(name: str, picture: np.ndarray, background: str = "white") -> float:
    values = measure(from_pixels(picture[None]), background)
    assert values.shape == (1, len(PROPERTIES)) and bool(values.isfinite().all())
    return values[0, list(PROPERTIES).index(name)].item()


def test_size_is_the_share_covered() -> None:
    assert read("size", patches((3, 5, 8, 16, RED))) == pytest.approx(8 * 16 / 1024)
    distance, _ = polar(64)
    assert read("size", shape(distance < 20)) == pytest.approx(math.pi * 400 / 4096, rel=0.01)


def test_the_background_is_no_creature_though_it_be_a_little_off() -> None:
    """Nor is its colour in what the creature looks like."""
    alone = patches((3, 5, 8, 16, RED))
    off = np.where(alone == 255, 247, alone)
    off[5:21, 3:11] = RED
    for name in PROPERTIES:
        assert read(name, off) == pytest.approx(read(name, alone), abs=1e-6), name
    on_black = blank(BLACK)
    on_black[5:21, 3:11] = RED
    for name in PROPERTIES:
        assert read(name, on_black, "black") == pytest.approx(read(name, alone), abs=1e-6), name
    assert read("size", blank((231, 255, 255))) == pytest.approx(0.5)  # midway from 12 to 36


def test_opacity_is_the_creature_where_there_is_one() -> None:
    opaque = np.dstack([patches((3, 5, 8, 16, RED)), np.zeros((SIDE, SIDE), np.uint8)])
    opaque[5:21, 3:11, 3] = 255
    for name in PROPERTIES:
        expected = read(name, opaque[..., :3])
        assert read(name, opaque, "transparent") == pytest.approx(expected, abs=1e-5), name
    opaque[5:21, 3:11, 3] = 51
    assert read("size", opaque, "transparent") == pytest.approx(8 * 16 / 1024 / 5, rel=1e-4)
    assert read("brightness", opaque, "transparent") == pytest.approx(0.2126, abs=1e-4)


def test_brightness_is_the_mean_luma() -> None:
    both = patches((0, 0, 10, 3, RED), (0, 10, 10, 1, GREEN))
    assert read("brightness", both) == pytest.approx((3 * 0.2126 + 0.7152) / 4)
    assert read("brightness", patches((0, 0, 5, 5, BLACK))) == 0


@pytest.mark.parametrize(
    ("colour", "angle"),
    [(RED, 0), (ORANGE, 30), ((255, 255, 0), 60), (GREEN, 120), (AZURE, 210), ((0, 0, 255), 240)],
)
def test_hue_goes_from_orange_to_azure(colour: tuple[int, int, int], angle: int) -> None:
    expected = -math.cos(math.radians(angle - 30))
    assert read("hue", patches((4, 4, 9, 9, colour))) == pytest.approx(expected, abs=0.005)


def test_a_pixel_s_hue_weighs_as_it_has_colour() -> None:
    assert read("hue", patches((0, 0, 9, 9, GREY))) == pytest.approx(0, abs=1e-5)
    some_grey = patches((0, 0, 9, 9, AZURE), (0, 9, 9, 9, GREY))
    assert read("hue", some_grey) == pytest.approx(1, abs=0.005)
    # Chroma 1 of red and 1/2 of blue, at -cos(-30) and -cos(210) of it.
    uneven = patches((0, 0, 9, 9, RED), (0, 9, 9, 9, (128, 128, 255)))
    expected = math.cos(math.radians(30)) * (127 - 255) / (127 + 255)
    assert read("hue", uneven) == pytest.approx(expected, abs=1e-4)


def test_saturation_weighs_bright_pixels_most() -> None:
    for colour, expected in ((RED, 1), ((200, 100, 100), 0.5), ((100, 50, 50), 0.5), (GREY, 0)):
        assert read("saturation", patches((0, 0, 9, 9, colour))) == pytest.approx(expected)
    mixed = patches((0, 0, 9, 9, (200, 0, 0)), (0, 9, 9, 9, (100, 100, 100)))
    assert read("saturation", mixed) == pytest.approx(200 / 300)


def test_roundness_tells_discs_from_rods_and_stars() -> None:
    distance, angle = polar(SIDE)
    disc, star = distance < 12, distance < 9 + 5 * np.cos(5 * angle)
    assert read("roundness", shape(disc)) == pytest.approx(1, abs=0.01)
    square = read("roundness", patches((7, 9, 10, 10, RED)))
    assert square == pytest.approx(3 / math.pi)
    for width, height in ((20, 5), (5, 20)):
        rod = 6 * width * height / math.pi / (width**2 + height**2)
        assert read("roundness", patches((3, 4, width, height, RED))) == pytest.approx(rod)
    assert read("roundness", shape(star)) < 0.9 < square
    two_discs = np.hypot(distance * np.sin(angle), np.abs(distance * np.cos(angle)) - 10) < 5
    assert read("roundness", shape(two_discs)) < 0.5


def test_symmetry_has_an_upright_axis_wherever_the_creature_is() -> None:
    for left in (0, 7, 25):
        for width in (6, 7):
            assert read("symmetry", patches((left, 3, width, 9, RED))) == pytest.approx(1)
    # Columns of 6 and 3 pixels, whose axis lies between: 3 of 9 have no partner.
    steps = patches((10, 0, 1, 6, RED), (11, 0, 1, 3, RED))
    assert read("symmetry", steps) == pytest.approx(1 - 6 / 18)
    # Silhouettes agree in 4 n of 4 n, colours in none of 4 n: red here, green there.
    halves = patches((4, 4, 5, 8, RED), (9, 4, 5, 8, GREEN))
    assert read("symmetry", halves) == pytest.approx(0.5)
    upright = patches((4, 4, 10, 4, RED), (4, 8, 10, 4, GREEN))
    assert read("symmetry", upright) == pytest.approx(1)


def test_colours_are_counted_as_they_are_shared() -> None:
    palette = (RED, GREEN, (0, 0, 255), BLACK, (255, 0, 255))
    for count in range(1, 6):
        boxes = [(0, 5 * i, 9, 5, palette[i]) for i in range(count)]
        assert read("colours", patches(*boxes)) == pytest.approx(count, rel=1e-3)
    uneven = patches((0, 0, 9, 9, RED), (0, 9, 9, 3, GREEN))
    entropy = -(0.75 * math.log(0.75) + 0.25 * math.log(0.25))
    assert read("colours", uneven) == pytest.approx(math.exp(entropy), rel=1e-3)
    close = patches((0, 0, 9, 9, (30, 0, 0)), (0, 9, 9, 9, (0, 30, 30)))
    assert read("colours", close) == pytest.approx(1, rel=1e-3)


def test_a_colour_between_two_belongs_to_both() -> None:
    place = list(PROPERTIES).index("colours")
    for level, expected in ((0.25, 2), (0.3125, 1), (0.125, 1), (0.5, 2), (1, 1)):
        images = torch.full((1, 3, 8, 8), -1.0)
        images[:, 0] = 2 * level - 1
        assert measure(images, "blue")[0, place].item() == pytest.approx(expected, rel=1e-3)


def test_nothing_has_properties_too() -> None:
    expected = {"symmetry": 1, "colours": 1}
    for name in PROPERTIES:
        assert read(name, blank()) == pytest.approx(expected.get(name, 0), abs=1e-5)


def test_every_property_has_a_gradient_without_holes() -> None:
    """Of pictures with plain grey, black, white and random colours."""
    images = torch.rand(2, 3, 16, 16, generator=torch.Generator().manual_seed(3)) * 2.2 - 1.1
    images[:, :, :5] = 1
    images[:, :, 5:7] = 0.2
    images[:, :, 7] = -1
    for number in range(len(PROPERTIES)):
        images.requires_grad_()
        (slope,) = torch.autograd.grad(measure(images, "white")[:, number].sum(), images)
        assert bool(slope.isfinite().all()) and bool(slope.abs().sum() > 0)
