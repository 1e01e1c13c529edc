"""A model at work: seeds that are identities, crosses, walks, and recipes that come true."""

from __future__ import annotations

import copy
import dataclasses
import itertools
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from conftest import Finished, assert_within_a_level, largest_difference
from PIL import Image

import pokegan
from pokegan import models, render
from pokegan.config import Config, override
from pokegan.errors import DataError, ModelError, UsageError
from pokegan.explore.mixing import crosses, save_mix
from pokegan.explore.resolve import Explorer
from pokegan.render import Finish, stills
from pokegan.sampling import writers
from pokegan.sampling.latents import Creature
from pokegan.sampling.sampler import Look, Sampler
from pokegan.sampling.seed_ranges import parse_seeds
from pokegan.sampling.synthesis import BATCH
from pokegan.sampling.writers import save_latents, save_samples


def mean_difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(abs(one.astype(int) - other.astype(int)).mean())


def test_a_seed_is_the_same_picture_in_any_company(lively: Explorer) -> None:
    seeds = [*range(BATCH + 4), 2**63 - 1]
    together = lively.sample(seeds)
    assert together.shape == (BATCH + 5, 16, 16, 3) and together.dtype == np.uint8
    assert_within_a_level(lively.sample(seeds[::-1])[::-1], together)
    assert_within_a_level(lively.sample([5, 3, 5]), together[[5, 3, 5]])
    for i in (0, BATCH, len(seeds) - 1):
        assert_within_a_level(lively.sample([seeds[i]])[0], together[i])
    for i in range(1, len(seeds)):
        assert largest_difference(together[i], together[i - 1]) > 10


def test_the_door_of_three_lines_opens(finished: Finished, sampler: Explorer) -> None:
    model = pokegan.load(finished.folder)
    assert np.array_equal(model.sample([1, 2, 3]), sampler.sample([1, 2, 3]))
    assert np.array_equal(model.mix("1", "2"), sampler.mix("1", "2"))
    assert len(list(model.interpolate("1,2,3", frames=5, loop=True))) == 5
    with pytest.raises(ModelError, match="holds no model"):
        pokegan.load(finished.folder.parent)


# Truncation and noise


def test_psi_zero_is_one_creature_but_for_its_noise(lively: Explorer) -> None:
    bare = lively.sample(range(4), psi=0, noise="none")
    assert np.array_equal(bare, bare[:1].repeat(4, axis=0))
    average = Creature("", lively.generator.w_avg.expand(6, -1), 0)
    assert_within_a_level(next(lively.draw([average], "none"))[0], bare[0])
    noisy = lively.sample(range(4), psi=0)
    assert largest_difference(noisy[0], noisy[1]) > 3
    full = lively.sample(range(4), psi=1, noise="none")
    assert largest_difference(full[0], full[1]) > 10


def test_psi_one_is_what_the_mapping_says(lively: Explorer) -> None:
    creature = lively.one("7", psi=1)
    assert creature.z is not None
    w = lively.generator.mapping(creature.z[None])[0]
    assert torch.allclose(creature.w_plus, w, atol=1e-6)
    half = lively.one("7", psi=0.5).w_plus
    assert torch.allclose(half, (w + lively.generator.w_avg) / 2, atol=1e-6)


def test_noise_follows_the_seed_a_number_or_nothing(lively: Explorer) -> None:
    def draw(noise: str, noise_seed: int = 0, own: int = 3) -> np.ndarray:
        creature = dataclasses.replace(lively.one("3"), noise_seed=own)
        return next(lively.draw([creature], noise, noise_seed))

    assert np.array_equal(draw("seed", 1), draw("seed", 2))
    assert np.array_equal(draw("random", 1), draw("random", 1))
    assert np.array_equal(draw("none", 1, own=3), draw("none", 2, own=4))
    different = [draw("seed"), draw("seed", own=4), draw("random", 1), draw("random", 2)]
    different += [draw("random", 1, own=4), draw("none")]
    for i, one in enumerate(different):
        for other in different[:i]:
            assert largest_difference(one, other) > 3


