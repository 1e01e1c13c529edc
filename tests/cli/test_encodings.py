"""A terminal or pipe that is not UTF-8 gets every word, and no command fails by what it says."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main
from conftest import Finished

from pokegan import cli
from pokegan.cli import main
from pokegan.cli.options import console

ENCODINGS = ["cp932", "cp1252", "ascii"]
COMMANDS = list(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]
Spoken = Callable[..., tuple[int, str, str]]


class Screen(io.TextIOWrapper):
    """A terminal of an encoding that refuses what it lacks, as Python opens one."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def home(finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(finished.folder, tmp_path / "runs/images")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> Spoken:
    """Run a command whose stdout and stderr are of an encoding: code, stdout, stderr."""

    def run(
        encoding: str, *words: str, kind: type[io.TextIOWrapper] = io.TextIOWrapper
    ) -> tuple[int, str, str]:
        out, err = io.BytesIO(), io.BytesIO()
        for name, raw in (("stdout", out), ("stderr", err)):
            stream = kind(raw, encoding=encoding, errors="strict", write_through=True)
            monkeypatch.setattr(sys, name, stream)
        console.cache_clear()
        code = main(words)
        console.cache_clear()
        told = [raw.getvalue().decode(encoding, "surrogateescape") for raw in (out, err)]
        return code, told[0], told[1]

    return run


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_s_help_is_written(spoken: Spoken, encoding: str) -> None:
    for words in ([], *([name] for name in COMMANDS)):
        code, out, err = spoken(encoding, *words, "--help")
        assert (code, err) == (0, ""), words
        assert "Usage: pokegan" in out and "Options ---" in out
    front = spoken(encoding, "--help")[1]
    assert ("Pokémon" if encoding == "cp1252" else "Pokemon") in front


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_paths_and_errors_are_written(spoken: Spoken, home: Path, encoding: str) -> None:
    """An emoji as its number."""
    code, out, err = spoken(encoding, "sample", "--n", "2", "--out", "o😀")
    assert code == 0, err
    assert "2 pictures in o\\U0001f600" in err and out.endswith("/sheet.png\n")
    code, out, err = spoken(encoding, "train", "n😀")
    assert code == 1 and "no such file or folder: n\\U0001f600." in err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' names are text")
@pytest.mark.parametrize("encoding", ["utf-8", *ENCODINGS])
def test_a_path_that_is_no_text_is_written_as_the_bytes_it_is(
    spoken: Spoken, home: Path, encoding: str
) -> None:
    """And what is written of it in files is text."""
    code, out, err = spoken(encoding, "sample", "--n", "2", "--out", "caf\udce9")
    assert code == 0, err
    assert os.path.isdir(os.fsencode("caf\udce9"))
    if encoding == "utf-8":
        assert out == "caf\udce9/sheet.png\n" and "2 pictures in caf\udce9" in err
    shutil.copytree("runs/images", "runs/r\udce9")
    atlas = "interpolate 1 2 --frames 2 --out a\udce9.json --model runs/images"
    for line in ("prepare caf\udce9 --include-generated", "report runs/r\udce9", atlas):
        code, out, err = spoken(encoding, *line.split())
        assert code == 0, ascii(err)  # which the processes of pytest can tell one another


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_tables_and_progress_are_written(
    spoken: Spoken, home: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    code, out, err = spoken(encoding, "evaluate", "--n", "8")
    assert code == 0, err
    assert "deviation over draws" in out and "Traceback" not in err
    assert ("+- " if encoding == "ascii" else "± ") in out
    for name, value in {"TERM": "xterm", "COLUMNS": "100", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    code, out, err = spoken(encoding, "sweep", "1", "--show", "--out", "s.gif", kind=Screen)
    assert code == 0 and "drawing ---" in err and "no blocks in colour" in err


def test_a_real_pipe_that_is_not_utf_8() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pokegan", "--help"],
        env={**os.environ, "PYTHONIOENCODING": "cp932"},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert "Turn a folder of pictures into new Pokemon." in done.stdout.decode("cp932")
