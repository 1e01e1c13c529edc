"""That a preset learns: a short run on drawn creatures must come near them and vary as they do."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pokegan import creatures
from pokegan.cli import main

KIMG = 10
# The preset's moments of a run of 46 kimg, as shares of this one.
SETTINGS = {
    "kimg": KIMG,
    "pixels_from_kimg": 6,
    "pixels_warm_kimg": 0.3,
    "pixels_rise_kimg": 1,
    "projected_gamma_hold_kimg": 6,
    "projected_gamma_halving_kimg": 0.7,
    "ema_halflife_kimg": 1,
    "tick_kimg": 5,
    "precision": "fp32",
    "seed": int(os.environ.get("POKEGAN_SEED", "0")),
}


@pytest.mark.slow
def test_tiny_learns_to_draw_creatures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In ten minutes of a core."""
    monkeypatch.chdir(tmp_path)
    creatures.write_folder(Path("drawn"), 600, size=32)
    settings = [word for pair in SETTINGS.items() for word in ("--set", "{}={}".format(*pair))]
    assert main(["train", "drawn", "--preset", "tiny", "--resolution", "32", *settings]) == 0
    assert main(["evaluate", "--n", "300", "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    print({key: found[key]["value"] for key in ("swd", "coverage", "shape", "colour", "kid")})
    assert found["swd"]["value"] < 100
