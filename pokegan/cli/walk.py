"""Commands that walk through a model's creatures, or through the training of one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pokegan.cli import terminal
from pokegan.cli.options import (
    CREATURE,
    CREATURES,
    Cutout,
    Device,
    Model,
    Precision,
    Psi,
    Scale,
    Show,
    film_path,
    open_model,
    png_path,
    progress,
)
from pokegan.runtime.files import check_output
from pokegan.sampling.seed_ranges import AS_TYPED

DEFAULT_FPS = 24.0  # walks.Film's, and so on: repeated so that help needs no torch (tests compare)
DEFAULT_FROM, DEFAULT_TO, DEFAULT_N = -1.0, 1.5, 11
TIMELAPSE_SEC, TIMELAPSE_FPS = 10.0, 12.0

Fps = Annotated[float, typer.Option(min=0.1, help="Frames a second of an animation.")]
OneCreature = Annotated[str, typer.Argument(metavar="CREATURE", help=f"Whom to show: {CREATURE}.")]


def interpolate(
    points: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CREATURES]...",
            help=f"Key points: {CREATURES}.",
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
    fps: Fps = DEFAULT_FPS,
    psi: Psi = None,
    scale: Scale = None,
    cutout: Cutout = False,
    show: Show = False,
    labels: Annotated[
        bool, typer.Option("--labels", help="Say which creatures it is between.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write: .gif, .webp, .apng, .mp4, .png for a strip, .json for an atlas.",
            show_default="outputs/interpolate-A_B.gif",
        ),
    ] = None,
    precision: Precision = "fp32",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Walk smoothly from creature to creature, as an animation, a strip or an atlas.

    Films that play are enlarged to 256 px, unless --scale says otherwise; a .json is a sprite
    sheet for game engines, with its picture beside it.

    Example: `pokegan interpolate 1 5 9 --labels --out walk.webp`
    """
    from pokegan import render
    from pokegan.explore.walks import Film, save_film

    points = points or ["0-5"]
    path = film_path(out, "interpolate", points, ".gif", fps)
    film = Film(loop, easing, space, frames, seconds, fps, psi, labels)
    finish = render.Finish(cutout, scale)
    sampler = open_model(model, device, precision, finish=finish, creatures=points)
    save_film(sampler, path, points, film, progress)
    terminal.written(path, show)


def corners(
    creatures: Annotated[
        list[str],
        typer.Argument(
            metavar="CREATURES",
            help=f"Four, top left, top right, bottom left, bottom right: {CREATURES}.",
        ),
    ],
    size: Annotated[str, typer.Option(help="Pictures a side, or rows and columns: 5x9.")] = "8",
    seconds: Annotated[
        float | None,
        typer.Option(min=0.01, help="Length of an animation.", show_default="8"),
    ] = None,
    fps: Fps = DEFAULT_FPS,
    psi: Psi = None,
    scale: Scale = None,
    cutout: Cutout = False,
    show: Show = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write: .png for the square; .gif, .webp, .apng or .mp4 for its rim.",
            show_default="outputs/corners-A_B_C_D.png",
        ),
    ] = None,
    precision: Precision = "fp32",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Fill the square between four creatures, or go along its rim as an animation.

    All pictures have the noise of the first creature, so that only the style changes and
    nothing flickers.

    Example: `pokegan corners 1 5 9 13 --size 5x9`
    """
    from pokegan import render
    from pokegan.explore.walks import Film, parse_size, save_corners

    path = film_path(out, "corners", creatures, ".png", fps)
    parse_size(size)
    film = Film(seconds=seconds, fps=fps, psi=psi)
    finish = render.Finish(cutout, scale)
    sampler = open_model(model, device, precision, finish=finish, creatures=creatures)
    save_corners(sampler, path, creatures, size, film, progress)
    terminal.written(path, show)


def blend(
    a: Annotated[str, typer.Argument(metavar="A", help=f"The first: {CREATURE}.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The second, likewise.")],
    amount: Annotated[
        float, typer.Option(help="0 is A, 1 is B; -1 to 2, beyond them what sets them apart grows.")
    ] = 0.5,
    psi: Psi = None,
    scale: Scale = None,
    cutout: Cutout = False,
    show: Show = False,
    out: Annotated[
        Path | None, typer.Option(help="PNG to write.", show_default="outputs/blend-A_B.png")
    ] = None,
    precision: Precision = "fp32",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Draw a creature between two, or beyond one of them.

    Example: `pokegan blend 1 5 --amount 0.3`
    """
    from pokegan import render
    from pokegan.explore.walks import save_blend

    path = png_path(out, "blend", [a, b])
    finish = render.Finish(cutout, scale)
    sampler = open_model(model, device, precision, finish=finish, creatures=[a, b])
    save_blend(sampler, path, a, b, amount, psi)
    terminal.written(path, show)


