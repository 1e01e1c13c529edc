"""Pixels against values worked out by hand, and every file kind read back with Pillow."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from pokegan import render
from pokegan.data import synthetic
from pokegan.errors import DataError, MemoryFull, ModelError, PokeganError, UsageError
from pokegan.render import animations, recipes, sheets
from pokegan.render.pixels import Arriving, stack
from pokegan.runtime.files import replacing

RECIPE = {"command": "sample", "seed": 7, "psi": 0.7, "name": "Pokémon 火", "layers": [0, 1]}
PICTURE_KINDS = (".png", ".apng", ".gif", ".webp")
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def flat(*colours: tuple[int, ...], size: int = 8) -> np.ndarray:
    """One plain picture for each colour: uint8 [N, size, size, C]."""
    return np.array(colours, np.uint8)[:, None, None].repeat(size, 1).repeat(size, 2)


def walk(count: int, channels: int = 3, size: int = 16) -> list[np.ndarray]:
    """A red square that crosses a still pattern of 128 colours, clear at the top if RGBA."""
    still = np.zeros((size, size, channels), np.uint8)
    still[..., 0] = np.arange(size) * 8
    still[..., 1] = np.arange(size)[:, None] // 2 * 16
    if channels == 4:
        still[4:, :, 3] = 255
        still[:4] = 0
    frames = [still.copy() for _ in range(count)]
    for i, frame in enumerate(frames):
        frame[2:6, i : i + 4] = (250, 10, 20, 255)[:channels]
    return frames


def read_frames(path: Path, mode: str) -> tuple[list[np.ndarray], list[float]]:
    """All frames and how long each is shown, in milliseconds."""
    frames, times = [], []
    with Image.open(path) as film:
        for i in range(getattr(film, "n_frames", 1)):
            film.seek(i)
            frames.append(np.asarray(film.convert(mode)))
            times.append(float(film.info.get("duration", 0)))
    return frames, times


def test_known_values_become_known_pixels() -> None:
    values = torch.tensor([-3.0, -1.0, 0.0, 1 / 255, 0.5, 1.0, 9.0])
    images = values.reshape(1, 1, 1, 7).expand(1, 3, 1, 7)
    pixels = render.to_pixels(images)
    assert pixels.dtype == np.uint8 and pixels.shape == (1, 1, 7, 3)
    assert pixels[0, 0, :, 1].tolist() == [0, 0, 128, 128, 191, 255, 255]


def test_channels_stay_in_order() -> None:
    images = torch.tensor([1.0, -1.0, 0.6]).reshape(1, 3, 1, 1)
    assert render.to_pixels(images).tolist() == [[[[255, 0, 204]]]]


def test_half_opacity_divides_the_colour() -> None:
    # Opacity 102/255 = 0.4; premultiplied 34 is straight 85, and 153 exceeds the opacity.
    levels = torch.tensor([34.0, 153.0, 0.0, 102.0]).reshape(1, 4, 1, 1)
    assert render.to_pixels(levels / 127.5 - 1).tolist() == [[[[85, 255, 0, 102]]]]


def test_nothing_opaque_is_all_zero() -> None:
    levels = torch.tensor([[200.0, 200.0, 200.0, 0.0], [0.4, 0.4, 0.4, 0.4]])
    pixels = render.to_pixels(levels.reshape(2, 4, 1, 1) / 127.5 - 1)
    assert pixels.flatten().tolist() == [0] * 8


def test_from_pixels_premultiplies() -> None:
    images = render.from_pixels(np.array([[[[200, 100, 0, 51]]]], np.uint8))
    expected = torch.tensor([40.0, 20.0, 0.0, 51.0]) / 127.5 - 1
    assert torch.allclose(images.flatten(), expected, atol=1e-6)


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_all_levels_survive_the_round_trip(channels: int, dtype: torch.dtype) -> None:
    pixels = np.arange(256, dtype=np.uint8).reshape(1, 16, 16, 1).repeat(channels, 3)
    pixels[..., 3:] = 255
    assert np.array_equal(render.to_pixels(render.from_pixels(pixels).to(dtype)), pixels)


def test_a_transparent_creature_survives_the_round_trip() -> None:
    pixels = np.asarray(synthetic.draw(4, 64))[None].copy()
    pixels[pixels[..., 3] == 0] = 0
    assert len(np.unique(pixels[..., 3])) > 10
    assert np.array_equal(render.to_pixels(render.from_pixels(pixels)), pixels)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_pictures_that_are_not_numbers_are_refused(value: float) -> None:
    images = torch.zeros(1, 3, 4, 4)
    images[0, 1, 2, 3] = value
    with pytest.raises(ModelError, match="not numbers"):
        render.to_pixels(images)


def test_pixels_arrive_when_they_are_taken() -> None:
    images = torch.tensor([-1.0, 1.0]).reshape(2, 1, 1, 1).expand(2, 3, 1, 1)
    first, second = Arriving(images), Arriving(-images)
    assert second.pixels()[:, 0, 0, 0].tolist() == [255, 0]
    assert first.pixels()[:, 0, 0, 0].tolist() == [0, 255]
    damaged = Arriving(torch.full((1, 3, 1, 1), float("nan")))
    with pytest.raises(ModelError, match="not numbers"):
        damaged.pixels()


def test_grid_places_pictures_row_by_row() -> None:
    sheet = render.grid(flat(RED, GREEN, BLUE), columns=2, scale=2, gap=3)
    assert sheet.size == (3 + 2 * 19, 3 + 2 * 19)
    places = {(3, 3): RED, (22, 3): GREEN, (3, 22): BLUE, (22, 22): WHITE, (2, 3): WHITE}
    assert {place: sheet.getpixel(place) for place in places} == places
    assert sheet.getpixel((18, 18)) == RED


def test_grid_shows_opacity_on_the_background() -> None:
    pixels = flat((0, 200, 100, 51), (9, 9, 9, 0))
    sheet = render.grid(pixels, gap=0, background="#ff0000")
    assert sheet.getpixel((0, 0)) == (204, 40, 20)
    assert sheet.getpixel((8, 0)) == (255, 0, 0)


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (4, 2), (5, 3), (12, 4)])
def test_grid_is_as_square_as_it_can_be(count: int, columns: int) -> None:
    assert render.grid(flat(*[RED] * count), gap=0).width == 8 * columns


def test_grid_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="no picture"):
        render.grid(np.zeros((0, 8, 8, 3), np.uint8))
    with pytest.raises(UsageError, match="no picture"):
        stack([])


@pytest.mark.parametrize(("size", "scale"), [(8, 14), (32, 4), (64, 2), (128, 1), (512, 1)])
def test_contact_sheet_enlarges_to_a_readable_size(size: int, scale: int) -> None:
    sheet = render.contact_sheet(flat(RED, size=size), ["7"])
    assert sheet.width == size * scale + 2 * render.GAP_PX


def test_labels_are_written_below_their_picture_and_not_beside_it() -> None:
    labels = ["", "a name that is much longer than the tile is wide"]
    sheet = np.asarray(render.contact_sheet(flat(RED, RED), labels, columns=2, scale=8))
    left, right = sheet[:, :72], sheet[:, 72:]
    assert (left[4 + 64 :] == 255).all()
    assert (right[4 + 64 :, :64] < 128).any()
    assert (right[4 + 64 :, 64:] == 255).all()
    assert (right[4:68, :64] == RED).all()


def test_labels_are_white_on_black() -> None:
    sheet = np.asarray(render.contact_sheet(flat(RED), ["seed 7"], background="black"))
    assert sheet[-14:].max() > 200


def test_a_label_too_few_is_a_fault() -> None:
    with pytest.raises(ValueError):
        render.contact_sheet(flat(RED, GREEN), ["one"])


def test_letters_that_the_font_lacks_are_replaced() -> None:
    assert sheets.drawable("Pokémon 火 n.7") == "Pokemon ? n.7"


def test_shortened_keeps_as_much_as_fits() -> None:
    assert sheets.shortened("abcdef", 6, len) == "abcdef"
    assert sheets.shortened("abcdefg", 6, len) == "abcde…"
    assert sheets.shortened("abcdefg", 0, len) == "…"


def test_table_has_rows_left_and_columns_on_top() -> None:
    rows, columns = flat(RED, GREEN, size=112), flat(BLUE, (9, 9, 9), (8, 8, 8), size=112)
    cells = flat(*[(0, 50 + r, 100 + c) for r in range(2) for c in range(3)], size=112)
    sheet = render.table(rows, columns, cells, ["r0", "r1"], ["c0", "c1", "c2"])
    across, down = 112 + render.GAP_PX, 112 + render.GAP_PX + sheets.LABEL_PX + 5

    def at(row: int, column: int) -> object:
        return sheet.getpixel((across * column + 60, down * row + 60))

    assert at(0, 0) == WHITE
    assert [at(0, c) for c in (1, 2, 3)] == [BLUE, (9, 9, 9), (8, 8, 8)]
    assert [at(1, 0), at(2, 0)] == [RED, GREEN]
    assert at(2, 3) == (0, 51, 102) and at(1, 2) == (0, 50, 101)


def test_png_keeps_pixels_and_opacity(tmp_path: Path) -> None:
    picture = flat((10, 20, 30, 40))[0]
    render.save_png(tmp_path / "new" / "a.png", picture)
    with Image.open(tmp_path / "new" / "a.png") as image:
        assert np.array_equal(np.asarray(image), picture)
    assert render.read_recipe(tmp_path / "new" / "a.png") is None


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("size", [(1, 1), (1, 7), (7, 1), (64, 64)])
def test_a_quickly_written_png_loses_nothing(
    size: tuple[int, int], channels: int, tmp_path: Path
) -> None:
    rng = np.random.default_rng(3)
    for picture in (
        rng.integers(0, 256, (*size, channels), np.uint8),
        rng.integers(0, 256, (2 * size[0], 3 * size[1], channels), np.uint8)[::2, ::3],
        np.zeros((*size, channels), np.uint8),
    ):
        render.save_png(tmp_path / "a.png", picture, RECIPE)
        with Image.open(tmp_path / "a.png") as image:
            assert np.array_equal(np.asarray(image), picture)
        assert render.read_recipe(tmp_path / "a.png") == RECIPE


def test_a_quickly_written_png_is_no_larger_than_others(tmp_path: Path) -> None:
    ours = theirs = 0
    for seed in range(20):
        picture = synthetic.draw(seed, 64)
        picture.save(tmp_path / "theirs.png")
        render.save_png(tmp_path / "ours.png", np.asarray(picture))
        theirs += (tmp_path / "theirs.png").stat().st_size
        ours += (tmp_path / "ours.png").stat().st_size
    assert ours < 1.1 * theirs


def test_nothing_but_the_picture_is_left(tmp_path: Path) -> None:
    render.save_png(tmp_path / "a.png", flat(RED)[0])
    render.save_png(tmp_path / "a.png", flat(BLUE)[0])
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    with Image.open(tmp_path / "a.png") as image:
        assert image.getpixel((0, 0)) == BLUE


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "walk.gif"
    path.write_bytes(b"old")

    def frames() -> Iterator[np.ndarray]:
        yield flat(RED)[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render.save_animation(path, frames(), 10)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("walk.gif", b"old")]


def test_half_a_file_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.png"
    with pytest.raises(KeyboardInterrupt), replacing(path) as part:
        part.write_bytes(b"half")
        raise KeyboardInterrupt
    assert part.parent == path.parent and not list(path.parent.iterdir())


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PokeganError, match="cannot be written"):
        render.save_png(tmp_path / "file" / "a.png", flat(RED)[0])


def test_many_pictures_arrive_in_order_and_whole(tmp_path: Path) -> None:
    pixels = flat(*[(i, 255 - i, 0) for i in range(150)])
    items = ((tmp_path / f"{i}.png", pixels[i], {"seed": i}) for i in range(150))
    assert render.save_pngs(items) == 150
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{i}.png" for i in range(150)
    )
    for i in (0, 77, 149):
        with Image.open(tmp_path / f"{i}.png") as image:
            assert np.array_equal(np.asarray(image), pixels[i])
        assert render.read_recipe(tmp_path / f"{i}.png") == {"seed": i}


def test_ten_times_the_pictures_need_the_same_memory(tmp_path: Path) -> None:
    def peak_bytes(count: int) -> int:
        items = (
            (tmp_path / f"{i % 8}.png", np.full((64, 64, 3), i % 256, np.uint8), {"seed": i})
            for i in range(count)
        )
        tracemalloc.start()
        assert render.save_pngs(items) == count
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    peak_bytes(8)
    few, many = peak_bytes(100), peak_bytes(1000)
    assert few > 64 * 64 * 3 and many < 1.2 * few + 50_000


def test_many_pictures_are_drawn_only_as_fast_as_written(tmp_path: Path) -> None:
    ahead = []

    def items() -> Iterator[tuple[Path, np.ndarray, None]]:
        for i in range(400):
            ahead.append(i - len(list(tmp_path.glob("[0-9]*.png"))))
            yield tmp_path / f"{i}.png", flat(RED, size=64)[0], None

    render.save_pngs(items())
    assert max(ahead) <= 50


def test_a_failed_picture_among_many_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    items = [(tmp_path / "file" / "a.png", flat(RED)[0], None)]
    with pytest.raises(PokeganError, match="cannot be written"):
        render.save_pngs(items)


@pytest.mark.parametrize("kind", PICTURE_KINDS)
@pytest.mark.parametrize("channels", [3, 4])
def test_recipes_travel_in_every_kind(kind: str, channels: int, tmp_path: Path) -> None:
    path = tmp_path / f"walk{kind}"
    long = RECIPE | {"words": "ö" * 3000}
    render.save_animation(path, walk(3, channels), 10, long)
    assert render.read_recipe(path) == long
    render.save_animation(path, walk(3, channels), 10)
    assert render.read_recipe(path) is None


def test_a_png_recipe_is_plain_international_text(tmp_path: Path) -> None:
    render.save_png(tmp_path / "a.png", flat(RED)[0], RECIPE)
    raw = (tmp_path / "a.png").read_bytes()
    assert b"iTXtpokegan\0" in raw and "Pokémon 火".encode() in raw


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_pictures_of_others_have_no_recipe(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"other{kind}"
    kinds = {".gif": "GIF", ".webp": "WEBP"}
    Image.new("RGB", (4, 4)).save(path, kinds.get(kind, "PNG"), comment="by hand")
    assert render.read_recipe(path) is None


def test_what_is_no_picture_is_said_so(tmp_path: Path) -> None:
    render.save_png(tmp_path / "whole.png", flat(RED)[0], RECIPE)
    (tmp_path / "text.png").write_text("not a picture")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:60])
    for name in ("text.png", "empty.png", "cut.png", "."):
        with pytest.raises(DataError, match=r"not a picture.* whole, such as a PNG, JPEG"):
            render.read_recipe(tmp_path / name)
    with pytest.raises(DataError, match="no such file"):
        render.read_recipe(tmp_path / "missing.png")


@pytest.mark.parametrize("text", ["{", "[1]", "[" * 100_000, "7"])
def test_a_damaged_recipe_is_said_so(text: str, tmp_path: Path) -> None:
    chunk = recipes.recipe_chunk({})
    assert chunk is not None
    chunk.chunks.clear()
    chunk.add_itxt("pokegan", text)
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png", pnginfo=chunk)
    with pytest.raises(DataError, match="damaged"):
        render.read_recipe(tmp_path / "a.png")


@pytest.mark.parametrize("kind", [".gif", ".webp", ".apng"])
@pytest.mark.parametrize("channels", [3, 4])
def test_frames_come_back_exactly(kind: str, channels: int, tmp_path: Path) -> None:
    path, frames = tmp_path / f"walk{kind}", walk(8, channels)
    render.save_animation(path, frames, 8)
    shown, times = read_frames(path, "RGB" if channels == 3 else "RGBA")
    assert len(shown) == 8
    for expected, got in zip(frames, shown, strict=True):
        clear = expected[..., -1] == 0 if channels == 4 else np.zeros((16, 16), bool)
        assert np.array_equal(got[~clear], expected[~clear])
        assert channels == 3 or (got[clear][:, 3] == 0).all()
    assert sum(times) == 1000


def test_what_stands_still_in_a_gif_keeps_its_colour(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    still = rng.integers(0, 256, (32, 32, 3), np.uint8)
    frames = [still.copy() for _ in range(6)]
    for i, frame in enumerate(frames):
        frame[:8] = rng.integers(0, 40 * i + 20, (8, 32, 3), np.uint8)
    render.save_animation(tmp_path / "a.gif", frames, 10)
    shown, _ = read_frames(tmp_path / "a.gif", "RGB")
    for frame in shown[1:]:
        assert np.array_equal(frame[8:], shown[0][8:])
    assert np.abs(shown[0][8:].astype(int) - still[8:]).mean() < 24
    assert not np.array_equal(shown[0][:8], shown[1][:8])


def test_the_palette_of_a_long_film_knows_every_column() -> None:
    pixels = np.zeros((2 * animations.PALETTE_SAMPLE, 3), np.uint8)
    pixels[1::2] = (0, 200, 0)
    palette = animations.common_palette(pixels, np.arange(len(pixels))).getpalette()
    assert palette is not None and palette[:6] == [0, 0, 0, 0, 200, 0]


def test_gif_opacity_is_cut_at_one_half(tmp_path: Path) -> None:
    frames = [flat((200, 0, 0, 127))[0], flat((0, 200, 0, 128))[0]]
    render.save_animation(tmp_path / "a.gif", frames, 10)
    shown, _ = read_frames(tmp_path / "a.gif", "RGBA")
    assert shown[0][0, 0, 3] == 0
    assert shown[1][0, 0].tolist() == [0, 200, 0, 255]


@pytest.mark.parametrize(("fps", "count"), [(30, 30), (24, 48), (7, 7), (50, 25), (0.5, 2)])
def test_gif_rounding_is_carried_on(fps: float, count: int) -> None:
    times = animations.durations_ms(count, fps, 10)
    assert all(time % 10 == 0 and time >= 20 for time in times)
    assert abs(sum(times) - 1000 * count / fps) <= 5
    assert max(times) - min(times) <= 10


def test_thirty_frames_a_second_by_hand() -> None:
    assert animations.durations_ms(6, 30, 10) == [30, 40, 30, 30, 40, 30]


@pytest.mark.parametrize(
    ("kind", "endless", "once"), [(".gif", 0, None), (".webp", 0, 1), (".apng", 0, 1)]
)
def test_loop_flag(kind: str, endless: int, once: int | None, tmp_path: Path) -> None:
    path = tmp_path / f"walk{kind}"
    for loop, expected in ((True, endless), (False, once)):
        render.save_animation(path, walk(3), 10, loop=loop)
        with Image.open(path) as film:
            assert film.info.get("loop") == expected


def test_strip_lies_side_by_side_and_wraps(tmp_path: Path) -> None:
    frames = list(flat(*[(i, 0, 0, 255) for i in range(5)], size=1000))
    render.save_animation(tmp_path / "strip.png", iter(frames), 10)
    with Image.open(tmp_path / "strip.png") as strip:
        assert strip.size == (4000, 2000)
        assert [strip.getpixel((1000 * i + 5, 5)) for i in range(4)] == [
            (i, 0, 0, 255) for i in range(4)
        ]
        assert strip.getpixel((5, 1005)) == (4, 0, 0, 255)
        assert strip.getpixel((1005, 1005)) == (0, 0, 0, 0)


@pytest.mark.parametrize("kind", PICTURE_KINDS)
@pytest.mark.parametrize("size", [1, 7])
def test_one_small_odd_frame(kind: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / f"one{kind}"
    render.save_animation(path, [flat(BLUE, size=size)[0]], 10, RECIPE, scale=3)
    shown, _ = read_frames(path, "RGB")
    assert np.array_equal(shown[0], flat(BLUE, size=3 * size)[0])
    assert render.read_recipe(path) == RECIPE


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_no_frames_are_refused(kind: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no frames"):
        render.save_animation(tmp_path / f"none{kind}", [], 10)
    assert not list(tmp_path.iterdir())


def test_unknown_endings_are_refused_with_a_guess() -> None:
    with pytest.raises(UsageError, match=r"a\.giff has the ending \.giff.*Did you mean a\.gif\?"):
        render.check_animation(Path("a.giff"))
    with pytest.raises(UsageError, match=r"no ending.*\.gif, \.webp, \.apng, \.png, \.mp4"):
        render.check_animation(Path("walk"))
    render.check_animation(Path("WALK.GIF"))


@pytest.mark.parametrize("fps", [0, -3, float("nan"), float("inf")])
def test_impossible_speeds_are_refused(fps: float) -> None:
    with pytest.raises(UsageError, match="frames a second"):
        render.check_animation(Path("a.webp"), fps)


def test_a_gif_knows_its_limit() -> None:
    render.check_animation(Path("a.gif"), 50)
    render.check_animation(Path("a.webp"), 60)
    with pytest.raises(UsageError, match="60 frames"):
        render.check_animation(Path("a.gif"), 60)


def test_mp4_without_an_encoder_is_refused_before_the_first_frame(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)

    def frames() -> Iterator[np.ndarray]:
        pytest.fail("a frame was asked for")
        yield

    with pytest.raises(UsageError, match=r"needs ffmpeg.*\.gif, \.webp"):
        render.save_animation(tmp_path / "a.mp4", frames(), 10)
    assert not list(tmp_path.iterdir())


def fake_ffmpeg(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program named ffmpeg that runs Python `script`."""
    program = folder / "bin" / "ffmpeg"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nimport json, sys\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in needs a shebang line")
