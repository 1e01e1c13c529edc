"""Speed, memory and arithmetic: what is counted and timed, against the same by hand."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
import typer.main
from conftest import CPU
from torch import Tensor

from pokegan import bench, cli, models
from pokegan.bench import rounds
from pokegan.bench.arithmetic import count_gflop
from pokegan.bench.cases import Case, Parts, Timing, Weighed, summarise
from pokegan.bench.clock import Task, fill_block, interleave, spread, timed
from pokegan.bench.limits import convolution, convolution_gflop
from pokegan.bench.machine import Machine
from pokegan.bench.rounds import side_by_side, weigh_all
from pokegan.bench.sampling import WAYS, Sampling, sampling_cases
from pokegan.bench.stepping import Stepping, endless, step_number
from pokegan.bench.variants import BASE, Variant, variants
from pokegan.cli import main, measure
from pokegan.config import Config, at_resolution, override, preset
from pokegan.errors import UsageError
from pokegan.training.executor import Direct
from pokegan.training.losses import OBJECTIVES, Penalty, ZeroCentred

N, R = 2, 8


# Time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes on only when somebody adds to it."""
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    return now


def lasting(seconds: float, clock: list[float]) -> Task:
    def work(count: int) -> None:
        clock[0] += seconds * count

    return Task(work)


def test_a_task_fills_its_block_and_is_timed_by_the_piece(clock: list[float]) -> None:
    short, long = lasting(0.125, clock), lasting(2.0, clock)
    assert fill_block(short, CPU, 0.5).count == 4
    assert fill_block(long, CPU, 0.5).count == 1
    assert clock == [0.125 + 2.0]
    assert timed(short, CPU) == 0.125
    assert clock == [0.125 + 2.0 + 4 * 0.125]


def test_each_round_goes_through_all_tasks_in_turn(clock: list[float]) -> None:
    done: list[str] = []
    tasks = [Task(lambda count, name=name: done.append(name)) for name in "abc"]
    interleave(tasks, 2, CPU, done.append)
    assert done == ["timing, round 1 of 2", *"abc", "timing, round 2 of 2", *"abc"]
    assert [task.seconds for task in tasks] == [[0.0, 0.0]] * 3


def test_spread_is_the_middle_half_over_the_median() -> None:
    assert spread([5.0, 1.0, 4.0, 2.0, 3.0]) == pytest.approx((4 - 2) / 3)
    assert spread([7.0]) == 0.0


def test_a_step_costs_what_a_round_of_steps_does(config: Config, prepared: Path) -> None:
    """One penalised in four: (16 + 3 * 2) / 4, then (8 + 3 * 4) / 4 seconds."""
    trial = Stepping(BASE, endless(config, 8), prepared, CPU)
    trial.penalised.seconds, trial.plain.seconds = [16.0, 8.0], [2.0, 4.0]
    trial.rest.seconds = [0.5, 0.6]
    assert trial.seconds() == [5.5, 5.0]
    parts = trial.parts()
    assert (parts.penalised_sec, parts.plain_sec) == (12.0, 3.0)
    assert parts.overhead == pytest.approx(0.55 / ((12 + 3 * 3) / 4))


def test_where_every_step_is_penalised_there_is_one_kind(config: Config, prepared: Path) -> None:
    always = Variant("r1_interval=1", "r1_interval=1")
    trial = Stepping(always, always.configure(endless(config, 8)), prepared, CPU)
    assert trial.tasks == [trial.penalised, trial.rest]
    trial.penalised.seconds = [3.0]
    assert trial.seconds() == [3.0]


def test_steps_of_a_kind_are_those_of_a_run(config: Config, prepared: Path) -> None:
    numbers = {True: list(range(0, 40, 4)), False: [n for n in range(13) if n % 4]}
    for penalise, wanted in numbers.items():
        assert [step_number(penalise, i, 4) for i in range(len(wanted))] == wanted
    trial = Stepping(BASE, endless(config, 8), prepared, CPU)
    for penalise in (True, False):
        trial.trainer.state.meter.clear()
        trial.steps(penalise, 2)
        assert trial.trainer.state.meter.means().keys() >= {"d_loss", "g_loss"}
        assert ("r1" in trial.trainer.state.meter.means()) == penalise
    assert trial.trainer.state.nimg == 8 * (2 + 1)  # after the plain steps 1 and 2
    assert trial.trainer.schedule[0].resolution == 8 and not trial.trainer.schedule[0].fading


