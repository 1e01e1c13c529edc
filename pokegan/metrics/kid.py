"""The kernel distance of two sets of pictures, by features that a classifier takes of them.

"Demystifying MMD GANs" (Binkowski et al. 2018, arXiv 1801.01401, section 4): the squared mean
discrepancy under a cubic kernel, unbiased, so that it suits a few hundred pictures. Changed on
purpose: beside those of the Inception network, features are those of EfficientNet-Lite0, which is
installed with pokegan; distances by them compare with one another only. A model whose
discriminator looked at features of the same network was trained towards them.

Shapes: N pictures, R resolution, V values.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.models.lite0 import Lite0
from pokegan.runtime.classifier import classifier_weights
from pokegan.runtime.random import rng

SUBSETS = 50  # 1801.01401 takes 100
SUBSET = 1000  # pictures in each, or half of those there are
SEEN_PX = 96  # pictures are enlarged or reduced to it


@cache
def network() -> Lite0:
    return Lite0(classifier_weights()).eval()


@torch.no_grad()
def seen(batches: Iterable[Tensor]) -> Tensor:
    """Features [N, 1280] of images [N, 3, R, R] in [-1, 1], some at a time."""
    return torch.cat([network().pooled(_resized(images)) for images in batches])


def _resized(images: Tensor) -> Tensor:
    larger = images.shape[-1] > SEEN_PX
    return F.interpolate(
        images, size=SEEN_PX, mode="bilinear", align_corners=False, antialias=larger
    )


def kernel_distances(real: Tensor, fake: Tensor, seed: int = 0) -> Tensor:
    """The unbiased squared distances of random subsets of [N, V] under the cubic kernel."""
    size = min(SUBSET, max(2, min(len(real), len(fake)) // 2))
    found = []
    for subset in range(SUBSETS):
        random = rng(seed, subset, "kid")
        a, b = (x[torch.randperm(len(x), generator=random)[:size]] for x in (real, fake))
        found.append(squared_mean_discrepancy(a.double(), b.double()))
    return torch.tensor(found)


def squared_mean_discrepancy(a: Tensor, b: Tensor) -> float:
    """The unbiased estimate for equally many a and b [N, V], kernel (x . y / V + 1)^3."""
    count, values = a.shape
    inner = [(x @ x.T / values + 1) ** 3 for x in (a, b)]
    within = sum((k.sum() - k.diagonal().sum()).item() for k in inner) / (count * (count - 1))
    between = ((a @ b.T / values + 1) ** 3).mean().item()
    return within - 2 * between
