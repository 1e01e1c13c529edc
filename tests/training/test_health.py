"""One word for a run: each rule on both sides of its threshold, and which rule is heard."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pokegan.training.health import IMPATIENCE, PATIENCE, RULES, Rule, Signs, diagnose, recall

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
)


def word(*history: Signs) -> str:
    return diagnose(history).word


def lasting(**changed: Any) -> str:
    """The word after three ticks of the same."""
    return word(*[replace(WELL, **changed)] * 3)


def measured(*values: float | None) -> str:
    """The word after ticks with these distances."""
    return word(*[replace(WELL, swd=value) for value in values])


@pytest.mark.parametrize(
    ("changed", "below", "above"),
    [
        ({"variety_fake": (0.39, 0.41)}, "collapsing", "healthy"),
        ({"variety_preview": (0.39, 0.41)}, "collapsing", "healthy"),
        ({"overfitting": (0.49, 0.51)}, "healthy", "memorising"),
        ({"overfitting_error": (0.23, 0.25), "overfitting": (0.7, 0.7)}, "memorising", "healthy"),
        ({"overfitting": (None, None)}, "healthy", "healthy"),
        ({"progress": (0.24, 0.26)}, "still learning", "healthy"),
        ({"progress": (0.99, 1.0)}, "healthy", "done"),
        ({"progress": (1.0, 1.0), "final": (False, True)}, "still learning", "done"),
        ({"fading": (False, True)}, "healthy", "still learning"),
    ],
)
def test_a_rule_has_two_sides(changed: dict[str, tuple[Any, Any]], below: str, above: str) -> None:
    for side, expected in enumerate((below, above)):
        found = lasting(**{name: values[side] for name, values in changed.items()})
        assert found == expected


@pytest.mark.parametrize("early", [{"fading": True}, {"progress": 0.1}, {"final": False}])
def test_one_picture_is_told_at_once_and_at_any_time(early: dict[str, Any]) -> None:
    for name in ("variety_preview", "variety_fake"):
        assert word(WELL, replace(WELL, **{name: 0.09}, **early)) == "collapsing"
        assert word(WELL, replace(WELL, **{name: 0.11}, **early)) != "collapsing"
    assert word(replace(WELL, variety_preview=None, variety_fake=None)) == "healthy"


def test_who_begins_with_one_picture_is_given_time() -> None:
    flat = replace(WELL, variety_preview=0.09)
    assert word(*[replace(flat, progress=0.24)] * 5) == "still learning"
    assert word(replace(flat, progress=0.26)) == "collapsing"


@pytest.mark.parametrize(
    ("d_auc", "d_auc_held_out", "strong"),
    [(0.99, 1.0, 0), (0.996, 1.0, 1), (1.0, 0.99, 0), (1.0, 0.996, 1), (1.0, None, 1)],
)
def test_who_is_always_right_is_too_strong_when_fakes_get_no_better(
    d_auc: float, d_auc_held_out: float | None, strong: int
) -> None:
    right = replace(WELL, d_auc=d_auc, d_auc_held_out=d_auc_held_out)
    stuck = [replace(right, swd=5.0)] * (IMPATIENCE + 1)
    assert word(*stuck) == ("healthy", "discriminator too strong")[strong]
    assert word(*stuck[1:]) == "healthy"
    assert word(*stuck[:-1], replace(right, swd=4.9)) == "healthy"


AILMENTS: list[dict[str, Any]] = [{"variety_fake": 0.3}, {"overfitting": 0.9}]


@pytest.mark.parametrize("ailment", AILMENTS)
def test_an_ailment_lasts_for_three_ticks_of_a_settled_phase(ailment: dict[str, Any]) -> None:
    ill = replace(WELL, **ailment)
    found = word(ill, ill, ill)
    assert found not in ("healthy", "still learning")
    assert word(WELL, ill, ill) == word(ill, WELL, ill) == word(ill, ill) == "healthy"
    assert word(WELL, ill, ill, ill) == found
    for elsewhere in ({"resolution": 16}, {"fading": True}, {"progress": 0.2}):
        assert word(replace(ill, **elsewhere), ill, ill) == "healthy"
        assert word(*[replace(ill, **elsewhere)] * 3) == (
            found if "resolution" in elsewhere else "still learning"
        )


def test_progress_is_a_hundredth_and_patience_ends() -> None:
    assert measured(10.0, *[9.95] * (PATIENCE - 1)) == "healthy"
    assert measured(10.0, *[9.95] * PATIENCE) == "stalled"
    assert measured(10.0, *[9.89] * PATIENCE) == "healthy"
    assert measured(10.0, *[9.95] * PATIENCE, 9.8) == "healthy"
    assert measured(10.0, None, *[12.0] * (PATIENCE - 1), None) == "healthy"
    early = [replace(WELL, swd=5.0, progress=0.2)] * (PATIENCE + 1)
    assert word(*early) == "still learning"  # within the first minutes of a run


def test_the_worst_is_told_first() -> None:
    all_at_once = {"variety_fake": 0.3, "overfitting": 0.9, "d_auc": 1.0, "d_auc_held_out": 1.0}
    assert lasting(**all_at_once, progress=1.0) == "collapsing"
    assert lasting(**(all_at_once | {"variety_fake": 1.0}), progress=1.0) == "memorising"
    right = replace(WELL, d_auc=1.0, d_auc_held_out=1.0, swd=5.0)
    assert word(*[right] * (PATIENCE + 1)) == "discriminator too strong"
    ended = [replace(WELL, swd=5.0, progress=1.0)] * (PATIENCE + 1)
    assert word(*ended) == "done" and "fell no further" in diagnose(ended).advice
    assert "extra_kimg" in diagnose([replace(WELL, progress=1.0)]).advice


def test_an_advice_tells_the_number_it_stands_on() -> None:
    assert "0.05 of the real ones" in diagnose([replace(WELL, variety_fake=0.05)]).advice
    assert "score 90% of the way" in diagnose([replace(WELL, overfitting=0.9)] * 3).advice
    assert {rule.word for rule in RULES} == {
        *("healthy", "still learning", "discriminator too strong", "memorising"),
        *("collapsing", "stalled", "done"),
    }


def test_only_ailments_ask_for_something() -> None:
    assert diagnose([WELL]).well and diagnose([replace(WELL, fading=True)]).well
    assert diagnose([replace(WELL, progress=1.0)]).well
    for ailment in AILMENTS:
        assert not diagnose([replace(WELL, **ailment)] * 3).well


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


@pytest.mark.parametrize("rule", [rule for rule in RULES if "twice" in rule.advice])
def test_advice_to_double_a_penalty_holds_where_there_is_none(rule: Rule) -> None:
    """As in dcgan's presets, whose r1_gamma is 0."""
    assert "r1_gamma by pixels, or 1 where it is 0" in rule.advice
