"""What the numbers of a run's reports mean, in one word, and what to do about it.

Pure: `Signs` are the numbers of one tick, `diagnose` reads the history of them. The rules look
at scores and pictures, not at losses, whose values mean another thing with every loss: shares
and ratios that stay the same when all scores are shifted or scaled, and the distance of pictures.

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

    `progress` is the share of the phase that is over, `plan` that of the whole run, `final` says
    that no phase comes after.
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
    plan: float | None = None

    @property
    def variety(self) -> float:
        """The lesser of both varieties, 1 where neither could be measured."""
        known = [self.variety_preview, self.variety_fake]
        return min((value for value in known if value is not None), default=1.0)

    @property
    def share(self) -> float:
        """Of the run's images, how many were shown; statistics of version 0.1 do not hold it."""
        return self.plan if self.plan is not None else self.progress * self.final

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
    """One word for how a run is, what to do, and whether nothing needs to be done about it."""

    word: str
    advice: str
    well: bool


History = Sequence[Signs]

EARLY, NOISE, SHAPES, IMPROVING = "too early to tell", "noise", "shapes", "improving"
STALLED, DONE = "stalled", "done"
COLLAPSING, MEMORISING, STRONG = "collapsing", "memorising", "discriminator too strong"
DIVERGING = "diverging"

# The thresholds, each with its reason; those of distance and variety are from the recorded runs
# of tests/fixtures/health, whose previews were looked at.
SETTLING = 0.25  # of a stable phase, before it is judged: fades look like faults and are none
WINDOW = 3  # ticks in a row, of the same phase: one tick of 64 pictures is chance
CONSTANT = 0.1  # variety below which the pictures are one picture, judged at once
NARROW = 0.5  # variety below which a settled generator draws few things
BY_HEART = 0.5  # r_v from which held-out pictures look more like fakes than like training ones
CERTAIN = 3.0  # standard errors that r_v must differ from 0
STRONG_APART = 0.995  # of the pairs in their right order; early on every run has 1.000
NOISY = 1.5  # variety from which pictures are noise: creatures differ no more than real ones do
FAR = 190.0  # SWD from which pictures are noise; the least that a run can reach is 10 to 17
COARSE = 40.0  # SWD down to which they are shapes without a body
WORSE = 2.0  # times the least SWD so far, twice in a row: what was learned is being lost
HALF = 0.5  # of the plan, from which noise is no longer the beginning
IMPROVED = 0.03  # of the measure, at least: two draws of one model differ by as much
PATIENCE = 10  # measurements without improvement
FAIR_SHARE = 0.2  # of the plan, that must have passed without improvement too; HALF of it while
# pictures are shapes, as recorded runs stood still for 0.45 of a short plan before bodies came


def diagnose(history: History) -> Diagnosis:
    """The first rule that holds for a run's ticks, oldest first; the last of them is judged."""
    now = history[-1]
    rule = next(rule for rule in RULES if rule.holds(history))
    distances = measured(history)
    told = now.row() | {
        "variety": now.variety,
        "distance": f"{distances[-1]:.0f}" if distances else "not measured yet",
        "best": f"{min(distances):.0f}" if distances else "",
    }
    return Diagnosis(rule.word, rule.advice.format_map(told), rule.well)


def measured(history: History) -> list[float]:
    """All distances so far, oldest first."""
    return [signs.swd for signs in history if signs.swd is not None]


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
    return is_without_gain(history) and _lasting(
        history,
        lambda signs: (
            signs.d_auc >= STRONG_APART
            and (signs.d_auc_held_out is None or signs.d_auc_held_out >= STRONG_APART)
        ),
    )


def is_noise(history: History) -> bool:
    """Pictures that differ more than real ones do, or are farther from them than any shape is."""
    distances = measured(history)
    return history[-1].variety >= NOISY or (bool(distances) and distances[-1] >= FAR)


def is_diverging(history: History) -> bool:
    """Pictures were much nearer to the real ones before."""
    distances = measured(history)
    before, lately = distances[:-2], distances[-2:]
    return bool(before) and min(lately) >= WORSE * min(before)


def is_stalled(history: History) -> bool:
    """The measure has not improved for long, in a phase that has had its time."""
    return history[-1].settled and is_without_gain(history)


def is_without_gain(history: History) -> bool:
    """Whether many distances, over a fair share of the plan, brought no real improvement."""
    now, best, since, best_nimg = history[-1], float("inf"), 0, 0
    for signs in history:
        if signs.swd is None:
            continue
        since += 1
        if signs.swd < best * (1 - IMPROVED):
            best, since, best_nimg = signs.swd, 0, signs.nimg
    if since < PATIENCE:
        return False
    # By images, as the shares of earlier rows are of an earlier plan where a run was made longer.
    passed = now.share * (now.nimg - best_nimg) / now.nimg
    return passed >= (HALF if is_coarse(history) else FAIR_SHARE)


