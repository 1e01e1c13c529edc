"""Moving pictures: GIF, WebP, APNG, a strip of frames, an atlas, and MP4 by way of ffmpeg."""

from __future__ import annotations

import difflib
import importlib
import itertools
import math
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
from PIL import Image, features

from pokegan.errors import PokeganError, UsageError
from pokegan.render.atlas import save_atlas
from pokegan.render.pixels import Pixels, enlarged, on_background, stack
from pokegan.render.recipes import Recipe, recipe_chunk, recipe_line
from pokegan.runtime.files import replacing, writing
from pokegan.runtime.marks import EXIF_DESCRIPTION
from pokegan.runtime.memory import check_enlarged

STRIP_WIDTH_PX = 4096  # wider strips continue in a new row; many viewers stop at 16384
GIF_FASTEST_FPS = 50.0  # browsers slow a delay below 2/100 s down to 10/100 s
TRANSPARENT_INDEX = 255
MOST_FRAMES = 20_000  # 14 minutes at 24 a second
# Bytes for each pixel of all frames while they are written (150 of 512 px); none of an MP4
FRAME_BYTES = {".gif": 15, ".webp": 5, ".apng": 9, ".png": 15, ".json": 17}
PALETTE_SAMPLE = 1 << 18  # pixels that a GIF palette is made from


def check_animation(path: Path, fps: float | None = None) -> None:
    """Raise UsageError, before anything is rendered, for what cannot be written."""
    kind = path.suffix.lower()
    known = ", ".join(KINDS)
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1, cutoff=0.4)
        guess = f"Did you mean {path.stem}{near[0]}? " if near else ""
        ending = f"the ending {path.suffix}" if kind else "no ending"
        raise UsageError(
            f"{path.name} has {ending}, so its kind is unknown.", f"{guess}Known are {known}."
        )
    if fps is not None and not (math.isfinite(fps) and fps > 0):
        raise UsageError(f"{fps} frames a second cannot be shown.", "Give a number above 0.")
    if fps is not None and kind == ".gif" and fps > GIF_FASTEST_FPS:
        raise UsageError(
            f"A GIF cannot show {fps:g} frames a second.", "Ask for 50 or less, or use .webp."
        )
    if kind == ".webp" and not features.check("webp"):
        raise UsageError("This Pillow cannot write WebP.", "Use .gif, .apng or .png.")
    if kind == ".mp4" and find_ffmpeg() is None:
        raise UsageError(
            "An MP4 needs ffmpeg, which was not found.",
            "Install it (apt install ffmpeg, brew install ffmpeg or pip install imageio-ffmpeg); "
            ".gif, .webp, .apng and .png need nothing.",
        )


def check_length(frames: float) -> None:
    """Raise UsageError, before anything is rendered, for more frames than can be held."""
    if frames > MOST_FRAMES:
        raise UsageError(
            f"{frames:,.0f} frames are too many.",
            f"Ask for {MOST_FRAMES:,} or fewer: less time, or fewer a second.",
        )


def check_film(
    path: Path, frames: int, size: tuple[int, int], scale: int | None, usual: int = 1
) -> None:
    """Raise MemoryFull, before anything is rendered, for frames that cannot be held together.

    They are of `size`, width and height, and enlarged by `scale` (None: by the `usual` one).
    """
    pixels = FRAME_BYTES.get(path.suffix.lower(), 0) * size[0] * size[1]
    what = f"{frames:,} frames of {size[0]} x {size[1]} px"
    check_enlarged(what, frames, lambda times: pixels * times**2, scale, usual)


def save_animation(
    path: Path,
    frames: Iterable[Pixels],
    fps: float,
    recipe: Recipe | None = None,
    *,
    loop: bool = True,
    scale: int = 1,
) -> None:
    """Write frames [H, W, C] of one size as the kind that the ending of `path` names.

    .gif, .webp and .apng play (for ever with `loop`); .png is a strip of all frames, .json an
    atlas with its picture beside it; .mp4 is streamed to ffmpeg frame by frame, while the others
    hold all frames in memory (`check_film` says whether they fit). Raises UsageError as
    `check_animation` does and for no frames at all, PokeganError when the file cannot be written.
    """
    check_animation(path, fps)
    frames = (enlarged(frame, scale) for frame in frames)
    first = next(frames, None)
    if first is None:
        raise UsageError("There are no frames to animate.", "Ask for at least one.")
    if path.suffix.lower() == ATLAS:
        film = {f"{path.stem}-{i:04d}.png": frame for i, frame in enumerate([first, *frames])}
        save_atlas(path, film, recipe, durations_ms=durations_ms(len(film), fps, 1))
        return
    with writing(path), replacing(path) as part:
        encode = ANIMATIONS[path.suffix.lower()]
        encode(part, itertools.chain([first], frames), Playback(fps, recipe, loop))


@dataclass(frozen=True)
class Playback:
    """How an animation runs and what it says about itself; each kind takes what it can hold."""

    fps: float
    recipe: Recipe | None
    loop: bool


def durations_ms(count: int, fps: float, unit_ms: int) -> list[int]:
    """Times of `count` frames in whole units; rounding is carried on, so the sum is right."""
    edges = [round(i * 1000 / fps / unit_ms) * unit_ms for i in range(count + 1)]
    return [end - start for start, end in itertools.pairwise(edges)]


