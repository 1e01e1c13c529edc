"""Seeds as identities, noise, mixing, and paths between latents."""

from __future__ import annotations

import json
import math
import tracemalloc

import pytest
import torch
from torch import Tensor

from pokegan.config import ModelConfig
from pokegan.errors import DataError, UsageError
from pokegan.models import build
from pokegan.models.stylegan import Generator
from pokegan.runtime.random import rng
from pokegan.sampling import interpolation, latents, style_mixing
from pokegan.sampling.noise import (
    draw_noise,
    empty_noise,
    fill_noise,
    has_random,
    noise_group,
    parse_noise,
)
from pokegan.sampling.seed_ranges import parse_seeds

SHAPES = [(1, r, r) for r in (4, 4, 8, 8, 16, 16, 32, 32, 64, 64, 128, 128)]
ALL_SEED = {"coarse": "seed", "middle": "seed", "fine": "seed"}


@pytest.fixture
def generator() -> Generator:
    """Up to 16 px, with noise that shows and a w_avg of its own."""
    config = ModelConfig(
        resolution=16, channel_base=32, channel_max=8, z_dim=6, w_dim=5, mapping_layers=2
    )
    generator = build(config)[0]
    with torch.no_grad():
        for name, parameter in generator.named_parameters():
            if name.endswith("strength"):
                parameter.add_(0.5)
    generator.map.update_w_avg(torch.full((1, 5), 100.0))
    return generator


def labelled(value: float, layers: int) -> Tensor:
    """Styles [1, L, 2] that say where they came from and at which layer."""
    return torch.stack([torch.full((layers,), value), torch.arange(layers).float()], dim=1)[None]


def sources(w_plus: Tensor) -> str:
    return "".join("cmf"[int(label)] for label in w_plus[0, :, 0])


def close(actual: Tensor, expected: Tensor, atol: float = 1e-6) -> None:
    torch.testing.assert_close(actual, expected, atol=atol, rtol=0)


def test_a_seed_has_one_latent_wherever_it_stands() -> None:
    together = latents.draw_z([3, 1, 3, 2**63 - 1], 16)
    assert together.shape == (4, 16)
    assert torch.equal(together[0], together[2])
    assert torch.equal(latents.draw_z([1], 16)[0], together[1])
    assert not torch.equal(together[0], together[1])


def test_a_latent_is_drawn_from_the_stream_of_its_seed() -> None:
    assert torch.equal(latents.draw_z([7], 16)[0], torch.randn(16, generator=rng(7, 0, "z")))


def test_latents_are_standard_normal() -> None:
    z = latents.draw_z(range(100), 100)
    assert z.mean().item() == pytest.approx(0, abs=0.03)
    assert z.std().item() == pytest.approx(1, abs=0.03)


def test_styles_of_seeds_are_mapped_then_truncated(generator: Generator) -> None:
    w_plus = latents.seed_styles(generator, [4, 9], psi=0.3, cutoff=2)
    plain = generator.mapping(latents.draw_z([4, 9], 6))
    close(w_plus[:, :2], 0.5 + 0.3 * (plain[:, :2] - 0.5))  # w_avg is 100 * 0.005
    close(w_plus[:, 2:], plain[:, 2:])
    everywhere = latents.seed_styles(generator, [4, 9])
    close(everywhere, 0.5 + 0.7 * (plain - 0.5))


def test_noise_follows_its_seed_in_any_batch() -> None:
    together = draw_noise([5, 6], SHAPES, ALL_SEED)
    alone = draw_noise([6], SHAPES, ALL_SEED)
    for layer, mine, (_, r, _) in zip(together, alone, SHAPES, strict=True):
        assert layer is not None and mine is not None
        assert layer.shape == (2, 1, r, r)
        assert torch.equal(layer[1:], mine)
        assert not torch.equal(layer[0], layer[1])
    first, second = together[:2]
    assert first is not None and second is not None and not torch.equal(first, second)


