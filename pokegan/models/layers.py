"""The layers of networks that grow, each a formula of its papers.

"A Style-Based Generator Architecture for Generative Adversarial Networks" (Karras,
Laine, Aila 2018, arXiv 1812.04948) and "Progressive Growing of GANs" (Karras, Aila,
Laine, Lehtinen 2017, arXiv 1710.10196). Changed on purpose: up- and down-sampling are
fused into the convolution beside them (the same linear map, about half the time in
float32), and minibatch standard deviation takes any batch size.

Shapes: N batch, C channels, R resolution, D w_dim.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pokegan.runtime.precision import at_least_float32, full_precision

LEAKY_SLOPE = 0.2
LEAKY_GAIN = math.sqrt(2)  # He et al. 2015, arXiv 1502.01852: the gain of a rectifier


def pixel_norm(x: Tensor, epsilon: float = 1e-8) -> Tensor:
    """Scale each feature vector along dimension 1 to unit mean square (1710.10196, 4.2)."""
    return x * torch.rsqrt(x.square().mean(dim=1, keepdim=True) + epsilon)


def blur(x: Tensor) -> Tensor:
    """Low-pass filter each channel with the binomial [1 2 1] x [1 2 1] / 16, zero border.

    Source: 1812.04948, section 2 ("bilinear sampling"), after Zhang 2019, arXiv 1904.11486.
    """
    taps = x.new_full((3, 1), 0.25)  # made on the device: nothing waits for the host
    taps[1:2].mul_(2)
    kernel = (taps * taps.T).expand(x.shape[1], 1, 3, 3)
    return F.conv2d(x, kernel, padding=1, groups=x.shape[1])  # [N, C, R, R]


def upsample_nearest(images: Tensor) -> Tensor:
    """Repeat each pixel twice in both directions: [N, C, R, R] -> [N, C, 2R, 2R]."""
    return F.interpolate(images, scale_factor=2, mode="nearest")


def downsample_mean(images: Tensor) -> Tensor:
    """Average each 2x2 block: [N, C, R, R] -> [N, C, R/2, R/2]."""
    return F.avg_pool2d(images, 2)


def fade(old: Tensor, new: Tensor, alpha: Tensor) -> Tensor:
    """Cross-fade two resolutions: `old` at alpha 0, `new` at alpha 1 (1710.10196, figure 2)."""
    return torch.lerp(old, new, alpha.to(new.dtype))


def fade_reals(images: Tensor, alpha: Tensor | None) -> Tensor:
    """Cross-fade real images with their own half resolution, as the fakes are while growing."""
    if alpha is None:
        return images
    return fade(upsample_nearest(downsample_mean(images)), images, alpha)


def minibatch_stddev(x: Tensor, group_size: int = 4, epsilon: float = 1e-8) -> Tensor:
    """Append one channel: the group's mean standard deviation (1710.10196, section 3).

    Sample i belongs to group i mod G with G = ceil(N / group_size), so every batch size
    works; groups differ in size by at most one. A sample alone in its group sees
    sqrt(epsilon).
    """
    n = x.shape[0]
    groups = -(-n // group_size)
    member = torch.arange(n, device=x.device) % groups
    belongs = member == torch.arange(groups, device=x.device).unsqueeze(1)  # [G, N]
    flat = at_least_float32(x).flatten(1)  # [N, C*R*R]
    weights = belongs.to(flat.dtype) / belongs.sum(dim=1, keepdim=True)
    # A mean rounded to bfloat16 would drown the spread of a batch that is nearly alike.
    with full_precision(x.device.type):
        centred = flat - (weights @ flat)[member]
        variance = weights @ centred.square()  # [G, C*R*R]
    stddev = (variance + epsilon).sqrt().mean(dim=1)[member]  # [N]
    channel = stddev.to(x.dtype).view(n, 1, 1, 1).expand(-1, -1, *x.shape[2:])
    return torch.cat([x, channel], dim=1)  # [N, C+1, R, R]


class EqualizedLinear(nn.Module):
    """Fully connected layer with equalized learning rate (1710.10196, section 4.1).

    The stored weight is drawn from N(0, 1 / lr_multiplier) and scaled at run time by
    gain / sqrt(fan_in) * lr_multiplier, which slows learning by lr_multiplier without
    changing the function at the start.
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        gain: float = LEAKY_GAIN,
        lr_multiplier: float = 1.0,
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) / lr_multiplier)
        self.bias = nn.Parameter(torch.zeros(out_features))
        self.scale = gain / math.sqrt(in_features) * lr_multiplier
        self.lr_multiplier = lr_multiplier

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight * self.scale, self.bias * self.lr_multiplier)


