"""What is measured of the real pictures once and kept in the folder `measured` of the cache.

Only what takes long is kept: the shapes of all pictures, and features of the Inception network.
Patches for the sliced Wasserstein distance of 1,000 pictures at 32 px take 0.3 s to draw (one
core), and would take 38 MB a level.

Shapes: N pictures, C channels, R resolution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from pokegan.checkpoints import tensor_file
from pokegan.data.dataset import PackedDataset, to_images
from pokegan.errors import ModelError, WriteError
from pokegan.metrics.novelty import Gallery, gallery
from pokegan.metrics.shapes import shape_vectors
from pokegan.runtime.files import cache_dir
from pokegan.runtime.progress import Progress, no_progress

BATCH = 256
PATCHES = 64  # half of the paper's: a distance of twice 512 pictures then takes 1 s at 32 px
MEASURES = 1  # rises when a measure changes: what was kept is then made again


def background_of(data: PackedDataset) -> str:
    """The colour behind the pictures, or "transparent"."""
    return str(data.header.get("background", "white"))


def real_images(
    data: PackedDataset,
    resolution: int,
    indices: np.ndarray,
    progress: Progress = no_progress,
    what: str = "",
) -> Iterator[Tensor]:
    """Images [at most 256, C, R, R] of the data, on the processor."""
    parts = [indices[i : i + BATCH] for i in range(0, len(indices), BATCH)]
    for part in progress(parts, len(parts), what):
        yield to_images(data.gather(part, resolution), torch.zeros(len(part), dtype=torch.bool))


def find_gallery(data: PackedDataset, resolution: int, progress: Progress = no_progress) -> Gallery:
    """The gallery of all training pictures: kept in the cache, else made and kept.

    Its indices are places in data.training: what is held out is not in it.
    """
    held_out = f"-without-{len(data.held_out)}-{data.seed}" if len(data.held_out) else ""
    path = measured_path(data, resolution, f"shapes{held_out}")
    about = {"fingerprint": data.fingerprint, "resolution": resolution, "without": held_out}

    def made() -> dict[str, Tensor]:
        new = make_gallery(data, resolution, progress)
        return {"shapes": new.shapes, "own": new.own, "typical": torch.tensor(new.typical)}

    found = kept(path, about, made)
    return Gallery(found["shapes"], found["own"], found["typical"].item(), background_of(data))


def make_gallery(data: PackedDataset, resolution: int, progress: Progress = no_progress) -> Gallery:
    """The gallery of all training pictures, mirrored ones included."""
    background = background_of(data)
    straight, mirrored = [], []
    for images in real_images(data, resolution, data.training, progress, "describing the data"):
        straight.append(shape_vectors(images, background))
        mirrored.append(shape_vectors(images.flip(3), background))
    return gallery(torch.cat(straight), torch.cat(mirrored), background)


def measured_path(data: PackedDataset, resolution: int, what: str) -> Path:
    """Where a measure of the data is kept."""
    name = f"{data.path.stem}-{resolution}px-{data.fingerprint[:8]}-{what}.safetensors"
    return cache_dir() / "measured" / name


def kept(
    path: Path, about: Mapping[str, Any], make: Callable[[], dict[str, Tensor]]
) -> dict[str, Tensor]:
    """What `make` made before, of the same things as `about` says, or makes now.

    What is damaged is made again; what cannot be written is made each time.
    """
    about = {**about, "measures": MEASURES}
    with suppress(ModelError):
        tensors, header = tensor_file.read(path, "measured")
        if {key: header.get(key) for key in about} == about:
            # They may be mapped, and would change with the file.
            return {name: tensor.clone() for name, tensor in tensors.items()}
    tensors = make()
    with suppress(WriteError):
        tensor_file.write(path, "measured", tensors, about)
    return tensors
