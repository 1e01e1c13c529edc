"""A folder or zip of pictures becomes one packed file of uniform squares.

Pictures are found by their content, decoded, turned upright, made square and shrunk by area
with premultiplied opacity. The file holds them at every resolution from 4 up, each the 2x2
means of the next. Beside it lie a contact sheet, to look at, and a report that names each file
not used and why.

A picture whose longer side fits the resolution is enlarged by the largest whole multiple that
fits, each pixel to a block, and padded; only larger ones are resampled. Padding is background.

The layout is that of safetensors, written by hand because pictures stream through: the file
may be larger than memory.

Shapes: N pictures, C channels (3, or 4 with premultiplied opacity), R resolution.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import io
import json
import math
import multiprocessing
import os
import re
import shutil
import signal
import stat
import statistics
import struct
import tempfile
import threading
import time
import unicodedata
import warnings
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import IO, Any, BinaryIO

import numpy as np
from PIL import Image, ImageColor, PngImagePlugin, UnidentifiedImageError

from pokegan import __version__
from pokegan.errors import DataError, UsageError

FORMAT_VERSION = 1
MIN_RESOLUTION, MAX_RESOLUTION = 4, 1024
MAX_DEFAULT_RESOLUTION = 256
MAX_PICTURE_PX = 64_000_000  # decided from the header, before anything is decoded
MAX_FILE_BYTES = 512 << 20  # 64 million pixels of 16-bit RGBA, unpacked
SHEET_PX = 1088
SHEET_COLUMNS = 16

_FITS = ("pad", "crop")
# Pillow also opens formats that start other programs (EPS runs Ghostscript) or hold no picture.
_FORMATS = (
    *("PNG", "JPEG", "GIF", "WEBP", "BMP", "DIB", "TIFF", "AVIF", "JPEG2000", "PPM", "QOI"),
    *("PSD", "ICO", "CUR", "ICNS", "PCX", "DDS", "SGI", "TGA"),
)
_SYSTEM_NAMES = {"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"}
_HINT = "Give a folder or a zip of pictures: PNG, JPEG, WebP, GIF, BMP, TIFF and others."
_SIZE_SAMPLE = 2048  # headers read to find the usual size
_SMALL_SOURCE = (400, 8 << 20)  # pictures, bytes: done before a pool of processes has started
_CHUNK_BYTES, _CHUNK_PICTURES = 4 << 20, 16
_PATIENCE = 2  # chunks in flight for each worker


@dataclass(frozen=True)
class PrepareOptions:
    """How pictures become squares.

    `resolution` is a power of two from 4 to 1024, or None for one that suits the pictures;
    `background` any CSS colour, or "transparent" to keep opacity; `fit` "pad" or "crop".
    """

    resolution: int | None = None
    background: str = "white"
    fit: str = "pad"


@dataclass(frozen=True)
class PrepareReport:
    """What `prepare` wrote and made of its source.

    `skipped` holds (name, reason) of every file not used, exact duplicates included;
    `duplicates` says how many of them those are.
    """

    path: Path
    sheet: Path
    report: Path
    resolution: int
    channels: int
    used: int
    skipped: tuple[tuple[str, str], ...]
    duplicates: int
    fingerprint: str


def prepare(
    source: Path,
    out: Path,
    options: PrepareOptions = PrepareOptions(),
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> PrepareReport:
    """Write the pictures of a folder or zip to `out`, and a sheet and a report beside it.

    `workers` is the number of processes (all cores when None); `progress` is called with
    (done, total) after each file. Nothing is left behind unless all went well. UsageError for
    an option out of range; DataError when the source cannot be read, holds fewer than two
    usable pictures, or `out` cannot be written.
    """
    source, out = Path(source), Path(out)
    if out.suffix != ".safetensors":
        raise UsageError(f"{out} must end with .safetensors.")
    background = _check(options)
    listing = _list(source)
    resolution = options.resolution or _usual_resolution(listing)
    recipe = _Recipe(resolution, background, options.fit)
    about: dict[str, Any] = {
        "stamp": _stamp(listing, options),
        "background": options.background,
        "fit": options.fit,
        "resolution": resolution,
        "channels": recipe.channels,
    }
    sheet, report = (out.with_name(out.stem + end) for end in ("-sheet.png", "-report.txt"))
    tally = _Tally(listing)
    with (
        _writing(out),
        _replacing(sheet) as sheet_part,
        _replacing(report) as report_part,
        _replacing(out) as data_part,
        closing(_Packing(data_part, recipe, _header_room(listing, about, recipe))) as packing,
    ):
        _pack(listing, recipe, tally, packing, _cores() if workers is None else workers, progress)
        if len(tally.names) < 2:
            raise tally.too_few(source)
        about["fingerprint"] = _fingerprint(tally.hashes, recipe)
        packing.finish(_header(about, tally.names, tally.hashes, tally.counts()))
        _draw_sheet(sheet_part, packing, about["fingerprint"])
        text = _report_text(source, out, about, tally)
        report_part.write_text(text, "utf-8", newline="\n")
    return PrepareReport(
        path=out,
        sheet=sheet,
        report=report,
        resolution=resolution,
        channels=recipe.channels,
        used=len(tally.names),
        skipped=tuple(tally.skipped),
        duplicates=tally.duplicates,
        fingerprint=about["fingerprint"],
    )


def source_stamp(source: Path, options: PrepareOptions) -> str:
    """16 hex digits that change with the source's listing and the options; decodes nothing.

    A file that `prepare` wrote holds the stamp of its source as "stamp" in its header.
    """
    return _stamp(_list(Path(source)), options)


def prepare_one(
    path_or_bytes: Path | str | bytes, resolution: int, background: str, fit: str
) -> np.ndarray:
    """One picture on the road of a whole folder: uint8 [C, R, R]; DataError when unusable."""
    recipe = _Recipe(resolution, _check(PrepareOptions(resolution, background, fit)), fit)
    name = "the picture"
    try:
        if isinstance(path_or_bytes, bytes):
            return _pixels(io.BytesIO(path_or_bytes), recipe)
        name = str(path_or_bytes)
        with _stream(_File(name, name, 0), None) as stream:
            return _pixels(stream, recipe)
    except DataError as fault:
        raise DataError(f"{name} cannot be used: {fault.message}.") from fault


# Options


@dataclass(frozen=True)
class _Recipe:
    resolution: int
    background: tuple[int, int, int] | None  # None keeps opacity
    fit: str

    @property
    def channels(self) -> int:
        return 4 if self.background is None else 3

    @property
    def levels(self) -> list[int]:
        """Resolutions of the pyramid, largest first."""
        return [1 << n for n in range(self.resolution.bit_length() - 1, 1, -1)]

    def describe(self) -> str:
        return json.dumps([FORMAT_VERSION, self.resolution, self.background, self.fit])


def _check(options: PrepareOptions) -> tuple[int, int, int] | None:
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


def _stamp(listing: _Listing, options: PrepareOptions) -> str:
    recipe = _Recipe(options.resolution or 0, _check(options), options.fit)
    return _digest(f"{__version__} {recipe.describe()} {listing.signature}".encode())


def _fingerprint(hashes: Iterable[str], recipe: _Recipe) -> str:
    return _digest(" ".join([recipe.describe(), *hashes]).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _cores() -> int:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(usable or 1, 32)


# The source: which files there are


@dataclass(frozen=True)
class _File:
    name: str  # relative, with "/", as it is written to the header
    place: str | zipfile.ZipInfo
    size: int


@dataclass(frozen=True)
class _Listing:
    archive: str | None  # path of the zip, None for a folder
    files: list[_File]  # in natural order
    refused: list[tuple[str, str]]  # (name, reason), known without opening
    hidden: int
    signature: str


def _list(source: Path) -> _Listing:
    try:
        mode = source.stat().st_mode
    except OSError as error:
        raise DataError(f"{source} cannot be read: {_because(error)}.", _HINT) from error
    if stat.S_ISDIR(mode):
        return _list_folder(source)
    if stat.S_ISREG(mode):
        return _list_zip(source)
    raise DataError(f"{source} is neither a folder nor a file.", _HINT)


def _list_folder(root: Path) -> _Listing:
    """Every file below `root`; linked folders are followed once, after the real ones."""
    refused: list[tuple[str, str]] = []
    found: list[tuple[_File, int]] = []
    hidden = 0
    real_root = os.path.realpath(root)
    seen: set[str] = set()
    folders, links = [str(root)], deque[str]()
    while folders or links:
        folder = folders.pop() if folders else links.popleft()
        name, real = _relative(folder, root), os.path.realpath(folder)
        if real in seen or Path(real) in Path(real_root).parents:
            refused.append((name, "a link to a folder that is read already"))
            continue
        seen.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if folder == str(root):
                raise DataError(f"{root} cannot be opened: {_because(error)}.") from error
            refused.append((name, f"cannot be opened ({_because(error)})"))
            continue
        siblings = {entry.name for entry in entries}
        for entry in entries:
            if _is_hidden(entry.name):
                hidden += 1
                continue
            kind = _judge(entry, siblings)
            if isinstance(kind, str):
                refused.append((_relative(entry.path, root), kind))
            elif stat.S_ISDIR(kind.st_mode):
                (links if entry.is_symlink() else folders).append(entry.path)
            else:
                file = _File(_relative(entry.path, root), entry.path, kind.st_size)
                found.append((file, kind.st_mtime_ns))
    found.sort(key=lambda pair: _natural(pair[0].name))
    lines = (f"{file.name}\0{file.size}\0{mtime}" for file, mtime in found)
    files = [file for file, _ in found]
    return _Listing(None, files, refused, hidden, _digest("\n".join(lines).encode()))


def _judge(entry: os.DirEntry[str], siblings: set[str]) -> os.stat_result | str:
    """Status of a file or folder, or the reason why the entry is neither."""
    try:
        status = entry.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "a link that leads to itself"
        return "a broken link" if entry.is_symlink() else f"cannot be read ({_because(error)})"
    if stat.S_ISDIR(status.st_mode):
        return status
    if not stat.S_ISREG(status.st_mode):
        return "not a file (a pipe, socket or device)"
    if _is_ours(entry.name, siblings):
        return "written by pokegan"
    if status.st_size > MAX_FILE_BYTES:
        return _too_many_bytes(status.st_size)
    return status


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in _SYSTEM_NAMES


def _is_ours(name: str, siblings: set[str]) -> bool:
    """A prepared file, or the sheet or report of one beside it: no part of the source."""
    base = re.sub(r"-(sheet\.png|report\.txt)$", ".safetensors", name)
    return base.endswith(".safetensors") and base in siblings


def _list_zip(path: Path) -> _Listing:
    status = path.stat()
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataError(*_why_not_a_zip(path)) from error
    files, refused, hidden = [], [], 0
    for entry in entries:
        if entry.is_dir():
            continue
        name = _clean(entry.filename.replace("\\", "/"))
        if any(_is_hidden(part) for part in name.split("/")):
            hidden += 1
        elif entry.flag_bits & 1:
            refused.append((name, "encrypted (packed with a password)"))
        elif stat.S_ISLNK(entry.external_attr >> 16):
            refused.append((name, "a link inside the zip"))
        elif entry.file_size > MAX_FILE_BYTES:
            refused.append((name, _too_many_bytes(entry.file_size)))
        else:
            files.append(_File(name, entry, entry.file_size))
    files.sort(key=lambda file: _natural(file.name))
    signature = _digest(f"{status.st_size} {status.st_mtime_ns}".encode())
    return _Listing(str(path), files, refused, hidden, signature)


def _why_not_a_zip(path: Path) -> tuple[str, str]:
    """Message and hint."""
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        return f"{path} cannot be read: {_because(error)}.", _HINT
    if head.startswith(b"PK"):
        return f"{path} is a damaged or incomplete zip.", "Copy or pack it again."
    content = _content(head) or "a single picture"
    return f"{path} is neither a folder nor a zip, but {content}.", _HINT


def _natural(name: str) -> list[list[tuple[bool, int, str]]]:
    """Sorts 2.png before 10.png, folder by folder; ties fall back to the exact name."""
    keys = [
        [
            (part.isdecimal(), len(part.lstrip("0")) if part.isdecimal() else 0, part.lstrip("0"))
            for part in re.split(r"([0-9]+)", folder.casefold())
        ]
        for folder in name.split("/")
    ]
    return [*keys, [(False, 0, name)]]


def _relative(path: str, root: Path) -> str:
    return _clean(Path(os.path.relpath(path, root)).as_posix())


def _clean(name: str) -> str:
    """The name as text that any file can hold: undecodable bytes become question marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _too_many_bytes(size: int) -> str:
    return f"too large: {size / 1e9:.1f} GB"


