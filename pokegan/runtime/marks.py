"""The mark in every picture that pokegan writes: its recipe, or that it is a sheet without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

KEY = "pokegan"  # of a PNG's text chunk, and what begins a GIF's comment or an EXIF description
EXIF_DESCRIPTION = 0x010E
SHEET: dict[str, Any] = {"kind": "sheet"}


def mark_in(image: Image.Image) -> str | None:
    """The JSON that pokegan wrote into a picture, unread; None in any other."""
    if image.format == "PNG":
        chunk = image.info.get(KEY)
        return None if chunk is None else str(chunk)
    if image.format == "GIF":
        line = image.info.get("comment", b"").decode("ascii", "replace")
    else:
        line = str(image.getexif().get(EXIF_DESCRIPTION, ""))
    mark, _, text = line.partition(" ")
    return text if mark == KEY else None
