"""Training states: everything needed to continue a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from torch import Tensor

from pokegan.checkpoints.layout import numbered
from pokegan.checkpoints.tensor_file import DamagedError, fitting, read
from pokegan.config import Config, from_dict


@dataclass(frozen=True)
class StateFile:
    """A training state that is whole, the settings it was trained with and on which data.

    `passed_over` are newer ones that are damaged.
    """

    tensors: Mapping[str, Tensor]
    config: Config
    path: Path
    nimg: int
    data: Mapping[str, Any]
    passed_over: tuple[Path, ...] = ()


def latest(run_dir: Path) -> StateFile | None:
    """The newest state that is whole, None when there is none.

    Raises ModelError when a newer one cannot be read now or needs another pokegan: only what
    is damaged is passed over.
    """
    passed_over: list[Path] = []
    for path in reversed(numbered(run_dir, "state")):
        try:
            return replace(load_state(path), passed_over=tuple(passed_over))
        except DamagedError:
            passed_over.append(path)
    return None


def load_state(path: Path) -> StateFile:
    """Read a training state; ModelError says what is wrong."""
    tensors, header = read(path, "state")
    with fitting(path, header):
        config, nimg, data = from_dict(header["config"]), int(header["nimg"]), header["data"]
        return StateFile(tensors=tensors, config=config, path=path, nimg=nimg, data=dict(data))
