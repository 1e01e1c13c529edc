"""Commands for collectors: name, card."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pokegan.cli.options import (
    CREATURES,
    DEFAULT_COUNT,
    OUTPUTS,
    Count,
    Cutout,
    Device,
    Json,
    Model,
    Overwrite,
    Precision,
    Psi,
    Seeds,
    claimed,
    count,
    find_model,
    open_model,
    progress,
    say,
)
from pokegan.cli.pictures import open_data
from pokegan.errors import PokeganError, UsageError
from pokegan.runtime.files import FILE_ENDINGS, check_output, drop

if TYPE_CHECKING:
    from pokegan.explore.resolve import Explorer
    from pokegan.metrics.novelty import Gallery
    from pokegan.sampling.sampler import Sampler

BLENDS, LETTERS = "words", "letters"
CARD_ENDINGS = (".png", ".pdf")  # else a folder
AUTO, PICTURES, STYLES = "auto", "pictures", "styles"

Names = Annotated[
    Path | None,
    typer.Option(
        help="Your own list: one name a line, or a table with a column name.", show_default=False
    ),
]


def name(
    points: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CREATURES]...",
            help=f"Whom to name: {CREATURES}.",
            show_default=False,
        ),
    ] = None,
    n: Count = None,
    seeds: Seeds = None,
    names: Names = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help="words: two everyday ones blended; letters: in the manner of --names.",
            show_default="letters with --names, else words",
        ),
    ] = None,
    temperature: Annotated[
        float, typer.Option(help="Of letters: below 1 more usual, above wilder.")
    ] = 1.0,
    model: Model = None,
    device: Device = "auto",
    as_json: Json = False,
) -> None:
    """Invent names: the same for the same creature, and none that is on your list.

    Without a model: only pictures and saved latents need one.

    Example: `pokegan name --n 10`
    """
    from pokegan.collect import names as making

    if sum(given is not None for given in (points or None, n, seeds)) > 1:
        raise UsageError("CREATURES, --n and --seeds all say which.", "Give one of them.")
    kind = kind or (BLENDS if names is None else LETTERS)
    if kind not in (BLENDS, LETTERS):
        raise UsageError(f"there is no kind '{kind}'.", f"Known: {BLENDS}, {LETTERS}.")
    if kind == LETTERS and names is None:
        raise UsageError("letters are learned from a list.", "Add --names FILE.")
    if kind == BLENDS and temperature != 1:
        raise UsageError("--temperature has no effect on words.", "Add --names FILE.")
    listed = making.read_names(names) if names else making.NameList([], frozenset())
    namer = making.Namer(listed.learned, listed.taken) if kind == LETTERS else None
    texts = points or [seeds if seeds is not None else f"0-{(n or DEFAULT_COUNT) - 1}"]
    for label, key, known in _keys(texts, model, device):
        found = known or (
            namer.new_name(key, temperature) if namer else making.new_name(key, listed.taken)
        )
        typer.echo(json.dumps({"creature": label, "name": found}) if as_json else found)


def _keys(
    texts: list[str], model: Path | None, device: str
) -> Iterator[tuple[str, str, str | None]]:
    """Each creature's label, what its name depends on, and the name it has already, if any."""
    from pokegan.sampling.seed_ranges import are_seeds, parse_seeds

    sampler: Explorer | None = None
    if not all(map(are_seeds, texts)):
        from pokegan.explore.resolve import check_named

        check_named(texts)
    for text in texts:
        if are_seeds(text):
            yield from ((str(seed), str(seed), None) for seed in parse_seeds(text))
            continue
        from pokegan.collect.cards import dealing

        sampler = sampler or open_model(model, device)
        for subject in dealing.subjects(sampler, [text], None):
            yield subject.number, subject.key, subject.name


