"""The packed file: safetensors, written by hand because pictures stream through.

The file may be larger than memory. Its header comes first and is known last, so room is left.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import struct
import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import IO, Any

import numpy as np

from pokegan import __version__
from pokegan.data.prepare.options import FORMAT_VERSION, PixelSettings
from pokegan.data.prepare.sources import Listing


class Packing:
    """The packed file while it grows, at a temporary path.

    The largest pictures go straight to their place behind room for the header; the smaller
    levels wait in nameless files on the same disk, which vanish with the process.
    """

    def __init__(self, path: Path, settings: PixelSettings, room: int) -> None:
        self.count = 0
        self.levels = settings.levels
        self._channels, self._path, self._room = settings.channels, path, room
        self._file = open(path, "wb")  # noqa: SIM115 - closed in close()
        self._file.seek(8 + room)
        self._spools = [_nameless(path.parent) for _ in self.levels[1:]]

    def add(self, levels: bytes) -> None:
        """One picture's pyramid, largest level first."""
        start = 0
        sinks = chain([self._file], self._spools)
        for resolution, sink in zip(self.levels, sinks, strict=True):
            size = self._channels * resolution**2
            sink.write(levels[start : start + size])
            start += size
        self.count += 1

    def finish(self, header: dict[str, Any]) -> None:
        """Append the smaller levels, write the header, and reach the disk."""
        for spool in self._spools:
            spool.seek(0)
            shutil.copyfileobj(spool, self._file, 1 << 20)
        layout = _layout(header, self.count, self._channels, self.levels)
        self._file.seek(0)
        self._file.write(struct.pack("<Q", self._room) + layout.ljust(self._room))
        self._file.flush()
        os.fsync(self._file.fileno())

    def pixels(self, resolution: int) -> np.ndarray:
        """A finished level, memory-mapped: uint8 [N, C, R, R]."""
        sizes = [self.count * self._channels * level**2 for level in self.levels]
        before = sum(sizes[: self.levels.index(resolution)])
        shape = (self.count, self._channels, resolution, resolution)
        return np.memmap(self._path, np.uint8, "r", 8 + self._room + before, shape)

    def close(self) -> None:
        """Close the file and let the nameless ones vanish."""
        for file in [self._file, *self._spools]:
            file.close()


def _nameless(folder: Path) -> IO[bytes]:
    return tempfile.TemporaryFile(dir=folder)


def header(
    about: dict[str, Any], names: list[str], hashes: list[str], counts: dict[str, int]
) -> dict[str, Any]:
    """What the file says about itself, and of which pictures it is made."""
    own = {"kind": "data", "version": FORMAT_VERSION, "tool_version": __version__}
    return {**own, **about, "counts": counts, "names": names, "hashes": hashes}


def _layout(header: dict[str, Any], count: int, channels: int, levels: list[int]) -> bytes:
    """The JSON that opens a safetensors file: where each tensor lies, and our own header."""
    layout: dict[str, Any] = {"__metadata__": {"pokegan": json.dumps(header)}}
    end = 0
    for resolution in levels:
        begin, end = end, end + count * channels * resolution**2
        shape = [count, channels, resolution, resolution]
        layout[str(resolution)] = {"dtype": "U8", "shape": shape, "data_offsets": [begin, end]}
    return json.dumps(layout).encode()


def header_room(
    listing: Listing, about: dict[str, Any], settings: PixelSettings, counts: Iterable[str]
) -> int:
    """Bytes that the layout cannot exceed, a multiple of 8: known before the first picture.

    `counts` names the counts that the header will hold.
    """
    count = len(listing.files)
    names = [file.name for file in listing.files]
    most = dict.fromkeys(counts, count + len(listing.refused))
    last = {"usual_px": 10**9, "fingerprint": "f" * 16}  # more digits than any
    full = header({**about, **last}, names, ["f" * 16] * count, most)
    length = len(_layout(full, count, settings.channels, settings.levels))
    return math.ceil((length + len(str(len(listing.hidden)))) / 8) * 8
