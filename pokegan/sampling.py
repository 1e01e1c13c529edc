"""A trained model at work: creatures in, pixels out, each with the recipe that makes it again.

`pokegan.load(path)` gives a Sampler:

    model = pokegan.load("runs/artwork")
    pixels = model.sample([1, 2, 3])              # uint8 [3, R, R, C]
    child = model.mix("1", "2")
    frames = model.interpolate("1,2,3", frames=48, loop=True)

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from pokegan import __version__, checkpoint, latents, render
from pokegan.checkpoint import ModelFile
from pokegan.errors import ModelError, UsageError
from pokegan.models.stylegan import layers_at

BATCH = 16  # pictures drawn at once; the result does not depend on it


@dataclass(frozen=True)
class Creature:
    """A style ready to be drawn: w_plus [L, D], its noise seed, and what to call it.

    `z` [Z] is known when the creature came from a seed.
    """

    label: str
    w_plus: Tensor
    noise_seed: int
    z: Tensor | None = None


class Sampler:
    """Samples, mixes and interpolates with one model file."""

    def __init__(self, file: ModelFile) -> None:
        self.file = file
        self.generator = file.generator
        self.resolution = file.resolution
        self.device = file.generator.w_avg.device

    @classmethod
    def load(cls, path: Path | str, device: torch.device | str = "cpu") -> Sampler:
        """Read a model file, or a run folder's newest model; ModelError says what is wrong."""
        return cls(checkpoint.load_model(Path(path), device))

    @property
    def num_ws(self) -> int:
        """How many styles steer the resolution this model has grown to."""
        return layers_at(self.resolution)

    def sample(
        self,
        seeds: Sequence[int],
        psi: float = latents.DEFAULT_PSI,
        noise: str = "seed",
        noise_seed: int = 0,
        cutoff: int | None = None,
    ) -> np.ndarray:
        """Pixels of seeds, uint8 [N, R, R, C].

        `noise` is as for latents.parse_noise; `psi` acts on the first `cutoff` layers.
        """
        return self.drawn(self.seeded(seeds, psi, cutoff), noise, noise_seed)

    def mix(
        self,
        coarse: str,
        fine: str,
        middle: str | None = None,
        *,
        psi: float = latents.DEFAULT_PSI,
        layers: tuple[int, int] | None = None,
    ) -> np.ndarray:
        """One picture [R, R, C] with coarse, middle and fine styles of three creatures.

        Without `middle`, as `crossed` says.
        """
        between = self.one(middle, psi) if middle else None
        mixed = self.crossed(self.one(coarse, psi), between, self.one(fine, psi), layers)
        return self.drawn([mixed])[0]

    def one(self, text: str, psi: float = latents.DEFAULT_PSI) -> Creature:
        """The single creature `text` names; UsageError when it names several."""
        creatures = self.creatures(text, psi)
        if len(creatures) != 1:
            raise UsageError(f"'{text}' names {len(creatures)} creatures where one is wanted.")
        return creatures[0]

    def interpolate(
        self,
        points: str,
        frames: int,
        *,
        psi: float = latents.DEFAULT_PSI,
        loop: bool = False,
        easing: str = "linear",
        space: str = "w",
    ) -> Iterator[np.ndarray]:
        """Frames [R, R, C] of a walk through creatures, with the noise of the first."""
        creatures = self.creatures(points, psi)
        return self.walk(creatures, frames, psi=psi, loop=loop, easing=easing, space=space)

    def seeded(
        self, seeds: Iterable[int], psi: float = latents.DEFAULT_PSI, cutoff: int | None = None
    ) -> Iterator[Creature]:
        """The creatures seeds stand for, truncated by `psi` in the first `cutoff` layers."""
        for batch in latents.batches(seeds, BATCH):
            z = latents.draw_z(batch, self.generator.z_dim)
            w_plus = latents.styles(self.generator, z, psi, cutoff)
            for i, seed in enumerate(batch):
                yield Creature(str(seed), w_plus[i], seed, z[i])

    def creatures(self, text: str, psi: float = latents.DEFAULT_PSI) -> list[Creature]:
        """What `text` names: seeds (`7`, `0-3,9`) or a file of saved latents (.safetensors)."""
        if text.endswith(".safetensors"):
            return self.load_latents(Path(text))
        return list(self.seeded(latents.parse_seeds(text), psi))

    def draw(
        self, creatures: Iterable[Creature], noise: str = "seed", noise_seed: int = 0
    ) -> Iterator[np.ndarray]:
        """Pixels [at most BATCH, R, R, C] of creatures, a batch at a time."""
        modes = latents.parse_noise(noise)
        for batch in latents.batches(creatures, BATCH):
            images = latents.synthesize(
                self.generator,
                torch.stack([creature.w_plus for creature in batch]),
                [creature.noise_seed for creature in batch],
                modes=modes,
                random_seed=noise_seed,
                resolution=self.resolution,
                alpha=self.file.alpha,
            )
            yield render.to_pixels(images)

    def drawn(
        self, creatures: Iterable[Creature], noise: str = "seed", noise_seed: int = 0
    ) -> np.ndarray:
        """Pixels of creatures together, uint8 [N, R, R, C]."""
        batches = list(self.draw(creatures, noise, noise_seed))
        if not batches:
            raise UsageError("there is nothing to draw.", "Name one seed or more.")
        return np.concatenate(batches)

    def crossed(
        self,
        coarse: Creature,
        middle: Creature | None,
        fine: Creature,
        layers: tuple[int, int] | None = None,
    ) -> Creature:
        """Style mixing; the noise is that of the coarse creature.

        Without a middle one, its layers come from the coarse creature, and from the fine one
        in a model that has no fine layers.
        """
        if middle is None:
            has_fine = latents.crossover(self.num_ws, layers)[1] < self.num_ws
            middle = coarse if has_fine else fine
        w_plus = latents.mix(coarse.w_plus[None], middle.w_plus[None], fine.w_plus[None], layers)
        return Creature(f"{coarse.label}x{fine.label}", w_plus[0], coarse.noise_seed)

    def walk(
        self,
        creatures: Sequence[Creature],
        frames: int,
        *,
        psi: float,
        loop: bool,
        easing: str,
        space: str,
    ) -> Iterator[np.ndarray]:
        """Frames of a walk through creatures in w, or in z along great circles."""
        steps = latents.walk(
            self.key_points(creatures, space),
            frames,
            loop=loop,
            easing=easing,
            spherical=space == "z",
        )
        noise_seed = creatures[0].noise_seed
        if space == "z":
            steps = (latents.styles(self.generator, z, psi) for z in steps)
        for pixels in self.draw(Creature("", w_plus[0], noise_seed) for w_plus in steps):
            yield from pixels

    def key_points(self, creatures: Sequence[Creature], space: str) -> Tensor:
        """The creatures' styles [K, L, D], or their latents [K, Z] when walking in z."""
        if space == "w":
            return torch.stack([creature.w_plus for creature in creatures])
        if space != "z":
            raise UsageError(f"there is no space '{space}'.", "Known: w, z.")
        known = [creature.z for creature in creatures if creature.z is not None]
        if len(known) < len(creatures):
            raise UsageError("a saved latent has no z to walk through.", "Use --space w.")
        return torch.stack(known)

    def save_latents(self, path: Path, creatures: Sequence[Creature]) -> None:
        """Write creatures as a file that can stand wherever a creature is asked for."""
        tensors = {
            "w_plus": torch.stack([creature.w_plus for creature in creatures]),
            "noise_seeds": torch.tensor([creature.noise_seed for creature in creatures]),
        }
        about = {"model": self.file.hash, "labels": [creature.label for creature in creatures]}
        checkpoint.write(path, "latents", tensors, about)

    def load_latents(self, path: Path) -> list[Creature]:
        """Read saved creatures; ModelError when they belong to networks of another shape."""
        tensors, header = checkpoint.read(path, "latents")
        w_plus = tensors["w_plus"].to(self.device)
        saved, expected = tuple(w_plus.shape[1:]), (self.generator.num_ws, self.generator.w_dim)
        if saved != expected:
            raise ModelError(
                f"{path} was saved from a model of another shape: its styles are {saved}, "
                f"this model's {expected}.",
                f"It belongs to model {header.get('model')}.",
            )
        return [
            Creature(label, w_plus[i], int(tensors["noise_seeds"][i]))
            for i, label in enumerate(header["labels"])
        ]

    def recipe(self, command: str, **settings: Any) -> dict[str, Any]:
        """What a picture carries to be made again: command, settings and the model's hash."""
        return {
            "pokegan": __version__,
            "command": command,
            **settings,
            "model": {"hash": self.file.hash, "file": shown(self.file.path)},
        }


def shown(path: Path) -> str:
    """A path as a person would type it: relative below the working folder, else its name."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.name


def remake(recipe: Mapping[str, Any], model: Path | None = None) -> str:
    """The command line that makes a picture again from its recipe, with `model` if given."""
    words = [str(point) for point in recipe.get("points", ())]
    for key, value in recipe.items():
        option = key.replace("_", "-")
        if key in ("pokegan", "command", "model", "points") or value is None:
            continue
        if isinstance(value, bool):
            words.append(f"--{option}" if value else f"--no-{option}")
        else:
            words += [f"--{option}", str(value)]
    named = shown(model) if model else recipe.get("model", {}).get("file", "MODEL")
    return shlex.join(["pokegan", str(recipe["command"]), *words, "--model", str(named)])
