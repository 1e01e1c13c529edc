"""The truncation trick: styles pulled towards the average one (1812.04948, appendix B).

Shapes: N batch, L num_ws, D w_dim.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from pokegan.errors import UsageError
from pokegan.models import Generator


def check_psi(psi: float) -> None:
    """Raise UsageError for a psi that is no number."""
    if not math.isfinite(psi):
        raise UsageError(f"psi cannot be {psi}.", "0 is the average creature, 1 the full variety.")


def truncate(
    generator: Generator, w_plus: Tensor, psi: float | None = None, cutoff: int | None = None
) -> Tensor:
    """Styles [N, L, D] pulled towards w_avg by `psi` in the first `cutoff` layers (None: all).

    Without `psi` by as much as is usual for the family. UsageError for a psi that is no number.
    """
    psi = generator.default_psi if psi is None else psi
    check_psi(psi)
    cutoff = generator.num_ws if cutoff is None else cutoff
    pulled = torch.lerp(generator.w_avg, w_plus[:, :cutoff], psi)
    return torch.cat([pulled, w_plus[:, cutoff:]], dim=1)  # [N, L, D]
