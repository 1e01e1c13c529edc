"""Everything a run can be told, as frozen dataclasses; their types say which values there are.

A value "per resolution" is one number for all or a table {resolution: number}. The types are
checked by pydantic where settings are read (config.parsing).
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from pokegan.errors import meant

Family = Literal["stylegan", "progan", "dcgan", "began"]
Judged = Literal["projected", "pixels", "both"]
Normalisation = Literal["adain", "demodulation"]
Upsampling = Literal["transposed", "resize"]
LossName = Literal["logistic", "wgan-gp", "hinge", "ls", "ragan", "rpgan", "began"]
Augment = Literal["none", "fixed", "adaptive"]
Augmentation = Literal[
    "mirror", "translate", "scale", "cutout", "brightness", "contrast", "saturation", "noise"
]
LogName = Literal["stats", "tensorboard"]
PrecisionName = Literal["auto", "bf16", "fp16", "fp32"]

FAMILIES: tuple[str, ...] = get_args(Family)
AUGMENTATIONS: tuple[str, ...] = get_args(Augmentation)
ALL_AUGMENTATIONS = ",".join(AUGMENTATIONS)
GROWING = ("stylegan", "progan")  # from start_resolution to resolution; others have one size
CHANNELS = {3: "without opacity", 4: "with opacity"}  # of pictures
JUDGES = {  # by discriminator: what judges pictures
    "projected": ("projected",),
    "pixels": ("pixels",),
    "both": ("projected", "pixels"),
}
MIN_RESOLUTION, MAX_RESOLUTION = 4, 1024


def is_resolution(value: int) -> bool:
    """Whether a size is one the networks can have: a power of two from 4 to 1024."""
    return MIN_RESOLUTION <= value <= MAX_RESOLUTION and value & (value - 1) == 0


def _whole(value: Any) -> int:
    """A whole number, given as one or as text; not by way of a float where it need not be."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    number = _number(value, "a whole number")
    if number != int(number):
        raise ValueError("a whole number")
    return int(number)


