"""Walks against places worked out by hand, and their files against what they say of themselves."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from conftest import Finished, Outcome, assert_refused, assert_within_a_level, largest_difference
from PIL import Image

from pokegan import render
from pokegan.cli import walk
from pokegan.errors import UsageError
from pokegan.explore import walks
from pokegan.explore.resolve import Explorer
from pokegan.explore.walks import Film, Span, save_film
from pokegan.render.pixels import enlarged
from pokegan.sampling.latents import Creature
from pokegan.sampling.sampler import Look, Sampler
from pokegan.sampling.writers import save_samples


@pytest.fixture(scope="module")
def home(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one finished run, runs/images."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(finished.folder, home / "runs/images")
    return home


def frames_of(path: Path) -> list[np.ndarray]:
    """An animation's frames [H, W, 3]."""
    frames = []
    with Image.open(path) as film:
        for i in range(getattr(film, "n_frames", 1)):
            film.seek(i)
            frames.append(np.asarray(film.convert("RGB")))
    return frames


def larger(sampler: Sampler, scale: int) -> Explorer:
    """The same model, whose pictures are written enlarged."""
    return Explorer(sampler.file, finish=render.Finish(scale=scale))


def with_noise_of(first: Creature, w_plus: torch.Tensor) -> Creature:
    return Creature("", w_plus, first.noise_seed)


# From creature to creature


@pytest.mark.parametrize(
    ("film", "strip", "frames"),
    [
        (Film(), False, 144),  # 3 steps of 2 s at 24 a second
        (Film(loop=False), False, 96),
        (Film(fps=12.5), False, 75),
        (Film(), True, 24),
        (Film(loop=False), True, 16),
        (Film(frames=5), True, 5),
        (Film(frames=1), False, 2),
        (Film(seconds=1.5, fps=10), True, 15),
        (Film(seconds=0.01), False, 2),
    ],
)
def test_a_film_has_as_many_frames_as_it_takes(film: Film, strip: bool, frames: int) -> None:
    assert film.frame_count(3, strip) == frames


def test_the_command_line_repeats_the_default_of_a_film() -> None:
    assert Film().fps == walk.DEFAULT_FPS


def test_films_that_cannot_be_are_refused() -> None:
    with pytest.raises(UsageError, match="Give one of them"):
        Film(frames=3, seconds=2)
    for settings in ({"seconds": float("inf")}, {"fps": float("nan")}):
        with pytest.raises(UsageError, match="must be finite"):
            Film(**settings)


def test_a_film_is_written_with_its_recipe(lively: Sampler, tmp_path: Path) -> None:
    path = tmp_path / "walk.png"
    save_film(lively, path, ["1", "2-3"], Film(loop=False, easing="linear", frames=5))
    strip = np.asarray(Image.open(path)).reshape(16, 5, 16, 3).swapaxes(0, 1)
    walk = lively.interpolate("1-3", frames=5)
    for shown, frame in zip(strip, walk, strict=True):
        assert_within_a_level(shown, frame)
    way = {"loop": False, "easing": "linear", "space": "w", "frames": 5, "fps": 24.0}
    rest = {"psi": 0.7, "out": "walk.png"}
    assert render.read_recipe(path) == lively.recipe(
        "interpolate", points=["1", "2-3"], **way, **rest
    )
    save_film(lively, tmp_path / "walk.webp", ["1", "2"], Film(frames=2))
    assert Image.open(tmp_path / "walk.webp").size == (256, 256)
    save_film(larger(lively, 3), tmp_path / "walk.webp", ["1", "2"], Film(frames=2))
    assert Image.open(tmp_path / "walk.webp").size == (48, 48)
    with pytest.raises(UsageError, match="two creatures or more"):
        save_film(lively, path, ["1"])


@pytest.mark.parametrize(
    ("frames", "loop", "labels"),
    [
        (5, False, ["a", "", "b", "", "c"]),
        (4, False, ["a", "", "b", "c"]),  # b is midway between two frames: to the even one
        (2, False, ["a, b", "c"]),
        (6, True, ["a", "", "b", "", "c", ""]),
        (3, True, ["a", "b", "c"]),
        (2, True, ["a", "b, c"]),
    ],
)
def test_a_strip_names_a_key_point_below_its_nearest_frame(
    frames: int, loop: bool, labels: list[str]
) -> None:
    assert walks.key_labels("abc", frames, loop) == labels


def test_a_key_point_nearest_to_the_return_is_below_the_first_frame() -> None:
    assert walks.key_labels("abcdefgh", 2, True) == ["a, b, c, g, h", "d, e, f"]


