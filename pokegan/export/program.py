"""A generator as a list of plain operations, which a browser carries out.

`torch.export` follows the network once; what depends on weights alone is computed here, and the
rest is written down for a machine that keeps pictures channels last, as TensorFlow.js does. So
there is one definition of each network, in `models`, and a new family needs nothing here unless it
uses an operation that no other does.

Shapes: N batch, C channels, H and W pixels. Features [N, C, H, W] of the network are [N, H, W, C]
in a program.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from pokegan.errors import ModelError

LAST = (0, 2, 3, 1)  # from channels first to channels last
FIRST = (0, 3, 1, 2)  # and back
SPATIAL_LAST = (0, 3, 1, 2)  # where a network's dimension is in a program: 1, channels, is 3

Op = dict[str, Any]


class Dim(NamedTuple):
    """A size that is `fixed` + `per` N."""

    fixed: int
    per: int = 0


ONE = Dim(1)


@dataclass(frozen=True)
class Ref:
    """What an operation gives: its number, and its shape [..] in the network's own order."""

    number: int
    shape: tuple[Dim, ...]


Value = Tensor | Ref


@dataclass
class Program:
    """Operations in their order.

    An operation is {"op", "in", ...}: its inputs are numbers of operations, or names of constants;
    inputs of the program come first, as {"op": "input", "name"}. "free" lists what is not needed
    after it. The last one gives the output. `constants` are in float32.
    """

    ops: list[Op] = field(default_factory=list)
    constants: dict[str, Tensor] = field(default_factory=dict)


def trace(network: nn.Module, inputs: dict[str, Tensor]) -> Program:
    """The program of a network that takes these tensors by name, of any number of rows.

    Raises ModelError where it has an operation that programs do not know.
    """
    batch = torch.export.Dim("batch", min=2, max=1 << 20)
    rows = tuple({0: batch} for _ in inputs)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch's of its own use of itself
        exported = torch.export.export(
            Positional(network.eval()), tuple(inputs.values()), dynamic_shapes=(rows,)
        )
        return Lowering(list(inputs)).program(exported.run_decompositions({}))


class Positional(nn.Module):
    """A network whose inputs have no names, however many it has."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> Tensor:
        result: Tensor = self.network(*inputs)
        return result


class Lowering:
    """Writes a program while it follows an exported graph."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.done = Program()
        self.values: dict[Any, Any] = {}

    def program(self, exported: Any) -> Program:
        graph = exported.graph
        state = {**exported.state_dict, **exported.constants}
        signature = exported.graph_signature
        held = {
            **signature.inputs_to_parameters,
            **signature.inputs_to_buffers,
            **signature.inputs_to_lifted_tensor_constants,
        }
        names = iter(self.names)
        for node in graph.nodes:
            if node.op == "placeholder" and node.name in held:
                self.values[node] = state[held[node.name]].detach().float()
            elif node.op == "placeholder":
                shape = tuple(map(dim, node.meta["val"].shape))
                self.values[node] = self.emit("input", [], shape, name=next(names))
            elif node.op == "call_function":
                self.values[node] = self.followed(node)
            elif node.op == "output":
                (result,) = self.taken(node.args[0])
                assert isinstance(result, Ref) and result.number == len(self.done.ops) - 1
        free(self.done.ops)
        return self.done

    def taken(self, given: Any) -> Any:
        """An argument of a node with values in the place of nodes."""
        return torch.fx.node.map_arg(given, lambda node: self.values[node])

    def followed(self, node: Any) -> Any:
        """What a node gives: computed at once where no input of the program is in it."""
        name = str(node.target).removeprefix("aten.").rpartition(".")[0] or node.target.__name__
        if name in ("_assert_tensor_metadata",):
            return None
        args, kwargs = self.taken(list(node.args)), self.taken(dict(node.kwargs))
        if name == "new_full":  # its first input says only of what kind
            return torch.full(args[1], args[2])
        if "val" in node.meta and isinstance(node.meta["val"], torch.SymInt):
            return dim(node.meta["val"])
        if not contains_ref([args, kwargs]):
            return node.target(*args, **kwargs)
        if name not in LOWERED:
            raise ModelError(
                f"This network does '{name}', which a page cannot.", "Export another model."
            )
        shapes = [
            None if one is None else tuple(map(dim, one.shape)) for one in as_list(node.meta["val"])
        ]
        return LOWERED[name](self, shapes, *args, **kwargs)

    def emit(self, op: str, inputs: Sequence[Any], shape: Sequence[Dim], **settings: Any) -> Ref:
        given = [one.number if isinstance(one, Ref) else one for one in inputs]
        self.done.ops.append({"op": op, **({"in": given} if given else {}), **settings})
        return Ref(len(self.done.ops) - 1, tuple(shape))

    def constant(self, value: Tensor) -> str:
        """The name under which the program holds a tensor; equal ones once."""
        value = value.contiguous()
        content = f"{tuple(value.shape)}".encode() + value.numpy().tobytes()
        name = hashlib.sha256(content).hexdigest()[:12]
        self.done.constants[name] = value
        return name

    def operand(self, value: Any, rank: int) -> Any:
        """A value as elementwise operations beside one of `rank` dimensions take it."""
        if isinstance(value, Ref):
            must(len(value.shape) == rank)  # programs add no dimensions by themselves
            return value
        if isinstance(value, int | float):
            value = torch.tensor(float(value))
        if value.dim() == 4:
            value = value.permute(LAST)
        must(rank < 4 or value.dim() in (0, 4))
        return self.constant(value.float())

    def reshaped(self, x: Ref, shape: tuple[Dim, ...]) -> Ref:
        """`x` with other dimensions, its numbers in the network's order."""
        if is_spread(x.shape):
            x = self.emit("transpose", [x], x.shape, order=FIRST)
        spread = is_spread(shape)
        written = shape if spread or len(shape) != 4 else [shape[i] for i in LAST]
        x = self.emit("reshape", [x], shape, to=list(written))
        return self.emit("transpose", [x], shape, order=LAST) if spread else x


