"""Commands through the real main: results on stdout, talk on stderr, failures as sentences."""

from __future__ import annotations

import base64
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer.main
from conftest import Outcome, assert_refused
from PIL import Image

from pokegan import cli, render
from pokegan.checkpoints import layout, model_file, tensor_file
from pokegan.cli import main
from pokegan.cli.options import default_path
from pokegan.data import synthetic
from pokegan.data.dataset import read_header
from pokegan.errors import WriteError
from pokegan.runtime.files import cache_dir
from pokegan.training import forecast

SMALL = shlex.split(
    "--kimg 0.2 --resolution 16 --set channel_max=8 --set z_dim=16 --set w_dim=16 "
    "--set batch_size=8 --set preview_count=4 --set tick_kimg=0.1 --discriminator pixels "
    "--set start_resolution=8 --set noise_from=4"
)


WRITERS = [  # every command with --out, and what it writes: without an ending, a folder
    *(("prepare images", ".safetensors"), ("augment-preview images", ".png")),
    *(("mix --coarse 1 --fine 2", ".png"), ("blend 1 2", ".png"), ('arith "1 + 2"', ".png")),
    *(("noise 1", ".png"), ("edit 1 --size 2", ".png"), ("report runs/images", ".html")),
    *(("interpolate 1 2", ".json"), ("corners 1 2 3 4", ".png"), ("sweep 1", ".gif")),
    *(("timelapse runs/images", ".webp"), ("card 1", ".png"), ("card 1", ".pdf")),
    *(("sample", ""), ("project images", ""), ("directions", ""), ("card 1", "")),
    *(("evaluate", ""), ("train images", ""), ("demo", ""), ("page", ".html")),
]

