"""The demo: what comes with pokegan, then the whole path on creatures that it draws itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pokegan.cli import explore, walk
from pokegan.cli.options import Device, choose_device, say
from pokegan.cli.pictures import pack
from pokegan.cli.running import grow
from pokegan.runtime.files import check_output

if TYPE_CHECKING:
    import torch

    from pokegan.checkpoints.warm_start import WarmStart
    from pokegan.config import Config

CREATURES = 512
MOST_TICKS = 20  # reports, each of which takes a second or two
TICK_SEC = 6  # of training between two reports, at least
WORDS = """
Look at
  {out}/box/sample/sheet.png  64 creatures of the model that comes with pokegan
  {out}/box/mix.png           shapes of the left, colours of the top
  {out}/box/walk.gif          a walk from creature to creature
  {out}/creatures-sheet.png   what it then learned from, in {minutes:g} min
  {out}/sample/sheet.png      64 new creatures of that kind
  {out}/mix.png, {out}/walk.gif
Then, with a folder of pictures of your own:
  pokegan train ./images
  pokegan sample --n 64"""


def demo(
    out: Annotated[Path, typer.Option(help="Folder for everything it makes.")] = Path("demo"),
    minutes: Annotated[
        float, typer.Option(min=0.01, help="Minutes to train, as far as can be foreseen.")
    ] = 3.0,
    device: Device = "auto",
) -> None:
    """Show the whole path without pictures or a GPU, in about four minutes on two cores.

    Draws creatures of the model that comes with pokegan, crosses them and walks among them. Then
    draws 512 creatures of its own, prepares them, trains that model on them and does the same.

    Example: `pokegan demo`
    """
    from pokegan.checkpoints import layout, warm_start
    from pokegan.data import synthetic
    from pokegan.data.prepare import PrepareOptions

    check_output(out)
    chosen = choose_device(device)
    box = layout.shipped()[-1]
    _show(out / "box", box, device)
    say(f"drawing {CREATURES} creatures")
    folder, data_path, run_dir = out / "creatures", out / "creatures.safetensors", out / "run"
    synthetic.write_folder(folder, CREATURES, size=64)
    start = warm_start.load_warm_start(box)
    pack(folder, data_path, PrepareOptions(resolution=start.resolution))
    config = _demo_config(start, data_path, run_dir, chosen, 60 * minutes)
    grow(config, data_path, run_dir, chosen, start)
    _show(out, run_dir, device)
    say(WORDS.format(out=out, minutes=minutes))


def _show(out: Path, model: Path, device: str) -> None:
    """64 creatures of a model, a table of crosses and a walk."""
    explore.sample(n=64, out=out / "sample", overwrite=True, model=model, device=device)
    explore.mix("0-5", "6-11", out=out / "mix.png", model=model, device=device)
    walk.interpolate(["0-5"], out=out / "walk.gif", model=model, device=device)


def _demo_config(
    start: WarmStart, data_path: Path, run_dir: Path, device: torch.device, seconds: float
) -> Config:
    """The settings of the model to begin with and as many images as fit the time.

    Those of the run if there is one.
    """
    from pokegan.checkpoints.layout import is_run
    from pokegan.checkpoints.runs import read_run
    from pokegan.config import override
    from pokegan.data.dataset import PackedDataset
    from pokegan.training.forecast import kimg_within

    if is_run(run_dir):
        say(f"going on with {run_dir}; delete it to begin anew")
        return read_run(run_dir)[0]
    config = override(
        start.config,
        {
            **{"start_resolution": start.resolution, "init_from": start.hash, "extra_kimg": 0},
            **{"precision": "auto", "resolution": start.resolution},
            **{"lr": 0.002, "ema_halflife_kimg": 1, "ema_warmup": 0.05},  # in so few images
        },
    )
    kimg = kimg_within(seconds, config, PackedDataset(data_path, device), device)
    ticks = min(MOST_TICKS, max(2, round(seconds / TICK_SEC)))
    return override(config, {"kimg": kimg, "tick_kimg": kimg / ticks})
