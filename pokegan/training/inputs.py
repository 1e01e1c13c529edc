"""What a training step is fed: all that changes from one step to the next.

Every number is a function of (seed, nimg), so that what a step needs can be drawn before its
time: for a GPU, a thread draws it while the device is busy with the step before. On the device
it is a few tensors, so that they can lie in the fixed memory of a CUDA graph.

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from pokegan.config import JUDGES, Config
from pokegan.config.schedule import Phase, Stage, ema_weight, part_at, stage_at
from pokegan.data.dataset import PackedDataset
from pokegan.models import Generator
from pokegan.models.contract import Shape
from pokegan.runtime.random import rng
from pokegan.training.augment import COUNT, Draws

MOST_JUDGES = max(len(judges) for judges in JUDGES.values())
SCALARS = 3 + 3 * MOST_JUDGES  # alpha, the average's share and lr, then each judge's part


@dataclass(frozen=True)
class StepInputs:
    """A step's input on the device.

    `pixels` uint8 [N, C, R, R] are the reals as they are stored, `noise` holds the noise of
    all layers one after another, `numbers` everything else in float32. `chance` and `grain` are
    for augmentation, and empty without it.
    """

    pixels: Tensor
    noise: Tensor
    numbers: Tensor
    chance: Tensor
    grain: Tensor

    @property
    def batch_size(self) -> int:
        return self.pixels.shape[0]

    @property
    def alpha(self) -> Tensor:
        """The fade, 0-d."""
        return self.numbers[0]

    @property
    def ema_share(self) -> Tensor:
        """How far the averaged generator moves towards the current one, 0-d."""
        return self.numbers[1]

    @property
    def lr(self) -> Tensor:
        """The generator's learning rate, 0-d."""
        return self.numbers[2]

    def part(self, place: int) -> tuple[Tensor, Tensor, Tensor]:
        """Of the judge at a place: learning rate, weight of its penalty, its own weight; 0-d."""
        lr, gamma, weight = self.numbers[3 + 3 * place : 6 + 3 * place]
        return lr, gamma, weight

    @property
    def mirror_mask(self) -> Tensor:
        """Which reals are mirrored, bool [N]."""
        return self.numbers[SCALARS : SCALARS + self.batch_size] > 0

    @property
    def crossover(self) -> Tensor:
        """From which layer on each sample has its second style, [N]."""
        return self.numbers[SCALARS + self.batch_size : SCALARS + 2 * self.batch_size]

    @property
    def z(self) -> Tensor:
        """Two latents for each sample, [2N, Z]: the first styles, then the second."""
        return self.numbers[SCALARS + 2 * self.batch_size :].view(2 * self.batch_size, -1)

    @property
    def draws(self) -> Draws:
        """What augmentation is decided by."""
        return Draws(self.chance, self.grain)

    def layer_noise(self, shapes: Sequence[Shape | None]) -> list[Tensor | None]:
        """The noise of layers whose one sample has `shapes` [1, r, r]: [N, 1, r, r] each.

        None for layers that have none.
        """
        parts = self.noise.split([self.batch_size * values_in(shape) for shape in shapes])
        return [
            None if shape is None else part.view(-1, *shape)
            for part, shape in zip(parts, shapes, strict=True)
        ]

    def tensors(self) -> list[Tensor]:
        return [self.pixels, self.noise, self.numbers, self.chance, self.grain]

    def copy(self) -> StepInputs:
        """The same in memory of its own."""
        return StepInputs(*(tensor.clone() for tensor in self.tensors()))

    def take(self, other: StepInputs) -> None:
        """Overwrite with another step's input of the same shapes."""
        torch._foreach_copy_(self.tensors(), other.tensors())


@dataclass(frozen=True)
class Drawn:
    """The part of a step's input that is made on the host; `pixels` where they are streamed."""

    indices: Tensor
    numbers: Tensor
    chance: Tensor
    pixels: Tensor | None


