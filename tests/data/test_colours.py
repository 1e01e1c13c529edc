"""Colour profiles: each brings a picture to the sRGB value that its primaries and curves give.

The profiles are packed here from those numbers (ICC.1:2001-04, sections 6.1 to 6.5).
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import Outcome
from PIL import Image, ImageCms, PngImagePlugin

from pokegan.data.prepare import PrepareOptions, prepare, prepare_one

D50 = np.array([0.9642, 1.0, 0.8249])
# Red, green, blue and white, x and y.
SRGB = [(0.64, 0.33), (0.30, 0.60), (0.15, 0.06), (0.3127, 0.3290)]
P3 = [(0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.3127, 0.3290)]
ADOBE = [(0.64, 0.33), (0.21, 0.71), (0.15, 0.06), (0.3127, 0.3290)]
PROPHOTO = [(0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001), (0.3457, 0.3585)]
BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)


def srgb_curve(values: np.ndarray) -> np.ndarray:
    """Light from values, both from 0 to 1 (IEC 61966-2-1)."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def gamma(power: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda values: values**power


def to_xyz(primaries: list[tuple[float, float]]) -> np.ndarray:
    """The matrix from light in those primaries to XYZ under D50, by Bradford's adaptation."""
    x, y, z = np.array([(x / y, 1, (1 - x - y) / y) for x, y in primaries]).T
    *_, white = columns = np.stack([x, y, z], axis=1)
    matrix = np.stack(columns[:3], axis=1)
    matrix = matrix * np.linalg.solve(matrix, white)
    adapt = np.diag((BRADFORD @ D50) / (BRADFORD @ white))
    return np.linalg.inv(BRADFORD) @ adapt @ BRADFORD @ matrix


