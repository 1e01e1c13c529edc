"""The levers of training speed, and the variants of a run that show what each is worth.

A lever is left out by putting plain code in place of fast code, or other settings in place of
the run's, while a Trainer is made and while it steps.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
import torch.nn.functional as F

from pokegan.bench import plain
from pokegan.config import NORMALISATIONS, Config, override
from pokegan.config.schedule import Phase
from pokegan.data import dataset
from pokegan.errors import UsageError, meant
from pokegan.models.layers import AdaIN, DownConv, Noise, UpConv
from pokegan.models.stylegan import Generator
from pokegan.training import step
from pokegan.training.inputs import Feed
from pokegan.training.step import Trainer

Replacement = tuple[object, str, object]  # owner, attribute, what to put there
LEARN = Trainer.learn
BACKEND = "inductor"
MOST_COMPILED = 64
ALL = "all"


@dataclass(frozen=True)
class Lever:
    """One reason why training is fast: what it does, and what stands in for it without it.

    It exists on `devices` and for `normalisations` of synthesis. One that is `added` is not in use
    until asked for; then `replacements` put it in. All but bf16 and lazy-r1 keep the mathematics.
    """

    name: str
    about: str
    replacements: Sequence[Replacement] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    devices: tuple[str, ...] = ("cpu", "cuda", "mps")
    normalisations: tuple[str, ...] = NORMALISATIONS
    added: bool = False

    def refusal(self, config: Config, device: torch.device) -> str | None:
        """Why it makes no difference to such a run; None when it does."""
        if device.type not in self.devices:
            known = " and ".join(self.devices)
            return f"it is for {known}, and this is {device.type}"
        if config.model.normalisation not in self.normalisations:
            return f"normalisation is {config.model.normalisation}"
        if self.settings and override(config, self.settings) == config:
            values = ", ".join(f"{key} is {value}" for key, value in self.settings.items())
            return f"{values} already"
        return None


def learn_compiled(self: Trainer, feed: Feed, phase: Phase, penalised: Sequence[str]) -> None:
    """A step whose networks are compiled; a penalised one is not.

    torch.compile cannot differentiate twice, which the penalty asks for.
    """
    if penalised:
        LEARN(self, feed, phase, penalised)
        return
    with replaced(compiled(self)):
        LEARN(self, feed, phase, penalised)


_COMPILED: weakref.WeakKeyDictionary[Trainer, list[Replacement]] = weakref.WeakKeyDictionary()


def compiled(trainer: Trainer) -> list[Replacement]:
    """The trainer's synthesis and judges, compiled at their first call."""
    if trainer not in _COMPILED:
        # Each resolution is compiled for itself, twice where weights are frozen for a while.
        torch._dynamo.config.cache_size_limit = MOST_COMPILED
        judges = trainer.state.networks_of_judges().values()
        methods = [(trainer.state.generator, "synthesis"), *((judge, "judge") for judge in judges)]
        _COMPILED[trainer] = [
            (owner, name, torch.compile(getattr(owner, name), dynamic=False, backend=BACKEND))
            for owner, name in methods
        ]
    return _COMPILED[trainer]


