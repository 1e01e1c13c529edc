"""Losses against values worked out by hand, closed forms and finite differences."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from pokegan.config import ModelConfig
from pokegan.losses import NonSaturating, gradient_penalty
from pokegan.models import build

REAL_SCORES, FAKE_SCORES = [2.0, -1.0, 0.5], [0.0, 3.0, -4.0]


def first_value(images: Tensor) -> Tensor:
    """A score that is the image's first number, so that images can carry given scores."""
    return images[:, 0, 0, 0]


def with_scores(scores: list[float]) -> Tensor:
    images = torch.zeros(len(scores), 1, 2, 2)
    images[:, 0, 0, 0] = torch.tensor(scores)
    return images


def softplus(value: float) -> float:
    return math.log(1 + math.exp(value))


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def test_the_discriminator_loss_by_hand() -> None:
    terms = NonSaturating(10.0).discriminator(
        first_value, with_scores(REAL_SCORES), with_scores(FAKE_SCORES), penalise=False
    )
    by_hand = mean([softplus(s) for s in FAKE_SCORES]) + mean([softplus(-s) for s in REAL_SCORES])
    assert terms.total.item() == pytest.approx(by_hand)
    assert {name: value.item() for name, value in terms.parts.items()} == pytest.approx(
        {"d_loss": by_hand, "real_score": 0.5, "fake_score": -1 / 3}
    )


def test_the_generator_loss_by_hand() -> None:
    terms = NonSaturating(10.0).generator(
        first_value, with_scores(REAL_SCORES), with_scores(FAKE_SCORES)
    )
    by_hand = mean([softplus(-s) for s in FAKE_SCORES])
    assert terms.total.item() == pytest.approx(by_hand)
    assert terms.parts["g_loss"].item() == pytest.approx(by_hand)


def test_the_generator_does_not_saturate_on_a_fake_that_is_seen_through() -> None:
    fake = with_scores([-20.0]).requires_grad_(True)
    NonSaturating(10.0).generator(first_value, fake, fake).total.backward()
    assert fake.grad is not None
    assert fake.grad[0, 0, 0, 0].item() == pytest.approx(-1, abs=1e-6)


def test_the_penalty_of_a_linear_score_is_its_slope() -> None:
    slope = torch.randn(3, 2, 2, generator=torch.Generator().manual_seed(0))
    real, fake = torch.randn(2, 5, 3, 2, 2, generator=torch.Generator().manual_seed(1))
    loss = NonSaturating(r1_gamma=6.0)
    terms = loss.discriminator(lambda x: (x * slope).sum((1, 2, 3)), real, fake, penalise=True)
    assert terms.parts["r1"].item() == pytest.approx(6 / 2 * slope.square().sum().item())


def test_the_penalty_is_taken_at_the_reals() -> None:
    real, fake = torch.randn(2, 5, 3, 2, 2, generator=torch.Generator().manual_seed(1))
    loss = NonSaturating(r1_gamma=6.0)
    terms = loss.discriminator(
        lambda x: x.square().sum((1, 2, 3)) / 2, real, fake, penalise=True
    )  # whose gradient at x is x
    by_hand = 6 / 2 * real.square().sum((1, 2, 3)).mean().item()
    assert terms.parts["r1"].item() == pytest.approx(by_hand)


@pytest.mark.parametrize("interval", [1, 16])
def test_a_lazy_penalty_weighs_as_much_as_its_interval(interval: int) -> None:
    images = with_scores(REAL_SCORES), with_scores(FAKE_SCORES)
    loss = NonSaturating(r1_gamma=3.0, r1_interval=interval)
    plain = loss.discriminator(first_value, *images, penalise=False)
    terms = loss.discriminator(first_value, *images, penalise=True)
    assert terms.parts["r1"].item() == pytest.approx(3 / 2)
    assert terms.parts["d_loss"].item() == pytest.approx(plain.total.item())
    added = terms.total.item() - plain.total.item()
    assert added == pytest.approx(interval * 3 / 2, rel=1e-5)


