"""One training step, and everything of a run that has memory.

What a step needs is drawn from (seed, nimg, purpose) by training.inputs, so the weights, the
optimizers and nimg are enough to continue as if the run had never stopped.

The step is that of 1812.04948: the discriminator learns on reals and fakes, then the
generator on the score of the same fakes; R1 is computed lazily (1912.04958, appendix B).

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from pokegan import models
from pokegan.checkpoints.model_file import JUDGE_PREFIXES
from pokegan.checkpoints.tensor_file import strip_prefix
from pokegan.checkpoints.warm_start import WarmStart
from pokegan.config import Config
from pokegan.config.schedule import (
    Phase,
    Stage,
    build_schedule,
    part_at,
    stage_at,
    starts_resolution,
)
from pokegan.data.dataset import PackedDataset, to_images
from pokegan.models import Discriminator, Generator
from pokegan.models.layers import fade_reals
from pokegan.runtime.precision import full_precision, needs_scaling, short_precision
from pokegan.training.augment import Controller, augment
from pokegan.training.executor import Direct, Executor, best_executor, tune
from pokegan.training.inputs import InputSource, StepInputs
from pokegan.training.losses import Loss, Penalty, build_loss

ADAM_EPSILON = 1e-8
# What states call a judge's optimizer and what its loss remembers.
OPTIMIZER_PREFIXES = {"pixels": "optimizer_d", "projected": "optimizer_projected"}
LOSS_PREFIXES = {"pixels": "balance", "projected": "projected_loss"}
# Of batch normalisation. Copied as w_avg is, they are of other weights than the averaged ones: a
# dcgan's pictures were 2 to 5 levels of 255 off those with their own batch's statistics, with
# averaged ones about 1 (512 latents, 16 px, half-life 10 kimg, after 30 to 55 kimg).
MEASURED = ("running_mean", "running_var")


@dataclass
class Meter:
    """Running means of loss terms, kept on the device until a tick asks for them.

    `sums` holds for each term its sum and how often it came, in memory that stays.
    """

    sums: dict[str, Tensor] = field(default_factory=dict)

    def add(self, parts: Mapping[str, Tensor]) -> None:
        for name, value in parts.items():
            entry = torch.stack([value.float(), torch.ones_like(value, dtype=torch.float32)])
            self.sums.setdefault(name, torch.zeros_like(entry)).add_(entry)

    def means(self) -> dict[str, float]:
        """The mean of each term that came since the last `clear`."""
        entries = {name: entry.tolist() for name, entry in sorted(self.sums.items())}
        return {name: total / count for name, (total, count) in entries.items() if count}

    def clear(self) -> None:
        for entry in self.sums.values():
            entry.zero_()


@dataclass
class Judge:
    """A discriminator at work: its network, its loss and its optimizer."""

    network: Discriminator
    loss: Loss
    optimizer: torch.optim.Adam = field(init=False)


class TrainState:
    """Everything of a run that has memory; what `tensors` lists is all that resume needs."""

    def __init__(self, config: Config, device: torch.device) -> None:
        generator, judges = models.build(config.model, config.training.seed)
        self.generator = generator.to(device)
        self.judges = {
            name: Judge(network.to(device), build_loss(config.training, device))
            for name, network in judges.items()
        }
        self.ema = copy.deepcopy(self.generator).eval().requires_grad_(False)
        self.config = config
        self.nimg = 0
        self.rollbacks = 0  # how often it went back to an earlier state
        self.meter = Meter()
        self.augment = Controller(config.training, device)
        self.scaler = torch.amp.GradScaler(
            device.type, enabled=needs_scaling(config.training.precision)
        )
        self.reset_optimizers()

    def reset_optimizers(self) -> None:
        """Fresh Adam for all networks, as at the start of each resolution (1710.10196, A.1)."""
        betas = self.config.training.adam_beta1, self.config.training.adam_beta2
        self.optimizer_g = adam(self.generator, betas)
        for judge in self.judges.values():
            judge.optimizer = adam(judge.network, betas)

    def networks_of_judges(self) -> dict[str, Discriminator]:
        """What judges pictures, by name."""
        return {name: judge.network for name, judge in self.judges.items()}

    @property
    def lr_scale(self) -> float:
        """What learning rates are multiplied by: each return to an earlier state halves them."""
        return 0.5**self.rollbacks

    def tensors(self) -> dict[str, Tensor]:
        """All tensors by name."""
        named: dict[str, Tensor] = {"rollbacks": torch.tensor(self.rollbacks)}
        for name, network in self._networks().items():
            named.update({f"{name}.{key}": value for key, value in network.state_dict().items()})
        for name, (network, optimizer) in self._optimizers().items():
            for key, parameter in network.named_parameters():
                for part, value in optimizer.state.get(parameter, {}).items():
                    named[f"{name}.{key}.{part}"] = value
        named.update({f"meter.{name}": value for name, value in self.meter.sums.items()})
        for part, memory in self._memories().items():
            named.update({f"{part}.{name}": value for name, value in memory.tensors().items()})
        if self.scaler.is_enabled():
            scaling = self.scaler.state_dict()
            named["scaler"] = torch.tensor([scaling["scale"], float(scaling["_growth_tracker"])])
        return named

    def begin_with(self, start: WarmStart) -> None:
        """Take over another run's weights; layers for sizes that it had not grown to stay new.

        The networks must be of equal widths (warm_start.check_warm_start). Heads stay new where
        they would look at other features.
        """
        for network in (self.generator, self.ema):
            _take_over(network, start.generator)
        for name, weights in start.judges.items():
            if name in self.judges and start.sees_alike(name, self.config.model):
                _take_over(self.judges[name].network, weights)

    def restore(self, tensors: Mapping[str, Tensor], nimg: int) -> None:
        """Take over what `tensors` listed, and forget everything else."""
        self.reset_optimizers()
        for name, network in self._networks().items():
            network.load_state_dict(strip_prefix(name, tensors))
        for name, (network, optimizer) in self._optimizers().items():
            saved = strip_prefix(name, tensors)
            for key, parameter in network.named_parameters():
                for part in ("step", "exp_avg", "exp_avg_sq"):
                    if f"{key}.{part}" in saved:
                        optimizer.state[parameter][part] = _restored(
                            saved[f"{key}.{part}"], parameter, optimizer
                        )
        device = next(self.generator.parameters()).device
        self.meter.sums = {
            name: value.to(device, copy=True)
            for name, value in strip_prefix("meter", tensors).items()
        }
        for part, memory in self._memories().items():
            memory.restore(strip_prefix(part, tensors))
        if self.scaler.is_enabled():
            scale, growth = tensors["scaler"].tolist()
            scaling = {"scale": scale, "_growth_tracker": int(growth)}
            self.scaler.load_state_dict({**self.scaler.state_dict(), **scaling})
        self.rollbacks = int(tensors.get("rollbacks", 0))
        self.nimg = nimg

    def is_finite(self) -> bool:
        """Whether every weight and every optimizer value is a finite number."""
        flags = [torch.isfinite(value).all() for value in self.tensors().values()]
        return bool(torch.stack([flag.cpu() for flag in flags]).all())

    def _networks(self) -> dict[str, nn.Module]:
        judges = {JUDGE_PREFIXES[name]: judge.network for name, judge in self.judges.items()}
        return {"generator": self.generator, **judges, "ema": self.ema}

    def _memories(self) -> dict[str, Controller | Loss]:
        losses = {LOSS_PREFIXES[name]: judge.loss for name, judge in self.judges.items()}
        return {"augment": self.augment, **losses}

    def _optimizers(self) -> dict[str, tuple[nn.Module, torch.optim.Adam]]:
        judges = {
            OPTIMIZER_PREFIXES[name]: (judge.network, judge.optimizer)
            for name, judge in self.judges.items()
        }
        return {"optimizer_g": (self.generator, self.optimizer_g), **judges}


class Trainer:
    """Knows a state, a dataset and a device; `step` shows one batch to both networks.

    A step is split in two: `source` draws all that changes from step to step, `learn` is the
    device's work on it, in which nothing is drawn on the host and nothing waits for the device.
    """

    def __init__(
        self,
        config: Config,
        data: PackedDataset,
        device: torch.device,
        executor: Executor | None = None,
        schedule: Sequence[Phase] | None = None,
    ) -> None:
        self.config = config
        self.data = data
        self.device = device
        self.schedule = build_schedule(config) if schedule is None else schedule
        self.state = TrainState(config, device)
        self.place = {name: place for place, name in enumerate(self.state.judges)}
        self.source = InputSource(config, data, self.schedule, self.state.generator)
        self.executor = executor or best_executor(device)
        self.background = data.background.to(device)
        self.augmentations = config.training.augmentations.split(",")
        tune(device)

    def step(self) -> Stage:
        """Train on the batch at state.nimg and advance by it; returns the stage it was in."""
        state = self.state
        stage = stage_at(state.nimg, self.schedule)
        if starts_resolution(state.nimg, self.schedule) and stage.index > 0:
            state.reset_optimizers()
        penalised = self.penalised(stage)
        inputs = self.source.inputs(state.nimg)
        self.executor.run(
            (stage.index, penalised),
            inputs,
            lambda inputs: self.learn(inputs, stage.phase, penalised),
        )
        state.nimg += stage.phase.batch_size
        return stage

    def penalised(self, stage: Stage) -> tuple[str, ...]:
        """The judges whose penalty is due at the step of a stage."""
        if stage.step % self.config.training.penalty_interval:
            return ()
        return tuple(name for name in stage.phase.judges if self.has_penalty(name, stage))

    def has_penalty(self, judge: str, stage: Stage) -> bool:
        """Whether a judge's penalty weighs anything."""
        part = part_at(judge, stage.nimg, stage.phase, self.config)
        return part.gamma > 0 or not self.config.training.has_r1

    def go_back(self, tensors: Mapping[str, Tensor], nimg: int) -> None:
        """Take over an earlier state, and learn at half the rate from there on."""
        rollbacks = self.state.rollbacks + 1
        self.state.restore(tensors, nimg)
        self.state.rollbacks = rollbacks
        if not isinstance(self.executor, Direct):
            self.executor = best_executor(
                self.device
            )  # a graph would replay the old rate and moments

    def learn(self, inputs: StepInputs, phase: Phase, penalised: Sequence[str]) -> None:
        """One descent of each network on a step's input, and the averages.

        `penalised` are the judges whose penalty is due.
        """
        state, training = self.state, self.config.training
        alpha = inputs.alpha if phase.fading else None
        real = fade_reals(to_images(inputs.pixels, inputs.mirror_mask), alpha)
        # In a phase shorter than the interval the one penalty stands for its steps only.
        interval = min(training.penalty_interval, phase.steps)

        state.optimizer_g.zero_grad(set_to_none=True)
        with self.autocast():
            fake = self.fakes(inputs, phase.resolution, alpha)
            shown = self.augmented(real, inputs), self.augmented(fake, inputs)
            views = {
                name: [state.judges[name].network.view(images) for images in shown]
                for name in phase.judges
            }
        signs, g_loss = [], real.new_zeros(())
        for name in phase.judges:
            judge, (real_views, fake_views) = state.judges[name], views[name]
            lr, gamma, weight = inputs.part(self.place[name])
            scored = partial(judge.network.judge, alpha=alpha)
            penalty = Penalty(gamma, interval) if name in penalised else None
            judge.optimizer.zero_grad(set_to_none=True)
            with self.autocast():
                terms = judge.loss.discriminator(scored, real_views, fake_views, penalty)
            self.descend(judge.optimizer, terms.total, lr)
            self.note(name, terms.parts)
            signs.append(terms.parts["real_sign"])
            with frozen(judge.network), self.autocast():  # it only passes gradients on
                terms = judge.loss.generator(scored, real_views, fake_views)
                g_loss = g_loss + weight * terms.total
        state.augment.follow(torch.stack(signs).mean(), inputs.batch_size)
        self.descend(state.optimizer_g, g_loss, inputs.lr)
        state.meter.add({"g_loss": g_loss.detach()})
        if state.augment.active:
            state.meter.add({"augment_p": state.augment.p})
        state.scaler.update()
        average(state.ema, state.generator, inputs.ema_share)

    def note(self, judge: str, parts: Mapping[str, Tensor]) -> None:
        """Keep a judge's terms for the report, under its name where it is not the only one."""
        several = len(self.state.judges) > 1
        self.state.meter.add({f"{judge}_{k}" if several else k: v for k, v in parts.items()})

    def fakes(self, inputs: StepInputs, resolution: int, alpha: Tensor | None) -> Tensor:
        """The generator's images of a step [N, C, R, R], styles mixed (1812.04948, 3.1)."""
        generator = self.state.generator
        w_plus = generator.mapping(inputs.z)  # [2N, L, D]
        generator.update_w_avg(w_plus[:, 0])
        first, second = w_plus.chunk(2)
        mixed = mix_styles(first, second, inputs.crossover)  # [N, L, D]
        noise = inputs.layer_noise(generator.noise_shapes(resolution))
        return generator.synthesis(mixed, resolution, alpha, noise)

    def augmented(self, images: Tensor, inputs: StepInputs) -> Tensor:
        """What the discriminator sees of images, in all parts of a step alike."""
        if not self.state.augment.active:
            return images
        with full_precision(self.device.type):
            p = self.state.augment.p
            return augment(images, p, inputs.draws, self.background, self.augmentations)

    def descend(self, optimizer: torch.optim.Adam, loss: Tensor, lr: Tensor) -> None:
        """Backward, and one optimizer step at `lr` (0-d)."""
        scaler = self.state.scaler
        scaler.scale(loss).backward()  # type: ignore[no-untyped-call]
        for group in optimizer.param_groups:
            group["lr"] = lr * self.state.lr_scale
        scaler.step(optimizer)

    def autocast(self) -> AbstractContextManager[Any]:
        """The run's short numbers for the convolutions."""
        return short_precision(self.device.type, self.config.training.precision)


