"""A discriminator that can already see: small heads on the features of a frozen classifier.

"Projected GANs Converge Faster" (Sauer, Chitta, Müller, Geiger 2021, arXiv 2111.01007, sections 3
and 4.1): features at four sizes are mixed over channels by random 1x1 convolutions and over sizes,
from the smallest up, by random 3x3 convolutions, none of which is ever trained; a head looks at
each size. Changed on purpose: each size's features are scaled to about unit mean square, so that a
penalty by them weighs the same everywhere; heads have no batch normalisation, and spectral
normalisation only if it is asked for: R1 and R2 by the features hold them instead.

Pictures with opacity are seen over black and over white, and a head looks at both at once: over one
background alone a creature of that colour, or a hole in another one, would not be seen.

Shapes: N batch, C image channels, R resolution, P feature_px, K heads, c_i and r_i channels and
size of view i.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from pokegan.config import ModelConfig
from pokegan.models import contract
from pokegan.models.contract import Views
from pokegan.models.layers import LEAKY_SLOPE
from pokegan.models.lite0 import TAP_CHANNELS, TAP_STRIDES, Lite0

# Root mean square of mixed features, largest first, of drawn pictures of 32 px; on 128 official
# artworks theirs is 0.80 to 0.96 of it.
MIXED_RMS = (11.8, 10.8, 8.2, 3.8)
SMALLER = 0.5  # share of the mean square of smaller features that comes up to the next size
HEAD_CHANNELS = (64, 128, 192)  # after each halving
LAST_CHANNELS = 128
LAST_PX = 4  # features that are scored, at the size that pictures are enlarged to


class Mixing(nn.Module):
    """Frozen random convolutions over the channels and the sizes of features (section 3.2).

    They are drawn from `seed` alone and are in no file.
    """

    def __init__(self, channels: int, seed: int) -> None:
        super().__init__()
        random = torch.Generator().manual_seed(seed)
        self.widths = [channels * 2**i for i in range(len(TAP_CHANNELS))]
        for i, (given, width) in enumerate(zip(TAP_CHANNELS, self.widths, strict=True)):
            self._keep(f"channels{i}", drawn(random, width, given, 1))
        for i, (width, below) in enumerate(zip(self.widths, self.widths[1:], strict=False)):
            self._keep(f"sizes{i}", drawn(random, width, below, 3) * math.sqrt(SMALLER))

    def _keep(self, name: str, weight: Tensor) -> None:
        weight = weight.contiguous(memory_format=torch.channels_last)
        self.register_buffer(name, weight, persistent=False)

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        """Features [N, c, r_i, r_i], largest first, mixed: [N, c_i, r_i, r_i]."""
        own = [F.conv2d(x, getattr(self, f"channels{i}")) for i, x in enumerate(features)]
        mixed = own[-1]
        found = [mixed]
        for i in reversed(range(len(own) - 1)):
            below = F.conv2d(mixed, getattr(self, f"sizes{i}"), padding=1)
            below = F.interpolate(below, own[i].shape[2:], mode="bilinear", align_corners=False)
            mixed = own[i] + below
            found.insert(0, mixed)
        return [x / typical for x, typical in zip(found, MIXED_RMS, strict=True)]


def drawn(random: torch.Generator, out: int, given: int, kernel: int) -> Tensor:
    """Weights [out, given, k, k] that keep the mean square of what they are given."""
    weight = torch.randn(out, given, kernel, kernel, generator=random)
    return weight / math.sqrt(given * kernel**2)


class Head(nn.Module):
    """A view of features, `size` px wide, to a score: halved down to 4 px, then two convolutions.

    Larger features than that give a score at more places, of which the mean is taken.
    """

    def __init__(self, channels: int, size: int, spectral: bool) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        halvings = 0
        while size > LAST_PX:
            width = HEAD_CHANNELS[min(halvings, len(HEAD_CHANNELS) - 1)]
            layers.append(nn.Conv2d(channels, width, 4, stride=2, padding=1))
            channels, size, halvings = width, size // 2, halvings + 1
        layers.append(nn.Conv2d(channels, LAST_CHANNELS, 3, padding=1))
        layers.append(nn.Conv2d(LAST_CHANNELS, 1, size))
        self.layers = nn.ModuleList(spectral_norm(x) if spectral else x for x in layers)

    def forward(self, x: Tensor) -> Tensor:
        """Features [N, c_i, r_i, r_i] -> [N]."""
        *layers, last = self.layers
        for layer in layers:
            x = F.leaky_relu(layer(x), LEAKY_SLOPE)
        scores: Tensor = last(x).float().mean((1, 2, 3))
        return scores


class Discriminator(contract.Discriminator):
    """Images -> features -> a score for each head, from the largest features to the smallest.

    Only the heads are trained. Images smaller than feature_px are enlarged to it.
    """

    def __init__(self, config: ModelConfig, classifier: Lite0) -> None:
        super().__init__()
        self.feature_px, self.channels = config.feature_px, config.channels
        self.classifier = classifier
        self.mixing = Mixing(config.feature_channels, config.feature_seed)
        backgrounds = 2 if config.channels == 4 else 1
        sizes = [math.ceil(config.feature_px / stride) for stride in TAP_STRIDES]
        self.heads = nn.ModuleList(
            Head(width * backgrounds, size, config.spectral_heads)
            for width, size in zip(self.mixing.widths, sizes, strict=True)
        )

    def view(self, images: Tensor) -> Views:
        """Mixed features [N, c_i, r_i, r_i] of images [N, C, R, R]."""
        seen = self.mixing(self.classifier(torch.cat(self.shown(images))))
        return tuple(x.float() for x in self.side_by_side(seen))

    def judge(self, views: Views, alpha: Tensor | None = None) -> Tensor:
        """A score for each head: [N, K]. Nothing fades in: features are of one size."""
        return torch.stack(
            [head(x) for head, x in zip(self.heads, views, strict=True)], dim=1
        )  # [N, K]

    def features(self, images: Tensor, alpha: Tensor | None = None) -> list[Tensor]:
        """The classifier's features of images at strides 4 to 32, not mixed."""
        return self.side_by_side(self.classifier(torch.cat(self.shown(images))))

    def side_by_side(self, features: list[Tensor]) -> list[Tensor]:
        """Features of each background, one after the other in a batch, as channels: [N, .., r, r].

        There is one background for images without opacity.
        """
        if self.channels == 3:
            return features
        return [torch.cat(x.chunk(2), dim=1) for x in features]

    def shown(self, images: Tensor) -> list[Tensor]:
        """Images as the classifier is shown them, [N, 3, P, P]: one for each background."""
        if images.shape[-1] < self.feature_px:
            images = F.interpolate(
                images, size=self.feature_px, mode="bilinear", align_corners=False
            )
        if self.channels == 3:
            return [images]
        over_black, opacity = images[:, :3], images[:, 3:]
        return [over_black, over_black + 1 - opacity]
