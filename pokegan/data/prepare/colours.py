"""Colours in sRGB, whatever colour profile (ICC.1) a picture carries.

Profiles are followed relative to their white, and their black becomes black, so that outlines of
CMYK pictures stay black. A profile that means sRGB changes nothing, not one bit.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageCms

# Of 255: profiles called sRGB are up to 1 level from Pillow's; one of gamma 2.2 is up to 7.
SAME_LEVELS = 2
NO_PROFILE = "its colour profile is damaged: read as sRGB"
_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_DEVICES = ("scnr", "mntr", "prtr", "spac")  # other classes describe no picture
_SRGB_GAMMA = 0.45455  # as PNG's gAMA writes it
_SRGB_CHROMATICITY = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)  # as its cHRM does


class _Profile(NamedTuple):
    mode: str  # of the pictures it is for
    name: str
    transform: ImageCms.ImageCmsTransform | None  # None where it means sRGB


def to_srgb(picture: Image.Image, rgba: Image.Image) -> tuple[Image.Image, str]:
    """The RGBA of a picture with its colours in sRGB, opacity untouched, and what to note of it."""
    if "icc_profile" not in picture.info:
        return rgba, _named_without_profile(picture)
    try:
        profile = _profile(picture.info["icc_profile"])
    # Pillow raises OSError, PyCMSError, TypeError and others for what is no profile.
    except Exception:
        return rgba, NO_PROFILE
    grey = Image.getmodebase(picture.mode) == "L"
    modes = ("CMYK",) if picture.mode == "CMYK" else ("RGB", "L") if grey else ("RGB",)
    if profile.mode not in modes:
        return rgba, "its colour profile is for pictures of another kind: read as sRGB"
    if profile.transform is None:
        return rgba, ""
    colours = picture if profile.mode == "CMYK" else rgba.convert("RGB")
    if profile.mode == "L":
        colours = colours.getchannel(0)  # all three are the same
    converted = profile.transform.apply(colours)
    converted.putalpha(rgba.getchannel("A"))
    return converted, f"converted to sRGB from {profile.name or 'an unnamed profile'}"


@lru_cache(maxsize=32)
def _profile(content: bytes) -> _Profile:
    """What a profile does; whichever error Pillow raises when it is none."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(content))
    if profile.profile.device_class not in _DEVICES:
        raise ValueError(profile.profile.device_class)
    mode = _MODES[profile.profile.xcolor_space.strip()]
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    if mode == "L":  # else a curve is taken from each eighth level: up to 10 levels off
        flags |= ImageCms.Flags.NOOPTIMIZE
    srgb, relative = ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC
    transform = ImageCms.buildTransform(profile, srgb, mode, "RGB", relative, flags)
    name = "".join(filter(str.isprintable, profile.profile.profile_description or ""))[:60]
    return _Profile(mode, name, None if _is_identity(transform, mode) else transform)


def _is_identity(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether colours stay what they are, tried on a grid of them."""
    if mode == "CMYK":
        return False
    steps = np.arange(0, 256, 15, dtype=np.uint8)
    grid = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
    if mode == "L":
        grid = np.arange(256, dtype=np.uint8)[None, :, None].repeat(3, axis=2)
    given = Image.fromarray(grid if mode == "RGB" else np.ascontiguousarray(grid[..., 0]))
    change = np.asarray(transform.apply(given)).astype(int) - grid
    return int(np.abs(change).max()) <= SAME_LEVELS


def _named_without_profile(picture: Image.Image) -> str:
    """Colours that a PNG names in numbers alone, where they are not those of sRGB."""
    if picture.format != "PNG" or "srgb" in picture.info:
        return ""
    gamma = picture.info.get("gamma", _SRGB_GAMMA)
    points = picture.info.get("chromaticity", _SRGB_CHROMATICITY)
    named = []
    if abs(gamma / _SRGB_GAMMA - 1) > 0.05:
        named.append("gAMA")
    if np.abs(np.subtract(points, _SRGB_CHROMATICITY)).max() > 0.01:
        named.append("cHRM")
    return f"names other colours than sRGB ({', '.join(named)}): read as sRGB" if named else ""