MODEL = "runs/images/model-000000200.safetensors"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pictures and one finished run, runs/images."""
    home = tmp_path_factory.mktemp("home")
    synthetic.write_folder(home / "images", 12, size=32)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert main(["train", "images", *SMALL]) == 0
    return home


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("sample --seeds 9-3", 2, "runs backwards. Say 3-9."),
        ("train images --loss hing", 2, "loss is 'hing'; it must be one of logistic, wgan-gp"),
        ("train images --augment some", 2, "augment is 'some'"),
        ("train images --set augmentations=mirror,turn", 2, "'turn' is none of them"),
        ("train images --init-from nowhere --out fresh", 1, "no such file: nowhere"),
        ("sample --seeds x", 2, "names no seeds"),
        ("sample --n 0", 2, "--n"),
        ("sample --n 99999999999999999999", 2, "is too large. The largest is 2^63-1"),
        ("sample --n 10000001", 2, "At most 10,000,000 at once"),
        ("sample --n 1 --psi nan", 2, "psi cannot be nan"),
        (f"name {'a' * 300}", 2, "is no creature"),
        ("sample --noise wild", 2, "noise cannot be 'wild'"),
        ("sample --model nowhere", 1, "no such file: nowhere"),
        ("sample --model images", 1, "holds no model; it is no run folder"),
        ("sample --device tpu", 2, "there is no device 'tpu'"),
        ("mix --coarse 1", 2, "--fine"),
        ("mix --coarse 1 --fine gone.safetensors", 1, "no such file: gone.safetensors"),
        ("mix --coarse 1 --fine 2 --layers 8", 2, "--layers takes two numbers"),
        ("mix --coarse 1 --fine 2 --layers 8,4", 2, "two rising numbers"),
        ("mix --coarse 0-2 --fine 2 --middle 0-1", 2, "Name one, or as many"),
        ("interpolate 1", 2, "two creatures or more"),
        ("interpolate 1 2 --out a.mpg", 2, "Did you mean"),
        ("interpolate 1 2 --easing bouncy", 2, "Known: linear, smooth, sine"),
        ("interpolate 1 2 --space q", 2, "Known: w, z"),
        ("interpolate 1 2 --frames 3 --seconds 2", 2, "Give one of them"),
        ("train nowhere", 1, "no such file or folder: nowhere"),
        ("train images --preset smal", 2, "Did you mean small?"),
        ("train images --set lrr=1 --out runs/x", 2, "Did you mean lr?"),
        ("train images --set lr", 2, "a setting is key=value, not 'lr'"),
        ("train images --set lr=fast --out runs/x", 2, "lr is 'fast'"),
        ("train images --batch many --out runs/x", 2, "batch_size is 'many'"),
        ("train images --resolution 33 --out runs/x", 2, "resolution is 33"),
        ("train images --config gone.json --out runs/x", 2, "no such file: gone.json"),
        ("train images --kimg 9", 1, "training.kimg  0.2  9.0"),
        ("prepare images --fit stretch", 2, "stretch"),
        ("prepare nowhere", 1, "nowhere"),
        ("train runs/images", 2, "is a run folder"),
        ("train images --out images/run", 2, "images, among the pictures."),
        ("train images --out runs/images/config.json", 1, "is no folder. Name a folder. (--out)"),
        ("train images --set channels=4 --out runs/x", 2, "follow from the data"),
        ("sample --n 2 --seeds 3", 2, "Give one of them"),
        ('sample --seeds ""', 2, "names no seeds"),
        ("sample --n 2 --noise-seed 3", 2, "no effect"),
        ("sample --device cpu:x", 2, "there is no device"),
        ("mix --coarse 1 --fine 2 --out m.jpg", 2, "must end with .png"),
        ("interpolate 1 2 --seconds inf", 2, "finite"),
        ("info images/creature-0000.png", 1, "carries no recipe"),
        ("info nowhere.safetensors", 1, "no such file"),
        ("smaple", 2, "sample"),
    ],
)
def test_what_is_typed_wrong_is_answered_in_a_sentence(
    call: Callable[[str], Outcome], line: str, code: int, said: str
) -> None:
    assert_refused(call(line), code, said)


@pytest.mark.parametrize(("line", "ending"), WRITERS)
def test_where_nothing_can_be_written_no_command_works(
    call: Callable[[str], Outcome], home: Path, line: str, ending: str
) -> None:
    """No model is opened, no picture prepared: the first thing said is what is wrong."""
    (home / "taken").write_bytes(b"")
    (home / f"box{ending}").mkdir(exist_ok=True)
    before = sorted(home.rglob("*"))
    wrong = [("taken/out" + ending, 1, "taken is no folder. Name a folder."), ("out.zip", 2, "out")]
    if ending:
        wrong.append((f"box{ending}", 1, f"box{ending} is a folder. Name a file"))
    for out, code, said in wrong:
        outcome = call(f"{line} --out {out}")
        assert_refused(outcome, code, f"pokegan: {said}")
        assert outcome[2].count("\n") == 1
    assert sorted(home.rglob("*")) == before


def test_every_command_that_writes_is_tried_above() -> None:
    tried = {str(case[0]).split()[0] for case in WRITERS}
    group = typer.main.get_command(cli.app)
    writes = {
        name
        for name, command in group.commands.items()
        if any("--out" in option.opts for option in command.params)
    }
    assert writes == tried


@pytest.mark.usefixtures("few_measured")
def test_figures_are_printed_though_no_sheet_can_be_written(
    call: Callable[[str], Outcome], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise WriteError("the sheet cannot be written: No space left on device.", "Free some.")

    monkeypatch.setattr(render, "save_image", refuse)
    code, out, err = call("evaluate runs/images --n 8 --json")
    assert code == 1 and "the sheet cannot be written" in err
    assert json.loads(out)["swd"]["value"] >= 0
    code, out, err = call("evaluate runs/images --n 8")
    assert code == 1 and "real against real" in out and "the sheet cannot be written" in err
    code, out, err = call("directions --kind measured --json")
    assert code == 1 and "the sheet cannot be written" in err
    assert len(json.loads(out)["directions"]) == 7


def test_every_command_and_option_has_help_and_an_example() -> None:
    group = typer.main.get_command(cli.app)
    for name, command in group.commands.items():
        assert command.help, name
        assert f"Example: `pokegan {name}" in command.help
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_batches_are_chosen_once_for_a_run(
    call: Callable[[str], Outcome], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecast, "MOST_BATCHES", 2)
    line = "train images --batch auto --out filled --kimg 0.1 --resolution 4 --set channel_max=4"
    code, _, err = call(line)
    assert code == 0
    sizes = json.loads((home / "filled/config.json").read_text())["config"]["training"]
    assert f"4 px and up: {sizes['batch_size']['4']:g} images a step" in err
    assert sizes["lr"]["4"] == pytest.approx(0.002 * (sizes["batch_size"]["4"] / 16) ** 0.5)
    code, _, err = call(line)
    assert code == 0 and "this run is complete" in err and "images a step" not in err


def test_a_seed_is_the_same_picture_alone_and_among_others(
    call: Callable[[str], Outcome], home: Path
) -> None:
    assert call("sample --n 20 --out a")[0] == 0
    assert call("sample --seeds 7 --out b")[0] == 0
    many = np.asarray(Image.open(home / "a/seed-0007.png")).astype(int)
    alone = np.asarray(Image.open(home / "b/seed-0007.png")).astype(int)
    other = np.asarray(Image.open(home / "a/seed-0008.png")).astype(int)
    assert np.abs(many - alone).max() <= 1
    assert np.abs(many - other).max() > 1


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("sample --seeds 5 --psi 0.9 --noise coarse=none,fine=random --out c", "c/seed-0005.png"),
        ("sample --seeds 5 --noise random --out c", "c/seed-0005.png"),
        ("sample --seeds 5 --psi -1 --cutoff 2 --out c", "c/seed-0005.png"),
        ("sample --seeds 5 --cutout --scale 3 --out c", "c/seed-0005.png"),
        ("sample --seeds 5 --cutout --scale 3 --out c", "c/sheet.png"),
        ("mix --coarse 1 --fine 2 --layers 2,4 --out m.png", "m.png"),
        ("mix --coarse 1 --fine 2 --cutout --scale 2 --out m.png", "m.png"),
        ("mix --coarse 1-2 --fine 3 --cutout --scale 2 --out m.png", "m.png"),
        ("interpolate 1 2 --frames 5 --cutout --scale 2 --out w.apng", "w.apng"),
        ("interpolate 1 2 --frames 5 --cutout --out w.webp", "w.webp"),
        ("interpolate 1 2 --frames 5 --cutout --out w.gif", "w.gif"),
        ("interpolate 1 2 --frames 5 --no-loop --space z --out w.png", "w.png"),
    ],
)
def test_a_picture_can_be_made_again_from_itself(
    call: Callable[[str], Outcome], home: Path, line: str, made: str
) -> None:
    shutil.rmtree(home / "c", ignore_errors=True)  # of the case before, with other settings
    assert call(line)[0] == 0
    before = np.asarray(Image.open(home / made))
    code, out, _ = call(f"info --json {made}")
    assert code == 0
    again = json.loads(out)["again"].removeprefix("pokegan ")
    folder = "--out c" if made.startswith("c/") else "--out m.png"
    (home / made).unlink()
    assert call(again if "--out" in again else f"{again} {folder}")[0] == 0
    assert np.array_equal(before, np.asarray(Image.open(home / made)))


def test_talk_goes_to_stderr_and_results_to_stdout(call: Callable[[str], Outcome]) -> None:
    code, out, err = call("sample --n 2 --out d")
    assert code == 0
    assert out == "d/sheet.png\n"
    assert "runs/images/model-" in err


def test_novelty_is_judged_on_the_background(call: Callable[[str], Outcome], home: Path) -> None:
    """Cut out or not, the same seeds are new."""
    assert call("sample --n 4 --novel --out n")[0] == 0
    assert call("sample --n 4 --novel --cutout --out o")[0] == 0
    plain, cut = (sorted(path.name for path in (home / name).iterdir()) for name in "no")
    assert plain == cut
    assert Image.open(home / "o" / cut[0]).mode == "RGBA"


def test_cut_out_films_are_transparent(call: Callable[[str], Outcome], home: Path) -> None:
    """Those of the model in the box, whose creatures have a white background."""
    for name in ("t.webp", "t.apng", "t.gif", "t.png"):
        line = f"interpolate 1 2 --frames 3 --cutout --model pokemon-32px --out {name}"
        assert call(line)[0] == 0
        film = np.asarray(Image.open(home / name).convert("RGBA"))
        assert film[0, 0, 3] == 0 and film[..., 3].max() == 255, name


def test_no_model_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(layout, "SHIPPED", tmp_path / "nothing in the box")
    assert main(["sample"]) == 1
    said = capfd.readouterr().err
    assert "pokegan train ./images" in said and "pokegan demo" in said


@pytest.fixture(scope="module")
def other(home: Path) -> Path:
    """The run's model as another file of another content."""
    (home / "others").mkdir()
    model_file.condense(layout.newest_model(home / "runs/images"), home / "others/pale.safetensors")
    return Path("others/pale.safetensors")


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        ("sample --n 3 --save-latents --atlas", "seed-0002.png", "sample --seeds 7"),
        ("card 1-2 --rarity styles", "card-0002.png", "card 3 --rarity styles --name Bob"),
        ("project red.png --steps 2", "red.gif", "project blue.png --steps 2"),
        ("directions --kind measured", "size.png", "directions --kind closed --n 1"),
    ],
)
@pytest.mark.usefixtures("few_measured")
def test_a_folder_holds_files_of_one_model_with_the_same_settings(
    call: Callable[[str], Outcome], home: Path, other: Path, line: str, old: str, new: str
) -> None:
    """More of the same are added; others are refused, or come in the place of all old ones."""
    for colour in ("red", "blue"):
        Image.new("RGB", (16, 16), colour).save(home / f"{colour}.png")
    command = line.split()[0]
    out = f"--out one/{command}"
    folder = home / f"one/{command}"
    assert call(f"{line} {out}")[0] == 0
    (folder / "notes.txt").write_text("mine")
    render.save_png(folder / "mine.gif", np.zeros((4, 4, 3), np.uint8))
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert call(f"{new} {out}")[0] == 0
    names = {path.name for path in folder.iterdir()}
    assert names > first.keys() and (folder / old).read_bytes() == first[old]

    before = {path: path.read_bytes() for path in folder.iterdir()}
    hashes = [tensor_file.read_header(home / path)["hash"] for path in (MODEL, other)]
    refused = call(f"{new} {out} --model {other}")
    assert_refused(refused, 1, f"({hashes[0]}), here {other} ({hashes[1]})")
    assert "--out, --overwrite" in refused[2]
    if command == "project":
        assert_refused(call(f"project red.png --steps 3 {out}"), 1, "steps 2, here 3")
    else:
        assert_refused(call(f"{new} --psi 0.5 {out}"), 1, "psi 0.7, here 0.5")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before

    if command == "project":
        assert_refused(call(f"project typo.png {out} --overwrite"), 1, "no such file: typo.png")
    late = {
        "sample": f"{new} --novel --data gone",
        "card": f"{new} --element Cheese",
        "directions": "directions b",
        "project": "project broken.png",
    }
    (home / "broken.png").write_bytes(b"no picture")
    assert call(f"{late[command]} {out} --overwrite")[0] != 0
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert call(f"{new} {out} --model {other} --overwrite")[0] == 0
    left = {path.name for path in folder.iterdir()}
    assert left < names and old not in left and {"notes.txt", "mine.gif"} < left
    assert call(f"{new} --model {other} --out two/{command}")[0] == 0
    assert left - {"notes.txt", "mine.gif"} == {p.name for p in (home / f"two/{command}").iterdir()}


