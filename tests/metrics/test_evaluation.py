"""pokegan evaluate and sample --novel through the real main, and what they stand on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import Outcome, assert_refused
from PIL import Image

from pokegan.checkpoints import tensor_file
from pokegan.data import synthetic
from pokegan.data.dataset import PackedDataset
from pokegan.data.prepare import PrepareOptions, prepare
from pokegan.errors import DataError, ModelError
from pokegan.explore.resolve import Explorer
from pokegan.metrics import evaluation, kid, novelty
from pokegan.metrics.evaluation import Reference, Verdict
from pokegan.metrics.reals import find_gallery, kept, measured_path, real_images
from pokegan.metrics.swd import swd
from pokegan.render import from_pixels, read_recipe, to_pixels
from pokegan.sampling.sampler import Look, Sampler
from pokegan.sampling.seed_ranges import parse_seeds, spell_seeds


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> PackedDataset:
    """40 creatures at 16 px."""
    folder = tmp_path_factory.mktemp("forty")
    synthetic.write_folder(folder / "pictures", 40, size=32)
    options = PrepareOptions(resolution=16)
    return PackedDataset(
        prepare(folder / "pictures", folder / "forty.safetensors", options, workers=1).path
    )


@pytest.fixture(scope="module")
def reference(data: PackedDataset) -> Reference:
    return Reference(data, 16, 20)


@pytest.fixture(scope="module")
def home(sampler: Sampler, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the finished run, with its pictures, whose path is as it was."""
    home = tmp_path_factory.mktemp("judged")
    shutil.copytree(sampler.file.path.parent, home / "runs/a")
    shutil.copy(sampler.file.path, home / "alone.safetensors")
    shutil.copy(prepared, home / "pictures.safetensors")
    synthetic.write_folder(home / "images", 24, size=32)
    return home


def verdict_of(images: torch.Tensor, reference: Reference) -> Verdict:
    """What would be said of a model that draws these images."""
    found = reference.gallery.neighbours(images, evaluation.BESIDE)
    scores = reference.against(reference.described([images], "samples"), found)
    return Verdict(scores, range(len(images)), to_pixels(images), found)


# What is measured.


def test_real_pictures_are_at_their_floor(reference: Reference) -> None:
    floor = reference.real
    assert floor.count == 20 and set(floor.swd_at) == {16}
    assert floor.swd.value == pytest.approx(floor.swd_at[16].value)
    assert floor.shape.value == pytest.approx(1, abs=0.25)
    assert floor.colour.value == pytest.approx(1, abs=0.35)
    assert floor.coverage.value > 0.7 and floor.nearer.value == pytest.approx(0.5, abs=0.06)


def test_a_replay_is_copied_and_a_constant_covers_nothing(
    data: PackedDataset, reference: Reference
) -> None:
    (images,) = real_images(data, 16, np.arange(20))
    replay = verdict_of(images.flip(3), reference).scores
    constant = verdict_of(images[:1].expand(20, -1, -1, -1), reference).scores
    assert replay.copied.value > 0.95 and replay.nearer.value > 0.95
    assert constant.shape.value < 0.01 and constant.colour.value < 0.01
    assert constant.coverage.value < 0.75 * replay.coverage.value
    assert constant.swd.value > 2 * reference.real.swd.value > 0
    assert constant.kid.value > 10 * abs(replay.kid.value) + 10


def test_the_distance_is_over_draws_of_the_halves(reference: Reference) -> None:
    apart = [
        swd(real.patches, other.patches, repeat).mean
        for repeat in range(evaluation.REPEATS)
        for real, other in [reference.halves(repeat)]
    ]
    assert reference.real.swd.value == pytest.approx(np.mean(apart), rel=1e-5)
    assert reference.real.swd.margin == pytest.approx(np.std(apart, ddof=1), rel=1e-4)
    real, other = reference.halves(0)
    both = torch.cat([real.images, other.images]).flatten(1)
    assert len(torch.unique(both, dim=0)) == 40  # the halves share no picture


def test_too_few_pictures_are_refused(data: PackedDataset) -> None:
    with pytest.raises(DataError, match="40 real pictures and 3 samples are too few"):
        Reference(data, 16, 3)


