"""From what a person types to creatures: seeds, saved latents and pictures.

`pokegan.load(path)` gives an Explorer:

    model = pokegan.load("runs/artwork")
    pixels = model.sample([1, 2, 3])              # uint8 [3, R, R, C]
    child = model.mix("1", "2")
    frames = model.interpolate("1,2,3", frames=48, loop=True)

Shapes: R resolution, C channels.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from pokegan import render
from pokegan.checkpoints.layout import called
from pokegan.errors import DataError, UsageError, similar
from pokegan.explore.projection import pictures
from pokegan.render.recipes import Recipe
from pokegan.sampling import latent_files, latents
from pokegan.sampling.latents import Creature
from pokegan.sampling.recipe import made_with
from pokegan.sampling.sampler import Sampler
from pokegan.sampling.seed_ranges import are_seeds, parse_seeds

PICTURES = (".png", ".gif", ".jpg", ".jpeg", ".webp", ".bmp", ".apng")
ENDINGS = (*PICTURES, ".safetensors")  # of files of creatures
PLACED = re.compile(r"(.+):(\d+)")  # one of several creatures, by its place among them


class Explorer(Sampler):
    """A sampler that knows creatures by what a person types."""

    def mix(
        self,
        coarse: str,
        fine: str,
        middle: str | None = None,
        *,
        psi: float | None = None,
        layers: tuple[int, int] | None = None,
    ) -> np.ndarray:
        """One picture [R, R, C] with coarse, middle and fine styles of three creatures.

        Without `middle`, as `cross` says.
        """
        self.check_mixes()
        between = self.one(middle, psi) if middle else None
        mixed = self.cross(self.one(coarse, psi), between, self.one(fine, psi), layers)
        return self.drawn([mixed])[0]

    def one(self, text: str, psi: float | None = None) -> Creature:
        """The single creature `text` names; UsageError when it names several."""
        creatures = self.creatures(text, psi)
        if len(creatures) != 1:
            raise UsageError(
                f"'{text}' names {len(creatures)} creatures where one is wanted.",
                f"Say '{text}:1' for the first of them.",
            )
        return creatures[0]

    def interpolate(
        self,
        points: str,
        frames: int,
        *,
        psi: float | None = None,
        loop: bool = False,
        easing: str = "linear",
        space: str = "w",
    ) -> Iterator[np.ndarray]:
        """Frames [R, R, C] of a walk through creatures, with the noise of the first."""
        creatures = self.creatures(points, psi)
        return self.walk(creatures, frames, psi=psi, loop=loop, easing=easing, space=space)

    def creatures(self, text: str, psi: float | None = None) -> list[Creature]:
        """What `text` names: seeds (`7`, `0-3,9`), saved latents (.safetensors) or a picture.

        A picture that was made with this model tells which creature it shows, or which; of any
        other, the creature is taken that resembles it most. `latents.safetensors:2` is the second
        of those that a file holds.
        """
        check_named([text])
        if placed := PLACED.fullmatch(text):
            return [nth(self.creatures(placed[1], psi), int(placed[2]), placed[1])]
        path = Path(text)
        if path.suffix == ".safetensors":
            return self.saved(path)
        if is_picture(path):
            recipe = render.read_recipe(path)
            if recipe is None or made_with(recipe) != self.file.hash:
                return self.resembling(path)
            return self.recalled(path, recipe)
        return self.few(parse_seeds(text), psi)

    def named(self, texts: Sequence[str], psi: float | None = None) -> list[Creature]:
        """The creatures that texts name together, in their order."""
        check_named(texts)
        return [creature for text in texts for creature in self.creatures(text, psi)]

    def saved(self, path: Path) -> list[Creature]:
        """The creatures in a file of saved latents; says so where they are another model's."""
        saved = latent_files.load(path, self.file)
        if saved.model != self.file.hash:
            self.log(
                f"{path} was saved from {called(saved.model)}; in this one its styles draw other "
                "creatures"
            )
        return saved.creatures

    def resembling(self, path: Path) -> list[Creature]:
        """The creature that resembles a picture most; says how much it does."""

        def begun(done: int, total: int) -> None:
            if done == 1:
                self.log(f"looking for {path} in what the model draws; it is kept then")

        found = {path: pictures.prepared(path, self.file)}
        (projected,) = pictures.project_pictures(self.file, found, on_step=begun)
        self.log(projected.describe())
        return [projected.creature]

    def recalled(self, path: Path, recipe: Recipe) -> list[Creature]:
        """The creatures in a picture that was made with this model, as its recipe says.

        Those of `sample` have the noise of their seeds, whichever they were drawn with. Raises
        UsageError for a picture that stands for no creature, DataError for a damaged recipe.
        """
        if "creature" in recipe:
            return [latents.unpack(recipe["creature"], path.stem, self.generator)]
        if recipe.get("command") != "sample":
            raise UsageError(
                f"{path} is what `pokegan {recipe.get('command')}` shows, and stands for no "
                "creature.",
                "Name a picture of one creature.",
            )
        try:
            n, psi, cutoff = recipe.get("n"), float(recipe["psi"]), recipe.get("cutoff")
            typed = f"0-{int(n) - 1}" if n else str(recipe["seeds"])
            return self.few(parse_seeds(typed), psi, cutoff)
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(
                f"The recipe inside {path} is damaged.", "Use the original file."
            ) from error


def check_named(texts: Iterable[str]) -> None:
    """Raise UsageError or DataError for the first text that names no creature of any model."""
    for text in texts:
        placed = PLACED.fullmatch(text)
        name = placed[1] if placed else text
        path = Path(name)
        if are_seeds(name):
            parse_seeds(name)
        elif os.path.isdir(path):
            raise UsageError(f"{path} is a folder, and no creature.", "Name a picture in it.")
        elif not os.path.isfile(path):
            if path.suffix.lower() in ENDINGS:
                raise DataError(f"no such file: {path}.", similar(path, ENDINGS))
            raise UsageError(
                f"'{name}' is no creature: no seed, and no such file.",
                f"{similar(path, ENDINGS)}A creature is a seed (7), a picture or a saved latent "
                "(.safetensors).",
            )


def nth(creatures: Sequence[Creature], place: int, text: str) -> Creature:
    """The creature at a place, counted from 1, among those that `text` names."""
    if not 1 <= place <= len(creatures):
        raise UsageError(
            f"'{text}' names no creature {place}.", f"It names {len(creatures)}, counted from 1."
        )
    return creatures[place - 1]


def is_picture(path: Path) -> bool:
    """Whether a text that names a creature names a picture: by its ending, or as there is one.

    What can be seeds is none, even where a file is called so.
    """
    if are_seeds(str(path)):
        return False
    return path.suffix.lower() in PICTURES or os.path.isfile(path)  # says no to endless names
