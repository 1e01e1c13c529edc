"""Each layer against a slow loop, a closed form or a case worked out by hand."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.models.layers import (
    AdaIN,
    DownConv,
    EqualizedConv,
    EqualizedLinear,
    Noise,
    UpConv,
    blur,
    downsample_mean,
    fade,
    fade_reals,
    minibatch_stddev,
    pixel_norm,
    spread_kernel,
    upsample_nearest,
)


@pytest.fixture(autouse=True)
def fixed_weights() -> None:
    torch.manual_seed(0)


def slow_conv(x: Tensor, weight: Tensor) -> Tensor:
    """Correlation with zeros outside, one output pixel at a time: [N, C, R, R] float64."""
    n, _, height, width = x.shape
    half = weight.shape[-1] // 2
    padded = F.pad(x.double(), (half, half, half, half))
    y = torch.zeros(n, len(weight), height, width, dtype=torch.float64)
    for row in range(height):
        for column in range(width):
            window = padded[:, None, :, row : row + 2 * half + 1, column : column + 2 * half + 1]
            y[:, :, row, column] = (window * weight.double()).sum(dim=(2, 3, 4))
    return y


def slow_blur(x: Tensor) -> Tensor:
    """Each channel with [1 2 1] x [1 2 1] / 16, zeros outside."""
    kernel = torch.tensor([[1, 2, 1], [2, 4, 2], [1, 2, 1]]).view(1, 1, 3, 3) / 16
    return torch.cat([slow_conv(x[:, i : i + 1], kernel) for i in range(x.shape[1])], dim=1)


def slow_stddev(x: Tensor, epsilon: float = 1e-8) -> list[float]:
    """For each sample, the mean over features of the standard deviation within its group."""
    groups = math.ceil(len(x) / 4)
    result = []
    for i in range(len(x)):
        mates = [x[j].double().flatten().tolist() for j in range(i % groups, len(x), groups)]
        deviations = []
        for values in zip(*mates, strict=True):
            mean = sum(values) / len(values)
            variance = sum((value - mean) ** 2 for value in values) / len(values)
            deviations.append(math.sqrt(variance + epsilon))
        result.append(sum(deviations) / len(deviations))
    return result


def close(actual: Tensor, expected: Tensor, atol: float = 1e-5) -> None:
    torch.testing.assert_close(actual.double(), expected.double(), atol=atol, rtol=0)


def test_pixel_norm_of_a_three_four_vector() -> None:
    length = math.sqrt((9 + 16) / 2)
    close(pixel_norm(torch.tensor([[3.0, 4.0]])), torch.tensor([[3 / length, 4 / length]]))


def test_pixel_norm_works_along_channels_at_each_pixel() -> None:
    x = torch.randn(2, 5, 3, 3)
    y = pixel_norm(x)
    for n, row, column in ((0, 0, 0), (1, 2, 1)):
        vector = x[n, :, row, column].double()
        close(y[n, :, row, column], vector / (vector.square().sum() / 5).sqrt())


def test_pixel_norm_of_nothing_is_nothing() -> None:
    assert pixel_norm(torch.zeros(1, 4)).tolist() == [[0, 0, 0, 0]]


def test_blur_is_the_slow_loop_border_included() -> None:
    x = torch.randn(2, 3, 4, 5)
    close(blur(x), slow_blur(x))


def test_blur_of_a_point_is_its_kernel() -> None:
    x = torch.zeros(1, 2, 5, 5)
    x[0, 1, 2, 2] = 16
    assert blur(x)[0, 1, 1:4, 1:4].tolist() == [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
    assert blur(x)[0, 0].abs().max() == 0


def test_resampling_by_hand() -> None:
    x = torch.tensor([[1.0, 2.0], [3.0, 6.0]]).view(1, 1, 2, 2)
    assert upsample_nearest(x)[0, 0].tolist() == [[1, 1, 2, 2]] * 2 + [[3, 3, 6, 6]] * 2
    assert downsample_mean(x).item() == 3


def test_fade_goes_from_old_to_new() -> None:
    old, new = torch.tensor([8.0, 0.1]), torch.tensor([4.0, 0.7])
    assert torch.equal(fade(old, new, torch.tensor(0.0)), old)
    assert torch.equal(fade(old, new, torch.tensor(1.0)), new)
    assert fade(old, new, torch.tensor(0.25))[0] == 0.75 * 8 + 0.25 * 4


def test_fading_reals_removes_the_detail_within_blocks() -> None:
    images = torch.tensor([[0.0, 4.0, 1.0, 1.0], [4.0, 8.0, 1.0, 5.0]]).view(1, 1, 2, 4)
    assert fade_reals(images, None) is images
    gone = fade_reals(images, torch.tensor(0.0))
    assert gone[0, 0].tolist() == [[4, 4, 2, 2], [4, 4, 2, 2]]
    quarter = fade_reals(images, torch.tensor(0.25))
    assert quarter[0, 0].tolist() == [[3, 4, 1.75, 1.75], [4, 5, 1.75, 2.75]]


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 8, 9])
def test_minibatch_stddev_is_the_slow_loop(n: int) -> None:
    x = torch.randn(n, 3, 2, 2)
    y = minibatch_stddev(x)
    assert y.shape == (n, 4, 2, 2) and torch.equal(y[:, :3], x)
    expected = torch.tensor(slow_stddev(x)).view(n, 1, 1, 1).expand(n, 1, 2, 2)
    close(y[:, 3:], expected)


@pytest.mark.parametrize("n", [4, 8, 12])
def test_minibatch_stddev_is_the_published_one_for_whole_groups(n: int) -> None:
    x = torch.randn(n, 3, 2, 2)
    grouped = x.double().reshape(4, n // 4, 3, 2, 2)  # [G, M, C, R, R]
    variance = (grouped - grouped.mean(dim=0)).square().mean(dim=0)
    published = (variance + 1e-8).sqrt().mean(dim=(1, 2, 3)).repeat(4)
    close(minibatch_stddev(x)[:, 3, 0, 0], published)


@pytest.mark.parametrize("n", [1, 4])
def test_a_batch_without_spread_has_a_finite_gradient(n: int) -> None:
    x = torch.ones(n, 3, 4, 4, requires_grad=True)
    y = minibatch_stddev(x)
    close(y[:, 3], torch.full((n, 4, 4), 1e-4), atol=1e-9)
    y.square().sum().backward()
    assert x.grad is not None
    close(x.grad, torch.full_like(x, 2.0))


def test_minibatch_stddev_keeps_its_precision_in_bfloat16_training() -> None:
    x = 100 + 0.1 * torch.randn(4, 3, 4, 4)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        y = minibatch_stddev(x)
    close(y[:, 3, 0, 0], torch.tensor(slow_stddev(x)), atol=1e-4)


@pytest.mark.parametrize(("gain", "lr_multiplier"), [(1.0, 1.0), (math.sqrt(2), 0.01)])
def test_linear_scales_its_weight_by_gain_and_fan_in(gain: float, lr_multiplier: float) -> None:
    layer = EqualizedLinear(3, 2, gain, lr_multiplier)
    with torch.no_grad():
        layer.bias.copy_(torch.tensor([5.0, -7.0]))
    x = torch.randn(4, 3)
    effective = layer.weight.double() * lr_multiplier * gain / math.sqrt(3)
    expected = [
        [
            sum(x[n, i].item() * effective[o, i].item() for i in range(3))
            + layer.bias[o].item() * lr_multiplier
            for o in range(2)
        ]
        for n in range(4)
    ]
    close(layer(x), torch.tensor(expected))


def test_linear_weights_start_with_unit_effective_spread() -> None:
    weight = EqualizedLinear(200, 200, lr_multiplier=0.01).weight * 0.01
    assert weight.std().item() == pytest.approx(1, abs=0.02)
    assert weight.mean().item() == pytest.approx(0, abs=0.02)


def test_lr_multiplier_slows_learning_without_changing_the_start() -> None:
    """Adam's first step moves each stored weight by lr, so it shows the effective speed."""
    x, moved = torch.randn(6, 4), {}
    started = {}
    for lr_multiplier in (1.0, 0.1):
        torch.manual_seed(1)
        layer = EqualizedLinear(4, 3, gain=1.0, lr_multiplier=lr_multiplier)
        started[lr_multiplier] = layer(x).detach()
        before = (layer.weight * layer.scale).detach()
        optimizer = torch.optim.Adam(layer.parameters(), lr=0.01, eps=0)
        layer(x).sum().backward()
        optimizer.step()
        moved[lr_multiplier] = (
            (layer.weight * layer.scale - before).abs().mean().item(),
            (layer.bias * lr_multiplier).abs().mean().item(),
        )
    close(started[0.1], started[1.0])
    assert moved[1.0] == pytest.approx((0.01 / math.sqrt(4), 0.01), rel=1e-3)
    assert moved[0.1] == pytest.approx((0.001 / math.sqrt(4), 0.001), rel=1e-3)