def by_hand(
    colours: np.ndarray, primaries: list[tuple[float, float]], curve: Callable
) -> np.ndarray:
    """The sRGB values [..., 3] of colours of a matrix profile, in levels, clipped."""
    light = curve(colours / 255) @ to_xyz(primaries).T @ np.linalg.inv(to_xyz(SRGB)).T
    light = light.clip(0, 1)
    return 255 * np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def profile(kind: bytes, tags: dict[bytes, bytes], pcs: bytes = b"XYZ ") -> bytes:
    """A version 2 profile of a monitor, or for CMYK of a printer."""
    device = b"prtr" if kind == b"CMYK" else b"mntr"
    tags = {b"desc": text(b"desc", b"made for a test"), b"cprt": b"text\0\0\0\0free\0"} | tags
    tags |= {b"wtpt": xyz(D50)}
    place, table, content = 132 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for name, tag in tags.items():
        table += name + struct.pack(">II", place + len(content), len(tag))
        content += tag.ljust(-(-len(tag) // 4) * 4, b"\0")
    head = struct.pack(">I4sI4s4s4s", place + len(content), b"", 0x02100000, device, kind, pcs)
    head += struct.pack(">6H4s", 2024, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    head += b"".join(struct.pack(">i", round(v * 65536)) for v in D50)
    return head.ljust(128, b"\0") + table + content


def text(kind: bytes, words: bytes) -> bytes:
    return kind + struct.pack(">II", 0, len(words) + 1) + words + bytes(1 + 8 + 3 + 67)


def xyz(values: np.ndarray) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def curve_tag(curve: Callable[[np.ndarray], np.ndarray]) -> bytes:
    light = np.rint(curve(np.linspace(0, 1, 1024)) * 65535).astype(">u2")
    return b"curv\0\0\0\0" + struct.pack(">I", len(light)) + light.tobytes()


def rgb_profile(primaries: list[tuple[float, float]], curve: Callable) -> bytes:
    columns = to_xyz(primaries).T
    tags = {name: xyz(c) for name, c in zip([b"rXYZ", b"gXYZ", b"bXYZ"], columns, strict=True)}
    tags |= dict.fromkeys([b"rTRC", b"gTRC", b"bTRC"], curve_tag(curve))
    return profile(b"RGB ", tags)


def grey_profile(curve: Callable) -> bytes:
    return profile(b"GRAY", {b"kTRC": curve_tag(curve)})


def lab_bytes(levels: tuple[int, int, int]) -> bytes:
    """An sRGB colour as Lab under D50, in the 8 bits of a version 2 table."""
    ratio = to_xyz(SRGB) @ srgb_curve(np.array(levels) / 255) / D50
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    lab = [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    return bytes([round(lab[0] * 2.55), round(lab[1]) + 128, round(lab[2]) + 128])


def cmyk_profile(inks: Callable[[int, int, int, int], tuple[int, int, int]]) -> bytes:
    """A table of two steps for each ink (lut8Type), from the colours of full inks or none."""
    ramp = bytes(range(256))
    corners = [(n >> 3 & 1, n >> 2 & 1, n >> 1 & 1, n & 1) for n in range(16)]
    table = b"".join(lab_bytes(inks(*corner)) for corner in corners)
    matrix = b"".join(struct.pack(">i", round(v * 65536)) for v in np.eye(3).flat)
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + matrix + ramp * 4 + table + ramp * 3
    return profile(b"CMYK", {b"A2B0": lut, b"A2B1": lut}, b"Lab ")


P3_PROFILE = rgb_profile(P3, srgb_curve)


def encoded(picture: Image.Image, icc: bytes | None = None, kind: str = "PNG", **more) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **({} if icc is None else {"icc_profile": icc}), **more)
    return file.getvalue()


def random_colours(shape: tuple[int, ...] = (32, 32, 3)) -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, shape, np.uint8)


def read(content: bytes, background: str = "white", size: int = 32) -> np.ndarray:
    """[R, R, C]"""
    return prepare_one(content, size, background, "pad").transpose(1, 2, 0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((100, 200, 100), (45, 203, 86)),
        ((117, 251, 76), (3, 255, 0)),  # the green of sRGB, but for rounding
        ((0, 255, 0), (0, 255, 0)),  # outside sRGB, clipped
        ((128, 128, 128), (128, 128, 128)),
    ],
)
def test_greens_of_display_p3_end_at_their_srgb_values(
    given: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert np.abs(by_hand(np.array(given), P3, srgb_curve) - expected).max() < 0.6
    pixels = read(encoded(Image.new("RGB", (32, 32), given), P3_PROFILE))
    assert np.abs(pixels[5, 5].astype(int) - expected).max() <= 1


@pytest.mark.parametrize(
    ("primaries", "curve"),
    [
        (P3, srgb_curve),
        (ADOBE, gamma(563 / 256)),
        (PROPHOTO, gamma(1.8)),
        (SRGB, gamma(2.2)),
        (SRGB, gamma(1.0)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_every_colour_of_a_profile_is_converted(
    primaries: list[tuple[float, float]], curve: Callable, kind: str
) -> None:
    colours = random_colours()
    more = {"lossless": True} if kind == "WEBP" else {}
    ours = read(encoded(Image.fromarray(colours), rgb_profile(primaries, curve), kind, **more))
    assert np.abs(ours - by_hand(colours, primaries, curve)).max() < 1.6
    assert np.abs(ours.astype(int) - colours).max() > 5


@pytest.mark.parametrize("icc", [rgb_profile(SRGB, srgb_curve), "Pillow"])
def test_a_picture_in_srgb_stays_as_it_is(icc: bytes | str) -> None:
    if isinstance(icc, str):
        icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    colours = random_colours((32, 32, 4))
    plain, tagged = (encoded(Image.fromarray(colours), given) for given in (None, icc))
    np.testing.assert_array_equal(read(plain, "transparent"), read(tagged, "transparent"))
    np.testing.assert_array_equal(read(plain, "white"), read(tagged, "white"))


def test_opacity_is_left_bit_for_bit() -> None:
    colours = random_colours((32, 32, 4))
    ours = read(encoded(Image.fromarray(colours), P3_PROFILE), "transparent")
    np.testing.assert_array_equal(ours[..., 3], colours[..., 3])
    straight = by_hand(colours[..., :3], P3, srgb_curve)
    assert np.abs(ours[..., :3] - straight * (colours[..., 3:] / 255)).max() < 2.1


def test_palette_colour_key_and_orientation_go_with_the_profile() -> None:
    palette = Image.new("P", (32, 32), 1)
    palette.putpalette([0, 0, 0, 100, 200, 100])
    palette.putpixel((0, 0), 0)
    content = encoded(palette, P3_PROFILE, transparency=0)
    assert read(content)[0, 0].tolist() == [255, 255, 255]
    assert np.abs(read(content)[9, 9].astype(int) - (45, 203, 86)).max() <= 1
    keyed = encoded(Image.new("RGB", (32, 32), (100, 200, 100)), P3_PROFILE, transparency=(1, 2, 3))
    assert np.abs(read(keyed)[9, 9].astype(int) - (45, 203, 86)).max() <= 1
    exif = Image.Exif()
    exif[0x0112] = 6
    colours = random_colours()
    turned = read(encoded(Image.fromarray(colours), P3_PROFILE, exif=exif))
    assert np.abs(turned - by_hand(np.rot90(colours, -1), P3, srgb_curve)).max() < 1.6


@pytest.mark.parametrize("mode", ["L", "LA", "I;16"])
@pytest.mark.parametrize("icc", [grey_profile(gamma(1.0)), rgb_profile(P3, gamma(1.0))])
def test_grey_follows_the_curve_of_a_profile_and_stays_grey(mode: str, icc: bytes) -> None:
    values = np.arange(256, dtype=np.uint8).reshape(16, 16)
    grey = Image.fromarray(values)
    if mode == "LA":
        grey.putalpha(Image.new("L", grey.size, 200))
    if mode == "I;16":
        grey = Image.fromarray(values.astype(np.uint16) * 257)
    ours = read(encoded(grey, icc), "transparent", 16).astype(int)
    opacity = 200 if mode == "LA" else 255
    expected = by_hand(values[..., None].repeat(3, 2), SRGB, gamma(1.0)) * opacity / 255
    assert np.ptp(ours[..., :3], axis=2).max() <= 1
    assert np.abs(ours[..., :3] - expected).max() < 1.6
    assert (ours[..., 3] == opacity).all()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_is_seen_as_its_profile_prints_it(kind: str) -> None:
    inks = {
        (0, 0, 0, 0): (255, 255, 255),
        (1, 0, 0, 0): (0, 140, 200),
        (0, 1, 0, 0): (200, 30, 120),
    }
    icc = cmyk_profile(lambda *full: inks.get(full, (0, 0, 0)))
    for ink, expected in inks.items():
        picture = Image.new("CMYK", (32, 32), tuple(255 * amount for amount in ink))
        pixel = read(encoded(picture, icc, kind))[9, 9].astype(int)
        assert np.abs(pixel - expected).max() <= 4, ink  # Lab in 8 bits
    assert read(encoded(Image.new("CMYK", (32, 32), (0, 0, 0, 255)), icc, kind)).max() <= 2


def broken_profiles() -> dict[str, bytes]:
    png = encoded(Image.fromarray(random_colours()))
    chunk = b"iCCPname\0\0" + b"not what zlib writes"
    chunk = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    jpeg = bytearray(encoded(Image.fromarray(random_colours()), P3_PROFILE, "JPEG"))
    jpeg[jpeg.index(b"ICC_PROFILE\0") + 13] = 7  # the first of seven parts that are not there
    return {"zlib.png": png[:33] + chunk + png[33:], "parts.jpg": bytes(jpeg)}


@pytest.mark.parametrize(
    ("icc", "why"),
    [
        (b"no profile", "damaged"),
        (P3_PROFILE[:300], "damaged"),
        (P3_PROFILE[:-900], "damaged"),
        (bytes(2 << 20), "damaged"),
        (profile(b"RGB ", {}), "damaged"),
        (P3_PROFILE[:12] + b"link" + P3_PROFILE[16:], "damaged"),
        (P3_PROFILE[:16] + b"Luv " + P3_PROFILE[20:], "damaged"),
        (grey_profile(gamma(1.8)), "for pictures of another kind"),
        (cmyk_profile(lambda *full: (0, 0, 0)), "for pictures of another kind"),
    ],
)
def test_a_profile_that_does_not_serve_is_ignored_and_noted(
    tmp_path: Path, icc: bytes, why: str
) -> None:
    colours = random_colours()
    plain, tagged = (encoded(Image.fromarray(colours), given) for given in (None, icc))
    np.testing.assert_array_equal(read(plain), read(tagged))
    (tmp_path / "in").mkdir()
    (tmp_path / "in/bad.png").write_bytes(tagged)
    (tmp_path / "in/plain.png").write_bytes(encoded(Image.new("RGB", (9, 9))))
    report = prepare(tmp_path / "in", tmp_path / "o.safetensors", PrepareOptions(32))
    assert report.used == 2
    ((name, note),) = report.notes
    assert name == "bad.png" and why in note and note.endswith("read as sRGB")
    assert f"bad.png: {note}\n" in report.report.read_text("utf-8")


def test_a_profile_damaged_in_its_container_is_noted(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, content in broken_profiles().items():
        (tmp_path / "in" / name).write_bytes(content)
    report = prepare(tmp_path / "in", tmp_path / "o.safetensors", PrepareOptions(32))
    assert dict(report.notes) == dict.fromkeys(
        ["parts.jpg", "zlib.png"], "its colour profile is damaged: read as sRGB"
    )


def png_with(name: bytes, *numbers: int, before: bytes = b"") -> bytes:
    about = PngImagePlugin.PngInfo()
    if before:
        about.add(before, b"\0")
    about.add(name, struct.pack(f">{len(numbers)}I", *numbers))
    return encoded(Image.fromarray(random_colours()), pnginfo=about)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (png_with(b"gAMA", 45455), ""),
        (png_with(b"gAMA", 45454), ""),
        (png_with(b"gAMA", 100000), "names other colours than sRGB (gAMA): read as sRGB"),
        (png_with(b"gAMA", 100000, before=b"sRGB"), ""),
        (png_with(b"gAMA", 0), "names other colours than sRGB (gAMA): read as sRGB"),
        (png_with(b"cHRM", 31269, 32899, 63999, 33001, 30000, 60000, 15000, 5999), ""),
        (
            png_with(b"cHRM", 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000),
            "names other colours than sRGB (cHRM): read as sRGB",
        ),
    ],
)
def test_a_png_that_names_colours_without_a_profile(
    tmp_path: Path, content: bytes, note: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.png").write_bytes(content)
    (tmp_path / "in/b.png").write_bytes(encoded(Image.new("RGB", (9, 9))))
    report = prepare(tmp_path / "in", tmp_path / "o.safetensors", PrepareOptions(32))
    assert report.notes == ((("a.png", note),) if note else ())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def test_prepare_says_what_it_did_to_colours(
    tmp_path: Path, call: Callable[[str], Outcome]
) -> None:
    (tmp_path / "in").mkdir()
    for seed in range(3):
        picture = Image.new("RGB", (32, 32), (100, 100 + 10 * seed, 100))
        (tmp_path / f"in/{seed}.png").write_bytes(encoded(picture, P3_PROFILE))
    (tmp_path / "in/3.png").write_bytes(encoded(Image.new("RGB", (32, 32)), b"broken"))
    code, _, err = call(f"prepare {tmp_path}/in --out {tmp_path}/o.safetensors --resolution 32")
    assert code == 0
    assert "3 pictures: converted to sRGB from made for a test" in err
    assert "1 picture: its colour profile is damaged: read as sRGB" in err
    text = (tmp_path / "o-report.txt").read_text("utf-8")
    assert "4 used, but:\n       3  converted to sRGB from made for a test\n" in text
    assert "2.png: converted to sRGB from made for a test\n" in text
