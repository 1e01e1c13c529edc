"""What several tests stand on: drawn creatures, prepared, and a run trained on them."""

from __future__ import annotations

import copy
import dataclasses
import gc
import os
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from pokegan.checkpoints.model_file import ModelFile, load_model
from pokegan.cli import main
from pokegan.config import AUGMENTATIONS, Config, override, preset
from pokegan.data import synthetic
from pokegan.data.prepare import PrepareOptions, prepare
from pokegan.explore.directions import effects, finding
from pokegan.explore.resolve import Explorer
from pokegan.models import build
from pokegan.runtime import memory
from pokegan.sampling.sampler import Sampler
from pokegan.training.loop import Tick, train

CPU = torch.device("cpu")

# 40 steps of 8 images: 4 px, then fade and stable at 8 and at 16 px, 64 images each.
SETTINGS: dict[str, Any] = {
    "discriminator": "pixels",
    "resolution": 16,
    "start_resolution": 4,
    "channel_base": 512,
    "channel_max": 8,
    "z_dim": 16,
    "w_dim": 16,
    "mapping_layers": 2,
    "normalisation": "adain",
    "noise_from": 4,
    "kimg": 0.3,
    "batch_size": 8,
    "fade_share": 1,
    "stable_share": 1,
    "loss": "logistic",
    "style_mixing": 0.9,
    **{"pixels_lr": 1, "pixels_from_kimg": 0, "pixels_warm_kimg": 0, "pixels_rise_kimg": 0},
    "pixels_width": 1,
    "ema_halflife_kimg": 10,
    "augmentations": ",".join(AUGMENTATIONS),
    "augment": "none",
    "precision": "fp32",
    "preview_count": 4,
    "tick_kimg": 0.05,
    "r1_interval": 4,
    "r1_gamma": 10,
    "lr": 0.002,
}


Outcome = tuple[int, str, str]


@dataclass(frozen=True)
class Finished:
    """A run trained to its end: its folder and every tick it gave."""

    folder: Path
    ticks: list[Tick]


@pytest.fixture(scope="session", autouse=True)
def quick_collections() -> None:
    """What was imported is never garbage: measured memory is preceded by a full collection."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Sums are split by the number of threads, and equal runs must be equal to the bit."""
    torch.set_num_threads(1)
    os.environ["OMP_NUM_THREADS"] = "1"  # for the processes that tests start


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What commands keep of pictures: not with that of the person who runs the tests."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["POKEGAN_CACHE"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def settings() -> dict[str, Any]:
    """The tiny run's settings over the preset "tiny", as --set takes them."""
    return SETTINGS


@pytest.fixture(scope="session")
def config(settings: dict[str, Any]) -> Config:
    return override(preset("tiny"), settings)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 creatures at 16 px, packed."""
    folder = tmp_path_factory.mktemp("data")
    synthetic.write_folder(folder / "creatures", 24, size=32)
    options = PrepareOptions(resolution=16)
    return prepare(folder / "creatures", folder / "creatures.safetensors", options, workers=1).path


@pytest.fixture(scope="session")
def finished(
    config: Config, prepared: Path, tmp_path_factory: pytest.TempPathFactory, one_thread: None
) -> Finished:
    """The tiny run, never interrupted. Read it; do not write into it."""
    folder = tmp_path_factory.mktemp("finished") / "run"
    pulses = train(config, prepared, folder, CPU)
    return Finished(folder, [pulse for pulse in pulses if isinstance(pulse, Tick)])


@pytest.fixture(scope="session")
def sampler(finished: Finished) -> Explorer:
    """A sampler with the finished run's model."""
    return Explorer(load_model(finished.folder))


@pytest.fixture(scope="session")
def lively(sampler: Explorer) -> Explorer:
    """The finished run's model with noise that shows."""
    return paler(sampler, noise=0.5)


@pytest.fixture(scope="session")
def quiet(sampler: Explorer) -> Explorer:
    """The finished run's model without noise."""
    return paler(sampler, noise=0.0)


def paler(sampler: Sampler, noise: float) -> Explorer:
    """The same with noise of that strength, and paler, so that little is clipped."""
    generator = copy.deepcopy(sampler.file.generator)
    for name, parameter in generator.named_parameters():
        if name.endswith("noise.strength"):
            parameter.fill_(noise)
        if "to_rgb" in name:
            parameter.mul_(0.3)
    return Explorer(dataclasses.replace(sampler.file, generator=generator))


@pytest.fixture
def leave_free(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let the host have so many bytes of memory free, at most."""

    def leave(size: float) -> None:
        monkeypatch.setattr(memory, "_left_by_system", lambda: iter([int(size)]))
        monkeypatch.setattr(memory, "TRIFLE", 0)

    return leave


def assert_refused(outcome: Outcome, code: int, said: str) -> None:
    """The command ended with `code`, printed nothing, and said a sentence without a traceback."""
    got, out, err = outcome
    assert (got, out) == (code, ""), err
    assert " ".join(said.split()) in " ".join(err.split()) and "Traceback" not in err


@pytest.fixture
def few_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Directions measured on few creatures, where a test is not about their quality."""
    monkeypatch.setattr(effects, "HELD_OUT", range(24))
    monkeypatch.setattr(finding, "FITTED", range(1000, 1064))


@pytest.fixture
def call(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[[str], Outcome]:
    """Run a command line in the folder that the test's module calls home: code, stdout, stderr."""
    monkeypatch.chdir(home)

    def run(line: str) -> Outcome:
        capfd.readouterr()
        code = main(shlex.split(line))
        out, err = capfd.readouterr()
        return code, out, err

    return run


def blank(config: Config) -> tuple[Any, Any]:
    """The networks of a run, with nothing held for weights."""
    with torch.device("meta"):
        generator, judges = build(config.model)
    return generator, judges["pixels"]


def largest_difference(one: np.ndarray, other: np.ndarray) -> int:
    assert one.shape == other.shape
    return int(abs(one.astype(int) - other.astype(int)).max())


def assert_within_a_level(one: np.ndarray, other: np.ndarray) -> None:
    apart = abs(one.astype(int) - other.astype(int))
    assert one.shape == other.shape
    assert apart.max() <= 1, f"{(apart > 1).sum()} values of {apart.size} differ, by {apart.max()}"


@pytest.fixture
def random_model(tmp_path: Path) -> Callable[..., ModelFile]:
    """Makes one of a family and settings, 16 px unless they say otherwise, its noise at work."""

    def make(family: str, px: int = 16, alpha: float | None = None, **settings: Any) -> ModelFile:
        config = override(preset("tiny", family), {"resolution": 16, **settings})
        generator = build(config.model, seed=1)[0].eval().requires_grad_(False)
        for name, value in generator.named_parameters():
            if name.endswith("strength"):  # which begins at nothing
                value.data.fill_(0.5)
        path = tmp_path / f"{family}.safetensors"
        path.touch()
        return ModelFile(generator, config, path, "0" * 12, 1000, px, alpha, {"count": 3})

    return make
