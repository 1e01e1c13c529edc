"""Everything a run can be told, as frozen dataclasses; presets as one table.

Order of precedence: preset, then a JSON file, then named options, then `--set key=value`;
the result is validated once and saved in the run and in the header of each file it writes.
A value "per resolution" is one number for all or a table {resolution: number}.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pokegan.errors import UsageError, meant

PRECISIONS = ("auto", "bf16", "fp16", "fp32")
CHANNELS = {3: "without opacity", 4: "with opacity"}  # of pictures
FAMILIES = ("stylegan", "progan", "dcgan", "began")
GROWING = ("stylegan", "progan")  # from start_resolution to resolution; others have one size
JUDGES = {  # by discriminator: what judges pictures
    "projected": ("projected",),
    "pixels": ("pixels",),
    "both": ("projected", "pixels"),
}
NORMALISATIONS = ("adain", "demodulation")
UPSAMPLINGS = ("transposed", "resize")
LOSSES = ("logistic", "wgan-gp", "hinge", "ls", "ragan", "rpgan", "began")
AUGMENTS = ("none", "fixed", "adaptive")
AUGMENTATIONS = (
    *("mirror", "translate", "scale", "cutout", "brightness", "contrast", "saturation", "noise"),
)
MIN_RESOLUTION, MAX_RESOLUTION = 4, 1024
PerResolution = dict[int, float]


@dataclass(frozen=True)
class ModelConfig:
    """Shape of the networks (1812.04948; widths as in 1710.10196, table 2).

    Not every family has all of it: FAMILY_SETTINGS.
    """

    family: str = "stylegan"  # one of FAMILIES
    discriminator: str = "pixels"  # one of JUDGES
    resolution: int = 64
    channels: int = 3  # image channels: 3, or 4 with premultiplied opacity
    channel_base: int = 4096
    channel_max: int = 256
    filters: int = 64  # features at half the size of pictures (dcgan), or at every size (began)
    upsampling: str = "transposed"  # or resize, of dcgan
    h_dim: int = 64  # numbers that began's auto-encoder keeps of a picture
    z_dim: int = 256
    w_dim: int = 256
    mapping_layers: int = 8
    mapping_lr_multiplier: float = 0.01
    normalisation: str = "adain"  # one of NORMALISATIONS: how styles enter synthesis
    noise_from: int = 4  # px; layers of smaller sizes have no noise inputs
    pixels_width: float = 1.0  # widths of the discriminator of pixels, over the generator's
    feature_px: int = 64  # smaller pictures are enlarged to it before features are taken
    feature_channels: int = 32  # of the largest mixed features; twice as many at each half size
    feature_seed: int = 0  # that the random mixing of features is drawn from
    spectral_heads: bool = False  # spectral normalisation of the heads (1802.05957)

    @property
    def of_pixels(self) -> ModelConfig:
        """The shape of the discriminator of pixels, as if it were the generator's."""
        base, most = (
            max(1, round(self.pixels_width * n)) for n in (self.channel_base, self.channel_max)
        )
        return dataclasses.replace(self, channel_base=base, channel_max=most)

    @property
    def judges(self) -> tuple[str, ...]:
        """What judges pictures."""
        return JUDGES[self.discriminator]

    def width(self, resolution: int) -> int:
        """Feature channels at a resolution: min(channel_base / R * 2, channel_max)."""
        return max(1, min(2 * self.channel_base // resolution, self.channel_max))


@dataclass(frozen=True)
class TrainingConfig:
    """How the networks are grown; times in thousands of real images shown (kimg)."""

    seed: int = 0
    kimg: float = 2400.0
    init_from: str = ""  # hash of the file that a run began with, if not with random weights
    extra_kimg: float = 0.0  # more of the last phase; the one setting that may grow later
    start_resolution: int = 4
    fade_share: PerResolution = field(default_factory=lambda: {4: 1.0})
    stable_share: PerResolution = field(default_factory=lambda: {4: 1.0})
    batch_size: PerResolution = field(default_factory=lambda: {4: 32.0})
    lr: PerResolution = field(default_factory=lambda: {4: 0.001})
    adam_beta1: float = 0.0  # 1710.10196, appendix A.1
    adam_beta2: float = 0.99
    loss: str = "logistic"  # one of LOSSES
    r1_gamma: PerResolution = field(default_factory=lambda: {4: 10.0})
    projected_gamma: float = 60.0  # of the penalty by features, at first
    projected_gamma_hold_kimg: float = 36.0  # for so long it stays
    projected_gamma_halving_kimg: float = 4.0  # in which it is halved then; 0: never
    projected_gamma_least: float = 15.0  # it falls no further
    projected_lr: float = 0.25  # times lr: the rate of the heads
    pixels_lr: float = 1.0  # times lr: the rate of the discriminator of pixels
    projected_weight: float = 1.0  # in the generator's loss
    pixels_weight: float = 1.0
    pixels_from_kimg: float = 0.0  # when the one of pixels joins the projected one
    pixels_warm_kimg: float = 0.0  # for so long it learns without weight for the generator
    pixels_rise_kimg: float = 0.0  # in which its weight rises from 0 then
    r1_interval: int = 16  # steps between penalties (lazy regularisation, 1912.04958, B)
    gp_lambda: float = 10.0  # of wgan-gp (1704.00028, section 4)
    drift: float = 0.001  # of wgan-gp (1710.10196, appendix A.1)
    began_gamma: float = 0.5  # errors of fakes over those of reals (1703.10717, section 3.3)
    began_lambda: float = 0.001  # how fast k follows (1703.10717, section 3.4)
    augment: str = "none"  # one of AUGMENTS
    augment_p: float = 0.2  # how probable each transformation is when that is fixed
    augmentations: str = ",".join(AUGMENTATIONS)
    ada_target: float = 0.6  # mean sign of the scores of reals (2006.06676, section 3.1)
    ada_kimg: float = 100.0  # in which p could rise from 0 to 1
    style_mixing: float = 0.9
    ema_halflife_kimg: float = 10.0
    ema_warmup: float = 0.05  # the half-life is at most this share of the images shown
    mirror: bool = True
    holdout: float = 0.04  # share of 100 pictures and more that is never trained on
    precision: str = "auto"  # bf16 | fp16 | fp32; auto: what the device is fast at
    tick_kimg: float = 0.0  # 0: a hundredth of kimg, at most 20
    preview_count: int = 32

    @property
    def penalty_interval(self) -> int:
        """Steps between penalties: 1 for WGAN-GP, whose discriminator is one by its penalty."""
        return 1 if self.loss == "wgan-gp" else self.r1_interval

    @property
    def has_r1(self) -> bool:
        """Whether r1_gamma weighs anything."""
        return self.loss not in ("wgan-gp", "began")


@dataclass(frozen=True)
class Config:
    """One run: which preset it started from, its networks and its training."""

    preset: str = "small"
    model: ModelConfig = field(default_factory=ModelConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)


# Per-resolution tables hold a value from the named resolution upward, until the next one.
# R1 at 10, as published, leaves the discriminator of a narrow network near chance below 64 px
# (sprites, 16 px: loss 1.36 of 2 ln 2 = 1.39, dull colours); at 2 it learns on (1.26, sharp
# outlines), at 0.5 the generator drew one creature only (1,025 artworks, 16 px, 40 kimg).
# The published mapping network, eight layers that learn at a hundredth of the rate, learns little
# in so short a run: one shape in many colours. Two layers at a tenth of the rate gave many shapes
# (1,025 artworks, 16 px, 20 kimg: SWD 33 instead of 50); with the pairing loss it came nearer still
# (40 kimg: 27 instead of 34 with the logistic one; sprites 46 instead of 52). See docs/recipe.md.
# fmt: off
# What `tiny` and `small` have in common: features first, then pixels too (docs/recipe.md).
_SEEING: dict[str, Any] = dict(
    mapping_layers=2, mapping_lr_multiplier=0.1, normalisation="demodulation",
    discriminator="both", pixels_width=0.5, pixels_lr=0.5,
    projected_gamma=60.0, projected_gamma_least=15.0, r1_gamma={4: 2.0}, r1_interval=4,
    start_resolution=32, lr={4: 0.002}, style_mixing=0.5,
    loss="rpgan", augment="fixed", augment_p=1.0, augmentations="translate")
STYLEGAN: dict[str, dict[str, Any]] = {
    # a laptop's processor, minutes to hours
    "tiny": dict(
        **_SEEING, resolution=32, channel_base=1024, channel_max=128, z_dim=128, w_dim=128,
        noise_from=64, pixels_from_kimg=28.0, pixels_warm_kimg=1.5, pixels_rise_kimg=4.0,
        projected_gamma_hold_kimg=28.0, projected_gamma_halving_kimg=3.0,
        fade_share={4: 10}, stable_share={4: 100}, kimg=150.0, batch_size={4: 16},
        ema_halflife_kimg=4.0),
    # 64 to 128 px on one consumer card, an evening
    "small": dict(
        **_SEEING, resolution=64, channel_base=2048, channel_max=256, z_dim=256, w_dim=256,
        noise_from=128, pixels_from_kimg=60.0, pixels_warm_kimg=3.0, pixels_rise_kimg=8.0,
        projected_gamma_hold_kimg=60.0, projected_gamma_halving_kimg=6.0,
        fade_share={4: 3}, stable_share={4: 10, 64: 87}, kimg=1500.0, batch_size={4: 32, 256: 16},
        ema_halflife_kimg=10.0),
    # the published networks, batches and learning rates; phases of equal length
    "paper": dict(
        resolution=256, channel_base=8192, channel_max=512, z_dim=512, w_dim=512,
        kimg=12000.0, start_resolution=8,
        batch_size={4: 128, 32: 64, 64: 32, 128: 16, 256: 8, 512: 4},
        lr={4: 0.001, 128: 0.0015, 256: 0.002, 512: 0.003},
        fade_share={4: 1}, stable_share={4: 1}, r1_gamma={4: 10.0},
        ema_halflife_kimg=10.0),
}
# The phases of StyleGAN's presets, and what the papers of the other families have.
PROGAN: dict[str, dict[str, Any]] = {
    "tiny": dict(
        resolution=32, channel_base=512, channel_max=64, z_dim=128,
        kimg=200.0, batch_size={4: 8}, lr={4: 0.002}, loss="wgan-gp",
        fade_share={4: 0, 16: 5, 32: 7}, stable_share={4: 0, 8: 8, 16: 20, 32: 60}),
    "small": dict(
        resolution=64, channel_base=4096, channel_max=256, z_dim=256, kimg=2400.0,
        batch_size={4: 64, 16: 32, 128: 16, 256: 8}, lr={4: 0.001}, loss="wgan-gp",
        fade_share={4: 2, 16: 6, 32: 10}, stable_share={4: 2, 8: 4, 16: 20, 32: 30, 64: 56}),
    "paper": dict(
        resolution=1024, channel_base=8192, channel_max=512, z_dim=512, kimg=12000.0,
        batch_size={4: 16, 256: 14, 512: 6, 1024: 3}, lr={4: 0.001}, loss="wgan-gp",
        fade_share={4: 1}, stable_share={4: 1}),
}
_DCGAN: dict[str, Any] = dict(
    z_dim=100, channel_max=1024, batch_size={4: 64}, lr={4: 0.0002}, adam_beta1=0.5,
    adam_beta2=0.999, loss="logistic", r1_gamma={4: 0})
DCGAN: dict[str, dict[str, Any]] = {
    "tiny": dict(**_DCGAN, resolution=32, filters=64, kimg=400.0),
    "small": dict(**_DCGAN, resolution=64, filters=64, kimg=2400.0),
    "paper": {**_DCGAN, "resolution": 64, "filters": 128, "batch_size": {4: 128}, "kimg": 12000.0},
}
_BEGAN: dict[str, Any] = dict(
    z_dim=64, h_dim=64, batch_size={4: 16}, lr={4: 0.0001}, adam_beta1=0.9, adam_beta2=0.999,
    loss="began")
# With lambda as published k was 0.01 after 15 kimg (1,025 artworks, 32 px, 32 filters, lr 4e-4).
_QUICK: dict[str, Any] = dict(lr={4: 0.0004}, began_lambda=0.02)
BEGAN: dict[str, dict[str, Any]] = {
    "tiny": {**_BEGAN, **_QUICK, "resolution": 32, "filters": 16, "kimg": 400.0},
    "small": dict(**_BEGAN, resolution=64, filters=64, kimg=2400.0),
    "paper": dict(**_BEGAN, resolution=128, filters=128, kimg=12000.0),
}
# fmt: on
PRESETS = {"stylegan": STYLEGAN, "progan": PROGAN, "dcgan": DCGAN, "began": BEGAN}  # by family
# Settings that only some families have.
FAMILY_SETTINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("start_resolution", "fade_share", "stable_share"), GROWING),
    **dict.fromkeys(("channel_base", "pixels_width"), GROWING),
    "channel_max": (*GROWING, "dcgan"),
    "filters": ("dcgan", "began"),
    "upsampling": ("dcgan",),
    **dict.fromkeys(("h_dim", "began_gamma", "began_lambda"), ("began",)),
    **dict.fromkeys(("w_dim", "mapping_layers", "mapping_lr_multiplier"), ("stylegan",)),
    **dict.fromkeys(("normalisation", "noise_from", "style_mixing"), ("stylegan",)),
}


