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


def variants(config: Config, settings: Iterable[str], eager: bool) -> list[Variant]:
    """The run as it is, then one variant for each setting, then one without graphs.

    UsageError for a setting that there is not, or that changes nothing.
    """
    chosen = [BASE]
    for setting in dict.fromkeys(settings):
        variant = Variant(setting, setting)
        if variant.configure(config) == config:
            raise UsageError(f"the variant {setting} would change nothing: that is the run's own.")
        chosen.append(variant)
    return [*chosen, Variant("eager", eager=True)] if eager else chosen