Points = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CREATURES]...",
        help=f"Whom to show: {CREATURES}.",
        show_default="0-8",
    ),
]
Called = Annotated[
    str | None, typer.Option("--name", help="A name of your own.", show_default="invented")
]
Element = Annotated[
    str | None,
    typer.Option(help="Fire, Water, Leaf, ...", show_default="by the main colours"),
]
Rarity = Annotated[
    str,
    typer.Option(
        help="Rare beside the training pictures or beside other styles of the model.",
        metavar="[auto|pictures|styles]",
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        help="Training pictures for the rarity: prepared file or folder.",
        show_default="those of the model's run",
    ),
]
Back = Annotated[bool, typer.Option("--back", help="Backs too, with the recipe as a QR code.")]
Out = Annotated[
    Path | None,
    typer.Option(
        help="Folder, a PNG for one card, or a PDF of nine a page.",
        show_default="outputs/card/MODEL-SETTINGS",
    ),
]


def card(
    points: Points = None,
    called: Called = None,
    element: Element = None,
    names: Names = None,
    rarity: Rarity = AUTO,
    data: Data = None,
    back: Back = False,
    psi: Psi = None,
    cutout: Cutout = False,
    out: Out = None,
    overwrite: Overwrite = False,
    precision: Precision = "fp32",
    model: Model = None,
    device: Device = "auto",
) -> None:
    """Make collector's cards to print: 63 x 88 mm at 300 dpi, or a PDF to cut.

    Name and moves are the creature's own, its element comes from its colours, its figures are
    measured. A card stands for its creature: `pokegan mix --coarse card.png --fine 3`.

    Example: `pokegan card 0-8 --back --out outputs/cards.pdf`
    """
    from pokegan.collect.cards import dealing, sheet, sides
    from pokegan.render import Finish

    texts = points or ["0-8"]
    if back:
        sides.check_codes()
    kind = out.suffix.lower() if out else ""
    check_output(out or OUTPUTS, *(CARD_ENDINGS if kind in FILE_ENDINGS else ()))
    if rarity not in (AUTO, PICTURES, STYLES):
        raise UsageError(f"there is no rarity by '{rarity}'.", "Known: auto, pictures, styles.")
    if data is not None and rarity == STYLES:
        raise UsageError("--data has no effect on a rarity by styles.", "Leave one of them out.")
    options = dealing.CardOptions(psi, called, element, names, rarity, data, back)
    dealing.namer(names)
    sampler = open_model(model, device, precision, finish=Finish(cutout), creatures=texts)
    old: list[Path] = []
    if out is None or kind not in CARD_ENDINGS:
        out, old = claimed(out, sampler, dealing.cards(sampler, options), overwrite)
    chosen = dealing.subjects(sampler, texts, psi)
    if kind == ".png" and len(chosen) > 1:
        raise UsageError(f"{out} holds one card, not {len(chosen)}.", "Name a folder or a .pdf.")
    dealing.check_name(options, len(chosen))
    training = _training(sampler, find_model(model), data, rarity)
    by = PICTURES if training else STYLES
    dealt = dealing.deal(sampler, chosen, replace(options, rarity=by), training)
    drop(old)
    seen = progress(dealt, len(chosen), "drawing")
    if kind == ".pdf":
        sheet.save_pdf(out, (one.card for one in seen), _title(texts), back)
        paths = iter([out])
    elif kind == ".png":
        paths = dealing.save_card(out, next(seen), back)
    else:
        paths = dealing.save_cards(out, seen, back)
    for path in paths:
        typer.echo(path)
    say(f"{count(len(chosen), 'card')}, rarity by {by}")


def _training(sampler: Sampler, model: Path, data: Path | None, rarity: str) -> Gallery | None:
    """The training pictures to compare with, or None where styles will do."""
    from pokegan.metrics import evaluation
    from pokegan.metrics.reals import find_gallery

    if rarity == STYLES:
        return None
    may_lack = (PokeganError,) if rarity == AUTO and data is None else ()
    with suppress(*may_lack):
        pictures = open_data(data, model, sampler.file)
        evaluation.check_kind(sampler, pictures)
        return find_gallery(pictures, sampler.resolution, progress)
    return None


def _title(texts: list[str]) -> str:
    return f"pokegan cards {' '.join(texts)}"
