"""What settings must be, each and together: UsageError names the setting and its value."""

from __future__ import annotations

from collections.abc import Iterable

from pokegan.config.settings import (
    AUGMENTATIONS,
    AUGMENTS,
    CHANNELS,
    FAMILIES,
    GROWING,
    JUDGES,
    LOSSES,
    MAX_RESOLUTION,
    NORMALISATIONS,
    PRECISIONS,
    UPSAMPLINGS,
    Config,
    PerResolution,
    is_resolution,
)
from pokegan.errors import UsageError, meant


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
                f"{name} is '{word}'; it must be one of {', '.join(known)}.", suggest(word, known)
            )
    for word in training.augmentations.split(","):
        if word not in AUGMENTATIONS:
            raise UsageError(f"there is no augmentation '{word}'.", suggest(word, AUGMENTATIONS))


def _validate_family(config: Config) -> None:
    """What a family's networks and its loss ask of one another."""
    family, loss = config.model.family, config.training.loss
    if family not in GROWING and config.model.resolution < 8:
        raise UsageError(f"resolution is {config.model.resolution}; {family} draws 8 px and more.")
    autoencoder = family == "began" and "pixels" in config.model.judges
    if autoencoder and config.training.augment == "adaptive":
        raise UsageError(
            "adaptive augmentation goes by the signs of scores, and those of began are errors.",
            "Let augment be fixed, or take another family.",
            ["augment", "family"],
        )
    if autoencoder and loss != "began":
        raise UsageError(
            f"the discriminator of began is an auto-encoder, which no loss '{loss}' can train.",
            "Leave the loss out, judge by features alone, or take another family.",
            ["loss", "discriminator", "family"],
        )
    if autoencoder and config.model.discriminator == "both":
        raise UsageError(
            "the discriminator of began is an auto-encoder, which cannot judge beside another.",
            "Judge by features alone, with the loss rpgan.",
            ["discriminator", "loss"],
        )
    if loss == "began" and not autoencoder:
        raise UsageError(
            f"the loss began needs an auto-encoder, and the discriminator of {family} is none."
            if family != "began"
            else "the loss began needs an auto-encoder, and the projected discriminator is none.",
            "Take the family began, or another loss.",
            ["family", "loss"],
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


def suggest(word: str, known: Iterable[str]) -> str:
    names = list(known)
    return meant(word, names).rstrip() or f"Known: {', '.join(names)}."
