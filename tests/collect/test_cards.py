"""Cards: elements of colours, measured figures, rarity, both sides, pages, and the command."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import importlib.util
import math
import shlex
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import segno
import torch
from conftest import Outcome, assert_refused, assert_within_a_level
from PIL import Image, ImageChops
from PIL.PdfParser import PdfParser

from pokegan import render
from pokegan.collect.cards import dealing, elements, sheet, sides
from pokegan.collect.cards.card import Card
from pokegan.collect.cards.elements import ELEMENTS, guess
from pokegan.collect.cards.glyphs import SIGNS, bezier, glyph
from pokegan.collect.cards.lettering import SANS, SERIF, fitting, font, width_spaced, wrapped
from pokegan.collect.cards.moves import OF_ELEMENT, Move, moves
from pokegan.collect.cards.rarity import Rarity, by_pictures, by_styles, distances, share_below
from pokegan.collect.cards.stats import STATS, sentence, stats
from pokegan.collect.names import new_name
from pokegan.collect.names.words import ANIMALS
from pokegan.errors import MemoryFull, UsageError
from pokegan.explore.resolve import Explorer
from pokegan.metrics.novelty import gallery
from pokegan.metrics.properties import PROPERTIES
from pokegan.metrics.shapes import shape_vectors
from pokegan.render import Finish, from_pixels
from pokegan.sampling import latents
from pokegan.sampling.latents import Creature
from pokegan.sampling.recipe import remake
from pokegan.sampling.sampler import Sampler
from pokegan.sampling.writers import save_latents


@pytest.fixture(scope="module")
def home(sampler: Sampler, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the finished run, whose pictures are where they were."""
    home = tmp_path_factory.mktemp("cards")
    shutil.copytree(sampler.file.path.parent, home / "runs/a")
    shutil.copy(sampler.file.path, home / "alone.safetensors")
    shutil.copy(prepared, home / "pictures.safetensors")
    return home


def card(**changes: object) -> Card:
    picture = np.full((16, 16, 3), 255, np.uint8)
    picture[4:12, 4:12] = (200, 40, 30)
    plain = Card(
        name="Potatoad",
        number="7",
        picture=picture,
        element=ELEMENTS["Fire"],
        sentence="A round and vivid creature of fire.",
        stats={stat.name: 50 for stat in STATS},
        moves=(Move("Candle Hop", 20), Move("Oven Roar", 80)),
        rarity=Rarity(0.8, "creatures of this model"),
        again="pokegan card 7 --psi 0.7 --rarity styles --model runs/a",
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


# Elements


@pytest.mark.parametrize(
    ("colour", "element"),
    [
        ((220, 40, 20), "Fire"),
        ((250, 140, 30), "Fire"),
        ((150, 100, 60), "Stone"),
        ((250, 220, 60), "Storm"),
        ((60, 160, 60), "Leaf"),
        ((20, 90, 200), "Water"),
        ((30, 160, 170), "Water"),
        ((180, 220, 250), "Ice"),
        ((120, 50, 170), "Mind"),
        ((250, 130, 190), "Bloom"),
        ((250, 160, 160), "Bloom"),
        ((20, 20, 24), "Shadow"),
        ((128, 130, 132), "Metal"),
        ((250, 250, 248), "Light"),
    ],
)
def test_a_colour_has_its_element(colour: tuple[int, int, int], element: str) -> None:
    assert guess(np.tile(np.array(colour, np.uint8), (50, 1))).name == element


def test_colours_decide_where_there_are_some() -> None:
    grey, red = np.array([[128, 128, 128]], np.uint8), np.array([[220, 30, 20]], np.uint8)
    blue = np.array([[150, 170, 220]], np.uint8)
    assert guess(np.concatenate([grey] * 7 + [red] * 3)).name == "Fire"
    assert guess(np.concatenate([grey] * 8 + [red] * 2)).name == "Metal"
    assert guess(np.concatenate([blue] * 6 + [red] * 4)).name == "Fire"  # paler ones count less
    assert guess(np.concatenate([blue] * 9 + [red])).name == "Ice"
    assert guess(np.zeros((0, 3), np.uint8)).name == "Light"


def test_every_element_has_a_sign_words_and_inks_that_can_be_read() -> None:
    def brightness(colour: str) -> float:
        values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
        return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))

    assert set(ELEMENTS) == set(OF_ELEMENT) == set(SIGNS)
    drawn = set()
    for name, element in ELEMENTS.items():
        contrast = (brightness(sides.PAPER) + 0.05) / (brightness(element.ink) + 0.05)
        assert contrast > 3.5, name  # WCAG 2.1 asks 3 for large letters
        drawn.add(glyph(name, 24).tobytes())
        assert len(set(OF_ELEMENT[name].split())) == 10
    assert len(drawn) == len(ELEMENTS)


