"""What is written of pictures that were projected: latents, both side by side, and the way there.

Shapes: H height, W width, C channels.
"""

from __future__ import annotations

import itertools
import os.path
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from torch import Tensor

from pokegan import render
from pokegan.errors import DataError, UsageError
from pokegan.explore.projection.pictures import ProjectedPicture, prepared, project_pictures
from pokegan.explore.projection.projector import TRAIL, USUAL, Effort, OnStep, ignore_step
from pokegan.explore.resolve import PICTURES, Explorer
from pokegan.render import to_pixels
from pokegan.runtime.files import drop
from pokegan.runtime.memory import check_memory
from pokegan.sampling import latent_files, latents
from pokegan.sampling.folders import Series
from pokegan.sampling.latents import Creature
from pokegan.sampling.writers import save_frames

SHEET = "sheet"  # what the picture of all is called
ENDINGS = (".safetensors", ".png", ".gif")
FPS = 12.0
HELD_IMAGES = 4  # of each picture: as prepared, together, on the device, and beside its likeness
HELD = 12  # frames that the end of a film stands


def listed(paths: Sequence[Path]) -> list[Path]:
    """The pictures that paths name, those in folders included; UsageError for none."""
    found = [picture for path in paths for picture in pictures_in(path)]
    if not found:
        named = ", ".join(map(str, paths))
        raise UsageError(f"there is no picture in {named}.", "Name pictures, or a folder of some.")
    return found


def pictures_in(path: Path) -> list[Path]:
    """The pictures in a folder, without those in folders within; what is no folder, itself."""
    if not os.path.isdir(path):
        return [path]
    return [
        inside
        for inside in sorted(path.iterdir())
        if inside.suffix.lower() in PICTURES and not os.path.isdir(inside)
    ]


def usable(sampler: Explorer, paths: Sequence[Path]) -> dict[Path, Tensor]:
    """The pictures that can be projected, [C, R, R] each; of others the sampler tells why not.

    DataError with all of the reasons where there is none.
    """
    chosen: dict[Path, Tensor] = {}
    reasons: list[str] = []
    for path in paths:
        try:
            chosen[path] = prepared(path, sampler.file)
        except DataError as fault:
            reasons.append(str(fault))
    if not chosen:
        raise DataError("\n".join(reasons))
    for reason in reasons:
        sampler.log(reason)
    return chosen


def fits(sampler: Explorer, paths: Sequence[Path], effort: Effort = USUAL) -> Series:
    """What `save_fits` writes into one folder."""
    stems = "|".join(re.escape(path.stem) for path in paths)
    names = rf"({SHEET}|({stems})(-\d+)?)({'|'.join(map(re.escape, ENDINGS))})"
    recipe = sampler.recipe("project", space=effort.space, steps=effort.steps)
    return Series(recipe, ("points",), names)


def save_fits(
    sampler: Explorer,
    folder: Path,
    paths: Sequence[Path],
    effort: Effort = USUAL,
    on_step: OnStep = ignore_step,
    old: Iterable[Path] = (),
) -> list[ProjectedPicture]:
    """Project pictures together and write of each its latent, a pair and a film; returns them.

    `old` are files that go once the pictures were read. A sheet shows all of them beside their
    fits. What is no picture is told and left out, DataError where that is all. UsageError where
    one of the pictures would be replaced, MemoryFull where they are more than can be held.
    """
    check_spared(folder, paths)
    check_held(sampler, len(paths))
    pictures = usable(sampler, paths)
    drop(old)
    paths = list(pictures)
    found = project_pictures(sampler.file, pictures, effort, on_step)
    pairs = [np.stack([original(one), *sampler.drawn([one.creature])]) for one in found]
    settings = {"space": effort.space, "steps": effort.steps}
    for path, name, one, pair in zip(paths, distinct(paths), found, pairs, strict=True):
        recipe = sampler.recipe("project", points=[str(path)], **settings)
        latent_files.save(
            folder / f"{name}.safetensors", [one.creature], sampler.file.hash, {"recipe": recipe}
        )
        sheet = labelled([one], pair[None])
        own = {**recipe, "creature": latents.pack(one.creature)}
        render.save_image(folder / f"{name}.png", sheet, own)
        frames = film(sampler, one)
        save_frames(sampler, folder / f"{name}.gif", frames, recipe, fps=FPS, loop=True)
    together = sampler.recipe("project", points=[str(path) for path in paths], **settings)
    render.save_image(folder / f"{SHEET}.png", labelled(found, np.stack(pairs)), together)
    return found


def distinct(paths: Sequence[Path]) -> list[str]:
    """What files that are made of pictures are called: as these, and numbered where two agree.

    None has the name of the sheet, or another's in capital letters, which is one on some disks.
    """
    names: list[str] = []
    taken = {SHEET}
    for path in paths:
        numbered = (f"{path.stem}-{i}" for i in itertools.count(2))
        tried = itertools.chain([path.stem], numbered)
        names.append(next(name for name in tried if name.lower() not in taken))
        taken.add(names[-1].lower())
    return names


def check_spared(folder: Path, paths: Sequence[Path]) -> None:
    """Raise UsageError where what is made of pictures would lie in the place of one of them."""
    names = [*distinct(paths), SHEET]
    written = {(folder / f"{name}{ending}").resolve() for name in names for ending in ENDINGS}
    for path in paths:
        if path.resolve() in written:
            raise UsageError(
                f"{path} would be replaced by what is made of it.", "Name another folder.", ["out"]
            )


def check_held(sampler: Explorer, count: int) -> None:
    """Raise MemoryFull for more pictures than can be held with their ways there, and a sheet."""
    render.check_sheet(2 * count, sampler.resolution)
    images = HELD_IMAGES * 4 * sampler.generator.channels * sampler.resolution**2
    styles = 2 * TRAIL * 4 * sampler.generator.num_ws * sampler.generator.w_dim
    check_memory(f"{count:,} pictures to project", lambda n: n * (images + styles), count)


def labelled(found: Sequence[ProjectedPicture], pairs: np.ndarray) -> Image.Image:
    """Pairs [N, 2, H, W, C] on a sheet, each over a name and how well it fits."""
    labels = [text for one in found for text in (one.creature.label, one.fit)]
    columns = 2 * max(1, round((len(found) / 2) ** 0.5))
    return render.contact_sheet(pairs.reshape(-1, *pairs.shape[2:]), labels, columns)


def film(sampler: Explorer, projected: ProjectedPicture) -> Iterator[np.ndarray]:
    """Frames [H, 2 W, C]: the picture, and what the model drew on the way to its likeness."""
    picture = original(projected)
    steps = [Creature("", w_plus, projected.creature.noise_seed) for w_plus in projected.trajectory]
    frames = sampler.drawn(steps)
    for frame in [*frames, *[frames[-1]] * HELD]:
        yield np.concatenate([picture, frame], axis=1)


def original(projected: ProjectedPicture) -> np.ndarray:
    """The picture itself, as the model would be shown it, [H, W, C]."""
    return to_pixels(projected.image[None])[0]
