"""The plain form of what training does in a fast one: short to read, and its oracle.

Each function stands in for the method or function of the same parameters (see levers.py).

Shapes: N batch, C channels, R resolution, L num_ws, D w_dim.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from pokegan.models.layers import (
    AdaIN,
    DownConv,
    Noise,
    UpConv,
    blur,
    downsample_mean,
    upsample_nearest,
)
from pokegan.models.stylegan import Generator
from pokegan.runtime.precision import full_precision
from pokegan.training.executor import Direct
from pokegan.training.step import ADAM_EPSILON


def up_conv(self: UpConv, x: Tensor) -> Tensor:
    """Each pixel four times, a 3x3 convolution of that, then the blur."""
    return blur(F.conv2d(upsample_nearest(x), self.weight * self.scale, padding=1))


def down_conv(self: DownConv, x: Tensor) -> Tensor:
    """The blur, a 3x3 convolution at full size, then means of 2x2."""
    return downsample_mean(F.conv2d(blur(x), self.weight * self.scale, self.bias, padding=1))


def adain(self: AdaIN, x: Tensor, w: Tensor) -> Tensor:
    """Equation 1 of 1812.04948 as it is written: normalise, scale, shift."""
    with full_precision(x.device.type):
        scale, shift = self.affine(w.float()).to(x.dtype)[:, :, None, None].chunk(2, dim=1)
    y = F.instance_norm(x, eps=1e-8) * (scale + 1) + shift  # [N, C, R, R]
    return y.contiguous(memory_format=torch.channels_last)


def noise(self: Noise, x: Tensor, noise: Tensor | None) -> Tensor:
    """The noise times its strength, then the sum."""
    if noise is None:
        return x
    return x + self.strength.to(x.dtype).view(1, -1, 1, 1) * noise.to(x.dtype)  # [N, C, R, R]


LEAKY_RELU = F.leaky_relu


def leaky_relu(x: Tensor, slope: float, inplace: bool = False) -> Tensor:
    """A result of its own, whatever is asked for."""
    return LEAKY_RELU(x, slope)


SYNTHESIS = Generator.synthesis


def synthesis_twice(
    self: Generator,
    w_plus: Tensor,
    resolution: int | None = None,
    alpha: Tensor | None = None,
    noise: Sequence[Tensor | None] | None = None,
) -> Tensor:
    """Images that keep nothing for their gradient: it draws them again, from the same inputs."""
    images: Tensor = checkpoint(
        SYNTHESIS,
        *(self, w_plus, resolution, alpha, noise),
        use_reentrant=False,
        preserve_rng_state=False,  # nothing in it is random
    )
    return images


def adam(network: nn.Module, betas: tuple[float, float]) -> torch.optim.Adam:
    """Adam, one weight after another."""
    parameters = list(network.parameters())
    return torch.optim.Adam(
        parameters,
        betas=betas,
        eps=ADAM_EPSILON,
        foreach=False,
        capturable=parameters[0].is_cuda,
    )


@torch.no_grad()
def average(ema: Generator, generator: Generator, share: Tensor) -> None:
    """The averaged generator moved towards the current one, one weight after another."""
    for old, new in zip(ema.parameters(), generator.parameters(), strict=True):
        if new.grad is not None:
            old.lerp_(new, share)
    ema.map.w_avg.copy_(generator.map.w_avg)


def no_graphs(device: torch.device) -> Direct:
    """Every step kernel by kernel."""
    return Direct()
