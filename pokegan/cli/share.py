"""Commands that carry a model to where there is no pokegan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pokegan.cli.options import (
    OUTPUTS,
    RUNS,
    Device,
    Model,
    find_model,
    open_model,
    progress,
    say,
)
from pokegan.runtime.files import check_output


def page(
    out: Annotated[
        Path | None,
        typer.Option(help="File to write.", show_default="outputs/page-MODEL.html"),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Write a page that draws a model's creatures in any browser, without a server or network.

    One HTML file to open by a double click, or to send to somebody: a field of creatures, crosses,
    the square between four, sums and sliders. A PNG saved from it carries its recipe.

    Example: `pokegan page --open`
    """
    from pokegan.explore import directions
    from pokegan.export.page import name_of, write_page

    if out is not None:
        check_output(out, ".html", ".htm")
    sampler = open_model(model, device)
    path = out or check_output(OUTPUTS / f"page-{name_of(sampler)}.html", ".html")
    write_page(path, sampler, directions.find(sampler, RUNS, progress, say))
    say(f"{path.stat().st_size / 1e6:.1f} MB: open it by a double click")
    typer.echo(path)
    if show:
        typer.launch(path.resolve().as_uri())


def export(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="Model file or run folder.")],
    to: Annotated[Path, typer.Option(help="File to write, .onnx.")],
    start: Annotated[
        str, typer.Option("--input", help="What it draws of: z, or styles as w_plus.")
    ] = "z",
) -> None:
    """Write a model as an ONNX file, for programs in other languages and game engines.

    It takes latents and psi, and gives pixels. It is tried with onnxruntime before the command
    ends: pictures of 16 seeds differ from pokegan's by 2 of 255 levels at most.

    Example: `pokegan export pokemon-32px --to pokemon.onnx`
    """
    from pokegan.export import onnx

    check_output(to, ".onnx", parameters=["to"])
    onnx.check_installed()
    onnx.check_start(start)
    sampler = open_model(find_model(model), "cpu")
    off = onnx.save_onnx(to, sampler, start)
    say(f"{to.stat().st_size / 1e6:.1f} MB, {off} of 255 levels from pokegan's pictures at most")
    typer.echo(to)
