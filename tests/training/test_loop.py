"""Runs that are stopped, damaged, refused or starved of disk, against one that never was."""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from conftest import CPU, Finished
from PIL import Image
from safetensors.numpy import save_file
from safetensors.torch import load_file
from torch import Tensor

from pokegan.checkpoints import layout, state_file
from pokegan.checkpoints.layout import (
    best_path,
    model_path,
    nimg_of,
    numbered,
    preview_path,
    state_path,
)
from pokegan.checkpoints.model_file import load_model
from pokegan.checkpoints.runs import read_run
from pokegan.checkpoints.state_file import load_state
from pokegan.cli import main
from pokegan.config import Config, override, to_dict
from pokegan.config.schedule import build_schedule, stage_at
from pokegan.data import synthetic
from pokegan.data.dataset import PackedDataset, split
from pokegan.data.prepare import PrepareOptions, prepare
from pokegan.errors import DataError, ResumeError, TrainingError, WriteError
from pokegan.explore.resolve import Explorer
from pokegan.models.contract import Views
from pokegan.models.growing import Discriminator
from pokegan.models.stylegan import Generator
from pokegan.render import GAP_PX
from pokegan.runtime.precision import best_precision
from pokegan.sampling.latents import seed_styles, synthesize
from pokegan.training import diagnostics
from pokegan.training.diagnostics import Diagnostics
from pokegan.training.forecast import PhaseCost, forecast
from pokegan.training.health import recall
from pokegan.training.inputs import StepInputs
from pokegan.training.loop import Clock, Pulse, Run, Tick, open_run, train
from pokegan.training.step import Trainer

# Phases end after 64, 128, 192, 256 and 320 images; between them a tick at each 50.
TICKS = [56, 64, 104, 128, 152, 192, 200, 256, 304, 320]
STABLE_ENDS = [64, 192, 320]
LAST = 320
MEASURED = ("images_per_sec", "memory_gb")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """An empty folder to train in."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    return folder


def read_stats(run: Path) -> list[dict[str, Any]]:
    """The lines of stats.jsonl without what was measured with a clock."""
    rows = [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]
    return [{key: row[key] for key in row if key not in MEASURED} for row in rows]


def assert_equal_runs(run: Path, reference: Path) -> None:
    """Same bytes in the last state and model, the best and every preview, same statistics."""
    written = [state_path(run, LAST), model_path(run, LAST), best_path(run)]
    for path in (*written, *numbered(reference, "preview")):
        assert (run / path.name).read_bytes() == (reference / path.name).read_bytes(), path.name
    assert read_stats(run) == read_stats(reference)
    names = {path.name for path in run.iterdir()} - {path.name for path in reference.iterdir()}
    assert not [name for name in names if not name.startswith(("state-", "model-", "forecast-"))]


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a run, the one that it locks aside."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def run_to(run: Run, nimg: int) -> Tick | None:
    """Train until `nimg` images were shown and close, which saves; the last tick."""
    steps, tick = run.steps(), None
    for pulse in steps:
        tick = pulse if isinstance(pulse, Tick) else tick
        if pulse.nimg == nimg:
            break
    steps.close()
    return tick


def command(data: Path, run: Path, settings: dict[str, Any]) -> list[str]:
    chosen = [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]
    return ["train", str(data), "--out", str(run), "--device", "cpu", *chosen]


def stop_after(words: list[str], line: str, number: int) -> tuple[int, str]:
    """Train in another process, signal it once it says `line`; exit code and all it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pokegan", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    said = []
    with process:
        assert process.stderr is not None
        for heard in process.stderr:
            said.append(heard)
            if re.search(line, heard):
                process.send_signal(number)
                break
        said += process.stderr
    return process.returncode, "".join(said)


def test_a_run_stopped_by_every_signal_equals_one_never_stopped(
    finished: Finished,
    config: Config,
    prepared: Path,
    settings: dict[str, Any],
    tmp_path: Path,
) -> None:
    """Stopped in stable phases, in mid-fade and right after the end of a phase."""
    run = tmp_path / "run"
    words = command(prepared, run, settings)
    for line, number, code in (
        (r"4 px stable +0\.06 of", signal.SIGTERM, 143),
        (r"8 px fade 0\.56 +0\.10 of", signal.SIGKILL, -signal.SIGKILL),
        (r"8 px stable +0\.15 of", signal.SIGINT, 130),
        (r"8 px stable +0\.19 of", signal.SIGKILL, -signal.SIGKILL),
    ):
        returned, said = stop_after(words, line, number)
        assert returned == code, said
        if code > 0:
            stopped = re.search(r"stopped and saved at (\S+) kimg", said)
            assert stopped, said
            nimg = round(1000 * float(stopped[1]))
            assert (
                nimg_of(numbered(run, "state")[-1]) == nimg_of(numbered(run, "model")[-1]) == nimg
            )
    assert numbered(run, "state")[-1] != state_path(run, LAST)
    for _ in train(config, prepared, run, CPU):
        pass
    assert_equal_runs(run, finished.folder)


@pytest.mark.skipif(best_precision(CPU) != "bf16", reason="no fast bf16 on this processor")
def test_a_killed_bf16_run_equals_one_never_stopped(
    config: Config, prepared: Path, settings: dict[str, Any], finished: Finished, tmp_path: Path
) -> None:
    bf16 = override(config, {"precision": "bf16"})
    words = command(prepared, tmp_path / "killed", settings | {"precision": "bf16"})
    returned, said = stop_after(words, r"8 px fade 0\.56 +0\.10 of", signal.SIGKILL)
    assert returned == -signal.SIGKILL, said
    for run in ("whole", "killed"):
        for _ in train(bf16, prepared, tmp_path / run, CPU):
            pass
    assert_equal_runs(tmp_path / "killed", tmp_path / "whole")
    assert read_stats(tmp_path / "whole") != read_stats(finished.folder)