def adam(network: nn.Module, betas: tuple[float, float]) -> torch.optim.Adam:
    """Adam over a network, in one kernel where there is one."""
    parameters = list(network.parameters())
    device = parameters[0].device.type
    return torch.optim.Adam(
        parameters,
        betas=betas,
        eps=ADAM_EPSILON,
        fused=device in ("cpu", "cuda"),
        capturable=device == "cuda",  # by a CUDA graph
    )


@contextmanager
def frozen(network: nn.Module) -> Iterator[None]:
    """Within it the network's weights ask for no gradient."""
    network.requires_grad_(False)
    try:
        yield
    finally:
        network.requires_grad_(True)


@torch.no_grad()
def average(ema: Generator, generator: Generator, share: Tensor) -> None:
    """Move the averaged generator by `share` (0-d) of the way towards the current one.

    Weights without a gradient took no part in the step and stay as they are. What normalisation
    has measured moves with the weights that it was measured of. Other buffers are copied.
    """
    pairs: list[tuple[Tensor, Tensor]] = [
        (old, new)
        for old, new in zip(ema.parameters(), generator.parameters(), strict=True)
        if new.grad is not None
    ]
    buffers = zip(ema.named_buffers(), generator.named_buffers(), strict=True)
    for (name, old), (_, new) in buffers:
        if name.endswith(MEASURED):
            pairs.append((old, new))
        else:
            old.copy_(new)
    torch._foreach_lerp_([old for old, _ in pairs], [new for _, new in pairs], [share] * len(pairs))


