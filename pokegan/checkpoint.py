"""Files that hold weights, and the run folder they live in.

Two kinds of safetensors file, each with a JSON header: the shareable model (averaged
generator, configuration, w_avg, data fingerprint) and the training state (everything needed
to continue). Both are written to a temporary name, flushed to disk and renamed, and carry
the hash of their content, so that a damaged file is recognised instead of used.

    runs/NAME/config.json                 what was asked for, and which data
              model-000012800.safetensors after 12,800 real images shown
              state-000012800.safetensors
              stats.jsonl  reals.png  preview-000012800.png
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from pokegan import __version__, models
from pokegan.config import Config, from_dict, to_dict
from pokegan.errors import ModelError, UsageError
from pokegan.files import write_atomically, writing
from pokegan.models.stylegan import Generator

FORMAT_VERSION = 1
KEEP = 2  # newest states and models kept beside the milestones


@dataclass(frozen=True)
class ModelFile:
    """A generator ready to draw, and what its file says about it.

    `resolution` and `alpha` are the stage it was saved in; `hash` names the content.
    """

    generator: Generator
    config: Config
    path: Path
    hash: str
    nimg: int
    resolution: int
    alpha: float | None
    data: Mapping[str, Any]


def save_model(path: Path, generator: Generator, config: Config, about: Mapping[str, Any]) -> None:
    """Write the shareable model; `about` holds nimg, resolution, alpha, milestone and data."""
    write(path, "model", generator.state_dict(), {"config": to_dict(config), **about})


def load_model(path: Path, device: torch.device | str = "cpu") -> ModelFile:
    """Read a model file, or the newest model of a run folder; ModelError says what is wrong."""
    path = Path(path)
    if path.is_dir():
        path = newest_model(path)
    tensors, header = read(path, "model")
    try:
        config = from_dict(header["config"])
        generator, _ = models.build(config.model)
        generator.load_state_dict(tensors)
        resolution, nimg, data = int(header["resolution"]), int(header["nimg"]), header["data"]
    except (KeyError, RuntimeError, TypeError, ValueError, UsageError) as error:
        raise ModelError(
            f"{path} does not fit this version of pokegan ({__version__}).",
            f"It was written by version {header.get('tool_version', 'unknown')}.",
        ) from error
    return ModelFile(
        generator=generator.to(device).eval().requires_grad_(False),
        config=config,
        path=path,
        hash=header["hash"],
        nimg=nimg,
        resolution=resolution,
        alpha=header["alpha"],
        data=data,
    )


def write(path: Path, kind: str, tensors: Mapping[str, Tensor], about: Mapping[str, Any]) -> str:
    """Write tensors and header atomically; returns the content hash, 12 hex digits."""
    plain = {name: tensor.detach().cpu().contiguous() for name, tensor in sorted(tensors.items())}
    header = {"kind": kind, "version": FORMAT_VERSION, "tool_version": __version__, **about}
    header["hash"] = content_hash(plain, header)
    # `save` takes no tensor that shares memory with another; clones cost one file's size.
    content = save({n: t.clone() for n, t in plain.items()}, {"pokegan": json.dumps(header)})
    write_atomically(path, content)
    return str(header["hash"])


def read(path: Path, kind: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors and header of a file of that kind; ModelError when it is another or damaged."""
    header = read_header(path)
    if header["kind"] != kind:
        raise ModelError(f"{path} holds a {header['kind']}, not a {kind}.")
    if header.get("version") != FORMAT_VERSION:
        raise ModelError(
            f"{path} has format version {header.get('version')}; this pokegan reads "
            f"{FORMAT_VERSION}.",
            "Update pokegan.",
        )
    try:
        with safe_open(path, framework="pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path} is damaged: {error}.") from error
    claimed = header.pop("hash", "")
    if content_hash(tensors, header) != claimed:
        raise ModelError(f"{path} is damaged: its content does not match its hash.")
    return tensors, {**header, "hash": claimed}


