"""Adversarial losses and penalties, each a function of a score and two image batches.

A score maps images [N, C, R, R] to [N]. A loss returns Terms: the total to minimise and its
named parts for the record.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.precision import full_precision

Score = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Terms:
    """A loss: `total` is minimised, `parts` are 0-d detached tensors to report."""

    total: Tensor
    parts: dict[str, Tensor]


class Loss(Protocol):
    """What training asks of a loss."""

    def discriminator(
        self, score: Score, real: Tensor, fake: Tensor, *, penalise: bool
    ) -> Terms: ...

    def generator(self, score: Score, real: Tensor, fake: Tensor) -> Terms: ...


def gradient_penalty(score: Tensor, images: Tensor) -> Tensor:
    """Squared norm of each score's gradient at its image, [N]; differentiable once more."""
    (gradient,) = torch.autograd.grad(score.sum(), images, create_graph=True)
    return gradient.square().sum(dim=(1, 2, 3))


@dataclass(frozen=True)
class NonSaturating:
    """Non-saturating logistic loss (1406.2661, section 3) with R1 (1801.04406, equation 9).

    The penalty is gamma / 2 times the mean squared gradient norm on reals; computed every
    `r1_interval` steps only, it weighs `r1_interval` times as much (1912.04958, appendix B).
    It joins the descent of its step: a descent of its own would ask for other Adam betas.
    """

    r1_gamma: float
    r1_interval: int = 16

    def discriminator(self, score: Score, real: Tensor, fake: Tensor, *, penalise: bool) -> Terms:
        penalise = penalise and self.r1_gamma > 0
        real = real.detach().requires_grad_(penalise)
        # The penalty's gradient loses its direction in bfloat16, so such a step is in float32.
        with full_precision(real.device.type) if penalise else nullcontext():
            fake_score, real_score = score(fake), score(real)
            penalty = gradient_penalty(real_score, real).mean() if penalise else None
        total = F.softplus(fake_score).mean() + F.softplus(-real_score).mean()
        parts = {
            "d_loss": total.detach(),
            "real_score": real_score.detach().mean(),
            "fake_score": fake_score.detach().mean(),
        }
        if penalty is not None:
            parts["r1"] = penalty.detach() * (self.r1_gamma / 2)
            total = total + penalty * (self.r1_gamma / 2 * self.r1_interval)
        return Terms(total, parts)

    def generator(self, score: Score, real: Tensor, fake: Tensor) -> Terms:
        total = F.softplus(-score(fake)).mean()
        return Terms(total, {"g_loss": total.detach()})
