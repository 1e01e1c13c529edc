"""What a creature on a plain background looks like, whatever its colours: one vector a picture.

A picture's figure is what differs from the background, or its opacity. It is moved to the
middle and brought to one size by its centroid and its spread (the moments of Hu 1962), so that
a shift or another scale matters little. Two halves of equal weight describe it: the silhouette
on a coarse grid, and the edges in each cell of it, as the magnitude and the double angle of the
structure tensor of all channels together (Di Zenzo 1986). That tensor is the same for an edge
from light to dark and from dark to light, and for colours that are turned or exchanged. As in
"Histograms of Oriented Gradients" (Dalal, Triggs 2005) edges are divided by those around them,
so contrast matters little too. Nothing is learned, so nothing is downloaded.

Shapes: N pictures, C channels, R resolution, G grid, V values.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.metrics.foreground import foreground, plain, smooth

GRID_PX = 24  # the middle, to which every figure is brought
CELLS = 8  # a side: V = 64 silhouette + 3 x 64 edges
FINE_PX = 48  # pictures are enlarged to this or halved to less than twice this

REACH = 1.9  # half a side of the grid, in standard deviations of the figure
WIDEST, NARROWEST = 1.5, 0.25  # of half the picture, that the grid may reach
FLAT = 0.05  # edges below a twentieth of full contrast in a pixel fade away
COLOUR_PX = 8


def shape_vectors(images: Tensor, background: str = "white") -> Tensor:
    """Vectors of length 1, [N, 256], of images [N, 3 or 4, R, R] in [-1, 1].

    With four channels the figure is the opacity; the background is then ignored.
    """
    found = foreground(images, background)
    opaque = images.shape[1] == 3
    shown = found.colour - plain(background, found.colour) if opaque else (images[:, :3] + 1) / 2
    layers = torch.cat([shown, found.mask[:, None]], dim=1)  # [N, C, R, R]
    while layers.shape[-1] >= 2 * FINE_PX:
        layers = F.avg_pool2d(layers, 2)
    if layers.shape[-1] < FINE_PX:
        layers = F.interpolate(layers, size=(FINE_PX, FINE_PX), mode="bicubic")
    layers = _centred(smooth(layers, "replicate"))  # [N, C, G, G]
    silhouette = _cells(layers[:, -1:])
    inside = layers[:, :-1] if opaque else layers
    halves = [F.normalize(half.flatten(1)) for half in (silhouette, _edges(inside))]
    return torch.cat(halves, dim=1) / 2**0.5  # [N, V]


def colours(images: Tensor) -> Tensor:
    """Images [N, C, R, R] at 8 px, as [N, V] whose distances are root mean squares of [0, 1]."""
    small = F.adaptive_avg_pool2d((images + 1) / 2, COLOUR_PX).flatten(1)
    return small / small.shape[1] ** 0.5


def _centred(layers: Tensor) -> Tensor:
    """Layers [N, C, R, R], the last of them the mask, as [N, C, G, G] around the figure."""
    count, _, size, _ = layers.shape
    mask = layers[:, -1].clamp(0, 1)
    place = (torch.arange(size, device=layers.device) + 0.5) / size * 2 - 1
    mass = mask.sum(dim=(1, 2)).clamp(min=1e-3)
    across, down = mask.sum(dim=1) / mass[:, None], mask.sum(dim=2) / mass[:, None]  # [N, R]
    x, y = across @ place, down @ place
    variance = across @ place.square() - x.square() + down @ place.square() - y.square()
    reach = (REACH * variance.clamp(min=0).sqrt()).clamp(NARROWEST, WIDEST)
    where = layers.new_zeros(count, 2, 3)
    where[:, 0, 0] = where[:, 1, 1] = reach
    where[:, 0, 2], where[:, 1, 2] = x, y
    grid = F.affine_grid(where, [count, 1, GRID_PX, GRID_PX], align_corners=False)
    return F.grid_sample(layers, grid, align_corners=False)


def _edges(layers: Tensor) -> Tensor:
    """Magnitude and double angle of the edges in each cell: [N, C, G, G] -> [N, 3, 8, 8]."""
    wide = F.pad(layers, (1, 1, 1, 1), "replicate")
    right = (wide[:, :, 1:-1, 2:] - wide[:, :, 1:-1, :-2]) / 2
    down = (wide[:, :, 2:, 1:-1] - wide[:, :, :-2, 1:-1]) / 2
    xx, yy, xy = ((a * b).sum(1) for a, b in ((right, right), (down, down), (right, down)))
    magnitude = (xx + yy + 1e-8).sqrt()
    tensor = torch.stack([xx + yy, xx - yy, 2 * xy], dim=1) / magnitude[:, None]
    edges = _cells(tensor)
    around = F.avg_pool2d(edges[:, :1], 3, 1, 1)
    return edges / (around + FLAT)


def _cells(layers: Tensor) -> Tensor:
    """Means over soft cells: [N, C, G, G] -> [N, C, 8, 8]."""
    return F.avg_pool2d(smooth(layers, "replicate"), GRID_PX // CELLS)
