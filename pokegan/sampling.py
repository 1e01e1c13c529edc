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
import math
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor

from pokegan import __version__, checkpoint, latents, render
from pokegan.checkpoint import ModelFile
from pokegan.drawing import USUAL, Drawing, DrawOptions, Tell
from pokegan.errors import ModelError, UsageError
from pokegan.latents import Creature
from pokegan.models.stylegan import layers_at
from pokegan.render.finish import PLAIN, Finish
from pokegan.render.recipes import Recipe

SHEET_MOST = 256  # tiles of a contact sheet
STEP_SEC = 2.0  # from one creature of a film to the next
STRIP_FRAMES = 8  # likewise, of a strip
LAID_OUT = (".png", ".json")  # films whose frames lie side by side
READABLE_PX = 256  # what films that play are enlarged to
PICTURES = (".png", ".gif", ".jpg", ".jpeg", ".webp", ".bmp", ".apng")
MOST_SAVED = 10_000  # latents in one file: 290 MB with the preset paper, and twice to write them

NOT_TYPED = ("pokegan", "command", "model", "points", "creature")  # of a recipe, as options

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

    `psi` acts on the first `cutoff` layers, None: on all; `noise` is as for latents.parse_noise,
    and what is random in it depends on `noise_seed`.
    """

    psi: float = latents.DEFAULT_PSI
    cutoff: int | None = None
    noise: str = "seed"
    noise_seed: int = 0

    def settings(self) -> dict[str, Any]:
        """What a recipe has to say of it."""
        random = {"noise_seed": self.noise_seed} if latents.has_random(self.noise) else {}
        return {"psi": self.psi, "cutoff": self.cutoff, "noise": self.noise, **random}


@dataclass(frozen=True)
class Film:
    """How a walk through creatures is shown: the way it takes, and its frames.

    `easing` and `space` are as for Sampler.walk. It has `frames`, or lasts `seconds`, or takes
    2 s a step (8 frames where it is a strip or an atlas).
    """

    loop: bool = True
    easing: str = "smooth"
    space: str = "w"
    frames: int | None = None
    seconds: float | None = None
    fps: float = 24.0
    psi: float = latents.DEFAULT_PSI

    def __post_init__(self) -> None:
        if self.frames and self.seconds:
            raise UsageError("--frames and --seconds both say how long.", "Give one of them.")
        if not math.isfinite(self.fps) or not math.isfinite(self.seconds or 0):
            raise UsageError("--fps and --seconds must be finite.")

    def frame_count(self, points: int, laid_out: bool) -> int:
        """How many frames a walk through so many creatures has, at least 2.

        Fewer where they are laid out, as on a strip, than where they are played.
        """
        steps = points if self.loop else points - 1
        if self.frames is not None:
            frames = self.frames
        elif self.seconds is not None:
            frames = round(self.seconds * self.fps)
        else:
            frames = STRIP_FRAMES * steps if laid_out else round(STEP_SEC * steps * self.fps)
        return max(2, frames)


class Sampler:
    """Samples, mixes and interpolates with one model file.

    `options` say how the network draws, `finish` what is done to what it drew; `tell` hears
    what the network does about compiling.
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
        return layers_at(self.resolution)

    @property
    def background(self) -> str:
        """The CSS colour its pictures lie on; "transparent" where they have opacity."""
        return str(self.file.data.get("background", "white"))

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
        pinned = self.device.type == "cuda"
        for batch in latents.batches(seeds, self.drawing.batch):
            z = latents.draw_z(batch, self.generator.z_dim, pinned)
            w_plus = latents.styles(self.generator, z, psi, cutoff)
            for i, seed in enumerate(batch):
                yield Creature(str(seed), w_plus[i], seed, z[i])

    def creatures(self, text: str, psi: float = latents.DEFAULT_PSI) -> list[Creature]:
        """What `text` names: seeds (`7`, `0-3,9`), saved latents (.safetensors) or a picture.

        What pokegan says in a picture of its own tells which creature it shows, or which.
        """
        path = Path(text)
        if path.suffix == ".safetensors":
            return self.load_latents(path)
        if is_picture(path):
            return self.recalled(path)
        return list(self.seeded(latents.parse_seeds(text), psi))

    def recalled(self, path: Path) -> list[Creature]:
        """The creatures in a picture that was made with this model, from its recipe."""
        recipe = render.read_recipe(path)
        if recipe is None or recipe.get("model", {}).get("hash") != self.file.hash:
            raise ModelError(f"{path} was not made with {shown(self.file.path)}.")
        if "creature" in recipe:
            return [latents.unpack(recipe["creature"], path.stem, self.generator)]
        if recipe["command"] != "sample":
            raise UsageError(
                f"{path} shows what `pokegan {recipe['command']}` made of several creatures.",
                "Name a picture of one creature.",
            )
        n = recipe.get("n")
        seeds = range(n) if n else latents.parse_seeds(str(recipe["seeds"]))
        return list(self.seeded(seeds, recipe["psi"], recipe["cutoff"]))

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
            raise UsageError("a saved latent has no z to walk through.", "Use --space w.")
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
        psi: float = latents.DEFAULT_PSI,
        layers: tuple[int, int] | None = None,
    ) -> None:
        """Write the cross of two creatures, or the table of all crosses where there are several.

        The texts are as for `creatures`; those of `coarse` are the rows of the table.
        """
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
        return [
            self.crossed(row, between[i % len(between)] if between else None, column, layers)
            for i, row in enumerate(rows)
            for column in columns
        ]

    def save_film(
        self, path: Path, points: Sequence[str], film: Film = Film(), watch: Watch = unwatched
    ) -> None:
        """Write a walk through the creatures that `points` name, as an animation or a strip."""
        creatures = [creature for text in points for creature in self.creatures(text, film.psi)]
        if len(creatures) < 2:
            raise UsageError(
                "a walk needs two creatures or more.", "Example: pokegan interpolate 1 5 9"
            )
        laid_out = path.suffix.lower() in LAID_OUT
        frames = film.frame_count(len(creatures), laid_out)
        way = {"loop": film.loop, "easing": film.easing, "space": film.space}
        shown_as = {"frames": frames, "fps": film.fps, "psi": film.psi}
        recipe = self.recipe("interpolate", points=points, **way, **shown_as, out=path.name)
        walk = self.walk(
            creatures,
            frames,
            psi=film.psi,
            loop=film.loop,
            easing=film.easing,
            space=film.space,
        )
        self.save_frames(path, watch(walk, frames), recipe, fps=film.fps, loop=film.loop)

    def save_frames(
        self, path: Path, frames: Iterable[np.ndarray], recipe: Recipe, *, fps: float, loop: bool
    ) -> None:
        """Write frames [R, R, C] as render.save_animation does.

        Without a scale in the finish, those that play are enlarged to about 256 px.
        """
        laid_out = path.suffix.lower() in LAID_OUT
        readable = 1 if laid_out else max(1, READABLE_PX // self.resolution)
        scale = self.finish.scale or readable
        render.save_animation(path, frames, fps, recipe, loop=loop, scale=scale)

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
        precision = self.options.precision
        return {
            "pokegan": __version__,
            "command": command,
            **settings,
            **self.finish.settings(),
            **({} if precision == "fp32" else {"precision": precision}),
            "model": {"hash": self.file.hash, "file": shown(self.file.path)},
        }


def is_picture(path: Path) -> bool:
    """Whether a text that names a creature names a picture: by its ending, or as there is one."""
    return path.suffix.lower() in PICTURES or path.is_file()


def sample_path(folder: Path, seed: int) -> Path:
    """Where the picture of a seed is written."""
    return folder / f"seed-{seed:04d}.png"


def check_saved(count: int) -> None:
    """Raise UsageError for more latents than one file should hold, before anything is drawn."""
    if count > MOST_SAVED:
        raise UsageError(
            f"{count:,} latents are too many for one file.",
            f"Save {MOST_SAVED:,} or fewer at once: --seeds 0-{MOST_SAVED - 1}.",
        )


def shown(path: Path) -> str:
    """A path as a person would type it: relative below the working folder, else its name."""
    if path.parent == checkpoint.SHIPPED:
        return path.stem
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.name


def remake(recipe: Mapping[str, Any], model: Path | None = None) -> str:
    """The command line that makes a picture again from its recipe, with `model` if given."""
    words = [str(point) for point in recipe.get("points", ())]
    for key, value in recipe.items():
        option = key.replace("_", "-")
        if key in NOT_TYPED or value is None:
            continue
        if isinstance(value, bool):
            words.append(f"--{option}" if value else f"--no-{option}")
        else:
            words += [f"--{option}", str(value)]
    named = shown(model) if model else recipe.get("model", {}).get("file", "MODEL")
    return shlex.join(["pokegan", str(recipe["command"]), *words, "--model", str(named)])
