"""Which resolution suits pictures: one that loses few of their pixels and adds few empty ones."""

from __future__ import annotations

import statistics
from contextlib import suppress

from pokegan.data.prepare.options import MIN_RESOLUTION
from pokegan.data.prepare.pictures import generated, opened, side
from pokegan.data.prepare.sources import Listing, forget_archive, reading
from pokegan.errors import DataError

MAX_SUITABLE = 256
MAX_PADDED = 128  # above it shrinking blurs less than a size twice as large costs
MOST_LOST = 1 / 3  # of the pixels
_SAMPLE = 2048  # pictures looked at


def usual_side(listing: Listing, fit: str, include_generated: bool = False) -> int:
    """The median of the pictures' sides, of which none is decoded; 0 when none can be read."""
    stride = max(1, len(listing.files) // _SAMPLE)
    sides = []
    for file in listing.files[::stride]:
        with (
            suppress(DataError),
            reading(file, listing.archive) as stream,
            opened(stream) as picture,
        ):
            if not generated(picture, include_generated):
                sides.append(side(picture, fit))
    forget_archive()
    return int(statistics.median(sides)) if sides else 0


def suitable_resolution(side_px: int) -> int:
    """The power of two below a side, or that above where the one below would lose a third.

    So 19 px become 16, but 20 px are padded to 32. Sides above 128 px are always shrunk.
    """
    below = 1 << (max(side_px, 1).bit_length() - 1)
    lost = 1 - (below / max(side_px, 1)) ** 2
    power = 2 * below if below < MAX_PADDED and lost > MOST_LOST else below
    return min(max(power, MIN_RESOLUTION), MAX_SUITABLE)


def what_becomes(side_px: int, resolution: int) -> str:
    """What preparing does to a picture of that side, in words."""
    if side_px > resolution:
        return f"shrunk to {resolution} px"
    multiple = resolution // side_px
    if multiple > 1:
        return f"enlarged {multiple} times for {resolution} px"
    return "kept as it is" if side_px == resolution else f"padded to {resolution} px, pixels kept"
