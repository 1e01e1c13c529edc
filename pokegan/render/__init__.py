"""Images to pixels to files: PNG, sheets, animations, and the recipes inside them.

Images are float [N, C, R, R] in [-1, 1], C = 3, or 4 where colour is premultiplied by
opacity. Pixels are uint8 [N, H, W, C] with straight colour; one picture is [H, W, C].
A recipe is a JSON object that says how a picture was made; it travels inside the file, so
that the picture can be made again from itself.

PNG, WebP, APNG and atlases keep opacity, a GIF pixel is opaque from one half on, and sheets and
MP4 lie on a background. A Finish cuts creatures out of their background, which gives opacity to
models that have none.
"""

from __future__ import annotations

from pokegan.render.animations import check_animation, check_film, check_length, save_animation
from pokegan.render.atlas import EXTRUDE_PX, check_atlas, save_atlas
from pokegan.render.cutout import cut_out
from pokegan.render.finish import Finish
from pokegan.render.pixels import check_scale, from_pixels, to_pixels
from pokegan.render.recipes import read_recipe
from pokegan.render.sheets import GAP_PX, captioned, check_sheet, contact_sheet, grid, table
from pokegan.render.stills import read_pixels, save_image, save_png, save_pngs

__all__ = [
    "EXTRUDE_PX",
    "GAP_PX",
    "Finish",
    "captioned",
    "check_animation",
    "check_atlas",
    "check_film",
    "check_length",
    "check_scale",
    "check_sheet",
    "contact_sheet",
    "cut_out",
    "from_pixels",
    "grid",
    "read_pixels",
    "read_recipe",
    "save_animation",
    "save_atlas",
    "save_image",
    "save_png",
    "save_pngs",
    "table",
    "to_pixels",
]
