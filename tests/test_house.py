"""The house rules, read from the source with ast, and how fast the door opens."""

from __future__ import annotations

import ast
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pokegan
from pokegan.cli import explore
from pokegan.explore.projection import projector

ROOT = Path(__file__).parent.parent
PACKAGE = Path(pokegan.__file__).parent

# From the ground up: the rooms of each floor, and the modules that stand alone.
FLOORS = (
    ("errors",),
    ("config", "runtime"),
    ("models", "data"),
    ("checkpoints", "render"),
    ("sampling",),
    ("metrics",),
    ("training",),
    ("explore",),
    ("collect", "bench", "export"),
    ("cli", "__init__", "__main__"),
)
NEVER = {("explore", "training")}  # though below: playing needs no run
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}
TORCH_FREE = ("errors", "config", "data.prepare", "data.synthetic", "collect.names", "cli")
TORCH_FREE += ("sampling.seed_ranges", "runtime.files", "runtime.memory", "runtime.marks")
TORCH_FREE += ("__init__", "__main__")
TALKERS = {"rich", "typer", "click", "logging"}
ASKERS = {
    *("os", "sys", "io", "pathlib", "shutil", "tempfile", "subprocess", "socket", "logging"),
    *("warnings", "torch.distributed", "torch.serialization", "safetensors", "PIL"),
}
SPEAKING = {"print", "input", "breakpoint"}
OPENING = {"open", *SPEAKING}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__", "stdin"}
READING = {"environ", "getenv", "get_rank", "get_world_size"}
FILES = {"torch.load", "torch.save", "numpy.load", "numpy.save", "np.load", "np.save"}


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its name within it, `models.layers` or `cli.__init__`."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): ast.parse(path.read_text())
        for path in sorted(PACKAGE.rglob("*.py"))
    }


MODULES = modules()


def room(module: str) -> str:
    """The name on the list of floors that a module belongs to."""
    return module.split(".")[0]


def level(module: str) -> int:
    known = ", ".join(FLOOR_OF)
    assert room(module) in FLOOR_OF, (
        f"pokegan/{module.replace('.', '/')}.py stands on no floor: put it on one of FLOORS in "
        f"tests/test_house.py and in the design. On the list: {known}."
    )
    return FLOOR_OF[room(module)]


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in (
        *("TYPE_CHECKING", "typing.TYPE_CHECKING"),
    )


def executed(tree: ast.AST, *, inside_functions: bool) -> Iterator[ast.AST]:
    """The nodes that run: not those under TYPE_CHECKING, nor in functions unless asked for."""
    for node in ast.iter_child_nodes(tree):
        if is_type_checking(node):
            assert isinstance(node, ast.If)
            for other in node.orelse:
                yield other
                yield from executed(other, inside_functions=inside_functions)
            continue
        yield node
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if inside_functions or not is_function:
            yield from executed(node, inside_functions=inside_functions)


def imports(tree: ast.AST, *, inside_functions: bool = True) -> Iterator[str]:
    """Everything imported, as dotted names: `from pokegan import a` gives `pokegan.a`."""
    for node in executed(tree, inside_functions=inside_functions):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(tree: ast.AST) -> Iterator[str]:
    """The modules of pokegan that a module takes from, by their name within it."""
    for name in imports(tree):
        parts = name.split(".")
        if parts[0] != "pokegan" or name == "pokegan.__version__":
            continue
        yield ".".join(parts[1:]) or "__init__"


def upward(module: str, tree: ast.AST) -> list[str]:
    """What a module imports from its own floor or above, its own room aside."""
    taken = (name for name in own_imports(tree) if room(name) != room(module))
    highest = level(module) if module == "__main__" else level(module) - 1
    return [name for name in taken if level(name) > highest or (room(module), room(name)) in NEVER]


def is_torch_free(module: str) -> bool:
    return any(is_under(module, part) for part in (*TORCH_FREE, "__version__"))


def torch_imports(tree: ast.AST) -> list[str]:
    names = imports(tree, inside_functions=False)
    heavy = {"torch", "torchvision", "safetensors"}
    return [
        name
        for name in names
        if name.split(".")[0] in heavy
        or (name.startswith("pokegan.") and not is_torch_free(name.removeprefix("pokegan.")))
    ]


