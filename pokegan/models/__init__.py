"""The contract between networks and everything that uses them, and `build`.

Shapes: N batch, C image channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor, nn

from pokegan.config import ModelConfig
from pokegan.models import stylegan


class Generator(Protocol):
    """What latents and sampling ask of a generator. Of a discriminator a loss asks its Score."""

    z_dim: int
    w_dim: int
    num_ws: int
    resolution: int
    channels: int

    @property
    def w_avg(self) -> Tensor: ...

    def mapping(self, z: Tensor) -> Tensor: ...

    def synthesis(
        self,
        w_plus: Tensor,
        resolution: int | None = None,
        alpha: Tensor | None = None,
        noise: Sequence[Tensor | None] | None = None,
    ) -> Tensor: ...

    def truncate(self, w_plus: Tensor, psi: float, cutoff: int | None = None) -> Tensor: ...

    def noise_shapes(self, resolution: int | None = None) -> list[stylegan.Shape | None]: ...


def build(config: ModelConfig, seed: int = 0) -> tuple[stylegan.Generator, stylegan.Discriminator]:
    """A generator and a discriminator with weights drawn from `seed` alone."""
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)  # manual_seed would touch CUDA's too
        generator = stylegan.Generator(config)
        discriminator = stylegan.Discriminator(config)
    for network in (generator, discriminator):
        _lay_out_channels_last(network)
    return generator, discriminator


def _lay_out_channels_last(network: nn.Module) -> None:
    """The memory layout that convolutions are fastest in, for each kernel."""
    for parameter in network.parameters():
        if parameter.dim() == 4:
            parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)
