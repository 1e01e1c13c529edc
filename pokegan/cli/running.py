"""Training on the terminal: a dial or plain lines, and signals that save and stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import typer

from pokegan.cli.options import console, say

if TYPE_CHECKING:
    import torch

    from pokegan.checkpoints.warm_start import WarmStart
    from pokegan.config import Config


def grow(
    config: Config,
    data_path: Path,
    run_dir: Path,
    device: torch.device,
    start: WarmStart | None = None,
) -> None:
    """Train with a dial on the terminal or plain lines elsewhere; a signal saves and stops."""
    from pokegan.checkpoints import layout
    from pokegan.cli.dial import Dial
    from pokegan.training.loop import Tick, open_run

    say(f"training in {run_dir} on {device}")
    run = open_run(config, data_path, run_dir, device, start, forecast=True)
    for notice in run.notices:
        say(f"warning: {notice}")
    if run.nimg >= run.total_nimg:
        extra = run.config.training.extra_kimg + 100
        say(f"this run is complete: {run.nimg / 1000:g} kimg shown.")
        say(f"to train longer, add --set extra_kimg={extra:g}")
    elif run.nimg:
        say(f"going on after {run.nimg / 1000:g} of {run.total_nimg / 1000:g} kimg")
    with _stop_signals() as stopped, Dial(run, console()) as dial:
        steps = run.steps()
        for pulse in steps:
            dial.show(pulse)
            if isinstance(pulse, Tick) and pulse.warning:
                say(f"warning: {pulse.warning}")
            if stopped():
                steps.close()
                break
    if stopped() and run.nimg < run.total_nimg:
        say(f"stopped and saved at {run.nimg / 1000:g} kimg; the same command goes on.")
        raise typer.Exit(128 + stopped())
    typer.echo(layout.newest_model(run_dir))


@contextmanager
def _stop_signals() -> Iterator[Callable[[], int]]:
    """Note SIGINT and SIGTERM instead of breaking off; gives a function that tells which."""
    caught: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if caught:
            before[number](number, frame)  # asked twice: break off at once, without saving
        caught.append(number)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: 0
        return
    before: dict[int, Any] = {
        number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield lambda: caught[0] if caught else 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
