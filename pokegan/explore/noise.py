"""What is chance in a creature and what is its style: one w, drawn with other noise.

Noise should change only what may be anyhow, a curl of hair or a spot, and never what the style
says (1812.04948, section 3.2 and figures 4 and 5).

Shapes: N draws, R resolution, C channels.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pokegan import render
from pokegan.explore.resolve import Explorer
from pokegan.render.pixels import Pixels, on_background
from pokegan.runtime.progress import Progress, no_progress
from pokegan.sampling import noise
from pokegan.sampling.latents import Creature

DRAWS = 64  # of which the standard deviation is taken


@dataclass(frozen=True)
class Variation:
    """Draws of a creature [N, R, R, C] in which the noise of some layers is another each time."""

    label: str
    draws: Pixels

    def spread(self) -> np.ndarray:
        """The standard deviation at each pixel [R, R], in levels of 255.

        That is the root of the mean over the three colours of their variance over the draws,
        as seen on white.
        """
        colours = on_background(self.draws, "white").astype(np.float64)
        return np.sqrt(colours.var(axis=0).mean(axis=-1))


def variations(
    sampler: Explorer, creature: Creature, draws: int = DRAWS, progress: Progress = no_progress
) -> list[Variation]:
    """A creature with the noise varied in coarse, in middle, in fine and in all layers it has.

    Draw i is what `sample --noise coarse=random --noise-seed i` gives.
    """
    kinds = {**groups(sampler.resolution), "all layers": "random"}
    turns = [(noise, i) for noise in kinds.values() for i in range(draws)]
    drawn = (sampler.drawn([creature], noise, i)[0] for noise, i in progress(turns, len(turns)))
    pixels = np.stack(list(drawn))
    rows = pixels.reshape(len(kinds), draws, *pixels.shape[1:])
    return [Variation(label, row) for label, row in zip(kinds, rows, strict=True)]


def groups(resolution: int) -> dict[str, str]:
    """For each group of layers up to a resolution what to call it and the noise that varies it."""
    return {
        f"{group} {first}-{min(last, resolution)} px".replace(f" {resolution}-", " "): (
            f"{group}=random"
        )
        for group, (first, last) in noise.NOISE_GROUPS.items()
        if first <= resolution
    }


def save_noise(
    sampler: Explorer,
    path: Path,
    text: str,
    n: int = 8,
    psi: float | None = None,
    progress: Progress = no_progress,
) -> None:
    """Write a sheet with a row for each variation: the creature, `n` draws, and their spread.

    UsageError for a model without noise inputs, and when `text` names more than one creature.
    """
    sampler.check_noise()
    creature = sampler.one(text, psi)
    count = (n + 2) * (len(groups(sampler.resolution)) + 1)
    render.check_sheet(count, sampler.resolution, sampler.finish.scale)
    rows = variations(sampler, creature, progress=progress)
    (itself,) = sampler.drawn([creature])
    brightest = max(float(row.spread().max()) for row in rows)
    tiles: list[Pixels] = []
    labels: list[str] = []
    for row in rows:
        shown = on_background(np.stack([itself, *row.draws[:n]]), "white")
        tiles += [*shown, glowing(row.spread(), brightest)]
        labels += [row.label, *map(str, range(n)), f"std, white: {brightest:.3g}"]
    sheet = render.contact_sheet(np.stack(tiles), labels, n + 2, sampler.finish.scale)
    recipe = sampler.recipe("noise", points=[text], n=n, psi=psi)
    render.save_image(path, sheet, recipe)


def glowing(spread: np.ndarray, brightest: float) -> Pixels:
    """A map [R, R] as grey pixels [R, R, 3], black where it is 0 and white at `brightest`."""
    levels = np.rint(spread / max(brightest, 1e-9) * 255).astype(np.uint8)
    return levels[..., None].repeat(3, axis=-1)
