"""Adversarial losses and penalties, each a function of a judge and what it sees of two batches.

A judge maps views, tensors with N along their first dimension, to a score [N, K] with a column for
each of its heads (or [N], where there is one). A loss returns Terms: the total to minimise, means
over heads, and its named parts for the record.

A loss is an Objective, which knows scores only, and a penalty on the score's gradient at the
views, or a Balance that it keeps; `build_loss` puts them together by name, and training knows
none by name.
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
from pokegan.models.contract import Views
from pokegan.runtime.precision import full_precision

JudgeFunction = Callable[[Views], Tensor]
OfScores = Callable[[Tensor, Tensor], Tensor]  # of those of reals and fakes, [N, K] each


@dataclass(frozen=True)
class Penalty:
    """That a step is penalised: the weight of a zero-centred penalty, and for how many steps."""

    gamma: Tensor | float
    interval: int = 1


@dataclass(frozen=True)
class Terms:
    """A loss: `total` is minimised, `parts` are 0-d detached tensors to report."""

    total: Tensor
    parts: dict[str, Tensor]


class Loss(Protocol):
    """What training asks of a loss."""

    def discriminator(
        self, judge: JudgeFunction, real: Views, fake: Views, penalty: Penalty | None = None
    ) -> Terms: ...

    def generator(self, judge: JudgeFunction, real: Views, fake: Views) -> Terms: ...

    def tensors(self) -> dict[str, Tensor]:
        """What it remembers from step to step."""
        ...

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over what `tensors` listed."""
        ...


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
    """A score means something beside others of the same head only."""
    return (real.mean(0) + fake.mean(0)) / 2


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
    return F.softplus(fake.mean(0) - real).mean() + F.softplus(fake - real.mean(0)).mean()


def relativistic_average_g(real: Tensor, fake: Tensor) -> Tensor:
    """RaSGAN of 1807.00734: the discriminator's with the kinds exchanged."""
    return relativistic_average_d(fake, real)


def relativistic_pairing_d(real: Tensor, fake: Tensor) -> Tensor:
    """2501.05441, section 2: each real against one fake."""
    return F.softplus(fake - real).mean()


def relativistic_pairing_g(real: Tensor, fake: Tensor) -> Tensor:
    """2501.05441, section 2: the other way round."""
    return F.softplus(real - fake).mean()


# By LossName of config.settings.
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


def gradient_penalty(score: Tensor, views: Views) -> Tensor:
    """Squared norm of each score's gradient at its views, [N]; differentiable once more."""
    return view_penalties(score, views).sum(1)


def view_penalties(score: Tensor, views: Views) -> Tensor:
    """Squared norm of each score's gradient at each of its V views, [N, V]."""
    gradients = torch.autograd.grad(score.sum(), views, create_graph=True)
    return torch.stack([gradient.square().flatten(1).sum(1) for gradient in gradients], dim=1)


def heads_of(score: Tensor) -> int:
    """How many heads a score [N, K] or [N] is of: means over heads are over so many."""
    return score.numel() // len(score)


def held(views: Views, *, differentiable: bool = False) -> Views:
    """Views without their past, at which a gradient may be asked for."""
    return tuple(view.detach().requires_grad_(differentiable) for view in views)


class Forgetful:
    """A loss that remembers nothing."""

    def tensors(self) -> dict[str, Tensor]:
        return {}

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """There is nothing to take over."""


@dataclass(frozen=True)
class ZeroCentred(Forgetful):
    """An objective with the zero-centred gradient penalty on reals, R1 (1801.04406, equation 9).

    With `on_fakes` it is on fakes too, R2 (1801.04406, equation 10; 2501.05441, section 2). A
    penalty is gamma / 2 times the mean squared gradient norm; computed every `interval` steps
    only, it weighs `interval` times as much (1912.04958, appendix B). It joins the descent of
    its step: a descent of its own would ask for other Adam betas. Of several heads, each of which
    has a view of its own, it is the mean.
    """

    objective: Objective
    on_fakes: bool = False

    def discriminator(
        self, judge: JudgeFunction, real: Views, fake: Views, penalty: Penalty | None = None
    ) -> Terms:
        penalise = penalty is not None
        real, fake = (
            held(real, differentiable=penalise),
            held(fake, differentiable=penalise and self.on_fakes),
        )
        penalties = {}
        # The penalty's gradient loses its direction in bfloat16, so such a step is in float32.
        with full_precision(real[0].device.type) if penalise else nullcontext():
            fake_score, real_score = judge(fake), judge(real)
            if penalise:
                penalties["r1"] = gradient_penalty(real_score, real).mean() / heads_of(real_score)
            if penalise and self.on_fakes:
                penalties["r2"] = gradient_penalty(fake_score, fake).mean() / heads_of(fake_score)
        total = self.objective.discriminator(real_score, fake_score)
        parts = {
            "d_loss": total.detach(),
            **score_statistics(self.objective, real_score, fake_score),
        }
        for name, value in penalties.items():
            assert penalty is not None
            parts[name] = value.detach() * (penalty.gamma / 2)
            total = total + value * (penalty.gamma / 2 * penalty.interval)
        return Terms(total, parts)

    def generator(self, judge: JudgeFunction, real: Views, fake: Views) -> Terms:
        return generator_terms(self.objective, judge, real, fake)


