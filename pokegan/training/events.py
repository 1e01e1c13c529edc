"""Statistics and previews as TensorBoard's event files, beside stats.jsonl."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from pokegan.config import Config
from pokegan.errors import UsageError


def check_log(config: Config) -> None:
    """Raise UsageError where what a run is to write needs a package that is not installed."""
    if config.training.log == "tensorboard" and importlib.util.find_spec("tensorboard") is None:
        raise UsageError(
            "log=tensorboard needs the package tensorboard, which is not installed.",
            'Install it: pip install "pokegan[tensorboard]".',
        )


class Events:
    """Writes event files into a run folder; what was written after `nimg` is no longer shown."""

    def __init__(self, run_dir: Path, nimg: int) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self.run_dir = run_dir
        self.writer = SummaryWriter(str(run_dir), purge_step=nimg + 1)  # type: ignore[no-untyped-call]

    def note(self, row: Mapping[str, Any]) -> None:
        """Every number of a row of stats.jsonl, at its nimg."""
        for key, value in row.items():
            if isinstance(value, int | float) and key != "nimg":
                self.writer.add_scalar(key, value, row["nimg"])  # type: ignore[no-untyped-call]

    def show(self, preview: Path, nimg: int) -> None:
        """A preview that was written."""
        with Image.open(preview) as image:
            pixels = np.asarray(image)
        self.writer.add_image("preview", pixels, nimg, dataformats="HWC")  # type: ignore[no-untyped-call]
        self.writer.flush()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        self.writer.close()  # type: ignore[no-untyped-call]
