"""Directions: what finds them against slow ways, what they do, and the commands that use them."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
import typer.main
from conftest import Outcome, assert_refused
from PIL import Image
from torch import Tensor

from pokegan import cli, render
from pokegan.checkpoints import layout, tensor_file
from pokegan.cli import shape
from pokegan.errors import ModelError, UsageError
from pokegan.explore import directions
from pokegan.explore.directions import edited, effects, finding, kinds
from pokegan.explore.directions.finding import (
    in_units,
    layer_groups,
    most_styling,
    principal_axes,
    rising_alike,
)
from pokegan.explore.directions.kinds import Direction, Directions, Effect, Which
from pokegan.explore.resolve import Explorer
from pokegan.metrics.properties import PROPERTIES, measure
from pokegan.models.layers import AdaIN
from pokegan.runtime.progress import no_progress
from pokegan.sampling import latents
from pokegan.sampling.sampler import Sampler

NUMBER = {name: i for i, name in enumerate(PROPERTIES)}


def random(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(scope="module", autouse=True)
def few() -> Iterator[None]:
    """Fewer creatures than would do for a model in earnest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(effects, "HELD_OUT", range(24))
        patch.setattr(finding, "FITTED", range(1000, 1064))
        patch.setattr(finding, "SPREAD", range(1000, 1256))
        yield


@pytest.fixture(scope="module")
def known(sampler: Sampler, few: None) -> Directions:
    return finding.discover(sampler)


