"""Losses against values worked out by hand, closed forms and finite differences."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import get_args

import pytest
import torch
from torch import Tensor

from pokegan.config import ModelConfig, TrainingConfig
from pokegan.config.settings import LossName
from pokegan.models import build
from pokegan.training.losses import (
    OBJECTIVES,
    Loss,
    OneCentred,
    Penalty,
    Terms,
    ZeroCentred,
    build_loss,
    gradient_penalty,
)

REAL_SCORES, FAKE_SCORES = [2.0, -1.0, 0.5], [0.0, 3.0, -4.0]


def first_value(images: Tensor) -> Tensor:
    """A score that is the image's first number, so that images can carry given scores."""
    return images[:, 0, 0, 0]


def with_scores(scores: list[float]) -> Tensor:
    images = torch.zeros(len(scores), 1, 2, 2)
    images[:, 0, 0, 0] = torch.tensor(scores)
    return images


def taught(
    loss: Loss,
    score: Callable[[Tensor], Tensor],
    real: Tensor,
    fake: Tensor,
    penalty: Penalty | None = None,
) -> Terms:
    """The discriminator's terms of a score of images."""
    return loss.discriminator(lambda views: score(*views), (real,), (fake,), penalty)


def drawn_up(loss: Loss, score: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor) -> Terms:
    """The generator's terms of a score of images."""
    return loss.generator(lambda views: score(*views), (real,), (fake,))


def softplus(value: float) -> float:
    return math.log(1 + math.exp(value))


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def test_the_discriminator_loss_by_hand() -> None:
    loss = ZeroCentred(OBJECTIVES["logistic"])
    terms = taught(loss, first_value, with_scores(REAL_SCORES), with_scores(FAKE_SCORES))
    by_hand = mean([softplus(s) for s in FAKE_SCORES]) + mean([softplus(-s) for s in REAL_SCORES])
    assert terms.total.item() == pytest.approx(by_hand)
    assert {name: value.item() for name, value in terms.parts.items()} == pytest.approx(
        {
            "d_loss": by_hand,
            "real_score": 0.5,
            "fake_score": -1 / 3,
            "real_sign": 1 / 3,
            "fake_sign": 0.0,
        }
    )


def test_the_generator_loss_by_hand() -> None:
    loss = ZeroCentred(OBJECTIVES["logistic"])
    terms = drawn_up(loss, first_value, with_scores(REAL_SCORES), with_scores(FAKE_SCORES))
    by_hand = mean([softplus(-s) for s in FAKE_SCORES])
    assert terms.total.item() == pytest.approx(by_hand)
    assert terms.parts["g_loss"].item() == pytest.approx(by_hand)


def test_the_generator_does_not_saturate_on_a_fake_that_is_seen_through() -> None:
    fake = with_scores([-20.0]).requires_grad_(True)
    drawn_up(ZeroCentred(OBJECTIVES["logistic"]), first_value, fake, fake).total.backward()
    assert fake.grad is not None
    assert fake.grad[0, 0, 0, 0].item() == pytest.approx(-1, abs=1e-6)


def test_the_penalty_of_a_linear_score_is_its_slope() -> None:
    slope = torch.randn(3, 2, 2, generator=torch.Generator().manual_seed(0))
    real, fake = torch.randn(2, 5, 3, 2, 2, generator=torch.Generator().manual_seed(1))
    loss = ZeroCentred(OBJECTIVES["logistic"])
    terms = taught(loss, lambda x: (x * slope).sum((1, 2, 3)), real, fake, Penalty(6.0))
    assert terms.parts["r1"].item() == pytest.approx(6 / 2 * slope.square().sum().item())


def test_the_penalty_is_taken_at_the_reals() -> None:
    real, fake = torch.randn(2, 5, 3, 2, 2, generator=torch.Generator().manual_seed(1))
    loss = ZeroCentred(OBJECTIVES["logistic"])
    terms = taught(
        loss, lambda x: x.square().sum((1, 2, 3)) / 2, real, fake, Penalty(6.0)
    )  # whose gradient at x is x
    by_hand = 6 / 2 * real.square().sum((1, 2, 3)).mean().item()
    assert terms.parts["r1"].item() == pytest.approx(by_hand)


@pytest.mark.parametrize("interval", [1, 16])
def test_a_lazy_penalty_weighs_as_much_as_its_interval(interval: int) -> None:
    images = with_scores(REAL_SCORES), with_scores(FAKE_SCORES)
    loss = ZeroCentred(OBJECTIVES["logistic"])
    plain = taught(loss, first_value, *images)
    terms = taught(loss, first_value, *images, Penalty(3.0, interval))
    assert terms.parts["r1"].item() == pytest.approx(3 / 2)
    assert terms.parts["d_loss"].item() == pytest.approx(plain.total.item())
    added = terms.total.item() - plain.total.item()
    assert added == pytest.approx(interval * 3 / 2, rel=1e-5)