class EqualizedConv(nn.Module):
    """Convolution of stride 1 and unchanged size with equalized learning rate."""

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel: int,
        gain: float = LEAKY_GAIN,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_channels, in_channels, kernel, kernel))
        self.bias = nn.Parameter(torch.zeros(out_channels)) if bias else None
        self.scale = gain / math.sqrt(in_channels * kernel * kernel)
        self.padding = kernel // 2

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.weight * self.scale, self.bias, padding=self.padding)


def spread_kernel(weight: Tensor, scale: float = 1.0) -> Tensor:
    """Sum a 3x3 kernel times `scale` over the 2x2 offsets of nearest-neighbour resampling: 4x4.

    Nearest-neighbour up-sampling followed by a 3x3 convolution equals one transposed
    convolution of stride 2 with this kernel; a 3x3 convolution followed by a 2x2 sum
    equals one convolution of stride 2 with it.
    """
    # As a pooling it takes 6 ms instead of 71, with its gradient (512 x 512 kernels, two cores).
    return F.avg_pool2d(weight * (4 * scale), 2, stride=1, padding=1)  # [.., 4, 4]


class NearestUpConv(EqualizedConv):
    """Nearest up-sampling and 3x3 convolution: [.., R, R] -> [.., 2R, 2R]."""

    def __init__(self, in_channels: int, out_channels: int, bias: bool = True) -> None:
        super().__init__(in_channels, out_channels, 3, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        # A transposed convolution takes [in, out, k, k] and applies the mirrored kernel.
        kernel = spread_kernel(self.weight.transpose(0, 1).flip(2, 3), self.scale)
        return F.conv_transpose2d(x, kernel, self.bias, stride=2, padding=1)


class UpConv(NearestUpConv):
    """The same without bias, then blur."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__(in_channels, out_channels, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return blur(super().forward(x))


class MeanDownConv(EqualizedConv):
    """3x3 convolution and 2x2 mean: [.., R, R] -> [.., R/2, R/2]."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__(in_channels, out_channels, 3)

    def forward(self, x: Tensor) -> Tensor:
        kernel = spread_kernel(self.weight, self.scale / 4)
        return F.conv2d(x, kernel, self.bias, stride=2, padding=1)


class DownConv(MeanDownConv):
    """Blur, then the same."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(blur(x))


class Noise(nn.Module):
    """Add per-pixel noise scaled by a learned strength per channel (1812.04948, figure 1b)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.strength = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor, noise: Tensor | None) -> Tensor:
        if noise is None:
            return x
        strength = self.strength.to(x.dtype).view(1, -1, 1, 1)
        return torch.addcmul(x, noise.to(x.dtype), strength)  # [N, C, R, R]


class AdaIN(nn.Module):
    """Adaptive instance normalisation, equation 1 of 1812.04948.

    Each channel of each sample is normalised over its pixels, then scaled and shifted by a
    learned affine map of w, whose bias stands for scale 1, shift 0 at the start.
    """

    def __init__(self, channels: int, w_dim: int) -> None:
        super().__init__()
        self.affine = EqualizedLinear(w_dim, 2 * channels, gain=1.0)

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        n, c, h, width = x.shape
        with full_precision(x.device.type):
            scale, shift = self.affine(w.float()).chunk(2, dim=1)  # [N, C] each
        # Folding N into the channels lets one batch-norm kernel normalise and modulate. Pixels are
        # in one row, as with four dimensions and N = 1 features or gradients may lie channels
        # last, where PyTorch's backward is wrong (2.13, CPU: 0.3 for a slope of -40.6).
        y = F.batch_norm(
            x.reshape(1, n * c, h * width),
            None,
            None,
            (scale + 1).reshape(-1),
            shift.reshape(-1),
            training=True,
            eps=1e-8,
        )
        return y.view(n, c, h, width).contiguous(memory_format=torch.channels_last)
