"""BEGAN: its networks by their rule, its score by a loop, its balance in plain floats."""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from conftest import CPU, blank
from torch import Tensor, nn

from pokegan.config import Config, ModelConfig, TrainingConfig, override, preset
from pokegan.data.dataset import PackedDataset
from pokegan.models import began, build
from pokegan.training.losses import Equilibrium, Terms, build_loss
from pokegan.training.step import Trainer

SMALL = ModelConfig(family="began", resolution=16, filters=3, z_dim=5, h_dim=4)
TRAINING = TrainingConfig(loss="began", began_gamma=0.5, began_lambda=0.1)


def networks(config: ModelConfig = SMALL) -> tuple[began.Generator, began.Discriminator]:
    """With biases that are not 0, so that a lost one is missed."""
    generator, judges = build(config, seed=2)
    discriminator = judges["pixels"]
    assert isinstance(generator, began.Generator)
    assert isinstance(discriminator, began.Discriminator)
    with torch.no_grad():
        for network in (generator, discriminator):
            for name, parameter in network.named_parameters():
                if name.endswith("bias"):
                    parameter.normal_()
    return generator, discriminator


def elu(x: Tensor) -> Tensor:
    """1511.07289, equation 15, with alpha 1."""
    return torch.where(x > 0, x, x.exp() - 1)


def convolved(x: Tensor, layer: nn.Module) -> Tensor:
    assert isinstance(layer, nn.Conv2d)
    return F.conv2d(x, layer.weight, layer.bias, padding=1)


def paired(x: Tensor, layers: nn.Module) -> Tensor:
    assert isinstance(layers, nn.Sequential)
    return elu(convolved(elu(convolved(x, layers[0])), layers[2]))


def decoded(decoder: began.Decoder, h: Tensor) -> Tensor:
    """Figure 1, right: dense, then two convolutions at 8 px, 16 px and so on."""
    x = (h @ decoder.dense.weight.T + decoder.dense.bias).view(len(h), -1, 8, 8)
    x = paired(x, decoder.pairs[0])
    for layers in list(decoder.pairs)[1:]:
        x = paired(x.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3), layers)
    return convolved(x, decoder.to_rgb)


def encoded(critic: began.Discriminator, images: Tensor) -> Tensor:
    """Figure 1, left: two convolutions at each size, means of 2x2 between, then dense."""
    x = paired(elu(convolved(images, critic.from_rgb)), critic.pairs[0])
    for layers in list(critic.pairs)[1:]:
        x = (x[..., ::2, ::2] + x[..., 1::2, ::2] + x[..., ::2, 1::2] + x[..., 1::2, 1::2]) / 4
        x = paired(x, layers)
    return x.flatten(1) @ critic.dense.weight.T + critic.dense.bias


def convolutions(network: nn.Module) -> list[tuple[int, int]]:
    """Features from and to, of every convolution in its order; all are 3x3 with a bias."""
    found = [module for module in network.modules() if isinstance(module, nn.Conv2d)]
    assert all(m.kernel_size == (3, 3) and m.bias is not None for m in found)
    return [(m.in_channels, m.out_channels) for m in found]


@pytest.mark.parametrize(("resolution", "levels"), [(32, 3), (128, 5)])
def test_the_encoder_grows_by_addition_and_the_decoder_does_not(
    resolution: int, levels: int
) -> None:
    n = 16
    asked = {"resolution": resolution, "filters": n, "h_dim": 40, "z_dim": 30}
    generator, critic = blank(override(preset("paper", "began"), asked))
    assert isinstance(generator, began.Generator) and isinstance(critic, began.Discriminator)
    assert convolutions(generator) == [(n, n)] * (2 * levels) + [(n, 3)]
    assert convolutions(critic.decoder) == convolutions(generator)
    assert convolutions(critic.from_rgb) == [(3, n)]
    wanted = [(n, n), (n, n), (n, 2 * n), (2 * n, 2 * n), (2 * n, 3 * n), (3 * n, 3 * n)]
    if levels == 5:
        wanted += [(3 * n, 4 * n), (4 * n, 4 * n), (4 * n, 5 * n), (5 * n, 5 * n)]
    assert convolutions(critic.pairs) == wanted
    assert generator.decoder.dense.weight.shape == (64 * n, 30)
    assert critic.decoder.dense.weight.shape == (64 * n, 40)
    assert critic.dense.weight.shape == (40, 64 * levels * n)
    assert generator.map_values(resolution) == n * resolution**2

    decoder = 2 * levels * (9 * n * n + n) + 9 * n * 3 + 3
    encoder = 9 * 3 * n + n + sum(9 * i * o + o for i, o in wanted)
    assert parameters(generator) == 31 * 64 * n + decoder
    dense = 64 * levels * n * 40 + 40 + 41 * 64 * n
    assert parameters(critic) == encoder + dense + decoder


