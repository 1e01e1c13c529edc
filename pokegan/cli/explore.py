"""Commands that play with a model: sample, mix, interpolate."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pokegan.cli.options import (
    OUTPUTS,
    Device,
    Layers,
    Model,
    Noise,
    NoiseSeed,
    Psi,
    count,
    open_model,
    parse_layers,
    progress,
    say,
)
from pokegan.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

DEFAULT_PSI = 0.7  # latents.DEFAULT_PSI; repeated so that help needs no torch (a test compares)
DEFAULT_COUNT = 16
DEFAULT_FPS = 24.0
SECONDS_A_STEP = 2.0
SHEET_MOST = 256  # tiles of a contact sheet


def sample(
    n: Annotated[
        int | None,
        typer.Option("--n", min=1, help="How many, from seed 0 upward.", show_default="16"),
    ] = None,
    seeds: Annotated[
        str | None, typer.Option(help="Which seeds instead: 7 or 0-63,99.", show_default=False)
    ] = None,
    psi: Psi = DEFAULT_PSI,
    cutoff: Annotated[
        int | None,
        typer.Option(min=0, help="Truncate only the first layers.", show_default="all"),
    ] = None,
    noise: Noise = "seed",
    noise_seed: NoiseSeed = None,
    save_latents: Annotated[
        bool, typer.Option("--save-latents", help="Also write latents.safetensors, for mix.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Folder for the pictures.")] = OUTPUTS / "sample",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Draw new creatures: one PNG for each seed, and a contact sheet.

    A seed is an identity: the same picture whatever the batch, order or count.

    Example: `pokegan sample --n 64`
    """
    import numpy as np

    from pokegan import latents, render

    if n is not None and seeds is not None:
        raise UsageError("--n and --seeds both say which.", "Give one of them.")
    wanted = range(n or DEFAULT_COUNT) if seeds is None else latents.parse_seeds(seeds)
    random = "random" in latents.parse_noise(noise).values()
    if noise_seed is not None and not random:
        raise UsageError("--noise-seed has no effect without random noise.", "Add --noise random.")
    sampler = open_model(model, device)
    noise_seed = secrets.randbits(31) if noise_seed is None else noise_seed
    recipe: dict[str, Any] = {"psi": psi, "cutoff": cutoff, "noise": noise}
    if random:
        recipe["noise_seed"] = noise_seed
    creatures = sampler.seeded(progress(wanted, len(wanted), "drawing"), psi, cutoff)
    drawn = (one for batch in sampler.draw(creatures, noise, noise_seed) for one in batch)
    tiles: list[np.ndarray] = []

    def files() -> Iterator[tuple[Path, np.ndarray, dict]]:
        for seed, pixels in zip(wanted, drawn, strict=True):
            if len(tiles) < SHEET_MOST:
                tiles.append(pixels)
            path = out / f"seed-{seed:04d}.png"
            yield path, pixels, sampler.recipe("sample", seeds=seed, **recipe)

    render.save_pngs(files())
    labels = [str(seed) for seed in wanted[: len(tiles)]]
    sheet = render.contact_sheet(np.stack(tiles), labels)
    which = {"n": n or DEFAULT_COUNT} if seeds is None else {"seeds": seeds}
    render.save_image(out / "sheet.png", sheet, sampler.recipe("sample", **which, **recipe))
    if save_latents:
        kept = list(sampler.seeded(wanted, psi, cutoff))
        sampler.save_latents(out / "latents.safetensors", kept)
        say(f"latents in {out / 'latents.safetensors'}")
    together = f"; the first {len(tiles)} together" if len(tiles) < len(wanted) else ""
    say(f"{count(len(wanted), 'picture')} in {out}{together}")
    typer.echo(out / "sheet.png")


