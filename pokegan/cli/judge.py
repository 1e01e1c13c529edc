"""The command that judges models: evaluate."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pokegan.cli.options import (
    OUTPUTS,
    Device,
    Json,
    Model,
    choose_device,
    count,
    find_model,
    finite_psi,
    open_model,
    progress,
    rounded,
    say,
)
from pokegan.cli.pictures import open_data
from pokegan.errors import WriteError
from pokegan.runtime.files import check_output

if TYPE_CHECKING:
    import torch

    from pokegan.checkpoints.model_file import ModelFile
    from pokegan.metrics.evaluation import Estimate, Reference, Scores
    from pokegan.metrics.inception import Inception
    from pokegan.metrics.novelty import Proportion

TABLE_WIDTH = 140
LEGEND = """swd       sliced Wasserstein distance of patches, times 1,000: mean, then at each size
copied    share that a training picture resembles as a shifted, mirrored or recoloured copy does
nearer    share nearer to a training picture than half of those are to another; 50% is as theirs
shape     mean distance of two shapes, relative to that of real pictures; colour likewise
coverage  share of real pictures with a sample among their 5 nearest neighbours
kid       kernel distance by the features of EfficientNet-Lite0, times 1,000
±         deviation over draws of the pictures (4 of swd, 50 of kid), else half an interval of 95 %
(a-b)     the interval of 95 % of a share, in per cent"""

Data = Annotated[
    Path | None,
    typer.Option(
        help="Prepared file or folder of the training pictures.",
        show_default="those of the model's run",
    ),
]


Models = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[MODEL]...",
        help="Model files or run folders; otherwise the newest in ./runs.",
        show_default=False,
    ),
]
FullPsi = Annotated[
    float,
    typer.Option(
        callback=finite_psi, help="Truncation; 1 measures the full variety that was learned."
    ),
]
Batch = Annotated[
    int | None, typer.Option(min=1, help="Samples drawn at once.", show_default="auto")
]


def evaluate(
    models: Models = None,
    data: Data = None,
    n: Annotated[int, typer.Option("--n", min=1, help="How many samples of each model.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="First seed, and of all draws.")] = 0,
    psi: FullPsi = 1.0,
    out: Annotated[Path, typer.Option(help="Folder for the sheets.")] = OUTPUTS / "evaluate",
    batch: Batch = None,
    device: Device = "auto",
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Measure how good, how new and how varied samples are, beside the same for real pictures.

    Each model gets a row of one table, and a sheet of its most suspicious samples beside the
    nearest training pictures. FID, precision and recall, and KID by Inception, need `pip install
    "pokegan[metrics]"`; the rest needs no download.

    Example: `pokegan evaluate runs/a runs/b --n 500`
    """
    from pokegan.metrics import evaluation

    check_output(out)
    inception = _inception(choose_device(device))
    references: dict[tuple[Path, int, bytes], Reference] = {}
    rows: list[tuple[str, ModelFile, Reference, Scores]] = []
    refused: list[WriteError] = []
    paths = [find_model(path) for path in (*(models or ()), *([model] if model else ()))]
    paths = paths or [find_model(None)]
    for path in paths:
        _check(path, data)
    for path in paths:
        sampler = open_model(path, device, batch=batch)
        pictures = open_data(data, path, sampler.file)
        evaluation.check_kind(sampler, pictures)
        key = (pictures.path, sampler.resolution, pictures.training.tobytes())
        if key not in references:
            references[key] = evaluation.Reference(
                pictures, sampler.resolution, n, seed, inception, progress
            )
        reference = references[key]
        verdict = evaluation.evaluate(sampler, reference, range(seed, seed + n), psi)
        name = sampler.file.path
        sheet = out / f"{name.parent.name}-{name.stem}-{sampler.file.hash}-nearest.png"
        try:
            evaluation.save_nearest(sheet, verdict, reference)
            say(f"nearest training pictures in {sheet}")
        except WriteError as error:  # the figures are still to be printed
            refused.append(error)
        if "projected" in sampler.file.config.model.judges:
            say("note: it learned from features of the network that kid goes by; look at the rest")
        rows.append((f"{name.parent.name}/{name.stem}", sampler.file, reference, verdict.scores))
        if as_json:
            typer.echo(json.dumps(rounded(_facts(sampler.file, reference, verdict.scores, psi))))
    if not as_json:
        for reference in references.values():
            _print_table([row for row in rows if row[2] is reference], reference, n, psi)
        typer.echo(LEGEND)
    if refused:
        raise refused[0]