def parameters(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_the_encoder_ends_at_8_px() -> None:
    _, critic = networks()
    maps = critic.features(torch.rand(2, 3, 16, 16))
    assert [tuple(m.shape) for m in maps] == [(2, 3, 16, 16), (2, 6, 8, 8)]
    alone = ModelConfig(family="began", resolution=8, filters=3, z_dim=5, h_dim=4)
    assert [tuple(m.shape) for m in networks(alone)[1].features(torch.rand(2, 3, 8, 8))] == [
        (2, 3, 8, 8)
    ]


def test_generator_and_auto_encoder_are_figure_1() -> None:
    generator, critic = networks()
    z, images = torch.randn(3, 5), torch.rand(3, 3, 16, 16) * 2 - 1
    prior = torch.tensor([[2 * NormalDist().cdf(v) - 1 for v in row] for row in z.tolist()])
    drawn = generator.synthesis(generator.mapping(z))
    assert torch.allclose(drawn, decoded(generator.decoder, prior), atol=1e-5)
    again = decoded(critic.decoder, encoded(critic, images))
    assert torch.allclose(critic.again(images), again, atol=1e-5)
    assert again.std() > 0.1


def test_the_score_is_minus_the_mean_absolute_error() -> None:
    _, critic = networks()
    images = torch.rand(2, 3, 16, 16) * 2 - 1
    with torch.no_grad():
        again, scores = critic.again(images), critic(images)
    for image, drawn, score in zip(images, again, scores, strict=True):
        error = 0.0
        for c, y, x in itertools.product(range(3), range(16), range(16)):
            error += abs(image[c, y, x].item() - drawn[c, y, x].item())
        assert score.item() == pytest.approx(-error / (3 * 16 * 16), rel=1e-4)
    assert (scores < 0).all()


def test_what_is_drawn_of_is_uniform() -> None:
    generator, _ = networks()
    z = torch.linspace(-3, 3, 25).view(5, 5)
    wanted = [2 * NormalDist().cdf(value) - 1 for value in z.flatten().tolist()]
    assert generator.prior(z).flatten().tolist() == pytest.approx(wanted, abs=1e-6)
    many = generator.prior(torch.randn(800, 5)).flatten().sort().values  # 4,000 in order
    even = torch.linspace(-1, 1, 4000)
    assert (many - even).abs().max() < 2 * 3 / math.sqrt(4000)  # Kolmogorov, 3 in 10^8


def test_weights_begin_as_glorot_and_bengio_have_them() -> None:
    generator, judges = build(
        ModelConfig(family="began", resolution=16, filters=16, z_dim=8, h_dim=8)
    )
    for network in (generator, *judges.values()):
        for module in network.modules():
            if isinstance(module, nn.Conv2d | nn.Linear):
                fan_out, fan_in = module.weight.shape[:2]
                places = module.weight[0, 0].numel()
                bound = math.sqrt(6 / (places * (fan_in + fan_out)))
                assert 0.95 * bound < module.weight.abs().max() <= bound * 1.000001
                assert module.bias is not None and not module.bias.any()


def means(views: tuple[Tensor, ...]) -> Tensor:
    """A score that can be told beforehand."""
    return -views[0].abs().mean(dim=(1, 2, 3))


def equilibrium(training: TrainingConfig = TRAINING) -> Equilibrium:
    loss = build_loss(training, CPU)
    assert isinstance(loss, Equilibrium)
    return loss


def of_errors(loss: Equilibrium, real: float, fake: float) -> Terms:
    """A step's terms of pictures with such errors."""
    pictures = torch.full((2, 3, 4, 4), real), torch.full((2, 3, 4, 4), fake)
    return loss.discriminator(means, (pictures[0],), (pictures[1],))


def test_the_loss_is_the_equilibrium_of_section_3_4() -> None:
    loss = equilibrium()
    loss.k.fill_(0.3)
    real, fake = (torch.full((2, 3, 4, 4), value) for value in (0.8, 0.5))
    real[1], fake[1] = 0.6, 0.1  # errors: 0.7 of reals, 0.3 of fakes
    terms = loss.discriminator(means, (real,), (fake,))
    assert terms.total.item() == pytest.approx(0.7 - 0.3 * 0.3)
    said = {name: value.item() for name, value in terms.parts.items()}
    assert said["d_loss"] == pytest.approx(0.61)
    assert (said["real_score"], said["fake_score"]) == pytest.approx((-0.7, -0.3))
    assert said["k"] == pytest.approx(0.3)
    assert said["convergence"] == pytest.approx(0.7 + abs(0.5 * 0.7 - 0.3))
    assert loss.generator(means, (real,), (fake,)).total.item() == pytest.approx(0.3)
    swapped = loss.discriminator(means, (fake,), (real,))
    assert swapped.parts["convergence"].item() == pytest.approx(0.3 + abs(0.5 * 0.3 - 0.7))


def test_what_was_said_of_k_stays_as_it_was_said() -> None:
    loss = equilibrium()
    parts = of_errors(loss, 0.8, 0.1).parts
    assert parts["k"].item() == 0 and loss.k.item() == pytest.approx(0.1 * (0.4 - 0.1))


def test_k_rises_where_fakes_are_drawn_again_too_well_and_stays_within_0_and_1() -> None:
    loss = equilibrium()
    k, seen = 0.0, []
    errors = [(0.9, 0.1)] * 3 + [(0.2, 0.6)] * 4 + [(6.0, 0.5)] * 6 + [(0.5, 0.5)] * 2
    for real, fake in errors:
        k = min(1.0, max(0.0, k + 0.1 * (0.5 * real - fake)))
        of_errors(loss, real, fake)
        assert loss.k.item() == pytest.approx(k, abs=1e-6)
        seen.append(k)
    assert seen[0] == pytest.approx(0.035) and seen[2] > seen[1] > seen[0]
    assert min(seen) == 0 and max(seen) == 1 and seen[-1] < 1


def test_k_is_remembered() -> None:
    training = TrainingConfig(loss="began", began_lambda=0.1)
    loss, other = equilibrium(training), equilibrium(training)
    of_errors(loss, 0.9, 0.1)
    assert loss.k.item() == pytest.approx(0.035)
    other.restore({name: value.clone() for name, value in loss.tensors().items()})
    assert torch.equal(other.k, loss.k)
    of_errors(loss, 0.9, 0.1)
    assert other.k.item() == pytest.approx(0.035)  # nothing is shared
    assert build_loss(TrainingConfig(loss="logistic"), CPU).tensors() == {}


def test_training_follows_the_balance_step_by_step(config: Config, prepared: Path) -> None:
    asked = {"family": "began", "loss": "began", "filters": 4, "h_dim": 8, "began_lambda": 0.02}
    trainer = Trainer(override(config, asked), PackedDataset(prepared, CPU), CPU)
    k, seen = 0.0, []
    for _ in range(6):
        trainer.state.meter.clear()
        trainer.step()
        said = trainer.state.meter.means()
        real, fake = -said["real_score"], -said["fake_score"]
        assert said["k"] == pytest.approx(k, abs=1e-6)
        assert said["d_loss"] == pytest.approx(real - k * fake, abs=1e-5)
        assert said["convergence"] == pytest.approx(real + abs(0.5 * real - fake), abs=1e-5)
        k = float(np.clip(k + 0.02 * (0.5 * real - fake), 0, 1))
        assert trainer.state.judges["pixels"].loss.k.item() == pytest.approx(k, abs=1e-6)
        seen.append(k)
    assert 0 < max(seen) < 1
