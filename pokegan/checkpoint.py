"""Files that hold weights, and the run folder they live in.

Two kinds of safetensors file, each with a JSON header: the shareable model (averaged
generator, configuration, w_avg, data fingerprint, and in half precision the discriminator, whose
features tell how alike two pictures are and with which a new run can begin) and the training
state (everything needed to continue). Both are written to a temporary name, flushed to disk and
renamed, and carry the hash of their content, so that a damaged file is recognised instead of used.

    runs/NAME/config.json                 what was asked for, and which data
              model-000012800.safetensors after 12,800 real images shown
              state-000012800.safetensors
              best.safetensors              the model nearest to the real pictures so far
              stats.jsonl  reals.png  preview-000012800.png
              forecast-cpu.json  .lock      what was measured before; held while it trains
"""

from __future__ import annotations

import hashlib
import json
import os.path  # as whose functions say no to names longer than the system allows
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from pokegan import __version__, models
from pokegan.config import (
    CHANNELS,
    FAMILIES,
    FAMILY_SETTINGS,
    GROWING,
    Config,
    ModelConfig,
    from_dict,
    is_resolution,
    to_dict,
)
from pokegan.errors import ModelError, UsageError
from pokegan.files import write_atomically
from pokegan.models import Discriminator, Generator
from pokegan.models.growing import resolutions_up_to

FORMAT_VERSION = 1
SHIPPED = Path(__file__).parent / "pretrained"
KEEP = 2  # newest states and models kept beside the milestones
OWN = ("kind", "version", "tool_version", "hash")  # what `write` says of a file itself
# Under which a file holds the weights of what judges pictures, by names of config.JUDGES.
JUDGE_PREFIXES = {"pixels": "discriminator", "projected": "projected"}
# What networks must agree in to have the same weights of a judge.
JUDGE_SETTINGS = {
    "pixels": ("pixels_width",),
    "projected": ("feature_px", "feature_channels", "feature_seed", "spectral_heads"),
}
Network = TypeVar("Network", bound=nn.Module)
ENDINGS = {"model": "safetensors", "state": "safetensors", "preview": "png"}


class DamagedError(ModelError):
    """The content of a file was cut off or changed; nothing of it can be used."""


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


@dataclass(frozen=True)
class StateFile:
    """A training state that is whole, the settings it was trained with and on which data.

    `passed_over` are newer ones that are damaged.
    """

    tensors: Mapping[str, Tensor]
    config: Config
    path: Path
    nimg: int
    data: Mapping[str, Any]
    passed_over: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Start:
    """Weights for a new run to begin with, of networks grown to `resolution` in `nimg` images.

    `judges` are the weights of discriminators by name, those that the file has; `hash` names the
    file's content.
    """

    config: Config
    hash: str
    resolution: int
    generator: Mapping[str, Tensor]
    judges: Mapping[str, Mapping[str, Tensor]]
    nimg: int = 0

    @property
    def knows_pixels(self) -> bool:
        """Whether a discriminator of pixels has learned with the generator."""
        joined_nimg = 1000 * self.config.training.pixels_from_kimg
        alone = len(self.config.model.judges) == 1
        return "pixels" in self.judges and (alone or self.nimg > joined_nimg)

    def sees_alike(self, judge: str, model: ModelConfig) -> bool:
        """Whether a judge has the same weights in networks of `model`, and looks at the same."""
        ours, theirs = self.config.model, model
        return all(getattr(ours, n) == getattr(theirs, n) for n in JUDGE_SETTINGS[judge])


def load_start(path: Path) -> Start:
    """Read what a new run can begin with from a model, a state, or a run folder's newest state.

    Of a state it takes the averaged generator. ModelError says what is wrong.
    """
    if os.path.isdir(path):
        saved = latest(path)
        path = saved.path if saved else newest_model(path)
    kind = str(read_header(path)["kind"])
    if kind not in ("model", "state"):
        raise ModelError(
            f"{path} holds a {kind}, nothing to begin with.", "Name a model, a state or a run."
        )
    tensors, header = read(path, kind)
    generator = under("ema", tensors) if kind == "state" else _generator_of(tensors)
    with fitting(path, header):
        return Start(
            config=from_dict(header["config"]),
            hash=str(header["hash"]),
            resolution=int(header["resolution"]),
            generator=generator,
            judges={
                name: under(prefix, tensors)
                for name, prefix in JUDGE_PREFIXES.items()
                if under(prefix, tensors)
            },
            nimg=int(header["nimg"]),
        )


def check_start(start: Start, model: ModelConfig) -> None:
    """Raise ModelError when networks of `model` cannot take over the weights of `start`."""
    theirs = start.config.model
    if theirs.channels != model.channels:
        raise ModelError(
            f"{start.hash} draws pictures {CHANNELS[theirs.channels]}, and these are "
            f"{CHANNELS[model.channels]}.",
            "Prepare them as those it learned from (--background).",
        )
    pairs = [(name, getattr(theirs, name), getattr(model, name)) for name in shape_settings(model)]
    if model.family in GROWING:
        pairs += [
            (f"width at {r} px", theirs.width(r), model.width(r))
            for r in resolutions_up_to(min(start.resolution, model.resolution))
        ]
    unequal = [f"{name} {old}, here {new}" for name, old, new in pairs if old != new]
    if unequal:
        raise ModelError(
            f"the networks of {start.hash} are others: {'; '.join(unequal)}.",
            "Begin with its own settings: leave --family, --preset and widths out.",
        )


