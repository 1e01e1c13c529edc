"""Pictures of what training sees, drawn before it begins.

Shapes: N batch, C channels, R resolution.
"""

from __future__ import annotations

from pathlib import Path

import torch

from pokegan import render
from pokegan.config import TrainingConfig
from pokegan.data.dataset import PackedDataset
from pokegan.runtime.memory import check_memory
from pokegan.runtime.random import rng
from pokegan.training.augment import COUNT, Draws, augment

TURNS = 8  # times that each picture is shown augmented
TURN_BYTES = 48  # for each of its pixels: images of four channels, twice, pixels and the sheet


def save_augmented(
    path: Path, data: PackedDataset, training: TrainingConfig, count: int, resolution: int
) -> None:
    """Write a PNG with a row for each of `count` pictures: as it is, then augmented.

    MemoryFull where so many do not fit.
    """
    each = (1 + TURNS) * TURN_BYTES * resolution**2
    check_memory(f"{count:,} pictures of {resolution} px", lambda n: n * each, count, "n")
    images = data.batch(0, count, resolution)  # [N, C, R, R]
    columns = [images]
    for turn in range(TURNS):
        chance = rng(training.seed, turn, "augment")
        draws = Draws(
            torch.rand(count, COUNT, generator=chance), torch.randn(images.shape, generator=chance)
        )
        columns.append(
            augment(
                images,
                torch.tensor(training.augment_p),
                draws,
                data.background,
                training.augmentations.split(","),
            )
        )
    rows = torch.stack(columns, dim=1).flatten(0, 1)  # [N (1 + TURNS), C, R, R]
    render.save_image(path, render.grid(render.to_pixels(rows), columns=1 + TURNS))
