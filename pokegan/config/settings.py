"""Everything a run can be told, as frozen dataclasses.

A value "per resolution" is one number for all or a table {resolution: number}.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

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

    family: str = "stylegan"  # stylegan, progan, dcgan or began
    discriminator: str = "pixels"  # what judges pictures: projected, pixels or both
    resolution: int = 64  # final size in pixels
    channels: int = 3  # of pictures: 3, or 4 with premultiplied opacity; follows from the data
    channel_base: int = 4096  # features at size R: 2 channel_base / R, at most channel_max
    channel_max: int = 256  # most features of a layer
    filters: int = 64  # features at half the size of pictures (dcgan), or at every size (began)
    upsampling: str = "transposed"  # transposed convolutions, or resize
    h_dim: int = 64  # numbers that the auto-encoder keeps of a picture
    z_dim: int = 256  # numbers in a latent
    w_dim: int = 256  # numbers in a style
    mapping_layers: int = 8  # layers from latent to style
    mapping_lr_multiplier: float = 0.01  # their learning rate over the other layers'
    normalisation: str = "adain"  # how styles enter synthesis: adain or demodulation
    noise_from: int = 4  # px; layers of smaller sizes have no noise inputs
    pixels_width: float = 1.0  # widths of the discriminator of pixels over the generator's
    feature_px: int = 64  # size to which smaller pictures are enlarged before features are taken
    # mixed features of the largest size; twice as many at each half size
    feature_channels: int = 32
    feature_seed: int = 0  # decides the random mixing of features
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

    seed: int = 0  # decides every draw
    kimg: float = 2400.0  # thousands of real images to show
    init_from: str = ""  # hash of the file that the run began with, if not with random weights
    extra_kimg: float = 0.0  # more of the last phase; the one setting that may grow later
    start_resolution: int = 4  # size at which growing begins
    # share of kimg in which a size fades in
    fade_share: PerResolution = field(default_factory=lambda: {4: 1.0})
    # share of kimg at full strength
    stable_share: PerResolution = field(default_factory=lambda: {4: 1.0})
    batch_size: PerResolution = field(default_factory=lambda: {4: 32.0})  # images a step
    lr: PerResolution = field(default_factory=lambda: {4: 0.001})  # learning rate of Adam
    adam_beta1: float = 0.0  # of Adam (1710.10196, appendix A.1)
    adam_beta2: float = 0.99  # of Adam
    loss: str = "logistic"  # logistic, wgan-gp, hinge, ls, ragan, rpgan or began
    # weight of R1 (and R2) by pixels
    r1_gamma: PerResolution = field(default_factory=lambda: {4: 10.0})
    projected_gamma: float = 60.0  # weight of R1 and R2 by features, at first
    projected_gamma_hold_kimg: float = 36.0  # how long it stays
    projected_gamma_halving_kimg: float = 4.0  # in which it is halved from then on; 0: never
    projected_gamma_least: float = 15.0  # where it stops falling
    projected_lr: float = 0.25  # rate of the heads, times lr
    pixels_lr: float = 1.0  # rate of the discriminator of pixels, times lr
    projected_weight: float = 1.0  # of the features in the generator's loss
    pixels_weight: float = 1.0  # of the pixels in the generator's loss
    pixels_from_kimg: float = 0.0  # when the discriminator of pixels joins the projected one
    pixels_warm_kimg: float = 0.0  # how long it learns without weight for the generator
    pixels_rise_kimg: float = 0.0  # in which its weight rises from 0 then
    r1_interval: int = 16  # steps between penalties (lazy regularisation, 1912.04958, appendix B)
    gp_lambda: float = 10.0  # gradient penalty of wgan-gp (1704.00028, section 4)
    drift: float = 0.001  # drift penalty of wgan-gp (1710.10196, appendix A.1)
    began_gamma: float = 0.5  # errors of fakes over those of reals (1703.10717, section 3.3)
    began_lambda: float = 0.001  # how fast k follows (1703.10717, section 3.4)
    augment: str = "none"  # what the discriminator sees: none, fixed or adaptive changes
    augment_p: float = 0.2  # probability of each change when it is fixed
    augmentations: str = ",".join(AUGMENTATIONS)  # which changes, separated by commas
    ada_target: float = 0.6  # mean sign of the scores of reals (2006.06676, section 3.1)
    ada_kimg: float = 100.0  # in which p could rise from 0 to 1
    # share of pictures with styles of two latents (1812.04948, section 3.1)
    style_mixing: float = 0.9
    ema_halflife_kimg: float = 10.0  # half-life of the averaged generator
    ema_warmup: float = 0.05  # the half-life is at most this share of the images shown
    mirror: bool = True  # also show mirrored pictures
    holdout: float = 0.04  # share of 100 pictures and more that is never trained on
    precision: str = "auto"  # bf16, fp16, fp32, or auto: what the device is fast at
    tick_kimg: float = 0.0  # between reports; 0: a hundredth of kimg, at most 20
    preview_count: int = 32  # pictures in a preview

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


def is_resolution(value: int) -> bool:
    """Whether a size is one the networks can have: a power of two from 4 to 1024."""
    return MIN_RESOLUTION <= value <= MAX_RESOLUTION and value & (value - 1) == 0
