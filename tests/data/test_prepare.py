"""prepare: every kind of picture and of rubbish, against values worked out by hand or slowly."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import re
import signal
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, PngImagePlugin
from safetensors import safe_open

from pokegan.data.prepare import (
    PrepareOptions,
    PrepareReport,
    pictures,
    prepare,
    prepare_one,
    source_stamp,
    workers,
)
from pokegan.data.prepare.options import PixelSettings
from pokegan.data.prepare.sources import File, list_source
from pokegan.data.prepare.workers import PATIENCE, pooled
from pokegan.errors import DataError, UsageError, WriteError


def encoded(picture: Image.Image, format: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()


def raw_png(
    size: tuple[int, int], depth: int, colour_type: int, pixels: bytes, key: bytes = b""
) -> bytes:
    """A PNG of any depth with an optional tRNS chunk, which Pillow cannot write."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    row = len(pixels) // size[1]
    rows = b"".join(b"\0" + pixels[i * row : (i + 1) * row] for i in range(size[1]))
    header = struct.pack(">IIBBBBB", *size, depth, colour_type, 0, 0, 0)
    parts = chunk(b"IHDR", header) + (chunk(b"tRNS", key) if key else b"")
    return b"\x89PNG\r\n\x1a\n" + parts + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def blob(seed: int, size: tuple[int, int] = (12, 12)) -> Image.Image:
    """A picture unlike that of any other seed."""
    values = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 4), np.uint8)
    return Image.fromarray(values)


def folder_of(path: Path, contents: dict[str, bytes]) -> Path:
    for name, content in contents.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return path


def blobs(count: int, size: tuple[int, int] = (12, 12)) -> dict[str, bytes]:
    return {f"{i}.png": encoded(blob(i, size)) for i in range(count)}


def read(path: Path) -> tuple[dict[str, np.ndarray], dict]:
    with safe_open(path, "np") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        return tensors, json.loads(file.metadata()["pokegan"])


def at(content: bytes, x: int, y: int, background: str = "white", size: int = 4) -> list[int]:
    return prepare_one(content, size, background, "pad")[:, y, x].tolist()


def reasons(report: PrepareReport) -> dict[str, str]:
    return dict(report.skipped)


# Opacity


@pytest.mark.parametrize("background", ["white", "#102030", "rgb(200, 0, 7)"])
@pytest.mark.parametrize("opacity", [0, 1, 77, 128, 254, 255])
def test_opacity_blends_to_the_exact_value(background: str, opacity: int) -> None:
    colours = {"white": (255, 255, 255), "#102030": (16, 32, 48), "rgb(200, 0, 7)": (200, 0, 7)}
    content = encoded(Image.new("RGBA", (4, 4), (200, 90, 3, opacity)))
    if opacity == 0:
        half = Image.new("RGBA", (4, 4), (200, 90, 3, 0))
        half.putpixel((3, 3), (1, 2, 3, 255))
        content = encoded(half)
    # a/255 never falls on one half, so integer rounding is exact.
    expected = [
        (c * opacity + b * (255 - opacity) + 127) // 255
        for c, b in zip((200, 90, 3), colours[background], strict=True)
    ]
    assert at(content, 0, 0, background) == expected


def test_transparent_background_keeps_premultiplied_colour_and_opacity() -> None:
    content = encoded(Image.new("RGBA", (4, 4), (200, 90, 3, 128)))
    assert at(content, 1, 1, "transparent") == [100, 45, 2, 128]


def test_shrinking_lets_no_hidden_colour_through() -> None:
    picture = Image.new("RGBA", (30, 30), (0, 255, 0, 0))
    picture.paste((255, 0, 0, 255), (0, 0, 13, 30))
    for background in ("black", "transparent"):
        square = prepare_one(encoded(picture), 8, background, "pad")
        assert square[1].max() == 0
        assert 0 < square[0, 0, 3] < 255  # the cell that the edge runs through
    assert (square[:3] <= square[3]).all()


def test_premultiplied_colour_never_exceeds_opacity() -> None:
    square = prepare_one(encoded(blob(3, (301, 200))), 16, "transparent", "pad")
    assert (square[:3] <= square[3]).all()


# Geometry


def area_mean(values: np.ndarray, size: int) -> np.ndarray:
    """The mean over each cell of the padded square, slowly: a grid fine enough to be exact."""
    height, width = values.shape[:2]
    side = max(height, width)
    square = np.zeros((2 * side, 2 * side, values.shape[2]))
    top, left = side - height, side - width
    fine = values.astype(float).repeat(2, 0).repeat(2, 1)
    square[top : top + 2 * height, left : left + 2 * width] = fine
    square = square.repeat(size, 0).repeat(size, 1)
    return square.reshape(size, 2 * side, size, 2 * side, -1).mean(axis=(1, 3))


@pytest.mark.parametrize("size", [(20, 20), (17, 9), (9, 17), (23, 30)])
def test_shrinking_takes_exact_area_means(size: tuple[int, int]) -> None:
    picture = blob(1, size)
    values = np.asarray(picture).astype(float)
    values[..., :3] *= values[..., 3:] / 255
    expected = area_mean(values, 16)
    ours = prepare_one(encoded(picture), 16, "transparent", "pad").transpose(1, 2, 0)
    assert np.abs(ours - expected).max() < 0.501