def mix(
    coarse: Annotated[
        str,
        typer.Option(help="Pose and shape from: seeds (7, 0-5) or saved latents (.safetensors)."),
    ],
    fine: Annotated[str, typer.Option(help="Colours and details from, likewise.")],
    middle: Annotated[
        str | None, typer.Option(help="Features between from.", show_default="as --coarse")
    ] = None,
    layers: Layers = None,
    psi: Psi = DEFAULT_PSI,
    out: Annotated[
        Path | None, typer.Option(help="PNG to write.", show_default="outputs/mix-A-B.png")
    ] = None,
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Cross creatures: the shape of one, the colours of another.

    With one creature on each side, one picture; with several, the table of sources and
    results (rows: coarse, columns: fine). Coarse is 4-8 px, middle 16-32, fine 64 and up;
    a model too small to have fine layers takes the fine creature's middle ones.

    Example: `pokegan mix --coarse 3 --fine 0-5`
    """
    from pokegan import render

    chosen = parse_layers(layers)
    sources = [coarse, fine] if middle is None else [coarse, middle, fine]
    path = out or OUTPUTS / f"mix-{'-'.join(map(_slug, sources))}.png"
    if path.suffix.lower() != ".png":
        raise UsageError(f"{path} must end with .png.")
    sampler = open_model(model, device)
    rows, columns = sampler.creatures(coarse, psi), sampler.creatures(fine, psi)
    between = sampler.creatures(middle, psi) if middle else None
    if between and len(between) not in (1, len(rows)):
        raise UsageError(
            f"--middle names {len(between)} creatures and --coarse {len(rows)}.",
            "Name one, or as many as in --coarse.",
        )
    recipe = sampler.recipe("mix", coarse=coarse, fine=fine, middle=middle, layers=layers, psi=psi)
    crossed = [
        sampler.crossed(row, between[i % len(between)] if between else None, column, chosen)
        for i, row in enumerate(rows)
        for column in columns
    ]
    pixels = sampler.drawn(crossed)
    if len(crossed) == 1:
        render.save_png(path, pixels[0], recipe)
    else:
        sheet = render.table(
            sampler.drawn(rows),
            sampler.drawn(columns),
            pixels,
            [creature.label for creature in rows],
            [creature.label for creature in columns],
        )
        render.save_image(path, sheet, recipe)
    typer.echo(path)


def interpolate(
    points: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CREATURES]...",
            help="Key points: seeds, ranges or saved latents.",
            show_default="0-5",
        ),
    ] = None,
    loop: Annotated[bool, typer.Option(help="Come back to the first creature.")] = True,
    easing: Annotated[str, typer.Option(help="linear, smooth or sine.")] = "smooth",
    space: Annotated[str, typer.Option(help="w, or z along great circles.")] = "w",
    frames: Annotated[
        int | None, typer.Option(min=1, help="Frames in all.", show_default="2 s a step")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(min=0.01, help="Length instead.", show_default=False)
    ] = None,
    fps: Annotated[float, typer.Option(min=0.1, help="Frames a second.")] = DEFAULT_FPS,
    psi: Psi = DEFAULT_PSI,
    scale: Annotated[
        int | None, typer.Option(min=1, help="Enlarge by a whole number.", show_default="to 256 px")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write: .gif, .webp, .apng, .mp4, or .png for a strip.",
            show_default="outputs/interpolate-A-B.gif",
        ),
    ] = None,
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Walk smoothly from creature to creature, as an animation or a strip.

    Example: `pokegan interpolate 1 5 9 --out walk.webp`
    """
    from pokegan import render

    points = points or ["0-5"]
    path = out or OUTPUTS / f"interpolate-{_slug('-'.join(points))}.gif"
    render.check_animation(path, fps)
    if frames and seconds:
        raise UsageError("--frames and --seconds both say how long.", "Give one of them.")
    if not math.isfinite(fps) or not math.isfinite(seconds or 0):
        raise UsageError("--fps and --seconds must be finite.")
    sampler = open_model(model, device)
    creatures = [creature for text in points for creature in sampler.creatures(text, psi)]
    if len(creatures) < 2:
        raise UsageError(
            "a walk needs two creatures or more.", "Example: pokegan interpolate 1 5 9"
        )
    strip = path.suffix.lower() == ".png"
    if frames is None and seconds is None:
        steps = len(creatures) if loop else len(creatures) - 1
        frames = 8 * steps if strip else round(SECONDS_A_STEP * steps * fps)
    frames = max(2, frames or round((seconds or 0) * fps))
    recipe = sampler.recipe(
        "interpolate",
        points=points,
        loop=loop,
        easing=easing,
        space=space,
        frames=frames,
        fps=fps,
        psi=psi,
        scale=scale,
        out=path.name,
    )
    walk = sampler.walk(creatures, frames, psi=psi, loop=loop, easing=easing, space=space)
    render.save_animation(
        path,
        progress(walk, frames, "drawing"),
        fps=fps,
        recipe=recipe,
        loop=loop,
        scale=scale or (1 if strip else max(1, 256 // sampler.resolution)),
    )
    typer.echo(path)


def _slug(text: str) -> str:
    """A source as part of a file name."""
    name = Path(text).stem if text.endswith(".safetensors") else text
    return "".join(c if c.isalnum() else "-" for c in name)[:40].strip("-") or "creature"