def test_a_folder_is_called_after_model_and_settings(
    call: Callable[[str], Outcome], home: Path, other: Path
) -> None:
    kimg = f"{layout.nimg_of(home / MODEL) / 1000:g}kimg"
    (home / "others/best.safetensors").write_bytes((home / other).read_bytes())
    for line, name in (
        ("sample --n 1", f"sample/images-{kimg}-psi0.7"),
        (f"sample --n 1 --psi 1 --model {other}", "sample/pale-psi1"),
        ("sample --n 1 --model others/best.safetensors", f"sample/others-best-{kimg}-psi0.7"),
        (
            "sample --n 1 --cutoff 2 --noise random --noise-seed 5 --cutout --scale 2",
            f"sample/images-{kimg}-psi0.7-cutoff2-noise-random-noise_seed5-cutout-scale2",
        ),
        (
            "sample --n 1 --noise coarse=none,fine=seed --precision bf16",
            f"sample/images-{kimg}-psi0.7-noise-coarse-none-fine-seed-precision-bf16",
        ),
    ):
        assert call(line)[1] == f"outputs/{name}/sheet.png\n"


def test_what_others_made_is_not_written_over(call: Callable[[str], Outcome], home: Path) -> None:
    synthetic.write_folder(home / "mine", 1, size=16)
    for name in ("seed-0000.png", "latents.safetensors"):
        mine = home / "mine" / name
        mine.write_bytes((home / "mine/creature-0000.png").read_bytes())
        for given in ("", "--overwrite"):
            line = f"sample --n 1 --out mine {given}"
            assert_refused(call(line), 1, f"mine/{name} carries no recipe of `pokegan sample`.")
        mine.unlink()
    assert call("sample --n 1 --out mine")[0] == 0
    Image.new("RGB", (16, 16), "green").save(home / "green.png")
    assert_refused(call("project green.png --out mine"), 1, "mine/sheet.png carries no recipe of")


def test_latents_can_be_saved_and_mixed(call: Callable[[str], Outcome], home: Path) -> None:
    assert call("sample --seeds 3,4 --save-latents --out e")[0] == 0
    assert call("mix --coarse e/latents.safetensors --fine 5 --out t.png")[0] == 0
    assert call("mix --coarse 3,4 --fine 5 --out u.png")[0] == 0
    assert np.array_equal(
        np.asarray(Image.open(home / "t.png")), np.asarray(Image.open(home / "u.png"))
    )