# Arithmetic


def flop(work: Callable[[], object]) -> float:
    return count_gflop(work) * 1e9


def backward(y: Tensor) -> None:
    y.sum().backward()


@pytest.mark.parametrize(
    ("weight", "function", "forward"),
    [
        ((4, 6, 3, 3), partial(F.conv2d, padding=1), 2 * 9 * 6 * 4 * R * R * N),
        ((4, 6, 4, 4), partial(F.conv2d, stride=2, padding=1), 2 * 16 * 6 * 4 * R * R // 4 * N),
        (
            (6, 4, 4, 4),
            partial(F.conv_transpose2d, stride=2, padding=1),
            2 * 16 * 6 * 4 * R * R * N,
        ),
        ((6, 1, 3, 3), partial(F.conv2d, padding=1, groups=6), 2 * 9 * 6 * R * R * N),
        ((4, 3, 3, 3), partial(F.conv2d, padding=1, groups=2), 2 * 9 * 3 * 4 * R * R * N),
        (
            (6, 2, 4, 4),
            partial(F.conv_transpose2d, stride=2, padding=1, groups=2),
            2 * 16 * 6 * 2 * R * R * N,
        ),
    ],
    ids=["plain", "strided", "transposed", "depthwise", "grouped", "grouped transposed"],
)
def test_a_convolution_counts_as_by_hand(
    weight: tuple[int, ...], function: Callable[..., Tensor], forward: int
) -> None:
    x, w = torch.randn(N, 6, R, R, requires_grad=True), torch.randn(weight, requires_grad=True)
    y = function(x, w)
    assert flop(lambda: function(x, w)) == forward
    assert flop(lambda: y.sum().backward(retain_graph=True)) == 2 * forward
    assert flop(lambda: torch.autograd.grad(y.sum(), x, retain_graph=True)) == forward
    assert flop(lambda: torch.autograd.grad(y.sum(), w, retain_graph=True)) == forward
    (gradient,) = torch.autograd.grad(y.square().sum() / 2, x, create_graph=True)
    # Back through x's gradient: one for the weight and one for y's gradient, which is y, and
    # from there the two of the convolution itself.
    assert flop(lambda: gradient.square().sum().backward()) == 4 * forward


def test_a_linear_layer_counts_as_by_hand() -> None:
    x, w, b = (torch.randn(shape, requires_grad=True) for shape in ((N, 7), (5, 7), (5,)))
    assert flop(lambda: F.linear(x, w, b)) == 2 * N * 7 * 5
    y = F.linear(x, w, b)
    assert flop(lambda: backward(y)) == 2 * (2 * N * 7 * 5)
    with torch.inference_mode():
        assert flop(lambda: F.linear(x, w, b)) == 2 * N * 7 * 5


def test_a_penalised_loss_counts_as_by_hand() -> None:
    """Two convolutions and a sum: how often each is passed through for R1 and its gradient."""
    w1, w2 = (
        torch.randn(4, 3, 3, 3, requires_grad=True),
        torch.randn(5, 4, 3, 3, requires_grad=True),
    )
    real, fake = torch.randn(N, 3, R, R), torch.randn(N, 3, R, R)
    first, second = 2 * 9 * 3 * 4 * R * R * N, 2 * 9 * 4 * 5 * R * R * N

    def score(images: Tensor) -> Tensor:
        hidden = F.leaky_relu(F.conv2d(images, w1, padding=1), 0.2)
        return F.conv2d(hidden, w2, padding=1).square().sum(dim=(1, 2, 3))

    def learn(penalise: bool) -> None:
        ZeroCentred(OBJECTIVES["logistic"]).discriminator(
            lambda views: score(*views), (real,), (fake,), Penalty(10.0) if penalise else None
        ).total.backward()

    # Fakes and reals forward; the weights' gradients of both; the features' of both, which the
    # first layer need not have, as nobody asks for a gradient of the images.
    plain = 2 * (first + second) + 2 * (first + second) + 2 * second
    assert flop(lambda: learn(False)) == plain
    # The images' gradient, once through both; back through it, two for each; and the images now
    # get a gradient in the end as well.
    assert flop(lambda: learn(True)) == plain + (first + second) + 2 * (first + second) + first


def test_a_generator_counts_as_by_hand(config: Config) -> None:
    """8 channels, w of 16 numbers, images of 3 channels at 8 px."""
    generator, _ = models.build(config.model)
    w_plus = torch.randn(N, generator.num_ws, 16)
    styles = 4 * 2 * 16 * (2 * 8)
    at_4 = 2 * 9 * 8 * 8 * 16
    up = 2 * 16 * 8 * 8 * 16 + 2 * 9 * 8 * 64  # transposed from 4 px, then the blur
    at_8 = 2 * 9 * 8 * 8 * 64 + 2 * 8 * 3 * 64
    with torch.inference_mode():
        counted = flop(lambda: generator.synthesis(w_plus, 8))
    assert counted == N * (styles + at_4 + up + at_8)


def test_a_run_counts_one_penalised_step_in_many(config: Config, prepared: Path) -> None:
    trial = Stepping(BASE, endless(config, 8), prepared, CPU)
    penalised, plain = trial.counted(True), trial.counted(False)
    assert penalised > 1.1 * plain
    assert trial.gflop() == pytest.approx((penalised + 3 * plain) / 4)


# Levers


def test_variants_follow_the_base(config: Config) -> None:
    chosen = variants(config, ["r1_interval=1", "lr.8=0.5", "r1_interval=1"], True, "cuda")
    assert [variant.name for variant in chosen] == ["base", "r1_interval=1", "lr.8=0.5", "eager"]
    base, interval, rate, eager = (variant.configure(config) for variant in chosen)
    assert base == eager == config and interval.training.r1_interval == 1
    assert at_resolution(rate.training.lr, 8) == 0.5
    assert isinstance(chosen[-1].executor(), Direct) and chosen[0].executor() is None


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("precision=fp32", "the variant precision=fp32 would change nothing"),
        ("lrr=1", "Did you mean lr?"),
        ("lr", "key=value"),
        ("kimg=7", "the variant kimg=7 would change nothing here"),
    ],
)
def test_a_variant_that_is_none_is_refused(config: Config, setting: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        variants(config, [setting], False, "cpu")
    assert said in str(caught.value)


def test_there_are_no_graphs_to_leave_out_on_a_processor(config: Config) -> None:
    with pytest.raises(UsageError, match="no CUDA graphs on cpu"):
        variants(config, [], True, "cpu")


# Sampling


def test_every_way_of_sampling_draws_the_same(config: Config) -> None:
    """Up to rounding; and folding leaves the arithmetic as it is, seeds add the mapping's."""
    chosen = [way for way in WAYS if not way.options.compiled]
    trials = {way.name: Sampling(way, config, 16, 2, CPU) for way in chosen}
    drawing = trials["base"].sampler.synthesizer
    assert drawing.generator is trials["base"].sampler.file.generator
    wanted = drawing.images(trials["base"].w_plus, trials["base"].noise)
    for name, trial in trials.items():
        images = trial.sampler.synthesizer.images(trial.w_plus, trial.noise)
        # bf16 rounds each value to 0.4 % of it, and each of six layers adds its own rounding.
        share = 0.02 if "bf16" in name else 1e-5
        assert torch.allclose(images, wanted, rtol=0, atol=share * wanted.abs().max().item()), name
    mapping = N * 2 * (16 * 16 + 16 * 16)
    base = trials["base"].gflop() * 1e9
    for name, trial in trials.items():
        extra = mapping if name == "from seeds to pixels" else 0
        assert trial.gflop() * 1e9 == pytest.approx(base + extra), name


def test_sampling_is_compiled_when_training_is(config: Config) -> None:
    def names(compiled: bool) -> set[str]:
        return {case.variant for case in sampling_cases(config, 8, compiled, CPU)}

    assert names(True) - names(False) >= {"compiled"} and "compiled" not in names(False)
    for case in sampling_cases(config, 8, True, CPU):
        assert case.compiled == case.variant.startswith("compiled")
    cases = sampling_cases(config, 8, False, CPU)
    assert [case.is_base_of(cases[1]) for case in cases].index(True) == 0
    assert sum(case.is_base_of(cases[-1]) for case in cases) == 1
    assert {case.batch for case in cases} == {1, 16}


# All together


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_the_limit_counts_what_it_does(precision: str) -> None:
    work = convolution(4, 8, 2, precision, CPU)
    assert count_gflop(lambda: work(3)) == pytest.approx(3 * convolution_gflop(4, 8, 2))
    assert convolution_gflop(4, 8, 2) * 1e9 == 3 * (2 * 9 * 4 * 4 * 8 * 8 * 2)


def case(variant: str, resolution: int = 8, batch: int = 4) -> Case:
    return Case("train", resolution, batch, "fp32", variant, begin=lambda: pytest.fail())


def test_a_result_is_arithmetic_of_what_was_measured() -> None:
    """Seconds a batch of 4: 2, 4, 3 beside the base's 1, 1, 1; 5 GFLOP an image; limit 50."""
    parts = Parts(overhead=0.1)
    result = summarise(
        Weighed(case("without x"), memory_gb=1.5, gflop_per_image=5.0),
        Timing([2.0, 4.0, 3.0], [1.0, 1.0, 1.0], parts),
        limit_gflops=50.0,
    )
    assert result.images_per_sec == pytest.approx(4 / 3)
    assert result.sec_per_kimg == pytest.approx(750)
    assert result.ratio == pytest.approx(1 / 3)
    assert result.share == pytest.approx(5 * (4 / 3) / 50)
    assert result.spread == pytest.approx(1 / 3)
    assert result.as_dict()["overhead"] == 0.1 and "parts" not in result.as_dict()


def test_cases_share_rounds_as_far_as_memory_goes_and_keep_their_base() -> None:
    names = [("base", 8), ("without x", 8), ("without y", 8), ("base", 16), ("without x", 16)]
    sizes_gb = [2.0, 2.0, 2.0, 4.0, 4.0]
    weighed = [Weighed(case(*name), gb, 1.0) for name, gb in zip(names, sizes_gb, strict=True)]

    def groups(room_gb: float) -> list[list[tuple[str, int]]]:
        together = side_by_side(weighed, room_gb)
        return [[(each.variant, each.resolution) for each in group] for group in together]

    assert groups(14) == [names]
    assert groups(10) == [names[:4], names[3:]]
    assert groups(4) == [names[:2], [names[0], names[2]], [names[3]], names[3:]]
    assert side_by_side(weighed[1:3], 14) == []


def test_sizes_are_those_of_the_run_and_the_data(config: Config, prepared: Path) -> None:
    large = override(config, {"resolution": 64, "start_resolution": 8})
    assert bench.wanted_resolutions(large, [], None) == (8, 16, 32, 64)
    assert bench.wanted_resolutions(large, [], prepared) == (8, 16)
    assert bench.wanted_resolutions(large, [64, 8, 64], prepared) == (64, 8)
    with pytest.raises(UsageError, match="resolution is 33"):
        bench.wanted_resolutions(large, [33], None)


def test_what_cannot_be_compiled_is_left_out_with_a_note(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_compiler(*_: object, **__: object) -> None:
        raise RuntimeError("no compiler\nand a long story")

    monkeypatch.setattr(torch, "compile", no_compiler)
    cases = [case for case in sampling_cases(config, 8, True, CPU) if case.batch == 1]
    weighed, notices = weigh_all(cases, CPU, lambda text: None)
    left = {each.case.variant for each in weighed}
    assert {"base", "folded", "from seeds to pixels"} <= left and "compiled" not in left
    assert "left out: sample 8 px, batch 1, compiled: no compiler" in notices


KEYS = [
    *("device", "torch", "threads", "kind", "preset", "resolution", "batch", "precision"),
    *("variant", "images_per_sec", "sec_per_kimg", "spread", "memory_gb", "gflop_per_image"),
    *("limit_gflops", "share", "overhead"),
]


def test_the_command_gives_a_line_of_json_for_each_case(
    prepared: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "BLOCK_SEC", 0.01)
    words = "bench --preset tiny --resolution 8 --repeats 1 --json --against r1_interval=2 --data"
    assert main([*words.split(), str(prepared), "--batch", "4", "--set", "channel_max=8"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    variants_of = {kind: [r["variant"] for r in rows if r["kind"] == kind] for kind in bench.KINDS}
    assert variants_of["train"] == ["base", "r1_interval=2"]
    assert {"base", "folded", "from seeds to pixels"} <= set(variants_of["sample"])
    for row in rows:
        assert set(KEYS) <= row.keys()
        assert row["limit_gflops"] == row["limits"][row["precision"]] > 0
        reached = row["gflop_per_image"] * row["images_per_sec"] / row["limit_gflops"]
        assert row["share"] == pytest.approx(reached, rel=1e-4)
        assert row["sec_per_kimg"] == pytest.approx(1000 / row["images_per_sec"], rel=1e-4)
        assert row["memory_gb"] > 0
    trained = rows[0]
    assert (trained["preset"], trained["resolution"], trained["batch"]) == ("tiny", 8, 4)
    seconds = (trained["penalised_sec"] + 3 * trained["plain_sec"]) / 4
    assert trained["images_per_sec"] == pytest.approx(4 / seconds, rel=1e-4)
    assert trained["ratio"] == 1 and 0 < trained["overhead"] < 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bench --against r1_intervals=2", "Did you mean r1_interval?"),
        ("bench --only draw", "Known: train, sample."),
        ("bench --resolution 33", "resolution is 33; it must be 4, 8, 16"),
        ("bench --set lrr=1", "Did you mean lr?"),
        ("bench --preset tinny", "Did you mean tiny?"),
    ],
)
def test_what_is_typed_wrong_is_answered_in_a_sentence(
    line: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([*line.split(), "--device", "cpu"]) == 2
    out, err = capfd.readouterr()
    assert said in " ".join(err.split()) and out == ""


def test_help_ends_with_an_example() -> None:
    command = typer.main.get_command(cli.app).commands["bench"]
    assert "Example: `pokegan bench" in command.help.splitlines()[-1]
    assert measure.KINDS == bench.KINDS


def test_a_table_shows_every_case(capfd: pytest.CaptureFixture[str]) -> None:
    footprint = Weighed(case("lr=0.01"), 1.5, 5.0, compile_sec=61.2)
    timing = Timing([2.0, 4.0, 3.0], [1.0, 1.0, 1.0], Parts(overhead=0.125))
    machine = Machine("cpu", "Abacus", 1, "2.13.0", "3.11.7", "0.1.0")
    result = summarise(footprint, timing, limit_gflops=50.0)
    report = bench.Report(machine, [result], {"bf16": 2600.0, "fp32": 50.0}, [])
    measure.print_tables(report, "tiny")
    out, _ = capfd.readouterr()
    first, limit, title, head, row, *_, compiled = out.splitlines()
    assert first.startswith("Abacus (cpu), 1 thread, torch 2.13.0,") and "preset tiny" in first
    assert limit.endswith("bf16 2,600, fp32 50")
    assert title.strip() == "training" and head.split()[:2] == ["px", "batch"]
    shown = "8 4 fp32 lr=0.01 1.333 33% 750 0.33 1.50 5 13% 12.5%"
    assert row.split() == shown.split()
    assert compiled == "compiled in 61 s: train 8 px, batch 4, lr=0.01"


def test_a_family_brings_its_own_preset() -> None:
    """As in `train --family`: not the settings of a stylegan with other networks."""
    for key in ("family", "model.family"):
        config = measure._config("tiny", {"resolution": 16}, [f"{key}=dcgan", "filters=4"], "cpu")
        wanted = {"resolution": 16, "filters": 4}
        assert config == override(preset("tiny", "dcgan"), wanted)
