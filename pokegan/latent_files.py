"""Files of saved latents: creatures that can stand wherever a creature is asked for.

Shapes: N creatures, L num_ws, D w_dim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from pokegan import checkpoint
from pokegan.checkpoint import ModelFile
from pokegan.errors import ModelError
from pokegan.latents import Creature


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
    checkpoint.write(path, "latents", tensors, {"model": model, "labels": labels, **(about or {})})


def load(path: Path, file: ModelFile) -> list[Creature]:
    """Read saved creatures; ModelError when they belong to networks of another shape."""
    tensors, header = checkpoint.read(path, "latents")
    generator = file.generator
    w_plus = tensors["w_plus"].to(generator.w_avg.device)
    saved, expected = tuple(w_plus.shape[1:]), (generator.num_ws, generator.w_dim)
    if saved != expected:
        raise ModelError(
            f"{path} was saved from a model of another shape: its styles are {saved}, "
            f"this model's {expected}.",
            f"It belongs to model {header.get('model')}.",
        )
    return [
        Creature(label, w_plus[i], int(tensors["noise_seeds"][i]))
        for i, label in enumerate(header["labels"])
    ]
