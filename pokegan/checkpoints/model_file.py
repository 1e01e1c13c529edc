"""The model one shares: an averaged generator, its settings, and in half precision its judges."""

from __future__ import annotations

import os.path  # as whose functions say no to names longer than the system allows
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from pokegan import models
from pokegan.checkpoints.layout import in_words, newest_model
from pokegan.checkpoints.tensor_file import (
    OWN,
    fitting,
    read,
    strip_prefix,
    write,
)
from pokegan.config import (
    Config,
    from_dict,
    is_resolution,
    to_dict,
)
from pokegan.models import Discriminator, Generator

# Under which a file holds the weights of what judges pictures, by names of config.JUDGES.
JUDGE_PREFIXES = {"pixels": "discriminator", "projected": "projected"}
Network = TypeVar("Network", bound=nn.Module)


@dataclass(frozen=True)
class ModelFile:
    """A generator ready to draw, and what its file says about it.

    `resolution` and `alpha` are the stage it was saved in; `hash` names the content.
    """

    generator: Generator
    config: Config
    path: Path
    hash: str
    nimg: int
    resolution: int
    alpha: float | None
    data: Mapping[str, Any]

    @property
    def in_words(self) -> str:
        """What a person knows it by."""
        return in_words(self.path, vars(self))


def condense(model: Path, out: Path) -> str:
    """Write a model in half precision, which draws as it does up to rounding; returns its hash."""
    tensors, about = read(model, "model")
    about = {key: value for key, value in about.items() if key not in OWN}
    return write(out, "model", {name: halved(value) for name, value in tensors.items()}, about)


def save_model(
    path: Path,
    generator: Generator,
    judges: Mapping[str, Discriminator],
    config: Config,
    about: Mapping[str, Any],
) -> None:
    """Write the shareable model; `about` holds nimg, resolution, alpha and data."""
    tensors = dict(generator.state_dict())
    for name, network in judges.items():
        prefix = JUDGE_PREFIXES[name]
        tensors |= {f"{prefix}.{key}": halved(v) for key, v in network.state_dict().items()}
    write(path, "model", tensors, {"config": to_dict(config), **about})


def halved(tensor: Tensor) -> Tensor:
    """In half precision; counts stay as they are."""
    return tensor.half() if tensor.is_floating_point() else tensor


def load_model(path: Path, device: torch.device | str = "cpu") -> ModelFile:
    """Read a model file, or the newest model of a run folder; ModelError says what is wrong."""
    path = Path(path)
    if os.path.isdir(path):
        path = newest_model(path)
    tensors, header = read(path, "model")
    with fitting(path, header):
        config = from_dict(header["config"])
        resolution, alpha = int(header["resolution"]), header["alpha"]
        if not is_resolution(resolution) or resolution > config.model.resolution:
            raise ValueError(resolution)
        file = ModelFile(
            generator=filled(blank_generator(config), generator_of(tensors)),
            config=config,
            path=path,
            hash=header["hash"],
            nimg=int(header["nimg"]),
            resolution=resolution,
            alpha=None if alpha is None else float(alpha),
            data=dict(header["data"]),
        )
    file.generator.to(device)
    return file


def load_critic(file: ModelFile) -> Discriminator | None:
    """The discriminator that a model's file holds, on the generator's device; None without one.

    Of several it is the projected one.
    """
    tensors, header = read(file.path, "model")
    name = file.config.model.judges[0]
    weights = strip_prefix(JUDGE_PREFIXES[name], tensors)
    if not weights:
        return None
    with fitting(file.path, header):
        critic = models.discriminators_of(file.config.model)[name]
        critic.load_state_dict(weights)
    return critic.eval().requires_grad_(False).to(file.generator.w_avg.device)


class NothingDrawn(TorchFunctionMode):
    """Within it random numbers are whatever memory holds, for weights that a file overwrites.

    Networks laid out on "meta" instead cost 1.7 s at first use: its first arithmetic imports
    PyTorch's decompositions.
    """

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func in (Tensor.normal_, Tensor.uniform_):
            return args[0]
        if func is torch.randn:
            func = torch.empty
        return func(*args, **(kwargs or {}))


def blank_generator(config: Config) -> Generator:
    """The generator of a run, laid out as in training, with no weights in it yet."""
    with NothingDrawn():
        return models.generator_of(config.model)


def filled(network: Network, tensors: Mapping[str, Tensor]) -> Network:
    """A blank network with these weights in it; RuntimeError if they are of another shape."""
    # They are copied: tensors of a file may be mapped, and would change with it.
    network.load_state_dict(tensors)
    return network.eval().requires_grad_(False)


def generator_of(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A model file's weights without those of what judged it."""
    judges = tuple(f"{prefix}." for prefix in JUDGE_PREFIXES.values())
    return {name: value for name, value in tensors.items() if not name.startswith(judges)}
