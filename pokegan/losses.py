"""Adversarial losses and penalties, each a function of a score and two image batches.

A score maps images [N, C, R, R] to [N]. A loss returns Terms: the total to minimise and its
named parts for the record.

A loss is an Objective, which knows scores only, and a penalty on the score's gradient at the
images, or a Balance that it keeps. Nothing else distinguishes one from another, so that training
knows none by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.config import TrainingConfig
from pokegan.precision import full_precision

Score = Callable[[Tensor], Tensor]
OfScores = Callable[[Tensor, Tensor], Tensor]  # of those of reals and fakes, [N] each


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


@dataclass(frozen=True)
class Objective:
    """What both networks minimise, given the scores of reals and of fakes.

    `centre` is the score at which the discriminator cannot tell. A `relative` objective looks
    at fakes beside reals, so that the generator needs the scores of reals too.
    """

    discriminator: OfScores
    generator: OfScores
    centre: OfScores
    relative: bool = False


def at_zero(real: Tensor, fake: Tensor) -> Tensor:
    """Scores are logits."""
    return real.new_zeros(())


def at_half(real: Tensor, fake: Tensor) -> Tensor:
    """Scores are drawn to 0 for fakes, to 1 for reals."""
    return real.new_full((), 0.5)


def between(real: Tensor, fake: Tensor) -> Tensor:
    """A score means something beside others only."""
    return (real.mean() + fake.mean()) / 2


def logistic_d(real: Tensor, fake: Tensor) -> Tensor:
    """1406.2661, equation 1, as a loss of logits."""
    return F.softplus(fake).mean() + F.softplus(-real).mean()


def logistic_g(real: Tensor, fake: Tensor) -> Tensor:
    """1406.2661, section 3: the form that does not saturate."""
    return F.softplus(-fake).mean()


def wasserstein_d(real: Tensor, fake: Tensor) -> Tensor:
    """1701.07875, equation 2, to be minimised."""
    return fake.mean() - real.mean()


def wasserstein_g(real: Tensor, fake: Tensor) -> Tensor:
    return -fake.mean()


def hinge_d(real: Tensor, fake: Tensor) -> Tensor:
    """1705.02894, equation 3; 1802.05957, equation 16."""
    return F.relu(1 - real).mean() + F.relu(1 + fake).mean()


def least_squares_d(real: Tensor, fake: Tensor) -> Tensor:
    """1611.04076, equation 9: reals at 1, fakes at 0."""
    return ((real - 1).square().mean() + fake.square().mean()) / 2


def least_squares_g(real: Tensor, fake: Tensor) -> Tensor:
    """1611.04076, equation 9."""
    return (fake - 1).square().mean() / 2


def relativistic_average_d(real: Tensor, fake: Tensor) -> Tensor:
    """RaSGAN of 1807.00734: each against the mean of the other kind."""
    return F.softplus(fake.mean() - real).mean() + F.softplus(fake - real.mean()).mean()


def relativistic_average_g(real: Tensor, fake: Tensor) -> Tensor:
    """RaSGAN of 1807.00734: the discriminator's with the kinds exchanged."""
    return relativistic_average_d(fake, real)


def relativistic_pairing_d(real: Tensor, fake: Tensor) -> Tensor:
    """2501.05441, section 2: each real against one fake."""
    return F.softplus(fake - real).mean()


def relativistic_pairing_g(real: Tensor, fake: Tensor) -> Tensor:
    """2501.05441, section 2: the other way round."""
    return F.softplus(real - fake).mean()


# By the names of config.LOSSES.
OBJECTIVES = {
    "logistic": Objective(logistic_d, logistic_g, at_zero),
    "wgan-gp": Objective(wasserstein_d, wasserstein_g, between),
    "hinge": Objective(hinge_d, wasserstein_g, at_zero),
    "ls": Objective(least_squares_d, least_squares_g, at_half),
    "ragan": Objective(relativistic_average_d, relativistic_average_g, between, relative=True),
    "rpgan": Objective(relativistic_pairing_d, relativistic_pairing_g, between, relative=True),
    # Of scores that are minus an auto-encoder's errors (1703.10717): what k = 1 makes of it.
    "began": Objective(wasserstein_d, wasserstein_g, between),
}