GPU = ("cuda",)
LEVERS = {
    lever.name: lever
    for lever in (
        Lever("bf16", "convolutions in 16 bits", settings={"precision": "fp32"}),
        Lever(
            "channels-last",
            "weights and features with their channels side by side in memory",
            # Everything that asks for this layout by its name then gets the usual one.
            [(torch, "channels_last", torch.contiguous_format)],
        ),
        Lever(
            "fused-resampling",
            "up- and down-sampling as part of the convolution beside them",
            [(UpConv, "forward", plain.up_conv), (DownConv, "forward", plain.down_conv)],
        ),
        Lever(
            "folded-adain",
            "AdaIN's normalisation and modulation as one batch normalisation",
            [(AdaIN, "forward", plain.adain)],
            normalisations=("adain",),
        ),
        Lever(
            "in-place",
            "leaky ReLU in place, noise in one operation",
            [(F, "leaky_relu", plain.leaky_relu), (Noise, "forward", plain.noise)],
        ),
        Lever("lazy-r1", "a penalty in one step of many", settings={"r1_interval": 1}),
        Lever(
            "fused-adam",
            "Adam as one operation over all weights",
            [(step, "adam", plain.adam)],
            devices=("cpu", "cuda"),
        ),
        Lever(
            "foreach-ema",
            "the average of the weights as one operation",
            [(step, "average", plain.average)],
        ),
        Lever(
            "shared-fakes",
            "the generator learns from the fakes that the discriminator has seen",
            [(Generator, "synthesis", plain.synthesis_twice)],
        ),
        Lever(
            "graph",
            "a whole step as one CUDA graph",
            [(step, "best_engine", plain.no_graphs)],
            devices=GPU,
        ),
        Lever(
            "resident",
            "the pictures on the GPU",
            [(dataset, "GPU_SHARE", 0.0)],
            devices=GPU,
        ),
        Lever(
            "tf32",
            "float32 convolutions on the matrix units, with 10 bits of mantissa",
            [
                (torch.backends.cudnn, "allow_tf32", False),
                (torch.backends.cuda.matmul, "allow_tf32", False),
            ],
            devices=GPU,
        ),
        Lever(
            "compile",
            "networks compiled for the steps without a penalty",
            [(Trainer, "learn", learn_compiled)],
            devices=("cpu", "cuda"),
            added=True,
        ),
    )
}


@dataclass(frozen=True)
class Variant:
    """A run as it is, or with some levers left out or one more put in."""

    name: str
    levers: tuple[Lever, ...] = ()

    @property
    def is_compiled(self) -> bool:
        return any(lever.name == "compile" for lever in self.levers)

    def configure(self, config: Config) -> Config:
        """The run's settings in this variant."""
        for lever in self.levers:
            config = override(config, lever.settings)
        return config

    @contextmanager
    def applied(self, *, counting: bool = False) -> Iterator[None]:
        """Within it a Trainer is made and steps as in this variant.

        When its arithmetic is counted nothing is put in: what is compiled cannot be counted.
        """
        with ExitStack() as stack:
            for lever in self.levers:
                if not (counting and lever.added):
                    stack.enter_context(replaced(lever.replacements))
            yield


BASE = Variant("base")


@contextmanager
def replaced(replacements: Sequence[Replacement]) -> Iterator[None]:
    """Within it each named attribute is another."""
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in replacements]
    for owner, name, instead in replacements:
        setattr(owner, name, instead)
    try:
        yield
    finally:
        for owner, name, old in before:
            setattr(owner, name, old)


def variants(
    config: Config, device: torch.device, without: Sequence[str], added: Sequence[str]
) -> list[Variant]:
    """The run as it is, then one variant for each lever named; `without` may name "all" of them.

    UsageError for a name that no lever has, or a lever that would change nothing here.
    """
    chosen = [BASE]
    for name in dict.fromkeys(without):
        if name == ALL:
            used = [lever for lever in LEVERS.values() if not lever.added]
            levers = tuple(lever for lever in used if not lever.refusal(config, device))
        else:
            levers = (_find(name, config, device, added=False),)
        chosen.append(Variant(f"without {name}", levers))
    for name in dict.fromkeys(added):
        chosen.append(Variant(f"with {name}", (_find(name, config, device, added=True),)))
    return chosen


def _find(name: str, config: Config, device: torch.device, *, added: bool) -> Lever:
    """The lever of a name; UsageError when there is none or it has no effect."""
    option = "--with" if added else "--without"
    known = [lever.name for lever in LEVERS.values() if lever.added == added]
    if name not in known:
        choices = known if added else [*known, ALL]
        hint = f"{meant(name, choices)}Known: {', '.join(choices)}."
        raise UsageError(f"{option} knows no lever '{name}'.", hint)
    reason = LEVERS[name].refusal(config, device)
    if reason:
        raise UsageError(f"{option} {name} would change nothing: {reason}.")
    return LEVERS[name]