class InputSource:
    """Gives each step its input; on a GPU the host's part is drawn one step ahead.

    `generator` says which noise one sample takes, and how many styles.
    """

    def __init__(
        self,
        config: Config,
        data: PackedDataset,
        schedule: Sequence[Phase],
        generator: Generator,
    ) -> None:
        self.config = config
        self.data = data
        self.schedule = schedule
        self.noise_shapes, self.num_ws_at = generator.noise_shapes, generator.num_ws_at
        self.device = data.device
        self._thread = ThreadPoolExecutor(1) if self.device.type == "cuda" else None
        self._ahead: tuple[int, Future[Drawn]] | None = None

    def inputs(self, nimg: int) -> StepInputs:
        """The input of the step at `nimg`; nothing waits for the device."""
        stage = stage_at(nimg, self.schedule)
        drawn = self._drawn(nimg, stage)
        resident = self.data.resident(stage.resolution)
        if drawn.pixels is not None:
            pixels = self._sent(drawn.pixels)
        else:
            assert resident is not None
            pixels = resident[self._sent(drawn.indices)]
        shapes = self.noise_shapes(stage.resolution)
        values = stage.phase.batch_size * sum(map(values_in, shapes))
        stream = rng(self.config.training.seed, nimg, "noise", self.device)
        noise = torch.randn(values, generator=stream, device=self.device)
        grain = self._grain(nimg, pixels.shape)
        return StepInputs(pixels, noise, self._sent(drawn.numbers), self._sent(drawn.chance), grain)

    def _drawn(self, nimg: int, stage: Stage) -> Drawn:
        """The host's part, and the order for the next step's of the same phase."""
        ahead, self._ahead = self._ahead, None
        # Waited for even when a run went back and it is of no use: it may be moving pictures.
        expected = ahead[1].result() if ahead else None
        drawn = expected if ahead and expected and ahead[0] == nimg else self.draw(nimg)
        following = nimg + stage.phase.batch_size
        if self._thread is not None and following < stage.phase.end_nimg:
            self._ahead = (following, self._thread.submit(self.draw, following))
        return drawn

    def draw(self, nimg: int) -> Drawn:
        """The host's part of the input of the step at `nimg`."""
        stage, training = stage_at(nimg, self.schedule), self.config.training
        n, resolution, seed = stage.phase.batch_size, stage.resolution, training.seed
        scalars = torch.zeros(SCALARS)
        scalars[:3] = torch.tensor([stage.alpha, 1 - ema_weight(nimg, n, training), stage.phase.lr])
        for place, judge in enumerate(self.config.model.judges):
            part = part_at(judge, nimg, stage.phase, self.config)
            own = torch.tensor([part.lr, part.gamma, part.weight])
            scalars[3 + 3 * place : 6 + 3 * place] = own
        mirror_mask = self.data.mirror_mask(nimg, n) if training.mirror else torch.zeros(n)
        crossover = draw_crossover(
            n, self.num_ws_at(resolution), training.style_mixing, rng(seed, nimg, "mixing")
        )
        z = torch.randn(2 * n, self.config.model.z_dim, generator=rng(seed, nimg, "z"))
        indices = self.data.indices(nimg, n)
        return Drawn(
            indices=torch.from_numpy(indices),
            numbers=torch.cat([scalars, mirror_mask.float(), crossover.float(), z.flatten()]),
            chance=self._chance(nimg, n),
            pixels=self._gathered(indices, resolution),
        )

    def _chance(self, nimg: int, n: int) -> Tensor:
        """Augmentation's uniform numbers, [n, COUNT]; none where nothing is augmented."""
        count = 0 if self.config.training.augment == "none" else COUNT
        return torch.rand(n, count, generator=rng(self.config.training.seed, nimg, "augment"))

    def _grain(self, nimg: int, shape: torch.Size) -> Tensor:
        """Augmentation's noise in the pictures' shape; none where nothing is augmented."""
        shape = torch.Size([0]) if self.config.training.augment == "none" else shape
        stream = rng(self.config.training.seed, nimg, "grain", self.device)
        return torch.randn(shape, generator=stream, device=self.device)

    def _gathered(self, indices: np.ndarray, resolution: int) -> Tensor | None:
        """The pixels where the host has to bring them."""
        if self.data.resident(resolution) is not None:
            return None
        return self.data.gather(indices, resolution)

    def _sent(self, tensor: Tensor) -> Tensor:
        """A host tensor on the device, on its way while the host goes on."""
        if self.device.type == "cuda":
            # Page-locked memory goes back to its pool only when the copy has ended.
            tensor = tensor.pin_memory()
        return tensor.to(self.device, non_blocking=True)


def draw_crossover(n: int, layers: int, probability: float, random: torch.Generator) -> Tensor:
    """Mixing regularisation (1812.04948, section 3.1): where each of n samples changes style.

    With `probability` at a random layer, 1 to `layers` - 1; else at `layers`, so at none.
    """
    if layers < 2:
        return torch.full((n,), layers)
    start = torch.randint(1, layers, (n,), generator=random)
    start[torch.rand(n, generator=random) >= probability] = layers
    return start


def values_in(shape: Shape | None) -> int:
    """How many numbers a layer's noise has."""
    return 0 if shape is None else math.prod(shape)