def test_a_film_tells_which_creatures_it_is_between(lively: Sampler, tmp_path: Path) -> None:
    film = Film(frames=4, psi=1, labels=True)
    save_film(larger(lively, 4), tmp_path / "walk.apng", ["1", "2"], film)
    bare = list(lively.interpolate("1,2", frames=4, psi=1, loop=True, easing="smooth"))
    told = [("1 -> 2", 0), ("1 -> 2", 0.5), ("2 -> 1", 0), ("2 -> 1", 0.5)]
    for shown, picture, (text, share) in zip(
        frames_of(tmp_path / "walk.apng"), bare, told, strict=True
    ):
        assert_within_a_level(shown, render.captioned(enlarged(picture, 4), text, share))
    assert render.read_recipe(tmp_path / "walk.apng")["labels"] is True  # type: ignore[index]


def test_the_bar_of_a_film_follows_its_easing(lively: Sampler, tmp_path: Path) -> None:
    """An eighth of the way in time is t t (3 - 2 t) = 11/256 of the way."""
    large = larger(lively, 16)
    save_film(large, tmp_path / "a.apng", ["1", "2"], Film(frames=16, labels=True))
    line = frames_of(tmp_path / "a.apng")[1][256]
    assert (line[:11] == 0).all() and (line[11:] > 0).all()


def test_a_labelled_strip_is_a_sheet(lively: Sampler, tmp_path: Path) -> None:
    film = Film(loop=False, easing="linear", frames=5, labels=True)
    save_film(lively, tmp_path / "walk.png", ["1", "2", "3"], film)
    walked = np.stack(list(lively.interpolate("1-3", frames=5)))
    sheet = render.contact_sheet(walked, ["1", "", "2", "", "3"], 5)
    assert_within_a_level(np.asarray(Image.open(tmp_path / "walk.png")), np.asarray(sheet))


def test_a_long_strip_goes_on_in_rows_of_one_length() -> None:
    pictures = np.zeros((20, 16, 16, 3), np.uint8)
    across = 7 * 16 + 4
    assert walks.strip(pictures[:17], [""] * 17).width == 17 * across + 4
    assert walks.strip(pictures, [""] * 20).width == 10 * across + 4


# Between two and between four


@pytest.mark.parametrize(("amount", "own"), [(-1, 1), (0, 1), (0.5, 1), (0.6, 2), (1, 2), (2, 2)])
def test_a_blend_lies_on_the_line_and_has_the_noise_of_the_nearer(
    lively: Sampler, amount: float, own: int
) -> None:
    a, b = lively.one("1"), lively.one("2")
    creature = walks.blend(lively, "1", "2", amount)
    assert torch.allclose(creature.w_plus, a.w_plus + amount * (b.w_plus - a.w_plus), atol=1e-5)
    assert creature.noise_seed == own


def test_the_ends_of_a_blend_are_its_creatures(lively: Explorer) -> None:
    for amount, seed in ((0, 1), (1, 2)):
        creature = walks.blend(lively, "1", "2", amount, psi=0.9)
        assert_within_a_level(lively.drawn([creature])[0], lively.sample([seed], psi=0.9)[0])


@pytest.mark.parametrize("amount", [-1.01, 2.5, math.nan, math.inf])
def test_a_blend_does_not_lead_out_of_the_model(lively: Sampler, amount: float) -> None:
    with pytest.raises(UsageError, match="give -1 to 2"):
        walks.blend(lively, "1", "2", amount)


def test_a_square_is_bilinear_with_its_corners_at_the_corners(lively: Explorer) -> None:
    a, b, c, d = creatures = lively.creatures("1-4")
    placed = list(walks.square(creatures, (3, 5)))
    w_plus = torch.stack([creature.w_plus for creature in placed]).reshape(3, 5, *a.w_plus.shape)
    for row in range(3):
        for column in range(5):
            u, v = column / 4, row / 2
            expected = (1 - u) * (1 - v) * a.w_plus + u * (1 - v) * b.w_plus
            expected = expected + (1 - u) * v * c.w_plus + u * v * d.w_plus
            assert torch.allclose(w_plus[row, column], expected, atol=1e-5)
    assert {creature.noise_seed for creature in placed} == {1}


def test_the_corners_of_a_square_have_the_noise_of_the_first(lively: Explorer) -> None:
    pixels = walks.corners(lively, ["1", "2-4"], (2, 3), psi=0.9)
    creatures = lively.creatures("1-4", psi=0.9)
    expected = lively.drawn([with_noise_of(creatures[0], one.w_plus) for one in creatures])
    assert pixels.shape == (6, 16, 16, 3)
    assert_within_a_level(pixels[[0, 2, 3, 5]], expected)
    assert largest_difference(pixels[2], lively.sample([2], psi=0.9)[0]) > 3


