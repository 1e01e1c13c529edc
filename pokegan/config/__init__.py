"""What a run can be told: settings, presets, how they are written, and what they must be."""

from pokegan.config.parsing import (
    check_family_has,
    differences,
    from_dict,
    override,
    parse_set,
    read_config_file,
    to_dict,
)
from pokegan.config.presets import PRESETS, preset
from pokegan.config.settings import (
    AUGMENTATIONS,
    CHANNELS,
    FAMILIES,
    FAMILY_SETTINGS,
    GROWING,
    JUDGES,
    Config,
    ModelConfig,
    TrainingConfig,
    at_resolution,
    is_resolution,
)

__all__ = [
    "AUGMENTATIONS",
    "CHANNELS",
    "FAMILIES",
    "FAMILY_SETTINGS",
    "GROWING",
    "JUDGES",
    "PRESETS",
    "Config",
    "ModelConfig",
    "TrainingConfig",
    "at_resolution",
    "check_family_has",
    "differences",
    "from_dict",
    "is_resolution",
    "override",
    "parse_set",
    "preset",
    "read_config_file",
    "to_dict",
]
