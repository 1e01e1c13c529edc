"""Is a run well? The numbers of its reports, and the rules that make one word of them.

Pure: `Signs` are the numbers of one tick, `diagnose` reads the history of them. The rules look
at scores and pictures, not at losses, whose values mean another thing with every loss: shares
and ratios that stay the same when all scores are shifted or scaled.

Memorising is judged as in "Training Generative Adversarial Networks with Limited Data" (Karras
et al. 2020, arXiv 2006.06676, section 3, equation 1), which names

    r_v = (E[D(train)] - E[D(held out)]) / (E[D(train)] - E[D(fake)])    0: not at all, 1: wholly
    r_t = E[sign D(train)]

Changed on purpose: of r_v the standard error is known too, because a held-out share of a
thousand pictures is some dozens; r_t, which needs scores around zero, is told but not judged,
and the share of (real, fake) pairs in their right order stands in for it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What statistics of version 0.1 call signs that have another name now.
FORMER = {"d_auc": "told_apart", "d_auc_held_out": "held_apart"}


@dataclass(frozen=True)
class Signs:
    """What was measured at one tick; None is what could not be.

    `progress` is the share of the phase that is over, `final` says that no phase comes after.
    Signs are means of the sign of D's score (r_t for training pictures), `d_auc` is the
    share of pairs of a training picture and a fake of which D scores the real one higher,
    `d_auc_held_out` that for held-out pictures. `overfitting` is r_v. A variety is the mean
    distance of two pictures over that of two real ones: of the preview, and of the generator's own.
    Gradient norms are root mean squares over the last steps.
    """

    nimg: int
    resolution: int
    fading: bool
    progress: float
    final: bool
    sign_real: float
    sign_fake: float
    sign_held: float | None
    d_auc: float
    d_auc_held_out: float | None
    overfitting: float | None
    overfitting_error: float | None
    variety_preview: float | None
    variety_fake: float | None
    grad_norm_g: float
    grad_norm_d: float
    weight_norm_g: float
    weight_norm_d: float
    augment_p: float | None = None
    swd: float | None = None

    @property
    def variety(self) -> float:
        """The lesser of both varieties, 1 where neither could be measured."""
        known = [self.variety_preview, self.variety_fake]
        return min((value for value in known if value is not None), default=1.0)

    @property
    def settled(self) -> bool:
        """Whether the resolution has been there long enough to be judged."""
        return not self.fading and self.progress >= SETTLING

    def row(self) -> dict[str, Any]:
        """What is known, by name; the inverse of `recall`."""
        return {k: v for k, v in dataclasses.asdict(self).items() if v is not None}


def recall(row: Mapping[str, Any]) -> Signs | None:
    """The signs that a row of statistics holds, None where it does not hold them all."""
    names = {field.name: field for field in dataclasses.fields(Signs)}
    known: dict[str, Any] = {n: row.get(n, row.get(FORMER.get(n, ""))) for n in names}
    wanted = [name for name, field in names.items() if "None" not in str(field.type)]
    return None if any(known[name] is None for name in wanted) else Signs(**known)


@dataclass(frozen=True)
class Diagnosis:
    """One word for how a run is, and what to do."""

    word: str
    advice: str

    @property
    def well(self) -> bool:
        """Whether there is nothing to be done about it."""
        return self.word in (HEALTHY, LEARNING, DONE)


History = Sequence[Signs]

HEALTHY, LEARNING, DONE = "healthy", "still learning", "done"
COLLAPSING, MEMORISING, STRONG = "collapsing", "memorising", "discriminator too strong"
STALLED = "stalled"

# The thresholds, each with its reason. SETTLING: fades and what follows them look like
# ailments and are none. WINDOW: one tick of 64 pictures is chance, three of them seldom are.
SETTLING = 0.25  # of a stable phase, before it is judged
WINDOW = 3  # ticks in a row, of the same phase
CONSTANT = 0.1  # variety below which the pictures are one picture, judged at once
NARROW = 0.4  # variety below which a settled generator draws few things
BY_HEART = 0.5  # r_v from which held-out pictures look more like fakes than like training ones
CERTAIN = 3.0  # standard errors that r_v must differ from 0
STRONG_APART = 0.995  # of the pairs in their right order; early on a healthy run has 1.000 too
IMPROVED = 0.01  # of the measure, at least, so that chance does not count as progress
PATIENCE = 10  # measurements without improvement: a fifth of a run of 100 ticks
IMPATIENCE = 5  # such measurements that make a discriminator too strong that is never wrong


def diagnose(history: History) -> Diagnosis:
    """The first rule that holds for a run's ticks, oldest first; the last of them is judged."""
    now = history[-1]
    rule = next(rule for rule in RULES if rule.holds(history))
    told = {name: value for name, value in now.row().items()} | {"variety": now.variety}
    return Diagnosis(rule.word, rule.advice.format_map(told))


