"""Going back to the last good state when a loss or a weight is no longer a finite number."""

from __future__ import annotations

import math
from collections.abc import Mapping

from torch import Tensor

from pokegan.checkpoints import state_file
from pokegan.config.schedule import stage_at
from pokegan.errors import TrainingError
from pokegan.training.run_writer import RunWriter
from pokegan.training.step import Trainer

MOST_ROLLBACKS = 3  # returns to the last good state, each with half the learning rate


class Recovery:
    """Knows the state that a trainer can go back to: the newest in the folder, or its first."""

    def __init__(self, trainer: Trainer, writer: RunWriter) -> None:
        self.trainer = trainer
        self.writer = writer
        self.initial: dict[str, Tensor] = {}

    def keep_initial(self) -> None:
        """Keep the state as it is, for as long as the folder holds none."""
        tensors = self.trainer.state.tensors()
        self.initial = {name: value.cpu().clone() for name, value in tensors.items()}

    def broken(self, terms: Mapping[str, float]) -> str | None:
        """The first term, or a weight, that is no finite number; None where all are."""
        for name, value in terms.items():
            if not math.isfinite(value):
                return name
        return None if self.trainer.state.is_finite() else "a weight"

    def go_back(self, broken: str) -> str:
        """Return to the last good state, or to the start, with half the learning rate.

        Returns what was done, in words. Raises TrainingError when that was done MOST_ROLLBACKS
        times.
        """
        trainer = self.trainer
        reached = trainer.state.nimg
        if trainer.state.rollbacks >= MOST_ROLLBACKS:
            raise self.diverged(broken)
        good = state_file.latest(self.writer.path)
        if good:
            trainer.go_back(good.tensors, good.nimg)
        elif self.initial:
            trainer.go_back(self.initial, 0)
        else:
            raise self.diverged(broken)
        state = trainer.state
        return (
            f"{broken} was no longer a finite number after {reached} images. Went back to "
            f"{good.path.name if good else 'the start'}, with {state.lr_scale:g} of the learning "
            f"rate from there ({state.rollbacks} of {MOST_ROLLBACKS} times)."
        )

    def check_finite(self) -> None:
        """Raise TrainingError when the state must not be saved."""
        if not self.trainer.state.is_finite():
            raise self.diverged("a weight")

    def diverged(self, broken: str) -> TrainingError:
        """What to raise when a state is not good and the run does not go back."""
        state, path = self.trainer.state, self.writer.state_path
        kept = f"The last good state is {path}." if path else "No state was saved yet."
        message = f"{broken} is no longer a finite number after {state.nimg} images"
        if state.rollbacks < MOST_ROLLBACKS:
            again = "The same command goes on from there." if path else "Begin it again."
            return TrainingError(f"{message}; nothing of it was saved.", f"{kept} {again}")
        lr = stage_at(state.nimg, self.trainer.schedule).phase.lr * state.lr_scale
        return TrainingError(
            f"{message}, though the learning rate was halved {MOST_ROLLBACKS} times; nothing of "
            "it was saved.",
            f"{kept} Begin a new run with a lower rate, a larger r1_gamma or more precision.",
            [f"lr={lr:g}", "precision=fp32"],
        )
