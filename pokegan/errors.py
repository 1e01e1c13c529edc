"""Every failure that pokegan expects, each with what to do next.

The command line turns a PokeganError into one sentence and an exit code; anything
else is a fault of the program and keeps its traceback.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path


def meant(word: str, known: Iterable[str]) -> str:
    """How a hint begins, `Did you mean size? `; nothing where no known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean {near[0]}? " if near else ""


def similar(path: Path, endings: Sequence[str] = ()) -> str:
    """How the hint begins for a path that is not there, `Did you mean pics/a.png? `, or nothing.

    Names beside it, only those with `endings` if given, count with and without their endings.
    """
    try:
        names = [name for name in os.listdir(path.parent) if not name.startswith(".")]
    except (OSError, ValueError):
        return ""
    names = [name for name in names if not endings or Path(name).suffix.lower() in endings]
    called = {Path(name).stem: name for name in names} | {name: name for name in names}
    near = difflib.get_close_matches(path.name, called, n=1)
    return f"Did you mean {path.with_name(called[near[0]])}? " if near else ""


class PokeganError(Exception):
    """An expected failure: `message` says what is wrong, `hint` what to do next.

    `parameters` are those to change; the command line, which alone knows its options, names them.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "", parameters: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.parameters = tuple(parameters)

    def __str__(self) -> str:
        between = "" if self.message.endswith("\n") else " "
        return f"{self.message}{between}{self.hint}".rstrip()


class UsageError(PokeganError):
    """A value that was typed cannot be understood."""

    exit_code = 2


class DataError(PokeganError):
    """A picture folder or prepared file cannot serve."""


class ModelError(PokeganError):
    """A model or training state is missing, damaged or of another kind."""


class ResumeError(PokeganError):
    """A run exists already and differs from what was asked for."""


class TrainingError(PokeganError):
    """Training cannot go on."""


class MemoryFull(PokeganError):
    """More memory would be needed than there is."""


class WriteError(PokeganError):
    """A file cannot be written: no space, no permission, or something is in its place."""
