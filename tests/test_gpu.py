"""What only a CUDA device can show; skipped without one (`pytest -m gpu`)."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import Finished

from pokegan.config import Config
from pokegan.dataset import PackedDataset
from pokegan.forecast import forecast
from pokegan.runs import settle
from pokegan.sampling import Sampler
from pokegan.step import Trainer
from pokegan.training import train

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device"),
]
CUDA = torch.device("cuda")


def silent(trainer: Trainer) -> None:
    """Take the noise away: CPU and CUDA draw it from different streams."""
    for name, parameter in trainer.state.generator.named_parameters():
        if name.endswith("noise.strength"):
            parameter.requires_grad_(False)


def test_steps_agree_with_the_cpu(config: Config, prepared: Path) -> None:
    means = []
    for device in (torch.device("cpu"), CUDA):
        trainer = Trainer(config, PackedDataset(prepared, device), device)
        silent(trainer)
        for _ in range(5):
            trainer.step()
        means.append(trainer.state.meter.means())
    assert means[0].keys() == means[1].keys()
    for name, value in means[0].items():
        assert means[1][name] == pytest.approx(value, rel=2e-2, abs=2e-3), name


def test_the_data_are_resident(prepared: Path) -> None:
    data = PackedDataset(prepared, CUDA)
    on_cpu = PackedDataset(prepared, "cpu")
    assert data.batch(0, 4, 8).device.type == "cuda"
    assert torch.equal(data.batch(0, 4, 8, mirror=True).cpu(), on_cpu.batch(0, 4, 8, mirror=True))


def test_a_seed_is_the_same_creature_on_both(finished: Finished) -> None:
    cpu = Sampler.load(finished.folder).sample(range(8)).astype(int)
    cuda = Sampler.load(finished.folder, "cuda").sample(range(8)).astype(int)
    assert np.abs(cpu - cuda).max() <= 2


def test_a_run_trains_in_bfloat16_and_goes_on(
    config: Config, prepared: Path, tmp_path: Path
) -> None:
    training = dataclasses.replace(config.training, precision="auto")
    config = dataclasses.replace(config, training=training)
    settled = settle(config, PackedDataset(prepared, CUDA), CUDA)
    assert settled.training.precision in ("bf16", "fp32")
    steps = train(config, prepared, tmp_path / "run", CUDA)
    for _ in range(5):
        pulse = next(steps)
    steps.close()
    last = None
    for last in train(settled, prepared, tmp_path / "run", CUDA):
        assert last.nimg > pulse.nimg
    assert last is not None


def test_forecast_measures_memory(config: Config, prepared: Path) -> None:
    settled = settle(config, PackedDataset(prepared, CUDA), CUDA)
    costs = list(forecast(settled, PackedDataset(prepared, CUDA), CUDA))
    assert all(cost.memory_gb > 0 and cost.images_per_sec > 0 for cost in costs)
