"""Programs: carried out by a slow reading of their words, they draw what the network draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pokegan.checkpoints.model_file import ModelFile
from pokegan.errors import ModelError
from pokegan.export.page import stored
from pokegan.export.program import Program, trace
from pokegan.export.traced import EXAMPLE, Drawn, Mapped, examples

SMALL: dict[str, dict[str, Any]] = {
    **{family: {"channel_max": 6} for family in ("stylegan", "progan")},
    **{family: {"filters": 4, "z_dim": 5} for family in ("dcgan", "began")},
}


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(3)


def stir(file: ModelFile) -> None:
    """Move all weights: those that begin at nothing would hide faults."""
    stream = torch.Generator().manual_seed(2)
    for name, value in file.generator.state_dict().items():
        if value.is_floating_point() and not name.endswith("running_var"):
            value += 0.2 * torch.randn(value.shape, generator=stream)


def carried_out(program: Program, inputs: dict[str, Tensor]) -> Tensor:
    """What a program gives, pictures channels last."""
    n = len(next(iter(inputs.values())))
    values: list[Tensor | None] = []
    for op in program.ops:
        given = [
            values[one] if isinstance(one, int) else program.constants[one]
            for one in op.get("in", ())
        ]
        values.append(inputs[op["name"]] if op["op"] == "input" else done(op, given, n))
        for one in op.get("free", ()):
            values[one] = None
    last = values[-1]
    assert last is not None and sum(value is not None for value in values) == 1
    return last


def first(x: Tensor) -> Tensor:
    return x.permute(0, 3, 1, 2)


def last(x: Tensor) -> Tensor:
    return x.permute(0, 2, 3, 1)


def done(op: dict[str, Any], given: list[Any], n: int) -> Tensor:
    kind, (x, *rest) = op["op"], given
    sizes = [fixed + per * n for fixed, per in op.get("to", op.get("repeats", ()))]
    if kind in ("add", "sub", "mul", "div"):
        return getattr(torch, kind)(x, *rest)
    if kind in ("relu", "tanh", "erf", "square", "rsqrt"):
        return getattr(torch, kind)(x)
    if kind == "leaky_relu":
        return F.leaky_relu(x, op["slope"])
    if kind == "elu":
        return F.elu(x)
    if kind == "matmul":
        return x @ rest[0]
    if kind == "conv":
        return last(F.conv2d(first(x), rest[0].permute(3, 2, 0, 1), None, op["stride"], op["pad"]))
    if kind == "depthwise":
        kernel = rest[0].permute(2, 3, 0, 1)
        return last(F.conv2d(first(x), kernel, None, op["stride"], op["pad"], groups=len(kernel)))
    if kind == "upconv":
        _, h, w, _ = x.shape
        kinds = F.conv2d(first(x), rest[0].permute(3, 2, 0, 1), padding=1).chunk(4, dim=1)
        out = torch.empty(n, kinds[0].shape[1], 2 * h, 2 * w)
        for a in (0, 1):
            for b in (0, 1):
                out[:, :, a::2, b::2] = kinds[2 * a + b][:, :, a : a + h, b : b + w]
        return last(out)
    if kind == "double":
        return x.repeat_interleave(2, 1).repeat_interleave(2, 2)
    if kind == "reshape":
        return x.reshape(sizes)
    if kind == "transpose":
        return x.permute(op["order"])
    if kind == "slice":
        return x.narrow(op["axis"], op["start"], op["end"] - op["start"])
    if kind == "tile":
        return x.repeat(sizes)
    if kind == "mean":
        return x.mean(op["axes"], keepdim=True)
    assert kind == "normalise"
    variance, mean = torch.var_mean(x, op["axis"], correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + op["epsilon"])


@pytest.mark.parametrize(
    ("family", "settings", "px", "alpha"),
    [
        ("stylegan", {}, 16, None),
        ("stylegan", {"normalisation": "adain", "noise_from": 8}, 16, None),
        ("stylegan", {"noise_from": 4, "channels": 4}, 16, 0.3),
        ("stylegan", {}, 8, None),
        ("progan", {}, 16, 0.6),
        ("dcgan", {}, 16, None),
        ("dcgan", {"upsampling": "resize", "channels": 4}, 16, None),
        ("began", {}, 16, None),
    ],
)
def test_a_program_draws_what_the_network_draws(
    family: str,
    settings: dict[str, Any],
    px: int,
    alpha: float | None,
    random_model: Callable[..., ModelFile],
) -> None:
    file = random_model(family, px, alpha, **SMALL[family], **settings)
    stir(file)
    drawn = Drawn(file)
    program = trace(drawn, examples(file, "w_plus"))
    exact = program.constants
    for count in (1, 5):
        shapes = {name: one.shape[1:] for name, one in examples(file, "w_plus").items()}
        torch.manual_seed(3)
        given = {name: torch.randn(count, *shape) for name, shape in shapes.items()}
        with torch.no_grad():
            expected = drawn(*given.values())
        channels_last = {name: last(one) if one.dim() == 4 else one for name, one in given.items()}
        program.constants = {name: stored(one).float() for name, one in exact.items()}
        images = carried_out(program, channels_last)
        torch.testing.assert_close(images, last(expected), rtol=0, atol=0.03)  # half precision
        program.constants = exact
        images = carried_out(program, channels_last)
        torch.testing.assert_close(images, last(expected), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("family", ["stylegan", "progan", "dcgan", "began"])
def test_a_program_maps_as_the_network_does(
    family: str, random_model: Callable[..., ModelFile]
) -> None:
    file = random_model(family, **SMALL[family])
    stir(file)
    mapped, z_dim = Mapped(file), file.generator.z_dim
    program = trace(mapped, {"z": torch.randn(EXAMPLE, z_dim)})
    z = torch.randn(4, z_dim)
    with torch.no_grad():
        expected = mapped(z)
    torch.testing.assert_close(carried_out(program, {"z": z}), expected, rtol=1e-4, atol=1e-5)


class Odd(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.cumsum(1)


def test_an_operation_that_is_unknown_is_named() -> None:
    with pytest.raises(ModelError, match="'cumsum', which a page cannot"):
        trace(Odd(), {"x": torch.randn(EXAMPLE, 4)})
