"""Creatures as latents: seeds, truncation, noise, mixing and paths.

A seed is an identity: its z and its noise depend on the seed alone, so a picture is the
same in whatever batch, order or count it is drawn. Everything random is drawn on the CPU,
so that it is the same on every device too.

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.errors import DataError, UsageError
from pokegan.models import Generator
from pokegan.models.contract import Shape
from pokegan.models.stylegan import layers_at
from pokegan.runtime.random import rng
from pokegan.sampling.seeds import parse_seeds as parse_seeds
from pokegan.sampling.seeds import spell_seeds as spell_seeds

T = TypeVar("T")
NOISE_GROUPS = {"coarse": (4, 8), "middle": (16, 32), "fine": (64, 1024)}  # px, inclusive
NOISE_MODES = ("seed", "random", "none")


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
    """The truncated styles of latents [N, Z]: w_plus [N, L, D] on the generator's device.

    Without `psi` by as much as is usual for the family. UsageError for a psi that is no number.
    """
    psi = generator.default_psi if psi is None else psi
    if not math.isfinite(psi):
        raise UsageError(f"psi cannot be {psi}.", "0 is the average creature, 1 the full variety.")
    with torch.inference_mode():
        w_plus = generator.mapping(to_device(z, generator.w_avg.device))
        return generator.truncate(w_plus, psi, cutoff)


def seed_styles(
    generator: Generator,
    seeds: Sequence[int],
    psi: float | None = None,
    cutoff: int | None = None,
) -> Tensor:
    """The truncated styles of seeds: w_plus [N, L, D]."""
    return styles(generator, draw_z(seeds, generator.z_dim), psi, cutoff)


def draw_noise(
    seeds: Sequence[int],
    shapes: Sequence[Shape | None],
    modes: dict[str, str],
    random_seed: int = 0,
) -> list[Tensor | None]:
    """One noise tensor [N, 1, r, r] for each layer, or None where the mode is "none".

    `modes` maps coarse, middle and fine to "seed" (fixed by the sample's seed), "random"
    (by the sample's seed and `random_seed`, so that it can be drawn again) or "none".
    """
    layers = empty_noise(len(seeds), shapes, modes)
    fill_noise(layers, 0, seeds, modes, random_seed)
    return layers


def empty_noise(
    count: int,
    shapes: Sequence[Shape | None],
    modes: dict[str, str],
    pinned: bool = False,
) -> list[Tensor | None]:
    """Memory for the noise of `count` samples, which fill_noise may fill part by part."""
    return [
        None
        if shape is None or modes[noise_group(shape[-1])] == "none"
        else torch.empty(count, *shape, pin_memory=pinned)
        for shape in shapes
    ]


def fill_noise(
    layers: Sequence[Tensor | None],
    first: int,
    seeds: Sequence[int],
    modes: dict[str, str],
    random_seed: int = 0,
) -> None:
    """Draw the noise of `seeds` into the samples from `first` on of each layer."""
    streams = {"seed": "noise", "random": f"noise/{random_seed}"}
    for i, layer in enumerate(layers):
        if layer is None:
            continue
        stream = streams[modes[noise_group(layer.shape[-1])]]
        for sample, seed in zip(layer[first : first + len(seeds)], seeds, strict=True):
            sample.normal_(generator=rng(seed, i, stream))


def to_device(tensor: Tensor, device: torch.device) -> Tensor:
    """The tensor on the device; from pinned memory to a CUDA device the host does not wait."""
    return tensor.to(device, non_blocking=tensor.is_pinned())


def parse_noise(text: str) -> dict[str, str]:
    """Noise of layers: one mode for all, or `coarse=none,fine=random`; others follow the seed."""
    modes = dict.fromkeys(NOISE_GROUPS, "seed")
    for part in text.split(","):
        group, sign, mode = part.strip().partition("=")
        groups = [group] if sign else list(NOISE_GROUPS)
        mode = mode if sign else group
        if mode not in NOISE_MODES or any(group not in NOISE_GROUPS for group in groups):
            raise UsageError(
                f"noise cannot be '{text}'.",
                "Say seed, random or none, or a list such as coarse=none,fine=random.",
            )
        modes.update(dict.fromkeys(groups, mode))
    return modes


def has_random(noise: str) -> bool:
    """Whether some layers' noise is random in what `parse_noise` takes."""
    return "random" in parse_noise(noise).values()


def noise_group(resolution: int) -> str:
    """coarse (4-8 px), middle (16-32) or fine (64 and up)."""
    return next(name for name, (_, top) in NOISE_GROUPS.items() if resolution <= top)


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


EASINGS = {
    "linear": lambda t: t,
    "smooth": lambda t: t * t * (3 - 2 * t),  # zero speed at each key point
    "sine": lambda t: (1 - math.cos(math.pi * t)) / 2,
}


def path_positions(
    points: int, frames: int, loop: bool, easing: str
) -> Iterator[tuple[int, float]]:
    """For each frame (key point it leaves, share of the way to the next), evenly in time.

    A loop ends one frame before its first picture comes again; an open path ends on its
    last key point.
    """
    if easing not in EASINGS:
        raise UsageError(f"there is no easing '{easing}'.", f"Known: {', '.join(EASINGS)}.")
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
