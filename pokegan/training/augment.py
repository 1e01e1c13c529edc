"""What the discriminator sees of pictures when there are few: differentiable augmentation.

"Training Generative Adversarial Networks with Limited Data" (Karras et al. 2020, arXiv
2006.06676): reals and fakes alike are transformed, each transformation with probability p, so
that the discriminator cannot learn the reals by heart; as long as p stays well below 1 the
generator does not learn the transformations (section 2.2 and appendix C). All of it can be
differentiated twice, which the penalty asks for.

Changed on purpose: the pictures of one place in a batch, the real and the fake, are transformed
alike, so that they differ by what they are and not by chance; strengths are bounded, and there
are no quarter turns and no turns of hue, which creatures that stand on the ground and are known
by their colours would not survive. Moved and cut pictures are filled with the background, and
where there is opacity colours stay premultiplied: nothing becomes a hole or a halo.

Shapes: N batch, C channels, R resolution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from pokegan.config import TrainingConfig

# Strengths: the largest, either way.
MOVE = 1 / 8  # of the size, in whole pixels (2006.06676, appendix B: integer translation)
ZOOM = 0.25  # in powers of two
TURN = math.radians(15)
BRIGHTEN = 0.2  # of the way from black to white
CONTRAST = 0.5  # in powers of two
SATURATION = 1.0  # 0 is grey, 2 twice as colourful
CUT = 0.5  # of the size, both ways (1708.04552; 2006.06676, appendix B)
GRAIN = 0.1  # standard deviation, in units of [-1, 1]

LUMA = (0.299, 0.587, 0.114)  # Rec. 601
SIGN_WEIGHT = 0.25  # of a new batch in the running sign: as four batches, 2006.06676, section 3.1
ADA_MOST = 0.8  # above it transformations leak (2006.06676, figure 4)


@dataclass(frozen=True)
class Draws:
    """A step's chance: `numbers` uniform in [0, 1), [N, COUNT]; `grain` normal, [N, C, R, R]."""

    numbers: Tensor
    grain: Tensor


@dataclass(frozen=True)
class Place:
    """What transformations know of the pictures: p (0-d), their background [C], and chance.

    `spare` holds the operation's own numbers, [N, its count].
    """

    p: Tensor
    background: Tensor
    spare: Tensor
    grain: Tensor

    def chosen(self) -> Tensor:
        """Which pictures are transformed, [N]: those whose first number is below p."""
        return self.spare[:, 0] < self.p

    def strength(self, number: int, most: float) -> Tensor:
        """A strength uniform in [-most, most] where a picture is chosen, else 0: [N]."""
        drawn = (2 * self.spare[:, number] - 1) * most
        return torch.where(self.chosen(), drawn, torch.zeros_like(drawn))


def mirror(images: Tensor, place: Place) -> Tensor:
    """Left to right, for one half of those chosen."""
    turned = place.chosen() & (place.spare[:, 1] < 0.5)
    return torch.where(turned.view(-1, 1, 1, 1), images.flip(3), images)


def translate(images: Tensor, place: Place) -> Tensor:
    """Whole pixels up or down, left or right."""
    size = images.shape[-1]
    rows, columns = pixel_grid(images)
    down = place.strength(1, MOVE * size).round().view(-1, 1, 1)
    right = place.strength(2, MOVE * size).round().view(-1, 1, 1)
    return picked(images, rows - down, columns - right, place.background)


def scale_and_turn(images: Tensor, place: Place) -> Tensor:
    """Larger or smaller and a little tilted, about the middle, with bilinear sampling."""
    middle = (images.shape[-1] - 1) / 2
    rows, columns = (axis - middle for axis in pixel_grid(images))
    shrink = torch.exp2(-place.strength(1, ZOOM)).view(-1, 1, 1)
    angle = place.strength(2, TURN).view(-1, 1, 1)
    cos, sin = shrink * angle.cos(), shrink * angle.sin()
    from_rows = cos * rows - sin * columns + middle
    from_columns = sin * rows + cos * columns + middle
    return sampled(images, from_rows, from_columns, place.background)


def brightness(images: Tensor, place: Place) -> Tensor:
    """Every colour by the same amount; as much less as a pixel is less opaque."""
    change = place.strength(1, BRIGHTEN).view(-1, 1, 1, 1)
    return recoloured(images, lambda colour, opacity: change * opacity)


def contrast(images: Tensor, place: Place) -> Tensor:
    """Away from middle grey or towards it."""
    gain = torch.exp2(place.strength(1, CONTRAST)).view(-1, 1, 1, 1)
    return recoloured(images, lambda colour, opacity: (gain - 1) * (colour - opacity / 2))


def saturation(images: Tensor, place: Place) -> Tensor:
    """Away from grey of the same brightness or towards it."""
    change = place.strength(1, SATURATION).view(-1, 1, 1, 1)

    def from_grey(colour: Tensor, opacity: Tensor) -> Tensor:
        luma = sum(colour[:, i : i + 1] * share for i, share in enumerate(LUMA))
        return change * (colour - luma)

    return recoloured(images, from_grey)


def cutout(images: Tensor, place: Place) -> Tensor:
    """A square of half the size becomes background, wherever its middle falls."""
    size = images.shape[-1]
    rows, columns = pixel_grid(images)
    near = [
        (axis + 0.5 - place.spare[:, number].view(-1, 1, 1) * size).abs() < CUT * size / 2
        for axis, number in ((rows, 1), (columns, 2))
    ]
    gone = (near[0] & near[1] & place.chosen().view(-1, 1, 1)).unsqueeze(1)
    return torch.where(gone, place.background.view(1, -1, 1, 1), images)