def test_a_run_closed_between_ticks_equals_one_never_stopped(
    finished: Finished, config: Config, prepared: Path, fresh: Path
) -> None:
    for stop_nimg in (8, 88, 216):
        steps = train(config, prepared, fresh, CPU)
        pulse = next(pulse for pulse in steps if pulse.nimg == stop_nimg)
        assert not isinstance(pulse, Tick)
        steps.close()
        assert numbered(fresh, "state")[-1] == state_path(fresh, stop_nimg)
    for _ in train(config, prepared, fresh, CPU):
        pass
    assert_equal_runs(fresh, finished.folder)


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize("damage", [flip_a_byte, truncate])
def test_a_damaged_newest_state_falls_back_to_the_one_before(
    damage: Callable[[Path], None],
    finished: Finished,
    config: Config,
    prepared: Path,
    tmp_path: Path,
) -> None:
    run = tmp_path / "run"
    shutil.copytree(finished.folder, run)
    before = nimg_of(numbered(run, "state")[0])
    damage(state_path(run, LAST))
    whole = contents(run)
    opened = open_run(config, prepared, run, CPU)
    assert opened.nimg == before < LAST
    (notice,) = opened.notices
    assert notice.startswith(f"{state_path(run, LAST)} is damaged")
    assert state_path(run, before).name in notice
    for path in numbered(run, "model") + numbered(run, "preview"):
        assert path.read_bytes() == whole.pop(path.name)  # all that is left of the time after
    assert not [name for name in whole if name.startswith(("model-", "preview-"))]
    assert [row["nimg"] for row in read_stats(run)] == TICKS[: TICKS.index(before) + 1]
    for _ in opened.steps():
        pass
    assert_equal_runs(run, finished.folder)
    assert open_run(config, prepared, run, CPU).notices == []


def test_a_state_damaged_long_ago_leaves_room_for_two_whole_ones(
    finished: Finished, config: Config, prepared: Path, fresh: Path
) -> None:
    """And a model of that time is not pruned in favour of the past."""
    run_to(open_run(config, prepared, fresh, CPU), 64)
    for path in (state_path(fresh, 256), model_path(fresh, 256)):
        path.write_bytes(b"damaged")
    run_to(open_run(config, prepared, fresh, CPU), 136)
    assert model_path(fresh, 256).read_bytes() == b"damaged"
    assert model_path(fresh, 136).exists()
    assert state_path(fresh, 256) not in numbered(fresh, "state")
    assert len(numbered(fresh, "state")) == 2


def lose_states(run: Path) -> None:
    for path in numbered(run, "state"):
        path.unlink()


def lose_all_but_one_model(run: Path) -> None:
    for path in set(run.iterdir()) - {run / "config.json", model_path(run, 64)}:
        path.unlink()


def lose_all_but_a_model(run: Path) -> None:
    lose_all_but_one_model(run)
    (run / "config.json").unlink()


def damage_states(run: Path) -> None:
    for path in numbered(run, "state"):
        flip_a_byte(path)
    for path in numbered(run, "model"):
        path.unlink()


@pytest.mark.parametrize(
    "lose", [lose_states, lose_all_but_one_model, lose_all_but_a_model, damage_states]
)
def test_models_without_a_whole_state_are_not_lost(
    lose: Callable[[Path], None],
    finished: Finished,
    config: Config,
    prepared: Path,
    tmp_path: Path,
) -> None:
    run = tmp_path / "run"
    shutil.copytree(finished.folder, run)
    lose(run)
    before = contents(run)
    for _ in range(2):
        with pytest.raises(ResumeError, match="no whole state"):
            open_run(config, prepared, run, CPU)
        assert contents(run) == before


def test_a_kill_between_a_state_and_its_model_loses_neither(
    finished: Finished, config: Config, prepared: Path, fresh: Path
) -> None:
    """Nor a milestone, nor what the killed process was writing of its own."""
    run_to(open_run(config, prepared, fresh, CPU), 64)
    for path in numbered(fresh, "model"):
        path.unlink()
    parts = [fresh / f".{name}.7-8.part" for name in (model_path(fresh, 64).name, "stats.jsonl")]
    for part in parts:
        part.write_bytes(b"half")
    assert open_run(config, prepared, fresh, CPU).nimg == 64
    assert not [part for part in parts if part.exists()]
    for _ in train(config, prepared, fresh, CPU):
        pass
    assert_equal_runs(fresh, finished.folder)
    milestone = model_path(fresh, 64)
    assert milestone.read_bytes() == (finished.folder / milestone.name).read_bytes()


def test_nothing_goes_from_a_folder_that_is_no_run(
    config: Config, prepared: Path, fresh: Path
) -> None:
    theirs = ("notes.txt", ".film.part", "forecast-weather.json", "preview-1.png", "stats.jsonl")
    for name in theirs:
        (fresh / name).write_bytes(b"theirs")
    assert open_run(config, prepared, fresh, CPU).nimg == 0
    assert {contents(fresh)[name] for name in theirs} == {b"theirs"}


def test_a_start_that_saved_nothing_may_be_begun_otherwise(
    config: Config, prepared: Path, fresh: Path
) -> None:
    """As after a signal in the forecast: only what belongs to the new settings stays."""
    assert open_run(config, prepared, fresh, CPU).costs
    left = ("stats.jsonl", preview_path(fresh, 56).name, "forecast-cuda.json", ".x.7-8.part")
    for name in left:
        (fresh / name).write_bytes(b"left")
    changed = override(config, {"lr": 0.0055, "seed": 3, "kimg": 0.04})
    measured = (fresh / "forecast-cpu.json").read_bytes()
    begun = open_run(changed, prepared, fresh, CPU)
    assert begun.config == read_run(fresh)[0] == changed
    assert not {*left, "forecast-cpu.json"} & set(contents(fresh))
    assert begun.costs
    begun.close()
    assert (fresh / "forecast-cpu.json").read_bytes() != measured
    measured = (fresh / "forecast-cpu.json").read_bytes()
    (fresh / "stats.jsonl").write_bytes(b"left")
    assert open_run(changed, prepared, fresh, CPU).costs == begun.costs
    assert (fresh / "forecast-cpu.json").read_bytes() == measured
    assert "stats.jsonl" not in contents(fresh)


