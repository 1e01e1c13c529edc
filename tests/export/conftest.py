"""Models of all families with random weights, to be carried elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pokegan.checkpoints.model_file import ModelFile
from pokegan.config import override, preset
from pokegan.models import build


@pytest.fixture
def random_model(tmp_path: Path) -> Callable[..., ModelFile]:
    """Makes one of a family and settings, 16 px unless they say otherwise, its noise at work."""

    def make(family: str, px: int = 16, alpha: float | None = None, **settings: Any) -> ModelFile:
        config = override(preset("tiny", family), {"resolution": 16, **settings})
        generator = build(config.model, seed=1)[0].eval().requires_grad_(False)
        for name, value in generator.named_parameters():
            if name.endswith("strength"):  # which begins at nothing
                value.data.fill_(0.5)
        path = tmp_path / f"{family}.safetensors"
        path.touch()
        return ModelFile(generator, config, path, "0" * 12, 1000, px, alpha, {"count": 3})

    return make
