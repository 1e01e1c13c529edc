"""Progressive StyleGAN: mapping network and synthesis network, with a growing discriminator.

"A Style-Based Generator Architecture for Generative Adversarial Networks" (Karras,
Laine, Aila 2018, arXiv 1812.04948, figure 1 and appendices), grown as in "Progressive
Growing of GANs" (arXiv 1710.10196, figure 2 and table 2). Changed on purpose: noise is an
argument of synthesis, so that a picture is a function of its inputs, and the learned constant
begins with random values.

Styles enter by AdaIN, as published, or by modulation and demodulation of the convolutions
("Analyzing and Improving the Image Quality of StyleGAN", Karras et al. 2019, arXiv 1912.04958,
section 2.2), which does not normalise by the picture itself and so has no droplets. There, too, a
layer's style scales what its convolution gave, as AdaIN's does: for the next convolution, and for
to_rgb, that is the modulation.

Shapes: N batch, C image channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pokegan.config import ModelConfig
from pokegan.models import contract, growing
from pokegan.models.contract import Shape
from pokegan.models.growing import coloured, resolutions_up_to
from pokegan.models.layers import (
    LEAKY_GAIN,
    LEAKY_SLOPE,
    AdaIN,
    DownConv,
    EqualizedConv,
    EqualizedLinear,
    Noise,
    UpConv,
    pixel_norm,
)
from pokegan.runtime.precision import full_precision

Features = tuple[Tensor, Tensor | None]  # [N, C, R, R], and the modulation in them [N, C]

DEFAULT_PSI = 0.7  # 1812.04948, figure 8
W_AVG_DECAY = 0.995  # 1812.04948, appendix B


def layers_at(resolution: int) -> int:
    """How many styles steer synthesis up to `resolution`: two for each doubling from 4."""
    return 2 * (int(math.log2(resolution)) - 1)


class Mapping(nn.Module):
    """z -> w: normalised z through eight slow fully connected layers (1812.04948, section 2)."""

    w_avg: Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        sizes = [config.z_dim] + [config.w_dim] * config.mapping_layers
        self.layers = nn.ModuleList(
            EqualizedLinear(a, b, lr_multiplier=config.mapping_lr_multiplier)
            for a, b in pairwise(sizes)
        )
        self.register_buffer("w_avg", torch.zeros(config.w_dim))

    def forward(self, z: Tensor) -> Tensor:
        with full_precision(z.device.type):
            x = pixel_norm(z.float())  # [N, Z]
            for layer in self.layers:
                x = F.leaky_relu(layer(x), LEAKY_SLOPE)
        return x  # [N, D]

    @torch.no_grad()
    def update_w_avg(self, w: Tensor) -> None:
        """Move w_avg towards the mean of a batch of styles [N, D]."""
        self.w_avg.lerp_(w.detach().float().mean(dim=0), 1 - W_AVG_DECAY)


class StyledLayer(nn.Module):
    """What follows each convolution: noise, bias, leaky ReLU, AdaIN (1812.04948, figure 1b).

    Layers that are not `noisy` have no noise input.
    """

    def __init__(self, channels: int, w_dim: int, noisy: bool) -> None:
        super().__init__()
        self.noise = Noise(channels) if noisy else None
        self.bias = nn.Parameter(torch.zeros(channels))
        self.adain = AdaIN(channels, w_dim)

    def forward(
        self, x: Tensor, w: Tensor, noise: Tensor | None, demodulation: Tensor | None = None
    ) -> Features:
        x = x + self.bias.to(x.dtype).view(1, -1, 1, 1)
        if self.noise is not None:
            x = self.noise(x, noise)
        return self.adain(F.leaky_relu(x, LEAKY_SLOPE, inplace=True), w), None  # [N, C, R, R]


class ModulatedLayer(nn.Module):
    """What follows each convolution: demodulation, noise, bias, leaky ReLU, and modulation.

    1912.04958, figure 2c. The modulation is a learned affine map of w, 1 at the start. Features
    keep unit deviation but for it: leaky ReLU has its gain.
    """

    def __init__(self, channels: int, w_dim: int, noisy: bool) -> None:
        super().__init__()
        self.noise = Noise(channels) if noisy else None
        self.bias = nn.Parameter(torch.zeros(channels))
        self.affine = EqualizedLinear(w_dim, channels, gain=1.0)

    def forward(
        self, x: Tensor, w: Tensor, noise: Tensor | None, demodulation: Tensor | None = None
    ) -> Features:
        with full_precision(x.device.type):
            modulation = self.affine(w.float()) + 1  # [N, C]
        bias = self.bias.to(x.dtype).view(1, -1, 1, 1)
        if demodulation is None:
            x = x + bias
        else:
            x = torch.addcmul(bias, x, demodulation.to(x.dtype)[:, :, None, None])
        if self.noise is not None:
            x = self.noise(x, noise)
        scale = (LEAKY_GAIN * modulation).to(x.dtype)[:, :, None, None]
        return F.leaky_relu(x, LEAKY_SLOPE) * scale, modulation  # [N, C, R, R]


LAYERS: dict[str, type[StyledLayer] | type[ModulatedLayer]] = {
    "adain": StyledLayer,
    "demodulation": ModulatedLayer,
}


def demodulation(conv: EqualizedConv, modulation: Tensor | None) -> Tensor | None:
    """1 over the deviation of what a convolution gives: [N, C'] (1912.04958, equation 3).

    Of independent features of unit deviation times `modulation` [N, C]; None without one.
    """
    if modulation is None:
        return None
    with full_precision(modulation.device.type):
        return torch.rsqrt(F.linear(modulation.square(), conv_squares(conv)) + 1e-8)


def conv_squares(conv: EqualizedConv) -> Tensor:
    """The sum of squares of a convolution's weights over its kernel, [C', C]."""
    return (conv.weight.float() * conv.scale).square().sum((2, 3))


class FirstBlock(nn.Module):
    """The learned 4x4 constant and one convolution, styled twice."""

    style0: StyledLayer | ModulatedLayer
    style1: StyledLayer | ModulatedLayer

    def __init__(self, channels: int, config: ModelConfig) -> None:
        super().__init__()
        layer, noisy = LAYERS[config.normalisation], config.noise_from <= 4
        # Of ones, as published, it is flat, and AdaIN enlarges its rounding by 10,000.
        self.constant = nn.Parameter(torch.randn(1, channels, 4, 4))
        self.style0 = layer(channels, config.w_dim, noisy)
        self.conv1 = EqualizedConv(channels, channels, 3, bias=False)
        self.style1 = layer(channels, config.w_dim, noisy)

    def forward(self, w: Tensor, noise: Sequence[Tensor | None], dtype: torch.dtype) -> Features:
        x = self.constant.to(dtype).expand(w.shape[0], -1, -1, -1)
        x, scale = self.style0(x.contiguous(memory_format=torch.channels_last), w[:, 0], noise[0])
        styled: Features = self.style1(
            self.conv1(x), w[:, 1], noise[1], demodulation(self.conv1, scale)
        )
        return styled  # [N, C, 4, 4]


class UpBlock(nn.Module):
    """Doubles the resolution: up-sampling convolution and convolution, styled twice."""

    style0: StyledLayer | ModulatedLayer
    style1: StyledLayer | ModulatedLayer

    def __init__(self, resolution: int, config: ModelConfig) -> None:
        super().__init__()
        below, channels = config.width(resolution // 2), config.width(resolution)
        layer, noisy = LAYERS[config.normalisation], resolution >= config.noise_from
        self.conv0 = UpConv(below, channels)
        self.style0 = layer(channels, config.w_dim, noisy)
        self.conv1 = EqualizedConv(channels, channels, 3, bias=False)
        self.style1 = layer(channels, config.w_dim, noisy)

    def forward(self, below: Features, w: Tensor, noise: Sequence[Tensor | None]) -> Features:
        x, scale = below
        x, scale = self.style0(
            self.conv0(x), w[:, 0], noise[0], demodulation(self.conv0, scale)
        )  # [N, C, R, R]
        styled: Features = self.style1(
            self.conv1(x), w[:, 1], noise[1], demodulation(self.conv1, scale)
        )
        return styled  # [N, C, R, R]


class Generator(contract.Generator):
    """z -> w_plus -> images, at any resolution grown so far."""

    family = "stylegan"
    default_psi = DEFAULT_PSI
    spherical = False  # w is where straight lines are (1812.04948, section 4.1)

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config.z_dim, config.resolution, config.channels)
        self.w_dim = config.w_dim
        self.num_ws = layers_at(config.resolution)
        self.width = width = config.width
        sizes = resolutions_up_to(config.resolution)
        self.map = Mapping(config)
        self.noise_from = config.noise_from
        self.first = FirstBlock(width(4), config)
        self.blocks = nn.ModuleDict({str(r): UpBlock(r, config) for r in sizes[1:]})
        self.to_rgb = nn.ModuleDict(
            {str(r): EqualizedConv(width(r), config.channels, 1, gain=1.0) for r in sizes}
        )

    @property
    def w_avg(self) -> Tensor:
        """Running mean of w, [D]."""
        return self.map.w_avg

    def mapping(self, z: Tensor) -> Tensor:
        """The styles of latents: [N, Z] -> w_plus [N, L, D], the same w at every layer."""
        return self.map(z).unsqueeze(1).expand(-1, self.num_ws, -1)

    def update_w_avg(self, w: Tensor) -> None:
        """Move w_avg towards the mean of a batch of styles [N, D]."""
        self.map.update_w_avg(w)

    def num_ws_at(self, resolution: int) -> int:
        """Two for each doubling from 4 px."""
        return layers_at(resolution)

    def synthesis(
        self,
        w_plus: Tensor,
        resolution: int | None = None,
        alpha: Tensor | None = None,
        noise: Sequence[Tensor | None] | None = None,
    ) -> Tensor:
        """Draw images [N, C, R, R], nominally in [-1, 1], from styles [N, L, D].

        The arguments are those of contract.Generator.synthesis.
        """
        resolution = resolution or self.resolution
        layers = layers_at(resolution)
        noise = [None] * layers if noise is None else noise
        x: Features = self.first(w_plus[:, :2], noise[:2], w_plus.dtype)  # [N, C4, 4, 4]
        below = x
        for i, r in enumerate(resolutions_up_to(resolution)[1:], start=1):
            below = x
            x = self.blocks[str(r)](x, w_plus[:, 2 * i : 2 * i + 2], noise[2 * i : 2 * i + 2])
        return coloured(self.to_rgb, x[0], below[0], alpha)  # [N, C, R, R]

    def noise_shapes(self, resolution: int | None = None) -> list[Shape | None]:
        """For each layer up to `resolution`, the shape [1, r, r] of one sample's noise.

        None stands for a layer that has no noise.
        """
        sizes = resolutions_up_to(resolution or self.resolution)
        return [(1, r, r) if r >= self.noise_from else None for r in sizes for _ in range(2)]

    def style_weights(self) -> list[Tensor]:
        """The matrix [.., D] from w to what a layer's features are scaled (and shifted) by.

        As it is at work: [2 C, D] of AdaIN, [C, D] of modulation.
        """
        kinds = (AdaIN, ModulatedLayer)
        affine = [module.affine for module in self.modules() if isinstance(module, kinds)]
        return [layer.weight * layer.scale for layer in affine]

    def map_values(self, resolution: int) -> int:
        """Those of the last block."""
        return self.width(resolution) * resolution**2


class Discriminator(growing.Discriminator):
    """The generator's mirror image, blurred before each halving."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config, DownConv)
