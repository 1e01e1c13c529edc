"""A model judged: its samples beside the pictures it learned from, and those beside themselves.

Every figure is measured twice: of samples against one half of the real pictures, and of the
other half against the first. The second is the floor, what chance alone gives equally many
pictures. Novelty is measured against all training pictures, mirrored ones included.

Shapes: N pictures, C channels, R resolution, V values.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from pokegan import render
from pokegan.checkpoints.layout import is_run
from pokegan.checkpoints.runs import read_run
from pokegan.config import CHANNELS
from pokegan.data.dataset import PackedDataset
from pokegan.errors import DataError, ModelError, UsageError
from pokegan.metrics import kid
from pokegan.metrics.diversity import MeanDistance, coverage, mean_distance
from pokegan.metrics.inception import Inception, InceptionScores, compare
from pokegan.metrics.novelty import Gallery, Neighbours, Novelty, Proportion, judge, share
from pokegan.metrics.reals import (
    BATCH,
    PATCHES,
    background_of,
    find_gallery,
    kept,
    measured_path,
    real_images,
)
from pokegan.metrics.shapes import colours, shape_vectors
from pokegan.metrics.swd import COARSEST_PX, PATCH_PX, Descriptors, SlicedWasserstein, describe, swd
from pokegan.render.pixels import Pixels, from_pixels, on_background, to_pixels
from pokegan.runtime.memory import check_memory
from pokegan.runtime.progress import Progress, no_progress
from pokegan.runtime.random import rng
from pokegan.sampling.noise import parse_noise
from pokegan.sampling.sampler import Look, Sampler

REPEATS = 4  # splits of the real pictures into halves
FEWEST = 8  # pictures of either kind
SHOWN, BESIDE = 24, 4  # most suspicious samples on a sheet, and nearest pictures beside each
SHEET_COLUMNS = 2 * (1 + BESIDE)
FEATURE_PX, FEATURE_BYTES = 64, 600  # for each pixel that the classifier is shown of a picture
TRIES = 50  # seeds looked at for each new sample that is wanted


@dataclass(frozen=True)
class Estimate:
    """A measured value; `margin` is the deviation over draws, or half an interval of 95 %."""

    value: float
    margin: float


@dataclass(frozen=True)
class Scores:
    """What is measured of a set of pictures against `count` real ones.

    `shape` and `colour` are mean pairwise distances relative to those of the real pictures; `kid`
    is the kernel distance by a classifier's features, times 1,000, and its deviation over subsets.
    """

    count: int
    swd: Estimate
    swd_at: dict[int, Estimate]
    copied: Proportion
    nearer: Proportion
    distance: float
    shape: Estimate
    colour: Estimate
    coverage: Proportion
    kid: Estimate
    inception: InceptionScores | None


@dataclass(frozen=True)
class Described:
    """Pictures as the measures see them: images [N, C, R, R] and what was made of them."""

    images: Tensor
    shapes: Tensor
    patches: Descriptors
    seen: Tensor
    inception: Tensor | None

    def some(self, indices: Tensor) -> Described:
        """What is known of some of the pictures."""
        return Described(
            self.images[indices],
            self.shapes[indices],
            self.patches.picked(indices),
            self.seen[indices],
            None if self.inception is None else self.inception[indices],
        )


class Reference:
    """Real pictures to measure against, at one resolution.

    `count` of them stand on either side: as many as samples will, or half of all. `real` are
    the scores of real pictures, the floor. Raises DataError for fewer than 8 pictures,
    MemoryFull for more than can be held.
    """

    def __init__(
        self,
        data: PackedDataset,
        resolution: int,
        samples: int,
        seed: int = 0,
        inception: Inception | None = None,
        progress: Progress = no_progress,
    ) -> None:
        if min(data.count, samples) < FEWEST:
            raise DataError(
                f"{data.count} real pictures and {samples} samples are too few to measure.",
                f"There should be {FEWEST} of each at least, better 1,000.",
            )
        check_samples(data, resolution, samples)
        self.data, self.resolution, self.seed = data, resolution, seed
        self.inception, self.progress = inception, progress
        self.background = background_of(data)
        self.count = min(samples, data.count // 2)
        self.gallery = find_gallery(data, resolution, progress)
        order = torch.randperm(data.count, generator=rng(seed, 0, "evaluation"))
        drawn = order[: 2 * self.count].numpy()
        images = list(real_images(data, resolution, drawn, progress, "reading"))
        self._real = self.described(images, "measuring the data", real=True)
        self.real = self.floor()

    def described(self, batches: list[Tensor], what: str, real: bool = False) -> Described:
        """Batches of images [N, C, R, R], described; what is known of `real` ones is kept."""
        images = torch.cat(batches)
        parts = [images[i : i + BATCH] for i in range(0, len(images), BATCH)]
        seen = [
            shape_vectors(part, self.background) for part in self.progress(parts, len(parts), what)
        ]
        return Described(
            images,
            torch.cat(seen),
            describe((to_pixels(part) for part in parts), PATCHES, self.seed),
            kid.seen(self.opaque(parts, "classifier")),
            None if self.inception is None else self.inceptions(self.inception, parts, real),
        )

    def inceptions(self, network: Inception, parts: list[Tensor], real: bool) -> Tensor:
        """Features of images on their background, [N, 2048]."""
        if real:
            path = measured_path(self.data, self.resolution, "inception")
            about = {"fingerprint": self.data.fingerprint, "resolution": self.resolution}
            drawn = {"count": 2 * self.count, "seed": self.seed}

            def made() -> dict[str, Tensor]:
                return {"features": self.inceptions(network, parts, False)}

            return kept(path, {**about, **drawn}, made)["features"]
        shown = self.opaque(parts, "Inception")
        return network.features(
            torch.from_numpy(to_pixels(images)).permute(0, 3, 1, 2) for images in shown
        )

    def opaque(self, parts: list[Tensor], what: str) -> Iterator[Tensor]:
        """Images [N, 3, R, R] as pictures show them on their background."""
        behind = self.background if self.background != "transparent" else "white"
        for part in self.progress(parts, len(parts), what):
            yield from_pixels(on_background(to_pixels(part), behind))

    def floor(self) -> Scores:
        """The scores of one half of the real pictures against the other."""
        own = self.gallery.own
        novelty = Novelty(
            copied=self.gallery.baseline,
            baseline=self.gallery.baseline,
            nearer=share(own < own.median()),
            distance=own.median().item(),
        )
        pairs = [self.halves(repeat) for repeat in range(REPEATS)]
        return self.scores(pairs, novelty)

    def halves(self, repeat: int) -> tuple[Described, Described]:
        """The real pictures, split at random."""
        order = torch.randperm(2 * self.count, generator=rng(self.seed, repeat, "halves"))
        return self._real.some(order[: self.count]), self._real.some(order[self.count :])

    def against(self, samples: Described, found: Neighbours) -> Scores:
        """The scores of samples, whose nearest training pictures are known."""
        pairs = []
        for repeat in range(REPEATS):
            random = rng(self.seed, repeat, "samples")
            picked = torch.randperm(len(samples.images), generator=random)[: self.count]
            pairs.append((self.halves(repeat)[0], samples.some(picked)))
        return self.scores(pairs, judge(found, self.gallery))

    def scores(self, pairs: list[tuple[Described, Described]], novelty: Novelty) -> Scores:
        """All measures of pairs of real pictures and others, each pair another draw."""
        shown = self.progress(enumerate(pairs), len(pairs), "comparing")
        distances = [swd(real.patches, fake.patches, self.seed + i) for i, (real, fake) in shown]
        real, fake = pairs[0]
        return Scores(
            count=self.count,
            swd=over([distance.mean for distance in distances]),
            swd_at={size: at(distances, size) for size in distances[0].per_resolution},
            copied=novelty.copied,
            nearer=novelty.nearer,
            distance=novelty.distance,
            shape=relative(mean_distance(fake.shapes), mean_distance(real.shapes)),
            colour=relative(
                mean_distance(colours(fake.images)), mean_distance(colours(real.images))
            ),
            coverage=coverage(real.shapes, fake.shapes),
            kid=kernel_distance(real.seen, fake.seen, self.seed),
            inception=None
            if real.inception is None or fake.inception is None
            else compare(real.inception, fake.inception, self.seed),
        )


def check_samples(data: PackedDataset, resolution: int, samples: int) -> None:
    """Raise MemoryFull, before anything is measured, for more samples than can be held.

    Each is there twice as image, pixels and patches; real pictures and each comparison take as
    many again.
    """
    levels = max(1, (resolution // COARSEST_PX).bit_length())
    each = data.channels * (5 * resolution**2 + levels * PATCHES * 4 * PATCH_PX**2)
    shown = FEATURE_PX**2 * FEATURE_BYTES

    def needs(n: int) -> float:
        pairs = (2 + 2 * REPEATS) * min(n, data.count // 2)
        return each * (2 * n + pairs) + shown * min(n, BATCH)

    check_memory(f"{samples:,} samples of {resolution} px", needs, samples, "n", others=["n"])


@dataclass(frozen=True)
class Verdict:
    """The scores of a model's samples, their seeds, pixels and nearest training pictures."""

    scores: Scores
    seeds: range
    pixels: Pixels
    found: Neighbours