def read_header(path: Path) -> dict[str, Any]:
    """The JSON header of any file pokegan wrote as safetensors; ModelError when it is none."""
    if not path.exists():
        raise ModelError(f"there is no file {path}.")
    if path.is_dir():
        raise ModelError(f"{path} is a folder, not a file.")
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
        header = json.loads(metadata["pokegan"])
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(
            f"{path} is not a file of pokegan, or it was cut off.",
            "Models are .safetensors files that `pokegan train` wrote; pickles are never read.",
        ) from error
    if not isinstance(header, dict) or "kind" not in header:
        raise ModelError(f"{path} is not a file of pokegan.")
    return header


def content_hash(tensors: Mapping[str, Tensor], header: Mapping[str, Any]) -> str:
    """12 hex digits that change with any tensor or header value."""
    digest = hashlib.sha256(json.dumps(header, sort_keys=True).encode())
    for name, tensor in sorted(tensors.items()):
        digest.update(f"{name}{list(tensor.shape)}{tensor.dtype}".encode())
        digest.update(tensor.contiguous().view(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()[:12]


def model_path(run_dir: Path, nimg: int) -> Path:
    return run_dir / f"model-{nimg:09d}.safetensors"


def state_path(run_dir: Path, nimg: int) -> Path:
    return run_dir / f"state-{nimg:09d}.safetensors"


def preview_path(run_dir: Path, nimg: int) -> Path:
    return run_dir / f"preview-{nimg:09d}.png"


def numbered(run_dir: Path, kind: str) -> list[Path]:
    """The run's files of a kind (model, state, preview), oldest first."""
    pattern = re.compile(rf"{kind}-(\d+)\.(safetensors|png)")
    found = [(int(m[1]), path) for path in _list(run_dir) if (m := pattern.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def nimg_of(path: Path) -> int:
    """The image count in a numbered file's name."""
    return int(path.stem.rpartition("-")[2])


def newest_model(run_dir: Path) -> Path:
    """The newest model of a run folder; ModelError when it holds none yet."""
    paths = numbered(run_dir, "model")
    if not paths:
        raise ModelError(
            f"{run_dir} holds no model yet.",
            f"Train one: pokegan train ./images --out {run_dir}",
        )
    return paths[-1]


def newest_run(root: Path) -> Path | None:
    """The run folder under `root` whose model was written last, None if there is none."""
    candidates = [path for run in _list(root) for path in numbered(run, "model")[-1:]]
    newest = max(candidates, key=lambda path: path.stat().st_mtime_ns, default=None)
    return newest.parent if newest else None


def find_by_hash(content: str, named: Path, root: Path) -> Path | None:
    """The model file with that content hash: where it was, else in a run under `root`."""
    runs = [path for run in _list(root) for path in reversed(numbered(run, "model"))]
    return next((path for path in [named, *runs] if _hash_in(path) == content), None)


def latest(run_dir: Path) -> tuple[dict[str, Tensor], dict[str, Any]] | None:
    """The newest state that is whole, None when there is none; damaged ones are passed over."""
    for path in reversed(numbered(run_dir, "state")):
        try:
            return read(path, "state")
        except ModelError:
            continue
    return None


def prune(run_dir: Path, milestones: Iterable[int]) -> None:
    """Delete all but the newest states and models and the models at `milestones` (nimg)."""
    kept = {model_path(run_dir, nimg) for nimg in milestones}
    for path in numbered(run_dir, "state")[:-KEEP] + numbered(run_dir, "model")[:-KEEP]:
        if path not in kept:
            with writing(path):
                path.unlink(missing_ok=True)


def _list(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _hash_in(path: Path) -> str | None:
    """The content hash a file claims, None when it is not a file of pokegan."""
    try:
        return str(read_header(path).get("hash"))
    except ModelError:
        return None
