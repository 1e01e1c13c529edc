"""From a picture back to the styles that draw it.

The nearest of some samples are where it starts; their w is then moved by gradient until the
drawing looks like the picture, and at last each layer's style by itself, near the common one
(w_plus; "Image2StyleGAN", Abdal et al. 2019, arXiv 1904.03189). Alike means by pixels at every
scale and by the features of the run's own discriminator, normalised as those of arXiv 1801.03924
(section 3), so that no other network is needed. w is moved in its own units: along the principal
axes of sampled styles, each by its deviation. Noise stays as it is.

Shapes: N pictures, K starts of each, C channels, R resolution, L num_ws, D w_dim, M samples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from pokegan.checkpoints.model_file import ModelFile
from pokegan.data.dataset import LEVELS_PER_UNIT
from pokegan.errors import UsageError
from pokegan.models import Discriminator, fold
from pokegan.runtime.random import rng
from pokegan.sampling.noise import draw_noise, parse_noise
from pokegan.sampling.synthesis import gradients_at_once

SPACES = ("w", "w+")
AT_ONCE = 32  # pictures drawn and compared together
SAMPLED_PX = 1 << 21  # of all samples together, at 32 px and above
STYLES = 4096  # by which is known how w spreads
LR = 0.1  # in deviations of w a step; with 0.2 it ended 4.3 levels off instead of 2.8 (16 px)
FEATURES = 1.0  # weight of the discriminator's features beside that of pixels
KEPT_NEAR = 0.2  # weight of the mean square of the layers' own parts, in deviations
USUAL_W = 0.03  # of that of w itself: far from the mean, crosses of what was found fall apart
TRIED = 0.3  # share of the steps in which all starts are tried
COMMON = 0.5  # share of the steps in which all layers have one style
SETTLING = 0.2  # share of the steps in which the rate falls to nothing
PATIENCE = 25  # steps without a gain of GAIN, after which it settles
GAIN = 0.01
TRAIL = 24  # styles on the way that are kept, at most
NOTHING = 1e-12  # keeps 0 / 0 at 0 along axes in which w does not vary


@dataclass(frozen=True)
class Effort:
    """How hard to look: `starts` of so many `samples`, moved for `steps` in `space`, w or w+.

    `samples` None: 2,000 up to 32 px, above as many as take the time of those.
    """

    space: str = "w+"
    steps: int = 250
    starts: int = 4
    samples: int | None = None

    def __post_init__(self) -> None:
        if self.space not in SPACES:
            raise UsageError(f"there is no space '{self.space}'.", f"Known: {', '.join(SPACES)}.")
        if min(self.steps, self.starts) < 1 or (self.samples or 2) < 2:
            raise UsageError("a search needs a step, a start and two samples at least.")


USUAL = Effort()


@dataclass(frozen=True)
class Projection:
    """What was found for one picture.

    `trajectory` [T, L, D] are the styles on the way to `w_plus` [L, D]. `error` is the root mean
    square difference of the drawing, in 8-bit levels; `typical` that of two creatures of the model.
    """

    w_plus: Tensor
    trajectory: Tensor
    error: float
    typical: float
    steps: int


@dataclass(frozen=True)
class Sampled:
    """Styles w [M, D] and their images at low resolution [M, V]; how w spreads."""

    w: Tensor
    thumbs: Tensor
    mean: Tensor  # [D]
    axes: Tensor  # [A, D], each as long as w deviates along it
    typical: float


OnStep = Callable[[int, int], None]  # steps done, of how many


def ignore_step(done: int, total: int) -> None:
    """Does nothing at a step."""


class Projector:
    """Finds pictures in what one model can draw."""

    def __init__(self, file: ModelFile, critic: Discriminator | None) -> None:
        self.generator = file.generator
        self.folded = fold(file.generator, file.resolution)  # faster, but without a backward
        self.critic = critic
        self.resolution = file.resolution
        self.device = file.generator.w_avg.device
        self.alpha = None if file.alpha is None else torch.tensor(file.alpha, device=self.device)
        self.noise = [
            None if layer is None else layer.to(self.device)
            for layer in draw_noise(
                [0], self.generator.noise_shapes(self.resolution), parse_noise("seed")
            )
        ]

    def project(
        self, images: Tensor, effort: Effort = USUAL, on_step: OnStep = ignore_step
    ) -> list[Projection]:
        """The styles that draw images [N, C, R, R] most nearly, with the noise of seed 0."""
        sampled = self.sample(effort.samples or affordable(self.resolution))
        at_once = gradients_at_once(AT_ONCE, self.generator, self.resolution)
        groups = images.to(self.device).split(max(1, at_once // effort.starts))
        found: list[Projection] = []
        for i, group in enumerate(groups):
            search = Search(self, group, effort, sampled)
            for done in search.run():
                on_step(i * effort.steps + done, len(groups) * effort.steps)
            found += search.results()
        return found

    @torch.no_grad()
    def sample(self, count: int) -> Sampled:
        """`count` styles and what they look like, and how w spreads."""
        z = torch.randn(max(count, STYLES), self.generator.z_dim, generator=rng(0, 0, "projection"))
        w = self.generator.mapping(z.to(self.device))[:, 0]
        mean = w.mean(0)
        _, spread, axes = torch.linalg.svd(w - mean, full_matrices=False)
        parts = [self.drawn(self.all_layers(part)) for part in w[:count].split(AT_ONCE)]
        pairs = torch.cat([part[1:] - part[:-1] for part in parts if len(part) > 1])
        return Sampled(
            w=w[:count],
            thumbs=torch.cat([thumb(part) for part in parts]),
            mean=mean,
            axes=axes * (spread / len(w) ** 0.5)[:, None],
            typical=rmse(pairs).median().item(),
        )

    def all_layers(self, w: Tensor) -> Tensor:
        """The same style for each layer: [N, D] as [N, L, D]."""
        return w[:, None].expand(-1, self.generator.num_ws, -1)

    def draw(self, w_plus: Tensor) -> Tensor:
        """Images [N, C, R, R] of styles [N, L, D]."""
        return self.generator.synthesis(w_plus, self.resolution, self.alpha, self.noise)

    def drawn(self, w_plus: Tensor) -> Tensor:
        """The same, clamped, and without a gradient."""
        images = self.folded.synthesis(w_plus, self.resolution, self.alpha, self.noise)
        return images.clamp(-1, 1)

    def features(self, images: Tensor) -> list[Tensor]:
        """The discriminator's features of images, of length 1 at each place; none without one."""
        if self.critic is None:
            return []
        return [F.normalize(x, dim=1, eps=1e-3) for x in self.critic.features(images, self.alpha)]


