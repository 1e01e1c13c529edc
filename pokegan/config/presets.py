"""Presets of each family, as one table."""

from __future__ import annotations

from typing import Any

from pokegan.config.parsing import override
from pokegan.config.settings import Config
from pokegan.config.validation import suggest
from pokegan.errors import UsageError

# Per-resolution tables hold a value from the named resolution upward, until the next one.
# R1 at 10, as published, leaves the discriminator of a narrow network near chance below 64 px
# (sprites, 16 px: loss 1.36 of 2 ln 2 = 1.39, dull colours); at 2 it learns on (1.26, sharp
# outlines), at 0.5 the generator drew one creature only (1,025 artworks, 16 px, 40 kimg).
# The published mapping network, eight layers that learn at a hundredth of the rate, learns little
# in so short a run: one shape in many colours. Two layers at a tenth of the rate gave many shapes
# (1,025 artworks, 16 px, 20 kimg: SWD 33 instead of 50); with the pairing loss it came nearer still
# (40 kimg: 27 instead of 34 with the logistic one; sprites 46 instead of 52).
# See docs/results/recipe.md.
# fmt: off
# What `tiny` and `small` have in common: features first, then pixels too (docs/results/recipe.md).
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


def preset(name: str, family: str = "stylegan") -> Config:
    """The configuration a preset of a family stands for; UsageError for one that there is not."""
    if family not in PRESETS:
        raise UsageError(f"there is no family '{family}'.", suggest(family, PRESETS))
    presets = PRESETS[family]
    if name not in presets:
        raise UsageError(f"there is no preset '{name}'.", suggest(name, presets))
    return override(Config(preset=name), {"family": family, **presets[name]})