def test_no_penalty_is_no_part() -> None:
    loss = ZeroCentred(OBJECTIVES["logistic"])
    terms = taught(loss, first_value, with_scores(REAL_SCORES), with_scores(FAKE_SCORES))
    assert "r1" not in terms.parts
    assert terms.total.item() == terms.parts["d_loss"].item()


def test_parts_carry_no_graph_and_the_reals_stay_as_they_were() -> None:
    real = with_scores(REAL_SCORES)
    weight = torch.tensor(2.0, requires_grad=True)
    terms = taught(
        ZeroCentred(OBJECTIVES["logistic"]),
        lambda x: weight * first_value(x),
        *(real, real, Penalty(1.0)),
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
    penalty = gradient_penalty(score(images), (images,))
    assert penalty.tolist() == pytest.approx(slopes.square().sum(dim=0).tolist(), rel=1e-6)


def test_the_penalty_is_differentiable_in_the_discriminator() -> None:
    random = torch.Generator().manual_seed(0)
    weight = torch.randn(3, 4, generator=random, dtype=torch.float64, requires_grad=True)
    images = torch.randn(2, 1, 2, 2, generator=random, dtype=torch.float64, requires_grad=True)

    def penalty(weight: Tensor) -> Tensor:
        return gradient_penalty((images.flatten(1) @ weight.T).tanh().sum(1), (images,))

    assert torch.autograd.gradcheck(penalty, (weight,))


def test_the_penalty_steers_the_weight_by_its_closed_form() -> None:
    """score = theta * first value: the penalty is gamma / 2 * theta^2, its slope gamma * theta."""
    slopes = {}
    for penalise in (False, True):
        theta = torch.tensor(0.7, requires_grad=True)
        loss = ZeroCentred(OBJECTIVES["logistic"])
        images = with_scores(REAL_SCORES), with_scores(FAKE_SCORES)

        def score(images: Tensor, theta: Tensor = theta) -> Tensor:
            return theta * first_value(images)

        penalty = Penalty(5.0, interval=4) if penalise else None
        taught(loss, score, *images, penalty).total.backward()
        assert theta.grad is not None
        slopes[penalise] = theta.grad.item()
    assert slopes[True] - slopes[False] == pytest.approx(4 * 5.0 * 0.7, rel=1e-5)


def test_the_penalty_reaches_every_weight_of_the_real_discriminator() -> None:
    config = ModelConfig(resolution=8, channel_max=8, z_dim=8, w_dim=8, mapping_layers=2)
    discriminator = build(config)[1]["pixels"]
    images = torch.randn(4, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    images.requires_grad_(True)
    score = discriminator(images, torch.tensor(0.5))
    gradient_penalty(score, (images,)).mean().backward()
    weights = {n: p.grad for n, p in discriminator.named_parameters() if n.endswith("weight")}
    assert [name for name, g in weights.items() if g is None or not g.any()] == []


def test_the_penalty_is_computed_in_float32_under_autocast() -> None:
    seen = []

    def score(images: Tensor) -> Tensor:
        seen.append((images.requires_grad, torch.is_autocast_enabled("cpu")))
        return first_value(images)

    images = with_scores(REAL_SCORES), with_scores(FAKE_SCORES)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        taught(ZeroCentred(OBJECTIVES["logistic"]), score, *images, Penalty(1.0))
        taught(ZeroCentred(OBJECTIVES["logistic"]), score, *images)
    assert seen[:2] == [(False, False), (True, False)]  # fake and real alike
    assert seen[2:] == [(False, True), (False, True)]


def logistic_pairs(a: list[float], b: list[float]) -> float:
    """The mean of softplus(a - b), pair by pair."""
    return mean([softplus(x - y) for x, y in zip(a, b, strict=True)])


MEAN_R, MEAN_F = mean(REAL_SCORES), mean(FAKE_SCORES)
BY_HAND = {
    "logistic": (
        mean([softplus(f) for f in FAKE_SCORES]) + mean([softplus(-r) for r in REAL_SCORES]),
        mean([softplus(-f) for f in FAKE_SCORES]),
    ),
    "wgan-gp": (MEAN_F - MEAN_R, -MEAN_F),
    # max(0, 1 - r) = 0, 2, 0.5; max(0, 1 + f) = 1, 4, 0
    "hinge": (2.5 / 3 + 5 / 3, -MEAN_F),
    # (r - 1)^2 = 1, 4, 0.25; f^2 = 0, 9, 16; (f - 1)^2 = 1, 4, 25
    "ls": (5.25 / 6 + 25 / 6, 30 / 6),
    "ragan": (
        mean([softplus(MEAN_F - r) for r in REAL_SCORES])
        + mean([softplus(f - MEAN_R) for f in FAKE_SCORES]),
        mean([softplus(MEAN_R - f) for f in FAKE_SCORES])
        + mean([softplus(r - MEAN_F) for r in REAL_SCORES]),
    ),
    "rpgan": (logistic_pairs(FAKE_SCORES, REAL_SCORES), logistic_pairs(REAL_SCORES, FAKE_SCORES)),
    "began": (-MEAN_R, -MEAN_F),  # k begins at 0
}


def built(name: str) -> Loss:
    return build_loss(TrainingConfig(loss=name, drift=0.0), torch.device("cpu"))


@pytest.mark.parametrize("name", OBJECTIVES)
def test_every_loss_by_hand(name: str) -> None:
    loss, images = built(name), (with_scores(REAL_SCORES), with_scores(FAKE_SCORES))
    discriminator, generator = BY_HAND[name]
    terms = taught(loss, first_value, *images)
    assert terms.total.item() == pytest.approx(discriminator)
    assert terms.parts["d_loss"].item() == pytest.approx(discriminator)
    terms = drawn_up(loss, first_value, *images)
    assert terms.total.item() == pytest.approx(generator)
    assert terms.parts["g_loss"].item() == pytest.approx(generator)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_every_loss_parts_the_scores_and_draws_fakes_up(name: str) -> None:
    """Where the networks are as good as each other, each pulls its own way."""
    scores = torch.zeros(2, 3, requires_grad=True)
    objective = OBJECTIVES[name]
    (pull,) = torch.autograd.grad(objective.discriminator(*scores), scores)
    if name == "ls":  # at 0, where fakes should be
        assert (pull[0] < 0).all() and (pull[1] == 0).all()
    else:
        assert (pull[0] < 0).all() and (pull[1] > 0).all()
    (pull,) = torch.autograd.grad(objective.generator(*scores), scores)
    assert (pull[1] < 0).all()


@pytest.mark.parametrize("name", ["ragan", "rpgan"])
def test_a_relative_loss_gives_the_generator_the_reals_scores_only(name: str) -> None:
    weight = torch.tensor(1.0, requires_grad=True)
    seen: list[bool] = []

    def score(images: Tensor) -> Tensor:
        seen.append(torch.is_grad_enabled())
        return weight * first_value(images)

    fake = with_scores(FAKE_SCORES).requires_grad_(True)
    drawn_up(built(name), score, with_scores(REAL_SCORES), fake).total.backward()
    assert seen == [True, False]
    assert fake.grad is not None and fake.grad.any()


def test_a_loss_that_is_not_relative_scores_no_reals_for_the_generator() -> None:
    def score(images: Tensor) -> Tensor:
        assert images is fake
        return first_value(images)

    fake = with_scores(FAKE_SCORES)
    for name in ("logistic", "wgan-gp", "hinge", "ls"):
        drawn_up(built(name), score, with_scores(REAL_SCORES), fake)


@pytest.mark.parametrize(
    ("name", "real_sign", "fake_sign"),
    [
        ("logistic", 1 / 3, 0.0),  # 2, -1, 0.5 and 0, 3, -4 about 0
        ("hinge", 1 / 3, 0.0),
        ("ls", 0.0, -1 / 3),  # about 0.5, on which a score lies
        ("wgan-gp", 1 / 3, -1 / 3),  # about the middle of 0.5 and -1/3
        ("ragan", 1 / 3, -1 / 3),
        ("rpgan", 1 / 3, -1 / 3),
    ],
)
def test_a_sign_is_the_side_of_the_centre(name: str, real_sign: float, fake_sign: float) -> None:
    images = with_scores(REAL_SCORES), with_scores(FAKE_SCORES)
    parts = taught(built(name), first_value, *images).parts
    assert parts["real_sign"].item() == pytest.approx(real_sign)
    assert parts["fake_sign"].item() == pytest.approx(fake_sign)


def test_relativistic_pairing_is_penalised_on_reals_and_fakes() -> None:
    real, fake = torch.randn(2, 5, 3, 2, 2, generator=torch.Generator().manual_seed(1))

    def score(images: Tensor) -> Tensor:
        return images.square().sum((1, 2, 3)) / 2  # whose gradient at x is x

    for name, kinds in (("rpgan", {"r1": real, "r2": fake}), ("logistic", {"r1": real})):
        plain = taught(built(name), score, real, fake)
        terms = taught(built(name), score, real, fake, Penalty(6.0, 4))
        by_hand = {key: 6 / 2 * x.square().sum((1, 2, 3)).mean().item() for key, x in kinds.items()}
        told = {key: terms.parts[key].item() for key in ("r1", "r2") if key in terms.parts}
        assert told == pytest.approx(by_hand)
        added = terms.total.item() - plain.total.item()
        assert added == pytest.approx(4 * sum(by_hand.values()), rel=1e-5)


def test_the_penalty_of_wgan_gp_holds_the_slope_at_one() -> None:
    slope = torch.full((3, 2, 2), 0.5)  # of norm sqrt(3)
    real, fake = torch.randn(2, 4, 3, 2, 2, generator=torch.Generator().manual_seed(1))
    loss = OneCentred(OBJECTIVES["wgan-gp"], gp_lambda=10.0, drift=0.0)
    terms = taught(loss, lambda x: (x * slope).sum((1, 2, 3)), real, fake, Penalty(0.0))
    assert terms.parts["gp"].item() == pytest.approx(10 * (3**0.5 - 1) ** 2, rel=1e-5)
    by_hand = terms.parts["d_loss"].item() + terms.parts["gp"].item()
    assert terms.total.item() == pytest.approx(by_hand)


def test_the_penalty_of_wgan_gp_is_taken_between_the_batches() -> None:
    """Four points an eighth, three, five and seven of the way from fake to real."""
    real, fake = torch.full((4, 1, 1, 1), 8.0), torch.zeros(4, 1, 1, 1)
    loss = OneCentred(OBJECTIVES["wgan-gp"], gp_lambda=1.0, drift=0.0)
    terms = taught(
        loss, lambda x: x.square().sum((1, 2, 3)) / 2, real, fake, Penalty(0.0)
    )  # whose gradient is the place: 1, 3, 5, 7
    by_hand = mean([(place - 1) ** 2 for place in (1.0, 3.0, 5.0, 7.0)])
    assert terms.parts["gp"].item() == pytest.approx(by_hand)


def test_the_penalty_of_wgan_gp_bears_a_score_that_sees_nothing() -> None:
    weight = torch.zeros((), requires_grad=True)
    real, fake = with_scores(REAL_SCORES), with_scores(FAKE_SCORES)
    loss = OneCentred(OBJECTIVES["wgan-gp"])
    terms = taught(loss, lambda x: weight * first_value(x), real, fake, Penalty(0.0))
    terms.total.backward()
    assert weight.grad is not None and weight.grad.isfinite()


def test_the_drift_draws_the_scores_of_reals_to_zero() -> None:
    images = with_scores(REAL_SCORES), with_scores(FAKE_SCORES)
    loss = OneCentred(OBJECTIVES["wgan-gp"], drift=0.3)
    terms = taught(loss, first_value, *images)
    added = 0.3 * mean([s * s for s in REAL_SCORES])
    assert terms.total.item() == pytest.approx(terms.parts["d_loss"].item() + added)


HEADS = (
    torch.tensor([[2.0, -3.0], [-1.0, 0.0], [0.5, 1.0]]),
    torch.tensor([[0.0, 1.0], [3.0, 4.0], [-4.0, 0.5]]),
)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_of_several_heads_a_loss_is_the_mean(name: str) -> None:
    """As if each head were alone, with a penalty by its own view."""

    def judge(views: tuple[Tensor, ...]) -> Tensor:
        return torch.stack([(i + 1) * view[:, 0] for i, view in enumerate(views)], dim=1)

    real, fake = (tuple(scores.T[:, :, None]) for scores in HEADS)
    together = built(name).discriminator(judge, real, fake, Penalty(3.0, 2))
    alone = [
        built(name).discriminator(
            lambda views, i=i: (i + 1) * views[0][:, 0],
            (real[i],),
            (fake[i],),
            Penalty(3.0, 2),
        )
        for i in range(2)
    ]
    assert together.total.item() == pytest.approx(mean([terms.total.item() for terms in alone]))
    for part in {"d_loss", "r1", "r2", "gp", "real_sign"} & together.parts.keys():
        told = mean([terms.parts[part].item() for terms in alone])
        assert together.parts[part].item() == pytest.approx(told), part
    pulls = built(name).generator(judge, real, fake).total.item()
    assert pulls == pytest.approx(
        mean(
            [
                built(name)
                .generator(lambda views, i=i: (i + 1) * views[0][:, 0], (real[i],), (fake[i],))
                .total.item()
                for i in range(2)
            ]
        )
    )


def test_every_loss_of_the_configuration_is_here() -> None:
    assert set(OBJECTIVES) == set(get_args(LossName))
