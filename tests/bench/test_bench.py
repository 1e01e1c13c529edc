"""Speed, memory and arithmetic: what is counted and timed, against the same by hand."""

from __future__ import annotations

import inspect
import json
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from conftest import CPU, largest_difference
from torch import Tensor

from pokegan import bench, models
from pokegan.bench import rounds
from pokegan.bench.arithmetic import count_gflop
from pokegan.bench.rounds import (
    Case,
    Group,
    Result,
    Task,
    limit_tasks,
    measure_group,
    seconds_an_image,
    settled,
    summarise,
    timed,
)
from pokegan.bench.work import (
    FROM_SEEDS,
    WAYS,
    begin_sampling,
    sampling_groups,
    step_numbers,
    training_group,
)
from pokegan.cli import main, measure
from pokegan.config import Config, override, preset
from pokegan.errors import UsageError
from pokegan.render.pixels import to_pixels
from pokegan.runtime.progress import no_log
from pokegan.training.losses import OBJECTIVES, Penalty, ZeroCentred

N, R = 2, 8
FP32_WAYS = ["base", "folded", FROM_SEEDS]


# Time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes on only when somebody adds to it."""
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    return now


def test_a_task_is_timed_by_the_piece_when_its_first_time_is_over(clock: list[float]) -> None:
    seconds = [2.0, 0.125, 0.25, 0.75]

    def work() -> None:
        clock[0] += seconds.pop(0)

    task = Task(work)
    assert settled(task, CPU) == 0.125
    task.count = 2
    assert timed(task, CPU) == (0.25 + 0.75) / 2


def test_each_round_goes_through_all_cases_and_the_limit_in_turn(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each alone first; then 0.5, 0.25 and 0.125 s fill a block of 0.5 s 1, 2 and 4 times."""
    done: list[str] = []

    def named(name: str, seconds: float) -> Task:
        def work() -> None:
            done.append(name)
            clock[0] += seconds
            torch.ones(1, 5) @ torch.ones(5, 1)

        return Task(work)

    monkeypatch.setattr(rounds, "BLOCK_SEC", 0.5)
    monkeypatch.setattr(rounds, "limit_tasks", lambda *_: [named("l", 0.125)])
    group: Group = {
        case("base", batch=4): lambda: [named("a", 0.5)],
        case("x=1", batch=1): lambda: [named("b", 0.25)],
    }
    base, other = measure_group(group, 2, CPU, no_log)
    assert "".join(done) == "aaa" + "bbb" + "aabbll" + 2 * "abbllll" + "l"
    assert (base.images_per_sec, other.images_per_sec) == (8, 4)
    assert (base.ratio, other.ratio) == (1, 0.5)
    assert base.limit_gflops == pytest.approx(2 * 5 / 0.125 / 1e9)
    assert other.gflop_per_image == pytest.approx(2 * 5 / 1e9)


def case(variant: str, batch: int = 4) -> Case:
    return Case("train", 8, batch, "fp32", variant)


def test_a_result_is_arithmetic_of_what_was_measured() -> None:
    """Seconds an image: 5, 1, 4, 2, 3 beside the base's 1; 6 GFLOP an image; limit 50."""
    result = summarise(case("x=1"), [5.0, 1.0, 4.0, 2.0, 3.0], [1.0] * 5, (1.5, 6.0), 50.0)
    assert result.images_per_sec == pytest.approx(1 / 3)
    assert result.sec_per_kimg == pytest.approx(3000)
    assert result.spread == pytest.approx((4 - 2) / 3)
    assert result.ratio == pytest.approx(1 / 3)
    assert result.share == pytest.approx(6 / 3 / 50)
    assert (result.memory_gb, result.gflop_per_image, result.limit_gflops) == (1.5, 6.0, 50.0)
    assert (result.variant, result.batch) == ("x=1", 4)
    assert summarise(case("x=1"), [7.0], [7.0], (1.5, 6.0), 50.0).spread == 0


# Training


@pytest.fixture
def tasks(config: Config, prepared: Path) -> list[Task]:
    """Steps with the penalty and without, of 8 images at 8 px."""
    (begin,) = training_group(config, [], 8, prepared, CPU).values()
    return begin()


def test_a_step_costs_what_a_round_of_steps_does(tasks: list[Task]) -> None:
    """One penalised in four: (16 + 3 * 2) / 4, then (8 + 3 * 4) / 4 seconds, of 4 images."""
    penalised, plain = tasks
    penalised.seconds, plain.seconds = [16.0, 8.0], [2.0, 4.0]
    assert seconds_an_image(case("base", batch=4), tasks) == [5.5 / 4, 5.0 / 4]
    assert count_gflop(penalised.work) > 1.1 * count_gflop(plain.work)


def test_steps_of_a_kind_are_those_of_a_run(tasks: list[Task]) -> None:
    assert list(islice(step_numbers(True, 4), 10)) == list(range(0, 40, 4))
    assert list(islice(step_numbers(False, 4), 9)) == [n for n in range(13) if n % 4]
    trainer = inspect.getclosurevars(tasks[0].work.func).nonlocals["trainer"]
    for penalise, task in zip((True, False), tasks, strict=True):
        trainer.state.meter.clear()
        task.work()
        task.work()
        assert trainer.state.meter.means().keys() >= {"d_loss", "g_loss"}
        assert ("r1" in trainer.state.meter.means()) == penalise
    assert trainer.state.nimg == 8 * (2 + 1)  # after the plain steps 1 and 2
    assert trainer.schedule[0].resolution == 8 and not trainer.schedule[0].fading


def test_variants_follow_the_base(config: Config, prepared: Path) -> None:
    against = ["r1_interval=1", "batch_size=4", "r1_interval=1"]
    group = training_group(config, against, 8, prepared, CPU)
    batches = {case.variant: case.batch for case in group}
    assert list(batches.items()) == [("base", 8), ("r1_interval=1", 8), ("batch_size=4", 4)]
    shares = [[task.share for task in begin()] for begin in group.values()]
    assert shares == [[1 / 4, 3 / 4], [1], [1 / 4, 3 / 4]]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("precision=fp32", "the variant precision=fp32 would change nothing here"),
        ("lrr=1", "Did you mean lr?"),
        ("lr", "key=value"),
        ("training.kimg=7", "the variant training.kimg=7 would change nothing here"),
        ("fade_share=7", "the variant fade_share=7 would change nothing here"),
        ("family=dcgan", "the variant family=dcgan would change nothing here"),
    ],
)
def test_a_variant_that_is_none_is_refused(
    config: Config, prepared: Path, setting: str, said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        training_group(config, [setting], 8, prepared, CPU)
    assert said in str(caught.value)


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
    ],
    ids=["plain", "strided", "transposed"],
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


