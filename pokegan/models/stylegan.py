"""Progressive StyleGAN: mapping network and synthesis network, with a growing discriminator.

"A Style-Based Generator Architecture for Generative Adversarial Networks" (Karras,
Laine, Aila 2018, arXiv 1812.04948, figure 1 and appendices), grown as in "Progressive
Growing of GANs" (arXiv 1710.10196, figure 2 and table 2). Changed on purpose: noise is an
argument of synthesis, so that a picture is a function of its inputs, and the learned constant
begins with random values.

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
    LEAKY_SLOPE,
    AdaIN,
    DownConv,
    EqualizedConv,
    EqualizedLinear,
    Noise,
    UpConv,
    pixel_norm,
)
from pokegan.precision import full_precision

USUAL_PSI = 0.7  # 1812.04948, figure 8
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
    def track(self, w: Tensor) -> None:
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

    def forward(self, x: Tensor, w: Tensor, noise: Tensor | None) -> Tensor:
        x = x + self.bias.to(x.dtype).view(1, -1, 1, 1)
        if self.noise is not None:
            x = self.noise(x, noise)
        return self.adain(F.leaky_relu(x, LEAKY_SLOPE, inplace=True), w)  # [N, C, R, R]


class FirstBlock(nn.Module):
    """The learned 4x4 constant and one convolution, styled twice."""

    def __init__(self, channels: int, w_dim: int, noisy: bool) -> None:
        super().__init__()
        # Of ones, as published, it is flat, and AdaIN enlarges its rounding by 10,000.
        self.constant = nn.Parameter(torch.randn(1, channels, 4, 4))
        self.style0 = StyledLayer(channels, w_dim, noisy)
        self.conv1 = EqualizedConv(channels, channels, 3, bias=False)
        self.style1 = StyledLayer(channels, w_dim, noisy)

    def forward(self, w: Tensor, noise: Sequence[Tensor | None], dtype: torch.dtype) -> Tensor:
        x = self.constant.to(dtype).expand(w.shape[0], -1, -1, -1)
        x = self.style0(x.contiguous(memory_format=torch.channels_last), w[:, 0], noise[0])
        return self.style1(self.conv1(x), w[:, 1], noise[1])  # [N, C, 4, 4]


class UpBlock(nn.Module):
    """Doubles the resolution: up-sampling convolution and convolution, styled twice."""

    def __init__(self, in_channels: int, out_channels: int, w_dim: int, noisy: bool) -> None:
        super().__init__()
        self.conv0 = UpConv(in_channels, out_channels)
        self.style0 = StyledLayer(out_channels, w_dim, noisy)
        self.conv1 = EqualizedConv(out_channels, out_channels, 3, bias=False)
        self.style1 = StyledLayer(out_channels, w_dim, noisy)

    def forward(self, x: Tensor, w: Tensor, noise: Sequence[Tensor | None]) -> Tensor:
        x = self.style0(self.conv0(x), w[:, 0], noise[0])  # [N, C, R, R]
        return self.style1(self.conv1(x), w[:, 1], noise[1])  # [N, C, R, R]


class Generator(contract.Generator):
    """z -> w_plus -> images, at any resolution grown so far."""

    family = "stylegan"
    usual_psi = USUAL_PSI
    spherical = False  # w is where straight lines are (1812.04948, section 4.1)

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config.z_dim, config.resolution, config.channels)
        self.w_dim = config.w_dim
        self.num_ws = layers_at(config.resolution)
        self.width = width = config.width
        sizes = resolutions_up_to(config.resolution)
        self.map = Mapping(config)
        self.noise_from = config.noise_from
        self.first = FirstBlock(width(4), config.w_dim, noisy=config.noise_from <= 4)
        self.blocks = nn.ModuleDict(
            {
                str(r): UpBlock(width(r // 2), width(r), config.w_dim, r >= config.noise_from)
                for r in sizes[1:]
            }
        )
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

    def track(self, w: Tensor) -> None:
        """Move w_avg towards the mean of a batch of styles [N, D]."""
        self.map.track(w)

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
        x = self.first(w_plus[:, :2], noise[:2], w_plus.dtype)  # [N, C4, 4, 4]
        below = x
        for i, r in enumerate(resolutions_up_to(resolution)[1:], start=1):
            below = x
            x = self.blocks[str(r)](x, w_plus[:, 2 * i : 2 * i + 2], noise[2 * i : 2 * i + 2])
        return coloured(self.to_rgb, x, below, alpha)  # [N, C, R, R]

    def noise_shapes(self, resolution: int | None = None) -> list[Shape | None]:
        """For each layer up to `resolution`, the shape [1, r, r] of one sample's noise.

        None stands for a layer that has no noise.
        """
        sizes = resolutions_up_to(resolution or self.resolution)
        return [(1, r, r) if r >= self.noise_from else None for r in sizes for _ in range(2)]

    def style_weights(self) -> list[Tensor]:
        """The matrix [2 C, D] from w to scale and shift of each layer, as it is at work."""
        affine = [module.affine for module in self.modules() if isinstance(module, AdaIN)]
        return [layer.weight * layer.scale for layer in affine]

    def map_values(self, resolution: int) -> int:
        """Those of the last block."""
        return self.width(resolution) * resolution**2


class Discriminator(growing.Discriminator):
    """The generator's mirror image, blurred before each halving."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config, DownConv)