def test_dry_run_shows_the_phases_and_trains_nothing(
    call: Callable[[str], Outcome], home: Path
) -> None:
    code, out, _ = call(f"train images --out runs/dry --dry-run {shlex.join(SMALL)}")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()[1:-1]] == [
        ["stable", "8"],
        ["fade", "in"],
        ["stable", "16"],
    ]
    assert "epochs" in out
    assert not (home / "runs/dry").exists()


def test_a_finished_run_is_said_to_be_complete(call: Callable[[str], Outcome], cache: Path) -> None:
    code, out, err = call("train images")
    assert code == 0
    assert "complete" in err
    assert f"using {cache}/prepared/images-16px-" in err
    assert out.startswith("runs/images/model-")


def test_transparent_data_give_transparent_samples(
    call: Callable[[str], Outcome], home: Path
) -> None:
    line = f"train images --background transparent --out runs2/clear {shlex.join(SMALL)}"
    assert call(line)[0] == 0
    assert call("sample --n 3 --model runs2/clear --out f")[0] == 0
    picture = Image.open(home / "f/seed-0001.png")
    assert picture.mode == "RGBA"
    code, _, err = call("sample --n 3 --cutout --model runs2/clear --out cut")
    assert code == 0 and "no background, so there is nothing to cut out" in err
    assert (home / "cut/seed-0001.png").read_bytes() == (home / "f/seed-0001.png").read_bytes()
    assert "kimg" in call(f"{line} --dry-run")[1]


def test_a_changed_folder_is_prepared_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    synthetic.write_folder(tmp_path / "pics", 4, size=16)
    line = ["train", "pics", *SMALL]
    assert main(line) == 0
    synthetic.write_folder(tmp_path / "pics", 5, size=16)
    capfd.readouterr()
    assert main(line) == 1
    said = capfd.readouterr().err
    before = Path(json.loads(Path("runs/pics/config.json").read_text())["data"]["path"])
    assert f"To go on, name {before} in their place." in said
    assert "(--init-from runs/pics, --out)" in said
    assert main(["train", str(before), *line[2:]]) == 0
    assert "this run is complete" in capfd.readouterr().err
    assert main([*line, "--init-from", "runs/pics", "--out", "runs/new"]) == 0


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (28, "28 px: padded to 32 px, pixels kept; --resolution 16 shrinks it instead"),
        (32, "32 px: kept as it is\n"),
        (18, "18 px: shrunk to 16 px; --resolution 32 keeps every pixel"),
        (300, "300 px: shrunk to 256 px; --resolution 512 keeps every pixel"),
        (600, "600 px: shrunk to 256 px; --resolution 512 keeps more"),
    ],
)
def test_prepare_says_which_size_it_chose_and_why(
    call: Callable[[str], Outcome], tmp_path: Path, size: int, said: str
) -> None:
    synthetic.write_folder(tmp_path / "in", 2, size=size)
    code, _, err = call(f"prepare {tmp_path}/in --out {tmp_path}/o.safetensors")
    assert code == 0 and err.startswith(f"the usual picture is {said}")
    typed = f"prepare {tmp_path}/in --out {tmp_path}/o.safetensors --resolution 32"
    assert "usual picture" not in call(typed)[2]


def test_train_takes_no_larger_size_than_suits_the_pictures(
    call: Callable[[str], Outcome], tmp_path: Path
) -> None:
    synthetic.write_folder(tmp_path / "in", 4, size=28)
    settings = [word for word in SMALL if word not in ("--resolution", "16")]
    run = f"train {tmp_path}/in --preset small --out {tmp_path}/runs/a {shlex.join(settings)}"
    code, _, err = call(run)
    assert code == 0
    assert err.startswith(
        "the usual picture is 28 px: padded to 32 px, pixels kept; --resolution 64"
    )
    assert json.loads((tmp_path / "runs/a/config.json").read_text())["data"]["resolution"] == 32
    code, _, err = call(run)  # the same command goes on with the run
    assert code == 0 and "complete" in err and "usual picture" not in err
    dry = f"{run.replace('runs/a', 'runs/b')} --dry-run"
    assert "64" in [
        line.split()[1] for line in call(f"{dry} --resolution 64")[1].splitlines()[1:-1]
    ]


@pytest.mark.parametrize(
    ("size", "resolution", "said"),
    [
        (16, 16, "16 px: kept as it is; --resolution 64 enlarges it"),
        (18, 32, "18 px: padded to 32 px, pixels kept; --resolution 64 enlarges it"),
        (40, 64, "40 px: padded to 64 px, pixels kept; --resolution 32 shrinks it instead"),
        (96, 64, "96 px: shrunk to 64 px; --resolution 128 keeps every pixel"),
    ],
)
def test_train_says_what_its_size_does_to_the_pictures(
    call: Callable[[str], Outcome], tmp_path: Path, size: int, resolution: int, said: str
) -> None:
    synthetic.write_folder(tmp_path / "in", 3, size=size)
    settings = [word for word in SMALL if word not in ("--resolution", "16")]
    line = f"train {tmp_path}/in --preset small --out {tmp_path}/runs/a {shlex.join(settings)}"
    code, out, err = call(f"{line} --dry-run")
    assert code == 0 and err.startswith(f"the usual picture is {said}")
    assert out.splitlines()[-2].split()[1] == str(resolution)


def test_a_run_keeps_the_size_it_was_begun_with(
    call: Callable[[str], Outcome], tmp_path: Path
) -> None:
    synthetic.write_folder(tmp_path / "in", 4, size=28)
    settings = [word for word in SMALL if word not in ("--resolution", "16")]
    run = f"train {tmp_path}/in --preset small --out {tmp_path}/runs/a {shlex.join(settings)}"
    assert call(f"{run} --resolution 64 --kimg 0.02")[0] == 0
    code, _, err = call(f"{run} --kimg 0.02")
    assert code == 0 and "complete" in err


