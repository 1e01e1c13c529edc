"""Names: blends that can be said, letters that follow a list, and nothing that is taken."""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from conftest import Outcome, assert_refused

from pokegan.collect.names import Namer, letters, new_name, read_names
from pokegan.collect.names.blends import Blend, best_blend, blends, english, is_recognised
from pokegan.collect.names.dice import draw
from pokegan.collect.names.letters import END, NameModel, chosen
from pokegan.collect.names.sounds import NASTY, Sounds, runs, spots, spots_of, syllables
from pokegan.collect.names.words import COMPOUNDS, KINDS, WORDS, listed
from pokegan.errors import DataError, UsageError

SOME = listed("""
balora caldera darina elmora falona garelda harolin jalmera karoda lemarin morelda norali palera
ralmona salera tamorin velora zarelda belina colaria delmora farela
""")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "mine.txt").write_text("\n".join(SOME))
    return tmp_path


# Words


def log_probability(model: letters.NameModel, name: str) -> float:
    """The natural logarithm of how likely a name is, its end included."""
    edged = letters.EDGE * (model.order - 1) + name + letters.END
    places = range(model.order - 1, len(edged))
    return sum(math.log(model.probability(edged[i], edged[:i])) for i in places)


def test_words_are_plain_and_stand_once() -> None:
    words = [word for kind in KINDS for word in kind]
    assert len(words) == len(set(words)) + 1  # a walnut is a tree and a nut
    for kind in KINDS:
        assert len(kind) >= 80 and list(kind) == sorted(kind)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    refused = {word for word in words if not english().allow(word)}
    assert refused == {word for word in words if runs(word)[0] > 3 or runs(word)[1] > 2}


# Blends


@pytest.mark.parametrize(
    ("first", "second", "cut", "start", "name", "shared", "kept"),
    [
        ("penguin", "onion", 5, 2, "penguion", 1, (6 / 7, 3 / 5)),
        ("potato", "toad", 4, 0, "potatoad", 2, (1, 1)),
        ("hydra", "leaf", 5, 0, "hydraleaf", 0, (1, 1)),
        ("tiger", "gerbil", 2, 0, "tigerbil", 3, (1, 1)),
    ],
)
def test_a_blend_knows_what_is_left_of_both(
    first: str,
    second: str,
    cut: int,
    start: int,
    name: str,
    shared: int,
    kept: tuple[float, float],
) -> None:
    blend = Blend(first, second, cut, start)
    assert (blend.name, blend.shared, blend.kept) == (name, shared, kept)
    assert is_recognised(blend) and blend in set(blends(first, second))


def test_each_blend_is_found_once_and_is_recognised() -> None:
    for first, second in itertools.product(("penguin", "potato", "pumpkin"), ("onion", "toad")):
        found = list(blends(first, second))
        assert len({blend.name for blend in found}) == len(found) > 0
        for blend in found:
            assert 5 <= len(blend.name) <= 11
            assert first.startswith(blend.name[:3]) and second.endswith(blend.name[-3:])
    assert not is_recognised(Blend("penguin", "onion", 2, 2))  # pe-ion: too little of penguin
    assert not is_recognised(Blend("penguin", "onion", 7, 4))  # penguin-n: too little of onion


def test_shared_letters_and_whole_words_score() -> None:
    assert Blend("potato", "toad", 4, 0).score > Blend("potato", "toad", 6, 1).score
    best = best_blend("potato", "toad")
    assert best is not None and best.name == "potatoad"
    # Equal but for how the join sounds: b-o goes from one kind of letter to the other, b-r not.
    smooth, rough = Blend("crab", "orchid", 4, 0), Blend("crab", "raisin", 4, 0)
    assert smooth.score - rough.score >= 10


def test_names_are_new_and_can_be_said() -> None:
    names = [new_name(str(seed)).lower() for seed in range(100)]
    assert len(set(names)) > 95
    near = spots_of(WORDS)
    for name in names:
        assert 5 <= len(name) <= 11 and english().allow(name)
        assert name not in WORDS | COMPOUNDS and not spots(name) & near


def test_a_blend_stays_what_it_is() -> None:
    """Fixed for all machines and versions: a creature must not change its name."""
    assert [new_name(str(seed)) for seed in range(3)] == FIRST
    assert new_name("0", {FIRST[0].lower()}) != FIRST[0]


FIRST = ["Golemming", "Vulturost", "Weaselay"]


# Sounds