def mix_styles(w_a: Tensor, w_b: Tensor, crossover: Tensor) -> Tensor:
    """Styles [N, L, D] that are w_a's before each sample's layer `crossover` [N], then w_b's."""
    layer = torch.arange(w_a.shape[1], device=w_a.device)
    from_b = layer >= crossover.unsqueeze(1)  # [N, L]
    return torch.where(from_b.unsqueeze(2), w_b, w_a)  # [N, L, D]


def _take_over(network: nn.Module, weights: Mapping[str, Tensor]) -> None:
    """Load the weights a network has by the same names."""
    own = network.state_dict()
    shared = {key: value for key, value in weights.items() if key in own}
    network.load_state_dict(shared, strict=False)


def _restored(saved: Tensor, parameter: Tensor, optimizer: torch.optim.Adam) -> Tensor:
    """A copy as the optimizer would have made it itself.

    Values have the parameter's memory layout, which the fused kernel relies on; the step
    count is on the CPU unless the kernel reads it, so that nothing waits for it.
    """
    if saved.dim() == 0:
        device = parameter.device if optimizer.defaults["fused"] else torch.device("cpu")
        return saved.to(device, copy=True)  # Adam counts steps in place
    return torch.empty_like(parameter, memory_format=torch.preserve_format).copy_(saved)
