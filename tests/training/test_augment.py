"""Each transformation against a case worked out by hand, and what must not leak into fakes."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from conftest import CPU
from torch import Tensor

from pokegan.config import AUGMENTATIONS, TrainingConfig
from pokegan.data import synthetic
from pokegan.training.augment import (
    ADA_MOST,
    COUNT,
    CUT,
    MOVE,
    OPERATIONS,
    SIGN_WEIGHT,
    Controller,
    Draws,
    Place,
    augment,
)

NAMES = list(OPERATIONS)
WHITE = torch.ones(3)
NOTHING = -torch.ones(4)  # transparent
MIDDLE = 0.5  # a strength of none


def pictures(n: int = 4, channels: int = 3, size: int = 16, seed: int = 0) -> Tensor:
    """Random images; with four channels colours are premultiplied, none above its opacity."""
    unit = torch.rand(n, channels, size, size, generator=torch.Generator().manual_seed(seed))
    if channels == 4:
        unit[:, :3] *= unit[:, 3:]
    return 2 * unit - 1


def draws(images: Tensor, seed: int = 0) -> Draws:
    random = torch.Generator().manual_seed(seed)
    return Draws(
        torch.rand(len(images), COUNT, generator=random),
        torch.randn(images.shape, generator=random),
    )


def asked(images: Tensor, name: str, *values: float) -> Draws:
    """Draws that do one operation to every picture, with these numbers of its own."""
    numbers = torch.full((len(images), COUNT), MIDDLE)
    first = sum(OPERATIONS[other][1] for other in NAMES[: NAMES.index(name)])
    for place, value in enumerate((0.0, *values)):
        numbers[:, first + place] = value
    return Draws(numbers, torch.ones_like(images))


def done(images: Tensor, name: str, *values: float, background: Tensor | None = None) -> Tensor:
    behind = (WHITE if images.shape[1] == 3 else NOTHING) if background is None else background
    return augment(images, torch.tensor(1.0), asked(images, name, *values), behind, [name])


def test_the_operations_are_those_of_the_configuration() -> None:
    assert tuple(OPERATIONS) == AUGMENTATIONS


@pytest.mark.parametrize("channels", [3, 4])
def test_no_probability_is_the_identity(channels: int) -> None:
    images = pictures(channels=channels)
    background = torch.zeros(channels)
    result = augment(images, torch.tensor(0.0), draws(images), background)
    assert torch.equal(result, images)


@pytest.mark.parametrize("name", NAMES)
def test_the_middle_of_every_strength_changes_nothing(name: str) -> None:
    images = pictures()
    values = {"mirror": [0.5], "cutout": [9.0, 9.0]}.get(name, [MIDDLE] * (OPERATIONS[name][1] - 1))
    assert torch.equal(done(images, name, *values), images)


@pytest.mark.parametrize("name", NAMES)
def test_each_picture_is_chosen_with_probability_p(name: str) -> None:
    images = pictures(n=2000, size=8)
    changed = augment(images, torch.tensor(0.3), draws(images), WHITE, [name]) != images
    share = changed.flatten(1).any(1).float().mean().item()
    expected = {"mirror": 0.15}.get(name, 0.3)  # one half of those chosen
    if name == "translate":  # by at most 1 px, and half of that is rounded to none, both ways
        expected *= 1 - 0.5 * 0.5
    assert share == pytest.approx(expected, abs=0.04)


def test_mirror_is_left_to_right() -> None:
    images = pictures()
    assert torch.equal(done(images, "mirror", 0.2), images.flip(3))


def test_translation_moves_whole_pixels_over_the_background() -> None:
    images = pictures(size=16)
    result = done(images, "translate", 1.0, 0.0, background=torch.tensor([0.1, 0.2, 0.3]))
    most = int(MOVE * 16)  # down by 2, left by 2
    assert torch.equal(result[:, :, most:, :-most], images[:, :, :-most, most:])
    assert torch.equal(result[0, :, 0, 0], torch.tensor([0.1, 0.2, 0.3]))
    assert torch.equal(result[0, :, 5, -1], torch.tensor([0.1, 0.2, 0.3]))


def test_scale_enlarges_about_the_middle() -> None:
    """A slope stays a slope: at distance d from the middle lies what lay at d / 2^0.25."""
    columns = torch.arange(16.0) - 7.5
    images = (columns / 16).expand(2, 3, 16, 16).clone()
    result = done(images, "scale", 1.0, MIDDLE)
    expected = columns * 2**-0.25 / 16
    assert torch.allclose(result[0, 0, 8], expected, atol=1e-6)


def test_turning_turns_about_the_middle() -> None:
    """A slope along columns, turned by 15 degrees, has the parts cos, sin; along rows -sin, cos."""
    slope = (torch.arange(16.0) - 7.5) / 16
    cos, sin = math.cos(math.radians(15)), math.sin(math.radians(15))
    for images, parts in (
        (slope.expand(1, 3, 16, 16), (cos, sin)),
        (slope.view(16, 1).expand(1, 3, 16, 16), (-sin, cos)),
    ):
        result = done(images.clone(), "scale", MIDDLE, 1.0)[0, 0]
        along_columns = (result[8, 9] - result[8, 7]).item() * 8
        along_rows = (result[9, 8] - result[7, 8]).item() * 8
        assert (along_columns, along_rows) == pytest.approx(parts)


def test_what_comes_in_from_outside_is_background() -> None:
    images = -torch.ones(1, 3, 16, 16)
    result = done(images, "scale", 0.0, MIDDLE, background=WHITE)  # smaller
    assert (result[0, :, 0, 0] == 1).all() and (result[0, :, 8, 8] == -1).all()


def test_brightness_adds_the_same_to_every_colour() -> None:
    images = pictures()
    assert torch.allclose(done(images, "brightness", 0.75), images + 2 * 0.1)


def test_contrast_is_about_middle_grey() -> None:
    images = pictures()
    assert torch.allclose(done(images, "contrast", 1.0), images * 2**0.5, atol=1e-6)


def test_saturation_keeps_grey_and_brightness() -> None:
    images = pictures()
    grey = done(images, "saturation", 0.0)
    luma = images[:, 0] * 0.299 + images[:, 1] * 0.587 + images[:, 2] * 0.114
    for channel in range(3):
        assert torch.allclose(grey[:, channel], luma, atol=1e-6)
    vivid = done(images, "saturation", 1.0)
    assert torch.allclose(vivid - luma[:, None], 2 * (images - luma[:, None]), atol=1e-6)


def test_cutout_is_background_of_half_the_size() -> None:
    images = pictures(size=16)
    result = done(images, "cutout", 0.5, 0.5, background=torch.tensor([0.1, 0.2, 0.3]))
    half = int(CUT * 16 / 2)
    inside = result[:, :, 8 - half : 8 + half, 8 - half : 8 + half]
    assert torch.equal(inside, torch.tensor([0.1, 0.2, 0.3]).view(1, 3, 1, 1).expand_as(inside))
    result[:, :, 8 - half : 8 + half, 8 - half : 8 + half] = images[:, :, 4:12, 4:12]
    assert torch.equal(result, images)


def test_noise_is_the_grain_times_its_strength() -> None:
    images = pictures()
    assert torch.allclose(done(images, "noise", 1.0), images + 0.1)  # a grain of one


@pytest.mark.parametrize("name", ["brightness", "contrast", "saturation", "noise"])
def test_colours_leave_opacity_alone_and_nothing_shows_where_there_is_nothing(name: str) -> None:
    images = pictures(channels=4)
    images[:, :, :4] = -1  # nothing at all
    result = done(images, name, 0.9)
    assert torch.equal(result[:, 3], images[:, 3])
    assert torch.equal(result[:, :, :4], images[:, :, :4])
    assert not torch.equal(result[:, :3], images[:, :3])


@pytest.mark.parametrize("name", ["brightness", "contrast", "saturation"])
def test_over_a_background_opacity_and_colour_commute(name: str) -> None:
    """Half opaque colour, changed, then laid over nothing: half of the opaque colour changed."""
    opaque = pictures(channels=3)
    half = torch.cat([(opaque + 1) / 2 - 1, torch.zeros_like(opaque[:, :1])], dim=1)
    changed = (done(half, name, 0.8)[:, :3] + 1) * 2 - 1
    assert torch.allclose(changed, done(opaque, name, 0.8), atol=1e-5)


@pytest.mark.parametrize("name", ["translate", "scale", "cutout"])
def test_what_is_uncovered_of_a_transparent_picture_is_transparent(name: str) -> None:
    images = torch.ones(1, 4, 16, 16)
    values = {"scale": (0.0, 1.0)}.get(name, (0.9, 0.9))
    result = done(images, name, *values)
    gone = result[0, 3] == -1
    assert gone.any()
    assert (result[0, :3, gone] == -1).all()


@pytest.mark.parametrize("channels", [3, 4])
def test_it_can_be_differentiated_twice(channels: int) -> None:
    images = pictures(n=3, channels=channels, size=4).double().requires_grad_(True)
    chance = draws(images, seed=3)
    chance = Draws(chance.numbers, chance.grain.double())
    background = torch.zeros(channels, dtype=torch.float64)

    def squared(images: Tensor) -> Tensor:
        p = torch.tensor(0.9)
        return augment(images, p, chance, background).pow(3).sum((1, 2, 3))

    assert torch.autograd.gradcheck(squared, (images,))
    assert torch.autograd.gradgradcheck(squared, (images,))


def test_real_and_fake_of_one_place_are_transformed_alike() -> None:
    images = pictures(n=8)
    chance, p = draws(images), torch.tensor(0.5)
    twice = [augment(images, p, chance, WHITE) for _ in range(2)]
    assert torch.equal(*twice)
    alone = Draws(chance.numbers[3:4], chance.grain[3:4])
    assert torch.allclose(augment(images[3:4], p, alone, WHITE), twice[0][3:4], atol=1e-6)


def test_a_cutout_is_no_hole_in_a_background_that_was_darkened() -> None:
    """What a cut-out covers gets the colour of the background beside it, whatever comes after."""
    images = torch.ones(64, 3, 16, 16)
    images[:, :, 5:11, 5:11] = -0.5
    chance = draws(images)
    chance = Draws(chance.numbers, torch.zeros_like(images))
    names = ["cutout", "brightness", "contrast", "saturation"]
    result = augment(images, torch.tensor(0.7), chance, WHITE, names)
    behind = result[:, :, 0, 0][:, :, None, None]
    creature = (images == -0.5).all(1, keepdim=True)
    assert (result - behind).abs().masked_fill(creature, 0).max() < 1e-6
    covered = ((result - behind).abs() < 1e-6) & creature
    assert covered.any()


# A dot in one of several places, and where it is seen after a transformation: column i of the
# matrix holds how often a dot at i is seen at each j. A generator that is right under the
# transformation is right without it if the matrix can be inverted, that is if no mixture of
# pictures is hidden: its smallest singular value says by how much (2006.06676, appendix C).


def seen(name: str, p: float, dots: list[tuple[int, int]], size: int = 8) -> Tensor:
    count = 4000
    columns = []
    for i, (row, column) in enumerate(dots):
        images = torch.zeros(count, 3, size, size)
        images[:, :, row, column] = 1
        chance = draws(images, seed=i)
        result = augment(images, torch.tensor(p), chance, torch.zeros(3), [name])[:, 0]
        columns.append(torch.stack([result[:, r, c].mean() for r, c in dots]))
    return torch.stack(columns, dim=1)


def smallest_singular_value(matrix: Tensor) -> float:
    return float(torch.linalg.svdvals(matrix)[-1])


@pytest.mark.parametrize(
    ("name", "dots"),
    [
        ("mirror", [(3, 1), (3, 6)]),
        ("translate", [(3, 3), (3, 4), (4, 3), (4, 4)]),
        ("cutout", [(1, 1), (6, 6)]),
    ],
)
def test_nothing_leaks_at_the_highest_probability(name: str, dots: list[tuple[int, int]]) -> None:
    assert smallest_singular_value(seen(name, ADA_MOST, dots)) > 0.15


def test_a_leak_would_show() -> None:
    """Mirrored half of the time, left and right look the same: a generator cannot tell them."""
    leaking = seen("mirror", 1.0, [(3, 1), (3, 6)])
    assert smallest_singular_value(leaking) < 0.05


def phase_kept(p: float) -> float:
    """How much is kept, at the least, of a wave over what a strength shifts.

    Scale, turn, brightness, contrast and saturation shift size, angle, level, logarithm of
    contrast and colourfulness by such a strength. A distribution of creatures is found again
    from that of the shifted ones as long as no wave is lost: the characteristic function of the
    shift, (1 - p) + p sin(t) / t for a strength in [-1, 1], has no zero.
    """
    count = 400_000
    chance = torch.rand(count, 2, generator=torch.Generator().manual_seed(0))
    place = Place(torch.tensor(p), WHITE, chance, torch.empty(0))
    shift = place.strength(1, 1.0)
    waves = torch.linspace(0, 12, 61)
    return min(float((t * shift).cos().mean()) for t in waves)


def test_no_strength_hides_a_wave_at_the_highest_probability() -> None:
    assert phase_kept(ADA_MOST) == pytest.approx(1 - ADA_MOST - ADA_MOST * 0.2172, abs=0.004)
    assert phase_kept(ADA_MOST) > 0.02
    assert phase_kept(0.9) < -0.05  # beyond it one would be lost on the way, and show as here


def controller(**settings: object) -> Controller:
    return Controller(TrainingConfig(augment="adaptive", **settings), CPU)  # type: ignore[arg-type]


def test_p_rises_while_reals_are_known_and_falls_while_they_are_not() -> None:
    state = controller(ada_target=0.6, ada_kimg=1.0)
    for _ in range(100):
        state.follow(torch.tensor(1.0), 5)
    # The running sign passes 0.6 with the fourth batch: 0.25, 0.44, 0.58, 0.68.
    assert state.p.item() == pytest.approx((100 - 3) * 0.005)
    before = state.p.item()
    for _ in range(20):
        state.follow(torch.tensor(0.0), 5)
    # And falls below it again with the second: 0.75, 0.56.
    assert state.p.item() == pytest.approx(before + (1 - 19) * 0.005)


def test_the_running_sign_is_as_long_as_four_batches() -> None:
    state = controller()
    for sign in (1.0, -1.0, 0.5):
        state.follow(torch.tensor(sign), 1)
    kept = 1 - SIGN_WEIGHT
    by_hand = SIGN_WEIGHT * (kept**2 * 1.0 - kept * 1.0 + 0.5)
    assert state.sign.item() == pytest.approx(by_hand)


def test_p_stays_between_none_and_what_does_not_leak() -> None:
    state = controller(ada_kimg=0.01)
    for _ in range(30):
        state.follow(torch.tensor(1.0), 5)
    assert state.p.item() == pytest.approx(ADA_MOST)
    for _ in range(30):
        state.follow(torch.tensor(-1.0), 5)
    assert state.p.item() == 0


def test_a_fixed_p_stays() -> None:
    state = Controller(TrainingConfig(augment="fixed", augment_p=0.35), CPU)
    state.follow(torch.tensor(1.0), 1000)
    assert state.p.item() == pytest.approx(0.35)
    assert state.tensors() == {}


def test_the_controller_goes_on_where_it_was() -> None:
    ours, theirs = controller(ada_kimg=1.0), controller(ada_kimg=1.0)
    for _ in range(10):
        ours.follow(torch.tensor(0.9), 8)
    theirs.restore({name: value.clone() for name, value in ours.tensors().items()})
    for state in (ours, theirs):
        state.follow(torch.tensor(0.1), 8)
    assert torch.equal(ours.p, theirs.p) and torch.equal(ours.sign, theirs.sign)


def test_a_drawn_creature_stays_one() -> None:
    """At the highest probability pictures keep their range and most of their background."""
    drawn = np.stack([np.array(synthetic.draw(seed, 32).convert("RGBA")) for seed in range(16)])
    pixels = torch.from_numpy(drawn).permute(0, 3, 1, 2)
    opacity = pixels[:, 3:] / 255
    images = (pixels[:, :3] / 255 * opacity + (1 - opacity)) * 2 - 1
    result = augment(images, torch.tensor(ADA_MOST), draws(images), WHITE)
    assert result.abs().max() < 4
    assert result[:, :, 0, 0].mean() > 0.5
