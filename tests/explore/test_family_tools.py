"""Latent tools with families that have no mapping network: what they do, and what they refuse."""

from __future__ import annotations

import math
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from conftest import Outcome, assert_within_a_level
from torch import Tensor

from pokegan.checkpoints import model_file
from pokegan.cli import main
from pokegan.config import override, preset
from pokegan.data import synthetic
from pokegan.errors import UsageError
from pokegan.explore import walks
from pokegan.explore.directions.finding import discover, layer_groups
from pokegan.explore.projection.projector import Effort, Projector
from pokegan.explore.resolve import Explorer
from pokegan.models import build
from pokegan.sampling.interpolation import between, slerp
from pokegan.sampling.sampler import Sampler

SHAPES: dict[str, dict[str, Any]] = {
    "progan": {"channel_max": 8},
    "dcgan": {"filters": 4},
    "began": {"filters": 4, "h_dim": 6},
}
Z = 5


def untrained(family: str, folder: Path) -> Explorer:
    """A model of 16 px whose weights are large enough that latents show."""
    config = override(
        preset("tiny", family),
        {"resolution": 16, "z_dim": Z, "precision": "fp32", **SHAPES[family]},
    )
    generator, judges = build(config.model, seed=1)
    for parameter in generator.parameters():
        parameter.data.mul_(8 if family == "dcgan" and parameter.dim() == 4 else 1)
    data = {"background": "white", "channels": 3, "resolution": 16}
    about = {"nimg": 1000, "resolution": 16, "alpha": None, "data": data}
    path = folder / f"{family}.safetensors"
    model_file.save_model(path, generator.eval(), judges, config, about)
    return Explorer.load(path)


