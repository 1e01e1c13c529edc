"""A run folder: whose it is, what it was begun with, and from which state it goes on."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from filelock import BaseFileLock, FileLock, Timeout

from pokegan.checkpoints import layout, state_file
from pokegan.checkpoints.state_file import StateFile
from pokegan.config import PRESETS, Config, differences, from_dict, override, to_dict
from pokegan.config.schedule import build_schedule
from pokegan.data.dataset import PackedDataset
from pokegan.errors import DataError, ResumeError, UsageError, similar
from pokegan.runtime.files import PARTS, drop, write_atomically, writing
from pokegan.runtime.precision import best_precision

NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EIO)  # what file systems say


def hold_folder(run_dir: Path) -> BaseFileLock:
    """Keep others out of a run folder, made where there is none, until the lock is released.

    Its end, and that of the process, however it comes, release it too. A file system without
    locks lets everybody in. Raises ResumeError when another process is in it, WriteError when it
    cannot be written.
    """
    path = run_dir / layout.LOCK
    lock = FileLock(path, timeout=0, thread_local=False)
    with writing(path):
        run_dir.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            if not path.is_file():  # it could not be made, which filelock takes for held
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from error
            raise ResumeError(
                f"{run_dir} is being trained by another process.",
                "Wait for it, stop it, or begin a new run elsewhere.",
                ["out"],
            ) from error
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
        except NotImplementedError:
            pass
    return lock


def newest_state(run_dir: Path) -> StateFile | None:
    """The state to go on from, None for a new run.

    Raises ResumeError rather than begin anew beside models, or states that are all damaged.
    """
    saved = state_file.latest(run_dir)
    left = [path for path in [layout.best_path(run_dir)] if path.exists()]
    left += [*layout.numbered(run_dir, "model"), *layout.numbered(run_dir, "state")]
    if saved is None and left:
        raise ResumeError(
            f"{run_dir} holds {left[-1].name}, but no whole state to go on from.",
            "Begin a new run elsewhere; what is there stays as it is.",
            ["out"],
        )
    return saved


def notices(saved: StateFile | None, config: Config) -> list[str]:
    """What was wrong with newer states than the one that a run goes on from, and with its plan."""
    passed_over = saved.passed_over if saved else []
    told = [f"{path} is damaged; going on from {saved.path.name}." for path in passed_over if saved]
    schedule = build_schedule(config)
    absent = set(config.model.judges) - {judge for phase in schedule for judge in phase.judges}
    if absent:
        joins, model = config.training.pixels_from_kimg, config.model
        usual = PRESETS[model.family].get(config.preset, {}).get("pixels_from_kimg")
        whose = f" (as in the preset {config.preset})" if joins == usual else ""
        told.append(
            f"the run ends after {schedule[-1].end_nimg / 1000:g} kimg, but pixels_from_kimg is "
            f"{joins:g}{whose}: pictures will be judged by features alone."
        )
    return told


def check_run(
    config: Config,
    data: PackedDataset,
    run_dir: Path,
    saved: StateFile | None,
    device: torch.device,
) -> Config:
    """The configuration of the run: begun now, or the one it was begun with if that is the same.

    Raises ResumeError with a table of old and new values when anything differs, for a run
    that has saved something: until then its settings may change. After that only extra_kimg may
    grow, and log change.
    """
    if saved is None:
        config = settle(config, data, device)
        begin(config, data, run_dir)
        return config
    config = settle(config, data, device, saved.config.training.precision)
    begun = [(saved.config, saved.data)]
    noted = layout.is_run(run_dir)
    if noted:
        begun.append(read_run(run_dir))
    learned_from = Path(str(begun[-1][1].get("path", "")))
    begun = [(continued(old, config), old_data) for old, old_data in begun]
    rows = [row for old in begun for row in changes(*old, config, describe(data))]
    if rows:
        raise differing(list(dict.fromkeys(rows)), run_dir, data, learned_from)
    config = continued(saved.config, config)
    if noted:
        drop(run_dir.glob(PARTS))
    if not noted or read_run(run_dir) != (config, recorded(data)):
        note_config(config, data, run_dir)
    return config


def differing(
    rows: Sequence[tuple[str, str, str]], run_dir: Path, data: PackedDataset, learned_from: Path
) -> ResumeError:
    """What to say of a run that was begun with other settings or pictures."""
    told = [row for row in rows if row[0] != "data.fingerprint"]
    if any(key not in ("data.count", "data.held_out") for key, *_ in told):
        table = [
            (key, _weights(old), _weights(new)) if key == "training.init_from" else (key, old, new)
            for key, old, new in told
        ]
        return ResumeError(
            f"{run_dir} was begun with other settings:\n{_table(table)}\n",
            "Give the old values to go on with it, or begin a new run elsewhere.",
            ["out"],
        )
    here = learned_from.is_relative_to(Path.cwd())
    named = layout.shown(learned_from) if here else learned_from
    going_on = f"To go on, name {named} in their place. " if learned_from.is_file() else ""
    return ResumeError(
        f"{run_dir} learned from other pictures than {data.path} holds: the folder has changed, or "
        "is another one.",
        f"{going_on}To learn from these, begin a new run with the weights of that one.",
        [f"init_from={run_dir}", "out"],
    )


def _weights(init_from: str) -> str:
    """What a run began with, of its setting in JSON."""
    content = json.loads(init_from)
    return layout.called(content) if content else "random weights"


def continued(old: Config, new: Config) -> Config:
    """`old` with what may change: a run may be made longer, and be logged otherwise."""
    extra = max(old.training.extra_kimg, new.training.extra_kimg)
    training = dataclasses.replace(old.training, extra_kimg=extra, log=new.training.log)
    return dataclasses.replace(old, training=training)


def changes(
    old: Config, old_data: Mapping[str, Any], new: Config, new_data: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """Rows (key, old value, new value) for every setting and fact of the data that differs."""
    return differences(old, new) + [
        (f"data.{key}", str(old_data.get(key)), str(value))
        for key, value in new_data.items()
        if old_data.get(key) != value
    ]


def begin(config: Config, data: PackedDataset, run_dir: Path) -> None:
    """Write config.json; what an earlier start left here, that saved nothing, goes.

    Nothing goes from a folder without a config.json: it is somebody else's.
    """
    path = run_dir / layout.CONFIG
    before = None
    if path.exists():
        drop([*run_dir.glob(PARTS), run_dir / layout.STATS])
        with writing(path):
            before = path.read_bytes()
    note_config(config, data, run_dir)
    if before not in (None, path.read_bytes()):
        drop([*run_dir.glob("forecast-*.json"), *layout.numbered(run_dir, "preview")])


def note_config(config: Config, data: PackedDataset, run_dir: Path) -> None:
    """Write config.json."""
    content = json.dumps({"config": to_dict(config), "data": recorded(data)}, indent=2) + "\n"
    write_atomically(run_dir / layout.CONFIG, content.encode())


def recorded(data: PackedDataset) -> dict[str, Any]:
    """What config.json says of the data: also where they lie, and what they were prepared from."""
    source = {"source": data.header["source"]} if "source" in data.header else {}
    return {**describe(data), **source, "path": str(data.path.resolve())}


def check_run_folder(run_dir: Path) -> None:
    """Raise DataError where no run was begun."""
    if not os.path.exists(run_dir):
        raise DataError(f"no such folder: {run_dir}.", similar(run_dir))
    if not layout.is_run(run_dir):
        raise DataError(f"{run_dir} is no run folder.", "Name a folder that `pokegan train` made.")


def read_run(run_dir: Path) -> tuple[Config, dict[str, Any]]:
    """Configuration and data description of a run folder; ResumeError when they are damaged."""
    path = run_dir / layout.CONFIG
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return from_dict(content["config"]), content["data"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, UsageError) as error:
        raise ResumeError(
            f"{path} cannot be read.", "Restore it, or begin a new run elsewhere.", ["out"]
        ) from error


def settle(
    config: Config, data: PackedDataset, device: torch.device, precision: str | None = None
) -> Config:
    """Fill in what depends on data and device, so that the saved configuration is complete.

    `precision` is what "auto" was settled as when the run began, perhaps on another device.
    """
    settled: dict[str, Any] = {"channels": data.channels}
    if config.training.precision == "auto":
        settled["precision"] = precision or best_precision(device)
    return override(config, settled)


def describe(data: PackedDataset) -> dict[str, Any]:
    """What a model says of its data: `count` pictures, of which `held_out` were not learned."""
    held_out = {"held_out": len(data.held_out)} if len(data.held_out) else {}
    fit = data.header.get("fit", "pad")
    return {
        "fingerprint": data.fingerprint,
        "count": data.count,
        **held_out,
        "channels": data.channels,
        "background": data.header.get("background", "white"),
        "resolution": data.header["resolution"],
        **({} if fit == "pad" else {"fit": fit}),
    }


def _table(rows: list[tuple[str, str, str]]) -> str:
    rows = [("setting", "old", "new"), *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    return "\n".join(
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
