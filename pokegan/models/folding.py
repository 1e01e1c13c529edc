"""Generators for drawing: everything that is constant without training is computed once.

A StyleGAN's is folded, and gives the same pictures up to rounding: equalized scales (1710.10196,
section 4.1) are multiplied into the weights, the kernels of up-sampling convolutions are spread,
the blur's kernel is built, biases join the convolution before them unless it is demodulated; then
the squares of its weights are summed. In bfloat16 the convolutions use it; the mapping network,
noise, AdaIN and modulation stay in float32. Other families' are only copied.

Shapes: N batch, C channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pokegan.models import contract
from pokegan.models.contract import Shape
from pokegan.models.growing import coloured, resolutions_up_to
from pokegan.models.layers import (
    LEAKY_GAIN,
    LEAKY_SLOPE,
    EqualizedConv,
    EqualizedLinear,
    UpConv,
    blur,
    pixel_norm,
    spread_kernel,
)
from pokegan.models.stylegan import (
    DEFAULT_PSI,
    Features,
    Generator,
    ModulatedLayer,
    StyledLayer,
    UpBlock,
    conv_squares,
    layers_at,
)
from pokegan.runtime.precision import full_precision, short_precision

# Features a processor styles at once: 1 MB of float32, so that each pass finds them in its
# cache. With 256 channels of 64 x 64 px and 16 samples, AdaIN over the whole batch took 20 ms a
# sample, sample by sample 2 ms (one core of an AMD EPYC 9004, torch 2.13).
IN_CACHE = 1 << 18


class FoldedGenerator(contract.Generator):
    """A StyleGAN's generator up to `resolution`."""

    family = "stylegan"
    default_psi = DEFAULT_PSI
    spherical = False
    constant: Tensor
    mean: Tensor

    def __init__(self, generator: Generator, resolution: int, dtype: torch.dtype) -> None:
        super().__init__(generator.z_dim, resolution, generator.channels)
        self.w_dim, self.num_ws = generator.w_dim, generator.num_ws
        self.matrices = [weight.clone() for weight in generator.style_weights()]
        self.values = generator.map_values(resolution)
        self.shapes = generator.noise_shapes(resolution)
        self.map = nn.ModuleList(
            FoldedLinear(cast(EqualizedLinear, layer)) for layer in generator.map.layers
        )
        self.register_buffer("mean", generator.w_avg.clone())
        first, sizes = generator.first, resolutions_up_to(resolution)
        layers: list[tuple[EqualizedConv, StyledLayer | ModulatedLayer]] = [
            (first.conv1, first.style1)
        ]
        for block in (cast(UpBlock, generator.blocks[str(r)]) for r in sizes[1:]):
            layers += [(block.conv0, block.style0), (block.conv1, block.style1)]
        self.register_buffer("constant", first.constant + per_channel(first.style0.bias))
        self.convs = nn.ModuleList(folded_conv(conv, style, dtype) for conv, style in layers)
        styles = [(None, first.style0), *layers]
        self.styles = nn.ModuleList(folded_style(conv, style, dtype) for conv, style in styles)
        self.to_rgb = nn.ModuleDict()
        for r in sizes:
            layer = cast(EqualizedConv, generator.to_rgb[str(r)])
            self.to_rgb[str(r)] = FoldedConv(layer, cast(Tensor, layer.bias), dtype)

    @property
    def w_avg(self) -> Tensor:
        """The mean of w, [D]."""
        return self.mean

    def num_ws_at(self, resolution: int) -> int:
        """Two for each doubling from 4 px."""
        return layers_at(resolution)

    def mapping(self, z: Tensor) -> Tensor:
        """The styles of latents: [N, Z] -> w_plus [N, L, D], the same w at every layer."""
        with full_precision(z.device.type):
            x = pixel_norm(z.float())  # [N, Z]
            for layer in self.map:
                x = F.leaky_relu(layer(x), LEAKY_SLOPE)
        return x.unsqueeze(1).expand(-1, self.num_ws, -1)  # [N, L, D]

    def synthesis(
        self,
        w_plus: Tensor,
        resolution: int | None = None,
        alpha: Tensor | None = None,
        noise: Sequence[Tensor | None] | None = None,
    ) -> Tensor:
        """Draw images [N, C, R, R] in float32; arguments as for contract.Generator.synthesis."""
        resolution = resolution or self.resolution
        layers = layers_at(resolution)
        noise = [None] * layers if noise is None else noise
        with full_precision(w_plus.device.type):
            # A copy: what follows works in place.
            x = self.constant.expand(len(w_plus), -1, -1, -1)
            x = x.clone(memory_format=torch.channels_last)
            x, scale = self.styles[0](x, w_plus[:, 0], noise[0], None)  # [N, C4, 4, 4]
            below = x
            for i in range(1, layers):
                below = x if i % 2 == 0 else below
                convolved = self.convs[i - 1](x)
                x, scale = self.styles[i](convolved, w_plus[:, i], noise[i], scale)  # [N, C, r, r]
            return coloured(self.to_rgb, x, below, alpha)  # [N, C, R, R]

    def noise_shapes(self, resolution: int | None = None) -> list[Shape | None]:
        """As stylegan.Generator.noise_shapes."""
        return self.shapes[: layers_at(resolution or self.resolution)]

    def style_weights(self) -> list[Tensor]:
        """As stylegan.Generator.style_weights."""
        return self.matrices

    def map_values(self, resolution: int) -> int:
        """Those of the last block."""
        return self.values