def test_noise_is_drawn_from_the_streams_of_seed_and_layer() -> None:
    modes = ALL_SEED | {"fine": "random"}
    for i, layer in enumerate(draw_noise([5, 2**63 - 1], SHAPES, modes, 3)):
        stream = "noise/3" if i >= 8 else "noise"
        drawn = [torch.randn(SHAPES[i], generator=rng(s, i, stream)) for s in (5, 2**63 - 1)]
        assert layer is not None and torch.equal(layer, torch.stack(drawn))


def test_noise_may_be_drawn_part_by_part() -> None:
    modes = ALL_SEED | {"middle": "none"}
    parts = empty_noise(5, SHAPES, modes)
    fill_noise(parts, 3, [8, 9], modes)
    fill_noise(parts, 0, [5, 6, 7], modes)
    for part, whole in zip(parts, draw_noise(range(5, 10), SHAPES, modes), strict=True):
        assert same(part, whole) if part is not None else whole is None


def test_noise_differs_from_z() -> None:
    (noise,) = draw_noise([5], [(1, 4, 4)], ALL_SEED)
    assert noise is not None
    assert not torch.equal(noise.flatten(), latents.draw_z([5], 16).flatten())


@pytest.mark.parametrize(("group", "layers"), [("coarse", "0-3"), ("middle", "4-7"),
                                               ("fine", "8-11")])  # fmt: skip
def test_each_group_of_layers_has_its_own_noise_mode(group: str, layers: str) -> None:
    named = set(parse_seeds(layers))
    none = draw_noise([5], SHAPES, ALL_SEED | {group: "none"})
    assert {i for i, layer in enumerate(none) if layer is None} == named
    fixed = draw_noise([5], SHAPES, ALL_SEED)
    moved = draw_noise([5], SHAPES, ALL_SEED | {group: "random"})
    assert {i for i in range(12) if not same(fixed[i], moved[i])} == named


def same(a: Tensor | None, b: Tensor | None) -> bool:
    return a is not None and b is not None and torch.equal(a, b)


def test_random_noise_can_be_drawn_again_from_its_own_seed() -> None:
    modes = {"coarse": "seed", "middle": "random", "fine": "seed"}
    first, again, other = (draw_noise([5], SHAPES, modes, s) for s in (1, 1, 2))
    assert all(same(a, b) for a, b in zip(first, again, strict=True))
    changed = [i for i in range(12) if not same(first[i], other[i])]
    assert changed == [4, 5, 6, 7]


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("seed", ["seed", "seed", "seed"]),
        ("none", ["none", "none", "none"]),
        ("fine=random", ["seed", "seed", "random"]),
        (" coarse=none, fine=random ", ["none", "seed", "random"]),
        ("none,middle=seed", ["none", "seed", "none"]),
    ],
)
def test_noise_as_typed(text: str, modes: list[str]) -> None:
    wanted = dict(zip(("coarse", "middle", "fine"), modes, strict=True))
    assert parse_noise(text) == wanted


@pytest.mark.parametrize("text", ["", "loud", "coarse", "coarse=", "=none", "top=none", "none,"])
def test_noise_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=f"noise cannot be '{text}'"):
        parse_noise(text)


@pytest.mark.parametrize(
    ("text", "random"), [("seed", False), ("none,fine=seed", False), ("middle=random", True)]
)
def test_what_is_random_is_known(text: str, random: bool) -> None:
    assert has_random(text) is random


def test_noise_groups_by_resolution() -> None:
    groups = [noise_group(2**k) for k in range(2, 11)]
    assert groups == ["coarse"] * 2 + ["middle"] * 2 + ["fine"] * 5


def test_a_picture_is_its_styles_and_the_noise_of_its_seed(generator: Generator) -> None:
    w_plus = latents.seed_styles(generator, [4, 9])
    images = latents.synthesize(generator, w_plus, [1, 2])
    noise = draw_noise([1, 2], generator.noise_shapes(), ALL_SEED)
    with torch.no_grad():
        close(images, generator.synthesis(w_plus, noise=noise))
    close(latents.synthesize(generator, w_plus[1:], [2]), images[1:], atol=1e-5)
    assert not torch.equal(latents.synthesize(generator, w_plus, [1, 3])[1], images[1])


