"""Options that several commands share, and the console for talk and progress (stderr)."""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pokegan.errors import ModelError, UsageError, meant, similar
from pokegan.runtime.files import check_output

if TYPE_CHECKING:
    import torch
    from rich.console import Console

    from pokegan.explore.resolve import Explorer
    from pokegan.render import Finish
    from pokegan.sampling.folders import Series

T = TypeVar("T")
RUNS = Path("runs")
OUTPUTS = Path("outputs")
DEFAULT_COUNT = 16
DEFAULT_STEPS = 250  # projector.Effort's, repeated so that help needs no torch (a test compares)
USUAL = {"noise": "seed", "space": "w+", "steps": DEFAULT_STEPS, "points": ["0-3"]}
LONGEST_FOLDER = 100  # characters
SLUG_LETTERS = 40
CREATURE = "a seed (7), a picture or a saved latent (.safetensors)"  # in help
CREATURES = "seeds (7, 0-5), pictures or saved latents (.safetensors)"


def finite_psi(psi: float | None) -> float | None:
    """--psi, refused where it is no number."""
    if psi is not None:
        from pokegan.sampling.truncation import check_psi

        check_psi(psi)
    return psi


Model = Annotated[
    Path | None,
    typer.Option(
        help="Model file, run folder, or a shipped model's name.",
        show_default="the newest in ./runs, else the shipped one",
    ),
]
Preset = Annotated[
    str | None,
    typer.Option(help="tiny, small or paper.", show_default="small on a GPU, else tiny"),
]
Device = Annotated[str, typer.Option(help="auto (cuda, mps, then cpu), cpu, cuda or mps.")]
Count = Annotated[
    int | None,
    typer.Option(
        "--n", min=1, help="How many, from seed 0 upward.", show_default=str(DEFAULT_COUNT)
    ),
]
Seeds = Annotated[
    str | None, typer.Option(help="Which seeds instead: 7 or 0-63,99.", show_default=False)
]
Psi = Annotated[
    float | None,
    typer.Option(
        callback=finite_psi,
        help="Truncation: 0 is the average creature, 1 the full variety.",
        show_default="0.7 of a stylegan, else 1",
    ),
]
Noise = Annotated[
    str,
    typer.Option(
        help="seed, random or none; or by layers: coarse=none,middle=seed,fine=random.",
    ),
]
NoiseSeed = Annotated[
    int | None,
    typer.Option(help="Number that random noise is drawn from.", show_default="a new one"),
]
Layers = Annotated[
    str | None,
    typer.Option(help="First middle and first fine layer.", show_default="4,8: 16 px and 64 px"),
]
Precision = Annotated[
    str,
    typer.Option(help="fp32, or bf16: faster on recent hardware, a few levels of colour apart."),
]
Scale = Annotated[
    int | None,
    typer.Option(min=1, help="Enlarge by a whole number; each pixel stays sharp."),
]
Cutout = Annotated[
    bool, typer.Option("--cutout", help="Cut creatures out of their background: transparent.")
]
Show = Annotated[bool, typer.Option("--show", help="Show it on the terminal, too.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Any other setting.", show_default=False),
]
Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", help="Delete what this command wrote into the folder before."),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@cache
def console() -> Console:
    """Where talk and progress go."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """A line for the person at the terminal, on stderr; no markup is read from it."""
    console().print(text, markup=False)


def progress(items: Iterable[T], total: int, what: str = "drawing") -> Iterator[T]:
    """The items, with a bar, rate and time left on a terminal when it takes a while."""
    if not console().is_terminal or total < 2:
        yield from items
        return
    with bar(what, total) as advance:
        for item in items:
            yield item
            advance(1)


@contextmanager
def bar(what: str, total: int | None) -> Iterator[Callable[..., None]]:
    """A progress bar on stderr, if that is a terminal; calling what it gives moves it forward."""
    if not console().is_terminal:
        yield lambda count, of=None: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(), transient=True) as display:
        task = display.add_task(what, total=total, rate="")

        def advance(count: int, of: int | None = total) -> None:
            speed = display.tasks[0].speed
            display.update(task, advance=count, total=of, rate=f"{speed:.0f}/s" if speed else "")

        yield advance


def choose_device(name: str) -> torch.device:
    """The device a name stands for; UsageError when it is unknown or absent."""
    import torch

    present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if name == "auto":
        return torch.device(next(kind for kind, here in present.items() if here))
    kind, _, number = name.partition(":")
    if kind not in present or (number and not (kind == "cuda" and number.isdecimal())):
        raise UsageError(f"there is no device '{name}'.", "Known: auto, cpu, cuda, cuda:1, mps.")
    if not present[kind] or (number and int(number) >= torch.cuda.device_count()):
        raise UsageError(f"this machine has no {name} device.", "Use --device auto.")
    return torch.device(name)


def open_model(
    model: Path | None,
    device: str,
    precision: str = "fp32",
    compiled: bool | None = False,
    batch: int | None = None,
    finish: Finish | None = None,
    creatures: Iterable[str] = (),
) -> Explorer:
    """The sampler a command asked for: --model, the newest run, or the one shipped; says which.

    `finish` is what --cutout and --scale ask for, in commands that have them, `creatures` what is
    to be shown: what names none is refused before anything else is done.
    """
    from pokegan.explore.resolve import Explorer, check_named
    from pokegan.render.finish import PLAIN
    from pokegan.sampling.synthesis import SynthesisOptions

    options = SynthesisOptions(precision=precision, compiled=compiled, batch=batch)
    finish = finish or PLAIN
    check_named(creatures)
    sampler = Explorer.load(find_model(model), choose_device(device), options, say, finish)
    say(f"model {sampler.file.in_words}")
    if finish.cutout and sampler.generator.channels == 4:
        say("note: this model's creatures have no background, so there is nothing to cut out")
        sampler.finish = replace(finish, cutout=False)
    return sampler


def default_path(command: str, texts: Sequence[str], ending: str) -> Path:
    """Where a command writes unless told otherwise: `outputs/mix-3_0-5.png`.

    What names one creature has no underscore: 1-2 with 3 and 1 with 2-3 are told apart.
    """
    return OUTPUTS / f"{command}-{'_'.join(map(slug, texts))}{ending}"


def png_path(out: Path | None, command: str, texts: Sequence[str]) -> Path:
    """--out, or where the command writes; refused, before the work, where no PNG can lie."""
    return check_output(out or default_path(command, texts, ".png"), ".png")


def film_path(
    out: Path | None, command: str, texts: Sequence[str], ending: str, fps: float
) -> Path:
    """--out, or where the command writes; refused where no animation can lie."""
    from pokegan import render

    path = out or default_path(command, texts, ending)
    render.check_animation(path, fps)
    check_output(path, path.suffix.lower())
    if path.suffix.lower() == ".json":
        check_output(path.with_suffix(".png"), ".png")
    return path


def check_folder(out: Path | None) -> None:
    """Refuse, before a model is opened, an --out that can be no folder."""
    check_output(out or OUTPUTS)


def claimed(
    out: Path | None, sampler: Explorer, series: Series, overwrite: bool
) -> tuple[Path, list[Path]]:
    """--out, or the folder called after model and settings; and what is to be deleted in it.

    Refused where it holds files of another model or other settings, unless they may be deleted.
    """
    folder = out or default_folder(sampler, series)
    return folder, series.claim(folder, overwrite)


def default_folder(sampler: Explorer, series: Series) -> Path:
    """`outputs/sample/images-12.8kimg-psi0.7`: the model, and settings but the usual ones."""
    path, kimg = sampler.file.path.resolve(), f"{sampler.file.nimg / 1000:g}kimg"
    model = re.sub(r"^model-\d+$", kimg, path.stem) if path.stem != "best" else f"best-{kimg}"
    words = [model if model == path.stem else f"{path.parent.name}-{model}"]
    for key, value in series.settings().items():
        if key == "model" or value == USUAL.get(key):
            continue
        if isinstance(value, int | float):
            words.append(key if value is True else f"{key}{value:g}")
        else:
            text = "_".join(map(slug, value)) if isinstance(value, list) else value
            words.append(f"{key}-{text}")
    name = re.sub(r"[^\w.+-]+", "-", "-".join(words))[:LONGEST_FOLDER]
    return OUTPUTS / str(series.recipe["command"]) / name


def slug(text: str) -> str:
    """What names a creature, as part of a file name: of a path, only the name."""
    found = re.fullmatch(r"(.+)\.[A-Za-z]\w*(:\d+)?", text)
    name = Path(found[1]).name + (found[2] or "") if found else text
    return "-".join(re.findall(r"[^\W_]+", name))[:SLUG_LETTERS].strip("-") or "creature"


def count(number: int, what: str) -> str:
    """`1 picture`, `3 pictures`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def rounded(value: Any) -> Any:
    """Six digits of every number, for JSON: more than was measured."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return float(f"{value:.6g}") if isinstance(value, float) else value


def find_model(model: Path | None) -> Path:
    """The model file or run folder to use; ModelError says how to get one."""
    from pokegan.checkpoints import layout

    if model is not None:
        found = model if os.path.exists(model) else layout.shipped_as(str(model))
        if found is None:
            shipped = meant(str(model), [path.stem for path in layout.shipped()])
            raise ModelError(f"no such file: {model}.", similar(model) or shipped)
        return found
    newest = layout.newest_run(RUNS)
    if newest is not None:
        return newest
    if layout.shipped():
        return layout.shipped()[-1]
    raise ModelError(
        f"there is no model in ./{RUNS} yet.",
        "Train one: pokegan train ./images, or try: pokegan demo",
    )


def parse_layers(text: str | None) -> tuple[int, int] | None:
    """`4,8` as numbers; UsageError for anything else."""
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) != 2 or not all(part.strip().isdigit() for part in parts):
        raise UsageError(f"--layers takes two numbers such as 4,8, not '{text}'.")
    return int(parts[0]), int(parts[1])
