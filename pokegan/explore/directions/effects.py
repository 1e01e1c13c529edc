"""What directions do to creatures that no fit has seen.

Shapes: N creatures, P properties.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import torch
from torch import Tensor

from pokegan.explore.directions.kinds import Direction, Effect, moved
from pokegan.explore.resolve import Explorer
from pokegan.metrics.properties import PROPERTIES, measure
from pokegan.render import from_pixels
from pokegan.sampling.latents import Creature
from pokegan.sampling.noise import parse_noise

HELD_OUT = range(200, 400)  # seeds that directions are measured on, seen by no fit or choice
MOVED = 2.0  # units, by which directions are measured


class Probe:
    """Measures what directions do to the creatures HELD_OUT, in `deviations` [P]."""

    def __init__(self, sampler: Explorer, deviations: Tensor) -> None:
        self.sampler = sampler
        self.deviations = deviations.clamp(min=1e-6)
        self.creatures = list(sampler.seeded(HELD_OUT))
        self.before = properties_of(sampler, self.creatures)

    def measured(self, direction: Direction) -> Direction:
        """The direction with its effect."""
        there, back = (self.moves(direction, units) for units in (MOVED, -MOVED))  # [N, P]
        shifts = ((there - back) / (2 * MOVED)).mean(dim=0)  # [P]
        names = list(PROPERTIES)
        falling = shifts.abs().argsort(descending=True).tolist()
        own = names.index(direction.name) if direction.kind == "measured" else falling[0]
        other = next(i for i in falling if i != own)
        sense = 1.0 if direction.kind == "measured" else float(shifts[own].sign())
        effect = Effect(
            moved=names[own],
            shift=float(shifts[own]),
            up=float((there[:, own] * sense > 0).float().mean()),
            down=float((back[:, own] * sense < 0).float().mean()),
            other=names[other],
            other_shift=float(shifts[other]),
        )
        return dataclasses.replace(direction, effect=effect)

    def moves(self, direction: Direction, units: float) -> Tensor:
        """How far the properties of each creature move, [N, P]."""
        edits = [
            dataclasses.replace(creature, w_plus=moved(creature.w_plus, direction, units))
            for creature in self.creatures
        ]
        return (properties_of(self.sampler, edits) - self.before) / self.deviations


def properties_of(sampler: Explorer, creatures: Sequence[Creature]) -> Tensor:
    """The properties of creatures as the network draws them, [N, P], whatever the finish."""
    drawn = sampler.synthesizer.pixels(creatures, parse_noise("seed"))
    return torch.cat([measure(from_pixels(pixels), sampler.background) for pixels in drawn])