def test_runs_and_syllables_are_counted() -> None:
    assert runs("strength") == (4, 1) and runs("queue") == (1, 4) and runs("fly") == (2, 1)
    assert [syllables(word) for word in ("cat", "apple", "orange", "leaf", "tree", "b")] == [
        *(1, 2, 2, 1, 1, 1)
    ]
    assert runs("émigré")[0] == 2


def test_only_sounds_of_the_words_are_allowed() -> None:
    sounds = Sounds.of(["banana", "bandit"])
    assert sounds.allow("banandit") and not sounds.allow("nab")
    assert (sounds.consonants, sounds.vowels) == (2, 1)
    assert not Sounds(sounds.triples, 1, 1).allow("bandit")
    assert not Sounds(frozenset(["^sh", "shi", "hit", "it^"]), 3, 3).allow("shit")


def test_nasty_pieces_are_found_and_harmless_ones_let_be() -> None:
    for name in ("assowl", "bearass", "fuckoon", "weacockle", "titmole", "rapefin", "nigoose"):
        assert NASTY.search(name), name
    for name in (
        "grass",
        "brass",
        "bass",
        "cockatoo",
        "peacock",
        "grape",
        "nightowl",
        "cucumber",
        "titan",
    ):
        assert not NASTY.search(name), name


def test_edit_distances_of_one_are_those_of_a_slow_count() -> None:
    def distance(one: str, other: str) -> int:
        if not one or not other:
            return len(one) + len(other)
        return min(
            distance(one[1:], other) + 1,
            distance(one, other[1:]) + 1,
            distance(one[1:], other[1:]) + (one[0] != other[0]),
        )

    words = ["".join(letters) for n in range(5) for letters in itertools.product("ab", repeat=n)]
    for one, other in itertools.product(words, words):
        near = not spots(one).isdisjoint(spots_of([other]))
        assert near == (distance(one, other) <= 1), (one, other)


# Letters


def test_probabilities_are_those_worked_out_by_hand() -> None:
    """Witten and Bell on "ab" and "ac", two letters at once, alphabet a, b, c and the end."""
    model = NameModel(["ab", "ac"], order=2)
    # Six letters of four kinds: a twice, b and c once, the end twice.
    single = {"a": 3 / 10, "b": 2 / 10, "c": 2 / 10, END: 3 / 10}
    assert {x: model.probability(x, "") for x in "abc" + END} == pytest.approx(single)
    # After a: b and c once each, two kinds in two letters.
    assert model.probability("b", "a") == pytest.approx((1 + 2 * 0.2) / 4)
    assert model.probability("a", "a") == pytest.approx(2 * 0.3 / 4)
    assert model.probability("a", "^") == pytest.approx((2 + 1 * 0.3) / 3)
    assert model.probability(END, "b") == pytest.approx((1 + 1 * 0.3) / 2)
    expected = math.log(2.3 / 3) + math.log(1.4 / 4) + math.log(1.3 / 2)
    assert log_probability(model, "ab") == pytest.approx(expected)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_probabilities_sum_to_one(order: int) -> None:
    model = NameModel(SOME, order)
    for history in ("", "^^^", "^^a", "ald", "zzz", "or", "^"):
        total = sum(model.probability(letter, history) for letter in model.alphabet)
        assert total == pytest.approx(1)


def test_letters_are_drawn_as_often_as_they_are_likely() -> None:
    model = NameModel(["ab", "ac", "ac"], order=2)
    random = Random("draws")
    drawn = Counter(model.draw(random) for _ in range(20_000))
    for name in ("ab", "ac", "a", "b", "acc", ""):
        expected = math.exp(log_probability(model, name))
        deviation = math.sqrt(expected * (1 - expected) / 20_000)
        assert abs(drawn[name] / 20_000 - expected) < 5 * deviation, name


def test_a_low_temperature_draws_what_is_usual() -> None:
    model = NameModel(["ab", "ac", "ac"], order=2)
    random = Random("draws")
    assert {model.draw(random, 0.001) for _ in range(100)} == {"ac"}
    wild = Counter(model.draw(random, 1000, longest=1) for _ in range(4000))
    assert all(abs(wild[letter] - 1000) < 150 for letter in ("a", "b", "c", ""))


def test_a_share_of_weights_finds_its_place() -> None:
    assert [chosen([1, 2, 1], share) for share in (0, 0.24, 0.26, 0.74, 0.76, 1)] == [
        *(0, 0, 1, 1, 2, 2)
    ]
    random = Random("x")
    assert Counter(draw(random, "ab") for _ in range(1000))["a"] == pytest.approx(500, abs=80)