@pytest.fixture(scope="module", params=SHAPES)
def sampler(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    return untrained(request.param, tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one model of each family, pictures and nothing else."""
    home = tmp_path_factory.mktemp("home")
    for family in SHAPES:
        untrained(family, home)
    synthetic.write_folder(home / "images", 2, size=16)
    return home


def points(sampler: Sampler, text: str) -> list[Tensor]:
    return [creature.w_plus for creature in sampler.creatures(text, psi=0.9)]


def on_the_arc(a: Tensor, b: Tensor, t: float) -> Tensor:
    """The point at `t` of the great circle from a to b, turned in the plane of both by hand."""
    x, y = a.flatten().double(), b.flatten().double()
    across = y / y.norm() - (x @ y) / (x @ x).sqrt() / y.norm() * x / x.norm()
    angle = math.acos(float(x @ y / x.norm() / y.norm()))
    length = (1 - t) * x.norm() + t * y.norm()
    turned = math.cos(t * angle) * x / x.norm() + math.sin(t * angle) * across / across.norm()
    return (length * turned).view(a.shape).float()


@pytest.mark.parametrize("t", [-0.5, 0.0, 0.3, 1.0])
def test_a_way_is_straight_or_a_great_circle(t: float) -> None:
    a, b = torch.randn(2, 1, Z, generator=torch.Generator().manual_seed(1))
    assert torch.allclose(between(a, b, t, spherical=False), (1 - t) * a + t * b, atol=1e-6)
    assert torch.allclose(between(a, b, t, spherical=True), on_the_arc(a, b, t), atol=1e-5)


def test_who_is_spherical_walks_on_great_circles(sampler: Explorer) -> None:
    a, b = points(sampler, "1,2")
    round_way = sampler.generator.spherical
    assert round_way == (sampler.generator.family != "began")
    half = on_the_arc(a, b, 0.5) if round_way else (a + b) / 2
    creature = walks.blend(sampler, "1", "2", 0.5, psi=0.9)
    assert torch.allclose(creature.w_plus, half, atol=1e-5)
    frames = list(sampler.interpolate("1,2", 3, psi=0.9))
    assert_within_a_level(frames[1], sampler.drawn([creature])[0])
    square = list(walks.square(sampler.creatures("1-4", 0.9), (3, 3), round_way))
    assert torch.allclose(square[1].w_plus, half, atol=1e-5)
    c, d = points(sampler, "3,4")
    below = slerp(c, d, 0.5) if round_way else (c + d) / 2
    middle = slerp(half, below, 0.5) if round_way else (half + below) / 2
    assert torch.allclose(square[4].w_plus, middle, atol=1e-5)
    corners = walks.corners(sampler, ["1-4"], (3, 3), psi=0.9)
    assert_within_a_level(corners, sampler.drawn(square))


def test_one_number_of_a_latent_is_turned_and_no_other(sampler: Explorer) -> None:
    one = sampler.one("7", psi=1.0)
    low, high = walks.dial(sampler, 2)
    assert (low, high) == ((-1, 1) if sampler.generator.family == "began" else (-2, 2))
    turned = [creature.w_plus for creature in walks.turned(one, 2, [low, 0.25, high])]
    assert [float(w_plus[0, 1]) for w_plus in turned] == [low, 0.25, high]
    for w_plus in turned:
        assert torch.equal(w_plus[0, [0, 2, 3, 4]], one.w_plus[0, [0, 2, 3, 4]])
    first, *_, last = sampler.drawn(list(walks.turned(one, 2, [low, 0, high])))
    assert (first != last).any()


@pytest.mark.parametrize("dim", [0, 6, -1])
def test_a_number_that_a_latent_does_not_have_is_refused(sampler: Sampler, dim: int) -> None:
    with pytest.raises(UsageError, match=f"no number {dim} .* It has 5, counted from 1"):
        walks.dial(sampler, dim)


def test_directions_are_measured_and_from_the_first_layer(sampler: Explorer) -> None:
    assert layer_groups(1) == {"all": (0, 1)}
    known = discover(sampler)
    kinds = [direction.kind for direction in known.found]
    assert "pca" not in kinds and kinds.count("measured") == 7 and kinds.count("closed") == 5
    (matrix,) = sampler.file.generator.style_weights()
    first = next(direction for direction in known.found if direction.kind == "closed")
    axis = first.step / first.step.norm()
    gains = torch.linalg.svdvals(matrix.detach())
    assert float((matrix.detach() @ axis).norm()) == pytest.approx(float(gains[0]), rel=1e-4)


def test_a_picture_is_found_again_in_z(sampler: Explorer) -> None:
    creature = sampler.one("11", psi=0.8)
    pixels = torch.from_numpy(sampler.drawn([creature])).permute(0, 3, 1, 2).float() / 127.5 - 1
    projector = Projector(sampler.file, model_file.load_critic(sampler.file))
    (found,) = projector.project(pixels, Effort(steps=60, samples=200))
    assert found.w_plus.shape == (1, Z)
    assert found.error < found.typical / 3


RECIPES = [
    "sweep 3 --dim 2 --n 3 --out made.png",
    "sweep 3 --dim 1 --from -0.5 --to 0.5 --seconds 0.5 --fps 8 --out made.apng",
    "interpolate 1 2 --frames 4 --out made.apng",
    "corners 1 2 3 4 --size 2 --out made.png",
    'arith "1 - 2 + 3" --out made.png',
    "blend 1 2 --amount 0.3 --out made.png",
]


@pytest.mark.parametrize("family", SHAPES)
@pytest.mark.parametrize("command", RECIPES)
def test_a_picture_is_made_again_from_its_recipe(
    call: Callable[[str], Outcome],
    home: Path,
    capfd: pytest.CaptureFixture[str],
    command: str,
    family: str,
) -> None:
    assert call(f"{command} --model {family}.safetensors")[0] == 0
    path = home / command.split()[-1]
    before = path.read_bytes()
    told = call(f"info {path.name}")[1]
    (again,) = [line for line in told.splitlines() if line.startswith("again")]
    path.unlink()
    assert main(shlex.split(again.removeprefix("again").strip())[1:]) == 0
    (written,) = capfd.readouterr().out.split()
    assert (home / written).read_bytes() == before


@pytest.mark.parametrize("family", SHAPES)
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("mix --coarse 1 --fine 2", "style mixing needs num_ws > 1; {family} has 1."),
        ("mix --coarse images/creature-0000.png --fine 2", "pokegan blend A B"),
        ("noise 3", "this {family} has no noise inputs"),
        ("sweep 3 --dim 9", "there is no number 9 in a latent of this model."),
        ("sweep 3 --dim 2 --from 1 --to 1", "from and to are both 1"),
    ],
)
def test_what_a_family_cannot_serve_is_refused_by_its_name(
    call: Callable[[str], Outcome], home: Path, command: str, said: str, family: str
) -> None:
    code, out, err = call(f"{command} --model {family}.safetensors")
    assert (code, out) == (2, "")
    assert said.format(family=family) in err
    assert "resembles" not in err and "looking for" not in err  # refused before it is looked for


def test_a_learned_w_is_not_turned_by_hand(call: Callable[[str], Outcome], home: Path) -> None:
    code, _, err = call("sweep 3 --dim 2 --model pokemon-32px")
    assert code == 2 and "single numbers of a stylegan's w mean nothing" in err
    assert "began, dcgan and progan" in err and "pokegan edit" in err


@pytest.mark.parametrize("family", SHAPES)
def test_all_other_tools_work(call: Callable[[str], Outcome], home: Path, family: str) -> None:
    model = f"--model {family}.safetensors"
    for command in (
        f"sample --n 4 --out samples-{family} {model}",
        f"sample --n 2 --psi 0.9 --out wide-{family} {model}",
        f"edit 3 --size 1 --out e.png {model}",
        f"project images/creature-0000.png --steps 5 --out found --overwrite {model}",
        f"card 3 --out card.png {model}",
        f"sample --n 2 --precision bf16 --out short-{family} {model}",
    ):
        code, _, err = call(command)
        assert code == 0, err
    exact, short = (
        np.asarray(Explorer.load(home / f"{family}.safetensors").sample([0, 1])),
        np.stack([_pixels(home / f"short-{family}/seed-000{i}.png") for i in (0, 1)]),
    )
    assert np.abs(exact.astype(int) - short).mean() < 4


def _pixels(path: Path) -> np.ndarray:
    from pokegan.render import read_pixels

    return read_pixels(path)


def test_what_is_usual_is_the_whole_variety(
    call: Callable[[str], Outcome], sampler: Sampler, home: Path
) -> None:
    """Truncation is of a w that was learned; a shorter z draws what was hardly trained."""
    family = sampler.generator.family
    assert np.array_equal(sampler.sample([3]), sampler.sample([3], psi=1.0))
    half, whole = sampler.one("3", psi=0.5).w_plus, sampler.one("3").w_plus
    assert torch.allclose(2 * half, whole, atol=1e-6)
    assert call(f"sample --seeds 3 --model {family}.safetensors --out usual-{family}")[0] == 0
    told = call(f"info usual-{family}/seed-0003.png")[1]
    assert "--psi 1.0" in told
