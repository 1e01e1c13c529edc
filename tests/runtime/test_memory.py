"""Memory as the system tells it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import CPU

from pokegan.runtime.memory import PROCESS, peak_gb, reset_peak, total_gb

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


FAULTS = """
import numpy as np, resource, sys
from pokegan.runtime.memory import keep_freed
kept = keep_freed() if sys.argv[1] == "keep" else None
blocks = lambda: [np.ones(1 << 20, np.uint8) for _ in range(100)]
blocks()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(5):
    blocks()
print(kept, resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for the GNU C library")
def test_what_was_freed_is_used_again_without_the_system() -> None:
    """A new page is a fault: 256 of them a block of a megabyte, where it was not kept."""

    def faults(how: str) -> tuple[str, int]:
        run = [sys.executable, "-c", FAULTS, how]
        plain = {key: value for key, value in os.environ.items() if not key.startswith("MALLOC")}
        said = subprocess.run(run, env=plain, capture_output=True, text=True, check=True).stdout
        kept, count = said.split()
        return kept, int(count)

    kept, count = faults("keep")
    if kept != "True":
        pytest.skip("this C library takes no such order")
    assert count < 1000 < faults("as it is")[1]
