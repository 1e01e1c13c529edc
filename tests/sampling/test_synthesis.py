"""Many pictures at once: each as if it were alone, in the memory of few, compiled or not."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import Finished
from PIL import Image
from torch import Tensor

from pokegan.checkpoints.model_file import ModelFile
from pokegan.errors import MemoryFull, ModelError, UsageError
from pokegan.explore.resolve import Explorer
from pokegan.render import read_recipe, to_pixels
from pokegan.sampling import latents, synthesis
from pokegan.sampling.latents import Creature
from pokegan.sampling.noise import parse_noise
from pokegan.sampling.synthesis import Pace, SynthesisOptions, Synthesizer

SEED_NOISE = parse_noise("seed")


def begin(file: ModelFile, **options: object) -> Synthesizer:
    return Synthesizer(file, SynthesisOptions(**options), log=pytest.fail)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def file(sampler: Explorer) -> ModelFile:
    return sampler.file


def creatures(file: ModelFile, count: int) -> list[Creature]:
    """Seeds 0, 1, 2, ... with noise of seeds that are others."""
    w_plus = latents.seed_styles(file.generator, range(count))
    return [Creature(str(i), w_plus[i], 100 + i) for i in range(count)]


def one_by_one(
    file: ModelFile, wanted: list[Creature], modes: dict[str, str], random_seed: int = 0
) -> np.ndarray:
    """The same pictures drawn in a loop, by the network as it was trained."""
    pictures = [
        latents.synthesize(
            file.generator,
            creature.w_plus[None],
            [creature.noise_seed],
            modes=modes,
            random_seed=random_seed,
            resolution=file.resolution,
            alpha=file.alpha,
        )
        for creature in wanted
    ]
    return to_pixels(torch.cat(pictures))


def assert_within_a_level(one: np.ndarray, other: np.ndarray) -> None:
    assert one.shape == other.shape
    assert abs(one.astype(int) - other.astype(int)).max() <= 1


@pytest.mark.parametrize("folded", [True, False])
@pytest.mark.parametrize("noise", ["seed", "coarse=random,middle=none", "none"])
def test_pictures_are_those_of_a_loop(file: ModelFile, folded: bool, noise: str) -> None:
    wanted, modes = creatures(file, 11), parse_noise(noise)
    batches = list(begin(file, folded=folded, batch=4).pixels(wanted, modes, 7))
    assert [len(batch) for batch in batches] == [4, 4, 3]
    assert_within_a_level(np.concatenate(batches), one_by_one(file, wanted, modes, 7))


def test_a_batch_waits_for_the_last_of_its_noise(file: ModelFile) -> None:
    wanted = creatures(file, 600)
    (pixels,) = begin(file, batch=600).pixels(wanted, SEED_NOISE)
    assert_within_a_level(pixels[-8:], one_by_one(file, wanted[-8:], SEED_NOISE))


def test_a_fade_is_drawn_as_it_stands(file: ModelFile) -> None:
    fading = dataclasses.replace(file, alpha=0.4)
    wanted = creatures(fading, 3)
    (pixels,) = begin(fading).pixels(wanted, SEED_NOISE)
    assert_within_a_level(pixels, one_by_one(fading, wanted, SEED_NOISE))
    assert abs(pixels.astype(int) - one_by_one(file, wanted, SEED_NOISE)).max() > 3


def test_nothing_gives_nothing(file: ModelFile) -> None:
    assert list(begin(file).pixels([], SEED_NOISE)) == []


def test_bfloat16_is_near(file: ModelFile) -> None:
    wanted = creatures(file, 16)
    (exact,) = begin(file).pixels(wanted, SEED_NOISE)
    (rounded,) = begin(file, precision="bf16").pixels(wanted, SEED_NOISE)
    apart = abs(exact.astype(int) - rounded.astype(int))
    assert 0 < apart.mean() < 2


def test_unknown_precisions_are_refused() -> None:
    with pytest.raises(UsageError, match=r"no precision 'fp16'\. Known: fp32, bf16"):
        SynthesisOptions(precision="fp16")
    with pytest.raises(UsageError, match="not folded draws in fp32 only"):
        SynthesisOptions(precision="bf16", folded=False)


def test_a_damaged_model_is_told_in_time(file: ModelFile) -> None:
    w_plus = torch.full((file.generator.num_ws, file.generator.w_dim), float("nan"))
    with pytest.raises(ModelError, match="not numbers"):
        list(begin(file).pixels([Creature("", w_plus, 0)], SEED_NOISE))


# Memory


def test_no_more_creatures_live_than_a_few_batches(file: ModelFile) -> None:
    """However many are drawn, and they are asked for only a few batches ahead."""
    (model,) = creatures(file, 1)
    living: weakref.WeakSet[Creature] = weakref.WeakSet()
    most, asked = 0, 0

    def coming() -> Iterator[Creature]:
        nonlocal most, asked
        for i in range(200):
            asked += 1
            creature = dataclasses.replace(model, noise_seed=i)
            living.add(creature)
            most = max(most, len(living))
            yield creature
            del creature

    drawn, limit = 0, 4 * (synthesis.AHEAD + 3)
    for pixels in begin(file, batch=4).pixels(coming(), SEED_NOISE):
        drawn += len(pixels)
        assert asked - drawn <= limit
    assert drawn == 200 and most <= limit


# Compiling


def test_a_network_compiled_for_full_batches_is_given_full_batches(file: ModelFile) -> None:
    """A stand-in for the compiled network, which tells what shapes it is asked for."""
    easel, sizes = begin(file, batch=4), []

    def network(w_plus: Tensor, resolution: int, alpha: None, noise: list[Tensor]) -> Tensor:
        sizes.append({len(w_plus), *(len(layer) for layer in noise)})
        return easel.generator.synthesis(w_plus, resolution, alpha, noise)

    easel.compiled = network
    wanted = creatures(file, 9)
    pixels = list(easel.pixels(wanted, SEED_NOISE))
    assert [len(batch) for batch in pixels] == [4, 4, 1]
    assert sizes == [{4}, {4}, {4}]
    assert_within_a_level(np.concatenate(pixels), one_by_one(file, wanted, SEED_NOISE))


def test_the_rest_is_foreseen_from_all_batches_but_the_first() -> None:
    pace = Pace(10)
    for seconds in (9.0, 1.0, 2.0, 3.0):
        assert pace.rest_sec == 0
        with pace:
            pace.began -= seconds
    assert pace.rest_sec == pytest.approx(6 * (1 + 2 + 3) / 3, abs=0.5)
    unknown = Pace(None)
    for _ in range(9):
        with unknown:
            unknown.began -= 100
    assert unknown.rest_sec == 0


def test_only_a_rest_that_takes_long_is_worth_compiling(file: ModelFile) -> None:
    long, short = Pace(1000), Pace(10)
    for pace in (long, short):
        for _ in range(5):
            with pace:
                pace.began -= 1
    assert begin(file).should_compile(long) and not begin(file).should_compile(short)
    assert not begin(file, compiled=False).should_compile(long)
    assert begin(file, compiled=True).should_compile(short)


WITHOUT_COMPILER = """
import sys
import numpy as np
from pokegan.sampling.synthesis import SynthesisOptions
from pokegan.sampling.sampler import Sampler