@pytest.mark.parametrize("kernel", [1, 3])
@pytest.mark.parametrize("bias", [True, False])
def test_conv_is_the_slow_loop_with_scaled_weights(kernel: int, bias: bool) -> None:
    layer = EqualizedConv(3, 2, kernel, gain=1.5, bias=bias)
    x = torch.randn(2, 3, 4, 5)
    expected = slow_conv(x, layer.weight.detach() * 1.5 / math.sqrt(3 * kernel**2))
    if layer.bias is not None:
        with torch.no_grad():
            layer.bias.copy_(torch.tensor([3.0, -2.0]))
        expected += torch.tensor([3.0, -2.0]).view(1, 2, 1, 1)
    close(layer(x), expected)


def test_layers_keep_the_variance_of_their_input() -> None:
    """Gain sqrt(2) makes up for a ReLU (He); a leak of 0.2 adds 0.2 squared."""
    x = torch.randn(64, 256)
    y = F.leaky_relu(EqualizedLinear(256, 256)(x), 0.2)
    assert y.square().mean().item() == pytest.approx(1.04, rel=0.05)


def test_spread_kernel_sums_over_the_four_offsets() -> None:
    weight = torch.randn(2, 3, 3, 3)
    expected = torch.zeros(2, 3, 4, 4)
    for row in (0, 1):
        for column in (0, 1):
            expected[:, :, row : row + 3, column : column + 3] += weight
    close(spread_kernel(weight), expected)


