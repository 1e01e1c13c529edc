"""How a long task is followed: something that hears sentences, and something that sees items go by.

The library prints nothing; whoever calls it passes these in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")
Log = Callable[[str], None]  # hears a sentence


class Progress(Protocol):
    """Passes `total` items on and shows how many have gone by; `what` says of which task."""

    def __call__(self, items: Iterable[T], total: int, what: str = "") -> Iterable[T]: ...


def no_log(sentence: str) -> None:
    """Hears nothing."""


def no_progress(items: Iterable[T], total: int, what: str = "") -> Iterable[T]:
    """The items."""
    return items