def test_noise_of_a_group_is_that_of_its_layers(lively: Explorer) -> None:
    """With nothing at 4 and 8 px for random noise to show in, it cannot be seen."""
    with_coarse = [lively.sample([3], noise="coarse=random", noise_seed=n) for n in (1, 2)]
    assert largest_difference(with_coarse[0], with_coarse[1]) > 3
    generator = copy.deepcopy(lively.file.generator)
    for name, parameter in generator.named_parameters():
        if name.endswith("noise.strength") and ("first" in name or "blocks.8" in name):
            parameter.fill_(0)
    fine = Explorer(dataclasses.replace(lively.file, generator=generator))
    without = [fine.sample([3], noise="coarse=random", noise_seed=n) for n in (1, 2)]
    assert np.array_equal(without[0], without[1]) and np.array_equal(without[0], fine.sample([3]))
    assert largest_difference(fine.sample([3], noise="middle=none"), without[0]) > 3


def test_a_model_in_mid_fade_draws_as_it_was_saved(lively: Explorer) -> None:
    fading = [Explorer(dataclasses.replace(lively.file, alpha=alpha)) for alpha in (0.0, 0.5, 1.0)]
    old, between, new = (each.sample([3]) for each in fading)
    assert np.array_equal(old, old[:, ::2, ::2].repeat(2, 1).repeat(2, 2))
    assert np.array_equal(new, lively.sample([3]))
    mean = (old.astype(float) + new) / 2
    unclipped = (old > 0) & (old < 255) & (new > 0) & (new < 255)
    assert abs(between - mean)[unclipped].max() <= 1 and unclipped.mean() > 0.5


def test_a_model_that_is_still_small_draws_small(sampler: Explorer) -> None:
    young = Explorer(dataclasses.replace(sampler.file, resolution=8))
    assert young.sample([1]).shape == (1, 8, 8, 3) and young.num_ws == 4


# Mixing


def test_a_cross_takes_each_layer_from_its_source(lively: Explorer) -> None:
    a, b, c = (lively.one(str(seed), psi=1) for seed in (1, 2, 3))

    def origins(cross: Creature) -> str:
        sources = {"a": a, "b": b, "c": c}
        rows = [
            [name for name, it in sources.items() if torch.equal(it.w_plus[layer], row)]
            for layer, row in enumerate(cross.w_plus)
        ]
        return "".join(name for (name,) in rows)

    assert origins(lively.cross(a, b, c, (2, 4))) == "aabbcc"
    assert origins(lively.cross(a, b, c, (1, 5))) == "abbbbc"
    assert origins(lively.cross(a, None, c, (2, 4))) == "aaaacc"
    assert origins(lively.cross(a, None, c)) == "aaaacc"  # 16 px has no fine layers
    assert origins(lively.cross(a, b, c)) == "aaaabb"
    assert lively.cross(a, b, c).noise_seed == a.noise_seed == 1
    assert lively.cross(a, b, c).label == "1x3"


def test_a_mix_draws_its_cross_with_the_noise_of_the_coarse_one(lively: Explorer) -> None:
    a, b, c = (lively.one(str(seed)) for seed in (1, 2, 3))
    assert np.array_equal(
        lively.mix("1", "3", "2", layers=(2, 4)), lively.drawn([lively.cross(a, b, c, (2, 4))])[0]
    )
    assert_within_a_level(lively.mix("1", "1"), lively.sample([1])[0])
    assert largest_difference(lively.mix("1", "2"), lively.mix("2", "1")) > 10


# Saved latents


def test_saved_creatures_come_back_whole(lively: Sampler, tmp_path: Path) -> None:
    creatures = [lively.one("4", psi=0.3), lively.one(str(2**63 - 1))]
    creatures.append(lively.cross(creatures[0], None, creatures[1]))
    path = tmp_path / "latents.safetensors"
    save_latents(lively, path, creatures)
    again = lively.creatures(str(path))
    assert [one.label for one in again] == ["4", str(2**63 - 1), f"4x{2**63 - 1}"]
    assert [one.noise_seed for one in again] == [4, 2**63 - 1, 4]
    for one, other in zip(again, creatures, strict=True):
        assert torch.equal(one.w_plus, other.w_plus)
    assert np.array_equal(lively.drawn(again), lively.drawn(creatures))
    with pytest.raises(UsageError, match="names 3 creatures where one is wanted"):
        lively.mix(str(path), str(path))
    assert torch.equal(lively.one(f"{path}:2").w_plus, creatures[1].w_plus)
    assert lively.one("3,7-9:3").label == "8"
    for place in (0, 4):
        with pytest.raises(UsageError, match=rf"names no creature {place}\. It names 3, counted"):
            lively.one(f"{path}:{place}")
    save_latents(lively, path, creatures[:1])
    assert largest_difference(lively.mix(str(path), str(path)), lively.drawn(again)[0]) <= 1


