"""How much arithmetic some work does, counted while it is done.

Counted are matrix products and convolutions, a multiplication and an addition as two, also of
every backward; what is done for each number alone (noise, activations, optimizer) is not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
    which fails where a gradient is asked for the images themselves, as R1 does. Its formulas
    overstate the gradient of a grouped convolution's weight; the networks here learn no such one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flop = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        formula = flop_registry.get(func.overloadpacket)
        if formula is None:
            with self:
                result = func.decompose(*args, **kwargs)
            if result is not NotImplemented:
                return result
        result = func(*args, **kwargs)
        if formula is not None:
            self.flop += formula(*args, **kwargs, out_val=result)
        return result