def test_too_small_pictures_are_refused_before_anything_is_written(
    config: Config, prepared: Path, tmp_path: Path
) -> None:
    large = override(config, {"resolution": 32})
    with pytest.raises(DataError, match="holds pictures up to 16 px, not 32"):
        open_run(large, prepared, tmp_path / "run", CPU)
    assert not (tmp_path / "run").exists()


def test_a_run_is_trained_by_one_process(
    config: Config, prepared: Path, settings: dict[str, Any], fresh: Path
) -> None:
    """Until its steps are over, or closed, or the run is gone, or could not be opened."""
    sentence = f"{fresh} is being trained by another process."
    run = open_run(config, prepared, fresh, CPU)
    words = [sys.executable, "-m", "pokegan", *command(prepared, fresh, settings)]
    other = subprocess.run(words, capture_output=True, text=True)
    assert other.returncode == 1 and sentence in other.stderr
    with pytest.raises(ResumeError, match=re.escape(sentence)):
        open_run(config, prepared, fresh, CPU)
    steps = run.steps()
    next(steps)
    with pytest.raises(ResumeError, match=re.escape(sentence)):
        train(config, prepared, fresh, CPU)
    steps.close()
    never_started = train(config, prepared, fresh, CPU)
    del never_started
    changed = override(config, {"lr": 0.0055})
    with pytest.raises(ResumeError, match="other settings") as kept:
        open_run(changed, prepared, fresh, CPU)
    for _ in (again := open_run(config, prepared, fresh, CPU)).steps():
        pass
    closed = open_run(config, prepared, fresh, CPU)
    closed.close()
    assert open_run(config, prepared, fresh, CPU).nimg == again.nimg == LAST
    assert kept.value is not None  # its traceback holds the run that was not opened