def test_the_sheet_begins_with_the_most_suspicious(
    data: PackedDataset, reference: Reference
) -> None:
    (images,) = real_images(data, 16, np.arange(12))
    noise = torch.rand(11, 3, 16, 16, generator=torch.Generator().manual_seed(0)) * 2 - 1
    copy = images[5:6].flip(3)
    verdict = verdict_of(torch.cat([noise, copy]), reference)
    sheet = np.asarray(evaluation.nearest_sheet(verdict, reference))
    scale, gap = 7, 4
    first, beside = (
        sheet[gap : gap + 112 : scale, left : left + 112 : scale] for left in (gap, 2 * gap + 112)
    )
    assert np.array_equal(first, to_pixels(copy)[0])
    assert np.array_equal(beside, first)  # the training picture, turned as the copy is


def test_the_kernel_distance_is_of_the_classifiers_features(reference: Reference) -> None:
    """Of as many reals and others, on half of them at a time; unbiased: about 0 among reals."""
    features = [kid.seen([some.images]) for some in reference.halves(0)]
    assert features[0].shape == (20, 1280)
    found = 1000 * kid.kernel_distances(*features)
    assert reference.real.kid.value == pytest.approx(found.mean().item(), rel=1e-4)
    assert abs(found.mean().item()) < 2 * found.std().item()
    larger = torch.rand(2, 3, 128, 128) * 2 - 1
    by_hand = kid.network().pooled(
        torch.nn.functional.interpolate(larger, size=96, mode="bilinear", antialias=True)
    )
    assert torch.allclose(kid.seen([larger]), by_hand, atol=1e-4)


# What is kept.


def test_the_gallery_is_kept_and_made_again_when_damaged(data: PackedDataset, cache: Path) -> None:
    path = measured_path(data, 16, "shapes")
    first = find_gallery(data, 16)
    assert path.parent == cache / "measured" and first.shapes.dtype == torch.float16
    before = path.stat().st_mtime_ns
    again = find_gallery(data, 16)
    assert torch.equal(again.own, first.own) and path.stat().st_mtime_ns == before
    content = bytearray(path.read_bytes())
    content[-3] ^= 255
    path.write_bytes(content)
    mended = find_gallery(data, 16)
    assert torch.equal(mended.shapes, first.shapes) and path.stat().st_mtime_ns != before
    assert tensor_file.read(path, "measured")[1]["fingerprint"] == data.fingerprint


def test_what_is_kept_of_other_things_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"

    def made(value: float) -> float:
        about = {"fingerprint": str(value)}
        return kept(path, about, lambda: {"x": torch.tensor(value)})["x"].item()

    assert [made(1.0), made(2.0), made(2.0)] == [1, 2, 2]
    (tmp_path / "file").write_text("")
    unwritable = tmp_path / "file" / "m.safetensors"
    assert kept(unwritable, {}, lambda: {"x": torch.tensor(3.0)})["x"] == 3


# Choosing what is new.


def test_copies_are_left_out_and_seeds_go_on(sampler: Explorer) -> None:
    seeds = range(24)
    pixels = sampler.sample(seeds)
    images = from_pixels(pixels)
    own = torch.full((4,), 9.0)
    from pokegan.metrics.shapes import shape_vectors

    copied = shape_vectors(images[[0, 3]])
    training = novelty.Gallery(copied.half(), own, 1e-2 / novelty.COPIED_SHARE, "white")
    chosen = evaluation.choose_novel(sampler, training, seeds, Look(), wanted=5)
    alike = (shape_vectors(images)[:, None] - copied).norm(dim=2).amin(dim=1) < 1e-2
    mirrored = (shape_vectors(images.flip(3))[:, None] - copied).norm(dim=2).amin(dim=1) < 1e-2
    new = [seed for seed in seeds if not (alike | mirrored)[seed]]
    assert chosen.seeds == new[:5] and 0 not in new and 3 not in new
    assert chosen.tried == chosen.seeds[-1] + 1
    every = evaluation.choose_novel(sampler, training, seeds, Look())
    assert (every.seeds, every.tried) == (new, 24)
    wide = novelty.Gallery(copied.half(), own, 100.0, "white")
    with pytest.raises(ModelError, match="none of 24 samples is new"):
        evaluation.choose_novel(sampler, wide, seeds, Look())