def grain(images: Tensor, place: Place) -> Tensor:
    """Noise of a strength up to GRAIN on every colour, as far as a pixel is opaque."""
    noise = place.strength(1, GRAIN / 2).view(-1, 1, 1, 1) * place.grain[:, :3]
    return recoloured(images, lambda colour, opacity: noise * opacity)


Operation = Callable[[Tensor, Place], Tensor]

# In the order they are applied: first what moves pictures or covers them with background, then
# what changes colours, the background's too, so that nothing is a hole in another colour. With
# each, how many numbers it takes of a picture's draws.
OPERATIONS: dict[str, tuple[Operation, int]] = {
    "mirror": (mirror, 2),
    "translate": (translate, 3),
    "scale": (scale_and_turn, 3),
    "cutout": (cutout, 3),
    "brightness": (brightness, 2),
    "contrast": (contrast, 2),
    "saturation": (saturation, 2),
    "noise": (grain, 2),
}
COUNT = sum(count for _, count in OPERATIONS.values())


def augment(
    images: Tensor,
    p: Tensor,
    draws: Draws,
    background: Tensor,
    operations: Sequence[str] = tuple(OPERATIONS),
) -> Tensor:
    """Images [N, C, R, R] with each of `operations` done to each picture with probability p.

    p is 0-d; `background` [C] is in [-1, 1]. At p = 0 the images come out as they went in.
    """
    spares = draws.numbers.split([count for _, count in OPERATIONS.values()], dim=1)
    for (name, (operation, _)), spare in zip(OPERATIONS.items(), spares, strict=True):
        if name in operations:
            images = operation(images, Place(p, background, spare, draws.grain))
    return images  # [N, C, R, R]


def recoloured(images: Tensor, change: Callable[[Tensor, Tensor], Tensor]) -> Tensor:
    """Images to whose colours `change` is added; their opacity stays.

    It is given premultiplied colour and opacity in [0, 1]; images without opacity are opaque.
    """
    unit = (images + 1) / 2
    opacity = unit[:, 3:] if images.shape[1] == 4 else torch.ones_like(unit[:, :1])
    changed = images[:, :3] + 2 * change(unit[:, :3], opacity)
    return torch.cat([changed, images[:, 3:]], dim=1)  # [N, C, R, R]


def pixel_grid(images: Tensor) -> tuple[Tensor, Tensor]:
    """Row and column of each pixel: [1, R, 1] and [1, 1, R]."""
    index = torch.arange(images.shape[-1], device=images.device, dtype=torch.float32)
    return index.view(1, -1, 1), index.view(1, 1, -1)


def sampled(images: Tensor, rows: Tensor, columns: Tensor, background: Tensor) -> Tensor:
    """Images read at fractional rows and columns [N, R, R], bilinearly.

    Four picks, as the gradient of torch's grid_sample cannot be differentiated again.
    """
    top, left = rows.floor(), columns.floor()
    down, right = (
        (x - low).unsqueeze(1).to(images.dtype) for x, low in ((rows, top), (columns, left))
    )
    corners = [
        picked(images, top + i, left + j, background) for i in (0, 1) for j in (0, 1)
    ]  # each [N, C, R, R]
    above = torch.lerp(corners[0], corners[1], right)
    below = torch.lerp(corners[2], corners[3], right)
    return torch.lerp(above, below, down)  # [N, C, R, R]


def picked(images: Tensor, rows: Tensor, columns: Tensor, background: Tensor) -> Tensor:
    """Images read at whole rows and columns [N, R, R]; what lies outside is background."""
    n, channels, size, _ = images.shape
    rows, columns = torch.broadcast_tensors(rows, columns)
    inside = ((rows >= 0) & (rows < size) & (columns >= 0) & (columns < size)).unsqueeze(1)
    places = rows.clamp(0, size - 1) * size + columns.clamp(0, size - 1)
    places = places.long().view(n, 1, -1).expand(-1, channels, -1)
    read = images.flatten(2).gather(2, places).view(images.shape)
    return torch.where(inside, read, background.view(1, -1, 1, 1))  # [N, C, R, R]


class Controller:
    """How probable transformations are: a fixed p, or one that follows the discriminator.

    The adaptive one (2006.06676, section 3.1) raises p while the mean sign of the scores of
    reals is above `ada_target`, lowers it while it is below, and takes ada_kimg to go from 0 to
    1; ADA_MOST is as far as it goes. Everything is on the device: no step waits for it. Changed
    on purpose: the sign is a running mean, as long as four batches, so that every step is alike.
    """

    def __init__(self, training: TrainingConfig, device: torch.device) -> None:
        self.adaptive = training.augment == "adaptive"
        self.active = training.augment != "none"
        self.target = training.ada_target
        self.speed_nimg = training.ada_kimg * 1000
        start = 0.0 if self.adaptive else training.augment_p
        self.p = torch.tensor(start, device=device)
        self.sign = torch.zeros((), device=device)

    @torch.no_grad()
    def follow(self, real_sign: Tensor, batch_size: int) -> None:
        """Take a batch's mean sign of reals (0-d) into account."""
        if not self.adaptive:
            return
        self.sign.lerp_(real_sign.to(self.sign.dtype), SIGN_WEIGHT)
        way = (self.sign - self.target).sign() * (batch_size / self.speed_nimg)
        self.p.add_(way).clamp_(0, ADA_MOST)

    def tensors(self) -> dict[str, Tensor]:
        """What has memory."""
        return {"p": self.p, "sign": self.sign} if self.adaptive else {}

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over what `tensors` listed."""
        for name, value in self.tensors().items():
            value.copy_(tensors[name])
