"""Random streams: each draw of a run is a function of (seed, nimg, purpose) alone."""

from __future__ import annotations

import hashlib

import torch


def rng(seed: int, nimg: int, purpose: str, device: torch.device | str = "cpu") -> torch.Generator:
    """A random stream that depends on (seed, nimg, purpose) alone."""
    digest = hashlib.blake2b(f"{seed}/{nimg}/{purpose}".encode(), digest_size=8).digest()
    generator = torch.Generator(device=device)
    return generator.manual_seed(int.from_bytes(digest, "little") & (2**63 - 1))
