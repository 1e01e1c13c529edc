"""How directions are found.

A measured one is fitted to the gradients in w of its property, each of length 1 in
coordinates in which w is white. With u such a gradient of a creature, the direction v is where
the mean of (u v - 1)^2 is least, together with STILL times that of (u v)^2 for the gradients of
each other property, and CLOSE / D times |v|^2. Were CLOSE large, it would be the mean gradient,
which for a normal w is the covariance of w and the property (Stein's lemma): how those who have
more of it differ. That serves where the way to more is the same for all, but more colour is more
red for one and more blue for another.

STILL and CLOSE were chosen, with a script that was not kept, on seeds 0-199 of a 32 px model
trained with noise in every layer. There the per cent of creatures whose property went to the right
side by +2 and -2 units, cut to whole ones, and how far the one of the rest that moves most went,
relative to it (regressions of 4,000 pictures of psi 1). `pokegan directions` measures on others.

                                  saturation   others, at worst   of the rest, others' mean
    regression b                  75, 61       99, 99             0.81
    covariance times b            97, 27       99, 95             0.82
    b without others' part        74, 61       86, 83             0.45
    this, of 512 gradients        99, 95       100, 99            0.61

Shapes: N creatures, C channels, R resolution, L num_ws, D w_dim, P properties, K directions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.explore.directions.effects import Probe
from pokegan.explore.directions.kinds import EACH, Direction, Directions
from pokegan.explore.resolve import Explorer
from pokegan.metrics.properties import PROPERTIES, measure
from pokegan.runtime.progress import Progress, no_progress
from pokegan.sampling import latents, style_mixing
from pokegan.sampling.noise import draw_noise, parse_noise
from pokegan.sampling.synthesis import gradients_at_once

FITTED = range(1000, 1512)  # seeds whose gradients they are fitted to
SPREAD = range(1000, 5096)  # seeds whose w at psi 1 tell where w lives
AT_ONCE = 16  # creatures whose gradients are taken together
STILL, CLOSE = 0.03, 0.3
THIN = 1e-3  # of the mean variance of w, added to all: along some axes it may have none


def discover(sampler: Explorer, progress: Progress = no_progress) -> Directions:
    """Find and measure all directions of a model."""
    w = torch.stack([creature.w_plus[0] for creature in sampler.seeded(SPREAD, psi=1)]).cpu()
    values, gradients = slopes(sampler, progress)
    deviations = values.std(dim=0)
    covariance = torch.cov(w.T)
    probe = Probe(sampler, deviations)
    groups = layer_groups(sampler.num_ws)
    found = [
        Direction(name, "measured", "all", groups["all"], step)
        for name, step in zip(PROPERTIES, rising_alike(gradients, covariance), strict=True)
    ]
    if sampler.generator.dial is None:  # a w that is drawn, not learned, has no axes of its own
        found += numbered("pca", "pca", "all", groups["all"], principal_axes(w, EACH))
    for group, (first, end) in groups.items():
        axes = most_styling(style_weights(sampler)[first:end], EACH)
        found += numbered(closed_name(group), "closed", group, (first, end), axes)
    found = [in_units(direction, covariance) for direction in found]
    measured = [probe.measured(direction) for direction in progress(found, len(found), "measuring")]
    spread = dict(zip(PROPERTIES, deviations.tolist(), strict=True))
    return Directions(tuple(measured), spread)


def names_to_find(sampler: Explorer) -> list[str]:
    """What `discover` will call the directions of a model, in its order."""
    called = [] if sampler.generator.dial is not None else ["pca"]
    called += [closed_name(group) for group in layer_groups(sampler.num_ws)]
    return [*PROPERTIES, *(f"{name}-{i}" for name in called for i in range(1, EACH + 1))]


def closed_name(group: str) -> str:
    """What the closed-form directions of a group of layers are called, before their number."""
    return "closed" if group == "all" else group


def numbered(
    called: str, kind: str, group: str, layers: tuple[int, int], axes: Tensor
) -> list[Direction]:
    """Axes [K, D] as directions called `pca-1`, `pca-2` and so on."""
    return [Direction(f"{called}-{i}", kind, group, layers, axis) for i, axis in enumerate(axes, 1)]


def layer_groups(num_ws: int) -> dict[str, tuple[int, int]]:
    """Groups of layers, as (first, end): all, and those of coarse, middle, fine that there are."""
    if num_ws < 2:
        return {"all": (0, num_ws)}
    middle, fine = style_mixing.crossover(num_ws)
    parts = {"coarse": (0, middle), "middle": (middle, fine), "fine": (fine, num_ws)}
    return {"all": (0, num_ws), **{name: (a, b) for name, (a, b) in parts.items() if a < b}}


def slopes(sampler: Explorer, progress: Progress = no_progress) -> tuple[Tensor, Tensor]:
    """The properties [N, P] of the creatures FITTED, and their gradients in w [N, P, D].

    Gradients need the network as it was trained: a folded one works in place.
    """
    network, modes = sampler.file.generator, parse_noise("seed")
    shapes = network.noise_shapes(sampler.resolution)
    at_once = gradients_at_once(AT_ONCE, network, sampler.resolution)
    parts = list(latents.batches(FITTED, at_once))
    values, gradients = [], []
    for seeds in progress(parts, len(parts), "finding"):
        creatures = sampler.seeded(seeds)
        w = torch.stack([creature.w_plus[0] for creature in creatures]).clone().requires_grad_()
        noise = [
            None if layer is None else layer.to(w.device)
            for layer in draw_noise(seeds, shapes, modes)
        ]
        w_plus = w[:, None].expand(-1, network.num_ws, -1)  # [N, L, D]
        images = network.synthesis(w_plus, sampler.resolution, sampler.synthesizer.alpha, noise)
        found = measure(images, sampler.background)  # [N, P]
        each = [torch.autograd.grad(of.sum(), w, retain_graph=True)[0] for of in found.unbind(1)]
        values.append(found.detach().cpu())
        gradients.append(torch.stack(each, dim=1).cpu())
    return torch.cat(values), torch.cat(gradients)


def rising_alike(gradients: Tensor, covariance: Tensor) -> Tensor:
    """For each property the direction along which it rises alike in every creature: [P, D].

    `gradients` [N, P, D] are those of the properties in w, `covariance` [D, D] that of w.
    """
    count, properties, width = gradients.shape
    ridge = THIN * covariance.diagonal().mean() * torch.eye(width)
    root = torch.linalg.cholesky(covariance + ridge)  # w is root @ something white
    unit = F.normalize(gradients @ root, dim=2)  # [N, P, D]
    squares = torch.einsum("npd,npe->pde", unit, unit) / count  # [P, D, D]
    means = unit.mean(dim=0)  # [P, D]
    weights = STILL + (1 - STILL) * torch.eye(properties)  # [P, P]
    system = torch.einsum("pq,qde->pde", weights, squares) + CLOSE / width * torch.eye(width)
    return torch.linalg.solve(system, means) @ root.T


def principal_axes(w: Tensor, count: int) -> Tensor:
    """The directions in which w [N, D] varies most, widest first: [K, D]."""
    _, _, axes = torch.linalg.svd(w - w.mean(dim=0), full_matrices=False)
    return facing(axes[:count])


def most_styling(weights: Sequence[Tensor], count: int) -> Tensor:
    """The unit vectors n for which |A n| is largest, largest first: [K, D].

    A are the `weights` [.., D] of layers on one another. They are the eigenvectors of A^T A
    (2007.06600).
    """
    stacked = torch.cat(list(weights))
    _, axes = torch.linalg.eigh(stacked.T @ stacked)  # in columns, the largest value last
    return facing(axes.flip(1).T[:count])


def facing(axes: Tensor) -> Tensor:
    """Axes [K, D], each turned so that its largest component is positive: either way is one."""
    largest = axes.gather(1, axes.abs().argmax(dim=1, keepdim=True))
    return axes * largest.sign()


def style_weights(sampler: Explorer) -> list[Tensor]:
    """The matrix [.., D] by which w enters each layer, as it is at work.

    Of AdaIN both halves, scale and shift, as in the published code of 2007.06600; of modulation all
    there is. That code also brings each row to length 1, which is not in the paper's formula, and
    not done here.
    """
    weights = sampler.file.generator.style_weights()
    return [weight.cpu() for weight in weights[: sampler.num_ws]]


def in_units(direction: Direction, covariance: Tensor) -> Direction:
    """The direction with a step as long as the standard deviation of w along it."""
    axis = F.normalize(direction.step, dim=0)
    return dataclasses.replace(direction, step=axis * (axis @ covariance @ axis).sqrt())
