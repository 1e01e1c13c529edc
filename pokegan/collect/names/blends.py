"""Names blended from two everyday words, as penguin and onion are in Penguion.

Two words are joined at every place; what is left of both must be enough to be recognised, and
the join must sound like English: every three letters in a row stand in some word of the list.
Shared letters at the join count most. A seed looks at some pairs of words and takes one of the
blends that score well.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache, cached_property
from random import Random

from pokegan.collect.names.dice import draw
from pokegan.collect.names.sounds import Sounds, is_vowel, spots, spots_of, syllables
from pokegan.collect.names.words import ANIMALS, COMPOUNDS, KINDS, WORDS

SHORTEST, LONGEST = 5, 11  # letters
PAIRS = 64  # that a seed looks at
GOOD = 6  # of their best blends, among which the seed draws


@dataclass(frozen=True)
class Blend:
    """`first` up to letter `cut`, then `second` from letter `start` on; `shared` are in both."""

    first: str
    second: str
    cut: int
    start: int

    @property
    def name(self) -> str:
        return self.first[: self.cut] + self.second[self.start :]

    @cached_property
    def shared(self) -> int:
        """How many letters after the join both words have there."""
        pairs = zip(self.first[self.cut :], self.second[self.start :], strict=False)
        return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))

    @property
    def kept(self) -> tuple[float, float]:
        """The shares of the first and of the second word that can be read in the name."""
        first = (self.cut + self.shared) / len(self.first)
        return first, (len(self.second) - self.start) / len(self.second)

    @property
    def score(self) -> int:
        """How well it is made; whole numbers, so that it is the same on every machine."""
        first, second = self.kept
        points = 14 * min(self.shared, 3) + int(20 * first) + int(20 * second)
        points += int(24 * min(first, second))
        points -= 3 * abs(len(self.name) - 8) + 8 * abs(syllables(self.name) - 3)
        if not self.shared and is_vowel(self.first[self.cut - 1]) == is_vowel(
            self.second[self.start]
        ):
            points -= 10
        return points


def blends(first: str, second: str) -> Iterator[Blend]:
    """Every blend of two words in which both can be recognised, each once."""
    for cut in range(1, len(first) + 1):
        for start in range(len(second)):
            if start and first[cut - 1] == second[start - 1]:
                continue  # the same name as with both one letter earlier
            blend = Blend(first, second, cut, start)
            if SHORTEST <= len(blend.name) <= LONGEST and is_recognised(blend):
                yield blend


def is_recognised(blend: Blend) -> bool:
    """Whether enough is left of both: three letters and three fifths of each word."""
    parts = blend.cut + blend.shared, len(blend.second) - blend.start
    own = blend.cut, parts[1] - blend.shared  # letters that are not the other's too
    return min(parts) >= 3 and min(own) >= 2 and min(blend.kept) >= 0.6


@cache
def near_words() -> frozenset[str]:
    """The spots of the words."""
    return spots_of(WORDS)


@cache
def english() -> Sounds:
    """The sounds of the words."""
    return Sounds.of(sorted(WORDS))


def new_name(key: str, taken: Set[str] = frozenset()) -> str:
    """The blend that a key stands for: no word of the list, nor near to one, nor `taken`.

    `taken` are lower-case names. The same key gives the same name on every machine.
    """
    random = Random(f"blend/{key}")
    good: list[str] = []
    while not good:
        pairs = [draw_pair(random) for _ in range(PAIRS)]
        found = {best.name: best.score for pair in pairs if (best := best_blend(*pair))}
        ranked = sorted(found, key=lambda name: (-found[name], name))
        good = list(itertools.islice((name for name in ranked if is_new(name, taken)), GOOD))
    return draw(random, good).capitalize()


def best_blend(first: str, second: str) -> Blend | None:
    """The blend of two words that scores best among those that can be said."""
    ranked = sorted(blends(first, second), key=lambda blend: (-blend.score, blend.name))
    return next((blend for blend in ranked if english().allow(blend.name)), None)


def is_new(name: str, taken: Set[str]) -> bool:
    """Whether a blend is neither a plain word, nor near to one, nor taken."""
    return name not in COMPOUNDS and name not in taken and near_words().isdisjoint(spots(name))


def draw_pair(random: Random) -> tuple[str, str]:
    """Two words of different kinds in either order, three times of four with an animal."""
    others = [kind for kind in KINDS if kind is not ANIMALS]
    one = ANIMALS if random.random() < 0.75 else draw(random, others)
    other = draw(random, [kind for kind in KINDS if kind is not one])
    pair = draw(random, one), draw(random, other)
    return pair if random.random() < 0.5 else pair[::-1]
