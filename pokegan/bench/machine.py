"""What a measurement was made on."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

import torch

from pokegan import __version__


@dataclass(frozen=True)
class Machine:
    """What it was measured on; `name` is the processor's, or the GPU's."""

    device: str
    name: str
    threads: int
    torch: str
    python: str
    pokegan: str


def machine(device: torch.device) -> Machine:
    """What is known of the machine and the programs."""
    on_gpu = device.type == "cuda"
    return Machine(
        device=str(device),
        name=torch.cuda.get_device_name(device) if on_gpu else processor(),
        threads=torch.get_num_threads(),
        torch=torch.__version__,
        python=platform.python_version(),
        pokegan=__version__,
    )


def processor() -> str:
    """The processor's name as it is sold, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # only Linux has it
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()
