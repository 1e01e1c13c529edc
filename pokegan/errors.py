"""Every failure that pokegan expects, each with what to do next.

The command line turns a PokeganError into one sentence and an exit code; anything
else is a fault of the program and keeps its traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence


def meant(word: str, known: Iterable[str]) -> str:
    """How a hint begins, `Did you mean size? `; nothing where no known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean {near[0]}? " if near else ""


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
