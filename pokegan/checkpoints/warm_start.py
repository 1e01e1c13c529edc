"""Another run's weights for a new run to begin with."""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from pokegan.checkpoints.layout import SHIPPED, newest_model
from pokegan.checkpoints.model_file import JUDGE_PREFIXES, generator_of
from pokegan.checkpoints.state_file import latest
from pokegan.checkpoints.tensor_file import fitting, read, read_header, strip_prefix
from pokegan.config import (
    CHANNELS,
    FAMILIES,
    FAMILY_SETTINGS,
    GROWING,
    Config,
    ModelConfig,
    from_dict,
)
from pokegan.errors import ModelError
from pokegan.models.growing import resolutions_up_to

# What networks must agree in to have the same weights of a judge.
JUDGE_SETTINGS = {
    "pixels": ("pixels_width",),
    "projected": ("feature_px", "feature_channels", "feature_seed", "spectral_heads"),
}


@dataclass(frozen=True)
class WarmStart:
    """Weights for a new run to begin with, of networks grown to `resolution` in `nimg` images.

    `judges` are the weights of discriminators by name, those that the file has; `hash` names the
    file's content, and `name` what was named.
    """

    config: Config
    hash: str
    resolution: int
    generator: Mapping[str, Tensor]
    judges: Mapping[str, Mapping[str, Tensor]]
    nimg: int = 0
    name: str = "that model"

    @property
    def knows_pixels(self) -> bool:
        """Whether a discriminator of pixels has learned with the generator."""
        joined_nimg = 1000 * self.config.training.pixels_from_kimg
        alone = len(self.config.model.judges) == 1
        return "pixels" in self.judges and (alone or self.nimg > joined_nimg)

    def sees_alike(self, judge: str, model: ModelConfig) -> bool:
        """Whether a judge has the same weights in networks of `model`, and looks at the same."""
        ours, theirs = self.config.model, model
        return all(getattr(ours, n) == getattr(theirs, n) for n in JUDGE_SETTINGS[judge])


def load_warm_start(path: Path) -> WarmStart:
    """Read what a new run can begin with from a model, a state, or a run folder's newest state.

    Of a state it takes the averaged generator. ModelError says what is wrong.
    """
    name = path.stem if path.parent == SHIPPED else str(path)
    if os.path.isdir(path):
        saved = latest(path)
        path = saved.path if saved else newest_model(path)
    kind = str(read_header(path)["kind"])
    if kind not in ("model", "state"):
        raise ModelError(
            f"{path} holds a {kind}, nothing to begin with.", "Name a model, a state or a run."
        )
    tensors, header = read(path, kind)
    generator = strip_prefix("ema", tensors) if kind == "state" else generator_of(tensors)
    with fitting(path, header):
        return WarmStart(
            config=from_dict(header["config"]),
            hash=str(header["hash"]),
            resolution=int(header["resolution"]),
            generator=generator,
            judges={
                name: strip_prefix(prefix, tensors)
                for name, prefix in JUDGE_PREFIXES.items()
                if strip_prefix(prefix, tensors)
            },
            nimg=int(header["nimg"]),
            name=name,
        )


def check_warm_start(start: WarmStart, model: ModelConfig) -> None:
    """Raise ModelError when networks of `model` cannot take over the weights of `start`."""
    theirs = start.config.model
    if theirs.channels != model.channels:
        raise ModelError(
            f"{start.name} draws pictures {CHANNELS[theirs.channels]}, and these are "
            f"{CHANNELS[model.channels]}.",
            "Prepare them as those it learned from.",
            ["background"],
        )
    pairs = [(name, getattr(theirs, name), getattr(model, name)) for name in shape_settings(model)]
    if model.family in GROWING:
        pairs += [
            (f"width at {r} px", theirs.width(r), model.width(r))
            for r in resolutions_up_to(min(start.resolution, model.resolution))
        ]
    unequal = [f"{name} {old}, here {new}" for name, old, new in pairs if old != new]
    if unequal:
        raise ModelError(
            f"the networks of {start.name} are others: {'; '.join(unequal)}.",
            "Begin with its own settings: leave family, preset and widths out.",
        )


def shape_settings(model: ModelConfig) -> list[str]:
    """What networks of a family must agree in, besides widths, to have the same weights."""
    names = ["family", "z_dim", "w_dim", "mapping_layers", "mapping_lr_multiplier", "noise_from"]
    names += ["normalisation", "filters", "upsampling", "h_dim"]
    names += [] if model.family in GROWING else ["resolution", "channel_max"]
    return [name for name in names if model.family in FAMILY_SETTINGS.get(name, FAMILIES)]
