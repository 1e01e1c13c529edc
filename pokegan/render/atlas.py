"""Pictures in one texture for game engines: a PNG, and a JSON that says what is where.

The JSON has the layout that TexturePacker calls "JSON (Hash)", which Phaser, PixiJS and plug-ins
of Godot and Unity read. A film has its order in `animations`, as PixiJS looks for it, and in
`meta.frameTags` with each frame's `duration` in milliseconds, as Aseprite writes and Phaser reads
them. The recipe is in `meta` and in the PNG.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from pokegan.errors import UsageError
from pokegan.render.pixels import Pixels, stack
from pokegan.render.recipes import Recipe, json_bytes
from pokegan.render.stills import save_png
from pokegan.runtime.files import write_atomically
from pokegan.runtime.marks import KEY
from pokegan.runtime.memory import check_memory

EXTRUDE_PX = 1
ATLAS_BYTES = 16  # for each pixel of a texture while it is made: it and the pictures, some twice
LARGEST_PX = 8192  # side of a texture: a bound of this program, which most graphics can take


@dataclass(frozen=True)
class Rack:
    """Where `count` pictures of width x height lie in a texture, row by row.

    Each has a margin of `extrude` pixels around it. All in pixels.
    """

    count: int
    width: int
    height: int
    extrude: int = EXTRUDE_PX

    @property
    def cell(self) -> tuple[int, int]:
        """A picture's width and height with its margin."""
        return self.width + 2 * self.extrude, self.height + 2 * self.extrude

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height of the texture: the smallest powers of two, squarest and widest.

        Raises UsageError where they would be too large.
        """
        across, down = self.cell
        fitting = []
        for width in (2**i for i in range(LARGEST_PX.bit_length())):
            if width >= across:
                rows = math.ceil(self.count / (width // across))
                fitting.append((width, power_of_two(rows * down)))
        size = min(
            fitting, key=lambda size: (size[0] * size[1], max(size), size[1]), default=(0, 0)
        )
        if not 0 < max(size) <= LARGEST_PX:
            raise UsageError(
                f"{self.count:,} pictures of {self.width} x {self.height} px fill more than a "
                f"texture of {LARGEST_PX} px.",
                "Take fewer, or a smaller scale.",
                ["scale"],
            )
        return size

    def corner(self, i: int) -> tuple[int, int]:
        """Where picture `i` begins, its margin apart: x and y."""
        across, down = self.cell
        row, column = divmod(i, self.size[0] // across)
        return self.extrude + column * across, self.extrude + row * down


def power_of_two(least: int) -> int:
    """The smallest one that is not below `least`."""
    return 1 << (least - 1).bit_length()


def check_atlas(count: int, side_px: int, extrude: int = EXTRUDE_PX) -> None:
    """Raise UsageError, before anything is drawn, for more pictures than a texture can hold.

    MemoryFull where they and the texture do not fit into the memory.
    """
    width, height = Rack(count, side_px, side_px, extrude).size
    each = ATLAS_BYTES * width * height / count
    check_memory(f"an atlas of {count:,} pictures", lambda number: number * each, count)


def save_atlas(
    path: Path,
    pictures: Mapping[str, Pixels],
    recipe: Recipe | None = None,
    *,
    extrude: int = EXTRUDE_PX,
    durations_ms: Sequence[int] = (),
) -> None:
    """Write pictures [H, W, 3 or 4] of one size by their names to `path` (.json) and a .png.

    Each has its edge repeated `extrude` times around it, so that smoothed textures do not bleed
    into one another. With `durations_ms` the pictures are frames of a film called as the file.
    """
    film = stack(pictures.values())
    rack = Rack(len(film), film.shape[2], film.shape[1], extrude)
    texture = path.with_suffix(".png")
    save_png(texture, packed(film, rack), recipe)
    frames = {name: placed(rack, i) for i, name in enumerate(pictures)}
    width, height = rack.size
    about: dict[str, Any] = {
        "app": "pokegan",
        "image": texture.name,
        "format": "RGBA8888",
        "size": {"w": width, "h": height},
        "scale": "1",
        KEY: recipe,
    }
    atlas: dict[str, Any] = {"frames": frames, "meta": about}
    if durations_ms:
        for frame, duration in zip(frames.values(), durations_ms, strict=True):
            frame["duration"] = duration
        atlas["animations"] = {path.stem: list(frames)}
        tag = {"name": path.stem, "from": 0, "to": len(frames) - 1, "direction": "forward"}
        about["frameTags"] = [tag]
    write_atomically(path, json_bytes(atlas, indent=1))


def packed(film: Pixels, rack: Rack) -> Pixels:
    """Pictures [N, H, W, 3 or 4] in their places on nothing, their edges repeated: [.., .., 4]."""
    margin = (rack.extrude, rack.extrude)
    padded = np.pad(film, ((0, 0), margin, margin, (0, 0)), mode="edge")
    across, down = rack.cell
    width, height = rack.size
    texture = np.zeros((height, width, 4), np.uint8)
    for i, picture in enumerate(padded):
        x, y = (place - rack.extrude for place in rack.corner(i))
        texture[y : y + down, x : x + across, 3] = 255
        texture[y : y + down, x : x + across, : picture.shape[-1]] = picture
    return texture


def placed(rack: Rack, i: int) -> dict[str, Any]:
    """What the JSON says of picture `i`: neither turned nor trimmed."""
    x, y = rack.corner(i)
    side = {"w": rack.width, "h": rack.height}
    return {
        "frame": {"x": x, "y": y, **side},
        "rotated": False,
        "trimmed": False,
        "spriteSourceSize": {"x": 0, "y": 0, **side},
        "sourceSize": side,
    }
