"""How far pictures are from the real ones: the sliced Wasserstein distance of their patches.

"Progressive Growing of GANs" (Karras, Aila, Laine, Lehtinen 2017, arXiv 1710.10196,
section 5). Each level of a Laplacian pyramid (Burt, Adelson 1983) is a band of detail; its
7 x 7 patches, normalised, are compared along random directions (Rabin et al. 2011). As in
the paper each set is normalised by its own statistics, so a shift or a gain of one colour
channel that all pictures share is not seen.

Changed on purpose: opacity, where there is any, is a fourth channel beside premultiplied
colour, so no background has a say; and of two sets the larger is cut to the smaller, because
chance alone parts small sets more than large ones. For the same reason a distance means
something only beside the distance of two samples of real pictures, of the same `count` and
number of patches.

Shapes: N pictures, P patches of each, C channels, R resolution, M descriptors (M = N P),
V values of each (V = 49 C), K directions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.errors import DataError, UsageError
from pokegan.metrics.foreground import smooth
from pokegan.render.pixels import Pixels, from_pixels
from pokegan.runtime.random import rng

# 1710.10196, section 5; its 512 directions are taken in four parts, to hold less at a time.
COARSEST_PX = 16
PATCH_PX = 7
PATCHES = 128
DIRECTIONS, REPEATS = 128, 4
SCALE = 1000  # table 1

FLAT = 1e-4  # a spread of a hundredth of an 8-bit level: rounding, which must not be enlarged


@dataclass(frozen=True)
class Descriptors:
    """The patches of a set of pictures, [N, P, C, 7, 7] at each resolution of the pyramid."""

    patches: dict[int, Tensor]

    @property
    def count(self) -> int:
        """How many pictures were described."""
        return len(next(iter(self.patches.values())))

    @property
    def kind(self) -> dict[int, torch.Size]:
        """What must agree between two sets: resolutions, patches a picture and channels."""
        return {resolution: patches.shape[1:] for resolution, patches in self.patches.items()}

    def picked(self, indices: Tensor) -> Descriptors:
        """The descriptors of some of the pictures."""
        return Descriptors({r: patches[indices] for r, patches in self.patches.items()})


@dataclass(frozen=True)
class SlicedWasserstein:
    """The distance of two sets, times 1,000, at each resolution of the pyramid; equal is 0."""

    per_resolution: dict[int, float]
    count_real: int
    count_fake: int

    @property
    def mean(self) -> float:
        """The mean over the resolutions."""
        return sum(self.per_resolution.values()) / len(self.per_resolution)

    @property
    def count(self) -> int:
        """How many pictures of each set were compared: all of the smaller."""
        return min(self.count_real, self.count_fake)


def describe(batches: Iterable[Pixels], patches: int = PATCHES, seed: int = 0) -> Descriptors:
    """Draw `patches` patches of each picture at each level, from batches of pixels [N, R, R, C].

    Kept in float32: 75 kB a picture and level by default, with three channels. A picture's
    patches depend on its place among all, not on its batch. Raises DataError for no picture,
    UsageError for pictures of less than 8 px.
    """
    parts: dict[int, list[Tensor]] = {}
    count = 0
    for pixels in batches:
        for resolution, level in laplacian_pyramid(from_pixels(pixels)).items():
            corners = _corners(range(count, count + len(pixels)), resolution, patches, seed)
            parts.setdefault(resolution, []).append(cut(level, corners))
        count += len(pixels)
    if not count:
        raise DataError("There are no pictures to measure.", "Give at least one.")
    return Descriptors({resolution: torch.cat(some) for resolution, some in parts.items()})


def swd(real: Descriptors, fake: Descriptors, seed: int = 0) -> SlicedWasserstein:
    """The sliced Wasserstein distance of two sets, over equally many pictures of each.

    Raises UsageError for sets of different resolutions, channels or patches a picture.
    """
    if real.kind != fake.kind:
        raise UsageError(
            f"Pictures that differ in kind cannot be compared: {_words(real)} and {_words(fake)}.",
            "Describe both at one resolution, with or without opacity, with equal patches.",
        )
    count = min(real.count, fake.count)
    a, b = _some(real, count, seed), _some(fake, count, seed)
    distances = {}
    for resolution, patches in a.patches.items():
        x, y = normalised(patches), normalised(b.patches[resolution])
        distances[resolution] = SCALE * sliced_wasserstein(x, y, seed=seed)
    return SlicedWasserstein(distances, real.count, fake.count)


def sliced_wasserstein(
    a: Tensor, b: Tensor, directions: int = DIRECTIONS, repeats: int = REPEATS, seed: int = 0
) -> float:
    """The mean distance of two equally large sets [M, V] along random unit directions.

    On a line the best transport pairs the points in order (Rabin et al. 2011).
    """
    assert a.shape == b.shape, f"{tuple(a.shape)} and {tuple(b.shape)}"
    lines = torch.empty(2, directions, len(a))  # [2, K, M], filled anew by every repeat
    total = 0.0
    for repeat in range(repeats):
        drawn = torch.randn(directions, a.shape[1], generator=rng(seed, repeat, "directions"))
        unit = F.normalize(drawn)  # [K, V]: uniform on the sphere
        for line, points in zip(lines, (a, b), strict=True):
            torch.mm(unit, points.T, out=line)
        lines.numpy().sort(axis=2)  # in place, and a third of the time of torch.sort
        total += F.l1_loss(lines[0], lines[1]).item()
    return total / repeats


def normalised(patches: Tensor) -> Tensor:
    """Patches [N, P, C, 7, 7] as descriptors [M, V], each channel of mean 0 and deviation 1."""
    deviation, mean = torch.std_mean(patches, dim=(0, 1, 3, 4), correction=0, keepdim=True)
    return ((patches - mean) / deviation.clamp(min=FLAT)).flatten(0, 1).flatten(1)  # [M, V]


def laplacian_pyramid(images: Tensor) -> dict[int, Tensor]:
    """Images [N, C, R, R] as bands of detail by resolution, finest first; the last is the rest.

    Each band plus `enlarged` of what is below it gives the images at its resolution.
    """
    resolution = images.shape[-1]
    if resolution <= PATCH_PX or resolution & (resolution - 1):
        raise UsageError(
            f"Pictures of {resolution} px cannot be measured.",
            "Their resolution must be a power of two, 8 px at least.",
        )
    bands = {}
    while (resolution := images.shape[-1]) > COARSEST_PX:
        smaller = reduced(images)
        bands[resolution] = images - enlarged(smaller)
        images = smaller
    return bands | {resolution: images}


def reduced(images: Tensor) -> Tensor:
    """Low-pass filtered and every other pixel: [N, C, R, R] -> [N, C, R/2, R/2]."""
    return smooth(images, "reflect")[:, :, ::2, ::2]


def enlarged(images: Tensor) -> Tensor:
    """Zeros between the pixels, then filtered: [N, C, R, R] -> [N, C, 2R, 2R]."""
    n, channels, height, width = images.shape
    spread = images.new_zeros(n, channels, 2 * height, 2 * width)
    spread[:, :, ::2, ::2] = images
    return 4 * smooth(spread, "reflect")  # one pixel in four holds light


def cut(level: Tensor, corners: Tensor) -> Tensor:
    """The patches of [N, C, R, R] with upper left pixels at rows and columns [N, 2, P]."""
    windows = level.unfold(2, PATCH_PX, 1).unfold(3, PATCH_PX, 1)  # [N, C, R-6, R-6, 7, 7]
    pictures = torch.arange(len(level)).unsqueeze(1)
    return windows[pictures, :, corners[:, 0], corners[:, 1]]  # [N, P, C, 7, 7]


def _corners(places: Iterable[int], resolution: int, patches: int, seed: int) -> Tensor:
    """Rows and columns of upper left pixels, [N, 2, P], for pictures at `places` in the set."""
    positions = resolution - PATCH_PX + 1
    drawn = []
    for place in places:
        stream = rng(seed, place, f"patches/{resolution}")
        drawn.append(torch.randint(positions, (2, patches), generator=stream))
    return torch.stack(drawn)


def _some(descriptors: Descriptors, count: int, seed: int) -> Descriptors:
    """A random sample of `count` pictures, or all of them where there are no more."""
    if count == descriptors.count:
        return descriptors
    order = torch.randperm(descriptors.count, generator=rng(seed, 0, "swd sample"))
    return descriptors.picked(order[:count])


def _words(descriptors: Descriptors) -> str:
    resolution, (patches, channels, _, _) = next(iter(descriptors.kind.items()))
    return f"{resolution} px with {channels} channels and {patches} patches a picture"