def test_a_picture_may_be_taken_while_the_network_grows(generator: Generator) -> None:
    w_plus = latents.seed_styles(generator, [4])
    old = latents.synthesize(generator, w_plus, [1], resolution=4)
    faded = latents.synthesize(generator, w_plus, [1], resolution=8, alpha=0.0)
    assert torch.equal(faded[:, :, ::2, ::2], old) and torch.equal(faded[:, :, 1::2, ::2], old)


def test_noise_modes_and_random_seed_reach_the_picture(generator: Generator) -> None:
    w_plus = latents.seed_styles(generator, [4])
    quiet = latents.synthesize(generator, w_plus, [1], modes=parse_noise("none"))
    with torch.no_grad():
        close(quiet, generator.synthesis(w_plus))
    modes = parse_noise("random")
    drawn = [latents.synthesize(generator, w_plus, [1], modes=modes, random_seed=s) for s in (1, 2)]
    assert not torch.equal(*drawn)


def test_styles_are_exchanged_at_16_and_64_px() -> None:
    coarse, middle, fine = (labelled(value, 18) for value in (0.0, 1.0, 2.0))
    mixed = style_mixing.mix(coarse, middle, fine)
    assert sources(mixed) == "cccc" + "mmmm" + "f" * 10
    assert mixed[0, :, 1].tolist() == list(range(18))


@pytest.mark.parametrize(
    ("layers", "expected"),
    [((1, 3), "cmmfff"), ((0, 0), "ffffff"), ((2, 2), "ccffff"), ((6, 9), "cccccc"),
     ((0, 99), "mmmmmm")],
)  # fmt: skip
def test_the_layers_of_exchange_can_be_chosen(layers: tuple[int, int], expected: str) -> None:
    coarse, middle, fine = (labelled(value, 6) for value in (0.0, 1.0, 2.0))
    assert sources(style_mixing.mix(coarse, middle, fine, layers)) == expected


def test_crossover_fits_small_generators_and_rises() -> None:
    assert style_mixing.crossover(18) == (4, 8)
    assert style_mixing.crossover(6) == (4, 6)
    assert style_mixing.crossover(2) == (2, 2)
    for wrong in ((3, 1), (-1, 2)):
        with pytest.raises(UsageError, match=f"not {wrong[0]},{wrong[1]}"):
            style_mixing.crossover(6, wrong)


def test_a_quarter_circle() -> None:
    a, b = torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0])
    for t in (0.0, 1 / 3, 0.5, 0.75, 1.0):
        angle = t * math.pi / 2
        close(interpolation.slerp(a, b, t), torch.tensor([math.cos(angle), math.sin(angle)]))


def test_slerp_changes_length_evenly() -> None:
    a, b = torch.tensor([2.0, 0.0]), torch.tensor([0.0, 6.0])
    middle = interpolation.slerp(a, b, 0.25)
    angle = math.pi / 8
    close(middle, torch.tensor([3 * math.cos(angle), 3 * math.sin(angle)]))


def test_slerp_of_parallel_latents_is_a_straight_line_also_beside_others() -> None:
    a = torch.tensor([[1.0, 0.0], [1.0, 0.0]])
    b = torch.tensor([[3.0, 0.0], [0.0, 1.0]])
    half = math.sqrt(0.5)
    close(interpolation.slerp(a, b, 0.5), torch.tensor([[2.0, 0.0], [half, half]]))
    close(interpolation.slerp(a[0], b[0], 0.5), torch.tensor([2.0, 0.0]))


def test_slerp_from_or_to_the_middle_of_the_sphere_is_a_straight_line() -> None:
    middle, z = torch.zeros(2), torch.tensor([3.0, -4.0])
    close(interpolation.slerp(middle, z, 0.25), torch.tensor([0.75, -1.0]))
    close(interpolation.slerp(z, middle, 0.25), torch.tensor([2.25, -3.0]))
    close(interpolation.slerp(middle, middle, 0.5), middle)


def test_slerp_of_opposite_latents_passes_through_their_middle() -> None:
    z = torch.tensor([3.0, -4.0, 12.0])
    close(interpolation.slerp(z, -z, 0.25), z / 2)
    close(interpolation.slerp(z, -z, 0.5), torch.zeros(3))