@pytest.fixture(scope="module")
def home(sampler: Sampler, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the finished run."""
    home = tmp_path_factory.mktemp("shaped")
    shutil.copytree(sampler.file.path.parent, home / "runs/a")
    return home


# The mathematics


def test_principal_axes_are_those_of_the_covariance() -> None:
    stretch = torch.diag(torch.tensor([0.1, 3.0, 1.0, 0.5]))
    turn, _ = torch.linalg.qr(random(4, 4))
    w = random(500, 4, seed=1) @ stretch @ turn.T + 7
    values, vectors = np.linalg.eigh(np.cov(w.double().numpy().T))
    expected = vectors[:, np.argsort(-values)[:3]].T
    axes = principal_axes(w, 3).double().numpy()
    assert np.abs((axes * expected).sum(1)) == pytest.approx(1, abs=1e-4)
    for axis in axes:
        assert np.linalg.norm(axis) == pytest.approx(1, abs=1e-5)
        assert axis[np.abs(axis).argmax()] > 0


def test_closed_form_directions_of_weights_made_by_hand() -> None:
    """Lengths of A n by axis: sqrt(9 + 1), 2 and 4."""
    layers = [torch.tensor([[3.0, 0, 0], [0, 2, 0]]), torch.tensor([[1.0, 0, 0], [0, 0, -4]])]
    axes = most_styling(layers, 2)
    assert torch.allclose(axes, torch.tensor([[0.0, 0, 1], [1, 0, 0]]), atol=1e-6)


def test_nothing_styles_more_than_the_first_closed_form_direction() -> None:
    layers = [random(10, 5, seed=seed) for seed in range(3)]
    stacked = torch.cat(layers)
    first, second = most_styling(layers, 2)
    best, x = 0.0, random(5, seed=9)
    for _ in range(300):  # power iteration, the slow way to the same
        x = sum(layer.T @ (layer @ x) for layer in layers)  # type: ignore[assignment]
        x = x / x.norm()
        best = float((stacked @ x).norm())
    assert float((stacked @ first).norm()) == pytest.approx(best, rel=1e-5)
    assert abs(float(first @ x)) == pytest.approx(1, abs=1e-4)
    others = torch.nn.functional.normalize(random(1000, 5, seed=4), dim=1)
    others = others - (others @ first)[:, None] * first
    others = torch.nn.functional.normalize(others, dim=1)
    assert float((stacked @ second).norm()) >= float((others @ stacked.T).norm(dim=1).max())


def test_style_weights_are_what_a_layer_does_with_w(sampler: Explorer) -> None:
    """In the order of the layers: what changes row l of w_plus changes what layer l is given."""
    weights = finding.style_weights(sampler)
    assert len(weights) == sampler.num_ws == 6
    layers = [m for m in sampler.file.generator.modules() if isinstance(m, AdaIN)]
    heard: list[tuple[int, Tensor]] = []
    hooks = [
        layer.affine.register_forward_hook(
            lambda module, args, out, i=i: heard.append((i, out.clone()))
        )
        for i, layer in enumerate(layers)
    ]
    w_plus, step = random(1, 6, 16), random(6, 16, seed=1)
    for styles in (w_plus, w_plus + step):
        sampler.file.generator.synthesis(styles, 16)
    for hook in hooks:
        hook.remove()
    assert [i for i, _ in heard] == [*range(6), *range(6)]
    for i, weight in enumerate(weights):
        change = heard[i + 6][1] - heard[i][1]
        assert torch.allclose(change[0], weight @ step[i], atol=1e-4)


def losses(direction: Tensor, unit: Tensor, own: int) -> float:
    """What rising_alike makes least, creature by creature; `unit` [N, P, D] of a white w."""
    total = 0.0
    for creature in unit:
        for number, gradient in enumerate(creature):
            rise = float(gradient @ direction)
            total += (rise - 1) ** 2 if number == own else finding.STILL * rise**2
    return total / len(unit) + finding.CLOSE / len(direction) * float(direction @ direction)


def test_rising_alike_is_where_its_loss_is_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "THIN", 0.0)
    gradients, spread = random(20, 3, 4), random(4, 4, seed=1)
    covariance = spread @ spread.T + torch.eye(4)
    root = torch.linalg.cholesky(covariance)
    unit = torch.nn.functional.normalize(gradients @ root, dim=2)
    for own, direction in enumerate(rising_alike(gradients, covariance)):
        white = torch.linalg.solve(root, direction)
        least = losses(white, unit, own)
        for seed in range(20):
            assert losses(white + 0.02 * random(4, seed=seed), unit, own) > least
            assert losses(white + 1e-3 * random(4, seed=seed), unit, own) > least - 1e-5


def test_a_planted_direction_is_found() -> None:
    """Two properties linear in w, measured with noise; w is stretched, as a real one is."""
    planted = torch.tensor([[3.0, 0, 0, 1], [0, 2, -1, 0]])
    gradients = planted + 0.3 * random(400, 2, 4)
    found = rising_alike(gradients, torch.eye(4))
    assert torch.cosine_similarity(found, planted).min() > 0.99
    stretched = rising_alike(gradients, torch.diag(torch.tensor([1.0, 1, 1, 16])))
    assert stretched[0, 3] / stretched[0, 0] > 2  # the wide axis does more for as little


def test_more_is_more_for_every_creature_where_their_ways_differ() -> None:
    """As with saturation: most are red, some are blue, and the mean gradient makes all redder."""
    red, blue = torch.tensor([1.0, 0, 0.3]), torch.tensor([-1.0, 0, 0.3])
    gradients = torch.stack([red] * 70 + [blue] * 30)[:, None]
    assert float((gradients.mean(dim=0)[0] * blue).sum()) < 0
    (found,) = rising_alike(gradients, torch.eye(3))
    assert float(found @ red) > 0.05 and float(found @ blue) > 0.05


def test_other_properties_are_held_still() -> None:
    own, other = torch.tensor([1.0, 0, 0]), torch.tensor([0.8, 0.6, 0])
    gradients = torch.stack([own, other]).expand(50, 2, 3)
    found = rising_alike(gradients, torch.eye(3))
    alone = rising_alike(gradients[:, :1], torch.eye(3))
    drift = float(found[0] @ other) / float(found[0] @ own)
    assert drift < float(alone[0] @ other) / float(alone[0] @ own) - 0.05
    assert float(alone[0] @ other) / float(alone[0] @ own) == pytest.approx(0.8)


def test_a_unit_is_a_standard_deviation() -> None:
    w = random(400, 5) @ random(5, 5, seed=1)
    step = in_units(Direction("a", "pca", "all", (0, 6), random(5, seed=2)), torch.cov(w.T)).step
    along = w @ (step / step.norm())
    assert float(step.norm()) == pytest.approx(float(along.std()), rel=1e-5)
    assert torch.cosine_similarity(step, random(5, seed=2), dim=0) == pytest.approx(1)


def test_layers_come_in_the_groups_that_there_are() -> None:
    assert layer_groups(4) == {"all": (0, 4), "coarse": (0, 4)}
    assert layer_groups(6) == {"all": (0, 6), "coarse": (0, 4), "middle": (4, 6)}
    whole = {"all": (0, 12), "coarse": (0, 4), "middle": (4, 8), "fine": (8, 12)}
    assert layer_groups(12) == whole


def test_slopes_are_those_of_the_properties(sampler: Explorer) -> None:
    """Against differences of what is drawn, before it is rounded to pixels."""
    values, gradients = finding.slopes(sampler)
    assert values.shape == (64, 7) and gradients.shape == (64, 7, 16)
    seeds = [1000, 1001, 1063]
    w_plus = latents.seed_styles(sampler.generator, seeds).clone()

    def read(step: Tensor) -> Tensor:
        images = latents.synthesize(sampler.generator, w_plus + step, seeds)
        return measure(images, "white")

    rows = torch.tensor([0, 1, 63])
    assert torch.allclose(read(torch.zeros(16)), values[rows], atol=1e-3)
    for seed in range(3):
        step = 1e-3 * random(16, seed=seed)
        change = (read(step) - read(-step)) / 2
        expected = gradients[rows] @ step
        for name in ("size", "brightness", "saturation", "hue"):
            own = NUMBER[name]
            assert torch.allclose(change[:, own], expected[:, own], rtol=0.05, atol=2e-5), name


# What was found


def test_all_kinds_are_found_and_measured(sampler: Sampler, known: Directions) -> None:
    names = [direction.name for direction in known.found]
    numbers = range(1, 6)
    expected = [*PROPERTIES, *(f"pca-{i}" for i in numbers), *(f"closed-{i}" for i in numbers)]
    expected += [f"coarse-{i}" for i in numbers] + [f"middle-{i}" for i in numbers]
    assert names == expected
    assert list(known.deviations) == list(PROPERTIES)
    assert {
        d.name: d.layers for d in known.found if d.name in ("size", "coarse-1", "middle-5")
    } == {
        "size": (0, 6),
        "coarse-1": (0, 4),
        "middle-5": (4, 6),
    }
    for direction in known.found[:7]:
        assert direction.effect is not None and direction.effect.moved == direction.name
    brighter = known.named("brightness").effect
    assert brighter is not None and brighter.shift > 0 and min(brighter.up, brighter.down) > 0.9


@pytest.mark.parametrize("name", ["size", "pca-1", "coarse-2"])
def test_effects_are_what_can_be_seen(sampler: Sampler, known: Directions, name: str) -> None:
    """By hand: every creature drawn as it is, two units on and two units back."""
    direction, effect = known.named(name), known.named(name).effect
    assert effect is not None
    before, there, back = (
        effects.properties_of(
            sampler,
            [edited(sampler, creature, {name: t}, known) for creature in sampler.seeded(range(24))],
        )
        for t in (0.0, 2.0, -2.0)
    )
    deviations = torch.tensor(list(known.deviations.values()))
    shifts = ((there - back) / 4 / deviations).mean(dim=0)
    own = NUMBER[effect.moved]
    sense = 1 if direction.kind == "measured" or shifts[own] > 0 else -1
    assert effect.shift == pytest.approx(float(shifts[own]), abs=1e-5)
    assert effect.up == pytest.approx(
        sum(1 for a, b in zip(there, before, strict=True) if sense * (a - b)[own] > 0) / 24
    )
    assert effect.down == pytest.approx(
        sum(1 for a, b in zip(back, before, strict=True) if sense * (a - b)[own] < 0) / 24
    )
    assert effect.other_shift == pytest.approx(float(shifts[NUMBER[effect.other]]), abs=1e-5)
    shifts[own] = 0
    assert NUMBER[effect.other] == int(shifts.abs().argmax())


def test_an_edit_adds_so_many_units_in_its_layers_only(sampler: Sampler, known: Directions) -> None:
    creature = sampler.one("7")
    before = creature.w_plus.clone()
    result = edited(sampler, creature, {"size": 2, "middle-1": -1.5}, known)
    size, middle = known.named("size").step, known.named("middle-1").step
    expected = before + 2 * size
    expected[4:] -= 1.5 * middle
    assert torch.allclose(result.w_plus, expected, atol=1e-6)
    assert torch.equal(creature.w_plus, before)
    assert (result.label, result.noise_seed) == ("7 size+2 middle-1-1.5", 7)
    there = edited(sampler, result, {"size": -2, "middle-1": 1.5}, known)
    assert torch.allclose(there.w_plus, before, atol=1e-5)
    with pytest.raises(UsageError, match=r"no direction 'sice'\. Did you mean size\? Known: size,"):
        edited(sampler, creature, {"sice": 1}, known)


def test_directions_are_chosen_by_kind(known: Directions) -> None:
    def names(kind: str, each: int) -> str:
        return " ".join(f"{number}={d.name}" for number, d in known.chosen(Which(kind, each)))

    assert names("pca", 2) == "8=pca-1 9=pca-2"
    assert names("closed", 1) == "13=closed-1 18=coarse-1 23=middle-1"
    assert names("measured", 1).count("=") == 7 and names("all", 5).count("=") == 27
    with pytest.raises(UsageError, match=r"no kind 'sefa'\. Known: measured, pca, closed, all"):
        Which("sefa")


def test_a_direction_can_be_named(known: Directions) -> None:
    renamed = known.renamed(8, "wings")
    assert renamed.named("wings").step is known.found[7].step
    assert [d.name for d in renamed.found].count("pca-1") == 0
    assert renamed.renamed(8, "wings") == renamed
    for number, name, said in (
        (0, "a", "no direction 0. They go from 1 to 27"),
        (28, "a", "no direction 28"),
        (8, "size", "another direction is called 'size'"),
        (8, "psi", "no direction can be called 'psi'"),
        (8, "Two Wings", "no direction can be called 'Two Wings'"),
        (8, "-x", "no direction can be called"),
    ):
        with pytest.raises(UsageError, match=said):
            known.renamed(number, name)


# Their file


def assert_same(one: Directions, other: Directions) -> None:
    assert one.deviations == other.deviations
    for a, b in zip(one.found, other.found, strict=True):
        assert torch.equal(a.step, b.step)
        assert dataclasses.replace(a, step=b.step) == b


def test_directions_come_back_from_their_file(
    sampler: Sampler, known: Directions, tmp_path: Path
) -> None:
    path = tmp_path / "directions.safetensors"
    named = known.renamed(9, "wings")
    directions.save(path, sampler, named)
    assert_same(directions.load(path, sampler), named)
    assert isinstance(directions.load(path, sampler).found[0].effect, Effect)
    other = Explorer(dataclasses.replace(sampler.file, hash="0123456789ab"))
    said = rf"directions of a model that is not here \(hash {sampler.file.hash}\), not of this"
    with pytest.raises(ModelError, match=said):
        directions.load(path, other)
    tensor_file.write(path, "directions", {}, {"model": sampler.file.hash})
    with pytest.raises(ModelError, match="does not fit this version"):
        directions.load(path, sampler)


def test_directions_are_found_once_for_a_model(
    sampler: Sampler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "EACH", 1)
    model = tmp_path / "model.safetensors"
    shutil.copy(sampler.file.path, model)
    own = Explorer(dataclasses.replace(sampler.file, path=model))
    heard: list[str] = []
    first = directions.find(own, tmp_path, no_progress, heard.append)
    assert len(heard) == 1 and "finding directions" in heard[0]
    assert_same(directions.find(own, tmp_path, no_progress, heard.append), first)
    assert len(heard) == 1
    other = Explorer(dataclasses.replace(own.file, hash="0123456789ab"))
    directions.find(other, tmp_path, no_progress, heard.append)
    assert len(heard) == 2
    path = tmp_path / "directions-0123456789ab.safetensors"
    assert tensor_file.read_header(path)["model"] == "0123456789ab"
    path = tmp_path / f"directions-{sampler.file.hash}.safetensors"
    assert_same(directions.load(path, own), first)
    path.write_bytes(path.read_bytes()[:-8])
    assert_same(directions.find(own, tmp_path, no_progress, heard.append), first)
    assert "damaged" in heard[2] or "cut off" in heard[2]


def test_a_shipped_model_s_directions_are_kept_among_the_runs(
    sampler: Sampler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "SHIPPED", sampler.file.path.parent)
    expected = tmp_path / sampler.file.path.stem / f"directions-{sampler.file.hash}.safetensors"
    assert directions.path_of(sampler, tmp_path) == expected


# The commands


def test_the_command_lists_draws_and_names(call: Callable[[str], Outcome], home: Path) -> None:
    code, out, err = call("directions --kind pca --n 2 --name 8=wings --name 9=tail 3 5-6")
    assert code == 0 and "finding directions" in err and "2 sheets in outputs/directions" in err
    rows = [line.split() for line in out.splitlines()]
    assert rows[1][:4] == ["8", "wings", "pca", "all"] and rows[2][:2] == ["9", "tail"]
    assert rows[3][:2] == ["acts", "on"] and "standard deviations: size" in out
    folder = home / "outputs/directions/a-0.32kimg-points-3_5-6-psi0.7"
    sheets = sorted(path.name for path in folder.iterdir())
    assert sheets == ["tail.png", "wings.png"]
    code, out, err = call("directions --json --out more")
    assert code == 0 and "finding" not in err
    listed = json.loads(out)
    assert [one["name"] for one in listed["directions"]][6:10] == [
        "colours",
        "wings",
        "tail",
        "pca-3",
    ]
    assert listed["directions"][0]["moved"] == "size" and listed["deviations"]["size"] > 0
    assert len(list((home / "more").iterdir())) == 27


def test_info_names_the_directions_and_their_model(
    call: Callable[[str], Outcome], home: Path, sampler: Explorer
) -> None:
    assert call("directions --kind measured --out named")[0] == 0
    name = f"runs/a/directions-{sampler.file.hash}.safetensors"
    known = directions.load(home / name, sampler)
    lines = call(f"info {name}")[1].splitlines()
    facts = dict(line.split(maxsplit=1) for line in lines)
    assert facts["directions"] == ", ".join(direction.name for direction in known.found)
    assert facts["model"].startswith(f"{sampler.file.hash}, runs/a/model-")
    size = known.deviations["size"]
    assert facts["deviations"].startswith(f"size {size:.3g}, brightness ")


def test_a_strip_shows_creatures_from_minus_three_to_three(
    call: Callable[[str], Outcome], home: Path, sampler: Explorer
) -> None:
    assert call("directions --kind measured --out s 3 5")[0] == 0
    known = directions.load(home / f"runs/a/directions-{sampler.file.hash}.safetensors", sampler)
    pictures = [
        edited(sampler, sampler.one(seed), {"hue": amount}, known)
        for seed in "35"
        for amount in (-3, -2, -1, 0, 1, 2, 3)
    ]
    labels = ["-3", "-2", "-1", "3", "+1", "+2", "+3", "-3", "-2", "-1", "5", "+1", "+2", "+3"]
    expected = np.asarray(render.contact_sheet(sampler.drawn(pictures), labels, 7))
    shown = np.asarray(Image.open(home / "s/hue.png"))
    assert shown.shape == expected.shape
    assert np.abs(shown.astype(int) - expected).max() <= 1


def test_one_creature_is_edited_to_one_picture(
    call: Callable[[str], Outcome], home: Path, sampler: Explorer
) -> None:
    code, out, _ = call("edit 7 --size +2 --hue=-1.5 --coarse-1 -.5 --psi 0.9")
    assert (code, out) == (0, "outputs/edit-7-size+2-hue-1.5-coarse-1-0.5.png\n")
    known = directions.load(home / f"runs/a/directions-{sampler.file.hash}.safetensors", sampler)
    amounts = {"size": 2, "hue": -1.5, "coarse-1": -0.5}
    creature = edited(sampler, sampler.one("7", 0.9), amounts, known)
    shown = np.asarray(Image.open(home / out.strip()))
    assert np.array_equal(shown, sampler.drawn([creature])[0])
    (again,) = sampler.creatures(str(home / out.strip()))
    assert torch.allclose(again.w_plus, creature.w_plus) and again.noise_seed == 7
    assert call(f"edit --size -2 --hue 1.5 --coarse-1 0.5 {out.strip()} --out back.png")[0] == 0
    back = np.asarray(Image.open(home / "back.png")).astype(int)
    assert np.abs(back - sampler.sample([7], 0.9)[0]).max() <= 1


def test_several_creatures_are_edited_to_a_sheet(
    call: Callable[[str], Outcome], home: Path, sampler: Explorer
) -> None:
    assert call("edit 1-2 5 --brightness 2 --out sheet.png")[0] == 0
    known = directions.load(home / f"runs/a/directions-{sampler.file.hash}.safetensors", sampler)
    befores = [sampler.one(seed) for seed in "125"]
    pairs = [
        one
        for creature in befores
        for one in (creature, edited(sampler, creature, {"brightness": 2}, known))
    ]
    labels = ["1", "edited", "2", "edited", "5", "edited"]
    expected = np.asarray(render.contact_sheet(sampler.drawn(pairs), labels, 6))
    shown = np.asarray(Image.open(home / "sheet.png"))
    assert shown.shape == expected.shape and np.abs(shown.astype(int) - expected).max() <= 1


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("edit 7 --size 2 --hue -1 --psi 0.5 --out m.png", "m.png"),
        ("edit 1-2 --middle-1 -2.5 --out m.png", "m.png"),
        ("directions 4 --kind closed --n 1 --psi 0.9 --out d", "d/middle-1.png"),
    ],
)
def test_what_was_shaped_can_be_made_again(
    call: Callable[[str], Outcome], home: Path, line: str, made: str
) -> None:
    assert call(line)[0] == 0
    before = (home / made).read_bytes()
    again = json.loads(call(f"info --json {made}")[1])["again"].removeprefix("pokegan ")
    (home / made).unlink()
    assert call(f"{again} --out {made.split('/')[0]}")[0] == 0
    assert (home / made).read_bytes() == before


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("edit 7 --sice 2", 2, "there is no direction 'sice'. Did you mean size? Known: size,"),
        ("edit 7 --wheels 2", 2, "there is no direction 'wheels'. Known: size, brightness"),
        ("edit 7 --size", 2, "--size takes how many units, not ''. Such as --size 2"),
        ("edit 7 --size big", 2, "--size takes how many units, not 'big'"),
        ("edit 7 --size nan", 2, "--size takes how many units, not 'nan'"),
        ("edit 7 --size --hue 2", 2, "--size takes how many units, not '--hue'"),
        ("edit 7", 2, "nothing is to be changed. Name directions: pokegan edit 7 --size 2"),
        ("edit --size 2", 2, "no creature is named"),
        ("edit", 2, "Missing argument"),
        ("edit pikachu --size 2", 2, "'pikachu' is no creature"),
        ("edit 7 --size 2 --out a.jpg", 2, "a.jpg must end with .png"),
        ("edit 7 --size 2 --size 1", 2, "--size is given twice"),
        ("directions --kind sefa", 2, "there is no kind 'sefa'"),
        ("directions --n 9", 2, "--n"),
        ("directions --name wings", 2, "--name takes a number and a name such as 3=wings"),
        ("directions --name x=wings", 2, "--name takes a number and a name"),
        ("directions --name 99=wings", 2, "there is no direction 99. They go from 1 to 27."),
        ("directions --name 8=size", 2, "another direction is called 'size'"),
        ("directions --name 8=out", 2, "no direction can be called 'out'"),
    ],
)
def test_what_is_typed_wrong_is_answered_in_a_sentence(
    call: Callable[[str], Outcome], line: str, code: int, said: str
) -> None:
    assert_refused(call(line), code, said)


def test_the_repeated_default_is_the_same() -> None:
    assert shape.DEFAULT_EACH == kinds.EACH


def test_the_names_of_options_are_taken() -> None:
    command = typer.main.get_command(cli.app).commands["edit"]  # type: ignore[attr-defined]
    options = {name.lstrip("-") for one in command.params for name in one.opts} - {"words"}
    assert options <= kinds.TAKEN