def at_resolution(table: Mapping[int, float], resolution: int) -> float:
    """The table's value for a resolution: that of the largest key not above it."""
    keys = [key for key in table if key <= resolution]
    return table[max(keys)] if keys else table[min(table)]


def preset(name: str, family: str = "stylegan") -> Config:
    """The configuration a preset of a family stands for; UsageError for one that there is not."""
    if family not in PRESETS:
        raise UsageError(f"there is no family '{family}'.", _suggest(family, PRESETS))
    presets = PRESETS[family]
    if name not in presets:
        raise UsageError(f"there is no preset '{name}'.", _suggest(name, presets))
    return override(Config(preset=name), {"family": family, **presets[name]})


def check_family_has(family: str, keys: Iterable[str]) -> None:
    """Raise UsageError for the first key, as `override` takes them, that a family does not have."""
    for key in keys:
        name = _resolve(key)[1]
        families = FAMILY_SETTINGS.get(name, FAMILIES)
        if family not in families:
            raise UsageError(
                f"{family} has no setting '{key}'; {' and '.join(families)} "
                f"{'have' if len(families) > 1 else 'has'}."
            )


def override(config: Config, values: Mapping[str, Any]) -> Config:
    """`config` with values replaced by key: `lr`, `training.lr`, or `lr.32` from one resolution up.

    Values may be text as typed after --set. A run to a smaller resolution than it would start at
    starts there. Raises UsageError for an unknown key (with the
    nearest known one) or a value of the wrong kind.
    """
    plain = to_dict(config)
    for key, value in values.items():
        section, name, resolution = _resolve(key)
        hint = typing.get_type_hints(_SECTIONS[section])[name]
        current = plain[section][name]
        if resolution is not None:
            parsed: Any = {**current, str(resolution): _parse(f"{name}.{resolution}", value, float)}
        else:
            parsed = _parse(name, value, hint)
        plain[section][name] = parsed
    named = {_resolve(key)[1] for key in values}
    if "resolution" in named and "start_resolution" not in named:
        started = plain["training"]["start_resolution"]
        plain["training"]["start_resolution"] = min(started, plain["model"]["resolution"])
    return from_dict(plain)


