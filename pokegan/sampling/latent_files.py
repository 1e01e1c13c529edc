"""Files of saved latents: creatures that can stand wherever a creature is asked for.

Shapes: N creatures, L num_ws, D w_dim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from pokegan.checkpoints import tensor_file
from pokegan.checkpoints.layout import called
from pokegan.checkpoints.model_file import ModelFile
from pokegan.errors import ModelError
from pokegan.sampling.latents import Creature


@dataclass(frozen=True)
class Saved:
    """What a file holds: creatures of the model with that hash, and what was saved with them."""

    creatures: list[Creature]
    model: str
    about: Mapping[str, Any]
    others: Mapping[str, Tensor]


def save(
    path: Path,
    creatures: Sequence[Creature],
    model: str,
    about: Mapping[str, Any] | None = None,
    others: Mapping[str, Tensor] | None = None,
) -> None:
    """Write creatures of the model with that hash; `about` and `others` go with them."""
    tensors = {
        "w_plus": torch.stack([creature.w_plus for creature in creatures]),  # [N, L, D]
        "noise_seeds": torch.tensor([creature.noise_seed for creature in creatures]),
        **(others or {}),
    }
    labels = [creature.label for creature in creatures]
    tensor_file.write(path, "latents", tensors, {"model": model, "labels": labels, **(about or {})})


def load(path: Path, file: ModelFile) -> Saved:
    """Read saved creatures; ModelError when they belong to networks of another shape."""
    tensors, header = tensor_file.read(path, "latents")
    generator = file.generator
    with tensor_file.fitting(path, header):
        w_plus, noise_seeds = tensors.pop("w_plus"), tensors.pop("noise_seeds").tolist()
        named = list(zip(header["labels"], w_plus, noise_seeds, strict=True))
        model = str(header["model"])
    saved, expected = tuple(w_plus.shape[1:]), (generator.num_ws, generator.w_dim)
    if saved != expected:
        raise ModelError(
            f"{path} was saved from a model of another shape: its styles are {saved}, "
            f"this model's {expected}.",
            f"It belongs to {called(model)}.",
        )
    device = generator.w_avg.device
    creatures = [Creature(label, row.to(device), seed) for label, row, seed in named]
    return Saved(creatures, model, header, tensors)
