"""How fast a machine trains and samples, and how far that is from what it could do.

What is compared is timed in the same rounds, beside the machine's own limit, so that the ratios
hold on a machine that is busy with other things too. Before that, each case is alone on the
device while its peak memory is taken.
"""

from __future__ import annotations

import platform
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from pokegan import __version__
from pokegan.bench.rounds import Group, Result, measure_group
from pokegan.bench.work import sampling_groups, training_group
from pokegan.checkpoints.runs import settle
from pokegan.config import Config, override
from pokegan.config.schedule import doublings
from pokegan.data import synthetic
from pokegan.data.dataset import PackedDataset, read_header
from pokegan.data.prepare import PrepareOptions, prepare
from pokegan.errors import TrainingError
from pokegan.runtime.memory import is_out_of_memory, reset_peak
from pokegan.runtime.progress import Log

PICTURES = 64  # drawn where none are given; a step's time does not depend on how many there are


@dataclass(frozen=True)
class Plan:
    """What to measure: a run at some resolutions (none: all that it passes), for so many rounds.

    `against` are settings that it is also trained with, `data` is a prepared file (None: drawn
    creatures), `kinds` are "train", "sample" or both.
    """

    config: Config
    resolutions: Sequence[int] = ()
    against: Sequence[str] = ()
    kinds: Sequence[str] = ("train", "sample")
    rounds: int = 5
    data: Path | None = None


def measure(plan: Plan, device: torch.device, log: Log, note: Log) -> list[Result]:
    """Measure what is planned; `log` hears what is being done, `note` what to know of results.

    UsageError for settings that there are not, TrainingError when nothing can be measured.
    """
    if not reset_peak(device):
        note("memory is the whole process's peak so far: this system forgets none")
    results = []
    with pictures(plan, log) as path:
        for group in groups(plan, path, device):
            try:
                results += measure_group(group, plan.rounds, device, log)
            except (MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error):
                    raise
                titles = "; ".join(case.title for case in group)
                note(f"left out, as there is no room for it: {titles}")
    if not results:
        raise TrainingError("nothing could be measured.", "Choose smaller sizes or batches.")
    return results


def groups(plan: Plan, path: Path, device: torch.device) -> Iterator[Group]:
    """What is to share its rounds: training at each size, and sampling in each batch of each."""
    sizes = wanted_resolutions(plan)
    largest = {"resolution": max(*sizes, plan.config.model.resolution)}
    config = override(settle(plan.config, PackedDataset(path), device), largest)
    for size in sizes if "train" in plan.kinds else ():
        yield training_group(config, plan.against, size, path, device)
    for size in sizes if "sample" in plan.kinds else ():
        yield from sampling_groups(config, size, device)


def wanted_resolutions(plan: Plan) -> tuple[int, ...]:
    """The sizes given, or all that the run passes, as far as the data have them."""
    if plan.resolutions:
        return tuple(dict.fromkeys(plan.resolutions))
    config = plan.config
    largest = int(read_header(plan.data)["resolution"]) if plan.data else config.model.resolution
    passed = doublings(config.training.start_resolution, config.model.resolution)
    return tuple(size for size in passed if size <= largest) or (largest,)


@contextmanager
def pictures(plan: Plan, log: Log) -> Iterator[Path]:
    """The prepared file given, or one of drawn creatures that vanishes afterwards."""
    if plan.data is not None:
        yield plan.data
        return
    log("drawing creatures")
    resolution = max(wanted_resolutions(plan))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        source, packed = Path(name) / "creatures", Path(name) / "creatures.safetensors"
        synthetic.write_folder(source, PICTURES, size=max(resolution, 32))
        yield prepare(source, packed, PrepareOptions(resolution=resolution), workers=1).path


def machine(device: torch.device) -> dict[str, Any]:
    """What a measurement is made on; `name` is the GPU's, or the processor's where it is known."""
    try:
        processors = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:  # only Linux has it
        processors = ""
    known = re.search(r"model name\s*: (.+)", processors)
    processor = known[1] if known else platform.processor() or platform.machine()
    on_gpu = device.type == "cuda"
    return {
        "device": str(device),
        "name": torch.cuda.get_device_name(device) if on_gpu else processor,
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "python": platform.python_version(),
        "pokegan": __version__,
    }
