"""Which files of a folder or a zip are found, under which names, and what is said of the others."""

from __future__ import annotations

import os
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from test_prepare import blobs, folder_of, read, reasons

from pokegan.data.prepare import PrepareOptions, prepare
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
        "in.zip holds no files. 2 hidden or system files or folders passed over, such as .a.png."
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
