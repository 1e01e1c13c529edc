"""BEGAN: the discriminator is an auto-encoder, and its score how well it draws a picture again.

"BEGAN: Boundary Equilibrium Generative Adversarial Networks" (Berthelot, Schumm, Metz 2017, arXiv
1703.10717, sections 3.1 and 3.5, figure 1). Generator and decoder have the same layers: two 3x3
convolutions at each size from 8 px up, with `filters` features everywhere, ELU, and pixels repeated
to double the size. The encoder has `filters` more features after each halving. No normalisation,
nothing transposed, no activation at the ends.

Changed on purpose: halving is by 2x2 means instead of leaving out every other pixel, and both
networks learn from one batch of fakes, as in every family here.

Shapes: N batch, C channels, R resolution, Z z_dim, H h_dim.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pokegan.config import ModelConfig
from pokegan.models import contract
from pokegan.models.contract import Views
from pokegan.models.layers import downsample_mean, upsample_nearest
from pokegan.runtime.precision import full_precision

SMALLEST_PX = 8  # where the encoder ends and the decoder begins


def halvings(config: ModelConfig) -> int:
    """How often pictures are halved until they are 8 px."""
    return int(math.log2(config.resolution // SMALLEST_PX))


def conv(in_channels: int, out_channels: int) -> nn.Conv2d:
    return nn.Conv2d(in_channels, out_channels, 3, padding=1)


def pair(in_channels: int, out_channels: int) -> nn.Sequential:
    """Two convolutions, each with ELU."""
    first, second = conv(in_channels, out_channels), conv(out_channels, out_channels)
    return nn.Sequential(first, nn.ELU(inplace=True), second, nn.ELU(inplace=True))


def init_weights(network: nn.Module) -> None:
    """Weights as of Glorot and Bengio (2010), which the paper leaves open; biases are 0."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            nn.init.xavier_uniform_(module.weight)
            assert module.bias is not None
            nn.init.zeros_(module.bias)


class Decoder(nn.Module):
    """A few numbers to a picture: what generator and discriminator both end with."""

    def __init__(self, inputs: int, config: ModelConfig) -> None:
        super().__init__()
        n = config.filters
        self.dense = nn.Linear(inputs, n * SMALLEST_PX**2)
        self.pairs = nn.ModuleList(pair(n, n) for _ in range(halvings(config) + 1))
        self.to_rgb = conv(n, config.channels)

    def forward(self, h: Tensor) -> Tensor:
        with full_precision(h.device.type):
            x = self.dense(h.float()).unflatten(1, (-1, SMALLEST_PX, SMALLEST_PX))
        x = x.contiguous(memory_format=torch.channels_last)
        for i, layers in enumerate(self.pairs):
            x = layers(upsample_nearest(x) if i else x)  # [N, n, r, r]
        return self.to_rgb(x).float()  # [N, C, R, R]


class Generator(contract.OneSize):
    """z -> images of one resolution."""

    family = "began"
    spherical = False  # a cube has no hole in its middle
    dial = (-1.0, 1.0)

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config.z_dim, config.resolution, config.channels)
        self.decoder = Decoder(config.z_dim, config)
        self.filters = config.filters
        init_weights(self)

    def prior(self, z: Tensor) -> Tensor:
        """Uniform in [-1, 1] (section 3.5), as normal numbers are by erf(z / sqrt 2): [N, Z]."""
        return torch.erf(z.float() / math.sqrt(2))

    def drawn(self, z: Tensor) -> Tensor:
        """Images [N, C, R, R], nominally in [-1, 1], of latents [N, Z]."""
        images: Tensor = self.decoder(z)
        return images  # [N, C, R, R]

    def style_weights(self) -> list[Tensor]:
        """The dense layer's matrix [64 n, Z]."""
        return [self.decoder.dense.weight]

    def map_values(self, resolution: int) -> int:
        """Those of the last pair of convolutions."""
        return self.filters * resolution**2


class Discriminator(contract.Discriminator):
    """An auto-encoder; the score of an image is minus its mean absolute error (equation 1)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        n, levels = config.filters, halvings(config) + 1
        self.from_rgb = conv(config.channels, n)
        self.pairs = nn.ModuleList(pair(n * max(k, 1), n * (k + 1)) for k in range(levels))
        self.dense = nn.Linear(n * levels * SMALLEST_PX**2, config.h_dim)
        self.decoder = Decoder(config.h_dim, config)
        init_weights(self)

    def judge(self, views: Views, alpha: Tensor | None = None) -> Tensor:
        """Score images [N, C, R, R]: [N, 1], 0 for those that it draws again as they are."""
        (images,) = views
        return -(images - self.again(images)).abs().mean(dim=(1, 2, 3)).unsqueeze(1)  # [N, 1]

    def again(self, images: Tensor) -> Tensor:
        """Images [N, C, R, R] as it draws them from the H numbers that it keeps of each."""
        x = self.features(images)[-1].flatten(1)  # [N, 64 C']
        with full_precision(images.device.type):
            h = self.dense(x.float())  # [N, H]
        again: Tensor = self.decoder(h)
        return again  # [N, C, R, R]

    def features(self, images: Tensor, alpha: Tensor | None = None) -> list[Tensor]:
        """The encoder's features of images at each of their sizes, down to 8 px."""
        x = F.elu(self.from_rgb(images.contiguous(memory_format=torch.channels_last)))
        found = []
        for i, layers in enumerate(self.pairs):
            x = layers(downsample_mean(x) if i else x)  # [N, n (i + 1), r, r]
            found.append(x)
        return found