def shape_settings(model: ModelConfig) -> list[str]:
    """What networks of a family must agree in, besides widths, to have the same weights."""
    names = ["family", "z_dim", "w_dim", "mapping_layers", "mapping_lr_multiplier", "noise_from"]
    names += ["normalisation", "filters", "upsampling", "h_dim"]
    names += [] if model.family in GROWING else ["resolution", "channel_max"]
    return [name for name in names if model.family in FAMILY_SETTINGS.get(name, FAMILIES)]


def condense(model: Path, out: Path) -> str:
    """Write a model in half precision, which draws as it does up to rounding; returns its hash."""
    tensors, about = read(model, "model")
    about = {key: value for key, value in about.items() if key not in OWN}
    return write(out, "model", {name: halved(value) for name, value in tensors.items()}, about)


def save_model(
    path: Path,
    generator: Generator,
    judges: Mapping[str, Discriminator],
    config: Config,
    about: Mapping[str, Any],
) -> None:
    """Write the shareable model; `about` holds nimg, resolution, alpha and data."""
    tensors = dict(generator.state_dict())
    for name, network in judges.items():
        prefix = JUDGE_PREFIXES[name]
        tensors |= {f"{prefix}.{key}": halved(v) for key, v in network.state_dict().items()}
    write(path, "model", tensors, {"config": to_dict(config), **about})


def halved(tensor: Tensor) -> Tensor:
    """In half precision; counts stay as they are."""
    return tensor.half() if tensor.is_floating_point() else tensor


def load_model(path: Path, device: torch.device | str = "cpu") -> ModelFile:
    """Read a model file, or the newest model of a run folder; ModelError says what is wrong."""
    path = Path(path)
    if os.path.isdir(path):
        path = newest_model(path)
    tensors, header = read(path, "model")
    with fitting(path, header):
        config = from_dict(header["config"])
        resolution, alpha = int(header["resolution"]), header["alpha"]
        if not is_resolution(resolution) or resolution > config.model.resolution:
            raise ValueError(resolution)
        file = ModelFile(
            generator=filled(blank_generator(config), _generator_of(tensors)),
            config=config,
            path=path,
            hash=header["hash"],
            nimg=int(header["nimg"]),
            resolution=resolution,
            alpha=None if alpha is None else float(alpha),
            data=dict(header["data"]),
        )
    file.generator.to(device)
    return file


def load_critic(file: ModelFile) -> Discriminator | None:
    """The discriminator that a model's file holds, on the generator's device; None without one.

    Of several it is the projected one.
    """
    tensors, header = read(file.path, "model")
    name = file.config.model.judges[0]
    weights = under(JUDGE_PREFIXES[name], tensors)
    if not weights:
        return None
    with fitting(file.path, header):
        critic = models.discriminators_of(file.config.model)[name]
        critic.load_state_dict(weights)
    return critic.eval().requires_grad_(False).to(file.generator.w_avg.device)


def blank_generator(config: Config) -> Generator:
    """The generator of a run, laid out as in training, with nothing drawn or held for weights."""
    with torch.device("meta"):
        return models.generator_of(config.model)


def filled(network: Network, tensors: Mapping[str, Tensor]) -> Network:
    """A blank network with these weights in it; RuntimeError if they are of another shape."""
    # They are copied: tensors of a file may be mapped, and would change with it.
    network = network.to_empty(device="cpu")
    network.load_state_dict(tensors)
    return network.eval().requires_grad_(False)


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
    except OSError as error:
        raise unreadable(path, error) from error
    except SafetensorError as error:
        raise DamagedError(f"{path} is damaged: {error}.") from error
    claimed = header.pop("hash", "")
    if content_hash(tensors, header) != claimed:
        raise DamagedError(f"{path} is damaged: its content does not match its hash.")
    return tensors, {**header, "hash": claimed}


def read_header(path: Path) -> dict[str, Any]:
    """The JSON header of any file pokegan wrote as safetensors; ModelError when it is none."""
    if not os.path.exists(path):
        raise ModelError(f"there is no file {path}.")
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


def under(name: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors whose names begin with `name` and a dot, without these."""
    start = f"{name}."
    return {key[len(start) :]: value for key, value in tensors.items() if key.startswith(start)}


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
    if not os.path.exists(run_dir / "config.json"):
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


def beside(model: Path, root: Path = Path("runs")) -> Path:
    """The folder for what belongs to a model: its own, and one under `root` for a shipped one."""
    return root / model.stem if model.parent == SHIPPED else model.parent


def latest(run_dir: Path) -> StateFile | None:
    """The newest state that is whole, None when there is none.

    Raises ModelError when a newer one cannot be read now or needs another pokegan: only what
    is damaged is passed over.
    """
    passed_over: list[Path] = []
    for path in reversed(numbered(run_dir, "state")):
        try:
            return replace(load_state(path), passed_over=tuple(passed_over))
        except DamagedError:
            passed_over.append(path)
    return None


def load_state(path: Path) -> StateFile:
    """Read a training state; ModelError says what is wrong."""
    tensors, header = read(path, "state")
    with fitting(path, header):
        config, nimg, data = from_dict(header["config"]), int(header["nimg"]), header["data"]
        return StateFile(tensors=tensors, config=config, path=path, nimg=nimg, data=dict(data))


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


def _generator_of(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A model file's weights without those of what judged it."""
    judges = tuple(f"{prefix}." for prefix in JUDGE_PREFIXES.values())
    return {name: value for name, value in tensors.items() if not name.startswith(judges)}


def _list(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if os.path.isdir(folder) else []


def _hash_in(path: Path) -> str | None:
    """The content hash a file claims, None when it is not a file of pokegan."""
    try:
        return str(read_header(path).get("hash"))
    except ModelError:
        return None