def test_a_large_picture_is_reduced_without_shift() -> None:
    picture = Image.new("RGBA", (165, 100), (0, 0, 0, 255))
    values = np.asarray(picture).copy()
    values[..., 0] = np.linspace(0, 255, 165)
    values[..., 1] = np.linspace(255, 0, 100)[:, None]
    expected = area_mean(values, 8)
    ours = prepare_one(encoded(Image.fromarray(values)), 8, "transparent", "pad")
    assert (
        np.abs(ours.transpose(1, 2, 0) - expected).max() <= 1.5
    )  # a shift by one pixel: 1.6 and 2.6


def test_small_pictures_grow_by_whole_multiples_and_are_padded() -> None:
    picture = blob(2, (5, 3)).convert("RGB")
    square = prepare_one(encoded(picture), 16, "#010203", "pad")
    expected = np.full((16, 16, 3), (1, 2, 3), np.uint8)
    expected[3:12, 0:15] = np.asarray(picture).repeat(3, 0).repeat(3, 1)
    np.testing.assert_array_equal(square.transpose(1, 2, 0), expected)


def test_padding_is_centred_background() -> None:
    square = prepare_one(encoded(Image.new("RGB", (64, 32), "red")), 16, "blue", "pad")
    assert (square[:, :4].transpose(1, 2, 0) == (0, 0, 255)).all()
    assert (square[:, 12:].transpose(1, 2, 0) == (0, 0, 255)).all()
    assert (square[:, 4:12].transpose(1, 2, 0) == (255, 0, 0)).all()


@pytest.mark.parametrize("factor", [1, 10])
def test_crop_takes_the_middle(factor: int) -> None:
    picture = Image.new("RGB", (16, 8), "red")
    picture.paste((0, 0, 255), (4, 0, 12, 8))
    picture = picture.resize((16 * factor, 8 * factor), Image.Resampling.NEAREST)
    square = prepare_one(encoded(picture), 8, "white", "crop")
    assert (square.transpose(1, 2, 0) == (0, 0, 255)).all()


def test_a_line_is_no_picture() -> None:
    with pytest.raises(DataError, match="too thin: 60000x2 "):
        prepare_one(encoded(Image.new("L", (60_000, 2))), 8, "white", "pad")
    square = prepare_one(encoded(Image.new("L", (800, 100))), 8, "white", "pad")
    assert square[0, :, 0].tolist() == [255, 255, 255, 128, 128, 255, 255, 255]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(orientation: int) -> None:
    upright = np.arange(16 * 3, dtype=np.uint8).reshape(4, 4, 3)
    # How a camera stores the upright picture for each value (EXIF 2.32, tag 0x0112).
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encoded(Image.fromarray(np.ascontiguousarray(stored)), exif=exif)
    square = prepare_one(content, 4, "white", "pad")
    np.testing.assert_array_equal(square.transpose(1, 2, 0), upright)


# Modes


def palette_picture() -> Image.Image:
    picture = Image.new("P", (4, 4))
    picture.putpalette([255, 0, 0, 0, 200, 0, 0, 0, 250])
    picture.putdata([0, 1, 2, 2] * 4)
    return picture


def test_palette_with_one_transparent_entry() -> None:
    content = encoded(palette_picture(), transparency=1)
    assert [at(content, x, 0) for x in range(3)] == [[255, 0, 0], [255, 255, 255], [0, 0, 250]]


def test_palette_with_opacity_for_each_entry() -> None:
    content = encoded(palette_picture(), transparency=bytes([255, 51, 0]))
    assert [at(content, x, 0) for x in range(3)] == [[255, 0, 0], [204, 244, 204], [255, 255, 255]]


def test_grey_with_opacity() -> None:
    assert at(encoded(Image.new("LA", (4, 4), (100, 51))), 0, 0) == [224] * 3


def test_grey_and_black_and_white() -> None:
    assert at(encoded(Image.new("L", (4, 4), 99)), 0, 0) == [99] * 3
    assert at(encoded(Image.new("1", (4, 4), 1)), 0, 0, "black") == [255] * 3


@pytest.mark.parametrize(
    ("depth", "pixels", "key"),
    [
        (8, bytes([5, 60, 60, 60]) * 4, 5),
        (4, bytes([0x54, 0x44]) * 4, 5),
        (2, bytes([0b01_11_11_11]) * 4, 1),
        (16, struct.pack(">4H", 0x1234, 0x1235, 0x1235, 0x1235) * 4, 0x1234),
    ],
)
def test_grey_with_a_transparent_value(depth: int, pixels: bytes, key: int) -> None:
    content = raw_png((4, 4), depth, 0, pixels, struct.pack(">H", key))
    assert at(content, 0, 0, "red") == [255, 0, 0]
    assert at(content, 1, 0, "red") != [255, 0, 0]


