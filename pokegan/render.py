"""Images to pixels to files: PNG, sheets, animations, and the recipes inside them.

Images are float [N, C, R, R] in [-1, 1], C = 3, or 4 where colour is premultiplied by
opacity. Pixels are uint8 [N, H, W, C] with straight colour; one picture is [H, W, C].
A recipe is a JSON object that says how a picture was made; it travels inside the file, so
that the picture can be made again from itself.

PNG, WebP and APNG keep opacity, a GIF pixel is opaque from one half on, and sheets and MP4
lie on a background.
"""

from __future__ import annotations

import difflib
import importlib
import itertools
import json
import math
import os
import shutil
import struct
import subprocess
import tempfile
import threading
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
import torch
from PIL import Image, ImageColor, ImageDraw, ImageFont, features
from PIL.PngImagePlugin import PngInfo
from torch import Tensor

from pokegan.errors import DataError, ModelError, PokeganError, UsageError, WriteError

Pixels = np.ndarray
Recipe = dict[str, Any]

LEVELS_PER_UNIT = 127.5  # 8-bit levels in one unit of [-1, 1]
RECIPE_KEY = "pokegan"
GAP_PX = 4
LABEL_PX = 11
TILE_PX = 112
STRIP_WIDTH_PX = 4096  # wider strips continue in a new row; many viewers stop at 16384
GIF_FASTEST_FPS = 50.0  # browsers slow a delay below 2/100 s down to 10/100 s
EXIF_DESCRIPTION = 0x010E
TRANSPARENT_INDEX = 255
PALETTE_SAMPLE = 1 << 18  # pixels that a GIF palette is made from


# Between images and pixels


def to_pixels(images: Tensor) -> Pixels:
    """Images [N, 3 or 4, H, W] as uint8 [N, H, W, 3 or 4], rounded and clamped.

    With four channels the colour is divided by the opacity (after being cut to it, as no
    premultiplied colour can exceed it); where opacity rounds to 0 everything is 0.
    Raises ModelError for values that are not finite.
    """
    if not bool(torch.isfinite(images).all()):
        raise ModelError(
            "The pictures of this model hold values that are not numbers.",
            "It is damaged: use an earlier model of the same run.",
        )
    levels = ((images.detach().float() + 1) * LEVELS_PER_UNIT).clamp(0, 255)
    if images.shape[1] == 4:
        opacity = levels[:, 3:].round()
        colour = torch.minimum(levels[:, :3], opacity) / opacity.clamp(min=1) * 255
        levels = torch.cat([colour, opacity], dim=1)
    return levels.round().to(torch.uint8).permute(0, 2, 3, 1).contiguous().cpu().numpy()


def from_pixels(pixels: Pixels) -> Tensor:
    """The inverse of `to_pixels`: uint8 [N, H, W, 3 or 4] as images [N, 3 or 4, H, W]."""
    levels = torch.from_numpy(np.ascontiguousarray(pixels)).float().permute(0, 3, 1, 2)
    if levels.shape[1] == 4:
        opacity = levels[:, 3:]
        levels = torch.cat([levels[:, :3] * opacity / 255, opacity], dim=1)
    return (levels / LEVELS_PER_UNIT - 1).contiguous()


def stack(pictures: Iterable[Pixels]) -> Pixels:
    """Pictures [H, W, C] of one size as pixels [N, H, W, C]; UsageError for none."""
    together = list(pictures)
    if not together:
        raise UsageError("There is no picture to show.", "Ask for at least one.")
    return np.stack(together)


# Sheets


def grid(
    pixels: Pixels,
    columns: int | None = None,
    *,
    scale: int = 1,
    gap: int = GAP_PX,
    background: str = "white",
) -> Image.Image:
    """Pictures [N, H, W, C] in rows, as square as they fit unless `columns` is given."""
    tiles = [tile(picture, scale, background) for picture in pixels]
    return lay_out(tiles, None, columns or near_square(len(tiles)), gap, background)


def contact_sheet(
    pixels: Pixels,
    labels: Sequence[str] | None = None,
    columns: int | None = None,
    scale: int | None = None,
    background: str = "white",
) -> Image.Image:
    """Pictures [N, H, W, C] in rows, enlarged to about 112 px, each over its label."""
    scale = scale or readable_scale(pixels)
    tiles = [tile(picture, scale, background) for picture in pixels]
    return lay_out(tiles, labels, columns or near_square(len(tiles)), GAP_PX, background)