def _check(path: Path, data: Path | None) -> None:
    """Raise, before the first model is measured, what is wrong with any of them or its pictures."""
    from pokegan.checkpoints import layout, tensor_file
    from pokegan.metrics import evaluation

    tensor_file.check_kind(layout.newest_model(path) if path.is_dir() else path, "model")
    if data is None:
        evaluation.recorded_data(path)


def _inception(device: torch.device) -> Inception | None:
    """The network of FID and others, or None and a sentence."""
    from pokegan.metrics.inception import find_inception

    return find_inception(device, say)


def _facts(file: ModelFile, reference: Reference, scores: Scores, psi: float) -> dict[str, Any]:
    """What is printed of a model as JSON."""
    about = {
        "model": str(file.path),
        "hash": file.hash,
        "kimg": file.nimg / 1000,
        "resolution": file.resolution,
        "psi": psi,
        "data": str(reference.data.path),
        "pictures": len(reference.data.training),
    }
    return {**about, **asdict(scores), "floor": asdict(reference.real)}


def _print_table(
    rows: Sequence[tuple[str, ModelFile, Reference, Scores]],
    reference: Reference,
    n: int,
    psi: float,
) -> None:
    """A row for each model, and one for real pictures measured against real ones."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for column, _ in cells("", "", reference.real):
        table.add_column(column, justify="left" if column == "model" else "right")
    for name, file, _, scores in rows:
        table.add_row(*[text for _, text in cells(name, f"{file.nimg / 1000:g}", scores)])
    table.add_row(*[text for _, text in cells("real against real", "", reference.real)])
    typer.echo(
        f"{count(n, 'sample')} a model with psi {psi:g} at {reference.resolution} px; "
        f"{count(len(reference.data.training), 'training picture')} in "
        f"{reference.data.path.name}; "
        f"copied and nearer: all of them, other figures: {reference.count:,} of each kind"
    )
    Console(width=TABLE_WIDTH).print(table)


def cells(name: str, kimg: str, scores: Scores) -> list[tuple[str, str]]:
    """Columns and what stands in them."""
    found = [("model", name), ("kimg", kimg), ("swd", plain(scores.swd))]
    found += [(f"{size} px", plain(value)) for size, value in scores.swd_at.items()]
    found += [("copied", percent(scores.copied)), ("nearer", percent(scores.nearer))]
    found += [("shape", plain(scores.shape, 2)), ("colour", plain(scores.colour, 2))]
    found.append(("coverage", percent(scores.coverage)))
    found.append(("kid", plain(scores.kid)))
    if scores.inception is not None:
        inception = scores.inception
        found.append(("fid", f"{inception.fid:.1f}"))
        found.append(("inception kid", f"{inception.kid:.1f} ± {inception.kid_deviation:.1f}"))
        found.append(("precision", f"{inception.precision:.0%}"))
        found.append(("recall", f"{inception.recall:.0%}"))
    return found


def plain(figure: Estimate, digits: int = 1) -> str:
    return f"{figure.value:.{digits}f} ± {figure.margin:.{digits}f}"


def percent(share: Proportion) -> str:
    """A share and its interval, which is not even about it near 0 and 1."""
    return f"{share.value:.1%} ({100 * share.low:.0f}-{100 * share.high:.0f})"
