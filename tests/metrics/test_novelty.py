"""Copies are found and strangers are not; every formula against a hand-made case or a loop."""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from pokegan.data import synthetic
from pokegan.errors import DataError
from pokegan.metrics import inception, novelty
from pokegan.metrics.diversity import coverage, mean_distance
from pokegan.metrics.inception import (
    MissingError,
    compare,
    find_inception,
    frechet_distance,
    precision_and_recall,
)
from pokegan.metrics.kid import squared_mean_discrepancy
from pokegan.metrics.novelty import (
    Gallery,
    Neighbours,
    distances,
    gallery,
    judge,
    nearest,
    share,
    typical_distance,
)
from pokegan.metrics.shapes import colours, shape_vectors
from pokegan.render.pixels import Pixels, from_pixels, on_background

COUNT, SIZE = 64, 32
WHITE = (255, 255, 255)


def gaussian(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def drawn(seeds: range, size: int = SIZE) -> Pixels:
    """Creatures with opacity."""
    return np.stack([np.asarray(synthetic.draw(seed, size)) for seed in seeds])


@pytest.fixture(scope="module")
def opaque() -> Pixels:
    return on_background(drawn(range(COUNT)), "white")


@pytest.fixture(scope="module")
def training(opaque: Pixels) -> Gallery:
    return gallery_of(from_pixels(opaque))


def gallery_of(images: Tensor, background: str = "white") -> Gallery:
    return gallery(
        shape_vectors(images, background), shape_vectors(images.flip(3), background), background
    )


def each(change: Callable[[Image.Image], Image.Image]) -> Callable[[Pixels], Pixels]:
    """A change of one picture as one of many."""
    return lambda pixels: np.stack([np.asarray(change(Image.fromarray(p))) for p in pixels])


@each
def saved_as_jpeg(picture: Image.Image) -> Image.Image:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return Image.open(file).convert("RGB")


@each
def shrunk_and_enlarged(picture: Image.Image) -> Image.Image:
    small = picture.resize((picture.width * 3 // 4,) * 2, Image.Resampling.BILINEAR)
    return small.resize(picture.size, Image.Resampling.BILINEAR)


@each
def smaller_on_its_canvas(picture: Image.Image) -> Image.Image:
    size = picture.width * 9 // 10
    canvas = Image.new("RGB", picture.size, WHITE)
    canvas.paste(picture.resize((size, size), Image.Resampling.BILINEAR), (1, 1))
    return canvas


@each
def in_other_hues(picture: Image.Image) -> Image.Image:
    hue, saturation, value = picture.convert("HSV").split()
    turned = hue.point(lambda level: (level + 90) % 256)
    return Image.merge("HSV", (turned, saturation, value)).convert("RGB")


def moved(pixels: Pixels, right: int, down: int) -> Pixels:
    return np.roll(
        np.pad(pixels, ((0, 0), (4, 4), (4, 4), (0, 0)), constant_values=255), (down, right), (1, 2)
    )[:, 4:-4, 4:-4]


COPIES: dict[str, Callable[[Pixels], Pixels]] = {
    "saved as JPEG": saved_as_jpeg,
    "shrunk and enlarged": shrunk_and_enlarged,
    "smaller": smaller_on_its_canvas,
    "in other hues": in_other_hues,
    "channels exchanged": lambda pixels: pixels[..., [2, 0, 1]],
    "moved": lambda pixels: moved(pixels, 2, -2),
    "mirrored": lambda pixels: pixels[:, :, ::-1],
    "all at once": lambda pixels: moved(in_other_hues(saved_as_jpeg(pixels[:, :, ::-1])), -2, 1),
}


# Figures.


@pytest.mark.parametrize("kind", COPIES)
def test_copies_are_found_and_named(opaque: Pixels, training: Gallery, kind: str) -> None:
    found = training.neighbours(from_pixels(COPIES[kind](opaque)))
    assert share(found.nearest < training.radius).value > 0.95
    assert (found.indices[:, 0] == torch.arange(COUNT)).float().mean() > 0.95


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("size", [8, 16, 64])
def test_mirrored_copies_in_other_colours_are_found_at_every_size(size: int, channels: int) -> None:
    pixels = drawn(range(24), size)
    background = "transparent"
    if channels == 3:
        pixels, background = on_background(pixels, "white"), "white"
    known = gallery_of(from_pixels(pixels), background)
    other = pixels[:, :, ::-1, [1, 2, 0, 3][:channels]]
    found = known.neighbours(from_pixels(other))
    assert torch.equal(found.indices[:, 0], torch.arange(24))
    assert (found.nearest < known.radius).all() and found.mirrored.float().mean() > 0.9


def stripes(angle: float, length: float) -> Pixels:
    """A dark ellipse on white with light stripes across, unlike any creature."""
    y, x = np.mgrid[-1:1:64j, -1:1:64j]
    along = x * math.cos(angle) + y * math.sin(angle)
    across = y * math.cos(angle) - x * math.sin(angle)
    inside = (along / length) ** 2 + (across / 0.3) ** 2 < 1
    level = np.where(inside, np.where(np.sin(along * 20) > 0, 40, 200), 255)
    return np.repeat(level[..., None], 3, axis=2).astype(np.uint8)[None]


def test_unrelated_pictures_are_not_copies(training: Gallery) -> None:
    unlike = np.concatenate([stripes(angle, 0.9) for angle in np.linspace(0.3, 2.8, 8)])
    noise = np.random.default_rng(0).integers(0, 256, (8, SIZE, SIZE, 3), dtype=np.uint8)
    assert training.novel(from_pixels(unlike)).all()
    assert training.novel(from_pixels(noise)).all()


def test_figures_know_neither_place_nor_side_of_an_edge() -> None:
    dark = stripes(0.5, 0.6)
    light = np.where(dark == 255, 0, 255 - dark).astype(np.uint8)  # on black
    first, moved_, inverted = (
        shape_vectors(from_pixels(pixels), background)
        for pixels, background in (
            (dark, "white"),
            (moved(dark, 3, -4), "white"),
            (light, "black"),
        )
    )
    assert first.shape == (1, 256) and first.norm().item() == pytest.approx(1, abs=1e-5)
    assert (first - moved_).norm() < 0.02
    assert (first - inverted).norm() < 0.12
    turned = shape_vectors(from_pixels(stripes(0.5 + math.pi / 2, 0.6)), "white")
    assert (first - turned).norm() > 0.6


def test_a_picture_without_a_figure_is_no_failure() -> None:
    empty = np.full((2, 16, 16, 3), 255, np.uint8)
    assert torch.isfinite(shape_vectors(from_pixels(empty), "white")).all()
    assert torch.isfinite(shape_vectors(from_pixels(np.zeros((2, 16, 16, 4), np.uint8)))).all()


def test_colours_are_root_mean_squares_at_8_px() -> None:
    pixels = np.zeros((2, 16, 16, 3), np.uint8)
    pixels[1, :, :8] = 255  # half of the picture differs by 1
    black, half = colours(from_pixels(pixels))
    assert (black - half).norm().item() == pytest.approx(0.5**0.5, abs=1e-6)


# Nearest pictures.


def test_nearest_equals_a_slow_loop_across_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(novelty, "CHUNK", 4)
    straight, mirrored, others = (gaussian(n, 6, seed=n) for n in (5, 7, 11))
    mirrored = mirrored[:5]
    without = torch.tensor([0, 3, 4, 10, 7])
    found = nearest(straight, mirrored, others, 3, without)
    for i in range(5):
        rows = []
        for j in set(range(11)) - {int(without[i])}:
            apart = [(x[i] - others[j]).norm().item() for x in (straight, mirrored)]
            rows.append((min(apart), j, apart[1] < apart[0]))
        expected = sorted(rows)[:3]
        assert found.distances[i].tolist() == pytest.approx([row[0] for row in expected], rel=1e-4)
        assert found.indices[i].tolist() == [row[1] for row in expected]
        assert found.mirrored[i].tolist() == [row[2] for row in expected]


def test_distances_by_hand() -> None:
    a, b = torch.tensor([[0.0, 0.0], [3.0, 4.0]]), torch.tensor([[3.0, 4.0], [0.0, 1.0]])
    assert torch.allclose(distances(a, b), torch.tensor([[5, 1], [0, 18**0.5]]), atol=1e-3)


def test_the_typical_distance_is_that_of_pairs_and_never_of_one_with_itself() -> None:
    corners = torch.eye(3)
    assert typical_distance(corners) == pytest.approx(2**0.5)
    points = gaussian(40, 5)
    pairs = [(points[i] - points[j]).norm() for i, j in itertools.combinations(range(40), 2)]
    assert typical_distance(points) == pytest.approx(torch.stack(pairs).median().item(), rel=0.03)


def test_near_duplicates_among_the_data_do_not_lower_the_radius() -> None:
    points = gaussian(60, 8)
    twice = torch.cat([points, points + 1e-3])
    alone, doubled = gallery(points, points + 9), gallery(twice, twice + 9)
    assert doubled.radius == pytest.approx(alone.radius, rel=0.03)
    assert alone.baseline.value < 0.1 and doubled.baseline.value == 1


def test_own_distances_leave_the_picture_itself_out() -> None:
    points = torch.tensor([[0.0], [1.0], [10.0]])
    far = points + 1000
    assert sorted(gallery(points, far).own.tolist()) == [1, 1, 9]
    with pytest.raises(DataError, match="two training pictures"):
        gallery(points[:1], far[:1])


def test_replayed_pictures_are_copied_and_held_out_ones_as_the_data(opaque: Pixels) -> None:
    held_out = on_background(drawn(range(1000, 1000 + COUNT)), "white")
    known = gallery_of(from_pixels(opaque))
    replayed = judge(known.neighbours(from_pixels(moved(opaque, 1, 1)[:, :, ::-1])), known)
    strange = judge(known.neighbours(from_pixels(held_out)), known)
    assert replayed.copied.value > 0.95 and replayed.nearer.value > 0.95
    assert strange.copied.low < known.baseline.high and strange.copied.high > known.baseline.low
    assert strange.nearer.low < 0.5 < strange.nearer.high


def test_verdicts_by_hand() -> None:
    known = Gallery(torch.zeros(4, 2).half(), torch.tensor([0.1, 0.5, 0.6, 0.7]), 1.0, "white")
    near = torch.tensor([[0.1], [0.35], [0.45], [0.8], [0.9]])
    found = judge(Neighbours(near, near.long(), near > 0), known)
    assert (found.copied.value, found.baseline.value) == (pytest.approx(0.4), 0.25)
    assert found.nearer.value == pytest.approx(0.6)
    assert found.distance == pytest.approx(0.45)


def test_wilson_s_interval_by_hand() -> None:
    found = share(torch.tensor([True] * 8 + [False] * 2))
    # Agresti, Coull 1998: (p + z^2/2n -+ z sqrt(pq/n + z^2/4n^2)) / (1 + z^2/n)
    assert (found.value, found.count) == (pytest.approx(0.8), 10)
    assert (found.low, found.high) == (
        pytest.approx(0.4902, abs=1e-3),
        pytest.approx(0.9433, abs=1e-3),
    )
    assert share(torch.zeros(10, dtype=torch.bool)).high == pytest.approx(0.2775, abs=1e-3)


# Variety.


def test_the_spread_is_the_mean_over_all_pairs_and_its_margin_a_jackknife() -> None:
    points = gaussian(20, 3)
    pairs = itertools.combinations(range(20), 2)
    by_hand = np.mean([(points[i] - points[j]).norm().item() for i, j in pairs])
    found = mean_distance(points)
    assert found.mean == pytest.approx(by_hand, rel=1e-4)
    left_out = [mean_distance(torch.cat([points[:i], points[i + 1 :]])).mean for i in range(20)]
    deviation = math.sqrt(19 / 20 * sum((x - np.mean(left_out)) ** 2 for x in left_out))
    assert found.margin == pytest.approx(1.96 * deviation, rel=0.15)
    assert mean_distance(points[:1].expand(5, 3)).mean == pytest.approx(0, abs=1e-3)
    with pytest.raises(DataError, match="three pictures"):
        mean_distance(points[:2])


def test_coverage_by_hand() -> None:
    real = torch.tensor([[0.0], [1.0], [2.0], [10.0], [20.0]])
    # To the nearest other one: 1, 1, 1, 8, 10.
    fake = torch.tensor([[0.5], [17.0]])
    assert coverage(real, fake, 1).value == pytest.approx(4 / 5)
    assert coverage(real, torch.tensor([[2.9]]), 1).value == pytest.approx(2 / 5)


def test_equal_sets_cover_each_other_as_the_paper_says() -> None:
    """2002.09797, lemma 2: 1 - (N-1)...(N-k) / ((2N-1)...(2N-k)) for equally many of each."""
    points = gaussian(800, 4)
    count = 400
    missed = math.prod((count - i) / (2 * count - i) for i in range(1, 6))
    found = coverage(points[:count], points[count:])
    assert found.value == pytest.approx(1 - missed, abs=0.03)
    assert coverage(points[:count], points[:1].expand(count, 4)).value < 0.1


# The measures on features of a downloaded network.


def test_the_frechet_distance_of_gaussians_in_closed_form() -> None:
    """|m|^2 + sum (s - t)^2 where covariances share their axes."""
    a = gaussian(3000, 3)
    a = (a - a.mean(0)) @ torch.linalg.inv(torch.linalg.cholesky(torch.cov(a.T))).T  # covariance 1
    scale, shift = torch.tensor([1.0, 2.0, 0.5]), torch.tensor([1.0, -2.0, 0.0])
    expected = 5 + 1 + 0.25
    assert frechet_distance(a, a * scale + shift) == pytest.approx(expected, rel=1e-3)
    assert frechet_distance(a, a.flip(0)) == pytest.approx(0, abs=1e-3)


def test_the_frechet_distance_with_fewer_pictures_than_values_equals_the_root() -> None:
    a, b = gaussian(6, 20).double(), (2 * gaussian(7, 20, seed=1) + 1).double()
    first, second = torch.cov(a.T), torch.cov(b.T)
    roots = torch.linalg.eigvals(first @ second).real.clamp(min=0).sqrt().sum()
    trace = first.trace() + second.trace() - 2 * roots
    expected = ((a.mean(0) - b.mean(0)).square().sum() + trace).item()
    assert frechet_distance(a, b) == pytest.approx(expected, rel=1e-5)


def test_the_kernel_distance_equals_a_slow_loop_and_is_unbiased() -> None:
    a, b = gaussian(5, 4).double(), gaussian(5, 4, seed=1).double() + 1

    def kernel(x: Tensor, y: Tensor) -> float:
        return ((x @ y).item() / 4 + 1) ** 3

    within = sum(kernel(x[i], x[j]) for x in (a, b) for i, j in itertools.permutations(range(5), 2))
    between = sum(kernel(x, y) for x in a for y in b)
    assert squared_mean_discrepancy(a, b) == pytest.approx(within / 20 - 2 * between / 25)
    many = [
        squared_mean_discrepancy(gaussian(40, 4, seed=i), gaussian(40, 4, seed=i + 999))
        for i in range(200)
    ]
    assert abs(np.mean(many)) < 3 * np.std(many) / math.sqrt(200)


def test_precision_and_recall_by_hand() -> None:
    real = torch.tensor([[0.0], [1.0], [2.0], [10.0]])  # nearest: 1, 1, 1, 8
    fake = torch.tensor([[2.5], [30.0], [31.0]])  # nearest: 27.5, 1, 1
    assert precision_and_recall(real, fake, 1) == (pytest.approx(1 / 3), 1.0)
    fake = torch.tensor([[1.4], [1.5], [-20.0]])  # nearest: 0.1, 0.1, 21.4
    assert precision_and_recall(real, fake, 1) == (pytest.approx(2 / 3), 0.5)


def test_all_measures_of_one_pair() -> None:
    a, b = gaussian(60, 5), gaussian(50, 5, seed=1) + 3
    found, itself = compare(a, b), compare(a, a)
    assert found.fid > 30 and found.kid > 1000 and found.count == 50
    assert found.precision == found.recall == 0
    assert itself.precision == itself.recall == 1 and abs(itself.kid) < found.kid / 10
    assert found.kid_deviation > 0


def test_formulas_agree_with_torch_fidelity() -> None:
    fidelity = pytest.importorskip("torch_fidelity")
    a, b = gaussian(300, 8), gaussian(300, 8, seed=1) * 1.5 + 0.2
    stats = [fidelity.metric_fid.fid_features_to_statistics(x) for x in (a, b)]
    (theirs,) = fidelity.metric_fid.fid_statistics_to_metric(*stats, False).values()
    assert frechet_distance(a, b) == pytest.approx(theirs, rel=1e-4)


def test_without_the_package_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(inception.importlib, "import_module", missing)
    said: list[str] = []
    assert find_inception("cpu", said.append) is None
    (sentence,) = said
    assert "FID" in sentence and "left out" in sentence and "pokegan[metrics]" in sentence


def test_without_the_weights_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Module:
        @staticmethod
        def FeatureExtractorInceptionV3(name: str, layers: list[str]) -> None:
            raise OSError("no network")

    monkeypatch.setattr(inception.importlib, "import_module", lambda name: Module)
    with pytest.raises(MissingError, match=r"weights .* could not be had \(OSError\)"):
        inception.Inception()


def test_features_come_in_the_order_of_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    class Network(torch.nn.Module):
        def __init__(self, name: str, layers: list[str]) -> None:
            super().__init__()

        def forward(self, pictures: Tensor) -> tuple[Tensor]:
            assert pictures.dtype == torch.uint8
            return (pictures.float().mean(dim=(2, 3)),)

    class Module:
        FeatureExtractorInceptionV3 = Network

    monkeypatch.setattr(inception.importlib, "import_module", lambda name: Module)
    pictures = torch.arange(5, dtype=torch.uint8).view(5, 1, 1, 1).expand(5, 3, 4, 4)
    found = inception.Inception().features(pictures.split(2))
    assert torch.equal(found, torch.arange(5.0)[:, None].expand(5, 3))
