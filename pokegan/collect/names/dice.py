"""Draws that are the same on every machine and stay so.

Of Python's Random only random() is promised to give the same for the same seed in all versions,
and a seed that is text is hashed with SHA-512.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def draw(random: Random, items: Sequence[T]) -> T:
    """One of the items."""
    return items[int(random.random() * len(items))]
