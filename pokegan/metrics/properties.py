"""What can be read off a picture of a creature on a plain background: its size, hue and so on.

Each property is one number, and only the creature counts: what differs from the background, or
is opaque. What is as white as the background (a belly, an eye) is therefore no creature. Each is
a sum over all creature pixels, not an outline or an extreme, so that a single pixel more or less
matters little at 32 px; and none has a seam, so that "more" and "less" mean something: hue, which
is a circle, is told as warm to cool.

Shapes: N pictures, R resolution, P properties.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from pokegan.metrics.foreground import NOTHING, Foreground, foreground, ratio

LUMA = (0.2126, 0.7152, 0.0722)  # ITU-R BT.709
COLOUR_LEVELS = 4  # a channel: 64 coarse colours


def measure(images: Tensor, background: str) -> Tensor:
    """All PROPERTIES, in their order, of images [N, 3 or 4, R, R] in [-1, 1]: [N, P].

    `background` is the colour they stand on, ignored where they have an opacity. Nearly
    everywhere the properties have a gradient in the images.
    """
    creatures = foreground(images, background)
    return torch.stack([of(creatures) for of in PROPERTIES.values()], dim=1)


def size(creature: Foreground) -> Tensor:
    """The share of the canvas that it covers."""
    return creature.mask.mean(dim=(1, 2))


def brightness(creature: Foreground) -> Tensor:
    """Its mean luma (BT.709): 0 black, 1 white."""
    weights = creature.colour.new_tensor(LUMA).view(1, 3, 1, 1)
    return creature.mean((weights * creature.colour).sum(dim=1))


def hue(creature: Foreground) -> Tensor:
    """From warm to cool: -1 where all its colours are orange (30 degrees), 1 azure (210 degrees).

    It is the mean of -cos(hue - 30 degrees), each pixel weighing as much as it has colour. With
    the chroma and the hue of the hexagon's plane (a = R - (G + B) / 2, b = sqrt(3)/2 (G - B)),
    chroma cos(hue - 30) is sqrt(3)/2 (R - B).
    """
    red, green, blue = creature.colour.unbind(dim=1)
    across, up = red - (green + blue) / 2, math.sqrt(3) / 2 * (green - blue)
    chroma = (across.square() + up.square() + NOTHING**2).sqrt()  # grey has a gradient too
    return ratio(creature.mask * math.sqrt(3) / 2 * (blue - red), creature.mask * chroma)


def saturation(creature: Foreground) -> Tensor:
    """Its mean saturation (max - min) / max: 0 grey, 1 pure; each pixel weighs as it is bright.

    In a pixel that is nearly black, saturation is rounding; so weighed it hardly counts.
    """
    most, least = creature.colour.amax(dim=1), creature.colour.amin(dim=1)
    return ratio(creature.mask * (most - least), creature.mask * most)


def roundness(creature: Foreground) -> Tensor:
    """How much like a disc its silhouette is: 1 a disc, 3/pi a square, 2ab/(a^2 + b^2) an ellipse.

    Its area squared over 2 pi times its second moment about its centre: "A Hu moment invariant
    as a shape circularity measure" (Zunic, Hirota, Rosin 2010). No outline is followed, whose
    length at 32 px is mostly the grid's.
    """
    mask, side = creature.mask, creature.mask.shape[-1]
    place = torch.arange(side, dtype=mask.dtype, device=mask.device)
    area = mask.sum(dim=(1, 2))
    moment = area / 6  # of the pixels themselves, squares of side 1
    for columns in (mask.sum(dim=1), mask.sum(dim=2)):  # [N, R]
        centre = ratio(columns * place, columns)
        moment = moment + (columns * (place - centre[:, None]).square()).sum(dim=1)
    return area.square() / (2 * math.pi * moment).clamp(min=NOTHING)


def symmetry(creature: Foreground) -> Tensor:
    """How alike its left and right are: 1 mirror images, 0 where neither covers the other.

    The mirror stands upright through its centre, to half a pixel. Silhouette and colour are
    compared, as opacity and premultiplied colour.
    """
    side = creature.mask.shape[-1]
    place = torch.arange(side, device=creature.mask.device)
    columns = creature.mask.sum(dim=1)  # [N, R]
    axis = (2 * ratio(columns * place, columns)).round().long()
    partner = axis[:, None] - place  # [N, R]
    inside = (partner >= 0) & (partner < side)
    mask = creature.mask[:, None]
    layers = torch.cat([mask, mask * creature.colour], dim=1)  # [N, 4, R, R]
    where = partner.clamp(0, side - 1)[:, None, None].expand_as(layers)
    mirrored = layers.gather(3, where) * inside[:, None, None]
    return 1 - ratio((layers - mirrored).abs(), layers + mirrored)


def colours(creature: Foreground) -> Tensor:
    """How many colours it has in effect: exp of the entropy of its shares of 64 coarse colours.

    A channel has 4 levels; within a quarter of a level of the border between two, a pixel
    belongs to both in part.
    """
    place = creature.colour.flatten(2) * COLOUR_LEVELS - 0.5  # [N, 3, R R]; 0 amid the first
    centres = torch.arange(COLOUR_LEVELS, device=place.device).view(-1, 1)
    place = place.clamp(0, COLOUR_LEVELS - 1)[:, :, None]
    belongs = (1.5 - 2 * (place - centres).abs()).clamp(0, 1)  # [N, 3, 4, R R]
    red, green, blue = belongs.unbind(dim=1)
    red = red * creature.mask.flatten(1)[:, None]
    both = (red[:, :, None] * green[:, None]).flatten(1, 2)  # [N, 16, R R]
    counts = (both @ blue.transpose(1, 2)).flatten(1)  # [N, 64]
    shares = counts / counts.sum(dim=1, keepdim=True).clamp(min=NOTHING)
    return torch.special.entr(shares.clamp(min=NOTHING)).sum(dim=1).exp()


PROPERTIES: dict[str, Callable[[Foreground], Tensor]] = {
    "size": size,
    "brightness": brightness,
    "hue": hue,
    "saturation": saturation,
    "roundness": roundness,
    "symmetry": symmetry,
    "colours": colours,
}