def test_an_element_is_known_by_its_name() -> None:
    assert elements.named(" wATER").name == "Water"
    with pytest.raises(UsageError, match=r"no element 'watr'\. Did you mean Water\? Known: Fire"):
        elements.named("watr")


# Measures and stats


def test_an_element_is_that_of_what_is_opaque_or_unlike_the_background() -> None:
    opaque = np.full((8, 8, 3), 240, np.uint8)
    opaque[2:4, 3] = (220, 40, 20)
    assert dealing.element_of(opaque, "#f0f0f0").name == "Fire"
    assert dealing.element_of(opaque, "white").name == "Fire"  # 15 levels off is no creature yet
    assert dealing.element_of(opaque, "black").name == "Light"
    clear = np.zeros((8, 8, 4), np.uint8)
    clear[0] = (220, 40, 20, 127)
    clear[3, 0] = (20, 90, 200, 128)
    assert dealing.element_of(clear, "transparent").name == "Water"


def test_measures_are_those_of_the_picture() -> None:
    picture = np.full((64, 64, 3), 255, np.uint8)
    picture[16:48, 8:56] = (200, 100, 50)
    found = dealing.measured(picture, "white")
    assert found["size"] == pytest.approx(32 * 48 / 64**2)
    assert found["saturation"] == pytest.approx(150 / 200)
    assert found["symmetry"] == pytest.approx(1)
    # A rectangle a by b has the moment (a² + b²) / 12 per area.
    assert found["roundness"] == pytest.approx(32 * 48 / (2 * math.pi * (32**2 + 48**2) / 12))


def test_every_stat_is_of_a_property() -> None:
    assert {stat.measured for stat in STATS} < set(PROPERTIES)
    assert all(stat.low < stat.high for stat in STATS)


def test_stats_run_from_0_to_99() -> None:
    low = {stat.measured: stat.low for stat in STATS}
    high = {stat.measured: stat.high for stat in STATS}
    assert set(stats(low).values()) == {0} and set(stats(high).values()) == {99}
    middle = {stat.measured: stat.low / 3 + 2 * stat.high / 3 for stat in STATS}
    assert set(stats(middle).values()) == {66}
    assert set(stats({key: -9.0 for key in low}).values()) == {0}
    assert set(stats({key: 99.0 for key in low}).values()) == {99}


def test_a_sentence_tells_what_is_remarkable() -> None:
    plain = {stat.name: 50 for stat in STATS}
    told = sentence({**plain, "Bulk": 2, "Roll": 95}, ELEMENTS["Ice"])
    assert told == "A slight and round creature of ice."
    told = sentence({**plain, "Zest": 99, "Guile": 10}, ELEMENTS["Leaf"])
    assert told == "A vivid and plain creature of leaf."


def test_moves_are_the_creature_s_own() -> None:
    seen = Counter()
    for seed in range(200):
        for element in (ELEMENTS["Fire"], ELEMENTS["Mind"]):
            small, great = moves(str(seed), element)
            words = OF_ELEMENT[element.name].split()
            assert small.name.split()[0] in words and great.name.split()[0] in words
            assert small.name.split()[0] != great.name.split()[0]
            assert 15 <= small.power <= 50 and 55 <= great.power <= 95
            assert small.power % 5 == great.power % 5 == 0
            seen[small.power, great.power] += 1
    assert {low for low, _ in seen} == set(range(15, 51, 5))
    assert {high for _, high in seen} == set(range(55, 96, 5))
    assert moves("3", ELEMENTS["Fire"]) == moves("3", ELEMENTS["Fire"])


# Rarity


@pytest.mark.parametrize(
    ("share", "grade", "word"),
    [
        (0.0, 1, "Common"),
        (0.5, 1, "Common"),
        (0.51, 2, "Uncommon"),
        (0.9, 3, "Rare"),
        (0.97, 4, "Very rare"),
        (1.0, 5, "Unique"),
    ],
)
def test_rarity_has_grades(share: float, grade: int, word: str) -> None:
    rarity = Rarity(share, "others")
    assert (rarity.grade, rarity.word) == (grade, word)
    expected = f"Rarer than {100 * share:.0f} of 100 others."
    assert rarity.sentence == (expected if share else "More usual than all others.")