def has_ended(history: History) -> bool:
    """All images of the schedule were shown."""
    return history[-1].final and history[-1].progress >= 1


def is_early(history: History) -> bool:
    """Nothing was measured yet at the last resolution, or too little to see a course."""
    return not measured(history) or len(history) < WINDOW


def is_coarse(history: History) -> bool:
    """Pictures have parts, but no bodies yet."""
    return measured(history)[-1] >= COARSE


@dataclass(frozen=True)
class Rule:
    """A word, when it is the right one, and what to do; numbers of the tick fill its braces."""

    word: str
    holds: Callable[[History], bool]
    advice: str
    well: bool = False


PENALTY = (
    "begin a new run with twice the penalty (projected_gamma by features; r1_gamma by pixels, "
    "or 1 where it is 0; gp_lambda of wgan-gp; began_gamma of began)"
)
# The first that holds is told, so the worst come first.
RULES = (
    Rule(
        COLLAPSING,
        is_constant,
        "All pictures are nearly the same (variety {variety:.2f} of the real ones'). Stop, and "
        f"{PENALTY} or half the lr.",
    ),
    Rule(
        COLLAPSING,
        is_narrow,
        "Few different pictures come (variety {variety:.2f} of the real ones'). If it stays so, "
        f"{PENALTY}.",
    ),
    Rule(
        MEMORISING,
        is_memorising,
        "The discriminator knows its pictures by heart: new ones score {overfitting:.0%} of the "
        "way down to fakes. Stop and keep the best model, or begin a new run with more pictures, "
        "more augmentation or a larger penalty.",
    ),
    Rule(
        DIVERGING,
        is_diverging,
        "The distance to the real pictures is {distance} and was {best}. Stop and keep the best "
        "model, or begin a new run with half the lr.",
    ),
    Rule(
        NOISE,
        lambda history: is_noise(history) and has_ended(history),
        "Every planned image was shown, and the pictures are noise (distance {distance}, variety "
        "{variety:.1f} times the real ones'). Make the run longer (the setting extra_kimg).",
    ),
    Rule(
        NOISE,
        lambda history: is_noise(history) and history[-1].share >= HALF,
        "The pictures are still noise (distance {distance}, variety {variety:.1f} times the real "
        f"ones'). If they stay so, make the run longer (extra_kimg), or {PENALTY}.",
    ),
    Rule(
        NOISE,
        is_noise,
        "As every run at first (distance {distance}, variety {variety:.1f} times the real ones').",
        well=True,
    ),
    Rule(
        STRONG,
        is_strong,
        "It tells {d_auc:.1%} of the fakes from real pictures, and they get no nearer: "
        f"{PENALTY}.",
    ),
    Rule(
        DONE,
        lambda history: has_ended(history) and bool(measured(history)) and is_coarse(history),
        "Every planned image was shown; the pictures are shapes (distance {distance}). Make the "
        "run longer for bodies (the setting extra_kimg).",
        well=True,
    ),
    Rule(
        DONE,
        lambda history: has_ended(history) and is_stalled(history),
        "Every planned image was shown, and the distance to the real pictures fell no further.",
        well=True,
    ),
    Rule(
        DONE,
        has_ended,
        "Every planned image was shown. If the previews were still getting better, make "
        "the run longer (the setting extra_kimg).",
        well=True,
    ),
    Rule(
        STALLED,
        is_stalled,
        "The distance to the real pictures is {distance}, has been {best}, and has not fallen for "
        f"{FAIR_SHARE:.0%} of the run. Stop and keep the best model.",
    ),
    Rule(EARLY, is_early, "Nothing to do yet.", well=True),
    Rule(
        SHAPES,
        is_coarse,
        "Parts and colours, no bodies yet (distance {distance}). Nothing to do.",
        well=True,
    ),
    Rule(
        IMPROVING,
        lambda history: True,
        "The distance to the real pictures is {distance}, at best {best}. Nothing to do.",
        well=True,
    ),
)


def _lasting(history: History, holds: Callable[[Signs], bool]) -> bool:
    """Whether something holds at the last ticks, all of them settled in one phase."""
    last = history[-WINDOW:]
    phases = {(signs.resolution, signs.fading) for signs in last}
    same = len(last) == WINDOW and len(phases) == 1
    return same and all(signs.settled and holds(signs) for signs in last)
