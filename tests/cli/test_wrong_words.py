"""What is typed wrong is told before any work, and by what the reader can act on."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from conftest import Finished, Outcome, assert_refused
from PIL import Image

from pokegan.checkpoints import layout
from pokegan.checkpoints.model_file import load_model
from pokegan.data import synthetic
from pokegan.explore import directions
from pokegan.explore.directions import finding
from pokegan.explore.projection import fit_report, pictures
from pokegan.explore.resolve import Explorer
from pokegan.metrics import evaluation
from pokegan.sampling.synthesis import Synthesizer

NO_CREATURE = "is no creature: no seed, and no such file."


@pytest.fixture(scope="module")
def home(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a run, and pictures that its model did not make."""
    home = tmp_path_factory.mktemp("words")
    shutil.copytree(finished.folder, home / "runs/images")
    synthetic.write_folder(home / "pics", 3, size=16)
    (home / "pics/creature-0000.png").rename(home / "pikachu.png")
    return home


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn, projected, found or measured."""

    def work(*given: object, **more: object) -> None:
        raise AssertionError("this is work")

    monkeypatch.setattr(Synthesizer, "pixels", work)
    for place, name in (
        (pictures, "project_pictures"),
        (fit_report, "project_pictures"),  # which is loaded before, or it would keep `work`
        (directions, "discover"),
        (finding, "slopes"),
        (evaluation, "Reference"),
    ):
        monkeypatch.setattr(place, name, work)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("mix --coarse a --fine b", 2, f"'a' {NO_CREATURE} A creature is a seed (7), a picture"),
        ("mix --coarse pikachu --fine 2", 2, f"{NO_CREATURE} Did you mean pikachu.png? A creature"),
        ("mix --coarse pikachu.png --fine pikachoo.png", 1, "Did you mean pikachu.png?"),
        ("interpolate pikachu.png b", 2, f"'b' {NO_CREATURE}"),
        ("interpolate 1 pics", 2, "pics is a folder, and no creature. Name a picture in it."),
        ("blend pikachu.png pics/creature-001.png", 1, "Did you mean pics/creature-0001.png?"),
        ("corners 1 2 3 d", 2, f"'d' {NO_CREATURE}"),
        ("arith '1 - b'", 2, NO_CREATURE),
        ("arith 'pikachu.png + b'", 2, NO_CREATURE),
        ("noise x:2", 2, f"'x' {NO_CREATURE}"),
        ("sweep pika.png", 1, "no such file: pika.png."),
        ("card 1 b", 2, f"'b' {NO_CREATURE}"),
        ("name 1 b", 2, f"'b' {NO_CREATURE}"),
        ("project pikachoo.png", 1, "no such file: pikachoo.png. Did you mean pikachu.png?"),
        ("directions b", 2, f"'b' {NO_CREATURE}"),
        ("directions --name 99=wings", 2, "there is no direction 99. They go from 1 to 27."),
        ("directions --name 1=psi", 2, "no direction can be called 'psi'"),
        ("directions --name 1=hue", 2, "another direction is called 'hue'"),
        ("edit 7 --wings 2", 2, "there is no direction 'wings'. Known: size, "),
        ("edit 7 --siez 2", 2, "there is no direction 'siez'. Did you mean size? Known: "),
        ("edit b --size 2", 2, f"'b' {NO_CREATURE}"),
        ("edit 7 --mdoel x --size 2", 2, "Did you mean --model?"),
        ("card pikachu.png --element Fier", 2, "Did you mean Fire?"),
        ("card pikachu.png --names gone.txt", 1, "no such file: gone.txt."),
        ("card 1-3 --name Bob", 2, "a name is for one card, not for 3."),
        ("interpolate pikachu.png 2 --easing bouncy", 2, "Known: linear, smooth, sine"),
        ("interpolate pikachu.png 2 --space q", 2, "Known: w, z"),
        ("interpolate pikachu.png 2 --frames 99999", 2, "99,999 frames are too many"),
        ("mix --coarse pikachu.png --fine 2 --layers 8,4", 2, "two rising numbers"),
        ("blend pikachu.png 2 --psi nan", 2, "psi cannot be nan"),
        ("evaluate --psi inf", 2, "psi cannot be inf"),
        ("evaluate runs/images gone", 1, "no such file: gone."),
        ("evaluate runs/images pikachu.png", 1, "pikachu.png is not a file of pokegan"),
        ("sample --model runs/imagse", 1, "no such file: runs/imagse. Did you mean runs/images?"),
        ("sample --model pokemon32", 1, "no such file: pokemon32. Did you mean pokemon-32px?"),
        ("train pcis", 1, "no such file or folder: pcis. Did you mean pics?"),
        ("prepare pcis", 1, "no such file or folder: pcis. Did you mean pics?"),
        ("timelapse runs/imagse", 1, "no such folder: runs/imagse. Did you mean runs/images?"),
    ],
)
def test_it_is_told_before_any_work(
    call: Callable[[str], Outcome], idle: None, line: str, code: int, said: str
) -> None:
    assert_refused(call(line), code, said)


@pytest.mark.usefixtures("few_measured")
def test_names_of_directions_are_known_before_they_are_found(sampler: Explorer) -> None:
    found = [direction.name for direction in finding.discover(sampler).found]
    assert finding.names_to_find(sampler) == found


@pytest.mark.usefixtures("few_measured")
@pytest.mark.parametrize(
    ("line", "same"),
    [
        ('arith "-1 + 2 + 3"', 'arith -- "-1 + 2 + 3"'),
        ('arith "-(1 - 2)" --psi -1', 'arith --psi -1 -- "-(1 - 2)"'),
        ("arith -1", "arith -- -1"),
        ('arith "\u22121 + 2 \u2013 3"', 'arith -- "-1 + 2 - 3"'),
        ("mix --coarse 1 --fine 2\u20134,6", "mix --coarse 1 --fine 2-4,6"),
        ("edit 7 --size \u22121", "edit 7 --size -1"),
    ],
)
def test_a_minus_is_one_however_it_is_written(
    call: Callable[[str], Outcome], home: Path, line: str, same: str
) -> None:
    for place, words in (("a", line), ("b", same)):
        command, rest = words.split(" ", 1)
        code, _, err = call(f"{command} --out {place}.png {rest}")
        assert code == 0, err
    one, other = (np.asarray(Image.open(home / f"{name}.png")) for name in "ab")
    assert np.array_equal(one, other)


def test_options_of_arith_are_still_options(call: Callable[[str], Outcome]) -> None:
    assert "Usage: pokegan arith" in call("arith -h")[1]
    assert_refused(call("arith 1 -o x.png"), 2, "No such option: -o")


def test_a_model_is_named_alike_for_all_commands(call: Callable[[str], Outcome]) -> None:
    assert call("info --model runs/images")[1] == call("info runs/images")[1] != ""
    assert_refused(call("info runs/images --model runs/images"), 2, "Give one of them.")
    rows = [
        call(f"evaluate --n 8 --json {words}") for words in ("runs/images", "--model runs/images")
    ]
    assert rows[0][0] == rows[1][0] == 0 and rows[0][1] == rows[1][1]


def test_a_model_is_named_by_what_a_person_knows_of_it(
    call: Callable[[str], Outcome], home: Path
) -> None:
    """Its file, size, training and day; its hash is told by info alone."""
    path = layout.newest_model(home / "runs/images")
    day = date.fromtimestamp(path.stat().st_mtime)
    known = f"{path.relative_to(home)} (16 px, 0.32 kimg of 24 pictures in creatures, {day})"
    content = load_model(path).hash
    code, _, err = call("sample --n 1 --save-latents --out l --model runs/images")
    assert code == 0 and f"model {known}\n" in err and content not in err
    assert f"{content}, {known}" in call("info l/latents.safetensors")[1]
    box = call("sample --n 1 --model pokemon-32px --out m")[2]
    assert re.search(r"model pokemon-32px \(32 px, [\d.]+ kimg of 1,025 pictures\)\n", box)
    code, _, err = call("blend l/latents.safetensors 1 --model pokemon-32px --out b.png")
    assert code == 1 and f"It belongs to {known}." in err and content not in err


def test_of_a_model_is_told_what_is_known(home: Path, tmp_path: Path) -> None:
    """Not where its pictures were, beside another run's settings."""
    run = home / "runs/images"
    shutil.copy(run / "config.json", tmp_path)
    shutil.copy(layout.newest_model(run), tmp_path / "m.safetensors")
    path, about = tmp_path / "m.safetensors", {"nimg": 2500, "resolution": 8}
    day = date.fromtimestamp(path.stat().st_mtime)
    assert layout.in_words(path, {**about, "data": {}}) == f"m.safetensors (8 px, 2.5 kimg, {day})"
    others = {**about, "data": {"count": 1200, "fingerprint": "another"}}
    assert f"2.5 kimg of 1,200 pictures, {day}" in layout.in_words(path, others)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (
            "train pics --init-from pokemon-32px --resolution 16",
            2,
            "pokemon-32px draws 32 px, and a run that begins with it cannot end at 16. Leave the "
            "resolution out, or begin with another model or none. (--resolution, --init-from)",
        ),
        (
            "train pics --init-from runs/images --background transparent",
            1,
            "runs/images draws pictures without opacity, and these are with opacity.",
        ),
        (
            "train pics --init-from runs/images --set z_dim=8",
            1,
            "the networks of runs/images are others: z_dim 16, here 8.",
        ),
        (
            "train pics --preset tiny --set start_resolution=64",
            2,
            "start_resolution 64 is above resolution 32. Start at 32 px or below, or end at a "
            "larger size. (--set start_resolution=..., --resolution)",
        ),
        (
            "train pics --family began --discriminator projected",
            2,
            "which the loss of began needs. Give another loss with it. (--discriminator, --loss "
            "rpgan)",
        ),
    ],
)
def test_what_was_typed_is_named_where_a_setting_follows_from_it(
    call: Callable[[str], Outcome], line: str, code: int, said: str
) -> None:
    got, out, err = call(f"{line} --out new")
    assert (got, out) == (code, "") and " ".join(said.split()) in " ".join(err.split()), err


def test_data_smaller_than_the_model_to_begin_with_are_told(
    call: Callable[[str], Outcome],
) -> None:
    assert call("prepare pics --resolution 16 --out p.safetensors")[0] == 0
    said = "p.safetensors holds pictures up to 16 px, and pokemon-32px ends at 32."
    assert_refused(call("train p.safetensors --init-from pokemon-32px --out new"), 2, said)
