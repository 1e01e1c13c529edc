"""What is measured of a run at each report: the signs that health judges.

Everything is a function of the state as it is: fixed pictures, fixed seeds, nothing drawn that
training draws from, nothing changed. So a resumed run measures the same.

Shapes: N batch, C channels, R resolution.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from pokegan.config.schedule import Stage, passes, tick_nimg
from pokegan.data.dataset import FEWEST_HELD, to_images
from pokegan.metrics.swd import (
    PATCH_PX,
    SCALE,
    Descriptors,
    describe,
    normalised,
    sliced_wasserstein,
)
from pokegan.models import Generator
from pokegan.models.layers import fade_reals
from pokegan.render import to_pixels
from pokegan.runtime.random import rng
from pokegan.sampling.latents import batches, seed_styles, synthesize
from pokegan.training.health import Signs
from pokegan.training.losses import OBJECTIVES
from pokegan.training.step import Trainer

Network = TypeVar("Network", bound=nn.Module)
MOST, FEWEST = 64, 8  # pictures that are scored of each kind
TICK_SHARE = 32  # a tick of so many images has one scored of each kind: 2 % of its time at most
MOST_PX = 256  # beyond, fewer pictures are scored, so that they take no more memory
SMALLEST = 1e-12  # keeps equal scores from dividing by 0
GROUP = 4  # pictures that minibatch standard deviation compares
# Of pictures of each kind, patches of each and random directions: a quarter of what the paper
# takes, as the same ones serve every time.
DISTANCE_PICTURES, DISTANCE_PATCHES, DISTANCE_REPEATS = 256, 64, 1
DISTANCE_TICKS = 2  # ticks from one distance to the next
SYNTHESIS_BATCH = 16  # less memory than a step


class Diagnostics:
    """Measures a trainer's state against pictures that stay the same for the whole run."""

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        training, data = trainer.config.training, trainer.data
        self.most = min(MOST, tick_nimg(training) // TICK_SHARE)
        order = torch.randperm(len(data.training), generator=rng(training.seed, 0, "vitals"))
        self.known = data.training[order.numpy()]  # shuffled, as neighbours are alike
        order = torch.randperm(len(data.held_out), generator=rng(training.seed, 1, "vitals"))
        self.held = data.held_out[order.numpy()]
        self.centre = OBJECTIVES[training.loss].centre
        self._described: Descriptors | None = None

    def signs(self, stage: Stage, preview: Tensor, terms: Mapping[str, float]) -> Signs:
        """What there is to measure after the step of `stage`; `preview` holds images."""
        state, phase, count = self.trainer.state, stage.phase, self.count(stage)
        real, fake = self.reals(self.known[:count], stage), self.fakes(count, stage)
        train, fakes = self.scores(real, stage), self.scores(fake, stage)
        held = self.scores(self.reals(self.held[:count], stage), stage)
        centre = self.centre(train, fakes)
        judged = held if len(held) >= FEWEST_HELD else held[:0]
        overfitting, error = overfit(train, judged, fakes)
        # Not the mapping network, whose weights are stored a hundredfold and would drown the rest.
        synthesis = [p for n, p in state.generator.named_parameters() if not n.startswith("map.")]
        grad_norm_g, weight_norm_g = norms(synthesis, state.optimizer_g)
        grad_norm_d, weight_norm_d = (
            math.hypot(*values)
            for values in zip(
                *(norms(j.network.parameters(), j.optimizer) for j in state.judges.values()),
                strict=True,
            )
        )
        return Signs(
            nimg=state.nimg,
            resolution=stage.resolution,
            fading=stage.fading,
            progress=(state.nimg - phase.start_nimg) / (phase.end_nimg - phase.start_nimg),
            plan=state.nimg / self.trainer.schedule[-1].end_nimg,
            final=stage.index == len(self.trainer.schedule) - 1,
            sign_real=float((train - centre).sign().mean()),
            sign_fake=float((fakes - centre).sign().mean()),
            sign_held=float((held - centre).sign().mean()) if len(held) else None,
            d_auc=auc(train, fakes),
            d_auc_held_out=auc(held, fakes) if len(held) else None,
            overfitting=overfitting,
            overfitting_error=error,
            variety_preview=variety(preview, real),
            variety_fake=variety(fake, real),
            grad_norm_g=grad_norm_g,
            grad_norm_d=grad_norm_d,
            weight_norm_g=weight_norm_g,
            weight_norm_d=weight_norm_d,
            augment_p=terms.get("augment_p"),
            swd=self.distance() if self.distance_due(stage) else None,
        )

    def count(self, stage: Stage) -> int:
        """How many pictures of each kind are scored."""
        fitting = MOST * MOST_PX**2 // max(stage.resolution, MOST_PX) ** 2
        return max(FEWEST, min(self.most, fitting))

    def reals(self, indices: np.ndarray, stage: Stage) -> Tensor:
        """Real pictures as the discriminator meets them, [N, C, R, R]: faded, not mirrored."""
        pixels = self.trainer.data.pixels(indices, stage.resolution)
        images = to_images(
            pixels, torch.zeros(len(indices), dtype=torch.bool, device=pixels.device)
        )
        return fade_reals(images, self.alpha(stage))

    def fakes(self, count: int, stage: Stage) -> Tensor:
        """What the generator itself, not its average, draws of fixed seeds: [N, C, R, R]."""
        alpha = stage.alpha if stage.fading else None
        with self.trainer.autocast(), judged(self.trainer.state.generator) as generator:
            return torch.cat([*sampled(generator, range(count), stage.resolution, alpha)])

    @torch.inference_mode()
    def scores(self, images: Tensor, stage: Stage) -> Tensor:
        """The scores [N, K] that the judges at work give, of as many images as fill their groups.

        They are on the host, a column for each head of each judge.
        """
        group = min(GROUP, stage.phase.batch_size, max(1, len(images)))
        batch = stage.phase.batch_size // group * group
        whole = images[: len(images) // group * group]
        if not len(whole):
            return torch.empty(0, 1)
        alpha, columns = self.alpha(stage), []
        for name in stage.phase.judges:
            network = self.trainer.state.judges[name].network
            with self.trainer.autocast(), judged(network) as judge:
                columns.append(torch.cat([judge(few, alpha) for few in whole.split(batch)]).cpu())
        return torch.cat(columns, dim=1)

    def alpha(self, stage: Stage) -> Tensor | None:
        """The fade as the networks take it."""
        return torch.tensor(stage.alpha, device=self.trainer.device) if stage.fading else None

    def distance_due(self, stage: Stage) -> bool:
        """Whether this tick's model is measured: some at the last resolution, and the last one.

        Not by the clock, so that a run that is stopped and resumed measures the same.
        """
        last = stage.resolution == self.trainer.config.model.resolution and not stage.fading
        if not last or stage.resolution <= PATCH_PX:
            return False
        nimg, end_nimg = self.trainer.state.nimg, stage.phase.end_nimg
        every = DISTANCE_TICKS * tick_nimg(self.trainer.config.training)
        return passes(every, nimg, stage.phase.batch_size) or nimg == end_nimg

    def distance(self) -> float:
        """The sliced Wasserstein distance of the averaged generator's pictures, mean of levels.

        In thousandths, as `metrics.swd` gives it, of fewer pictures, patches and directions:
        good to compare models of one run.
        """
        if self._described is None:
            self._described = describe(self.real_pixels(), DISTANCE_PATCHES)
        real = self._described
        images = sampled(self.trainer.state.ema, range(real.count))
        fake = describe((to_pixels(few) for few in images), DISTANCE_PATCHES)
        levels = [
            sliced_wasserstein(
                normalised(real.patches[size]),
                normalised(fake.patches[size]),
                repeats=DISTANCE_REPEATS,
            )
            for size in real.patches
        ]
        return SCALE * sum(levels) / len(levels)

    def real_pixels(self) -> Iterator[np.ndarray]:
        """Some training pictures at the final resolution, uint8 [N, R, R, C], in batches.

        Of a small set each comes several times, with other patches: few patches are far from
        any others, and the distance would say nothing.
        """
        data, resolution = self.trainer.data, self.trainer.config.model.resolution
        for few in batches(np.resize(self.known, DISTANCE_PICTURES), SYNTHESIS_BATCH):
            pixels = data.pixels(np.array(few), resolution)
            plain = torch.zeros(len(few), dtype=torch.bool, device=pixels.device)
            yield to_pixels(to_images(pixels, plain))


@contextmanager
def judged(network: Network) -> Iterator[Network]:
    """Within it a network does what it does when it is not trained, and learns nothing of it."""
    network.eval()
    try:
        yield network
    finally:
        network.train()


def sampled(
    generator: Generator,
    seeds: Sequence[int],
    resolution: int | None = None,
    alpha: float | None = None,
    psi: float = 1.0,
) -> Iterator[Tensor]:
    """Images [N, C, R, R] of seeds, in batches that take less memory than a step."""
    for few in batches(seeds, SYNTHESIS_BATCH):
        w_plus = seed_styles(generator, few, psi)
        yield synthesize(generator, w_plus, few, resolution=resolution, alpha=alpha)


def auc(real: Tensor, fake: Tensor) -> float:
    """The share of pairs (real, fake) of scores [N, K] in their right order, equal ones half.

    Pairs are of one head; the mean over heads.
    """
    difference = real.unsqueeze(1) - fake.unsqueeze(0)
    return float((difference.sign() / 2 + 0.5).mean())


def overfit(train: Tensor, held: Tensor, fake: Tensor) -> tuple[float | None, float | None]:
    """r_v of 2006.06676, equation 1, and its standard error by the spread of the real scores.

    Of scores [N, K]. Heads count alike: each is divided by its deviation before they are averaged.
    None where nothing is held out, or the discriminator takes fakes for more real than reals.
    """
    scale = torch.cat([train, fake]).std(0) + SMALLEST
    train, held, fake = ((scores / scale).mean(1) for scores in (train, held, fake))
    span = float(train.mean() - fake.mean())
    if len(train) < 2 or len(held) < 2 or span <= 0:
        return None, None
    gap = float(train.mean() - held.mean())
    error = float((train.var() / len(train) + held.var() / len(held)).sqrt())
    return gap / span, error / span


def variety(images: Tensor, real: Tensor) -> float | None:
    """The mean distance of two images over that of two reals; None where there are no two."""
    if len(images) < 2 or len(real) < 2:
        return None
    # On the processor: Apple's GPUs know no pdist.
    distance, real_distance = (
        torch.pdist(some.float().flatten(1).cpu()).mean() for some in (images, real)
    )
    return float(distance / real_distance) if real_distance > 0 else None


def norms(parameters: Iterable[nn.Parameter], optimizer: torch.optim.Adam) -> tuple[float, float]:
    """Norms of gradient and weights, over those of the parameters that are being trained.

    The gradient's is the root of Adam's mean square of it, over the last hundred steps: one
    step's gradient is chance, and is gone where a CUDA graph has made the next.
    """
    trained = [p for p in parameters if optimizer.state.get(p)]
    if not trained:
        return 0.0, 0.0
    moments = [optimizer.state[p] for p in trained]
    squares = torch.stack([moment["exp_avg_sq"].sum() for moment in moments]).cpu()
    steps = torch.stack([moment["step"] for moment in moments]).cpu()
    gradient = (squares / (1 - optimizer.defaults["betas"][1] ** steps)).sum().sqrt()
    weight = torch.stack(torch._foreach_norm([p.detach() for p in trained])).norm()
    return float(gradient), float(weight)