@pytest.mark.parametrize(("gamma", "penalise"), [(10.0, False), (0.0, True)])
def test_no_penalty_is_no_part(gamma: float, penalise: bool) -> None:
    terms = NonSaturating(gamma).discriminator(
        first_value, with_scores(REAL_SCORES), with_scores(FAKE_SCORES), penalise=penalise
    )
    assert "r1" not in terms.parts
    assert terms.total.item() == terms.parts["d_loss"].item()


def test_parts_carry_no_graph_and_the_reals_stay_as_they_were() -> None:
    real = with_scores(REAL_SCORES)
    weight = torch.tensor(2.0, requires_grad=True)
    terms = NonSaturating(1.0).discriminator(
        lambda x: weight * first_value(x), real, real, penalise=True
    )
    assert terms.total.requires_grad
    assert not any(part.requires_grad for part in terms.parts.values())
    assert not real.requires_grad and real.grad is None


def test_gradient_penalty_agrees_with_finite_differences() -> None:
    random = torch.Generator().manual_seed(0)
    weight = torch.randn(4, 8, generator=random, dtype=torch.float64)
    images = torch.randn(2, 2, 2, 2, generator=random, dtype=torch.float64)

    def score(x: Tensor) -> Tensor:
        return (x.flatten(1) @ weight.T).tanh().sum(1)

    step = 1e-6
    nudges = step * torch.eye(8, dtype=torch.float64).view(8, 1, 2, 2, 2)
    slopes = torch.stack([score(images + d) - score(images - d) for d in nudges]) / (2 * step)
    images.requires_grad_(True)
    penalty = gradient_penalty(score(images), images)
    assert penalty.tolist() == pytest.approx(slopes.square().sum(dim=0).tolist(), rel=1e-6)


def test_the_penalty_is_differentiable_in_the_discriminator() -> None:
    random = torch.Generator().manual_seed(0)
    weight = torch.randn(3, 4, generator=random, dtype=torch.float64, requires_grad=True)
    images = torch.randn(2, 1, 2, 2, generator=random, dtype=torch.float64, requires_grad=True)

    def penalty(weight: Tensor) -> Tensor:
        return gradient_penalty((images.flatten(1) @ weight.T).tanh().sum(1), images)

    assert torch.autograd.gradcheck(penalty, (weight,))


def test_the_penalty_steers_the_weight_by_its_closed_form() -> None:
    """score = theta * first value: the penalty is gamma / 2 * theta^2, its slope gamma * theta."""
    slopes = {}
    for penalise in (False, True):
        theta = torch.tensor(0.7, requires_grad=True)
        loss = NonSaturating(r1_gamma=5.0, r1_interval=4)
        images = with_scores(REAL_SCORES), with_scores(FAKE_SCORES)

        def score(images: Tensor, theta: Tensor = theta) -> Tensor:
            return theta * first_value(images)

        loss.discriminator(score, *images, penalise=penalise).total.backward()
        assert theta.grad is not None
        slopes[penalise] = theta.grad.item()
    assert slopes[True] - slopes[False] == pytest.approx(4 * 5.0 * 0.7, rel=1e-5)


def test_the_penalty_reaches_every_weight_of_the_real_discriminator() -> None:
    config = ModelConfig(resolution=8, channel_max=8, z_dim=8, w_dim=8, mapping_layers=2)
    discriminator = build(config)[1]
    images = torch.randn(4, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    images.requires_grad_(True)
    gradient_penalty(discriminator(images, torch.tensor(0.5)), images).mean().backward()
    weights = {n: p.grad for n, p in discriminator.named_parameters() if n.endswith("weight")}
    assert [name for name, g in weights.items() if g is None or not g.any()] == []


def test_the_penalty_is_computed_in_float32_under_autocast() -> None:
    seen = []

    def score(images: Tensor) -> Tensor:
        seen.append((images.requires_grad, torch.is_autocast_enabled("cpu")))
        return first_value(images)

    images = with_scores(REAL_SCORES), with_scores(FAKE_SCORES)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        NonSaturating(1.0).discriminator(score, *images, penalise=True)
        NonSaturating(1.0).discriminator(score, *images, penalise=False)
    assert seen[:2] == [(False, False), (True, False)]  # fake and real alike
    assert seen[2:] == [(False, True), (False, True)]
