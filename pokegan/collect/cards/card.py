"""What stands on a card, before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pokegan.collect.cards.elements import Element
from pokegan.collect.cards.moves import Move
from pokegan.collect.cards.rarity import Rarity
from pokegan.render.pixels import Pixels


@dataclass(frozen=True)
class Card:
    """A creature's card: `number` is its seed or label, `picture` uint8 [R, R, C].

    `stats` are figures from 0 to 99, and `again` is the command line that
    makes the card again.
    """

    name: str
    number: str
    picture: Pixels
    element: Element
    sentence: str
    stats: Mapping[str, int]
    moves: tuple[Move, Move]
    rarity: Rarity
    again: str
