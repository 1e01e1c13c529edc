"""The source: which files lie in a folder or a zip, in natural order, and their bytes."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from pokegan.data.prepare.kinds import content_in
from pokegan.errors import DataError, similar

MAX_FILE_BYTES = 512 << 20  # 64 million pixels of 16-bit RGBA, unpacked
HINT = "Give a folder or a zip of pictures: PNG, JPEG, WebP, GIF, BMP, TIFF and others."
_SYSTEM_NAMES = {"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"}
_RUN_FILES = {"config.json", "stats.jsonl"}
_A_RUN = "a run folder of pokegan"
_UTF8_FLAG, _UNICODE_PATH = 0x800, 0x7075  # of a zip: APPNOTE 6.3.10, 4.4.4 and 4.6.9
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]{2}")  # kana or kanji


@dataclass(frozen=True)
class File:
    """One file of a source, and where its bytes lie."""

    name: str  # relative, with "/", as it is written to the header
    place: str | zipfile.ZipInfo
    size: int


@dataclass(frozen=True)
class Listing:
    """The files of a source, and what was passed over."""

    archive: str | None  # path of the zip, None for a folder
    files: list[File]  # in natural order
    refused: list[tuple[str, str]]  # (name, reason), known without opening
    hidden: list[str]  # names of what was passed over, folders for all that is in them
    signature: str


def list_source(source: Path) -> Listing:
    """What lies in a folder or zip; DataError when it is neither or cannot be read."""
    try:
        mode = source.stat().st_mode
    except FileNotFoundError as error:
        raise DataError(f"no such file or folder: {source}.", similar(source) + HINT) from error
    except OSError as error:
        raise DataError(f"{source} cannot be read: {because(error)}.", HINT) from error
    if stat.S_ISDIR(mode):
        return _list_folder(source)
    if stat.S_ISREG(mode):
        return _list_zip(source)
    raise DataError(f"{source} is neither a folder nor a file.", HINT)


def _list_folder(root: Path) -> Listing:
    """Every file below `root`; linked folders are followed once, after the real ones."""
    refused: list[tuple[str, str]] = []
    found: list[tuple[File, int]] = []
    hidden: list[str] = []
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
                raise DataError(f"{root} cannot be opened: {because(error)}.") from error
            refused.append((name, f"cannot be opened ({because(error)})"))
            continue
        siblings = {entry.name for entry in entries}
        if folder != str(root) and siblings >= _RUN_FILES:
            refused.append((name, _A_RUN))
            continue
        for entry in entries:
            if _is_hidden(entry.name):
                hidden.append(_relative(entry.path, root))
                continue
            kind = _judge(entry, siblings)
            if isinstance(kind, str):
                refused.append((_relative(entry.path, root), kind))
            elif stat.S_ISDIR(kind.st_mode):
                (links if entry.is_symlink() else folders).append(entry.path)
            else:
                file = File(_relative(entry.path, root), entry.path, kind.st_size)
                found.append((file, kind.st_mtime_ns))
    found.sort(key=lambda pair: natural(pair[0].name))
    lines = (f"{file.name}\0{file.size}\0{mtime}" for file, mtime in found)
    files = [file for file, _ in found]
    return Listing(None, files, refused, hidden, digest("\n".join(lines).encode()))


def _judge(entry: os.DirEntry[str], siblings: set[str]) -> os.stat_result | str:
    """Status of a file or folder, or the reason why the entry is neither."""
    try:
        status = entry.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "a link that leads to itself"
        return "a broken link" if entry.is_symlink() else f"cannot be read ({because(error)})"
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


def _hidden_part(name: str) -> str:
    """The name as far as what makes it hidden; empty for a name that is not."""
    parts = name.split("/")
    places = (place for place, part in enumerate(parts, 1) if _is_hidden(part))
    return "/".join(parts[: next(places, 0)])


def _is_ours(name: str, siblings: set[str]) -> bool:
    """A prepared file, or the sheet or report of one beside it: no part of the source."""
    base = re.sub(r"-(sheet\.png|report\.txt)$", ".safetensors", name)
    return base.endswith(".safetensors") and base in siblings


def _list_zip(path: Path) -> Listing:
    status = path.stat()
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataError(*_why_not_a_zip(path)) from error
    files, refused, hidden = [], [], dict[str, None]()
    for stored, entry in zip(_names(entries), entries, strict=True):
        if stored.endswith("/"):
            continue
        name = _inside(stored)
        if not name:
            refused.append((stored, "a name that leads to a folder"))
        elif passed_over := _hidden_part(name):
            hidden[passed_over] = None
        elif entry.flag_bits & 1:
            refused.append((name, "encrypted (packed with a password)"))
        elif stat.S_ISLNK(entry.external_attr >> 16):
            refused.append((name, "a link inside the zip"))
        elif entry.file_size > MAX_FILE_BYTES:
            refused.append((name, _too_many_bytes(entry.file_size)))
        else:
            files.append(File(name, entry, entry.file_size))
    files = _without_runs(files, refused)
    files.sort(key=lambda file: natural(file.name))
    signature = digest(f"{status.st_size} {status.st_mtime_ns}".encode())
    return Listing(str(path), files, refused, list(hidden), signature)


def _without_runs(files: list[File], refused: list[tuple[str, str]]) -> list[File]:
    """The files that lie in no run folder of pokegan; adds such folders to `refused`."""
    inside: dict[str, set[str]] = {}
    for file in files:
        folder, _, name = file.name.rpartition("/")
        inside.setdefault(folder, set()).add(name)
    runs = [folder for folder, names in inside.items() if folder and names >= _RUN_FILES]
    refused += [(folder, _A_RUN) for folder in runs]
    starts = tuple(f"{run}/" for run in runs)
    return [file for file in files if not file.name.startswith(starts)]


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    """The entries' names as they were meant, with "/" between folders.

    Some Windows tools write backslashes there; in an unknown encoding one that follows a letter
    beyond ASCII may be half of a character, and stays.
    """
    found = [_unicode_name(entry) for entry in entries]
    legacy = _legacy_encoding([name for name in found if isinstance(name, bytes)])
    separator = r"\\" if legacy == "cp932" else r"(?<![^\0-\x7f])\\"
    return [
        name.replace("\\", "/")
        if isinstance(name, str)
        else re.sub(separator, "/", name.decode(legacy))
        for name in found
    ]


def _unicode_name(entry: zipfile.ZipInfo) -> str | bytes:
    """The name, or its bytes where they are no UTF-8."""
    # Not filename: on Windows, zipfile turns every byte 5C in it into "/".
    name = entry.orig_filename.partition("\0")[0]
    if entry.flag_bits & _UTF8_FLAG:
        return name
    raw = name.encode("cp437")  # as zipfile decoded it
    try:
        return (_unicode_path(entry.extra, raw) or raw).decode("utf-8")
    except UnicodeDecodeError:
        return raw


def _unicode_path(extra: bytes, raw: bytes) -> bytes:
    """The name in Info-ZIP's Unicode Path field; empty without one that was written for `raw`."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and field[:5] == struct.pack("<BL", 1, zlib.crc32(raw)):
            return field[5:]
    return b""