said = []
options = SynthesisOptions(compiled=True, batch=2)
sampler = Sampler.load(sys.argv[1], options=options, log=said.append)
np.save(sys.argv[2], sampler.sample(range(5)))
print("\\n".join(said))
"""


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """That of a process which finds nothing compiled before."""
    return {**os.environ, "TORCHINDUCTOR_CACHE_DIR": str(folder / "cache"), **settings}


def test_without_a_compiler_it_draws_on_and_says_why(finished: Finished, tmp_path: Path) -> None:
    path = tmp_path / "pixels.npy"
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_COMPILER, str(finished.folder), str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(tmp_path, CXX=str(tmp_path / "no-compiler")),
    )
    said = done.stdout.splitlines()
    assert len(said) == 2 and said[0].startswith("compiling the network")
    assert said[1].startswith("it draws on uncompiled: ") and "ompiler" in said[1]
    assert "Traceback" not in done.stderr
    plain = Explorer.load(finished.folder, options=SynthesisOptions(batch=2)).sample(range(5))
    assert np.array_equal(np.load(path), plain)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("c++") is None, reason="needs a C++ compiler")
@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_compiled_pictures_are_the_same(finished: Finished, tmp_path: Path, precision: str) -> None:
    command = [sys.executable, "-m", "pokegan", "sample", "--n", "20", "--device", "cpu"]
    command += ["--precision", precision, "--model", str(finished.folder.resolve())]

    def drawn(way: str) -> tuple[list[np.ndarray], dict[str, object] | None, list[str]]:
        """The pictures, a recipe, and what was said."""
        done = subprocess.run(
            [*command, f"--{way}", "--out", way],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env=environment(tmp_path),
        )
        paths = [tmp_path / way / f"seed-{seed:04d}.png" for seed in range(20)]
        pictures = [np.asarray(Image.open(path)).astype(int) for path in paths]
        return pictures, read_recipe(paths[1]), done.stderr.splitlines()

    compiled, recipe, said = drawn("compile")
    plain, other_recipe, other_said = drawn("no-compile")
    assert "compiled" in said and "compiled" not in other_said
    assert recipe == other_recipe
    apart = abs(np.stack(compiled) - np.stack(plain))
    assert apart.max() <= 1 if precision == "fp32" else apart.mean() < 2


def test_a_batch_is_what_fits_half_of_the_free_memory(
    file: ModelFile, leave_free: Callable[[float], None]
) -> None:
    """Eight times the largest features of one picture: nine tenths of 50 such leave 45."""
    each = 2 * synthesis.MAPS * 4 * file.generator.map_values(file.resolution)
    leave_free(50 * each)
    told: list[str] = []
    capped = Synthesizer(file, SynthesisOptions(batch=1000), log=told.append)
    assert (capped.batch, told) == (
        45,
        ["drawing 45 at once: 1,000 do not fit into the memory"],
    )
    assert (begin(file, batch=45).batch, begin(file).batch) == (45, synthesis.BATCH)
    leave_free(5 * each)
    assert begin(file).batch == 4
    leave_free(0)
    assert begin(file).batch == 1


def test_a_gpu_s_batch_is_a_power_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    cuda = torch.device("cuda")
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (100_000, 200_000))
    assert synthesis.fitting_batch(None, 450, cuda) == 64  # of 100
    assert synthesis.fitting_batch(None, 4, cuda) == synthesis.MOST_AT_ONCE
    assert synthesis.fitting_batch(1000, 450, cuda) == 100


def test_more_than_can_be_held_together_is_refused(
    sampler: Explorer, leave_free: Callable[[float], None]
) -> None:
    leave_free(1e6)
    with pytest.raises(MemoryFull, match="1,000 pictures of 16 px together"):
        sampler.sample(range(1000))
    assert len(sampler.sample(range(3))) == 3


def test_gradients_are_taken_of_fewer_where_memory_is_short(
    sampler: Explorer, leave_free: Callable[[float], None]
) -> None:
    each = synthesis.GRADIENT_MAPS * 4 * sampler.generator.map_values(16)
    at_once = [synthesis.gradients_at_once(16, sampler.generator, 16)]
    for free in (10 * each, 0):
        leave_free(free)
        at_once.append(synthesis.gradients_at_once(16, sampler.generator, 16))
    assert at_once == [16, 9, 1]