def test_slerp_of_the_same_latent_stays() -> None:
    z = latents.draw_z([1], 64)
    close(interpolation.slerp(z, z.clone(), 0.3), z, atol=1e-5)


def test_an_open_path_touches_its_first_and_last_key() -> None:
    assert list(interpolation.path_positions(3, 5, False, "linear")) == [
        (0, 0.0), (0, 0.5), (1, 0.0), (1, 0.5), (1, 1.0)
    ]  # fmt: skip


def test_a_loop_ends_one_frame_before_it_comes_round() -> None:
    assert list(interpolation.path_positions(2, 4, True, "linear")) == [
        (0, 0.0), (0, 0.5), (1, 0.0), (1, 0.5)
    ]  # fmt: skip


def test_paths_of_one_point_or_one_frame() -> None:
    assert list(interpolation.path_positions(1, 3, False, "smooth")) == [(0, 0.0)] * 3
    assert list(interpolation.path_positions(3, 1, False, "linear")) == [(0, 0.0)]


@pytest.mark.parametrize(("frames", "points"), [(7, 3), (100, 7), (50, 50), (3, 8)])
def test_paths_are_even_in_time(frames: int, points: int) -> None:
    for loop in (False, True):
        places = [s + t for s, t in interpolation.path_positions(points, frames, loop, "linear")]
        step = points / frames if loop else (points - 1) / (frames - 1)
        assert places == pytest.approx([i * step for i in range(frames)])


@pytest.mark.parametrize(
    ("easing", "quarter"),
    [("linear", 0.25), ("smooth", 0.15625), ("sine", (1 - math.sqrt(0.5)) / 2)],
)
def test_easings_start_at_0_pass_through_the_middle_and_end_at_1(
    easing: str, quarter: float
) -> None:
    shares = [t for _, t in interpolation.path_positions(2, 5, False, easing)]
    assert shares[0] == 0 and shares[-1] == 1
    assert shares[1:4] == pytest.approx([quarter, 0.5, 1 - quarter])


def test_an_unknown_easing_is_refused() -> None:
    with pytest.raises(UsageError, match=r"no easing 'bounce'\. Known: linear, smooth, sine"):
        list(interpolation.path_positions(2, 5, False, "bounce"))


@pytest.mark.parametrize("spherical", [False, True])
@pytest.mark.parametrize("easing", interpolation.EASINGS)
def test_a_walk_meets_its_keys_in_order(easing: str, spherical: bool) -> None:
    keys = latents.draw_z([1, 2, 3], 8)
    steps = list(interpolation.walk(keys, 9, easing=easing, spherical=spherical))
    assert all(step.shape == (1, 8) for step in steps)
    for i in range(3):
        close(steps[4 * i][0], keys[i], atol=1e-5)
    loop = list(interpolation.walk(keys, 9, loop=True, easing=easing, spherical=spherical))
    for i in range(3):
        close(loop[3 * i][0], keys[i], atol=1e-5)


@pytest.mark.parametrize("spherical", [False, True])
def test_a_loop_never_jumps_not_even_at_its_seam(spherical: bool) -> None:
    keys = latents.draw_z([1, 2, 3, 4], 8)
    frames = torch.cat(list(interpolation.walk(keys, 80, loop=True, spherical=spherical)))
    jumps = (frames - frames.roll(-1, dims=0)).norm(dim=1)
    segments = (keys - keys.roll(-1, dims=0)).norm(dim=1).max()
    assert jumps.max() < 2 * segments / 20
    assert jumps.min() > 0


def test_a_straight_walk_is_halfway_in_the_middle() -> None:
    keys = torch.tensor([[0.0, 4.0], [2.0, 0.0]])
    assert [step.tolist() for step in interpolation.walk(keys, 3)] == [[[0, 4]], [[1, 2]], [[2, 0]]]


