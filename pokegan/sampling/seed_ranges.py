"""Seeds as they are typed: `0-63`, `5`, `1,4,9-12`."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from pokegan.errors import UsageError

MOST_SEEDS = 10_000_000
MINUS = "-\N{MINUS SIGN}\N{EN DASH}"  # as people and their editors write it
AS_TYPED = str.maketrans(dict.fromkeys(MINUS, "-"))


class Seeds(Sequence[int]):
    """Seeds in the order they were named, kept as ranges however many they are."""

    def __init__(self, ranges: Iterable[range]) -> None:
        self.ranges = tuple(ranges)
        self.ends = tuple(itertools.accumulate(len(part) for part in self.ranges))

    def __len__(self) -> int:
        return self.ends[-1] if self.ends else 0

    def __iter__(self) -> Iterator[int]:
        return itertools.chain.from_iterable(self.ranges)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        part = bisect_right(self.ends, place)
        return self.ranges[part][place - self.ends[part]]


def parse_seeds(text: str) -> Seeds:
    """`0-63`, `5`, `1,4,9-12`: seeds in the order given; UsageError for anything else."""
    ranges: list[range] = []
    for part in text.split(","):
        first, dash, last = part.strip().translate(AS_TYPED).partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise UsageError(
                f"'{text}' names no seeds.", "Seeds are numbers and ranges such as 7 or 0-63,99."
            )
        start, stop = int(first), int(last) if dash else int(first)
        if stop < start:
            raise UsageError(f"the range {part.strip()} runs backwards.", f"Say {stop}-{start}.")
        if max(start, stop) >= 2**63:
            raise UsageError(f"the seed {max(start, stop)} is too large.", "The largest is 2^63-1.")
        if stop - start >= MOST_SEEDS:
            raise UsageError(
                f"the range {part.strip()} is too long.", f"At most {MOST_SEEDS:,} at once."
            )
        ranges.append(range(start, stop + 1))
    return Seeds(ranges)


def are_seeds(text: str) -> bool:
    """Whether a text that names a creature can mean seeds alone, whatever files there are."""
    return re.fullmatch(rf"[\d\s,{MINUS[1:]}-]+", text) is not None


def spell_seeds(seeds: Iterable[int]) -> str:
    """Seeds as `parse_seeds` reads them: `0-3,9`."""
    runs: list[list[int]] = []
    for seed in seeds:
        if runs and seed == runs[-1][-1] + 1:
            runs[-1][1:] = [seed]
        else:
            runs.append([seed])
    return ",".join("-".join(map(str, run)) for run in runs)
