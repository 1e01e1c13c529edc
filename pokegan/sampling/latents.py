"""Creatures as latents: from seeds to z and w, packed into recipes, and drawn one by one.

A seed is an identity: its z and its noise depend on the seed alone, so a picture is the
same in whatever batch, order or count it is drawn. Everything random is drawn on the CPU,
so that it is the same on every device too.

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor

from pokegan.errors import DataError
from pokegan.models import Generator
from pokegan.runtime.random import rng
from pokegan.sampling.noise import draw_noise, parse_noise
from pokegan.sampling.truncation import truncate

T = TypeVar("T")


@dataclass(frozen=True)
class Creature:
    """A style ready to be drawn: w_plus [L, D], its noise seed, and what to call it.

    `z` [Z] is known when the creature came from a seed.
    """

    label: str
    w_plus: Tensor
    noise_seed: int
    z: Tensor | None = None


def draw_z(seeds: Sequence[int], z_dim: int, pinned: bool = False) -> Tensor:
    """The latents of seeds, [N, Z], each from its own random stream.

    `pinned` memory can be copied to a CUDA device while the host goes on.
    """
    z = torch.empty(len(seeds), z_dim, pin_memory=pinned)
    for row, seed in zip(z, seeds, strict=True):
        row.normal_(generator=rng(seed, 0, "z"))
    return z


def styles(
    generator: Generator, z: Tensor, psi: float | None = None, cutoff: int | None = None
) -> Tensor:
    """The styles of latents [N, Z], truncated: w_plus [N, L, D] on the generator's device."""
    with torch.inference_mode():
        w_plus = generator.mapping(to_device(z, generator.w_avg.device))
        return truncate(generator, w_plus, psi, cutoff)


def seed_styles(
    generator: Generator,
    seeds: Sequence[int],
    psi: float | None = None,
    cutoff: int | None = None,
) -> Tensor:
    """The truncated styles of seeds: w_plus [N, L, D]."""
    return styles(generator, draw_z(seeds, generator.z_dim), psi, cutoff)


def to_device(tensor: Tensor, device: torch.device) -> Tensor:
    """The tensor on the device; from pinned memory to a CUDA device the host does not wait."""
    return tensor.to(device, non_blocking=tensor.is_pinned())


@torch.inference_mode()
def synthesize(
    generator: Generator,
    w_plus: Tensor,
    noise_seeds: Sequence[int],
    *,
    modes: dict[str, str] | None = None,
    random_seed: int = 0,
    resolution: int | None = None,
    alpha: float | None = None,
) -> Tensor:
    """Images [N, C, R, R] of styles [N, L, D]; sample i's noise is that of noise_seeds[i]."""
    modes = modes or parse_noise("seed")
    device = w_plus.device
    noise = [
        layer if layer is None else to_device(layer, device)
        for layer in draw_noise(noise_seeds, generator.noise_shapes(resolution), modes, random_seed)
    ]
    fade = None if alpha is None else torch.tensor(alpha, device=device)
    return generator.synthesis(w_plus, resolution, fade, noise)


def identity(creature: Creature) -> str:
    """What a creature is known by: its seed, or else a hash of its styles and its noise."""
    if creature.z is not None:
        return str(creature.noise_seed)
    rows = creature.w_plus.detach().cpu().float().contiguous().numpy().astype("<f4")
    return hashlib.sha256(rows.tobytes() + str(creature.noise_seed).encode()).hexdigest()[:16]


def pack(creature: Creature) -> dict[str, Any]:
    """A creature as JSON, to the bit: its style once where all layers have the same."""
    rows = creature.w_plus.detach().cpu().float().numpy()
    rows = rows[:1] if (rows == rows[:1]).all() else rows
    return {
        "w_plus": base64.b64encode(rows.astype("<f4").tobytes()).decode(),
        "noise_seed": creature.noise_seed,
    }


def unpack(packed: Mapping[str, Any], label: str, generator: Generator) -> Creature:
    """The creature of `pack`, on the generator's device; DataError when it is damaged."""
    try:
        values = np.frombuffer(base64.b64decode(packed["w_plus"], validate=True), "<f4")
        rows = torch.from_numpy(values.reshape(-1, generator.w_dim).copy())
        noise_seed = int(packed["noise_seed"])
        w_plus = rows.expand(generator.num_ws, -1).to(generator.w_avg.device)
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise DataError(f"the latent in {label} is damaged.", "Use the original file.") from error
    return Creature(label, w_plus, noise_seed)


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Consecutive lists of at most `size` items, without holding them all."""
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch
