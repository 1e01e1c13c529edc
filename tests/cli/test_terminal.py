"""Half blocks, character by character, and when a terminal is shown none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import Finished, Outcome
from PIL import Image
from rich.console import Console
from rich.style import Style
from rich.text import Text

from pokegan.cli import terminal
from pokegan.cli.options import console

RED, GREEN, BLUE, CLEAR = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)


@pytest.fixture
def home(finished: Finished, tmp_path: Path) -> Path:
    """A folder with a copy of the finished run."""
    shutil.copytree(finished.folder, tmp_path / "runs/images")
    return tmp_path


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A terminal of 80 x 24 in full colour, whatever stderr is."""
    settings = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "FORCE_COLOR": "1"}
    for name, value in {**settings, "COLUMNS": "80", "LINES": "24"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    console.cache_clear()
    yield monkeypatch
    console.cache_clear()


def picture(*rows: list[tuple[int, ...]]) -> np.ndarray:
    return np.array(rows, np.uint8)


def characters(text: Text) -> list[list[tuple[str, Style]]]:
    """Each line's characters with their styles."""
    lines = text.split("\n")
    return [
        [(line.plain[i], line.get_style_at_offset(Console(), i)) for i in range(len(line))]
        for line in lines
    ]


def test_two_by_two_pixels_are_two_characters() -> None:
    pixels = picture([RED, GREEN], [BLUE, RED])
    assert characters(terminal.half_blocks(pixels, 80)) == [
        [
            ("▀", Style.parse("#ff0000 on #0000ff")),
            ("▀", Style.parse("#00ff00 on #ff0000")),
        ]
    ]


def test_what_is_clear_shows_the_terminal_s_background() -> None:
    faint, dense = (9, 9, 9, 127), (9, 9, 9, 128)
    pixels = picture([RED, CLEAR, CLEAR, dense], [CLEAR, GREEN, CLEAR, faint])
    assert characters(terminal.half_blocks(pixels, 4)) == [
        [
            ("▀", Style.parse("#ff0000")),
            ("▄", Style.parse("#00ff00")),
            (" ", Style()),
            ("▀", Style.parse("#090909")),
        ]
    ]


def test_an_odd_row_is_the_upper_half_of_its_line() -> None:
    lines = characters(terminal.half_blocks(picture([RED], [GREEN], [BLUE])[..., :3], 1))
    assert lines == [
        [("▀", Style.parse("#ff0000 on #00ff00"))],
        [("▀", Style.parse("#0000ff"))],
    ]


def test_colours_are_averaged_by_their_opacity() -> None:
    pixels = picture([RED, RED, BLUE, CLEAR], [RED, RED, BLUE, CLEAR])
    reduced = terminal.fitted(pixels, 2, 9)
    assert reduced.tolist() == [[[255, 0, 0, 255], [0, 0, 255, 128]]]
    grey = terminal.fitted(
        picture([(0, 0, 0), (255, 255, 255)], [(0, 0, 0), (255, 255, 255)]), 1, 9
    )
    assert abs(int(grey[0, 0, 0]) - 128) <= 1 and grey[0, 0, 3] == 255


@pytest.mark.parametrize(
    ("size", "room", "fitting"),
    [
        ((32, 32), (80, 44), (32, 32)),
        ((256, 256), (32, 44), (32, 32)),
        ((44, 80), (80, 44), (44, 80)),
        ((88, 80), (80, 44), (44, 40)),
        ((45, 161), (80, 44), (15, 54)),
    ],
)
def test_pictures_are_reduced_by_whole_numbers(
    size: tuple[int, int], room: tuple[int, int], fitting: tuple[int, int]
) -> None:
    assert terminal.fitted(np.zeros((*size, 3), np.uint8), *room).shape[:2] == fitting


def test_rows_hold_as_many_as_fit() -> None:
    tiles = [np.full((8, 8, 4), 10 * i + 5, np.uint8) for i in range(12)]
    canvas = terminal.in_rows(tiles, width=26, height=17)
    assert canvas.shape == (17, 26, 4)
    assert [int(canvas[y, x, 0]) // 10 for y in (0, 9) for x in (0, 9, 18)] == [0, 2, 4, 6, 8, 10]
    assert not canvas[:, 8].any() and not canvas[8].any()
    assert terminal.in_rows(tiles[:2], 80, 44).shape == (8, 17, 4)
    assert terminal.in_rows(tiles, 5, 1).shape[1] <= 5
    alone = terminal.in_rows([np.zeros((64, 64, 3), np.uint8)], 80, 80)
    assert alone.shape == (64, 64, 4)


def test_spread_begins_with_the_first() -> None:
    assert terminal.spread(range(10), 4) == [0, 2, 5, 7]
    assert terminal.spread("abc", 5) == ["a", "b", "c"]


def test_all_frames_of_a_film_are_read(tmp_path: Path) -> None:
    film = [Image.new("RGB", (4, 4), colour) for colour in ("red", "lime", "blue")]
    film[0].save(tmp_path / "a.gif", save_all=True, append_images=film[1:])
    assert [frame[0, 0].tolist() for frame in terminal.frames(tmp_path / "a.gif")] == [
        list(RED),
        list(GREEN),
        list(BLUE),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "sample --n 4 --show --out a",
        "mix --coarse 1 --fine 2 --show --out a.png",
        "interpolate 1 2 --frames 4 --show --cutout --out a.webp",
        "interpolate 1 2 --frames 4 --show --out a.json",
    ],
)
def test_pictures_go_to_stderr_and_paths_to_stdout(
    call: Callable[[str], Outcome], screen: pytest.MonkeyPatch, line: str
) -> None:
    code, out, err = call(line)
    assert code == 0 and out.count("\n") == 1 and "▀" not in out
    assert "▀" in err and "\x1b[38;2;" in err
    assert "▀" not in call(line.replace(" --show", ""))[2]


def test_a_picture_on_the_terminal_is_the_one_that_was_written(
    call: Callable[[str], Outcome], screen: pytest.MonkeyPatch, home: Path
) -> None:
    _, _, err = call("mix --coarse 1 --fine 2 --show --out a.png")
    pixels = np.asarray(Image.open(home / "a.png"))
    upper, lower = (";".join(map(str, pixel)) for pixel in pixels[:2, 0])
    assert f"\x1b[38;2;{upper};48;2;{lower}m▀" in err
    assert err.count("▀") == 16 * 8


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_without_colours_is_told(
    call: Callable[[str], Outcome], screen: pytest.MonkeyPatch, name: str, value: str
) -> None:
    screen.setenv(name, value)
    code, _, err = call("mix --coarse 1 --fine 2 --show --out a.png")
    assert code == 0 and "▀" not in err
    assert "this terminal shows no blocks in colour, so --show has no effect" in err


def test_without_a_terminal_nothing_is_shown_nor_said(call: Callable[[str], Outcome]) -> None:
    console.cache_clear()
    _, _, err = call("mix --coarse 1 --fine 2 --show --out a.png")
    assert err == call("mix --coarse 1 --fine 2 --out a.png")[2] and err.count("\n") == 1


def test_showing_leaves_no_trace_in_recipes(call: Callable[[str], Outcome], home: Path) -> None:
    assert call("mix --coarse 1 --fine 2 --show --out a.png")[0] == 0
    assert "show" not in json.loads(call("info --json a.png")[1])["again"]