def test_rarity_by_styles_is_the_place_among_the_model_s_own(sampler: Explorer) -> None:
    creatures = sampler.creatures("0-511")
    found = by_styles(creatures, sampler.generator, None)
    far = [float((one.w_plus[0] - sampler.generator.w_avg).norm()) for one in creatures]
    for place in (0, 100, 255, 511):
        index = int(np.argsort(far)[place])
        assert found[index].share == pytest.approx(place / 512, abs=2 / 512)
    (average,) = by_styles(sampler.creatures("3", psi=0), sampler.generator, 0)
    assert average.share == 0 and average.others == "creatures of this model"
    tenfold = Creature("", (sampler.one("3").w_plus - sampler.generator.w_avg) * 99, 0)
    assert by_styles([tenfold], sampler.generator, 0.7)[0].share == 1


def test_distances_are_those_of_all_layers() -> None:
    w_plus = torch.tensor([[[3.0, 4.0], [0.0, 0.0]]])
    assert distances(w_plus, torch.zeros(2)).item() == pytest.approx(math.sqrt(25 / 2))
    assert share_below(torch.tensor([1.0, 2.0, 3.0, 4.0]), 4.0) == 0.75


def test_rarity_by_pictures_is_the_place_among_the_training_pictures(sampler: Explorer) -> None:
    pixels = sampler.sample(range(12), psi=1)
    images = from_pixels(pixels)
    training = gallery(shape_vectors(images[:8]), shape_vectors(images[:8].flip(3)))
    found = by_pictures(pixels, training)
    assert [rarity.share for rarity in found[:8]] == [0.0] * 8  # each is one of them
    for rarity, far in zip(found[8:], training.neighbours(images[8:]).nearest, strict=True):
        assert rarity.share == pytest.approx(float((training.own < far).sum()) / 8)
        assert rarity.others == "training pictures"


# What is drawn


def test_a_curve_is_that_of_bernstein() -> None:
    points = [(0.0, 1.0), (2.0, 3.0), (4.0, -1.0), (5.0, 0.0)]
    for t in (0.0, 0.3, 1.0):
        weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3]
        expected = np.dot(weights, np.array(points))
        assert bezier(points, t) == pytest.approx(tuple(expected))


def test_text_is_fitted_and_broken() -> None:
    short, long = "Ox", "Pumpkingfishergullabaloo"
    assert fitting(short, SERIF, 72, 600) is font(SERIF, 72)
    assert fitting(long, SERIF, 72, 300).getlength(long) <= 301
    used = font(SANS, 20)
    lines = wrapped(f"pokegan card {'x' * 90} --psi 0.7", used, 200)
    assert all(used.getlength(line) <= 200 for line in lines)
    assert "".join(lines).replace(" ", "") == f"pokegancard{'x' * 90}--psi0.7"
    assert wrapped("a b", used, 200) == ["a b"]
    letters = font(SANS, 20)
    assert width_spaced("ab", 20) == pytest.approx(
        letters.getlength("A") + letters.getlength("B") + 0.14 * 20
    )


