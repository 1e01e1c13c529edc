"""The grammar of sums of creatures against trees read by hand, and their values against w."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import Finished, Outcome, assert_refused, assert_within_a_level
from PIL import Image

from pokegan.errors import UsageError
from pokegan.explore.arithmetic import arithmetic, merged, parse
from pokegan.explore.resolve import Explorer
from pokegan.sampling.sampler import Sampler


@pytest.fixture(scope="module")
def home(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one finished run, runs/images."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(finished.folder, home / "runs/images")
    return home


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("7", [(1, "7")]),
        ("1 - 2 + 3", [(1, "1"), (-1, "2"), (1, "3")]),
        ("1 - (2 + 3)", [(1, "1"), (-1, "2"), (-1, "3")]),
        ("1 - (2 - 3)", [(1, "1"), (-1, "2"), (1, "3")]),
        ("0.5*7 + .5*9", [(0.5, "7"), (0.5, "9")]),
        ("2*(7 - 9)", [(2, "7"), (-2, "9")]),
        ("2*(7 - 9) + 9", [(2, "7"), (-2, "9"), (1, "9")]),
        ("2 * 7 - 9", [(2, "7"), (-1, "9")]),
        ("2*3*7", [(6, "7")]),
        ("7*2", [(7, "2")]),
        ("0.5*(7 - 3*(1 + 2))", [(0.5, "7"), (-1.5, "1"), (-1.5, "2")]),
        ("-7 + 9", [(-1, "7"), (1, "9")]),
        ("- -7", [(1, "7")]),
        ("-(7 - 9)", [(-1, "7"), (1, "9")]),
        ("2*-7", [(-2, "7")]),
        ("1.*7", [(1, "7")]),
        ("7-9", [(1, "7-9")]),
        ("7 -9", [(1, "7"), (-1, "9")]),
        ("(7)-9", [(1, "7"), (-1, "9")]),
        ("(7)+(9)", [(1, "7"), (1, "9")]),
        (
            "out/seed-0007.png - 'my pic (2).png'",
            [(1, "out/seed-0007.png"), (-1, "my pic (2).png")],
        ),
        ('"it\'s.png"+3', [(1, "it's.png"), (1, "3")]),
        ("2*a+b.png", [(2, "a+b.png")]),
        ("a*b.png", [(1, "a*b.png")]),
        ("it's.png", [(1, "it's.png")]),
        ("\t1\n+ 2 ", [(1, "1"), (1, "2")]),
    ],
)
def test_an_expression_is_read_as_one_would(text: str, terms: list[tuple[float, str]]) -> None:
    assert [(term.weight, term.name) for term in parse(text)] == terms


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", 0, "a creature is missing"),
        ("  ", 2, "a creature is missing"),
        ("1 + ", 4, "a creature is missing"),
        ("1 + + 2", 4, "a creature is missing"),
        ("* 2", 0, "a creature is missing"),
        ("2*", 2, "a creature is missing"),
        ("()", 1, "a creature is missing"),
        ("1 2", 2, "a + or - is missing before"),
        ("2 (1 - 3)", 2, "a + or - is missing before"),
        ("'a' 'b'", 4, "a + or - is missing before"),
        ("2*(1 - 3", 2, "this parenthesis is never closed"),
        ("(1 2)", 0, "this parenthesis is never closed"),
        ("1 - 3)", 5, "this parenthesis was never opened"),
        ("1 - 'my pic", 4, "this quotation is never closed"),
        ("(1 - 2)*0.5", 7, "there is no weight before this *"),
        ("a.png * 2", 6, "there is no weight before this *"),
        ("1 + " + "(" * 60 + "2" + ")" * 60, 55, "nested too deeply"),
        ("9" * 400 + "*7", 402 - 1, "too large"),
    ],
)
def test_what_is_no_expression_is_pointed_at(text: str, place: int, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    message, shown, mark = caught.value.message.rstrip("\n").split("\n")
    assert said in message
    assert shown == f"  {text}"
    assert mark == "  " + " " * place + "^"
    assert caught.value.hint


def test_many_signs_and_weights_need_no_stack() -> None:
    assert parse("-" * 9999 + "7")[0].weight == -1
    assert parse("1*" * 9999 + "7")[0].weight == 1


def test_a_name_is_looked_up_once() -> None:
    (seven, nine) = merged(parse("0.5*7 + 9 - 2*7"))
    assert (seven.weight, seven.name, seven.place) == (-1.5, "7", 4)
    assert (nine.weight, nine.name) == (1, "9")


def test_weights_that_sum_to_one_need_no_origin(lively: Explorer) -> None:
    one, two, three = (lively.one(str(seed)).w_plus for seed in (1, 2, 3))
    assert torch.allclose(arithmetic(lively, "1 - 2 + 3").w_plus, one - two + three, atol=1e-5)
    halves = arithmetic(lively, "0.5*(1 + 3)").w_plus
    assert torch.allclose(halves, (one + three) / 2, atol=1e-5)


def test_other_sums_are_about_the_average_creature(lively: Explorer) -> None:
    average = lively.generator.w_avg
    assert average.abs().max() > 0.01
    whole = lively.one("7", psi=1).w_plus
    for text, psi in (("2*7", 1.4), ("0*7", 0), ("-7", -0.7), ("7 - 0.5*7", 0.35)):
        expected = average + psi * (whole - average)
        assert torch.allclose(arithmetic(lively, text).w_plus, expected, atol=1e-5), text
    between = arithmetic(lively, "1 - 2", psi=1).w_plus
    one, two = (lively.one(str(seed), psi=1).w_plus for seed in (1, 2))
    assert torch.allclose(between, average + one - two, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "own"), [("1 - 2 + 3", 1), ("-2 + 3 + 1", 3), ("0.4*1 + 0.35*2 + 0.25*2", 2)]
)
def test_the_noise_is_that_of_the_weightiest(lively: Sampler, text: str, own: int) -> None:
    assert arithmetic(lively, text).noise_seed == own
    assert arithmetic(lively, text).label == text


def test_a_creature_alone_is_itself(lively: Explorer) -> None:
    creature = arithmetic(lively, "7", psi=0.9)
    assert_within_a_level(lively.drawn([creature])[0], lively.sample([7], psi=0.9)[0])


@pytest.mark.parametrize(
    ("text", "place", "said", "hint"),
    [
        ("3 + 7-9", 4, "names 3 creatures where one is wanted", "put spaces around the sign"),
        ("7+9", 0, "is no creature", "put spaces around the sign"),
        ("1 + 7*0.5", 6, "'0.5' is no creature", "A weight stands before its creature"),
        ("3 - pikachu", 4, "'pikachu' is no creature", "A creature is a seed (7)"),
        ("3 - pikachu*2", 4, "is no creature", "A weight stands before its creature"),
    ],
)
def test_a_name_that_is_no_creature_is_pointed_at(
    lively: Sampler, text: str, place: int, said: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        arithmetic(lively, text)
    message, _, mark = caught.value.message.rstrip("\n").split("\n")
    assert said in message and hint in caught.value.hint
    assert mark == "  " + " " * place + "^"


@pytest.mark.parametrize(
    "line", ['"2*(1 - 2) + 3" --psi 0.5', '-- "-1 + 2 + 3"', "\"1 - 'a b.png'\""]
)
def test_what_was_calculated_can_be_made_again(
    call: Callable[[str], Outcome], home: Path, line: str
) -> None:
    assert call("blend 4 5 --out 'a b.png'")[0] == 0
    code, out, err = call(f"arith {line}")
    assert code == 0, err
    before = (home / out.strip()).read_bytes()
    made_again = json.loads(call(f"info --json {out.strip()}")[1])["again"]
    (home / out.strip()).unlink()
    assert call(made_again.removeprefix("pokegan "))[1] == out
    assert (home / out.strip()).read_bytes() == before


def test_sums_and_differences_have_files_of_their_own(
    call: Callable[[str], Outcome], home: Path
) -> None:
    names = {call(f"arith '{text}'")[1] for text in ("1 + 2", "1 - 2", "1*2")}
    assert names == {
        "outputs/arith-1-plus-2.png\n",
        "outputs/arith-1-minus-2.png\n",
        "outputs/arith-1-times-2.png\n",
    }
    one, other = (
        np.asarray(Image.open(home / f"outputs/arith-1-{sign}-2.png")) for sign in ("plus", "minus")
    )
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("arith '1 - '", 2, "a creature is missing here. 1 - ^ Example: pokegan arith"),
        ("arith '1 - gone.png'", 1, "no such file: gone.png"),
        ("arith '1 - gone.safetensors'", 1, "no such file: gone.safetensors"),
        ("arith '(1 - 2'", 2, "never closed"),
        ("arith '1' --out a.gif", 2, "must end with .png"),
    ],
)
def test_a_sum_typed_wrong_is_answered_in_a_sentence(
    call: Callable[[str], Outcome], line: str, code: int, said: str
) -> None:
    assert_refused(call(line), code, said)
