"""The film of a run's previews: how long each stays, and what is written below it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import Finished, Outcome, assert_refused
from PIL import Image

from pokegan import render
from pokegan.checkpoints import layout
from pokegan.checkpoints.layout import nimg_of
from pokegan.cli import walk
from pokegan.errors import DataError, ResumeError, UsageError
from pokegan.explore.timelapse import Timing, previews, timelapse


@pytest.fixture(scope="module")
def home(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one finished run, runs/images."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(finished.folder, home / "runs/images")
    return home


@pytest.fixture
def run_dir(finished: Finished, tmp_path: Path) -> Path:
    """A copy of the finished run, to be changed."""
    return Path(shutil.copytree(finished.folder, tmp_path / "run"))


@pytest.mark.parametrize(
    ("seconds", "fps", "counts"),
    [
        (5, 2, [2, 2, 2, 4]),  # 8 frames move, 2 hold
        (10, 2, [4, 4, 4, 8]),
        (1, 5, [1, 1, 1, 2]),
        (1, 3, [0, 1, 1, 1]),  # 2 frames for 4 previews
        (0.01, 1, [0, 0, 0, 1]),
    ],
)
def test_previews_share_the_time_and_the_last_is_held(
    seconds: float, fps: float, counts: list[int]
) -> None:
    assert Timing(seconds, fps).frames(4) == counts
    assert sum(counts) == max(1, round(seconds * fps))


def test_every_frame_says_what_training_noted(finished: Finished) -> None:
    """The schedule gives each preview the resolution that stats.jsonl has for it."""
    lines = (finished.folder / "stats.jsonl").read_text().splitlines()
    noted = {row["nimg"]: row for row in map(json.loads, lines)}
    paths = layout.numbered(finished.folder, "preview")
    frames = list(timelapse(finished.folder, None))
    assert len(frames) == len(paths) == len(noted) > 4
    assert {(row["resolution"], row["alpha"] < 1) for row in noted.values()} >= {
        (8, True),
        (16, False),
    }
    for path, frame in zip(paths, frames, strict=True):
        row = noted[nimg_of(path)]
        picture = np.asarray(Image.open(path))
        scale = round(512 / picture.shape[1])
        large = picture.repeat(scale, 0).repeat(scale, 1)
        fading = ", fading in" if row["alpha"] < 1 else ""
        expected = render.captioned(
            large,
            f"{row['nimg'] / 1000:g} kimg",
            row["nimg"] / nimg_of(paths[-1]),
            f"{row['resolution']} px{fading}",
        )
        assert np.array_equal(frame, expected), path.name


def test_the_bar_of_a_run_that_goes_on_is_not_full(run_dir: Path) -> None:
    whole = list(timelapse(run_dir, None))
    previews(run_dir)[-1].unlink()
    for frame, expected in zip(timelapse(run_dir, None), whole[:-1], strict=True):
        assert np.array_equal(frame, expected)


def test_smaller_previews_are_brought_to_the_size_of_the_largest(run_dir: Path) -> None:
    first, *_, last = previews(run_dir)
    size = Image.open(last).size
    marked = np.zeros((size[1] // 2, size[0] // 2, 3), np.uint8)
    marked[0, 0] = 255
    Image.fromarray(marked).save(first)
    scale = 2 * round(512 / size[0])
    frames = list(timelapse(run_dir, None))
    assert len({frame.shape for frame in frames}) == 1
    assert (frames[0][:scale, :scale] == 255).all()
    assert (frames[0][:scale, scale : 2 * scale] == 0).all()


def test_a_run_without_previews_is_told(run_dir: Path, tmp_path: Path) -> None:
    for path in previews(run_dir):
        path.unlink()
    with pytest.raises(DataError, match=r"holds no preview yet\. The first is drawn"):
        list(timelapse(run_dir))
    with pytest.raises(DataError, match="no such folder"):
        list(timelapse(tmp_path / "gone"))


def test_what_is_damaged_is_told(run_dir: Path) -> None:
    first = previews(run_dir)[0]
    whole = first.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"no picture"):
        first.write_bytes(damaged)
        with pytest.raises(DataError, match=rf"{first.name} is damaged"):
            list(timelapse(run_dir))
    first.write_bytes(whole)
    (run_dir / "config.json").write_text("{")
    with pytest.raises(ResumeError, match=r"config\.json cannot be read"):
        list(timelapse(run_dir))


def test_times_are_finite() -> None:
    for wrong in ({"seconds": float("inf")}, {"fps": float("nan")}):
        with pytest.raises(UsageError, match="must be finite"):
            Timing(**wrong)


def test_the_command_line_repeats_the_defaults() -> None:
    assert Timing() == Timing(walk.TIMELAPSE_SEC, walk.TIMELAPSE_FPS)


@pytest.mark.parametrize(
    "options", ["--seconds 2 --fps 5", "--out all.png", "--out a.webp", "--out all.json"]
)
def test_a_timelapse_can_be_made_again_without_a_model(
    call: Callable[[str], Outcome], home: Path, options: str
) -> None:
    code, out, err = call(f"timelapse runs/images {options}")
    assert code == 0, err
    made = home / out.strip()
    assert out.strip() in ("outputs/timelapse-images.gif", "all.png", "a.webp", "all.json")
    before = made.read_bytes()
    code, told, _ = call(f"info --json {out.strip()}")
    again = json.loads(told)["again"]
    assert code == 0 and "--model" not in again and "not here" not in again
    assert call(f"info {out.strip()}")[0] == 0
    made.unlink()
    code, out, err = call(again.removeprefix("pokegan "))
    assert code == 0, err
    assert (home / out.strip()).read_bytes() == before


def test_a_timelapse_is_a_picture_like_any_other(call: Callable[[str], Outcome]) -> None:
    """It was made of a run and tells of no model: what it shows is projected."""
    assert call("timelapse runs/images --out t.png")[0] == 0
    code, _, err = call("card t.png --rarity styles")
    assert code == 0 and "levels off" in err


def test_a_run_far_away_is_named_as_it_was(
    call: Callable[[str], Outcome], home: Path, run_dir: Path
) -> None:
    assert call(f"timelapse {run_dir} --out far.png")[0] == 0
    assert f"pokegan timelapse {run_dir} --seconds" in call("info far.png")[1]


def test_a_strip_shows_each_preview_once(call: Callable[[str], Outcome], home: Path) -> None:
    assert call("timelapse runs/images --seconds 1 --out once.png")[0] == 0
    (frame, *_) = frames = list(timelapse(home / "runs/images", None))
    width, height = Image.open(home / "once.png").size
    columns = width // frame.shape[1]
    rows = -(-len(frames) // columns)
    assert (width, height) == (columns * frame.shape[1], rows * frame.shape[0])


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("timelapse", 2, "Missing argument 'RUN'"),
        ("timelapse nowhere", 1, "no such folder: nowhere"),
        ("timelapse runs/images --out a.mpg", 2, "Did you mean a.png?"),
        ("timelapse runs/images --fps 60", 2, "cannot show 60 frames a second"),
        ("timelapse runs/images --seconds inf", 2, "must be finite"),
        ("timelapse runs/images --seconds 1e308", 2, "frames are too many"),
        (f"timelapse {'a' * 300}", 1, "no such folder"),
    ],
)
def test_a_timelapse_typed_wrong_is_answered_in_a_sentence(
    call: Callable[[str], Outcome], line: str, code: int, said: str
) -> None:
    assert_refused(call(line), code, said)
