"""Whether pictures are new: how near they are to the nearest training pictures, mirrored too.

Nearness is the distance of `shape_vectors`: colours do not count. A picture is called copied when
it is nearer to a training picture than COPIED_SHARE of the distance at which two training
pictures typically are. Typical is the median over random pairs, on which a few near-duplicates
among many pictures have no bearing. The training pictures themselves tell what such a share is
worth: `baseline` of them have another one as near.

COPIED_SHARE was chosen on 1,025 artworks and 2,000 of 29,357 sprites. At 32 and 64 px, copies of
150 of each that were moved by 2 px, scaled to 9/10, shrunk to 7/10 and back, saved as JPEG
(quality 85), darkened or turned in hue stay within 0.31 of the typical distance in 95 of 100
cases of each kind; 6 of 1,025 artworks have another one within 0.36. At 16 px that is 0.50, so
that some are missed, and at 8 px 0.84, which is further away than many unrelated pictures are.

Shapes: N pictures, M training pictures, V values, K neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from pokegan.errors import DataError
from pokegan.metrics.shapes import shape_vectors
from pokegan.runtime.random import rng

COPIED_SHARE = 0.36
OWN = 2048  # training pictures whose nearest other one is looked for
PAIRS = 20_000  # whose median is the typical distance: within 0.5 % of that of all
CHUNK = 4096  # training pictures compared at a time
NINETY_FIVE = 1.96  # deviations of a normal distribution that hold 95 %


@dataclass(frozen=True)
class Neighbours:
    """The K nearest training pictures of each of N, nearest first, each [N, K]."""

    distances: Tensor
    indices: Tensor
    mirrored: Tensor

    @property
    def nearest(self) -> Tensor:
        """The distance to the nearest, [N]."""
        return self.distances[:, 0]


@dataclass(frozen=True)
class Gallery:
    """The shapes of the training pictures, float16 [M, V].

    `own` are distances of some of them to the nearest other, `typical` that of two at random.
    """

    shapes: Tensor
    own: Tensor
    typical: float
    background: str

    @property
    def radius(self) -> float:
        """The distance below which a picture is called copied."""
        return COPIED_SHARE * self.typical

    @property
    def baseline(self) -> Proportion:
        """The share of training pictures that have another within the radius."""
        return share(self.own < self.radius)

    def neighbours(self, images: Tensor, count: int = 1) -> Neighbours:
        """The nearest training pictures of images [N, C, R, R] in [-1, 1]."""
        count = min(count, len(self.shapes))
        both = [shape_vectors(turned, self.background) for turned in (images, images.flip(3))]
        return nearest(both[0], both[1], self.shapes, count)

    def novel(self, images: Tensor) -> Tensor:
        """Which of the images [N, C, R, R] are no copies, bool [N]."""
        return self.neighbours(images).nearest >= self.radius


@dataclass(frozen=True)
class Proportion:
    """How many of `count` have a property, with Wilson's interval of 95 %."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Novelty:
    """How near samples are to the training pictures, beside how near those are to each other.

    `nearer` is the share of samples nearer to a training picture than half of the training
    pictures are to another: one half for pictures that are as new as they are.
    """

    copied: Proportion
    baseline: Proportion
    nearer: Proportion
    distance: float


def gallery(vectors: Tensor, mirrored: Tensor, background: str = "white", seed: int = 0) -> Gallery:
    """The gallery of training pictures with these shapes [M, V], and those when mirrored.

    Raises DataError for a single picture.
    """
    if len(vectors) < 2:
        raise DataError("Novelty needs two training pictures at least, not one.")
    picked = torch.randperm(len(vectors), generator=rng(seed, 0, "own"))[:OWN]
    held = vectors.half()
    found = nearest(vectors[picked], mirrored[picked], held, 1, without=picked)
    return Gallery(held, found.nearest, typical_distance(vectors, seed), background)


def typical_distance(vectors: Tensor, seed: int = 0) -> float:
    """The median distance of random pairs of different rows of [M, V]."""
    random = rng(seed, 0, "pairs")
    first = torch.randint(len(vectors), (PAIRS,), generator=random)
    step = torch.randint(1, len(vectors), (PAIRS,), generator=random)
    second = (first + step) % len(vectors)
    return (vectors[first] - vectors[second]).norm(dim=1).median().item()


def nearest(
    vectors: Tensor,
    mirrored: Tensor,
    others: Tensor,
    count: int,
    without: Tensor | None = None,
) -> Neighbours:
    """The `count` rows of `others` [M, V] nearest to each of [N, V], or to its mirror image.

    `without` [N] names a row that does not count for each: the picture itself.
    """
    best = torch.full((len(vectors), 0), torch.inf)
    where = torch.zeros(len(vectors), 0, dtype=torch.long)
    turned = torch.zeros(len(vectors), 0, dtype=torch.bool)
    for start in range(0, len(others), CHUNK):
        some = others[start : start + CHUNK].float()
        straight, flipped = distances(vectors, some), distances(mirrored, some)
        either = torch.minimum(straight, flipped)
        if without is not None:
            inside = (without >= start) & (without < start + len(some))
            either[inside, without[inside] - start] = torch.inf
        near, place = either.topk(min(count, len(some)), largest=False)
        best = torch.cat([best, near], dim=1)
        where = torch.cat([where, place + start], dim=1)
        turned = torch.cat([turned, (flipped < straight).gather(1, place)], dim=1)
        best, kept = best.topk(min(count, best.shape[1]), largest=False)
        where, turned = where.gather(1, kept), turned.gather(1, kept)
    return Neighbours(best, where, turned)


def distances(a: Tensor, b: Tensor) -> Tensor:
    """Euclidean distances of rows [N, V] and [M, V], by one matrix product: [N, M]."""
    squares = a.square().sum(1, keepdim=True) + b.square().sum(1) - 2 * a @ b.T
    return squares.clamp(min=0).sqrt()


def judge(found: Neighbours, training: Gallery) -> Novelty:
    """What the neighbours of samples say of their novelty."""
    near, median = found.nearest, training.own.median()
    return Novelty(
        copied=share(near < training.radius),
        baseline=training.baseline,
        nearer=share(near < median),
        distance=near.median().item(),
    )


def share(which: Tensor) -> Proportion:
    """The share of a bool [N] that is true, with its interval (Wilson 1927)."""
    count = len(which)
    value = which.float().mean().item()
    square = NINETY_FIVE**2 / count
    middle = (value + square / 2) / (1 + square)
    half = (square * (value * (1 - value) + square / 4)) ** 0.5 / (1 + square)
    return Proportion(value, max(0.0, middle - half), min(1.0, middle + half), count)
