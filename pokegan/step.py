"""One training step, and everything of a run that has memory.

Each step draws what it needs from (seed, nimg, purpose), so the weights, the optimizers and
nimg are enough to continue as if the run had never stopped.

The step is that of 1812.04948: the discriminator learns on reals and fakes, then the
generator on the score of the same fakes; R1 is computed lazily (1912.04958, appendix B).

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from pokegan import models
from pokegan.config import Config
from pokegan.dataset import PackedDataset
from pokegan.losses import Loss, NonSaturating, Score, Terms
from pokegan.models.layers import fade_reals
from pokegan.models.stylegan import Generator, layers_at
from pokegan.schedule import Stage, build_schedule, ema_weight, rng, stage_at, starts_resolution

ADAM_BETAS = (0.0, 0.99)  # 1710.10196, A.1
ADAM_EPSILON = 1e-8


@dataclass
class Meter:
    """Running means of loss terms, kept on the device until a tick asks for them."""

    sums: dict[str, Tensor] = field(default_factory=dict)

    def add(self, parts: Mapping[str, Tensor]) -> None:
        for name, value in parts.items():
            entry = torch.stack([value.float(), torch.ones_like(value, dtype=torch.float32)])
            self.sums[name] = self.sums[name] + entry if name in self.sums else entry

    def means(self) -> dict[str, float]:
        return {name: (entry[0] / entry[1]).item() for name, entry in sorted(self.sums.items())}


class TrainState:
    """Everything of a run that has memory; what `tensors` lists is all that resume needs."""

    def __init__(self, config: Config, device: torch.device) -> None:
        generator, discriminator = models.build(config.model, config.training.seed)
        self.generator = generator.to(device)
        self.discriminator = discriminator.to(device)
        self.ema = copy.deepcopy(self.generator).eval().requires_grad_(False)
        self.config = config
        self.nimg = 0
        self.meter = Meter()
        self.reset_optimizers()

    def reset_optimizers(self) -> None:
        """Fresh Adam for both networks, as at the start of each resolution (1710.10196, A.1)."""
        self.optimizer_g = adam(self.generator)
        self.optimizer_d = adam(self.discriminator)

    def tensors(self) -> dict[str, Tensor]:
        """All tensors by name."""
        named: dict[str, Tensor] = {}
        for name, network in self._networks().items():
            named.update({f"{name}.{key}": value for key, value in network.state_dict().items()})
        for name, (network, optimizer) in self._optimizers().items():
            for key, parameter in network.named_parameters():
                for part, value in optimizer.state.get(parameter, {}).items():
                    named[f"{name}.{key}.{part}"] = value
        named.update({f"meter.{name}": value for name, value in self.meter.sums.items()})
        return named

    def restore(self, tensors: Mapping[str, Tensor], nimg: int) -> None:
        """Take over what `tensors` listed, and forget everything else."""
        self.reset_optimizers()
        for name, network in self._networks().items():
            network.load_state_dict(_under(name, tensors))
        for name, (network, optimizer) in self._optimizers().items():
            saved = _under(name, tensors)
            for key, parameter in network.named_parameters():
                for part in ("step", "exp_avg", "exp_avg_sq"):
                    if f"{key}.{part}" in saved:
                        optimizer.state[parameter][part] = _restored(
                            saved[f"{key}.{part}"], parameter, optimizer
                        )
        device = next(self.generator.parameters()).device
        self.meter.sums = {k: v.to(device) for k, v in _under("meter", tensors).items()}
        self.nimg = nimg

    def is_finite(self) -> bool:
        """Whether every weight and every optimizer value is a finite number."""
        flags = [torch.isfinite(value).all() for value in self.tensors().values()]
        return bool(torch.stack([flag.cpu() for flag in flags]).all())

    def _networks(self) -> dict[str, nn.Module]:
        return {"generator": self.generator, "discriminator": self.discriminator, "ema": self.ema}

    def _optimizers(self) -> dict[str, tuple[nn.Module, torch.optim.Adam]]:
        return {
            "optimizer_g": (self.generator, self.optimizer_g),
            "optimizer_d": (self.discriminator, self.optimizer_d),
        }


class Trainer:
    """Knows a state, a dataset and a device; `step` shows one batch to both networks."""

    def __init__(self, config: Config, data: PackedDataset, device: torch.device) -> None:
        self.config = config
        self.data = data
        self.device = device
        self.schedule = build_schedule(config.training, config.model.resolution)
        self.state = TrainState(config, device)

    def step(self) -> Stage:
        """Train on the batch at state.nimg and advance by it; returns the stage it was in."""
        state, training = self.state, self.config.training
        stage = stage_at(state.nimg, self.schedule)
        if starts_resolution(state.nimg, self.schedule) and stage.index > 0:
            state.reset_optimizers()
        alpha = torch.tensor(stage.alpha, device=self.device) if stage.fading else None
        real = fade_reals(
            self.data.batch(state.nimg, stage.phase.batch_size, stage.resolution, training.mirror),
            alpha,
        )
        # In a phase shorter than the interval the one penalty stands for its steps only.
        interval = min(training.r1_interval, stage.phase.steps)
        loss = NonSaturating(stage.phase.r1_gamma, interval)

        def score(images: Tensor) -> Tensor:
            return state.discriminator(images, alpha)

        state.optimizer_g.zero_grad(set_to_none=True)
        state.optimizer_d.zero_grad(set_to_none=True)
        with self.autocast():
            fake = self.fakes(stage, alpha)
        penalise = stage.step % training.r1_interval == 0
        self.train_discriminator(loss, score, real, fake.detach(), stage, penalise)
        self.train_generator(loss, score, real, fake, stage)
        average(state.ema, state.generator, ema_weight(state.nimg, len(real), training))
        state.nimg += len(real)
        return stage

    def fakes(self, stage: Stage, alpha: Tensor | None) -> Tensor:
        """The generator's images for this step [N, C, R, R], styles mixed (1812.04948, 3.1)."""
        state, n = self.state, stage.phase.batch_size
        z = torch.randn(2 * n, state.generator.z_dim, generator=self.random("z"))
        w_plus = state.generator.mapping(z.to(self.device))
        state.generator.map.track(w_plus[:, 0])
        mixed = mix_at_random(
            *w_plus.chunk(2),
            layers=layers_at(stage.resolution),
            probability=self.config.training.style_mixing,
            random=self.random("mixing"),
        )
        stream = rng(self.config.training.seed, state.nimg, "noise", self.device)
        noise = [
            torch.randn(n, *shape, generator=stream, device=self.device)
            for shape in state.generator.noise_shapes(stage.resolution)
        ]
        return state.generator.synthesis(mixed, stage.resolution, alpha, noise)

    def train_discriminator(
        self, loss: Loss, score: Score, real: Tensor, fake: Tensor, stage: Stage, penalise: bool
    ) -> None:
        """One descent of the discriminator."""
        with self.autocast():
            terms = loss.discriminator(score, real, fake, penalise=penalise)
        descend(self.state.optimizer_d, terms, stage.phase.lr, self.state.meter)

    def train_generator(
        self, loss: Loss, score: Score, real: Tensor, fake: Tensor, stage: Stage
    ) -> None:
        """One descent of the generator on the same fakes; the discriminator only passes on."""
        self.state.discriminator.requires_grad_(False)
        with self.autocast():
            terms = loss.generator(score, real, fake)
        descend(self.state.optimizer_g, terms, stage.phase.lr, self.state.meter)
        self.state.discriminator.requires_grad_(True)

    def random(self, purpose: str) -> torch.Generator:
        """The random stream of this step for one purpose."""
        return rng(self.config.training.seed, self.state.nimg, purpose)

    def autocast(self) -> AbstractContextManager[Any]:
        """bfloat16 for the convolutions where the run uses it."""
        if self.config.training.precision != "bf16":
            return nullcontext()
        return torch.autocast(self.device.type, dtype=torch.bfloat16)


