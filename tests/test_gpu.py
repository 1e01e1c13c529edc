"""What only a CUDA device can show; skipped without one (`pytest -m gpu`)."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from conftest import Finished

from pokegan.checkpoints.runs import settle
from pokegan.config import Config, override, preset
from pokegan.config.schedule import build_schedule
from pokegan.data import synthetic
from pokegan.data.dataset import PackedDataset
from pokegan.data.prepare import PrepareOptions, prepare
from pokegan.explore.resolve import Explorer
from pokegan.training.executor import TRIAL, Direct, Graphs
from pokegan.training.forecast import fill_memory, forecast
from pokegan.training.inputs import InputSource, StepInputs
from pokegan.training.loop import train
from pokegan.training.step import Trainer

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


@pytest.mark.parametrize("discriminator", ["pixels", "projected", "both"])
def test_steps_agree_with_the_cpu(config: Config, prepared: Path, discriminator: str) -> None:
    means = []
    config = override(config, {"discriminator": discriminator})
    for device in (torch.device("cpu"), CUDA):
        trainer = Trainer(config, PackedDataset(prepared, device), device)
        silent(trainer)
        for _ in range(5):
            trainer.step()
        means.append(trainer.state.meter.means())
    assert means[0].keys() == means[1].keys()
    for name, value in means[0].items():
        turned = 0.1 if name.endswith("_sign") else 2e-3
        assert means[1][name] == pytest.approx(value, rel=2e-2, abs=turned), name


@pytest.mark.parametrize(
    "run",
    [
        {"precision": "fp32"},
        {"precision": "bf16"},
        {"precision": "fp16"},
        {"loss": "rpgan", "augment": "adaptive", "ada_kimg": 0.5},
        {"loss": "wgan-gp", "augment": "fixed"},
        {"loss": "rpgan", "discriminator": "projected"},
        {"loss": "rpgan", "discriminator": "both", "precision": "bf16", "pixels_from_kimg": 0.03},
    ],
    ids=str,
)
def test_a_replayed_step_is_the_launched_one(
    config: Config, prepared: Path, run: dict[str, Any]
) -> None:
    """Through plain and penalised graphs, a fade and a new resolution; kernels may differ."""
    exact = override(config, run)
    graphs, direct = Graphs(CUDA), Direct()
    data = PackedDataset(prepared, CUDA)
    trainers = [Trainer(exact, data, CUDA, executor) for executor in (graphs, direct)]
    recorded = 0
    while trainers[0].state.nimg < trainers[0].schedule[2].end_nimg:
        for trainer in trainers:
            trainer.step()
        recorded = max(recorded, len(graphs.graphs))
    assert recorded and graphs.notice() is None
    ours, theirs = (trainer.state.meter.means() for trainer in trainers)
    for name in [name for name in ours if name.endswith("_sign")]:
        assert ours.pop(name) == pytest.approx(theirs.pop(name), abs=0.1)  # one may turn
    assert ours == pytest.approx(theirs, rel=2e-2, abs=5e-3)
    steps = [
        [
            int(moments["step"])
            for judge in trainer.state.judges.values()
            for moments in judge.optimizer.state.values()
        ]
        for trainer in trainers
    ]
    assert steps[0] == steps[1]


def test_what_no_graph_can_hold_runs_kernel_by_kernel(prepared: Path) -> None:
    data = PackedDataset(prepared, CUDA)
    nothing = torch.zeros(4, device=CUDA)
    inputs = StepInputs(
        data.pixels(data.indices(0, 4), 8), nothing, data.batch(0, 1, 8), nothing, nothing
    )
    executor, done = Graphs(CUDA), []

    def work(inputs: StepInputs) -> None:
        done.append(inputs.noise.sum().item())  # waits for the device

    for _ in range(TRIAL + 3):
        executor.run((0, False), inputs, work)
    assert done == [0.0] * (TRIAL + 3)
    notice = executor.notice()
    assert notice is not None and notice.startswith("CUDA graphs are not used: ")
    assert executor.notice() is None


def test_nothing_waits_for_the_device_between_ticks(config: Config, prepared: Path) -> None:
    """The driver raises for anything that makes the host wait."""
    trainer = Trainer(config, PackedDataset(prepared, CUDA), CUDA)
    for _ in range(3 * TRIAL):
        trainer.step()
    torch.cuda.set_sync_debug_mode("error")
    try:
        trainer.step()
    finally:
        torch.cuda.set_sync_debug_mode("default")


def test_streamed_data_train_as_resident_ones(config: Config, prepared: Path) -> None:
    means = []
    for resident in (True, False):
        data = PackedDataset(prepared, CUDA, resident=resident)
        trainer = Trainer(config, data, CUDA, Direct())
        for _ in range(12):
            trainer.step()
        assert (data.resident(8) is not None) == resident
        means.append(trainer.state.meter.means())
    assert means[0] == pytest.approx(means[1], rel=1e-3, abs=1e-4)


def test_the_host_s_part_is_drawn_ahead(config: Config, prepared: Path) -> None:
    schedule = build_schedule(config)
    trainer = Trainer(config, PackedDataset(prepared, "cpu"), torch.device("cpu"))
    ahead, alone = (
        InputSource(config, PackedDataset(prepared, device), schedule, trainer.state.generator)
        for device in (CUDA, torch.device("cpu"))
    )
    for nimg in (0, 8, 16, 64, 72, 8):
        theirs, ours = ahead.inputs(nimg), alone.inputs(nimg)
        assert torch.equal(theirs.numbers.cpu(), ours.numbers)
        assert torch.equal(theirs.pixels.cpu(), ours.pixels)


def test_batches_are_filled_within_memory(config: Config, prepared: Path) -> None:
    filled = fill_memory(override(config, {"resolution": 8}), PackedDataset(prepared, CUDA), CUDA)
    for resolution, size in filled.training.batch_size.items():
        assert 8 <= size <= 64, resolution


@pytest.mark.slow
def test_256_px_fit_eight_gigabytes(tmp_path: Path) -> None:
    """The preset `small` at 256 px stays below 7.5 GB in every phase, penalised steps included."""
    synthetic.write_folder(tmp_path / "creatures", 16, size=256)
    options = PrepareOptions(resolution=256)
    path = prepare(tmp_path / "creatures", tmp_path / "c.safetensors", options, workers=1).path
    data = PackedDataset(path, CUDA)
    config = settle(override(preset("small"), {"resolution": 256}), data, CUDA)
    for cost in forecast(config, data, CUDA):
        assert cost.memory_gb < 7.5, cost.phase


def test_the_data_are_resident(prepared: Path) -> None:
    data = PackedDataset(prepared, CUDA)
    on_cpu = PackedDataset(prepared, "cpu")
    assert data.batch(0, 4, 8).device.type == "cuda"
    ours, theirs = (x.batch(0, 4, 8, mirror=True).cpu() for x in (data, on_cpu))
    torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-6)  # one product and sum, or two


def test_a_seed_is_the_same_creature_on_both(finished: Finished) -> None:
    cpu = Explorer.load(finished.folder).sample(range(8)).astype(int)
    cuda = Explorer.load(finished.folder, "cuda").sample(range(8)).astype(int)
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