def test_saved_creatures_of_another_shape_are_refused(
    sampler: Sampler, config: Config, tmp_path: Path
) -> None:
    path = tmp_path / "latents.safetensors"
    save_latents(sampler, path, [sampler.one("1")])
    for key, value in (("w_dim", 8), ("resolution", 32)):
        generator, _ = models.build(override(config, {key: value}).model)
        other = Explorer(dataclasses.replace(sampler.file, generator=generator))
        with pytest.raises(ModelError, match=r"another shape.*\(6, 16\)") as caught:
            other.creatures(str(path))
        assert sampler.file.hash in caught.value.hint


def test_saved_creatures_of_another_model_are_told_of(sampler: Sampler, tmp_path: Path) -> None:
    path = tmp_path / "latents.safetensors"
    saved = sampler.one("1")
    save_latents(sampler, path, [saved])
    told: list[str] = []
    Explorer(sampler.file, log=told.append).creatures(str(path))
    assert told == []
    other = Explorer(dataclasses.replace(sampler.file, hash="other"), log=told.append)
    (creature,) = other.creatures(str(path))
    assert torch.equal(creature.w_plus, saved.w_plus)
    (sentence,) = told
    assert sentence.startswith(
        f"{path} was saved from a model that is not here (hash {sampler.file.hash}); in this one"
    )


