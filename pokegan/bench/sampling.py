"""Sampling as a case: from styles to images in several ways, and all the way from seeds.

Shapes: N batch, L num_ws, D w_dim.
"""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch

from pokegan import models
from pokegan.bench.arithmetic import count_gflop
from pokegan.bench.cases import Case, Parts
from pokegan.bench.clock import Task, timed
from pokegan.checkpoints.model_file import ModelFile
from pokegan.config import Config
from pokegan.runtime.precision import best_precision
from pokegan.sampling import latents
from pokegan.sampling.noise import draw_noise, parse_noise
from pokegan.sampling.sampler import Sampler
from pokegan.sampling.synthesis import SynthesisOptions

BATCHES = {"cpu": (1, 16), "cuda": (1, 64, 512)}
WARM_UPS = 3


@dataclass(frozen=True)
class Way:
    """How to draw: from styles and noise to images that stay on the device, or `from_seeds`."""

    name: str
    options: SynthesisOptions
    from_seeds: bool = False


WAYS = (
    Way("base", SynthesisOptions(folded=False, compiled=False)),
    Way("folded", SynthesisOptions(compiled=False)),
    Way("folded bf16", SynthesisOptions("bf16", compiled=False)),
    Way("compiled", SynthesisOptions(compiled=True)),
    Way("compiled bf16", SynthesisOptions("bf16", compiled=True)),
    Way("from seeds to pixels", SynthesisOptions(compiled=False), from_seeds=True),
)


def sampling_cases(
    config: Config, resolution: int, compiled: bool, device: torch.device
) -> list[Case]:
    """Sampling at one resolution in each batch and each way that the device is fast in.

    `compiled` says whether to compile too, which takes up to a minute for each case.
    """
    ways = [way for way in WAYS if compiled or not way.options.compiled]
    if best_precision(device) != "bf16":
        ways = [way for way in ways if way.options.precision != "bf16"]
    return [
        Case(
            kind="sample",
            resolution=resolution,
            batch=batch,
            precision=way.options.precision,
            variant=way.name,
            begin=partial(Sampling, way, config, resolution, batch, device),
            compiled=bool(way.options.compiled),
        )
        for batch in BATCHES.get(device.type, BATCHES["cpu"])
        for way in ways
    ]


def untrained(config: Config, resolution: int, device: torch.device) -> ModelFile:
    """A model as it would be read from a file, with the weights of the first step."""
    generator, _ = models.build(config.model)
    return ModelFile(
        generator=generator.to(device).eval().requires_grad_(False),
        config=config,
        path=Path(),
        hash="",
        nimg=0,
        resolution=resolution,
        alpha=None,
        data={},
    )


class Sampling:
    """An untrained model that draws batches of pictures."""

    def __init__(
        self, way: Way, config: Config, resolution: int, batch: int, device: torch.device
    ) -> None:
        self.way, self.device, self.seeds = way, device, range(batch)
        options = dataclasses.replace(way.options, batch=batch)
        self.sampler = Sampler(untrained(config, resolution, device), options)
        self.compile_sec = 0.0
        self.task = Task(self.sample if way.from_seeds else self.draw)
        self.w_plus = latents.seed_styles(self.sampler.generator, self.seeds)  # [N, L, D]
        shapes = self.sampler.generator.noise_shapes(resolution)
        layers = draw_noise(self.seeds, shapes, parse_noise("seed"))
        self.noise = [None if layer is None else layer.to(device) for layer in layers]

    @property
    def tasks(self) -> list[Task]:
        return [self.task]

    def sample(self, count: int) -> None:
        """From seeds to pixels, as `pokegan sample` does."""
        for _ in range(count):
            self.sampler.sample(self.seeds)

    def draw(self, count: int) -> None:
        """From styles and noise to images."""
        for _ in range(count):
            self.sampler.synthesizer.images(self.w_plus, self.noise)

    def warm_up(self) -> None:
        """Compile if wanted, then draw until the time has settled; RuntimeError if it cannot."""
        if self.way.options.compiled:
            started = time.perf_counter()
            failure = self.sampler.synthesizer.compile(self.w_plus, self.noise)
            if failure:
                raise RuntimeError(failure)
            self.compile_sec = time.perf_counter() - started
        for _ in range(WARM_UPS):
            timed(self.task, self.device)

    def gflop(self) -> float:
        """Counted before anything is compiled."""
        return count_gflop(lambda: self.task.work(1))

    def seconds(self) -> list[float]:
        return self.task.seconds

    def parts(self) -> Parts:
        return Parts()

    def notice(self) -> str | None:
        """Nothing is amiss."""
        return None
