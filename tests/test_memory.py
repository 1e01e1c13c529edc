"""Memory as the system tells it."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import CPU

from pokegan.memory import PROCESS, peak_gb, reset_peak, total_gb

MB = 1_000_000
linux = pytest.mark.skipif(
    not (PROCESS / "clear_refs").exists(), reason="only Linux can forget a peak"
)


def test_a_process_needs_less_than_the_machine_has() -> None:
    assert 0.01 < peak_gb(CPU) < total_gb(CPU)


@linux
def test_the_peak_rises_with_what_is_used_and_is_forgotten_on_request() -> None:
    if not reset_peak(CPU):
        pytest.skip("this system does not let a process reset its peak")
    before = peak_gb(CPU)
    used = np.ones(300 * MB, np.uint8)
    assert peak_gb(CPU) - before == pytest.approx(0.3, abs=0.05)
    del used
    assert peak_gb(CPU) - before == pytest.approx(0.3, abs=0.05)
    reset_peak(CPU)
    assert peak_gb(CPU) - before < 0.1


@linux
def test_the_peak_is_the_system_s_own_figure() -> None:
    resource = pytest.importorskip("resource")
    unit = 1 if sys.platform == "darwin" else 1024
    whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9
    assert peak_gb(CPU) <= whole + 0.01
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    assert peak_gb(CPU) >= pages * 4096 / 1e9 - 0.01