def table(
    rows: Pixels,
    columns: Pixels,
    cells: Pixels,
    row_labels: Sequence[str],
    column_labels: Sequence[str],
    background: str = "white",
) -> Image.Image:
    """Style mixing: `rows` (coarse) down the left, `columns` (fine) along the top.

    `cells` [rows * columns, H, W, C] are their mixtures, row by row.
    """
    scale = readable_scale(cells)
    mixed = cells.reshape(len(rows), len(columns), *cells.shape[1:])
    tiles: list[Image.Image | None] = [None]
    labels = ["", *column_labels]
    tiles += [tile(picture, scale, background) for picture in columns]
    for source, label, row in zip(rows, row_labels, mixed, strict=True):
        tiles += [tile(picture, scale, background) for picture in (source, *row)]
        labels += [label, *[""] * len(columns)]
    return lay_out(tiles, labels, len(columns) + 1, GAP_PX, background)


def lay_out(
    tiles: Sequence[Image.Image | None],
    labels: Sequence[str] | None,
    columns: int,
    gap: int,
    background: str,
) -> Image.Image:
    """Tiles of one size on a sheet with `gap` pixels around each; None leaves a hole."""
    size = next((picture.size for picture in tiles if picture is not None), None)
    if size is None:
        raise UsageError("There is no picture to show.", "Ask for at least one.")
    width, height = size
    strip = 0 if labels is None else LABEL_PX + 5
    across, down = width + gap, height + strip + gap
    rows = math.ceil(len(tiles) / columns)
    sheet = Image.new("RGB", (columns * across + gap, rows * down + gap), background)
    pen, ink, font = ImageDraw.Draw(sheet), ink_on(background), ImageFont.load_default(LABEL_PX)
    captions = labels if labels is not None else [""] * len(tiles)
    for i, (picture, caption) in enumerate(zip(tiles, captions, strict=True)):
        left, top = gap + i % columns * across, gap + i // columns * down
        if picture is not None:
            sheet.paste(picture, (left, top))
        text = shortened(drawable(caption), width, font.getlength)
        pen.text((left + width / 2, top + height + 1), text, fill=ink, font=font, anchor="ma")
    return sheet


def drawable(text: str) -> str:
    """Without accents, as the font that Pillow brings has no letter beyond ASCII."""
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(letter if letter.isascii() else "?" for letter in letters)


