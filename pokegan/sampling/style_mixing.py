"""Styles of several creatures in one: by layers, or as a weighted sum.

Shapes: N batch, K creatures, L num_ws, D w_dim.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from pokegan.errors import UsageError
from pokegan.models.stylegan import layers_at
from pokegan.sampling.latents import Creature


def crossover(num_ws: int, layers: tuple[int, int] | None = None) -> tuple[int, int]:
    """First layer of middle and of fine styles; by default 16 px and 64 px."""
    middle, fine = layers or (layers_at(8), layers_at(32))
    if not 0 <= middle <= fine:
        raise UsageError(f"layers are two rising numbers, not {middle},{fine}.")
    return min(middle, num_ws), min(fine, num_ws)


def mix(
    coarse: Tensor, middle: Tensor, fine: Tensor, layers: tuple[int, int] | None = None
) -> Tensor:
    """Style mixing (1812.04948, section 3.1): w_plus [N, L, D] with layers from three sources."""
    first, second = crossover(coarse.shape[1], layers)
    return torch.cat([coarse[:, :first], middle[:, first:second], fine[:, second:]], dim=1)


def weighted(creatures: Sequence[Creature], weights: Sequence[float], w_avg: Tensor) -> Creature:
    """The sum of creatures with weights c, about the mean of w: w_avg + sum_i c_i (w_i - w_avg).

    Where the weights sum to 1, this is sum_i c_i w_i: w_avg comes in as w_avg (1 - sum_i c_i),
    which is nothing, so no origin would give another creature. Where they do not, a sum needs
    an origin, and it is that of truncation (1812.04948, appendix B): twice a creature is that
    creature at twice its psi, and no creature at all is the average one.

    `w_avg` is [D]. The noise is that of the greatest weight, of the first among equals.
    """
    offsets = torch.stack([creature.w_plus - w_avg for creature in creatures])  # [K, L, D]
    shares = torch.tensor(weights, dtype=offsets.dtype, device=offsets.device)  # [K]
    weightiest = creatures[max(range(len(weights)), key=lambda i: weights[i])]
    label = "+".join(creature.label for creature in creatures)
    w_plus = w_avg + torch.einsum("k,kld->ld", shares, offsets)
    return Creature(label, w_plus, weightiest.noise_seed)
