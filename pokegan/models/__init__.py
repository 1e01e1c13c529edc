"""The families of networks, each behind the contract of models.contract.

Shapes: N batch, C image channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from pokegan.config import ModelConfig
from pokegan.models import began, dcgan, progan, stylegan
from pokegan.models.contract import Discriminator as Discriminator
from pokegan.models.contract import Generator as Generator
from pokegan.models.folding import AsTrained, FoldedGenerator


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


def build(config: ModelConfig, seed: int = 0) -> tuple[Generator, Discriminator]:
    """A generator and a discriminator with weights drawn from `seed` alone."""
    family = FAMILIES[config.family]
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)  # manual_seed would touch CUDA's too
        generator, discriminator = family.generator(config), family.discriminator(config)
    for network in (generator, discriminator):
        _lay_out_channels_last(network)
    return generator, discriminator


def fold(
    generator: Generator, resolution: int | None = None, dtype: torch.dtype = torch.float32
) -> Generator:
    """The same generator for drawing up to `resolution`, with convolutions in `dtype`.

    It keeps what `generator` is now: training that goes on does not reach it. It has no backward.
    """
    with torch.no_grad():
        folded = FAMILIES[generator.family].folded
        return folded(generator, resolution or generator.resolution, dtype)


def _lay_out_channels_last(network: nn.Module) -> None:
    """The memory layout that convolutions are fastest in, for each kernel."""
    for parameter in network.parameters():
        if parameter.dim() == 4:
            parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)
