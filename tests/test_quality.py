"""That a preset learns: a short run on drawn creatures must come near them and vary as they do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pokegan.cli import main
from pokegan.data import synthetic

KIMG = 12
# Seeds 0, 1 and 2 gave a distance of 57.2, 40.5 and 53.7, and 0.62, 0.90 and 0.69 of the variety of
# shapes that the drawn creatures have.
MOST_SWD, LEAST_SHAPE = 75, 0.45
# The preset's moments of a run of 46 kimg, as shares of this one.
SETTINGS = {
    "kimg": KIMG,
    "pixels_from_kimg": 8,
    "pixels_warm_kimg": 0.3,
    "pixels_rise_kimg": 1,
    "projected_gamma_hold_kimg": 8,
    "projected_gamma_halving_kimg": 0.7,
    "ema_halflife_kimg": 1,
    "tick_kimg": 5,
}


@pytest.mark.slow
def test_tiny_learns_to_draw_creatures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In five minutes of a core."""
    monkeypatch.chdir(tmp_path)
    synthetic.write_folder(Path("drawn"), 600, size=32)
    settings = [word for pair in SETTINGS.items() for word in ("--set", "{}={}".format(*pair))]
    assert main(["train", "drawn", "--preset", "tiny", "--resolution", "32", *settings]) == 0
    assert main(["evaluate", "--n", "300", "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["swd"]["value"] < MOST_SWD and found["shape"]["value"] > LEAST_SHAPE
