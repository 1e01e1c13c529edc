"""DCGAN against its recipe in numpy: every layer by its formula, and the loss of the paper."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import CPU, blank
from torch import Tensor, nn

from pokegan.config import Config, ModelConfig, TrainingConfig, override, preset
from pokegan.data.dataset import PackedDataset
from pokegan.models import build, dcgan
from pokegan.training.losses import OBJECTIVES, build_loss
from pokegan.training.step import Trainer

# Three layers of features at 32 px, of sizes that no transposition leaves as they are.
SMALL = ModelConfig(family="dcgan", resolution=32, filters=3, channel_max=10, z_dim=5)
EPSILON = 1e-5  # of batch normalisation, 1502.03167, as PyTorch has it


def drawn(config: ModelConfig = SMALL) -> tuple[dcgan.Generator, dcgan.Discriminator]:
    """Networks whose weights are large enough for every layer to tell."""
    generator, judges = build(config, seed=3)
    discriminator = judges["pixels"]
    assert isinstance(generator, dcgan.Generator)
    assert isinstance(discriminator, dcgan.Discriminator)
    with torch.no_grad():
        for module in (*generator.modules(), *discriminator.modules()):
            if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
                module.weight.mul_(5)
            if isinstance(module, nn.BatchNorm2d):
                module.bias.normal_()
    return generator, discriminator


def array(tensor: Tensor) -> np.ndarray:
    return tensor.detach().double().numpy()


def correlated(x: np.ndarray, kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """A convolution as networks mean it: [N, I, R, R] with [O, I, k, k], place by place."""
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    k = kernel.shape[-1]
    size = (x.shape[-1] - k) // stride + 1
    y = np.zeros((len(x), len(kernel), size, size))
    for row in range(size):
        for column in range(size):
            top, left = row * stride, column * stride
            patch = x[:, :, top : top + k, left : left + k]
            y[:, :, row, column] = np.einsum("nikl,oikl->no", patch, kernel)
    return y


def scattered(x: np.ndarray, kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """A transposed convolution: each pixel leaves the kernel [I, O, k, k], times its value."""
    n, _, size, _ = x.shape
    k = kernel.shape[-1]
    y = np.zeros((n, kernel.shape[1], (size - 1) * stride + k, (size - 1) * stride + k))
    for row in range(size):
        for column in range(size):
            top, left = row * stride, column * stride
            left_there = np.einsum("ni,iokl->nokl", x[:, :, row, column], kernel)
            y[:, :, top : top + k, left : left + k] += left_there
    return y[:, :, padding : y.shape[2] - padding, padding : y.shape[3] - padding]


def normalised(x: np.ndarray, layer: nn.Module) -> np.ndarray:
    """Batch normalisation by the batch's own mean and variance."""
    assert isinstance(layer, nn.BatchNorm2d)
    mean, variance = (of(x, axis=(0, 2, 3), keepdims=True) for of in (np.mean, np.var))
    scale, shift = (array(part)[None, :, None, None] for part in (layer.weight, layer.bias))
    return scale * (x - mean) / np.sqrt(variance + EPSILON) + shift


def generated(generator: dcgan.Generator, z: Tensor) -> np.ndarray:
    """What the generator draws of z [N, Z], in numpy."""
    x = scattered(array(z)[:, :, None, None], array(generator.first.weight), 1, 0)
    layers = list(generator.rest)[:-1]
    for norm, _, up in zip(layers[::3], layers[1::3], layers[2::3], strict=True):
        x = np.maximum(normalised(x, norm), 0)
        if isinstance(up, nn.ConvTranspose2d):
            x = scattered(x, array(up.weight), 2, 1)
        else:
            conv = up[1]
            x = correlated(x.repeat(2, axis=2).repeat(2, axis=3), array(conv.weight), 1, 1)
    return np.tanh(x)


def probability(discriminator: dcgan.Discriminator, images: np.ndarray) -> np.ndarray:
    """How probably real images are, as the paper's discriminator says, in numpy."""
    x = images
    for layer in discriminator.layers:
        x = correlated(x, array(layer[0].weight), 2, 1)
        x = normalised(x, layer[1]) if len(layer) == 3 else x
        x = np.where(x > 0, x, 0.2 * x)
    logit = correlated(x, array(discriminator.last.weight), 1, 0)[:, 0, 0, 0]
    return 1 / (1 + np.exp(-logit))


