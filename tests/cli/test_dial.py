"""What a run says of itself where there is no terminal."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from conftest import CPU
from rich.console import Console

from pokegan.cli import dial
from pokegan.config import Config, override
from pokegan.config.schedule import Phase, Stage
from pokegan.training.health import Diagnosis
from pokegan.training.loop import Tick, open_run


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(dial, "say", lines.append)
    return lines


def test_a_run_says_a_short_line_for_each_twentieth(
    config: Config, prepared: Path, tmp_path: Path, told: list[str]
) -> None:
    """And one where a phase ends: 40 ticks of a step, of which 20 and 5 at most have one."""
    run = open_run(override(config, {"tick_kimg": 0.001}), prepared, tmp_path / "run", CPU)
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


def tick_of(word: str, advice: str = "", rate: float = 12345.6, well: bool = False) -> Tick:
    """A tick of a long run, with the widest of everything."""
    phase = Phase(1024, True, 0, 12_000_000, 8, 0.001, 10.0)
    found: Any = SimpleNamespace(
        nimg=11_999_992,
        stage=Stage(phase, 0, 0.5, 1_499_998),
        images_per_sec=rate,
        terms={},
        signs=SimpleNamespace(swd=123.4),
        health=Diagnosis(word, advice, well) if word else None,
    )
    return cast(Tick, found)


def shown_with(tick: Tick) -> dial.Dial:
    left = 9.9 * 86400
    run: Any = SimpleNamespace(
        run_dir=Path("x"), seconds_left=lambda pulse: (left, left), total_nimg=12_000_000
    )
    shown = dial.Dial(run, Console(file=io.StringIO()))
    shown.tick = tick
    return shown


@pytest.mark.parametrize("rate", [0.1, 99.94, 100.0, 12345.6])
def test_the_longest_line_fits(rate: float) -> None:
    tick = tick_of("discriminator too strong", rate=rate)
    line = shown_with(tick).line(tick)
    assert len(line) <= 100
    assert line.endswith("swd 123.4 discriminator too strong, 9 d 21 h left")


def test_a_line_without_a_word_has_no_comma_for_it() -> None:
    tick = tick_of("")
    assert shown_with(tick).line(tick).endswith("swd 123.4 9 d 21 h left")


@pytest.mark.parametrize(("rate", "told"), [(0.0, "speed  -"), (12.34, "speed  12.3 images/s")])
def test_a_speed_is_shown_once_there_is_one(rate: float, told: str) -> None:
    tick = tick_of("", rate=rate)
    shown = shown_with(tick)
    shown.tick = None
    drawn = Console(file=io.StringIO(), record=True, width=80)
    drawn.print(shown.table(tick))
    assert told in drawn.export_text()


def test_advice_is_given_once_for_a_word(told: list[str]) -> None:
    """Though its numbers change."""
    shown = shown_with(tick_of("collapsing", "variety 0.30"))
    shown.show(tick_of("collapsing", "variety 0.31"))
    shown.tell_ailment(tick_of("collapsing", "variety 0.30"))
    assert not any(line.startswith("health") for line in told)
    for before in (tick_of("improving"), tick_of("collapsing", well=True)):
        told.clear()
        shown.tell_ailment(before)
        assert told == ["health: collapsing. variety 0.31"]


def test_a_fault_at_the_end_is_told_again(told: list[str]) -> None:
    ended = tick_of("noise", "Make the run longer.")
    shown = shown_with(ended)
    shown.run.total_nimg = ended.nimg
    shown.tell_ailment(ended)
    assert told == ["health: noise. Make the run longer."]
