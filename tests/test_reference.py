"""The reference pages say what the code says; `python tests/test_reference.py` writes them anew."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from pokegan.cli import app
from pokegan.config import FAMILY_SETTINGS, preset, settings, to_dict

PAGES = Path(__file__).parent.parent / "docs" / "reference"
PRESETS = ("tiny", "small", "paper")

COMMANDS_HEAD = """# Commands

`pokegan COMMAND --help` has all options of each.
"""
SETTINGS_HEAD = """# Settings

Each can be given with `--set NAME=VALUE`, in a JSON file (`--config`), and is saved in the run and
in each of its files. Settings per resolution are one number for all sizes, or a table such as
`{"4": 64, "32": 16}` from the named size upward; `--set lr.32=0.001` changes one from one size up.
Later wins: preset, then file, then named options, then `--set`. Families other than StyleGAN have
presets of the same names; what a family does not have it refuses by name.
"""


def commands_page() -> str:
    """Every command by its panel, with the first sentence and the example of its help."""
    panels: dict[str, list[str]] = {}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        first, *_ = command.help.strip().split("\n\n")
        (example,) = re.findall(r"Example: `([^`]*)`", command.help)
        row = f"| `{name}` | {' '.join(first.split())} | `{' '.join(example.split())}` |"
        panels.setdefault(command.rich_help_panel, []).append(row)
    head = "| command | what it does | example |\n|---|---|---|\n"
    parts = [f"## {panel}\n\n{head}" + "\n".join(rows) for panel, rows in panels.items()]
    return "\n".join([COMMANDS_HEAD, "\n\n".join(parts)]) + "\n"


def settings_page() -> str:
    """Every setting with the comment beside it, and its value in StyleGAN's presets."""
    shown = {name: to_dict(preset(name)) for name in PRESETS}
    parts = []
    for section, title in (("model", "Networks"), ("training", "Training")):
        rows = [
            f"| `{name}` | {about}{families(name)} | "
            + " | ".join(written(shown[preset][section][name]) for preset in PRESETS)
            + " |"
            for name, about in comments(title).items()
        ]
        head = "| setting | what it is | tiny | small | paper |\n|---|---|---|---|---|\n"
        parts.append(f"## {title}\n\n{head}" + "\n".join(rows))
    return "\n".join([SETTINGS_HEAD, "\n\n".join(parts)]) + "\n"


def comments(title: str) -> dict[str, str]:
    """The comment beside, or above, each field of the settings of a part."""
    kind = {"Networks": "ModelConfig", "Training": "TrainingConfig"}[title]
    source = inspect.getsource(settings)
    lines = source.splitlines()
    (found,) = [n for n in ast.parse(source).body if isinstance(n, ast.ClassDef) and n.name == kind]
    about = {}
    for field in found.body:
        if isinstance(field, ast.AnnAssign):
            assert isinstance(field.target, ast.Name)
            beside = lines[field.lineno - 1].partition("  # ")[2]
            above = lines[field.lineno - 2].strip()
            assert beside or above.startswith("# "), field.target.id
            about[field.target.id] = beside or above.removeprefix("# ")
    return about


def families(name: str) -> str:
    """Which families have a setting, where StyleGAN does not."""
    known = FAMILY_SETTINGS.get(name, ("stylegan",))
    return "" if "stylegan" in known else f" ({', '.join(known)})"


def written(value: Any) -> str:
    if isinstance(value, dict):
        alone = [*value.values()] if list(value) == ["4"] else []
        return f"{alone[0]:g}" if alone else ", ".join(f"{k}: {v:g}" for k, v in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value).lower()


PAGE = {"commands.md": commands_page, "settings.md": settings_page}


@pytest.mark.parametrize("name", PAGE)
def test_a_reference_page_says_what_the_code_says(name: str) -> None:
    assert (PAGES / name).read_text(encoding="utf-8") == PAGE[name](), (
        "write the reference anew: python tests/test_reference.py"
    )


def test_every_setting_has_a_comment_of_its_own() -> None:
    for title in ("Networks", "Training"):
        found = comments(title)
        assert all(found.values()) and len({*found.values()}) == len(found)


if __name__ == "__main__":
    for name, page in PAGE.items():
        (PAGES / name).write_text(page(), encoding="utf-8")
