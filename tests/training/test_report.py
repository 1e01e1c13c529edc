"""A run as a page: curves by hand, what a browser is given, damaged runs."""

from __future__ import annotations

import base64
import io
import itertools
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import CPU, Finished
from PIL import Image

from pokegan.checkpoints.runs import read_run
from pokegan.cli import main
from pokegan.config import Config
from pokegan.training.loop import Tick, train
from pokegan.training.report import charts, settings, verdicts, write_report
from pokegan.training.report.charts import HEIGHT, MOST_POINTS, WIDTH, chart, round_ticks, thinned

VOID = {"meta", "img", "rect", "line", "polyline"}


class Reader(HTMLParser):
    """Checks that elements are closed in order, and keeps addresses and text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.feed(content)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def run(finished: Finished, tmp_path: Path) -> Path:
    """A copy of the finished run."""
    return Path(shutil.copytree(finished.folder, tmp_path / "a <b> run"))


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (0.0, 1.0, [0, 0.5, 1]),
        (17.7, 31.9, [15, 20, 25, 30, 35]),
        (-1.0, 1.0, [-1, -0.5, 0, 0.5, 1]),
        (0.0, 0.0, [0, 0.5]),
        (1600.0, 1600.0, [1500, 2000]),
        (-3.0, -3.0, [-3, -2]),
        (0.6, 0.6 + 1e-13, [0.6, 0.8]),
    ],
)
def test_ticks_are_round_and_reach_around(low: float, high: float, wanted: list[float]) -> None:
    assert round_ticks(low, high) == pytest.approx(wanted)


def test_a_curve_lies_where_its_values_are() -> None:
    found = chart("t", {"a": [(0, 10), (50, 20), (100, 30)], "b": []}, 200)
    assert found is not None
    (curve,) = found.curves
    middle = f"{WIDTH / 4:.1f},{HEIGHT / 2:.1f}"
    assert curve.path == f"0.0,{HEIGHT:.1f} {middle} {WIDTH / 2:.1f},0.0"
    assert (curve.caption, curve.last) == ("a", 30)
    assert found.ticks[0] == (HEIGHT, "10") and found.ticks[-1] == (0, "30")
    assert chart("t", {"a": []}, 200) is None


@pytest.mark.parametrize("count", [1, 2, MOST_POINTS, MOST_POINTS + 1, 1234])
def test_long_curves_are_thinned_to_their_last_point(count: int) -> None:
    points = [(float(i), 0.0) for i in range(count)]
    kept = thinned(points)
    assert len(kept) <= MOST_POINTS and kept[-1] == points[-1]
    assert len({b[0] - a[0] for a, b in itertools.pairwise(kept)}) <= 1


def test_training_leaves_a_page_that_needs_nothing_else(finished: Finished) -> None:
    page = (finished.folder / "report.html").read_text()
    read = Reader(page)
    assert all(address.startswith("data:image/webp;base64,") for address in read.addresses)
    assert len(read.addresses) >= 4  # previews, real pictures
    last = finished.ticks[-1]
    assert f"{last.nimg / 1000:g} of {last.nimg / 1000:g} kimg" in read.text
    assert "8 px" in read.text and "16 px" in read.text
    assert "<strong>noise</strong>" in page
    assert page.count("<polyline") >= 6 and "http-equiv" not in page


def test_a_run_that_goes_on_is_read_again(run: Path) -> None:
    lines = (run / "stats.jsonl").read_text().splitlines(keepends=True)
    (run / "stats.jsonl").write_text("".join(lines[:-1]))
    assert 'http-equiv="refresh"' in write_report(run).read_text()


def test_the_command_writes_where_it_is_told(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (run / "report.html").unlink()
    assert main(["report", str(run)]) == 0
    assert capsys.readouterr().out.strip() == str(run / "report.html")
    page = (run / "report.html").read_text()
    assert "a &lt;b&gt; run" in page and "<b>" not in page
    assert main(["report", str(run), "--out", str(run / "x" / "y.html")]) == 0
    assert (run / "x" / "y.html").read_text() == page


def test_what_is_no_run_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path)]) == 1
    assert "is no run folder" in capsys.readouterr().err


def test_damaged_and_missing_parts_are_left_out(run: Path) -> None:
    for path in run.glob("preview-*.png"):
        path.write_bytes(b"no picture")
    (run / "reals.png").unlink()
    (run / "stats.jsonl").write_text('not json\n{"nimg": "x"}\n[1]\n{"nimg": 8, "swd": NaN}\n')
    read = Reader(write_report(run).read_text())
    assert read.addresses == [] and "0.008 of" in read.text
    (run / "stats.jsonl").unlink()
    assert "No report yet" in Reader(write_report(run).read_text()).text


def test_verdicts_say_from_when_to_when() -> None:
    rows = [{"nimg": 1000 * n, "health": word} for n, word in ((1, "a"), (2, "a"), (4, "b"))]
    found = [(v.start_kimg, v.end_kimg, v.word) for v in verdicts(rows)]
    assert found == [(0, 2, "a"), (2, 4, "b")]


def test_settings_off_the_preset_are_marked(finished: Finished) -> None:
    rows = {
        name: (value, changed) for name, value, changed in settings(read_run(finished.folder)[0])
    }
    assert rows["channel_max"] == ("8", True)
    assert rows["mapping_layers"] == ("2", False)


def test_every_loss_has_a_curve(finished: Finished) -> None:
    rows = [json.loads(line) for line in (finished.folder / "stats.jsonl").read_text().splitlines()]
    found = {c.caption for part in charts(rows, 1.0) if part.title == "Losses" for c in part.curves}
    assert found == {"d_loss", "g_loss"}
    signs = [part for part in charts(rows, 1.0) if re.search("sign", part.title)]
    assert {c.caption for c in signs[0].curves} == {"real_sign", "fake_sign"}


def test_transparent_previews_stay_transparent(run: Path) -> None:
    for path in run.glob("preview-*.png"):
        Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(path)
    address = Reader(write_report(run).read_text()).addresses[0]
    shown = Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))
    assert shown.mode == "RGBA" and shown.getextrema()[3] == (0, 0)


def test_a_report_that_fails_does_not_end_the_run(
    config: Config, prepared: Path, tmp_path: Path
) -> None:
    """The folder's config.json is gone, without which there is no report."""
    warnings = []
    for pulse in train(config, prepared, tmp_path / "run", CPU):
        (tmp_path / "run" / "config.json").unlink(missing_ok=True)
        if isinstance(pulse, Tick) and pulse.saved:
            warnings.append(pulse.warning)
    assert warnings and all(text and "is no run folder" in text for text in warnings)
