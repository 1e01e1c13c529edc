"""What a run says of itself where there is no terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from conftest import CPU
from rich.console import Console

from pokegan.cli import dial
from pokegan.config import Config, override
from pokegan.training import Run, Tick


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(dial, "say", lines.append)
    return lines


def test_a_run_says_a_short_line_for_each_twentieth(
    config: Config, prepared: Path, tmp_path: Path, told: list[str]
) -> None:
    """And one where a phase ends: 40 ticks of a step, of which 20 and 5 at most have one."""
    run = Run(override(config, {"tick_kimg": 0.001}), prepared, tmp_path / "run", CPU)
    ticks = 0
    with dial.Dial(run, Console(file=io.StringIO())) as shown:
        for pulse in run.steps():
            ticks += isinstance(pulse, Tick)
            shown.show(pulse)
    lines = [line for line in told if not line.startswith("health: ")]
    assert ticks == 40 and 20 <= len(lines) <= 26
    assert max(map(len, lines)) <= 100
    assert lines[0].startswith("   4 px stable")
    assert "fade 0." in "".join(lines)
    assert "0.32 of 0.32 kimg" in lines[-1] and lines[-1].endswith("0:00 left")
    assert not any(" 0.0 images/s" in line for line in lines)
