"""What settings ask of one another, and what a refusal says of one alone."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from pokegan.config.settings import GROWING, Config
from pokegan.errors import UsageError, meant

TABLE = 'a number or a table such as {"32": 16}'


def validate(config: Config) -> None:
    """Raise UsageError naming the first settings that do not go together, with their values."""
    model, training = config.model, config.training
    if training.start_resolution > model.resolution:
        raise UsageError(
            f"start_resolution {training.start_resolution} is above resolution {model.resolution}.",
            f"Start at {model.resolution} px or below, or end at a larger size.",
            ["start_resolution", "resolution"],
        )
    _validate_family(config)


def refusal(error: ValidationError, hints: Mapping[str, Any]) -> UsageError:
    """What to say of the first value that settings of types `hints` cannot have."""
    first = error.errors()[0]
    (name, *place), given, kind = first["loc"], first["input"], first["type"]
    said = str(first.get("ctx", {}).get("error", "a word"))
    hint = hints[str(name)]
    bounded = kind.startswith(("greater", "less"))
    if not place and typing.get_origin((typing.get_args(hint) or (None,))[0]) is dict:
        return UsageError(f"{name} is '{given}'; it must be {TABLE}.")
    if place[1:] == ["[key]"]:
        return UsageError(f"{name} is given for {given} px; a resolution is 4, 8, 16, ... 1024.")
    if kind == "literal_error":
        known = [str(word) for word in typing.get_args(hint)]
        near = meant(str(given), known).rstrip()
        return UsageError(f"{name} is '{given}'; it must be one of {', '.join(known)}.", near)
    if bounded or (place and said == "a whole number" and isinstance(given, float)):
        wanted = _bounds(hint, given) if bounded else said
        return UsageError(f"{name} is {given}{_at(place)}; it must be {wanted}.")
    if kind == "value_error" and said not in ("a number", "a whole number"):
        return UsageError(f"{name} is {_shown(given)}; it must be {said}.")
    keys = "".join(f".{px}" for px in place)
    wanted = "true or false" if hint is bool else said
    return UsageError(f"{name}{keys} is '{given}'; it must be {wanted}.")


def _at(place: Sequence[Any]) -> str:
    return f" at {place[0]} px" if place else ""


def _shown(given: Any) -> str:
    """A value as it was typed, in quotes where it is no number."""
    text = str(given).strip()
    return text if text.lstrip("-").replace(".", "", 1).isdecimal() else f"'{given}'"


def _bounds(hint: Any, given: Any) -> str:
    """What the bounds of a type, or of a table's values, are in words."""
    bounds = {
        name: getattr(limit, name)
        for part in getattr(hint, "__metadata__", ())
        for limit in getattr(part, "metadata", ())
        for name in ("gt", "ge", "lt", "le")
        if hasattr(limit, name)
    }
    inner = typing.get_args(typing.get_args(hint)[0]) if not bounds else ()
    if inner:
        return _bounds(inner[1], given)
    low, high = bounds.get("ge", bounds.get("gt")), bounds.get("le", bounds.get("lt"))
    if high is not None and high < 2**63:
        wanted = f"between {low:g} and {high:g}"
        return wanted if "gt" not in bounds and "lt" not in bounds else f"{wanted}, {_open(bounds)}"
    from_zero = "positive" if "gt" in bounds else "zero or more"
    if high and int(given) >= high:
        return "below 2^63"
    return from_zero if low == 0 else f"{low:g} or more"


def _open(bounds: Mapping[str, float]) -> str:
    """The end of a range that does not belong to it."""
    return f"not {bounds['gt' if 'gt' in bounds else 'lt']:g} itself"


def _validate_family(config: Config) -> None:
    """What a family's networks and its loss ask of one another."""
    family, loss = config.model.family, config.training.loss
    if family not in GROWING and config.model.resolution < 8:
        raise UsageError(f"resolution is {config.model.resolution}; {family} draws 8 px and more.")
    autoencoder = family == "began" and "pixels" in config.model.judges
    if autoencoder and config.training.augment == "adaptive":
        raise UsageError(
            "adaptive augmentation goes by the signs of scores, and those of began are errors.",
            "Let augment be fixed, or take another family.",
            ["augment", "family"],
        )
    if autoencoder and loss != "began":
        raise UsageError(
            f"the discriminator of began is an auto-encoder, which no loss '{loss}' can train.",
            "Leave the loss out, judge by features alone, or take another family.",
            ["loss", "discriminator", "family"],
        )
    if autoencoder and config.model.discriminator == "both":
        raise UsageError(
            "the discriminator of began is an auto-encoder, which cannot judge beside another.",
            "Judge by features alone, with the loss rpgan.",
            ["discriminator", "loss"],
        )
    if loss == "began" and family != "began":
        raise UsageError(
            f"the loss began needs an auto-encoder, and the discriminator of {family} is none.",
            "Take the family began, or another loss.",
            ["family", "loss"],
        )
    if loss == "began" and not autoencoder:
        raise UsageError(
            "a projected discriminator is no auto-encoder, which the loss of began needs.",
            "Give another loss with it.",
            ["discriminator", "loss=rpgan"],
        )


def suggest(word: str, known: Iterable[str]) -> str:
    names = list(known)
    return meant(word, names).rstrip() or f"Known: {', '.join(names)}."
