"""Ways to walk through the creatures of a model: between two or four, by truncation, by one number.

All of them move in w, where straight lines pass through pictures that belong together
(1812.04948, section 4.1), and keep one creature's noise all the way, so that only the style
moves and nothing flickers. Where w is a normal z as it was drawn, lines are great circles: straight
ones would pass through latents that are shorter than any that was learned.

Shapes: N batch, C channels, R resolution, L num_ws, D w_dim.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pokegan import render
from pokegan.errors import UsageError
from pokegan.explore.resolve import Explorer
from pokegan.render.pixels import Pixels, enlarged
from pokegan.render.sheets import readable_scale
from pokegan.runtime.progress import Progress, no_progress
from pokegan.sampling import interpolation
from pokegan.sampling.latents import Creature
from pokegan.sampling.truncation import truncate
from pokegan.sampling.writers import (
    check_frames,
    enlargement,
    is_laid_out,
    save_creature,
    save_frames,
)

STEP_SEC = 2.0  # from one creature of a film to the next
STRIP_FRAMES = 8  # likewise, of a strip or an atlas
ROW_PX = 2048  # width of a labelled strip, beyond which it goes on in new rows
MOST_A_SIDE = 64  # pictures along the side of a square
BEYOND = 1.0  # how far from its ends a blend may go, in distances between its creatures


@dataclass(frozen=True)
class Film:
    """How a walk through creatures is shown: the way it takes, and its frames.

    `easing` and `space` are as for Sampler.walk. It has `frames`, or lasts `seconds`, or takes
    2 s a step (8 frames where it is a strip or an atlas). With `labels` it says which creatures
    it is between.
    """

    loop: bool = True
    easing: str = "smooth"
    space: str = "w"
    frames: int | None = None
    seconds: float | None = None
    fps: float = 24.0
    psi: float | None = None
    labels: bool = False

    def __post_init__(self) -> None:
        if self.frames and self.seconds:
            raise UsageError("frames and seconds both say how long.", "Give one of them.")
        if not math.isfinite(self.fps) or not math.isfinite(self.seconds or 0):
            raise UsageError("fps and seconds must be finite.")
        interpolation.check_easing(self.easing)
        interpolation.check_space(self.space)
        render.check_length(self.frames or (self.seconds or 0) * self.fps)

    def frame_count(self, points: int, laid_out: bool) -> int:
        """How many frames a walk through so many creatures has, at least 2.

        Fewer where they are laid out, as on a strip, than where they are played. UsageError for
        more than can be held.
        """
        steps = points if self.loop else points - 1
        if self.frames is not None:
            frames: float = self.frames
        elif self.seconds is not None:
            frames = self.seconds * self.fps
        else:
            frames = STRIP_FRAMES * steps if laid_out else STEP_SEC * steps * self.fps
        render.check_length(frames)
        return max(2, round(frames))


def is_still(path: Path) -> bool:
    """Whether the file of a walk is one picture of all its places, not an animation."""
    return path.suffix.lower() == ".png"


def check_timing(path: Path, film: Film) -> None:
    """Raise UsageError for a length asked for where nothing moves."""
    if is_still(path) and film.seconds is not None:
        raise UsageError("seconds have no effect on a PNG.", "Name a .gif or .webp.", ["out"])


# From creature to creature


def save_film(
    sampler: Explorer,
    path: Path,
    points: Sequence[str],
    film: Film = Film(),
    progress: Progress = no_progress,
) -> None:
    """Write a walk through the creatures that `points` name, as an animation or a strip."""
    creatures = sampler.named(points, film.psi)
    if len(creatures) < 2:
        raise UsageError(
            "a walk needs two creatures or more.", "Example: pokegan interpolate 1 5 9"
        )
    frames = film.frame_count(len(creatures), is_laid_out(path))
    way = {"loop": film.loop, "easing": film.easing, "space": film.space}
    shown_as = {"frames": frames, "fps": film.fps, "psi": film.psi}
    told = {"labels": True} if film.labels else {}
    recipe = sampler.recipe(
        "interpolate", points=list(points), **way, **shown_as, **told, out=path.name
    )
    steps = sampler.walk(
        creatures, frames, psi=film.psi, loop=film.loop, easing=film.easing, space=film.space
    )
    if is_still(path) and film.labels:
        render.check_sheet(frames, sampler.resolution, sampler.finish.scale)
    else:
        check_frames(sampler, path, frames)
    pictures = progress(steps, frames)
    names = [creature.label for creature in creatures]
    if is_still(path) and film.labels:
        labels = key_labels(names, frames, film.loop)
        sheet = strip(np.stack(list(pictures)), labels, sampler.finish.scale)
        render.save_image(path, sheet, recipe)
    elif film.labels:
        large = (enlarged(picture, enlargement(sampler, path)) for picture in pictures)
        told_frames = told_steps(large, names, frames, film)
        render.save_animation(path, told_frames, film.fps, recipe, loop=film.loop)
    else:
        save_frames(sampler, path, pictures, recipe, fps=film.fps, loop=film.loop)


def key_labels(names: Sequence[str], frames: int, loop: bool) -> list[str]:
    """For each frame of an even walk the key points whose nearest frame it is, mostly none."""
    labels = [""] * frames
    segments = len(names) if loop else len(names) - 1
    steps = frames if loop else frames - 1
    for i, name in enumerate(names):
        place = round(i * steps / segments) % frames
        labels[place] = f"{labels[place]}, {name}" if labels[place] else name
    return labels


def told_steps(
    pictures: Iterable[Pixels], names: Sequence[str], frames: int, film: Film
) -> Iterator[Pixels]:
    """Frames over a band with the two creatures each is between, and how far it has come."""
    places = interpolation.path_positions(len(names), frames, film.loop, film.easing)
    for picture, (i, share) in zip(pictures, places, strict=True):
        yield render.captioned(picture, f"{names[i]} -> {names[(i + 1) % len(names)]}", share)


def strip(pictures: Pixels, labels: Sequence[str], scale: int | None = None) -> Image.Image:
    """A sheet of pictures [N, H, W, C] over their labels, in one row or in rows of one length."""
    scale = scale or readable_scale(pictures.shape[2])
    most = max(1, ROW_PX // (pictures.shape[2] * scale + render.GAP_PX))
    rows = math.ceil(len(pictures) / most)
    return render.contact_sheet(pictures, labels, math.ceil(len(pictures) / rows), scale)


# Between two and between four


def blend(sampler: Explorer, a: str, b: str, amount: float, psi: float | None = None) -> Creature:
    """The creature at `amount` of the way from `a` (0) to `b` (1), or beyond them.

    Its noise is that of the nearer one, so both ends are the creatures themselves. UsageError
    where it is further away than the two are from each other.
    """
    if not -BEYOND <= amount <= 1 + BEYOND:
        raise UsageError(
            f"an amount of {amount:g} leads out of what the model knows.",
            f"0 is the first creature, 1 the second; give {-BEYOND:g} to {1 + BEYOND:g}.",
        )
    first, second = sampler.one(a, psi), sampler.one(b, psi)
    nearer = first if amount <= 0.5 else second
    w_plus = interpolation.between(first.w_plus, second.w_plus, amount, sampler.generator.spherical)
    return Creature(f"{first.label}+{second.label}", w_plus, nearer.noise_seed)


def save_blend(
    sampler: Explorer,
    path: Path,
    a: str,
    b: str,
    amount: float,
    psi: float | None = None,
) -> None:
    """Write the picture of a blend."""
    creature = blend(sampler, a, b, amount, psi)
    save_creature(sampler, path, creature, "blend", points=[a, b], amount=amount, psi=psi)


def parse_size(text: str) -> tuple[int, int]:
    """`8` as 8 rows of 8, `5x9` as 5 rows of 9; UsageError for anything else."""
    rows, sign, columns = text.partition("x")
    sides = [rows, columns if sign else rows]
    if not all(side.isdecimal() and 2 <= int(side) <= MOST_A_SIDE for side in sides):
        raise UsageError(
            f"size cannot be '{text}'.",
            f"Say 8, or rows and columns such as 5x9, each from 2 to {MOST_A_SIDE}.",
        )
    return int(sides[0]), int(sides[1])


def corners(
    sampler: Explorer,
    texts: Sequence[str],
    size: tuple[int, int] = (8, 8),
    psi: float | None = None,
) -> Pixels:
    """The square between four creatures, `size` rows and columns: pixels [N, R, R, C], row by row.

    The first creature is at the top left, the second at the top right, the third and fourth
    below them. All have the noise of the first.
    """
    return sampler.drawn(square(four(sampler, texts, psi), size, sampler.generator.spherical))


def four(sampler: Explorer, texts: Sequence[str], psi: float | None) -> list[Creature]:
    """The four creatures that texts name together, all with the noise of the first."""
    creatures = sampler.named(texts, psi)
    if len(creatures) != 4:
        raise UsageError(
            f"a square has four corners, and '{' '.join(texts)}' names {len(creatures)} creatures.",
            "Example: pokegan corners 3 8 13 21",
        )
    noise_seed = creatures[0].noise_seed
    return [dataclasses.replace(creature, noise_seed=noise_seed) for creature in creatures]


def square(
    creatures: Sequence[Creature], size: tuple[int, int], spherical: bool = False
) -> Iterator[Creature]:
    """Bilinear in w: row by row, (1-v)((1-u) A + u B) + v ((1-u) C + u D) at column u, row v.

    Where it is `spherical`, both ways are great circles.
    """
    rows, columns = size
    a, b, c, d = (creature.w_plus for creature in creatures)
    for row, column in itertools.product(range(rows), range(columns)):
        u, v = column / (columns - 1), row / (rows - 1)
        top = interpolation.between(a, b, u, spherical)
        bottom = interpolation.between(c, d, u, spherical)
        w_plus = interpolation.between(top, bottom, v, spherical)
        yield Creature("", w_plus, creatures[0].noise_seed)


def rim(
    sampler: Explorer, texts: Sequence[str], frames: int, psi: float | None = None
) -> Iterator[Pixels]:
    """Frames [R, R, C] around the square of `corners`, each side in the same time, not eased.

    They go from the top left clockwise and end one frame before the first comes again.
    """
    a, b, c, d = four(sampler, texts, psi)
    return sampler.walk([a, b, d, c], frames, psi=psi, loop=True, easing="linear", space="w")


def save_corners(
    sampler: Explorer,
    path: Path,
    texts: Sequence[str],
    size: str = "8",
    film: Film = Film(),
    progress: Progress = no_progress,
) -> None:
    """Write the square between four creatures as a PNG, or its rim as an animation.

    `size` is as for parse_size; of `film` count length, frames and psi.
    """
    check_timing(path, film)
    rows, columns = parse_size(size)
    timing = {} if is_still(path) else {"seconds": film.seconds, "fps": film.fps}
    recipe = sampler.recipe(
        "corners", points=list(texts), size=size, **timing, psi=film.psi, out=path.name
    )
    if is_still(path):
        render.check_sheet(rows * columns, sampler.resolution, sampler.finish.scale)
        pixels = corners(sampler, texts, (rows, columns), film.psi)
        sheet = render.contact_sheet(pixels, None, columns, sampler.finish.scale)
        render.save_image(path, sheet, recipe)
        return
    frames = film.frame_count(4, is_laid_out(path))
    check_frames(sampler, path, frames)
    pictures = progress(rim(sampler, texts, frames, film.psi), frames)
    save_frames(sampler, path, pictures, recipe, fps=film.fps, loop=True)


# By truncation, or by one number of w


@dataclass(frozen=True)
class Span:
    """Values from `start` to `stop`: `n` of them in a strip, there and back in a film."""

    start: float = -1.0
    stop: float = 1.5
    n: int = 11

    def __post_init__(self) -> None:
        if not (math.isfinite(self.start) and math.isfinite(self.stop)):
            raise UsageError("from and to must be finite.")
        if self.start == self.stop:
            raise UsageError(f"from and to are both {self.start:g}.", "Give two values.")

    def evenly(self) -> list[float]:
        """`n` values, both ends among them."""
        return [self.at(i / (self.n - 1)) for i in range(self.n)]

    def there_and_back(self, frames: int) -> list[float]:
        """A swing that slows at both ends and comes back one frame after its last."""
        return [self.at((1 - math.cos(math.tau * i / frames)) / 2) for i in range(frames)]

    def at(self, share: float) -> float:
        return self.start + share * (self.stop - self.start)

    def share(self, value: float) -> float:
        """How far of the way from `start` to `stop` a value is, 0 to 1."""
        return (value - self.start) / (self.stop - self.start)


def sweep(sampler: Explorer, text: str, psis: Sequence[float]) -> Iterator[Pixels]:
    """One creature at many truncations, w_avg + psi (w - w_avg): pictures [R, R, C].

    A seed's w is what the mapping network gives. A saved latent or a picture stands for a
    style that may have been truncated before, and psi scales what it is: 1 is the creature
    as it was given.
    """
    creature = sampler.one(text, psi=1.0)
    for pixels in sampler.draw(truncated(sampler, creature, psis), count=len(psis)):
        yield from pixels


def truncated(sampler: Explorer, creature: Creature, psis: Iterable[float]) -> Iterator[Creature]:
    """The creature at each truncation."""
    for psi in psis:
        w_plus = truncate(sampler.generator, creature.w_plus[None], psi)[0]
        yield Creature(creature.label, w_plus, creature.noise_seed)


def dial(sampler: Explorer, dim: int) -> tuple[float, float]:
    """From where to where number `dim` of w, counted from 1, can be turned by hand.

    UsageError where there is none such, or w is learned, so that a single one means nothing.
    """
    generator = sampler.generator
    if generator.dial is None:
        raise UsageError(
            f"single numbers of a {generator.family}'s w mean nothing: it is learned.",
            "Models of the families began, dcgan and progan can do it. Here: pokegan edit",
        )
    if not 1 <= dim <= generator.w_dim:
        raise UsageError(
            f"there is no number {dim} in a latent of this model.",
            f"It has {generator.w_dim}, counted from 1.",
        )
    return generator.dial


def turned(creature: Creature, dim: int, values: Iterable[float]) -> Iterator[Creature]:
    """The creature with number `dim` of its w, counted from 1, at each value."""
    for value in values:
        w_plus = creature.w_plus.clone()
        w_plus[:, dim - 1] = value
        yield Creature(creature.label, w_plus, creature.noise_seed)


def save_sweep(
    sampler: Explorer,
    path: Path,
    text: str,
    span: Span = Span(),
    film: Film = Film(),
    dim: int | None = None,
    progress: Progress = no_progress,
) -> None:
    """Write a creature at the values of a span, each told: a strip, or an animation.

    They are truncations, or with `dim` what that number of its w is, counted from 1.
    """
    check_timing(path, film)
    still = is_still(path)
    timing = {"n": span.n} if still else {"seconds": film.seconds, "fps": film.fps}
    between = {"dim": dim, "from": span.start, "to": span.stop}
    recipe = sampler.recipe("sweep", points=[text], **between, **timing, out=path.name)
    values = span.evenly() if still else span.there_and_back(film.frame_count(2, is_laid_out(path)))
    if still:
        render.check_sheet(len(values), sampler.resolution, sampler.finish.scale)
    else:
        check_frames(sampler, path, len(values))
    creature = sampler.one(text, psi=1.0)
    steps = turned(creature, dim, values) if dim else truncated(sampler, creature, values)
    drawn = itertools.chain.from_iterable(sampler.draw(steps, count=len(values)))
    pictures, name = progress(drawn, len(values)), f"w{dim}" if dim else "psi"
    if still:
        labels = [f"{name} {rounded(value, 3):g}" for value in values]
        sheet = strip(np.stack(list(pictures)), labels, sampler.finish.scale)
        render.save_image(path, sheet, recipe)
        return
    scale = enlargement(sampler, path)
    told = (
        render.captioned(
            enlarged(picture, scale), f"{name} {rounded(value, 2):.2f}", span.share(value)
        )
        for picture, value in zip(pictures, values, strict=True)
    )
    render.save_animation(path, told, film.fps, recipe)


def rounded(value: float, digits: int) -> float:
    """A value for a label: rounded, and 0 without a sign."""
    return round(value, digits) + 0.0
