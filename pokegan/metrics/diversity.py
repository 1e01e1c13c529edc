"""How varied pictures are: how far from one another, and how much of the real ones they reach.

Coverage is that of "Reliable Fidelity and Diversity Metrics for Generative Models" (Naeem, Oh,
Uh, Choi, Yoo 2020, arXiv 2002.09797, equation 6). It does not depend on outliers among the
samples, as recall does.

Shapes: N pictures, M real pictures, V values.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from pokegan.errors import DataError
from pokegan.metrics.novelty import NINETY_FIVE, Proportion, distances, share

NEIGHBOURS = 5  # 2002.09797, section 3.2: two equal sets then cover 97 % of each other


@dataclass(frozen=True)
class MeanDistance:
    """The mean distance of two of a set; the mean over others lies within `margin` in 95 %."""

    mean: float
    margin: float


def mean_distance(vectors: Tensor) -> MeanDistance:
    """The mean distance of all pairs of rows of [N, V]; DataError for fewer than three.

    The margin is that of the jackknife: one picture's mean distance to the others weighs twice.
    """
    count = len(vectors)
    if count < 3:
        raise DataError(f"Variety needs three pictures at least, not {count}.")
    apart = distances(vectors, vectors).fill_diagonal_(0)
    of_each = apart.sum(dim=1) / (count - 1)  # [N]
    error = 2 * of_each.std().item() * ((count - 1) / count) ** 0.5 / count**0.5
    return MeanDistance(of_each.mean().item(), NINETY_FIVE * error)


def coverage(real: Tensor, fake: Tensor, neighbours: int = NEIGHBOURS) -> Proportion:
    """The share of real [M, V] with a fake [N, V] nearer than its k-th nearest other real one."""
    neighbours = min(neighbours, len(real) - 1)
    own = distances(real, real).fill_diagonal_(-torch.inf)
    radius = own.kthvalue(neighbours + 1, dim=1).values  # [M]; the first is the picture itself
    return share(distances(real, fake).amin(dim=1) < radius)
