"""The work that is measured: steps of training, and ways of sampling.

Shapes: N batch, L num_ws, D w_dim.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import torch

from pokegan import models
from pokegan.bench.rounds import Case, Group, Task
from pokegan.checkpoints.model_file import ModelFile
from pokegan.checkpoints.runs import settle
from pokegan.config import Config, at_resolution, override, parse_set
from pokegan.data.dataset import PackedDataset
from pokegan.errors import UsageError
from pokegan.runtime.precision import best_precision
from pokegan.sampling.noise import parse_noise
from pokegan.sampling.sampler import Sampler
from pokegan.sampling.synthesis import SynthesisOptions
from pokegan.training.step import Trainer

BASE = "base"
BATCHES = {"cpu": (1, 16), "cuda": (1, 64, 512)}
FROM_SEEDS = "from seeds to pixels"
WAYS = {
    BASE: SynthesisOptions(folded=False, compiled=False),
    "folded": SynthesisOptions(compiled=False),
    "folded bf16": SynthesisOptions("bf16", compiled=False),
    FROM_SEEDS: SynthesisOptions(compiled=False),
}


def training_group(
    config: Config, against: Iterable[str], resolution: int, data: Path, device: torch.device
) -> Group:
    """Training at one resolution, as it is and with each setting `key=value` of `against` changed.

    The networks are as large as the run's and faded in, all judges are at work, and there are
    steps for any number of rounds. UsageError for a setting that changes nothing in that.
    """
    own = {
        **{"family": config.model.family, "resolution": config.model.resolution, "seed": 0},
        **{"start_resolution": resolution, "fade_share": 0, "stable_share": 1},
        **{"kimg": 1e6, "extra_kimg": 0, "pixels_from_kimg": 0},
    }
    group, base = {}, override(config, own)
    for variant in (BASE, *against):
        changed = {} if variant == BASE else parse_set([variant])
        run = settle(override(config, changed | own), PackedDataset(data), device)
        if changed and run == base:
            raise UsageError(f"the variant {variant} would change nothing here.")
        batch = int(at_resolution(run.training.batch_size, resolution))
        case = Case("train", resolution, batch, run.training.precision, variant)
        group[case] = partial(begin_training, run, data, device)
    return group


def begin_training(config: Config, path: Path, device: torch.device) -> list[Task]:
    """Steps of throwaway networks with the penalty, and steps without, if there are such."""
    trainer = Trainer(config, PackedDataset(path, device, config.training.seed), device)
    interval = config.training.penalty_interval

    def step(numbers: Iterator[int]) -> None:
        trainer.state.nimg = next(numbers) * trainer.schedule[0].batch_size
        trainer.step()

    penalised = Task(partial(step, step_numbers(True, interval)), 1 / interval)
    plain = Task(partial(step, step_numbers(False, interval)), 1 - 1 / interval)
    return [penalised, plain] if plain.share else [penalised]


def step_numbers(penalised: bool, interval: int) -> Iterator[int]:
    """The numbers of a run's steps that have the penalty, or of those that have not."""
    return (step for step in itertools.count() if (step % interval == 0) == penalised)


def sampling_groups(config: Config, resolution: int, device: torch.device) -> list[Group]:
    """Sampling at one resolution in each batch, in each way that the device is fast in."""
    fast = "fp32", best_precision(device)
    ways = {way: options for way, options in WAYS.items() if options.precision in fast}
    return [
        {
            Case("sample", resolution, batch, options.precision, way): partial(
                begin_sampling, config, resolution, batch, way, device
            )
            for way, options in ways.items()
        }
        for batch in BATCHES.get(device.type, BATCHES["cpu"])
    ]


def begin_sampling(
    config: Config, resolution: int, batch: int, way: str, device: torch.device
) -> list[Task]:
    """A batch of an untrained model: images that stay on the device, or all from the seeds."""
    with models.drawn_from(config.training.seed):
        generator = models.generator_of(config.model)
    generator = generator.to(device).eval().requires_grad_(False)
    file = ModelFile(generator, config, Path(), "", 0, resolution, None, {})
    sampler = Sampler(file, dataclasses.replace(WAYS[way], batch=batch))
    if way == FROM_SEEDS:
        return [Task(partial(sampler.sample, range(batch)))]
    drawing, seeded = sampler.synthesizer, sampler.seeded(range(batch))
    (prepared,) = drawing.prepared(seeded, parse_noise("seed"), random_seed=0)
    return [Task(partial(drawing.images, *drawing.carried(prepared)))]