def must(able: bool) -> None:
    """Raise ModelError where an operation is set in a way that programs do not know."""
    if not able:
        raise ModelError(
            "This network does something in a way that a page cannot.", "Export another model."
        )


def contains_ref(given: Any) -> bool:
    """Whether something depends on what a program is given."""
    if isinstance(given, dict):
        given = list(given.values())
    if isinstance(given, Dim | Ref):
        return True
    return isinstance(given, list | tuple) and any(map(contains_ref, given))


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def dim(size: Any) -> Dim:
    """A size as a + b N; ModelError for one that is no such sum."""
    if isinstance(size, int):
        return Dim(size)
    expression = size.node.expr
    must(len(expression.free_symbols) == 1)
    (symbol,) = expression.free_symbols
    at = [int(expression.subs(symbol, n)) for n in (0, 1, 2)]
    must(at[2] - at[1] == at[1] - at[0])
    return Dim(at[0], at[1] - at[0])


def is_spread(shape: Sequence[Dim]) -> bool:
    """Whether the order of channels and pixels makes a difference."""
    return len(shape) == 4 and shape[1] != ONE and not shape[2] == shape[3] == ONE


def axis(number: int, rank: int) -> int:
    """Where a dimension of the network is in a program."""
    number %= rank
    return SPATIAL_LAST[number] if rank == 4 else number


def free(ops: list[Op]) -> None:
    """Note in each operation what is not needed after it."""
    last: dict[int, int] = {}
    for number, op in enumerate(ops):
        for one in op.get("in", ()):
            if isinstance(one, int):
                last[one] = number
    for one, number in last.items():
        ops[number].setdefault("free", []).append(one)


Lower = Callable[..., Any]
LOWERED: dict[str, Lower] = {}


def lowers(*names: str) -> Callable[[Lower], Lower]:
    def register(function: Lower) -> Lower:
        LOWERED.update(dict.fromkeys(names, function))
        return function

    return register


def binary(op: str) -> Lower:
    def lower(self: Lowering, shapes: Any, a: Any, b: Any, alpha: float = 1) -> Ref:
        must(alpha == 1)
        rank = len(shapes[0])
        return self.emit(op, [self.operand(a, rank), self.operand(b, rank)], shapes[0])

    return lower


def unary(op: str) -> Lower:
    def lower(self: Lowering, shapes: Any, x: Ref) -> Ref:
        return self.emit(op, [x], shapes[0])

    return lower


LOWERED |= {name: binary(name) for name in ("add", "sub", "mul", "div")}
LOWERED |= {name: unary(name) for name in ("relu", "tanh", "erf", "square", "rsqrt")}


