"""From creatures to cards: what a person asked for, and all that follows from the picture."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pokegan import render
from pokegan.collect.cards import elements, sides
from pokegan.collect.cards.card import Card
from pokegan.collect.cards.elements import Element
from pokegan.collect.cards.moves import moves
from pokegan.collect.cards.rarity import Rarity, by_pictures, by_styles
from pokegan.collect.cards.stats import sentence, stats
from pokegan.collect.names import Namer, new_name, read_names
from pokegan.errors import UsageError
from pokegan.explore.resolve import Explorer, is_picture
from pokegan.metrics import properties
from pokegan.metrics.foreground import foreground
from pokegan.metrics.novelty import Gallery
from pokegan.render.pixels import Pixels, from_pixels
from pokegan.render.recipes import Recipe
from pokegan.sampling import latents
from pokegan.sampling.folders import Series
from pokegan.sampling.latents import Creature
from pokegan.sampling.noise import parse_noise
from pokegan.sampling.recipe import remake

HALF = 0.5  # of the creature's mask, from which on a pixel's colour counts for its element
ABOUT = ("key", "number", "name")  # of a creature, in the recipe of its card


@dataclass(frozen=True)
class CardOptions:
    """What was asked for; None: pokegan decides.

    `names` is a list that names are made in the manner of. `rarity` is "pictures" or "styles",
    `data` the pictures that were named for it, `back` whether there are backs.
    """

    psi: float | None = None
    name: str | None = None
    element: str | None = None
    names: Path | None = None
    rarity: str = "styles"
    data: Path | None = None
    back: bool = False

    def __post_init__(self) -> None:
        if self.element is not None:
            elements.named(self.element)

    def settings(self) -> dict[str, Any]:
        """What a recipe has to say of it."""
        told = dataclasses.asdict(self)
        paths = {key: str(told[key]) for key in ("names", "data") if told[key] is not None}
        wanted = {"back": True} if told.pop("back") else {}
        return {**told, **paths, **wanted}


@dataclass(frozen=True)
class Dealt:
    """A card, the recipe inside its picture, and what its file is called without an ending."""

    card: Card
    recipe: Recipe
    stem: str


@dataclass(frozen=True)
class Subject:
    """A creature, and the text that names it. `number` is its seed or what it is called.

    All that is drawn by lot depends on `key`; `name` is what it was named before, if it was.
    """

    creature: Creature
    text: str
    key: str
    number: str
    name: str | None = None

    @property
    def stem(self) -> str:
        """Its card's file name without an ending."""
        if self.number.isdecimal():
            return f"card-{int(self.number):04d}"
        slug = "".join(c if c.isalnum() else "-" for c in self.number)[:40].strip("-")
        return f"card-{slug or 'creature'}"


def subjects(sampler: Explorer, texts: Iterable[str], psi: float | None) -> list[Subject]:
    """The creatures that texts name, as `Explorer.creatures` takes them."""
    found = []
    for text in texts:
        known = known_as(Path(text))
        creatures = sampler.creatures(text, psi)
        for place, creature in enumerate(creatures, 1):
            one = text if len(creatures) == 1 else alone(text, place, creature)
            about = {"key": latents.identity(creature), "number": creature.label, **known}
            found.append(Subject(creature, one, **about))
    if not found:
        raise UsageError("there is no creature to make a card of.", "Name one seed or more.")
    return found


def alone(text: str, place: int, creature: Creature) -> str:
    """What names one creature among several of a text: its seed, or its place in a file."""
    is_file = bool(Path(text).suffix) or is_picture(Path(text))
    return f"{text}:{place}" if is_file else str(creature.noise_seed)


def known_as(path: Path) -> dict[str, Any]:
    """What a card says of its creature beside its styles: key, number and name; else nothing."""
    if path.suffix == ".safetensors" or not is_picture(path):
        return {}
    creature = (render.read_recipe(path) or {}).get("creature")
    if not isinstance(creature, Mapping):
        return {}
    return {key: str(creature[key]) for key in ABOUT if key in creature}


