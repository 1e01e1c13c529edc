"""That the device's work of a step can be recorded: nothing new in it, nothing waited for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import CPU
from torch.utils._python_dispatch import TorchDispatchMode

from pokegan.config import Config, override
from pokegan.data.dataset import PackedDataset
from pokegan.training.executor import Direct, best_executor
from pokegan.training.inputs import StepInputs
from pokegan.training.step import Trainer

FADE_NIMG, BATCH = 96, 8  # a penalised step in mid-fade at 8 px
RUNS: list[dict[str, Any]] = [
    {},
    {"precision": "bf16"},
    {"loss": "rpgan", "augment": "adaptive", "ada_kimg": 0.5},
    {"loss": "wgan-gp", "augment": "fixed"},
]
WAITING = {"_local_scalar_dense", "nonzero", "is_nonzero", "equal", "item"}
FROM_HOST = {"lift_fresh", "lift_fresh_copy", "from_file", "_pin_memory"}


class Recorder(TorchDispatchMode):
    """Notes which operations a step does."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.names.add(func.overloadpacket.__name__)
        return func(*args, **(kwargs or {}))


class Recording(Direct):
    """Keeps one Feed for all steps, as a CUDA graph does, and records the work."""

    def __init__(self) -> None:
        self.input: StepInputs | None = None
        self.recorder = Recorder()

    def run(self, kind: tuple[int, bool], inputs: StepInputs, work: Any) -> None:
        if self.input is None or self.input.pixels.shape != inputs.pixels.shape:
            self.input = inputs.copy()
        self.input.take(inputs)
        with self.recorder:
            work(self.input)


@pytest.fixture
def data(prepared: Path) -> PackedDataset:
    return PackedDataset(prepared, CPU)


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_a_step_draws_nothing_and_waits_for_nothing(
    config: Config, data: PackedDataset, run: dict[str, Any]
) -> None:
    executor = Recording()
    trainer = Trainer(override(config, run), data, CPU, executor)
    while trainer.state.nimg <= FADE_NIMG + BATCH:
        trainer.step()
    seen = executor.recorder.names
    assert {"convolution_backward", "_foreach_lerp_", "_fused_adam_"} <= seen
    assert not seen & (WAITING | FROM_HOST)
    assert not [name for name in seen if "rand" in name or "normal" in name or "uniform" in name]


def test_the_recorder_sees_what_it_forbids() -> None:
    recorder = Recorder()
    with recorder:
        torch.tensor([0.0, 1.0]).nonzero()
        torch.randn(2).sum().item()
    assert {"_local_scalar_dense", "nonzero", "lift_fresh", "randn"} <= recorder.names


def test_a_step_changes_everything_where_it_lies(config: Config, data: PackedDataset) -> None:
    trainer = Trainer(config, data, CPU, Recording())
    while trainer.state.nimg < FADE_NIMG + BATCH:
        trainer.step()  # plain and penalised steps of the phase have made what they need
    kept = dict(trainer.state.tensors())
    before = {name: value.clone() for name, value in kept.items()}
    for _ in range(2):
        trainer.step()
    after = trainer.state.tensors()
    assert after.keys() == kept.keys()
    elsewhere = [name for name, value in kept.items() if after[name].data_ptr() != value.data_ptr()]
    assert elsewhere == ["rollbacks"]  # a number of the host, changed between steps only
    moved = [name for name, value in before.items() if not torch.equal(after[name], value)]
    assert {"meter.d_loss", "generator.map.w_avg", "ema.first.conv1.weight"} <= set(moved)


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_a_step_from_fixed_memory_is_the_same_step(
    config: Config, data: PackedDataset, run: dict[str, Any]
) -> None:
    fixed, direct = (
        Trainer(override(config, run), data, CPU, executor) for executor in (Recording(), Direct())
    )
    while fixed.state.nimg < 2 * FADE_NIMG:
        fixed.step()
        direct.step()
    for name, value in direct.state.tensors().items():
        assert torch.equal(value, fixed.state.tensors()[name]), name


def test_a_processor_is_told_kernel_by_kernel() -> None:
    executor = best_executor(CPU)
    assert isinstance(executor, Direct) and executor.notice() is None
