"""What networks that grow share: how a new size fades in, and the discriminator.

"Progressive Growing of GANs for Improved Quality, Stability, and Variation" (Karras, Aila, Laine,
Lehtinen 2017, arXiv 1710.10196, figure 2 and table 2). StyleGAN has the same one with blurred
down-sampling (1812.04948, section 2).

Shapes: N batch, C channels, R resolution.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pokegan.config import ModelConfig
from pokegan.models import contract
from pokegan.models.contract import Views
from pokegan.models.layers import (
    LEAKY_SLOPE,
    EqualizedConv,
    EqualizedLinear,
    MeanDownConv,
    downsample_mean,
    fade,
    minibatch_stddev,
    upsample_nearest,
)
from pokegan.runtime.precision import at_least_float32, full_precision


def resolutions_up_to(resolution: int) -> list[int]:
    """4, 8, ... up to `resolution`."""
    return [2**k for k in range(2, int(math.log2(resolution)) + 1)]


def coloured(to_rgb: nn.ModuleDict, x: Tensor, below: Tensor, alpha: Tensor | None) -> Tensor:
    """Features [N, C', R, R] as images [N, C, R, R], faded in over those of half the size.

    `below` are the features of half the size, or `x` itself at 4 px, where nothing fades.
    """
    resolution = x.shape[-1]
    images: Tensor = to_rgb[str(resolution)](x).float()
    if alpha is None or resolution == 4:
        return images
    return fade(upsample_nearest(to_rgb[str(resolution // 2)](below).float()), images, alpha)


class DownBlock(nn.Module):
    """Halves the resolution: convolution, then a down-sampling convolution."""

    def __init__(self, in_channels: int, out_channels: int, down: type[MeanDownConv]) -> None:
        super().__init__()
        self.conv0 = EqualizedConv(in_channels, in_channels, 3)
        self.conv1 = down(in_channels, out_channels)

    def forward(self, x: Tensor) -> Tensor:
        x = F.leaky_relu(self.conv0(x), LEAKY_SLOPE, inplace=True)  # [N, C, R, R]
        return F.leaky_relu(self.conv1(x), LEAKY_SLOPE, inplace=True)  # [N, C', R/2, R/2]


class LastBlock(nn.Module):
    """4x4 features to one score: minibatch standard deviation, convolution, two dense layers."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = EqualizedConv(channels + 1, channels, 3)
        self.dense0 = EqualizedLinear(channels * 16, channels)
        self.dense1 = EqualizedLinear(channels, 1, gain=1.0)

    def forward(self, x: Tensor) -> Tensor:
        x = F.leaky_relu(self.conv(minibatch_stddev(x)), LEAKY_SLOPE, inplace=True)  # [N, C, 4, 4]
        x = x.flatten(1)  # [N, 16 C]
        with full_precision(x.device.type):
            x = F.leaky_relu(self.dense0(at_least_float32(x)), LEAKY_SLOPE)  # [N, C]
            return self.dense1(x)  # [N, 1]


class Discriminator(contract.Discriminator):
    """Images of any resolution grown so far -> score [N, 1]; `down` is how it halves them."""

    def __init__(self, config: ModelConfig, down: type[MeanDownConv]) -> None:
        super().__init__()
        width = config.width
        sizes = resolutions_up_to(config.resolution)
        self.from_rgb = nn.ModuleDict(
            {str(r): EqualizedConv(config.channels, width(r), 1) for r in sizes}
        )
        self.blocks = nn.ModuleDict(
            {str(r): DownBlock(width(r), width(r // 2), down) for r in sizes[1:]}
        )
        self.last = LastBlock(width(4))

    def judge(self, views: Views, alpha: Tensor | None = None) -> Tensor:
        """Score images [N, C, R, R]: [N, 1]; `alpha` fades the last doubling in, None: it ended."""
        (images,) = views
        score: Tensor = self.last(self.features(images, alpha)[-1])
        return score  # [N, 1]

    def features(self, images: Tensor, alpha: Tensor | None = None) -> list[Tensor]:
        """The features of images at each of their resolutions, from the largest to 4 px."""
        resolution = images.shape[-1]
        images = images.contiguous(memory_format=torch.channels_last)
        found = [self.first_features(images)]  # [N, C', R, R]
        for r in reversed(resolutions_up_to(resolution)[1:]):
            x = self.blocks[str(r)](found[-1])  # [N, C', r/2, r/2]
            if r == resolution and alpha is not None:
                x = fade(self.first_features(downsample_mean(images)), x, alpha)
            found.append(x)
        return found

    def first_features(self, images: Tensor) -> Tensor:
        """The first features of images at their own resolution."""
        layer = self.from_rgb[str(images.shape[-1])]
        return F.leaky_relu(layer(images), LEAKY_SLOPE, inplace=True)  # [N, C', R, R]