def test_mp4_pipes_even_frames_on_white(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = (
        "raw = list(sys.stdin.buffer.read())\n"
        "json.dump([sys.argv[1:], raw], open(sys.argv[-1], 'w'))"
    )
    fake_ffmpeg(tmp_path, script, monkeypatch)
    frames = flat((0, 0, 0, 0), (10, 20, 30, 255), size=3)
    render.save_animation(tmp_path / "a.mp4", frames, 12.5)
    arguments, raw = json.loads((tmp_path / "a.mp4").read_text())
    assert "4x4" in arguments and "12.5" in arguments and "yuv420p" in arguments
    assert raw == [255] * 48 + [10, 20, 30] * 16


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in needs a shebang line")
def test_words_of_a_failing_ffmpeg_are_passed_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake_ffmpeg(tmp_path, "sys.exit('Unknown encoder')", monkeypatch)
    with pytest.raises(PokeganError, match="Unknown encoder"):
        render.save_animation(tmp_path / "a.mp4", flat(*[RED] * 40, size=256), 10)
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


@pytest.mark.skipif(animations.find_ffmpeg() is None, reason="needs ffmpeg")
def test_a_real_mp4_decodes_to_the_same_colours(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    render.save_animation(path, flat(*[(200, 60, 40)] * 10, size=33), 10)
    decode = [animations.find_ffmpeg() or "", "-loglevel", "error", "-i", str(path)]
    raw = subprocess.run(
        [*decode, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True, check=True
    ).stdout
    film = np.frombuffer(raw, np.uint8).reshape(10, 34, 34, 3).astype(int)
    assert np.abs(film - (200, 60, 40)).max() <= 12


# Captions


def test_a_caption_stands_below_the_picture_over_a_bar_of_its_share() -> None:
    picture = flat(RED, size=200)[0]
    told = render.captioned(picture, "12 kimg", 0.25, "8 px")
    assert told.shape[1:] == (200, 3) and np.array_equal(told[:200], picture)
    assert (told[200, :50] == 0).all() and (told[200, 50:] == told[200, 199]).all()
    assert 0 < told[200, 199, 0] < 255
    words = told[210:] < 128
    written = np.flatnonzero(words.any(axis=(0, 2)))
    assert written[0] < 12 and written[-1] > 188 and not words[:, 60:150].any()
    nothing = render.captioned(picture, "", 0)
    assert nothing.shape == told.shape and (nothing[203:] == 255).all()
    assert (nothing[200] == nothing[200, 0]).all()
    assert (render.captioned(picture, "", 1)[200] == 0).all()


def test_a_caption_fits_and_is_opaque() -> None:
    picture = np.zeros((40, 90, 4), np.uint8)
    told = render.captioned(picture, "a very long name -> another long name", 1, "and a side")
    assert told.shape[1:] == (90, 4) and (told[40:, :, 3] == 255).all()
    assert (told[50:, 86:, :3] == 255).all()
    large = render.captioned(flat(RED, size=1280)[0], "12 kimg", 1)
    assert large.shape[0] - 1280 == 90  # letters of 1280 / 32 = 40, twice, and a bar of a quarter


def test_a_sheet_that_does_not_fit_is_refused(leave_free: Callable[[float], None]) -> None:
    """A tile of 64 px 10 times takes 644 x 660 pixels of 4 bytes, and 32 kB as it was drawn."""
    each = 4 * 644 * 660 + 8 * 64**2
    leave_free(100 * each / 0.9 + 1)
    render.check_sheet(100, 64, 10)
    with pytest.raises(MemoryFull, match=r"101 pictures of 64 px, enlarged 10 times") as refused:
        render.check_sheet(101, 64, 10)
    assert refused.value.parameters == ("scale=9",)
    with pytest.raises(MemoryFull, match=r"1,000,000 pictures of 64 px would take") as refused:
        render.check_sheet(10**6, 64)
    assert refused.value.parameters == ()
    leave_free(1000)
    with pytest.raises(MemoryFull, match="a sheet of 4 pictures"):
        render.grid(flat(RED, RED, BLUE, BLUE))


def test_frames_that_do_not_fit_are_refused(leave_free: Callable[[float], None]) -> None:
    """A WebP takes five bytes a pixel: 10 frames of 8 x 4 px, enlarged thrice, 14,400."""
    leave_free(14_400 / 0.9 + 1)
    render.check_film(Path("a.webp"), 10, (8, 4), 3)
    render.check_film(Path("a.webp"), 10, (8, 4), None, usual=3)
    with pytest.raises(MemoryFull) as refused:
        render.check_film(Path("a.webp"), 10, (8, 4), 4)
    assert refused.value.parameters == ("scale=3",)
    with pytest.raises(MemoryFull, match=r"10 would fit\."):
        render.check_film(Path("a.webp"), 11, (8, 4), None, usual=3)
    render.check_film(Path("a.mp4"), 10**6, (8, 4), 64)


def test_pictures_are_enlarged_as_they_are_written(
    tmp_path: Path, leave_free: Callable[[float], None]
) -> None:
    leave_free(0)  # then by one thread
    items = [(tmp_path / f"{i}.png", pixels, None) for i, pixels in enumerate(flat(RED, BLUE))]
    assert render.save_pngs(items, scale=3) == 2
    assert np.array_equal(render.read_pixels(tmp_path / "1.png"), flat(BLUE, size=24)[0])
    with pytest.raises(MemoryFull, match="a picture of 1024 px, enlarged 64 times"):
        render.save_png(tmp_path / "no.png", np.zeros((1024, 1024, 3), np.uint8), None, 64)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.png", "1.png"]
