"""What needs more memory than there is, refused by the real command before it starts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Outcome, assert_refused

from pokegan.cli import main
from pokegan.data import synthetic
from pokegan.explore import noise
from pokegan.render import pixels
from pokegan.sampling import writers
from pokegan.training import loop

SMALL = (
    "--kimg 0.1 --batch 8 --resolution 16 --discriminator pixels --set channel_max=8 "
    "--set z_dim=16 --set w_dim=16 --set start_resolution=16 --set preview_count=4"
)
FREE = 3e8


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pictures and one finished run of 16 px."""
    home = tmp_path_factory.mktemp("home")
    synthetic.write_folder(home / "images", 16, size=32)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert main(["train", "images", *SMALL.split(), "--set", "noise_from=4"]) == 0
    return home


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be drawn or trained."""
    for place, name in ((loop, "Trainer"), (noise, "variations"), (writers.Sampler, "draw")):
        monkeypatch.setattr(place, name, None)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"train images {SMALL} --batch 100000 --out runs/x", "images a step at 16 px"),
        (f"train images {SMALL} --batch 100000 --out runs/x --dry-run", "(--batch "),
        (f"train images {SMALL} --set preview_count=10000000 --out x", "(--set preview_count="),
        ("train images --preset paper --resolution 32 --out runs/x", "(--preset, --resolution)"),
        ("sample --n 300 --scale 64", "a sheet of 256 pictures of 16 px, enlarged 64 times,"),
        ("sample --n 300 --scale 64", "Enlarged 31 times it would fit. (--scale 31)"),
        ("sample --n 64 --atlas --scale 60", "an atlas of 64 pictures"),
        ("corners 1 2 3 4 --size 64 --scale 64", "a sheet of 4,096 pictures"),
        ("mix --coarse 0-99 --fine 0-98 --scale 16", "a sheet of 10,100 pictures"),
        ("sweep 7 --n 256 --scale 64", "a sheet of 256 pictures"),
        ("sweep 7 --seconds 500 --out a.webp", "12,000 frames of 16 x 16 px would take"),
        ("corners 1 2 3 4 --seconds 500 --out a.webp", "12,000 frames of 16 x 16 px would take"),
        ("interpolate 1 2 --frames 20000", "20,000 frames of 16 x 16 px would take"),
        ("interpolate 1 2 --frames 200 --scale 64", "frames of 16 x 16 px, enlarged 64 times,"),
        ("interpolate 1 2 --frames 900 --labels --scale 64 --out a.png", "a sheet of 900 pictures"),
        ("timelapse runs/images --seconds 1000", "12,000 frames of"),
        ("noise 7 --n 64 --scale 64", "a sheet of 198 pictures of 16 px, enlarged 64 times,"),
        ("evaluate --n 1000000", "1,000,000 samples of 16 px"),
    ],
)
def test_what_does_not_fit_is_refused(
    call: Callable[[str], Outcome], leave_free: Callable[[float], None], line: str, said: str
) -> None:
    leave_free(FREE)
    assert_refused(call(line), 1, said)


def test_old_samples_stay_where_new_ones_do_not_fit(
    call: Callable[[str], Outcome], leave_free: Callable[[float], None], home: Path
) -> None:
    assert call("sample --n 3 --out kept")[0] == 0
    before = {path: path.read_bytes() for path in (home / "kept").iterdir()}
    leave_free(FREE)
    line = "sample --n 300 --scale 64 --out kept --overwrite"
    assert_refused(call(line), 1, "a sheet of 256 pictures")
    assert {path: path.read_bytes() for path in (home / "kept").iterdir()} == before


def test_single_pictures_and_previews_of_changes_are_refused_too(
    call: Callable[[str], Outcome],
    leave_free: Callable[[float], None],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leave_free(5e6)
    monkeypatch.setattr(pixels, "LARGE", 0)
    for line in ("blend 1 2", "mix --coarse 1 --fine 2", "arith '1 + 2'"):
        assert_refused(
            call(f"{line} --scale 64 --out large.png"), 1, "a picture of 16 px, enlarged"
        )
    assert_refused(call("augment-preview images --n 16"), 1, "16 pictures of 64 px would take")
    assert not (home / "large.png").exists()


@pytest.mark.parametrize(
    "error",
    [MemoryError(), RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory")],
)
def test_a_memory_that_is_full_after_all_is_told(
    call: Callable[[str], Outcome], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def full(*given: object) -> None:
        raise error

    monkeypatch.setattr(writers, "save_samples", full)
    assert_refused(call("sample --n 2"), 1, "the memory is full. Ask for less at once")


def test_batches_that_do_not_fit_are_smaller_and_it_says_so(
    call: Callable[[str], Outcome], leave_free: Callable[[float], None]
) -> None:
    leave_free(FREE)
    code, out, err = call("evaluate --n 20 --batch 1000000 --json")
    assert code == 0 and "1,000,000 do not fit into the memory" in err
    assert call("evaluate --n 20 --json")[1] == out
