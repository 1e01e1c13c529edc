"""One step against the same step by hand: losses, Adam, averages, and what stays untouched."""

from __future__ import annotations

import copy
import dataclasses
import itertools
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import CPU
from torch import Tensor

from pokegan.checkpoints import tensor_file
from pokegan.checkpoints.tensor_file import strip_prefix
from pokegan.checkpoints.warm_start import WarmStart, check_warm_start
from pokegan.config import Config, override
from pokegan.data.dataset import PackedDataset
from pokegan.errors import ModelError
from pokegan.models.stylegan import Discriminator, Generator
from pokegan.runtime.precision import short_precision
from pokegan.runtime.random import rng
from pokegan.training.augment import OPERATIONS, Controller
from pokegan.training.losses import OBJECTIVES, Penalty, ZeroCentred
from pokegan.training.step import Meter, Trainer, TrainState, mix_styles

GAMMA, INTERVAL, LR, BATCH = 10.0, 4, 0.002, 8
FADE_NIMG = 64 + 4 * BATCH  # a penalised step in mid-fade at 8 px: alpha is 5 / 9


@pytest.fixture
def trainer(config: Config, prepared: Path) -> Trainer:
    return Trainer(config, PackedDataset(prepared, CPU, config.training.seed), CPU)


def advance(trainer: Trainer, nimg: int) -> Trainer:
    while trainer.state.nimg < nimg:
        trainer.step()
    return trainer


Moments = dict[str, tuple[int, Tensor]]  # steps taken and the mean of squared gradients


@dataclasses.dataclass
class ByHand:
    """A state taken over, and one step of it written out from the papers."""

    generator: Generator
    discriminator: Discriminator
    ema: Generator
    moments_g: Moments
    moments_d: Moments

    @classmethod
    def of(cls, state: TrainState) -> ByHand:
        networks = [
            copy.deepcopy(n) for n in (state.generator, state.judges["pixels"].network, state.ema)
        ]
        moments = []
        for network, optimizer in (
            (state.generator, state.optimizer_g),
            (state.judges["pixels"].network, state.judges["pixels"].optimizer),
        ):
            moments.append(
                {
                    name: (int(known["step"]), known["exp_avg_sq"].clone())
                    for name, parameter in network.named_parameters()
                    if (known := optimizer.state.get(parameter))
                }
            )
        return cls(*networks, *moments)  # type: ignore[arg-type]

    def step(
        self, real: Tensor, nimg: int, alpha: float | None, penalise: bool
    ) -> dict[str, float]:
        """Discriminator, then generator on the same fakes, then the averages."""
        mix = None if alpha is None else torch.tensor(alpha)
        fake = self.fakes(nimg, real.shape[-1], mix)
        told: dict[str, float] = {}

        real = real.clone().requires_grad_(True)
        real_score = self.discriminator(real, mix)
        fake_score = self.discriminator(fake.detach(), mix)
        loss = (
            torch.log1p(torch.exp(fake_score)).mean() + torch.log1p(torch.exp(-real_score)).mean()
        )
        told |= {
            "d_loss": loss.item(),
            "real_score": real_score.mean().item(),
            "fake_score": fake_score.mean().item(),
            "real_sign": ((real_score > 0).float() - (real_score < 0).float()).mean().item(),
            "fake_sign": ((fake_score > 0).float() - (fake_score < 0).float()).mean().item(),
        }
        if penalise:
            (gradient,) = torch.autograd.grad(real_score.sum(), real, create_graph=True)
            r1 = GAMMA / 2 * (gradient**2).flatten(1).sum(1).mean()
            told["r1"] = r1.item()
            loss = loss + INTERVAL * r1
        adam(self.discriminator, loss, self.moments_d, LR, 0.99)

        loss = -torch.log(torch.sigmoid(self.discriminator(fake, mix))).mean()
        told["g_loss"] = loss.item()
        grown = adam(self.generator, loss, self.moments_g, LR, 0.99)

        halflife = min(10_000, 0.05 * (nimg + BATCH))
        kept = 0.5 ** (BATCH / halflife)
        current = dict(self.generator.named_parameters())
        with torch.no_grad():
            for name, old in self.ema.named_parameters():
                if name in grown:
                    old.copy_(kept * old + (1 - kept) * current[name])
            self.ema.w_avg.copy_(self.generator.w_avg)
        return told

    def fakes(self, nimg: int, resolution: int, alpha: Tensor | None) -> Tensor:
        """Styles of two latents a sample, crossed at a random layer; noise for each layer."""
        z = torch.randn(2 * BATCH, 16, generator=rng(0, nimg, "z"))
        w = self.generator.mapping(z)
        self.generator.w_avg.copy_(0.995 * self.generator.w_avg + 0.005 * w[:, 0].detach().mean(0))
        layers = {4: 2, 8: 4, 16: 6}[resolution]
        draws = rng(0, nimg, "mixing")
        start = torch.randint(1, layers, (BATCH,), generator=draws).tolist()
        mixed = (torch.rand(BATCH, generator=draws) < 0.9).tolist()
        rows = []
        for i in range(BATCH):
            first = start[i] if mixed[i] else layers
            rows.append(torch.cat([w[i, :first], w[BATCH + i, first:]]))
        stream = rng(0, nimg, "noise")
        shapes = [(4, 4), (4, 4), (8, 8), (8, 8), (16, 16), (16, 16)][:layers]
        drawn = torch.randn(sum(BATCH * h * w for h, w in shapes), generator=stream)
        noise = []
        for h, w in shapes:
            noise.append(drawn[: BATCH * h * w].reshape(BATCH, 1, h, w))
            drawn = drawn[BATCH * h * w :]
        return self.generator.synthesis(torch.stack(rows), resolution, alpha, noise)


