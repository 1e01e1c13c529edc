"""Files that are whole or not there, and whether they can be written where they are to lie."""

from __future__ import annotations

import errno
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pokegan.errors import UsageError, WriteError

CACHE = "POKEGAN_CACHE"  # environment variable: where cache_dir is
PARTS = ".*.part"  # files that were being written
PROBE_BYTES = 4096  # a block: an empty file fits on a full disk
FILE_ENDINGS = {
    *(".apng", ".gif", ".html", ".jpeg", ".jpg", ".json", ".mp4", ".pdf", ".png"),
    *(".safetensors", ".txt", ".webp", ".zip"),
}
CURES = {
    errno.ENOSPC: "Free some space, or name a place on another disk.",
    errno.EDQUOT: "Free some space, or name a place on another disk.",
    errno.EFBIG: "Name a place on another disk, or ask for less.",
    errno.EACCES: "Name a folder that you may write to.",
    errno.EPERM: "Name a folder that you may write to.",
    errno.EROFS: "Name a place on a disk that is not mounted for reading only.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.EINVAL: "Choose a name without special characters.",
    errno.EISDIR: "Name a file: that is a folder.",
    errno.EEXIST: "Name another place: a file lies where a folder is needed.",
    errno.ENOTDIR: "Name another place: a file lies where a folder is needed.",
    errno.ENOENT: "Name another place: no file can be made there.",
}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary neighbour that becomes `path` when the block ends well, else vanishes.

    It is hidden and bears the process and the thread, so that several may write one file; a
    killed process leaves it behind (PARTS finds it). Missing folders are made. Raises OSError
    when the disk refuses.
    """
    part = _part(path)
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield part
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


@contextmanager
def writing(path: Path, *parameters: str) -> Iterator[None]:
    """Raises WriteError, naming `path` and a cure, when the disk refuses what the block does."""
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"{path} cannot be written: {error.strerror or error}.",
            CURES.get(error.errno or 0, "Name another place."),
            parameters,
        ) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content` so that a reader or a crash sees the old or the new file."""
    with writing(path), replacing(path) as part, part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def drop(paths: Iterable[Path]) -> None:
    """Delete files, if they are there; WriteError."""
    for path in paths:
        with writing(path):
            path.unlink(missing_ok=True)


def check_output(path: Path, *endings: str, parameters: Sequence[str] = ("out",)) -> Path:
    """`path`, if a file with one of the `endings` can be written there: asked before the work.

    Without endings, files in a folder of that name. Leaves nothing behind. Raises UsageError for
    a name of another kind, WriteError for a place where nothing can be written.
    """
    suffix = path.suffix.lower()
    if endings and suffix not in endings:
        raise UsageError(f"{path} must end with {' or '.join(endings)}.", "", parameters)
    folder = path.parent if endings else path
    with writing(path, *parameters):
        there = next(one for one in (folder, *folder.parents) if os.path.lexists(one))
        if not there.is_dir():
            raise WriteError(f"{there} is no folder.", "Name a folder.", parameters)
        if not endings and there != path and suffix in FILE_ENDINGS:
            hint = f"Name a folder, such as {path.with_suffix('')}."
            raise UsageError(f"{path} is to be a folder, but ends like a file.", hint, parameters)
        if endings and path.exists() and not path.is_file():
            kind = "a folder" if path.is_dir() else "neither a file nor a folder"
            hint = f"Name a file that ends with {endings[0]}."
            raise WriteError(f"{path} is {kind}.", hint, parameters)
        names = folder.parts[len(there.parts) :]
        for name in (*names, _part(path).name) if endings else names:
            with suppress(FileNotFoundError):
                (there / name).lstat()  # refuses what is too long
        with tempfile.TemporaryFile(dir=there, buffering=0) as probe:
            probe.write(bytes(PROBE_BYTES))
    return path


def cache_dir() -> Path:
    """Where lies what can be made again: $POKEGAN_CACHE, else pokegan in the user's cache."""
    usual = os.path.join(os.environ.get("XDG_CACHE_HOME") or "~/.cache", "pokegan")
    return Path(os.path.expanduser(os.environ.get(CACHE) or usual))


def _part(path: Path) -> Path:
    """What `path` is called while this thread writes it."""
    return path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