def arith(
    expression: Annotated[
        str,
        typer.Argument(
            metavar="EXPRESSION",
            help=f"A sum of creatures, each {CREATURE}, with + and -, weights as 0.5*7, "
            "parentheses. In quotes.",
        ),
    ],
    psi: Psi = None,
    scale: Scale = None,
    cutout: Cutout = False,
    show: Show = False,
    out: Annotated[
        Path | None,
        typer.Option(help="PNG to write.", show_default="outputs/arith-A-minus-B-plus-C.png"),
    ] = None,
    precision: Precision = "fp32",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Calculate with creatures: what sets one apart from another, added to a third.

    A number is a seed, and a weight where `*` follows it: `2*7` is twice seed 7. Pictures and
    saved latents stand by their paths, in quotes where these hold spaces or parentheses.
    Between creatures `+` and `-` need spaces: `7-9` would be the seeds from 7 to 9. The average
    creature is the origin, which makes no difference where the weights sum to 1.

    Example: `pokegan arith "1 - 2 + 0.5*(3 + 5)"`
    """
    from pokegan import render
    from pokegan.explore.arithmetic import check, save_arithmetic

    expression = expression.strip()
    check(expression)
    path = png_path(out, "arith", [_spelled(expression)])
    sampler = open_model(model, device, precision, finish=render.Finish(cutout, scale))
    save_arithmetic(sampler, path, expression, psi)
    terminal.written(path, show)


def noise(
    creature: OneCreature,
    n: Annotated[int, typer.Option("--n", min=1, max=64, help="Draws in a row.")] = 8,
    psi: Psi = None,
    scale: Scale = None,
    show: Show = False,
    out: Annotated[
        Path | None, typer.Option(help="PNG to write.", show_default="outputs/noise-A.png")
    ] = None,
    precision: Precision = "fp32",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Show what is chance in a creature: one style, drawn with other noise in some layers.

    A row for coarse, middle and fine layers and one for all: the creature itself, n draws, and
    the standard deviation of 64 at each pixel (in levels of 255; dark is style, bright is chance,
    on the same scale in all rows).

    Example: `pokegan noise 7`
    """
    from pokegan import render
    from pokegan.explore.noise import save_noise

    path = png_path(out, "noise", [creature])
    finish = render.Finish(scale=scale)
    sampler = open_model(model, device, precision, finish=finish, creatures=[creature])
    save_noise(sampler, path, creature, n, psi, progress)
    terminal.written(path, show)


def sweep(
    creature: OneCreature,
    dim: Annotated[
        int | None,
        typer.Option(
            "--dim",
            metavar="N",
            help="Turn the n-th number of its latent instead; not with a stylegan.",
            show_default=False,
        ),
    ] = None,
    start: Annotated[
        float | None,
        typer.Option("--from", help="First value.", show_default=f"{DEFAULT_FROM:g}"),
    ] = None,
    stop: Annotated[
        float | None,
        typer.Option("--to", help="Last value.", show_default=f"{DEFAULT_TO:g}; 1 or 2 by --dim"),
    ] = None,
    n: Annotated[int, typer.Option("--n", min=2, max=256, help="Pictures in a strip.")] = DEFAULT_N,
    seconds: Annotated[
        float | None,
        typer.Option(min=0.01, help="Length of an animation, there and back.", show_default="4"),
    ] = None,
    fps: Fps = DEFAULT_FPS,
    scale: Scale = None,
    cutout: Cutout = False,
    show: Show = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write: .png for a strip, or .gif, .webp, .apng, .mp4.",
            show_default="outputs/sweep-A.png",
        ),
    ] = None,
    precision: Precision = "fp32",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Show a creature at every truncation, from its opposite over the average beyond itself.

    For a seed, psi 1 is its whole variety. For a saved latent or a picture, psi scales what
    they are: 1 is the creature as it was saved. In models whose latent is not learned (began,
    dcgan, progan), --dim turns one number of it by hand.

    Example: `pokegan sweep 7 --from 0 --to 1.5`
    """
    from pokegan import render
    from pokegan.explore.walks import Film, Span, dial, save_sweep

    named = [creature, *([] if dim is None else [f"w{dim}"])]
    path = film_path(out, "sweep", named, ".png", fps)
    film = Film(seconds=seconds, fps=fps)
    finish = render.Finish(cutout, scale)
    sampler = open_model(model, device, precision, finish=finish, creatures=[creature])
    low, high = (DEFAULT_FROM, DEFAULT_TO) if dim is None else dial(sampler, dim)
    span = Span(low if start is None else start, high if stop is None else stop, n)
    save_sweep(sampler, path, creature, span, film, dim, progress)
    terminal.written(path, show)


def timelapse(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Run folder, as `train` made it.")],
    seconds: Annotated[
        float, typer.Option(min=0.01, help="Length; a fifth of it shows the last preview.")
    ] = TIMELAPSE_SEC,
    fps: Fps = TIMELAPSE_FPS,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write: .gif, .webp, .apng, .mp4, .png for a strip, .json for an atlas.",
            show_default="outputs/timelapse-RUN.gif",
        ),
    ] = None,
) -> None:
    """Show a training run as an animation of its previews, from the first to the last.

    Example: `pokegan timelapse runs/images`
    """
    from pokegan.explore.timelapse import Timing, save_timelapse

    path = film_path(out, "timelapse", [run.resolve().name], ".gif", fps)
    save_timelapse(path, run, Timing(seconds, fps), progress)
    typer.echo(path)


def report(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Run folder, as `train` made it.")],
    out: Annotated[
        Path | None, typer.Option(help="File to write.", show_default="RUN/report.html")
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write a training run as one page: curves, previews, health and settings.

    `train` rewrites it whenever it saves.

    Example: `pokegan report runs/images --open`
    """
    from pokegan.checkpoints import layout
    from pokegan.training.report import write_report

    path = write_report(run, check_output(out or run / layout.REPORT, ".html", ".htm"))
    typer.echo(path)
    if show:
        typer.launch(path.resolve().as_uri())


def _spelled(expression: str) -> str:
    """An expression for a file name, where a sum and a difference must not be the same."""
    expression = expression.translate(AS_TYPED).replace("/", " ").replace(" + ", " plus ")
    return expression.replace("-", " minus ").replace("*", " times ")
