"""How rare a creature is, by its pictures or by its styles.

By pictures: its distance to the nearest training picture (metrics.novelty), among the distances
of training pictures to their nearest others. By styles: the distance of its w from the average
w, among those of creatures that the same model draws with the same psi. The card says which.

Shapes: L num_ws, D w_dim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from pokegan.metrics.novelty import Gallery
from pokegan.models import Generator
from pokegan.render.pixels import Pixels, from_pixels
from pokegan.sampling import latents
from pokegan.sampling.latents import Creature

COMPARED = 512  # creatures that styles are compared with
GRADES = ((0.5, "Common"), (0.75, "Uncommon"), (0.9, "Rare"), (0.98, "Very rare"), (1.0, "Unique"))


@dataclass(frozen=True)
class Rarity:
    """The share of others that are more usual than a creature, and what the others are."""

    share: float
    others: str

    @property
    def grade(self) -> int:
        """From 1, common, to 5."""
        return next(i for i, (top, _) in enumerate(GRADES, 1) if self.share <= top)

    @property
    def word(self) -> str:
        return GRADES[self.grade - 1][1]

    @property
    def sentence(self) -> str:
        """What it is said by."""
        if self.share <= 0:
            return f"More usual than all {self.others}."
        return f"Rarer than {100 * self.share:.0f} of 100 {self.others}."


def by_pictures(pixels: Pixels, training: Gallery) -> list[Rarity]:
    """The rarities of pictures [N, R, R, C] beside training pictures."""
    found = training.neighbours(from_pixels(pixels)).nearest  # [N]
    return [Rarity(share_below(training.own, far), "training pictures") for far in found.tolist()]


def by_styles(
    creatures: Sequence[Creature], generator: Generator, psi: float | None
) -> list[Rarity]:
    """The rarities of creatures beside those of a model's first seeds with the same psi."""
    usual = distances(latents.seed_styles(generator, range(COMPARED), psi), generator.w_avg)
    own = distances(torch.stack([creature.w_plus for creature in creatures]), generator.w_avg)
    return [Rarity(share_below(usual, far), "creatures of this model") for far in own.tolist()]


def distances(w_plus: Tensor, w_avg: Tensor) -> Tensor:
    """How far styles [N, L, D] are from the average [D], all layers together: [N]."""
    return (w_plus - w_avg).square().mean(dim=1).sum(dim=1).sqrt()


def share_below(values: Tensor, value: float) -> float:
    """The share of values [M] below a value, but for rounding."""
    return (values < value * (1 - 1e-5)).float().mean().item()