def _because(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _usual_resolution(listing: _Listing) -> int:
    """The largest power of two within the median longer side, from headers alone."""
    stride = max(1, len(listing.files) // _SIZE_SAMPLE)
    sides = []
    for file in listing.files[::stride]:
        try:
            with _stream(file, listing.archive) as stream, _opened(stream) as picture:
                sides.append(max(picture.size))
        except DataError:
            continue
    side = int(statistics.median(sides)) if sides else MIN_RESOLUTION
    power = 1 << (max(side, 1).bit_length() - 1)
    return min(max(power, MIN_RESOLUTION), MAX_DEFAULT_RESOLUTION)


# One picture: bytes -> RGBA -> square. A DataError's message is the reason in the report.


@contextmanager
def _stream(file: _File, archive: str | None) -> Iterator[BinaryIO]:
    """The bytes of a source file, to be read from the start."""
    try:
        if isinstance(file.place, str):
            stream: BinaryIO = open(file.place, "rb")  # noqa: SIM115 - closed below
        else:
            stream = io.BytesIO(_archive(str(archive)).read(file.place))
    except OSError as error:
        raise DataError(f"cannot be read ({_because(error)})") from error
    except NotImplementedError as error:
        raise DataError("packed in a way that Python cannot unpack") from error
    # The errors of zipfile, zlib, lzma and struct have no common parent.
    except Exception as error:
        raise DataError("damaged inside the zip") from error
    with stream:
        yield stream


@lru_cache(maxsize=1)
def _archive(path: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


@lru_cache(maxsize=1)
def _formats() -> tuple[str, ...]:
    """The formats of the list that this Pillow was built with."""
    Image.init()
    return tuple(name for name in _FORMATS if name in Image.OPEN)


@contextmanager
def _opened(stream: BinaryIO) -> Iterator[Image.Image]:
    """A picture whose header was read and found fit to decode; DataError with the reason."""
    head = stream.read(1024)
    stream.seek(0)
    limit = Image.MAX_IMAGE_PIXELS
    try:
        with warnings.catch_warnings():
            # Pillow warns on stderr about flaws that either do not matter or become a reason,
            # and refuses large pictures without telling their size.
            warnings.simplefilter("ignore")
            Image.MAX_IMAGE_PIXELS = None
            with Image.open(stream, formats=_formats()) as picture:
                _refuse_by_size(*picture.size)
                yield picture
    except (DataError, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise DataError(_not_a_picture(head)) from error
    # Pillow's decoders raise SyntaxError, ValueError, IndexError, struct.error and others for
    # damaged content; all of them mean the same to the owner of the file.
    except Exception as error:
        raise DataError(_damage(error)) from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _refuse_by_size(width: int, height: int) -> None:
    if width * height == 1:
        raise DataError("only one pixel")
    if width * height > MAX_PICTURE_PX:
        raise DataError(f"too large: {width}x{height}")


def _damage(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno:
        return f"cannot be read ({_because(error)})"
    if isinstance(error, EOFError) or "truncated" in str(error).lower():
        return "truncated"
    return f"damaged ({' '.join(str(error).split()) or type(error).__name__})"


_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*", b"8BPS")
_OTHER_STARTS = {
    b"version https://git-lfs": "a Git LFS pointer; fetch the file itself with git lfs pull",
    b"PK\x03\x04": "a zip archive; unpack it",
    b"Rar!": "a rar archive; unpack it",
    b"7z\xbc\xaf": "a 7z archive; unpack it",
    b"\x1f\x8b": "a gzip archive; unpack it",
    b"%PDF": "a PDF document",
    b"%!PS": "a PostScript drawing; export it as PNG",
    b"\x1aE\xdf\xa3": "a video",
}


def _not_a_picture(head: bytes) -> str:
    if not head:
        return "empty file (0 bytes)"
    content = _content(head)
    return f"not a picture ({content})" if content else "damaged (its header cannot be read)"


def _content(head: bytes) -> str:
    """What a file holds, judged by its first 1024 bytes; empty when it starts as a picture."""
    for start, words in _OTHER_STARTS.items():
        if head.startswith(start):
            return words
    if head[4:8] == b"ftyp":
        return _content_of_mp4(head[8:12])
    if head.startswith(_PICTURE_STARTS):
        return ""
    lower = head.lower()
    if b"<svg" in lower:
        return "an SVG drawing; export it as PNG"
    if b"<html" in lower or b"<!doctype html" in lower:
        return "a web page"
    return "text" if _is_text(head) else "unknown content"


def _content_of_mp4(brand: bytes) -> str:
    if brand == b"avif":
        return "" if "AVIF" in _formats() else "AVIF, which this Pillow cannot read"
    return "a HEIC photo; export it as JPEG" if brand in (b"heic", b"heix", b"mif1") else "a video"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        # The last character may have been cut in two.
        text = head.decode("utf-8", "ignore" if len(head) == 1024 else "strict")
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    return all(sign in "\t\r\n\f" or unicodedata.category(sign) != "Cc" for sign in text)


def _pixels(stream: BinaryIO, recipe: _Recipe) -> np.ndarray:
    """The whole road of one picture, to uint8 [C, R, R]; DataError with the reason."""
    try:
        return _square(_decode(stream), recipe)
    except MemoryError as error:
        raise DataError("too large for the memory of this machine") from error


def _decode(stream: BinaryIO) -> Image.Image:
    """The first frame, whole and upright, as RGBA; DataError with the reason."""
    with _opened(stream) as picture:
        _scale_colour_key(picture)
        picture.load()
        if _is_sheet(picture):
            raise DataError("a contact sheet written by pokegan")
        turn = _TURNS.get(_orientation(picture))
        return _to_rgba(picture if turn is None else picture.transpose(turn))


_COLOUR_KEY_SCALES = {"L;2": 85, "L;4": 17}


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


_TURNS = {  # EXIF 2.32, tag 0x0112: what brings the picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(picture: Image.Image) -> Any:
    try:
        return picture.getexif().get(0x0112, 1)
    # A picture with damaged EXIF is still a picture; Pillow raises several types for it.
    except Exception:
        return 1


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


def _square(picture: Image.Image, recipe: _Recipe) -> np.ndarray:
    """RGBA of any size to the final uint8 [C, R, R]."""
    if recipe.fit == "crop":
        side = min(picture.size)
        left, top = (picture.width - side) // 2, (picture.height - side) // 2
        picture = picture.crop((left, top, left + side, top + side))
    fits = max(picture.size) <= recipe.resolution
    square = (_enlarged if fits else _shrunk)(picture, recipe.resolution)  # [4, R, R]
    colour, opacity = square[:3], square[3]
    if opacity.max() < 0.5:
        raise DataError("fully transparent")
    if recipe.background is not None:
        background = np.array(recipe.background, np.float32)[:, None, None]
        square = colour + (1 - opacity / 255) * background
    return _rounded(square)  # [C, R, R]


def _rounded(values: np.ndarray) -> np.ndarray:
    return (values + np.float32(0.5)).astype(np.uint8)


def _planes(picture: Image.Image) -> np.ndarray:
    """float32 [4, height, width]; numpy is several times faster on long rows than on pixels."""
    return np.asarray(picture).transpose(2, 0, 1).astype(np.float32, order="C")


def _premultiplied(picture: Image.Image) -> np.ndarray:
    planes = _planes(picture)
    planes[:3] *= planes[3] / 255
    return planes


def _enlarged(picture: Image.Image, resolution: int) -> np.ndarray:
    """Whole multiples, padded with transparency: premultiplied float32 [4, R, R]."""
    multiple = resolution // max(picture.size)
    planes = _premultiplied(picture).repeat(multiple, axis=1).repeat(multiple, axis=2)
    _, height, width = planes.shape
    top, left = (resolution - height) // 2, (resolution - width) // 2
    square = np.zeros((4, resolution, resolution), np.float32)
    square[:, top : top + height, left : left + width] = planes
    return square


def _shrunk(picture: Image.Image, resolution: int) -> np.ndarray:
    """Area means over the padded square: premultiplied float32 [4, R, R].

    Each target pixel weighs what it covers by the exact share; Pillow's BOX takes or leaves
    whole pixels. What lies beyond the picture counts as transparent. Far larger
    pictures are first reduced by a whole factor, to twice the resolution or a little more.
    """
    width, height = picture.size
    side = max(width, height)
    if min(width, height) * resolution < side:
        raise DataError(f"too thin: {width}x{height} would be less than a pixel across")
    factor = max(1, side // (2 * resolution))
    reduced = factor > 1
    planes = _planes(picture.convert("RGBa").reduce(factor)) if reduced else _premultiplied(picture)
    rows = _area_taps(height, side, factor, resolution)
    planes = sum(planes[:, i] * w[:, None] for i, w in zip(*rows, strict=True))  # [4, R, width]
    columns = _area_taps(width, side, factor, resolution)
    return sum(planes[:, :, i] * w for i, w in zip(*columns, strict=True))  # [4, R, R]


@lru_cache(maxsize=256)
def _area_taps(
    length: int, side: int, factor: int, resolution: int
) -> tuple[np.ndarray, np.ndarray]:
    """Source indices and weights [T, R] of `length` pixels centred in a square of `side`.

    The pixels come in blocks of `factor`, the last block perhaps smaller.
    """
    blocks = -(-length // factor)
    edges = np.minimum(np.arange(blocks + 1) * factor, length) + (side - length) / 2
    cells = np.arange(resolution + 1) * (side / resolution)
    overlap = np.minimum(edges[1:], cells[1:, None]) - np.maximum(edges[:-1], cells[:-1, None])
    share = overlap.clip(min=0) * (resolution / side)  # [R, blocks]
    taps = int((share > 0).sum(axis=1).max())
    index = (share > 0).argmax(axis=1) + np.arange(taps)[:, None]
    weights = np.where(index < blocks, share[np.arange(resolution), index % blocks], 0)
    return np.minimum(index, blocks - 1), weights.astype(np.float32)


def _pyramid(square: np.ndarray) -> Iterator[np.ndarray]:
    """The square [C, R, R] and each half of it down to 4 px, by rounded 2x2 means."""
    yield square
    while square.shape[-1] > MIN_RESOLUTION:
        wide = square.astype(np.uint16)
        total = wide[:, ::2, ::2] + wide[:, 1::2, ::2] + wide[:, ::2, 1::2] + wide[:, 1::2, 1::2]
        square = ((total + 2) >> 2).astype(np.uint8)
        yield square


# Many pictures: in order, on all cores


@dataclass(frozen=True)
class _Outcome:
    levels: bytes = b""  # the pyramid, largest first
    hash: str = ""
    reason: str = ""  # why the file is not used, else empty


def _work(files: list[_File], archive: str | None, recipe: _Recipe) -> list[_Outcome]:
    return [_outcome(file, archive, recipe) for file in files]


def _outcome(file: _File, archive: str | None, recipe: _Recipe) -> _Outcome:
    try:
        with _stream(file, archive) as stream:
            square = _pixels(stream, recipe)
    except DataError as fault:
        return _Outcome(reason=fault.message)
    levels = b"".join(level.tobytes() for level in _pyramid(square))
    return _Outcome(levels, _digest(square.tobytes()))


def _outcomes(listing: _Listing, recipe: _Recipe, workers: int) -> Generator[_Outcome, None, None]:
    """What becomes of each file of the listing, in its order, whatever the number of workers."""
    few, light = _SMALL_SOURCE
    files = listing.files
    if len(files) < few and sum(file.size for file in files) < light:
        workers = 1
    picture_bytes = 4 * recipe.channels * recipe.resolution**2 // 3
    length = min(max(_CHUNK_BYTES // picture_bytes, 1), _CHUNK_PICTURES)
    chunks = (files[start : start + length] for start in range(0, len(files), length))
    try:
        if workers > 1:
            yield from _pooled(chunks, listing.archive, recipe, workers)
        else:
            for file in files:
                yield _outcome(file, listing.archive, recipe)
    finally:
        _archive.cache_clear()


def _pooled(
    chunks: Iterator[list[_File]], archive: str | None, recipe: _Recipe, workers: int
) -> Iterator[_Outcome]:
    """Outcomes in order, with a bounded number of chunks in flight.

    When a process dies, the chunks in flight are tried again apart, so that only the file that
    killed it is lost.
    """
    while True:
        waiting: deque[list[_File]] = deque()
        futures: deque[Future[list[_Outcome]]] = deque()
        pool = _pool(workers)
        try:
            for chunk in chunks:
                waiting.append(chunk)
                futures.append(pool.submit(_work, chunk, archive, recipe))
                if len(futures) >= _PATIENCE * workers:
                    yield from _first(waiting, futures)
            while futures:
                yield from _first(waiting, futures)
            return
        except (BrokenProcessPool, OSError):
            pass
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        if not _processes_start():
            for file in chain(*waiting, *chunks):
                yield _outcome(file, archive, recipe)
            return
        for chunk in waiting:
            yield from _apart(chunk, archive, recipe)


def _first(waiting: deque[list[_File]], futures: deque[Future[list[_Outcome]]]) -> list[_Outcome]:
    outcomes = futures[0].result()
    futures.popleft()
    waiting.popleft()
    return outcomes


def _apart(files: list[_File], archive: str | None, recipe: _Recipe) -> Iterator[_Outcome]:
    """Outcomes of files one of which may kill its process: halved until that one is found."""
    try:
        with _pool(1) as pool:
            outcomes = pool.submit(_work, files, archive, recipe).result()
    except BrokenProcessPool:
        if len(files) == 1:
            yield _Outcome(reason="damaged (its decoder crashed or ran out of memory)")
            return
        half = len(files) // 2
        yield from _apart(files[:half], archive, recipe)
        yield from _apart(files[half:], archive, recipe)
    else:
        yield from outcomes


def _processes_start() -> bool:
    """False where no process can: in a script without a main guard, or one read from stdin."""
    try:
        with _pool(1) as pool:
            return pool.submit(os.getpid).result() > 0
    except (BrokenProcessPool, OSError):
        return False


def _pool(workers: int) -> ProcessPoolExecutor:
    # Forking a process that runs threads, as torch does, can deadlock; spawn is the same
    # everywhere.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(min(workers, 61), context, initializer=_start_worker)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


# The packed file


def _pack(
    listing: _Listing,
    recipe: _Recipe,
    tally: _Tally,
    packing: _Packing,
    workers: int,
    progress: Callable[[int, int], None] | None,
) -> None:
    with closing(_outcomes(listing, recipe, workers)) as outcomes:
        for done, (file, outcome) in enumerate(zip(listing.files, outcomes, strict=True), 1):
            if tally.accepts(file.name, outcome):
                packing.add(outcome.levels)
            if progress is not None:
                progress(done, len(listing.files))


class _Tally:
    """Which files were used, and why the others were not."""

    def __init__(self, listing: _Listing) -> None:
        self.names: list[str] = []
        self.hashes: list[str] = []
        self.duplicates = 0
        self.hidden = listing.hidden
        self._unused = list(listing.refused)
        self._known: dict[str, str] = {}

    @property
    def skipped(self) -> list[tuple[str, str]]:
        return sorted(self._unused, key=lambda pair: _natural(pair[0]))

    def accepts(self, name: str, outcome: _Outcome) -> bool:
        """Whether the picture is to be used; notes the reason when it is not."""
        reason = outcome.reason
        if not reason and outcome.hash in self._known:
            reason = f"exact duplicate of {self._known[outcome.hash]}"
            self.duplicates += 1
        if reason:
            self._unused.append((name, reason))
            return False
        self._known[outcome.hash] = name
        self.names.append(name)
        self.hashes.append(outcome.hash)
        return True

    def counts(self) -> dict[str, int]:
        return {
            "seen": len(self.names) + len(self._unused),
            "used": len(self.names),
            "skipped": len(self._unused),
            "duplicates": self.duplicates,
            "hidden": self.hidden,
        }

    def reasons(self) -> list[tuple[str, int]]:
        """Kinds of reasons, most common first: details in brackets count as one kind."""
        kinds = Counter(re.split(r" of |: | \(", reason)[0] for _, reason in self._unused)
        return kinds.most_common()

    def too_few(self, source: Path) -> DataError:
        count = self.counts()
        if not count["seen"]:
            return DataError(f"{source} holds no files.", _HINT)
        usable = "no usable picture" if not self.names else "only one usable picture"
        files = "1 file" if count["seen"] == 1 else f"{count['seen']:,} files"
        why = ""
        if self._unused:
            reason, times = Counter(reason for _, reason in self._unused).most_common(1)[0]
            name = next(name for name, given in self._unused if given == reason)
            why = f" The most common reason: {reason} ({times:,} of them, such as {_shown(name)})."
        return DataError(
            f"{source} holds {usable} among {files}; at least two are needed.{why}", _HINT
        )


class _Packing:
    """The packed file while it grows, at a temporary path.

    The largest pictures go straight to their place behind room for the header; the smaller
    levels wait in nameless files on the same disk, which vanish with the process.
    """

    def __init__(self, path: Path, recipe: _Recipe, room: int) -> None:
        self.count = 0
        self.levels = recipe.levels
        self._channels, self._path, self._room = recipe.channels, path, room
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
        for file in [self._file, *self._spools]:
            file.close()


def _nameless(folder: Path) -> IO[bytes]:
    return tempfile.TemporaryFile(dir=folder)


def _header(
    about: dict[str, Any], names: list[str], hashes: list[str], counts: dict[str, int]
) -> dict[str, Any]:
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


def _header_room(listing: _Listing, about: dict[str, Any], recipe: _Recipe) -> int:
    """Bytes that the layout cannot exceed, a multiple of 8: known before the first picture."""
    count = len(listing.files)
    names = [file.name for file in listing.files]
    counts = dict.fromkeys(_Tally(listing).counts(), count + len(listing.refused))
    full = _header({**about, "fingerprint": "f" * 16}, names, ["f" * 16] * count, counts)
    length = len(_layout(full, count, recipe.channels, recipe.levels))
    return math.ceil((length + len(str(listing.hidden))) / 8) * 8


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A temporary name that becomes `path` when all goes well and vanishes when it does not."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    try:
        yield part
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _sweep(path: Path) -> None:
    """Remove what a killed run left: a living one writes more often than once an hour."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        if time.time() - part.stat().st_mtime > 3600:
            part.unlink(missing_ok=True)


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Says which disk is full or closed; faults of reading have become reasons before."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DataError(
                f"{out} cannot be written: the disk is full.",
                "Nothing was left behind. Free some room, or choose another place or a smaller "
                "resolution.",
            ) from error
        raise DataError(f"{out} cannot be written: {_because(error)}.") from error


# Sheet and report

_SHEET_KEY = "pokegan"
_SHEET_GAP_PX = 2
_CELL_PX = 256
_GREYS = (160, 200)  # of the checks under see-through pictures; the first lies between cells


def _draw_sheet(path: Path, packing: _Packing, fingerprint: str) -> None:
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
    text.add_text(_SHEET_KEY, json.dumps({"kind": "sheet", "fingerprint": fingerprint}))
    sheet.save(path, "PNG", pnginfo=text)


def _over_checks(square: np.ndarray) -> np.ndarray:
    """Pixels to look at, uint8 [R, R, 3], of a square [C, R, R]."""
    planes = square.astype(np.float32)
    if len(planes) == 4:
        steps = np.arange(planes.shape[-1]) * 8 // planes.shape[-1]
        checks = np.array(_GREYS, np.float32)[(steps[:, None] + steps) % 2]  # [R, R]
        planes = planes[:3] + (1 - planes[3] / 255) * checks
    return np.ascontiguousarray(_rounded(planes).transpose(1, 2, 0))


def _is_sheet(picture: Image.Image) -> bool:
    text = picture.info.get(_SHEET_KEY)
    return isinstance(text, str) and text.startswith('{"kind": "sheet"')


def _report_text(source: Path, out: Path, about: dict[str, Any], tally: _Tally) -> str:
    count = tally.counts()
    lines = [
        f"{out.name}, prepared by pokegan {__version__} from {_shown(str(source))}",
        "",
        f"{count['used']:,} of {count['seen']:,} files used, at {about['resolution']} px, "
        f"background {about['background']}, fit {about['fit']}.",
    ]
    if count["hidden"]:
        lines.append(f"{count['hidden']:,} hidden or system files or folders passed over.")
    if tally.skipped:
        lines += ["", f"{count['skipped']:,} not used:"]
        lines += [f"{times:8,}  {kind}" for kind, times in tally.reasons()]
        lines += ["", "File by file:"]
        lines += [f"{_shown(name)}: {_shown(reason)}" for name, reason in tally.skipped]
    return "\n".join(lines) + "\n"


def _shown(name: str) -> str:
    """A name on one line: control characters are written out."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in name)
