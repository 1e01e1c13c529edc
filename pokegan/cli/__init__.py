"""The command line: assembles the commands and turns expected failures into sentences."""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache
from types import FrameType

import typer
import typer.core

from pokegan import __version__
from pokegan.cli import collect, describe, explore, judge, make, measure, shape, share, walk
from pokegan.cli.demo import demo
from pokegan.cli.options import say
from pokegan.cli.terminal import accept_any_text
from pokegan.errors import PokeganError
from pokegan.runtime.memory import is_out_of_memory

app = typer.Typer(
    name="pokegan",
    help="Turn a folder of pictures into new Pokémon.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
MAKE: tuple[Callable[..., None], ...] = (
    *(make.prepare, make.train, judge.evaluate, demo),
    *(make.augment_preview, describe.info, measure.bench),
)
EXPLORE: tuple[Callable[..., None], ...] = (
    *(explore.sample, explore.mix, explore.project, walk.interpolate, walk.corners, walk.blend),
    *(
        walk.arith,
        walk.noise,
        walk.sweep,
        walk.timelapse,
        walk.report,
        shape.directions,
        shape.edit,
    ),
    *(collect.name, collect.card),
)
SHARE: tuple[Callable[..., None], ...] = (share.page, share.export)
for panel, commands in (("Make", MAKE), ("Explore", EXPLORE), ("Share", SHARE)):
    for command in commands:
        loose = shape.ANY_OPTION if command is shape.edit else None
        app.command(rich_help_panel=panel, context_settings=loose)(command)


@app.callback(invoke_without_command=True)
def options(
    version: bool = typer.Option(False, "--version", help="Print the version.", is_eager=True),
) -> None:
    if version:
        typer.echo(f"pokegan {__version__}")
        raise typer.Exit


class Interrupted(BaseException):
    """A signal asked the program to stop; not an Exception, so nothing swallows it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. The only place where failures are tamed.

    0 done, 1 expected failure, 2 usage, 130 and 143 interrupted. A fault of the program
    keeps its traceback.
    """
    accept_any_text()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _interrupt)
    words = _sums(list(sys.argv[1:] if argv is None else argv))
    try:
        _commands()(args=words, prog_name="pokegan")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except PokeganError as error:
        say(f"pokegan: {error}{_options(error, words[0])}")
        return error.exit_code
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        say("pokegan: the memory is full. Ask for less at once, or close other programs.")
        return 1
    except Interrupted as stop:
        say("pokegan: interrupted.")
        return stop.exit_code
    return 0


@cache
def _commands() -> typer.core.TyperGroup:
    """All commands, built once: a process that runs several need not read their options anew."""
    commands = typer.main.get_command(app)
    assert isinstance(commands, typer.core.TyperGroup)
    return commands


def _sums(words: list[str]) -> list[str]:
    """The words of a command line, with a space before a minus that a sum begins with.

    Before a number, a bracket or a quote it is no option. Nor does the space matter to numbers
    that are the values of options.
    """
    if words[:1] != ["arith"]:
        return words
    return [f" {word}" if re.match(r"-[\s\d.('\"-]*[\d('\"]", word) else word for word in words]


def _options(error: PokeganError, command: str) -> str:
    """The options of a command behind the parameters that an error asks to change."""
    parameters = getattr(_commands().commands.get(command), "params", ())
    known = {option for one in parameters for option in one.opts}
    named = []
    for parameter in error.parameters:
        name, _, value = parameter.partition("=")
        option = f"--{name.replace('_', '-')}"
        if option in known:
            named.append(f"{option} {value}".rstrip())
        elif "--set" in known:
            named.append(f"--set {name}={value or '...'}")
    return f" ({', '.join(named)})" if named else ""


def run() -> None:
    """What the installed `pokegan` script calls."""
    sys.exit(main())


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted(number)
