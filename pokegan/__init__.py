"""pokegan: a folder of pictures in, new Pokémon out.

model = pokegan.load("runs/artwork")
pixels = model.sample([1, 2, 3])  # uint8 [3, R, R, C]
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pokegan.explore.resolve import Explorer

__version__ = "0.1.0"


def load(path: Path | str, device: str = "cpu") -> Explorer:
    """Read a model file, or a run folder's newest model, ready to sample, mix and interpolate.

    Raises pokegan.errors.ModelError when there is none or it is damaged.
    """
    from pokegan.explore.resolve import Explorer

    return Explorer.load(path, device)
