"""Pictures that a model did not make, as creatures that it can draw.

A picture is prepared as the model's training pictures were and projected; what was found is kept
beside the model, as saved latents, so that the next time takes no time.

Shapes: C channels, R resolution, L num_ws, D w_dim, T styles on the way.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from pokegan.checkpoints import layout, model_file
from pokegan.checkpoints.model_file import ModelFile
from pokegan.data.dataset import to_images
from pokegan.data.prepare import prepare_one
from pokegan.data.prepare.squares import pyramid
from pokegan.errors import ModelError, WriteError
from pokegan.explore.projection.projector import (
    USUAL,
    Effort,
    OnStep,
    Projection,
    Projector,
    ignore_step,
)
from pokegan.sampling import latent_files
from pokegan.sampling.latents import Creature

GOOD, PARTIAL = 0.15, 0.6  # of the difference between two creatures, up to which a fit is called so
STEM_LETTERS = 40  # of a picture's name, that begin the name of what is kept
KIND = 1  # rises when a picture is projected in another way: what was kept is then found anew


@dataclass(frozen=True)
class ProjectedPicture:
    """A picture, and the creature of a model that resembles it most.

    `image` [C, R, R] is the picture as the model might have been trained on it; the rest is that
    of a Projection.
    """

    image: Tensor
    creature: Creature
    trajectory: Tensor
    error: float
    typical: float

    @property
    def fit(self) -> str:
        """good, partial, or outside what the model can draw."""
        near, far = GOOD * self.typical, PARTIAL * self.typical
        return "good" if self.error <= near else "partial" if self.error <= far else "outside"

    def describe(self) -> str:
        """The fit in words."""
        meaning = {
            "good": "a good likeness",
            "partial": "a partial likeness",
            "outside": "outside what this model can draw: what is shown is the nearest it has",
        }
        return f"{self.creature.label}: {meaning[self.fit]} ({self.error:.0f} of 255 levels off)"


def project_pictures(
    file: ModelFile,
    pictures: Mapping[Path, Tensor],
    effort: Effort = USUAL,
    on_step: OnStep = ignore_step,
) -> list[ProjectedPicture]:
    """The creatures that resemble pictures most, from what was kept or by projection together.

    `pictures` are images [C, R, R] as `prepared` gives them, by where they came from.
    """
    places = {path: kept_at(file, path, image, effort) for path, image in pictures.items()}
    found = {path: recalled(places[path], path.stem, pictures[path], file) for path in pictures}
    missing = [path for path, projected in found.items() if projected is None]
    if missing:
        projector = Projector(file, model_file.load_critic(file))
        new = projector.project(torch.stack([pictures[path] for path in missing]), effort, on_step)
        for path, projection in zip(missing, new, strict=True):
            found[path] = projected = projected_picture(path.stem, pictures[path], projection)
            with suppress(WriteError):
                keep(places[path], projected, file)
    return [projected for projected in found.values() if projected is not None]


def prepared(path: Path, file: ModelFile) -> Tensor:
    """A picture on the road that the training pictures took, [C, R, R] in [-1, 1].

    Raises DataError where it cannot be used.
    """
    about = file.data
    resolution = int(about.get("resolution", file.config.model.resolution))
    background, fit = str(about.get("background", "white")), str(about.get("fit", "pad"))
    square = prepare_one(path, resolution, background, fit)
    pixels = next(half for half in pyramid(square) if half.shape[-1] == file.resolution)
    return to_images(torch.from_numpy(pixels[None]), torch.zeros(1, dtype=torch.bool))[0]


def kept_at(file: ModelFile, path: Path, image: Tensor, effort: Effort) -> Path:
    """Where what is found for a picture is kept: the same pixels and effort, the same place."""
    asked = [KIND, file.hash, *dataclasses.astuple(effort)]
    content = image.numpy().tobytes() + repr(asked).encode()
    name = f"{path.stem[:STEM_LETTERS]}-{hashlib.sha256(content).hexdigest()[:12]}.safetensors"
    return layout.beside(file.path) / "projected" / name


def projected_picture(name: str, image: Tensor, found: Projection) -> ProjectedPicture:
    """A projection with its picture."""
    return ProjectedPicture(
        image, Creature(name, found.w_plus, 0), found.trajectory, found.error, found.typical
    )


def keep(place: Path, projected: ProjectedPicture, file: ModelFile) -> None:
    """Write a projected picture as saved latents."""
    about = {"error": projected.error, "typical": projected.typical}
    latent_files.save(
        place, [projected.creature], file.hash, about, {"trail": projected.trajectory}
    )


def recalled(place: Path, name: str, image: Tensor, file: ModelFile) -> ProjectedPicture | None:
    """The projected picture kept there; None where there is none or it is damaged."""
    if not place.exists():
        return None
    with suppress(ModelError):
        saved = latent_files.load(place, file)
        creature = dataclasses.replace(saved.creatures[0], label=name)
        trajectory = saved.others["trail"].to(creature.w_plus.device)
        return ProjectedPicture(
            image, creature, trajectory, saved.about["error"], saved.about["typical"]
        )
    return None
