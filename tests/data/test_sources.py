"""Which files of a folder or a zip are found, under which names, and what is said of the others."""

from __future__ import annotations

import json
import os
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin
from test_prepare import blob, blobs, folder_of, read, reasons

from pokegan import render
from pokegan.data.prepare import PrepareOptions, prepare, source_stamp, usual_size
from pokegan.data.prepare.sources import list_source
from pokegan.errors import DataError

SMALL = PrepareOptions(8)


def zip_of(path: Path, contents: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


# . and .. in names


def test_dots_in_the_paths_of_a_zip_hide_nothing(tmp_path: Path) -> None:
    stored = ["./0.png", "../art/1.png", "../../2.png", "/3.png", "a/../4.png", "b/./5.png"]
    contents = dict(zip(stored, blobs(6).values(), strict=True))
    source = zip_of(tmp_path / "in.zip", {"./": b"", "../art/": b"", **contents})
    report = prepare(source, tmp_path / "out" / "o.safetensors", SMALL)
    assert read(report.path)[1]["names"] == [
        *("0.png", "2.png", "3.png", "4.png", "art/1.png", "b/5.png")
    ]
    assert report.skipped == ()
    assert sorted(path.name for path in tmp_path.rglob("*.png")) == ["o-sheet.png"]


def test_hidden_files_are_named_in_the_report(tmp_path: Path) -> None:
    hidden = {"./.git/a.png": b"", ".git/b.png": b"", "../Thumbs.db": b"", "a/.x.png": b""}
    source = zip_of(tmp_path / "in.zip", {**blobs(2), **hidden})
    report = prepare(source, tmp_path / "o.safetensors", SMALL)
    text = report.report.read_text("utf-8")
    assert "3 hidden or system files or folders passed over." in text
    assert text.endswith("\nHidden or of the system:\n.git\na/.x.png\nThumbs.db\n")
    folder = folder_of(tmp_path / "in", blobs(2))
    folder_of(folder, {".git/a.png": b"", "a/.x.png": b"", "Thumbs.db": b""})
    assert sorted(list_source(folder).hidden) == sorted(list_source(source).hidden)


def test_a_source_of_hidden_files_alone_says_so(tmp_path: Path) -> None:
    source = zip_of(tmp_path / "in.zip", {".a.png": b"", ".b.png": b""})
    with pytest.raises(DataError) as caught:
        prepare(source, tmp_path / "o.safetensors")
    assert caught.value.message.endswith(
        "in.zip holds no files. 2 hidden or system files or folders passed over (such as .a.png)."
    )


def test_a_file_named_as_a_folder_is_refused_by_name(tmp_path: Path) -> None:
    source = zip_of(tmp_path / "in.zip", {**blobs(2), "a/..": b"x"})
    report = prepare(source, tmp_path / "o.safetensors", SMALL)
    assert reasons(report) == {"a/..": "a name that leads to a folder"}


# Other encodings


class Legacy(zipfile.ZipInfo):
    """An entry with a name of any bytes and no word about their encoding, as old tools write."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # of zipfile
        return self.filename.encode("cp437"), self.flag_bits


def zip_of_bytes(path: Path, contents: dict[bytes, bytes], extra: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            entry = Legacy(name.decode("cp437"))
            entry.extra = extra
            archive.writestr(entry, content)
    return path


def names_in(source: Path) -> list[str]:
    return [file.name for file in list_source(source).files]


@pytest.mark.parametrize(
    ("encoding", "stored", "meant"),
    [
        # The second byte of ソ, 表, 能 and 予 is 5C, a backslash.
        ("cp932", ["ソーナンス.png", "表.png", "能力\\予.png"], None),
        ("utf-8", ["Flabébé.png", "ポケモン\\ソ.png"], None),
        ("cp437", ["Flabébé.png", "château\\äü.png", "Raphaël.png"], None),
        # In GBK that of 誠, 謀 and 賊 is: shown as DOS would, but not parted there.
        ("gbk", ["妙蛙種子.png", "誠.png", "謀賊.png"], "cp437"),
    ],
)
def test_names_of_a_zip_in_old_encodings(
    tmp_path: Path, encoding: str, stored: list[str], meant: str | None
) -> None:
    names = [name.encode(encoding) for name in stored]
    source = zip_of_bytes(tmp_path / "in.zip", dict(zip(names, blobs(3).values(), strict=False)))
    expected = [name.decode(meant) if meant else name for name in names]
    if meant is None:
        expected = [name.replace("\\", "/") for name in stored]
    assert sorted(names_in(source)) == sorted(expected)
    assert prepare(source, tmp_path / "o.safetensors", SMALL).used == len(stored)


def test_a_backslash_parts_folders_whatever_the_system_makes_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [name.encode("cp932") for name in ("ソーナンス\\表.png", "a\\b.png", "表")]
    source = zip_of_bytes(tmp_path / "in.zip", dict(zip(names, blobs(3).values(), strict=True)))
    entries = zipfile.ZipFile.infolist

    def on_windows(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        found = entries(archive)
        for entry in found:
            entry.filename = entry.filename.replace("\\", "/")
        return found

    assert names_in(source) == ["a/b.png", "ソーナンス/表.png", "表"]
    monkeypatch.setattr(zipfile.ZipFile, "infolist", on_windows)
    assert names_in(source) == ["a/b.png", "ソーナンス/表.png", "表"]


def unicode_path(raw: bytes, name: str) -> bytes:
    """Info-ZIP's field, as APPNOTE 4.6.9 lays it out, behind another one."""
    content = struct.pack("<BL", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HHB", 0x5455, 1, 0) + struct.pack("<HH", 0x7075, len(content)) + content


def test_the_unicode_path_of_a_zip_is_its_name(tmp_path: Path) -> None:
    raw = "能.png".encode("cp932")
    for extra, name in (
        (unicode_path(raw, "art/脑.png"), "art/脑.png"),
        (unicode_path(b"renamed since", "art/脑.png"), raw.decode("cp437")),
    ):
        source = zip_of_bytes(tmp_path / "in.zip", {raw: b"x"}, extra)
        assert names_in(source) == [name]


def test_a_tar_is_called_by_its_name(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", blobs(2))
    with tarfile.open(tmp_path / "in.tar", "w") as archive:
        archive.add(tmp_path / "in")
    with pytest.raises(DataError, match="neither a folder nor a zip, but a tar archive; unpack it"):
        list_source(tmp_path / "in.tar")


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode elsewhere")
def test_names_that_are_no_utf8_reach_the_report(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / os.fsdecode(b"in\xe9"), blobs(2))
    for name in (b"notes\xfe.txt", b"notes\xff.txt"):
        (folder / os.fsdecode(name)).write_bytes(b"text")
    report = prepare(folder, tmp_path / os.fsdecode(b"o\xe9.safetensors"), SMALL)
    assert [name for name, _ in report.skipped] == [r"notes\xfe.txt", r"notes\xff.txt"]
    assert r"o\udce9.safetensors, prepared by" in report.report.read_text("utf-8")


# What pokegan made itself


def made(path: Path, recipe: dict[str, object] | None, seed: int) -> None:
    """A picture of 12 px as pokegan writes them, of the kind that the ending names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.asarray(blob(seed).convert("RGB"))
    if path.suffix == ".png":
        render.save_png(path, pixels, recipe)
    else:
        render.save_animation(path, [pixels, pixels[::-1]], 10, recipe)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Four drawn pictures, one of them with a stranger's text, among pictures that pokegan made."""
    folder = folder_of(tmp_path / "in", blobs(4))
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", "pokegan made me")
    blob(0).save(folder / "0.png", pnginfo=about)
    sample = {"command": "sample", "seeds": 7}
    made(folder / "samples/seed-0007.png", sample, 7)
    made(folder / "samples/sheet.png", {"command": "sample", "n": 16}, 8)
    made(folder / "mix.png", {"command": "mix", "creature": {}}, 9)
    made(folder / "preview-000000192.png", None, 10)
    for seed, ending in enumerate((".gif", ".webp", ".apng"), 11):
        made(folder / f"walk{ending}", {"command": "interpolate", "points": ["1", "2"]}, seed)
        made(folder / f"plain{ending}", None, seed + 10)
    exif = Image.Exif()
    exif[0x010E] = f"pokegan {json.dumps(sample)}"
    blob(50).convert("RGB").save(folder / "edited.jpg", exif=exif)
    return folder


@pytest.mark.parametrize("packed", [False, True])
def test_what_pokegan_made_is_left_out_unless_asked_for(
    tmp_path: Path, mixed: Path, packed: bool
) -> None:
    files = {path.relative_to(mixed).as_posix(): path.read_bytes() for path in mixed.rglob("*.*")}
    source = zip_of(tmp_path / "in.zip", files) if packed else mixed
    report = prepare(source, tmp_path / "o.safetensors", SMALL)
    single, many = "a picture made by pokegan", "a sheet or film made by pokegan"
    walks = {f"walk{ending}": f"{many} (interpolate)" for ending in (".apng", ".gif", ".webp")}
    plain = {f"plain{ending}": many for ending in (".apng", ".gif", ".webp")}
    sheets = {"samples/sheet.png": f"{many} (sample)", "preview-000000192.png": many}
    assert reasons(report) == {
        "edited.jpg": f"{single} (sample)",
        "mix.png": f"{single} (mix)",
        "samples/seed-0007.png": f"{single} (sample)",
        **(sheets | walks | plain),
    }
    assert (report.used, report.generated) == (4, 11)
    header = read(report.path)[1]
    assert header["names"] == [f"{i}.png" for i in range(4)]
    assert header["include_generated"] is False and header["counts"]["generated"] == 11
    assert report.report.read_text("utf-8").splitlines()[4] == "11 made by pokegan left out."
    everything = PrepareOptions(8, include_generated=True)
    taken = prepare(source, tmp_path / "o.safetensors", everything)
    assert reasons(taken) == sheets | walks | plain
    assert (taken.used, taken.generated) == (7, 0)
    assert read(taken.path)[1]["include_generated"] is True
    assert source_stamp(source, everything) != source_stamp(source, SMALL)


@pytest.mark.parametrize("command", ["card", "project"])
def test_a_creature_among_other_things_is_never_taken_in(tmp_path: Path, command: str) -> None:
    """A card has words on it, and what `project` draws is a pair."""
    folder = folder_of(tmp_path / "in", blobs(2))
    recipe = {"command": command, "creature": {}}
    render.save_png(folder / "made.png", np.asarray(blob(5, (64, 64))), recipe)
    taken = prepare(folder, tmp_path / "o.safetensors", PrepareOptions(8, include_generated=True))
    assert reasons(taken) == {"made.png": f"a picture made by pokegan ({command})"}


def test_a_zip_may_change_between_a_look_at_its_sizes_and_its_use(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "in.zip", blobs(2))
    usual_size(path)
    path = zip_of(path, blobs(3, (40, 40)))
    assert prepare(path, tmp_path / "o.safetensors", SMALL).used == 3


def test_what_pokegan_made_has_no_say_in_the_resolution(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", blobs(2))
    for seed in range(5):
        picture = np.asarray(blob(seed, (64, 64)))
        render.save_png(folder / f"seed-{seed}.png", picture, {"command": "sample", "seeds": seed})
    assert prepare(folder, tmp_path / "o.safetensors").resolution == 16
    everything = PrepareOptions(include_generated=True)
    assert prepare(folder, tmp_path / "o.safetensors", everything).resolution == 64


def test_a_source_of_generated_pictures_alone_names_the_parameter(tmp_path: Path) -> None:
    for seed in range(3):
        made(tmp_path / f"in/{seed}.png", {"command": "sample", "seeds": seed}, seed)
    with pytest.raises(DataError, match="a picture made by pokegan") as caught:
        prepare(tmp_path / "in", tmp_path / "o.safetensors")
    assert caught.value.parameters == ("include_generated",)


@pytest.mark.parametrize("packed", [False, True])
def test_a_run_folder_among_pictures_is_one_entry(tmp_path: Path, packed: bool) -> None:
    # previews of old runs carry no mark
    run = {"config.json": b"{}", "stats.jsonl": b"", "a/preview.png": blobs(9)["8.png"]}
    contents = blobs(3) | {f"runs/art/{name}": content for name, content in run.items()}
    contents |= {"runs/arts/4.png": blobs(5)["4.png"], "config.json": b"{}"}
    source = folder_of(tmp_path / "in", contents)
    if packed:
        source = zip_of(tmp_path / "in.zip", contents)
    report = prepare(source, tmp_path / "o.safetensors", SMALL)
    assert reasons(report) == {
        "config.json": "not a picture (text)",
        "runs/art": "a run folder of pokegan",
    }
    assert report.used == 4


def test_a_picture_with_damaged_exif_is_no_picture_of_pokegan(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", blobs(2))
    blob(3).convert("RGB").save(
        folder / "3.webp", exif=b"Exif\0\0II*\0\xff\xff\xff\xff", lossless=True
    )
    assert prepare(folder, tmp_path / "o.safetensors", SMALL).used == 3