@pytest.mark.parametrize("text", ["0-3,9", "7", "5,4,3", "1-2,2-4", "0,2,4"])
def test_seeds_are_spelled_as_they_are_read(text: str) -> None:
    seeds = list(parse_seeds(text))
    assert list(parse_seeds(spell_seeds(seeds))) == seeds
    assert spell_seeds(range(64)) == "0-63"


# The commands.


def test_evaluate_prints_one_table(call: Callable[[str], Outcome], home: Path) -> None:
    code, out, err = call("evaluate runs/a alone.safetensors --data pictures.safetensors --n 12")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("12 samples a model with psi 1 at 16 px; 24 training pictures")
    assert lines[1].split()[:3] == ["model", "kimg", "swd"]
    model, _, reals = lines[2:5]
    assert model.startswith("a/model-") and reals.startswith("real against real")
    assert "FID, precision and recall, and KID by Inception, are left out" in err
    (sheet,) = (home / "outputs/evaluate").glob("a-*-nearest.png")
    assert Image.open(sheet).width > 10 * 112


def test_evaluate_gives_a_json_object_for_each_model(call: Callable[[str], Outcome]) -> None:
    code, out, _ = call("evaluate runs/a runs/a --n 12 --json --seed 3")
    assert code == 0
    first, second = (json.loads(line) for line in out.splitlines())
    assert first == second
    assert (first["psi"], first["pictures"], first["count"]) == (1, 24, 12)
    assert first["copied"]["count"] == 12 and first["copied"]["low"] <= first["copied"]["value"]
    assert first["swd"]["value"] > first["floor"]["swd"]["value"] > 0
    assert first["inception"] is None
    assert first["kid"]["value"] > first["floor"]["kid"]["value"]


def test_without_a_name_the_newest_run_is_judged_on_its_own_pictures(
    call: Callable[[str], Outcome],
) -> None:
    code, out, err = call("evaluate --n 8 --batch 3")
    assert code == 0 and "note:" not in err
    assert "24 training pictures in creatures.safetensors" in out


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("evaluate alone.safetensors --n 8", 2, "lies in no run folder"),
        ("evaluate --n 7", 1, "too few to measure"),
        ("evaluate nowhere", 1, "no such file: nowhere"),
        ("evaluate --data gone.safetensors", 1, "gone.safetensors"),
        ("sample --n 2 --data pictures.safetensors", 2, "--data has no effect without --novel"),
        ("sample --novel --model alone.safetensors", 2, "Name them. (--data)"),
    ],
)
def test_what_cannot_be_judged_is_said(
    call: Callable[[str], Outcome], line: str, code: int, said: str
) -> None:
    assert_refused(call(line), code, said)


def test_pictures_with_opacity_are_no_measure_of_a_model_without(
    call: Callable[[str], Outcome], home: Path
) -> None:
    line = "prepare images --resolution 16 --background transparent --out clear.safetensors"
    assert call(line)[0] == 0
    code, _, err = call("evaluate runs/a --n 8 --data clear.safetensors")
    assert code == 2 and "prepared with the background transparent" in err


def test_other_pictures_are_noted(call: Callable[[str], Outcome]) -> None:
    synthetic.write_folder(Path("others"), 9, size=32)
    code, out, err = call("evaluate runs/a --n 8 --data others")
    assert code == 0
    assert "9 training pictures" in out and "was not trained on" in err


def test_novel_samples_are_saved_with_a_recipe_that_needs_no_data(
    call: Callable[[str], Outcome], home: Path
) -> None:
    code, out, err = call("sample --n 3 --novel --out new")
    assert code == 0 and out == "new/sheet.png\n"
    assert "left out as too near a training picture" in err
    recipe = read_recipe(home / "new/sheet.png")
    assert recipe is not None
    seeds = list(parse_seeds(recipe["seeds"]))
    names = sorted(path.name for path in (home / "new").glob("seed-*.png"))
    assert names == [f"seed-{seed:04d}.png" for seed in seeds] and len(names) == 3
    again = f"sample --seeds {recipe['seeds']} --psi 0.7 --out again"
    assert call(again)[0] == 0
    for name in [*names, "sheet.png"]:
        first, second = (np.asarray(Image.open(home / at / name)) for at in ("new", "again"))
        assert np.array_equal(first, second)