def test_train_says_where_padding_is_shrunk_with_the_pictures(
    call: Callable[[str], Outcome], tmp_path: Path
) -> None:
    synthetic.write_folder(tmp_path / "in", 4, size=40)
    assert call(f"prepare {tmp_path}/in --out {tmp_path}/o.safetensors")[0] == 0
    said = "40 px, padded to 64 px: at 32 px 20 px are left of it; --resolution 64 keeps every"
    narrow = "--discriminator pixels --set channel_max=8"
    line = (
        f"train {tmp_path}/o.safetensors --out {tmp_path}/runs/a --preset tiny --dry-run {narrow}"
    )
    assert said in call(line)[2]
    assert said not in call(f"{line} --resolution 32")[2]


def test_two_folders_of_one_name_do_not_share_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, count in (("a/pics", 4), ("b/pics", 5)):
        synthetic.write_folder(tmp_path / folder, count, size=16)
    small = [*SMALL, "--kimg", "0.05"]

    def refused(data: str, first: str, second: str) -> None:
        capfd.readouterr()
        assert main(["train", data, *small]) == 1
        out, err = capfd.readouterr()
        says = f"{first} is the run of {tmp_path / second}, not of {tmp_path / data}."
        assert out == "" and err.startswith(
            f"pokegan: {says} Begin one of its own, such as runs/b-"
        )
        assert "(--out)" in err and "preparing" not in err

    assert main(["train", "a/pics", *small]) == 0
    before = sorted(tmp_path.rglob("*"))
    refused("b/pics", "runs/pics", "a/pics")
    assert sorted(tmp_path.rglob("*")) == before
    assert main(["train", "b/pics", *small, "--out", "runs/b-pics"]) == 0
    assert main(["train", "a/../a/pics", *small]) == 0
    (tmp_path / "a").rename(tmp_path / "moved")
    assert main(["train", "moved/pics", *small]) == 0  # the same pictures elsewhere
    assert "complete" in capfd.readouterr().err
    assert main(["train", "b/pics", *small]) == 1  # others in their place: compared as ever
    assert "begin a new run with the weights of that one" in capfd.readouterr().err
    for folder in ("moved", "b"):
        out = f"{folder}/data.safetensors"
        assert main(["prepare", f"{folder}/pics", "--out", out]) == 0
    assert main(["train", "moved/data.safetensors", *small]) == 0
    refused("b/data.safetensors", "runs/data", "moved/data.safetensors")
    monkeypatch.setenv("POKEGAN_CACHE", "elsewhere")
    assert main(["train", "moved/data.safetensors", *small]) == 0
    assert main(["train", "b/pics", *small, "--out", "runs/b-pics"]) == 0
    (tmp_path / "b").rename(tmp_path / "moved-too")
    (tmp_path / "runs/pics").rename(tmp_path / "runs/old")
    (tmp_path / "runs/b-pics").rename(tmp_path / "runs/pics")
    capfd.readouterr()
    assert main(["train", "moved-too/pics", *small]) == 0  # though the cache has moved as well
    assert "complete" in capfd.readouterr().err


def test_a_run_is_called_after_a_link_as_it_is_typed(
    call: Callable[[str], Outcome], home: Path
) -> None:
    (home / "linked").symlink_to("images")
    assert call("prepare linked --resolution 16")[1] == "linked.safetensors\n"


def prepared_in(cache: Path, name: str) -> list[Path]:
    return sorted((cache / "prepared").glob(f"{name}-16px-*.safetensors"))


def test_a_command_writes_where_it_was_told_and_into_the_cache(
    call: Callable[[str], Outcome], home: Path, cache: Path
) -> None:
    """A run's parent may be what only a container mounts, and a prepared file another's."""
    (home / "lent").mkdir()
    before = prepared_in(cache, "images")
    learned = json.loads((home / "runs/images/config.json").read_text())["data"]["path"]
    shutil.copy(learned, home / "lent/pictures.safetensors")
    assert call(f"train images --out deep/run {shlex.join(SMALL)}")[0] == 0
    assert [path.name for path in (home / "deep").iterdir()] == ["run"]
    assert call("evaluate deep/run --data lent/pictures.safetensors --n 8 --out deep/e")[0] == 0
    assert [path.name for path in (home / "lent").iterdir()] == ["pictures.safetensors"]
    assert call("augment-preview images --resolution 16 --out deep/seen.png")[0] == 0
    assert sorted(path.name for path in (home / "deep").iterdir()) == ["e", "run", "seen.png"]
    assert not (home / "runs/prepared").exists()
    assert prepared_in(cache, "images") == before  # all share it


