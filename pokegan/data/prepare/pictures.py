"""One picture: bytes are judged, decoded whole, made RGBA in sRGB and upright, then square.

The message of a DataError is the reason that the report gives.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from PIL import Image, PngImagePlugin, UnidentifiedImageError

from pokegan.data.prepare.colours import to_srgb
from pokegan.data.prepare.kinds import formats, not_a_picture
from pokegan.data.prepare.options import PixelSettings
from pokegan.data.prepare.sources import because
from pokegan.data.prepare.squares import to_square
from pokegan.errors import DataError, MemoryFull
from pokegan.runtime.marks import mark_in
from pokegan.runtime.memory import check_memory

MAX_PICTURE_PX = 64_000_000  # decided from the header, before anything is decoded
MAX_PNG_CHUNK_BYTES = 64 << 20  # unpacked; Pillow refuses pictures with profiles above 1 MB
_ANIMATED = ("GIF", "PNG", "WEBP", "AVIF")
_MAX_FRAMES = 100  # looked at for one that shows something
_SHOWN = 128  # the opacity of a frame that does: creatures fade in from nothing
_LAID_OUT = ("card", "project")  # commands whose files show a creature among other things
_TOO_LARGE = "too large for the memory of this machine"
_SMALL_PX = 4_000_000  # up to which it is not asked whether there is memory
_COLOUR_KEY_SCALES = {"L;2": 85, "L;4": 17}
_TURNS = {  # EXIF 2.32, tag 0x0112: what brings the picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Square:
    """A picture at its end, uint8 [C, R, R], how large it was, and what the report notes of it."""

    pixels: np.ndarray
    side_px: int
    note: str


def read_square(stream: BinaryIO, settings: PixelSettings) -> Square:
    """The whole road of one picture; DataError with the reason when it cannot be used."""
    try:
        picture, note = _decode(stream, settings.resolution)
        return Square(to_square(picture, settings), side(picture, settings.fit), note)
    except (MemoryError, MemoryFull) as error:
        raise DataError(_TOO_LARGE) from error


def generated(picture: Image.Image, include: bool) -> str:
    """Why a picture that pokegan made is not used; empty for others.

    With `include`, pictures of one creature are used too, but neither cards, sheets nor films.
    """
    try:
        text = mark_in(picture)
    # A picture with damaged EXIF is still a picture; Pillow raises several types for it.
    except Exception:
        text = None
    if text is None:
        return ""
    try:
        recipe = json.loads(text)
    except (ValueError, RecursionError):
        recipe = None
    known = recipe if isinstance(recipe, dict) else {}
    alone = "creature" in known or isinstance(known.get("seeds"), int)
    one = alone and known.get("command") not in _LAID_OUT
    if one and include:
        return ""
    what = "picture" if alone else "sheet or film"
    return f"a {what} made by pokegan" + (f" ({known['command']})" if "command" in known else "")


def side(picture: Image.Image, fit: str) -> int:
    """The side of the square that a picture is padded to or cropped to, before it is resized."""
    return min(picture.size) if fit == "crop" else max(picture.size)


def picture_bytes(pixels: int, resolution: int) -> int:
    """What a picture of so many pixels takes at most while it becomes a square.

    As measured: about 9 bytes a pixel where it is first reduced by a whole factor, else 41.
    """
    return 10 * pixels + 41 * min(pixels, (4 * resolution) ** 2)


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Image.Image]:
    """A picture whose header was read and found fit to decode; DataError with the reason."""
    head = stream.read(1024)
    stream.seek(0)
    limits = Image.MAX_IMAGE_PIXELS, PngImagePlugin.MAX_TEXT_CHUNK
    try:
        with warnings.catch_warnings():
            # Pillow warns on stderr about flaws that either do not matter or become a reason,
            # and refuses large pictures without telling their size.
            warnings.simplefilter("ignore")
            Image.MAX_IMAGE_PIXELS = None
            PngImagePlugin.MAX_TEXT_CHUNK = MAX_PNG_CHUNK_BYTES
            with Image.open(stream, formats=formats()) as picture:
                _refuse_by_size(*picture.size)
                yield picture
    except (DataError, MemoryFull):
        raise
    except MemoryError as error:
        raise DataError(_TOO_LARGE) from error
    except UnidentifiedImageError as error:
        raise DataError(not_a_picture(head)) from error
    # Pillow's decoders raise SyntaxError, ValueError, IndexError, struct.error and others for
    # damaged content; all of them mean the same to the owner of the file.
    except Exception as error:
        raise DataError(_damage(error)) from error
    finally:
        Image.MAX_IMAGE_PIXELS, PngImagePlugin.MAX_TEXT_CHUNK = limits


def _refuse_by_size(width: int, height: int) -> None:
    if width * height == 1:
        raise DataError("only one pixel")
    if width * height > MAX_PICTURE_PX:
        raise DataError(f"too large: {width}x{height}")


def _damage(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno:
        return f"cannot be read ({because(error)})"
    if isinstance(error, EOFError) or "truncated" in str(error).lower():
        return "truncated"
    return f"damaged ({' '.join(str(error).split()) or type(error).__name__})"


def _decode(stream: BinaryIO, resolution: int) -> tuple[Image.Image, str]:
    """The first frame that shows something, as upright RGBA in sRGB, and a note.

    DataError with the reason, or MemoryFull.
    """
    with opened(stream) as picture:
        size = picture.width * picture.height
        if size > _SMALL_PX:
            check_memory("a picture", lambda _: picture_bytes(size, resolution))
        _scale_colour_key(picture)
        picture.load()
        turn = _TURNS.get(_orientation(picture))
        frame, taken = _first_shown(picture)
        rgba, converted = to_srgb(picture, frame)
        note = "; ".join(filter(None, (taken, converted)))
        return (rgba if turn is None else rgba.transpose(turn)), note


def _scale_colour_key(picture: Image.Image) -> None:
    """Bring a PNG's transparent colour to 8 bits, as Pillow does with the pixels alone."""
    key = picture.info.get("transparency")
    if picture.format != "PNG" or key is None or not getattr(picture, "tile", None):
        return
    depth = picture.tile[0][3]  # type: ignore[attr-defined]
    if isinstance(key, int) and key < 16 and depth in _COLOUR_KEY_SCALES:
        picture.info["transparency"] = key * _COLOUR_KEY_SCALES[depth]
    elif isinstance(key, tuple) and depth == "RGB;16B":
        picture.info["transparency"] = tuple(value >> 8 for value in key)


