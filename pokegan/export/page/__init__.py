"""A model as one page that draws in a browser, from a file that holds all it needs.

The page is an HTML file with the scripts of `built` (their sources are in `web`), the generator as
a program and its weights in half precision, compressed. It asks nothing of a server.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from safetensors.torch import save
from torch import Tensor

from pokegan import __version__
from pokegan.checkpoints.model_file import ModelFile
from pokegan.explore.directions.finding import names_to_find
from pokegan.explore.directions.kinds import Direction, Directions
from pokegan.explore.resolve import Explorer
from pokegan.export.program import Program, trace
from pokegan.export.traced import EXAMPLE, NOISE, Drawn, Mapped, examples, noisy
from pokegan.runtime.files import write_atomically
from pokegan.sampling.style_mixing import crossover

PROOFS = range(4)  # seeds whose pictures the page compares with its own


def write_page(path: Path, sampler: Explorer, known: Directions) -> None:
    """Write the page of a model, with sliders along its directions: measured and named ones.

    Raises ModelError for a network that a page cannot carry out, WriteError.
    """
    write_atomically(path, page(sampler, known).encode())


def page(sampler: Explorer, known: Directions) -> str:
    """The HTML of a model's page."""
    mapping, synthesis = programs(sampler.file)
    constants = {**mapping.constants, **synthesis.constants}
    weights = save({name: stored(value) for name, value in constants.items()})
    script, style = asset("built/page.js").decode(), asset("page.css").decode()
    environment = Environment(loader=PackageLoader("pokegan.export.page", "."), autoescape=True)
    return environment.get_template("page.html").render(
        name=name_of(sampler),
        version=__version__,
        model=Markup(in_script(about(sampler, mapping, synthesis, known))),
        engine=packed(asset("built/engine.js")),
        wasm=packed(asset("built/engine.wasm")),
        weights=packed(weights),
        script=Markup(script),
        script_hash=Markup(policy_hash(script)),
        style=Markup(style),
        style_hash=Markup(policy_hash(style)),
        licences=asset("built/LICENCES.txt").decode(),
    )


def programs(file: ModelFile) -> tuple[Program, Program]:
    """A model's mapping, of "z", and its synthesis, of "w_plus" and "noise_2" and so on."""
    z = torch.randn(EXAMPLE, file.generator.z_dim)
    return trace(Mapped(file), {"z": z}), trace(Drawn(file), examples(file, "w_plus"))


def about(
    sampler: Explorer, mapping: Program, synthesis: Program, known: Directions
) -> dict[str, Any]:
    """What the page's scripts know of the model."""
    file, generator = sampler.file, sampler.file.generator
    recipe = sampler.recipe("sample")
    return {
        "pokegan": recipe["pokegan"],
        "made_with": recipe["model"],
        "resolution": file.resolution,
        "channels": generator.channels,
        **{name: getattr(generator, name) for name in ("z_dim", "w_dim", "num_ws")},
        "w_avg": generator.w_avg.cpu().tolist(),
        "default_psi": generator.default_psi,
        "spherical": generator.spherical,
        "dial": generator.dial,
        "layers": sampler.num_ws,  # of num_ws those that steer what it has grown to
        "crossover": crossover(sampler.num_ws),
        "noise": [
            {"name": NOISE.format(number), "layer": number, "px": shape[-1]}
            for number, shape in noisy(file)
        ],
        "directions": [
            {"name": one.name, "layers": one.layers, "step": one.step.tolist()}
            for one in sliders(sampler, known)
        ],
        "mapping": mapping.ops,
        "synthesis": synthesis.ops,
        **proofs(sampler),
        "told": told(sampler),
    }


def sliders(sampler: Explorer, known: Directions) -> list[Direction]:
    """The directions that mean something to a visitor: measured ones and those that were named."""
    found = names_to_find(sampler)
    return [one for one in known.found if one.kind == "measured" or one.name not in found]


def proofs(sampler: Explorer) -> dict[str, Any]:
    """Pictures of some seeds, [R, R, 4] each, for the page to compare with its own."""
    pixels = sampler.sample(list(PROOFS))
    if pixels.shape[-1] == 3:
        pixels = np.concatenate([pixels, np.full_like(pixels[..., :1], 255)], axis=-1)
    drawn = [base64.b64encode(picture.tobytes()).decode() for picture in pixels]
    return {
        "proof_psi": sampler.file.generator.default_psi,
        "proofs": [
            {"seed": str(seed), "pixels": text} for seed, text in zip(PROOFS, drawn, strict=True)
        ],
    }


def told(sampler: Explorer) -> dict[str, Any]:
    """What a visitor may want to know of the model."""
    file, data = sampler.file, sampler.file.data
    return {
        "model": sampler.file.in_words,
        "draws": f"{file.resolution} x {file.resolution} px",
        "family": file.generator.family,
        "learned from": f"{data.get('count', '?')} pictures in {data.get('name', '?')}",
        "hash": file.hash,
    }


def stored(value: Tensor) -> Tensor:
    """In half precision, single numbers as they are: of an epsilon nothing would be left."""
    return value if value.numel() == 1 else value.half()


def name_of(sampler: Explorer) -> str:
    """What the page is called: the model's file, or its run."""
    path = sampler.file.path.resolve()
    name = path.parent.name if path.stem.startswith("model-") else path.stem
    return name.encode(errors="backslashreplace").decode()


def asset(name: str) -> bytes:
    """A file of the page's that comes with pokegan."""
    return resources.files("pokegan.export.page").joinpath(name).read_bytes()


def packed(content: bytes) -> str:
    """Bytes as text that HTML takes as it is: compressed, the same each time."""
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def policy_hash(text: str) -> str:
    """A script or style as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def in_script(value: Any) -> str:
    """JSON within a script element, which nothing in it can end."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
