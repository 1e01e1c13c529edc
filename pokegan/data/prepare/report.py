"""The report beside the packed file: which files were used, and why the others were not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from pokegan import __version__
from pokegan.data.prepare.sizes import what_becomes
from pokegan.data.prepare.sources import HINT, Listing, natural
from pokegan.data.prepare.workers import Outcome
from pokegan.errors import DataError


class Tally:
    """Which files were used, and why the others were not."""

    def __init__(self, listing: Listing) -> None:
        self.names: list[str] = []
        self.hashes: list[str] = []
        self.sides: list[int] = []
        self.notes: list[tuple[str, str]] = []  # (name, note) of files used, in natural order
        self.duplicates = 0
        self.generated = 0
        self.hidden = listing.hidden
        self._unused = list(listing.refused)
        self._known: dict[str, str] = {}

    @property
    def skipped(self) -> list[tuple[str, str]]:
        """(name, reason) of every file not used, in natural order."""
        return sorted(self._unused, key=lambda pair: natural(pair[0]))

    def accepts(self, name: str, outcome: Outcome) -> bool:
        """Whether the picture is to be used; notes the reason when it is not."""
        reason = outcome.reason
        if not reason and outcome.hash in self._known:
            reason = f"exact duplicate of {self._known[outcome.hash]}"
            self.duplicates += 1
        if reason:
            self.generated += outcome.generated
            self._unused.append((name, reason))
            return False
        self._known[outcome.hash] = name
        self.names.append(name)
        self.hashes.append(outcome.hash)
        self.sides.append(outcome.side_px)
        if outcome.note:
            self.notes.append((name, outcome.note))
        return True

    def counts(self) -> dict[str, int]:
        """The numbers of files, for the header and the report."""
        return {
            "seen": len(self.names) + len(self._unused),
            "used": len(self.names),
            "skipped": len(self._unused),
            "duplicates": self.duplicates,
            "generated": self.generated,
            "hidden": len(self.hidden),
        }

    def reasons(self) -> list[tuple[str, int]]:
        """Kinds of reasons, most common first: details in brackets count as one kind."""
        kinds = Counter(re.split(r" of |: | \(", reason)[0] for _, reason in self._unused)
        return kinds.most_common()

    def too_few(self, source: Path) -> DataError:
        """The error for a source with fewer than two usable pictures, with the usual reason."""
        count = self.counts()
        hidden = ""
        if self.hidden:
            hidden = f" {_passed_over(self.hidden)} (such as {_shown(self.hidden[0])})."
        if not count["seen"]:
            return DataError(f"{source} holds no files.{hidden}", HINT)
        usable = "no usable picture" if not self.names else "only one usable picture"
        files = "1 file" if count["seen"] == 1 else f"{count['seen']:,} files"
        why = ""
        if self._unused:
            reason, times = Counter(reason for _, reason in self._unused).most_common(1)[0]
            name = next(name for name, given in self._unused if given == reason)
            why = f" The most common reason: {reason} ({times:,} of them, such as {_shown(name)})."
        message = f"{source} holds {usable} among {files}; at least two are needed.{why}{hidden}"
        if self.generated:
            hint = "Give pictures of your own, or take in those that pokegan made."
            return DataError(message, hint, ["include_generated"])
        return DataError(message, HINT)


def report_text(source: Path, out: Path, about: dict[str, Any], tally: Tally) -> str:
    """How many files were used, and each that was not with its reason."""
    count = tally.counts()
    lines = [
        f"{_shown(out.name)}, prepared by pokegan {__version__} from {_shown(str(source))}",
        "",
        f"{count['used']:,} of {count['seen']:,} files used, at {about['resolution']} px, "
        f"background {about['background']}, fit {about['fit']}.",
        f"The usual picture was {about['usual_px']} px: "
        f"{what_becomes(about['usual_px'], about['resolution'])}.",
    ]
    if count["generated"]:
        lines.append(f"{count['generated']:,} made by pokegan left out.")
    if count["hidden"]:
        lines.append(f"{_passed_over(tally.hidden)}.")
    kinds = Counter(note for _, note in tally.notes).most_common()
    lines += _listed(f"{len(tally.notes):,} used, but", kinds, tally.notes)
    lines += _listed(f"{count['skipped']:,} not used", tally.reasons(), tally.skipped)
    if tally.hidden:
        lines += ["", "Hidden or of the system:"]
        lines += [_shown(name) for name in sorted(tally.hidden, key=natural)]
    return "\n".join(lines) + "\n"


def _listed(what: str, kinds: list[tuple[str, int]], files: list[tuple[str, str]]) -> list[str]:
    """Lines that count the kinds of notes or reasons, and give each file's; none without files."""
    if not files:
        return []
    lines = ["", f"{what}:", *(f"{times:8,}  {_shown(kind)}" for kind, times in kinds)]
    return [*lines, "", "File by file:", *(f"{_shown(name)}: {_shown(why)}" for name, why in files)]


def _passed_over(hidden: list[str]) -> str:
    return f"{len(hidden):,} hidden or system files or folders passed over"


def _shown(name: str) -> str:
    """A name on one line: control characters are written out."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in name)
