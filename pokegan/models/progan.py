"""Progressive GAN: the synthesis network that StyleGAN's came from, and the same discriminator.

"Progressive Growing of GANs for Improved Quality, Stability, and Variation" (Karras, Aila, Laine,
Lehtinen 2017, arXiv 1710.10196, table 2 and section 4): z enters once, at 4 px; each feature
vector is brought to unit mean square after each convolution. Up-sampling is fused into the
convolution after it, which is the same map.

Shapes: N batch, C channels, R resolution, Z z_dim.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pokegan.config import ModelConfig
from pokegan.models import contract, growing
from pokegan.models.growing import coloured, resolutions_up_to
from pokegan.models.layers import (
    LEAKY_SLOPE,
    EqualizedConv,
    EqualizedLinear,
    MeanDownConv,
    NearestUpConv,
    pixel_norm,
)


def activated(x: Tensor) -> Tensor:
    """What follows each convolution: leaky ReLU, then pixel norm in float32 (section 4.2)."""
    return pixel_norm(F.leaky_relu(x, LEAKY_SLOPE).float()).to(x.dtype)  # [N, C, R, R]


class FirstBlock(nn.Module):
    """z to 4x4 features by one dense layer, and one convolution."""

    def __init__(self, z_dim: int, channels: int) -> None:
        super().__init__()
        self.dense = EqualizedLinear(z_dim, channels * 16)
        self.conv = EqualizedConv(channels, channels, 3)

    def forward(self, z: Tensor) -> Tensor:
        x = self.dense(z).unflatten(1, (-1, 4, 4))  # [N, C, 4, 4]
        x = activated(x.contiguous(memory_format=torch.channels_last))
        return activated(self.conv(x))  # [N, C, 4, 4]


class UpBlock(nn.Module):
    """Doubles the resolution: nearest up-sampling and two convolutions."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.conv0 = NearestUpConv(in_channels, out_channels)
        self.conv1 = EqualizedConv(out_channels, out_channels, 3)

    def forward(self, x: Tensor) -> Tensor:
        return activated(self.conv1(activated(self.conv0(x))))  # [N, C, 2R, 2R]


class Generator(contract.Generator):
    """z -> images, at any resolution grown so far."""

    family = "progan"
    dial = (-2.0, 2.0)

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config.z_dim, config.resolution, config.channels)
        self.width = width = config.width
        sizes = resolutions_up_to(config.resolution)
        self.first = FirstBlock(config.z_dim, width(4))
        self.blocks = nn.ModuleDict({str(r): UpBlock(width(r // 2), width(r)) for r in sizes[1:]})
        self.to_rgb = nn.ModuleDict(
            {str(r): EqualizedConv(width(r), config.channels, 1, gain=1.0) for r in sizes}
        )

    def prior(self, z: Tensor) -> Tensor:
        """Points on the hypersphere of unit mean square (appendix A.1): [N, Z]."""
        return pixel_norm(z.float())

    def synthesis(
        self,
        w_plus: Tensor,
        resolution: int | None = None,
        alpha: Tensor | None = None,
        noise: Sequence[Tensor | None] | None = None,
    ) -> Tensor:
        """Draw images [N, C, R, R], nominally in [-1, 1], from latents [N, 1, Z]."""
        resolution = resolution or self.resolution
        below = x = self.first(w_plus[:, 0])  # [N, C4, 4, 4]
        for r in resolutions_up_to(resolution)[1:]:
            below = x
            x = self.blocks[str(r)](x)  # [N, C, r, r]
        return coloured(self.to_rgb, x, below, alpha)  # [N, C, R, R]

    def style_weights(self) -> list[Tensor]:
        """The dense layer's matrix [16 C, Z]."""
        return [self.first.dense.weight * self.first.dense.scale]

    def map_values(self, resolution: int) -> int:
        """Those of the last block."""
        return self.width(resolution) * resolution**2


class Discriminator(growing.Discriminator):
    """The generator's mirror image."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config, MeanDownConv)