def evaluate(sampler: Sampler, reference: Reference, seeds: range, psi: float = 1.0) -> Verdict:
    """Draw samples and measure them. Raises UsageError for data of another kind."""
    check_kind(sampler, reference.data)
    drawn = sampler.draw(sampler.seeded(seeds, psi), count=len(seeds))
    batches = list(
        reference.progress(drawn, -(-len(seeds) // sampler.synthesizer.batch), "drawing")
    )
    images = [from_pixels(pixels) for pixels in batches]
    found = [reference.gallery.neighbours(some, BESIDE) for some in images]
    together = Neighbours(
        torch.cat([part.distances for part in found]),
        torch.cat([part.indices for part in found]),
        torch.cat([part.mirrored for part in found]),
    )
    samples = reference.described(images, "measuring samples")
    return Verdict(reference.against(samples, together), seeds, np.concatenate(batches), together)


def nearest_sheet(verdict: Verdict, reference: Reference) -> Image.Image:
    """Samples beside their nearest training pictures, as they are turned; most suspicious first."""
    data, found = reference.data, verdict.found
    tiles, labels = [], []
    for i in found.nearest.argsort()[:SHOWN].tolist():
        beside = reference.data.training[found.indices[i].numpy()]
        (real,) = real_images(data, reference.resolution, beside)
        real = torch.where(found.mirrored[i].view(-1, 1, 1, 1), real.flip(3), real)
        tiles += [verdict.pixels[i], *to_pixels(real)]
        copied = found.nearest[i] < reference.gallery.radius
        labels.append(f"{verdict.seeds[i]} {'copied' if copied else ''}")
        names = [Path(str(data.header["names"][index])).stem for index in beside]
        labels += [f"{d:.2f} {n}" for d, n in zip(found.distances[i].tolist(), names, strict=True)]
    columns = SHEET_COLUMNS if found.indices.shape[1] == BESIDE else 1 + found.indices.shape[1]
    return render.contact_sheet(np.stack(tiles), labels, columns)


def save_nearest(path: Path, verdict: Verdict, reference: Reference) -> None:
    """Write the sheet of samples beside their nearest training pictures."""
    render.save_image(path, nearest_sheet(verdict, reference))


@dataclass(frozen=True)
class Chosen:
    """Seeds whose pictures are new, and how many were looked at."""

    seeds: list[int]
    tried: int


def choose_novel(
    sampler: Sampler,
    training: Gallery,
    seeds: Iterable[int],
    look: Look,
    wanted: int | None = None,
) -> Chosen:
    """Those of the seeds, or the first `wanted` of them, whose pictures are no copies.

    Raises ModelError when there are none.
    """
    kept: list[int] = []
    tried = 0
    coming = iter(seeds)
    creatures = sampler.seeded(seeds, look.psi, look.cutoff)
    modes = parse_noise(look.noise)
    # As the network draws them: training pictures are not cut out either.
    for pixels in sampler.synthesizer.pixels(creatures, modes, look.noise_seed):
        for novel in training.novel(from_pixels(pixels)).tolist():
            seed = next(coming)
            if wanted is not None and len(kept) == wanted:
                break
            tried += 1
            if novel:
                kept.append(seed)
        if wanted is not None and len(kept) == wanted:
            break
    if not kept:
        raise ModelError(
            f"none of {tried} samples is new: each is nearer to a training picture than "
            f"{training.radius:.2f}.",
            "Look at what it draws, copies and all; `pokegan evaluate` shows what they are near.",
        )
    return Chosen(kept, tried)


def recorded_data(model: Path) -> Path:
    """The prepared file that a model's run was trained on; UsageError when that is not known."""
    run_dir = model if model.is_dir() else model.parent
    if not is_run(run_dir):
        raise UsageError(
            f"{model} lies in no run folder, so its pictures are not known.",
            "Name them.",
            ["data"],
        )
    about = read_run(run_dir)[1]
    path = Path(str(about.get("path", "")))
    if not path.is_file():
        source = f" They were prepared from {about['source']}." if "source" in about else ""
        raise UsageError(
            f"the pictures of {run_dir} are no longer at {path}.{source}",
            "Name them.",
            ["data"],
        )
    return path


def check_kind(sampler: Sampler, data: PackedDataset) -> None:
    """Raise UsageError when the data have another number of channels than the model."""
    channels = sampler.file.config.model.channels
    if channels != data.channels:
        raise UsageError(
            f"{data.path} holds pictures {CHANNELS[data.channels]}, the model draws "
            f"{CHANNELS[channels]}.",
            "Prepare the pictures as for its training.",
            ["background"],
        )


def over(values: list[float]) -> Estimate:
    """The mean over draws and their deviation."""
    return Estimate(statistics.fmean(values), statistics.stdev(values))


def at(distances: list[SlicedWasserstein], resolution: int) -> Estimate:
    return over([distance.per_resolution[resolution] for distance in distances])


def kernel_distance(real: Tensor, fake: Tensor, seed: int) -> Estimate:
    """The mean over subsets and their deviation, times 1,000."""
    found = 1000 * kid.kernel_distances(real, fake, seed)
    return Estimate(found.mean().item(), found.std().item())


def relative(fake: MeanDistance, real: MeanDistance) -> Estimate:
    """One spread in units of the other, with the margins of both."""
    value = fake.mean / max(real.mean, 1e-9)
    margins = (fake.margin / max(fake.mean, 1e-9)) ** 2 + (real.margin / max(real.mean, 1e-9)) ** 2
    return Estimate(value, value * margins**0.5)
