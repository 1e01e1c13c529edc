"""Files that are whole or not there, written beside their place and moved into it; and locks."""

from __future__ import annotations

import errno
import os
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pokegan.errors import WriteError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PARTS = ".*.part"  # files that were being written
HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # what systems say of a lock that is taken


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


def hold(path: Path, owner: object) -> Callable[[], object] | None:
    """Lock the file `path` for `owner`; None when somebody else has it, in this process too.

    What is returned releases it, as do the owner's end and that of the process, however it
    comes. The file stays, empty. A file system without locks lets everybody have it. Raises
    WriteError when the file cannot be made.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(descriptor)
    except OSError as error:
        if error.errno in HELD:
            os.close(descriptor)
            return None
    return weakref.finalize(owner, os.close, descriptor)


def _lock(descriptor: int) -> None:
    """Raises OSError, with an errno of HELD, at once when the file is locked."""
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
