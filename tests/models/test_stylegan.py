"""The growing networks: composition, growth, styles and truncation."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pokegan.config import ModelConfig, override, preset
from pokegan.models import build
from pokegan.models.growing import DownBlock, resolutions_up_to
from pokegan.models.layers import (
    EqualizedConv,
    EqualizedLinear,
    blur,
    downsample_mean,
    minibatch_stddev,
    upsample_nearest,
)
from pokegan.models.stylegan import (
    Discriminator,
    Generator,
    ModulatedLayer,
    StyledLayer,
    UpBlock,
    demodulation,
    layers_at,
)
from pokegan.sampling.truncation import truncate
from pokegan.training.losses import OBJECTIVES, Penalty, ZeroCentred

SMALL = ModelConfig(
    resolution=16, channel_base=32, channel_max=8, z_dim=6, w_dim=5, mapping_layers=2
)
Networks = tuple[Generator, Discriminator]


@pytest.fixture
def networks() -> Networks:
    """Both networks up to 16 px, widths 8, 8, 4, with every weight stirred away from its start."""
    generator, judges = build(SMALL, seed=1)
    discriminator = judges["pixels"]
    for network in (generator, discriminator):
        stir(network)
    return generator, discriminator


def stir(module: nn.Module, seed: int = 2) -> None:
    random = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.add_(0.5 * torch.randn(parameter.shape, generator=random))


def draw(*shape: int, seed: int = 3) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def draw_noise(generator: Generator, n: int, seed: int = 4) -> list[Tensor]:
    return [draw(n, *shape, seed=seed + i) for i, shape in enumerate(generator.noise_shapes())]


def close(actual: Tensor, expected: Tensor, atol: float = 1e-5) -> None:
    torch.testing.assert_close(actual, expected, atol=atol, rtol=0)


def leaky(x: Tensor) -> Tensor:
    return torch.where(x > 0, x, 0.2 * x)


def test_two_styles_for_each_doubling() -> None:
    assert [layers_at(r) for r in (4, 8, 16, 32, 1024)] == [2, 4, 6, 8, 18]
    assert resolutions_up_to(32) == [4, 8, 16, 32]
    generator = build(SMALL)[0]
    assert generator.num_ws == 6
    assert generator.noise_shapes() == [(1, r, r) for r in (4, 4, 8, 8, 16, 16)]
    assert generator.noise_shapes(8) == [(1, r, r) for r in (4, 4, 8, 8)]


def test_widths_are_those_of_the_paper() -> None:
    model = preset("paper").model
    widths = {4: 512, 8: 512, 16: 512, 32: 512, 64: 256, 128: 128, 256: 64, 512: 32, 1024: 16}
    assert {r: model.width(r) for r in widths} == widths


def test_the_full_networks_have_as_many_weights_as_published() -> None:
    """26.2 million in the generator (1812.04948, 2), 23.1 in the discriminator (1710.10196, A)."""
    model = override(preset("paper"), {"resolution": 1024}).model
    with torch.device("meta"):
        generator, discriminator = Generator(model), Discriminator(model)
    assert sum(p.numel() for p in generator.parameters()) == 26_219_627
    assert sum(p.numel() for p in discriminator.parameters()) == 23_087_249


@pytest.mark.parametrize("resolution", [4, 8, 16, 32, 64, 128, 256, 512, 1024])
@pytest.mark.parametrize("channels", [3, 4])
def test_every_resolution_and_opacity_builds(resolution: int, channels: int) -> None:
    config = replace(SMALL, resolution=resolution, channels=channels, channel_max=1)
    generator, judges = build(config)
    discriminator = judges["pixels"]
    images = generator.synthesis(generator.mapping(draw(1, 6)), alpha=torch.tensor(0.5))
    assert images.shape == (1, channels, resolution, resolution)
    assert discriminator(images, torch.tensor(0.5)).shape == (1, 1)


def networks_of(seed: int) -> Networks:
    generator, judges = build(SMALL, seed=seed)
    discriminator = judges["pixels"]
    assert isinstance(generator, Generator) and isinstance(discriminator, Discriminator)
    return generator, discriminator


def test_the_same_seed_builds_the_same_networks_and_touches_nothing_else() -> None:
    torch.manual_seed(11)
    before = torch.get_rng_state()
    first = networks_of(5)
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(12)
    again, other = networks_of(5), networks_of(6)
    for network, same, stranger in zip(first, again, other, strict=True):
        weights = network.state_dict()
        assert all(torch.equal(value, weights[key]) for key, value in same.state_dict().items())
        assert not any(
            torch.equal(value, weights[key])
            for key, value in stranger.state_dict().items()
            if key.endswith("weight")
        )


def test_mapping_is_normalised_z_through_slow_layers(networks: Networks) -> None:
    generator = networks[0]
    z = draw(3, 6)
    x = z / z.square().mean(dim=1, keepdim=True).sqrt()
    for layer in generator.map.layers:
        assert isinstance(layer, EqualizedLinear)
        weight = layer.weight * 0.01 * math.sqrt(2) / math.sqrt(layer.weight.shape[1])
        x = leaky(x @ weight.T + 0.01 * layer.bias)
    w_plus = generator.mapping(z)
    assert w_plus.shape == (3, 6, 5)
    for i in range(6):
        close(w_plus[:, i], x)


def test_mapping_hears_the_direction_of_z_only(networks: Networks) -> None:
    generator = networks[0]
    z = draw(3, 6)
    close(generator.mapping(7 * z), generator.mapping(z))
    assert (generator.mapping(-z) - generator.mapping(z)).abs().max() > 0.1


def test_w_avg_follows_the_mean_style(networks: Networks) -> None:
    generator = networks[0]
    assert generator.w_avg.tolist() == [0] * 5
    first, second = draw(4, 5), draw(2, 5, seed=9)
    generator.map.update_w_avg(first)
    close(generator.w_avg, 0.005 * first.mean(dim=0), atol=1e-7)
    generator.map.update_w_avg(second)
    close(generator.w_avg, 0.995 * 0.005 * first.mean(0) + 0.005 * second.mean(0), atol=1e-7)


def test_w_avg_is_kept_with_the_weights(networks: Networks) -> None:
    networks[0].map.update_w_avg(draw(4, 5))
    other = build(SMALL)[0]
    other.load_state_dict(networks[0].state_dict())
    assert torch.equal(other.w_avg, networks[0].w_avg) and other.w_avg.abs().max() > 0


def test_truncation_pulls_the_first_layers_towards_w_avg(networks: Networks) -> None:
    generator = networks[0]
    generator.map.update_w_avg(100 * draw(1, 5))
    w_plus = draw(3, 6, 5)
    w_avg = generator.w_avg.expand(3, 6, 5)
    close(truncate(generator, w_plus, 0.0), w_avg)
    assert torch.equal(truncate(generator, w_plus, 1.0), w_plus)
    close(truncate(generator, w_plus, 0.7), w_avg + 0.7 * (w_plus - w_avg))
    close(truncate(generator, w_plus, -1.0), 2 * w_avg - w_plus)
    cut = truncate(generator, w_plus, 0.0, cutoff=2)
    close(cut[:, :2], w_avg[:, :2])
    assert torch.equal(cut[:, 2:], w_plus[:, 2:])
    assert torch.equal(truncate(generator, w_plus, 0.0, cutoff=0), w_plus)


def test_a_styled_layer_is_noise_bias_rectifier_adain() -> None:
    layer = StyledLayer(3, 5, noisy=True)
    stir(layer)
    x, w, noise = draw(2, 3, 4, 4), draw(2, 5, seed=5), draw(2, 1, 4, 4, seed=6)
    kept = x.clone()
    bias, strength = layer.bias.view(3, 1, 1), layer.noise.strength.view(3, 1, 1)
    close(layer(x, w, noise)[0], layer.adain(leaky(x + bias + strength * noise), w))
    close(layer(x, w, None)[0], layer.adain(leaky(x + bias), w))
    assert torch.equal(x, kept)


def test_synthesis_is_its_layers_in_order(networks: Networks) -> None:
    generator = networks[0]
    w, noise = draw(2, 6, 5), draw_noise(generator, 2)
    first, up = generator.first, generator.blocks["8"]
    assert isinstance(up, UpBlock)
    x = first.style0(first.constant.expand(2, -1, -1, -1), w[:, 0], noise[0])[0]
    x = first.style1(first.conv1(x), w[:, 1], noise[1])[0]
    close(generator.synthesis(w, 4, noise=noise), generator.to_rgb["4"](x))
    x = up.style0(up.conv0(x), w[:, 2], noise[2])[0]
    x = up.style1(up.conv1(x), w[:, 3], noise[3])[0]
    close(generator.synthesis(w, 8, noise=noise), generator.to_rgb["8"](x))


def test_to_rgb_is_linear_with_unit_gain(networks: Networks) -> None:
    layer = networks[0].to_rgb["4"]
    assert isinstance(layer, EqualizedConv) and layer.bias is not None
    x = draw(2, 8, 4, 4)
    by_hand = torch.einsum("oc,nchw->nohw", layer.weight[:, :, 0, 0] / math.sqrt(8), x)
    close(layer(x), by_hand + layer.bias.view(3, 1, 1))


@pytest.mark.parametrize("resolution", [8, 16])
def test_a_generator_starts_to_grow_from_its_enlarged_old_self(
    networks: Networks, resolution: int
) -> None:
    generator = networks[0]
    w, noise = draw(3, 6, 5), draw_noise(generator, 3)
    old = upsample_nearest(generator.synthesis(w, resolution // 2, noise=noise))
    new = generator.synthesis(w, resolution, noise=noise)
    assert torch.equal(generator.synthesis(w, resolution, torch.tensor(0.0), noise), old)
    assert torch.equal(generator.synthesis(w, resolution, torch.tensor(1.0), noise), new)
    close(
        generator.synthesis(w, resolution, torch.tensor(0.25), noise),
        0.75 * old + 0.25 * new,
    )
    assert (old - new).abs().max() > 0.1


@pytest.fixture
def modulated() -> Generator:
    """A generator of modulated convolutions, with numbers of its own everywhere."""
    generator = build(replace(SMALL, resolution=8, normalisation="demodulation"))[0]
    assert isinstance(generator, Generator)
    stir(generator)
    return generator


def test_a_modulated_layer_by_hand() -> None:
    layer = ModulatedLayer(3, 5, noisy=True)
    stir(layer)
    x, w, noise = draw(2, 3, 4, 4), draw(2, 5, seed=5), draw(2, 1, 4, 4, seed=6)
    kept, shrunk = x.clone(), draw(2, 3, seed=7).abs()
    bias, strength = layer.bias.view(3, 1, 1), layer.noise.strength.view(3, 1, 1)
    scale = w @ layer.affine.weight.T / math.sqrt(5) + layer.affine.bias + 1
    given = math.sqrt(2) * scale[:, :, None, None]
    y, modulation = layer(x, w, noise, shrunk)
    close(y, given * leaky(shrunk[:, :, None, None] * x + bias + strength * noise))
    close(modulation, scale)
    close(layer(x, w, None)[0], given * leaky(x + bias))
    assert torch.equal(x, kept)


def test_modulation_is_of_each_sample_s_own_weights(modulated: Generator) -> None:
    """1912.04958, equations 1 and 3, sample by sample: weights scaled, then of unit length."""
    w, noise = draw(3, 4, 5), draw_noise(modulated, 3)
    first, up = modulated.first, modulated.blocks["8"]

    def styled(layer: nn.Module, x: Tensor, w: Tensor, noise: Tensor) -> tuple[Tensor, Tensor]:
        x = x + layer.bias.view(-1, 1, 1) + layer.noise.strength.view(-1, 1, 1) * noise
        return math.sqrt(2) * leaky(x), layer.affine(w) + 1

    def own_weight(conv: nn.Module, scale: Tensor) -> Tensor:
        weight = conv.weight * conv.scale * scale[None, :, None, None]
        return weight * torch.rsqrt(weight.square().sum((1, 2, 3), keepdim=True) + 1e-8)

    for i in range(3):
        x, s = styled(first.style0, first.constant, w[i : i + 1, 0], noise[0][i])
        x = F.conv2d(x, own_weight(first.conv1, s[0]), padding=1)
        x, s = styled(first.style1, x, w[i : i + 1, 1], noise[1][i])
        at_4 = modulated.to_rgb["4"](x * s[:, :, None, None])
        x = F.interpolate(x, scale_factor=2, mode="nearest")
        x = blur(F.conv2d(x, own_weight(up.conv0, s[0]), padding=1))
        x, s = styled(up.style0, x, w[i : i + 1, 2], noise[2][i])
        x = F.conv2d(x, own_weight(up.conv1, s[0]), padding=1)
        x, s = styled(up.style1, x, w[i : i + 1, 3], noise[3][i])
        at_8 = modulated.to_rgb["8"](x * s[:, :, None, None])
        some = [layer[i : i + 1] for layer in noise]
        close(modulated.synthesis(w[i : i + 1], 4, noise=some), at_4)
        close(modulated.synthesis(w[i : i + 1], 8, noise=some), at_8)


def test_demodulated_features_keep_unit_deviation() -> None:
    conv = EqualizedConv(64, 16, 3, bias=False)
    scale = 10 ** draw(4, 64)
    x = draw(4, 64, 32, 32, seed=4) * scale[:, :, None, None]
    shrunk = demodulation(conv, scale)
    y = conv(x) * shrunk[:, :, None, None]
    deviation = y[:, :, 1:-1, 1:-1].std((0, 2, 3))
    assert deviation.min() > 0.9 and deviation.max() < 1.1
    assert demodulation(conv, None) is None


def test_a_grown_generator_forgets_its_old_to_rgb(networks: Networks) -> None:
    generator = networks[0]
    w = draw(3, 6, 5)
    alphas = [torch.tensor(1.0), None, torch.tensor(0.5)]
    before = [generator.synthesis(w, 16, alpha) for alpha in alphas]
    stir(generator.to_rgb["8"])
    after = [generator.synthesis(w, 16, alpha) for alpha in alphas]
    changed = [not torch.equal(a, b) for a, b in zip(before, after, strict=True)]
    assert changed == [False, False, True]


@pytest.mark.parametrize("resolution", [8, 16])
def test_a_discriminator_starts_to_grow_from_its_old_self(
    networks: Networks, resolution: int
) -> None:
    discriminator = networks[1]
    images = draw(5, 3, resolution, resolution)
    old = discriminator(downsample_mean(images))
    close(discriminator(images, torch.tensor(0.0)), old)
    assert torch.equal(discriminator(images, torch.tensor(1.0)), discriminator(images))
    assert (discriminator(images) - old).abs().max() > 0.01


def test_a_discriminator_fades_features_halfway_down(networks: Networks) -> None:
    discriminator = networks[1]
    images = draw(5, 3, 16, 16)
    new = discriminator.blocks["16"](discriminator.first_features(images))
    old = discriminator.first_features(downsample_mean(images))
    expected = discriminator.last(discriminator.blocks["8"](0.75 * old + 0.25 * new))
    close(discriminator(images, torch.tensor(0.25)), expected)


def test_a_grown_discriminator_forgets_its_old_from_rgb(networks: Networks) -> None:
    discriminator = networks[1]
    images = draw(5, 3, 16, 16)
    alphas = [torch.tensor(1.0), None, torch.tensor(0.5)]
    before = [discriminator(images, alpha) for alpha in alphas]
    stir(discriminator.from_rgb["8"])
    after = [discriminator(images, alpha) for alpha in alphas]
    changed = [not torch.equal(a, b) for a, b in zip(before, after, strict=True)]
    assert changed == [False, False, True]


def test_the_discriminator_at_4_px_by_hand(networks: Networks) -> None:
    discriminator = networks[1]
    last, images = discriminator.last, draw(5, 3, 4, 4)
    x = leaky(discriminator.from_rgb["4"](images))
    kernel = last.conv.weight * math.sqrt(2) / math.sqrt(9 * 9)  # 8 channels and the deviation
    x = F.conv2d(minibatch_stddev(x), kernel, last.conv.bias, padding=1)
    x = leaky(x).flatten(1)
    weight = last.dense0.weight * math.sqrt(2) / math.sqrt(8 * 16)
    x = leaky(x @ weight.T + last.dense0.bias)
    x = x @ last.dense1.weight.T / math.sqrt(8) + last.dense1.bias
    close(discriminator(images), x)


def test_a_down_block_is_two_rectified_convolutions(networks: Networks) -> None:
    block = networks[1].blocks["16"]
    assert isinstance(block, DownBlock)
    x = draw(2, 4, 16, 16)
    close(block(x), leaky(block.conv1(leaky(block.conv0(x)))))
    assert block(x).shape == (2, 8, 8, 8)


def train_once(generator: Generator, discriminator: Discriminator, r: int, alpha: float) -> None:
    """The gradients of both losses at one growth stage, added up in the parameters."""
    fade = torch.tensor(alpha) if alpha < 1 else None
    noise = draw_noise(generator, 4)
    fake = generator.synthesis(generator.mapping(draw(4, 6)), r, fade, noise)
    loss = ZeroCentred(OBJECTIVES["logistic"])
    judge = partial(discriminator.judge, alpha=fade)

    real = draw(4, 3, r, r, seed=8)
    loss.discriminator(judge, (real,), (fake,), Penalty(1.0)).total.backward()
    loss.generator(judge, (real,), (fake,)).total.backward()


def parameters_of(networks: Networks) -> dict[str, nn.Parameter]:
    named: dict[str, nn.Parameter] = {}
    for network in networks:
        kind = type(network).__name__
        named.update({f"{kind}.{name}": p for name, p in network.named_parameters()})
    return named


def test_growing_moves_every_weight() -> None:
    generator, judges = build(SMALL)
    discriminator = judges["pixels"]
    for r, alpha in [(4, 1.0), (8, 0.5), (8, 1.0), (16, 0.5), (16, 1.0)]:
        train_once(generator, discriminator, r, alpha)
    named = parameters_of((generator, discriminator))
    gradients = {name: p.grad for name, p in named.items() if p.grad is not None}
    assert gradients.keys() == named.keys()
    assert [name for name, g in gradients.items() if not g.isfinite().all()] == []
    assert [name for name, g in gradients.items() if not g.any()] == []
    strengths = [g for name, g in gradients.items() if name.endswith("noise.strength")]
    assert len(strengths) == generator.num_ws and all(bool(g.all()) for g in strengths)
    assert gradients["Discriminator.last.conv.weight"][:, -1].any()  # the deviation's channel


def test_what_is_not_grown_yet_is_left_alone() -> None:
    generator, judges = build(SMALL)
    discriminator = judges["pixels"]
    train_once(generator, discriminator, 8, 0.5)
    named = parameters_of((generator, discriminator))
    still = {name.split(".")[2] for name, p in named.items() if p.grad is None}
    assert still == {"16"}
    assert generator.to_rgb["4"].weight.grad is not None


def test_each_style_steers_its_own_layer_and_those_above(networks: Networks) -> None:
    generator = networks[0]
    w = draw(2, 6, 5)
    plain = {r: generator.synthesis(w, r) for r in (4, 8, 16)}
    for layer in range(6):
        moved = w.clone()
        moved[:, layer] += 1
        changed = {
            r for r in (4, 8, 16) if not torch.equal(generator.synthesis(moved, r), plain[r])
        }
        assert changed == {r for r in (4, 8, 16) if layer < layers_at(r)}


def test_each_noise_reaches_the_picture(networks: Networks) -> None:
    generator = networks[0]
    w, noise = draw(2, 6, 5), draw_noise(generator, 2)
    plain = generator.synthesis(w)
    assert torch.equal(generator.synthesis(w, noise=[None] * 6), plain)
    for layer in range(6):
        only: list[Tensor | None] = [None] * 6
        only[layer] = noise[layer]
        assert (generator.synthesis(w, noise=only) - plain).abs().max() > 1e-3


def test_a_picture_does_not_depend_on_its_neighbours(networks: Networks) -> None:
    generator = networks[0]
    z, noise = draw(5, 6), draw_noise(generator, 5)
    together = generator.synthesis(generator.mapping(z), noise=noise)
    for i in range(5):
        mine = [layer[i : i + 1] for layer in noise]
        alone = generator.synthesis(generator.mapping(z[i : i + 1]), noise=mine)
        close(alone, together[i : i + 1])
    assert together.std() > 0.1


def test_layers_below_a_size_can_be_without_noise() -> None:
    noisy, quiet = (build(replace(SMALL, noise_from=r), seed=1)[0] for r in (4, 16))
    assert quiet.noise_shapes() == [None, None, None, None, (1, 16, 16), (1, 16, 16)]
    missing = noisy.state_dict().keys() - quiet.state_dict().keys()
    assert {name.rpartition(".style")[0] for name in missing} == {"first", "blocks.8"}
    stir(noisy)
    quiet.load_state_dict(noisy.state_dict(), strict=False)
    w, noise = draw(2, 6, 5), draw_noise(noisy, 2)
    fine = [None, None, None, None, *noise[4:]]
    close(quiet.synthesis(w, noise=noise), noisy.synthesis(w, noise=fine))
    assert not torch.allclose(quiet.synthesis(w), noisy.synthesis(w, noise=fine))
    silent = build(replace(SMALL, noise_from=32))[0]
    assert silent.noise_shapes() == [None] * 6
