"""Safetensors files with a JSON header that says what they hold."""

from __future__ import annotations

import hashlib
import json
import os.path
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from pokegan import __version__
from pokegan.errors import ModelError, UsageError, similar
from pokegan.runtime.files import write_atomically

FORMAT_VERSION = 1
OWN = ("kind", "version", "tool_version", "hash")  # what `write` says of a file itself


class DamagedError(ModelError):
    """The content of a file was cut off or changed; nothing of it can be used."""


@contextmanager
def fitting(path: Path, header: Mapping[str, Any]) -> Iterator[None]:
    """Raises ModelError when the block finds that the file's settings or weights do not fit."""
    try:
        yield
    except (KeyError, AttributeError, RuntimeError, TypeError, ValueError, UsageError) as error:
        raise ModelError(
            f"{path} does not fit this version of pokegan ({__version__}).",
            f"It was written by version {header.get('tool_version', 'unknown')}.",
        ) from error


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
    """Tensors and header of a file of that kind.

    Raises ModelError when it is of another kind or version or cannot be read, DamagedError
    when it is damaged.
    """
    header = check_kind(path, kind)
    if header.get("version") != FORMAT_VERSION:
        raise ModelError(
            f"{path} has format version {header.get('version')}; this pokegan reads "
            f"{FORMAT_VERSION}.",
            "Update pokegan.",
        )
    try:
        with safe_open(path, framework="pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except OSError as error:
        raise unreadable(path, error) from error
    except SafetensorError as error:
        raise DamagedError(f"{path} is damaged: {error}.") from error
    claimed = header.pop("hash", "")
    if content_hash(tensors, header) != claimed:
        raise DamagedError(f"{path} is damaged: its content does not match its hash.")
    return tensors, {**header, "hash": claimed}


def check_kind(path: Path, kind: str) -> dict[str, Any]:
    """The header of a file of that kind; ModelError where it is another."""
    header = read_header(path)
    if header["kind"] != kind:
        raise ModelError(f"{path} holds a {header['kind']}, not a {kind}.")
    return header


def read_header(path: Path) -> dict[str, Any]:
    """The JSON header of any file pokegan wrote as safetensors; ModelError when it is none."""
    if not os.path.exists(path):
        raise ModelError(f"no such file: {path}.", similar(path))
    if os.path.isdir(path):
        raise ModelError(f"{path} is a folder, not a file.")
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
        header = json.loads(metadata["pokegan"])
    except OSError as error:
        raise unreadable(path, error) from error
    except (SafetensorError, KeyError, ValueError) as error:
        raise DamagedError(
            f"{path} is not a file of pokegan, or it was cut off.",
            "Models are .safetensors files that `pokegan train` wrote; pickles are never read.",
        ) from error
    if not isinstance(header, dict) or "kind" not in header:
        raise DamagedError(f"{path} is not a file of pokegan.")
    return header


def unreadable(path: Path, error: OSError) -> ModelError:
    """The error for a file that the system would not give, whatever it holds."""
    return ModelError(
        f"{path} cannot be read: {error.strerror or error}.", "Its content may be whole."
    )


def content_hash(tensors: Mapping[str, Tensor], header: Mapping[str, Any]) -> str:
    """12 hex digits that change with any tensor or header value."""
    digest = hashlib.sha256(json.dumps(header, sort_keys=True).encode())
    for name, tensor in sorted(tensors.items()):
        digest.update(f"{name}{list(tensor.shape)}{tensor.dtype}".encode())
        digest.update(tensor.contiguous().view(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()[:12]


def strip_prefix(name: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors whose names begin with `name` and a dot, without these."""
    start = f"{name}."
    return {key[len(start) :]: value for key, value in tensors.items() if key.startswith(start)}
