"""Files that are whole or not there, written beside their place and moved into it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pokegan.errors import WriteError

PARTS = ".*.part"  # files that were being written


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary neighbour that becomes `path` when the block ends well, else vanishes.

    It is hidden and bears the process and the thread, so that several may write one file; a
    killed process leaves it behind (PARTS finds it). Missing folders are made. Raises OSError
    when the disk refuses.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
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
def writing(path: Path) -> Iterator[None]:
    """Raises WriteError, naming `path`, when the disk refuses what the block does."""
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"{path} cannot be written: {error.strerror or error}.",
            "Free some space or name another place.",
        ) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content` so that a reader or a crash sees the old or the new file."""
    with writing(path), replacing(path) as part, part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