@lowers("leaky_relu")
def leaky_relu(self: Lowering, shapes: Any, x: Ref, slope: float = 0.01) -> Ref:
    return self.emit("leaky_relu", [x], shapes[0], slope=slope)


@lowers("elu")
def elu(self: Lowering, shapes: Any, x: Ref, alpha: float = 1, *rest: float) -> Ref:
    must(alpha == 1 and all(one == 1 for one in rest))
    return self.emit("elu", [x], shapes[0])


@lowers("addcmul")
def addcmul(self: Lowering, shapes: Any, x: Any, a: Any, b: Any, value: float = 1) -> Ref:
    must(value == 1)
    rank = len(shapes[0])
    product = self.emit("mul", [self.operand(a, rank), self.operand(b, rank)], shapes[0])
    return self.emit("add", [self.operand(x, rank), product], shapes[0])


@lowers("lerp")
def lerp(self: Lowering, shapes: Any, a: Ref, b: Ref, share: Any) -> Ref:
    rank = len(shapes[0])
    way = self.emit("sub", [b, a], shapes[0])
    part = self.emit("mul", [way, self.operand(share, rank)], shapes[0])
    return self.emit("add", [a, part], shapes[0])


@lowers("linear")
def linear(self: Lowering, shapes: Any, x: Ref, weight: Tensor, bias: Tensor | None = None) -> Ref:
    x = self.emit("matmul", [x, self.constant(weight.T)], shapes[0])
    return x if bias is None else self.emit("add", [x, self.constant(bias)], shapes[0])


def biased(self: Lowering, x: Ref, bias: Tensor | None) -> Ref:
    if bias is None:
        return x
    return self.emit("add", [x, self.constant(bias.reshape(1, 1, 1, -1))], x.shape)


@lowers("conv2d")
def conv2d(
    self: Lowering,
    shapes: Any,
    x: Ref,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Sequence[int] = (1, 1),
    padding: Sequence[int] = (0, 0),
    dilation: Sequence[int] = (1, 1),
    groups: int = 1,
) -> Ref:
    must(stride[0] == stride[1] and padding[0] == padding[1] and tuple(dilation) == (1, 1))
    settings = {"stride": stride[0], "pad": padding[0]}
    if groups == 1:
        kernel = self.constant(weight.permute(2, 3, 1, 0))
        return biased(self, self.emit("conv", [x, kernel], shapes[0], **settings), bias)
    must(groups == len(weight) and weight.shape[1] == 1)
    kernel = self.constant(weight.permute(2, 3, 0, 1))
    return biased(self, self.emit("depthwise", [x, kernel], shapes[0], **settings), bias)


@lowers("conv_transpose2d")
def conv_transpose2d(
    self: Lowering,
    shapes: Any,
    x: Ref,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Sequence[int] = (1, 1),
    padding: Sequence[int] = (0, 0),
    output_padding: Sequence[int] = (0, 0),
    groups: int = 1,
    dilation: Sequence[int] = (1, 1),
) -> Ref:
    """A transposed convolution as plain ones.

    Of stride 1 it is a convolution with the kernel turned round. Of stride 2 with a kernel of 4 and
    padding 1, each pixel of the result sees 2x2 of `x`, and whether its row and column are even
    says through which quarter of the kernel: one 2x2 convolution gives all four kinds.
    """
    must(not any(output_padding) and groups == 1 and tuple(dilation) == (1, 1))
    (above, below), kernel = weight.shape[:2], weight.shape[2]
    if tuple(stride) == (1, 1):
        turned = weight.flip(2, 3).permute(2, 3, 0, 1)  # [k, k, C, C']
        settings = {"stride": 1, "pad": kernel - 1 - padding[0]}
        return biased(
            self, self.emit("conv", [x, self.constant(turned)], shapes[0], **settings), bias
        )
    must(tuple(stride) == (2, 2) and kernel == 4 and tuple(padding) == (1, 1))
    # Row 2 y + a of the result is x[y - 1 + a] W[3 - a] + x[y + a] W[1 - a].
    kinds = [weight[:, :, [3 - a, 1 - a]][..., [3 - b, 1 - b]] for a in (0, 1) for b in (0, 1)]
    together = torch.stack(kinds, dim=1).reshape(above, 4 * below, 2, 2)
    kernels = self.constant(together.permute(2, 3, 0, 1))
    return biased(self, self.emit("upconv", [x, kernels], shapes[0]), bias)


