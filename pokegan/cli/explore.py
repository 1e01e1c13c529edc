"""Commands that draw with a model: sample, project, mix."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pokegan.cli import terminal
from pokegan.cli.options import (
    CREATURES,
    DEFAULT_COUNT,
    DEFAULT_STEPS,
    Count,
    Cutout,
    Device,
    Layers,
    Model,
    Noise,
    NoiseSeed,
    Overwrite,
    Precision,
    Psi,
    Scale,
    Seeds,
    Show,
    bar,
    check_folder,
    claimed,
    count,
    default_folder,
    find_model,
    open_model,
    parse_layers,
    png_path,
    progress,
    say,
)
from pokegan.cli.pictures import open_data
from pokegan.errors import UsageError
from pokegan.sampling.seed_ranges import parse_seeds, spell_seeds

if TYPE_CHECKING:
    from pokegan.sampling.sampler import Look, Sampler

WEAK = 0.2  # share of training pictures near another, from which on --novel says so


Cutoff = Annotated[
    int | None,
    typer.Option(min=0, help="Truncate only the first layers.", show_default="all"),
]
Novel = Annotated[
    bool,
    typer.Option("--novel", help="Leave out samples that resemble a training picture."),
]
Data = Annotated[
    Path | None,
    typer.Option(
        help="Training pictures for --novel: prepared file or folder.",
        show_default="those of the model's run",
    ),
]
SaveLatents = Annotated[
    bool,
    typer.Option("--save-latents", help="Also write latents.safetensors, for other commands."),
]
Atlas = Annotated[
    bool,
    typer.Option("--atlas", help="Also write atlas.png and atlas.json, for game engines."),
]
Extrude = Annotated[
    int | None,
    typer.Option(min=0, max=8, help="Pixels of repeated edge in the atlas.", show_default="1"),
]
Compiled = Annotated[
    bool | None,
    typer.Option(
        "--compile/--no-compile",
        help="Compile the network first, which needs a C++ compiler.",
        show_default="for long series",
    ),
]


def sample(
    n: Count = None,
    seeds: Seeds = None,
    psi: Psi = None,
    cutoff: Cutoff = None,
    noise: Noise = "seed",
    noise_seed: NoiseSeed = None,
    novel: Novel = False,
    data: Data = None,
    save_latents: SaveLatents = False,
    atlas: Atlas = False,
    extrude: Extrude = None,
    scale: Scale = None,
    cutout: Cutout = False,
    show: Show = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for the pictures.", show_default="outputs/sample/MODEL-SETTINGS"),
    ] = None,
    overwrite: Overwrite = False,
    precision: Precision = "fp32",
    compiled: Compiled = None,
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Draw new creatures: one PNG for each seed, and a contact sheet.

    A seed is an identity: the same picture whatever the batch, order or count. Any count runs
    in the same memory, but for --atlas, which holds all at once. With --novel, seeds go on upward
    until --n new ones are found. A folder holds pictures of one model with the same settings:
    more seeds are added to it, others refused.

    Example: `pokegan sample --n 64`
    """
    from pokegan import render
    from pokegan.sampling import writers
    from pokegan.sampling.noise import has_random
    from pokegan.sampling.sampler import Look

    _refuse_idle("--data", data, "--novel", novel)
    _refuse_idle("--extrude", extrude, "--atlas", atlas)
    _refuse_idle("--noise-seed", noise_seed, "--noise random", has_random(noise))
    wanted, asked = _wanted(n, seeds)
    noise_seed = secrets.randbits(31) if noise_seed is None else noise_seed
    look = Look(psi, cutoff, noise, noise_seed)
    margin_px = render.EXTRUDE_PX if extrude is None else extrude
    if save_latents:
        writers.check_saved(len(wanted))
    check_folder(out)
    sampler = open_model(model, device, precision, compiled, finish=render.Finish(cutout, scale))
    if has_random(noise):
        sampler.check_noise()
    folder, old = claimed(out, sampler, writers.samples(sampler, look), overwrite)
    if atlas:
        render.check_atlas(len(wanted), sampler.resolution * (scale or 1), margin_px)
    writers.check_samples(sampler, len(wanted))
    if novel:
        wanted = _novel(sampler, find_model(model), data, look, wanted, seeds is None)
        asked = {"seeds": spell_seeds(wanted)}
    sheet = writers.save_samples(sampler, folder, wanted, asked, look, progress, old)
    if atlas:
        say(f"atlas in {writers.save_atlas(sampler, folder, wanted, asked, look, margin_px)}")
    if save_latents:
        path = folder / "latents.safetensors"
        recipe = sampler.recipe("sample", **asked, **look.settings(), save_latents=True)
        writers.save_latents(sampler, path, list(sampler.seeded(wanted, psi, cutoff)), recipe)
        say(f"latents in {path}")
    most = writers.SHEET_MOST
    together = f"; the first {most} together" if len(wanted) > most else ""
    say(f"{count(len(wanted), 'picture')} in {folder}{together}")
    typer.echo(sheet)
    if show:
        terminal.show([writers.sample_path(folder, seed) for seed in wanted])


