"""Which files of a folder or a zip are found, under which names, and what is said of the others."""

from __future__ import annotations

import zipfile
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
