"""Little monsters drawn by the program itself: unlimited, licence-free pictures.

A seed chooses a body plan, a palette and a hundred small proportions. The plan sketches
the creature as filled outlines from back to front, in units where the trunk is about one
long, x to the right, y down, looking to the right. The painter turns, fits and centres
the sketch, paints it on a larger canvas and reduces it.

They serve the demo and the tests, which must not ship other people's artwork. Shapes are
kept compact, centred and outlined because a small network has to learn them in minutes.
"""

from __future__ import annotations

import math
from pathlib import Path
from random import Random

from PIL import Image

from pokegan.data.synthetic.bodies import BODY_PLANS
from pokegan.data.synthetic.painter import paint, pose
from pokegan.data.synthetic.palettes import mix_palette
from pokegan.data.synthetic.sketch import Sketch

SUPERSAMPLE = 4
SMALLEST_CANVAS_PX = 256


def draw(seed: int, size: int = 128) -> Image.Image:
    """The creature of `seed` as an RGBA picture of size x size on nothing."""
    rng = Random(f"creature {seed}")
    palette = mix_palette(rng)
    sketch = Sketch(rng)
    BODY_PLANS[body_plan(seed)](sketch)
    tilt = rng.gauss(0, 0.05)
    facing = rng.choice((-1, 1))
    extent = rng.uniform(0.84, 0.93)
    factor = max(SUPERSAMPLE, math.ceil(SMALLEST_CANVAS_PX / size))
    canvas = paint(pose(sketch.parts, tilt, facing, extent), palette, size * factor)
    return canvas.reduce(factor)


def body_plan(seed: int) -> str:
    """The name of the body plan that `draw(seed)` follows, a key of BODY_PLANS.

    Dealt from shuffled decks, so that even a small folder holds every plan about equally.
    """
    deck, card = divmod(seed, len(BODY_PLANS))
    return Random(f"deck {deck}").sample(list(BODY_PLANS), len(BODY_PLANS))[card]


def write_folder(folder: Path, count: int, size: int = 128, first_seed: int = 0) -> list[Path]:
    """Write `count` creatures as creature-0000.png and so on, numbered by seed."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for seed in range(first_seed, first_seed + count):
        path = folder / f"creature-{seed:04d}.png"
        draw(seed, size).save(path)
        paths.append(path)
    return paths
