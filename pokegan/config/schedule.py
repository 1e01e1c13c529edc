"""Time in a run: which stage it is in, as pure functions of settings and nimg.

nimg counts real images shown. Progressive growing follows 1710.10196: at each resolution
the new layers fade in, then train at full strength. Nothing here has memory, which is what
makes a resumed run equal to one that was never stopped. It needs no torch: what reads a run
folder (its report, its time-lapse) asks it too, not only training.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pokegan.config import Config, TrainingConfig, at_resolution
from pokegan.errors import UsageError


@dataclass(frozen=True)
class Phase:
    """A stretch of training at one resolution, from `start_nimg` up to `end_nimg`.

    `judges` are those of config.JUDGES that take part in it.
    """

    resolution: int
    fading: bool
    start_nimg: int
    end_nimg: int
    batch_size: int
    lr: float
    r1_gamma: float
    judges: tuple[str, ...] = ("pixels",)

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
    def nimg(self) -> int:
        """Images shown before the step."""
        return self.phase.start_nimg + self.step * self.phase.batch_size

    @property
    def resolution(self) -> int:
        return self.phase.resolution

    @property
    def fading(self) -> bool:
        return self.phase.fading


def build_schedule(config: Config) -> list[Phase]:
    """The phases of a run: shares of the preset scaled so that they fill kimg.

    Each phase has at least one step and a whole number of them; the last one is longer by
    extra_kimg. Where a judge joins within a stable phase, that is two; one that would join while a
    resolution fades in waits for its end. Raises UsageError when there is no last one to end in.
    """
    training, resolution = config.training, config.model.resolution
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
            "Give it some.",
            [f"stable_share.{resolution}=1"],
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
        whole = Phase(
            resolution=r,
            fading=fading,
            start_nimg=nimg,
            end_nimg=nimg + steps * batch_size,
            batch_size=batch_size,
            lr=at_resolution(training.lr, r),
            r1_gamma=at_resolution(training.r1_gamma, r),
            judges=config.model.judges,
        )
        phases += _joined(whole, training)
        nimg = whole.end_nimg
    return phases


def _joined(phase: Phase, training: TrainingConfig) -> list[Phase]:
    """A phase with its judges, or its parts before and after pixels join another judge."""
    joins_nimg = 1000 * training.pixels_from_kimg
    if len(phase.judges) < 2 or joins_nimg <= phase.start_nimg:
        return [phase]
    before = tuple(judge for judge in phase.judges if judge != "pixels")
    steps = math.ceil((joins_nimg - phase.start_nimg) / phase.batch_size)
    if phase.fading or steps >= phase.steps:
        return [replace(phase, judges=before)]
    middle_nimg = phase.start_nimg + steps * phase.batch_size
    first = replace(phase, end_nimg=middle_nimg, judges=before)
    return [first, replace(phase, start_nimg=middle_nimg)]


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


@dataclass(frozen=True)
class Part:
    """What one judge of pictures has at a step.

    That is its learning rate, weight of its penalty, and weight in the generator's loss.
    """

    lr: float
    gamma: float
    weight: float


def part_at(judge: str, nimg: int, phase: Phase, config: Config) -> Part:
    """The part of a judge, of config.JUDGES, in the step at `nimg`."""
    return {"projected": _projected_at, "pixels": _pixels_at}[judge](nimg, phase, config)


def _projected_at(nimg: int, phase: Phase, config: Config) -> Part:
    """The projected judge: there from the start, its gamma held, then falling to a least one."""
    training = config.training
    gamma, halving_kimg = training.projected_gamma, training.projected_gamma_halving_kimg
    if halving_kimg:
        falling_kimg = max(0.0, nimg / 1000 - training.projected_gamma_hold_kimg)
        least = min(gamma, training.projected_gamma_least)
        gamma = max(least, gamma * 0.5 ** (falling_kimg / halving_kimg))
    return Part(phase.lr * training.projected_lr, gamma, training.projected_weight)


def _pixels_at(nimg: int, phase: Phase, config: Config) -> Part:
    """The judge of pixels: alone from the start, or joining another, at first without weight."""
    training = config.training
    share = 1.0
    if len(config.model.judges) > 1:
        learns_kimg = training.pixels_from_kimg + training.pixels_warm_kimg
        risen_kimg, rise_kimg = nimg / 1000 - learns_kimg, training.pixels_rise_kimg
        share = 0.0 if risen_kimg < 0 else min(1.0, risen_kimg / rise_kimg) if rise_kimg else 1.0
    return Part(phase.lr * training.pixels_lr, phase.r1_gamma, training.pixels_weight * share)


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


def passes(every: int, nimg: int, batch_size: int) -> bool:
    """Whether the step that ended at `nimg` has reached or passed a multiple of `every` images."""
    return nimg // every > (nimg - batch_size) // every
