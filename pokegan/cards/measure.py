"""What can be measured of a creature's picture: its size, colours and shape, of 1 each.

Shapes: R resolution, C channels, P pixels of the figure.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PIL import ImageColor

FIGURE = 0.1  # difference from the background, or opacity, from which on a pixel is the creature
LEVELS = 4  # of each channel, by which colours are told apart
COMMON = 0.02  # share of the figure that a colour must have to be counted


def figure(picture: np.ndarray, background: str) -> np.ndarray:
    """Which pixels [R, R, C] show the creature: the opaque, or those unlike the background."""
    if picture.shape[-1] == 4:
        return np.asarray(picture[..., 3] > 127)
    behind = np.array(ImageColor.getrgb(background)[:3])
    return np.asarray(np.abs(picture.astype(int) - behind).max(axis=-1) > 255 * FIGURE)


def measure(picture: np.ndarray, background: str) -> Mapping[str, float]:
    """The properties of a picture uint8 [R, R, C].

    size: share of the picture; brightness and saturation: means of the figure in HSV; roundness:
    area over that of the disc with the same moment of inertia; symmetry: what the figure and its
    mirror image share of both; colours: how many kinds it has.
    """
    mask = figure(picture, background)
    if not mask.any():
        return dict.fromkeys(
            ("size", "brightness", "saturation", "roundness", "symmetry", "colours"), 0.0
        )
    colours = picture[mask][:, :3]  # [P, 3]
    value = colours.max(axis=1) / 255
    saturation = np.ptp(colours, axis=1) / np.maximum(colours.max(axis=1), 1)
    return {
        "size": float(mask.mean()),
        "brightness": float(value.mean()),
        "saturation": float(saturation.mean()),
        "roundness": roundness(mask),
        "symmetry": symmetry(mask),
        "colours": float(kinds_of_colour(colours)),
    }


def roundness(mask: np.ndarray) -> float:
    """1 for a disc, whose area A has the moment of inertia A²/2π; less for all else."""
    rows, columns = np.nonzero(mask)
    spread = rows.var() + columns.var() + 1 / 6  # a pixel is a square, with a moment of its own
    return float(len(rows) / (2 * np.pi * spread))


def symmetry(mask: np.ndarray) -> float:
    """The overlap of a figure and its mirror image over their union, in the figure's box."""
    columns = np.nonzero(mask.any(axis=0))[0]
    box = mask[:, columns[0] : columns[-1] + 1]
    mirrored = box[:, ::-1]
    return float((box & mirrored).sum() / (box | mirrored).sum())


def kinds_of_colour(colours: np.ndarray) -> int:
    """How many of 64 colours have their share of the pixels [P, 3]."""
    levels = colours.astype(int) * LEVELS // 256 @ np.array([LEVELS**2, LEVELS, 1])
    counts = np.bincount(levels, minlength=LEVELS**3)
    return int((counts >= COMMON * len(colours)).sum())