class AsTrained(contract.Generator):
    """A copy of any family's generator that draws by the network it was trained as."""

    def __init__(self, generator: contract.Generator, resolution: int, dtype: torch.dtype) -> None:
        super().__init__(generator.z_dim, resolution, generator.channels)
        self.family, self.spherical = generator.family, generator.spherical
        self.dial, self.default_psi = generator.dial, generator.default_psi
        self.network = copy.deepcopy(generator).eval().requires_grad_(False)
        self.precision = "fp32" if dtype == torch.float32 else "bf16"

    def prior(self, z: Tensor) -> Tensor:
        return self.network.prior(z)

    def synthesis(
        self,
        w_plus: Tensor,
        resolution: int | None = None,
        alpha: Tensor | None = None,
        noise: Sequence[Tensor | None] | None = None,
    ) -> Tensor:
        """Draw images [N, C, R, R] in float32 from latents [N, 1, Z]."""
        with short_precision(w_plus.device.type, self.precision):
            return self.network.synthesis(w_plus, resolution or self.resolution, alpha)

    def style_weights(self) -> list[Tensor]:
        return self.network.style_weights()

    def map_values(self, resolution: int) -> int:
        return self.network.map_values(resolution)


class FoldedLinear(nn.Module):
    """A fully connected layer with its scales in weight and bias, float32."""

    weight: Tensor
    bias: Tensor

    def __init__(self, layer: EqualizedLinear) -> None:
        super().__init__()
        self.register_buffer("weight", layer.weight * layer.scale)
        self.register_buffer("bias", layer.bias * layer.lr_multiplier)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias)


class FoldedConv(nn.Module):
    """A convolution of unchanged size with its scale in its weight."""

    weight: Tensor
    bias: Tensor

    def __init__(self, layer: EqualizedConv, bias: Tensor, dtype: torch.dtype) -> None:
        super().__init__()
        self.register_buffer("weight", laid_out(layer.weight * layer.scale, dtype))
        self.register_buffer("bias", bias.to(dtype, copy=True))
        self.padding = layer.padding

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.weight, self.bias, padding=self.padding)  # [N, C, R, R]


class FoldedUpConv(nn.Module):
    """An up-sampling convolution with its kernel spread; the bias is added by the blur after it."""

    kernel: Tensor
    blur: Tensor
    bias: Tensor

    def __init__(self, layer: UpConv, bias: Tensor, dtype: torch.dtype) -> None:
        super().__init__()
        kernel = spread_kernel(layer.weight.transpose(0, 1).flip(2, 3) * layer.scale)
        impulse = F.pad(kernel.new_ones(1, 1, 1, 1), (1, 1, 1, 1))
        self.register_buffer("kernel", laid_out(kernel, dtype))
        self.register_buffer("blur", laid_out(blur(impulse).repeat(len(bias), 1, 1, 1), dtype))
        self.register_buffer("bias", bias.to(dtype, copy=True))

    def forward(self, x: Tensor) -> Tensor:
        x = F.conv_transpose2d(x, self.kernel, stride=2, padding=1)
        return F.conv2d(x, self.blur, self.bias, padding=1, groups=x.shape[1])  # [N, C, 2R, 2R]


