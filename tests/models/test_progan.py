"""ProGAN: table 2 of its paper, its layers composed by hand, and the fade it has with StyleGAN."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from conftest import blank
from torch import Tensor, nn

from pokegan.config import ModelConfig, preset
from pokegan.models import build, growing, progan, stylegan
from pokegan.models.layers import EqualizedConv, MeanDownConv, NearestUpConv, minibatch_stddev

SIZE: dict[str, Any] = dict(resolution=16, channel_base=64, channel_max=12, z_dim=5, w_dim=4)
SMALL = ModelConfig(family="progan", **SIZE)  # 12 features at 4 px, 12 at 8, 8 at 16
GAIN = math.sqrt(2)
ALPHAS = [0.0, 0.3, 1.0]

# Rows of table 2 between latent and picture: size in px, features from and to, parameters there.
TABLE_2 = [
    *[(px, 512, 512, "2.4M") for px in (4, 8, 8, 16, 16, 32, 32)],
    *[(64, 512, 256, "1.2M"), (64, 256, 256, "590k")],
    *[(128, 256, 128, "295k"), (128, 128, 128, "148k")],
    *[(256, 128, 64, "74k"), (256, 64, 64, "37k")],
    *[(512, 64, 32, "18k"), (512, 32, 32, "9.2k")],
    *[(1024, 32, 16, "4.6k"), (1024, 16, 16, "2.3k")],
]


def shortened(number: int) -> str:
    """As table 2 writes numbers."""
    if number >= 1_000_000:
        return f"{number / 1e6:.1f}M"
    return f"{number / 1e3:.0f}k" if number >= 10_000 else f"{number / 1e3:.1f}k"


def parameters(*modules: nn.Module) -> int:
    return sum(p.numel() for module in modules for p in module.parameters())


def grown(config: ModelConfig) -> tuple[Any, Any]:
    """Networks with biases that are not 0, so that a lost one is missed."""
    generator, judges = build(config, seed=4)
    discriminator = judges["pixels"]
    with torch.no_grad():
        for network in (generator, discriminator):
            for name, parameter in network.named_parameters():
                if name.endswith("bias") and "affine" not in name:
                    parameter.normal_(0, 0.5)
    return generator, discriminator


def test_the_generator_is_table_2() -> None:
    generator, _ = blank(preset("paper", "progan"))
    assert isinstance(generator, progan.Generator)
    assert (generator.z_dim, generator.resolution) == (512, 1024)
    assert shortened(parameters(generator.first.dense)) == "4.2M"
    convs: list[tuple[int, Any]] = [(4, generator.first.conv)]
    for px, block in generator.blocks.items():
        convs += [(int(px), block.conv0), (int(px), block.conv1)]
    rows = [(px, *conv.weight.shape[1::-1], shortened(parameters(conv))) for px, conv in convs]
    assert rows == TABLE_2
    assert all(conv.weight.shape[2:] == (3, 3) for _, conv in convs)
    assert parameters(generator.to_rgb["1024"]) == 51
    last = [conv for _, conv in convs]
    total = parameters(generator.first.dense, *last, generator.to_rgb["1024"])
    assert shortened(total) == "23.1M"
    assert generator.map_values(1024) == 16 * 1024**2


def test_the_discriminator_is_table_2() -> None:
    """Its second half: the same rows the other way round, and one more channel at 4 px."""
    _, discriminator = blank(preset("paper", "progan"))
    assert isinstance(discriminator, progan.Discriminator)
    assert parameters(discriminator.from_rgb["1024"]) == 64
    convs: list[Any] = []
    for px in sorted(map(int, discriminator.blocks), reverse=True):
        convs += [discriminator.blocks[str(px)].conv0, discriminator.blocks[str(px)].conv1]
    rows = [conv.weight.shape[:2] for conv in convs]
    assert rows == [torch.Size([i, o]) for _, i, o, _ in reversed(TABLE_2[1:])]
    assert discriminator.last.conv.weight.shape == (512, 513, 3, 3)
    assert shortened(parameters(discriminator.last.dense0)) == "4.2M"
    assert parameters(discriminator.last.dense1) == 513
    total = parameters(discriminator.from_rgb["1024"], *convs, discriminator.last)
    assert shortened(total) == "23.1M"


def doubled(x: Tensor) -> Tensor:
    """Each pixel twice in both directions."""
    return x.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)


def halved(x: Tensor) -> Tensor:
    """Means of 2x2 blocks."""
    return (x[..., ::2, ::2] + x[..., 1::2, ::2] + x[..., ::2, 1::2] + x[..., 1::2, 1::2]) / 4


def convolved(x: Tensor, layer: EqualizedConv, gain: float = GAIN) -> Tensor:
    """He's constant at run time (section 4.1)."""
    _, fan_in, k, _ = layer.weight.shape
    weight = layer.weight * gain / math.sqrt(fan_in * k * k)
    return F.conv2d(x, weight, layer.bias, padding=k // 2)


def leaky(x: Tensor) -> Tensor:
    return torch.where(x > 0, x, 0.2 * x)


def unit(x: Tensor) -> Tensor:
    """Section 4.2: each feature vector over its root mean square."""
    return x / (x.square().mean(dim=1, keepdim=True) + 1e-8).sqrt()


def test_up_sampling_is_fused_with_the_convolution_after_it() -> None:
    layer, x = NearestUpConv(4, 3), torch.randn(2, 4, 5, 5)
    nn.init.normal_(layer.bias)
    assert torch.allclose(layer(x), convolved(doubled(x), layer), atol=1e-5)


def test_halving_is_fused_with_the_convolution_before_it() -> None:
    layer, x = MeanDownConv(4, 3), torch.randn(2, 4, 6, 6)
    nn.init.normal_(layer.bias)
    assert torch.allclose(layer(x), halved(convolved(x, layer)), atol=1e-5)


def drawn_by_hand(generator: progan.Generator, z: Tensor, resolution: int) -> Iterator[Tensor]:
    """The pictures at 4 px, 8 px, ... `resolution` of z [N, Z]."""
    dense = generator.first.dense
    scale = GAIN / math.sqrt(generator.z_dim)
    x = unit(z) @ (dense.weight.T * scale) + dense.bias
    x = unit(leaky(x.view(len(z), -1, 4, 4)))
    x = unit(leaky(convolved(x, generator.first.conv)))
    for px in (4, 8, 16):
        if px > resolution:
            break
        if px > 4:
            block: Any = generator.blocks[str(px)]
            x = unit(leaky(convolved(doubled(x), block.conv0)))
            x = unit(leaky(convolved(x, block.conv1)))
        to_rgb: Any = generator.to_rgb[str(px)]
        yield convolved(x, to_rgb, gain=1.0)


@pytest.mark.parametrize("resolution", [4, 8, 16])
def test_the_generator_is_its_layers_by_hand(resolution: int) -> None:
    generator, _ = grown(SMALL)
    z = torch.randn(3, 5)
    *below, wanted = drawn_by_hand(generator, z, resolution)
    w_plus = generator.mapping(z)
    images = generator.synthesis(w_plus, resolution)
    assert images.shape == (3, 3, resolution, resolution)
    assert torch.allclose(images, wanted, atol=1e-4)
    for alpha in ALPHAS:
        fading = generator.synthesis(w_plus, resolution, torch.tensor(alpha))
        if below:
            mixed = (1 - alpha) * doubled(below[-1]) + alpha * wanted
            assert torch.allclose(fading, mixed, atol=1e-4)
        else:
            assert torch.equal(fading, images)  # nothing is below 4 px


def scored_by_hand(discriminator: progan.Discriminator, x: Tensor, px: int) -> Tensor:
    """The scores of features [N, C, px, px]."""
    while px > 4:
        block: Any = discriminator.blocks[str(px)]
        x = leaky(halved(convolved(leaky(convolved(x, block.conv0)), block.conv1)))
        px //= 2
    last = discriminator.last
    x = leaky(convolved(minibatch_stddev(x), last.conv)).flatten(1)
    x = leaky(x @ (last.dense0.weight.T * GAIN / math.sqrt(x.shape[1])) + last.dense0.bias)
    return (x @ (last.dense1.weight.T / math.sqrt(x.shape[1])) + last.dense1.bias)[:, 0]


def test_the_discriminator_is_its_layers_by_hand() -> None:
    _, discriminator = grown(SMALL)
    images = torch.randn(5, 3, 16, 16)
    x = leaky(convolved(images, discriminator.from_rgb["16"]))
    assert torch.allclose(
        discriminator(images)[:, 0], scored_by_hand(discriminator, x, 16), atol=1e-4
    )
    shapes = [tuple(m.shape) for m in discriminator.features(images)]
    assert shapes == [(5, 8, 16, 16), (5, 12, 8, 8), (5, 12, 4, 4)]
    block: Any = discriminator.blocks["16"]
    new = leaky(halved(convolved(leaky(convolved(x, block.conv0)), block.conv1)))
    old = leaky(convolved(halved(images), discriminator.from_rgb["8"]))
    for alpha in ALPHAS:
        wanted = scored_by_hand(discriminator, (1 - alpha) * old + alpha * new, 8)
        assert torch.allclose(discriminator(images, torch.tensor(alpha))[:, 0], wanted, atol=1e-4)


def test_every_convolution_is_followed_by_pixel_norm() -> None:
    """So that the features which enter each of the next ones have unit mean square."""
    generator, _ = grown(SMALL)
    entered: list[Tensor] = []
    for module in generator.modules():
        if isinstance(module, EqualizedConv):
            module.register_forward_pre_hook(lambda _, inputs: entered.append(inputs[0]))
    for alpha in (None, torch.tensor(0.5)):
        generator.synthesis(generator.mapping(torch.randn(2, 5)), 16, alpha)
    assert len(entered) == 6 + 7  # five 3x3 convolutions; one to RGB, then two
    for x in entered:
        mean_square = x.square().mean(dim=1)
        assert torch.allclose(mean_square, torch.ones_like(mean_square), atol=1e-3)


def test_latents_lie_on_the_sphere() -> None:
    generator, _ = grown(SMALL)
    z = torch.randn(4, 5) * torch.tensor([[0.1], [1.0], [3.0], [9.0]])
    w_plus = generator.mapping(z)
    assert w_plus.shape == (4, 1, 5)
    assert torch.allclose(w_plus[:, 0], z * math.sqrt(5) / z.norm(dim=1, keepdim=True), atol=1e-4)
    assert generator.spherical


@pytest.mark.parametrize("family", ["progan", "stylegan"])
@pytest.mark.parametrize("alpha", ALPHAS)
def test_both_growing_families_fade_alike(family: str, alpha: float) -> None:
    """In picture and score: old at 0, new at 1, between them on a straight line."""
    generator, discriminator = grown(ModelConfig(family=family, **SIZE, mapping_layers=2))
    with torch.no_grad():
        w_plus, fade = generator.mapping(torch.randn(4, 5)), torch.tensor(alpha)
        old, new = generator.synthesis(w_plus, 8), generator.synthesis(w_plus, 16)
        fading = generator.synthesis(w_plus, 16, fade)
        assert torch.allclose(fading, (1 - alpha) * doubled(old) + alpha * new, atol=1e-4)
        assert (doubled(old) - new).abs().mean() > 0.1

        images = torch.randn(4, 3, 16, 16)
        below, here = discriminator.features(halved(images))[0], discriminator.features(images)[1]
        features = discriminator.features(images, fade)[1]
        assert torch.allclose(features, (1 - alpha) * below + alpha * here, atol=1e-4)
        if alpha == 0:
            assert torch.allclose(
                discriminator(images, fade), discriminator(halved(images)), atol=1e-4
            )
        if alpha == 1:
            assert torch.allclose(discriminator(images, fade), discriminator(images), atol=1e-4)


def test_the_families_differ_in_how_they_halve() -> None:
    for family, kind in ((progan, "MeanDownConv"), (stylegan, "DownConv")):
        discriminator = family.Discriminator(SMALL)
        assert isinstance(discriminator, growing.Discriminator)
        downs = [block.conv1 for block in discriminator.blocks.values()]
        assert [type(down).__name__ for down in downs] == [kind] * 2
