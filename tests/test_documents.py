"""The whole path as README and guides tell it: each of their commands is run, in their order."""

from __future__ import annotations

import dataclasses
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Mapping
from importlib import import_module  # as the package's name for it is the command
from pathlib import Path

import pytest
from PIL import Image
from torch import Tensor

from pokegan.checkpoints.model_file import ModelFile
from pokegan.cli import main
from pokegan.data import synthetic
from pokegan.explore.projection import fit_report, pictures
from pokegan.explore.projection.pictures import ProjectedPicture
from pokegan.explore.projection.projector import USUAL, Effort, OnStep, ignore_step
from pokegan.runtime.marks import mark_in
from pokegan.training import forecast

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = [
    (ROOT / f"docs/guides/{name}.md").read_text(encoding="utf-8")
    for name in ("play", "publish", "train")
]
TEXT = "\n".join([README, *GUIDES])
SMALL = shlex.split(
    "--kimg 0.12 --resolution 16 --set channel_max=8 --set z_dim=16 --set w_dim=16 "
    "--set batch_size=8 --set preview_count=4 --set tick_kimg=0.04"
)

# The first run is the default; what others are about, they show as well with the cheaper judge.
PIXELS = ["--discriminator", "pixels"]
OTHER_FAMILY = shlex.split(
    "--kimg 0.12 --resolution 16 --batch 8 --set preview_count=4 --set tick_kimg=0.04"
)
NARROW = {"progan": "channel_max=8", "dcgan": "filters=4", "began": "filters=4"}

PROJECT_PICTURES = pictures.project_pictures
WALKS = ("interpolate", "corners", "blend", "arith", "noise", "sweep", "timelapse")
SMALLER = {
    "train": SMALL,
    "evaluate": ["--n", "16"],
    "bench": shlex.split(
        "--repeats 1 --set resolution=8 --set channel_max=8 --set z_dim=16 --set w_dim=16 "
        "--set discriminator=pixels"
    ),
}


def shell_lines() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", TEXT, flags=re.S)
    return [line for block in blocks for line in block.splitlines() if line]


def commands() -> list[list[str]]:
    lines = [line for line in shell_lines() if line.startswith("pokegan ")]
    return [shlex.split(line)[1:] for line in lines]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home with späces")
    synthetic.write_folder(home / "images", 24, size=48)
    first, second, *_ = sorted((home / "images").glob("*.png"))
    shutil.copy(first, home / "pikachu.png")
    shutil.copy(second, home / "mew.png")
    return home


def projected_quickly(
    file: ModelFile,
    found: Mapping[Path, Tensor],
    effort: Effort = USUAL,
    on_step: OnStep = ignore_step,
) -> list[ProjectedPicture]:
    quick = dataclasses.replace(effort, steps=10, starts=2, samples=64)
    return PROJECT_PICTURES(file, found, quick, on_step)


@pytest.mark.usefixtures("few_measured")
def test_documented_commands_run_in_their_order(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setattr(forecast, "MOST_BATCHES", 2)
    for module in (pictures, fit_report):
        monkeypatch.setattr(module, "project_pictures", projected_quickly)
    for command in commands():
        small = SMALLER.get(command[0], [])
        if command[0] == "train" and "--out" in command and "--discriminator" not in command:
            small = [*small, *PIXELS]
        if "--family" in command:
            family = command[command.index("--family") + 1]
            small = [*OTHER_FAMILY, "--set", NARROW[family]]
        if any(word.startswith("extra_kimg") for word in command):
            small = [*small, "--set", "extra_kimg=0.05"]
        assert main([*command, *small]) == 0, f"pokegan {shlex.join(command)}"
        named = capfd.readouterr().out.split("\n")[0]
        if command[0] in ("sample", "mix", "prepare", *WALKS):
            assert (home / named).is_file(), f"pokegan {shlex.join(command)} printed {named!r}"
    drawn = Counter(path.parent for path in (home / "outputs/sample").glob("images-*/seed-*.png"))
    assert sorted(drawn.values())[-2:] == [64, 65]  # --n 64; and with another psi 0-63 and 99
    assert Image.open(home / "outputs/mix-3_0-5.png").size > (7 * 16, 2 * 16)
    assert Image.open(home / "walk.webp").n_frames == 144
    assert_every_picture_is_marked(home)


def assert_every_picture_is_marked(home: Path) -> None:
    """All that pokegan wrote, of which there must be no learning by accident."""
    given = {*(home / "images").iterdir(), home / "pikachu.png", home / "mew.png"}
    endings = (".png", ".apng", ".gif", ".webp", ".jpg")
    pictures = [path for path in home.rglob("*") if path.suffix in endings and path not in given]
    assert {path.name for path in pictures} >= {"reals.png", "augment.png", "images-sheet.png"}
    assert [path for path in pictures if mark_in(Image.open(path)) is None] == []


def test_documented_python_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    if not (home / "runs").exists():
        assert main(["train", "images", *SMALL]) == 0
    play, onnx = re.findall(r"```python\n(.*?)```", TEXT, flags=re.S)
    names: dict[str, object] = {}
    exec(play, names)
    assert names["pixels"].shape == (3, 16, 16, 3)
    assert len(names["frames"]) == 48
    if not (home / "outputs/pokemon.onnx").exists():
        assert main(["export", "pokemon-32px", "--to", "outputs/pokemon.onnx"]) == 0
    exec(onnx, names)
    assert names["pixels"].shape == (16, 32, 32, 3)


def test_readme_test_command_is_what_ci_runs() -> None:
    (line,) = [line for line in shell_lines() if "/pytest" in line]
    assert line in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_readme_demo_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (line,) = [line for line in shell_lines() if "demo" in line]
    assert line.split("&&")[-1].strip() == ".venv/bin/pokegan demo"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(import_module("pokegan.cli.demo"), "CREATURES", 48)
    assert main(["demo", "--minutes", "0.02"]) == 0
    said = capfd.readouterr().err
    shown = ("sample/sheet.png", "mix.png", "walk.gif")
    for name in ("creatures-sheet.png", *shown, *(f"box/{name}" for name in shown)):
        assert (tmp_path / "demo" / name).is_file()
        assert f"demo/{name}" in said
    resolutions = {int(match) for match in re.findall(r"^ *(\d+) px", said, flags=re.M)}
    assert resolutions == {32}
    assert said.index("demo/box") < said.index("drawing 48 creatures")  # first what impresses


def test_guide_and_help_name_the_same_presets(capsys: pytest.CaptureFixture[str]) -> None:
    from pokegan.config import PRESETS

    assert main(["train", "--help"]) == 0
    shown = capsys.readouterr().out
    for name in PRESETS["stylegan"]:
        assert f"| `{name}` |" in TEXT
        assert name in shown


def test_links_between_documents_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_tree_in_the_documents_is_the_one_there_is() -> None:
    text = (ROOT / "docs/concepts/how-it-works.md").read_text(encoding="utf-8")
    (tree,) = re.findall(r"```text\npokegan/\n(.*?)```", text, flags=re.S)
    named = set(re.findall(r"^  (\w+)/", tree, flags=re.M))
    package = ROOT / "pokegan"
    rooms = {
        path.name for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    assert named == rooms
