"""The demo: the whole path on creatures that pokegan draws itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pokegan.cli import explore, make, walk
from pokegan.cli.options import Device, choose_device, say

if TYPE_CHECKING:
    import torch

    from pokegan.config import Config

# 16 px and a little narrower than the preset: within minutes that gives many shapes (`pokegan demo`
# on two cores: 27 kimg, SWD 25, variety 0.91 of that of the drawn creatures).
SETTINGS: dict[str, Any] = {
    "resolution": 16,
    "channel_max": 48,
    "z_dim": 64,
    "w_dim": 64,
    "stable_share.16": 40,
}
WORDS = """
Look at
  {out}/creatures-sheet.png   what it learned from
  {out}/sample/sheet.png      64 new creatures
  {out}/mix.png               shapes of the left, colours of the top
  {out}/walk.gif              a walk from creature to creature
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
    """Show the whole path without pictures or a GPU, in about three minutes on two cores.

    Draws 512 creatures, prepares them, trains, samples, mixes and interpolates.

    Example: `pokegan demo`
    """
    from pokegan import creatures
    from pokegan.prepare import PrepareOptions

    chosen = choose_device(device)
    say("drawing 512 creatures")
    folder, data_path, run_dir = out / "creatures", out / "creatures.safetensors", out / "run"
    creatures.write_folder(folder, 512, size=64)
    make.pack(folder, data_path, PrepareOptions(resolution=32))
    make.grow(_demo_config(data_path, run_dir, chosen, 60 * minutes), data_path, run_dir, chosen)
    explore.sample(n=64, out=out / "sample", model=run_dir, device=device)
    explore.mix("0-5", "6-11", out=out / "mix.png", model=run_dir, device=device)
    walk.interpolate(["0-5"], out=out / "walk.gif", model=run_dir, device=device)
    say(WORDS.format(out=out))


def _demo_config(data_path: Path, run_dir: Path, device: torch.device, seconds: float) -> Config:
    """A narrow network and as many images as fit the time; that of the run if there is one."""
    from pokegan.config import override
    from pokegan.config import preset as preset_config
    from pokegan.dataset import PackedDataset
    from pokegan.forecast import kimg_within
    from pokegan.runs import read_run

    if (run_dir / "config.json").exists():
        say(f"going on with {run_dir}; delete it to begin anew")
        return read_run(run_dir)[0]
    config = override(preset_config("tiny"), SETTINGS)
    kimg = kimg_within(seconds, config, PackedDataset(data_path, device), device)
    return override(config, {"kimg": kimg})