def _legacy_encoding(names: list[bytes]) -> str:
    """Shift-JIS where all names fit it and it gives Japanese, else that of DOS."""
    try:
        text = b"\n".join(names).decode("cp932")
    except UnicodeDecodeError:
        return "cp437"
    return "cp932" if _JAPANESE.search(text) else "cp437"


def _inside(name: str) -> str:
    """The name without . and .. in its path, as if the zip were the whole disk.

    It only names a picture that is read from the zip; nothing is written by it.
    """
    return posixpath.normpath(f"/{name}").lstrip("/")


def _why_not_a_zip(path: Path) -> tuple[str, str]:
    """Message and hint."""
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        return f"{path} cannot be read: {because(error)}.", HINT
    if head.startswith(b"PK"):
        return f"{path} is a damaged or incomplete zip.", "Copy or pack it again."
    content = content_in(head) or "a single picture"
    return f"{path} is neither a folder nor a zip, but {content}.", HINT


def natural(name: str) -> list[list[tuple[bool, int, str]]]:
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
    """The name as text that any file can hold: bytes that are no UTF-8 are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _too_many_bytes(size: int) -> str:
    return f"too large: {size / 1e9:.1f} GB"


def because(error: OSError) -> str:
    """The system's words for a fault, to stand inside a sentence."""
    return (error.strerror or str(error)).lower()


def digest(content: bytes) -> str:
    """16 hex digits that name the content."""
    return hashlib.sha256(content).hexdigest()[:16]


@contextmanager
def reading(file: File, archive: str | None) -> Iterator[BinaryIO]:
    """The bytes of a source file, to be read from the start."""
    try:
        if isinstance(file.place, str):
            stream: BinaryIO = open(file.place, "rb")  # noqa: SIM115 - closed below
        else:
            stream = io.BytesIO(_archive(str(archive)).read(file.place))
    except OSError as error:
        raise DataError(f"cannot be read ({because(error)})") from error
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


def forget_archive() -> None:
    """Let go of the zip that was read last, which may change."""
    _archive.cache_clear()