def _number(value: Any, wanted: str = "a number") -> float:
    """A finite number, given as one or as text; true and false are none."""
    try:
        number = float("nan" if isinstance(value, bool) else value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(wanted)
    return number


def _power(value: int) -> int:
    if not is_resolution(value):
        raise ValueError(f"4, 8, 16, ... up to {MAX_RESOLUTION}")
    return value


def _channels(value: int) -> int:
    if value not in CHANNELS:
        raise ValueError("3, or 4 with opacity")
    return value


def _feature_size(value: int) -> int:
    if not 32 <= value <= MAX_RESOLUTION or value % 16:
        raise ValueError(f"32, 48, 64, ... up to {MAX_RESOLUTION}")
    return value


def _augmentations(text: str) -> str:
    for word in text.split(","):
        if word not in AUGMENTATIONS:
            near = meant(word, AUGMENTATIONS).rstrip(" ?")
            raise ValueError(
                f"made of {', '.join(AUGMENTATIONS)}, and '{word}' is none of them"
                + (f" ({near[0].lower()}{near[1:]}?)" if near else "")
            )
    return text


def as_table(value: Any) -> dict[int, Any]:
    """A number, or JSON of one or of a table, as a table by resolution; ValueError for others."""
    if isinstance(value, str):
        value = json.loads(value)
    if not isinstance(value, Mapping):
        value = {MIN_RESOLUTION: _number(value) if isinstance(value, float) else value}
        if type(value[MIN_RESOLUTION]) not in (int, float):
            raise ValueError("no table")
    if not value:
        raise ValueError("no table")
    return dict(sorted((int(resolution), number) for resolution, number in value.items()))


Whole = Annotated[int, BeforeValidator(_whole)]
Number = Annotated[float, BeforeValidator(_number)]
Count = Annotated[Whole, Field(ge=1, lt=2**63)]
Seed = Annotated[Whole, Field(ge=0, lt=2**63)]
Channels = Annotated[Whole, AfterValidator(_channels)]
Resolution = Annotated[Whole, AfterValidator(_power)]
FeatureSize = Annotated[Whole, AfterValidator(_feature_size)]
Positive = Annotated[Number, Field(gt=0)]
NotNegative = Annotated[Number, Field(ge=0)]
Fraction = Annotated[Number, Field(ge=0, le=1)]
Half = Annotated[Number, Field(ge=0, le=0.5)]
UpToOne = Annotated[Number, Field(gt=0, le=1)]
Beta = Annotated[Number, Field(ge=0, lt=1)]
Sign = Annotated[Number, Field(ge=-1, le=1)]
Augmentations = Annotated[str, AfterValidator(_augmentations)]
Counts = Annotated[dict[Resolution, Count], BeforeValidator(as_table)]
Rates = Annotated[dict[Resolution, Positive], BeforeValidator(as_table)]
Weights = Annotated[dict[Resolution, NotNegative], BeforeValidator(as_table)]


@dataclass(frozen=True)
class ModelConfig:
    """Shape of the networks (1812.04948; widths as in 1710.10196, table 2).

    Not every family has all of it: FAMILY_SETTINGS.
    """

    family: Family = "stylegan"  # stylegan, progan, dcgan or began
    discriminator: Judged = "pixels"  # what judges pictures: projected, pixels or both
    resolution: Resolution = 64  # final size in pixels
    channels: Channels = 3  # of pictures: 3, or 4 with premultiplied opacity; follows from the data
    channel_base: Count = 4096  # features at size R: 2 channel_base / R, at most channel_max
    channel_max: Count = 256  # most features of a layer
    filters: Count = 64  # features at half the size of pictures (dcgan), or at every size (began)
    upsampling: Upsampling = "transposed"  # transposed convolutions, or resize
    h_dim: Count = 64  # numbers that the auto-encoder keeps of a picture
    z_dim: Count = 256  # numbers in a latent
    w_dim: Count = 256  # numbers in a style
    mapping_layers: Count = 8  # layers from latent to style
    mapping_lr_multiplier: Positive = 0.01  # their learning rate over the other layers'
    normalisation: Normalisation = "adain"  # how styles enter synthesis: adain or demodulation
    noise_from: Count = 4  # px; layers of smaller sizes have no noise inputs
    pixels_width: Positive = 1.0  # widths of the discriminator of pixels over the generator's
    feature_px: FeatureSize = 64  # size to which smaller pictures are enlarged for features
    # mixed features of the largest size; twice as many at each half size
    feature_channels: Count = 32
    feature_seed: Seed = 0  # decides the random mixing of features
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

    seed: Seed = 0  # decides every draw
    kimg: Positive = 2400.0  # thousands of real images to show
    init_from: str = ""  # hash of the file that the run began with, if not with random weights
    extra_kimg: NotNegative = 0.0  # more of the last phase; the one setting that may grow later
    start_resolution: Resolution = 4  # size at which growing begins
    # share of kimg in which a size fades in
    fade_share: Weights = field(default_factory=lambda: {4: 1.0})
    # share of kimg at full strength
    stable_share: Weights = field(default_factory=lambda: {4: 1.0})
    batch_size: Counts = field(default_factory=lambda: {4: 32})  # images a step
    lr: Rates = field(default_factory=lambda: {4: 0.001})  # learning rate of Adam
    adam_beta1: Beta = 0.0  # of Adam (1710.10196, appendix A.1)
    adam_beta2: Beta = 0.99  # of Adam
    loss: LossName = "logistic"  # logistic, wgan-gp, hinge, ls, ragan, rpgan or began
    # weight of R1 (and R2) by pixels
    r1_gamma: Weights = field(default_factory=lambda: {4: 10.0})
    projected_gamma: NotNegative = 60.0  # weight of R1 and R2 by features, at first
    projected_gamma_hold_kimg: NotNegative = 36.0  # how long it stays
    projected_gamma_halving_kimg: NotNegative = 4.0  # in which it is halved from then on; 0: never
    projected_gamma_least: NotNegative = 15.0  # where it stops falling
    projected_lr: Positive = 0.25  # rate of the heads, times lr
    pixels_lr: Positive = 1.0  # rate of the discriminator of pixels, times lr
    projected_weight: NotNegative = 1.0  # of the features in the generator's loss
    pixels_weight: NotNegative = 1.0  # of the pixels in the generator's loss
    pixels_from_kimg: NotNegative = 0.0  # when the discriminator of pixels joins the projected one
    pixels_warm_kimg: NotNegative = 0.0  # how long it learns without weight for the generator
    pixels_rise_kimg: NotNegative = 0.0  # in which its weight rises from 0 then
    r1_interval: Count = 16  # steps between penalties (lazy regularisation, 1912.04958, appendix B)
    gp_lambda: NotNegative = 10.0  # gradient penalty of wgan-gp (1704.00028, section 4)
    drift: NotNegative = 0.001  # drift penalty of wgan-gp (1710.10196, appendix A.1)
    began_gamma: UpToOne = 0.5  # errors of fakes over those of reals (1703.10717, section 3.3)
    began_lambda: NotNegative = 0.001  # how fast k follows (1703.10717, section 3.4)
    augment: Augment = "none"  # what the discriminator sees: none, fixed or adaptive changes
    augment_p: Fraction = 0.2  # probability of each change when it is fixed
    augmentations: Augmentations = ALL_AUGMENTATIONS  # which changes, separated by commas
    ada_target: Sign = 0.6  # mean sign of the scores of reals (2006.06676, section 3.1)
    ada_kimg: Positive = 100.0  # in which p could rise from 0 to 1
    # share of pictures with styles of two latents (1812.04948, section 3.1)
    style_mixing: Fraction = 0.9
    ema_halflife_kimg: Positive = 10.0  # half-life of the averaged generator
    ema_warmup: Positive = 0.05  # the half-life is at most this share of the images shown
    mirror: bool = True  # also show mirrored pictures
    holdout: Half = 0.04  # share of 100 pictures and more that is never trained on
    precision: PrecisionName = "auto"  # bf16, fp16, fp32, or auto: what the device is fast at
    tick_kimg: NotNegative = 0.0  # between reports; 0: a hundredth of kimg, at most 20
    preview_count: Count = 32  # pictures in a preview
    log: LogName = "stats"  # stats (stats.jsonl), or tensorboard: event files too

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
