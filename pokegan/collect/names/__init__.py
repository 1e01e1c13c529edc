"""Names for creatures: blended from everyday words, or in the manner of a list of one's own.

    new_name("42")                                # the creature of seed 42
    names = read_names(Path("pokedex.csv"))
    Namer(names.learned, names.taken).new_name("42")

A name depends on its key alone. No name is taken from what it was made of.
"""

from __future__ import annotations

from pokegan.collect.names.blends import new_name
from pokegan.collect.names.letters import Namer
from pokegan.collect.names.lists import NameList, read_names

__all__ = ["NameList", "Namer", "new_name", "read_names"]
