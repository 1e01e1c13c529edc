"""What a training step takes of a device's memory, counted before anything is taken.

The step is done with tensors that have shapes and no values ("meta" of PyTorch), at the batch that
was asked for, and what lives at once is added up. That takes two seconds and no memory, and is
left out where a rule of thumb says that the step is small.
"""

from __future__ import annotations

import dataclasses
import math
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from pokegan.config import GROWING, Config
from pokegan.config.schedule import Phase, build_schedule
from pokegan.data.dataset import PackedDataset
from pokegan.runtime.memory import USABLE, check_memory, free_bytes
from pokegan.training.augment import COUNT
from pokegan.training.executor import Direct
from pokegan.training.inputs import SCALARS, StepInputs, values_in
from pokegan.training.step import Trainer

META = torch.device("meta")
# What is taken over what is counted, as convolutions have workspaces: 1.2 to 1.31 in float32, 0.99
# in bfloat16 (presets tiny, small and paper, 16 and 64 images, 32 and 64 px).
OVERHEAD = 1.3
SHORT_SHARE = 0.5  # of a GPU's count at least, where numbers of 16 bits take half
MAPS = 100  # of the largest features, more than a step has of one image; 15 to 50 in presets
COPIES = 10  # of all weights, likewise
FEATURE_WIDTH = 16  # likewise, of the classifier's features at the size it is shown
PREVIEW_BYTES = 48  # for each pixel of a preview: images twice, pixels, tiles and their sheet
FEW = 8  # images, up to which each batch is counted itself


class Counting(TorchDispatchMode):
    """Adds up the bytes of all tensors that live at once while it is on; `peak` is the most."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.peak = 0
        self.living: dict[int, int] = {}

    def __torch_dispatch__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        for tensor in tree_leaves(result):
            if isinstance(tensor, Tensor):
                self.note(tensor.untyped_storage())
        self.peak = max(self.peak, self.now)
        return result

    def note(self, storage: torch.UntypedStorage) -> None:
        key = storage._cdata
        if key not in self.living:
            self.living[key] = storage.nbytes()
            self.now += self.living[key]
            weakref.finalize(storage, self.forget, key)

    def forget(self, key: int) -> None:
        self.now -= self.living.pop(key)


class ShapesOnly(Trainer):
    """A trainer without values: its networks learn shapes."""

    def __init__(self, config: Config, data: PackedDataset, phase: Phase) -> None:
        plain = dataclasses.replace(config.training, precision="fp32")
        with META:
            super().__init__(
                dataclasses.replace(config, training=plain), data, META, Direct(), [phase]
            )

    def descend(self, optimizer: torch.optim.Adam, loss: Tensor, lr: Tensor) -> None:
        """Backward alone: what the optimizer keeps is known."""
        loss.backward()  # type: ignore[no-untyped-call]

    def inputs(self) -> StepInputs:
        """A step's input in the only phase there is."""
        model, phase = self.config.model, self.schedule[0]
        n, resolution = phase.batch_size, phase.resolution
        shape = (n, model.channels, resolution, resolution)
        augmented = self.config.training.augment != "none"
        noise = sum(map(values_in, self.state.generator.noise_shapes(resolution)))
        return StepInputs(
            pixels=torch.empty(shape, dtype=torch.uint8, device=META),
            noise=torch.empty(n * noise, device=META),
            numbers=torch.empty(SCALARS + 2 * n * (1 + model.z_dim), device=META),
            chance=torch.empty(n, COUNT if augmented else 0, device=META),
            grain=torch.empty(shape if augmented else 0, device=META),
        )


def check_footprint(config: Config, data: PackedDataset, device: torch.device) -> None:
    """Raise MemoryFull, with the batch that fits, for a run whose steps need more than is free.

    `config` is settled. On a GPU only what certainly does not fit is refused here, as a GPU says
    itself when it is full.
    """
    free = free_bytes(device)
    if free is None:
        return
    pixels = config.model.resolution**2 * PREVIEW_BYTES
    count = config.training.preview_count
    check_memory(f"{count:,} pictures in a preview", lambda n: n * pixels, count, "preview_count")
    heaviest: dict[int, Phase] = {}  # of each resolution
    for phase in sorted(build_schedule(config), key=lambda phase: len(phase.judges)):
        if at_most(config, phase) > free:
            heaviest[phase.resolution] = phase
    for phase in heaviest.values():
        check_phase(config, data, phase, device, free)


def check_phase(
    config: Config, data: PackedDataset, phase: Phase, device: torch.device, free: int
) -> None:
    """Raise MemoryFull where a phase's steps need more than is free."""
    size, n = phase.resolution, phase.batch_size
    share = OVERHEAD if device.type == "cpu" else SHORT_SHARE

    def needs(batch_size: int) -> float:
        tried = dataclasses.replace(phase, batch_size=batch_size, start_nimg=0, end_nimg=batch_size)
        return share * counted(config, data, tried, free)

    batches = set(config.training.batch_size.values())
    parameter = "batch" if len(batches) == 1 else f"batch_size.{size}"
    what = f"{n:,} images a step at {size} px"
    if needs(n) > USABLE * free:
        quick = needs if n <= 2 * FEW + 1 else interpolated(needs, n)
        check_memory(what, quick, n, parameter, device, ["preset", "resolution"])


def at_most(config: Config, phase: Phase) -> float:
    """More bytes than a phase's steps ever take, by a rule of thumb."""
    model, resolution = config.model, phase.resolution
    wider = max(1.0, model.pixels_width)
    width = max(model.width(resolution), model.filters) * wider
    shown = max(FEATURE_WIDTH, model.feature_channels / 4)  # heads begin at half the size
    maps = width * resolution**2 + shown * model.feature_px**2
    growing = model.family in GROWING
    first = model.width(4) if growing else min(model.channel_max, model.filters * resolution // 8)
    widest = max(first * wider, model.filters * wider, model.z_dim, model.w_dim, model.h_dim)
    widest = max(widest, model.feature_channels)
    layers = 64 * model.resolution.bit_length() + model.mapping_layers
    weights = layers * widest**2
    return 4.0 * (MAPS * maps * phase.batch_size + COPIES * weights)


def counted(config: Config, data: PackedDataset, phase: Phase, most: float = math.inf) -> int:
    """Bytes that live at once in a phase's steps, penalties included.

    Of networks whose weights alone are more than `most`, only theirs.
    """
    with Counting() as counting:
        trainer = ShapesOnly(config, data, phase)
        optimized = [trainer.state.generator, *trainer.state.networks_of_judges().values()]
        moments = 2 * sum(4 * p.numel() for network in optimized for p in network.parameters())
        first = sum(value.nbytes for value in trainer.state.tensors().values())
        fixed = moments + first  # which a run keeps until there is a file of it
        if fixed + counting.now <= most:
            for penalised in ((), phase.judges):
                trainer.learn(trainer.inputs(), phase, penalised)
    return fixed + counting.peak


def interpolated(needs: Callable[[int], float], batch_size: int) -> Callable[[int], float]:
    """`needs` by a parabola through three batches: minibatch statistics take its square."""
    known = [FEW, batch_size // 2, batch_size]
    return np.poly1d(np.polyfit(known, [needs(n) for n in known], 2))