def adam(
    network: torch.nn.Module, loss: Tensor, moments: Moments, lr: float, beta2: float
) -> set[str]:
    """1412.6980, algorithm 1, with beta1 = 0; returns the names of what had a gradient."""
    names, parameters = zip(*network.named_parameters(), strict=True)
    gradients = torch.autograd.grad(loss, parameters, allow_unused=True, retain_graph=True)
    moved = set()
    for name, parameter, gradient in zip(names, parameters, gradients, strict=True):
        if gradient is None:
            continue
        steps, squares = moments.get(name, (0, torch.zeros_like(parameter)))
        steps, squares = steps + 1, beta2 * squares + (1 - beta2) * gradient**2
        moments[name] = steps, squares
        parameter.data -= lr * gradient / ((squares / (1 - beta2**steps)).sqrt() + 1e-8)
        moved.add(name)
    return moved


def faded(real: Tensor, alpha: float | None) -> Tensor:
    """Each real blended with the means of its own 2x2 blocks, written with slices."""
    if alpha is None:
        return real
    blocks = sum(real[:, :, i::2, j::2] for i in (0, 1) for j in (0, 1)) / 4
    old = torch.zeros_like(real)
    for i in (0, 1):
        for j in (0, 1):
            old[:, :, i::2, j::2] = blocks
    return (1 - alpha) * old + alpha * real