def _orientation(picture: Image.Image) -> Any:
    try:
        return picture.getexif().get(0x0112, 1)
    # A picture with damaged EXIF is still a picture; Pillow raises several types for it.
    except Exception:
        return 1


def _first_shown(picture: Image.Image) -> tuple[Image.Image, str]:
    """The first frame as RGBA, or where that is empty the first that is not, and a note of it.

    Together the frames tried hold no more pixels than the largest picture.
    """
    first = _to_rgba(picture)
    if picture.format not in _ANIMATED or first.getchannel("A").getbbox():
        return first, ""
    most = min(_MAX_FRAMES, MAX_PICTURE_PX // (picture.width * picture.height))
    for number in range(1, most):
        try:
            picture.seek(number)
        except EOFError:
            break
        frame = _to_rgba(picture)
        if np.asarray(frame)[..., 3].max() >= _SHOWN:
            return frame, f"frame {number + 1} was taken, as those before it are empty"
    return first, ""


def _to_rgba(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I") or picture.mode == "F":
        return _deep_grey_to_rgba(picture)
    if picture.mode in ("P", "PA", "LA", "RGBA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("RGB").convert("RGBA")


def _deep_grey_to_rgba(picture: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits to 8; Pillow's own conversion clips at 255."""
    values = np.asarray(picture).astype(np.float32)
    if not np.isfinite(values).all():
        raise DataError("damaged (it holds values that are no numbers)")
    black, white = _deep_range(picture, values)
    grey = np.rint((values - black) / (white - black) * 255).astype(np.uint8)
    opacity = np.full_like(grey, 255)
    key = picture.info.get("transparency")
    if isinstance(key, int):
        opacity[values == key] = 0
    return Image.fromarray(np.stack([grey, grey, grey, opacity], axis=-1))


def _deep_range(picture: Image.Image, values: np.ndarray) -> tuple[float, float]:
    """What is black and white: 16 bits where the format says so, else the first usual range
    that holds the values (1 for floats, 8 bits, 16 bits), else their own extent."""
    low, high = float(values.min()), float(values.max())
    if picture.mode.startswith("I;16") or picture.format in ("PNG", "PPM"):
        return 0, 65535
    for white in (1, 255, 65535)[picture.mode == "I" :]:
        if low >= 0 and high <= white:
            return 0, white
    return low, max(high, low + 1)
