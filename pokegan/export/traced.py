"""A model's generator as networks of their own, with what follows and precedes it, for tracing.

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from pokegan.checkpoints.model_file import ModelFile
from pokegan.models import Generator
from pokegan.models.contract import Shape
from pokegan.render.pixels import levels

NOISE = "noise_{}"  # input of a network, by the number of the layer
EXAMPLE = 3  # pictures that networks are followed with; any other number may come


def on_cpu(file: ModelFile) -> Generator:
    """A model's generator where tracing takes place, whatever device draws with it."""
    return copy.deepcopy(file.generator).cpu()


class Mapped(nn.Module):
    """z [N, Z] -> w_plus [N, L, D]."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__()
        self.generator = on_cpu(file)

    def forward(self, z: Tensor) -> Tensor:
        return self.generator.mapping(z)


class Drawn(nn.Module):
    """w_plus [N, L, D] and the noise [N, 1, r, r] of each noisy layer -> images [N, C, R, R]."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__()
        self.generator, self.resolution = on_cpu(file), file.resolution
        self.shapes = file.generator.noise_shapes(file.resolution)
        self.alpha = None if file.alpha is None else torch.tensor(file.alpha)

    def forward(self, w_plus: Tensor, *noise: Tensor) -> Tensor:
        given = iter(noise)
        layers = [None if shape is None else next(given) for shape in self.shapes]
        return self.generator.synthesis(w_plus, self.resolution, self.alpha, layers)


class Pictured(nn.Module):
    """z [N, Z] or w_plus [N, L, D], psi [1] and noise as for `Drawn` -> pixels [N, R, R, C], uint8.

    psi truncates as pokegan.sampling.truncation does, in all layers.
    """

    def __init__(self, file: ModelFile, start: str) -> None:
        super().__init__()
        self.drawn, self.start = Drawn(file), start

    def forward(self, *given: Tensor) -> Tensor:
        latents, psi, *noise = given
        generator = self.drawn.generator
        w_plus = generator.mapping(latents) if self.start == "z" else latents
        return levels(self.drawn(torch.lerp(generator.w_avg, w_plus, psi), *noise))


def noisy(file: ModelFile) -> list[tuple[int, Shape]]:
    """The layers that have noise: their number and the shape [1, r, r] of one sample's."""
    shapes = file.generator.noise_shapes(file.resolution)
    return [(number, shape) for number, shape in enumerate(shapes) if shape is not None]


def examples(file: ModelFile, start: str) -> dict[str, Tensor]:
    """Inputs to follow a network with, by name: "z" or "w_plus", and the noise of noisy layers."""
    generator = file.generator
    shape = (generator.z_dim,) if start == "z" else (generator.num_ws, generator.w_dim)
    noise = {NOISE.format(number): torch.randn(EXAMPLE, *size) for number, size in noisy(file)}
    return {start: torch.randn(EXAMPLE, *shape), **noise}
