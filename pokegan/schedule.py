"""Time in a run: which stage it is in, and every random draw, as pure functions of nimg.

nimg counts real images shown. Progressive growing follows 1710.10196: at each resolution
the new layers fade in, then train at full strength. Nothing here has memory, which is what
makes a resumed run equal to one that was never stopped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from pokegan.config import TrainingConfig, at_resolution
from pokegan.errors import UsageError


@dataclass(frozen=True)
class Phase:
    """A stretch of training at one resolution, from `start_nimg` up to `end_nimg`."""

    resolution: int
    fading: bool
    start_nimg: int
    end_nimg: int
    batch_size: int
    lr: float
    r1_gamma: float

    @property
    def steps(self) -> int:
        """How many training steps the phase has; batches fill it exactly."""
        return (self.end_nimg - self.start_nimg) // self.batch_size


@dataclass(frozen=True)
class Stage:
    """Where a run stands at one nimg: the phase, alpha (1 once faded in) and step within it."""

    phase: Phase
    index: int
    alpha: float
    step: int

    @property
    def resolution(self) -> int:
        return self.phase.resolution

    @property
    def fading(self) -> bool:
        return self.phase.fading


def build_schedule(training: TrainingConfig, resolution: int) -> list[Phase]:
    """The phases up to `resolution`: shares of the preset scaled so that they fill kimg.

    Each phase has at least one step and a whole number of them; the last one is longer by
    extra_kimg. Raises UsageError when there is no last one to end in.
    """
    sizes = doublings(training.start_resolution, resolution)
    wanted = []
    for r in sizes:
        if r > training.start_resolution:
            wanted.append((r, True, at_resolution(training.fade_share, r)))
        wanted.append((r, False, at_resolution(training.stable_share, r)))
    wanted = [row for row in wanted if row[2] > 0] or [(resolution, False, 1.0)]
    if wanted[-1][:2] != (resolution, False):
        raise UsageError(
            f"stable_share is 0 at {resolution} px, so the run would end in the middle of a fade.",
            f"Give it some: --set stable_share.{resolution}=1",
        )
    total = sum(share for _, _, share in wanted)
    phases: list[Phase] = []
    nimg = 0
    for r, fading, share in wanted:
        batch_size = int(at_resolution(training.batch_size, r))
        planned_nimg = training.kimg * 1000 * share / total
        if (r, fading) == (resolution, False):
            planned_nimg += training.extra_kimg * 1000
        steps = max(1, round(planned_nimg / batch_size))
        phases.append(
            Phase(
                resolution=r,
                fading=fading,
                start_nimg=nimg,
                end_nimg=nimg + steps * batch_size,
                batch_size=batch_size,
                lr=at_resolution(training.lr, r),
                r1_gamma=at_resolution(training.r1_gamma, r),
            )
        )
        nimg = phases[-1].end_nimg
    return phases


def doublings(start: int, stop: int) -> list[int]:
    """The resolutions a run passes: `start`, twice as many pixels, ... up to `stop`."""
    sizes = [start]
    while sizes[-1] < stop:
        sizes.append(2 * sizes[-1])
    return sizes


def stage_at(nimg: int, schedule: Sequence[Phase]) -> Stage:
    """The stage of the step that begins at `nimg`; past the end, the last step's stage."""
    index = next((i for i, phase in enumerate(schedule) if nimg < phase.end_nimg), None)
    if index is None:
        index, nimg = len(schedule) - 1, schedule[-1].end_nimg - schedule[-1].batch_size
    phase = schedule[index]
    step = (nimg - phase.start_nimg) // phase.batch_size
    alpha = (step + 1) / (phase.steps + 1) if phase.fading else 1.0
    return Stage(phase=phase, index=index, alpha=alpha, step=step)


def starts_resolution(nimg: int, schedule: Sequence[Phase]) -> bool:
    """Whether the step at `nimg` is the first at its resolution, where Adam starts afresh."""
    stage = stage_at(nimg, schedule)
    if stage.step > 0:
        return False
    return stage.index == 0 or schedule[stage.index - 1].resolution != stage.resolution


def ema_weight(nimg: int, batch_size: int, training: TrainingConfig) -> float:
    """How much of the averaged generator stays at a step: 0.5 ** (batch / half-life).

    Early on the half-life is a share of the images shown (warm-up), so that the average is
    never older than the run.
    """
    halflife_nimg = training.ema_halflife_kimg * 1000
    halflife_nimg = min(halflife_nimg, (nimg + batch_size) * training.ema_warmup)
    return 0.5 ** (batch_size / max(halflife_nimg, 1e-8))


def tick_nimg(training: TrainingConfig) -> int:
    """Images between two reports: as set, or a hundredth of the run, at most 20 kimg."""
    kimg = training.tick_kimg or min(training.kimg / 100, 20.0)
    return max(1, round(kimg * 1000))


def rng(seed: int, nimg: int, purpose: str, device: torch.device | str = "cpu") -> torch.Generator:
    """A random stream that depends on (seed, nimg, purpose) alone."""
    digest = hashlib.blake2b(f"{seed}/{nimg}/{purpose}".encode(), digest_size=8).digest()
    generator = torch.Generator(device=device)
    return generator.manual_seed(int.from_bytes(digest, "little") & (2**63 - 1))