class Search:
    """The starts of some pictures on their way."""

    def __init__(
        self, projector: Projector, images: Tensor, effort: Effort, sampled: Sampled
    ) -> None:
        self.projector, self.effort, self.sampled = projector, effort, sampled
        self.images = images
        self.starts = min(effort.starts, len(sampled.w))
        w = nearest(images, sampled, self.starts).flatten(0, 1)  # [N K, D]
        squares = sampled.axes.square().sum(1).clamp(min=NOTHING)
        own = (w - sampled.mean) @ sampled.axes.T / squares
        self.place = own.requires_grad_()  # [N K, A]: w in its own units
        layers = projector.generator.num_ws
        self.apart = torch.zeros(len(w), layers, own.shape[1], device=w.device).requires_grad_()
        self.adam = torch.optim.Adam([self.place, self.apart], lr=LR, betas=(0.9, 0.99))
        self.targets = images.repeat_interleave(self.starts, 0)
        self.features = projector.features(self.targets)
        self.trajectory: list[Tensor] = []
        self.done = 0
        self.ends = torch.full((len(images),), float(effort.steps), device=w.device)  # [N]
        self.best = torch.full_like(self.ends, torch.inf)
        self.waited = torch.zeros_like(self.ends)

    def run(self) -> Iterator[int]:
        """Moves on step by step; yields how many are done."""
        tried, every = round(TRIED * self.effort.steps), -(-self.effort.steps // TRAIL)
        while self.done < self.ends.max():
            if self.done == tried and self.starts > 1:
                self.keep_best()
            if self.done % every == 0:
                self.trajectory.append(self.w_plus().detach())
            loss = self.step()
            self.done += 1
            self.end_early(loss.view(-1, self.starts).amin(1))
            yield self.done
        self.trajectory.append(self.w_plus().detach())

    def step(self) -> Tensor:
        """Move all starts once, each picture's as far as its own rate says; their loss [N K]."""
        loss = self.loss(self.w_plus())
        self.adam.zero_grad()
        loss.sum().backward()  # type: ignore[no-untyped-call]
        if not self.apart_by_layer:
            self.apart.grad = None
        before = self.place.detach().clone(), self.apart.detach().clone()
        self.adam.step()
        # A step of Adam is proportional to its rate, and so can be cut short for each picture.
        rates = self.rates().repeat_interleave(self.starts)
        self.place.data = torch.lerp(before[0], self.place.data, rates[:, None])
        self.apart.data = torch.lerp(before[1], self.apart.data, rates[:, None, None])
        return loss.detach()

    def rates(self) -> Tensor:
        """Shares of LR by which pictures move, [N]: 1, then falling to 0 at their ends."""
        return ((self.ends - self.done) / (SETTLING * self.effort.steps)).clamp(0, 1)

    def end_early(self, loss: Tensor) -> None:
        """Let pictures settle whose loss [N] has not fallen for a while, whatever others do."""
        steps = self.effort.steps
        self.waited = torch.where(loss < (1 - GAIN) * self.best, 0, self.waited + 1)
        self.best = torch.minimum(self.best, loss)
        if self.done > COMMON * steps + PATIENCE:
            sooner = torch.clamp(self.ends, max=self.done + round(SETTLING * steps))
            self.ends = torch.where(self.waited > PATIENCE, sooner, self.ends)

    @property
    def apart_by_layer(self) -> bool:
        """Whether layers may now have styles of their own."""
        several = self.projector.generator.num_ws > 1
        return several and self.effort.space == "w+" and self.done >= COMMON * self.effort.steps

    def w_plus(self) -> Tensor:
        """The styles [N K, L, D] where all starts are."""
        return self.sampled.mean + (self.place[:, None] + self.apart) @ self.sampled.axes

    def loss(self, w_plus: Tensor) -> Tensor:
        """How unlike the pictures the drawings of styles are, [N K]."""
        images = self.projector.draw(w_plus)
        pixels = sum(
            (one - other).square().mean((1, 2, 3))
            for one, other in zip(pyramid(images), pyramid(self.targets), strict=True)
        )
        features = sum(
            (one - other).square().sum(1).mean((1, 2)) / len(self.features)
            for one, other in zip(self.projector.features(images), self.features, strict=True)
        )
        near = KEPT_NEAR * self.apart.square().mean((1, 2)) + USUAL_W * self.place.square().mean(1)
        return pixels + FEATURES * features + near

    @torch.no_grad()
    def keep_best(self) -> None:
        """Go on with the best start of each picture alone."""
        loss = self.loss(self.w_plus()).view(-1, self.starts)
        kept = loss.argmin(1) + torch.arange(len(loss), device=loss.device) * self.starts
        state = self.adam.state
        for tensor in (self.place, self.apart):
            memory = {
                key: value[kept] if value.dim() else value
                for key, value in state.pop(tensor, {}).items()
            }
            tensor.data = tensor.data[kept]
            tensor.grad = None
            if memory:
                state[tensor] = memory
        self.trajectory = [w_plus[kept] for w_plus in self.trajectory]
        self.targets, self.features = self.images, self.projector.features(self.images)
        self.starts = 1

    @torch.no_grad()
    def results(self) -> list[Projection]:
        """What was found for each picture."""
        if self.starts > 1:
            self.keep_best()
        w_plus = self.w_plus()
        errors = rmse(self.projector.drawn(w_plus) - self.images)
        trajectory = torch.stack(self.trajectory, dim=1)  # [N, T, L, D]
        return [
            Projection(
                w_plus[i], trajectory[i], errors[i].item(), self.sampled.typical, int(self.ends[i])
            )
            for i in range(len(w_plus))
        ]


def affordable(resolution: int) -> int:
    """How many samples to look at, so that it takes about as long at every size."""
    return min(2000, max(128, SAMPLED_PX // resolution**2))


def nearest(images: Tensor, sampled: Sampled, count: int) -> Tensor:
    """The w of the samples that look most like images [N, C, R, R]: [N, K, D].

    The last of several is the nearest to the mirror image: the creature that looks the other way.
    """
    straight, mirrored = (
        torch.cdist(thumb(turned), sampled.thumbs) for turned in (images, images.flip(3))
    )
    if count == 1:
        return sampled.w[straight.topk(1, largest=False).indices]
    alike = straight.topk(count - 1, largest=False).indices
    straight.scatter_(1, alike, torch.inf)  # no start twice
    other = mirrored.where(straight.isfinite(), torch.inf).argmin(1, keepdim=True)
    return sampled.w[torch.cat([alike, other], dim=1)]


def pyramid(images: Tensor) -> list[Tensor]:
    """Images [N, C, R, R] and each half of them down to 4 px."""
    sizes = [images]
    while sizes[-1].shape[-1] > 4:
        sizes.append(F.avg_pool2d(sizes[-1], 2))
    return sizes


def thumb(images: Tensor) -> Tensor:
    """Images at 16 px or less in one row each, [N, V]."""
    return F.adaptive_avg_pool2d(images, min(16, images.shape[-1])).flatten(1)


def rmse(difference: Tensor) -> Tensor:
    """The root mean square of differences [N, C, R, R] of images in 8-bit levels, [N]."""
    return LEVELS_PER_UNIT * difference.square().mean((1, 2, 3)).sqrt()