def parse_set(pairs: Iterable[str]) -> dict[str, str]:
    """Split `key=value` texts; UsageError for one without an equals sign."""
    result: dict[str, str] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key:
            raise UsageError(f"--set takes key=value, not '{pair}'.", "Example: --set lr=0.002")
        result.pop(key.strip(), None)  # keys are applied in order: the last word comes last
        result[key.strip()] = value.strip()
    return result


def read_config_file(path: Path) -> dict[str, Any]:
    """The overrides in a JSON file: flat keys, sections, or a whole config.json of a run.

    A preset it names is under "preset".
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}.") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not JSON: {error}.") from error
    if not isinstance(content, dict):
        raise UsageError(f"{path} must hold one JSON object of settings.")
    if isinstance(content.get("config"), dict):
        content = to_dict(from_dict(content["config"]))  # with what an older one did not name
        content["training"].pop("init_from")  # it says what that run began with, not this one
    flat: dict[str, Any] = {}
    for key, value in content.items():
        if key in _SECTIONS and isinstance(value, dict):
            flat.update({f"{key}.{name}": inner for name, inner in value.items()})
        else:
            flat[key] = value
    return flat


def to_dict(config: Config) -> dict[str, Any]:
    """Plain JSON values; the inverse of `from_dict`."""
    plain: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(config)))
    return plain


def from_dict(plain: Mapping[str, Any]) -> Config:
    """A validated Config from `to_dict`'s output; keys this version does not know are refused."""
    given = {name: {**_BEFORE.get(name, {}), **plain.get(name, {})} for name in _SECTIONS}
    sections = {
        name: kind(**{key: _parse(key, given[name][key], hint) for key, hint in hints.items()})
        for name, kind in _SECTIONS.items()
        for hints in [_known(name, given[name])]
    }
    config = _one_size(Config(preset=str(plain.get("preset", "small")), **sections))
    validate(config)
    return config


