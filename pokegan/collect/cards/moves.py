"""The two moves on a card: made of everyday words, by a creature's key and element."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from pokegan.collect.cards.elements import Element
from pokegan.collect.names.dice import draw

WEAKEST, STRONGEST, STEP = 15, 95, 5  # powers
STRONG = 55  # from which on a second move is

OF_ELEMENT = {
    "Fire": "Bonfire Candle Chimney Furnace Kindling Lantern Oven Pepper Toast Wick",
    "Water": "Bathtub Brook Bubble Drizzle Harbour Kettle Pond Puddle Ripple Splash",
    "Leaf": "Acorn Bramble Clover Hedge Meadow Nettle Orchard Pollen Thicket Twig",
    "Stone": "Boulder Brick Canyon Clay Dust Gravel Marble Pebble Quarry Sand",
    "Storm": "Cloud Gale Gust Kite Rattle Rumble Spark Squall Static Weathercock",
    "Ice": "Blizzard Chill Flurry Frost Glacier Icicle Mitten Sleet Snowdrift Sorbet",
    "Shadow": "Attic Cellar Cobweb Curtain Dusk Gloom Midnight Moth Soot Twilight",
    "Light": "Beacon Candlelight Dawn Glimmer Halo Lighthouse Noon Prism Sparkle Star",
    "Metal": "Anvil Bell Bolt Chain Clockwork Cog Hinge Kettledrum Rivet Spanner",
    "Mind": "Daydream Echo Hunch Lullaby Memory Mirror Puzzle Riddle Secret Wonder",
    "Bloom": "Blossom Bouquet Garland Honey Nectar Perfume Petal Ribbon Rosebud Silk",
}
SMALL = "Dance Flick Glance Hop Hum Nudge Peek Shuffle Skip Tap Tickle Whisper Wiggle"
GREAT = "Charge Crash Dive Leap Parade Roar Stampede Surge Tumble Waltz Whirl Wallop"


@dataclass(frozen=True)
class Move:
    """A move's name, and its power from 15 to 95."""

    name: str
    power: int


def moves(key: str, element: Element) -> tuple[Move, Move]:
    """A small move and a great one; the same key gives the same on every machine."""
    random = Random(f"moves/{key}")
    words = OF_ELEMENT[element.name].split()
    first = draw(random, words)
    second = draw(random, [word for word in words if word != first])
    small = Move(f"{first} {draw(random, SMALL.split())}", power(random, WEAKEST, STRONG - STEP))
    great = Move(f"{second} {draw(random, GREAT.split())}", power(random, STRONG, STRONGEST))
    return small, great


def power(random: Random, least: int, most: int) -> int:
    """A multiple of 5 from `least` to `most`."""
    return int(draw(random, range(least, most + 1, STEP)))
