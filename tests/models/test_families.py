"""What holds for every family of networks: the contract, files, training, and what is refused."""

from __future__ import annotations

import dataclasses
import itertools
import json
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import CPU, Outcome, assert_refused, assert_within_a_level
from torch import Tensor, nn

from pokegan.checkpoints import layout, model_file, state_file
from pokegan.checkpoints.layout import best_path, model_path, numbered, state_path
from pokegan.checkpoints.warm_start import WarmStart, check_warm_start
from pokegan.cli import main
from pokegan.config import (
    FAMILIES,
    FAMILY_SETTINGS,
    GROWING,
    PRESETS,
    Config,
    ModelConfig,
    check_family_has,
    override,
    preset,
)
from pokegan.config.schedule import build_schedule, stage_at
from pokegan.data import synthetic
from pokegan.data.dataset import PackedDataset
from pokegan.errors import ModelError, UsageError
from pokegan.explore.resolve import Explorer
from pokegan.models import build, dcgan, fold
from pokegan.models.layers import AdaIN
from pokegan.models.stylegan import ModulatedLayer
from pokegan.sampling.truncation import truncate
from pokegan.training.diagnostics import Diagnostics
from pokegan.training.loop import Tick, train
from pokegan.training.step import Trainer, average

RUN: dict[str, Any] = {
    "resolution": 16,
    "z_dim": 8,
    "kimg": 0.2,
    "batch_size": 8,
    "tick_kimg": 0.05,
    "preview_count": 4,
    "precision": "fp32",
    "augment": "none",
    "discriminator": "pixels",
}
GROWTH: dict[str, Any] = {
    **{"start_resolution": 4, "channel_base": 512, "channel_max": 8},
    **{"fade_share": 1, "stable_share": 1, "pixels_width": 1},
}
OF_FAMILY: dict[str, dict[str, Any]] = {
    "stylegan": {**GROWTH, "w_dim": 6, "noise_from": 4},
    "progan": GROWTH,
    "dcgan": {"filters": 4, "channel_max": 16, "lr": 0.03},
    "began": {"filters": 4, "h_dim": 6},
}
WITHOUT_MAPPING = [family for family in FAMILIES if family != "stylegan"]
ONE_SIZE = [family for family in FAMILIES if family not in GROWING]
LAST = 200  # images that a run shows
MEASURED = ("images_per_sec", "memory_gb")


def tiny(family: str, **more: Any) -> Config:
    """A run of 25 steps at most 16 px, in five phases where it grows."""
    return override(preset("tiny", family), {**RUN, **OF_FAMILY[family], **more})


def trained(family: str, prepared: Path, steps: int = 3, **more: Any) -> Trainer:
    """After some steps at the largest size."""
    config = tiny(family, **{"start_resolution": 16, **more})
    trainer = Trainer(config, PackedDataset(prepared, CPU), CPU)
    state = trainer.state
    if family == "dcgan":  # whose first weights draw all but grey with so few features
        networks = (state.generator, state.ema, state.judges["pixels"].network)
        for parameter in itertools.chain(*(network.parameters() for network in networks)):
            parameter.data.mul_(8 if parameter.dim() == 4 else 1)
    for _ in range(steps):
        trainer.step()
    return trainer


@dataclass(frozen=True)
class Ran:
    """A run of a family trained to its end: its folder and every tick it gave."""

    family: str
    config: Config
    folder: Path
    ticks: list[Tick]