@pytest.mark.parametrize(
    ("nimg", "alpha", "penalise"),
    [(FADE_NIMG, 5 / 9, True), (FADE_NIMG + BATCH, 6 / 9, False), (128 + BATCH, None, False)],
)
def test_a_step_is_the_arithmetic_of_the_papers(
    trainer: Trainer, nimg: int, alpha: float | None, penalise: bool
) -> None:
    state = advance(trainer, nimg).state
    expected = ByHand.of(state)
    state.meter.clear()
    real = faded(trainer.data.batch(nimg, BATCH, 8, mirror=True), alpha)
    told = expected.step(real, nimg, alpha, penalise)

    stage = trainer.step()

    assert stage.alpha == pytest.approx(alpha or 1) and state.nimg == nimg + BATCH
    assert state.meter.means() == pytest.approx(told, rel=1e-4, abs=1e-6)
    assert ("r1" in told) == penalise
    for name, network in (
        ("generator", expected.generator),
        ("discriminator", expected.discriminator),
        ("ema", expected.ema),
    ):
        for key, value in strip_prefix(name, state.tensors()).items():
            wanted = network.state_dict()[key]
            # AdaIN takes a shift of the flat constant away: its gradient is rounding, which
            # Adam enlarges to a share of a whole step.
            share = 0.5 if key == "first.style0.bias" else 0.001
            assert torch.allclose(value, wanted, rtol=1e-6, atol=share * LR), (name, key)
    for moments, network, optimizer in (
        (expected.moments_g, state.generator, state.optimizer_g),
        (expected.moments_d, state.judges["pixels"].network, state.judges["pixels"].optimizer),
    ):
        for key, parameter in network.named_parameters():
            if key in moments:
                steps, squares = moments[key]
                assert optimizer.state[parameter]["step"] == steps
                kept = optimizer.state[parameter]["exp_avg_sq"]
                assert torch.allclose(kept, squares, rtol=1e-3, atol=1e-7), key


def test_a_step_moves_every_weight_that_is_grown(trainer: Trainer) -> None:
    before = {name: value.clone() for name, value in trainer.state.tensors().items()}
    advance(trainer, 64)  # all of 4 px
    for name, value in before.items():
        later = any(part in name for part in ("blocks.", "rgb.8", "rgb.16", "rollbacks"))
        after = trainer.state.tensors()[name]
        assert torch.equal(after, value) == later, name
    state = trainer.state
    for network, optimizer in (
        (state.generator, state.optimizer_g),
        (state.judges["pixels"].network, state.judges["pixels"].optimizer),
    ):
        for name, parameter in network.named_parameters():
            grown = "blocks." not in name and not name.endswith(
                ("8.weight", "16.weight", "8.bias", "16.bias")
            )
            assert (parameter in optimizer.state) == grown, name


def test_adam_starts_afresh_at_each_resolution_and_nowhere_else(trainer: Trainer) -> None:
    state = trainer.state
    taken = {}
    while state.nimg < 320:
        start = state.nimg
        trainer.step()
        parameter = state.generator.first.constant
        other = state.judges["pixels"].network.last.dense1.bias
        taken[start] = int(state.optimizer_g.state[parameter]["step"])
        assert taken[start] == int(state.judges["pixels"].optimizer.state[other]["step"])
    # 8 steps at 4 px, 16 at 8 px (fade and stable), 16 at 16 px
    assert list(taken.values()) == [*range(1, 9), *range(1, 17), *range(1, 17)]


def test_a_penalty_stands_for_no_more_steps_than_its_phase_has(
    config: Config, prepared: Path
) -> None:
    """With 8 steps a phase, a penalty every 16 weighs as one every 8, not twice as much."""

    def first_step(interval: int) -> Tensor:
        lazy = override(config, {"r1_interval": interval})
        trainer = Trainer(lazy, PackedDataset(prepared), CPU)
        assert trainer.step().phase.steps == 8
        return trainer.state.judges["pixels"].optimizer.state[
            trainer.state.judges["pixels"].network.last.conv.weight
        ]["exp_avg_sq"]

    assert torch.equal(first_step(16), first_step(8))
    assert not torch.allclose(first_step(4), first_step(8), rtol=1e-3)


def test_adam_is_that_of_the_paper(config: Config) -> None:
    state = TrainState(config, CPU)
    for optimizer in (state.optimizer_g, state.judges["pixels"].optimizer):
        assert optimizer.defaults["betas"] == (0.0, 0.99)
        assert optimizer.defaults["eps"] == 1e-8


def test_styles_are_crossed_from_a_layer_on() -> None:
    w_a, w_b = torch.zeros(4, 3, 2), torch.ones(4, 3, 2)
    mixed = mix_styles(w_a, w_b, torch.tensor([1.0, 2.0, 3.0, 1.0]))
    assert mixed[..., 0].tolist() == [[0, 1, 1], [0, 0, 1], [0, 0, 0], [0, 1, 1]]
    assert torch.equal(mixed[..., 0], mixed[..., 1])


