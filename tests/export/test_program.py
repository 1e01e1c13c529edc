"""Programs: carried out by a slow reading of their words, they draw what the network draws."""

from __future__ import annotations

from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pokegan.config import override, preset
from pokegan.errors import ModelError
from pokegan.export.page import stored
from pokegan.export.program import EXAMPLE, Program, trace
from pokegan.models import build
from pokegan.models.contract import Generator


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
    if kind in ("relu", "tanh", "sigmoid", "erf", "square", "sqrt", "rsqrt"):
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
    if kind == "concat":
        return torch.cat(given, op["axis"])
    if kind == "tile":
        return x.repeat(sizes)
    if kind == "mean":
        return x.mean(op["axes"], keepdim=True)
    assert kind == "normalise"
    variance, mean = torch.var_mean(x, op["axis"], correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + op["epsilon"])


class Drawn(nn.Module):
    def __init__(self, generator: Generator, px: int, alpha: float | None) -> None:
        super().__init__()
        self.generator, self.px = generator, px
        self.alpha = None if alpha is None else torch.tensor(alpha)

    def forward(self, w_plus: Tensor, *noise: Tensor) -> Tensor:
        given = iter(noise)
        shapes = self.generator.noise_shapes(self.px)
        layers = [None if shape is None else next(given) for shape in shapes]
        return self.generator.synthesis(w_plus, self.px, self.alpha, layers)


class Mapped(nn.Module):
    def __init__(self, generator: Generator) -> None:
        super().__init__()
        self.generator = generator

    def forward(self, z: Tensor) -> Tensor:
        return self.generator.mapping(z)


def generator(family: str, **settings: Any) -> Generator:
    sizes = {"filters": 4, "z_dim": 5} if family in ("dcgan", "began") else {"channel_max": 6}
    config = override(preset("tiny", family), {"resolution": 16, **sizes, **settings})
    made = build(config.model, seed=1)[0].eval().requires_grad_(False)
    stream = torch.Generator().manual_seed(2)
    for name, value in made.state_dict().items():  # weights that begin at nothing would hide faults
        if value.is_floating_point() and not name.endswith("running_var"):
            value += 0.2 * torch.randn(value.shape, generator=stream)
    return made


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
    family: str, settings: dict[str, Any], px: int, alpha: float | None
) -> None:
    network = generator(family, **settings)
    shapes = [shape for shape in network.noise_shapes(px) if shape is not None]

    def inputs(n: int) -> dict[str, Tensor]:
        stream = torch.Generator().manual_seed(3)
        w_plus = torch.randn(n, network.num_ws, network.w_dim, generator=stream)
        noise = [torch.randn(n, *shape, generator=stream) for shape in shapes]
        return {"w_plus": w_plus, **{f"noise_{i}": one for i, one in enumerate(noise)}}

    drawn = Drawn(network, px, alpha)
    program = trace(drawn, inputs(EXAMPLE))
    exact = program.constants
    for count in (1, 5):
        given = inputs(count)
        with torch.no_grad():
            expected = drawn(*given.values())
        program.constants = {name: stored(one).float() for name, one in exact.items()}
        channels_last = {name: last(one) if one.dim() == 4 else one for name, one in given.items()}
        images = carried_out(program, channels_last)
        torch.testing.assert_close(images, last(expected), rtol=0, atol=0.03)  # half precision
        program.constants = exact
        images = carried_out(program, channels_last)
        torch.testing.assert_close(images, last(expected), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("family", ["stylegan", "progan", "dcgan", "began"])
def test_a_program_maps_as_the_network_does(family: str) -> None:
    network = generator(family)
    program = trace(Mapped(network), {"z": torch.randn(EXAMPLE, network.z_dim)})
    z = torch.randn(4, network.z_dim, generator=torch.Generator().manual_seed(4))
    with torch.no_grad():
        expected = network.mapping(z)
    torch.testing.assert_close(carried_out(program, {"z": z}), expected, rtol=1e-4, atol=1e-5)


class Odd(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.cumsum(1)


def test_an_operation_that_is_unknown_is_named() -> None:
    with pytest.raises(ModelError, match="'cumsum', which a page cannot"):
        trace(Odd(), {"x": torch.randn(EXAMPLE, 4)})
