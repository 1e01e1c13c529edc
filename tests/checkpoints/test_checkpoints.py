"""Files that hold weights: round trips, damage of every kind, and what a folder keeps."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import pickle
import shutil
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import Finished
from safetensors.torch import save_file
from torch import Tensor

from pokegan.checkpoints import layout, model_file, state_file, tensor_file, warm_start
from pokegan.checkpoints.runs import hold_folder
from pokegan.config import Config, to_dict
from pokegan.errors import ModelError, ResumeError, WriteError
from pokegan.explore.resolve import Explorer
from pokegan.runtime.files import write_atomically
from pokegan.sampling.recipe import shown

ABOUT: dict[str, Any] = {"nimg": 12800, "alpha": None, "data": {"count": 3, "names": ["é"]}}


def some_tensors() -> dict[str, Tensor]:
    values = torch.arange(24.0)
    return {
        "b.step": torch.tensor(7.0),
        "a.weight": values.view(2, 3, 2, 2).contiguous(memory_format=torch.channels_last),
        "a.half": values.to(torch.bfloat16),
        "meter": values[:2].double(),
        "empty": torch.zeros(0),
        "view": values[4:8],
    }


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.safetensors"
    content = tensor_file.write(path, "state", some_tensors(), ABOUT)
    tensors, header = tensor_file.read(path, "state")
    assert tensors.keys() == some_tensors().keys()
    for name, tensor in some_tensors().items():
        assert tensors[name].dtype == tensor.dtype and torch.equal(tensors[name], tensor)
    assert {key: header[key] for key in ABOUT} == ABOUT
    assert header["hash"] == content and len(content) == 12
    assert tensor_file.read_header(path) == header
    assert [path.name for path in path.parent.iterdir()] == ["state.safetensors"]


def test_equal_content_is_equal_bytes(tmp_path: Path) -> None:
    """Whatever the order of names and the layout in memory."""
    reordered = {name: tensor.clone() for name, tensor in reversed(some_tensors().items())}
    reordered["a.weight"] = reordered["a.weight"].contiguous()
    for name, tensors in (("one", some_tensors()), ("two", reordered)):
        tensor_file.write(tmp_path / name, "state", tensors, ABOUT)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("name", sorted(set(some_tensors()) - {"empty"}))
def test_the_hash_changes_with_every_tensor(name: str) -> None:
    plain = tensor_file.content_hash(some_tensors(), ABOUT)
    tensors = some_tensors()
    changed = tensors[name].clone()
    changed[(-1,) * changed.dim()] = 99
    assert tensor_file.content_hash({**tensors, name: changed}, ABOUT) != plain
    renamed = {**tensors, "other": tensors[name]}
    del renamed[name]
    assert tensor_file.content_hash(renamed, ABOUT) != plain
    assert tensor_file.content_hash({**tensors, name: tensors[name][None]}, ABOUT) != plain
    bits = tensors[name].reshape(-1).view(torch.int16).view(torch.uint8).reshape(-1)
    assert tensor_file.content_hash({**tensors, name: bits}, ABOUT) != plain


@pytest.mark.parametrize("changed", [{"nimg": 1}, {"alpha": 0.5}, {"data": {}}, {"more": None}])
def test_the_hash_changes_with_every_header_value(changed: dict[str, Any]) -> None:
    plain = tensor_file.content_hash(some_tensors(), ABOUT)
    assert tensor_file.content_hash(some_tensors(), {**ABOUT, **changed}) != plain
    reordered = dict(reversed(ABOUT.items()))
    assert tensor_file.content_hash(some_tensors(), reordered) == plain


def test_a_model_draws_as_before(finished: Finished, config: Config, tmp_path: Path) -> None:
    file = model_file.load_model(finished.folder)
    assert (file.nimg, file.resolution, file.alpha) == (320, 16, None)
    assert file.path == layout.model_path(finished.folder, 320)
    assert to_dict(file.config) == to_dict(config) and file.data["count"] == 24
    ema = finished.ticks[-1].ema
    for name, tensor in ema.state_dict().items():
        assert torch.equal(file.generator.state_dict()[name], tensor)
    assert not file.generator.training
    assert not any(parameter.requires_grad for parameter in file.generator.parameters())
    for name, parameter in ema.named_parameters():
        assert file.generator.get_parameter(name).stride() == parameter.stride(), name
    copied = shutil.copy(file.path, tmp_path / "shared.safetensors")
    assert model_file.load_model(Path(copied)).hash == file.hash


def cut(content: bytes) -> bytes:
    return content[:-40]


def cut_in_the_header(content: bytes) -> bytes:
    return content[:100]


def flip(content: bytes) -> bytes:
    return content[:-40] + bytes([content[-40] ^ 1]) + content[-39:]


def edit_the_header(content: bytes) -> bytes:
    return content.replace(rb"\"nimg\": 320", rb"\"nimg\": 321", 1)


def empty(content: bytes) -> bytes:
    return b""


def not_json(content: bytes) -> bytes:
    return struct.pack("<Q", 8) + b"{{{{{{{{"


@pytest.mark.parametrize("damage", [cut, cut_in_the_header, flip, edit_the_header, empty, not_json])
def test_a_damaged_model_is_refused(
    damage: Callable[[bytes], bytes], finished: Finished, tmp_path: Path
) -> None:
    whole = layout.model_path(finished.folder, 320).read_bytes()
    path = tmp_path / "model.safetensors"
    path.write_bytes(damage(whole))
    assert path.read_bytes() != whole
    with pytest.raises(ModelError) as caught:
        model_file.load_model(path)
    assert str(path) in caught.value.message and caught.value.message.endswith(".")


class Bomb:
    """A pickle that makes a file when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.path),)