def test_up_conv_is_nearest_then_conv_then_blur() -> None:
    layer = UpConv(3, 2)
    x = torch.randn(2, 3, 4, 4)
    repeated = x.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
    weight = layer.weight.detach() * math.sqrt(2) / math.sqrt(3 * 9)
    close(layer(x), slow_blur(slow_conv(repeated, weight)))


def test_down_conv_is_blur_then_conv_then_mean() -> None:
    layer = DownConv(3, 2)
    assert layer.bias is not None
    with torch.no_grad():
        layer.bias.copy_(torch.tensor([3.0, -2.0]))
    x = torch.randn(2, 3, 6, 6)
    y = slow_conv(slow_blur(x), layer.weight.detach() * math.sqrt(2) / math.sqrt(3 * 9))
    mean = (y[:, :, ::2, ::2] + y[:, :, 1::2, ::2] + y[:, :, ::2, 1::2] + y[:, :, 1::2, 1::2]) / 4
    close(layer(x), mean + torch.tensor([3.0, -2.0]).view(1, 2, 1, 1))


def test_noise_is_scaled_by_the_strength_of_its_channel() -> None:
    layer = Noise(3)
    x, noise = torch.randn(2, 3, 4, 4), torch.randn(2, 1, 4, 4)
    assert torch.equal(layer(x, noise), x)
    with torch.no_grad():
        layer.strength.copy_(torch.tensor([0.0, 2.0, -0.5]))
    assert torch.equal(layer(x, None), x)
    y = layer(x, noise)
    close(y[:, 0], x[:, 0])
    close(y[:, 1], x[:, 1] + 2 * noise[:, 0])
    close(y[:, 2], x[:, 2] - 0.5 * noise[:, 0])
    close(layer(x, noise[:1])[1, 1], x[1, 1] + 2 * noise[0, 0])


def test_adain_is_equation_1() -> None:
    layer = AdaIN(3, 5)
    with torch.no_grad():
        layer.affine.bias.normal_()
    x, w = 2 + 3 * torch.randn(4, 3, 4, 4), torch.randn(4, 5)
    style = w.double() @ layer.affine.weight.double().T / math.sqrt(5) + layer.affine.bias
    expected = torch.empty(4, 3, 4, 4, dtype=torch.float64)
    for n in range(4):
        for c in range(3):
            values = x[n, c].double()
            mean = values.sum() / 16
            deviation = ((values - mean).square().sum() / 16).sqrt()
            scale, shift = 1 + style[n, c], style[n, 3 + c]
            expected[n, c] = scale * (values - mean) / deviation + shift
    y = layer(x, w)
    close(y, expected.detach())
    for n in range(4):
        close(layer(x[n : n + 1], w[n : n + 1]), y[n : n + 1])


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("before", [torch.contiguous_format, torch.channels_last])
@pytest.mark.parametrize("after", [torch.contiguous_format, torch.channels_last])
def test_the_gradient_of_adain_is_its_slope(
    n: int, before: torch.memory_format, after: torch.memory_format
) -> None:
    layer = AdaIN(3, 5)
    x = torch.randn(n, 3, 4, 4).contiguous(memory_format=before).requires_grad_()
    w = torch.randn(n, 5).requires_grad_()
    weights = torch.randn(n, 3, 4, 4).contiguous(memory_format=after)

    def loss(x: Tensor, w: Tensor) -> Tensor:
        return (weights * layer(x, w)).sum()

    for place, towards in enumerate((torch.randn(n, 3, 4, 4), torch.randn(n, 5))):
        step = [torch.zeros_like(x), torch.zeros_like(w)]
        step[place] = 1e-2 * towards
        slope = loss(x + step[0], w + step[1]) - loss(x - step[0], w - step[1])
        gradient = torch.autograd.grad(loss(x, w), (x, w))[place]
        assert 2 * (gradient * step[place]).sum().item() == pytest.approx(
            slope.item(), rel=0.02, abs=1e-3
        )


def test_adain_of_a_flat_channel_is_its_shift() -> None:
    layer = AdaIN(2, 5)
    w = torch.randn(1, 5)
    shift = (layer.affine(w)[0, 2:]).view(1, 2, 1, 1).expand(1, 2, 4, 4)
    # float32 knows 3.0 to 2e-7, and dividing by sqrt(1e-8) makes that 2e-3.
    close(layer(torch.full((1, 2, 4, 4), 3.0), w), shift, atol=0.01)