def _wanted(n: int | None, seeds: str | None) -> tuple[Sequence[int], dict[str, Any]]:
    """The seeds that --n or --seeds asks for, and what a recipe calls them."""

    if seeds is None:
        n = n or DEFAULT_COUNT
        return parse_seeds(f"0-{n - 1}"), {"n": n}
    if n is not None:
        raise UsageError("--n and --seeds both say which.", "Give one of them.")
    return parse_seeds(seeds), {"seeds": seeds}


def _refuse_idle(option: str, value: object, needed: str, given: bool) -> None:
    """Raise UsageError for an option that does nothing without another."""
    if value is not None and not given:
        raise UsageError(f"{option} has no effect without {needed}.", f"Add {needed}.")


def _novel(
    sampler: Sampler,
    model: Path,
    data: Path | None,
    look: Look,
    seeds: Sequence[int],
    upward: bool,
) -> list[int]:
    """The seeds that resemble no training picture, or as many from 0 upward; says how many."""
    from pokegan.metrics import evaluation
    from pokegan.metrics.reals import find_gallery

    pictures = open_data(data, model, sampler.file)
    evaluation.check_kind(sampler, pictures)
    training = find_gallery(pictures, sampler.resolution, progress)
    wanted = len(seeds) if upward else None
    tried = range(evaluation.TRIES * len(seeds)) if upward else seeds
    chosen = evaluation.choose_novel(sampler, training, tried, look, wanted)
    out = chosen.tried - len(chosen.seeds)
    say(f"{count(out, 'sample')} of {chosen.tried:,} left out as too near a training picture")
    if training.baseline.value > WEAK:
        say(
            f"note: {training.baseline.value:.0%} of the training pictures resemble another one "
            "as much"
        )
    if len(chosen.seeds) < len(seeds) and upward:
        say(f"only {count(len(chosen.seeds), 'new one')} among the first {chosen.tried:,}")
    return chosen.seeds


def project(
    pictures: Annotated[
        list[Path], typer.Argument(metavar="PICTURES...", help="Pictures, or folders of some.")
    ],
    space: Annotated[
        str, typer.Option(help="w+, a style for each layer; or w, one for all.")
    ] = "w+",
    steps: Annotated[int, typer.Option(min=1, help="Steps at most.")] = DEFAULT_STEPS,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder to write to.", show_default="outputs/project/MODEL-SETTINGS"),
    ] = None,
    overwrite: Overwrite = False,
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Find pictures in what a model can draw: a saved latent, a pair and a film of each.

    Says of each whether the likeness is good, partial, or outside what the model can draw, and
    why a picture cannot be used. All other commands take a picture where they take a creature,
    and do this by themselves; what was found once is kept beside the model.

    Example: `pokegan project pikachu.png mew.png`
    """
    from pokegan.explore.projection import fit_report
    from pokegan.explore.projection.projector import Effort

    effort = Effort(space=space, steps=steps)
    paths = fit_report.listed(pictures)
    check_folder(out)
    sampler = open_model(model, device)
    series = fit_report.fits(sampler, paths, effort)
    fit_report.check_spared(out or default_folder(sampler, series), paths)
    folder, old = claimed(out, sampler, series, overwrite)
    with bar("projecting", None) as advance:
        done = 0

        def on_step(now: int, total: int) -> None:
            nonlocal done
            advance(now - done, of=total)
            done = now

        found = fit_report.save_fits(sampler, folder, paths, effort, on_step, old)
    for projected in found:
        say(projected.describe())
    typer.echo(folder / "sheet.png")


def mix(
    coarse: Annotated[
        str,
        typer.Option(help=f"Pose and shape from: {CREATURES}."),
    ],
    fine: Annotated[str, typer.Option(help="Colours and details from, likewise.")],
    middle: Annotated[
        str | None, typer.Option(help="Features between from.", show_default="as --coarse")
    ] = None,
    layers: Layers = None,
    psi: Psi = None,
    scale: Scale = None,
    cutout: Cutout = False,
    show: Show = False,
    out: Annotated[
        Path | None, typer.Option(help="PNG to write.", show_default="outputs/mix-A_B.png")
    ] = None,
    precision: Precision = "fp32",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Cross creatures: the shape of one, the colours of another.

    With one creature on each side, one picture; with several, the table of sources and
    results (rows: coarse, columns: fine). Coarse is 4-8 px, middle 16-32, fine 64 and up;
    a model too small to have fine layers takes the fine creature's middle ones.

    Example: `pokegan mix --coarse 3 --fine 0-5`
    """
    from pokegan.explore.mixing import save_mix
    from pokegan.render import Finish

    chosen = parse_layers(layers)
    sources = [coarse, fine] if middle is None else [coarse, middle, fine]
    path = png_path(out, "mix", sources)
    finish = Finish(cutout, scale)
    sampler = open_model(model, device, precision, finish=finish, creatures=sources)
    save_mix(sampler, path, coarse, fine, middle, psi=psi, layers=chosen)
    terminal.written(path, show)
