"""The contact sheet beside the packed file: pictures to look at, from the first to the last."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
from PIL import Image, PngImagePlugin

from pokegan.data.prepare.options import MIN_RESOLUTION
from pokegan.data.prepare.packing import Packing
from pokegan.data.prepare.squares import rounded
from pokegan.runtime.marks import KEY, SHEET

SHEET_PX = 1088
SHEET_COLUMNS = 16
_SHEET_GAP_PX = 2
_CELL_PX = 256
_GREYS = (160, 200)  # of the checks under see-through pictures; the first lies between cells


def draw_sheet(path: Path, packing: Packing, fingerprint: str) -> None:
    """Up to 16x16 pictures, evenly picked; see-through ones over checks of grey."""
    columns = min(SHEET_COLUMNS, math.ceil(math.sqrt(packing.count)))
    picked = np.linspace(0, packing.count - 1, min(columns**2, packing.count)).astype(int)
    room = SHEET_PX // columns - _SHEET_GAP_PX
    level = max(size for size in packing.levels if size <= max(room, MIN_RESOLUTION))
    multiple = max(1, min(_CELL_PX, room) // level)
    cell = level * multiple + _SHEET_GAP_PX
    rows = math.ceil(len(picked) / columns)
    size = (columns * cell + _SHEET_GAP_PX, rows * cell + _SHEET_GAP_PX)
    sheet = Image.new("RGB", size, (_GREYS[0],) * 3)
    pixels = packing.pixels(level)
    for place, index in enumerate(picked):
        tile = Image.fromarray(_over_checks(pixels[index]))
        tile = tile.resize((level * multiple,) * 2, Image.Resampling.NEAREST)
        row, column = divmod(place, columns)
        sheet.paste(tile, (column * cell + _SHEET_GAP_PX, row * cell + _SHEET_GAP_PX))
    text = PngImagePlugin.PngInfo()
    text.add_text(KEY, json.dumps({**SHEET, "fingerprint": fingerprint}))
    sheet.save(path, "PNG", pnginfo=text)


def _over_checks(square: np.ndarray) -> np.ndarray:
    """Pixels to look at, uint8 [R, R, 3], of a square [C, R, R]."""
    planes = square.astype(np.float32)
    if len(planes) == 4:
        steps = np.arange(planes.shape[-1]) * 8 // planes.shape[-1]
        checks = np.array(_GREYS, np.float32)[(steps[:, None] + steps) % 2]  # [R, R]
        planes = planes[:3] + (1 - planes[3] / 255) * checks
    return np.ascontiguousarray(rounded(planes).transpose(1, 2, 0))