def test_means_are_those_since_the_last_clear() -> None:
    meter = Meter()
    meter.add({"d_loss": torch.tensor(1.0), "r1": torch.tensor(8.0)})
    meter.add({"d_loss": torch.tensor(2.0)})
    kept = meter.sums["d_loss"]
    assert meter.means() == {"d_loss": 1.5, "r1": 8.0}
    meter.clear()
    meter.add({"d_loss": torch.tensor(5.0, dtype=torch.bfloat16)})
    assert meter.means() == {"d_loss": 5.0}
    assert meter.sums["d_loss"] is kept  # a recorded step adds to the same memory


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_sixteen_bits_learn_nearly_the_same(
    trainer: Trainer, config: Config, precision: str
) -> None:
    """Losses within 2 % after 20 steps: 8 mantissa bits in convolutions, float32 elsewhere."""
    short = Trainer(override(config, {"precision": precision}), trainer.data, CPU)
    for _ in range(20):
        trainer.step()
        short.step()
    plain = trainer.state.meter.means()
    told = short.state.meter.means()
    assert told != plain
    for name in ("real_sign", "fake_sign"):  # a score near 0 may turn its sign
        assert told.pop(name) == pytest.approx(plain.pop(name), abs=0.2)
    assert told == pytest.approx(plain, rel=0.02, abs=0.02)
    convolution = short.state.generator.first.conv1.weight
    assert convolution.dtype == torch.float32  # the weights themselves stay


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_the_penalty_pulls_where_float64_says(
    trainer: Trainer, config: Config, precision: str
) -> None:
    """In a step whose other convolutions are in 16 bits, on a discriminator that has learned."""
    state = advance(trainer, 224).state
    real = trainer.data.batch(0, 16, 16)
    fake = torch.randn(real.shape, generator=rng(0, 0, "fake"))

    def pull(discriminator: Discriminator, real: Tensor, fake: Tensor) -> Tensor:
        """The gradient of gamma's term alone."""
        gradients = []
        for gamma in (10.0, 1e-12):  # a penalty of nothing, in the same arithmetic
            loss = ZeroCentred(OBJECTIVES["logistic"])
            with short_precision("cpu", precision if real.dtype == torch.float32 else "fp32"):
                total = loss.discriminator(
                    discriminator.judge, (real,), (fake,), Penalty(gamma)
                ).total
            pulls = torch.autograd.grad(total, list(discriminator.parameters()), allow_unused=True)
            gradients.append(torch.cat([g.flatten() for g in pulls if g is not None]).double())
        return gradients[0] - gradients[1]

    used = pull(state.judges["pixels"].network, real, fake)
    exact = pull(
        copy.deepcopy(state.judges["pixels"].network).double(), real.double(), fake.double()
    )
    assert torch.cosine_similarity(used, exact, dim=0) > 0.9999
    assert (used - exact).norm() / exact.norm() < 1e-3


def test_float16_skips_a_step_that_overflows_and_scales_down(
    trainer: Trainer, config: Config
) -> None:
    short = Trainer(override(config, {"precision": "fp16"}), trainer.data, CPU)
    short.step()
    before = {name: value.clone() for name, value in short.state.tensors().items()}
    weight = short.state.judges["pixels"].network.last.dense1.weight
    kept = weight.detach().clone()
    with torch.no_grad():
        weight.mul_(1e30)
    scale = before["scaler"][0].item()
    short.step()
    assert short.state.tensors()["scaler"][0].item() == scale / 2
    with torch.no_grad():
        weight.copy_(kept)
    for name in ("discriminator.last.conv.weight", "generator.first.constant"):
        assert torch.equal(short.state.tensors()[name], before[name]), name


