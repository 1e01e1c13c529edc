"""The sliced Wasserstein distance against hand-made cases, closed forms and slow loops."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.data import synthetic
from pokegan.errors import DataError, UsageError
from pokegan.metrics.swd import (
    Descriptors,
    SlicedWasserstein,
    cut,
    describe,
    enlarged,
    laplacian_pyramid,
    normalised,
    reduced,
    sliced_wasserstein,
    swd,
)
from pokegan.render.pixels import Pixels, from_pixels, on_background, to_pixels

COUNT = 96
PATCHES = 64
BINOMIAL = np.array([1, 4, 6, 4, 1]) / 16


def gaussian(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def noise_pixels(count: int, size: int, channels: int = 3, seed: int = 0) -> Pixels:
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (count, size, size, channels), dtype=np.uint8)


def swd_floor(real: Descriptors, count: int | None = None, seed: int = 0) -> SlicedWasserstein:
    """The distance of two samples of pictures that share none, `count` or half of them each."""
    count = min(count or real.count // 2, real.count // 2)
    order = torch.randperm(real.count, generator=torch.Generator().manual_seed(seed))
    return swd(real.picked(order[:count]), real.picked(order[count : 2 * count]), seed)


@pytest.fixture(scope="module")
def pixels() -> Pixels:
    """96 creatures at 32 px on white."""
    drawn = np.stack([np.asarray(synthetic.draw(seed, 32)) for seed in range(COUNT)])
    return on_background(drawn, "white")


@pytest.fixture(scope="module")
def described(pixels: Pixels) -> Descriptors:
    return describe([pixels], PATCHES)


def blurred(pixels: Pixels) -> Pixels:
    """Each pixel the mean of the 3 x 3 around it."""
    padded = F.pad(from_pixels(pixels), (1, 1, 1, 1), "replicate")
    return to_pixels(F.avg_pool2d(padded, 3, 1))


def distances(real: Pixels, fake: Pixels) -> dict[int, float]:
    return swd(describe([real], PATCHES), describe([fake], PATCHES)).per_resolution


# Two sets of points.


def test_the_distance_on_a_line_by_hand() -> None:
    a, b = torch.tensor([[3.0], [1.0], [2.0]]), torch.tensor([[10.0], [4.0], [7.0]])
    assert sliced_wasserstein(a, b, 4, 2) == pytest.approx((3 + 5 + 7) / 3)


@pytest.mark.parametrize("seed", range(4))
def test_on_a_line_it_is_the_cheapest_of_all_pairings(seed: int) -> None:
    a, b = gaussian(5, 1, seed=seed), 2 * gaussian(5, 1, seed=seed + 10) + 0.3
    pairings = (b[list(order)] for order in itertools.permutations(range(5)))
    cheapest = min((a - paired).abs().mean().item() for paired in pairings)
    assert sliced_wasserstein(a, b, 2, 1) == pytest.approx(cheapest, rel=1e-5)


@pytest.mark.parametrize("width", [1, 2, 5, 147])
def test_a_shift_costs_what_a_random_direction_sees_of_it(width: int) -> None:
    """E |s . u| = |s| Gamma(V/2) / (sqrt(pi) Gamma((V+1)/2)) for u uniform on the sphere."""
    a, shift = gaussian(40, width), 3 * gaussian(width, seed=1)
    log_mean = math.lgamma(width / 2) - math.lgamma((width + 1) / 2) - math.log(math.pi) / 2
    expected = shift.norm().item() * math.exp(log_mean)
    # One direction's share spreads by about 0.75 of its mean: 4 deviations over 8192 of them.
    tolerance = 4 * 0.76 / math.sqrt(8192)
    found = sliced_wasserstein(a, a + shift, directions=2048, repeats=4)
    assert found == pytest.approx(expected, rel=tolerance)


def test_a_wider_gaussian_costs_the_growth_of_its_mean_deviation() -> None:
    a = gaussian(20_000, 3)
    expected = 2 * math.sqrt(2 / math.pi)  # W1 of N(0, 1) and N(0, 9)
    assert sliced_wasserstein(a, 3 * a, 64, 1) == pytest.approx(expected, rel=0.02)


def test_the_distance_knows_no_order_and_no_side() -> None:
    a, b = gaussian(50, 6), gaussian(50, 6, seed=1) + 1
    found = sliced_wasserstein(a, b)
    assert sliced_wasserstein(b, a) == pytest.approx(found, rel=1e-6)
    assert sliced_wasserstein(a.flip(0), b.roll(7, 0)) == pytest.approx(found, rel=1e-6)
    assert sliced_wasserstein(a, a.flip(0)) == pytest.approx(0, abs=1e-6)


def test_directions_follow_the_seed_and_differ_between_repeats() -> None:
    a, b = gaussian(30, 8), gaussian(30, 8, seed=1)
    found = [sliced_wasserstein(a, b, 4, 1, seed) for seed in (0, 0, 1)]
    assert found[0] == found[1] != found[2]
    assert sliced_wasserstein(a, b, 4, 2) != found[0]


# The pyramid.


def slow_smooth(picture: np.ndarray) -> np.ndarray:
    """[R, R] filtered by loops, mirrored at the middle of the border pixels."""
    size = len(picture)

    def inside(i: int) -> int:
        return -i if i < 0 else min(i, 2 * (size - 1) - i)

    out = np.zeros_like(picture)
    for i, j, di, dj in itertools.product(range(size), range(size), range(5), range(5)):
        value = picture[inside(i + di - 2), inside(j + dj - 2)]
        out[i, j] += BINOMIAL[di] * BINOMIAL[dj] * value
    return out


def test_reducing_and_enlarging_equal_slow_loops() -> None:
    images = gaussian(2, 3, 16, 16)
    small, large = reduced(images), enlarged(images)
    for n, c in itertools.product(range(2), range(3)):
        picture = images[n, c].double().numpy()
        mean_distance = np.zeros((32, 32))
        mean_distance[::2, ::2] = picture
        assert np.allclose(small[n, c], slow_smooth(picture)[::2, ::2], atol=1e-5)
        assert np.allclose(large[n, c], 4 * slow_smooth(mean_distance), atol=1e-5)


def test_one_colour_stays_one_colour() -> None:
    images = torch.full((1, 1, 32, 32), 0.375)
    assert torch.allclose(reduced(images), torch.full((1, 1, 16, 16), 0.375), atol=1e-6)
    assert torch.allclose(enlarged(images), torch.full((1, 1, 64, 64), 0.375), atol=1e-6)


@pytest.mark.parametrize(
    ("size", "resolutions"), [(8, [8]), (16, [16]), (32, [32, 16]), (128, [128, 64, 32, 16])]
)
def test_the_pyramid_adds_up_to_the_picture(size: int, resolutions: list[int]) -> None:
    images = gaussian(2, 3, size, size)
    bands = laplacian_pyramid(images)
    assert list(bands) == resolutions
    restored = bands[resolutions[-1]]
    for resolution in reversed(resolutions[:-1]):
        restored = bands[resolution] + enlarged(restored)
    assert torch.allclose(restored, images, atol=1e-5)


def test_a_band_holds_its_detail_only() -> None:
    stripes = torch.tensor([1.0, -1.0]).repeat(16).expand(1, 1, 32, 32)
    ramp = torch.linspace(-1, 1, 32).expand(1, 1, 32, 32)
    fine, coarse = laplacian_pyramid(stripes), laplacian_pyramid(ramp)
    assert torch.allclose(fine[32], stripes, atol=1e-6) and fine[16].abs().max() < 1e-6
    assert coarse[32][..., 4:-4].abs().max() < 1e-6 and coarse[16].abs().max() > 0.9


@pytest.mark.parametrize("size", [4, 7, 24])
def test_sizes_without_a_pyramid_are_refused(size: int) -> None:
    with pytest.raises(UsageError, match=f"of {size} px cannot be measured"):
        describe([noise_pixels(2, size)])


# Descriptors.


def test_patches_equal_slices() -> None:
    level = gaussian(3, 4, 16, 16)
    corners = torch.randint(0, 10, (3, 2, 20), generator=torch.Generator().manual_seed(0))
    patches = cut(level, corners)
    assert patches.shape == (3, 20, 4, 7, 7)
    for n, p in itertools.product(range(3), range(20)):
        row, column = corners[n, :, p].tolist()
        assert torch.equal(patches[n, p], level[n, :, row : row + 7, column : column + 7])


def test_every_place_of_a_picture_is_drawn() -> None:
    pixels = np.arange(256, dtype=np.uint8).reshape(1, 16, 16, 1).repeat(3, axis=3)
    patches = describe([pixels], 2000).patches[16][0, :, 0]  # [P, 7, 7]
    picture = from_pixels(pixels)[0, 0]
    places = torch.round((patches[:, 0, 0] + 1) * 255 / 2).long()
    rows, columns = places // 16, places % 16
    counts = torch.bincount(rows * 10 + columns, minlength=100)
    assert rows.max() == columns.max() == 9 and len(counts) == 100
    assert counts.min() > 5 and counts.max() < 45  # 20 each, deviation 4.5
    for patch, row, column in zip(patches, rows, columns, strict=True):
        assert torch.equal(patch, picture[row : row + 7, column : column + 7])


def test_descriptors_do_not_depend_on_the_batches(pixels: Pixels, described: Descriptors) -> None:
    parts = describe([pixels[:10], pixels[10:11], pixels[11:]], PATCHES)
    assert described.count == parts.count == COUNT
    assert {r: tuple(p.shape) for r, p in described.patches.items()} == {
        r: (COUNT, PATCHES, 3, 7, 7) for r in (32, 16)
    }
    for resolution, patches in described.patches.items():
        assert torch.allclose(parts.patches[resolution], patches, atol=1e-6)


def test_places_follow_the_seed_and_differ_between_pictures() -> None:
    twice = noise_pixels(1, 16).repeat(2, axis=0)
    first, again, other = (describe([twice], 8, seed).patches[16] for seed in (0, 0, 1))
    assert torch.equal(first, again) and not torch.equal(first, other)
    assert not torch.equal(first[0], first[1])


def test_normalised_descriptors_have_mean_0_and_deviation_1_in_each_channel() -> None:
    scale = torch.tensor([0.01, 1, 30]).view(3, 1, 1)
    patches = gaussian(20, 6, 3, 7, 7) * scale + 5 * scale
    flat = normalised(patches)
    assert flat.shape == (120, 147)
    values = patches.double().numpy()
    mean, deviation = (f((0, 1, 3, 4), keepdims=True) for f in (values.mean, values.std))
    assert np.allclose(flat, ((values - mean) / deviation).reshape(120, 147), atol=1e-4)
    for channel in flat.view(120, 3, 49).double().unbind(1):
        assert channel.mean().item() == pytest.approx(0, abs=1e-5)
        assert channel.square().mean().item() == pytest.approx(1, abs=1e-5)


def test_a_flat_channel_is_nothing_rather_than_noise() -> None:
    patches = gaussian(4, 4, 4, 7, 7)
    patches[:, :, 3] = 0.2 + 1e-7 * patches[:, :, 3]
    assert normalised(patches).view(16, 4, 49)[:, 3].abs().max() < 0.01


def test_no_picture_is_an_error() -> None:
    with pytest.raises(DataError, match="no pictures to measure"):
        describe([])


# The distance of pictures.


def test_a_set_is_at_no_distance_from_itself(pixels: Pixels, described: Descriptors) -> None:
    found = swd(described, describe([pixels], PATCHES))
    assert found == SlicedWasserstein({32: 0.0, 16: 0.0}, COUNT, COUNT)
    assert found.mean == 0 and found.count == COUNT


def test_the_distance_is_a_thousand_times_that_of_normalised_descriptors() -> None:
    real, fake = (Descriptors({8: gaussian(5, 4, 3, 7, 7, seed=s).exp()}) for s in (0, 1))
    a, b = normalised(real.patches[8]), normalised(fake.patches[8])
    by_hand = 1000 * sliced_wasserstein(a, b, directions=128, repeats=4, seed=3)
    found = swd(real, fake, seed=3)
    assert found.per_resolution == {8: pytest.approx(by_hand)} and by_hand > 1


def test_the_mean_is_over_resolutions_and_the_count_is_the_smaller() -> None:
    found = SlicedWasserstein({64: 1.0, 32: 2.0, 16: 6.0}, 100, 40)
    assert (found.mean, found.count) == (3.0, 40)


def test_halves_are_closer_than_a_half_and_a_blurred_half(
    pixels: Pixels, described: Descriptors
) -> None:
    """Over several splits the finest band is at 32 to 38 without and at 80 to 82 with blur."""
    chance = swd_floor(described)
    half, other = (pixels[: COUNT // 2], pixels[COUNT // 2 :])
    blur = swd(describe([half], PATCHES), describe([blurred(other)], PATCHES))
    assert blur.count == chance.count == COUNT // 2
    assert blur.per_resolution[32] > 1.6 * chance.per_resolution[32]
    assert blur.mean > 1.3 * chance.mean > 0


def test_blur_is_seen_most_in_the_finest_band(pixels: Pixels, described: Descriptors) -> None:
    found = swd(described, describe([blurred(pixels)], PATCHES))
    assert found.per_resolution[32] > 3 * found.per_resolution[16]


def test_colours_of_each_picture_s_own_are_seen_in_the_coarsest_band(pixels: Pixels) -> None:
    muted = 64 + pixels // 2
    offsets = np.random.default_rng(0).integers(-60, 60, (COUNT, 1, 1, 3))
    found = distances(muted, (muted + offsets).astype(np.uint8))
    assert found[16] > 50
    assert found[32] < 0.01  # the difference of two bands of one colour is rounding


def test_a_shift_and_a_gain_common_to_all_are_not_seen(pixels: Pixels) -> None:
    halved = pixels // 2
    changed = 2 * halved + np.array([0, 1, 1], np.uint8)
    found = distances(halved, changed)
    assert set(found) == {32, 16} and max(found.values()) < 0.01


def test_swapped_channels_are_seen(pixels: Pixels, described: Descriptors) -> None:
    found = swd(described, describe([pixels[..., [1, 2, 0]]], PATCHES))
    assert found.per_resolution[16] > 5


def test_opacity_is_seen_where_colour_is_not() -> None:
    """Black on nothing and black on black are one colour, premultiplied, at every pixel."""
    shapes = np.zeros((16, 16, 16, 4), np.uint8)
    shapes[:, 4:12, 4:12, 3] = 255
    opaque = shapes.copy()
    opaque[..., 3] = 255
    found = swd(describe([shapes], PATCHES), describe([opaque], PATCHES)).mean
    assert math.isfinite(found) and found > 50


def test_the_order_of_pictures_matters_little(pixels: Pixels, described: Descriptors) -> None:
    """Order says which patches of a picture are drawn: less than chance between its halves."""
    shuffled = pixels[np.random.default_rng(0).permutation(COUNT)]
    moved = describe([shuffled], PATCHES)
    assert swd(described, moved).mean < 0.75 * swd_floor(described).mean
    blur = describe([blurred(pixels)], PATCHES)
    straight = swd(described, blur).per_resolution[32]
    assert swd(moved, blur).per_resolution[32] == pytest.approx(straight, rel=0.05)


def handmade(count: int, seed: int) -> Descriptors:
    """Pictures of three patches each, far from each other and from normal."""
    return Descriptors({16: gaussian(count, 3, 3, 7, 7, seed=seed).exp()})


def pairs(descriptors: Descriptors) -> list[Descriptors]:
    """Every choice of two of the pictures."""
    chosen = itertools.combinations(range(descriptors.count), 2)
    return [descriptors.picked(torch.tensor(indices)) for indices in chosen]


def test_the_larger_set_is_cut_to_the_smaller() -> None:
    large, small = handmade(4, 0), handmade(2, 1)
    picked = set()
    for seed in range(12):
        possible = [swd(pair, small, seed).per_resolution[16] for pair in pairs(large)]
        found = swd(large, small, seed)
        assert (found.count_real, found.count_fake, found.count) == (4, 2, 2)
        nearest = min(range(6), key=lambda i: abs(possible[i] - found.per_resolution[16]))
        assert found.per_resolution[16] == pytest.approx(possible[nearest], rel=1e-4)
        swapped = swd(small, large, seed)
        assert swapped.per_resolution[16] == pytest.approx(found.per_resolution[16], rel=1e-4)
        assert (swapped.count_real, swapped.count_fake) == (2, 4)
        picked.add(nearest)
    assert len(picked) > 2


def test_the_floor_compares_two_samples_that_share_no_picture() -> None:
    real = handmade(5, 0)
    apart = [
        (real.picked(torch.tensor(a)), real.picked(torch.tensor(b)))
        for a, b in itertools.permutations(itertools.combinations(range(5), 2), 2)
        if not set(a) & set(b)
    ]
    picked = set()
    for seed in range(6):
        floor = swd_floor(real, seed=seed)
        assert floor.count_real == floor.count_fake == 2
        possible = [swd(a, b, seed).per_resolution[16] for a, b in apart]
        nearest = min(range(30), key=lambda i: abs(possible[i] - floor.per_resolution[16]))
        assert floor.per_resolution[16] == pytest.approx(possible[nearest], rel=1e-4)
        picked.add(nearest)
    assert len(apart) == 30 and len(picked) > 2


def test_sets_of_different_kinds_are_not_compared(described: Descriptors) -> None:
    for other in (
        describe([noise_pixels(2, 16)], PATCHES),
        describe([noise_pixels(2, 32, channels=4)], PATCHES),
        describe([noise_pixels(2, 32)], PATCHES + 1),
    ):
        with pytest.raises(UsageError, match="32 px with 3 channels and 64 patches") as caught:
            swd(described, other)
        assert caught.value.hint
