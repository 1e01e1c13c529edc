"""Memory as the system tells it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import CPU

from pokegan.errors import MemoryFull
from pokegan.runtime import memory
from pokegan.runtime.memory import (
    PROCESS,
    check_memory,
    fitting,
    free_bytes,
    in_gb,
    is_out_of_memory,
    peak_gb,
    reset_peak,
    total_gb,
)

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


GROUP_FILES = {  # limit, use, and what can be forgotten of it
    "cgroup2": ("memory.max", "memory.current", "active_file"),
    "cgroup": ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_active_file"),
}


class System:
    """A machine told by files: 1,000 kB are available, and groups are added."""

    def __init__(self, root: Path) -> None:
        self.root, self.process = root, root / "proc" / "self"
        self.process.mkdir(parents=True)
        self.write(self.process.parent / "meminfo", "MemTotal: 9000 kB\nMemAvailable: 1000 kB\n")

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def mount(self, kind: str, root: str, path: str) -> None:
        """A hierarchy whose group `root` is what its mount shows, with the process in `path`."""
        controllers = "" if kind == "cgroup2" else "cpu,memory"
        options = "rw" if kind == "cgroup2" else "rw,cpu,memory"
        self.write(self.process / "cgroup", f"3:pids:/x\n0:{controllers}:{path}\n")
        mounts = [f"1 0 0:1 {root} {self.root / 'groups'} rw shared:2 - {kind} none {options}"]
        mounts += [
            f"2 0 0:2 / {self.root / 'pids'} rw - cgroup none rw,pids",
            "3 0 8:1 / / rw - ext4 d rw",
        ]
        self.write(self.process / "mountinfo", "\n".join(mounts))

    def group(self, kind: str, path: str, limit: str, used: int, forgettable: int = 0) -> None:
        files = GROUP_FILES[kind]
        folder = self.root / "groups" / path
        for name, text in zip(files, (limit, str(used), f"{files[2]} {forgettable}"), strict=True):
            self.write(folder / ("memory.stat" if name == files[2] else name), text + "\n")


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    system = System(tmp_path)
    monkeypatch.setattr(memory, "PROCESS", system.process)
    monkeypatch.setattr(memory, "_left_by_limit", lambda: iter(()))
    return system


def test_without_groups_free_is_what_the_system_has_available(system: System) -> None:
    assert free_bytes() == free_bytes(CPU) == 1000 * 1024


@pytest.mark.parametrize("kind", GROUP_FILES)
def test_the_tightest_group_around_the_process_counts(system: System, kind: str) -> None:
    """Its own leaves 500,000 bytes, of the one around it 300,000 are left, files included."""
    system.mount(kind, "/", "/a/b")
    system.group(kind, "", "max" if kind == "cgroup2" else str(2**63 - 4096), 9)
    system.group(kind, "a", "900000", 650_000, 50_000)
    system.group(kind, "a/b", "600000", 100_000)
    assert free_bytes() == 300_000
    system.group(kind, "a", "900000", 990_000)
    assert free_bytes() == 0


@pytest.mark.parametrize("kind", GROUP_FILES)
@pytest.mark.parametrize(
    ("root", "path", "folder"),
    [("/", "/", ""), ("/docker/7", "/docker/7", ""), ("/docker/7", "/docker/7/job", "job")],
)
def test_a_container_sees_its_own_group_as_the_root(
    system: System, kind: str, root: str, path: str, folder: str
) -> None:
    system.mount(kind, root, path)
    system.group(kind, folder, "500000", 100_000)
    assert free_bytes() == 400_000


def test_more_than_the_system_has_is_no_group_s_to_give(system: System) -> None:
    system.mount("cgroup2", "/", "/a")
    system.group("cgroup2", "a", str(10**12), 0)
    assert free_bytes() == 1000 * 1024


def test_a_system_that_does_not_tell_refuses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "PROCESS", tmp_path / "self")
    monkeypatch.setattr(memory, "_left_by_limit", lambda: iter(()))
    assert free_bytes() is None
    check_memory("everything", lambda n: 1e30 * n, 7)
    assert fitting(16, 1e30) == 16


@linux
def test_a_limit_of_addresses_counts() -> None:
    """`ulimit -v`: 4 GiB, of which the interpreter has taken some and less than 1."""
    resource = pytest.importorskip("resource")
    line = f"import resource as r; r.setrlimit(r.RLIMIT_AS, ({4 << 30}, {resource.RLIM_INFINITY}))"
    script = f"{line}; from pokegan.runtime import memory; print(next(memory._left_by_limit()))"
    run = [sys.executable, "-c", script]
    left = int(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
    assert 3 << 30 < left < 4 << 30


def test_a_gpu_is_asked_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (5_000, 8_000))
    assert free_bytes(torch.device("cuda")) == 5_000


def test_what_does_not_fit_is_refused_with_what_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 10 GB nine are used: one and 32 quarters of one."""
    monkeypatch.setattr(memory, "free_bytes", lambda device=None: 10**10)

    def needs(count: int) -> float:
        return 1e9 + 0.25e9 * count

    check_memory("32 things", needs, 32, "n")
    with pytest.raises(MemoryFull) as refused:
        check_memory("100 things", needs, 100, "n")
    assert refused.value.message == (
        "100 things would take about 26 GB of memory, and 10 GB are free."
    )
    assert (refused.value.hint, refused.value.parameters) == ("32 would fit.", ("n=32",))
    with pytest.raises(MemoryFull, match="ask for something smaller") as refused:
        check_memory("a thing", lambda n: 9.1e9 * n, 3, "n", None, ["x"])
    assert refused.value.parameters == ("x",)
    assert [fitting(64, each) for each in (1, 1e9, 1e11)] == [64, 9, 1]


def test_sizes_are_told_in_gb() -> None:
    assert [in_gb(size) for size in (3.14e8, 4.66e9, 1.2e12)] == ["0.31 GB", "4.7 GB", "1,200 GB"]


def test_a_full_memory_is_known_by_every_name() -> None:
    errors = [MemoryError(), torch.cuda.OutOfMemoryError("no")]
    errors += [RuntimeError("DefaultCPUAllocator: can't allocate memory")]
    assert all(map(is_out_of_memory, errors))
    assert not is_out_of_memory(RuntimeError("shapes differ"))


def test_a_trifle_is_never_refused(leave_free: Callable[[float], None]) -> None:
    trifle = memory.TRIFLE
    leave_free(0)
    with pytest.raises(MemoryFull):
        check_memory("a page", lambda n: 4096)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "TRIFLE", trifle)
        check_memory("a page", lambda n: 4096)
