"""Where files lie: the run folder, and the models that come with pokegan."""

from __future__ import annotations

import json
import os.path
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from pokegan.checkpoints.tensor_file import read_header
from pokegan.errors import ModelError

SHIPPED = Path(__file__).parent.parent / "pretrained"
KEEP = 2  # newest states and models kept beside the milestones
CONFIG = "config.json"  # this and the next lie in a run folder
STATS = "stats.jsonl"
REALS = "reals.png"
REPORT = "report.html"
LOCK = ".lock"
PREPARED = r"-\d+px-[0-9a-f]{8}$"  # what a folder's name has behind it once it is prepared
ENDINGS = {"model": "safetensors", "state": "safetensors", "preview": "png"}


def is_run(folder: Path) -> bool:
    """Whether a run was begun in a folder; False for too long a name."""
    return os.path.exists(folder / CONFIG)


def model_path(run_dir: Path, nimg: int) -> Path:
    return run_dir / f"model-{nimg:09d}.safetensors"


def state_path(run_dir: Path, nimg: int) -> Path:
    return run_dir / f"state-{nimg:09d}.safetensors"


def best_path(run_dir: Path) -> Path:
    return run_dir / "best.safetensors"


def best_distance(run_dir: Path) -> float:
    """The sliced Wasserstein distance of a run's best model; infinite where there is none."""
    try:
        return float(read_header(best_path(run_dir))["swd"])
    except (ModelError, KeyError, TypeError, ValueError):
        return float("inf")


def preview_path(run_dir: Path, nimg: int) -> Path:
    return run_dir / f"preview-{nimg:09d}.png"


def numbered(run_dir: Path, kind: str) -> list[Path]:
    """The run's files of a kind (model, state, preview), oldest first."""
    pattern = re.compile(rf"{kind}-(\d+)\.{ENDINGS[kind]}")
    found = [(int(m[1]), path) for path in _list(run_dir) if (m := pattern.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def nimg_of(path: Path) -> int:
    """The image count in a numbered file's name."""
    return int(path.stem.rpartition("-")[2])


def newest_model(run_dir: Path) -> Path:
    """The newest model of a run folder; ModelError when it holds none yet or is no run."""
    paths = numbered(run_dir, "model")
    if paths:
        return paths[-1]
    if not is_run(run_dir):
        raise ModelError(
            f"{run_dir} holds no model; it is no run folder.",
            "Name a model file, or a folder that `pokegan train` made.",
        )
    raise ModelError(
        f"{run_dir} holds no model yet.", f"Train one: pokegan train ./images --out {run_dir}"
    )


def newest_run(root: Path) -> Path | None:
    """The run folder under `root` whose model was written last, None if there is none."""
    candidates = [path for run in _list(root) for path in numbered(run, "model")[-1:]]
    newest = max(candidates, key=lambda path: path.stat().st_mtime_ns, default=None)
    return newest.parent if newest else None


def shipped() -> list[Path]:
    """The models that come with pokegan; the last is the one to use where there is no other."""
    return sorted(SHIPPED.glob("*.safetensors"))


def shipped_as(name: str) -> Path | None:
    """The shipped model of a name, None where there is none."""
    return next((path for path in shipped() if path.stem == name), None)


def find_by_hash(content: str, named: Path, root: Path) -> Path | None:
    """The model file with that content hash: where it was, in a run under `root`, or shipped."""
    runs = _list(root)
    models = [path for run in runs for path in (*reversed(numbered(run, "model")), best_path(run))]
    return next((path for path in [named, *models, *shipped()] if _hash_in(path) == content), None)


def shown(path: Path) -> str:
    """A path as a person would type it: relative below the working folder, else its name."""
    if path.parent == SHIPPED:
        return path.stem
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.name


def called(content: str, root: Path = Path("runs")) -> str:
    """The model with a content hash as a person knows it; by that, where it is not found."""
    path = find_by_hash(content, Path(), root)
    if path is None:
        return f"a model that is not here (hash {content})"
    return in_words(path, read_header(path))


def in_words(path: Path, header: Mapping[str, Any]) -> str:
    """A model by what its header says: its file, size, training and, but for shipped ones, day."""
    told = [f"{header['resolution']} px", f"{header['nimg'] / 1000:g} kimg"]
    if "count" in header["data"]:
        told[-1] += f" of {header['data']['count']:,} pictures{_source(path, header['data'])}"
    if path.parent != SHIPPED:
        told.append(str(date.fromtimestamp(path.stat().st_mtime)))
    return f"{shown(path)} ({', '.join(told)})"


def _source(path: Path, data: Mapping[str, Any]) -> str:
    """` in pics`: what the pictures of a model's run are called, where it lies in that."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        about = json.loads((path.parent / CONFIG).read_text(encoding="utf-8"))["data"]
        if about["fingerprint"] == data["fingerprint"]:
            return f" in {re.sub(PREPARED, '', Path(about['path']).stem)}"
    return ""


def beside(model: Path, root: Path = Path("runs")) -> Path:
    """The folder for what belongs to a model: its own, and one under `root` for a shipped one."""
    return root / model.stem if model.parent == SHIPPED else model.parent


def prune(run_dir: Path, nimg: int, milestones: Iterable[int]) -> None:
    """Delete what a run at `nimg` needs no more: all but its newest states and models.

    Models at `milestones` (nimg) stay, and models beyond `nimg`: they are all that is left of
    a time whose states were damaged, until the run has come by again. What cannot be deleted
    now, perhaps because somebody reads it, stays until the next time.
    """
    states, models = numbered(run_dir, "state"), numbered(run_dir, "model")
    models = [path for path in models if nimg_of(path) <= nimg]
    kept = {model_path(run_dir, milestone) for milestone in milestones} | {*models[-KEEP:]}
    kept |= {*[path for path in states if nimg_of(path) <= nimg][-KEEP:]}
    for path in states + models:
        if path not in kept:
            with suppress(OSError):
                path.unlink()


def _list(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if os.path.isdir(folder) else []


def _hash_in(path: Path) -> str | None:
    """The content hash a file claims, None when it is not a file of pokegan."""
    try:
        return str(read_header(path).get("hash"))
    except ModelError:
        return None