def test_the_rim_goes_round_clockwise_at_one_speed(lively: Explorer) -> None:
    frames = list(walks.rim(lively, ["1-4"], 16))
    square = walks.corners(lively, ["1-4"], (5, 5)).reshape(5, 5, 16, 16, 3)
    way = [(0, i) for i in range(4)] + [(i, 4) for i in range(4)]
    way += [(4, 4 - i) for i in range(4)] + [(4 - i, 0) for i in range(4)]
    for frame, place in zip(frames, way, strict=True):
        assert_within_a_level(frame, square[place])


@pytest.mark.parametrize(
    ("text", "size"), [("8", (8, 8)), ("5x9", (5, 9)), ("2x64", (2, 64)), ("05", (5, 5))]
)
def test_a_size_is_rows_by_columns(text: str, size: tuple[int, int]) -> None:
    assert walks.parse_size(text) == size


@pytest.mark.parametrize("text", ["", "1", "x", "8x1", "65", "8x8x8", "-8", "3.5", "8*8", "8 x 8"])
def test_a_size_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="size cannot be"):
        walks.parse_size(text)


def test_a_square_is_written_in_rows(lively: Sampler, tmp_path: Path) -> None:
    walks.save_corners(lively, tmp_path / "a.png", ["1-4"], "2x3", Film(psi=0.5))
    sheet = render.contact_sheet(walks.corners(lively, ["1-4"], (2, 3), 0.5), None, 3)
    assert_within_a_level(np.asarray(Image.open(tmp_path / "a.png")), np.asarray(sheet))
    large = larger(lively, 2)
    walks.save_corners(large, tmp_path / "a.apng", ["1-4"], film=Film(seconds=1, fps=8))
    shown = frames_of(tmp_path / "a.apng")
    for frame, expected in zip(shown, walks.rim(lively, ["1-4"], 8), strict=True):
        assert_within_a_level(frame, enlarged(expected, 2))


# By truncation


def test_a_seed_is_truncated_from_its_whole_style(lively: Explorer) -> None:
    pictures = np.stack(list(walks.sweep(lively, "7", [-1, 0, 0.7, 1, 1.5])))
    for picture, psi in zip(pictures, [-1, 0, 0.7, 1, 1.5], strict=True):
        assert_within_a_level(picture, lively.sample([7], psi=psi)[0])
    assert largest_difference(pictures[0], pictures[3]) > 10


def test_what_was_saved_is_scaled_from_what_it_is(lively: Sampler, tmp_path: Path) -> None:
    save_samples(lively, tmp_path, [7], {"seeds": 7}, Look(psi=0.5))
    for psi, of_seed in ((1, 0.5), (1.6, 0.8), (-1, -0.5)):
        (picture,) = walks.sweep(lively, str(tmp_path / "seed-0007.png"), [psi])
        assert_within_a_level(picture, lively.sample([7], psi=of_seed)[0])


def test_a_span_is_even_in_a_strip_and_swings_in_a_film() -> None:
    assert Span(-1, 1.5, 6).evenly() == pytest.approx([-1, -0.5, 0, 0.5, 1, 1.5])
    assert Span(0, 2, 2).there_and_back(8) == pytest.approx(
        [0, 1 - 0.5**0.5, 1, 1 + 0.5**0.5, 2, 1 + 0.5**0.5, 1, 1 - 0.5**0.5]
    )
    assert Span(-1, 3).share(0) == 0.25
    with pytest.raises(UsageError, match="both 1"):
        Span(1, 1)
    with pytest.raises(UsageError, match="finite"):
        Span(0, math.inf)


def test_a_sweep_is_written_with_its_psi(lively: Sampler, tmp_path: Path) -> None:
    walks.save_sweep(lively, tmp_path / "a.png", "7", Span(-0.5, 0.5, 3))
    pictures = lively.sample([7], psi=-0.5), lively.sample([7], psi=0), lively.sample([7], psi=0.5)
    sheet = render.contact_sheet(np.concatenate(pictures), ["psi -0.5", "psi 0", "psi 0.5"], 3)
    assert_within_a_level(np.asarray(Image.open(tmp_path / "a.png")), np.asarray(sheet))
    film = Film(seconds=0.5, fps=8)
    walks.save_sweep(larger(lively, 8), tmp_path / "a.apng", "7", Span(-0.5, 0.5), film)
    told = [
        ("psi -0.50", -0.5, 0),
        ("psi 0.00", 0, 0.5),
        ("psi 0.50", 0.5, 1),
        ("psi 0.00", 0, 0.5),
    ]
    shown = frames_of(tmp_path / "a.apng")
    for frame, (text, psi, share) in zip(shown, told, strict=True):
        picture = enlarged(lively.sample([7], psi=psi)[0], 8)
        assert_within_a_level(frame, render.captioned(picture, text, share))