class FoldedStyle(nn.Module):
    """What follows each convolution and its bias: noise, leaky ReLU and AdaIN, in float32.

    With these in bfloat16 too, pictures of a random network for 32 px, values up to 6, were off
    by 1.3 instead of 0.08: AdaIN enlarges what rounding did to a channel whose mean is large
    beside its spread.
    """

    strength: Tensor | None

    def __init__(self, layer: StyledLayer, dtype: torch.dtype) -> None:
        super().__init__()
        self.affine = FoldedLinear(layer.adain.affine)
        self.affine.bias[: len(layer.bias)] += 1  # its first half is scale - 1
        strength = None if layer.noise is None else per_channel(layer.noise.strength).clone()
        self.register_buffer("strength", strength)
        self.dtype = dtype

    def forward(
        self, x: Tensor, w: Tensor, noise: Tensor | None, before: Tensor | None
    ) -> Features:
        """`x` is used up; the result is in the convolutions' dtype."""
        n, at_once = len(x), len(x)
        scale, shift = self.affine(w.float())[:, :, None, None].chunk(2, dim=1)  # [N, C, 1, 1]
        if noise is not None:
            noise = noise.float().expand(n, -1, -1, -1)
        if x.device.type == "cpu" and not torch.compiler.is_compiling():
            at_once = max(1, IN_CACHE // x[0].numel())
        if at_once >= n:
            return self.styled(x, noise, scale, shift).to(self.dtype), None  # [N, C, R, R]
        y = x if x.dtype == self.dtype else torch.empty_like(x, dtype=self.dtype)
        for start in range(0, n, at_once):
            part = slice(start, start + at_once)
            its_noise = None if noise is None else noise[part]
            y[part] = self.styled(x[part], its_noise, scale[part], shift[part])
        return y, None  # [N, C, R, R]

    def styled(self, x: Tensor, noise: Tensor | None, scale: Tensor, shift: Tensor) -> Tensor:
        """Equation 1 of 1812.04948 after noise and leaky ReLU; `x` is used up."""
        x = x.float()
        if noise is not None and self.strength is not None:
            x = x.addcmul_(noise, self.strength)
        x = F.leaky_relu_(x, LEAKY_SLOPE)
        x = x.sub_(x.mean(dim=(2, 3), keepdim=True))
        variance = x.square().mean(dim=(2, 3), keepdim=True)
        return torch.addcmul(shift, x, scale * torch.rsqrt(variance + 1e-8))  # [N, C, R, R]


class FoldedModulation(nn.Module):
    """What follows each convolution without its bias: all of stylegan.ModulatedLayer, in float32.

    `squares` [C', C] are those of the convolution, None for the learned constant.
    """

    strength: Tensor | None
    squares: Tensor | None
    bias: Tensor

    def __init__(self, layer: ModulatedLayer, squares: Tensor | None, dtype: torch.dtype) -> None:
        super().__init__()
        self.affine = FoldedLinear(layer.affine)
        self.affine.bias += 1
        strength = None if layer.noise is None else per_channel(layer.noise.strength).clone()
        self.register_buffer("strength", strength)
        self.register_buffer("squares", squares)
        self.register_buffer("bias", per_channel(layer.bias).clone())
        self.dtype = dtype

    def forward(
        self, x: Tensor, w: Tensor, noise: Tensor | None, before: Tensor | None
    ) -> Features:
        """The result is in the convolutions' dtype; `before` [N, C] is the modulation of `x`."""
        modulation = self.affine(w.float())  # [N, C]
        x = x.float()
        if self.squares is not None and before is not None:
            demodulation = torch.rsqrt(F.linear(before.square(), self.squares) + 1e-8)
            x = torch.addcmul(self.bias, x, demodulation[:, :, None, None])
        if noise is not None and self.strength is not None:
            x = x.addcmul_(noise.float(), self.strength)
        x = F.leaky_relu_(x, LEAKY_SLOPE).mul_((LEAKY_GAIN * modulation)[:, :, None, None])
        return x.to(self.dtype), modulation  # [N, C, R, R]


def folded_conv(
    conv: EqualizedConv, style: StyledLayer | ModulatedLayer, dtype: torch.dtype
) -> FoldedConv | FoldedUpConv:
    """A convolution with its layer's bias, or with none where that follows on demodulation."""
    bias = torch.zeros_like(style.bias) if isinstance(style, ModulatedLayer) else style.bias
    if isinstance(conv, UpConv):
        return FoldedUpConv(conv, bias, dtype)
    return FoldedConv(conv, bias, dtype)


def folded_style(
    conv: EqualizedConv | None, style: StyledLayer | ModulatedLayer, dtype: torch.dtype
) -> FoldedStyle | FoldedModulation:
    """A layer after the convolution that it follows, None for the learned constant."""
    if isinstance(style, StyledLayer):
        return FoldedStyle(style, dtype)
    return FoldedModulation(style, None if conv is None else conv_squares(conv), dtype)


def laid_out(kernel: Tensor, dtype: torch.dtype) -> Tensor:
    """A kernel in the type and the layout that its convolution is fastest in."""
    return kernel.to(dtype).contiguous(memory_format=torch.channels_last)


def per_channel(values: Tensor) -> Tensor:
    """[C] as [1, C, 1, 1]."""
    return values.view(1, -1, 1, 1)
