"""Batches as a function of nimg, and files that are not what they should be."""

from __future__ import annotations

import json
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from pokegan.data import dataset
from pokegan.data.dataset import PackedDataset, read_header
from pokegan.errors import DataError
from pokegan.runtime.random import rng

COUNT = 10
STATM = Path("/proc/self/statm")


def pictures(count: int = COUNT, channels: int = 3) -> dict[str, np.ndarray]:
    """uint8 [N, C, R, R] at 4 and 8 px; the first value of each picture is its index."""
    random = np.random.default_rng(0)
    tensors = {
        str(r): random.integers(0, 256, (count, channels, r, r), dtype=np.uint8) for r in (4, 8)
    }
    for stored in tensors.values():
        stored[:, 0, 0, 0] = np.arange(count)
    return tensors


def write(path: Path, tensors: dict[str, np.ndarray], **about: Any) -> Path:
    count, channels = next(iter(tensors.values())).shape[:2]
    header = {
        "kind": "data",
        "names": [f"{i:03d}.png" for i in range(count)],
        "channels": channels,
        "resolution": max(int(size) for size in tensors),
        "fingerprint": "0123abcd",
    }
    save_file(tensors, path, metadata={"pokegan": json.dumps(header | about)})
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "drawn.safetensors", pictures())


def test_the_header_is_read(path: Path) -> None:
    data = PackedDataset(path)
    assert (data.count, data.channels, data.resolution) == (COUNT, 3, 8)
    assert data.fingerprint == "0123abcd"
    assert read_header(path) == data.header and data.header["names"][3] == "003.png"


@pytest.mark.parametrize("resolution", [4, 8])
def test_pixels_are_the_stored_ones_in_the_order_asked(path: Path, resolution: int) -> None:
    asked = np.array([7, 0, 7, 3])
    pixels = PackedDataset(path).pixels(asked, resolution)
    assert pixels.dtype == torch.uint8
    assert np.array_equal(pixels.numpy(), pictures()[str(resolution)][asked])


def test_pictures_with_opacity_have_four_channels(tmp_path: Path) -> None:
    data = PackedDataset(write(tmp_path / "clear.safetensors", pictures(channels=4)))
    assert data.channels == 4 and data.batch(0, 2, 8).shape == (2, 4, 8, 8)


@pytest.mark.parametrize("size", [1, 3, 4, 7, 10, 25])
def test_each_epoch_shows_each_picture_once(path: Path, size: int) -> None:
    data = PackedDataset(path)
    batches = [data.indices(nimg, size) for nimg in range(0, 5 * size * COUNT, size)]
    shown = np.concatenate(batches).reshape(-1, COUNT)
    assert all(sorted(epoch) == list(range(COUNT)) for epoch in shown.tolist())
    assert len({tuple(epoch) for epoch in shown.tolist()}) > 1


@pytest.mark.parametrize(("count", "spared"), [(24, 0), (387, 0), (388, 16), (430, 17)])
def test_held_out_pictures_are_in_no_batch(tmp_path: Path, count: int, spared: int) -> None:
    data = PackedDataset(write(tmp_path / "drawn.safetensors", pictures(count)), holdout=0.04)
    assert len(data.held_out) == spared and data.count == count
    assert sorted([*data.training, *data.held_out]) == list(range(count))
    shown = np.concatenate([data.indices(nimg, 7) for nimg in range(0, 21 * (count - spared), 7)])
    assert set(shown.tolist()) == set(data.training.tolist())
    epochs = shown[: 3 * (count - spared)].reshape(3, -1)
    assert all(sorted(epoch) == data.training.tolist() for epoch in epochs)


def test_what_is_held_out_depends_on_the_seed_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "drawn.safetensors", pictures(400))
    for share in (0.04, 0.1):
        one, same, other = (
            PackedDataset(path, seed=seed, holdout=share).held_out.tolist() for seed in (1, 1, 2)
        )
        assert one == same != other
    assert not len(PackedDataset(path).held_out)


def test_a_file_cut_short_later_is_told(path: Path) -> None:
    data = PackedDataset(path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DataError, match="was cut short while it was used"):
        data.pixels(np.arange(COUNT), 8)


def test_threads_read_what_they_asked_for(path: Path) -> None:
    data = PackedDataset(path)
    asked = [np.random.default_rng(i).integers(0, COUNT, 50) for i in range(40)]
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda indices: data.gather(indices, 8), asked))
    for indices, pixels in zip(asked, read, strict=True):
        assert np.array_equal(pixels.numpy(), pictures()["8"][indices])


@pytest.mark.skipif(not STATM.exists(), reason="the system does not tell a process's memory")
def test_memory_stays_flat_however_much_is_read(tmp_path: Path) -> None:
    def resident_mb() -> float:
        return int(STATM.read_text().split()[1]) * 4096 / 1e6

    count = 2000  # 98 MB at 128 px
    random = np.random.default_rng(0)
    stored = random.integers(0, 256, (count, 3, 128, 128), dtype=np.uint8)
    data = PackedDataset(write(tmp_path / "large.safetensors", {"128": stored}))
    del stored
    for nimg in range(0, 160, 16):
        data.batch(nimg, 16, 128)
    before = resident_mb()
    for nimg in range(160, count, 16):
        data.batch(nimg, 16, 128)
    assert resident_mb() - before < 45  # half of what was read


