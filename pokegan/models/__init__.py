"""The families of networks, each behind the contract of models.contract.

Shapes: N batch, C image channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
from torch import nn

from pokegan.config import ModelConfig
from pokegan.models import began, dcgan, progan, projected, stylegan
from pokegan.models.contract import Discriminator as Discriminator
from pokegan.models.contract import Generator as Generator
from pokegan.models.folding import AsTrained, FoldedGenerator
from pokegan.models.lite0 import Lite0
from pokegan.runtime.classifier import classifier_weights

Network = TypeVar("Network", bound=nn.Module)


@dataclass(frozen=True)
class Family:
    """How the networks of a family are made, and a generator folded that only draws."""

    generator: Callable[[ModelConfig], Generator]
    discriminator: Callable[[ModelConfig], Discriminator]
    folded: Callable[[Any, int, torch.dtype], Generator] = AsTrained


FAMILIES = {  # config.FAMILIES
    "stylegan": Family(stylegan.Generator, stylegan.Discriminator, FoldedGenerator),
    "progan": Family(progan.Generator, progan.Discriminator),
    "dcgan": Family(dcgan.Generator, dcgan.Discriminator),
    "began": Family(began.Generator, began.Discriminator),
}


def build(config: ModelConfig, seed: int = 0) -> tuple[Generator, dict[str, Discriminator]]:
    """A generator and what judges it, by name, with weights drawn from `seed` alone."""
    with drawn_from(seed):
        return generator_of(config), discriminators_of(config)


def generator_of(config: ModelConfig) -> Generator:
    """The generator of a configuration."""
    return _channels_last(FAMILIES[config.family].generator(config))


def discriminators_of(config: ModelConfig) -> dict[str, Discriminator]:
    """What judges a configuration's pictures, by names of config.JUDGES."""
    makers: dict[str, Callable[[], Discriminator]] = {
        "pixels": lambda: FAMILIES[config.family].discriminator(config.of_pixels),
        "projected": lambda: projected.Discriminator(config, Lite0(classifier_weights())),
    }
    return {name: _channels_last(makers[name]()) for name in config.judges}


@contextmanager
def drawn_from(seed: int) -> Iterator[None]:
    """Within it what torch draws on the host depends on the seed alone."""
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)  # manual_seed would touch CUDA's too
        yield


def fold(
    generator: Generator, resolution: int | None = None, dtype: torch.dtype = torch.float32
) -> Generator:
    """The same generator for drawing up to `resolution`, with convolutions in `dtype`.

    It keeps what `generator` is now: training that goes on does not reach it. It has no backward.
    """
    with torch.no_grad():
        folded = FAMILIES[generator.family].folded
        return folded(generator, resolution or generator.resolution, dtype)


def _channels_last(network: Network) -> Network:
    """The network with each kernel in the memory layout that convolutions are fastest in."""
    for parameter in network.parameters():
        if parameter.dim() == 4:
            parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)
    return network