def dotted(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""


def called(tree: ast.AST) -> Iterator[str]:
    """Functions called by name, and every dotted name that is touched."""
    for node in executed(tree, inside_functions=True):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        if isinstance(node, ast.Attribute):
            yield dotted(node)


def impurities(tree: ast.AST) -> list[str]:
    """Where a module asks the machine: files, environment, streams, ranks."""
    found = [name for name in imports(tree) if any(is_under(name, asker) for asker in ASKERS)]
    for name in called(tree):
        last = name.split(".")[-1]
        if name in OPENING or name in FILES or last in READING | STREAMS:
            found.append(name)
    return found


def talk(tree: ast.AST) -> list[str]:
    """Where a module writes to stdout or stderr, or takes the means to."""
    found = [name for name in imports(tree) if any(is_under(name, talker) for talker in TALKERS)]
    found += [name for name in imports(tree) if name in {f"sys.{stream}" for stream in STREAMS}]
    for name in called(tree):
        talks = name in SPEAKING or name in ("warnings.warn", "os.write", "traceback.print_exc")
        if talks or name in {f"sys.{stream}" for stream in STREAMS}:
            found.append(name)
    return found


def is_under(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    assert upward(module, MODULES[module]) == []


@pytest.mark.parametrize("module", [name for name in MODULES if is_torch_free(name)])
def test_help_waits_for_no_torch(module: str) -> None:
    assert torch_imports(MODULES[module]) == []


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) == "models"])
def test_mathematics_asks_nothing_of_the_machine(module: str) -> None:
    assert impurities(MODULES[module]) == []


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) != "cli"])
def test_only_the_command_line_talks(module: str) -> None:
    assert talk(MODULES[module]) == []


def test_every_rule_has_something_to_look_at() -> None:
    assert {room(name) for name in MODULES} == set(FLOOR_OF)
    assert list(own_imports(MODULES["training.loop"])) and list(own_imports(MODULES["cli.make"]))
    assert talk(MODULES["cli.options"]) and impurities(MODULES["checkpoints.tensor_file"])
    assert torch_imports(MODULES["training.loop"])


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("models.layers", "from pokegan.data import dataset", ["data.dataset"]),
        ("training.losses", "from pokegan.config import Config", []),
        ("models.layers", "from pokegan.models.stylegan import Generator", []),
        ("checkpoints.layout", "import pokegan.render", ["render"]),
        ("data.prepare.sources", "from pokegan.data.dataset import split", []),
        (
            "data.prepare.sources",
            "from pokegan.render.pixels import stack",
            ["render.pixels.stack"],
        ),
        ("sampling.sampler", "from pokegan import data, explore", ["explore"]),
        ("explore.walks", "from pokegan.training import loop", ["training.loop"]),
        ("training.loop", "def f():\n    from pokegan.explore import walks", ["explore.walks"]),
        ("training.loop", "from pokegan import __version__", []),
        ("errors", "if TYPE_CHECKING:\n    from pokegan.cli import app", []),
        ("errors", "if TYPE_CHECKING:\n    pass\nelse:\n    import pokegan.cli", ["cli"]),
        (
            "data.dataset",
            "try:\n    from pokegan.cli.options import say\nfinally: pass",
            ["cli.options.say"],
        ),
        ("bench", "import pokegan", ["__init__"]),
        ("__main__", "from pokegan.cli import run", []),
        ("__init__", "def load():\n    from pokegan.explore.resolve import Explorer", []),
        ("__init__", "from pokegan.cli import app", ["cli.app"]),
    ],
)
def test_an_import_that_points_up_is_found(module: str, source: str, wrong: list[str]) -> None:
    assert upward(module, ast.parse(source)) == wrong


def test_a_module_on_no_floor_is_told_where_to_go() -> None:
    with pytest.raises(AssertionError, match=r"pokegan/utils\.py stands on no floor: put it on"):
        upward("utils", ast.parse(""))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (torch_imports, "import torch.nn"),
        (torch_imports, "from safetensors import safe_open"),
        (torch_imports, "try:\n    from torch import nn\nexcept ImportError: pass"),
        (torch_imports, "class A:\n    from pokegan.sampling import sampler"),
        (impurities, "import os"),
        (impurities, "from pathlib import Path"),
        (impurities, "def f(path):\n    return open(path)"),
        (impurities, "print(1)"),
        (impurities, "rank = torch.distributed.get_rank()"),
        (impurities, "torch.save({}, 'x')"),
        (talk, "import sys\nsys.stderr.write('x')"),
        (talk, "from sys import stdout"),
        (talk, "def f():\n    from rich.console import Console"),
        (talk, "print('x')"),
        (talk, "import typer"),
    ],
)
def test_what_a_room_must_not_do_is_found(rule: object, source: str) -> None:
    assert callable(rule) and rule(ast.parse(source))


