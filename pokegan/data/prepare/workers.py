"""Many pictures: in order, on all cores, whatever happens to a process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain

from pokegan.data.prepare.options import PixelSettings
from pokegan.data.prepare.pictures import generated, opened, picture_bytes, read_square
from pokegan.data.prepare.sources import File, Listing, digest, forget_archive, reading
from pokegan.data.prepare.squares import pyramid
from pokegan.errors import DataError
from pokegan.runtime.memory import fitting

PATIENCE = 2  # chunks in flight for each worker
_SMALL_SOURCE = (400, 8 << 20)  # pictures, bytes: done before a pool of processes has started
_CHUNK_BYTES, _CHUNK_PICTURES = 4 << 20, 16
_WORKER_BYTES = 50 << 20  # a process without a picture
_USUAL_PX = 12_000_000  # of a camera's; a worker refuses a picture that is too large for it


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its squares and a note on them, or why it is not used."""

    levels: bytes = b""  # the pyramid, largest first
    hash: str = ""
    side_px: int = 0
    note: str = ""  # what was done to it that its owner may not expect
    reason: str = ""  # why the file is not used, else empty
    generated: bool = False  # not used because pokegan made it


def outcomes(
    listing: Listing, settings: PixelSettings, workers: int | None
) -> Generator[Outcome, None, None]:
    """What becomes of each file of the listing, in its order, whatever the number of workers.

    Those are processes, as many as there are cores when None, and never more than fit.
    """
    few, light = _SMALL_SOURCE
    files = listing.files
    wanted = _cores() if workers is None else workers
    workers = fitting(wanted, _WORKER_BYTES + picture_bytes(_USUAL_PX, settings.resolution))
    if len(files) < few and sum(file.size for file in files) < light:
        workers = 1
    packed_bytes = 4 * settings.channels * settings.resolution**2 // 3
    length = min(max(_CHUNK_BYTES // packed_bytes, 1), _CHUNK_PICTURES)
    chunks = (files[start : start + length] for start in range(0, len(files), length))
    try:
        if workers > 1:
            yield from pooled(chunks, listing.archive, settings, workers)
        else:
            for file in files:
                yield _outcome(file, listing.archive, settings)
    finally:
        forget_archive()


def _cores() -> int:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(usable or 1, 32)


def _work(files: list[File], archive: str | None, settings: PixelSettings) -> list[Outcome]:
    return [_outcome(file, archive, settings) for file in files]


def _outcome(file: File, archive: str | None, settings: PixelSettings) -> Outcome:
    try:
        with reading(file, archive) as stream:
            with opened(stream) as picture:
                reason = generated(picture, settings.include_generated)
            if reason:
                return Outcome(reason=reason, generated=not settings.include_generated)
            stream.seek(0)
            square = read_square(stream, settings)
    except DataError as fault:
        return Outcome(reason=fault.message)
    levels = b"".join(level.tobytes() for level in pyramid(square.pixels))
    return Outcome(levels, digest(square.pixels.tobytes()), square.side_px, square.note)


def pooled(
    chunks: Iterator[list[File]], archive: str | None, settings: PixelSettings, workers: int
) -> Iterator[Outcome]:
    """Outcomes in order, with a bounded number of chunks in flight.

    When a process dies, the chunks in flight are tried again apart, so that only the file that
    killed it is lost.
    """
    while True:
        waiting: deque[list[File]] = deque()
        futures: deque[Future[list[Outcome]]] = deque()
        pool = _pool(workers)
        try:
            for chunk in chunks:
                waiting.append(chunk)
                futures.append(pool.submit(_work, chunk, archive, settings))
                if len(futures) >= PATIENCE * workers:
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
                yield _outcome(file, archive, settings)
            return
        for chunk in waiting:
            yield from _apart(chunk, archive, settings)


def _first(waiting: deque[list[File]], futures: deque[Future[list[Outcome]]]) -> list[Outcome]:
    finished = futures[0].result()
    futures.popleft()
    waiting.popleft()
    return finished


def _apart(files: list[File], archive: str | None, settings: PixelSettings) -> Iterator[Outcome]:
    """Outcomes of files one of which may kill its process: halved until that one is found."""
    try:
        with _pool(1) as pool:
            finished = pool.submit(_work, files, archive, settings).result()
    except BrokenProcessPool:
        if len(files) == 1:
            yield Outcome(reason="damaged (its decoder crashed or ran out of memory)")
            return
        half = len(files) // 2
        yield from _apart(files[:half], archive, settings)
        yield from _apart(files[half:], archive, settings)
    else:
        yield from finished


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
