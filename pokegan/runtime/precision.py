"""Which arithmetic is used where: 16 bits where a device is fast, float32 where it counts."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import torch
from torch import Tensor

SHORT = {"bf16": torch.bfloat16, "fp16": torch.float16}


def full_precision(device_type: str) -> AbstractContextManager[None]:
    """Within it autocast is off; nothing on devices that know no autocast."""
    if not torch.amp.is_autocast_available(device_type):
        return nullcontext()
    return torch.autocast(device_type, enabled=False)


def at_least_float32(x: Tensor) -> Tensor:
    """`x` in float32, or in float64 if it is."""
    return x.to(torch.promote_types(x.dtype, torch.float32))


def short_precision(device_type: str, precision: str) -> AbstractContextManager[None]:
    """Within it convolutions and products are in the run's `precision`: bf16, fp16 or fp32."""
    if precision not in SHORT:
        return nullcontext()
    return torch.autocast(device_type, dtype=SHORT[precision])


def needs_scaling(precision: str) -> bool:
    """Whether gradients have to be scaled up lest they vanish (Micikevicius et al., 1710.03740)."""
    return precision == "fp16"


def best_precision(device: torch.device) -> str:
    """What the device is fast at and training can bear: bf16, else fp16 on a GPU, else fp32."""
    if device.type == "cuda":
        if torch.cuda.is_bf16_supported(including_emulation=False):
            return "bf16"
        # Matrix units for float16 came with compute capability 7.0.
        return "fp16" if torch.cuda.get_device_capability(device) >= (7, 0) else "fp32"
    if device.type == "cpu" and hasattr(torch.cpu, "get_capabilities"):
        known = torch.cpu.get_capabilities()
        # 2.0 and 5.8 times as fast as float32 at convolutions, forward and backward.
        return "bf16" if known.get("avx512_bf16") or known.get("amx_bf16") else "fp32"
    return "fp32"
