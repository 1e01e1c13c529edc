"""Per-pixel noise: drawn from seeds on the CPU, so that it is the same on every device.

Shapes: N batch, r size of a layer.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from pokegan.errors import UsageError
from pokegan.models.contract import Shape
from pokegan.runtime.random import rng

NOISE_GROUPS = {"coarse": (4, 8), "middle": (16, 32), "fine": (64, 1024)}  # px, inclusive
NOISE_MODES = ("seed", "random", "none")


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