def test_a_blur_counts_as_by_hand() -> None:
    """A depthwise convolution, whose kernel learns nothing."""
    x, kernel = torch.randn(N, 6, R, R, requires_grad=True), torch.randn(6, 1, 3, 3)
    forward = 2 * 9 * 6 * R * R * N
    assert flop(lambda: F.conv2d(x, kernel, padding=1, groups=6)) == forward
    y = F.conv2d(x, kernel, padding=1, groups=6)
    assert flop(lambda: backward(y)) == forward


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


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_the_limit_is_a_convolution_and_its_two_gradients(
    precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "SHAPES", {"cpu": ((4, 8, 2),)})
    (task,) = limit_tasks(precision, CPU)
    assert flop(task.work) == 3 * (2 * 9 * 4 * 4 * 8 * 8 * 2)


# Sampling


def test_every_way_of_sampling_draws_the_same(config: Config) -> None:
    """Up to rounding; and folding leaves the arithmetic as it is, seeds add the mapping's."""
    tasks = {way: begin_sampling(config, 16, N, way, CPU)[0] for way in WAYS}
    images = {way: task.work() for way, task in tasks.items() if way != FROM_SEEDS}
    wanted = images["base"]
    assert isinstance(wanted, Tensor) and wanted.shape == (N, 3, 16, 16)
    for way, drawn in images.items():
        assert isinstance(drawn, Tensor)
        # bf16 rounds each value to 0.4 % of it, and each of six layers adds its own rounding.
        share = 0.02 if "bf16" in way else 1e-5
        assert torch.allclose(drawn, wanted, rtol=0, atol=share * wanted.abs().max().item()), way
    assert largest_difference(tasks[FROM_SEEDS].work(), to_pixels(wanted)) <= 1
    mapping = N * 2 * (16 * 16 + 16 * 16)
    base = flop(tasks["base"].work)
    for way, task in tasks.items():
        assert flop(task.work) == base + (mapping if way == FROM_SEEDS else 0), way


