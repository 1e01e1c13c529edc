"""What can be asked for: options as they are typed, and the recipe they become once checked."""

from __future__ import annotations

import json
from dataclasses import dataclass

from PIL import ImageColor

from pokegan.errors import UsageError

FORMAT_VERSION = 1
MIN_RESOLUTION, MAX_RESOLUTION = 4, 1024
_FITS = ("pad", "crop")


@dataclass(frozen=True)
class PrepareOptions:
    """How pictures become squares.

    `resolution` is a power of two from 4 to 1024, or None for one that suits the pictures;
    `background` any CSS colour, or "transparent" to keep opacity; `fit` "pad" or "crop".
    `include_generated` takes in pictures that pokegan made.
    """

    resolution: int | None = None
    background: str = "white"
    fit: str = "pad"
    include_generated: bool = False


DEFAULTS = PrepareOptions()


@dataclass(frozen=True)
class PixelSettings:
    """The options once checked: all that the pixels of a picture, and its use, depend on."""

    resolution: int
    background: tuple[int, int, int] | None  # None keeps opacity
    fit: str
    include_generated: bool = False

    @property
    def channels(self) -> int:
        """3, or 4 with premultiplied opacity."""
        return 4 if self.background is None else 3

    @property
    def levels(self) -> list[int]:
        """Resolutions of the pyramid, largest first."""
        return [1 << n for n in range(self.resolution.bit_length() - 1, 1, -1)]

    def describe(self) -> str:
        """The same text for the same pixels."""
        return json.dumps([FORMAT_VERSION, self.resolution, self.background, self.fit])


def check(options: PrepareOptions) -> tuple[int, int, int] | None:
    """The background as RGB, None for transparent; UsageError for any option out of range."""
    size = options.resolution
    if size is not None and not (
        MIN_RESOLUTION <= size <= MAX_RESOLUTION and size.bit_count() == 1
    ):
        raise UsageError(
            f"resolution {size} is not a power of two from {MIN_RESOLUTION} to {MAX_RESOLUTION}.",
            "Choose 32, 64, 128 or 256.",
        )
    if options.fit not in _FITS:
        raise UsageError(f"fit {options.fit!r} is not known.", f"Choose {' or '.join(_FITS)}.")
    if options.background == "transparent":
        return None
    try:
        colour = ImageColor.getrgb(options.background)
    except ValueError as error:
        raise UsageError(
            f"background {options.background!r} is not a colour.",
            "Write a CSS colour such as white or #f0f0f0, or transparent.",
        ) from error
    if len(colour) == 4 and colour[3] != 255:
        raise UsageError(
            f"background {options.background!r} is half transparent.",
            "Give an opaque colour, or transparent.",
        )
    return colour[0], colour[1], colour[2]