@lowers("view", "_unsafe_view", "unsqueeze")
def reshape(self: Lowering, shapes: Any, x: Ref, *rest: Any) -> Ref:
    return x if x.shape == shapes[0] else self.reshaped(x, shapes[0])


@lowers("clone")
def same(self: Lowering, shapes: Any, x: Ref, *rest: Any, **options: Any) -> Ref:
    return x


@lowers("select")
def select(self: Lowering, shapes: Any, x: Ref, number: int, index: int) -> Ref:
    part = cut(self, x, number, index, index + 1)
    return self.reshaped(part, shapes[0])


@lowers("slice")
def slice_(
    self: Lowering, shapes: Any, x: Ref, number: int = 0, start: int = 0, end: int = 1 << 62
) -> Ref:
    size, per = x.shape[number % len(x.shape)]
    if per or (start == 0 and end >= size):
        must(start in (0, None) and end > 1 << 60)
        return x
    return cut(self, x, number, start, min(end, size))


def cut(self: Lowering, x: Ref, number: int, start: int, end: int) -> Ref:
    rank = len(x.shape)
    shape = list(x.shape)
    shape[number % rank] = Dim(end - start)
    return self.emit("slice", [x], shape, axis=axis(number, rank), start=start, end=end)


@lowers("split")
def split(self: Lowering, shapes: Any, x: Ref, size: Any, number: int = 0) -> list[Ref]:
    ends = torch.tensor([shape[number % len(shape)][0] for shape in shapes]).cumsum(0).tolist()
    return [cut(self, x, number, a, b) for a, b in zip([0, *ends], ends, strict=False)]


@lowers("getitem")
def getitem(self: Lowering, shapes: Any, many: Sequence[Any], index: int) -> Any:
    return many[index]


@lowers("expand")
def expand(self: Lowering, shapes: Any, x: Value, *rest: Any, **options: Any) -> Ref:
    shape = shapes[0]
    if isinstance(x, Ref) and x.shape == shape:
        return x
    before = x.shape if isinstance(x, Ref) else tuple(map(Dim, x.shape))
    before = (ONE,) * (len(shape) - len(before)) + tuple(before)
    repeats = [ONE if a == b else b for a, b in zip(before, shape, strict=True)]
    repeats = [repeats[i] for i in LAST] if len(shape) == 4 else repeats
    return self.emit("tile", [self.operand(x, len(shape))], shape, repeats=repeats)


@lowers("mean")
def mean(self: Lowering, shapes: Any, x: Ref, numbers: Any, keep: bool = False) -> Ref:
    rank = len(x.shape)
    shape = [ONE if i in [n % rank for n in numbers] else size for i, size in enumerate(x.shape)]
    x = self.emit("mean", [x], shape, axes=[axis(n, rank) for n in numbers])
    return x if keep else self.reshaped(x, shapes[0])


@lowers("upsample_nearest2d")
def upsample(self: Lowering, shapes: Any, x: Ref, *rest: Any) -> Ref:
    must(shapes[0][2] == Dim(2 * x.shape[2].fixed))
    return self.emit("double", [x], shapes[0])


@lowers("_native_batch_norm_legit_no_training")
def batch_norm(
    self: Lowering,
    shapes: Any,
    x: Ref,
    weight: Tensor,
    bias: Tensor,
    mean: Tensor,
    variance: Tensor,
    momentum: float,
    epsilon: float,
) -> list[Ref]:
    scale = weight / (variance + epsilon).sqrt()
    scaled, shift = (one.reshape(1, 1, 1, -1) for one in (scale, bias - mean * scale))
    x = self.emit("mul", [x, self.constant(scaled)], x.shape)
    return [self.emit("add", [x, self.constant(shift)], x.shape)]


@lowers("_native_batch_norm_legit")
def normalised(
    self: Lowering, shapes: Any, x: Ref, scale: Ref, shift: Ref, *rest: Any
) -> list[Ref]:
    """Of rows [1, M, P], each over its own P, then scaled and shifted: adaptive normalisation."""
    must(len(x.shape) == 3 and x.shape[0] == ONE)
    column = (*x.shape[:2], ONE)
    x = self.emit("normalise", [x], x.shape, axis=2, epsilon=rest[-1])
    x = self.emit("mul", [x, self.reshaped(scale, column)], x.shape)
    return [self.emit("add", [x, self.reshaped(shift, column)], x.shape)]
