"""The creature in a picture, apart from its plain background: what all measures of shape go by.

What is as white as the background (a belly, an eye) is no creature to it; render.cutout, which
makes files of creatures, closes such holes at the price of looking at one picture at a time.

Shapes: N pictures, C channels, R resolution.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from PIL import ImageColor
from torch import Tensor

LEVELS = 255
# Levels of 255 away from the background where a creature begins, and is whole: generators miss
# the white of a background by up to 8 (60 % of the pixels of the model in the box).
FAINT, CLEAR = 12, 36
NOTHING = 1e-9  # keeps 0 / 0 at 0 where there is no creature
TAPS = (1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16)  # Burt, Adelson 1983, with a = 3/8


@dataclass(frozen=True)
class Foreground:
    """Creatures: `colour` [N, 3, R, R] and `mask` [N, R, R], 0 to 1."""

    colour: Tensor
    mask: Tensor

    def mean(self, values: Tensor) -> Tensor:
        """The mean of values [N, R, R] over each creature, [N]."""
        return ratio(self.mask * values, self.mask)


def foreground(images: Tensor, background: str) -> Foreground:
    """The creatures in images [N, 3 or 4, R, R] in [-1, 1], colour premultiplied by opacity.

    `background` is the colour they stand on, ignored where they have an opacity.
    """
    values = ((images.float() + 1) / 2).clamp(0, 1)
    if values.shape[1] == 4:
        opacity = values[:, 3:]
        colour = torch.minimum(values[:, :3], opacity) / opacity.clamp(min=NOTHING)
        return Foreground(colour, values[:, 3])
    away = (values - plain(background, values)).abs().amax(dim=1) * LEVELS  # [N, R, R]
    return Foreground(values, ((away - FAINT) / (CLEAR - FAINT)).clamp(0, 1))


def plain(background: str, like: Tensor) -> Tensor:
    """A CSS colour as a pixel [1, 3, 1, 1] in [0, 1]."""
    return like.new_tensor(ImageColor.getrgb(background)[:3]).view(1, 3, 1, 1) / LEVELS


def ratio(part: Tensor, whole: Tensor) -> Tensor:
    """The sum of one [N, ...] over that of the other, [N]; 0 where there is nothing."""
    return part.flatten(1).sum(dim=1) / whole.flatten(1).sum(dim=1).clamp(min=NOTHING)


def smooth(images: Tensor, border: str) -> Tensor:
    """Images [N, C, R, R] filtered with five binomial taps both ways.

    Beyond the border they go on as torch's padding mode `border` says.
    """
    taps = images.new_tensor(TAPS)
    kernel = torch.outer(taps, taps).expand(images.shape[1], 1, 5, 5)
    return F.conv2d(F.pad(images, (2, 2, 2, 2), border), kernel, groups=images.shape[1])