def test_a_run_goes_on_with_the_prepared_file_that_it_began_with(
    call: Callable[[str], Outcome], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As version 0.1 kept it beside the runs; where that is gone, with a new one."""
    line = f"train images --out early/run {shlex.join(SMALL)}"
    assert call(line)[0] == 0
    path = home / "early/run/config.json"
    content = json.loads(path.read_text())
    kept = home / "early/prepared/images-16px-01234567.safetensors"
    kept.parent.mkdir()
    shutil.copy(content["data"]["path"], kept)
    content["data"]["path"] = str(kept)
    path.write_text(json.dumps(content))
    monkeypatch.setenv("POKEGAN_CACHE", str(tmp_path / "new"))
    code, _, err = call(line)
    assert code == 0 and f"using {kept}, prepared before" in err and "complete" in err
    assert not (tmp_path / "new").exists()
    for damage in (lambda: kept.write_bytes(b"cut"), kept.unlink):
        damage()
        code, _, err = call(line)
        assert code == 0 and "complete" in err and str(tmp_path / "new/prepared/images-") in err
        assert str(tmp_path / "new") in json.loads(path.read_text())["data"]["path"]
        path.write_text(json.dumps(content))
        shutil.rmtree(tmp_path / "new")


def test_a_cache_that_cannot_be_written_is_refused_with_the_way_to_move_it(
    call: Callable[[str], Outcome], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "full").write_bytes(b"")
    monkeypatch.setenv("POKEGAN_CACHE", str(home / "full"))
    code, out, err = call(f"train images --out nowhere {shlex.join(SMALL)}")
    assert (code, out) == (1, "") and not (home / "nowhere").exists()
    assert "full is no folder. Set the environment variable POKEGAN_CACHE" in err
    assert "preparing" not in err


def test_the_cache_is_where_caches_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POKEGAN_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "caches")
    assert cache_dir() == Path("caches/pokegan")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_dir() == Path("~/.cache/pokegan").expanduser()
    monkeypatch.setenv("POKEGAN_CACHE", "~/mine")
    assert cache_dir() == Path("~/mine").expanduser()


def test_older_copies_of_a_folder_are_named(
    call: Callable[[str], Outcome], home: Path, cache: Path
) -> None:
    """Not those of another folder of that name, of another size or of another background."""
    say = "augment-preview grown --n 1 --out seen.png"
    for folder in ("grown", "away/grown"):
        synthetic.write_folder(home / folder, 3, size=16)
    for line in (f"{say} --resolution 8", f"{say} --resolution 16 --background red"):
        assert "before takes" not in call(line)[2]
    assert "before takes" not in call(f"{say.replace('grown', 'away/grown')} --resolution 16")[2]
    others = set(prepared_in(cache, "grown"))
    assert "before takes" not in call(f"{say} --resolution 16")[2]
    (first,) = set(prepared_in(cache, "grown")) - others
    synthetic.write_folder(home / "grown", 4, size=16)
    err = call(f"{say} --resolution 16")[2]
    assert "note: what was prepared of grown before takes" in err
    assert err.rstrip().endswith(f"Delete what no run needs: {first}")
    assert first.exists() and "before takes" not in call(f"{say} --resolution 16")[2]


def test_prepare_tells_what_it_left_out(call: Callable[[str], Outcome], home: Path) -> None:
    (home / "mixed").mkdir(exist_ok=True)
    synthetic.write_folder(home / "mixed", 3, size=16)
    (home / "mixed/notes.txt").write_text("no picture")
    code, out, err = call("prepare mixed --out mixed.safetensors")
    assert code == 0
    assert out == "mixed.safetensors\n"
    assert "1 file not used" in err
    assert "notes.txt" in (home / "mixed-report.txt").read_text(encoding="utf-8")


def test_a_run_folder_among_the_pictures_is_told_with_whole_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "art"
    synthetic.write_folder(folder / "sub", 2, size=16)
    monkeypatch.chdir(folder / "sub")
    assert main(["train", ".."]) == 2
    said = " ".join(capfd.readouterr().err.split())
    assert f"the run folder {folder / 'sub/runs/art'} lies in {folder}, among the pictures." in said
    assert said.endswith(f"Name one outside: --out {tmp_path / 'runs/art'}")


@pytest.mark.parametrize(("number", "warned"), [(2, True), (49, True), (50, False)])
def test_few_pictures_are_said_to_be_learned_by_heart(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    number: int,
    warned: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    synthetic.write_folder(tmp_path / "few", number, size=8)
    assert main(["prepare", "few", "--resolution", "8"]) == 0
    words = f"warning: {number} pictures will be learned by heart"
    assert (words in capfd.readouterr().err) is warned
    for data in ("few", "few", "few.safetensors"):  # prepared by it, before it and by hand
        assert main(["train", data, *SMALL, "--resolution", "8", "--dry-run"]) == 0
        first = capfd.readouterr().err.splitlines()[:4]
        assert any(line.startswith(words) for line in first) is warned


def test_what_pokegan_made_among_the_pictures_is_not_learned(
    call: Callable[[str], Outcome], home: Path, cache: Path
) -> None:
    shutil.copytree(home / "images", home / "album")
    assert call("prepare album")[0] == 0
    before = read_header(home / "album.safetensors")
    assert call("sample --n 2 --out album/samples")[0] == 0
    assert call("mix --coarse 1 --fine 2 --out album/mix.png")[0] == 0
    shutil.copytree(home / "runs/images", home / "album/runs/images")
    code, _, err = call("prepare album")
    assert code == 0
    assert "4 pictures made by pokegan left out; prepare and train take them in with" in err
    after = read_header(home / "album.safetensors")
    assert after["fingerprint"] == before["fingerprint"]
    assert call("augment-preview album")[0] == 0
    line = "train album --include-generated --dry-run " + shlex.join(SMALL)
    assert "preparing album" in call(line)[2]
    (packed,) = prepared_in(cache, "album")
    names = read_header(packed)["names"]
    made = {"mix.png", "samples/seed-0000.png", "samples/seed-0001.png"}  # and not the sheet
    assert {*names} - {*before["names"]} == made
    run = f"train album --out elsewhere/album {shlex.join(SMALL)}"
    assert call(f"{run} --include-generated")[0] == 0
    code, _, err = call(run)  # it goes on as it was begun
    assert code == 0 and "complete" in err
    assert "other pictures" not in call("evaluate elsewhere/album --data album --n 8")[2]
    assert_refused(
        call("train album.safetensors --include-generated"),
        2,
        "album.safetensors was prepared without pictures that pokegan made.",
    )
    assert_refused(
        call("prepare album/samples"),
        1,
        "or take in those that pokegan made. (--include-generated)",
    )


def test_recipes_are_in_every_picture(call: Callable[[str], Outcome], home: Path) -> None:
    assert call("sample --n 2 --out g")[0] == 0
    recipe = render.read_recipe(home / "g/seed-0001.png")
    assert recipe is not None
    assert recipe["seeds"] == 1
    assert recipe["psi"] == 0.7


def test_a_sheet_carries_its_recipe(call: Callable[[str], Outcome], home: Path) -> None:
    assert call("sample --n 3 --out h")[0] == 0
    code, out, _ = call("info --json h/sheet.png")
    assert code == 0
    assert "pokegan sample --n 3 --psi 0.7 --noise seed" in json.loads(out)["again"]


def told(out: str) -> dict[str, str]:
    """What `info` says on each line, by its first word."""
    lines = (line.split(maxsplit=1) for line in out.splitlines())
    return {line[0]: line[-1] for line in lines if line}


def test_info_tells_what_is_in_a_file_of_latents(call: Callable[[str], Outcome]) -> None:
    assert call("sample --seeds 5,0-1 --save-latents --out i")[0] == 0
    facts = told(call("info i/latents.safetensors")[1])
    assert facts["again"].startswith("pokegan sample --seeds 5,0-1 --psi 0.7 --noise seed --save-")
    assert facts["kind"] == "latents" and facts["labels"] == "5, 0, 1"
    held = tensor_file.read_header(Path("i/latents.safetensors"))["model"]
    assert facts["model"].startswith(f"{held}, runs/images/model-")
    listed = json.loads(call("info i/latents.safetensors --json")[1])
    assert listed["labels"] == ["5", "0", "1"] and listed["model"] == held


def test_info_tells_of_many_latents_only_the_first(call: Callable[[str], Outcome]) -> None:
    assert call("sample --n 1001 --save-latents --out j")[0] == 0
    labels = told(call("info j/latents.safetensors")[1])["labels"]
    assert labels.startswith("0, 1, 2, ") and labels.endswith(", 39, ... (1,001 in all)")


def test_info_tells_of_a_creature_in_a_picture_how_large_it_is(
    call: Callable[[str], Outcome],
) -> None:
    assert call("mix --coarse 3 --fine 4 --out k.png")[0] == 0
    facts = told(call("info k.png")[1])
    recipe = render.read_recipe(Path("k.png"))
    assert recipe is not None
    size = len(base64.b64decode(recipe["creature"]["w_plus"])) // 4
    assert size % 16 == 0 and size > 0
    assert facts["creature"] == f"w_plus of {size} numbers, noise seed 3"
    assert json.loads(call("info k.png --json")[1])["creature"] == recipe["creature"]


@pytest.mark.parametrize("ending", ["", ".png", ".json", ".safetensors"])
@pytest.mark.parametrize("command", ["info", "prepare", "evaluate --data"])
def test_a_name_longer_than_a_system_allows_is_told(
    call: Callable[[str], Outcome], command: str, ending: str
) -> None:
    code, out, err = call(f"{command} {'a' * 300}{ending}")
    assert code == 1 and out == ""
    assert "a" * 300 in err and "Traceback" not in err


@pytest.mark.parametrize(
    "damage",
    [
        {"model": "runs/a"},
        {"model": None},
        {"model": {"file": "runs/a"}},
        {"model": {"hash": ["1"]}},
        {"command": None},
        {"points": 7},
        {"points": "7"},
        {"creature": "7"},
    ],
)
def test_of_a_damaged_recipe_info_says_so(
    call: Callable[[str], Outcome], home: Path, damage: dict[str, Any]
) -> None:
    whole = {"command": "blend", "points": [1, 2], "model": {"hash": "0", "file": "m"}}
    for recipe, wanted in ((whole, 0), ({**whole, **damage}, 1)):
        render.save_png(home / "dented.png", np.zeros((4, 4, 3), np.uint8), recipe)
        code, _, err = call("info dented.png")
        assert code == wanted, err
    assert "The recipe inside dented.png is damaged. Use the original file." in err


def test_what_is_drawn_of_others_is_called_otherwise(call: Callable[[str], Outcome]) -> None:
    sources = (("1-2", "3"), ("1", "2-3"), ("a_b.png:1", "2"))
    names = [default_path("mix", texts, ".png").as_posix() for texts in sources]
    assert names == [f"outputs/mix-{name}.png" for name in ("1-2_3", "1_2-3", "a-b-1_2")]
    assert call("mix --coarse 1 --fine 2-3")[1] == "outputs/mix-1_2-3.png\n"


def test_a_run_lends_its_settings_as_a_config_file(
    call: Callable[[str], Outcome], home: Path
) -> None:
    code, out, _ = call("train images --config runs/images/config.json --out runs/y --dry-run")
    assert code == 0
    shown = json.loads((home / "runs/images/stats.jsonl").read_text().splitlines()[-1])["nimg"]
    assert out.splitlines()[-1].startswith(f"{shown / 1000:g} kimg, {shown / 12:.0f} epochs")


def test_folders_with_dots_keep_their_names(call: Callable[[str], Outcome], home: Path) -> None:
    synthetic.write_folder(home / "art.v1", 3, size=16)
    assert call("prepare art.v1")[1] == "art.v1.safetensors\n"


def test_a_background_is_not_ignored_for_prepared_data(call: Callable[[str], Outcome]) -> None:
    assert call("prepare images --out p.safetensors")[0] == 0
    code, _, err = call("train p.safetensors --background red --out runs/z")
    assert code == 2
    assert "prepared with the background white, not red" in err


def test_a_run_begins_with_a_model_and_goes_on_with_itself(
    call: Callable[[str], Outcome], home: Path
) -> None:
    line = "train images --init-from runs/images --out onward --kimg 0.05 --set tick_kimg=0.02"
    assert call(line)[0] == 0
    begun, grown = (
        json.loads((home / name / "config.json").read_text())["config"]
        for name in ("runs/images", "onward")
    )
    assert grown["model"] == begun["model"]
    assert grown["training"]["projected_gamma"] == begun["training"]["projected_gamma_least"]
    assert grown["training"]["start_resolution"] == begun["model"]["resolution"]
    assert len(grown["training"]["init_from"]) == 12
    before = sorted(path.name for path in (home / "onward").iterdir())
    code, _, err = call(line)
    assert code == 0 and "this run is complete" in err
    assert "going on with onward; --init-from counts only where a run begins" in err
    assert sorted(path.name for path in (home / "onward").iterdir()) == before
    assert call("train images --out onward")[0] == 0  # it needs not be said again
    assert call(line.replace("runs/images", "gone"))[0] == 0


@pytest.mark.parametrize(
    ("given", "joins"), [("", 0), ("--preset tiny", 0), ("--set pixels_from_kimg=0.02", 0.02)]
)
def test_a_run_that_begins_with_a_model_of_pixels_keeps_them(
    call: Callable[[str], Outcome], home: Path, given: str, joins: float
) -> None:
    """The preset would judge by features alone for longer than this run takes."""
    line = "train images --init-from runs/images --discriminator both --set feature_px=32 "
    out = home / f"keeps{len(given)}"
    line += f"--set feature_channels=2 --out {out} --kimg 0.04 {given}"
    code, _, err = call(line)
    assert code == 0, err
    assert "features alone" not in err
    training = json.loads((out / "config.json").read_text())["config"]["training"]
    assert training["pixels_from_kimg"] == joins
    assert (training["projected_gamma"], training["projected_gamma_halving_kimg"]) == (15, 0)


def test_a_run_too_short_for_pixels_says_so(call: Callable[[str], Outcome]) -> None:
    line = "train images --discriminator both --set feature_px=32 --set feature_channels=2 --out s"
    code, _, err = call(f"{line} --kimg 0.02 --set pixels_from_kimg=0.03")
    assert code == 0 and "pixels_from_kimg is 0.03" in err and "features alone" in err


def test_a_run_that_has_saved_nothing_begins_with_what_it_should(
    call: Callable[[str], Outcome], home: Path
) -> None:
    """Not with random weights in the name of another run's."""
    shutil.copytree(home / "runs/images", home / "source")
    line = "train images --init-from source --out begun --kimg 0.05"
    assert call(line)[0] == 0
    for path in [*(home / "begun").glob("state-*"), *(home / "begun").glob("*model-*")]:
        path.unlink()
    (home / "begun/best.safetensors").unlink(missing_ok=True)
    code, _, err = call("train images --out begun")
    assert code == 1 and "name the file again. (--init-from)" in err
    assert call(line)[0] == 0


def test_a_config_file_does_not_claim_another_s_weights(
    call: Callable[[str], Outcome], home: Path
) -> None:
    assert call("train images --init-from runs/images --out first --kimg 0.05")[0] == 0
    assert call("train images --config first/config.json --out second")[0] == 0
    about = json.loads((home / "second/config.json").read_text())["config"]["training"]
    assert about["init_from"] == ""
    third = (
        "train images --config runs/images/config.json --init-from first --out third --kimg 0.05"
    )
    assert call(third)[0] == 0
    about = json.loads((home / "third/config.json").read_text())["config"]["training"]
    assert len(about["init_from"]) == 12


def test_a_run_begins_with_no_other_networks(call: Callable[[str], Outcome], home: Path) -> None:
    line = "train images --init-from runs/images --out wider --set channel_max=32 --kimg 0.05"
    code, _, err = call(line)
    assert code == 1 and "width at 4 px 8, here 32" in err and "Traceback" not in err
    assert not (home / "wider/config.json").exists()


def test_what_the_discriminator_sees_is_drawn(call: Callable[[str], Outcome], home: Path) -> None:
    code, out, _ = call("augment-preview images --p 0.9 --n 3 --resolution 16 --out seen.png")
    assert (code, out) == (0, "seen.png\n")
    again = (home / "seen.png").read_bytes()
    assert call("augment-preview images --p 0.9 --n 3 --resolution 16 --out seen.png")[0] == 0
    assert (home / "seen.png").read_bytes() == again
    assert call("augment-preview images --p 0 --n 3 --resolution 16 --out seen.png")[0] == 0
    assert (home / "seen.png").read_bytes() != again


def test_noise_that_changed_nothing_is_left_out_of_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Version 0.1 took --noise for models without any, and wrote it into the recipe."""
    monkeypatch.chdir(tmp_path)
    model = {"hash": tensor_file.read_header(layout.shipped()[-1])["hash"], "file": "gone"}
    recipe = {"command": "sample", "seeds": 7, "psi": 0.7, "noise": "random", "noise_seed": 3}
    render.save_png(tmp_path / "old.png", np.zeros((8, 8, 3), np.uint8), {**recipe, "model": model})
    assert main(["info", "old.png", "--json"]) == 0
    again = json.loads(capfd.readouterr().out)["again"]
    assert again == f"pokegan sample --seeds 7 --psi 0.7 --model {layout.shipped()[-1].stem}"
    assert main(shlex.split(again)[1:]) == 0


def test_without_a_run_the_shipped_model_draws(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """And its pictures know how to be made again, whatever runs there are by then."""
    (tmp_path / "box").mkdir()
    model = layout.newest_model(home / "runs/images")
    shutil.copy(model, tmp_path / "box/creatures.safetensors")
    monkeypatch.setattr(layout, "SHIPPED", tmp_path / "box")
    monkeypatch.chdir(tmp_path)
    assert main(["sample", "--n", "2"]) == 0
    assert "model creatures (" in capfd.readouterr().err
    drawn = "outputs/sample/creatures-psi0.7/seed-0001.png"
    assert main(["info", drawn]) == 0
    assert "--model creatures" in capfd.readouterr().out
    monkeypatch.chdir(home)
    assert main(["sample", "--n", "2", "--model", "creatures", "--out", str(tmp_path / "b")]) == 0
    first, second = (tmp_path / name for name in (drawn, "b/seed-0001.png"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode elsewhere")
def test_names_that_are_no_utf8_are_said_and_not_fatal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"art\xe9")
    picture = synthetic.write_folder(tmp_path / name, 12, size=16)[0]
    line = [sys.executable, "-m", "pokegan", "prepare", name, "--out", f"{name}.safetensors"]
    strict = {**os.environ, "PYTHONIOENCODING": "utf-8"}  # which pytest's own stdout is not
    done = subprocess.run(line, env=strict, capture_output=True, check=True)
    assert done.stdout == b"art\xe9.safetensors\n"
    assert main(["train", name, *SMALL]) == 0
    assert main(["mix", "--coarse", f"{name}/{picture.name}", "--fine", "2", "--out", "m.png"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"runs/art_/model-")
    assert render.read_recipe(tmp_path / "m.png")["coarse"] == f"{name}/{picture.name}"
