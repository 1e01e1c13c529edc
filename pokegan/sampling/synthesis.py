"""From styles to pixels, many at once, so that the device seldom waits for its host.

Threads draw the noise of coming batches while the network draws one, and the pixels of a batch
are taken when the next has been begun. On a CUDA device noise and pixels travel through pinned
memory, and the host waits only for finished pixels. A long series is drawn by a compiled
network where that is sooner done.

Shapes: N batch, C channels, R resolution, L num_ws, D w_dim.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import torch
from torch import Tensor

from pokegan.checkpoints.model_file import ModelFile
from pokegan.errors import UsageError
from pokegan.models import Generator, fold
from pokegan.render.pixels import Arriving, Pixels
from pokegan.runtime.memory import fitting, keep_freed
from pokegan.runtime.progress import Log
from pokegan.sampling import latents
from pokegan.sampling.latents import Creature
from pokegan.sampling.noise import empty_noise, fill_noise

DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}
BATCH = 16  # on a processor, where 64 at once are no faster (preset tiny, 32 px, one core)
MOST_AT_ONCE = 256  # on a GPU: 4,700 GFLOP at 64 px with the preset paper
# Feature maps of the largest size alive at once, in float32: up to 3, and workspace; with all that
# is around a batch 3 to 6.4 (presets of all families, 32 and 64 px, folded or not).
MAPS = 4
GRADIENT_MAPS = 50  # likewise, where what a picture is of is kept for a backward
THREADS = min(8, os.cpu_count() or 1)
AHEAD = 2  # batches whose noise is drawn before their turn
SHARE = 16  # samples whose noise one thread draws at a time

# Compiling took 13 to 37 s on one core of an AMD EPYC 9004 (torch 2.13). It saved 8 to 12 % of
# the network's time at 32 px with the preset tiny (1.9 to 1.75 ms a picture, bf16 1.19 to 1.06),
# nothing at 64 px with the preset paper, whose time is that of its convolutions. So it waits for
# a series whose rest would keep the network busy for COMPILE_SEC / SAVED = 450 s.
COMPILE_SEC = 45.0
SAVED = 0.1
TIMED = 3  # batches after the first, by which the rest is judged


@dataclass(frozen=True)
class SynthesisOptions:
    """How a network draws; up to rounding, every way gives the same pictures.

    `precision`: fp32, or bf16 in the convolutions. `folded`: with its constants computed once,
    or as it was trained. `compiled`: yes, no, or (None) where it pays. `batch`: how many at
    once, or (None) as suits the device; fewer where not so many fit into half of its free memory.
    """

    precision: str = "fp32"
    folded: bool = True
    compiled: bool | None = None
    batch: int | None = None

    def __post_init__(self) -> None:
        if self.precision not in DTYPES:
            raise UsageError(f"there is no precision '{self.precision}'.", "Known: fp32, bf16.")
        if self.precision != "fp32" and not self.folded:
            raise UsageError("a network that is not folded draws in fp32 only.")


USUAL = SynthesisOptions()


class Synthesizer:
    """A model's network at work; `log` hears of smaller batches and of compiling, in a sentence."""

    def __init__(self, file: ModelFile, options: SynthesisOptions, log: Log) -> None:
        self.generator: Generator = file.generator
        if options.folded:
            self.generator = fold(file.generator, file.resolution, DTYPES[options.precision])
        self.resolution = file.resolution
        self.device = file.generator.w_avg.device
        self.alpha = None if file.alpha is None else torch.tensor(file.alpha, device=self.device)
        map_bytes = 4 * file.generator.map_values(file.resolution)
        self.batch = fitting_batch(options.batch, MAPS * map_bytes, self.device)
        if options.batch is not None and self.batch < options.batch:
            log(f"drawing {self.batch:,} at once: {options.batch:,} do not fit into the memory")
        self.may_compile = options.compiled
        self.compiled: Callable[..., Tensor] | None = None
        self.log = log
        if self.device.type == "cpu":
            keep_freed()

    def pixels(
        self,
        creatures: Iterable[Creature],
        modes: dict[str, str],
        random_seed: int = 0,
        count: int | None = None,
    ) -> Iterator[Pixels]:
        """Pixels [at most `batch`, R, R, C] of creatures, a batch at a time.

        `modes` and `random_seed` are those of latents.draw_noise; `count` is how many creatures
        will come, if that is known.
        """
        pace = Pace(None if count is None else -(-count // self.batch))
        behind: Arriving | None = None
        for prepared in self.prepared(creatures, modes, random_seed):
            w_plus, noise = self.carried(prepared)
            if self.compiled is None and self.should_compile(pace):
                self.log("compiling the network, which takes a minute or so")
                failure = self.compile(w_plus, noise)
                self.log(f"it draws on uncompiled: {failure}" if failure else "compiled")
            with pace:
                begun = Arriving(self.images(w_plus, noise))
                arrived = None if behind is None else behind.pixels()
            behind = begun
            if arrived is not None:
                yield arrived
        if behind is not None:
            yield behind.pixels()

    def prepared(
        self, creatures: Iterable[Creature], modes: dict[str, str], random_seed: int
    ) -> Iterator[Prepared]:
        """Batches whose noise is there, while threads draw that of the next ones."""
        shapes = self.generator.noise_shapes(self.resolution)
        pinned = self.device.type == "cuda"
        waiting: deque[Prepared] = deque()
        with ThreadPoolExecutor(THREADS) as pool:
            for group in latents.batches(creatures, self.batch):
                batch = Prepared(group, empty_noise(len(group), shapes, modes, pinned), [])
                for i in range(0, len(group), SHARE):
                    seeds = [creature.noise_seed for creature in group[i : i + SHARE]]
                    batch.shares.append(
                        pool.submit(fill_noise, batch.noise, i, seeds, modes, random_seed)
                    )
                waiting.append(batch)
                if len(waiting) > AHEAD:
                    yield waiting.popleft().when_ready()
            while waiting:
                yield waiting.popleft().when_ready()

    def carried(self, batch: Prepared) -> tuple[Tensor, list[Tensor | None]]:
        """Styles [N, L, D] and the noise of each layer on the device."""
        w_plus = torch.stack([creature.w_plus for creature in batch.group])
        return w_plus, [
            None if layer is None else latents.to_device(layer, self.device)
            for layer in batch.noise
        ]

    @torch.no_grad()
    def images(self, w_plus: Tensor, noise: list[Tensor | None]) -> Tensor:
        """Images [N, C, R, R] of styles [N, L, D] and their noise."""
        if self.compiled is None:
            return self.generator.synthesis(w_plus, self.resolution, self.alpha, noise)
        return self.compiled(*self.filled_up(w_plus, noise))[: len(w_plus)]

    def filled_up(
        self, w_plus: Tensor, noise: list[Tensor | None]
    ) -> tuple[Tensor, int, Tensor | None, list[Tensor | None]]:
        """What synthesis takes, with the last sample repeated until the batch is full.

        So there is one shape to compile for; a picture does not depend on its batch.
        """
        full = [None if layer is None else repeated_to(self.batch, layer) for layer in noise]
        return repeated_to(self.batch, w_plus), self.resolution, self.alpha, full

    def should_compile(self, pace: Pace) -> bool:
        """Whether it was asked for, or the rest will take long enough for it to pay."""
        if self.may_compile is None:
            return pace.rest_sec * SAVED > COMPILE_SEC
        return self.may_compile

    @torch.no_grad()
    def compile(self, w_plus: Tensor, noise: list[Tensor | None]) -> str | None:
        """Compile the network for full batches of such styles and noise.

        Returns why that cannot be, as where there is no C++ compiler: then it draws on as it is.
        """
        try:
            compiled = torch.compile(self.generator.synthesis, dynamic=False, fullgraph=True)
            compiled(*self.filled_up(w_plus, noise))
        except Exception as error:  # whatever compilers and systems come up with
            self.may_compile = False
            return reason(error)
        self.compiled = compiled
        return None


@dataclass(frozen=True)
class Prepared:
    """Creatures and the noise of each layer [N, 1, r, r], when the threads' shares are done."""

    group: list[Creature]
    noise: list[Tensor | None]
    shares: list[Future[None]]

    def when_ready(self) -> Prepared:
        for share in self.shares:
            share.result()
        return self


class Pace:
    """How long the network takes for a batch, and will for the rest of `batches`.

    It times what is done within it. The first batch is slower than others and does not count.
    """

    def __init__(self, batches: int | None) -> None:
        self.batches = batches
        self.done = 0
        self.seconds = 0.0

    def __enter__(self) -> None:
        self.began = time.perf_counter()

    def __exit__(self, *error: object) -> None:
        self.done += 1
        if self.done > 1:
            self.seconds += time.perf_counter() - self.began

    @property
    def rest_sec(self) -> float:
        """Foreseen for the rest; 0 as long as too few batches have been timed."""
        if self.batches is None or self.done <= TIMED:
            return 0.0
        return (self.batches - self.done) * self.seconds / (self.done - 1)


def fitting_batch(wanted: int | None, picture_bytes: int, device: torch.device) -> int:
    """How many pictures to draw at once: as many as are wanted and fit half of the free memory.

    Without a wish BATCH, on a GPU a power of two up to MOST_AT_ONCE.
    """
    usual = MOST_AT_ONCE if device.type == "cuda" else BATCH
    fits = fitting(wanted or usual, 2 * picture_bytes, device)
    return 1 << (fits.bit_length() - 1) if wanted is None and device.type == "cuda" else fits


def gradients_at_once(most: int, generator: Generator, resolution: int) -> int:
    """How many pictures fit, up to `most`, that are drawn to take a gradient of them."""
    each = GRADIENT_MAPS * 4 * generator.map_values(resolution)
    return fitting(most, each, generator.w_avg.device)


def repeated_to(count: int, tensor: Tensor) -> Tensor:
    """[N, ...] as [count, ...], its last row repeated."""
    missing = count - len(tensor)
    return (
        torch.cat([tensor, tensor[-1:].expand(missing, *tensor.shape[1:])]) if missing else tensor
    )


def reason(error: Exception) -> str:
    """The first line that an error says, or its kind."""
    lines = [line.strip() for line in str(error).splitlines()]
    return next((line for line in lines if line), type(error).__name__)
