"""EfficientNet-Lite0, frozen: what a network that can already see finds in pictures.

"EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks" (Tan, Le 2019, arXiv
1905.11946, table 1) without squeeze-and-excitation and with ReLU6 (EfficientNet-Lite, 2020). Its
batch normalisation is part of the convolutions here, since it is only ever evaluated.

Shapes: N batch, R resolution, c_i and r_i features and size at tap i.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

EPSILON = 1e-3  # of batch normalisation


@dataclass(frozen=True)
class Stage:
    """Blocks of one width: how many, their kernel, stride of the first, and widths."""

    blocks: int
    kernel: int
    stride: int
    expansion: int
    channels: int


STEM = 32  # channels after the first convolution
STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)
TAPS = (1, 2, 4, 6)  # stages after which features are taken: the last of each size
TAP_STRIDES = (4, 8, 16, 32)
TAP_CHANNELS = tuple(STAGES[i].channels for i in TAPS)


class Conv(nn.Module):
    """A convolution with batch normalisation folded in, and ReLU6 if it is `active`.

    Of stride 2 it pads as TensorFlow does: one pixel more at the right and at the bottom.
    """

    weight: Tensor
    bias: Tensor

    def __init__(
        self, weights: Mapping[str, Tensor], conv: str, norm: str, stride: int, active: bool
    ) -> None:
        super().__init__()
        gain, shift, mean, variance = (
            weights[f"{norm}.{name}"] for name in ("weight", "bias", "running_mean", "running_var")
        )
        scale = gain / (variance + EPSILON).sqrt()
        weight = weights[f"{conv}.weight"] * scale.view(-1, 1, 1, 1)
        layout = torch.channels_last
        self.register_buffer("weight", weight.contiguous(memory_format=layout), persistent=False)
        self.register_buffer("bias", shift - mean * scale, persistent=False)
        self.stride, self.active = stride, active
        self.groups = len(weight) if weight.shape[1] == 1 else 1

    def forward(self, x: Tensor) -> Tensor:
        kernel = self.weight.shape[-1]
        padding = kernel // 2
        if self.stride > 1:
            x, padding = same_padded(x, kernel, self.stride), 0
        x = F.conv2d(x, self.weight, self.bias, self.stride, padding, 1, self.groups)
        return F.relu6(x) if self.active else x


def same_padded(x: Tensor, kernel: int, stride: int) -> Tensor:
    """Zeros around x so that a convolution gives ceil(size / stride), the odd one at the end."""
    missing = [
        max(kernel - stride if n % stride == 0 else kernel - n % stride, 0) for n in x.shape[2:]
    ]
    (above, left) = (total // 2 for total in missing)
    return F.pad(x, (left, missing[1] - left, above, missing[0] - above))


class Block(nn.Module):
    """An inverted residual: wider by a 1x1, depthwise, narrower by a 1x1 (1801.04381, table 1)."""

    def __init__(
        self, weights: Mapping[str, Tensor], name: str, stride: int, expansion: int, residual: bool
    ) -> None:
        super().__init__()
        convs = []
        if expansion > 1:
            convs.append(Conv(weights, f"{name}._expand_conv", f"{name}._bn0", 1, active=True))
        convs.append(Conv(weights, f"{name}._depthwise_conv", f"{name}._bn1", stride, active=True))
        convs.append(Conv(weights, f"{name}._project_conv", f"{name}._bn2", 1, active=False))
        self.convs, self.residual = nn.Sequential(*convs), residual

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.convs(x)
        return x + y if self.residual else y


class Lite0(nn.Module):
    """Images -> features at strides 4, 8, 16 and 32; `weights` are the published ones by name."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.stem = Conv(weights, "_conv_stem", "_bn0", 2, active=True)
        stages, number, channels = [], 0, STEM
        for stage in STAGES:
            blocks = []
            for i in range(stage.blocks):
                stride = stage.stride if i == 0 else 1
                residual = stride == 1 and channels == stage.channels
                name = f"_blocks.{number}"
                blocks.append(Block(weights, name, stride, stage.expansion, residual))
                number, channels = number + 1, stage.channels
            stages.append(nn.Sequential(*blocks))
        self.stages = nn.ModuleList(stages)
        self.head = Conv(weights, "_conv_head", "_bn1", 1, active=True)

    def forward(self, images: Tensor) -> list[Tensor]:
        """Features of images [N, 3, R, R] in [-1, 1]: [N, c_i, r_i, r_i], r_i = R / 4 ... 32."""
        x = self.stem(images.contiguous(memory_format=torch.channels_last))
        taken = []
        for i, stage in enumerate(self.stages):
            x = stage(x)
            if i in TAPS:
                taken.append(x)
        return taken

    def pooled(self, images: Tensor) -> Tensor:
        """The 1,280 numbers that classes are told by, means over places: [N, 1280]."""
        pooled: Tensor = self.head(self(images)[-1]).mean((2, 3))
        return pooled