def namer(names: Path | None) -> Namer | None:
    """What makes names in the manner of a list; DataError where it cannot be read."""
    if names is None:
        return None
    found = read_names(names)
    return Namer(found.learned, found.taken)


def check_name(options: CardOptions, count: int) -> None:
    """Raise UsageError for one name of several cards."""
    if options.name is not None and count > 1:
        raise UsageError(f"a name is for one card, not for {count}.", "Leave it out.", ["name"])


def deal(
    sampler: Explorer,
    chosen: Sequence[Subject],
    options: CardOptions,
    training: Gallery | None = None,
) -> Iterator[Dealt]:
    """The cards of creatures. `training` is there where rarity goes by pictures."""
    check_name(options, len(chosen))
    sampler.check_together(len(chosen))
    maker = namer(options.names)
    creatures = [subject.creature for subject in chosen]
    modes = parse_noise("seed")
    pictures = np.concatenate(list(sampler.synthesizer.pixels(creatures, modes)))
    if training is None:
        rarities = by_styles(creatures, sampler.generator, options.psi)
    else:
        rarities = by_pictures(pictures, training)
    return (
        one_card(sampler, subject, options, maker, picture, rarity)
        for subject, picture, rarity in zip(chosen, pictures, rarities, strict=True)
    )


def one_card(
    sampler: Explorer,
    subject: Subject,
    options: CardOptions,
    maker: Namer | None,
    picture: Pixels,
    rarity: Rarity,
) -> Dealt:
    """The card of one creature, its rarity known and its picture [R, R, C] as the network drew it.

    What the sampler's finish does to it is seen on the card, and not measured.
    """
    key = subject.key
    name = options.name or subject.name or (maker.new_name(key) if maker else new_name(key))
    wanted = options.element
    element = elements.named(wanted) if wanted else element_of(picture, sampler.background)
    figures = stats(measured(picture, sampler.background))
    recipe = sampler.recipe("card", points=[subject.text], **options.settings())
    card = Card(
        name=name,
        number=subject.number,
        picture=sampler.finish.cut(picture[None], sampler.background)[0],
        element=element,
        sentence=sentence(figures, element),
        stats=figures,
        moves=moves(key, element),
        rarity=rarity,
        again=remake(recipe),
    )
    about = dict(zip(ABOUT, (key, subject.number, name), strict=True))
    packed = {**latents.pack(subject.creature), **about}
    return Dealt(card, {**recipe, "creature": packed}, subject.stem)


def element_of(picture: Pixels, background: str) -> Element:
    """The element of the creature in a picture [R, R, C], by its colours."""
    creature = foreground(from_pixels(picture[None]), background)
    return elements.guess(picture[creature.mask[0].numpy() > HALF][:, :3])


def measured(picture: Pixels, background: str) -> dict[str, float]:
    """The PROPERTIES of the creature in a picture [R, R, C], by their names."""
    values = properties.measure(from_pixels(picture[None]), background)[0]
    return dict(zip(properties.PROPERTIES, values.tolist(), strict=True))


def cards(sampler: Explorer, options: CardOptions) -> Series:
    """What `save_cards` writes into one folder."""
    recipe = sampler.recipe("card", **options.settings())
    varying = ("points", "name", "element", "back", "rarity", "data")
    return Series(recipe, varying, r"card-.*\.png")


def save_cards(folder: Path, dealt: Iterable[Dealt], backs: bool = False) -> Iterator[Path]:
    """Write each card as a PNG in the folder, its back beside it; gives the paths."""
    used: dict[str, int] = {}
    for one in dealt:
        used[one.stem] = used.get(one.stem, 0) + 1
        again = "" if used[one.stem] == 1 else f"-{used[one.stem]}"
        yield from save_card(folder / f"{one.stem}{again}.png", one, backs)


def save_card(path: Path, dealt: Dealt, backs: bool = False) -> Iterator[Path]:
    """Write one card as a PNG, and its back beside it; gives the paths."""
    render.save_image(path, sides.front(dealt.card), dealt.recipe, sides.DPI)
    yield path
    if backs:
        behind = path.with_name(f"{path.stem}-back.png")
        render.save_image(behind, sides.back(dealt.card), dealt.recipe, sides.DPI)
        yield behind