def test_parameters_are_as_many_as_in_the_example_of_pytorch() -> None:
    config = preset("small", "dcgan")
    assert config.model.resolution == 64
    generator, discriminator = blank(config)
    assert sum(p.numel() for p in generator.parameters()) == 3_576_704
    assert sum(p.numel() for p in discriminator.parameters()) == 2_765_568


@pytest.mark.parametrize(
    ("resolution", "features"),
    [
        (32, [256, 128, 64]),
        (64, [512, 256, 128, 64]),
        (128, [1024, 512, 256, 128, 64]),
        (256, [1024, 1024, 512, 256, 128, 64]),
    ],
)
def test_features_double_with_each_halving_up_to_the_most(
    resolution: int, features: list[int]
) -> None:
    config = override(preset("small", "dcgan"), {"resolution": resolution})
    generator, discriminator = blank(config)
    assert isinstance(generator, dcgan.Generator)
    ups = [tuple(m.weight.shape) for m in generator.modules() if isinstance(m, nn.ConvTranspose2d)]
    inputs, outputs = [100, *features], [*features, 3]
    assert ups == [(i, o, 4, 4) for i, o in zip(inputs, outputs, strict=True)]
    downs = [tuple(m.weight.shape) for m in discriminator.modules() if isinstance(m, nn.Conv2d)]
    inputs, outputs = [3, *features[::-1]], [*features[::-1], 1]
    assert downs == [(o, i, 4, 4) for i, o in zip(inputs, outputs, strict=True)]
    norms = [m.num_features for m in generator.modules() if isinstance(m, nn.BatchNorm2d)]
    assert norms == features
    norms = [m.num_features for m in discriminator.modules() if isinstance(m, nn.BatchNorm2d)]
    assert norms == features[::-1][1:]  # none after the first layer (section 3)
    assert generator.map_values(resolution) == 64 * (resolution // 2) ** 2


@pytest.mark.parametrize("upsampling", ["transposed", "resize"])
def test_the_generator_is_its_recipe_in_numpy(upsampling: str) -> None:
    generator, _ = drawn(dataclasses.replace(SMALL, upsampling=upsampling))
    z = torch.randn(4, 5)
    images = array(generator.synthesis(generator.mapping(z)))
    assert images.shape == (4, 3, 32, 32)
    assert np.allclose(images, generated(generator, z), atol=1e-4)
    assert 0.1 < images.std() < 1


def test_the_discriminator_is_its_recipe_in_numpy() -> None:
    _, discriminator = drawn()
    images = torch.rand(4, 3, 32, 32) * 2 - 1
    score = discriminator(images)
    assert score.shape == (4, 1)
    assert np.allclose(
        array(score.sigmoid())[:, 0], probability(discriminator, array(images)), atol=1e-4
    )
    maps = discriminator.features(images)
    assert [tuple(m.shape) for m in maps] == [(4, 3, 16, 16), (4, 6, 8, 8), (4, 10, 4, 4)]


def test_the_loss_is_the_published_one_of_probabilities() -> None:
    """Reals and fakes in batches of their own, as in the example of PyTorch."""
    generator, discriminator = drawn()
    z, real = torch.randn(6, 5), torch.rand(6, 3, 32, 32) * 2 - 1
    fake = generator.synthesis(generator.mapping(z))
    loss = build_loss(TrainingConfig(loss="logistic"), torch.device("cpu"))
    d_loss = loss.discriminator(discriminator.judge, (real,), (fake,)).total.item()
    g_loss = loss.generator(discriminator.judge, (real,), (fake,)).total.item()
    of_fake = probability(discriminator, generated(generator, z))
    of_real = probability(discriminator, array(real))
    assert d_loss == pytest.approx(-np.log(of_real).mean() - np.log(1 - of_fake).mean(), rel=1e-4)
    assert g_loss == pytest.approx(-np.log(of_fake).mean(), rel=1e-4)
    assert of_real.std() > 0.01  # not one who always guesses


def test_resized_upsampling_is_repeated_pixels_and_a_convolution() -> None:
    layer, x = dcgan.resized(3, 2), torch.randn(2, 3, 4, 4)
    weight = next(layer.parameters())
    assert weight.shape == (2, 3, 3, 3) and len(list(layer.parameters())) == 1
    wanted = correlated(array(x).repeat(2, axis=2).repeat(2, axis=3), array(weight), 1, 1)
    assert np.allclose(array(layer(x)), wanted, atol=1e-6)


def test_transposed_upsampling_scatters_kernels() -> None:
    layer, x = dcgan.transposed(3, 2), torch.randn(2, 3, 4, 4)
    weight = next(layer.parameters())
    assert weight.shape == (3, 2, 4, 4) and len(list(layer.parameters())) == 1
    assert np.allclose(array(layer(x)), scattered(array(x), array(weight), 2, 1), atol=1e-6)


def test_weights_begin_as_in_the_example_of_pytorch() -> None:
    generator, judges = build(dataclasses.replace(SMALL, filters=32, channel_max=128))
    networks = generator, judges["pixels"]
    modules = [module for network in networks for module in network.modules()]
    convs = [m for m in modules if isinstance(m, nn.Conv2d | nn.ConvTranspose2d)]
    norms = [m for m in modules if isinstance(m, nn.BatchNorm2d)]
    assert all(m.bias is None for m in convs)
    assert not any(m.bias.any() for m in norms)
    for weights, mean in (
        (torch.cat([m.weight.flatten() for m in convs]), 0.0),
        (torch.cat([m.weight for m in norms]), 1.0),
    ):
        n = len(weights)
        assert weights.mean().item() == pytest.approx(mean, abs=5 * 0.02 / math.sqrt(n))
        assert weights.std().item() == pytest.approx(0.02, abs=5 * 0.02 / math.sqrt(2 * n))


def test_pictures_end_in_a_tanh() -> None:
    generator, _ = drawn()
    last = generator.rest[-2]
    images, before = [], generator.mapping(torch.randn(8, 5))
    for scale in (1, 1000):
        with torch.no_grad():
            last.weight.mul_(scale)
        images.append(generator.synthesis(before))
    small, large = images
    assert small.abs().max() < 1 == large.abs().max()
    assert torch.allclose(large, (1000 * small.double().atanh()).tanh().float(), atol=0.01)


def test_running_statistics_are_those_of_every_batch_that_was_seen() -> None:
    """A tenth of the way to each batch's mean and unbiased variance; drawn by when not trained."""
    generator, _ = drawn()
    norm = generator.rest[0]
    assert isinstance(norm, nn.BatchNorm2d)
    mean, variance = np.zeros(10), np.ones(10)
    for _ in range(3):
        z = torch.randn(4, 5)
        generator.synthesis(generator.mapping(z))
        x = scattered(array(z)[:, :, None, None], array(generator.first.weight), 1, 0)
        mean += 0.1 * (x.mean(axis=(0, 2, 3)) - mean)
        variance += 0.1 * (x.var(axis=(0, 2, 3), ddof=0) * 64 / 63 - variance)
    assert norm.running_mean is not None and norm.running_var is not None
    assert np.allclose(array(norm.running_mean), mean, atol=1e-6)
    assert np.allclose(array(norm.running_var), variance, atol=1e-5)
    x = torch.randn(1, 10, 4, 4)
    drawn_by = (array(x) - mean[:, None, None]) / np.sqrt(variance + EPSILON)[:, None, None]
    wanted = drawn_by * array(norm.weight)[:, None, None] + array(norm.bias)[:, None, None]
    assert np.allclose(array(generator.eval().rest[0](x)), wanted, atol=1e-5)


@pytest.mark.parametrize("loss", [loss for loss in OBJECTIVES if loss != "began"])
def test_every_loss_trains_it(loss: str, config: Config, prepared: Path) -> None:
    asked = {"family": "dcgan", "filters": 4, "z_dim": 8, "loss": loss, "r1_interval": 2}
    trainer = Trainer(override(config, asked), PackedDataset(prepared, CPU), CPU)
    for _ in range(8):
        trainer.step()
    assert trainer.state.is_finite()
    terms = trainer.state.meter.means()
    assert ("r1" in terms) == (loss != "wgan-gp") and ("gp" in terms) == (loss == "wgan-gp")
    assert all(math.isfinite(value) for value in terms.values())
