"""Pictures found again in what a model draws: by search, by start, and by what was kept."""

from __future__ import annotations

import copy
import dataclasses
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import Finished, Outcome
from PIL import Image
from torch import Tensor

from pokegan import render
from pokegan.checkpoints import layout, model_file
from pokegan.data.prepare import prepare_one
from pokegan.errors import DataError, MemoryFull, UsageError
from pokegan.explore.projection import fit_report
from pokegan.explore.projection.pictures import (
    GOOD,
    ProjectedPicture,
    kept_at,
    prepared,
    project_pictures,
    projected_picture,
)
from pokegan.explore.projection.projector import (
    AT_ONCE,
    FEATURES,
    KEPT_NEAR,
    LR,
    STYLES,
    USUAL_W,
    Effort,
    Projector,
    Sampled,
    Search,
    nearest,
    rmse,
)
from pokegan.explore.resolve import Explorer
from pokegan.render import from_pixels, to_pixels
from pokegan.sampling import latents, style_mixing
from pokegan.sampling.noise import draw_noise, parse_noise
from pokegan.sampling.sampler import Sampler

QUICK = Effort(steps=40, starts=2, samples=64)


@pytest.fixture(scope="module")
def projector(quiet: Explorer) -> Projector:
    return Projector(quiet.file, model_file.load_critic(quiet.file))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, finished: Finished) -> Path:
    """A folder with a run, and drawn pictures in a folder."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(finished.folder, home / "runs/test")
    rng = np.random.default_rng(0)
    (home / "pictures").mkdir()
    for name in ("red", "blue"):
        picture = np.full((20, 20, 3), 255, np.uint8)
        picture[5:15, 4:16] = rng.integers(0, 256, 3)
        Image.fromarray(picture).save(home / f"pictures/{name}.png")
    (home / "pictures/notes.txt").write_text("none")
    return home


def drawn(sampler: Sampler, seeds: range, psi: float = 1.0) -> tuple[Tensor, Tensor]:
    """The styles [N, L, D] of seeds and their images."""
    creatures = list(sampler.seeded(seeds, psi))
    w_plus = torch.stack([creature.w_plus for creature in creatures])
    return w_plus, from_pixels(sampler.drawn(creatures))


def test_what_the_model_drew_is_found_again(quiet: Sampler, projector: Projector) -> None:
    w_plus, images = drawn(quiet, range(900, 906))
    found = projector.project(images, Effort(samples=300))
    apart = torch.stack([one.w_plus for one in found]) - w_plus
    starts = projector.sample(300)
    far = (nearest(images, starts, 1) - w_plus).square().mean().sqrt()
    assert max(one.error for one in found) < GOOD * found[0].typical
    assert apart.square().mean().sqrt() < 0.5 * far
    shown = projector.draw(torch.stack([one.w_plus for one in found])).clamp(-1, 1)
    for one, image, wanted in zip(found, shown, images, strict=True):
        levels = 127.5 * (image - wanted).numpy()
        assert one.error == pytest.approx(float(np.sqrt((levels**2).mean())), rel=1e-4)


def test_the_way_there_begins_at_a_sample_and_ends_at_what_was_found(
    quiet: Sampler, projector: Projector
) -> None:
    _, images = drawn(quiet, range(3))
    for one in projector.project(images, QUICK):
        assert torch.allclose(one.trajectory[-1], one.w_plus, atol=1e-6)
        gaps = (projector.sample(64).w - one.trajectory[0, 0]).abs().amax(1)
        assert gaps.min() < 1e-3
        assert torch.equal(one.trajectory[0], one.trajectory[0, :1].expand_as(one.trajectory[0]))


def test_in_w_all_layers_have_one_style(quiet: Sampler, projector: Projector) -> None:
    _, images = drawn(quiet, range(2))
    (in_w,) = projector.project(images[:1], dataclasses.replace(QUICK, space="w"))
    (in_plus,) = projector.project(images[:1], QUICK)
    assert torch.allclose(in_w.w_plus, in_w.w_plus[:1].expand_as(in_w.w_plus), atol=1e-5)
    assert (in_plus.w_plus - in_plus.w_plus[:1]).abs().max() > 1e-3


def test_pictures_together_are_found_as_alone(quiet: Sampler, projector: Projector) -> None:
    _, images = drawn(quiet, range(5, 8))
    effort = Effort(steps=80, starts=1, samples=64)  # of two starts, rounding may choose
    together = projector.project(images, effort)
    for one, image in zip(together, images, strict=True):
        (alone,) = projector.project(image[None], effort)
        assert torch.allclose(alone.w_plus, one.w_plus, atol=2e-3)


def test_samples_know_how_w_spreads(projector: Projector) -> None:
    sampled = projector.sample(STYLES)
    centred = (sampled.w - sampled.w.mean(0)).double()
    lengths = sampled.axes.norm(dim=1)
    along = centred @ (sampled.axes / lengths[:, None]).double().T
    wide = lengths > 1e-3
    deviations = along.square().mean(0).sqrt()
    assert torch.allclose(deviations[wide].float(), lengths[wide], rtol=1e-3)
    covariance = along.T @ along / len(along)
    assert (covariance - covariance.diag().diag()).abs().max() < 1e-4 * covariance.max()


def test_the_nearest_samples_and_the_nearest_to_the_mirror_image_are_starts() -> None:
    thumbs = torch.zeros(4, 1, 4, 4)
    thumbs[0, 0, :, 0] = 1.0  # a bar on the left
    thumbs[1, 0, :, 1] = 1.0
    thumbs[2, 0, :, 3] = 1.0  # on the right
    thumbs[3] = -1.0
    w = torch.arange(4.0)[:, None]
    sampled = Sampled(w, thumbs.flatten(1), w.mean(0), torch.ones(1, 1), 1.0)
    image = torch.zeros(1, 1, 4, 4)
    image[0, 0, :, 0] = 0.9
    assert nearest(image, sampled, 1).flatten().tolist() == [0]
    assert nearest(image, sampled, 2).flatten().tolist() == [0, 2]
    three = nearest(image, sampled, 3).flatten().tolist()
    assert three[0] == 0 and three[2] == 2 and three[1] == 1


def test_unlikeness_is_that_of_pixels_at_every_scale_and_of_features(
    quiet: Sampler, projector: Projector
) -> None:
    w_plus, images = drawn(quiet, range(2))
    search = Search(projector, images, dataclasses.replace(QUICK, starts=1), projector.sample(8))
    with torch.no_grad():
        search.apart += 0.5
        other = projector.draw(w_plus.flip(0))
        loss = search.loss(w_plus.flip(0))
    for i in range(2):
        pixels = 0.0
        for side in (16, 8, 4):
            step = 16 // side
            for y in range(0, 16, step):
                for x in range(0, 16, step):
                    block = np.s_[:, y : y + step, x : x + step]
                    apart = other[i][block].mean((1, 2)) - images[i][block].mean((1, 2))
                    pixels += float(apart.square().sum()) / (3 * side * side)
        features = 0.0
        assert projector.critic is not None
        maps = [projector.critic.features(x[i : i + 1]) for x in (other, images)]
        for one, two in zip(*maps, strict=True):
            one, two = (x / x.norm(dim=1, keepdim=True).clamp(min=1e-3) for x in (one, two))
            features += float((one - two).square().sum(1).mean()) / len(maps[0])
        usual = USUAL_W * float(search.place[i].detach().square().mean())
        wanted = pixels + FEATURES * features + KEPT_NEAR * 0.25 + usual
        assert loss[i].item() == pytest.approx(wanted, rel=1e-4)


def test_a_search_that_gains_nothing_ends_early(quiet: Sampler, projector: Projector) -> None:
    sampled = projector.sample(64)
    images = projector.draw(projector.all_layers(sampled.w[:1]))
    search = Search(projector, images, Effort(steps=400, starts=2), sampled)
    *_, done = search.run()
    assert done < 400


@pytest.mark.parametrize(("falls_to", "steps"), [(1.0, 306), (0.995, 306), (0.98, 400)])
def test_less_than_a_hundredth_is_no_gain(
    projector: Projector, falls_to: float, steps: int
) -> None:
    """Half of the steps and 26 without a gain, then a fifth in which it settles."""

    class Falling(Search):
        def step(self) -> Tensor:
            return torch.tensor([falls_to**self.done])

    sampled = projector.sample(8)
    images = projector.draw(projector.all_layers(sampled.w[:1]))
    search = Falling(projector, images, Effort(steps=400, starts=1, samples=8), sampled)
    assert list(search.run())[-1] == steps


def test_a_picture_that_settles_does_not_wait_for_others(projector: Projector) -> None:
    """Its rate falls from its own plateau on, by a fifth of the steps, and then it stands still."""

    places: list[Tensor] = []

    class Uneven(Search):
        def step(self) -> Tensor:
            super().step()
            places.append(self.place.detach().clone())
            return torch.tensor([1.0, 0.98**self.done])

    sampled = projector.sample(8)
    images = projector.draw(projector.all_layers(sampled.w[:2]).flip(2))
    search = Uneven(projector, images, Effort(steps=100, starts=1, samples=8), sampled)
    rates = []
    for _ in search.run():
        rates.append(search.rates().tolist())
    assert search.ends.tolist() == [96, 100]  # 50 and 26 without a gain, then a fifth
    assert rates[85] == pytest.approx([0.5, 0.7])
    moved = [(after - before).abs().amax(1) for before, after in itertools.pairwise(places)]
    assert moved[94][0] > 0 and moved[96].tolist()[0] == 0 and moved[96][1] > 0


def test_a_step_is_as_long_as_the_rate_says(projector: Projector) -> None:
    sampled = projector.sample(8)
    images = projector.draw(projector.all_layers(sampled.w[:2]).flip(2))
    effort = Effort(steps=100, starts=1, samples=8)
    whole, half = (Search(projector, images, effort, sampled) for _ in range(2))
    begun = whole.place.detach().clone()
    half.ends[1] = 10.0
    whole.step()
    half.step()
    steps = [(search.place.detach() - begun) for search in (whole, half)]
    assert torch.allclose(steps[0][0], steps[1][0], atol=1e-6)
    assert torch.allclose(0.5 * steps[0][1], steps[1][1], atol=1e-6)
    assert steps[0].abs().max().item() == pytest.approx(LR, rel=1e-3)


def test_the_best_start_of_each_picture_goes_on(quiet: Sampler, projector: Projector) -> None:
    _, images = drawn(quiet, range(3))
    effort = dataclasses.replace(QUICK, starts=3)
    search = Search(projector, images, effort, projector.sample(64))
    search.trajectory.append(search.w_plus().detach())
    search.step()
    places, w_plus = search.place.detach().clone(), search.trajectory[0].clone()
    speeds = search.adam.state[search.place]["exp_avg"].clone()
    loss = search.loss(search.w_plus()).tolist()
    best = [min(range(3 * i, 3 * i + 3), key=loss.__getitem__) for i in range(3)]
    search.keep_best()
    assert torch.equal(search.place, places[best])
    assert torch.equal(search.adam.state[search.place]["exp_avg"], speeds[best])
    assert torch.equal(search.trajectory[0], w_plus[best])
    kept = search.loss(search.w_plus()).tolist()
    assert kept == pytest.approx([loss[i] for i in best], rel=1e-4)
    search.step()
    assert search.place.shape == (3, places.shape[1])


def test_a_model_in_mid_fade_is_searched_as_it_draws(quiet: Explorer) -> None:
    file = dataclasses.replace(quiet.file, alpha=0.25)
    critic = model_file.load_critic(file)
    assert critic is not None
    fading = Projector(file, critic)
    creatures = [dataclasses.replace(one, noise_seed=0) for one in quiet.seeded(range(3))]
    images = fading.draw(torch.stack([creature.w_plus for creature in creatures]))
    assert np.abs(to_pixels(images).astype(int) - Explorer(file).drawn(creatures)).max() <= 1
    assert np.abs(to_pixels(images).astype(int) - quiet.drawn(creatures)).max() > 5
    for one, other in zip(
        fading.features(images), critic.features(images, torch.tensor(0.25)), strict=True
    ):
        lengths = other.norm(dim=1, keepdim=True).clamp(min=1e-3)
        assert torch.allclose(one, other / lengths, atol=1e-6)


def test_it_is_told_how_far_the_search_is(quiet: Sampler, projector: Projector) -> None:
    _, images = drawn(quiet, range(2))
    told: list[tuple[int, int]] = []
    effort = Effort(steps=2, starts=AT_ONCE, samples=40)  # one picture at a time
    projector.project(images, effort, lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_without_a_discriminator_pixels_alone_tell(quiet: Explorer) -> None:
    _, images = drawn(quiet, range(1))
    projector = Projector(quiet.file, None)
    (found,) = projector.project(images, QUICK)
    begun = projector.draw(found.trajectory[:1]).clamp(-1, 1) - images
    assert found.error < 0.7 * rmse(begun).item()


@pytest.mark.parametrize(
    ("error", "fit"), [(0.0, "good"), (1.5, "good"), (1.6, "partial"), (6.1, "outside")]
)
def test_a_fit_is_told_in_words(error: float, fit: str) -> None:
    creature = latents.Creature("pip", torch.zeros(2, 3), 0)
    projected = ProjectedPicture(torch.zeros(3, 4, 4), creature, torch.zeros(1, 2, 3), error, 10.0)
    assert projected.fit == fit
    one_creature = dataclasses.replace(projected, typical=0.0)
    assert one_creature.fit == ("outside" if error else "good")
    assert projected.describe().startswith("pip: ") and fit in projected.describe()


def test_a_picture_takes_the_road_of_the_training_pictures(quiet: Sampler, home: Path) -> None:
    data = {**quiet.file.data, "resolution": 32, "background": "#102030", "fit": "crop"}
    file = dataclasses.replace(quiet.file, data=data)
    path = home / "cut.png"
    picture = np.zeros((20, 30, 4), np.uint8)
    picture[:, :15] = (255, 0, 0, 255)
    Image.fromarray(picture).save(path)
    square = prepare_one(path, 32, "#102030", "crop").astype(float)
    half = square.reshape(3, 16, 2, 16, 2).mean((2, 4))
    image = prepared(path, file)
    assert image.shape == (3, 16, 16)
    assert np.abs((image.numpy() + 1) * 127.5 - half).max() <= 0.51


def test_what_was_found_is_kept_and_not_sought_again(
    finished: Finished, tmp_path: Path, home: Path
) -> None:
    model = tmp_path / "model.safetensors"
    model.write_bytes(layout.newest_model(finished.folder).read_bytes())
    sampler = Explorer.load(model)
    calls: list[int] = []
    path = home / "pictures/red.png"
    pictures = {path: prepared(path, sampler.file)}
    (first,) = project_pictures(sampler.file, pictures, QUICK, lambda a, b: calls.append(a))
    assert calls
    count = len(calls)
    (again,) = project_pictures(sampler.file, pictures, QUICK, lambda a, b: calls.append(a))
    assert len(calls) == count
    assert torch.equal(again.creature.w_plus, first.creature.w_plus)
    assert (again.creature.label, again.error, again.fit) == ("red", first.error, first.fit)
    (kept,) = (tmp_path / "projected").iterdir()
    assert torch.equal(sampler.one(str(kept)).w_plus, first.creature.w_plus)
    kept.write_bytes(b"damaged")
    (anew,) = project_pictures(sampler.file, pictures, QUICK, lambda a, b: calls.append(a))
    assert len(calls) == 2 * count
    assert torch.equal(anew.creature.w_plus, first.creature.w_plus)
    project_pictures(sampler.file, pictures, dataclasses.replace(QUICK, steps=5))
    assert len(list((tmp_path / "projected").iterdir())) == 2


def test_another_picture_model_or_effort_is_kept_elsewhere(sampler: Explorer) -> None:
    def place(hashed: str = "a", level: float = 0.0, effort: Effort = QUICK) -> Path:
        file = dataclasses.replace(sampler.file, hash=hashed)
        return kept_at(file, Path("b/pip.png"), torch.full((3, 4, 4), level), effort)

    other = dataclasses.replace(QUICK, space="w")
    assert len({place(), place("b"), place(level=0.5), place(effort=other)}) == 4
    assert place() == place()


def test_a_sheet_has_each_picture_left_of_its_likeness(quiet: Explorer) -> None:
    creature = latents.Creature("pip", torch.zeros(6, 16), 0)
    one = ProjectedPicture(torch.zeros(3, 16, 16), creature, torch.zeros(1, 6, 16), 1.0, 10.0)
    pairs = np.zeros((8, 2, 16, 16, 3), np.uint8)
    pairs[:, 1] = 255
    for count, columns in ((1, 2), (2, 2), (8, 4)):
        sheet = np.asarray(fit_report.labelled([one] * count, pairs[:count]))
        assert sheet.shape[1] == columns * (112 + render.GAP_PX) + render.GAP_PX
        row = sheet[20, 60 :: 112 + render.GAP_PX, 0]
        assert row.tolist() == [0, 255] * (columns // 2)


def test_a_long_name_is_cut_where_it_is_kept(sampler: Explorer) -> None:
    image, path = torch.zeros(3, 16, 16), Path("a" * 250 + ".png")
    place = kept_at(sampler.file, path, image, QUICK)
    assert place.name.startswith("a" * 40 + "-") and len(place.name) < 80


def test_a_model_that_knows_one_creature_finds_it(quiet: Explorer) -> None:
    generator = copy.deepcopy(quiet.file.generator)
    for layer in generator.map.layers:
        layer.weight.fill_(0)
    file = dataclasses.replace(quiet.file, generator=generator)
    image = torch.full((1, 3, 16, 16), 0.5)
    (found,) = Projector(file, None).project(image, dataclasses.replace(QUICK, steps=4))
    assert found.w_plus.isfinite().all() and found.typical < 0.1
    assert projected_picture("pip", image[0], found).fit == "outside"


def test_two_creatures_are_as_far_apart_as_their_pictures(
    sampler: Sampler,
) -> None:
    projector = Projector(sampler.file, None)
    sampled = projector.sample(20)
    noise = [sampler.generator.noise_shapes(), parse_noise("seed")]
    layers = draw_noise([0], *noise)
    images = sampler.file.generator.synthesis(sampled.w[:, None].expand(-1, 6, -1), noise=layers)
    pixels = to_pixels(images).astype(float)
    apart = np.sqrt(((pixels[1:] - pixels[:-1]) ** 2).mean((1, 2, 3)))
    assert sampled.typical == pytest.approx(float(np.median(apart)), abs=0.3)


def test_the_way_is_kept_in_few_steps(quiet: Sampler, projector: Projector) -> None:
    _, images = drawn(quiet, range(1))
    for steps, kept in ((1, 2), (24, 25), (47, 25), (50, 18)):
        effort = dataclasses.replace(QUICK, steps=steps)
        (found,) = projector.project(images, effort)
        assert len(found.trajectory) <= kept, steps


def test_a_shipped_model_keeps_it_under_runs(
    sampler: Sampler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(layout, "SHIPPED", tmp_path)
    file = dataclasses.replace(sampler.file, path=tmp_path / "box.safetensors")
    place = kept_at(file, Path("a/pip.png"), torch.zeros(3, 16, 16), QUICK)
    assert place.parent == Path("runs/box/projected") and place.name.startswith("pip-")


def test_pictures_are_projected_by_a_command(call: Callable[[str], Outcome], home: Path) -> None:
    code, out, err = call("project pictures --steps 8 --out found")
    assert (code, out) == (0, "found/sheet.png\n")
    assert "" not in err.splitlines()  # as a bar leaves where there is no terminal
    for name in ("red", "blue"):
        assert f"{name}: " in err
        assert {path.suffix for path in (home / "found").glob(f"{name}.*")} == {
            *(".safetensors", ".png", ".gif"),
        }
    assert Image.open(home / "found/red.gif").n_frames > 8
    pair = render.read_recipe(home / "found/red.png")
    assert pair and pair["points"] == ["pictures/red.png"] and pair["steps"] == 8
    code, out, _ = call("info found/red.png")
    assert "pokegan project pictures/red.png --space w+ --steps 8" in out
    kept = next(home.glob("runs/test/projected/red-*.safetensors"))
    out = " ".join(call(f"info {kept.relative_to(home)}")[1].split())
    assert "labels red error " in out and "of 255 levels off the picture" in out


def test_two_pictures_are_mixed_in_one_command(call: Callable[[str], Outcome], home: Path) -> None:
    code, out, err = call("mix --coarse pictures/red.png --fine pictures/blue.png --out m.png")
    assert (code, out) == (0, "m.png\n")
    assert "red: " in err and "blue: " in err
    assert call("mix --coarse m.png --fine pictures/red.png --out n.png")[0] == 0


def test_what_is_no_picture_is_told(call: Callable[[str], Outcome], home: Path) -> None:
    (home / "empty").mkdir(exist_ok=True)
    code, _, err = call("project empty")
    assert code == 2 and "there is no picture in empty" in err
    code, _, err = call("project gone.png")
    assert code == 1 and "gone.png" in err
    code, _, err = call("mix --coarse pictures/notes.txt --fine 1")
    assert code == 1 and "notes.txt" in err
    code, _, err = call("project pictures --space v")
    assert code == 2 and "there is no space 'v'" in err


def test_what_cannot_be_used_is_named_and_the_rest_projected(
    call: Callable[[str], Outcome], home: Path
) -> None:
    (home / "some/box.png").mkdir(parents=True)
    shutil.copy(home / "pictures/red.png", home / "some/red.png")
    for name in ("a.png", "torn.png"):
        (home / "some" / name).write_bytes(b"none")
    code, out, err = call("project some --steps 1 --out seen")
    assert (code, out) == (0, "seen/sheet.png\n")
    for name in ("a.png", "torn.png"):
        assert f"some/{name} cannot be used: " in err
    assert "box.png" not in err and "red: " in err
    assert {path.stem for path in (home / "seen").iterdir()} == {"red", "sheet"}
    recipe = render.read_recipe(home / "seen/sheet.png")
    assert recipe and recipe["points"] == ["some/red.png"]
    code, out, err = call("project some/a.png some/torn.png --steps 1 --out unseen")
    assert (code, out) == (1, "") and not (home / "unseen").exists()
    assert err.count("cannot be used: ") == 2


def test_files_are_named_apart() -> None:
    paths = [Path("a/pip.png"), Path("b/pip.jpg"), Path("b/pop.jpg")]
    assert fit_report.distinct(paths) == ["pip", "pip-2", "pop"]
    paths = [Path(name) for name in ("a/pip.png", "b/pip.png", "c/pip-2.png", "sheet.png")]
    assert fit_report.distinct(paths) == ["pip", "pip-2", "pip-2-2", "sheet-2"]
    assert fit_report.distinct([Path("Pip.png"), Path("pip.png")]) == ["Pip", "pip-2"]


def test_pictures_are_never_replaced(call: Callable[[str], Outcome], home: Path) -> None:
    (home / "own").mkdir()
    for name in ("pip.png", "other.gif", "sheet.png"):
        shutil.copy(home / "pictures/red.png", home / "own" / name)
    before = {path: path.read_bytes() for path in (home / "own").iterdir()}
    for named in ("own/pip.png", "own/../own/other.gif", "own", "own/sheet.png"):
        code, out, err = call(f"project {named} --steps 1 --out own")
        assert (code, out) == (2, "") and "would be replaced" in err
    assert {path: path.read_bytes() for path in (home / "own").iterdir()} == before
    assert call("project own/pip.png --steps 1 --out own/found")[0] == 0
    made = (home / "own/found/pip.png").read_bytes()
    code, _, err = call("project own/found/pip.png --steps 1 --out own/found --overwrite")
    assert code == 2 and "would be replaced" in err
    assert (home / "own/found/pip.png").read_bytes() == made


def test_a_film_shows_the_picture_beside_the_way(quiet: Sampler, projector: Projector) -> None:
    _, images = drawn(quiet, range(1))
    (found,) = projector.project(images, QUICK)
    projected = projected_picture("pip", images[0], found)
    frames = list(fit_report.film(quiet, projected))
    assert len(frames) == len(found.trajectory) + fit_report.HELD
    for frame in frames:
        assert np.array_equal(frame[:, :16], to_pixels(images)[0])
    assert abs(frames[-1][:, 16:].astype(int) - quiet.drawn([projected.creature])[0]).max() <= 1
    assert not np.array_equal(frames[0], frames[-1])


def test_wrong_effort_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no space 'z'"):
        Effort(space="z")
    for wrong in ({"steps": 0}, {"starts": 0}, {"samples": 1}):
        with pytest.raises(UsageError, match="at least"):
            dataclasses.replace(QUICK, **wrong)
    with pytest.raises(DataError):
        prepare_one(b"none", 16, "white", "pad")


@pytest.mark.slow
def test_most_creatures_of_the_model_in_the_box_are_found_again() -> None:
    """At least 45 of 50: by their pictures, and by what their crosses with others give."""
    box = Explorer.load(layout.shipped()[-1])
    projector = Projector(box.file, model_file.load_critic(box.file))
    w_plus, images = drawn(box, range(5000, 5050), psi=0.7)
    others, _ = drawn(box, range(100, 150), psi=0.7)
    found = projector.project(images)
    again = torch.stack([one.w_plus for one in found])
    near = torch.tensor([one.error for one in found]) <= GOOD * found[0].typical
    for cross in (
        lambda w: style_mixing.mix(w, others, others),
        lambda w: style_mixing.mix(others, w, w),
    ):
        apart = projector.drawn(cross(w_plus)) - projector.drawn(cross(again))
        near &= rmse(apart) <= 0.25 * found[0].typical
    assert near.sum() >= 45


def test_more_pictures_than_can_be_held_are_refused_before_they_are_read(
    sampler: Explorer,
    tmp_path: Path,
    leave_free: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leave_free(1e7)
    paths = [tmp_path / f"{i}.png" for i in range(2000)]
    with pytest.raises(MemoryFull, match="a sheet of 4,000 pictures of 16 px"):
        fit_report.save_fits(sampler, tmp_path / "out", paths)
    monkeypatch.setattr(fit_report.render, "check_sheet", lambda count, side_px: None)
    with pytest.raises(MemoryFull, match="2,000 pictures to project"):
        fit_report.check_held(sampler, 2000)
    fit_report.check_held(sampler, 200)
