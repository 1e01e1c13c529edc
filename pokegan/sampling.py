"""A trained model at work: creatures in, pixels out, each with the recipe that makes it again.

`pokegan.load(path)` gives a Sampler:

    model = pokegan.load("runs/artwork")
    pixels = model.sample([1, 2, 3])              # uint8 [3, R, R, C]
    child = model.mix("1", "2")
    frames = model.interpolate("1,2,3", frames=48, loop=True)

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

import itertools
import os.path
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor

from pokegan import __version__, checkpoint, latent_files, latents, portraits, render
from pokegan.checkpoint import ModelFile
from pokegan.drawing import USUAL, Drawing, DrawOptions, Tell
from pokegan.errors import DataError, UsageError
from pokegan.latents import Creature
from pokegan.remaking import made_with, shown
from pokegan.render.finish import PLAIN, Finish
from pokegan.render.recipes import Recipe
from pokegan.seeds import Seeds, are_seeds

SHEET_MOST = 256  # tiles of a contact sheet
LAID_OUT = (".png", ".json")  # films whose frames lie side by side
READABLE_PX = 256  # what films that play are enlarged to
PICTURES = (".png", ".gif", ".jpg", ".jpeg", ".webp", ".bmp", ".apng")
MOST_SAVED = 10_000  # latents in one file: 290 MB with the preset paper, and twice to write them
MOST_NAMED = 10_000  # creatures that are held at once, and crosses in one table

PLACED = re.compile(r"(.+):(\d+)")  # one of several creatures, by its place among them

T = TypeVar("T")


class Watch(Protocol):
    """Passes `total` items on, for somebody to see them go by."""

    def __call__(self, items: Iterable[T], total: int) -> Iterable[T]: ...


def unheard(sentence: str) -> None:
    """For nobody who listens."""


def unwatched(items: Iterable[T], total: int) -> Iterable[T]:
    """The items."""
    return items


@dataclass(frozen=True)
class Look:
    """How seeds become pictures.

    `psi` (None: as is usual for the family) acts on the first `cutoff` layers (None: on all);
    `noise` is as for latents.parse_noise, and what is random in it depends on `noise_seed`.
    """

    psi: float | None = None
    cutoff: int | None = None
    noise: str = "seed"
    noise_seed: int = 0

    def settings(self) -> dict[str, Any]:
        """What a recipe has to say of it."""
        random = {"noise_seed": self.noise_seed} if latents.has_random(self.noise) else {}
        return {"psi": self.psi, "cutoff": self.cutoff, "noise": self.noise, **random}


class Sampler:
    """Samples, mixes and interpolates with one model file.

    `options` say how the network draws, `finish` what is done to what it drew; `tell` hears what
    the network does about compiling, how much the creatures found for pictures resemble them, and
    which saved latents are another model's.
    """

    def __init__(
        self,
        file: ModelFile,
        options: DrawOptions = USUAL,
        tell: Tell = unheard,
        finish: Finish = PLAIN,
    ) -> None:
        self.file = file
        self.options = options
        self.finish = finish
        self.tell = tell
        self.drawing = Drawing(file, options, tell)
        self.generator = self.drawing.generator
        self.resolution = file.resolution
        self.device = file.generator.w_avg.device

    @classmethod
    def load(
        cls,
        path: Path | str,
        device: torch.device | str = "cpu",
        options: DrawOptions = USUAL,
        tell: Tell = unheard,
        finish: Finish = PLAIN,
    ) -> Sampler:
        """Read a model file, or a run folder's newest model; ModelError says what is wrong."""
        return cls(checkpoint.load_model(Path(path), device), options, tell, finish)

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

        `noise` is as for latents.parse_noise; `psi` acts on the first `cutoff` layers.
        """
        return self.drawn(self.seeded(seeds, psi, cutoff), noise, noise_seed)

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

        Without `middle`, as `crossed` says.
        """
        self.check_mixes()
        between = self.one(middle, psi) if middle else None
        mixed = self.crossed(self.one(coarse, psi), between, self.one(fine, psi), layers)
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

    def seeded(
        self, seeds: Iterable[int], psi: float | None = None, cutoff: int | None = None
    ) -> Iterator[Creature]:
        """The creatures seeds stand for, truncated by `psi` in the first `cutoff` layers."""
        pinned = self.device.type == "cuda"
        for batch in latents.batches(seeds, self.drawing.batch):
            z = latents.draw_z(batch, self.generator.z_dim, pinned)
            w_plus = latents.styles(self.generator, z, psi, cutoff)
            for i, seed in enumerate(batch):
                yield Creature(str(seed), w_plus[i], seed, z[i])

    def creatures(self, text: str, psi: float | None = None) -> list[Creature]:
        """What `text` names: seeds (`7`, `0-3,9`), saved latents (.safetensors) or a picture.

        A picture that was made with this model tells which creature it shows, or which; of any
        other, the creature is taken that resembles it most. `latents.safetensors:2` is the second
        of those that a file holds.
        """
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
        return self.few(latents.parse_seeds(text), psi)

    def few(self, seeds: Seeds, psi: float | None, cutoff: int | None = None) -> list[Creature]:
        """The creatures of seeds together; UsageError where they are too many to be held."""
        if len(seeds) > MOST_NAMED:
            raise UsageError(
                f"{len(seeds):,} creatures are too many at once.", f"Name {MOST_NAMED:,} or fewer."
            )
        return list(self.seeded(seeds, psi, cutoff))

    def named(self, texts: Iterable[str], psi: float | None = None) -> list[Creature]:
        """The creatures that texts name together, in their order."""
        return [creature for text in texts for creature in self.creatures(text, psi)]

    def saved(self, path: Path) -> list[Creature]:
        """The creatures in a file of saved latents; says so where they are another model's."""
        saved = latent_files.load(path, self.file)
        if saved.model != self.file.hash:
            self.tell(
                f"{path} was saved from model {saved.model}; in this one its styles draw other "
                "creatures"
            )
        return saved.creatures

    def resembling(self, path: Path) -> list[Creature]:
        """The creature that resembles a picture most; says how much it does."""

        def begun(done: int, total: int) -> None:
            if done == 1:
                self.tell(f"looking for {path} in what the model draws; it is kept then")

        pictures = {path: portraits.prepared(path, self.file)}
        (portrait,) = portraits.portraits(self.file, pictures, tell=begun)
        self.tell(portrait.describe())
        return [portrait.creature]

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
            return self.few(latents.parse_seeds(typed), psi, cutoff)
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(
                f"The recipe inside {path} is damaged.", "Use the original file."
            ) from error

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
        modes = latents.parse_noise(noise)
        drawn = self.drawing.pixels(creatures, modes, noise_seed, count)
        return (self.finish.cut(pixels, self.background) for pixels in drawn)

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
        in a model that has no fine layers. UsageError where there are no layers to mix.
        """
        self.check_mixes()
        if middle is None:
            has_fine = latents.crossover(self.num_ws, layers)[1] < self.num_ws
            middle = coarse if has_fine else fine
        w_plus = latents.mix(coarse.w_plus[None], middle.w_plus[None], fine.w_plus[None], layers)
        return Creature(f"{coarse.label}x{fine.label}", w_plus[0], coarse.noise_seed)

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
        steps = latents.walk(
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
        if space == "w":
            return torch.stack([creature.w_plus for creature in creatures])
        if space != "z":
            raise UsageError(f"there is no space '{space}'.", "Known: w, z.")
        known = [creature.z for creature in creatures if creature.z is not None]
        if len(known) < len(creatures):
            raise UsageError(
                "only what came from a seed has a z to walk through.", "Use --space w."
            )
        return torch.stack(known)

    def save_samples(
        self,
        folder: Path,
        seeds: Sequence[int],
        asked: Mapping[str, Any],
        look: Look = Look(),
        watch: Watch = unwatched,
    ) -> Path:
        """Write a PNG for each seed and a sheet of the first; returns the sheet's path.

        `asked` is what the sheet's recipe calls the seeds. Pictures are written while others
        are drawn, and none is kept but those on the sheet.
        """
        creatures = self.seeded(seeds, look.psi, look.cutoff)
        drawn = self.draw(creatures, look.noise, look.noise_seed, len(seeds))
        settings = look.settings()
        recipe = self.recipe("sample", seeds=0, **settings)
        tiles: list[np.ndarray] = []

        def files() -> Iterator[tuple[Path, np.ndarray, Recipe]]:
            pictures = itertools.chain.from_iterable(drawn)
            for seed, pixels in zip(watch(seeds, len(seeds)), pictures, strict=True):
                if len(tiles) < SHEET_MOST:
                    tiles.append(pixels)
                picture = self.finish.enlarged(pixels)
                yield sample_path(folder, seed), picture, {**recipe, "seeds": seed}

        render.save_pngs(files())
        labels = [str(seed) for seed in seeds[: len(tiles)]]
        sheet = render.contact_sheet(np.stack(tiles), labels, scale=self.finish.scale)
        path = folder / "sheet.png"
        render.save_image(path, sheet, self.recipe("sample", **asked, **settings))
        return path

    def save_atlas(
        self,
        folder: Path,
        seeds: Sequence[int],
        asked: Mapping[str, Any],
        look: Look = Look(),
        extrude: int = render.EXTRUDE_PX,
    ) -> Path:
        """Pack what `save_samples` wrote into atlas.png and atlas.json; returns the latter."""
        files = [sample_path(folder, seed) for seed in seeds]
        pictures = {path.name: render.read_pixels(path) for path in files}
        settings = {**asked, **look.settings(), "atlas": True, "extrude": extrude}
        path = folder / "atlas.json"
        render.save_atlas(path, pictures, self.recipe("sample", **settings), extrude=extrude)
        return path

    def save_mix(
        self,
        path: Path,
        coarse: str,
        fine: str,
        middle: str | None = None,
        *,
        psi: float | None = None,
        layers: tuple[int, int] | None = None,
    ) -> None:
        """Write the cross of two creatures, or the table of all crosses where there are several.

        The texts are as for `creatures`; those of `coarse` are the rows of the table.
        """
        self.check_mixes()
        rows, columns = self.creatures(coarse, psi), self.creatures(fine, psi)
        crosses = self.crosses(rows, columns, self.creatures(middle, psi) if middle else [], layers)
        typed = None if layers is None else "{},{}".format(*layers)
        settings = {"coarse": coarse, "fine": fine, "middle": middle, "layers": typed, "psi": psi}
        if len(crosses) == 1:
            self.save_creature(path, crosses[0], "mix", **settings)
            return
        pixels = self.drawn(crosses)
        table = render.table(
            self.drawn(rows),
            self.drawn(columns),
            pixels,
            [creature.label for creature in rows],
            [creature.label for creature in columns],
            self.finish.scale,
        )
        render.save_image(path, table, self.recipe("mix", **settings))

    def crosses(
        self,
        rows: Sequence[Creature],
        columns: Sequence[Creature],
        between: Sequence[Creature],
        layers: tuple[int, int] | None = None,
    ) -> list[Creature]:
        """Each of `rows` with each of `columns`, row by row.

        `between` has a creature for the middle layers of all, or one for each row, or none.
        """
        if len(between) not in (0, 1, len(rows)):
            raise UsageError(
                f"--middle names {len(between)} creatures and --coarse {len(rows)}.",
                "Name one, or as many as in --coarse.",
            )
        if len(rows) * len(columns) > MOST_NAMED:
            raise UsageError(
                f"{len(rows) * len(columns):,} crosses are too many for one table.",
                f"Ask for {MOST_NAMED:,} or fewer.",
            )
        return [
            self.crossed(row, between[i % len(between)] if between else None, column, layers)
            for i, row in enumerate(rows)
            for column in columns
        ]

    def save_frames(
        self, path: Path, frames: Iterable[np.ndarray], recipe: Recipe, *, fps: float, loop: bool
    ) -> None:
        """Write frames [R, R, C] as render.save_animation does.

        Without a scale in the finish, those that play are enlarged to about 256 px.
        """
        scale = self.enlargement(path)
        render.save_animation(path, frames, fps, recipe, loop=loop, scale=scale)

    def enlargement(self, path: Path) -> int:
        """How many times the frames of such a file are enlarged."""
        readable = 1 if is_laid_out(path) else max(1, READABLE_PX // self.resolution)
        return self.finish.scale or readable

    def save_creature(self, path: Path, creature: Creature, command: str, **settings: Any) -> None:
        """Write a picture of one creature, which can stand wherever a creature is asked for.

        `command` and `settings` are what makes it again, as `recipe` takes them.
        """
        recipe = self.recipe(command, **settings)
        (pixels,) = self.drawn([creature])
        about = {**recipe, "creature": latents.pack(creature)}
        render.save_png(path, self.finish.enlarged(pixels), about)

    def save_latents(self, path: Path, creatures: Sequence[Creature]) -> None:
        """Write creatures as a file that can stand wherever a creature is asked for."""
        check_saved(len(creatures))
        latent_files.save(path, creatures, self.file.hash)

    def recipe(self, command: str, **settings: Any) -> dict[str, Any]:
        """What a picture carries to be made again: command, settings and the model's hash."""
        precision = self.options.precision
        if "psi" in settings and settings["psi"] is None:
            settings["psi"] = self.generator.usual_psi
        return {
            "pokegan": __version__,
            "command": command,
            **settings,
            **self.finish.settings(),
            **({} if precision == "fp32" else {"precision": precision}),
            "model": {"hash": self.file.hash, "file": shown(self.file.path)},
        }


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


def sample_path(folder: Path, seed: int) -> Path:
    """Where the picture of a seed is written."""
    return folder / f"seed-{seed:04d}.png"


def is_laid_out(path: Path) -> bool:
    """Whether the frames of such a file lie side by side, and do not play."""
    return path.suffix.lower() in LAID_OUT


def check_saved(count: int) -> None:
    """Raise UsageError for more latents than one file should hold, before anything is drawn."""
    if count > MOST_SAVED:
        raise UsageError(
            f"{count:,} latents are too many for one file.",
            f"Save {MOST_SAVED:,} or fewer at once: --seeds 0-{MOST_SAVED - 1}.",
        )