def test_float16_goes_on_with_its_scale(trainer: Trainer, config: Config) -> None:
    short = override(config, {"precision": "fp16"})
    first, again = (Trainer(short, trainer.data, CPU) for _ in range(2))
    first.step()
    first.state.scaler.update(512.0)
    saved = first.state.tensors()
    again.state.restore(saved, first.state.nimg)
    for each in (first, again):
        each.step()
    assert_same(again.state, first.state)
    steps_without_overflow = saved["scaler"][1].item() + 1
    assert again.state.tensors()["scaler"].tolist() == [512.0, steps_without_overflow]


def test_a_state_that_was_saved_goes_on_bit_by_bit(
    trainer: Trainer, config: Config, tmp_path: Path
) -> None:
    state = advance(trainer, FADE_NIMG).state
    path = tmp_path / "state.safetensors"
    tensor_file.write(path, "state", state.tensors(), {"nimg": state.nimg})
    tensors, header = tensor_file.read(path, "state")

    # Left at another resolution, so that everything it holds has to go.
    again = advance(Trainer(config, trainer.data, CPU), 200)
    again.state.restore(tensors, header["nimg"])

    assert_same(again.state, state)
    for _ in range(2):
        trainer.step()
        again.step()
    assert_same(again.state, state)


def assert_same(state: TrainState, other: TrainState) -> None:
    """Equal values in equal memory layout."""
    ours, theirs = state.tensors(), other.tensors()
    assert ours.keys() == theirs.keys() and state.nimg == other.nimg
    for name, value in ours.items():
        assert torch.equal(value, theirs[name]), name
        assert value.dtype == theirs[name].dtype and value.stride() == theirs[name].stride(), name
    assert any(value.dim() == 4 and not value.is_contiguous() for value in ours.values())


def test_what_was_restored_is_a_copy(trainer: Trainer, config: Config) -> None:
    tensors = advance(trainer, 24).state.tensors()
    before = {name: value.clone() for name, value in tensors.items()}
    again = Trainer(config, trainer.data, CPU)
    again.state.restore(tensors, 24)
    again.step()
    assert all(torch.equal(tensors[name], before[name]) for name in before)


def test_a_value_that_is_no_number_is_found_wherever_it_is(trainer: Trainer) -> None:
    state = advance(trainer, 8).state
    assert state.is_finite()
    for name in ("ema.map.w_avg", "optimizer_g.first.constant.exp_avg_sq", "meter.d_loss"):
        tensor = state.tensors()[name]
        kept = tensor.clone()
        tensor.fill_(float("nan"))
        assert not state.is_finite(), name
        tensor.copy_(kept)
    assert state.is_finite()


AUGMENTED = {"augment": "adaptive", "ada_kimg": 0.5, "ada_target": -0.9}


def test_an_augmented_run_goes_on_exactly_where_it_was(config: Config, prepared: Path) -> None:
    """p and the running sign are part of the state: the same weights after twenty more steps."""
    data = PackedDataset(prepared, CPU)
    ours = Trainer(override(config, AUGMENTED), data, CPU)
    for _ in range(15):
        ours.step()
    saved = {name: value.clone() for name, value in ours.state.tensors().items()}
    assert 0 < saved["augment.p"].item() < 0.8
    theirs = Trainer(override(config, AUGMENTED), data, CPU)
    theirs.state.restore(saved, ours.state.nimg)
    for trainer in (ours, theirs):
        for _ in range(20):
            trainer.step()
    after = theirs.state.tensors()
    assert all(torch.equal(value, after[name]) for name, value in ours.state.tensors().items())


