"""Sums of creatures as they are typed: `1 - 2 + 3`, `0.5*7 + 0.5*9`, `1.5*(7 - 'my pic.png') + 9`.

    expression = signed { ("+" | "-") signed }
    signed     = { "-" } term
    term       = weight "*" signed | "(" expression ")" | creature
    weight     = digits with or without a point
    creature   = quoted text, or a bare word that ends at a space or parenthesis

A number is a weight where a `*` follows it, and a seed everywhere else: `2*7` is twice seed 7,
and `7*2` seven times seed 2. As a bare word may hold + and - (`seed-0007.png`), these are
operators only before a word or after a space or parenthesis: `7 - 9` is a difference, `7-9`
the seeds from 7 to 9, of which a sum can take but one at a time.

The sum is taken in w about its mean; style_mixing.weighted says how.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pokegan.errors import UsageError
from pokegan.explore.resolve import Explorer, check_named
from pokegan.sampling import style_mixing
from pokegan.sampling.latents import Creature
from pokegan.sampling.seed_ranges import MINUS
from pokegan.sampling.writers import save_creature

WEIGHT = re.compile(r"(\d+\.?\d*|\.\d+)\s*\*")
WORD = re.compile(r"[^\s()'\"][^\s()]*")
DEEPEST = 50  # parentheses within parentheses
EXAMPLE = "Example: pokegan arith '1 - 2 + 3'"


@dataclass(frozen=True)
class Term:
    """A creature as it was named at a place of the text, and how often it counts."""

    weight: float
    name: str
    place: int


def arithmetic(sampler: Explorer, text: str, psi: float | None = None) -> Creature:
    """The creature that an expression stands for; UsageError points at what is wrong in it."""
    terms = merged(parse(text))
    creatures = [one(sampler, term, text, psi) for term in terms]
    weights = [term.weight for term in terms]
    total = style_mixing.weighted(creatures, weights, sampler.generator.w_avg)
    return dataclasses.replace(total, label=text)


def save_arithmetic(sampler: Explorer, path: Path, text: str, psi: float | None = None) -> None:
    """Write the picture of the creature that an expression stands for."""
    creature = arithmetic(sampler, text, psi)
    save_creature(sampler, path, creature, "arith", points=[text], psi=psi)


def check(text: str) -> None:
    """Raise what is wrong with an expression, whatever the model."""
    for term in parse(text):
        with pointing(term, text):
            check_named([term.name])


def merged(terms: list[Term]) -> list[Term]:
    """Each name once, at its first place, with the sum of its weights."""
    together: dict[str, Term] = {}
    for term in terms:
        known = together.get(term.name, dataclasses.replace(term, weight=0.0))
        together[term.name] = dataclasses.replace(known, weight=known.weight + term.weight)
    return list(together.values())


def one(sampler: Explorer, term: Term, text: str, psi: float | None) -> Creature:
    """The creature of a term; a name that is none is pointed at."""
    with pointing(term, text):
        return sampler.one(term.name, psi)


@contextmanager
def pointing(term: Term, text: str) -> Iterator[None]:
    """Points at a term that is no creature by what the block finds."""
    try:
        yield
    except UsageError as error:
        hint = error.hint or EXAMPLE
        if re.search(r"\d\*|\*\d|^\d*\.\d*$", term.name):
            hint = "A weight stands before its creature: 0.5*7."
        elif re.search(rf"[+{MINUS[1:]}-]", term.name):
            hint = f"To add or subtract, put spaces around the sign. {EXAMPLE}"
        raise pointed(text, term.place, error.message, hint) from error


def parse(text: str) -> list[Term]:
    """The terms of an expression, in their order; UsageError points at what is wrong."""
    reader = Reader(text)
    terms = reader.expression(1.0, 0)
    if not reader.at_end():
        raise reader.unexpected()
    return terms


class Reader:
    """Reads an expression from left to right, by recursive descent: a method for each rule."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0

    def expression(self, weight: float, depth: int) -> list[Term]:
        """All of it counts `weight` times."""
        if depth > DEEPEST:
            raise pointed(self.text, self.place, "this is nested too deeply.", "Multiply out.")
        terms = self.signed(weight, depth)
        while sign := self.taken("+" + MINUS):
            terms += self.signed(weight if sign == "+" else -weight, depth)
        return terms

    def signed(self, weight: float, depth: int) -> list[Term]:
        """Signs and weights before what they belong to."""
        while True:
            start = self.skip_space()
            if self.taken(MINUS):
                weight = -weight
            elif found := WEIGHT.match(self.text, start):
                self.place = found.end()
                weight *= float(found[1])
            else:
                break
        if not math.isfinite(weight):
            raise pointed(self.text, start, "the weights before this are too large.", EXAMPLE)
        if not self.taken("("):
            return [Term(weight, self.creature(), start)]
        terms = self.expression(weight, depth + 1)
        if not self.taken(")"):
            raise pointed(self.text, start, "this parenthesis is never closed.", "Add a ).")
        return terms

    def creature(self) -> str:
        """A name: what is in quotes, or a bare word."""
        start = self.skip_space()
        quote = self.text[start : start + 1]
        if quote and quote in "'\"":
            end = self.text.find(quote, start + 1)
            if end < 0:
                raise pointed(
                    self.text, start, "this quotation is never closed.", f"Add a {quote}."
                )
            self.place = end + 1
            return self.text[start + 1 : end]
        found = WORD.match(self.text, start)
        if found is None or found[0][0] in "+*":
            raise pointed(self.text, start, "a creature is missing here.", EXAMPLE)
        self.place = found.end()
        return found[0]

    def taken(self, signs: str) -> str:
        """Whichever of the signs comes next, read; else nothing."""
        sign = self.text[self.skip_space() :][:1]
        if not sign or sign not in signs:
            return ""
        self.place += 1
        return sign

    def skip_space(self) -> int:
        """The place of what comes next."""
        while self.text[self.place : self.place + 1].isspace():
            self.place += 1
        return self.place

    def at_end(self) -> bool:
        return self.skip_space() == len(self.text)

    def unexpected(self) -> UsageError:
        """What to say of what comes after a whole expression."""
        sign = self.text[self.place]
        if sign == ")":
            return pointed(self.text, self.place, "this parenthesis was never opened.", "Drop it.")
        if sign == "*":
            hint = "A weight stands before its creature: 0.5*7, 2*(7 - 9)."
            return pointed(self.text, self.place, "there is no weight before this *.", hint)
        return pointed(self.text, self.place, "a + or - is missing before this.", EXAMPLE)


def pointed(text: str, place: int, message: str, hint: str) -> UsageError:
    """An error with the text and a mark below the place in it."""
    line = "".join(" " if letter.isspace() else letter for letter in text)
    return UsageError(f"{message}\n  {line}\n  {' ' * place}^\n", hint)