@pytest.mark.parametrize("depth", [8, 16])
def test_colour_with_a_transparent_value(depth: int) -> None:
    letter, scale = ("B", 1) if depth == 8 else ("H", 257)
    key = [9, 8, 7] if depth == 8 else [0x09FF, 0x0801, 0x0780]
    pixels = struct.pack(f">12{letter}", *key, *[90 * scale] * 9) * 4
    content = raw_png((4, 4), depth, 2, pixels, struct.pack(">3H", *key))
    assert [at(content, x, 0, "blue") for x in (0, 1)] == [[0, 0, 255], [90, 90, 90]]


def test_grey_of_16_bits_is_scaled_not_clipped() -> None:
    values = np.array([0, 128, 129, 1000, 20_000, 32_896, 65_406, 65_535], np.uint16)
    expected = [(int(v) * 255 + 32_767) // 65_535 for v in values]
    picture = Image.fromarray(np.tile(values, (8, 1)))
    for content in (encoded(picture), encoded(picture, "TIFF")):
        assert prepare_one(content, 8, "black", "pad")[0, 0].tolist() == expected
    assert expected == [0, 0, 1, 4, 78, 128, 254, 255]


def test_a_dark_picture_of_16_bits_stays_dark() -> None:
    content = encoded(Image.fromarray(np.full((4, 4), 200, np.uint16)))
    assert at(content, 0, 0) == [1, 1, 1]


def test_numbers_of_32_bits_find_their_range() -> None:
    floats = np.array([[0, 0.2, 1, 1]] * 4, np.float32)
    assert prepare_one(encoded(Image.fromarray(floats), "TIFF"), 4, "white", "pad")[
        0, 0
    ].tolist() == [0, 51, 255, 255]
    integers = np.array([[-100, 0, 100_000, 100_000]] * 4, np.int32)
    square = prepare_one(encoded(Image.fromarray(integers), "TIFF"), 4, "white", "pad")
    assert square[0, 0].tolist() == [0, 0, 255, 255]
    with pytest.raises(DataError, match="no numbers"):
        prepare_one(encoded(Image.fromarray(floats * np.nan), "TIFF"), 4, "white", "pad")


def test_colour_and_opacity_of_16_bits() -> None:
    content = raw_png((4, 4), 16, 6, struct.pack(">4H", 0xFFFF, 0, 0x8080, 0x3333) * 16)
    assert at(content, 0, 0) == [255, 204, 230]


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_cmyk(format: str) -> None:
    content = encoded(Image.new("CMYK", (8, 8), (255, 0, 0, 0)), format)
    assert prepare_one(content, 8, "white", "pad")[:, 4, 4].tolist() == [0, 255, 255]


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_the_first_frame_of_an_animation(format: str) -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "lime", "blue")]
    options = {"lossless": True} if format == "WEBP" else {}
    content = encoded(frames[0], format, save_all=True, append_images=frames[1:], **options)
    assert at(content, 0, 0) == [255, 0, 0]


def animation(format: str, empty: int, shown: int = 3, opacity: int = 0) -> bytes:
    """`empty` frames of that opacity, then red, green and blue ones."""
    frames = [Image.new("RGBA", (4, 4), (9, 9, i % 256, opacity)) for i in range(empty)]
    colours = [(255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255)][:shown]
    frames += [Image.new("RGBA", (4, 4), colour) for colour in colours]
    options: dict[str, object] = {"lossless": True} if format == "WEBP" else {"disposal": 2}
    if format == "WEBP":
        options["exact"] = True  # keep frames that differ in nothing that is seen
    durations = [40 + 10 * (i % 2) for i in range(len(frames))]
    return encoded(
        frames[0], format, save_all=True, append_images=frames[1:], duration=durations, **options
    )


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
@pytest.mark.parametrize("empty", [1, 2, 7])
def test_the_first_frame_that_shows_something(tmp_path: Path, format: str, empty: int) -> None:
    content = animation(format, empty)
    assert at(content, 0, 0) == [255, 0, 0]
    source = folder_of(tmp_path / "in", {"a.gif": content, "b.png": encoded(blob(1))})
    report = prepare(source, tmp_path / "o.safetensors", PrepareOptions(16))
    ((name, note),) = report.notes
    assert name == "a.gif"
    assert re.fullmatch(r"frame \d was taken, as those before it are empty", note)


def test_a_creature_that_fades_in_is_taken_when_it_is_seen() -> None:
    frames = [Image.new("RGBA", (4, 4), (255, 0, 0, opacity)) for opacity in (0, 2, 40, 130, 255)]
    content = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:], blend=0)
    assert at(content, 0, 0, "transparent") == [130, 0, 0, 130]


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_an_animation_without_anything_is_still_refused(format: str) -> None:
    with pytest.raises(DataError, match="fully transparent"):
        prepare_one(animation(format, 3, shown=0), 8, "white", "pad")


def test_few_frames_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = animation("PNG", 300)
    sought: list[int] = []
    seek = PngImagePlugin.PngImageFile.seek
    monkeypatch.setattr(
        PngImagePlugin.PngImageFile,
        "seek",
        lambda self, frame: (sought.append(frame), seek(self, frame))[1],
    )
    with pytest.raises(DataError, match="fully transparent"):
        prepare_one(content, 8, "white", "pad")
    assert max(sought) == 99
    sought.clear()
    monkeypatch.setattr(pictures, "MAX_PICTURE_PX", 5 * 16)
    with pytest.raises(DataError, match="fully transparent"):
        prepare_one(content, 8, "white", "pad")
    assert max(sought) == 4