def gradient_penalty(score: Tensor, images: Tensor) -> Tensor:
    """Squared norm of each score's gradient at its image, [N]; differentiable once more."""
    (gradient,) = torch.autograd.grad(score.sum(), images, create_graph=True)
    return gradient.square().sum(dim=(1, 2, 3))


@dataclass(frozen=True)
class ZeroCentred:
    """An objective with the zero-centred gradient penalty on reals, R1 (1801.04406, equation 9).

    With `on_fakes` it is on fakes too, R2 (1801.04406, equation 10; 2501.05441, section 2). A
    penalty is gamma / 2 times the mean squared gradient norm; computed every `interval` steps
    only, it weighs `interval` times as much (1912.04958, appendix B). It joins the descent of
    its step: a descent of its own would ask for other Adam betas.
    """

    objective: Objective
    gamma: float
    interval: int = 16
    on_fakes: bool = False

    def discriminator(self, score: Score, real: Tensor, fake: Tensor, *, penalise: bool) -> Terms:
        penalise = penalise and self.gamma > 0
        real = real.detach().requires_grad_(penalise)
        fake = fake.detach().requires_grad_(penalise and self.on_fakes)
        penalties = {}
        # The penalty's gradient loses its direction in bfloat16, so such a step is in float32.
        with full_precision(real.device.type) if penalise else nullcontext():
            fake_score, real_score = score(fake), score(real)
            if penalise:
                penalties["r1"] = gradient_penalty(real_score, real).mean()
            if penalise and self.on_fakes:
                penalties["r2"] = gradient_penalty(fake_score, fake).mean()
        total = self.objective.discriminator(real_score, fake_score)
        parts = {"d_loss": total.detach(), **said(self.objective, real_score, fake_score)}
        for name, penalty in penalties.items():
            parts[name] = penalty.detach() * (self.gamma / 2)
            total = total + penalty * (self.gamma / 2 * self.interval)
        return Terms(total, parts)

    def generator(self, score: Score, real: Tensor, fake: Tensor) -> Terms:
        return generator_terms(self.objective, score, real, fake)


@dataclass(frozen=True)
class OneCentred:
    """An objective with the penalty of WGAN-GP (1704.00028, equation 3).

    At points between reals and fakes the norm of the score's gradient is held at 1, weighed by
    `gp_lambda`; `drift` keeps the scores of reals near 0 (1710.10196, appendix A.1). Changed on
    purpose: the points of a batch lie evenly spread over the way, the n-th of N at
    (n + 1/2) / N, instead of at random places, so that a loss draws nothing; which pictures
    meet there changes with each batch.
    """

    objective: Objective
    gp_lambda: float = 10.0
    drift: float = 0.001
    interval: int = 1

    def discriminator(self, score: Score, real: Tensor, fake: Tensor, *, penalise: bool) -> Terms:
        real, fake = real.detach(), fake.detach()
        with full_precision(real.device.type) if penalise else nullcontext():
            fake_score, real_score = score(fake), score(real)
            penalty = self.penalty(score, real, fake) if penalise else None
        loss = self.objective.discriminator(real_score, fake_score)
        parts = {"d_loss": loss.detach(), **said(self.objective, real_score, fake_score)}
        total = loss + self.drift * real_score.square().mean()
        if penalty is not None:
            parts["gp"] = penalty.detach() * self.gp_lambda
            total = total + penalty * (self.gp_lambda * self.interval)
        return Terms(total, parts)

    def penalty(self, score: Score, real: Tensor, fake: Tensor) -> Tensor:
        """The mean squared distance of the gradient's norm from 1, between the batches."""
        way = (torch.arange(len(real), device=real.device) + 0.5) / len(real)
        points = torch.lerp(fake, real, way.to(real.dtype).view(-1, 1, 1, 1)).requires_grad_(True)
        # The root has no slope at 0, where it is asked for when a score does not see its image.
        norm = (gradient_penalty(score(points), points) + 1e-12).sqrt()
        return (norm - 1).square().mean()

    def generator(self, score: Score, real: Tensor, fake: Tensor) -> Terms:
        return generator_terms(self.objective, score, real, fake)