def test_reals_and_fakes_of_both_steps_are_augmented(
    config: Config, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The discriminator sees a cut-out in everything that is shown to it."""
    settings = {"augment": "fixed", "augment_p": 1.0, "augmentations": "cutout"}
    trainer = Trainer(override(config, settings), PackedDataset(prepared, CPU), CPU)
    trainer.state.nimg = 256  # 16 px
    seen: list[Tensor] = []
    network = trainer.state.judges["pixels"].network
    judge = network.judge

    def watched(views: tuple[Tensor, ...], alpha: Tensor | None = None) -> Tensor:
        seen.extend(view.detach() for view in views)
        return judge(views, alpha)

    monkeypatch.setattr(network, "judge", watched)
    numbers = trainer.source.inputs(256).chance
    first = sum(count for _, count in itertools.takewhile(not_cutout, OPERATIONS.values()))
    middles = (numbers[:, first + 1 : first + 3] * 16).long()  # rows and columns
    trainer.step()
    assert len(seen) == 3  # fakes, reals, fakes for the generator
    for images in seen:
        for image, (row, column) in zip(images, middles.tolist(), strict=True):
            assert (image[:, row, column] == 1).all()  # white


def not_cutout(operation: tuple[Any, int]) -> bool:
    return operation is not OPERATIONS["cutout"]


@pytest.mark.parametrize("loss", OBJECTIVES)
def test_every_loss_trains_without_diverging(loss: str, config: Config, prepared: Path) -> None:
    """A whole run of all phases: finite weights, and a discriminator that does not see all."""
    family = "began" if loss == "began" else "stylegan"
    asked = override(config, {"loss": loss, "family": family})
    trainer = Trainer(asked, PackedDataset(prepared, CPU), CPU)
    while trainer.state.nimg < trainer.schedule[-1].end_nimg:
        trainer.step()
    assert trainer.state.is_finite()
    told = trainer.state.meter.means()
    assert abs(told["real_score"]) < 50 and abs(told["fake_score"]) < 50


def test_a_run_begins_with_anothers_weights_and_grows_on(config: Config, prepared: Path) -> None:
    """The averaged generator and the discriminator; what it had not grown to is new."""
    data = PackedDataset(prepared, CPU)
    small = Trainer(override(config, {"resolution": 8, "kimg": 0.1}), data, CPU)
    for _ in range(6):
        small.step()
    weights = {name: value.clone() for name, value in small.state.ema.state_dict().items()}
    critic = {
        name: v.clone() for name, v in small.state.judges["pixels"].network.state_dict().items()
    }
    fresh, ours = TrainState(config, CPU), TrainState(config, CPU)
    ours.begin_with(WarmStart(small.config, "abc", 8, weights, {"pixels": critic}))
    for network, taken, new in (
        (ours.generator, weights, fresh.generator),
        (ours.ema, weights, fresh.ema),
        (ours.judges["pixels"].network, critic, fresh.judges["pixels"].network),
    ):
        for name, value in network.state_dict().items():
            assert torch.equal(value, taken[name] if name in taken else new.state_dict()[name])
    assert any(name.startswith("blocks.16") for name in ours.generator.state_dict())
    assert not any(name.startswith("blocks.16") for name in weights)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"channel_max": 16}, "width at 4 px 16, here 8"),
        ({"mapping_lr_multiplier": 0.1}, "mapping_lr_multiplier 0.1, here 0.01"),
        ({"channels": 4}, "draws pictures with opacity, and these are without opacity"),
    ],
)
def test_weights_of_other_networks_are_refused(
    other: dict[str, Any], said: str, config: Config
) -> None:
    start = WarmStart(override(config, other), "abc", 16, {}, None)
    with pytest.raises(ModelError, match=said):
        check_warm_start(start, override(config, {"mapping_lr_multiplier": 0.01}).model)


def test_p_follows_the_sign_that_is_reported(
    config: Config, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the reals, at each step, with its batch."""
    heard: list[tuple[float, int]] = []
    monkeypatch.setattr(
        Controller, "follow", lambda self, sign, batch: heard.append((sign.item(), batch))
    )
    trainer = Trainer(override(config, AUGMENTED), PackedDataset(prepared, CPU), CPU)
    told = []
    for _ in range(5):
        trainer.step()
        told.append((trainer.state.meter.means()["real_sign"], BATCH))
        trainer.state.meter.clear()
    assert heard == told and any(sign for sign, _ in heard)
