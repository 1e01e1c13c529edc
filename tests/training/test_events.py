"""TensorBoard's files: what stats.jsonl says and the previews show, once each."""

from __future__ import annotations

import importlib.util
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from conftest import Finished
from PIL import Image

from pokegan.checkpoints import state_file
from pokegan.checkpoints.layout import numbered
from pokegan.config import Config, override
from pokegan.errors import UsageError
from pokegan.training.loop import Tick, train

accumulators = pytest.importorskip(
    "tensorboard.backend.event_processing.event_accumulator", reason="needs the extra tensorboard"
)
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def logged(
    config: Config, prepared: Path, tmp_path_factory: pytest.TempPathFactory, one_thread: None
) -> Path:
    """The tiny run with event files, stopped after some reports and gone on with."""
    run = tmp_path_factory.mktemp("logged") / "run"
    asked = override(config, {"log": "tensorboard"})
    steps = train(asked, prepared, run, CPU)
    while not (isinstance(tick := next(steps), Tick) and tick.nimg >= 150):
        pass
    steps.close()
    for path in numbered(run, "state")[-1:]:  # so that some of what was told is told again
        path.unlink()
    for _ in train(asked, prepared, run, CPU):
        pass
    return run


def read_stats(run: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]


def read(run: Path) -> Any:
    events = accumulators.EventAccumulator(str(run), size_guidance={"images": 0, "scalars": 0})
    return events.Reload()


def test_every_number_is_there_once(logged: Path) -> None:
    events, rows = read(logged), read_stats(logged)
    tags = set(events.Tags()["scalars"])
    assert {"swd", "images_per_sec", "resolution", "lr"} <= tags
    for tag in tags:
        told = [(one.step, one.value) for one in events.Scalars(tag)]
        expected = [
            (row["nimg"], row[tag]) for row in rows if isinstance(row.get(tag), int | float)
        ]
        assert [step for step, _ in told] == [step for step, _ in expected], tag
        assert np.allclose([v for _, v in told], [v for _, v in expected], rtol=1e-5), tag


def test_previews_are_there(logged: Path) -> None:
    events = read(logged)
    shown = {one.step: one.encoded_image_string for one in events.Images("preview")}
    previews = numbered(logged, "preview")
    assert len(shown) == len(previews)
    last = np.asarray(Image.open(io.BytesIO(shown[max(shown)])))
    assert np.array_equal(last, np.asarray(Image.open(previews[-1])))


def test_a_run_is_the_same_with_and_without(logged: Path, finished: Finished) -> None:
    one, other = state_file.latest(logged), state_file.latest(finished.folder)
    assert one is not None and other is not None and one.nimg == other.nimg
    assert all(torch.equal(value, other.tensors[name]) for name, value in one.tensors.items())


def test_a_run_may_be_logged_otherwise(config: Config, prepared: Path, tmp_path: Path) -> None:
    steps = train(config, prepared, tmp_path / "run", CPU)
    while next(steps).nimg < 100:
        pass
    steps.close()
    for _ in train(override(config, {"log": "tensorboard"}), prepared, tmp_path / "run", CPU):
        pass
    assert min(one.step for one in read(tmp_path / "run").Scalars("lr")) > 64


def test_a_missing_package_is_named(
    config: Config, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "tensorboard" else known(name)
    )
    with pytest.raises(UsageError, match="needs the package tensorboard"):
        next(train(override(config, {"log": "tensorboard"}), prepared, tmp_path / "run", CPU))
    assert not (tmp_path / "run").exists()