def test_a_line_of_statistics_cut_by_a_kill_is_dropped(
    finished: Finished, config: Config, prepared: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    shutil.copytree(finished.folder, run)
    whole = (run / "stats.jsonl").read_text()
    (run / "stats.jsonl").write_text(whole + whole.splitlines()[-1].replace("320", "328") + '\n{"n')
    open_run(config, prepared, run, CPU)
    assert (run / "stats.jsonl").read_text() == whole


def test_a_finished_run_trains_nothing(
    finished: Finished,
    config: Config,
    prepared: Path,
    settings: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert list(train(config, prepared, finished.folder, CPU)) == []
    before = contents(finished.folder)
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        assert main(command(prepared, finished.folder, settings)) == 0
    finally:
        for number, handler in zip((signal.SIGINT, signal.SIGTERM), handlers, strict=True):
            signal.signal(number, handler)
    assert contents(finished.folder) == before
    assert capsys.readouterr().out == f"{model_path(finished.folder, LAST)}\n"


def test_a_changed_setting_is_refused_with_old_and_new_value(
    finished: Finished, config: Config, prepared: Path
) -> None:
    changed = override(config, {"lr": 0.0055, "mapping_layers": 3})
    with pytest.raises(ResumeError) as caught:
        open_run(changed, prepared, finished.folder, CPU)
    rows = [line.split() for line in caught.value.message.splitlines()]
    assert ["model.mapping_layers", "2", "3"] in rows
    assert ["training.lr", '{"4":', "0.002}", '{"4":', "0.0055}"] in rows
    assert len(rows) == 4  # the sentence, the table's head and two settings


def test_of_other_pictures_it_is_said_how_to_go_on_and_how_to_begin_with_them(
    finished: Finished, config: Config, prepared: Path, tmp_path: Path
) -> None:
    synthetic.write_folder(tmp_path / "others", 4, size=16, first_seed=100)
    options = PrepareOptions(resolution=16)
    others = prepare(tmp_path / "others", tmp_path / "others.safetensors", options, workers=1)
    with pytest.raises(ResumeError) as caught:
        open_run(config, others.path, finished.folder, CPU)
    assert f"learned from other pictures than {others.path} holds" in caught.value.message
    assert f"name {prepared} in their place" in caught.value.hint
    assert caught.value.parameters == (f"init_from={finished.folder}", "out")


def test_settings_are_compared_with_the_states_too(
    finished: Finished, config: Config, prepared: Path, tmp_path: Path
) -> None:
    """With the configuration gone, or replaced by that of another run."""
    run = tmp_path / "run"
    shutil.copytree(finished.folder, run)
    path = run / "config.json"
    noted = path.read_text()
    changed = override(config, {"lr": 0.0055})
    for present in (False, True):
        path.write_text(json.dumps({"config": to_dict(changed), "data": json.loads(noted)["data"]}))
        if not present:
            path.unlink()
        with pytest.raises(ResumeError, match=r'training\.lr +\{"4": 0\.002\} +\{"4": 0\.0055\}'):
            open_run(changed, prepared, run, CPU)
        assert path.exists() == present
    path.unlink()
    opened = open_run(config, prepared, run, CPU)
    assert (opened.nimg, opened.config) == (LAST, config)
    assert path.read_text() == noted


@pytest.mark.parametrize("content", ["{", "[]", '{"config": [], "data": {}}'])
def test_a_damaged_configuration_is_refused(
    content: str, finished: Finished, config: Config, prepared: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    shutil.copytree(finished.folder, run)
    (run / "config.json").write_text(content)
    with pytest.raises(ResumeError, match=r"config\.json cannot be read"):
        open_run(config, prepared, run, CPU)


def test_a_run_keeps_two_states_and_the_models_of_stable_phases(finished: Finished) -> None:
    state_file = [nimg_of(path) for path in numbered(finished.folder, "state")]
    models = [nimg_of(path) for path in numbered(finished.folder, "model")]
    assert len(state_file) == 2 and state_file[-1] == LAST
    assert set(models) == {*STABLE_ENDS, *models[-2:]}
    assert models[-2:] == state_file
    saved = [tick.nimg for tick in finished.ticks if tick.saved]
    assert {64, 128, 192, 256, 320} <= set(saved)


def test_every_tick_is_noted_and_drawn_once(finished: Finished) -> None:
    assert [tick.nimg for tick in finished.ticks] == TICKS
    assert [row["nimg"] for row in read_stats(finished.folder)] == TICKS
    assert [nimg_of(path) for path in numbered(finished.folder, "preview")] == TICKS
    assert [tick.warning for tick in finished.ticks] == [None] * len(TICKS)
    for tick, row in zip(finished.ticks, read_stats(finished.folder), strict=True):
        assert tick.preview == preview_path(finished.folder, tick.nimg)
        assert {name: row[name] for name in tick.terms} == tick.terms
        assert {"d_loss", "g_loss", "real_score", "fake_score"} <= set(tick.terms)
        assert row["resolution"] == tick.stage.resolution


def test_a_tick_tells_of_the_steps_since_the_one_before(finished: Finished) -> None:
    """Every fourth step of a phase is penalised; these ticks come after none of them."""
    without = [tick.nimg for tick in finished.ticks if "r1" not in tick.terms]
    assert without == [64, 128, 320]


def assert_previews_are_samples(tick: Tick, run: Path, scale: int) -> None:
    assert tick.saved and tick.preview
    with Image.open(tick.preview) as opened:
        preview = np.asarray(opened).astype(int)
    pixels = Explorer.load(tick.saved).sample(range(4)).astype(int)
    size = pixels.shape[1] * scale
    for i, picture in enumerate(pixels):
        row, column = divmod(i, 2)
        top, left = GAP_PX + row * (size + GAP_PX), GAP_PX + column * (size + GAP_PX)
        tile = preview[top : top + size, left : left + size]
        assert abs(tile - picture.repeat(scale, 0).repeat(scale, 1)).max() <= 1
    assert abs(pixels[0] - pixels[1]).max() > 3  # so that order matters


def test_previews_are_the_samples_of_their_seeds(
    finished: Finished, config: Config, prepared: Path, fresh: Path
) -> None:
    """At the end, and at the end of a fade, where alpha is not yet one."""
    assert_previews_are_samples(finished.ticks[-1], finished.folder, scale=1)
    steps = train(config, prepared, fresh, CPU)
    tick = next(pulse for pulse in steps if pulse.nimg == 128)
    assert isinstance(tick, Tick) and tick.stage.alpha == pytest.approx(8 / 9)
    assert_previews_are_samples(tick, fresh, scale=2)
    steps.close()


def poison(run: Run, name: str, value: float) -> None:
    tensor = run.trainer.state.tensors()[name]
    tensor[(0,) * tensor.dim()] = value


def rest_of(steps: Any) -> list[Tick]:
    return [pulse for pulse in steps if isinstance(pulse, Tick)]


def assert_all_finite(run: Path) -> None:
    for path in run.glob("*.safetensors"):
        assert all(torch.isfinite(tensor).all() for tensor in load_file(path).values()), path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("generator.first.constant", math.nan),
        ("discriminator.last.dense1.bias", math.inf),
        ("ema.blocks.16.conv1.weight", math.nan),  # not grown yet, so it shows nowhere
        ("optimizer_d.last.dense1.bias.exp_avg_sq", math.inf),
    ],
)
def test_a_weight_that_is_no_number_takes_the_run_back(
    name: str, value: float, config: Config, prepared: Path, fresh: Path
) -> None:
    """To the last state, as it was but for the learning rate."""
    run = open_run(config, prepared, fresh, CPU)
    steps = run.steps()
    next(pulse for pulse in steps if pulse.nimg == 72)
    good = load_state(state_path(fresh, 64))
    with torch.no_grad():
        poison(run, name, value)
    tick = next(pulse for pulse in steps if isinstance(pulse, Tick))
    assert (tick.nimg, tick.saved, tick.health) == (64, model_path(fresh, 64), None)
    assert tick.warning and re.search(
        r"after 104 images\. Went back to state-000000064\.safetensors, with 0\.5 of the learning "
        r"rate from there \(1 of 3 times\)",
        tick.warning,
    )
    saved = load_state(state_path(fresh, 64))
    assert saved.tensors["rollbacks"] == 1 and good.tensors["rollbacks"] == 0
    for key in good.tensors.keys() - {"rollbacks"}:
        assert torch.equal(saved.tensors[key], good.tensors[key]), key
    assert_all_finite(fresh)


def test_what_was_measured_on_the_way_back_is_forgotten_even_on_a_full_disk(
    config: Config, prepared: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or later diagnoses would judge what will be trained again."""
    run = open_run(config, prepared, fresh, CPU)
    steps = run.steps()
    next(pulse for pulse in steps if pulse.nimg == 112)  # a tick after the last state
    for path in numbered(fresh, "state")[1:]:
        path.unlink()
    left = numbered(fresh, "state")[-1]
    with torch.no_grad():
        poison(run, "generator.first.constant", math.nan)

    def full(nimg: int) -> None:
        raise WriteError("stats.jsonl cannot be written: no space left.")

    monkeypatch.setattr(run.writer, "forget_after", full)
    tick = next(pulse for pulse in steps if isinstance(pulse, Tick))
    assert tick.nimg == nimg_of(left) and "no space left" in (tick.warning or "")
    assert [signs.nimg for signs in run.monitor.history] == [
        nimg for nimg in TICKS if nimg <= tick.nimg
    ]


def test_a_kill_after_a_return_does_not_undo_it(
    config: Config, prepared: Path, fresh: Path, tmp_path: Path
) -> None:
    run = open_run(config, prepared, fresh, CPU)
    steps = run.steps()
    next(pulse for pulse in steps if pulse.nimg == 72)
    with torch.no_grad():
        poison(run, "generator.first.constant", math.nan)
    next(pulse for pulse in steps if isinstance(pulse, Tick))
    killed = tmp_path / "killed"
    shutil.copytree(fresh, killed)
    assert [tick.nimg for tick in rest_of(steps)] == TICKS[2:]
    assert [row["lr"] for row in read_stats(fresh)] == [0.002] * 2 + [0.001] * (len(TICKS) - 2)
    assert_all_finite(fresh)
    rest_of(train(config, prepared, killed, CPU))
    assert_equal_runs(killed, fresh)


def test_the_halved_rate_is_what_the_optimizers_take(
    config: Config, prepared: Path, fresh: Path
) -> None:
    run = open_run(config, prepared, fresh, CPU)
    run.trainer.go_back(run.trainer.state.tensors(), 0)
    run.trainer.go_back(run.trainer.state.tensors(), 0)
    run.trainer.step()
    for optimizer in (run.trainer.state.optimizer_g, run.trainer.state.judges["pixels"].optimizer):
        assert [group["lr"] for group in optimizer.param_groups] == [0.002 / 4]


def test_a_run_that_breaks_before_its_first_state_begins_again(
    finished: Finished, config: Config, prepared: Path, fresh: Path, tmp_path: Path
) -> None:
    run = open_run(config, prepared, fresh, CPU)
    steps = run.steps()
    next(steps)
    with torch.no_grad():
        poison(run, "generator.first.constant", math.nan)
    tick = next(pulse for pulse in steps if isinstance(pulse, Tick))
    assert tick.nimg == 0 and tick.warning and "Went back to the start" in tick.warning
    killed = tmp_path / "killed"
    shutil.copytree(fresh, killed)
    assert [tick.nimg for tick in rest_of(steps)] == TICKS
    assert {row["lr"] for row in read_stats(fresh)} == {0.001}
    rest_of(train(config, prepared, killed, CPU))
    assert_equal_runs(killed, fresh)
    assert read_stats(fresh) != read_stats(finished.folder)


Judging = Callable[[Discriminator, Views, Tensor | None], Tensor]


def losing_numbers(judge: Judging) -> Judging:
    """Discriminators that know no number at 8 px."""

    def judged(self: Discriminator, views: Views, alpha: Tensor | None = None) -> Tensor:
        score = judge(self, views, alpha)
        return score * math.nan if views[0].shape[-1] == 8 else score

    return judged


def test_a_run_goes_back_three_times_then_stops_with_what_to_try(
    config: Config, prepared: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks: list[Tick] = []
    with monkeypatch.context() as patched:
        patched.setattr(Discriminator, "judge", losing_numbers(Discriminator.judge))
        with pytest.raises(TrainingError) as caught:
            for pulse in train(config, prepared, fresh, CPU):
                ticks += [pulse] if isinstance(pulse, Tick) else []
        assert [tick.nimg for tick in ticks] == [56, 64, 64, 64, 64]
        scales = [re.search(r"with (\S+) of", tick.warning or "") for tick in ticks[2:]]
        assert [match and match[1] for match in scales] == ["0.5", "0.25", "0.125"]
        assert "after 104 images, though the learning rate was halved 3 times" in str(caught.value)
        assert str(state_path(fresh, 64)) in caught.value.hint
        assert caught.value.parameters[0] == "lr=0.00025"
        with pytest.raises(TrainingError, match="halved 3 times"):
            rest_of(train(config, prepared, fresh, CPU))
    assert_all_finite(fresh)
    assert [row["nimg"] for row in read_stats(fresh)] == [56, 64]


def same_for_all(
    generator: Generator, w_plus: torch.Tensor, resolution: Any = None, alpha: Any = None, *_: Any
) -> torch.Tensor:
    """Synthesis that asks for neither style nor noise."""
    return SYNTHESIS(generator, w_plus * 0, resolution, alpha)


SYNTHESIS = Generator.synthesis


def test_a_generator_made_constant_is_told_at_the_next_tick(
    config: Config, prepared: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the last model from before, which stays as long as that lasts."""
    before = run_to(open_run(config, prepared, fresh, CPU), 104)
    assert before and before.health and before.health.word == "noise"
    monkeypatch.setattr(Generator, "synthesis", same_for_all)
    ticks = rest_of(train(config, prepared, fresh, CPU))
    assert [tick.nimg for tick in ticks] == TICKS[3:]
    assert {tick.health and tick.health.word for tick in ticks} == {"collapsing"}
    assert ticks[0].warning and str(model_path(fresh, 104)) in ticks[0].warning
    assert [tick.warning for tick in ticks[1:]] == [None] * len(ticks[1:])
    assert {row["health"] for row in read_stats(fresh)[3:]} == {"collapsing"}
    assert model_path(fresh, 104).exists()


def test_each_tick_says_how_the_run_is(finished: Finished) -> None:
    rows = read_stats(finished.folder)
    for tick, row in zip(finished.ticks, rows, strict=True):
        assert tick.signs and tick.health and row["health"] == tick.health.word
        assert recall(row) == tick.signs and tick.signs.nimg == tick.nimg
        assert (tick.signs.sign_held, tick.signs.overfitting) == (None, None)  # of 24 pictures
    words = [tick.health.word for tick in finished.ticks if tick.health]
    assert words == ["noise"] * 10


def white_and_dark(path: Path, held_out: np.ndarray) -> Path:
    """120 pictures: dark noise, and white ones where `held_out` says."""
    random = np.random.default_rng(0)
    tensors = {str(r): random.integers(0, 99, (120, 3, r, r), np.uint8) for r in (4, 8, 16)}
    for stored in tensors.values():
        stored[held_out] = 255
    about = {"kind": "data", "names": [f"{i}.png" for i in range(120)], "channels": 3}
    about |= {"resolution": 16, "fingerprint": "white"}
    save_file(tensors, path, metadata={"pokegan": json.dumps(about)})
    return path


def test_too_few_held_out_pictures_tell_nothing(
    config: Config, fresh: Path, tmp_path: Path
) -> None:
    """Eight of them are scored in short ticks, and no share of memorising is made of that."""
    path = white_and_dark(tmp_path / "white.safetensors", split(120, 0.2, 0)[1])
    ticks = rest_of(train(override(config, {"holdout": 0.2}), path, fresh, CPU))
    signs = [tick.signs for tick in ticks if tick.signs]
    assert signs and all(s.sign_held is not None and s.overfitting is None for s in signs)


def test_held_out_pictures_are_scored_and_never_learned(
    config: Config, fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """White ones, among dark ones."""
    brightest: list[int] = []

    def learn(trainer: Trainer, inputs: StepInputs, *rest: Any) -> None:
        brightest.append(int(inputs.pixels.max()))
        return LEARN(trainer, inputs, *rest)

    monkeypatch.setattr(Trainer, "learn", learn)
    monkeypatch.setattr(diagnostics, "FEWEST_HELD", 8)  # short ticks score no more
    held_out = split(120, 0.2, config.training.seed)[1]
    path = white_and_dark(tmp_path / "white.safetensors", held_out)
    ticks = rest_of(train(override(config, {"holdout": 0.2}), path, fresh, CPU))
    assert len(held_out) == 24 and len(brightest) == 40 and max(brightest) < 99
    for tick in ticks:
        assert tick.signs and tick.signs.sign_held is not None
    assert any(abs(tick.signs.overfitting or 0) > 1 for tick in ticks if tick.signs)
    assert read_run(fresh)[1]["held_out"] == 24
    assert load_model(fresh).data["held_out"] == 24


LEARN = Trainer.learn


def test_the_best_model_is_the_nearest_of_the_last_phase(finished: Finished) -> None:
    measured = {row["nimg"]: row["swd"] for row in read_stats(finished.folder) if "swd" in row}
    assert list(measured) == [304, 320]
    best = load_model(best_path(finished.folder))
    assert measured[best.nimg] == min(measured.values())
    assert layout.best_distance(finished.folder) == min(measured.values())
    newest = load_model(finished.folder)
    assert newest.path == model_path(finished.folder, LAST)
    if best.nimg == LAST:
        for name, tensor in best.generator.state_dict().items():
            assert torch.equal(tensor, newest.generator.state_dict()[name])


@pytest.mark.parametrize(("distances", "best_nimg"), [((5.0, 3.0), 320), ((3.0, 5.0), 304)])
def test_a_best_model_stays_until_a_nearer_one_comes(
    distances: tuple[float, float],
    best_nimg: int,
    config: Config,
    prepared: Path,
    fresh: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And what a kill kept from being written after its state is written then."""
    coming = iter(distances)
    monkeypatch.setattr(Diagnostics, "distance", lambda measured: next(coming))
    run_to(open_run(config, prepared, fresh, CPU), 304)
    first = best_path(fresh).read_bytes()
    best_path(fresh).unlink()
    open_run(config, prepared, fresh, CPU).close()
    assert best_path(fresh).read_bytes() == first
    rest_of(train(config, prepared, fresh, CPU))
    assert load_model(best_path(fresh)).nimg == best_nimg
    assert layout.best_distance(fresh) == min(distances)
    assert (best_path(fresh).read_bytes() == first) == (best_nimg == 304)


def test_a_best_model_alone_is_not_lost(
    finished: Finished, config: Config, prepared: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    run.mkdir()
    for path in (best_path(finished.folder), finished.folder / "config.json"):
        shutil.copy(path, run)
    with pytest.raises(ResumeError, match=r"holds best\.safetensors, but no whole state"):
        open_run(config, prepared, run, CPU)
    assert best_path(run).exists()


def test_info_of_a_run_names_its_best_model(
    finished: Finished, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", str(finished.folder), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["file"] == str(model_path(finished.folder, LAST))
    assert facts["best"]["file"] == str(best_path(finished.folder))
    assert facts["best"]["swd"] == layout.best_distance(finished.folder)


def test_closing_a_diverged_run_saves_nothing(config: Config, prepared: Path, fresh: Path) -> None:
    run = open_run(config, prepared, fresh, CPU)
    steps = run.steps()
    next(steps)
    with torch.no_grad():
        poison(run, "ema.first.constant", math.nan)
    before = contents(fresh)
    with pytest.raises(TrainingError, match="No state was saved yet"):
        steps.close()
    assert contents(fresh) == before


def test_what_is_not_finite_when_it_is_saved_is_no_mere_warning(
    config: Config, prepared: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the report before has not noticed it."""
    run = open_run(config, prepared, fresh, CPU)
    monkeypatch.setattr(run.recovery, "broken", lambda terms: None)
    monkeypatch.setattr(run.trainer.state, "is_finite", lambda: False)
    with pytest.raises(TrainingError, match="no longer a finite number"):
        list(run.steps())
    assert run.nimg < run.total_nimg and not list(fresh.glob("state-*"))


def test_a_place_that_cannot_be_written_warns_and_training_goes_on(
    finished: Finished, config: Config, prepared: Path, fresh: Path
) -> None:
    """Folders stand where a preview, a model and the statistics belong."""
    run = open_run(config, prepared, fresh, CPU)
    preview, model, stats = (
        preview_path(fresh, 104),
        model_path(fresh, 128),
        fresh / "stats.jsonl",
    )
    warnings = {}
    for pulse in run.steps():
        if isinstance(pulse, Tick):
            warnings[pulse.nimg] = pulse.warning
        if pulse.nimg == 64:
            for path in (preview, model):
                path.mkdir()
        if pulse.nimg == 136:
            model.rmdir()
            stats.rename(fresh / "early.jsonl")
            stats.mkdir()
        if pulse.nimg == 168:
            stats.rmdir()
            (fresh / "early.jsonl").rename(stats)
    told = {nimg: text for nimg, text in warnings.items() if text}
    assert list(told) == [104, 128, 152]
    for text, path in zip(told.values(), (preview, model, stats), strict=True):
        assert str(path) in text and text.endswith("Training goes on.")
    for path in (state_path(fresh, LAST), model_path(fresh, LAST)):
        assert path.read_bytes() == (finished.folder / path.name).read_bytes()
    assert [row["nimg"] for row in read_stats(fresh)] == [n for n in TICKS if n != 152]


def test_a_disk_too_full_for_a_state_gathers_no_models(
    finished: Finished, config: Config, prepared: Path, fresh: Path
) -> None:
    resource = pytest.importorskip("resource")
    model, state = (path(finished.folder, LAST).stat().st_size for path in (model_path, state_path))
    assert 2 * model < state
    steps = open_run(config, prepared, fresh, CPU).steps()
    next(pulse for pulse in steps if pulse.nimg == 64)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * model, hard))
    try:
        for pulse in steps:
            if isinstance(pulse, Tick) and pulse.nimg == pulse.stage.phase.end_nimg:
                assert pulse.saved is None
                assert pulse.warning and state_path(fresh, pulse.nimg).name in pulse.warning
            if pulse.nimg == 256:
                break
        with pytest.raises(WriteError, match=r"state-000000256\.safetensors cannot be written"):
            steps.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [nimg_of(path) for path in numbered(fresh, "model")][-1] == 64
    assert not list(fresh.glob(".*.part"))
    for _ in train(config, prepared, fresh, CPU):
        pass
    assert_equal_runs(fresh, finished.folder)


def test_models_that_cannot_be_written_leave_two_states(
    config: Config, prepared: Path, fresh: Path
) -> None:
    ends = (128, 192, 256)
    steps = open_run(config, prepared, fresh, CPU).steps()
    next(steps)
    for nimg in ends:
        model_path(fresh, nimg).mkdir()
    ticks = [pulse for pulse in itertools.islice(steps, 31) if pulse.nimg in ends]
    for tick in ticks:
        assert isinstance(tick, Tick) and tick.warning
        assert model_path(fresh, tick.nimg).name in tick.warning
    state_file = [nimg_of(path) for path in numbered(fresh, "state")]
    assert len(ticks) == 3 and len(state_file) == 2 and state_file[-1] == 256
    model_path(fresh, 256).rmdir()
    steps.close()
    assert model_path(fresh, 256).is_file()


@pytest.mark.parametrize("place", [state_path, model_path])
@pytest.mark.parametrize("freed", [False, True])
def test_the_last_save_is_tried_twice(
    freed: bool,
    place: Callable[[Path, int], Path],
    finished: Finished,
    config: Config,
    prepared: Path,
    fresh: Path,
) -> None:
    """A folder stands in its place, and is gone the second time or is not."""
    last = place(fresh, LAST)
    steps = open_run(config, prepared, fresh, CPU).steps()
    next(steps)
    last.mkdir()
    tick = next(pulse for pulse in steps if pulse.nimg == LAST)
    assert isinstance(tick, Tick) and tick.saved is None
    assert tick.warning and str(last) in tick.warning
    assert tick.warning.endswith("The run has ended.")
    if not freed:
        with pytest.raises(WriteError, match=re.escape(str(last))):
            next(steps)
    last.rmdir()
    if freed:
        assert list(steps) == []
        assert_equal_runs(fresh, finished.folder)
    assert open_run(config, prepared, fresh, CPU).nimg > 0  # and the folder is free


FULL = [
    torch.cuda.OutOfMemoryError("CUDA out of memory."),
    RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."),
    MemoryError(),
]


def filling_memory(judge: Judging, error: Exception) -> Judging:
    """What torch does when a GPU or the host is full, for discriminators at 8 px."""

    def judged(self: Discriminator, views: Views, alpha: Tensor | None = None) -> Tensor:
        if views[0].shape[-1] == 8:
            raise error
        return judge(self, views, alpha)

    return judged


@pytest.mark.parametrize("error", FULL)
def test_full_memory_names_the_phase_and_what_to_change(
    config: Config,
    prepared: Path,
    fresh: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    run = open_run(config, prepared, fresh, CPU)
    with monkeypatch.context() as patched:
        patched.setattr(Discriminator, "judge", filling_memory(Discriminator.judge, error))
        with pytest.raises(TrainingError) as training:
            list(run.steps())
        with pytest.raises(TrainingError) as measuring:
            list(forecast(config, PackedDataset(prepared), CPU))
    for caught in (training, measuring):
        assert re.match(r"8 px with 8 images a step .* \d+\.\d\d GB", caught.value.message)
        assert caught.value.parameters[0] == "batch_size.8=4"
    assert open_run(config, prepared, fresh, CPU).nimg == 64


def test_previews_are_drawn_in_batches(config: Config, prepared: Path, fresh: Path) -> None:
    run = open_run(override(config, {"preview_count": 20}), prepared, fresh, CPU)
    sizes: list[int] = []
    first = run.trainer.state.ema.first
    first.register_forward_pre_hook(lambda module, inputs: sizes.append(len(inputs[0])))
    tick = run_to(run, 56)
    assert sizes == [16, 4]
    assert tick and tick.preview and tick.saved
    last = Explorer.load(tick.saved).sample([19])[0].repeat(4, 0).repeat(4, 1).astype(int)
    with Image.open(tick.preview) as opened:
        preview = np.asarray(opened).astype(int)
    left = [
        x
        for x in range(preview.shape[1] - 15)
        if abs(preview[-GAP_PX - 16 : -GAP_PX, x : x + 16] - last).max() <= 1
    ]
    assert left


def test_a_forecast_knows_a_rate_for_every_phase(config: Config, prepared: Path) -> None:
    short = override(config, {"kimg": 0.04})  # one step a phase
    costs = list(forecast(short, PackedDataset(prepared), CPU))
    schedule = build_schedule(short)
    assert [cost.phase for cost in costs] == schedule
    assert [phase.steps for phase in schedule] == [1] * 5
    for cost in costs:
        assert cost.images_per_sec > 0 and cost.memory_gb > 0
        assert cost.seconds == pytest.approx(8 / cost.images_per_sec)


def test_the_clock_measures_one_phase_over_half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = [(0, 0, 0), (1, 100, 0), (2, 300, 0), (31.5, 900, 0), (40, 1000, 1), (50, 1020, 1)]
    times = iter(float(now) for now, _, _ in marks)
    monkeypatch.setattr(time, "perf_counter", lambda: next(times))
    clock = Clock()
    rates = [clock.rate(nimg, phase) for _, nimg, phase in marks]
    assert rates == [0.0, 100.0, 150.0, pytest.approx(600 / 29.5), 0.0, 2.0]


def test_the_time_left_is_corrected_by_the_measured_rate(
    finished: Finished, config: Config, prepared: Path
) -> None:
    run = open_run(config, prepared, finished.folder, CPU)
    schedule = build_schedule(config)
    run.costs = [PhaseCost(phase, 32.0, 0.0) for phase in schedule]  # 2 s each
    stage = stage_at(88, schedule)  # 32 images before the end of the second of five phases

    def left(rate: float) -> tuple[float, float]:
        return run.seconds_left(Pulse(96, stage, rate))

    assert left(32.0) == (1.0, 1.0 + 3 * 2)
    assert left(20.0) == (1.6, pytest.approx(1.6 + 3 * 2 * 1.6))
    assert left(4.0) == (8.0, 8.0 + 3 * 2 * 2.0)  # at most twice as slow ...
    assert left(320.0) == (0.1, pytest.approx(0.1 + 3 * 2 * 0.5))  # ... or as fast
    assert left(0.0) == left(32.0)  # nothing measured yet


def test_a_state_is_found_by_what_it_holds(finished: Finished) -> None:
    found = state_file.latest(finished.folder)
    assert found is not None
    assert found.nimg == LAST and found.passed_over == ()
    assert {name.split(".")[0] for name in found.tensors} == {
        *("generator", "discriminator", "ema", "optimizer_g", "optimizer_d", "meter", "rollbacks")
    }


def test_settings_that_depend_on_the_machine_are_settled_once(
    config: Config, prepared: Path, tmp_path: Path
) -> None:
    auto = override(config, {"precision": "auto", "kimg": 0.04})
    run = open_run(auto, prepared, tmp_path, CPU)
    expected = best_precision(CPU)
    assert run.config.training.precision == expected
    explicit = dataclasses.replace(
        auto, training=dataclasses.replace(auto.training, precision=expected)
    )
    run.close()
    assert open_run(explicit, prepared, tmp_path, CPU).config == run.config


def test_a_run_keeps_its_precision_on_another_device(
    config: Config, prepared: Path, fresh: Path
) -> None:
    """Here, the one that this device would not have chosen."""
    other = override(config, {"precision": "fp32" if best_precision(CPU) == "bf16" else "bf16"})
    run_to(open_run(other, prepared, fresh, CPU), 8)
    assert open_run(override(config, {"precision": "auto"}), prepared, fresh, CPU).config == other


def test_training_brings_the_fakes_to_the_reals(prepared: Path, config: Config) -> None:
    """8 kimg at 4 and 8 px: mean and spread of each pixel come near those of the pictures."""
    settings = {"resolution": 8, "channel_max": 16, "kimg": 8, "batch_size": 16}
    learning = {"lr": 0.003, "r1_gamma": 3, "r1_interval": 16}
    trainer = Trainer(override(config, {**settings, **learning}), PackedDataset(prepared), CPU)
    real = trainer.data.batch(0, trainer.data.count, 8)

    def distances() -> tuple[float, float]:
        ema, seeds = trainer.state.ema, range(64)
        fake = synthesize(ema, seed_styles(ema, seeds, psi=1.0), seeds)
        mean = (fake.mean(0) - real.mean(0)).abs().mean()
        return float(mean), float((fake.std(0) - real.std(0)).abs().mean())

    before = distances()
    while trainer.state.nimg < trainer.schedule[-1].end_nimg:
        trainer.step()
    mean, spread = distances()
    assert mean < before[0] / 3
    assert spread < before[1] / 4


def test_a_run_made_longer_equals_one_that_was_long_from_the_start(
    config: Config, prepared: Path, finished: Finished, tmp_path: Path
) -> None:
    longer = override(config, {"extra_kimg": 0.05})
    shutil.copytree(finished.folder, tmp_path / "grown")
    for run in ("grown", "whole"):
        assert [pulse.nimg for pulse in train(longer, prepared, tmp_path / run, CPU)][-1] == 368
    for path in (state_path, model_path):
        grown, whole = path(tmp_path / "grown", 368), path(tmp_path / "whole", 368)
        assert grown.read_bytes() == whole.read_bytes()
    with pytest.raises(ResumeError, match=r"training\.extra_kimg +0\.05 +0\.0"):
        open_run(config, prepared, tmp_path / "grown", CPU)