def test_a_model_is_no_creature(sampler: Sampler, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds a model, not a latents"):
        sampler.creatures(str(sampler.file.path))
    with pytest.raises(DataError, match="no such file"):
        sampler.creatures(str(tmp_path / "absent.safetensors"))
    with pytest.raises(UsageError, match="is no creature"):
        sampler.creatures("pikachu")


# Walks


@pytest.mark.parametrize("space", ["w", "z"])
def test_a_walk_begins_and_ends_at_its_creatures(lively: Sampler, space: str) -> None:
    frames = list(lively.interpolate("1,2,3", frames=9, space=space))
    assert len(frames) == 9 and frames[0].shape == (16, 16, 3)
    noise_of_the_first = [
        dataclasses.replace(lively.one(str(seed)), noise_seed=1) for seed in (1, 2, 3)
    ]
    for frame, expected in zip(frames[::4], lively.drawn(noise_of_the_first), strict=True):
        assert_within_a_level(frame, expected)
    assert_within_a_level(frames[0], lively.sample([1])[0])
    steps = [mean_difference(a, b) for a, b in itertools.pairwise(frames)]
    assert 0 < max(steps) < mean_difference(frames[0], frames[4])


def test_a_loop_comes_back_and_shows_no_creature_twice(lively: Explorer) -> None:
    frames = list(lively.interpolate("1,2", frames=8, loop=True))
    assert len(frames) == 8
    for i in range(1, 4):  # there and back on the same straight line
        assert_within_a_level(frames[i], frames[8 - i])
    assert largest_difference(frames[0], frames[7]) > 3
    assert_within_a_level(frames[4], list(lively.interpolate("1,2", frames=2))[1])


def test_only_seeds_can_walk_through_z(lively: Sampler, tmp_path: Path) -> None:
    path = tmp_path / "latents.safetensors"
    save_latents(lively, path, [lively.one("1"), lively.one("2")])
    assert len(list(lively.interpolate(str(path), frames=2))) == 2
    with pytest.raises(UsageError, match="has a z to walk through"):
        list(lively.interpolate(str(path), frames=2, space="z"))
    with pytest.raises(UsageError, match="no space 'y'"):
        list(lively.interpolate("1,2", frames=2, space="y"))


# Files


def test_samples_are_written_as_they_are_drawn(lively: Sampler, tmp_path: Path) -> None:
    seeds = parse_seeds("3,7-9,3")
    look = Look(psi=0.5, cutoff=2, noise="coarse=random", noise_seed=5)
    passed: list[int] = []

    def progress(items: Iterable[Any], total: int) -> Iterator[Any]:
        assert total == 5
        for item in items:
            passed.append(item)
            yield item

    sheet = save_samples(lively, tmp_path / "new", seeds, {"seeds": "3,7-9,3"}, look, progress)
    assert passed == [3, 7, 8, 9, 3]
    names = ["seed-0003.png", "seed-0007.png", "seed-0008.png", "seed-0009.png", "sheet.png"]
    assert sorted(path.name for path in sheet.parent.iterdir()) == names
    pixels = lively.sample([3, 7, 8, 9], 0.5, "coarse=random", 5, 2)
    for picture, name in zip(pixels, names[:4], strict=True):
        assert_within_a_level(np.asarray(Image.open(sheet.parent / name)), picture)
    settings = {"psi": 0.5, "cutoff": 2, "noise": "coarse=random", "noise_seed": 5}
    assert render.read_recipe(sheet.parent / names[2]) == lively.recipe(
        "sample", seeds=8, **settings
    )
    assert render.read_recipe(sheet) == lively.recipe("sample", seeds="3,7-9,3", **settings)
    tiles = np.asarray(render.contact_sheet(np.concatenate([pixels, pixels[:1]]), [""] * 5))
    strip = tiles.shape[1] // 3 // 2  # above the first label
    assert_within_a_level(np.asarray(Image.open(sheet))[:strip], tiles[:strip])


def test_a_sheet_shows_the_first_of_many(
    lively: Sampler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "SHEET_MOST", 4)
    few = Image.open(save_samples(lively, tmp_path / "few", range(4), {"n": 4}))
    many = Image.open(save_samples(lively, tmp_path / "many", range(20), {"n": 20}))
    assert len(list((tmp_path / "many").iterdir())) == 21
    assert_within_a_level(np.asarray(many), np.asarray(few))


class AtOnce(ThreadPoolExecutor):
    """Writers that never lag behind, as those of a busy machine do."""

    def submit(self, write: Callable[..., None], /, *args: Any, **options: Any) -> Future[None]:
        done: Future[None] = Future()
        done.set_result(write(*args, **options))
        return done


def test_ten_times_the_samples_need_the_same_memory(
    lively: Sampler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "SHEET_MOST", 4)
    monkeypatch.setattr(stills, "ThreadPoolExecutor", AtOnce)

    def peak_bytes(count: int) -> int:
        tracemalloc.start()
        save_samples(lively, tmp_path / str(count), range(count), {"n": count})
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    peak_bytes(32)
    few, many = peak_bytes(80), peak_bytes(800)
    assert many < 1.2 * few + 50_000


def test_too_many_latents_for_one_file_are_refused(sampler: Sampler, tmp_path: Path) -> None:
    writers.check_saved(10_000)
    with pytest.raises(UsageError, match=r"10,001 latents are too many.*Save 10,000 or fewer"):
        save_latents(sampler, tmp_path / "a.safetensors", [sampler.one("1")] * 10_001)
    assert not list(tmp_path.iterdir())


def test_crosses_go_row_by_row(lively: Explorer) -> None:
    rows, columns, others = (lively.creatures(text) for text in ("1,2", "3-5", "6,7"))
    found = crosses(lively, rows, columns, [], (2, 4))
    assert [cross.label for cross in found] == ["1x3", "1x4", "1x5", "2x3", "2x4", "2x5"]
    for between, its in ((others[:1], [others[0], others[0]]), (others, others)):
        found = crosses(lively, rows, columns, between, (2, 4))
        for i, cross in enumerate(found):
            assert torch.equal(cross.w_plus[2:4], its[i // 3].w_plus[2:4])
            assert torch.equal(cross.w_plus[4:], columns[i % 3].w_plus[4:])
    with pytest.raises(UsageError, match="middle names 3 creatures and coarse 2"):
        crosses(lively, rows, columns, columns)


def test_a_picture_is_the_creature_it_shows(lively: Sampler, tmp_path: Path) -> None:
    save_mix(lively, tmp_path / "mix.png", "1", "3", layers=(2, 4))
    (back,) = lively.creatures(str(tmp_path / "mix.png"), psi=0.1)
    crossed = lively.cross(lively.one("1"), None, lively.one("3"), (2, 4))
    assert torch.equal(back.w_plus, crossed.w_plus)
    assert (back.label, back.noise_seed) == ("mix", 1)

    save_samples(lively, tmp_path, [4, 9], {"seeds": "4,9"}, Look(psi=0.5, cutoff=3))
    (nine,) = lively.creatures(str(tmp_path / "seed-0009.png"))
    known = list(lively.seeded([4, 9], 0.5, 3))
    assert torch.allclose(nine.w_plus, known[1].w_plus, atol=1e-5) and nine.noise_seed == 9
    both = lively.creatures(str(tmp_path / "sheet.png"))
    assert [creature.label for creature in both] == ["4", "9"]
    assert torch.allclose(both[0].w_plus, known[0].w_plus, atol=1e-5)


def test_a_picture_of_several_creatures_names_none(lively: Sampler, tmp_path: Path) -> None:
    save_mix(lively, tmp_path / "table.png", "1,2", "3")
    with pytest.raises(UsageError, match=r"table\.png is what `pokegan mix` shows, and"):
        lively.creatures(str(tmp_path / "table.png"))
    with pytest.raises(DataError, match=r"no such file: .*none\.png"):
        lively.creatures(str(tmp_path / "none.png"))


def test_a_picture_of_no_model_is_found_by_its_looks(sampler: Sampler, tmp_path: Path) -> None:
    pixels = sampler.sample([1])[0]
    said: list[str] = []
    model = tmp_path / "model.safetensors"  # beside which it is kept
    model.write_bytes(sampler.file.path.read_bytes())
    listening = Explorer.load(model, log=said.append)
    for i, recipe in enumerate(({"command": "timelapse"}, {"model": "box"}, {"model": {}}), 1):
        render.save_png(tmp_path / "film.png", pixels, recipe)
        (found,) = listening.creatures(str(tmp_path / "film.png"))
        assert found.label == "film" and len(said) == i + 1
    assert "looking for" in said[0] and all("film: " in words for words in said[1:])


def test_a_recipe_that_cannot_be_read_is_told(sampler: Sampler, tmp_path: Path) -> None:
    path = tmp_path / "seed.png"
    whole = sampler.recipe("sample", seeds="3,5", psi=0.5)
    for changed in ({"psi": "much"}, {"psi": None}, {"seeds": None, "n": "few"}, {"n": [1]}):
        render.save_png(path, sampler.sample([3])[0], {**whole, **changed})
        with pytest.raises(DataError, match=r"recipe inside .*seed\.png is damaged"):
            sampler.creatures(str(path))
    render.save_png(path, sampler.sample([3])[0], whole)
    assert [one.label for one in sampler.creatures(str(path))] == ["3", "5"]
    render.save_png(path, sampler.sample([3])[0], {**whole, "n": 3, "seeds": None})
    assert [one.label for one in sampler.creatures(str(path))] == ["0", "1", "2"]


def test_seeds_are_seeds_whatever_files_there_are(
    sampler: Sampler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("7", "0-2", "picture"):
        Path(name).write_text("none")
    assert [one.label for one in sampler.creatures("7")] == ["7"]
    assert len(sampler.creatures("0-2")) == 3
    with pytest.raises(DataError, match="not a picture"):
        sampler.creatures("picture")
    many = ",".join(map(str, range(400)))  # longer than any file's name
    assert [one.noise_seed for one in sampler.creatures(many)] == list(range(400))
    with pytest.raises(UsageError, match="is no creature"):
        sampler.creatures("a" * 400)
    with pytest.raises(DataError, match="no such file"):
        sampler.creatures("a" * 400 + ".safetensors")


def test_too_many_creatures_are_refused_before_they_are_made(
    sampler: Sampler, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="10,001 creatures are too many at once"):
        sampler.one("0-10000")
    recipe = sampler.recipe("sample", n=9_999_999, psi=0.5)
    render.save_png(tmp_path / "sheet.png", sampler.sample([3])[0], recipe)
    with pytest.raises(UsageError, match="9,999,999 creatures are too many at once"):
        sampler.creatures(str(tmp_path / "sheet.png"))
    few = sampler.creatures("0-100")
    with pytest.raises(UsageError, match="10,201 crosses are too many for one table"):
        crosses(sampler, few, few, [])
    assert len(crosses(sampler, few[:100], few[:100], [])) == 10_000


def test_a_mix_is_written_as_a_picture_or_a_table(lively: Sampler, tmp_path: Path) -> None:
    path = tmp_path / "mix.png"
    save_mix(lively, path, "1", "3", "2", layers=(2, 4))
    pixels = lively.mix("1", "3", "2", layers=(2, 4))
    assert_within_a_level(np.asarray(Image.open(path)), pixels)
    expected = {"coarse": "1", "fine": "3", "middle": "2", "layers": "2,4", "psi": 0.7}
    recipe = render.read_recipe(path)
    assert recipe and recipe.pop("creature")["noise_seed"] == 1
    assert recipe == lively.recipe("mix", **expected)
    save_mix(lively, path, "1,2", "3-5", psi=1)
    rows, columns = lively.sample([1, 2], psi=1), lively.sample([3, 4, 5], psi=1)
    cells = np.stack([lively.mix(a, b, psi=1) for a in "12" for b in "345"])
    table = render.table(rows, columns, cells, ["1", "2"], ["3", "4", "5"])
    assert_within_a_level(np.asarray(Image.open(path)), np.asarray(table))
    expected = {"coarse": "1,2", "fine": "3-5", "middle": None, "layers": None, "psi": 1}
    assert render.read_recipe(path) == lively.recipe("mix", **expected)


# Finishes


@pytest.fixture
def cutting(lively: Explorer) -> Explorer:
    """A sampler that cuts, with the colour in the corner of creature 1 for its background."""
    colour = "rgb({}, {}, {})".format(*lively.sample([1])[0, 0, 0])
    file = dataclasses.replace(lively.file, data={**lively.file.data, "background": colour})
    return Explorer(file, finish=Finish(cutout=True))


def test_whatever_is_drawn_is_cut_out(lively: Sampler, cutting: Sampler, tmp_path: Path) -> None:
    plain = lively.sample([1, 2])
    cut = np.stack([render.cut_out(picture, cutting.background) for picture in plain])
    assert cut[0, 0, 0, 3] == 0 and cut.shape == (2, 16, 16, 4)
    assert np.array_equal(cutting.sample([1, 2]), cut)
    assert next(cutting.interpolate("1,2", frames=2)).shape == (16, 16, 4)
    save_samples(cutting, tmp_path, [1, 2], {"seeds": "1,2"})
    assert np.array_equal(np.asarray(Image.open(tmp_path / "seed-0001.png")), cut[0])
    sheet = np.asarray(Image.open(tmp_path / "sheet.png"))
    assert np.array_equal(sheet, np.asarray(render.contact_sheet(cut, ["1", "2"])))
    save_mix(cutting, tmp_path / "mix.png", "1", "1")
    assert np.asarray(Image.open(tmp_path / "mix.png"))[0, 0].tolist() == [0, 0, 0, 0]


def test_without_a_word_the_background_is_white(lively: Explorer) -> None:
    assert lively.background == "white"
    assert Explorer(dataclasses.replace(lively.file, data={})).background == "white"


def test_what_is_written_is_enlarged_once(lively: Sampler, tmp_path: Path) -> None:
    larger = Explorer(lively.file, finish=Finish(scale=3))
    assert larger.sample([1]).shape == (1, 16, 16, 3)
    save_samples(larger, tmp_path, [1, 2], {"n": 2})
    plain = lively.sample([1, 2])
    written = np.asarray(Image.open(tmp_path / "seed-0001.png"))
    assert np.array_equal(written, plain[0].repeat(3, 0).repeat(3, 1))
    sheet = np.asarray(Image.open(tmp_path / "sheet.png"))
    assert np.array_equal(sheet, np.asarray(render.contact_sheet(plain, ["1", "2"], scale=3)))
    save_mix(larger, tmp_path / "mix.png", "1", "2")
    assert Image.open(tmp_path / "mix.png").size == (48, 48)
    save_mix(larger, tmp_path / "table.png", "1", "2-3")
    assert Image.open(tmp_path / "table.png").width == 3 * (48 + render.GAP_PX) + render.GAP_PX
