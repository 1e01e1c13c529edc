"""ONNX files: what is written draws what the model draws, or is not written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pokegan.checkpoints.model_file import ModelFile
from pokegan.cli import main
from pokegan.errors import ModelError
from pokegan.export import onnx as exported
from pokegan.models import build
from pokegan.sampling.sampler import Sampler

onnx = pytest.importorskip("onnx", reason="needs the extra onnx")
onnxruntime = pytest.importorskip("onnxruntime", reason="needs the extra onnx")


@pytest.fixture
def sampler(random_model: Callable[..., ModelFile]) -> Callable[..., Sampler]:
    """Makes one of a small model of a family."""

    def make(family: str, **settings: Any) -> Sampler:
        small = {"filters": 4} if family in ("dcgan", "began") else {"channel_max": 8}
        return Sampler(random_model(family, **small, **settings))

    return make


@pytest.mark.parametrize(
    ("family", "settings", "start"),
    [
        ("stylegan", {"noise_from": 8, "normalisation": "adain"}, "z"),
        ("stylegan", {"channels": 4}, "w_plus"),
        ("progan", {}, "z"),
        ("dcgan", {"channels": 4}, "z"),
        ("began", {"z_dim": 3}, "w_plus"),
    ],
)
def test_every_family_draws_the_same(
    tmp_path: Path,
    family: str,
    settings: dict[str, Any],
    start: str,
    sampler: Callable[..., Sampler],
) -> None:
    made = sampler(family, **settings)
    assert exported.save_onnx(tmp_path / "m.onnx", made, start) <= exported.MOST_OFF
    session = onnxruntime.InferenceSession(tmp_path / "m.onnx")
    given = exported.inputs(made, [40, 41], start)
    assert {one.name for one in session.get_inputs()} == set(given)
    (pixels,) = session.run(["pixels"], given)
    assert pixels.dtype == np.uint8
    expected = made.sample([40, 41])
    assert np.abs(pixels.astype(int) - expected).max() <= exported.MOST_OFF
    assert np.ptp(expected) > 50  # or all would be alike
    given["psi"] = np.array([0.2], np.float32)
    (pulled,) = session.run(None, given)
    assert np.abs(pulled.astype(int) - made.sample([40, 41], 0.2)).max() <= exported.MOST_OFF


def test_a_file_says_where_it_comes_from(tmp_path: Path, sampler: Callable[..., Sampler]) -> None:
    made = sampler("dcgan")
    exported.save_onnx(tmp_path / "m.onnx", made)
    model = onnx.load(tmp_path / "m.onnx")
    onnx.checker.check_model(model, full_check=True)
    told = {one.key: one.value for one in model.metadata_props}
    assert told["model"] == "0" * 12 and told["input"] == "z"
    assert json.loads(told["pokegan"])["model"]["hash"] == "0" * 12
    assert model.opset_import[0].version >= 17


def test_what_draws_otherwise_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sampler: Callable[..., Sampler]
) -> None:
    made = sampler("progan")
    honest = exported.convert

    def wrong(path: Path, sampler: Sampler, start: str) -> None:
        other = build(made.file.config.model, seed=2)[0].eval()
        weights = {k: v.clone() for k, v in made.file.generator.state_dict().items()}
        made.file.generator.load_state_dict(other.state_dict())
        honest(path, sampler, start)
        made.file.generator.load_state_dict(weights)

    monkeypatch.setattr(exported, "convert", wrong)
    with pytest.raises(ModelError, match="of 255 levels off, and is not kept"):
        exported.save_onnx(tmp_path / "m.onnx", made)
    assert [path.name for path in tmp_path.iterdir()] == ["progan.safetensors"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("export pokemon-32px --to a.pt", "must end with .onnx. (--to)"),
        ("export pokemon-32px --to a.onnx --input x", "Known: z, w_plus. (--input)"),
        ("export nowhere --to a.onnx", "no such file: nowhere"),
    ],
)
def test_what_is_typed_wrong_is_said(
    line: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(line.split()) in (1, 2)
    assert said in capfd.readouterr().err


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    monkeypatch.setattr(exported, "PACKAGES", ("onnx", "onnx_that_is_not_there"))
    assert main(["export", "pokemon-32px", "--to", "a.onnx"]) == 2
    assert 'pip install "pokegan[onnx]"' in capfd.readouterr().err


def test_the_command_writes_the_model_in_the_box(tmp_path: Path, capfd: Any) -> None:
    assert main(["export", "pokemon-32px", "--to", str(tmp_path / "m.onnx")]) == 0
    out, err = capfd.readouterr()
    assert out == f"{tmp_path / 'm.onnx'}\n" and "of 255 levels from pokegan's" in err