def test_pillows_limit_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 12_345_678)
    prepare_one(encoded(blob(0)), 8, "white", "pad")
    assert Image.MAX_IMAGE_PIXELS == 12_345_678


# The packed file


def halved(level: np.ndarray) -> np.ndarray:
    count, channels, size, _ = level.shape
    half = np.zeros((count, channels, size // 2, size // 2), np.uint8)
    for n, c, y, x in np.ndindex(half.shape):
        block = level[n, c, 2 * y : 2 * y + 2, 2 * x : 2 * x + 2]
        half[n, c, y, x] = int(sum(int(v) for v in block.flat) / 4 + 0.5)
    return half


@pytest.mark.parametrize("background", ["white", "transparent"])
def test_the_file_is_a_pyramid_with_its_own_description(tmp_path: Path, background: str) -> None:
    source = folder_of(tmp_path / "in", {**blobs(3, (20, 12)), "a/é ポケ 1.png": blobs(9)["8.png"]})
    report = prepare(source, tmp_path / "out.safetensors", PrepareOptions(16, background))
    tensors, header = read(report.path)
    channels = 4 if background == "transparent" else 3
    assert {name: level.shape for name, level in tensors.items()} == {
        str(size): (4, channels, size, size) for size in (16, 8, 4)
    }
    for large, small in (("16", "8"), ("8", "4")):
        np.testing.assert_array_equal(tensors[small], halved(tensors[large]))
    names = ["0.png", "1.png", "2.png", "a/é ポケ 1.png"]
    for name, square in zip(names, tensors["16"], strict=True):
        alone = prepare_one((source / name).read_bytes(), 16, background, "pad")
        np.testing.assert_array_equal(square, alone)
    assert header["names"] == names
    assert header["kind"] == "data"
    assert (header["version"], header["resolution"], header["channels"]) == (1, 16, channels)
    assert (header["background"], header["fit"]) == (background, "pad")
    assert header["counts"]["seen"] == header["counts"]["used"] == 4
    assert header["fingerprint"] == report.fingerprint
    assert header["stamp"] == source_stamp(source, PrepareOptions(16, background))
    start = struct.unpack("<Q", report.path.read_bytes()[:8])[0]
    assert start % 8 == 0
    assert report.path.read_bytes()[8:9] == b"{"


def test_the_names_are_in_natural_order(tmp_path: Path) -> None:
    names = ["1.png", "2.png", "10.png", "b/9.png", "b/10.png", "B2/1.png", "é.png"]
    contents = {name: encoded(blob(i)) for i, name in enumerate(reversed(names))}
    report = prepare(folder_of(tmp_path / "in", contents), tmp_path / "o.safetensors")
    assert read(report.path)[1]["names"] == names


def test_a_zip_equals_its_folder(tmp_path: Path) -> None:
    contents = {
        "01.png": encoded(blob(6)),
        **blobs(4),
        "deep/er/5.gif": encoded(blob(5).convert("RGB"), "GIF"),
        "t.txt": b"no",
    }
    source = folder_of(tmp_path / "in", contents)
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in reversed(contents):
            archive.write(source / name, name)
        archive.writestr("__MACOSX/._0.png", "resource fork")
    one = prepare(source, tmp_path / "folder.safetensors")
    two = prepare(tmp_path / "in.zip", tmp_path / "zip.safetensors")
    (a, header_a), (b, header_b) = read(one.path), read(two.path)
    assert all(np.array_equal(a[name], b[name]) for name in a)
    assert header_a["names"] == header_b["names"]
    assert one.fingerprint == two.fingerprint
    assert one.skipped == two.skipped == (("t.txt", "not a picture (text)"),)


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        *[([28] * 3, 32), ([20] * 3, 32), ([40] * 3, 64), ([63] * 3, 64), ([127] * 3, 128)],
        *[([19] * 3, 16), ([32] * 3, 32), ([39] * 3, 32), ([64] * 3, 64), ([78] * 3, 64)],
        *[([128] * 3, 128), ([180] * 3, 128), ([255] * 3, 128)],
        *[([80, 80, 80, 256, 20], 128), ([28, 28, 28, 475, 900], 32), ([28, 475, 475], 256)],
        *[([256, 256, 475], 256), ([900, 900], 256), ([2, 3], 4)],
    ],
)
def test_the_usual_resolution(tmp_path: Path, sides: list[int], expected: int) -> None:
    contents = {
        f"{i}.png": encoded(blob(i, (side, 2 + side // 20))) for i, side in enumerate(sides)
    }
    report = prepare(folder_of(tmp_path / "in", contents), tmp_path / "o.safetensors")
    assert report.resolution == expected


@pytest.mark.parametrize("background", ["#010203", "transparent"])
def test_small_pictures_keep_their_pixels(tmp_path: Path, background: str) -> None:
    source = folder_of(tmp_path / "in", blobs(3, (28, 20)))
    report = prepare(source, tmp_path / "o.safetensors", PrepareOptions(background=background))
    tensors, header = read(report.path)
    assert (header["resolution"], header["usual_px"]) == (32, 28)
    border = (0, 0, 0, 0) if background == "transparent" else (1, 2, 3)
    for i, square in enumerate(tensors["32"]):
        values = np.asarray(blob(i, (28, 20))).astype(int)
        opacity = values[..., 3:]
        behind = np.array(border[:3]) * (255 - opacity)
        colours = (values[..., :3] * opacity + behind + 127) // 255
        kept = np.concatenate([colours, opacity], axis=2)[..., : len(border)]
        expected = np.full((32, 32, len(border)), border)
        expected[6:26, 2:30] = kept
        np.testing.assert_array_equal(square.transpose(1, 2, 0), expected)
    text = report.report.read_text("utf-8")
    assert "The usual picture was 28 px: padded to 32 px, pixels kept.\n" in text
    typed = prepare(source, tmp_path / "p.safetensors", PrepareOptions(32, background))
    assert typed.fingerprint == report.fingerprint
    shrunk = prepare(source, tmp_path / "q.safetensors", PrepareOptions(16, background))
    assert shrunk.fingerprint != report.fingerprint
    assert read(shrunk.path)[1]["usual_px"] == 28


def test_a_cropped_picture_is_as_large_as_its_shorter_side(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", blobs(3, (60, 28)))
    report = prepare(source, tmp_path / "o.safetensors", PrepareOptions(fit="crop"))
    assert (report.resolution, read(report.path)[1]["usual_px"]) == (32, 28)


def test_any_number_of_workers_writes_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "in.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for name, content in {**blobs(420, (5, 4)), "z.png": b"rubbish \0"}.items():
            archive.writestr(name, content)
    options = PrepareOptions(8)
    seen: list[tuple[int, int]] = []
    one = prepare(source, tmp_path / "1.safetensors", options, workers=1)
    two = prepare(
        source, tmp_path / "2.safetensors", options, workers=2, progress=lambda *p: seen.append(p)
    )
    assert one.path.read_bytes() == two.path.read_bytes()
    assert one.sheet.read_bytes() == two.sheet.read_bytes()
    assert seen == [(done, 421) for done in range(1, 422)]


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", blobs(600, (5, 4)))
    killed: list[int] = []

    def kill(done: int, total: int) -> None:
        if done == 20 and not killed:
            killed.append(multiprocessing.active_children()[0].pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    options = PrepareOptions(8)
    disturbed = prepare(source, tmp_path / "1.safetensors", options, workers=2, progress=kill)
    calm = prepare(source, tmp_path / "2.safetensors", options, workers=1)
    assert killed
    assert disturbed.path.read_bytes() == calm.path.read_bytes()


class Killer:
    """Ends the process that unpickles it."""

    def __reduce__(self) -> tuple[Any, tuple[int]]:
        return os._exit, (1,)


def test_only_the_file_that_kills_its_process_is_lost(tmp_path: Path) -> None:
    folder_of(tmp_path, blobs(4, (3, 3)))
    files = list(list_source(tmp_path).files)
    files[1] = File("killer.png", Killer(), 9)  # type: ignore[arg-type]
    chunks = iter([files[:3], files[3:]])
    outcomes = list(pooled(chunks, None, PixelSettings(4, None, "pad"), 2))
    assert ["crashed" in outcome.reason for outcome in outcomes] == [False, True, False, False]
    assert [bool(outcome.levels) for outcome in outcomes] == [True, False, True, True]


def test_a_script_without_a_main_guard_still_works(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", blobs(410, (3, 3)))
    script = (
        "from pathlib import Path; from pokegan.data.prepare import prepare\n"
        f"print(prepare(Path({str(source)!r}), Path({str(tmp_path / 'o.safetensors')!r}),"
        " workers=2).used)"
    )
    done = subprocess.run(
        [sys.executable, "-"], input=script, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "410\n"


def test_few_pictures_are_in_flight(tmp_path: Path) -> None:
    folder_of(tmp_path, blobs(200, (3, 3)))
    files = list_source(tmp_path).files
    pulled = 0

    def chunks() -> Iterator[list[File]]:
        nonlocal pulled
        for file in files:
            pulled += 1
            yield [file]

    ahead = []
    settings = PixelSettings(4, None, "pad")
    for done, outcome in enumerate(pooled(chunks(), None, settings, 2)):
        assert not outcome.reason
        ahead.append(pulled - done)
    assert len(ahead) == len(files)
    assert max(ahead) <= 2 * PATIENCE


# What cannot be used


def forged_size(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""
    return raw_png((width, height), 8, 6, b"\0" * height)[:200]


def rubbish() -> dict[str, tuple[bytes, str]]:
    good = encoded(blob(50, (40, 40)))
    photo = encoded(blob(51, (64, 64)).convert("RGB"), "JPEG")
    return {
        "empty.png": (b"", "empty file (0 bytes)"),
        "notes.png": ("Grüße, not a picture".encode(), "not a picture (text)"),
        "page.jpg": (b"<!DOCTYPE html><html>404</html>", "not a picture (a web page)"),
        "lfs.png": (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        "drawing.png": (b"<?xml version='1.0'?><svg></svg>", "SVG drawing"),
        "noise.png": (bytes(range(256)), "not a picture (unknown content)"),
        "cut.png": (good[: len(good) // 2], "truncated"),
        "cut.jpg": (photo[: len(photo) // 2], "truncated"),
        "cut-early.png": (good[:20], "truncated"),
        "flipped.png": (good[:60] + bytes(100) + good[160:], "damaged"),
        "clear.png": (encoded(Image.new("RGBA", (9, 9), (255, 0, 0, 0))), "fully transparent"),
        "dot.png": (encoded(Image.new("RGB", (1, 1))), "only one pixel"),
        "bomb.png": (forged_size(30_000, 30_000), "too large: 30000x30000"),
        "large.png": (forged_size(9000, 9000), "too large: 9000x9000"),
        "again.png": (encoded(blob(0)), "exact duplicate of 0.png"),
        "inner.zip": (b"PK\x03\x04 and more", "a zip archive; unpack it"),
    }


@pytest.mark.parametrize("packed", [False, True])
def test_each_unusable_file_is_named(tmp_path: Path, packed: bool) -> None:
    expected = {name: reason for name, (_, reason) in rubbish().items()}
    contents = blobs(2) | {name: content for name, (content, _) in rubbish().items()}
    contents |= {"misnamed.jpg": encoded(blob(60)), "bare": encoded(blob(61))}
    contents |= {"odd.txt": encoded(blob(62)), ".DS_Store": b"x", "a/Thumbs.db": b"x"}
    source = folder_of(tmp_path / "in", contents)
    if packed:
        source = tmp_path / "in.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for name, content in contents.items():
                archive.writestr(name, content)
    report = prepare(source, tmp_path / "o.safetensors", PrepareOptions(16))
    given = reasons(report)
    assert given.keys() == expected.keys()
    for name, reason in expected.items():
        assert reason in given[name], name
    header = read(report.path)[1]
    assert header["names"] == ["0.png", "1.png", "bare", "misnamed.jpg", "odd.txt"]
    assert header["counts"] == {
        "seen": 21,
        "used": 5,
        "skipped": 16,
        "duplicates": 1,
        "generated": 0,
        "hidden": 2,
    }
    assert report.duplicates == 1
    text = report.report.read_text("utf-8")
    for name, reason in given.items():
        assert f"{name}: {reason}\n" in text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")
def test_links_pipes_and_folders_named_as_pictures(tmp_path: Path) -> None:
    outside = folder_of(tmp_path / "outside", {"linked.png": encoded(blob(70))})
    source = folder_of(tmp_path / "in", blobs(2) | {"folder.png/3.png": encoded(blob(3))})
    (source / "file-link.png").symlink_to(outside / "linked.png")
    (source / "nowhere.png").symlink_to(source / "missing.png")
    (source / "loop.png").symlink_to(source / "loop.png")
    (source / "up").symlink_to(tmp_path)
    (source / "self").symlink_to(source)
    (source / "more").symlink_to(outside)
    os.mkfifo(source / "pipe.png")
    (source / "new\nline.png").write_bytes(b"text")
    with open(os.fsencode(source) + b"/\xff.png", "wb") as file:
        file.write(encoded(blob(71)))
    report = prepare(source, tmp_path / "o.safetensors", PrepareOptions(8))
    assert reasons(report) == {
        "loop.png": "a link that leads to itself",
        "more/linked.png": "exact duplicate of file-link.png",
        "new\nline.png": "not a picture (text)",
        "nowhere.png": "a broken link",
        "pipe.png": "not a file (a pipe, socket or device)",
        "self": "a link to a folder that is read already",
        "up": "a link to a folder that is read already",
    }
    assert read(report.path)[1]["names"] == [
        *("0.png", "1.png", r"\xff.png", "file-link.png", "folder.png/3.png")
    ]
    assert "new\\nline.png: not a picture" in report.report.read_text("utf-8")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_unreadable_files_and_folders_are_named(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", blobs(3) | {"closed/1.png": b"x"})
    (source / "2.png").chmod(0)
    (source / "closed").chmod(0)
    report = prepare(source, tmp_path / "o.safetensors", PrepareOptions(8))
    (source / "closed").chmod(0o700)
    assert reasons(report) == {
        "2.png": "cannot be read (permission denied)",
        "closed": "cannot be opened (permission denied)",
    }


def test_encrypted_and_damaged_zip_entries_are_named(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in blobs(4, (30, 30)).items():
            archive.writestr(name, content)
        archive.writestr("bomb.png", encoded(Image.new("1", (20_000, 20_000))))
    damaged = bytearray(file.getvalue())
    entry = damaged.rindex(b"PK\x01\x02", 0, damaged.rindex(b"2.png"))
    damaged[entry + 8] |= 1  # the flag of encryption in the directory
    damaged[damaged.index(b"3.png") + 2000] ^= 0xFF
    path = tmp_path / "in.zip"
    path.write_bytes(damaged)
    report = prepare(path, tmp_path / "o.safetensors", PrepareOptions(8))
    assert reasons(report) == {
        "2.png": "encrypted (packed with a password)",
        "3.png": "damaged inside the zip",
        "bomb.png": "too large: 20000x20000",
    }


def test_a_zip_entry_that_claims_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in blobs(2).items():
            archive.writestr(name, content)
        archive.writestr("zeros.png", b"0")
    forged = bytearray(path.read_bytes())
    entry = forged.rindex(b"PK\x01\x02")
    forged[entry + 24 : entry + 28] = struct.pack("<I", 4_000_000_000)
    path.write_bytes(forged)
    report = prepare(path, tmp_path / "o.safetensors", PrepareOptions(8))
    assert reasons(report) == {"zeros.png": "too large: 4.0 GB"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cut.zip", b"PK\x03\x04 cut off", "damaged or incomplete zip"),
        ("one.png", encoded(Image.new("RGB", (9, 9))), "a single picture"),
        ("notes.txt", b"hello", "neither a folder nor a zip, but text"),
    ],
)
def test_a_source_of_another_kind_is_refused(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    source = folder_of(tmp_path, {name: content}) / name
    with pytest.raises(DataError, match=words):
        prepare(source, tmp_path / "o.safetensors")
    with pytest.raises(DataError, match="no such file"):
        prepare(tmp_path / "absent", tmp_path / "o.safetensors")


def test_too_few_pictures_are_refused_in_a_sentence(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", {**blobs(1), "a.txt": b"a", "b.txt": b"b", "c.png": b""})
    with pytest.raises(DataError) as caught:
        prepare(source, tmp_path / "o.safetensors")
    message = str(caught.value)
    assert "only one usable picture among 4 files; at least two are needed" in message
    assert "not a picture (text) (2 of them, such as a.txt)" in message
    assert "Give a folder or a zip" in message
    assert list(tmp_path.iterdir()) == [source]
    (tmp_path / "none").mkdir()
    with pytest.raises(DataError, match="holds no files"):
        prepare(tmp_path / "none", tmp_path / "o.safetensors")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (PrepareOptions(48), "power of two"),
        (PrepareOptions(2), "power of two"),
        (PrepareOptions(2048), "power of two"),
        (PrepareOptions(0), "power of two"),
        (PrepareOptions(background="whitish"), "not a colour"),
        (PrepareOptions(background="#ffffff80"), "half transparent"),
        (PrepareOptions(fit="stretch"), "not known"),
    ],
)
def test_options_out_of_range_are_usage_errors(
    tmp_path: Path, options: PrepareOptions, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        prepare(tmp_path, tmp_path / "o.safetensors", options)


def test_prepare_one_names_the_picture_and_the_reason(tmp_path: Path) -> None:
    path = folder_of(tmp_path, {"a.png": b"hello"}) / "a.png"
    with pytest.raises(DataError, match=r"a\.png cannot be used: not a picture \(text\)\."):
        prepare_one(path, 8, "white", "pad")
    with pytest.raises(DataError, match="no such file"):
        prepare_one(tmp_path / "b.png", 8, "white", "pad")
    with pytest.raises(UsageError):
        prepare_one(path, 9, "white", "pad")


# Beside the file, and when things go wrong


@pytest.mark.parametrize("background", ["white", "transparent"])
def test_the_sheet_shows_pictures_from_first_to_last(tmp_path: Path, background: str) -> None:
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (9, 99, 199)]
    contents = {f"{i}.png": encoded(Image.new("RGB", (64, 64), c)) for i, c in enumerate(colours)}
    source = folder_of(tmp_path / "in", contents)
    report = prepare(source, tmp_path / "o.safetensors", PrepareOptions(64, background))
    assert report.sheet.name == "o-sheet.png"
    with Image.open(report.sheet) as sheet:
        width, height = sheet.size
        middles = [(width // 4, height // 4), (3 * width // 4, height // 4)]
        middles += [(x, 3 * height // 4) for x, _ in middles]
        assert [sheet.getpixel(place) for place in middles] == colours
        assert sheet.getpixel((2, 2)) == colours[0]
        assert "pokegan" in sheet.info


def test_its_own_files_are_no_pictures_of_the_next_run(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", blobs(3))
    stamp = source_stamp(source, PrepareOptions())
    first = prepare(source, source / "set.safetensors")
    assert source_stamp(source, PrepareOptions()) == stamp
    second = prepare(source, source / "set.safetensors")
    assert second.used == 3
    assert second.fingerprint == first.fingerprint
    assert set(reasons(second).values()) == {"written by pokegan"}
    second.sheet.rename(source / "stray.png")
    third = prepare(source, tmp_path / "o.safetensors")
    assert reasons(third)["stray.png"] == "a sheet or film made by pokegan"


def test_the_stamp_changes_with_the_folder_and_the_options(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", blobs(3))
    options = PrepareOptions()
    stamps = [source_stamp(source, options)]
    assert source_stamp(source, PrepareOptions(background="#fff")) == stamps[0]
    stamps += [source_stamp(source, PrepareOptions(8)), source_stamp(source, PrepareOptions(16))]
    stamps.append(source_stamp(source, PrepareOptions(background="transparent")))
    stamps.append(source_stamp(source, PrepareOptions(fit="crop")))
    os.utime(source / "0.png", ns=(1, 1))
    stamps.append(source_stamp(source, options))
    (source / "0.png").rename(source / "9.png")
    stamps.append(source_stamp(source, options))
    (source / "9.png").unlink()
    stamps.append(source_stamp(source, options))
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("0.png", b"x")
    stamps.append(source_stamp(tmp_path / "in.zip", options))
    os.utime(tmp_path / "in.zip", ns=(1, 1))
    stamps.append(source_stamp(tmp_path / "in.zip", options))
    assert len(set(stamps)) == len(stamps)


def test_the_fingerprint_follows_pixels_and_options_not_names(tmp_path: Path) -> None:
    contents = blobs(3)
    renamed = {f"x{name}": content for name, content in contents.items()}
    opaque = {name: encoded(blob(i, (8, 8)).convert("RGB")) for i, name in enumerate(contents)}
    other = {**contents, "2.png": encoded(blob(99))}
    made = [
        prepare(folder_of(tmp_path / str(i), given), tmp_path / f"{i}.safetensors", options)
        for i, (given, options) in enumerate(
            [
                (contents, PrepareOptions(8)),
                (renamed, PrepareOptions(8)),
                (other, PrepareOptions(8)),
                (opaque, PrepareOptions(8)),
                (opaque, PrepareOptions(8, "black")),
            ]
        )
    ]
    assert made[0].fingerprint == made[1].fingerprint
    assert len({report.fingerprint for report in made}) == 4


@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError])
def test_an_interruption_leaves_the_folder_as_it_was(
    tmp_path: Path, fault: type[BaseException]
) -> None:
    source = folder_of(tmp_path / "in", blobs(5))
    prepare(source, tmp_path / "out" / "o.safetensors", PrepareOptions(8))
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise fault

    with pytest.raises(fault):
        prepare(
            source, tmp_path / "out" / "o.safetensors", PrepareOptions(16), workers=1, progress=stop
        )
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_what_a_killed_run_left_is_swept_up(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", blobs(2))
    folder_of(tmp_path, {".o.safetensors.1.part": b"old", ".o.safetensors.2.part": b"new"})
    os.utime(tmp_path / ".o.safetensors.1.part", (0, 0))
    prepare(source, tmp_path / "o.safetensors")
    assert [path.name for path in tmp_path.glob(".*")] == [".o.safetensors.2.part"]


def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    source = folder_of(tmp_path / "in", blobs(20, (64, 64)))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(WriteError, match="File too large"):
            prepare(source, tmp_path / "out" / "o.safetensors", PrepareOptions(64))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_output_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", blobs(2))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError, match="cannot be written"):
        prepare(source, tmp_path / "file" / "o.safetensors")
    with pytest.raises(UsageError, match="must end with"):
        prepare(source, tmp_path / "o.zip")
    (tmp_path / "o.safetensors").mkdir()
    with pytest.raises(WriteError, match="cannot be written"):
        prepare(source, tmp_path / "o.safetensors")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "in", "o.safetensors"]


def test_the_source_is_left_untouched(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", blobs(3) | {"a/b.txt": b"x"})
    before = {path: path.stat().st_mtime_ns for path in [source, *source.rglob("*")]}
    prepare(source, tmp_path / "o.safetensors")
    assert {path: path.stat().st_mtime_ns for path in [source, *source.rglob("*")]} == before


def test_no_torch_is_needed() -> None:
    code = "import sys, pokegan.data.prepare; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(("free", "processes"), [(1e8, 0), (4.5e8, 2), (1e10, 8)])
def test_no_more_workers_run_than_fit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    leave_free: Callable[[float], None],
    free: float,
    processes: int,
) -> None:
    """Each takes 50 MiB, and 120 MB and a little for a picture of 12 million pixels; 0: none."""
    asked = []
    monkeypatch.setattr(workers, "_SMALL_SOURCE", (0, 0))
    monkeypatch.setattr(workers, "pooled", lambda *given: iter(asked.append(given[-1]) or ()))
    source = folder_of(tmp_path / "in", {f"{i}.png": encoded(blob(i)) for i in range(2)})
    leave_free(free)
    list(workers.outcomes(list_source(source), PixelSettings(16, (255, 255, 255), "pad"), 8))
    assert asked == ([processes] if processes else [])


def test_a_picture_too_large_for_the_memory_is_named(
    tmp_path: Path, leave_free: Callable[[float], None]
) -> None:
    """2,100 x 2,100 pixels take 44 MB and a little."""
    contents = {f"{i}.png": encoded(blob(i)) for i in range(3)}
    large = {"large.png": encoded(Image.new("RGB", (2100, 2100), "red"))}
    source = folder_of(tmp_path / "in", contents | large)
    leave_free(4.5e7)
    report = prepare(source, tmp_path / "o.safetensors", PrepareOptions(16), workers=1)
    assert report.used == 3
    assert report.skipped == (("large.png", "too large for the memory of this machine"),)
    leave_free(6e7)
    assert prepare(source, tmp_path / "o.safetensors", PrepareOptions(16), workers=1).used == 4