def _one_size(config: Config) -> Config:
    """The same, starting where it ends if its family does not grow."""
    if config.model.family in GROWING:
        return config
    training = dataclasses.replace(config.training, start_resolution=config.model.resolution)
    return dataclasses.replace(config, training=training)


def differences(old: Config, new: Config) -> list[tuple[str, str, str]]:
    """Rows (key, old value, new value) for every setting that differs."""
    before, after = to_dict(old), to_dict(new)
    return [
        (f"{section}.{name}", json.dumps(value), json.dumps(after[section][name]))
        for section in _SECTIONS
        for name, value in before[section].items()
        if after[section][name] != value
    ]


def is_resolution(value: int) -> bool:
    """Whether a size is one the networks can have: a power of two from 4 to 1024."""
    return MIN_RESOLUTION <= value <= MAX_RESOLUTION and value & (value - 1) == 0


def validate(config: Config) -> None:
    """Raise UsageError naming the first setting that cannot work, with its value."""
    model, training = config.model, config.training
    for name, value in (
        ("resolution", model.resolution),
        ("start_resolution", training.start_resolution),
    ):
        if not is_resolution(value):
            raise UsageError(f"{name} is {value}; it must be 4, 8, 16, ... up to 1024.")
    if training.start_resolution > model.resolution:
        raise UsageError(
            f"start_resolution {training.start_resolution} is above resolution {model.resolution}."
        )
    if model.channels not in CHANNELS:
        raise UsageError(f"channels is {model.channels}; it must be 3, or 4 with opacity.")
    if not 32 <= model.feature_px <= MAX_RESOLUTION or model.feature_px % 16:
        raise UsageError(
            f"feature_px is {model.feature_px}; it must be 32, 48, 64, ... up to {MAX_RESOLUTION}."
        )
    if not 0 <= model.feature_seed < 2**63:
        raise UsageError(f"feature_seed is {model.feature_seed}; it must be 0 or more.")
    _validate_words(config)
    _validate_family(config)
    if not 0 <= training.augment_p <= 1:
        raise UsageError(f"augment_p is {training.augment_p}; it must lie between 0 and 1.")
    if not -1 <= training.ada_target <= 1:
        raise UsageError(f"ada_target is {training.ada_target}; it must lie between -1 and 1.")
    if not 0 <= training.style_mixing <= 1:
        raise UsageError(f"style_mixing is {training.style_mixing}; it must lie between 0 and 1.")
    if not 0 <= training.holdout <= 0.5:
        raise UsageError(f"holdout is {training.holdout}; it must lie between 0 and 0.5.")
    if not 0 <= training.seed < 2**63:
        raise UsageError(f"seed is {training.seed}; it must be a whole number, not negative.")
    _validate_positive(config)


