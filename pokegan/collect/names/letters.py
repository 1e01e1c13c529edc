"""Names in the manner of a list: a model of which letter follows which, learned from it.

The model is an n-gram of letters whose longer histories lean on the shorter ones, smoothed after
Witten and Bell ("The zero-frequency problem", IEEE Trans. Inf. Theory 37, 1991, method C), in the
recursive form of Chen and Goodman (1998, section 2.5). Below the single letters lies the uniform
distribution over the alphabet of the list.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from random import Random

from pokegan.collect.names.sounds import EDGE, Sounds, spots, spots_of
from pokegan.collect.names.words import WORDS
from pokegan.errors import DataError, UsageError

ORDER = 4  # letters seen at once: three and the one that follows
END = "$"
FEWEST = 10  # names that a model can be learned from
TRIES = 2000  # names drawn until one is new and can be said


class NameModel:
    """The letters of lower-case names; DataError where they are too few to learn from."""

    def __init__(self, names: Sequence[str], order: int = ORDER) -> None:
        if order < 1:
            raise UsageError(f"there is no model of order {order}.", "Say 3 or 4.")
        self.order = order
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name in names:
            edged = EDGE * (order - 1) + name + END
            for place in range(order - 1, len(edged)):
                for back in range(order):
                    self.counts[edged[place - back : place]][edged[place]] += 1
        self.alphabet = sorted(self.counts[""])
        self.known: dict[tuple[str, float], list[float]] = {}

    def probability(self, letter: str, history: str) -> float:
        """How likely a letter, or END, is after the letters of `history` (as many as count)."""
        history = history[len(history) - min(self.order - 1, len(history)) :]
        lean = self.probability(letter, history[1:]) if history else 1 / len(self.alphabet)
        if history not in self.counts:
            return lean
        seen = self.counts[history]
        kinds = len(seen)
        return (seen[letter] + kinds * lean) / (seen.total() + kinds)

    def weights(self, history: str, temperature: float) -> list[float]:
        """What each letter of the alphabet weighs after a history, the likeliest 1; kept."""
        if (history, temperature) not in self.known:
            likely = [self.probability(letter, history) for letter in self.alphabet]
            self.known[history, temperature] = [
                (each / max(likely)) ** (1 / temperature) for each in likely
            ]
        return self.known[history, temperature]

    def draw(self, random: Random, temperature: float = 1.0, longest: int = 64) -> str:
        """A name drawn letter by letter, cut after `longest`; below 1 it is more usual."""
        name = ""
        while len(name) < longest:
            edged = EDGE * (self.order - 1) + name
            weights = self.weights(edged[len(name) :], temperature)
            letter = self.alphabet[chosen(weights, random.random())]
            if letter == END:
                break
            name += letter
        return name


def chosen(weights: Sequence[float], share: float) -> int:
    """The place where a share, of 1, of the sum of the weights is reached."""
    left = share * sum(weights)
    for place, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return place
    return len(weights) - 1


class Namer:
    """Makes names that are like those of a list and not on it.

    `learned` are the lower-case names it learns from, `taken` those that it must not make.
    """

    def __init__(self, learned: Sequence[str], taken: Set[str]) -> None:
        if len(learned) < FEWEST:
            raise DataError(
                f"{len(learned)} names of one word are too few to learn from.",
                f"There should be {FEWEST} at least, better some hundreds.",
            )
        self.learned = learned
        self.model = NameModel(learned)
        self.sounds = Sounds.of(learned)
        self.near = spots_of(taken | WORDS)
        self.beginnings = {name[:i] for name in taken for i in range(len(name))}
        lengths = sorted(len(name) for name in learned)
        self.shortest, self.longest = lengths[len(lengths) // 20], lengths[-1 - len(lengths) // 20]

    def new_name(self, key: str, temperature: float = 1.0) -> str:
        """The name that a key stands for; the same on every machine.

        It is no plain word, one letter away from no name on the list and the beginning of none.
        DataError where the list is so small that nothing new sounds like it.
        """
        if not temperature > 0:
            raise UsageError(f"a temperature of {temperature:g} draws no names.", "Say 1, or 0.7.")
        random = Random(f"letters/{key}")
        for _ in range(TRIES):
            name = self.model.draw(random, temperature, self.longest + 1)
            if self.is_good(name):
                return name.capitalize()
        raise DataError(
            f"nothing new sounds like the {len(self.learned)} names of the list.",
            "Give more names, or a higher temperature.",
            ["temperature"],
        )

    def is_good(self, name: str) -> bool:
        """Whether a name is of usual length, can be said and is new."""
        return (
            self.shortest <= len(name) <= self.longest
            and self.sounds.allow(name)
            and name not in self.beginnings
            and self.near.isdisjoint(spots(name))
        )
