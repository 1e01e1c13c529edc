"""A trained model at work: latents in, pixels out, and the recipe that makes them again.

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from torch import Tensor

from pokegan import __version__
from pokegan.checkpoints import model_file
from pokegan.checkpoints.layout import shown
from pokegan.checkpoints.model_file import ModelFile
from pokegan.errors import UsageError
from pokegan.render.finish import PLAIN, Finish
from pokegan.runtime.memory import check_memory
from pokegan.runtime.progress import Log, no_log
from pokegan.sampling import interpolation, latents, style_mixing
from pokegan.sampling.latents import Creature
from pokegan.sampling.noise import has_random, parse_noise
from pokegan.sampling.seed_ranges import Seeds
from pokegan.sampling.synthesis import USUAL, SynthesisOptions, Synthesizer

MOST_NAMED = 10_000  # creatures that are held at once, and crosses in one table


@dataclass(frozen=True)
class Look:
    """How seeds become pictures.

    `psi` (None: as is usual for the family) acts on the first `cutoff` layers (None: on all);
    `noise` is as for noise.parse_noise, and what is random in it depends on `noise_seed`.
    """

    psi: float | None = None
    cutoff: int | None = None
    noise: str = "seed"
    noise_seed: int = 0

    def settings(self) -> dict[str, Any]:
        """What a recipe has to say of it."""
        random = {"noise_seed": self.noise_seed} if has_random(self.noise) else {}
        return {"psi": self.psi, "cutoff": self.cutoff, "noise": self.noise, **random}


class Sampler:
    """Samples, mixes and interpolates with one model file.

    `options` say how the network draws, `finish` what is done to what it drew; `log` hears what
    the network does about compiling, how much the creatures found for pictures resemble them, and
    which saved latents are another model's.
    """

    def __init__(
        self,
        file: ModelFile,
        options: SynthesisOptions = USUAL,
        log: Log = no_log,
        finish: Finish = PLAIN,
    ) -> None:
        self.file = file
        self.options = options
        self.finish = finish
        self.log = log
        self.synthesizer = Synthesizer(file, options, log)
        self.generator = self.synthesizer.generator
        self.resolution = file.resolution
        self.device = file.generator.w_avg.device

    @classmethod
    def load(
        cls,
        path: Path | str,
        device: torch.device | str = "cpu",
        options: SynthesisOptions = USUAL,
        log: Log = no_log,
        finish: Finish = PLAIN,
    ) -> Self:
        """Read a model file, or a run folder's newest model; ModelError says what is wrong."""
        return cls(model_file.load_model(Path(path), device), options, log, finish)

    @property
    def num_ws(self) -> int:
        """How many styles steer the resolution this model has grown to."""
        return self.generator.num_ws_at(self.resolution)

    @property
    def background(self) -> str:
        """The CSS colour its pictures lie on; "transparent" where they have opacity."""
        return str(self.file.data.get("background", "white"))

    def sample(
        self,
        seeds: Sequence[int],
        psi: float | None = None,
        noise: str = "seed",
        noise_seed: int = 0,
        cutoff: int | None = None,
    ) -> np.ndarray:
        """Pixels of seeds, uint8 [N, R, R, C].

        `noise` is as for noise.parse_noise; `psi` acts on the first `cutoff` layers.
        """
        self.check_together(len(seeds))
        return self.drawn(self.seeded(seeds, psi, cutoff), noise, noise_seed)

    def check_together(self, count: int) -> None:
        """Raise MemoryFull for more pictures than can be held together, before any is drawn."""
        what = f"{count:,} pictures of {self.resolution} px together"
        check_memory(what, lambda n: n * 2 * 4 * self.resolution**2, count)

    def seeded(
        self, seeds: Iterable[int], psi: float | None = None, cutoff: int | None = None
    ) -> Iterator[Creature]:
        """The creatures seeds stand for, truncated by `psi` in the first `cutoff` layers."""
        pinned = self.device.type == "cuda"
        for batch in latents.batches(seeds, self.synthesizer.batch):
            z = latents.draw_z(batch, self.generator.z_dim, pinned)
            w_plus = latents.styles(self.generator, z, psi, cutoff)
            for i, seed in enumerate(batch):
                yield Creature(str(seed), w_plus[i], seed, z[i])

    def few(self, seeds: Seeds, psi: float | None, cutoff: int | None = None) -> list[Creature]:
        """The creatures of seeds together; UsageError where they are too many to be held."""
        if len(seeds) > MOST_NAMED:
            raise UsageError(
                f"{len(seeds):,} creatures are too many at once.", f"Name {MOST_NAMED:,} or fewer."
            )
        return list(self.seeded(seeds, psi, cutoff))

    def draw(
        self,
        creatures: Iterable[Creature],
        noise: str = "seed",
        noise_seed: int = 0,
        count: int | None = None,
    ) -> Iterator[np.ndarray]:
        """Pixels [N, R, R, C] of creatures, some at a time; `count` is how many, if known.

        C is 4 where they are cut out.
        """
        modes = parse_noise(noise)
        if "random" in modes.values():
            self.check_noise()
        drawn = self.synthesizer.pixels(creatures, modes, noise_seed, count)
        return (self.finish.cut(pixels, self.background) for pixels in drawn)

    def drawn(
        self, creatures: Iterable[Creature], noise: str = "seed", noise_seed: int = 0
    ) -> np.ndarray:
        """Pixels of creatures together, uint8 [N, R, R, C]."""
        batches = list(self.draw(creatures, noise, noise_seed))
        if not batches:
            raise UsageError("there is nothing to draw.", "Name one seed or more.")
        return np.concatenate(batches)

    def cross(
        self,
        coarse: Creature,
        middle: Creature | None,
        fine: Creature,
        layers: tuple[int, int] | None = None,
    ) -> Creature:
        """Style mixing; the noise is that of the coarse creature.

        Without a middle one, its layers come from the coarse creature, and from the fine one
        in a model that has no fine layers. UsageError where there are no layers to mix.
        """
        self.check_mixes()
        if middle is None:
            has_fine = style_mixing.crossover(self.num_ws, layers)[1] < self.num_ws
            middle = coarse if has_fine else fine
        w_plus = style_mixing.mix(
            coarse.w_plus[None], middle.w_plus[None], fine.w_plus[None], layers
        )
        return Creature(f"{coarse.label}x{fine.label}", w_plus[0], coarse.noise_seed)

    def check_noise(self) -> None:
        """Raise UsageError for a model without noise inputs, whose noise cannot be chosen."""
        if not any(self.generator.noise_shapes(self.resolution)):
            raise UsageError(
                f"this {self.generator.family} has no noise inputs: its creatures depend on their "
                "latents alone.",
                "Models of the preset paper have some, and others with a smaller noise_from.",
            )

    def check_mixes(self) -> None:
        """Raise UsageError for a model with one style a picture, of which nothing can be mixed."""
        if self.num_ws < 2:
            raise UsageError(
                f"style mixing needs num_ws > 1; {self.generator.family} has {self.num_ws}.",
                "Models of the family stylegan can do it; with this one: pokegan blend A B",
            )

    def walk(
        self,
        creatures: Sequence[Creature],
        frames: int,
        *,
        psi: float | None,
        loop: bool,
        easing: str,
        space: str,
    ) -> Iterator[np.ndarray]:
        """Frames of a walk through creatures in w, or in z along great circles.

        Where w itself lies about a sphere, as without a mapping network, ways in it do so too.
        """
        steps = interpolation.walk(
            self.key_points(creatures, space),
            frames,
            loop=loop,
            easing=easing,
            spherical=space == "z" or self.generator.spherical,
        )
        noise_seed = creatures[0].noise_seed
        if space == "z":
            steps = (latents.styles(self.generator, z, psi) for z in steps)
        walkers = (Creature("", w_plus[0], noise_seed) for w_plus in steps)
        for pixels in self.draw(walkers, count=frames):
            yield from pixels

    def key_points(self, creatures: Sequence[Creature], space: str) -> Tensor:
        """The creatures' styles [K, L, D], or their latents [K, Z] when walking in z."""
        interpolation.check_space(space)
        if space == "w":
            return torch.stack([creature.w_plus for creature in creatures])
        known = [creature.z for creature in creatures if creature.z is not None]
        if len(known) < len(creatures):
            raise UsageError(
                "only what came from a seed has a z to walk through.", "Walk in w.", ["space"]
            )
        return torch.stack(known)

    def recipe(self, command: str, **settings: Any) -> dict[str, Any]:
        """What a picture carries to be made again: command, settings and the model's hash."""
        precision = self.options.precision
        if "psi" in settings and settings["psi"] is None:
            settings["psi"] = self.generator.default_psi
        return {
            "pokegan": __version__,
            "command": command,
            **settings,
            **self.finish.settings(),
            **({} if precision == "fp32" else {"precision": precision}),
            "model": {"hash": self.file.hash, "file": shown(self.file.path)},
        }
