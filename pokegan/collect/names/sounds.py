"""What can be said aloud: letter triples and runs that some words have, and what is best unsaid."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

VOWELS = frozenset("aeiouy")
EDGE = "^"  # before the first letter and after the last

# Pieces that would spoil a name for a class or a child; harmless neighbours are let be.
NASTY = re.compile(
    r"(?<!gr|br|gl)(?<!b)ass$|^ass|anal|anus|arse|bastard|bitch|boob|(?<!pea)cock(?!at)|crap|cum(?![bu])|cunt"
    r"|dick|fag|fuck|hitler|homo|kike|nazi|nig(?!h)|paki|penis|piss|poop|porn|pube|(?<!g)rape"
    r"|sex|shit|slut|spic$|tit(?!a)|turd|twat|vagin|wank|whore"
)


@dataclass(frozen=True)
class Sounds:
    """How some words sound: their letter triples, and how long a run of either kind may be."""

    triples: frozenset[str]
    consonants: int
    vowels: int

    @classmethod
    def of(cls, words: Sequence[str]) -> Sounds:
        """The sounds of lower-case words; the longest run in each twentieth word is let go."""
        triples = frozenset(triple for word in words for triple in triples_of(word))
        longest = [runs(word) for word in words]
        consonants, vowels = (sorted(kind) for kind in zip(*longest, strict=True))
        place = (len(words) * 19 - 1) // 20
        return cls(triples, consonants[place], vowels[place])

    def allow(self, name: str) -> bool:
        """Whether a lower-case name sounds as the words do and says nothing nasty."""
        consonants, vowels = runs(name)
        return (
            consonants <= self.consonants
            and vowels <= self.vowels
            and self.triples.issuperset(triples_of(name))
            and not NASTY.search(name)
        )


def triples_of(word: str) -> list[str]:
    """Each three letters in a row, those at the edges included."""
    edged = f"{EDGE}{word}{EDGE}"
    return [edged[i : i + 3] for i in range(len(edged) - 2)]


@cache
def is_vowel(letter: str) -> bool:
    """Whether a lower-case letter is a, e, i, o, u or y, under whatever accent."""
    return unicodedata.normalize("NFKD", letter)[0] in VOWELS


def runs(word: str) -> tuple[int, int]:
    """The most consonants and the most vowels in a row."""
    longest = {False: 0, True: 0}
    for kind, letters in itertools.groupby(word, is_vowel):
        longest[kind] = max(longest[kind], len(list(letters)))
    return longest[False], longest[True]


def syllables(word: str) -> int:
    """About how many: groups of vowels, without a last e that is not spoken."""
    groups = sum(kind for kind, _ in itertools.groupby(word, is_vowel))
    silent = len(word) > 2 and word.endswith("e") and not is_vowel(word[-2]) and word[-2:] != "le"
    return max(1, groups - silent)


def spots(word: str) -> set[str]:
    """A word with a gap in the place of each letter and between any two.

    Two words share one exactly when their edit distance (Levenshtein 1966) is at most 1.
    """
    replaced = {f"{word[:i]}?{word[i + 1 :]}" for i in range(len(word))}
    return replaced | {f"{word[:i]}?{word[i:]}" for i in range(len(word) + 1)}


def spots_of(words: Iterable[str]) -> frozenset[str]:
    """The spots of many words: a name that has one of them is near to a word."""
    return frozenset(spot for word in words for spot in spots(word))
