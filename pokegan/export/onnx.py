"""A model as one ONNX file, for programs in other languages.

Its inputs are "z" [N, Z] or "w_plus" [N, L, D], "psi" [1] and for each noisy layer "noise_7"
[N, 1, r, r]; its output is "pixels" [N, R, R, 3 or 4], uint8. The file is tried before it has its
name: pictures of SEEDS are compared with pokegan's.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from pokegan.errors import ModelError, UsageError
from pokegan.export.traced import NOISE, Pictured, examples
from pokegan.runtime.files import replacing, writing
from pokegan.runtime.marks import KEY
from pokegan.sampling.latents import draw_z
from pokegan.sampling.noise import draw_noise, parse_noise
from pokegan.sampling.sampler import Sampler

OPSET = 18
SEEDS = range(16)
MOST_OFF = 2  # levels of 255
STARTS = ("z", "w_plus")
PACKAGES = ("onnx", "onnxscript", "onnxruntime")


def check_installed() -> None:
    """Raise UsageError where the packages of the extra "onnx" are not there."""
    from importlib.util import find_spec

    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"an ONNX file needs packages that are not installed: {', '.join(missing)}.",
            'Install them: pip install "pokegan[onnx]".',
        )


def check_start(start: str) -> None:
    """Raise UsageError for an input that there is not."""
    if start not in STARTS:
        raise UsageError(f"there is no input '{start}'.", f"Known: {', '.join(STARTS)}.", ["input"])


def save_onnx(path: Path, sampler: Sampler, start: str = "z") -> int:
    """Write a model as ONNX; returns by how many levels of 255 its pictures differ at most.

    Raises UsageError without the packages it needs, ModelError where the file draws something
    else than the model, WriteError.
    """
    check_installed()
    check_start(start)
    with writing(path), replacing(path) as part:
        convert(part, sampler, start)
        off = difference(part, sampler, start)
        if off > MOST_OFF:
            raise ModelError(
                f"The ONNX file draws this model's pictures {off} of 255 levels off, and is not "
                "kept.",
                "Another version of onnxruntime or PyTorch may do better.",
            )
    return off


def convert(path: Path, sampler: Sampler, start: str) -> None:
    """Write the file, untried."""
    file = sampler.file
    latents, *noise = examples(file, start).items()
    psi = torch.tensor([file.generator.default_psi])
    given = dict([latents, ("psi", psi), *noise])
    batch = torch.export.Dim("batch", min=1, max=1 << 20)
    rows: list[dict[int, Any]] = [{} if name == "psi" else {0: batch} for name in given]
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch's of its own use of itself
        made = torch.onnx.export(
            Pictured(file, start).eval(),
            tuple(given.values()),
            dynamo=True,
            input_names=list(given),
            output_names=["pixels"],
            dynamic_shapes=(tuple(rows),),
            opset_version=OPSET,
            verbose=False,
        )
    assert made is not None
    made.model.producer_name = KEY
    made.model.metadata_props.update(
        {KEY: json.dumps(sampler.recipe("sample")), "model": file.hash, "input": start}
    )
    made.save(path)


def difference(path: Path, sampler: Sampler, start: str) -> int:
    """By how many levels pictures of SEEDS differ at most, all together and some alone."""
    import onnxruntime

    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    expected = sampler.sample(list(SEEDS)).astype(int)
    return max(
        int(np.abs(session.run(None, inputs(sampler, seeds, start))[0] - expected[seeds]).max())
        for seeds in (list(SEEDS), [0], [3, 7])
    )


def inputs(sampler: Sampler, seeds: Sequence[int], start: str) -> dict[str, np.ndarray]:
    """What draws creatures of seeds as `sample` does, by the names of a file's inputs."""
    generator = sampler.file.generator
    z = draw_z(seeds, generator.z_dim)
    with torch.no_grad():
        first = z if start == "z" else generator.mapping(z)
    shapes = generator.noise_shapes(sampler.resolution)
    noise = draw_noise(seeds, shapes, parse_noise("seed"))
    named = {NOISE.format(i): one.numpy() for i, one in enumerate(noise) if one is not None}
    psi = np.array([generator.default_psi], np.float32)
    return {start: first.contiguous().numpy(), "psi": psi, **named}