def test_names_in_the_manner_of_a_list_are_new() -> None:
    taken = frozenset(SOME)
    namer, near = Namer(SOME, taken), spots_of(taken)
    for seed in range(2000):
        name = namer.new_name(str(seed)).lower()
        assert 5 <= len(name) <= 7 and namer.sounds.allow(name)
        assert not spots(name) & near and name not in WORDS
        assert not any(other.startswith(name) for other in taken)
    assert Namer(SOME, taken).new_name("7") == namer.new_name("7")


def test_the_beginning_of_a_name_is_not_new() -> None:
    namer = Namer(SOME, frozenset(SOME))
    name = namer.new_name("7").lower()
    assert namer.is_good(name)
    assert not Namer(SOME, frozenset([*SOME, f"{name}ndo"])).is_good(name)


def test_lists_that_are_no_use_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match="9 names of one word are too few"):
        Namer(SOME[:9], frozenset())
    with pytest.raises(UsageError, match="temperature of 0"):
        Namer(SOME, frozenset()).new_name("1", 0)
    with pytest.raises(UsageError, match="order 0"):
        NameModel(SOME, 0)
    monkeypatch.setattr(letters, "TRIES", 20)
    same = ["abcdef"] * 12
    with pytest.raises(DataError, match="nothing new sounds like the 12 names"):
        Namer(same, frozenset(same)).new_name("1")


# Files


@pytest.mark.parametrize(
    ("text", "learned", "taken"),
    [
        ("Abra\n\n Kadabra \nMr. Mime\nAbra\n", ["abra", "kadabra"], {"mr. mime"}),
        ("dex,Name,type\n1,Abra,x\n2,Ho-Oh,\n3\n", ["abra"], {"ho-oh"}),
        ("id;display_name\n1;Flabébé\n", ["flabébé"], set()),
        ("name\tid\nAbra\t1\n", ["abra"], set()),
        ("\ufeffname,id\nAbra,1\n", ["abra"], set()),
        ("Abra, the first\n", [], {"abra, the first"}),
    ],
)
def test_a_list_is_lines_or_a_column(
    tmp_path: Path, text: str, learned: list[str], taken: set[str]
) -> None:
    (tmp_path / "list").write_text(text, encoding="utf-8")
    found = read_names(tmp_path / "list")
    assert found.learned == learned and found.taken == {*learned, *taken}


# The command


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("name --n 2 --seeds 3", 2, "all say which. Give one of them."),
        ("name 1 --seeds 3", 2, "all say which"),
        ("name --seeds 9-3", 2, "runs backwards. Say 3-9."),
        ("name pikachu", 2, "is no creature"),
        ("name --kind sounds", 2, "Known: words, letters."),
        ("name --kind letters", 2, "Add --names FILE"),
        ("name --temperature 2", 2, "no effect on words"),
        ("name --names mine.txt --temperature 0", 2, "a temperature of 0 draws no names"),
        ("name --names gone.txt", 1, "no such file: gone.txt"),
        ("name --names .", 1, ". cannot be read: Is a directory"),
        ("name --names empty.txt", 1, "empty.txt holds no names"),
        ("name --names noise.bin", 1, "noise.bin is no text"),
        ("name --names endless.json", 1, "endless.json is no table: field larger than"),
        ("name gone.png", 1, ""),
    ],
)
def test_what_is_typed_wrong_is_answered_in_a_sentence(
    call: Callable[[str], Outcome], home: Path, line: str, code: int, said: str
) -> None:
    (home / "empty.txt").write_text("\n \n")
    (home / "noise.bin").write_bytes(b"\xff\xfe\x00\xd8")
    (home / "endless.json").write_text("[" + 200_000 * "1" + "]")
    assert_refused(call(line), code, said)


def test_names_are_printed_one_a_line(call: Callable[[str], Outcome]) -> None:
    code, out, err = call("name --n 3")
    assert code == 0 and out.split() == FIRST and err == ""
    assert call("name --seeds 1-2")[1].split() == FIRST[1:] == call("name 1 2")[1].split()
    assert len(call("name")[1].split()) == 16
    code, out, _ = call("name 2 --json")
    assert json.loads(out) == {"creature": "2", "name": FIRST[2]}
    learned = call("name --names mine.txt --n 4")[1].split()
    assert learned == [Namer(SOME, frozenset(SOME)).new_name(str(seed)) for seed in range(4)]


def test_no_name_of_the_list_is_blended(call: Callable[[str], Outcome], home: Path) -> None:
    (home / "taken.txt").write_text("\n".join(FIRST))
    code, out, _ = call("name --n 3 --kind words --names taken.txt")
    assert code == 0 and not set(out.split()) & set(FIRST)
