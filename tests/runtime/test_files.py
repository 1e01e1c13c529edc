"""Whether a file can be written is known before the work, and why not is told with its cure."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from pokegan.errors import PokeganError, UsageError, WriteError
from pokegan.runtime.files import check_output, write_atomically, writing


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EDQUOT, "Free some space"),
        (errno.EFBIG, "ask for less"),
        (errno.EACCES, "that you may write to"),
        (errno.EPERM, "that you may write to"),
        (errno.EROFS, "mounted for reading only"),
        (errno.EEXIST, "a file lies where a folder is needed"),
        (errno.ENOENT, "no file can be made there"),
        (errno.EIO, "Name another place."),
    ],
)
def test_each_refusal_has_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, cure: str
) -> None:
    def refuse(*args: Any, **options: Any) -> None:
        raise OSError(code, os.strerror(code))

    with pytest.raises(WriteError) as later, writing(tmp_path / "a.png"):
        refuse()
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(WriteError) as before:
        check_output(tmp_path / "a.png", ".png")
    for caught in (before, later):
        assert caught.value.message.endswith(f"a.png cannot be written: {os.strerror(code)}.")
        assert cure in caught.value.hint
        assert ("space" in caught.value.hint) == (code in (errno.ENOSPC, errno.EDQUOT))
    assert before.value.parameters == ("out",)


def test_what_can_be_written_is_let_be_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "old.png").write_bytes(b"old")
    (tmp_path / "box.png").mkdir()
    for name in ("new.png", "old.png", "a/b/NEW.PNG", "box.png/c.png"):
        assert check_output(tmp_path / name, ".png") == tmp_path / name
    for name in ("", "new", "v1.2", "a/b", "box.png", "..data"):
        assert check_output(tmp_path / name) == tmp_path / name
    assert sorted(path.name for path in tmp_path.iterdir()) == ["box.png", "old.png"]
    assert (tmp_path / "old.png").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "endings", "kind", "said"),
    [
        ("new.jpg", (".png", ".pdf"), UsageError, "must end with .png or .pdf"),
        ("new.png", (), UsageError, "to be a folder, but ends like a file. Name a folder, such as"),
        ("file", (), WriteError, "file is no folder"),
        ("file/a/b.png", (".png",), WriteError, "file is no folder"),
        ("dangling/b.png", (".png",), WriteError, "dangling is no folder"),
        ("box.png", (".png",), WriteError, "is a folder. Name a file"),
        ("pipe.png", (".png",), WriteError, "neither a file nor a folder"),
        (f"{'a' * 300}.png", (".png",), WriteError, "Choose a shorter name"),
        (f"{'a' * 245}.png", (".png",), WriteError, "Choose a shorter name"),  # its .part
        (f"{'a' * 300}/b/c.png", (".png",), WriteError, "Choose a shorter name"),
        (f"b/{'a' * 300}", (), WriteError, "Choose a shorter name"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="links, pipes and the length of names")
def test_what_cannot_be_written_is_refused_before(
    tmp_path: Path, name: str, endings: tuple[str, ...], kind: type[PokeganError], said: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "box.png").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.png")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(kind) as caught:
        check_output(tmp_path / name, *endings)
    assert said in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a place where nobody may write")
def test_a_place_where_nobody_can_write_is_found_without_its_rights() -> None:
    """Even by root, whom no permission binds."""
    with pytest.raises(WriteError, match=r"/proc/self/x/a\.png cannot be written"):
        check_output(Path("/proc/self/x/a.png"), ".png")


def test_what_was_checked_is_written(tmp_path: Path) -> None:
    longest = tmp_path / "deep" / f"{'a' * 200}.png"
    write_atomically(check_output(longest, ".png"), b"new")
    assert longest.read_bytes() == b"new"
