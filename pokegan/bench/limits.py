"""What the machine can do at best, measured in the same rounds as what is held against it.

The limit of convolutional networks is a 3x3 convolution, channels last, forward and backward:
the best over a few shapes that fill the machine. On a GPU a large matrix product stands beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
import torch.nn.functional as F

from pokegan.bench.clock import Task
from pokegan.runtime.precision import SHORT
from pokegan.runtime.random import rng

# (channels, resolution, batch): long beside any launch, 1.2 GB in all on a GPU.
SHAPES = {
    "cpu": ((128, 32, 8), (256, 32, 8), (512, 16, 8)),
    "cuda": ((256, 64, 32), (512, 32, 64), (512, 64, 16)),
}
PRODUCT_SIZE = 8192
PASSES = 3  # a forward and two gradients, each as much arithmetic as the forward
PRODUCT = "matmul bf16"


class Limits:
    """Tasks that reach for the device's limit in each precision, and what they reached.

    `gflops` maps each precision, and on a GPU PRODUCT, to GFLOP per second.
    """

    def __init__(self, precisions: Iterable[str], device: torch.device) -> None:
        self.device = device
        self.attempts: dict[str, list[tuple[float, Task]]] = {
            precision: [
                (convolution_gflop(*shape), Task(convolution(*shape, precision, device)))
                for shape in SHAPES.get(device.type, SHAPES["cpu"])
            ]
            for precision in precisions
        }
        if device.type == "cuda":
            gflop = 2 * PRODUCT_SIZE**3 / 1e9
            self.attempts[PRODUCT] = [(gflop, Task(product(device)))]

    @property
    def tasks(self) -> list[Task]:
        return [task for attempts in self.attempts.values() for _, task in attempts]

    @property
    def gflops(self) -> dict[str, float]:
        return {
            name: max(gflop / min(task.seconds) for gflop, task in attempts)
            for name, attempts in self.attempts.items()
        }


def convolution_gflop(channels: int, resolution: int, batch: int) -> float:
    """The arithmetic of a 3x3 convolution, forward and backward."""
    return PASSES * 2 * 9 * channels**2 * resolution**2 * batch / 1e9


def convolution(
    channels: int, resolution: int, batch: int, precision: str, device: torch.device
) -> Callable[[int], None]:
    """A 3x3 convolution of square images with as many channels out as in, and its gradients."""
    dtype, stream = SHORT.get(precision, torch.float32), rng(0, 0, "limit", device)

    def drawn(n: int, size: int) -> torch.Tensor:
        shape = (n, channels, size, size)
        values = torch.randn(shape, generator=stream, device=device, dtype=dtype)
        return values.contiguous(memory_format=torch.channels_last)

    x, weight = drawn(batch, resolution).requires_grad_(), drawn(channels, 3).requires_grad_()
    gradient = drawn(batch, resolution)

    def work(count: int) -> None:
        with torch.backends.cudnn.flags(enabled=True, benchmark=True):  # the best algorithm
            for _ in range(count):
                y = F.conv2d(x, weight, padding=1)  # [N, C, R, R]
                torch.autograd.grad(y, (x, weight), gradient)

    return work


def product(device: torch.device) -> Callable[[int], None]:
    """The product of two square matrices in bfloat16."""
    stream, size = rng(0, 0, "limit", device), PRODUCT_SIZE
    a, b, out = torch.randn(
        (3, size, size), generator=stream, device=device, dtype=torch.bfloat16
    ).unbind()

    def work(count: int) -> None:
        for _ in range(count):
            torch.mm(a, b, out=out)

    return work
