"""What a run is to be: from what was asked for, what is there already, and the pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from pokegan.checkpoints.layout import is_run
from pokegan.checkpoints.runs import read_run, settle
from pokegan.checkpoints.warm_start import WarmStart
from pokegan.config import Config, check_family_has, override, preset, to_dict
from pokegan.data.dataset import PackedDataset, read_header
from pokegan.errors import UsageError
from pokegan.training.forecast import fill_memory

JOINING = ("pixels_from_kimg", "pixels_warm_kimg", "pixels_rise_kimg")


@dataclass(frozen=True)
class Asked:
    """What was asked of a run: a preset, settings by key, and the pictures' background.

    None stands for what was not said. `typed` are the keys that were named, and not taken from
    a file.
    """

    settings: Mapping[str, Any]
    preset: str | None = None
    background: str | None = None
    typed: Iterable[str] = ()


def plan_run(
    asked: Asked,
    run_dir: Path,
    device: torch.device,
    prepared: Callable[[int, str | None, bool], Path],
    start: WarmStart | None = None,
) -> tuple[Config, Path]:
    """The configuration of a run, and the prepared file it will train on.

    `prepared` gives that file for a resolution, a background (None: as usual), and whether it must
    be that resolution: a smaller one than the preset's may hold the pictures. A run begins with
    the settings of `start`, if that is given; where no preset was asked for, a run of the same
    family in `run_dir` lends its settings for what was not said again. Raises UsageError for
    settings that there are not, or that do not go together.
    """
    given, name = dict(asked.settings), asked.preset
    if start is not None:
        given = _settings_of(start, name, given)
        name = name or start.config.preset
    family = _family(given, run_dir)
    usual = preset(name or ("tiny" if device.type == "cpu" else "small"), family)
    check_family_has(family, asked.typed)
    background = asked.background
    if name is None and is_run(run_dir):
        saved, about = read_run(run_dir)
        config = override(saved if saved.model.family == family else usual, given)
        background = background or str(about.get("background", "white"))
        return config, prepared(config.model.resolution, background, True)
    config = override(usual, given)
    named, wanted = _names_resolution(given), config.model.resolution
    begun = is_run(run_dir) and not named  # at a resolution that it keeps
    if begun:
        wanted = min(wanted, read_run(run_dir)[0].model.resolution)
    path = prepared(wanted, background, named or begun)
    held = int(read_header(path)["resolution"])
    small = held < config.model.resolution
    if start is not None and small and not _names_resolution(asked.settings):
        raise UsageError(
            f"{path} holds pictures up to {held} px, and {start.name} ends at "
            f"{config.model.resolution}.",
            "Prepare them in that size, or begin with another model or none.",
            ["init_from"],
        )
    if small and not named:
        config = override(config, {"resolution": held})
    return config, path


def with_fastest_batches(config: Config, data_path: Path, device: torch.device) -> Config:
    """`config` with batches as large as pay on this device, and the learning rates for them."""
    data = PackedDataset(data_path, device, config.training.seed)
    filled = fill_memory(settle(config, data, device), data, device).training
    training = replace(config.training, batch_size=filled.batch_size, lr=filled.lr)
    return replace(config, training=training)


def _family(given: dict[str, Any], run_dir: Path) -> str:
    """The family asked for; where none is named that of a run that exists, else stylegan."""
    named = given.get("family", given.get("model.family"))
    if named is None and is_run(run_dir):
        return read_run(run_dir)[0].model.family
    return str(named or "stylegan")


def _settings_of(start: WarmStart, preset: str | None, given: dict[str, Any]) -> dict[str, Any]:
    """The settings of a run that goes on from another's weights, from its resolution upward.

    Those of its networks, and the rest of them too where no preset is given instead; what is
    given wins. Where pixels have taken part they do so from the first step, with the features'
    penalty at its least.
    """
    plain = to_dict(start.config)
    family = plain["model"]["family"]
    other = given.get("family", given.get("model.family", family)) != family  # to be refused
    sections = ("model",) if preset or other else ("model", "training")
    taken = {f"{part}.{key}": value for part in sections for key, value in plain[part].items()}
    _check_end(start, given)
    taken["training.start_resolution"] = start.resolution
    taken["training.precision"] = "auto"
    if start.knows_pixels:
        taken |= {f"training.{name}": 0.0 for name in JOINING}
        training = start.config.training
        least = min(training.projected_gamma, training.projected_gamma_least)
        taken |= {"training.projected_gamma": least, "training.projected_gamma_halving_kimg": 0.0}
    named = {key.rpartition(".")[2] for key in given}
    own = {"channels", "seed", "extra_kimg", "init_from"}
    kept = {key: value for key, value in taken.items() if key.rpartition(".")[2] not in named | own}
    return {**kept, **given, "training.init_from": start.hash}


def _check_end(start: WarmStart, given: Mapping[str, Any]) -> None:
    """Raise UsageError for a run that would end below the size it begins at."""
    wanted = str(given.get("resolution", given.get("model.resolution", "")))
    begins = any(key.endswith("start_resolution") for key in given)
    if wanted.isdecimal() and int(wanted) < start.resolution and not begins:
        raise UsageError(
            f"{start.name} draws {start.resolution} px, and a run that begins with it cannot end "
            f"at {wanted}.",
            "Leave the resolution out, or begin with another model or none.",
            ["resolution", "init_from"],
        )


def _names_resolution(given: Mapping[str, Any]) -> bool:
    return any(key.split(".")[-1] == "resolution" for key in given)
