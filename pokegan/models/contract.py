"""What everything else asks of a family of networks.

A family is a generator and a discriminator that subclass these. What stands here already is what a
family needs that has no mapping network: z is its one style (num_ws is 1), and what is drawn of a
seed is always normal, so that a seed means the same in all of them; `prior` turns it into what the
paper draws.

Shapes: N batch, C image channels, R resolution, L num_ws, Z z_dim, D w_dim.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from torch import Tensor, nn

Shape = tuple[int, int, int]
Views = tuple[Tensor, ...]


class Generator(nn.Module, ABC):
    """z -> w_plus -> images.

    `z_dim`, `w_dim`, `num_ws`, `resolution` and `channels` say what it takes and gives. Where it
    is `spherical`, latents lie about a sphere and ways between them go along great circles; `dial`
    is from where to where one number of w can be turned by hand, None where a single one means
    nothing. `default_psi` is how much of its variety is shown unless another is asked for.
    """

    family: str
    default_psi: float = 1.0
    spherical: bool = True
    dial: tuple[float, float] | None = None

    def __init__(self, z_dim: int, resolution: int, channels: int) -> None:
        super().__init__()
        self.z_dim = self.w_dim = z_dim
        self.num_ws = 1
        self.resolution, self.channels = resolution, channels

    @property
    def w_avg(self) -> Tensor:
        """The mean of w, [D]."""
        return next(self.parameters()).new_zeros(self.w_dim)

    def mapping(self, z: Tensor) -> Tensor:
        """The styles of normal latents: [N, Z] -> w_plus [N, L, D]."""
        return self.prior(z).unsqueeze(1)

    def prior(self, z: Tensor) -> Tensor:
        """Normal latents [N, Z] as the paper draws them: as they are."""
        return z

    def update_w_avg(self, w: Tensor) -> None:
        """Take a batch of styles [N, D] into account for w_avg, which is known here."""

    def num_ws_at(self, resolution: int) -> int:
        """How many styles steer synthesis up to `resolution`."""
        return self.num_ws

    @abstractmethod
    def synthesis(
        self,
        w_plus: Tensor,
        resolution: int | None = None,
        alpha: Tensor | None = None,
        noise: Sequence[Tensor | None] | None = None,
    ) -> Tensor:
        """Draw images [N, C, R, R], nominally in [-1, 1], from styles [N, L, D].

        `resolution` defaults to the largest. `alpha`, a 0-d tensor, fades the last doubling
        in; None means it has ended. `noise` holds for each layer a tensor [N or 1, 1, r, r],
        or None for no noise there (`noise_shapes` says which sizes).
        """

    def noise_shapes(self, resolution: int | None = None) -> list[Shape | None]:
        """For each layer up to `resolution`, the shape [1, r, r] of one sample's noise.

        None stands for a layer that has no noise; a family without noise names no layer.
        """
        return []

    @abstractmethod
    def style_weights(self) -> list[Tensor]:
        """The matrix [.., D] by which w enters each of the L layers that it steers."""

    @abstractmethod
    def map_values(self, resolution: int) -> int:
        """How many numbers the largest features of one picture of that size are."""


class OneSize(Generator):
    """A generator that does not grow: z -> images of one resolution."""

    @abstractmethod
    def drawn(self, z: Tensor) -> Tensor:
        """Images [N, C, R, R] in float32, nominally in [-1, 1], of latents [N, Z]."""

    def synthesis(
        self,
        w_plus: Tensor,
        resolution: int | None = None,
        alpha: Tensor | None = None,
        noise: Sequence[Tensor | None] | None = None,
    ) -> Tensor:
        """Draw images [N, C, R, R] from latents [N, 1, Z]; nothing else is of account."""
        return self.drawn(w_plus[:, 0])


class Discriminator(nn.Module, ABC):
    """Images -> views -> score, higher for what looks real.

    Views are what its weights look at: the images themselves, or features of them. Penalties are of
    the score by the views. Parameters are what training moves and files keep; a part that is never
    trained consists of buffers that are not persistent.
    """

    def view(self, images: Tensor) -> Views:
        """What there is to see of images [N, C, R, R]: the images."""
        return (images,)

    @abstractmethod
    def judge(self, views: Views, alpha: Tensor | None = None) -> Tensor:
        """Score views: [N, K], a column for each head. `alpha` fades the last doubling in."""

    def forward(self, images: Tensor, alpha: Tensor | None = None) -> Tensor:
        """Score images: [N, C, R, R] -> [N, K]."""
        return self.judge(self.view(images), alpha)

    @abstractmethod
    def features(self, images: Tensor, alpha: Tensor | None = None) -> list[Tensor]:
        """The features [N, C', r, r] of images at each of their resolutions, largest first."""
