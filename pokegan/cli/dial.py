"""The one dial of a training run: live on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

from pokegan.cli.options import say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live
    from rich.table import Table

    from pokegan.training.loop import Pulse, Run, Tick

REFRESH_SEC = 0.5
LINE_SHARE = 0.05  # of the run, from one plain line to the next


class Dial:
    """Shows phase, alpha, kimg, images/s, losses, health, and time left for the phase and in all.

    What an ailing run needs is a line of its own where there is no terminal.
    """

    def __init__(self, run: Run, console: Console) -> None:
        self.run = run
        self.console = console
        self.live: Live | None = None
        self.tick: Tick | None = None
        self.shown_at = 0.0
        self.told_nimg: int | None = None  # when the last plain line was said

    def __enter__(self) -> Dial:
        if self.console.is_terminal:
            from rich.live import Live

            self.live = Live(console=self.console, auto_refresh=False)
            self.live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.live:
            self.live.stop()

    def show(self, pulse: Pulse) -> None:
        """Redraw at most every half second; without a terminal, a line for each 5 % of the run.

        A line more where a phase ends or another word is said of the run's health.
        """
        ticked = hasattr(pulse, "terms")
        if ticked:
            before, self.tick = self.tick, pulse  # type: ignore[assignment]
        if self.live is None:
            if ticked and self.due(pulse, before):
                self.told_nimg = pulse.nimg
                say(self.line(pulse))
                self.tell_ailment(before)
        elif ticked or time.monotonic() - self.shown_at > REFRESH_SEC:
            self.shown_at = time.monotonic()
            self.live.update(self.table(pulse), refresh=True)

    def due(self, pulse: Pulse, before: Tick | None) -> bool:
        """Whether a tick gets a plain line."""
        if self.told_nimg is None or verdict(before) != verdict(self.tick):
            return True
        waited_nimg = pulse.nimg - self.told_nimg
        enough = waited_nimg < 0 or waited_nimg >= LINE_SHARE * self.run.total_nimg
        return enough or pulse.nimg == pulse.stage.phase.end_nimg

    def tell_ailment(self, before: Tick | None) -> None:
        """What to do about a fault that the tick before had not, or that is there at the end."""
        if self.tick is None or self.tick.health is None or self.tick.health.well:
            return
        if verdict(before) != verdict(self.tick) or self.tick.nimg == self.run.total_nimg:
            say(f"health: {self.tick.health.word}. {self.tick.health.advice}")

    def line(self, pulse: Pulse) -> str:
        """The plain form of a tick, within 100 columns; stats.jsonl has all figures."""
        _, left_sec = self.run.seconds_left(pulse)
        rate, total_kimg = pulse.images_per_sec, self.run.total_nimg / 1000
        speed = f"{rate:.{1 if rate < 100 else 0}f} img/s" if rate else ""
        digits = 2 if total_kimg < 1000 else 0
        signs = self.tick.signs if self.tick else None
        distance = f"swd {signs.swd:.1f}" if signs and signs.swd is not None else ""
        word = self.tick.health.word if self.tick and self.tick.health else ""
        told = ", ".join(text for text in (word, f"{duration(left_sec)} left") if text)
        shown = f"{pulse.nimg / 1000:6.{digits}f} of {total_kimg:.{digits}f} kimg"
        where = f"{pulse.stage.resolution:4d} px {phase_name(pulse)}"
        return f"{where} {shown} {speed:>11} {distance:>9} {told}"

    def seen(self) -> str:
        """Of the signs, those that stand for the pictures."""
        signs = self.tick.signs if self.tick else None
        if signs is None:
            return ""
        values = {"variety": signs.variety_preview, "swd": signs.swd}
        return " ".join(
            f"{name} {value:.2f}" for name, value in values.items() if value is not None
        )

    def table(self, pulse: Pulse) -> Table:
        """The live form."""
        from rich.progress_bar import ProgressBar
        from rich.table import Table

        total = self.run.total_nimg
        phase_left, total_left = self.run.seconds_left(pulse)
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column(style="bold")
        table.add_column()
        table.add_row("run", str(self.run.run_dir))
        table.add_row("phase", f"{pulse.stage.resolution} px {phase_name(pulse)}")
        table.add_row("shown", f"{pulse.nimg / 1000:.2f} of {total / 1000:.2f} kimg")
        table.add_row("", ProgressBar(total=total, completed=pulse.nimg, width=48))
        rate = pulse.images_per_sec
        table.add_row("speed", f"{rate:.1f} images/s" if rate else "-")
        table.add_row("left", f"{duration(phase_left)} of the phase, {duration(total_left)} in all")
        if self.tick:
            losses = "  ".join(f"{name} {value:.3f}" for name, value in self.tick.terms.items())
            table.add_row("losses", losses)
            if health := self.tick.health:
                table.add_row("pictures", self.seen())
                table.add_row("health", f"{health.word}. {health.advice}")
            table.add_row("memory", f"{self.tick.memory_gb:.2f} GB")
            table.add_row("preview", str(self.tick.preview or "not written"))
        return table


def verdict(tick: Tick | None) -> tuple[str, bool] | None:
    """The word for a run, and whether nothing needs to be done."""
    return (tick.health.word, tick.health.well) if tick and tick.health else None


def phase_name(pulse: Pulse) -> str:
    """`stable`, or `fade` with alpha."""
    return f"fade {pulse.stage.alpha:.2f}" if pulse.stage.fading else "stable   "


def duration(seconds: float) -> str:
    """1:23:45, or 2 d 3 h for long ones."""
    seconds = round(seconds)
    if seconds >= 2 * 86400:
        return f"{seconds // 86400} d {seconds % 86400 // 3600} h"
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
