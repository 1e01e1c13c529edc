"""Paths through latents: straight or along great circles, evenly in time or eased.

Shapes: N batch, L num_ws, Z z_dim, D w_dim, K key points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.errors import UsageError

EASINGS = {
    "linear": lambda t: t,
    "smooth": lambda t: t * t * (3 - 2 * t),  # zero speed at each key point
    "sine": lambda t: (1 - math.cos(math.pi * t)) / 2,
}


def check_easing(easing: str) -> None:
    """Raise UsageError for an easing that there is not."""
    if easing not in EASINGS:
        raise UsageError(f"there is no easing '{easing}'.", f"Known: {', '.join(EASINGS)}.")


def check_space(space: str) -> None:
    """Raise UsageError for a space that there is not to walk in."""
    if space not in ("w", "z"):
        raise UsageError(f"there is no space '{space}'.", "Known: w, z.")


def between(a: Tensor, b: Tensor, t: float, spherical: bool) -> Tensor:
    """The latent or style at `t` of the way from `a` (0) to `b` (1): straight, or by `slerp`."""
    return slerp(a, b, t) if spherical else torch.lerp(a, b, t)


def slerp(a: Tensor, b: Tensor, t: float) -> Tensor:
    """Spherical interpolation between latents [.., Z], of direction and of length.

    It is straight where no great circle is the way: from or to 0, as psi 0 makes them, and between
    latents that are parallel or opposite.
    """
    length_a, length_b = a.norm(dim=-1, keepdim=True), b.norm(dim=-1, keepdim=True)
    unit_a, unit_b = F.normalize(a, dim=-1), F.normalize(b, dim=-1)
    angle = torch.acos((unit_a * unit_b).sum(-1, keepdim=True).clamp(-1, 1))
    arc = torch.sin((1 - t) * angle) * unit_a + torch.sin(t * angle) * unit_b
    turned = arc / torch.sin(angle) * torch.lerp(length_a, length_b, t)
    straight = (torch.sin(angle) < 1e-4) | (length_a * length_b == 0)
    return torch.where(straight, torch.lerp(a, b, t), turned)


def path_positions(
    points: int, frames: int, loop: bool, easing: str
) -> Iterator[tuple[int, float]]:
    """For each frame (key point it leaves, share of the way to the next), evenly in time.

    A loop ends one frame before its first picture comes again; an open path ends on its
    last key point.
    """
    check_easing(easing)
    segments = points if loop else points - 1
    steps = frames if loop else max(frames - 1, 1)
    for frame in range(frames):
        place = frame * segments / steps
        segment = min(int(place), max(segments - 1, 0))
        yield segment, EASINGS[easing](place - segment)


def walk(
    keys: Tensor,
    frames: int,
    *,
    loop: bool = False,
    easing: str = "linear",
    spherical: bool = False,
) -> Iterator[Tensor]:
    """Latents along a path through key points [K, ...], one tensor [1, ...] a frame."""
    for segment, t in path_positions(len(keys), frames, loop, easing):
        a, b = keys[segment], keys[(segment + 1) % len(keys)]
        yield between(a, b, t, spherical).unsqueeze(0)