def is_constant(history: History) -> bool:
    """One picture, whatever the latent, by a single tick: where there were more, or should be.

    Networks that begin with one grey picture are given time.
    """
    *before, now = history
    varied = any(signs.variety >= CONSTANT for signs in before)
    return now.variety < CONSTANT and (varied or now.settled)


def is_narrow(history: History) -> bool:
    """Few different pictures, when there has been time for more."""
    return _lasting(history, lambda signs: signs.variety < NARROW)


def is_memorising(history: History) -> bool:
    """Held-out pictures score like fakes, by more than chance."""
    return _lasting(
        history,
        lambda signs: (
            signs.overfitting is not None
            and signs.overfitting_error is not None
            and signs.overfitting >= BY_HEART
            and signs.overfitting >= CERTAIN * signs.overfitting_error
        ),
    )


def is_strong(history: History) -> bool:
    """Every fake is told from every real, held-out ones too, and the fakes get no better.

    Only then: as long as fakes are far from real pictures, the best of discriminators is right.
    """
    return measures_without_gain(history) >= IMPATIENCE and _lasting(
        history,
        lambda signs: (
            signs.d_auc >= STRONG_APART
            and (signs.d_auc_held_out is None or signs.d_auc_held_out >= STRONG_APART)
        ),
    )


def is_stalled(history: History) -> bool:
    """The measure has not improved for long, in a phase that has had its time."""
    return history[-1].settled and measures_without_gain(history) >= PATIENCE


def measures_without_gain(history: History) -> int:
    """How many distances were measured since one was the least by more than chance."""
    measures = [signs.swd for signs in history if signs.swd is not None]
    best, since = float("inf"), 0
    for measure in measures:
        since += 1
        if measure < best * (1 - IMPROVED):
            best, since = measure, 0
    return since


def has_ended(history: History) -> bool:
    """All images of the schedule were shown."""
    return history[-1].final and history[-1].progress >= 1


def is_growing(history: History) -> bool:
    """Its last resolution is not reached, or new."""
    return not (history[-1].final and history[-1].settled)


@dataclass(frozen=True)
class Rule:
    """A word, when it is the right one, and what to do; numbers of the tick fill its braces."""

    word: str
    holds: Callable[[History], bool]
    advice: str


# The first that holds is told, so the worst come first.
RULES = (
    Rule(
        COLLAPSING,
        is_constant,
        "All pictures are nearly the same (variety {variety:.2f} of the real ones'). Stop, and "
        "begin a new run with twice the penalty (projected_gamma by features; r1_gamma by "
        "pixels, or 1 where it is 0; gp_lambda of wgan-gp; began_gamma of began) or half the lr.",
    ),
    Rule(
        COLLAPSING,
        is_narrow,
        "Few different pictures come (variety {variety:.2f} of the real ones'). If it stays so, "
        "begin a new run with twice the penalty (projected_gamma by features; r1_gamma by pixels, "
        "or 1 where it is 0; gp_lambda of wgan-gp; began_gamma of began).",
    ),
    Rule(
        MEMORISING,
        is_memorising,
        "The discriminator knows its pictures by heart: new ones score {overfitting:.0%} of the "
        "way down to fakes. Stop and keep the best model, or begin a new run with more pictures, "
        "more augmentation or a larger penalty.",
    ),
    Rule(
        STRONG,
        is_strong,
        "It tells {d_auc:.1%} of the fakes from real pictures, and they get no nearer. "
        "Begin a new run with twice the penalty (projected_gamma by features; r1_gamma by pixels, "
        "or 1 where it is 0; gp_lambda of wgan-gp).",
    ),
    Rule(
        DONE,
        lambda history: has_ended(history) and not is_stalled(history),
        "Every planned image was shown. If the previews were still getting better, make "
        "the run longer (the setting extra_kimg).",
    ),
    Rule(
        DONE,
        has_ended,
        "Every planned image was shown, and the distance to the real pictures fell no further.",
    ),
    Rule(
        STALLED,
        is_stalled,
        f"The distance to the real pictures has not fallen for {PATIENCE} measurements. Stop and "
        "keep the best model.",
    ),
    Rule(LEARNING, is_growing, "Too early to judge; nothing to do yet."),
    Rule(HEALTHY, lambda history: True, "Nothing to do."),
)


def _lasting(history: History, holds: Callable[[Signs], bool]) -> bool:
    """Whether something holds at the last ticks, all of them settled in one phase."""
    last = history[-WINDOW:]
    phases = {(signs.resolution, signs.fading) for signs in last}
    same = len(last) == WINDOW and len(phases) == 1
    return same and all(signs.settled and holds(signs) for signs in last)
