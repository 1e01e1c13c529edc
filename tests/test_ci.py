"""The script for a GPU, rehearsed where there may be none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pokegan.checkpoints.model_file import load_model

SCRIPT = Path(__file__).parent.parent / ".ci" / "gpu"
MOST_FILES, MOST_BYTES = 8, 16 * 2**20  # few and small enough to be carried home


@pytest.mark.slow
def test_the_gpu_script_ends_well_in_a_rehearsal(tmp_path: Path) -> None:
    """Every step at tiny sizes: speeds, a run in which pixels join, samples, figures, a model."""
    out = tmp_path / "out"
    hidden = {"CUDA_VISIBLE_DEVICES": "", "OUT": str(out), "MINUTES": "10"}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--rehearse"],
        env={**os.environ, **hidden},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    left = list(out.iterdir())
    assert len(left) <= MOST_FILES and all(file.stat().st_size < MOST_BYTES for file in left)
    lines = (out / "stats.jsonl").read_text().splitlines()
    assert "pixels_d_loss" in json.loads(lines[-1]) and "pixels_d_loss" not in json.loads(lines[0])
    assert load_model(out / "last.safetensors").config.model.discriminator == "both"
    figures = [line for line in (out / "log.txt").read_text().splitlines() if line[:1] == "{"]
    assert json.loads(figures[-1])["count"] == 16