def test_the_order_depends_on_the_seed(path: Path) -> None:
    orders = [PackedDataset(path, seed=seed).indices(0, 30).tolist() for seed in (1, 1, 2)]
    assert orders[0] == orders[1] != orders[2]


def test_batches_do_not_depend_on_what_was_asked_before(path: Path) -> None:
    places = [(0, 4), (96, 4), (8, 8), (8, 4), (12, 4), (0, 4)]
    fresh = [PackedDataset(path).batch(nimg, size, 8, mirror=True) for nimg, size in places]
    data = PackedDataset(path)
    for i in (3, 1, 5, 2, 4, 0, 3):
        data.batch(20, 5, 4)
        assert torch.equal(data.batch(*places[i], 8, mirror=True), fresh[i])
    assert np.array_equal(data.indices(8, 8), np.append(data.indices(8, 4), data.indices(12, 4)))


def test_a_batch_is_its_indices_scaled_to_plus_minus_one(path: Path) -> None:
    data = PackedDataset(path)
    batch = data.batch(6, 9, 8)
    levels = pictures()["8"][data.indices(6, 9)].astype(np.float64)
    assert batch.dtype == torch.float32
    assert np.allclose(batch.numpy(), levels * 2 / 255 - 1, atol=1e-6)


def test_black_is_minus_one_and_white_is_one(tmp_path: Path) -> None:
    stored = np.array([0, 255, 51, 204], np.uint8).reshape(1, 1, 2, 2).repeat(3, 1).repeat(2, 3)
    data = PackedDataset(write(tmp_path / "levels.safetensors", {"4": stored.repeat(2, 2)}))
    batch = data.batch(0, 1, 4)[0, 0]
    assert batch[0].tolist() == [-1, -1, 1, 1]
    assert batch[2].tolist() == pytest.approx([-0.6, -0.6, 0.6, 0.6])


def test_mirror_turns_the_drawn_half_left_to_right(path: Path) -> None:
    data = PackedDataset(path, seed=3)
    plain, mirrored = data.batch(40, 64, 8), data.batch(40, 64, 8, mirror=True)
    mirror_mask = torch.rand(64, generator=rng(3, 40, "mirror")) < 0.5
    assert 20 < int(mirror_mask.sum()) < 44
    for i in range(64):
        columns = range(7, -1, -1) if mirror_mask[i] else range(8)
        assert torch.equal(mirrored[i], plain[i][:, :, list(columns)])


def test_different_pictures_are_turned_at_different_times(path: Path) -> None:
    data = PackedDataset(path)
    mirror_mask = [
        (data.batch(nimg, 16, 8, mirror=True) != data.batch(nimg, 16, 8)).flatten(1).any(1).tolist()
        for nimg in (0, 16, 32)
    ]
    assert mirror_mask[0] != mirror_mask[1] != mirror_mask[2]


def test_a_larger_resolution_than_prepared_is_refused_with_the_cure(path: Path) -> None:
    with pytest.raises(DataError, match=r"up to 8 px, not 16.*again at 16 px"):
        PackedDataset(path).batch(0, 2, 16)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no such file: .*absent\.safetensors"):
        PackedDataset(tmp_path / "absent.safetensors")


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot read"):
        read_header(tmp_path)


def with_layout(layout: Any) -> bytes:
    text = json.dumps(layout).encode()
    return struct.pack("<Q", len(text)) + text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        struct.pack("<Q", 20) + b"\xff" * 20,
        struct.pack("<Q", 9) + b'{"4": 1, ',
        with_layout([]),
        with_layout({}),
        with_layout({"__metadata__": {"format": "pt"}}),
        with_layout({"__metadata__": {"pokegan": "{"}}),
        with_layout({"__metadata__": {"pokegan": "[]"}}),
        with_layout({"__metadata__": {"pokegan": '{"kind": "model"}'}}),
    ],
    ids=range(11),
)
def test_a_file_of_another_kind_is_refused_with_the_cure(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.safetensors"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"is not a prepared picture file.*pokegan prepare FOLDER"):
        PackedDataset(path)


@pytest.mark.parametrize("lost", [1, 100, 10 * 3 * 64])
def test_a_file_cut_short_is_refused(path: Path, lost: int) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-lost])
    with pytest.raises(DataError, match="is incomplete"):
        PackedDataset(path)
    path.write_bytes(content)
    assert PackedDataset(path).count == COUNT


def test_pictures_go_to_a_device_in_parts(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of ten at a time: the host need not hold them all."""
    monkeypatch.setattr(dataset, "PART_BYTES", 3 * 3 * 8 * 8 + 5)
    data = PackedDataset(path)
    pixels = torch.zeros(COUNT, 3, 8, 8, dtype=torch.uint8)
    data._fill(pixels, data._regions["8"])
    assert np.array_equal(pixels.numpy(), pictures()["8"])
