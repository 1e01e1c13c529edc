"""The run that is measured, and variants of it that show what a setting or a graph is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pokegan.config import Config, override, parse_set
from pokegan.errors import UsageError
from pokegan.training.executor import Direct, Executor


@dataclass(frozen=True)
class Variant:
    """A run as it is, or with one setting (`key=value`) changed, or without CUDA graphs."""

    name: str = "base"
    setting: str | None = None
    eager: bool = False

    def configure(self, config: Config) -> Config:
        """The run's settings in this variant."""
        return override(config, parse_set([self.setting])) if self.setting else config

    def executor(self) -> Executor | None:
        """How its steps are done, None for the best way there is."""
        return Direct() if self.eager else None


BASE = Variant()
# What bench decides itself: one size, faded in, for any number of rounds.
OWN = (
    *("resolution", "start_resolution", "stable_share", "fade_share", "kimg", "extra_kimg"),
    *("pixels_from_kimg", "seed", "family"),
)


def variants(
    config: Config, settings: Iterable[str], eager: bool, device_type: str
) -> list[Variant]:
    """The run as it is, then one variant for each setting, then one without graphs.

    UsageError for a setting that there is not, or for a variant that changes nothing here.
    """
    chosen = [BASE]
    for setting in dict.fromkeys(settings):
        variant = Variant(setting, setting)
        own = setting.partition("=")[0].split(".")[-1] in OWN
        if own or variant.configure(config) == config:
            raise UsageError(f"the variant {setting} would change nothing here.")
        chosen.append(variant)
    if eager and device_type != "cuda":
        raise UsageError(f"eager would change nothing: there are no CUDA graphs on {device_type}.")
    return [*chosen, Variant("eager", eager=True)] if eager else chosen
