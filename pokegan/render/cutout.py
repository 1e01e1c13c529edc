"""Creatures cut out of a plain background: opacity for pictures that were drawn without.

What has the background's colour and is connected with the border is outside; the same colour
within a creature, as that of an eye or a belly, stays opaque. At the edge a pixel is a mixture
of the creature's colour f and the background b, c = a f + (1 - a) b ("Compositing Digital
Images", Porter and Duff 1984). f is taken from the creature nearby, a follows by projection on
the line from b to f, and the background's part is taken out of c, so that no light fringe shows
on a dark page.

Shapes: H height, W width, E pixels of the edge.
"""

from __future__ import annotations

import itertools

import numpy as np
from PIL import ImageColor

from pokegan.render.pixels import Pixels

TOLERANCE = 24  # levels, in any channel, by which what is outside may differ from the background
NOISE = 8  # levels that are no part of a creature: a network's background is not quite even
SPECK_SHARE = 0.03  # of the largest island's pixels; an island of fewer is a speck
REACH_PX = 2  # how far from the edge the creature's colour is looked for


def cut_out(picture: Pixels, background: str) -> Pixels:
    """A picture [H, W, 3] on `background`, a CSS colour, as [H, W, 4] on nothing.

    Islands of less than 3 % of the largest one's pixels are specks, and left out.
    """
    ground = np.array(ImageColor.getrgb(background)[:3], np.float32)
    offset = picture - ground
    strength = np.abs(offset).max(axis=-1)
    inside = without_specks(~open_to_border(strength <= TOLERANCE))
    opacity = soft_edged(inside, offset, strength)
    opacity = np.maximum(opacity, inside * least_opacity(offset, ground))[..., None]
    colour = ground + offset / np.maximum(opacity, 1 / 255)
    cut = np.concatenate([colour, 255 * opacity], axis=-1)
    cut[opacity[..., 0] < 0.5 / 255] = 0
    return np.rint(cut.clip(0, 255)).astype(np.uint8)


def open_to_border(mask: np.ndarray) -> np.ndarray:
    """The pixels of `mask` [H, W] from which the border can be reached within it."""
    numbers = islands(mask, diagonal=False)
    border = np.concatenate([numbers[0], numbers[-1], numbers[:, 0], numbers[:, -1]])
    return mask & np.isin(numbers, border)


def without_specks(mask: np.ndarray) -> np.ndarray:
    """`mask` [H, W] without its small islands."""
    numbers = islands(mask, diagonal=True)
    sizes = np.bincount(numbers[mask], minlength=1)
    return mask & (sizes[numbers] >= SPECK_SHARE * sizes.max())


def soft_edged(inside: np.ndarray, offset: np.ndarray, strength: np.ndarray) -> np.ndarray:
    """Opacity [H, W] in [0, 1]: that of mixtures along the edge, elsewhere 0 or 1.

    `offset` [H, W, 3] is how far each pixel is from the background, `strength` its largest value.
    """
    inner = inside & widened(~inside) & (strength > TOLERANCE)
    outer = ~inside & widened(inside) & (strength > NOISE)
    edge = inner | outer
    own = strongest_near(edge, np.where(inside[..., None], offset, 0))
    share = (offset[edge] * own).sum(axis=-1) / np.maximum((own**2).sum(axis=-1), 1)
    opacity = inside.astype(np.float32)
    opacity[edge] = share.clip(0, 1)
    return opacity


def least_opacity(offset: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """The opacity [H, W] below which no colour that exists could be the creature's."""
    room = np.where(offset > 0, 255 - ground, ground)
    return (np.abs(offset) / np.maximum(room, 1)).max(axis=-1)


def strongest_near(edge: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """For each pixel of `edge` [H, W] the largest offset within reach, [E, 3].

    The purest colour of a creature is the one farthest from the background: thin outlines and
    limbs have no pixel that is certainly unmixed.
    """
    padded = np.pad(offset, ((REACH_PX, REACH_PX), (REACH_PX, REACH_PX), (0, 0)))
    rows, columns = np.nonzero(edge)
    steps = itertools.product(range(2 * REACH_PX + 1), repeat=2)
    near = np.stack([padded[rows + down, columns + right] for down, right in steps])
    return near[(near**2).sum(axis=-1).argmax(axis=0), np.arange(len(rows))]


def widened(mask: np.ndarray) -> np.ndarray:
    """`mask` [H, W] and all that touches it, if only by a corner."""
    padded = np.pad(mask, 1)
    wide = padded[:, :-2] | padded[:, 1:-1] | padded[:, 2:]
    return wide[:-2] | wide[1:-1] | wide[2:]


def islands(mask: np.ndarray, diagonal: bool) -> np.ndarray:
    """A number for each pixel of `mask` [H, W], the same where they are connected.

    Pixels are connected by their sides, with `diagonal` by their corners too; outside the mask
    the number is 0. Runs of each row are joined with those they touch in the next, by hooking
    and pointer jumping (Shiloach and Vishkin, "An O(log n) parallel connectivity algorithm",
    1982), which needs no loop over pixels.
    """
    begins = mask & ~np.pad(mask, ((0, 0), (1, 0)))[:, :-1]
    runs = np.where(mask, begins.cumsum().reshape(mask.shape), 0)
    above, below = meeting(runs, diagonal)
    root = np.arange(runs.max() + 1)
    while True:
        lower = np.minimum(root[above], root[below])
        hooked = root.copy()
        np.minimum.at(hooked, root[above], lower)
        np.minimum.at(hooked, root[below], lower)
        jumped = hooked[hooked]
        if np.array_equal(jumped, root):
            return root[runs]
        root = jumped


def meeting(runs: np.ndarray, diagonal: bool) -> np.ndarray:
    """The pairs [2, P] of runs that touch from one row of `runs` [H, W] to the next."""
    above, below = runs[:-1], runs[1:]
    pairs = [(above, below)]
    if diagonal:
        pairs += [(above[:, :-1], below[:, 1:]), (above[:, 1:], below[:, :-1])]
    touching = np.concatenate([np.stack(pair).reshape(2, -1) for pair in pairs], axis=1)
    touching = touching[:, touching.min(axis=0) > 0]
    news = np.diff(touching, axis=1, prepend=0).any(axis=0)  # once, not for every pixel
    return touching[:, news]
