"""DCGAN: plain convolutions with batch normalisation, at one resolution.

"Unsupervised Representation Learning with Deep Convolutional Generative Adversarial Networks"
(Radford, Metz, Chintala 2015, arXiv 1511.06434, section 3 and figure 1). As in the example of
PyTorch that most small GANs of Pokémon were made with, kernels are 4x4 (5x5 in the paper), z is
normal (uniform) and the discriminator begins with `filters` features, 64 (128). At other sizes
than 64 px there are more or fewer halvings with as many features at half the size of the
pictures, twice as many at a quarter of it, and so on, at most `channel_max`.

Where the discriminator normalises over a batch, a penalty on its gradient at one picture is a
penalty at the rest of its batch too (1704.00028, section 4), so that its presets have none.

Changed on purpose: the score is a logit, as losses take it, and up-sampling may also be by
repeated pixels and a 3x3 convolution, which leaves no checkerboard.

Shapes: N batch, C channels, R resolution, Z z_dim.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import Tensor, nn

from pokegan.config import ModelConfig
from pokegan.models import contract
from pokegan.models.contract import Views
from pokegan.models.growing import resolutions_up_to
from pokegan.models.layers import LEAKY_SLOPE

WEIGHT_STDDEV = 0.02  # section 4
Up = Callable[[int, int], nn.Module]


def widths(config: ModelConfig) -> list[int]:
    """Features at 4 px, 8 px and so on, up to half the resolution of pictures."""
    half = config.resolution // 2
    return [min(config.filters * half // r, config.channel_max) for r in resolutions_up_to(half)]


def transposed(in_channels: int, out_channels: int) -> nn.Module:
    """Up-sampling as published, by a transposed convolution of stride 2."""
    return nn.ConvTranspose2d(in_channels, out_channels, 4, stride=2, padding=1, bias=False)


def resized(in_channels: int, out_channels: int) -> nn.Module:
    """Up-sampling by repeated pixels, then a convolution.

    Each pixel of the result has as many pixels under its kernel, which is not so in the other
    ("Deconvolution and Checkerboard Artifacts", Odena et al. 2016, 10.23915/distill.00003).
    """
    conv = nn.Conv2d(in_channels, out_channels, 3, padding=1, bias=False)
    return nn.Sequential(nn.Upsample(scale_factor=2), conv)


UPSAMPLING: dict[str, Up] = {
    "transposed": transposed,
    "resize": resized,
}  # as config.settings names them


def init_weights(network: nn.Module) -> None:
    """Weights from N(0, 0.02), those of normalisation about 1 (section 4; PyTorch's example)."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
            nn.init.normal_(module.weight, 0.0, WEIGHT_STDDEV)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight, 1.0, WEIGHT_STDDEV)


class Generator(contract.OneSize):
    """z -> images of one resolution."""

    family = "dcgan"
    dial = (-2.0, 2.0)

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config.z_dim, config.resolution, config.channels)
        up, sizes = UPSAMPLING[config.upsampling], widths(config)
        self.first = nn.ConvTranspose2d(config.z_dim, sizes[0], 4, bias=False)
        layers: list[nn.Module] = []
        for below, above in pairwise(sizes):
            layers += [nn.BatchNorm2d(below), nn.ReLU(inplace=True), up(below, above)]
        layers += [nn.BatchNorm2d(sizes[-1]), nn.ReLU(inplace=True), up(sizes[-1], config.channels)]
        self.rest = nn.Sequential(*layers, nn.Tanh())
        self.half_values = sizes[-1] * (config.resolution // 2) ** 2
        init_weights(self)

    def drawn(self, z: Tensor) -> Tensor:
        """Images [N, C, R, R] in [-1, 1] of latents [N, Z]."""
        x = self.first(z[:, :, None, None])  # [N, C, 4, 4]
        x = x.contiguous(memory_format=torch.channels_last)
        images: Tensor = self.rest(x)
        return images.float()  # [N, C, R, R]

    def style_weights(self) -> list[Tensor]:
        """The first layer's matrix [16 C, Z]."""
        return [self.first.weight.flatten(1).T]

    def map_values(self, resolution: int) -> int:
        """Those at half the size."""
        return self.half_values


class Discriminator(contract.Discriminator):
    """Images of one resolution -> score [N, 1]."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        sizes = widths(config)[::-1]
        halving: dict[str, int | bool] = {"stride": 2, "padding": 1, "bias": False}
        layers = [
            nn.Sequential(
                nn.Conv2d(config.channels, sizes[0], 4, **halving),  # type: ignore[arg-type]
                nn.LeakyReLU(LEAKY_SLOPE, inplace=True),
            )
        ]
        for above, below in pairwise(sizes):
            layers.append(
                nn.Sequential(
                    nn.Conv2d(above, below, 4, **halving),  # type: ignore[arg-type]
                    nn.BatchNorm2d(below),
                    nn.LeakyReLU(LEAKY_SLOPE, inplace=True),
                )
            )
        self.layers = nn.ModuleList(layers)
        self.last = nn.Conv2d(sizes[-1], 1, 4, bias=False)
        init_weights(self)

    def judge(self, views: Views, alpha: Tensor | None = None) -> Tensor:
        """Score images [N, C, R, R]: [N, 1]."""
        (images,) = views
        score: Tensor = self.last(self.features(images)[-1]).float().flatten(1)
        return score  # [N, 1]

    def features(self, images: Tensor, alpha: Tensor | None = None) -> list[Tensor]:
        """The features of images, from half their size to 4 px."""
        x = images.contiguous(memory_format=torch.channels_last)
        found = []
        for layer in self.layers:
            x = layer(x)  # [N, C', r, r]
            found.append(x)
        return found