# Commands


def test_the_command_line_repeats_the_defaults() -> None:
    assert Film().fps == walk.DEFAULT_FPS
    assert Span() == Span(walk.DEFAULT_FROM, walk.DEFAULT_TO, walk.DEFAULT_N)


@pytest.mark.parametrize(
    "line",
    [
        "interpolate 1 2 --frames 5 --no-loop --labels --out made.png",
        "interpolate 1 2 --frames 3 --labels --out made.webp",
        "corners 1 2-4 --size 2x3 --psi 0.9",
        "corners 1 2 3 4 --seconds 0.5 --fps 8 --scale 2 --out made.gif",
        "blend 1 2 --amount -0.25",
        "sweep 7 --from -2 --to 0.5 --n 3",
        "sweep 7 --seconds 0.5 --fps 8 --out made.apng",
    ],
)
def test_what_a_walk_wrote_can_be_made_again(
    call: Callable[[str], Outcome], home: Path, line: str
) -> None:
    code, out, err = call(line)
    assert code == 0, err
    made = home / out.strip()
    before = made.read_bytes()
    made.unlink()
    code, out, err = call(again(call, made, before))
    assert code == 0, err
    assert (home / out.strip()).read_bytes() == before


def again(call: Callable[[str], Outcome], made: Path, content: bytes) -> str:
    """The command line that a file carries."""
    made.write_bytes(content)
    code, out, _ = call(f"info --json '{made}'")
    made.unlink()
    assert code == 0
    line: Any = json.loads(out)["again"]
    return str(line).removeprefix("pokegan ")


def test_a_blend_can_stand_for_a_creature(call: Callable[[str], Outcome], home: Path) -> None:
    assert call("blend 1 2 --amount 0.25 --out half.png")[0] == 0
    assert call("blend half.png 2 --amount 0 --out same.png")[1] == "same.png\n"
    one, other = (np.asarray(Image.open(home / name)) for name in ("half.png", "same.png"))
    assert_within_a_level(one, other)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("corners 1 2 3", 2, "four corners, and '1 2 3' names 3 creatures"),
        ("corners 0-8", 2, "names 9 creatures"),
        ("corners 0-3 --size 1", 2, "size cannot be '1'. Say 8, or rows"),
        ("corners 0-3 --size 8x", 2, "size cannot be '8x'"),
        ("corners 0-3 --seconds 2", 2, "seconds have no effect on a PNG"),
        ("sweep 1 --seconds 2 --out a.PNG", 2, "seconds have no effect on a PNG"),
        ("corners 0-3 --out a.jpg", 2, "Known are .gif"),
        ("blend 1", 2, "Missing argument 'B'"),
        ("blend 1 2-3", 2, "'2-3' names 2 creatures where one is wanted"),
        ("blend 1 2 --amount 5", 2, "an amount of 5 leads out"),
        ("blend 1 2 --out a.gif", 2, "must end with .png"),
        ("sweep 1-2", 2, "names 2 creatures where one is wanted"),
        ("sweep 1 --from 1 --to 1", 2, "from and to are both 1"),
        ("sweep 1 --from nan", 2, "must be finite"),
        ("sweep 1 --out a.gif --fps 60", 2, "cannot show 60 frames a second"),
        ("sweep gone.png", 1, "no such file: gone.png"),
        ("interpolate 1 --labels", 2, "two creatures or more"),
        ("interpolate 1 2 --frames 20001", 2, "20,001 frames are too many"),
        ("interpolate 1 2 --seconds 1e308 --fps 24", 2, "frames are too many"),
        ("interpolate 0-9999", 2, "480,000 frames are too many"),
        ("corners 0-3 --seconds 1e9 --out a.webp", 2, "frames are too many"),
        ("sweep 1 --seconds 1e9 --out a.webp", 2, "frames are too many"),
        ("blend 1 2 --psi nan", 2, "psi cannot be nan"),
        ("blend 1 2 --psi inf", 2, "psi cannot be inf"),
        ("blend 1 2 --scale 65", 2, "cannot be enlarged 65 times"),
        ("blend 0-9999999 2", 2, "10,000,000 creatures are too many at once"),
        (f"blend {'a' * 300} 2", 2, "is no creature"),
        (f"blend 1 2 --model {'a' * 300}", 1, "no such file: aaa"),
        ("arith 9999999999999999999999999999999999999999999*7", 1, "What was asked for leads too"),
    ],
)
def test_a_walk_typed_wrong_is_answered_in_a_sentence(
    call: Callable[[str], Outcome], line: str, code: int, said: str
) -> None:
    assert_refused(call(line), code, said)