class Balance:
    """k of BEGAN (1703.10717, section 3.4): how much of the discriminator is there for fakes.

    It keeps the error on fakes at gamma times the error on reals. With the other losses it
    stays 0 and is used by none. Everything is on the device: no step waits for it.
    """

    def __init__(self, training: TrainingConfig, device: torch.device) -> None:
        self.active = training.loss == "began"
        self.gamma, self.rate = training.began_gamma, training.began_lambda
        self.k = torch.zeros((), device=device)

    @torch.no_grad()
    def follow(self, parts: Mapping[str, Tensor]) -> None:
        """k + lambda (gamma L(real) - L(fake)), within 0 and 1, by a step's parts."""
        if self.active:
            real_error, fake_error = -parts["real_score"], -parts["fake_score"]
            self.k.add_(self.rate * (self.gamma * real_error - fake_error)).clamp_(0, 1)

    def tensors(self) -> dict[str, Tensor]:
        """What has memory."""
        return {"k": self.k} if self.active else {}

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over what `tensors` listed."""
        for name, value in self.tensors().items():
            value.copy_(tensors[name])


@dataclass(frozen=True)
class Equilibrium:
    """BEGAN's loss (1703.10717, section 3.4), of scores that are minus an auto-encoder's errors.

    The discriminator minimises L(real) - k L(fake), the generator L(fake). Reported with them is
    the measure of convergence, L(real) + |gamma L(real) - L(fake)|, which falls as pictures get
    better.
    """

    objective: Objective
    balance: Balance

    def discriminator(self, score: Score, real: Tensor, fake: Tensor, *, penalise: bool) -> Terms:
        fake_score, real_score = score(fake.detach()), score(real)
        real_error, fake_error = -real_score.mean(), -fake_score.mean()
        total = real_error - self.balance.k * fake_error
        off = (self.balance.gamma * real_error - fake_error).abs()
        parts = {"d_loss": total, **said(self.objective, real_score, fake_score)}
        parts |= {"k": self.balance.k.clone(), "convergence": real_error + off}
        return Terms(total, {name: part.detach() for name, part in parts.items()})

    def generator(self, score: Score, real: Tensor, fake: Tensor) -> Terms:
        return generator_terms(self.objective, score, real, fake)


def generator_terms(objective: Objective, score: Score, real: Tensor, fake: Tensor) -> Terms:
    """The generator's loss; reals are scored only where fakes are looked at beside them."""
    fake_score = score(fake)
    real_score = fake_score.detach()
    if objective.relative:
        with torch.no_grad():
            real_score = score(real)
    total = objective.generator(real_score, fake_score)
    return Terms(total, {"g_loss": total.detach()})


@torch.no_grad()
def said(objective: Objective, real: Tensor, fake: Tensor) -> dict[str, Tensor]:
    """What is reported of scores: their means, and the means of their signs (2006.06676, 3).

    A sign is on which side of the objective's centre a score lies: 1 where all reals are seen
    to be real, 0 where the discriminator guesses.
    """
    centre = objective.centre(real, fake)
    return {
        "real_score": real.mean(),
        "fake_score": fake.mean(),
        "real_sign": (real - centre).sign().mean(),
        "fake_sign": (fake - centre).sign().mean(),
    }


def build_loss(
    training: TrainingConfig, gamma: float, interval: int, balance: Balance | None = None
) -> Loss:
    """The loss a run asks for, with the weight of R1 and the penalty's interval in steps.

    `balance` is the run's; without one a loss that needs it begins anew.
    """
    objective = OBJECTIVES[training.loss]
    if training.loss == "began":
        return Equilibrium(objective, balance or Balance(training, torch.device("cpu")))
    if training.loss == "wgan-gp":
        return OneCentred(objective, training.gp_lambda, training.drift, interval)
    return ZeroCentred(objective, gamma, interval, on_fakes=training.loss == "rpgan")