def _validate_words(config: Config) -> None:
    model, training = config.model, config.training
    for name, word, known in (
        ("family", model.family, FAMILIES),
        ("discriminator", model.discriminator, JUDGES),
        ("upsampling", model.upsampling, UPSAMPLINGS),
        ("normalisation", model.normalisation, NORMALISATIONS),
        ("precision", training.precision, PRECISIONS),
        ("loss", training.loss, LOSSES),
        ("augment", training.augment, AUGMENTS),
    ):
        if word not in known:
            raise UsageError(
                f"{name} is '{word}'; it must be one of {', '.join(known)}.", _suggest(word, known)
            )
    for word in training.augmentations.split(","):
        if word not in AUGMENTATIONS:
            raise UsageError(f"there is no augmentation '{word}'.", _suggest(word, AUGMENTATIONS))


def _validate_family(config: Config) -> None:
    """What a family's networks and its loss ask of one another."""
    family, loss = config.model.family, config.training.loss
    if family not in GROWING and config.model.resolution < 8:
        raise UsageError(f"resolution is {config.model.resolution}; {family} draws 8 px and more.")
    autoencoder = family == "began" and "pixels" in config.model.judges
    if autoencoder and config.training.augment == "adaptive":
        raise UsageError(
            "adaptive augmentation goes by the signs of scores, and those of began are errors.",
            "Say --augment fixed, or take another --family.",
        )
    if autoencoder and loss != "began":
        raise UsageError(
            f"the discriminator of began is an auto-encoder, which no loss '{loss}' can train.",
            "Leave --loss out, say --discriminator projected, or take another --family.",
        )
    if autoencoder and config.model.discriminator == "both":
        raise UsageError(
            "the discriminator of began is an auto-encoder, which cannot judge beside another.",
            "Say --discriminator projected --loss rpgan.",
        )
    if loss == "began" and not autoencoder:
        raise UsageError(
            f"the loss began needs an auto-encoder, and the discriminator of {family} is none."
            if family != "began"
            else "the loss began needs an auto-encoder, and the projected discriminator is none.",
            "Take --family began, or another --loss.",
        )


