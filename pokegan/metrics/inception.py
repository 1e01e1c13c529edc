"""The measures on features of the Inception network, whose weights must be downloaded.

"GANs Trained by a Two Time-Scale Update Rule" (Heusel et al. 2017, arXiv 1706.08500, equation
6), "Demystifying MMD GANs" (Binkowski et al. 2018, arXiv 1801.01401, section 4) and "Improved
Precision and Recall Metric" (Kynkaanniemi et al. 2019, arXiv 1904.06991, equations 1 and 2).
The network is that of the package torch-fidelity, which agrees with the published weights; it
comes with `pip install "pokegan[metrics]"`. The formulas stand here, so that they are tested
without it.

Shapes: N pictures, C channels, R resolution, V values.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from pokegan.errors import PokeganError
from pokegan.metrics.kid import kernel_distances
from pokegan.metrics.novelty import distances

LAYER = "2048"  # the last features before the classes
NEIGHBOURS = 3  # 1904.06991, section 3.1
FIGURES = "FID, precision and recall, and KID by Inception,"


class MissingError(PokeganError):
    """The network for FID, KID, precision and recall cannot be had."""


@dataclass(frozen=True)
class InceptionScores:
    """FID, KID times 1,000 with its deviation over subsets, precision and recall."""

    fid: float
    kid: float
    kid_deviation: float
    precision: float
    recall: float
    count: int


class Inception:
    """The network, on a device. Raises MissingError when package or weights are not there."""

    def __init__(self, device: torch.device | str = "cpu") -> None:
        try:
            module: Any = importlib.import_module("torch_fidelity.feature_extractor_inceptionv3")
        except ImportError as error:
            raise MissingError(
                f"{FIGURES} are left out: no package {error.name}.",
                'Install it: pip install "pokegan[metrics]"',
            ) from error
        try:
            network = module.FeatureExtractorInceptionV3("inception-v3-compat", [LAYER])
        except Exception as error:  # whatever a download comes up with
            raise MissingError(
                f"{FIGURES} are left out: the weights of the Inception "
                f"network could not be had ({type(error).__name__}).",
                "They are downloaded at the first use.",
            ) from error
        self.network = network.eval().to(device)
        self.device = torch.device(device)

    @torch.no_grad()
    def features(self, batches: Iterable[Tensor]) -> Tensor:
        """Features [N, 2048] of uint8 pictures [N, 3, R, R], some at a time."""
        return torch.cat([self.network(some.to(self.device))[0].cpu() for some in batches])


def find_inception(device: torch.device | str, log: Callable[[str], None]) -> Inception | None:
    """The network, or None where it cannot be had; `log` hears why."""
    try:
        return Inception(device)
    except MissingError as error:
        log(str(error))
        return None


def compare(real: Tensor, fake: Tensor, seed: int = 0) -> InceptionScores:
    """All measures of two sets of features [N, V]."""
    kid = kernel_distances(real, fake, seed)
    precision, recall = precision_and_recall(real, fake)
    return InceptionScores(
        fid=frechet_distance(real, fake),
        kid=1000 * kid.mean().item(),
        kid_deviation=1000 * kid.std().item(),
        precision=precision,
        recall=recall,
        count=min(len(real), len(fake)),
    )


def frechet_distance(real: Tensor, fake: Tensor) -> float:
    """|m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2)) of the means and covariances of [N, V].

    The trace of the root is the sum of the singular values of X1 X2^T, where S = X^T X: exact
    where pictures are fewer than values, and no root of a near-singular matrix is taken. Where
    they are more, the triangular factors of X serve as well.
    """
    a, b = (features.double() for features in (real, fake))
    apart = (a.mean(0) - b.mean(0)).square().sum()
    a, b = ((x - x.mean(0)) / (len(x) - 1) ** 0.5 for x in (a, b))
    first, second = (torch.linalg.qr(x, mode="r").R for x in (a, b))
    root = torch.linalg.svdvals(first @ second.T).sum()
    return (apart + a.square().sum() + b.square().sum() - 2 * root).item()


def precision_and_recall(
    real: Tensor, fake: Tensor, neighbours: int = NEIGHBOURS
) -> tuple[float, float]:
    """The shares of fakes [N, V] among the reals, and of reals among the fakes.

    Among a set is who lies within the distance of one of it to its k-th nearest.
    """
    return share_within(fake, real, neighbours), share_within(real, fake, neighbours)


def share_within(points: Tensor, manifold: Tensor, neighbours: int) -> float:
    own = distances(manifold, manifold).fill_diagonal_(0)
    radius = own.kthvalue(min(neighbours + 1, len(manifold)), dim=1).values
    return (distances(points, manifold) <= radius).any(dim=1).float().mean().item()
