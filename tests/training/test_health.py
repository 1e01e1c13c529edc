"""One word for a run: each rule on both sides of its threshold, and which rule is heard."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pokegan.training.health import (
    PATIENCE,
    RULES,
    Signs,
    diagnose,
    recall,
)

WELL = Signs(
    nimg=9000,
    resolution=32,
    fading=False,
    progress=0.5,
    final=True,
    sign_real=0.6,
    sign_fake=-0.6,
    sign_held=0.5,
    d_auc=0.9,
    d_auc_held_out=0.85,
    overfitting=0.1,
    overfitting_error=0.1,
    variety_preview=0.7,
    variety_fake=0.9,
    grad_norm_g=1.0,
    grad_norm_d=1.0,
    weight_norm_g=30.0,
    weight_norm_d=30.0,
    swd=20.0,
    plan=0.6,
)


def word(*history: Signs) -> str:
    return diagnose(history).word


def lasting(**changed: Any) -> str:
    """The word after three ticks of the same."""
    return word(*[replace(WELL, **changed)] * 3)


def course(*values: float | None, share: float = 0.3, **changed: Any) -> str:
    """The word after ticks with these distances, the last of them that share of the plan later."""
    *before, last = [
        replace(WELL, swd=value, plan=1 - share, nimg=round(10_000 * (1 - share)), **changed)
        for value in values
    ]
    return word(*before, replace(last, plan=1.0, nimg=10_000))


@pytest.mark.parametrize(
    ("changed", "below", "above"),
    [
        ({"variety_fake": (0.49, 0.51)}, "collapsing", "improving"),
        ({"variety_preview": (0.49, 0.51)}, "collapsing", "improving"),
        ({"overfitting": (0.49, 0.51)}, "improving", "memorising"),
        ({"overfitting_error": (0.23, 0.25), "overfitting": (0.7,) * 2}, "memorising", "improving"),
        ({"overfitting": (None, None)}, "improving", "improving"),
        ({"progress": (0.99, 1.0)}, "improving", "done"),
        ({"progress": (1.0, 1.0), "final": (False, True)}, "improving", "done"),
        ({"swd": (39.9, 40.1)}, "improving", "shapes"),
        ({"swd": (189.0, 191.0)}, "shapes", "noise"),
        ({"swd": (None, 20.0)}, "too early to tell", "improving"),
        ({"variety_fake": (1.6, 1.6), "variety_preview": (1.4, 1.6)}, "improving", "noise"),
        ({"swd": (189.0, 191.0), "progress": (1.0, 1.0)}, "done", "noise"),
    ],
)
def test_a_rule_has_two_sides(changed: dict[str, tuple[Any, Any]], below: str, above: str) -> None:
    for side, expected in enumerate((below, above)):
        found = lasting(**{name: values[side] for name, values in changed.items()})
        assert found == expected


def test_two_ticks_show_no_course() -> None:
    assert word(WELL, WELL) == "too early to tell" != word(WELL, WELL, WELL)


def test_noise_is_usual_at_first_and_a_fault_from_half_of_the_plan_on() -> None:
    noise = replace(WELL, swd=200.0)
    early, late = (diagnose([replace(noise, plan=plan)]) for plan in (0.49, 0.5))
    assert early.well and not late.well and early.word == late.word == "noise"
    ended = diagnose([replace(noise, progress=1.0, plan=1.0)])
    assert not ended.well and "distance 200" in ended.advice and "extra_kimg" in ended.advice


def test_a_run_diverges_when_two_distances_are_twice_the_least() -> None:
    assert course(20.0, 15.0, 31.0, 30.0) == "diverging"
    assert course(20.0, 15.0, 31.0, 29.0) == course(20.0, 15.0, 29.0, 31.0) == "improving"
    assert course(15.0, None, 31.0, None) == "improving"
    assert "is 30 and was 15" in diagnose([replace(WELL, swd=v) for v in (15, 31, 30)]).advice


@pytest.mark.parametrize("early", [{"fading": True}, {"progress": 0.1}, {"final": False}])
def test_one_picture_is_told_at_once_and_at_any_time(early: dict[str, Any]) -> None:
    for name in ("variety_preview", "variety_fake"):
        assert word(WELL, replace(WELL, **{name: 0.09}, **early)) == "collapsing"
        assert word(WELL, replace(WELL, **{name: 0.11}, **early)) != "collapsing"
    assert lasting(variety_preview=None, variety_fake=None) == "improving"


def test_who_begins_with_one_picture_is_given_time() -> None:
    flat = replace(WELL, variety_preview=0.09)
    assert word(*[replace(flat, progress=0.24)] * 5) == "improving"
    assert word(replace(flat, progress=0.26)) == "collapsing"


@pytest.mark.parametrize(
    ("d_auc", "d_auc_held_out", "strong"),
    [(0.99, 1.0, 0), (0.996, 1.0, 1), (1.0, 0.99, 0), (1.0, 0.996, 1), (1.0, None, 1)],
)
def test_who_is_always_right_is_too_strong_when_fakes_get_no_better(
    d_auc: float, d_auc_held_out: float | None, strong: int
) -> None:
    right = {"d_auc": d_auc, "d_auc_held_out": d_auc_held_out}
    stuck = [5.0] * (PATIENCE + 1)
    assert course(*stuck, **right) == ("stalled", "discriminator too strong")[strong]
    assert course(*stuck[1:], **right) == "improving"
    assert course(*stuck, share=0.19, **right) == "improving"
    assert course(*stuck[:-1], 4.8, **right) == "improving"


AILMENTS: list[dict[str, Any]] = [{"variety_fake": 0.3}, {"overfitting": 0.9}]


@pytest.mark.parametrize("ailment", AILMENTS)
def test_an_ailment_lasts_for_three_ticks_of_a_settled_phase(ailment: dict[str, Any]) -> None:
    ill = replace(WELL, **ailment)
    found = word(ill, ill, ill)
    assert found in ("collapsing", "memorising")
    assert word(WELL, ill, ill) == word(ill, WELL, ill) == "improving"
    assert word(ill, ill) == "too early to tell"
    assert word(WELL, ill, ill, ill) == found
    for elsewhere in ({"resolution": 16}, {"fading": True}, {"progress": 0.2}):
        assert word(replace(ill, **elsewhere), ill, ill) == "improving"
        assert word(*[replace(ill, **elsewhere)] * 3) == (
            found if "resolution" in elsewhere else "improving"
        )


def test_progress_is_three_hundredths_and_patience_ends() -> None:
    assert course(10.0, *[9.75] * (PATIENCE - 1)) == "improving"
    assert course(10.0, *[9.75] * PATIENCE) == "stalled"
    assert course(10.0, *[9.65] * PATIENCE) == "improving"
    assert course(10.0, *[9.75] * PATIENCE, 9.6) == "improving"
    assert course(10.0, None, *[12.0] * (PATIENCE - 1), None) == "improving"


def test_a_run_is_not_stalled_before_a_fair_share_of_its_plan() -> None:
    values = [10.0, *[9.95] * PATIENCE]
    assert course(*values, share=0.19) == "improving" != course(*values, share=0.21)
    assert course(*values, progress=0.2) == "improving"  # a phase has just begun
    assert replace(WELL, plan=None, progress=0.7, final=False).share == 0.0


def test_shapes_are_given_half_of_the_plan() -> None:
    values = [60.0, *[59.0] * PATIENCE]
    assert course(*values, share=0.49) == "shapes" != course(*values, share=0.51) == "stalled"


def test_a_run_that_was_made_longer_is_stalled_by_images_and_not_by_shares_of_two_plans() -> None:
    """40 kimg were planned and 80 in the end; the best was at 38."""
    rows = [
        replace(WELL, nimg=kimg * 1000, plan=kimg / (40 if kimg <= 40 else 80), swd=swd)
        for kimg, swd in [(20, 30.0), (38, 20.0), *((kimg, 21.0) for kimg in range(40, 80, 2))]
    ]
    words = {row.nimg: word(*rows[: index + 1]) for index, row in enumerate(rows)}
    assert words[56_000] == "improving"  # 9 measurements without gain
    assert words[60_000] == "stalled"  # 22 of 80 kimg, and 11 measurements


def test_the_worst_is_told_first() -> None:
    all_at_once = {"variety_fake": 0.3, "overfitting": 0.9, "d_auc": 1.0, "d_auc_held_out": 1.0}
    assert lasting(**all_at_once, progress=1.0) == "collapsing"
    assert lasting(**(all_at_once | {"variety_fake": 1.0}), progress=1.0) == "memorising"
    level = [5.0] * (PATIENCE + 1)
    assert course(*level, d_auc=1.0, d_auc_held_out=1.0) == "discriminator too strong"
    assert course(*level, progress=1.0) == "done"


@pytest.mark.parametrize(
    ("signs", "advice"),
    [
        ([replace(WELL, variety_fake=0.05)], "variety 0.05 of the real ones"),
        ([replace(WELL, overfitting=0.9)] * 3, "score 90% of the way"),
        ([replace(WELL, progress=1.0)], "extra_kimg"),
        ([replace(WELL, progress=1.0, swd=50.0)], "the pictures are shapes (distance 50)"),
        (
            [
                replace(WELL, swd=5.0, plan=0.5 + i / 20, nimg=5000 + 500 * i, progress=1.0)
                for i in range(11)
            ],
            "no further",
        ),
        ([replace(WELL, swd=value) for value in (30.0, 18.4, 19.6)], "is 20, at best 18"),
        ([replace(WELL, swd=None, variety_preview=2.0, variety_fake=3.0)], "not measured yet"),
    ],
)
def test_an_advice_tells_the_number_it_stands_on(signs: list[Signs], advice: str) -> None:
    assert advice in diagnose(signs).advice


def test_only_faults_ask_for_something() -> None:
    assert [(rule.word, rule.well) for rule in RULES] == [
        ("collapsing", False),
        ("collapsing", False),
        ("memorising", False),
        ("diverging", False),
        ("noise", False),
        ("noise", False),
        ("noise", True),
        ("discriminator too strong", False),
        ("done", True),
        ("done", True),
        ("done", True),
        ("stalled", False),
        ("too early to tell", True),
        ("shapes", True),
        ("improving", True),
    ]


# Recorded runs


RECORDED = Path(__file__).parents[1] / "fixtures" / "health"
WORDS = json.loads((RECORDED / "words.json").read_text())


@pytest.mark.parametrize("name", WORDS)
def test_a_recorded_run_is_called_what_its_pictures_are(name: str) -> None:
    """At each tenth of the record. Two were made before distances were measured in all phases."""
    rows = (RECORDED / f"{name}.jsonl").read_text().splitlines()
    history = [signs for row in rows if (signs := recall(json.loads(row)))]
    ends = [max(1, len(history) * tenth // 10) for tenth in range(1, 11)]
    assert [word(*history[:end]) for end in ends] == WORDS[name]


# Rows of statistics


@pytest.mark.parametrize(
    "signs", [WELL, replace(WELL, sign_held=None, swd=3.25, augment_p=0.0, fading=True)]
)
def test_signs_are_recalled_from_a_row_of_statistics(signs: Signs) -> None:
    row = json.loads(json.dumps({"d_loss": 1.0, **signs.row()}))
    assert recall(row) == signs


def test_a_row_without_signs_recalls_none() -> None:
    row = WELL.row()
    del row["d_auc"]
    assert recall(row) is None and recall({"nimg": 5}) is None


def test_advice_to_double_a_penalty_holds_where_there_is_none() -> None:
    """As in dcgan's presets, whose r1_gamma is 0."""
    advised = [rule.advice for rule in RULES if "twice" in rule.advice]
    assert len(advised) == 4
    assert all("r1_gamma by pixels, or 1 where it is 0" in advice for advice in advised)