def test_sampling_is_in_bf16_where_the_device_is_fast_in_it(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    for best, ways in (("fp32", FP32_WAYS), ("bf16", list(WAYS))):
        monkeypatch.setattr("pokegan.bench.work.best_precision", lambda device, best=best: best)
        groups = sampling_groups(config, 8, CPU)
        assert [{case.batch for case in group} for group in groups] == [{1}, {16}]
        assert [[case.variant for case in group] for group in groups] == [ways, ways]


# All together


def test_sizes_are_those_of_the_run_and_the_data(config: Config, prepared: Path) -> None:
    def sizes(given: tuple[int, ...], data: Path | None, start: int = 8) -> tuple[int, ...]:
        large = override(config, {"resolution": 64, "start_resolution": start})
        return bench.wanted_resolutions(bench.Plan(large, given, data=data))

    assert sizes((), None) == (8, 16, 32, 64)
    assert sizes((), prepared) == (8, 16)
    assert sizes((), prepared, start=32) == (16,)
    assert sizes((64, 8, 64), prepared) == (64, 8)


def test_what_there_is_no_room_for_is_left_out_with_a_note(
    config: Config, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(group: Group, *_: object) -> list[Result]:
        if any(case.resolution == 16 for case in group):
            raise torch.cuda.OutOfMemoryError
        return [summarise(case, [1.0], [1.0], (1.0, 1.0), 1.0) for case in group]

    monkeypatch.setattr(bench, "measure_group", measured)
    notes: list[str] = []
    plan = bench.Plan(config, (8, 16), ("lr=1",), ("train",), data=prepared)
    results = bench.measure(plan, CPU, no_log, notes.append)
    assert [(result.resolution, result.variant) for result in results] == [(8, "base"), (8, "lr=1")]
    assert notes == [
        "left out, as there is no room for it: train 16 px, batch 8, base; "
        "train 16 px, batch 8, lr=1"
    ]
    with pytest.raises(bench.TrainingError, match="nothing could be measured"):
        bench.measure(bench.Plan(config, (16,), data=prepared), CPU, no_log, notes.append)


def test_the_command_gives_a_line_of_json_for_each_case(
    prepared: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "BLOCK_SEC", 0.01)
    words = "bench --preset tiny --resolution 8 --repeats 1 --json --against r1_interval=2 --data"
    assert main([*words.split(), str(prepared), "--batch", "4", "--set", "channel_max=8"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    variants = [row["variant"] for row in rows if row["batch"] == 4 or row["batch"] == 1]
    assert [v for v in variants if v != "folded bf16"] == ["base", "r1_interval=2", *FP32_WAYS]
    for row in rows:
        assert row.keys() == {*bench.machine(CPU), "preset", *Result.__dataclass_fields__}
        reached = row["gflop_per_image"] * row["images_per_sec"] / row["limit_gflops"]
        assert row["share"] == pytest.approx(reached, rel=1e-4)
        assert row["sec_per_kimg"] == pytest.approx(1000 / row["images_per_sec"], rel=1e-4)
        assert row["memory_gb"] > 0
    trained = rows[0]
    assert (trained["preset"], trained["resolution"], trained["batch"]) == ("tiny", 8, 4)
    assert {row["ratio"] for row in rows if row["variant"] == "base"} == {1}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bench --against r1_intervals=2", "Did you mean r1_interval?"),
        ("bench --only draw", "Known: train, sample."),
        ("bench --only sample --against lr=1", "--against compares training"),
        ("bench --resolution 33", "resolution 33 is not a power of two from 4 to 1024"),
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


def test_a_table_shows_every_case(capfd: pytest.CaptureFixture[str]) -> None:
    seconds, base = [2.0, 4.0, 3.0], [1.0, 1.0, 1.0]
    results = [summarise(case("lr=0.01"), seconds, base, (1.5, 5.0), limit) for limit in (50.0, 49)]
    about = bench.machine(CPU) | {"name": "Abacus", "threads": 1, "preset": "tiny"}
    measure.print_tables(about, results)
    first, limit, title, head, row, *_ = capfd.readouterr().out.splitlines()
    assert first.startswith("Abacus (cpu), 1 thread, torch ") and first.endswith("preset tiny")
    assert limit.endswith(": fp32 50")
    assert title.strip() == "training" and head.split()[:2] == ["px", "batch"]
    shown = "8 4 fp32 lr=0.01 0.3333 33% 3000 0.33 1.50 5 3%"
    assert row.split() == shown.split()


def test_a_family_brings_its_own_preset() -> None:
    """As in `train --family`: not the settings of a stylegan with other networks."""
    for key in ("family", "model.family"):
        config = measure._config("tiny", {"resolution": 16}, [f"{key}=dcgan", "filters=4"], "cpu")
        wanted = {"resolution": 16, "filters": 4}
        assert config == override(preset("tiny", "dcgan"), wanted)