@pytest.mark.parametrize("size", [16, 64, 512, 1024])
def test_a_front_shows_the_picture_in_whole_squares(size: int) -> None:
    rng = np.random.default_rng(size)
    picture = rng.integers(0, 256, (size, size, 3), np.uint8)
    drawn = sides.front(card(picture=picture))
    assert drawn.size == (744, 1039)
    left, top = (744 - 512) // 2, sides.STAMP_TOP + (sides.STAMP_PX - 512) // 2
    shown = np.asarray(drawn)[top : top + 300, left : left + 300].astype(float)
    if size <= 512:
        expected = picture.repeat(512 // size, 0).repeat(512 // size, 1)
        assert np.array_equal(shown, expected[:300, :300])
    else:
        means = picture.reshape(512, 2, 512, 2, 3).mean(axis=(1, 3))
        assert abs(shown - means[:300, :300]).max() <= 1


def test_what_is_transparent_shows_the_element_s_tint() -> None:
    picture = np.zeros((16, 16, 4), np.uint8)
    picture[8:, :, 0], picture[8:, :, 3] = 255, 255
    plate = sides.plate_of(picture, "#102030")
    assert plate.getpixel((5, 5)) == (16, 32, 48) and plate.getpixel((5, 400)) == (255, 0, 0)


def test_everything_on_a_card_shows() -> None:
    """Another name, number, element, sentence, move, figure or rarity is another front."""
    plain = sides.front(card())
    others = [
        card(name="Penguion"),
        card(number="8"),
        card(element=ELEMENTS["Ice"]),
        card(sentence="A dusky and gangly creature of fire."),
        card(moves=(Move("Candle Hop", 20), Move("Oven Roar", 85))),
        card(stats={**card().stats, "Guile": 51}),
        card(rarity=Rarity(0.95, "creatures of this model")),
        card(rarity=Rarity(0.8, "training pictures")),
    ]
    boxes = [ImageChops.difference(plain, sides.front(other)).getbbox() for other in others]
    assert all(boxes)
    assert sides.front(card()).tobytes() == plain.tobytes()
    for name in ("X", "Pumpkingfishergullabaloo", "Émeraude"):
        box = ImageChops.difference(plain, sides.front(card(name=name))).getbbox()
        assert box and box[0] >= sides.LEFT - 8 and box[2] <= sides.RIGHT + 8 and box[3] < 200


def test_a_back_bears_the_command_line_as_a_code() -> None:
    one = card()
    drawn = sides.back(one)
    matrix = np.array([list(row) for row in segno.make(one.again, micro=False).matrix]) > 0
    dark = np.asarray(drawn.convert("L")) < 128
    modules = len(matrix)
    scale = sides.QR_PX // (modules + 8)
    code = matrix.repeat(scale, 0).repeat(scale, 1)
    left = (744 - scale * (modules + 8)) // 2 + 4 * scale
    tops = [
        y
        for y in range(200, 400)
        if np.array_equal(dark[y : y + len(code), left : left + len(code)], code)
    ]
    assert len(tops) == 1
    quiet = dark[tops[0] - 2 * scale : tops[0], left : left + len(code)]
    assert not quiet.any()
    with pytest.raises(UsageError, match="3000 letters does not fit on a card"):
        sides.back(card(again="x" * 3000))


# Pages


def test_backs_without_their_package_are_refused_before_anything_is_drawn(
    call: Callable[[str], Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert_refused(call("card 1 --back --out b"), 2, 'Install it: pip install "pokegan[cards]"')


def test_backs_lie_behind_their_fronts() -> None:
    colours = [Image.new("RGB", (744, 1039), (20 * i, 0, 0)) for i in range(5)]
    fronts, backs = sheet.page(colours), sheet.page(colours, mirrored=True)
    assert fronts.size == backs.size == (2480, 3508)
    for i in range(5):
        x, y = 124 + i % 3 * 744 + 5, 195 + i // 3 * 1039 + 5
        assert fronts.getpixel((x, y)) == (20 * i, 0, 0)
        assert backs.getpixel((2480 - 1 - x, y)) == (20 * i, 0, 0)
    assert fronts.getpixel((124 + 2 * 744 + 5, 195 + 1039 + 5)) == (255, 255, 255)


def test_crop_marks_are_in_line_with_the_cuts_and_outside() -> None:
    empty = np.asarray(sheet.page([]).convert("L")) < 128
    for x in (124, 868, 1612, 2356):
        assert empty[150, x] and empty[3350, x]
    for y in (195, 1234, 2273, 3312):
        assert empty[y, 80] and empty[y, 2400]
    assert not empty[195:3312, 124:2356].any()


def pages_in(path: Path) -> int:
    with PdfParser(path) as pdf:
        return len(pdf.pages)


def test_pages_hold_nine(tmp_path: Path) -> None:
    sheet.save_pdf(tmp_path / "a.pdf", [card()] * 10, "ten", backs=True)
    content = (tmp_path / "a.pdf").read_bytes()
    assert content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF")
    assert pages_in(tmp_path / "a.pdf") == 4
    assert b"/Width 2480" in content and b"595.2 841.92" in content  # A4 in points
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


# The command


def difference(one: Path, other: Path) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(Image.open(one), Image.open(other)).getbbox()


def test_cards_are_written_with_all_that_makes_them_again(
    call: Callable[[str], Outcome], home: Path, tmp_path: Path
) -> None:
    code, out, err = call(f"card 3,5 --back --psi 0.6 --out {shlex.quote(str(tmp_path / 'a'))}")
    assert code == 0 and "2 cards, rarity by pictures" in err
    names = ["card-0003.png", "card-0003-back.png", "card-0005.png", "card-0005-back.png"]
    assert [Path(line).name for line in out.splitlines()] == names
    first = tmp_path / "a/card-0003.png"
    assert Image.open(first).info["dpi"] == pytest.approx((300, 300), abs=0.01)
    code, out, _ = call(f"info {shlex.quote(str(first))}")
    again = next(line for line in out.splitlines() if line.startswith("again")).split(None, 1)[1]
    options, _, model = again.partition(" --model ")
    assert options == "pokegan card 3 --psi 0.6 --rarity pictures --back"
    assert model.startswith("runs/a/model-")
    out = call(again.removeprefix("pokegan "))[1]
    assert out.splitlines() == [f"outputs/card/a-0.32kimg-psi0.6/{name}" for name in names[:2]]
    for name, path in zip(names, out.splitlines(), strict=False):
        assert difference(tmp_path / "a" / name, home / path) is None


def test_a_card_of_one_s_own_is_made_again_too(call: Callable[[str], Outcome], home: Path) -> None:
    (home / "mine.txt").write_text("\n".join(ANIMALS))
    options = "--element ice --names mine.txt --data pictures.safetensors"
    own = "card 4 --name 'Ash Junior' --rarity styles"
    for line in (f"card 4 {options}", "card 4 --rarity styles --cutout", own):
        assert call(f"{line} --out one.png")[0] == 0
        recipe = render.read_recipe(home / "one.png")
        assert recipe is not None
        code, out, _ = call(remake(recipe, Path("runs/a")).removeprefix("pokegan "))
        assert code == 0 and Path(out.strip()).name == "card-0004.png"
        assert difference(home / "one.png", home / out.strip()) is None
    assert recipe["creature"]["name"] == "Ash Junior"


def test_a_card_stands_for_its_creature(
    call: Callable[[str], Outcome], home: Path, sampler: Explorer
) -> None:
    assert call("card 6 --rarity styles --out six.png")[0] == 0
    (six,) = sampler.creatures(str(home / "six.png"))
    assert torch.equal(six.w_plus, sampler.one("6").w_plus) and six.noise_seed == 6
    assert call("mix --coarse six.png --fine 3 --out cross.png")[0] == 0
    expected = sampler.drawn([sampler.cross(six, None, sampler.one("3"))])[0]
    assert abs(np.asarray(Image.open(home / "cross.png")).astype(int) - expected).max() <= 1
    code, out, _ = call("card six.png --rarity styles")
    assert code == 0 and out == "outputs/card/a-0.32kimg-psi0.7/card-0006.png\n"
    assert difference(home / "six.png", home / out.strip()) is None
    assert call("name six.png")[1] == call("name 6")[1]
    assert call("card cross.png --rarity styles")[1] == out.replace("0006", "cross")


def test_creatures_without_a_seed_have_names_of_their_own(sampler: Explorer) -> None:
    seeds = sampler.creatures("1,2")
    assert [latents.identity(one) for one in seeds] == ["1", "2"]
    cross = sampler.cross(seeds[0], None, seeds[1], (2, 4))
    rows = cross.w_plus.numpy().astype("<f4").tobytes()
    assert latents.identity(cross) == hashlib.sha256(rows + b"1").hexdigest()[:16]
    other = dataclasses.replace(cross, noise_seed=2)
    assert latents.identity(other) != latents.identity(cross)
    (dealt,) = dealing.deal(
        sampler,
        [dealing.Subject(cross, "x", latents.identity(cross), "1x2")],
        dealing.CardOptions(),
    )
    assert dealt.card.name == new_name(latents.identity(cross)) and dealt.stem == "card-1x2"


def test_saved_latents_become_cards_that_do_not_overwrite_each_other(
    call: Callable[[str], Outcome], home: Path, sampler: Explorer
) -> None:
    one = sampler.one("1")
    save_latents(sampler, home / "two.safetensors", [one, sampler.one("1", psi=1)])
    code, out, err = call("card two.safetensors --out latents --rarity styles")
    assert code == 0, err
    assert out.split() == ["latents/card-0001.png", "latents/card-0001-2.png"]
    second = home / "latents/card-0001-2.png"
    assert difference(home / "latents/card-0001.png", second)
    recipe = render.read_recipe(second)
    assert recipe is not None and recipe["points"] == ["two.safetensors:2"]
    line = remake(recipe, Path("runs/a")).removeprefix("pokegan ")
    assert call(f"{line} --out again.png")[0] == 0
    assert_within_a_level(*(np.asarray(Image.open(path)) for path in (second, home / "again.png")))


def test_a_sheet_becomes_cards_of_what_it_shows(
    call: Callable[[str], Outcome], home: Path, sampler: Explorer
) -> None:
    assert call("sample --seeds 4,9 --psi 1 --out wild")[0] == 0
    assert call("card wild/sheet.png --out sheet --rarity styles")[0] == 0
    recipe = render.read_recipe(home / "sheet/card-0009.png")
    assert recipe is not None and recipe["points"] == ["wild/sheet.png:2"]
    for path in ("sheet/card-0009.png", "wild/sheet.png:2", "wild/seed-0009.png"):
        assert torch.allclose(sampler.one(path).w_plus, sampler.one("9", psi=1).w_plus)
    assert dealing.subjects(sampler, ["wild/seed-0009.png"], 0.7)[0].text == "wild/seed-0009.png"


def test_transparent_models_have_cards(sampler: Explorer) -> None:
    picture = np.zeros((16, 16, 4), np.uint8)
    picture[4:12, 4:12] = (30, 90, 200, 255)
    file = copy.copy(sampler.file)
    made = dealing.one_card(
        Explorer(dataclasses.replace(file, data={**file.data, "background": "transparent"})),
        dealing.Subject(sampler.one("1"), "1", "1", "1"),
        dealing.CardOptions(),
        None,
        picture,
        Rarity(0.5, "others"),
    )
    assert made.card.element.name == "Water" and made.card.stats["Poise"] == 99


def test_a_creature_that_is_cut_out_is_measured_as_it_was_drawn(sampler: Explorer) -> None:
    cutting = Explorer(sampler.file, finish=Finish(cutout=True))
    for seed in "123":
        whole, cut = (
            next(dealing.deal(by, dealing.subjects(by, [seed], 0.7), dealing.CardOptions())).card
            for by in (sampler, cutting)
        )
        assert cut.stats == whole.stats and cut.element == whole.element
        assert np.array_equal(cut.picture, cutting.drawn(cutting.creatures(seed))[0])
        assert np.array_equal(whole.picture, sampler.drawn(sampler.creatures(seed))[0])


def test_a_pdf_is_written_where_it_is_asked_for(call: Callable[[str], Outcome], home: Path) -> None:
    code, out, err = call("card --back --out outputs/cards.pdf --model alone.safetensors")
    assert code == 0 and out == "outputs/cards.pdf\n" and "9 cards, rarity by styles" in err
    assert pages_in(home / "outputs/cards.pdf") == 2


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("card pikachu", 2, "is no creature"),
        ("card 1 --element watr", 2, "Did you mean Water? Known: Fire"),
        ("card 1,2 --name Ash", 2, "a name is for one card, not for 2. Leave it out. (--name)"),
        ("card 1,2 --out a.png", 2, "a.png holds one card, not 2. Name a folder or a .pdf."),
        ("card 1 --out a.jpg", 2, "a.jpg must end with .png or .pdf"),
        ("card 1 --rarity luck", 2, "Known: auto, pictures, styles."),
        ("card 1 --rarity styles --data x", 2, "Leave one of them out"),
        ("card 1 --rarity pictures --model alone.safetensors", 2, "lies in no run folder"),
        ("card 1 --data gone.safetensors", 1, "gone.safetensors"),
        ("card 1 --names gone.txt", 1, "no such file: gone.txt"),
        ("card gone.png", 1, "no such file: gone.png"),
    ],
)
def test_what_is_typed_wrong_is_answered_in_a_sentence(
    call: Callable[[str], Outcome], line: str, code: int, said: str
) -> None:
    assert_refused(call(line), code, said)


def test_a_card_of_a_dented_picture_is_refused_in_a_sentence(
    call: Callable[[str], Outcome], home: Path, sampler: Explorer
) -> None:
    recipe = {**sampler.recipe("card", points=["1"]), "creature": 5}
    render.save_png(home / "dented.png", np.zeros((16, 16, 3), np.uint8), recipe)
    code, _, err = call("card dented.png --rarity styles")
    assert code == 1 and "the latent in dented is damaged" in err


def test_more_cards_than_can_be_held_are_refused(
    sampler: Explorer, leave_free: Callable[[float], None]
) -> None:
    chosen = dealing.subjects(sampler, ["0-99"], None)
    leave_free(1e5)
    with pytest.raises(MemoryFull, match="100 pictures of 16 px together"):
        dealing.deal(sampler, chosen, dealing.CardOptions())