def test_a_disguised_pickle_is_refused_unread(tmp_path: Path) -> None:
    path, trace = tmp_path / "model.safetensors", tmp_path / "trace"
    for write in (pickle.dumps, torch_pickle):
        path.write_bytes(write(Bomb(trace)))
        with pytest.raises(ModelError, match="pickles are never read"):
            model_file.load_model(path)
        with pytest.raises(ModelError):
            tensor_file.read(path, "state")
    assert not trace.exists()
    pickle.loads(pickle.dumps(Bomb(trace)))
    assert trace.exists()


def torch_pickle(content: object) -> bytes:
    buffer = io.BytesIO()
    torch.save({"weights": content}, buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("metadata", [None, {"format": "pt"}, {"pokegan": "[]"}, {"pokegan": "{"}])
def test_a_file_of_another_program_is_refused(
    metadata: dict[str, str] | None, tmp_path: Path
) -> None:
    path = tmp_path / "model.safetensors"
    save_file({"weight": torch.zeros(3)}, path, metadata=metadata)
    with pytest.raises(ModelError, match="is not a file of pokegan"):
        model_file.load_model(path)


def test_another_kind_or_a_newer_version_is_named(
    finished: Finished, prepared: Path, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match="holds a state, not a model"):
        model_file.load_model(layout.state_path(finished.folder, 320))
    with pytest.raises(ModelError, match="holds a model, not a state"):
        tensor_file.read(layout.model_path(finished.folder, 320), "state")
    with pytest.raises(ModelError, match="data, not a model"):
        model_file.load_model(prepared)
    path = tmp_path / "newer.safetensors"
    newer = tensor_file.FORMAT_VERSION + 1
    save_file({}, path, {"pokegan": json.dumps({"kind": "model", "version": newer})})
    with pytest.raises(ModelError, match=f"format version {newer}.*Update pokegan"):
        model_file.load_model(path)


@pytest.mark.parametrize("key", ["kimg", "channel_max", "no_such_setting"])
def test_networks_that_do_not_fit_are_refused(key: str, finished: Finished, tmp_path: Path) -> None:
    """Whole files, hash and all, whose settings this version cannot build their weights from."""
    tensors, header = tensor_file.read(layout.model_path(finished.folder, 320), "model")
    settings = json.loads(json.dumps(header["config"]))
    settings["training" if key == "kimg" else "model"][key] = -1 if key == "kimg" else 4
    path = tmp_path / "model.safetensors"
    tensor_file.write(path, "model", tensors, {**ABOUT, "resolution": 16, "config": settings})
    with pytest.raises(ModelError, match="does not fit this version"):
        model_file.load_model(path)


@pytest.mark.parametrize(
    "changed",
    [
        {"alpha": ...},
        {"alpha": "half"},
        {"nimg": ...},
        {"resolution": 32},
        {"resolution": 12},
        {"config": []},
        {"config": {"model": []}},
        {"data": 3},
    ],
)
def test_a_header_that_lacks_or_mistakes_something_is_refused(
    changed: dict[str, Any], finished: Finished, tmp_path: Path
) -> None:
    """Whole files, hash and all; `...` stands for a key that is not there."""
    tensors, header = tensor_file.read(layout.model_path(finished.folder, 320), "model")
    header.pop("hash")
    about = {key: value for key, value in {**header, **changed}.items() if value is not ...}
    path = tmp_path / "model.safetensors"
    tensor_file.write(path, "model", tensors, {**about, "tool_version": "9.9"})
    with pytest.raises(ModelError, match=r"does not fit this version.*version 9\.9"):
        model_file.load_model(path)


def test_loading_leaves_the_global_random_stream_alone(finished: Finished) -> None:
    before = torch.get_rng_state()
    file = model_file.load_model(finished.folder)
    assert torch.equal(torch.get_rng_state(), before)
    assert {tensor.device.type for tensor in file.generator.state_dict().values()} == {"cpu"}


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such file"):
        model_file.load_model(tmp_path / "absent.safetensors")
    with pytest.raises(ModelError, match=r"holds no model; it is no run folder") as caught:
        model_file.load_model(tmp_path)
    assert f"--out {tmp_path}" not in str(caught.value)  # it may hold somebody's pictures
    touch(tmp_path, "config.json")
    with pytest.raises(ModelError, match=r"holds no model yet.*pokegan train ./images --out"):
        model_file.load_model(tmp_path)
    with pytest.raises(ModelError, match="is a folder"):
        tensor_file.read(tmp_path, "state")


def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "model.safetensors"
    write_atomically(path, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, hard))  # as a full disk would
    try:
        with pytest.raises(WriteError, match=r"model\.safetensors cannot be written: .*large"):
            write_atomically(path, bytes(1 << 20))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(tmp_path) == {"model.safetensors": b"old"}
    write_atomically(path, bytes(1 << 20))
    assert contents(tmp_path) == {"model.safetensors": bytes(1 << 20)}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_failed_rename_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(WriteError, match="taken cannot be written"):
        write_atomically(tmp_path / "taken", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def touch(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"")


def test_numbered_files_are_in_order_of_images_shown(tmp_path: Path) -> None:
    names = [f"model-{n}.safetensors" for n in ("900000000", "1000000000", "000012800")]
    touch(tmp_path, *names, "model-best.safetensors", ".model-000000001.safetensors.7-8.part")
    touch(tmp_path, "model-5.png", "preview-5.safetensors", "preview-6.png")
    found = layout.numbered(tmp_path, "model")
    assert [layout.nimg_of(path) for path in found] == [12800, 900000000, 1000000000]
    assert layout.numbered(tmp_path, "preview") == [tmp_path / "preview-6.png"]
    assert layout.numbered(tmp_path / "absent", "model") == []
    assert layout.newest_model(tmp_path).name == "model-1000000000.safetensors"


def test_pruning_keeps_the_newest_two_and_the_milestones(tmp_path: Path) -> None:
    for nimg in (100, 200, 300, 400, 500):
        touch(tmp_path, layout.model_path(tmp_path, nimg).name)
        touch(tmp_path, layout.state_path(tmp_path, nimg).name)
        touch(tmp_path, layout.preview_path(tmp_path, nimg).name)
    layout.prune(tmp_path, 500, [200, 500, 900])

    def left(kind: str) -> list[int]:
        return [layout.nimg_of(path) for path in layout.numbered(tmp_path, kind)]

    assert left("model") == [200, 400, 500]
    assert left("state") == [400, 500]
    assert left("preview") == [100, 200, 300, 400, 500]


def test_pruning_leaves_later_models_until_the_run_has_come_by(tmp_path: Path) -> None:
    """Later states were damaged; two whole ones stay."""
    for nimg in (100, 200, 300, 400, 500):
        touch(tmp_path, layout.model_path(tmp_path, nimg).name)
        touch(tmp_path, layout.state_path(tmp_path, nimg).name)

    def left(kind: str) -> list[int]:
        return [layout.nimg_of(path) for path in layout.numbered(tmp_path, kind)]

    layout.prune(tmp_path, 300, [])
    assert (left("model"), left("state")) == ([200, 300, 400, 500], [200, 300])
    layout.prune(tmp_path, 450, [])
    assert left("model") == [300, 400, 500]


def test_the_newest_run_is_the_one_whose_model_was_written_last(tmp_path: Path) -> None:
    assert layout.newest_run(tmp_path) is None
    assert layout.newest_run(tmp_path / "absent") is None
    for name, written in (("a", 200), ("b", 300), ("c", 100)):
        touch(tmp_path / name, "model-000000001.safetensors", "model-000000002.safetensors")
        os.utime(tmp_path / name / "model-000000001.safetensors", (400, 400))
        os.utime(tmp_path / name / "model-000000002.safetensors", (written, written))
    touch(tmp_path / "d", "state-000000001.safetensors")
    touch(tmp_path, "notes.txt")
    assert layout.newest_run(tmp_path) == tmp_path / "b"


def write_states(folder: Path, *counts: int) -> None:
    for nimg in counts:
        about = {"nimg": nimg, "config": to_dict(Config()), "data": {"count": 3}}
        path = layout.state_path(folder, nimg)
        tensor_file.write(path, "state", {"nimg": torch.tensor(nimg)}, about)


@pytest.mark.parametrize("damage", [cut, cut_in_the_header, flip, empty, not_json])
def test_the_latest_state_is_the_newest_whole_one(
    damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    assert state_file.latest(tmp_path) is None
    write_states(tmp_path, 100, 200, 300)
    newest = layout.state_path(tmp_path, 300)
    newest.write_bytes(damage(newest.read_bytes()))
    found = state_file.latest(tmp_path)
    assert found is not None
    assert found.tensors["nimg"] == found.nimg == 200
    assert (found.config, found.data) == (Config(), {"count": 3})
    assert (found.path, found.passed_over) == (layout.state_path(tmp_path, 200), (newest,))


def test_a_state_that_may_be_whole_is_not_passed_over(tmp_path: Path) -> None:
    """One for a newer pokegan, one that cannot be opened, and one that does not fit."""
    write_states(tmp_path, 100)
    newest = layout.state_path(tmp_path, 200)
    header = {"kind": "state", "version": tensor_file.FORMAT_VERSION + 1}
    save_file({}, newest, {"pokegan": json.dumps(header)})
    with pytest.raises(ModelError, match="Update pokegan"):
        state_file.latest(tmp_path)
    newest.unlink()
    newest.mkdir()
    with pytest.raises(ModelError, match="is a folder"):
        state_file.latest(tmp_path)
    newest.rmdir()
    tensor_file.write(newest, "state", {}, {"nimg": 200})
    with pytest.raises(ModelError, match="does not fit"):
        state_file.latest(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails to map")
def test_a_read_error_is_no_damage(tmp_path: Path) -> None:
    write_states(tmp_path, 100)
    layout.state_path(tmp_path, 200).symlink_to("/proc/self/mem")
    with pytest.raises(ModelError, match="cannot be read"):
        state_file.latest(tmp_path)


def test_a_folder_is_one_owners_until_its_lock_ends(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "run"
    first = hold_folder(folder)
    with pytest.raises(ResumeError, match="is being trained by another process"):
        hold_folder(folder)
    first.release()
    second = hold_folder(folder)
    with pytest.raises(ResumeError):
        hold_folder(folder)
    del second
    gc.collect()
    hold_folder(folder).release()


@pytest.mark.skipif(os.name != "posix", reason="flock is of Unix")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP])
def test_a_file_system_without_locks_lets_everybody_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    import fcntl

    def refused(descriptor: int, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refused)
    first, second = hold_folder(tmp_path / "run"), hold_folder(tmp_path / "run")
    first.release()
    second.release()


def test_a_folder_that_cannot_be_held_is_named(tmp_path: Path) -> None:
    (tmp_path / "run" / layout.LOCK).mkdir(parents=True)
    with pytest.raises(WriteError, match=r"\.lock cannot be written"):
        hold_folder(tmp_path / "run")


def test_another_thread_may_let_go_of_a_folder(tmp_path: Path) -> None:
    held = hold_folder(tmp_path)
    thread = threading.Thread(target=held.release)
    thread.start()
    thread.join()
    hold_folder(tmp_path).release()


def test_a_model_is_found_by_what_it_holds(finished: Finished, tmp_path: Path) -> None:
    """Where its picture says, or in a run that has been renamed; never merely by its name."""
    model = Explorer.load(finished.folder).file
    root = finished.folder.parent
    assert layout.find_by_hash(model.hash, model.path, tmp_path) == model.path
    assert layout.find_by_hash(model.hash, Path("gone"), root) == model.path
    assert layout.find_by_hash(model.hash, Path("gone"), tmp_path) is None
    assert layout.find_by_hash("0" * 12, model.path, root) is None


def test_a_condensed_model_draws_the_same_and_can_be_begun_with(
    finished: Finished, tmp_path: Path
) -> None:
    model = layout.newest_model(finished.folder)
    saved = state_file.latest(finished.folder)
    assert saved is not None
    small = tmp_path / "small.safetensors"
    model_file.condense(model, small)
    weights, halves = (tensor_file.read(path, "model")[0] for path in (model, small))
    assert all(torch.equal(halves[name], value.half()) for name, value in weights.items())
    pixels = [Explorer.load(path).sample(range(8)).astype(int) for path in (model, small)]
    apart = abs(pixels[0] - pixels[1])  # by weights of ten bits of mantissa
    assert apart.mean() < 1.5
    start = warm_start.load_warm_start(small)
    assert start.resolution == 16
    for name, value in start.judges["pixels"].items():
        exact = saved.tensors[f"discriminator.{name}"]
        assert torch.allclose(value.float(), exact, rtol=1e-3, atol=1e-6)
    assert small.stat().st_size < 0.8 * model.stat().st_size + 50_000


def test_a_model_brings_its_discriminator(finished: Finished) -> None:
    saved = state_file.latest(finished.folder)
    assert saved is not None
    for path in (layout.newest_model(finished.folder), layout.best_path(finished.folder)):
        critic = model_file.load_critic(model_file.load_model(path))
        assert critic is not None
        assert not any(value.requires_grad for value in critic.parameters())
    critic = model_file.load_critic(model_file.load_model(finished.folder))
    assert critic is not None
    for name, value in critic.state_dict().items():
        assert torch.equal(value, saved.tensors[f"discriminator.{name}"].half().float())


def test_a_model_without_a_discriminator_says_so(finished: Finished, tmp_path: Path) -> None:
    tensors, header = tensor_file.read(layout.newest_model(finished.folder), "model")
    alone = {name: v for name, v in tensors.items() if not name.startswith("discriminator")}
    about = {key: value for key, value in header.items() if key not in tensor_file.OWN}
    tensor_file.write(tmp_path / "alone.safetensors", "model", alone, about)
    assert model_file.load_critic(model_file.load_model(tmp_path / "alone.safetensors")) is None
    assert warm_start.load_warm_start(tmp_path / "alone.safetensors").judges == {}


@pytest.mark.parametrize("kind", ["model", "state", "run"])
def test_what_a_run_can_begin_with(kind: str, finished: Finished) -> None:
    saved = state_file.latest(finished.folder)
    assert saved is not None
    model = layout.newest_model(finished.folder)
    start = warm_start.load_warm_start(
        {"model": model, "state": saved.path}.get(kind, finished.folder)
    )
    assert start.judges["pixels"]
    assert (start.config, start.resolution) == (saved.config, 16)
    weights = model_file.load_model(model).generator.state_dict()
    assert start.generator.keys() == weights.keys()
    assert all(torch.equal(value, weights[name]) for name, value in start.generator.items())


def test_prepared_pictures_are_nothing_to_begin_with(prepared: Path) -> None:
    with pytest.raises(ModelError, match="holds a data, nothing to begin with"):
        warm_start.load_warm_start(prepared)


def test_a_shipped_model_is_found_by_its_name_and_hash(
    finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "SHIPPED", tmp_path)
    assert layout.shipped() == [] and layout.shipped_as("creatures-16px") is None
    path = tmp_path / "creatures-16px.safetensors"
    shutil.copy(layout.newest_model(finished.folder), path)
    model = model_file.load_model(path)
    assert layout.shipped_as("creatures-16px") == path
    assert layout.find_by_hash(model.hash, Path("gone"), tmp_path / "no runs") == path
    assert shown(path) == "creatures-16px"
