"""How much arithmetic some work does, counted while it is done.

Counted are matrix products and convolutions, a multiplication and an addition as two, also of
every backward; what is done for each number alone (noise, activations, optimizer) is not.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry


def count_gflop(work: Callable[[], object]) -> float:
    """Do the work kernel by kernel; returns how many GFLOP it was."""
    with Counter() as counter:
        work()
    return counter.flop / 1e9


class Counter(TorchDispatchMode):
    """Adds up the arithmetic of every operation done within it.

    torch.utils.flop_counter.FlopCounterMode does too, but follows modules through the backward,
    which fails where a gradient is asked for the images themselves, as R1 does.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flop = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        formula = FORMULAS.get(func.overloadpacket)
        if formula is None:
            with self:
                result = func.decompose(*args, **kwargs)
            if result is not NotImplemented:
                return result
        result = func(*args, **kwargs)
        if formula is not None:
            self.flop += formula(*args, **kwargs, out_val=result)
        return result


def convolution_backward_flop(
    gradient: Tensor, x: Tensor, weight: Tensor, *settings: Any, **_: Any
) -> int:
    """As many as the forward has, for each of the two gradients that is asked for.

    PyTorch's own formula multiplies the weight's by the number of groups.
    """
    transposed, wanted = settings[4], settings[7]
    places = math.prod((x if transposed else gradient).shape[2:])
    forward = 2 * len(x) * places * weight.numel()
    return forward * (int(wanted[0]) + int(wanted[1]))


FORMULAS = {**flop_registry, torch.ops.aten.convolution_backward: convolution_backward_flop}