@pytest.fixture(scope="module", params=FAMILIES)
def ran(
    request: pytest.FixtureRequest,
    prepared: Path,
    tmp_path_factory: pytest.TempPathFactory,
    one_thread: None,
) -> Ran:
    """Never interrupted. Read it; do not write into it."""
    config = tiny(request.param)
    folder = tmp_path_factory.mktemp(request.param) / "run"
    pulses = train(config, prepared, folder, CPU)
    ticks = [pulse for pulse in pulses if isinstance(pulse, Tick)]
    return Ran(request.param, config, folder, ticks)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pictures and a finished run of dcgan, runs/images."""
    home = tmp_path_factory.mktemp("home")
    synthetic.write_folder(home / "images", 12, size=16)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert main(shlex.split(f"train images --family dcgan {TYPED}")) == 0
    return home


TYPED = (
    "--kimg 0.03 --resolution 16 --set filters=4 --set z_dim=8 --set batch_size=8 "
    "--set preview_count=4 --set tick_kimg=0.03"
)


@pytest.mark.parametrize("family", FAMILIES)
def test_shapes_are_those_of_the_contract(family: str) -> None:
    generator, judges = build(tiny(family).model)
    discriminator = judges["pixels"]
    layers = 6 if family == "stylegan" else 1
    d = 6 if family == "stylegan" else 8
    assert generator.family == family
    assert (generator.z_dim, generator.w_dim, generator.num_ws) == (8, d, layers)
    assert (generator.resolution, generator.channels) == (16, 3)
    w_plus = generator.mapping(torch.randn(5, 8))
    assert w_plus.shape == (5, layers, d) and generator.w_avg.shape == (d,)
    images = generator.synthesis(w_plus)
    assert images.shape == (5, 3, 16, 16) and images.dtype == torch.float32
    assert discriminator(images).shape == (5, 1)
    maps = discriminator.features(images)
    sizes = [m.shape[-1] for m in maps]
    smallest = 8 if family == "began" else 4
    largest = 8 if family == "dcgan" else 16
    assert sizes == sorted(set(sizes), reverse=True)
    assert (sizes[0], sizes[-1]) == (largest, smallest)
    assert all(len(m) == 5 and m.shape[2] == m.shape[3] for m in maps)
    assert generator.map_values(16) % sizes[0] ** 2 == 0
    noisy = [(1, r, r) for r in (4, 4, 8, 8, 16, 16)]
    assert generator.noise_shapes() == (noisy if family == "stylegan" else [])
    steering = [generator.num_ws_at(r) for r in (4, 8, 16)]
    assert steering == ([2, 4, 6] if family == "stylegan" else [1, 1, 1])


@pytest.mark.parametrize("family", FAMILIES)
def test_truncation_goes_from_the_average_to_the_style(family: str, prepared: Path) -> None:
    generator = trained(family, prepared, steps=1).state.ema
    w_plus = generator.mapping(torch.randn(3, 8))
    assert torch.equal(truncate(generator, w_plus, 1.0), w_plus)
    average_of_all = generator.w_avg.expand_as(w_plus)
    assert torch.equal(truncate(generator, w_plus, 0.0), average_of_all)
    half = truncate(generator, w_plus, 0.5)
    assert torch.allclose(half, (average_of_all + w_plus) / 2, atol=1e-6)
    assert torch.equal(truncate(generator, w_plus, 0.0, cutoff=0), w_plus)
    assert generator.w_avg.any() == (family == "stylegan")


def entries(family: str, generator: Any) -> list[nn.Module]:
    """The layers that styles enter by."""
    if family == "stylegan":
        return [
            module.affine
            for module in generator.modules()
            if isinstance(module, (AdaIN, ModulatedLayer))
        ]
    layers = {
        "progan": lambda: generator.first.dense,
        "dcgan": lambda: generator.first,
        "began": lambda: generator.decoder.dense,
    }
    return [layers[family]()]


@pytest.mark.parametrize("family", FAMILIES)
def test_style_weights_are_slopes_of_the_layers_that_styles_enter(family: str) -> None:
    generator, _ = build(tiny(family).model)
    given: list[Tensor] = []
    for layer in entries(family, generator):
        layer.register_forward_hook(lambda _, __, out: given.append(out.detach().flatten(1)))
    w_plus, change = generator.mapping(torch.randn(2, 8)), torch.randn(1, 1, generator.w_dim)
    generator.synthesis(w_plus)
    before, given[:] = list(given), []
    generator.synthesis(w_plus + change)
    weights = generator.style_weights()
    assert len(weights) == len(before) == len(given) == generator.num_ws
    for weight, old, new in zip(weights, before, given, strict=True):
        slope = (weight @ change[0, 0]).expand_as(old)
        assert slope.abs().mean() > 1e-3
        assert torch.allclose(new - old, slope, atol=1e-5)


def networks(config: ModelConfig, seed: int = 0) -> tuple[nn.Module, nn.Module]:
    generator, judges = build(config, seed)
    return generator, judges["pixels"]


@pytest.mark.parametrize("family", FAMILIES)
def test_weights_depend_on_the_seed_alone(family: str) -> None:
    config, random = tiny(family).model, torch.get_rng_state()
    first, other = networks(config, seed=1), networks(config, seed=2)
    assert torch.equal(torch.get_rng_state(), random)
    torch.rand(3)
    again = networks(config, seed=1)
    torch.set_rng_state(random)
    for one, same, differing in zip(first, again, other, strict=True):
        names = one.state_dict()
        assert all(torch.equal(value, same.state_dict()[name]) for name, value in names.items())
        assert any(not torch.equal(value, differing.state_dict()[n]) for n, value in names.items())


def drawn(generator: Any, n: int = 4) -> Tensor:
    """Images of fixed latents, and noise where there is some."""
    with torch.no_grad():
        z = torch.randn(n, 8, generator=torch.Generator().manual_seed(5))
        noise = [torch.ones(1, *shape) for shape in generator.noise_shapes()]
        images: Tensor = generator.synthesis(generator.mapping(z), noise=noise or None)
    return images


@pytest.mark.parametrize("family", FAMILIES)
def test_a_folded_generator_draws_the_same_and_training_does_not_reach_it(
    family: str, prepared: Path
) -> None:
    """Of one that is being trained too, whose layers behave otherwise in training."""
    trainer = trained(family, prepared)
    generator = trainer.state.generator
    folded, short = fold(generator), fold(generator, dtype=torch.bfloat16)
    assert generator.training and (folded.family, folded.num_ws) == (family, generator.num_ws)
    assert (folded.spherical, folded.dial) == (generator.spherical, generator.dial)
    images = drawn(folded)
    assert torch.allclose(drawn(generator.eval()), images, atol=1e-5)
    generator.train()
    rounding = (drawn(short) - images).abs()
    assert rounding.max() > 0 and rounding.mean() < 0.05 * images.std()
    for _ in range(2):
        trainer.step()
    assert torch.equal(drawn(folded), images)
    assert (drawn(generator.eval()) - images).abs().max() > 0.01 * images.std() > 1e-4


def test_a_picture_does_not_depend_on_its_batch(ran: Ran) -> None:
    sampler = Explorer.load(ran.folder)
    together = sampler.sample(range(20), psi=1.0)
    for seed in (0, 7, 19):
        assert_within_a_level(sampler.sample([seed], psi=1.0)[0], together[seed])
    assert_within_a_level(sampler.sample([7, 3], psi=1.0), together[[7, 3]])
    apart = abs(together[0].astype(int) - together[1].astype(int))
    assert apart.mean() > 3  # levels of 255


@pytest.mark.parametrize("family", FAMILIES)
def test_a_model_is_read_as_it_was_written(family: str, prepared: Path, tmp_path: Path) -> None:
    state = trained(family, prepared).state
    for network in (state.ema, state.judges["pixels"].network):
        for name, value in network.named_buffers():
            if name.endswith("num_batches_tracked"):
                value.fill_(4099)  # half precision knows 4,098 and 4,100
    path = tmp_path / "model.safetensors"
    about = {"nimg": 24, "resolution": 16, "alpha": None, "data": {}}
    model_file.save_model(path, state.ema, state.networks_of_judges(), state.config, about)
    file = model_file.load_model(path)
    assert file.config == state.config and not file.generator.training
    assert torch.equal(drawn(file.generator), drawn(state.ema))
    for name, value in state.ema.state_dict().items():
        assert torch.equal(file.generator.state_dict()[name], value), name
    critic = model_file.load_critic(file)
    assert critic is not None and not critic.training
    counted = 0
    for name, value in state.judges["pixels"].network.state_dict().items():
        found = critic.state_dict()[name]
        assert found.dtype == value.dtype
        counted += not value.is_floating_point()
        wanted = value.half().float() if value.is_floating_point() else value
        assert torch.equal(found, wanted), name
    assert counted == (1 if family == "dcgan" else 0)
    images = torch.rand(4, 3, 16, 16)
    scores = state.judges["pixels"].network.eval()(images).detach()
    assert torch.allclose(critic(images), scores, rtol=0, atol=0.02 * scores.abs().mean().item())


@pytest.mark.parametrize(
    ("family", "changed", "said"),
    [
        ("stylegan", {"w_dim": 5}, "w_dim 6, here 5"),
        ("progan", {"z_dim": 9}, "z_dim 8, here 9"),
        ("progan", {"channel_max": 4}, "width at 4 px 8, here 4; width at 8 px 8, here 4; width"),
        ("dcgan", {"filters": 5}, "filters 4, here 5"),
        ("dcgan", {"channel_max": 7}, "channel_max 16, here 7"),
        ("dcgan", {"upsampling": "resize"}, "upsampling transposed, here resize"),
        ("dcgan", {"resolution": 32}, "resolution 16, here 32"),
        ("began", {"h_dim": 7, "filters": 3}, "filters 4, here 3; h_dim 6, here 7"),
    ],
)
def test_a_start_of_other_shape_is_refused_by_what_differs(
    family: str, changed: dict[str, Any], said: str
) -> None:
    start = WarmStart(tiny(family), "abc", 16, {}, {})
    check_warm_start(start, tiny(family).model)
    with pytest.raises(ModelError) as caught:
        check_warm_start(start, override(tiny(family), changed).model)
    assert f"the networks of that model are others: {said}" in str(caught.value)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_start_may_differ_in_what_a_family_does_not_have(family: str) -> None:
    """And a growing one in its size; nothing else makes other networks."""
    mine = tiny(family).model
    others = {"upsampling": "resize", "normalisation": "demodulation"}
    absent = {
        name: others.get(name) or getattr(mine, name) + 1
        for name, families in FAMILY_SETTINGS.items()
        if hasattr(mine, name) and family not in families
    }
    assert len(absent) >= 3
    check_warm_start(
        WarmStart(tiny(family), "abc", 16, {}, {}), dataclasses.replace(mine, **absent)
    )
    one, other = (networks(model) for model in (mine, dataclasses.replace(mine, **absent)))
    for network, same in zip(one, other, strict=True):
        shapes = {name: value.shape for name, value in network.state_dict().items()}
        assert shapes == {name: value.shape for name, value in same.state_dict().items()}
    if family in GROWING:
        larger = dataclasses.replace(mine, resolution=32)
        check_warm_start(WarmStart(tiny(family), "abc", 16, {}, {}), larger)


@pytest.mark.parametrize("theirs", FAMILIES)
@pytest.mark.parametrize("ours", FAMILIES)
def test_a_start_of_another_family_is_refused(theirs: str, ours: str) -> None:
    if theirs != ours:
        with pytest.raises(ModelError, match=f"are others: family {theirs}, here {ours}"):
            check_warm_start(WarmStart(tiny(theirs), "abc", 16, {}, {}), tiny(ours).model)


@pytest.mark.parametrize("family", WITHOUT_MAPPING)
def test_a_run_begins_with_weights_of_its_family(family: str, prepared: Path) -> None:
    theirs = trained(family, prepared).state
    start = WarmStart(
        theirs.config,
        "abc",
        16,
        theirs.ema.state_dict(),
        {"pixels": theirs.judges["pixels"].network.state_dict()},
    )
    ours = trained(family, prepared, steps=0, seed=9).state
    ours.begin_with(start)
    for network in (ours.generator, ours.ema):
        assert torch.equal(drawn(network.eval()), drawn(theirs.ema))
    for name, value in ours.judges["pixels"].network.state_dict().items():
        assert torch.equal(value, theirs.judges["pixels"].network.state_dict()[name])


def read_stats(run: Path) -> list[dict[str, Any]]:
    """The lines of stats.jsonl without what was measured with a clock."""
    rows = [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]
    return [{key: row[key] for key in row if key not in MEASURED} for row in rows]


def test_a_run_that_was_closed_twice_equals_one_never_stopped(
    ran: Ran, prepared: Path, tmp_path: Path
) -> None:
    """Same bytes in state, model, best model and previews, same statistics."""
    run = tmp_path / "run"
    run.mkdir()
    for stop_nimg in (24, 136):
        steps = train(ran.config, prepared, run, CPU)
        assert next(pulse for pulse in steps if pulse.nimg == stop_nimg)
        steps.close()
        assert numbered(run, "state")[-1] == state_path(run, stop_nimg)
    for _ in train(ran.config, prepared, run, CPU):
        pass
    written = [state_path(run, LAST), model_path(run, LAST), best_path(run)]
    for path in (*written, *numbered(ran.folder, "preview")):
        assert (run / path.name).read_bytes() == (ran.folder / path.name).read_bytes(), path.name
    assert read_stats(run) == read_stats(ran.folder)


def test_what_a_run_says_and_remembers(ran: Ran) -> None:
    """k among it where there is one, statistics of batch normalisation where there are some."""
    tensors = state_file.load_state(state_path(ran.folder, LAST)).tensors
    rows = read_stats(ran.folder)
    assert rows[-1]["nimg"] == LAST and len(rows) == len(ran.ticks)
    began = ran.family == "began"
    assert ("balance.k" in tensors) == began
    for row in rows:
        assert ("k" in row) == ("convergence" in row) == began
    if began:
        k = [row["k"] for row in rows]
        assert 0 < k[-1] <= float(tensors["balance.k"]) < 1
        assert all(row["convergence"] > -row["real_score"] for row in rows)
    tracked = {name: value for name, value in tensors.items() if "num_batches_tracked" in name}
    assert bool(tracked) == (ran.family == "dcgan")
    # 25 steps, each with one batch of the generator, three before the discriminator.
    for name, value in tracked.items():
        assert value == (75 if name.startswith("discriminator.") else 25), name
    resolutions = {row["resolution"] for row in rows}
    assert resolutions == ({4, 8, 16} if ran.family in GROWING else {16})


@pytest.mark.parametrize("family", FAMILIES)
def test_averages_move_a_share_of_the_way_and_means_of_styles_are_copied(
    family: str, prepared: Path
) -> None:
    """What batch normalisation measured moves with the weights that it was measured of."""
    trainer = trained(family, prepared, steps=2)
    generator, ema = trainer.state.generator, trainer.state.ema
    untouched = next(iter(generator.parameters()))
    untouched.grad = None  # as of a layer that took no part in the step
    for name, value in ema.state_dict().items():
        if name != "map.w_avg" and value.is_floating_point():
            value.normal_()
    before = {name: value.clone() for name, value in ema.state_dict().items()}
    now = generator.state_dict()
    average(ema, generator, torch.tensor(0.25))
    parameters = dict(generator.named_parameters())
    for name, value in ema.state_dict().items():
        if name.endswith(("w_avg", "num_batches_tracked")):
            assert torch.equal(value, now[name]), name
        elif name in parameters and parameters[name].grad is None:
            assert torch.equal(value, before[name]), name
        else:
            wanted = 0.75 * before[name] + 0.25 * now[name]
            assert torch.allclose(value, wanted, atol=1e-6), name
    assert sum(parameter.grad is not None for parameter in parameters.values()) > 3


@pytest.mark.parametrize("family", FAMILIES)
def test_a_step_averages_by_its_share(family: str, prepared: Path) -> None:
    trainer = trained(family, prepared, steps=2, ema_warmup=2.0)
    state = trainer.state
    share = trainer.source.inputs(state.nimg).ema_share
    assert 0.1 < share < 0.3  # of 8 images, with a half-life of 32 to 48
    before = [value.detach().clone() for value in state.ema.parameters()]
    trainer.step()
    rows = zip(before, state.ema.parameters(), state.generator.parameters(), strict=True)
    for old, new, current in rows:
        wanted = old if current.grad is None else old + share * (current - old)
        assert torch.allclose(new, wanted, atol=1e-6)
    assert not state.ema.training


@pytest.mark.parametrize(
    ("family", "augment"),
    [
        (family, augment)
        for family in FAMILIES
        for augment in ("fixed", "adaptive")
        if (family, augment) != ("began", "adaptive")  # is refused
    ],
)
def test_augmentation_is_there_for_every_family(family: str, augment: str, prepared: Path) -> None:
    """And changes what is learned."""
    asked = {"augment": augment, "augment_p": 0.9, "ada_kimg": 0.02, "ada_target": -1}
    state, plain = (trained(family, prepared, 5, **some).state for some in (asked, {}))
    assert state.is_finite()
    p = state.meter.means()["augment_p"]
    assert p == pytest.approx(0.9) if augment == "fixed" else 0.2 < p <= 1
    pairs = zip(state.generator.parameters(), plain.generator.parameters(), strict=True)
    assert not all(torch.allclose(one, other, atol=1e-5) for one, other in pairs)
    assert "augment_p" not in plain.meter.means()


@pytest.mark.parametrize("family", FAMILIES)
def test_measuring_leaves_a_run_as_it_was(family: str, prepared: Path) -> None:
    """Running statistics above all, which a network in training takes of whatever it sees."""
    trainer = trained(family, prepared)
    before = {name: value.clone() for name, value in trainer.state.tensors().items()}
    stage = stage_at(trainer.state.nimg - 8, trainer.schedule)
    preview = torch.rand(4, 3, 16, 16)
    first = Diagnostics(trainer).signs(stage, preview, {})
    assert first == Diagnostics(trainer).signs(stage, preview, {})
    after = trainer.state.tensors()
    assert after.keys() == before.keys()
    for name, value in after.items():
        assert torch.equal(value, before[name]), name
    assert trainer.state.generator.training and trainer.state.judges["pixels"].network.training


@pytest.mark.parametrize("family", WITHOUT_MAPPING)
def test_one_style_is_mixed_with_nothing(family: str, prepared: Path) -> None:
    trainer = trained(family, prepared, style_mixing=1.0)
    inputs = trainer.source.inputs(trainer.state.nimg)
    assert inputs.crossover.tolist() == [1] * 8 and inputs.noise.numel() == 0
    images = trainer.fakes(inputs, 16, None)
    inputs.z[8:] += 1  # the second styles
    assert torch.equal(trainer.fakes(inputs, 16, None), images)
    inputs.z[:8] += 1
    assert not torch.equal(trainer.fakes(inputs, 16, None), images)


@pytest.mark.parametrize(
    ("family", "key", "said"),
    [
        ("dcgan", "noise_from", "dcgan has no setting 'noise_from'; stylegan has."),
        ("progan", "model.w_dim", "progan has no setting 'model.w_dim'; stylegan has."),
        ("began", "channel_base", "began has no setting 'channel_base'; stylegan and progan have."),
        (
            "began",
            "channel_max",
            "began has no setting 'channel_max'; stylegan and progan and dcgan have.",
        ),
        ("dcgan", "fade_share.8", "dcgan has no setting 'fade_share.8'; stylegan and progan have."),
        ("stylegan", "filters", "stylegan has no setting 'filters'; dcgan and began have."),
        ("progan", "began_gamma", "progan has no setting 'began_gamma'; began has."),
        ("began", "upsampling", "began has no setting 'upsampling'; dcgan has."),
    ],
)
def test_a_setting_that_a_family_does_not_have_is_refused(family: str, key: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_family_has(family, ["lr", key])
    assert str(caught.value) == said


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_what_its_presets_set(family: str) -> None:
    for row in PRESETS[family].values():
        check_family_has(family, row)
    own = [key for key, families in FAMILY_SETTINGS.items() if family in families]
    check_family_has(family, ["family", "lr", "lr.32", "training.augment", *own])


@pytest.mark.parametrize(
    ("family", "changed", "said"),
    [
        ("began", {"loss": "hinge"}, "which no loss 'hinge' can train"),
        ("dcgan", {"loss": "began"}, "the discriminator of dcgan is none"),
        ("stylegan", {"loss": "began"}, "the discriminator of stylegan is none"),
        ("dcgan", {"resolution": 4}, "resolution is 4; dcgan draws 8 px and more"),
        ("began", {"resolution": 4}, "resolution is 4; began draws 8 px and more"),
        ("dcgan", {"upsampling": "bilinear"}, "upsampling is 'bilinear'; it must be one of"),
        ("began", {"h_dim": 0}, "h_dim is 0; it must be 1 or more"),
        ("dcgan", {"filters": 0}, "filters is 0; it must be 1 or more"),
        ("began", {"began_gamma": 0}, "began_gamma is 0; it must be between 0 and 1, not 0 itself"),
        ("began", {"began_gamma": 1.1}, "began_gamma is 1.1; it must be between 0 and 1"),
        ("began", {"augment": "adaptive"}, "those of began are errors. Let augment be fixed"),
        ("began", {"began_lambda": -1}, "began_lambda is -1; it must be zero or more"),
        ("dcgan", {"adam_beta1": 1}, "adam_beta1 is 1; it must be between 0 and 1"),
        ("dcgan", {"family": "vae"}, "family is 'vae'; it must be one of stylegan, progan"),
    ],
)
def test_settings_that_a_family_cannot_work_with_are_refused(
    family: str, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        override(preset("tiny", family), changed)
    assert said in str(caught.value)


def test_an_unknown_family_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        preset("tiny", "zzz")
    assert caught.value.message == "there is no family 'zzz'."
    assert caught.value.hint == "Known: stylegan, progan, dcgan, began."
    with pytest.raises(UsageError, match="Did you mean dcgan"):
        preset("tiny", "dcgna")


@pytest.mark.parametrize("family", FAMILIES)
def test_families_of_one_size_start_at_it_whatever_is_asked(family: str) -> None:
    for asked in ({"start_resolution": 8}, {"start_resolution": 4, "resolution": 32}):
        config = tiny(family, **asked)
        phases = build_schedule(config)
        if family in ONE_SIZE:
            assert config.training.start_resolution == config.model.resolution
            assert [(p.resolution, p.fading) for p in phases] == [(config.model.resolution, False)]
        else:
            assert config.training.start_resolution == asked["start_resolution"]
            assert len(phases) > 1


def config_of(run: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((run / "config.json").read_text())
    return content["config"]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("train images --family zzz --out x", 2, "there is no family 'zzz'. Known: stylegan,"),
        ("train images --family dcgan --set noise_from=8 --out x", 2, "no setting 'noise_from'"),
        ("train images --family began --set filters=4 --loss hinge --out x", 2, "no loss 'hinge'"),
        (
            "train images --loss began --out x",
            2,
            "Take the family began, or another loss. (--family, --loss)",
        ),
        ("train images --family dcgan --loss began --out x", 2, "discriminator of dcgan is none"),
        ("train images --family dcgan --preset huge --out x", 2, "there is no preset 'huge'"),
        ("train images --family dcgan --resolution 4 --out x", 2, "dcgan draws 8 px and more"),
        ("train images --set w_dim=4", 2, "dcgan has no setting 'w_dim'; stylegan has."),
        ("train images --family progan --resolution 16", 1, '"dcgan"'),
        ("train images --family began --resolution 16", 1, "model.family"),
        (
            "train images --family began --init-from runs/images --out x",
            1,
            "are others: family dcgan, here began",
        ),
        (
            "train images --family progan --init-from runs/images --resolution 16 --out x",
            1,
            "are others: family dcgan, here progan",
        ),
        (
            "train images --init-from runs/images --set filters=5 --out x",
            1,
            "are others: filters 4, here 5",
        ),
    ],
)
def test_what_does_not_go_with_a_family_is_answered_in_a_sentence(
    call: Callable[[str], Outcome], home: Path, line: str, code: int, said: str
) -> None:
    before = (home / "runs/images/config.json").read_bytes()
    assert_refused(call(line), code, said)
    assert (home / "runs/images/config.json").read_bytes() == before


def test_a_run_is_of_the_family_that_was_asked(call: Callable[[str], Outcome], home: Path) -> None:
    saved = config_of(home / "runs/images")
    assert (saved["model"]["family"], saved["preset"]) == ("dcgan", "tiny")
    assert (saved["model"]["filters"], saved["training"]["adam_beta1"]) == (4, 0.5)
    assert saved["training"]["start_resolution"] == 16
    code, out, _ = call("info runs/images")
    assert code == 0 and "dcgan" in out
    code, out, _ = call("info runs/images --json")
    assert json.loads(out)["config"]["model"]["family"] == "dcgan"


@pytest.mark.parametrize("named", ["", "--family dcgan", "--preset tiny"])
def test_a_run_goes_on_without_its_family_named_again(
    call: Callable[[str], Outcome], home: Path, named: str, tmp_path: Path
) -> None:
    run = tmp_path / "images"
    shutil.copytree(home / "runs/images", run)
    typed = TYPED if "preset" in named else ""
    code, out, err = call(f"train images --out {run} {named} {typed} --set extra_kimg=0.016")
    assert code == 0, err
    assert out.strip() == str(layout.newest_model(run))
    assert layout.nimg_of(layout.newest_model(run)) == 48
    assert config_of(run)["model"]["family"] == "dcgan"


def test_a_run_begins_with_another_of_its_family(
    call: Callable[[str], Outcome], home: Path
) -> None:
    line = "train images --init-from runs/images --out onward --kimg 0.016"
    code, out, err = call(line)
    assert code == 0, err
    model = model_file.load_model(home / out.strip())
    assert isinstance(model.generator, dcgan.Generator)
    assert model.config.training.start_resolution == 16
    assert config_of(home / "onward")["training"]["init_from"] != ""


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_trained_by_its_name(
    call: Callable[[str], Outcome], home: Path, family: str
) -> None:
    own = {"stylegan": "w_dim", "progan": "channel_max"}.get(family, "filters")
    line = f"train images --family {family} --out {family} --resolution 8 --set {own}=4"
    code, out, err = call(f"{line} --set z_dim=4 --kimg 0.016 --set batch_size=8")
    assert code == 0, err
    assert model_file.load_model(home / out.strip()).generator.family == family