def _validate_positive(config: Config) -> None:
    model, training = config.model, config.training
    at_least_one = {
        key: getattr(model, key)
        for key in (
            *("channel_base", "channel_max", "filters", "z_dim", "w_dim", "h_dim"),
            *("mapping_layers", "noise_from", "feature_channels"),
        )
    } | {"r1_interval": training.r1_interval, "preview_count": training.preview_count}
    for key, value in at_least_one.items():
        if value < 1:
            raise UsageError(f"{key} is {value}; it must be 1 or more.")
    for name in ("fade_share", "stable_share", "batch_size", "lr", "r1_gamma"):
        table: PerResolution = getattr(training, name)
        positive = name in ("batch_size", "lr")
        for resolution, value in table.items():
            if not is_resolution(resolution):
                raise UsageError(
                    f"{name} is given for {resolution} px; a resolution is 4, 8, 16, ... 1024."
                )
            if name == "batch_size" and value != int(value):
                raise UsageError(
                    f"batch_size is {value:g} at {resolution} px; it must be a whole number."
                )
            if value < 0 or (positive and value == 0):
                raise UsageError(
                    f"{name} is {value:g} at {resolution} px; it must be "
                    f"{'positive' if positive else 'zero or more'}."
                )
    positive_numbers = {
        key: getattr(training, key)
        for key in (
            *("kimg", "ema_halflife_kimg", "ema_warmup", "ada_kimg", "began_gamma"),
            *("projected_lr", "pixels_lr"),
        )
    } | {key: getattr(model, key) for key in ("mapping_lr_multiplier", "pixels_width")}
    for key, value in positive_numbers.items():
        if not value > 0:
            raise UsageError(f"{key} is {value:g}; it must be positive.")
    if training.began_gamma > 1:
        raise UsageError(f"began_gamma is {training.began_gamma:g}; it must be 1 at most.")
    for key in ("adam_beta1", "adam_beta2"):
        if not 0 <= getattr(training, key) < 1:
            raise UsageError(f"{key} is {getattr(training, key):g}; it must be 0 or more, below 1.")
    for key in (
        *("tick_kimg", "extra_kimg", "gp_lambda", "drift", "began_lambda"),
        *("projected_gamma", "projected_gamma_hold_kimg", "projected_gamma_halving_kimg"),
        "projected_gamma_least",
        *("projected_weight", "pixels_weight"),
        *("pixels_from_kimg", "pixels_warm_kimg", "pixels_rise_kimg"),
    ):
        if getattr(training, key) < 0:
            raise UsageError(f"{key} is {getattr(training, key):g}; it must be zero or more.")


