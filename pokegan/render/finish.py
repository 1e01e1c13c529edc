"""What is done to drawn pixels before anybody sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pokegan.errors import UsageError
from pokegan.render.cutout import cut_out
from pokegan.render.pixels import Pixels

LARGEST_SCALE = 64


@dataclass(frozen=True)
class Finish:
    """Whether creatures are cut out of their background, and how large they are written.

    `cutout` is for whatever shows pixels; `scale` is for what is written: None leaves single
    pictures as they are drawn, and sheets and films at a size that can be seen.
    """

    cutout: bool = False
    scale: int | None = None

    def __post_init__(self) -> None:
        if self.scale is not None and not 1 <= self.scale <= LARGEST_SCALE:
            raise UsageError(
                f"pictures cannot be enlarged {self.scale} times.", f"Give 1 to {LARGEST_SCALE}."
            )

    def cut(self, pixels: Pixels, background: str) -> Pixels:
        """Pixels [N, H, W, 3] on `background`, cut out if asked for; [N, H, W, 4] as they are."""
        if not self.cutout or pixels.shape[-1] == 4:
            return pixels
        return np.stack([cut_out(picture, background) for picture in pixels])

    def settings(self) -> dict[str, Any]:
        """What a recipe has to say of it."""
        asked = {"cutout": self.cutout, "scale": self.scale}
        return {key: value for key, value in asked.items() if value}


PLAIN = Finish()