def adam(network: nn.Module) -> torch.optim.Adam:
    """Adam over a network, in one kernel where there is one."""
    parameters = list(network.parameters())
    fused = parameters[0].device.type in ("cpu", "cuda")
    return torch.optim.Adam(parameters, betas=ADAM_BETAS, eps=ADAM_EPSILON, fused=fused)


def descend(optimizer: torch.optim.Adam, terms: Terms, lr: float, meter: Meter) -> None:
    """Backward, one optimizer step at `lr`, and a note of the terms."""
    terms.total.backward()
    for group in optimizer.param_groups:
        group["lr"] = lr
    optimizer.step()
    meter.add(terms.parts)


@torch.no_grad()
def average(ema: Generator, generator: Generator, weight: float) -> None:
    """Move the averaged generator towards the current one; `weight` of it stays.

    Weights without a gradient took no part in the step and stay as they are.
    """
    pairs = [
        (old, new)
        for old, new in zip(ema.parameters(), generator.parameters(), strict=True)
        if new.grad is not None
    ]
    torch._foreach_lerp_([old for old, _ in pairs], [new for _, new in pairs], 1 - weight)
    ema.map.w_avg.copy_(generator.map.w_avg)


def mix_at_random(
    w_a: Tensor, w_b: Tensor, *, layers: int, probability: float, random: torch.Generator
) -> Tensor:
    """Mixing regularisation (1812.04948, section 3.1) on styles [N, L, D].

    With `probability`, a sample takes its styles from w_b from a random layer onward,
    1 to `layers` - 1.
    """
    n = len(w_a)
    start = torch.randint(1, layers, (n, 1), generator=random)
    start[torch.rand(n, 1, generator=random) >= probability] = layers
    from_b = torch.arange(w_a.shape[1]) >= start  # [N, L]
    return torch.where(from_b.unsqueeze(2).to(w_a.device), w_b, w_a)


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    start = prefix + "."
    return {key[len(start) :]: value for key, value in tensors.items() if key.startswith(start)}


def _restored(saved: Tensor, parameter: Tensor, optimizer: torch.optim.Adam) -> Tensor:
    """A copy as the optimizer would have made it itself.

    Values have the parameter's memory layout, which the fused kernel relies on; the step
    count is on the CPU unless the kernel reads it, so that nothing waits for it.
    """
    if saved.dim() == 0:
        device = parameter.device if optimizer.defaults["fused"] else torch.device("cpu")
        return saved.to(device, copy=True)  # Adam counts steps in place
    return torch.empty_like(parameter, memory_format=torch.preserve_format).copy_(saved)