def test_what_a_room_may_do_is_let_be() -> None:
    assert torch_imports(ast.parse("def f():\n    import torch")) == []
    assert torch_imports(ast.parse("if TYPE_CHECKING:\n    import torch")) == []
    assert impurities(ast.parse("import math, torch\ntorch.rand(1).reopen = 1")) == []
    assert talk(ast.parse("import sys\nsys.platform\npretty.print(1)")) == []


def test_the_door_opens_without_torch() -> None:
    names = [n for n in MODULES if is_torch_free(n) and n not in ("__main__", "__init__")]
    script = f"""import sys, importlib
for name in {names}:
    importlib.import_module("pokegan." + name.removesuffix(".__init__"))
print([name for name in ("torch", "safetensors") if name in sys.modules])"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"


def test_a_model_opens_without_the_compiler_of_torch() -> None:
    """It and sympy take 1.7 s, of every command that draws."""
    script = """import sys, torch
before = set(sys.modules)
from pokegan.checkpoints import layout, model_file
model_file.load_model(layout.shipped()[-1])
print([name for name in set(sys.modules) - before if name.split(".")[0] in ("sympy", "mpmath")
       or name.startswith(("torch._dynamo", "torch._inductor", "torch._functorch"))])"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"


EMPTY_APP = """import typer
app = typer.Typer(add_completion=False)
@app.command()
def nothing() -> None:
    \"\"\"Do nothing.\"\"\"
app()
"""


def cpu_sec(words: list[str]) -> float:
    """Processor time of a command: unlike the wall clock, it is not shared with neighbours."""
    before = os.times()
    subprocess.run([sys.executable, *words], capture_output=True, check=True, cwd=ROOT)
    after = os.times()
    used = after.children_user + after.children_system
    return used - before.children_user - before.children_system


@pytest.mark.skipif(os.name != "posix", reason="children's processor time is a Unix figure")
def test_help_is_as_fast_as_typer_itself(tmp_path: Path) -> None:
    script = tmp_path / "empty.py"
    script.write_text(EMPTY_APP)
    ours, empty = ["-m", "pokegan", "--help"], [str(script), "--help"]
    for words in (ours, empty):
        cpu_sec(words)  # bytecode is written the first time
    rounds = [(cpu_sec(ours), cpu_sec(empty)) for _ in range(7)]
    ratio = statistics.median(a for a, _ in rounds) / statistics.median(b for _, b in rounds)
    assert ratio < 2, f"help takes {ratio:.2f} times what an empty Typer app's takes"


def test_the_repeated_default_is_the_same() -> None:
    assert projector.Effort().steps == explore.DEFAULT_STEPS


# Folders that exist on one machine only, spelled so that this file passes its own test.
PRIVATE = re.compile(
    r"(?<![\w.])/(?:work|root|mnt|tmp)(?=/|\b)" + r"|/(?:home|Users)/\w" + r"|[A-Z]:\\+Users"
)


def tracked() -> list[Path]:
    """The files that git keeps, or outside a clone those of the package and its tests."""
    if not (ROOT / ".git").exists():
        return [*PACKAGE.rglob("*.py"), *Path(__file__).parent.rglob("*.py")]
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = []
    for path in {*tracked(), Path(__file__)}:
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode(errors="replace").splitlines(), 1):
            if PRIVATE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert not found, "\n".join(found)


def test_a_folder_of_one_machine_is_recognised() -> None:
    for path in (
        "/" + "work/main",
        "/home" + "/ash/x",
        "/Users" + "/ash",
        "C:" + "\\Users\\ash",
        "/" + "tmp/x",
    ):
        assert PRIVATE.search(f"in '{path}'"), path
    for text in (
        "16/9",
        "a/root",
        "a/homes",
        "./runs/a",
        "images/workshop",
        "https://arxiv.org/abs/1812",
    ):
        assert not PRIVATE.search(text), text