def shortened(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, or as much of it as is `width` wide with an ellipsis."""
    if measure(text) <= width:
        return text
    kept = len(text) - 1
    while kept > 0 and measure(text[:kept] + "…") > width:
        kept -= 1
    return text[:kept] + "…"


def ink_on(background: str) -> str:
    """Black or white, whichever can be read better on the background."""
    red, green, blue = ImageColor.getrgb(background)[:3]
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue > 127 else "white"


def tile(picture: Pixels, scale: int, background: str) -> Image.Image:
    """One picture [H, W, C] on the background, enlarged `scale` times without smoothing."""
    return Image.fromarray(enlarged(on_background(picture, background), scale))


def on_background(picture: Pixels, background: str) -> Pixels:
    """Pixels [..., 3 or 4] composited: [..., 3]."""
    if picture.shape[-1] == 3:
        return picture
    opacity = picture[..., 3:].astype(np.float32) / 255
    colour = np.array(ImageColor.getrgb(background)[:3], dtype=np.float32)
    mixed = picture[..., :3] * opacity + colour * (1 - opacity)
    return np.rint(mixed).astype(np.uint8)


def enlarged(picture: Pixels, scale: int) -> Pixels:
    return picture.repeat(scale, axis=0).repeat(scale, axis=1) if scale > 1 else picture


def readable_scale(pixels: Pixels) -> int:
    """The whole number that brings a picture nearest to 112 px wide."""
    return max(1, round(TILE_PX / max(pixels.shape[2], 1)))


def near_square(count: int) -> int:
    return max(1, math.ceil(math.sqrt(count)))


# Single files


def save_png(path: Path, picture: Pixels, recipe: Recipe | None = None) -> None:
    """Write one picture [H, W, 3 or 4], complete or not at all, with its recipe inside."""
    save_image(path, Image.fromarray(picture), recipe)


def save_image(path: Path, image: Image.Image, recipe: Recipe | None = None) -> None:
    """Write a sheet as PNG, complete or not at all, with its recipe inside."""
    with whole_file(path) as temporary:
        image.save(temporary, format="PNG", pnginfo=recipe_chunk(recipe))


def save_pngs(items: Iterable[tuple[Path, Pixels, Recipe | None]]) -> list[Path]:
    """Write many pictures with threads; `items` is drawn on only as fast as they write."""
    workers = min(8, os.cpu_count() or 1)
    waiting: deque[Future[None]] = deque()
    paths = []
    with ThreadPoolExecutor(workers) as pool:
        for path, picture, recipe in items:
            if len(waiting) >= 4 * workers:
                waiting.popleft().result()
            waiting.append(pool.submit(save_png, path, picture, recipe))
            paths.append(path)
        for future in waiting:
            future.result()
    return paths


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary neighbour that becomes `path` when the block ends well.

    Raises WriteError when the place cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        os.replace(temporary, path)
    except OSError as error:
        raise WriteError(
            f"{path} cannot be written: {error.strerror or error}.",
            "Free some space or name another place.",
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


# Recipes


def recipe_chunk(recipe: Recipe | None) -> PngInfo | None:
    """The recipe as an international text chunk of a PNG."""
    if recipe is None:
        return None
    chunk = PngInfo()
    chunk.add_itxt(RECIPE_KEY, json.dumps(recipe, ensure_ascii=False))
    return chunk


def recipe_line(recipe: Recipe) -> str:
    """The recipe for places that hold one ASCII line: a GIF comment, an EXIF description."""
    return f"{RECIPE_KEY} {json.dumps(recipe)}"


def read_recipe(path: Path) -> Recipe | None:
    """The recipe inside a PNG, APNG, GIF or WebP; None for a picture without one.

    Raises DataError when the file is no readable picture or its recipe is damaged.
    """
    try:
        text = recipe_text(path)
    except FileNotFoundError:
        raise DataError(f"{path} does not exist.", "Check the path.") from None
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        raise DataError(
            f"{path} is not a picture that can be read.",
            "Name a PNG, GIF or WebP that pokegan wrote.",
        ) from None
    if text is None:
        return None
    try:
        recipe = json.loads(text)
    except (ValueError, RecursionError):
        recipe = None
    if not isinstance(recipe, dict):
        raise DataError(f"The recipe inside {path} is damaged.", "Use the original file.")
    return recipe


def recipe_text(path: Path) -> str | None:
    """The JSON that was written into a picture, unread."""
    with Image.open(path) as image:
        if image.format == "PNG":
            chunk = image.info.get(RECIPE_KEY)
            return None if chunk is None else str(chunk)
        if image.format == "GIF":
            line = image.info.get("comment", b"").decode("ascii", "replace")
        else:
            line = str(image.getexif().get(EXIF_DESCRIPTION, ""))
    mark, _, text = line.partition(" ")
    return text if mark == RECIPE_KEY else None


# Animations


def check_animation(path: Path, fps: float | None = None) -> None:
    """Raise UsageError, before anything is rendered, for what cannot be written."""
    kind = path.suffix.lower()
    known = ", ".join(ANIMATIONS)
    if kind not in ANIMATIONS:
        near = difflib.get_close_matches(kind, ANIMATIONS, n=1, cutoff=0.4)
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

    .gif, .webp and .apng play (for ever with `loop`); .png is a strip of all frames; .mp4 is
    streamed to ffmpeg frame by frame, while the others hold all frames in memory as uint8
    (200 frames of 256 px: 40 MB). Raises UsageError as `check_animation` does and for no
    frames at all, PokeganError when the file cannot be written.
    """
    check_animation(path, fps)
    frames = (enlarged(frame, scale) for frame in frames)
    first = next(frames, None)
    if first is None:
        raise UsageError("There are no frames to animate.", "Ask for at least one.")
    with whole_file(path) as temporary:
        encode = ANIMATIONS[path.suffix.lower()]
        encode(temporary, itertools.chain([first], frames), Playback(fps, recipe, loop))


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
    palette = common_palette(film[..., :3][opaque])
    pictures = []
    for colours, shown in zip(film[..., :3], opaque, strict=True):
        picture = Image.fromarray(np.ascontiguousarray(colours))
        picture = picture.quantize(palette=palette, dither=Image.Dither.NONE)
        picture.paste(TRANSPARENT_INDEX, mask=Image.fromarray(~shown))
        pictures.append(picture)
    options: dict[str, Any] = {"duration": durations_ms(len(film), playback.fps, 10)}
    if not opaque.all():
        options |= {"transparency": TRANSPARENT_INDEX, "disposal": 2}
    if playback.loop:
        options["loop"] = 0
    if playback.recipe is not None:
        options["comment"] = recipe_line(playback.recipe)
    pictures[0].save(path, format="GIF", save_all=True, append_images=pictures[1:], **options)


def common_palette(colours: Pixels) -> Image.Image:
    """At most 255 colours for [P, 3] pixels: all of them where they are no more than that."""
    # An odd stride meets every column of a picture whose width is a power of two.
    sample = colours[:: max(1, len(colours) // PALETTE_SAMPLE) | 1]
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
    about[EXIF_DESCRIPTION] = "" if playback.recipe is None else recipe_line(playback.recipe)
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
