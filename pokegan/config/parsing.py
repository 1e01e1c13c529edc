"""Settings as they are written: in JSON, as named values, and as `key=value`.

Order of precedence: preset, then a JSON file, then named options, then `--set key=value`;
the result is validated once and saved in the run and in the header of each file it writes.
"""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pokegan.config.settings import (
    FAMILIES,
    FAMILY_SETTINGS,
    GROWING,
    Config,
    ModelConfig,
    TrainingConfig,
    as_table,
)
from pokegan.config.validation import TABLE, refusal, suggest, validate
from pokegan.errors import UsageError, similar


def check_family_has(family: str, keys: Iterable[str]) -> None:
    """Raise UsageError for the first key, as `override` takes them, that a family does not have."""
    for key in keys:
        name = _resolve(key)[1]
        families = FAMILY_SETTINGS.get(name, FAMILIES)
        if family not in families:
            raise UsageError(
                f"{family} has no setting '{key}'; {' and '.join(families)} "
                f"{'have' if len(families) > 1 else 'has'}."
            )


def override(config: Config, values: Mapping[str, Any]) -> Config:
    """`config` with values replaced by key: `lr`, `training.lr`, or `lr.32` from one resolution up.

    Values may be text, as typed. A run to a smaller resolution than it would start at
    starts there. Raises UsageError for an unknown key (with the
    nearest known one) or a value of the wrong kind.
    """
    plain = to_dict(config)
    for key, value in values.items():
        section, name, resolution = _resolve(key)
        if resolution is not None:
            value = {**_table(name, plain[section][name]), resolution: value}
        plain[section][name] = value
    model, training = (_section(name, plain[name]) for name in _SECTIONS)
    named = {_resolve(key)[1] for key in values}
    if "resolution" in named and "start_resolution" not in named:
        started = min(training.start_resolution, model.resolution)
        training = dataclasses.replace(training, start_resolution=started)
    return _whole(config.preset, model, training)


def parse_set(pairs: Iterable[str]) -> dict[str, str]:
    """Split `key=value` texts; UsageError for one without an equals sign."""
    result: dict[str, str] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key:
            raise UsageError(f"a setting is key=value, not '{pair}'.", "As lr=0.002.")
        result.pop(key.strip(), None)  # keys are applied in order: the last word comes last
        result[key.strip()] = value.strip()
    return result


def read_config_file(path: Path) -> dict[str, Any]:
    """The overrides in a JSON file: flat keys, sections, or a whole config.json of a run.

    A preset it names is under "preset".
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"no such file: {path}.", similar(path)) from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}.") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not JSON: {error}.") from error
    if not isinstance(content, dict):
        raise UsageError(f"{path} must hold one JSON object of settings.")
    if isinstance(content.get("config"), dict):
        content = to_dict(from_dict(content["config"]))  # with what an older one did not name
        content["training"].pop("init_from")  # it says what that run began with, not this one
    flat: dict[str, Any] = {}
    for key, value in content.items():
        if key in _SECTIONS and isinstance(value, dict):
            flat.update({f"{key}.{name}": inner for name, inner in value.items()})
        else:
            flat[key] = value
    return flat


def to_dict(config: Config) -> dict[str, Any]:
    """Plain JSON values; the inverse of `from_dict`."""
    plain: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(config)))
    return plain


def from_dict(plain: Mapping[str, Any]) -> Config:
    """A validated Config from `to_dict`'s output; keys this version does not know are refused."""
    given = {name: {**_BEFORE.get(name, {}), **plain.get(name, {})} for name in _SECTIONS}
    sections = [_section(name, given[name]) for name in _SECTIONS]
    return _whole(str(plain.get("preset", "small")), *sections)


def _section(name: str, given: Mapping[str, Any]) -> Any:
    """The settings of a section, each checked by its type."""
    hints = _hints(name)
    for key in given:
        if key not in hints:
            raise UsageError(f"there is no setting '{name}.{key}'.", suggest(key, hints))
    try:
        return _adapter(name).validate_python(given)
    except ValidationError as error:
        raise refusal(error, hints) from None


@cache
def _adapter(section: str) -> TypeAdapter[Any]:
    return TypeAdapter(_SECTIONS[section])


@cache
def _hints(section: str) -> dict[str, Any]:
    """The types of a section's settings, with their bounds."""
    return typing.get_type_hints(_SECTIONS[section], include_extras=True)


def _table(name: str, value: Any) -> dict[int, Any]:
    """A value as a table by resolution; UsageError for what is none."""
    try:
        return as_table(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise UsageError(f"{name} is '{value}'; it must be {TABLE}.") from error


def _whole(preset: str, model: ModelConfig, training: TrainingConfig) -> Config:
    """The configuration of two sections, if they go together."""
    config = _one_size(Config(preset, model, training))
    validate(config)
    return config


def _one_size(config: Config) -> Config:
    """The same, starting where it ends if its family does not grow."""
    if config.model.family in GROWING:
        return config
    training = dataclasses.replace(config.training, start_resolution=config.model.resolution)
    return dataclasses.replace(config, training=training)


def differences(old: Config, new: Config) -> list[tuple[str, str, str]]:
    """Rows (key, old value, new value) for every setting that differs."""
    before, after = to_dict(old), to_dict(new)
    return [
        (f"{section}.{name}", json.dumps(value), json.dumps(after[section][name]))
        for section in _SECTIONS
        for name, value in before[section].items()
        if after[section][name] != value
    ]


_SECTIONS: dict[str, type] = {"model": ModelConfig, "training": TrainingConfig}
# What files were trained with that are older than the setting, where that is not its default.
_BEFORE: dict[str, dict[str, Any]] = {"training": {"holdout": 0.0}}


_plain_hints = cache(typing.get_type_hints)


def _resolve(key: str) -> tuple[str, str, int | None]:
    """Split a typed key into section, name and, for a per-resolution value, resolution."""
    parts = key.split(".")
    resolution = int(parts.pop()) if len(parts) > 1 and parts[-1].isdecimal() else None
    *section_named, name = parts
    sections = [".".join(section_named)] if section_named else list(_SECTIONS)
    for section in sections:
        hints = _plain_hints(_SECTIONS[section]) if section in _SECTIONS else {}
        if name in hints and (resolution is None or typing.get_origin(hints[name]) is dict):
            return section, name, resolution
    known = [name for kind in _SECTIONS.values() for name in _plain_hints(kind)]
    raise UsageError(f"there is no setting '{key}'.", suggest(name, known))
