"""Files of what a sampler draws, each with the recipe that makes it again."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pokegan import render
from pokegan.errors import UsageError
from pokegan.render.recipes import Recipe
from pokegan.runtime.files import drop
from pokegan.runtime.progress import Progress, no_progress
from pokegan.sampling import latent_files, latents
from pokegan.sampling.folders import Series
from pokegan.sampling.latents import Creature
from pokegan.sampling.sampler import Look, Sampler

AS_USUAL = Look()
SHEET_MOST = 256  # tiles of a contact sheet
LAID_OUT = (".png", ".json")  # films whose frames lie side by side
READABLE_PX = 256  # what films that play are enlarged to
MOST_SAVED = 10_000  # latents in one file: 290 MB with the preset paper, and twice to write them


def samples(sampler: Sampler, look: Look) -> Series:
    """What `save_samples`, `save_atlas` and `save_latents` write into one folder."""
    recipe = sampler.recipe("sample", **look.settings())
    varying = ("seeds", "n", "atlas", "extrude", "save_latents")
    return Series(
        recipe, varying, r"seed-\d+\.png|sheet\.png|atlas\.(png|json)|latents\.safetensors"
    )


def check_samples(sampler: Sampler, count: int) -> None:
    """Raise UsageError or MemoryFull for samples or a sheet that cannot be so large."""
    render.check_scale(sampler.resolution, sampler.finish.scale)
    render.check_sheet(min(count, SHEET_MOST), sampler.resolution, sampler.finish.scale)


def save_samples(
    sampler: Sampler,
    folder: Path,
    seeds: Sequence[int],
    asked: Mapping[str, Any],
    look: Look = AS_USUAL,
    progress: Progress = no_progress,
    old: Iterable[Path] = (),
) -> Path:
    """Write a PNG for each seed and a sheet of the first; returns the sheet's path.

    `asked` is what the sheet's recipe calls the seeds; `old` are files that go first. Pictures
    are written while others are drawn, and none is kept but those on the sheet.
    """
    check_samples(sampler, len(seeds))
    drop(old)
    creatures = sampler.seeded(seeds, look.psi, look.cutoff)
    drawn = sampler.draw(creatures, look.noise, look.noise_seed, len(seeds))
    settings = look.settings()
    recipe = sampler.recipe("sample", seeds=0, **settings)
    tiles: list[np.ndarray] = []

    def files() -> Iterator[tuple[Path, np.ndarray, Recipe]]:
        pictures = itertools.chain.from_iterable(drawn)
        for seed, pixels in zip(progress(seeds, len(seeds)), pictures, strict=True):
            if len(tiles) < SHEET_MOST:
                tiles.append(pixels)
            yield sample_path(folder, seed), pixels, {**recipe, "seeds": seed}

    render.save_pngs(files(), sampler.finish.scale or 1)
    labels = [str(seed) for seed in seeds[: len(tiles)]]
    sheet = render.contact_sheet(np.stack(tiles), labels, scale=sampler.finish.scale)
    path = folder / "sheet.png"
    render.save_image(path, sheet, sampler.recipe("sample", **asked, **settings))
    return path


def save_atlas(
    sampler: Sampler,
    folder: Path,
    seeds: Sequence[int],
    asked: Mapping[str, Any],
    look: Look = AS_USUAL,
    extrude: int = render.EXTRUDE_PX,
) -> Path:
    """Pack what `save_samples` wrote into atlas.png and atlas.json; returns the latter."""
    files = [sample_path(folder, seed) for seed in seeds]
    pictures = {path.name: render.read_pixels(path) for path in files}
    settings = {**asked, **look.settings(), "atlas": True, "extrude": extrude}
    path = folder / "atlas.json"
    render.save_atlas(path, pictures, sampler.recipe("sample", **settings), extrude=extrude)
    return path


def save_frames(
    sampler: Sampler,
    path: Path,
    frames: Iterable[np.ndarray],
    recipe: Recipe,
    *,
    fps: float,
    loop: bool,
) -> None:
    """Write frames [R, R, C] as render.save_animation does.

    Without a scale in the finish, those that play are enlarged to about 256 px.
    """
    scale = enlargement(sampler, path)
    render.save_animation(path, frames, fps, recipe, loop=loop, scale=scale)


def check_frames(sampler: Sampler, path: Path, frames: int) -> None:
    """Raise MemoryFull, before anything is drawn, for more frames than fit into the memory."""
    size, scale = (sampler.resolution, sampler.resolution), sampler.finish.scale
    render.check_film(path, frames, size, scale, enlargement(sampler, path))


def enlargement(sampler: Sampler, path: Path) -> int:
    """How many times the frames of such a file are enlarged."""
    readable = 1 if is_laid_out(path) else max(1, READABLE_PX // sampler.resolution)
    return sampler.finish.scale or readable


def save_creature(
    sampler: Sampler, path: Path, creature: Creature, command: str, **settings: Any
) -> None:
    """Write a picture of one creature, which can stand wherever a creature is asked for.

    `command` and `settings` are what makes it again, as `recipe` takes them.
    """
    recipe = sampler.recipe(command, **settings)
    (pixels,) = sampler.drawn([creature])
    about = {**recipe, "creature": latents.pack(creature)}
    render.save_png(path, pixels, about, sampler.finish.scale or 1)


def save_latents(
    sampler: Sampler, path: Path, creatures: Sequence[Creature], recipe: Recipe | None = None
) -> None:
    """Write creatures as a file that can stand wherever a creature is asked for."""
    check_saved(len(creatures))
    about = {} if recipe is None else {"recipe": recipe}
    latent_files.save(path, creatures, sampler.file.hash, about)


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
            f"Save {MOST_SAVED:,} or fewer at once.",
            [f"seeds=0-{MOST_SAVED - 1}"],
        )
