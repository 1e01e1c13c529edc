"""Between images and pixels, and what is done to pixels alone."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from PIL import ImageColor
from torch import Tensor

from pokegan.data.dataset import LEVELS_PER_UNIT
from pokegan.errors import ModelError, UsageError
from pokegan.runtime.memory import check_enlarged

Pixels = np.ndarray
COPIES = 3  # of a picture while it is enlarged and written
LARGE = 64 << 20  # bytes, from which on it is asked whether they fit


class Arriving:
    """Pixels on their way from the images' device, while the host goes on with other work.

    `images` [N, 3 or 4, H, W] are rounded and clamped to uint8 [N, H, W, 3 or 4]. With four
    channels the colour is divided by the opacity (after being cut to it, as no premultiplied
    colour can exceed it); where opacity rounds to 0 everything is 0.
    """

    def __init__(self, images: Tensor) -> None:
        # Other devices than CUDA's have no event that says when a copy has come.
        self.event = torch.cuda.Event() if images.is_cuda else None
        self.finite = torch.isfinite(images).all().to("cpu", non_blocking=images.is_cuda)
        self.levels = levels(images).to("cpu", non_blocking=images.is_cuda)
        if self.event is not None:
            self.event.record(torch.cuda.current_stream(images.device))

    def pixels(self) -> Pixels:
        """What has arrived; waits for it. Raises ModelError for values that are not finite."""
        if self.event is not None:
            self.event.synchronize()
        if not bool(self.finite):
            raise ModelError(
                "These pictures hold values that are not numbers.",
                "What was asked for leads too far, or, where seeds fail too, the model is damaged: "
                "use an earlier one of the same run.",
            )
        return self.levels.numpy()


def to_pixels(images: Tensor) -> Pixels:
    """Images [N, 3 or 4, H, W] as uint8 [N, H, W, 3 or 4], as `Arriving` says, at once."""
    return Arriving(images).pixels()


def levels(images: Tensor) -> Tensor:
    """Images [N, 3 or 4, H, W] as uint8 [N, H, W, 3 or 4] on their device."""
    values = ((images.detach().float() + 1) * LEVELS_PER_UNIT).clamp(0, 255)
    if images.shape[1] == 4:
        opacity = values[:, 3:].round()
        colour = torch.minimum(values[:, :3], opacity) / opacity.clamp(min=1) * 255
        values = torch.cat([colour, opacity], dim=1)
    return values.round().to(torch.uint8).permute(0, 2, 3, 1).contiguous()


def from_pixels(pixels: Pixels) -> Tensor:
    """The inverse of `to_pixels`: uint8 [N, H, W, 3 or 4] as images [N, 3 or 4, H, W]."""
    values = torch.from_numpy(np.ascontiguousarray(pixels)).float().permute(0, 3, 1, 2)
    if values.shape[1] == 4:
        opacity = values[:, 3:]
        values = torch.cat([values[:, :3] * opacity / 255, opacity], dim=1)
    return (values / LEVELS_PER_UNIT - 1).contiguous()


def stack(pictures: Iterable[Pixels]) -> Pixels:
    """Pictures [H, W, C] of one size as pixels [N, H, W, C]; UsageError for none."""
    together = list(pictures)
    if not together:
        raise UsageError("There is no picture to show.", "Ask for at least one.")
    return np.stack(together)


def on_background(picture: Pixels, background: str) -> Pixels:
    """Pixels [..., 3 or 4] composited: [..., 3]."""
    if picture.shape[-1] == 3:
        return picture
    opacity = picture[..., 3:].astype(np.float32) / 255
    colour = np.array(ImageColor.getrgb(background)[:3], dtype=np.float32)
    mixed = picture[..., :3] * opacity + colour * (1 - opacity)
    return np.rint(mixed).astype(np.uint8)


def enlarged(picture: Pixels, scale: int) -> Pixels:
    """Each pixel of [H, W, C] as a block of `scale` x `scale`; MemoryFull for too many."""
    if picture.nbytes * scale**2 > LARGE:
        check_scale(picture.shape[1], scale)
    return picture.repeat(scale, axis=0).repeat(scale, axis=1) if scale > 1 else picture


def check_scale(side_px: int, scale: int | None) -> None:
    """Raise MemoryFull for a square picture that is too large once it is enlarged."""
    each = 4 * COPIES * side_px**2
    check_enlarged(f"a picture of {side_px} px", 1, lambda times: each * times**2, scale)