def save_gif(path: Path, frames: Iterable[Pixels], playback: Playback) -> None:
    """One palette for all frames and no dithering, so that what stands still does not flicker."""
    film = stack(frames)
    opaque = film[..., 3] >= 128 if film.shape[-1] == 4 else np.ones(film.shape[:-1], bool)
    palette = common_palette(film.reshape(-1, film.shape[-1]), np.flatnonzero(opaque))
    pictures = []
    for colours, shown in zip(film[..., :3], opaque, strict=True):
        picture = Image.fromarray(np.ascontiguousarray(colours))
        picture = picture.quantize(palette=palette, dither=Image.Dither.NONE)
        picture.paste(TRANSPARENT_INDEX, mask=Image.fromarray(~shown))
        pictures.append(picture)
    options: dict[str, Any] = {
        "duration": durations_ms(len(film), playback.fps, 10),
        "comment": recipe_line(playback.recipe),
    }
    if not opaque.all():
        options |= {"transparency": TRANSPARENT_INDEX, "disposal": 2}
    if playback.loop:
        options["loop"] = 0
    pictures[0].save(path, format="GIF", save_all=True, append_images=pictures[1:], **options)


def common_palette(pixels: Pixels, places: np.ndarray) -> Image.Image:
    """At most 255 colours for those of [P, 3 or 4] pixels: all where they are no more than that."""
    # An odd stride meets every column of a picture whose width is a power of two.
    sample = pixels[places[:: max(1, len(places) // PALETTE_SAMPLE) | 1], :3]
    distinct = np.unique(sample, axis=0) if len(sample) else np.zeros((1, 3), np.uint8)
    palette = Image.new("P", (1, 1))
    if len(distinct) <= TRANSPARENT_INDEX:
        palette.putpalette(distinct.tobytes())
    else:
        reduced = Image.fromarray(sample[None]).quantize(TRANSPARENT_INDEX, kmeans=1)
        palette.putpalette((reduced.getpalette() or [])[: 3 * TRANSPARENT_INDEX])
    return palette


def save_webp(path: Path, frames: Iterable[Pixels], playback: Playback) -> None:
    """Lossless, so that the colours are those of the PNG."""
    pictures = [Image.fromarray(frame) for frame in frames]
    about = Image.Exif()
    about[EXIF_DESCRIPTION] = recipe_line(playback.recipe)
    pictures[0].save(
        path,
        format="WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=durations_ms(len(pictures), playback.fps, 1),
        loop=0 if playback.loop else 1,
        lossless=True,
        exif=about,
    )


def save_apng(path: Path, frames: Iterable[Pixels], playback: Playback) -> None:
    pictures = [Image.fromarray(frame) for frame in frames]
    pictures[0].save(
        path,
        format="PNG",
        save_all=True,
        append_images=pictures[1:],
        duration=durations_ms(len(pictures), playback.fps, 1),
        loop=0 if playback.loop else 1,
        pnginfo=recipe_chunk(playback.recipe),
    )


def save_strip(path: Path, frames: Iterable[Pixels], playback: Playback) -> None:
    """All frames side by side in one PNG, in rows of at most 4096 px."""
    film = stack(frames)
    count, height, width, channels = film.shape
    columns = min(count, max(1, STRIP_WIDTH_PX // width))
    rows = math.ceil(count / columns)
    blank = 0 if channels == 4 else 255
    padded = np.full((rows * columns, height, width, channels), blank, np.uint8)
    padded[:count] = film
    strip = padded.reshape(rows, columns, height, width, channels).swapaxes(1, 2)
    strip = strip.reshape(rows * height, columns * width, channels)
    Image.fromarray(strip).save(path, format="PNG", pnginfo=recipe_chunk(playback.recipe))


def save_mp4(path: Path, frames: Iterable[Pixels], playback: Playback) -> None:
    """Frames on white, piped to ffmpeg; an MP4 says neither whether it loops nor how it was made.

    Raises PokeganError with ffmpeg's own words when it fails.
    """
    video = (even_sized(on_background(frame, "white")) for frame in frames)
    first = next(video)
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            mp4_command(path, first.shape[1], first.shape[0], playback.fps),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
        )
        try:
            with suppress(BrokenPipeError), cast(IO[bytes], process.stdin) as pipe:
                for frame in itertools.chain([first], video):
                    pipe.write(frame.tobytes())
        finally:
            failed = process.wait() != 0
        complaints.seek(0)
        words = complaints.read().decode(errors="replace").strip().splitlines()
    if failed:
        raise PokeganError(
            f"ffmpeg failed: {words[-1] if words else 'it gave no reason'}", "Try .gif or .webp."
        )


def mp4_command(path: Path, width: int, height: int, fps: float) -> list[str]:
    """The ffmpeg call that reads raw RGB frames from its input."""
    source = f"-f rawvideo -pix_fmt rgb24 -s {width}x{height} -r {fps:g} -i -"
    target = "-an -pix_fmt yuv420p -crf 16 -movflags +faststart -f mp4"
    ffmpeg = find_ffmpeg() or "ffmpeg"
    return [ffmpeg, "-y", "-loglevel", "error", *source.split(), *target.split(), str(path)]


def even_sized(frame: Pixels) -> Pixels:
    """Repeat the last row and column where needed: yuv420p halves both sides."""
    height, width = frame.shape[:2]
    return np.pad(frame, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")


def find_ffmpeg() -> str | None:
    """An ffmpeg on the path or the one that the package imageio-ffmpeg brings."""
    found = shutil.which("ffmpeg")
    if found:
        return found
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


ANIMATIONS: dict[str, Callable[[Path, Iterable[Pixels], Playback], None]] = {
    ".gif": save_gif,
    ".webp": save_webp,
    ".apng": save_apng,
    ".png": save_strip,
    ".mp4": save_mp4,
}
ATLAS = ".json"
KINDS = (*ANIMATIONS, ATLAS)
