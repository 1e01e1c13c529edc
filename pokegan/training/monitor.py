"""How a run is doing: what was measured at each tick so far, and what that means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from torch import Tensor

from pokegan.checkpoints import layout
from pokegan.checkpoints.layout import nimg_of
from pokegan.config.schedule import Stage
from pokegan.training.diagnostics import Diagnostics
from pokegan.training.health import COLLAPSING, Diagnosis, Signs, diagnose, recall
from pokegan.training.step import Trainer


class Monitor:
    """Measures a trainer at each tick and remembers it; `history` is what stats.jsonl holds."""

    def __init__(self, trainer: Trainer, run_dir: Path) -> None:
        self.diagnostics = Diagnostics(trainer)
        self.run_dir = run_dir
        self.history: list[Signs] = []

    def recall(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take over what a run has measured before."""
        signs = [recall(row) for row in rows]
        self.history = [known for known in signs if known is not None]

    def measure(self, stage: Stage, preview: Tensor, terms: Mapping[str, float]) -> Diagnosis:
        """Add the signs after the step of `stage` to the history; returns what they mean."""
        self.history.append(self.diagnostics.signs(stage, preview, terms))
        return diagnose(self.history)

    def alarm(self, health: Diagnosis) -> str | None:
        """What to say when pictures have just become one: which model is from before."""
        began = health.word == COLLAPSING and not self.collapsed(len(self.history) - 1)
        if not began:
            return None
        healthy = self.last_healthy_model()
        kept = (
            f"The last model from before is {healthy}." if healthy else "No model is from before."
        )
        return f"{health.advice} {kept}"

    def collapsed(self, ticks: int) -> bool:
        """Whether the run was collapsing at the end of its first `ticks` ticks."""
        return ticks > 0 and diagnose(self.history[:ticks]).word == COLLAPSING

    def last_healthy_model(self) -> Path | None:
        """The newest model from before a collapse that lasts; None where there is none such."""
        ticks = len(self.history)
        if not self.collapsed(ticks):
            return None
        while self.collapsed(ticks):
            ticks -= 1
        healthy_nimg = self.history[ticks - 1].nimg if ticks else -1
        models = layout.numbered(self.run_dir, "model")
        return next((path for path in reversed(models) if nimg_of(path) <= healthy_nimg), None)