_SECTIONS: dict[str, type] = {"model": ModelConfig, "training": TrainingConfig}
# What files were trained with that are older than the setting, where that is not its default.
_BEFORE: dict[str, dict[str, Any]] = {"training": {"holdout": 0.0}}


def _resolve(key: str) -> tuple[str, str, int | None]:
    """Split a typed key into section, name and, for a per-resolution value, resolution."""
    parts = key.split(".")
    resolution = int(parts.pop()) if len(parts) > 1 and parts[-1].isdecimal() else None
    *section_named, name = parts
    sections = [".".join(section_named)] if section_named else list(_SECTIONS)
    for section in sections:
        hints = typing.get_type_hints(_SECTIONS[section]) if section in _SECTIONS else {}
        if name in hints and (resolution is None or hints[name] == PerResolution):
            return section, name, resolution
    known = [name for kind in _SECTIONS.values() for name in typing.get_type_hints(kind)]
    raise UsageError(f"there is no setting '{key}'.", _suggest(name, known))


def _known(section: str, values: Mapping[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(_SECTIONS[section])
    for key in values:
        if key not in hints:
            raise UsageError(f"there is no setting '{section}.{key}'.", _suggest(key, hints))
    return {key: hints[key] for key in values}


def _suggest(word: str, known: Iterable[str]) -> str:
    names = list(known)
    return meant(word, names).rstrip() or f"Known: {', '.join(names)}."


def _parse(key: str, value: Any, kind: Any) -> Any:
    """A JSON value or typed text as `kind`; UsageError when it is none."""
    try:
        return _convert(value, kind)
    except (ValueError, TypeError, OverflowError) as error:
        if isinstance(kind, types.GenericAlias):
            wanted = 'a number or a table such as {"32": 16}'
        else:
            wanted = _WANTED[kind]
        raise UsageError(f"{key} is '{value}'; it must be {wanted}.") from error


_WANTED = {int: "a whole number", float: "a number", bool: "true or false", str: "a word"}


def _convert(value: Any, kind: Any) -> Any:
    if isinstance(kind, types.GenericAlias):
        return _convert_table(value)
    if kind is bool:
        words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        if str(value).lower() not in words:
            raise ValueError(value)
        return words[str(value).lower()]
    if isinstance(value, bool):
        raise ValueError(value)
    if kind is int:
        # Not by way of a float, which would round a seed above 2**53.
        if isinstance(value, int) or (isinstance(value, str) and value.lstrip("-").isdecimal()):
            return int(value)
        number = float(value)
        if number != int(number):
            raise ValueError(value)
        return int(number)
    if kind is float:
        number = float(value)
        if number != number or abs(number) == float("inf"):
            raise ValueError(value)
        return number
    return str(value)


def _convert_table(value: Any) -> PerResolution:
    if isinstance(value, str):
        value = json.loads(value)
    if isinstance(value, int | float):
        value = {MIN_RESOLUTION: value}
    if not isinstance(value, Mapping):
        raise TypeError(value)
    table = {int(resolution): _convert(number, float) for resolution, number in value.items()}
    if not table:
        raise ValueError(value)
    whole = {r: int(number) if number == int(number) else number for r, number in table.items()}
    return dict(sorted(whole.items()))
