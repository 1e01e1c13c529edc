"""The packed dataset: batches of real images as a function of nimg, without any state.

On a GPU with room for it, each resolution's pixels live there as uint8; elsewhere a batch is
read from the file when it is needed, which the system keeps in memory as far as there is some.
Indices come from a permutation of each epoch, so there is no iterator to save. A share of the
pictures may be held out: it is in no batch, and shows what networks make of pictures that they
were not trained on.

Shapes: N batch, C channels, R resolution.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import torch
from PIL import ImageColor
from torch import Tensor

from pokegan.errors import DataError, similar
from pokegan.runtime.random import rng

GPU_SHARE = 0.4  # of the free memory, at most, for pixels
PART_BYTES = 256 << 20  # of those, read at a time
LEVELS_PER_UNIT = 127.5  # 8-bit levels in one unit of [-1, 1]
FEWEST_HELD = 16  # of 8 or 4, a score is 3 errors off by chance in 0.5 and 1.3 of 100 ticks


def read_header(path: Path) -> dict[str, Any]:
    """The JSON header of a prepared file; DataError with a sentence when it is none."""
    return _read(path)[0]


@dataclass(frozen=True)
class Region:
    """Where a file holds the pictures of one resolution: bytes from `offset`, [N, C, R, R]."""

    offset: int
    shape: tuple[int, int, int, int]

    @property
    def picture_bytes(self) -> int:
        return math.prod(self.shape[1:])


class PackedDataset:
    """Prepared pictures at every resolution.

    `header` is the file's own description, `count` the number of pictures, `fingerprint`
    what they are known by. `training` and `held_out` are the indices of the pictures that are
    in batches and of the share `holdout` that is not. Without `resident`, a GPU is sent each
    batch as it is needed.
    """

    def __init__(
        self,
        path: Path,
        device: torch.device | str = "cpu",
        seed: int = 0,
        resident: bool = True,
        holdout: float = 0.0,
    ) -> None:
        self.path = Path(path)
        self.header, self._regions = _read(self.path)
        # Not mapped: a map counts as the process's memory, page by page, up to the whole file.
        self._file = self.path.open("rb", buffering=0)
        self._reading = Lock()
        self.device = torch.device(device)
        self.seed = seed
        self.count = len(self.header["names"])
        self.channels = int(self.header["channels"])
        self.resolution = int(self.header["resolution"])
        self.fingerprint = str(self.header["fingerprint"])
        self.training, self.held_out = split(self.count, holdout, seed)
        self._may_reside = resident
        self._resident: tuple[int, Tensor | None] | None = None

    @property
    def background(self) -> Tensor:
        """What is behind the pictures, [C] in [-1, 1]; nothing at all where there is opacity."""
        named = str(self.header.get("background", "white"))
        colour = (0, 0, 0, 0) if self.channels == 4 else ImageColor.getrgb(named)
        return torch.tensor(colour[: self.channels], device=self.device) / LEVELS_PER_UNIT - 1

    def indices(self, nimg: int, size: int) -> np.ndarray:
        """Which pictures the batch at `nimg` holds, [size]: each epoch shows each one once."""
        position, count = np.arange(nimg, nimg + size), len(self.training)
        epochs = position // count
        places = np.empty(size, dtype=np.int64)
        for epoch in np.unique(epochs):
            here = epochs == epoch
            places[here] = _permutation(self.seed, int(epoch), count)[position[here] % count]
        return self.training[places]

    def mirror_mask(self, nimg: int, size: int) -> Tensor:
        """Which pictures of the batch at `nimg` are shown mirrored, bool [size]: each other one."""
        return torch.rand(size, generator=rng(self.seed, nimg, "mirror")) < 0.5

    def pixels(self, indices: np.ndarray, resolution: int) -> Tensor:
        """Pictures as they are stored, uint8 [N, C, R, R], on the device."""
        resident = self.resident(resolution)
        if resident is None:
            return self.gather(indices, resolution).to(self.device)
        return resident[torch.from_numpy(indices).to(self.device)]

    def gather(self, indices: np.ndarray, resolution: int) -> Tensor:
        """Pictures as they are stored, uint8 [N, C, R, R], read from the file by the host."""
        region = self._region(resolution)
        pixels = torch.empty((len(indices), *region.shape[1:]), dtype=torch.uint8)
        for picture, index in zip(pixels.numpy(), indices.tolist(), strict=True):
            self._read_into(picture, region.offset + index * region.picture_bytes)
        return pixels

    def resident(self, resolution: int) -> Tensor | None:
        """All pictures of a resolution on the GPU, uint8; None where they are read as needed.

        They move there at the first call for a resolution, and the last one's go.
        """
        if self._resident is None or self._resident[0] != resolution:
            self._resident = None  # frees the last resolution before there is room for this
            self._resident = (resolution, self._moved(resolution))
        return self._resident[1]

    def batch(self, nimg: int, size: int, resolution: int, mirror: bool = False) -> Tensor:
        """The real images of the step at `nimg`: float [N, C, R, R] in [-1, 1].

        With `mirror`, each is turned left to right with probability one half.
        """
        mirror_mask = (
            self.mirror_mask(nimg, size) if mirror else torch.zeros(size, dtype=torch.bool)
        )
        pixels = self.pixels(self.indices(nimg, size), resolution)
        return to_images(pixels, mirror_mask.to(self.device))

    def _region(self, resolution: int) -> Region:
        """Where one resolution lies in the file; DataError when it holds no such pictures."""
        if str(resolution) not in self._regions:
            raise DataError(
                f"{self.path} holds pictures up to {self.resolution} px, not {resolution}.",
                f"Prepare it again at {resolution} px: pokegan prepare",
            )
        return self._regions[str(resolution)]

    def _read_into(self, pixels: np.ndarray, offset: int) -> None:
        """Fill an array with the file's bytes from `offset`; DataError when they are gone."""
        wanted = pixels.data.cast("B")
        with self._reading:
            try:
                self._file.seek(offset)
                while wanted and (count := self._file.readinto(wanted)):
                    wanted = wanted[count:]
            except OSError as error:
                raise DataError(f"cannot read {self.path}: {error.strerror}.") from error
        if wanted:
            raise DataError(f"{self.path} was cut short while it was used.", "Prepare it again.")

    def _moved(self, resolution: int) -> Tensor | None:
        """All pixels of a resolution on the GPU when they fit there."""
        region = self._region(resolution)
        if self.device.type != "cuda" or not self._may_reside:
            return None
        if math.prod(region.shape) > GPU_SHARE * torch.cuda.mem_get_info(self.device)[0]:
            return None
        pixels = torch.empty(region.shape, dtype=torch.uint8, device=self.device)
        self._fill(pixels, region)
        return pixels

    def _fill(self, pixels: Tensor, region: Region) -> None:
        """Read all pictures of a resolution into `pixels`; the host holds only a part of them."""
        offset = region.offset
        for part in pixels.split(max(1, PART_BYTES // region.picture_bytes)):
            read = torch.empty(part.shape, dtype=torch.uint8)
            self._read_into(read.numpy(), offset)
            part.copy_(read)
            offset += read.nbytes


def to_images(pixels: Tensor, mirror_mask: Tensor) -> Tensor:
    """Stored pixels uint8 [N, C, R, R] as float images in [-1, 1], those `mirror_mask` mirrored."""
    images = pixels.float() / LEVELS_PER_UNIT - 1
    return torch.where(mirror_mask.view(-1, 1, 1, 1), images.flip(3), images)  # [N, C, R, R]


def split(count: int, holdout: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the pictures to train on and of those held out, both rising.

    A random share `holdout`, by the seed alone; none where that is fewer than FEWEST_HELD, which
    would tell nothing.
    """
    spared = round(holdout * count)
    spared = spared if spared >= FEWEST_HELD else 0
    order = torch.randperm(count, generator=rng(seed, 0, "holdout")).numpy()
    return np.sort(order[spared:]), np.sort(order[:spared])


@lru_cache(maxsize=4)
def _permutation(seed: int, epoch: int, count: int) -> np.ndarray:
    return torch.randperm(count, generator=rng(seed, epoch, "epoch")).numpy()


def _read(path: Path) -> tuple[dict[str, Any], dict[str, Region]]:
    """Header and regions of a safetensors file written by prepare."""
    not_prepared = DataError(
        f"{path} is not a prepared picture file.", "Make one: pokegan prepare FOLDER"
    )
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > size:
                raise not_prepared
            layout = json.loads(file.read(length))
        header = json.loads(layout.pop("__metadata__")["pokegan"])
    except FileNotFoundError as error:
        raise DataError(f"no such file: {path}.", similar(path)) from error
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise not_prepared from error
    if not isinstance(header, dict) or header.get("kind") != "data":
        raise not_prepared
    regions: dict[str, Region] = {}
    try:
        for name, entry in layout.items():
            begin, end = entry["data_offsets"]
            if 8 + length + end > size:
                raise DataError(f"{path} is incomplete.", "Prepare it again.")
            if entry["shape"] != _expected_shape(header, int(name)):
                raise not_prepared
            regions[name] = Region(8 + length + begin, tuple(entry["shape"]))
    except (ValueError, KeyError, TypeError) as error:
        raise not_prepared from error
    if "fingerprint" not in header or str(header["resolution"]) not in regions:
        raise not_prepared
    return header, regions


def _expected_shape(header: dict[str, Any], resolution: int) -> list[int]:
    if header["channels"] not in (3, 4):
        raise ValueError(header["channels"])
    return [len(header["names"]), header["channels"], resolution, resolution]