@dataclass(frozen=True)
class OneCentred(Forgetful):
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

    def discriminator(
        self, judge: JudgeFunction, real: Views, fake: Views, penalty: Penalty | None = None
    ) -> Terms:
        real, fake = held(real), held(fake)
        with nullcontext() if penalty is None else full_precision(real[0].device.type):
            fake_score, real_score = judge(fake), judge(real)
            distance = None if penalty is None else self.distance(judge, real, fake)
        loss = self.objective.discriminator(real_score, fake_score)
        parts = {
            "d_loss": loss.detach(),
            **score_statistics(self.objective, real_score, fake_score),
        }
        total = loss + self.drift * real_score.square().mean()
        if penalty is not None and distance is not None:
            parts["gp"] = distance.detach() * self.gp_lambda
            total = total + distance * (self.gp_lambda * penalty.interval)
        return Terms(total, parts)

    def distance(self, judge: JudgeFunction, real: Views, fake: Views) -> Tensor:
        """The mean squared distance of the gradient's norm from 1, between the batches.

        Of several heads each looks at a view of its own and has a norm of its own.
        """
        way = (torch.arange(len(real[0]), device=real[0].device) + 0.5) / len(real[0])
        points = tuple(
            torch.lerp(b, a, way.to(a.dtype).view(-1, 1, 1, 1)).requires_grad_(True)
            for a, b in zip(real, fake, strict=True)
        )
        score = judge(points)
        # The root has no slope at 0, where it is asked for when a score does not see its image.
        norm = (view_penalties(score, points) + 1e-12).sqrt()
        return (norm - 1).square().mean()

    def generator(self, judge: JudgeFunction, real: Views, fake: Views) -> Terms:
        return generator_terms(self.objective, judge, real, fake)


class Equilibrium:
    """BEGAN's loss (1703.10717, section 3.4), of scores that are minus an auto-encoder's errors.

    The discriminator minimises L(real) - k L(fake), the generator L(fake). It remembers k, how much
    of the discriminator is there for fakes, and moves it by `rate` so that the error on fakes stays
    `gamma` times that on reals. Reported is the measure of convergence,
    L(real) + |gamma L(real) - L(fake)|, which falls as pictures get better.
    """

    def __init__(
        self, objective: Objective, gamma: float, rate: float, device: torch.device
    ) -> None:
        self.objective, self.gamma, self.rate = objective, gamma, rate
        self.k = torch.zeros((), device=device)

    def discriminator(
        self, judge: JudgeFunction, real: Views, fake: Views, penalty: Penalty | None = None
    ) -> Terms:
        """The terms of a step, after which k is another."""
        fake_score, real_score = judge(held(fake)), judge(held(real))
        real_error, fake_error = -real_score.mean(), -fake_score.mean()
        k = self.k.clone()  # the backward is yet to come
        total = real_error - k * fake_error
        off = self.gamma * real_error - fake_error
        parts = {"d_loss": total, **score_statistics(self.objective, real_score, fake_score)}
        parts |= {"k": k, "convergence": real_error + off.abs()}
        with torch.no_grad():
            self.k.add_(self.rate * off).clamp_(0, 1)
        return Terms(total, {name: part.detach() for name, part in parts.items()})

    def generator(self, judge: JudgeFunction, real: Views, fake: Views) -> Terms:
        return generator_terms(self.objective, judge, real, fake)

    def tensors(self) -> dict[str, Tensor]:
        return {"k": self.k}

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        self.k.copy_(tensors["k"])


def generator_terms(objective: Objective, judge: JudgeFunction, real: Views, fake: Views) -> Terms:
    """The generator's loss; reals are scored only where fakes are looked at beside them."""
    fake_score = judge(fake)
    real_score = fake_score.detach()
    if objective.relative:
        with torch.no_grad():
            real_score = judge(real)
    total = objective.generator(real_score, fake_score)
    return Terms(total, {"g_loss": total.detach()})


@torch.no_grad()
def score_statistics(objective: Objective, real: Tensor, fake: Tensor) -> dict[str, Tensor]:
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


def build_loss(training: TrainingConfig, device: torch.device) -> Loss:
    """The loss that a run asks for, which remembers nothing yet."""
    objective = OBJECTIVES[training.loss]
    if training.loss == "began":
        return Equilibrium(objective, training.began_gamma, training.began_lambda, device)
    if training.loss == "wgan-gp":
        return OneCentred(objective, training.gp_lambda, training.drift)
    return ZeroCentred(objective, on_fakes=training.loss == "rpgan")