@pytest.mark.parametrize(
    ("text", "seeds"),
    [("5", [5]), ("0-3", [0, 1, 2, 3]), ("9,1, 4-5 ,1", [9, 1, 4, 5, 1]), ("7-7", [7]),
     (str(2**63 - 1), [2**63 - 1])],
)  # fmt: skip
def test_seeds_as_typed(text: str, seeds: list[int]) -> None:
    assert list(parse_seeds(text)) == seeds


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "'' names no seeds"), ("a", "names no seeds"), ("1,", "names no seeds"),
     ("-5", "names no seeds"), ("3-", "names no seeds"), ("1.5", "names no seeds"),
     ("1-2-3", "names no seeds"), ("²", "names no seeds"),
     ("9-4", r"range 9-4 runs backwards\. Say 4-9"),
     (str(2**63), "too large"), (f"0-{2**63}", "too large")],
)  # fmt: skip
def test_seeds_that_cannot_be_are_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        parse_seeds(text)


def test_seeds_are_found_by_their_place() -> None:
    seeds, listed = parse_seeds("4-6,1,9-10,4"), [4, 5, 6, 1, 9, 10, 4]
    assert len(seeds) == 7
    assert [seeds[i] for i in range(-7, 7)] == listed + listed
    for part in (slice(2, 5), slice(None, None, -2), slice(3), slice(9, 12)):
        assert seeds[part] == listed[part]
    for place in (7, -8):
        with pytest.raises(IndexError):
            seeds[place]


def test_ten_million_seeds_take_no_room() -> None:
    tracemalloc.start()
    seeds = parse_seeds("0-9999999,7-10000006")
    last, count = seeds[-1], len(seeds)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (last, count) == (10_000_006, 20_000_000)
    assert peak_bytes < 100_000


def test_batches_hold_at_most_their_size() -> None:
    assert list(latents.batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(latents.batches([], 3)) == []


@pytest.mark.parametrize("rows", [1, 6])
def test_a_creature_in_json_is_the_same_to_the_bit(generator: Generator, rows: int) -> None:
    w_plus = torch.randn(rows, 5).expand(generator.num_ws, -1)
    packed = json.loads(json.dumps(latents.pack(latents.Creature("a", w_plus, 2**62 + 1))))
    back = latents.unpack(packed, "b", generator)
    assert torch.equal(back.w_plus, w_plus)
    assert (back.label, back.noise_seed) == ("b", 2**62 + 1)
    assert len(packed["w_plus"]) == 4 * -(-4 * 5 * rows // 3)  # base64 of as many floats


@pytest.mark.parametrize("w_plus", ["", "AAAA", "AAAA" * 10, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" * 2, 7])
def test_a_damaged_creature_is_refused(generator: Generator, w_plus: object) -> None:
    with pytest.raises(DataError, match="the latent in a is damaged"):
        latents.unpack({"w_plus": w_plus, "noise_seed": 1}, "a", generator)


def test_a_weighted_sum_is_about_the_mean() -> None:
    """By hand: 10 + 2 (11 - 10) - 0.5 (14 - 10) = 10; where weights sum to 1, no mean counts."""
    creatures = [
        latents.Creature("a", torch.full((2, 1), 11.0), 4),
        latents.Creature("b", torch.full((2, 1), 14.0), 5),
    ]
    mean = torch.tensor([10.0])
    total = style_mixing.weighted(creatures, (2, -0.5), mean)
    assert total.w_plus.tolist() == [[10.0], [10.0]]
    assert (total.label, total.noise_seed) == ("a+b", 4)
    for origin in (0.0, 10.0, -3.0):
        affine = style_mixing.weighted(creatures, (-1, 2), torch.tensor([origin]))
        assert affine.w_plus.tolist() == [[17.0], [17.0]] and affine.noise_seed == 5
    assert style_mixing.weighted(creatures, (0.5, 0.5), mean).noise_seed == 4


def test_a_weighted_sum_keeps_layers_apart() -> None:
    w_plus = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    creatures = [latents.Creature("a", w_plus, 0), latents.Creature("b", 10 * w_plus, 0)]
    total = style_mixing.weighted(creatures, (1, 1), torch.tensor([1.0, -1.0]))
    assert total.w_plus.tolist() == [[10.0, 23.0], [32.0, 45.0]]
