"""Little monsters drawn by the program itself: unlimited, licence-free pictures.

A seed chooses a body plan, a palette and a hundred small proportions. The plan sketches
the creature as filled outlines from back to front, in units where the trunk is about one
long, x to the right, y down, looking to the right. The painter turns, fits and centres
the sketch, paints it on a larger canvas and reduces it.

They serve the demo and the tests, which must not ship other people's artwork. Shapes are
kept compact, centred and outlined because a small network has to learn them in minutes.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw

Points = np.ndarray  # [P, 2], x and y
Colour = tuple[int, int, int]
Pixel = tuple[int, int]
Palette = dict[str, Colour]
Mark = tuple[Points, str]  # a shape that shows only inside the part it lies on

SUPERSAMPLE = 4
SMALLEST_CANVAS_PX = 256
STROKE = 0.017  # width of the outline as a share of the canvas


def draw(seed: int, size: int = 128) -> Image.Image:
    """The creature of `seed` as an RGBA picture of size x size on nothing."""
    rng = Random(f"creature {seed}")
    palette = mix_palette(rng)
    sketch = Sketch(rng)
    BODY_PLANS[body_plan(seed)](sketch)
    tilt = rng.gauss(0, 0.05)
    facing = rng.choice((-1, 1))
    extent = rng.uniform(0.84, 0.93)
    factor = max(SUPERSAMPLE, math.ceil(SMALLEST_CANVAS_PX / size))
    canvas = paint(pose(sketch.parts, tilt, facing, extent), palette, size * factor)
    return canvas.reduce(factor)


def body_plan(seed: int) -> str:
    """The name of the body plan that `draw(seed)` follows, a key of BODY_PLANS.

    Dealt from shuffled decks, so that even a small folder holds every plan about equally.
    """
    deck, card = divmod(seed, len(BODY_PLANS))
    return Random(f"deck {deck}").sample(list(BODY_PLANS), len(BODY_PLANS))[card]


def write_folder(folder: Path, count: int, size: int = 128, first_seed: int = 0) -> list[Path]:
    """Write `count` creatures as creature-0000.png and so on, numbered by seed."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for seed in range(first_seed, first_seed + count):
        path = folder / f"creature-{seed:04d}.png"
        draw(seed, size).save(path)
        paths.append(path)
    return paths


# Colours

# Hue in degrees, saturation and lightness in percent, of body, accent and belly.
ELEMENTS: dict[str, tuple[tuple[int, int, int], ...]] = {
    "fire": ((14, 85, 57), (45, 95, 58), (38, 85, 82)),
    "ember": ((2, 68, 50), (32, 90, 58), (30, 70, 80)),
    "water": ((208, 70, 55), (188, 65, 76), (46, 60, 87)),
    "reef": ((180, 52, 48), (345, 70, 68), (50, 50, 88)),
    "leaf": ((108, 45, 50), (345, 70, 68), (70, 55, 81)),
    "moss": ((78, 42, 43), (28, 70, 56), (55, 48, 77)),
    "spark": ((48, 92, 57), (276, 42, 52), (52, 88, 86)),
    "ice": ((194, 55, 77), (216, 62, 56), (200, 35, 95)),
    "petal": ((335, 68, 76), (282, 42, 60), (20, 60, 93)),
    "ghost": ((265, 40, 51), (322, 60, 64), (260, 38, 80)),
    "venom": ((290, 40, 52), (108, 50, 56), (300, 35, 83)),
    "rock": ((30, 26, 52), (20, 42, 35), (40, 35, 77)),
    "steel": ((214, 17, 60), (8, 65, 55), (210, 16, 86)),
    "night": ((230, 32, 43), (48, 85, 60), (226, 26, 70)),
    "sand": ((36, 60, 63), (15, 50, 42), (45, 60, 86)),
    "wyrm": ((242, 45, 56), (20, 76, 61), (40, 60, 83)),
    "snow": ((210, 26, 92), (4, 70, 62), (30, 30, 97)),
    "earth": ((20, 45, 45), (160, 40, 52), (32, 50, 74)),
}


def mix_palette(rng: Random) -> Palette:
    """One element's colours, a little shifted, with the shades derived from them."""
    body, accent, belly = ELEMENTS[rng.choice(list(ELEMENTS))]
    if rng.random() < 0.12:
        body, accent = accent, body
    turn = rng.gauss(0, 5)
    lift = rng.gauss(0, 3)
    hue, saturation, lightness = body
    return {
        "body": hsl(hue + turn, saturation, lightness + lift),
        "far": hsl(hue + turn - 4, saturation, (lightness + lift) * 0.80),
        "accent": hsl(accent[0] + turn, accent[1], accent[2] + lift),
        "belly": hsl(belly[0] + turn, belly[1], belly[2]),
        "line": hsl(hue + turn - 8, min(saturation, 60) * 0.8 + 8, 12 + lightness * 0.10),
        "white": (255, 255, 255),
        "ink": (28, 24, 36),
        "blush": hsl(352, 80, 70),
        "mouth": hsl(352, 60, 45),
    }


def hsl(hue: float, saturation: float, lightness: float) -> Colour:
    """Degrees and two percentages as 8-bit red, green and blue."""
    saturation, lightness = min(max(saturation, 0), 100), min(max(lightness, 4), 98)
    rgb = colorsys.hls_to_rgb(hue % 360 / 360, lightness / 100, saturation / 100)
    red, green, blue = (round(255 * value) for value in rgb)
    return red, green, blue


# Outlines


def egg(x: float, y: float, rx: float, ry: float, pear: float = 0, tilt: float = 0) -> Points:
    """An ellipse, wider below for pear > 0 and above for pear < 0, turned by tilt radians."""
    angle = np.linspace(0, 2 * np.pi, 44, endpoint=False)
    down = np.sin(angle)
    outline = np.stack([rx * np.cos(angle) * (1 + pear * down), ry * down], axis=1)
    return turned(outline, tilt) + np.array([x, y])


def block(x: float, y: float, rx: float, ry: float, roundness: float = 0.45) -> Points:
    """A rectangle with soft corners: a superellipse of exponent 2 / roundness."""
    angle = np.linspace(0, 2 * np.pi, 44, endpoint=False)
    cos, sin = np.cos(angle), np.sin(angle)
    wide = rx * np.sign(cos) * np.abs(cos) ** roundness
    high = ry * np.sign(sin) * np.abs(sin) ** roundness
    return np.stack([wide, high], axis=1) + np.array([x, y])


def leaf(base: Sequence[float], tip: Sequence[float], width: float, bend: float = 0) -> Points:
    """A pointed lens from base to tip: ears, feathers, horns, petals and leaves."""
    start, end = np.array(base, float), np.array(tip, float)
    along = end - start
    across = np.array([-along[1], along[0]])
    across = across / max(float(np.hypot(*across)), 1e-6)
    t = np.linspace(0, 1, 12)[:, None]
    spine = start + along * t + across * bend * np.sin(np.pi * t)
    # The exponents make the base round and the tip pointed.
    half = width * np.abs(np.sin(np.pi * t**0.7)) ** 0.8 / 2
    return np.concatenate([spine + across * half, (spine - across * half)[::-1]])


def ribbon(spine: Sequence[Sequence[float]], widths: Sequence[float]) -> Points:
    """A soft band along a curve through `spine`, as wide as `widths` at its points."""
    path = curve(np.array(spine, float), closed=False)
    half = np.interp(np.linspace(0, 1, len(path)), np.linspace(0, 1, len(widths)), widths) / 2
    step = np.gradient(path, axis=0)
    step = step / np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-6)[:, None]
    across = np.stack([-step[:, 1], step[:, 0]], axis=1) * half[:, None]
    head = cap(path[-1], across[-1])
    tail = cap(path[0], -across[0])
    return np.concatenate([path + across, head, (path - across)[::-1], tail])


def cap(centre: Points, across: Points) -> Points:
    """Half a circle that closes a ribbon from centre + across round to centre - across."""
    angle = np.linspace(0, np.pi, 7)[1:-1, None]
    ahead = np.array([across[1], -across[0]])
    return centre + across * np.cos(angle) + ahead * np.sin(angle)


def curve(points: Points, closed: bool = True, steps: int = 6) -> Points:
    """A Catmull-Rom curve through `points`."""
    around = np.concatenate([points[-1:], points, points[:2]])
    if not closed:
        around = np.concatenate([points[:1], points, points[-1:]])
    p0, p1, p2, p3 = (around[i : len(around) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    smooth = p1 + t / 2 * (
        p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0))
    )
    smooth = smooth.reshape(-1, 2)
    return smooth if closed else np.concatenate([smooth, points[-1:]])


def star(x: float, y: float, outer: float, inner: float, rays: int, tilt: float = 0) -> Points:
    """A star or, with inner near outer, a ruff."""
    angle = np.linspace(0, 2 * np.pi, 2 * rays, endpoint=False) + tilt
    radius = np.where(np.arange(2 * rays) % 2, inner, outer)
    return np.stack([x + radius * np.sin(angle), y - radius * np.cos(angle)], axis=1)


def turned(points: Points, angle: float) -> Points:
    """Points turned clockwise (y is down) about the origin by `angle` radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    return points @ np.array([[cos, sin], [-sin, cos]])


# The sketch


@dataclass(frozen=True)
class Part:
    """One filled outline, with what is drawn on it and how."""

    points: Points
    colour: str
    marks: Sequence[Mark] = ()
    lined: bool = True
    solid: bool = True  # shaded like something round, not flat like an eye
    blend: str = ""  # a second colour that comes in towards the lower edge

    def moved(self, move: Callable[[Points], Points]) -> Part:
        marks = [(move(points), colour) for points, colour in self.marks]
        return replace(self, points=move(self.points), marks=marks)


@dataclass
class Sketch:
    """Parts from back to front, and the chances they are drawn with."""

    rng: Random
    parts: list[Part] = field(default_factory=list)

    def add(self, points: Points, colour: str = "body", marks: Sequence[Mark] = ()) -> None:
        self.parts.append(Part(points, colour, marks))

    def detail(self, points: Points, colour: str) -> None:
        """A flat shape without an outline: parts of a face."""
        self.parts.append(Part(points, colour, lined=False, solid=False))

    def trunk(self, points: Points, marks: Sequence[Mark] = (), colour: str = "body") -> None:
        """The largest part, which carries the creature's pattern."""
        blend = self.rng.choice(("", "", "", "belly", "accent"))
        self.parts.append(Part(points, colour, [*pattern(self, points), *marks], blend=blend))

    def place(self, feature: Feature, x: float, y: float, size: float, side: int = 1) -> None:
        """Draw a feature at (x, y) with its unit `size` long, mirrored for side = -1."""
        inner = Sketch(self.rng)
        feature(inner)
        scale, shift = np.array([size * side, size]), np.array([x, y])
        self.parts += [part.moved(lambda points: points * scale + shift) for part in inner.parts]

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def u(self, low: float, high: float) -> float:
        return self.rng.uniform(low, high)


Feature = Callable[[Sketch], None]


def pattern(s: Sketch, points: Points) -> list[Mark]:
    """Spots, stripes, bands, a cape or nothing, drawn in the box of `points`."""
    low, high = points.min(axis=0), points.max(axis=0)
    shapes = s.rng.choice((plain, plain, spots, stripes, bands, cape))(s)
    colour = s.rng.choice(("accent", "accent", "far"))
    return [(low + shape * (high - low), colour) for shape in shapes]


def plain(s: Sketch) -> list[Points]:
    return []


def spots(s: Sketch) -> list[Points]:
    places = [(s.u(0.05, 0.95), s.u(0, 0.95), s.u(0.06, 0.11)) for _ in range(7)]
    return [egg(x, y, radius, radius) for x, y, radius in places]


def stripes(s: Sketch) -> list[Points]:
    """Wedges that come in from the back."""
    return [leaf((-0.1, y), (s.u(0.3, 0.4), y), 0.16) for y in (0.25, 0.5, 0.75)]


def bands(s: Sketch) -> list[Points]:
    return [ribbon([(0, y), (0.5, y + 0.08), (1, y)], [0.1] * 3) for y in (0.45, 0.72, 0.99)]


def cape(s: Sketch) -> list[Points]:
    return [egg(0.45, 0, 0.62, s.u(0.2, 0.4))]


# Faces: features are drawn about (0, 0) with half a width of one, then placed


def face(s: Sketch, x: float, y: float, width: float) -> None:
    """Two eyes, a mouth and perhaps cheeks about (x, y); `width` is half a head."""
    size, gap = width * s.u(0.23, 0.31), width * s.u(0.36, 0.46)
    if s.chance(0.06):
        s.place(round_eye, x, y, size * 1.7)
    else:
        eyes(s, x, y, size, gap)
    if s.chance(0.35):
        for side in (-1, 1):
            s.detail(egg(x + side * gap * 1.55, y + size * 1.25, size * 0.5, size * 0.34), "blush")
    s.place(s.rng.choice((smile, smile, cat_mouth, laugh, fangs)), x, y + size * 1.65, width)


def eyes(s: Sketch, x: float, y: float, size: float, gap: float) -> None:
    """A pair of one kind, under brows that fall towards the nose now and then."""
    kind = s.rng.choice((round_eye, button_eye, gem_eye, happy_eye))
    for side in (-1, 1):
        s.place(kind, x + side * gap, y, size)
    if kind is not happy_eye and s.chance(0.2):
        for side in (-1, 1):
            s.place(brow, x + side * gap, y, size, side)


def round_eye(s: Sketch) -> None:
    s.detail(egg(0, 0, 1.0, 1.18), "ink")
    s.detail(egg(0, 0, 0.84, 1.0), "white")
    s.detail(egg(0.16, 0.08, 0.58, 0.8), "ink")
    s.detail(egg(-0.05, -0.32, 0.26, 0.3), "white")


def button_eye(s: Sketch) -> None:
    s.detail(egg(0, 0, 0.74, 1.05), "ink")
    s.detail(egg(-0.18, -0.4, 0.3, 0.34), "white")


def gem_eye(s: Sketch) -> None:
    """A coloured iris that fills the eye."""
    s.detail(egg(0, 0, 0.95, 1.15), "ink")
    s.detail(egg(0, 0.2, 0.68, 0.78), "accent")
    s.detail(egg(0, 0.05, 0.42, 0.6), "ink")
    s.detail(egg(-0.22, -0.4, 0.34, 0.36), "white")


def happy_eye(s: Sketch) -> None:
    """Closed in a smile."""
    s.detail(ribbon([(-0.8, 0.3), (0, -0.5), (0.8, 0.3)], [0.36] * 3), "ink")


def brow(s: Sketch) -> None:
    s.detail(ribbon([(-1.1, -0.35), (1.1, -1.15)], [0.5] * 2), "line")


def smile(s: Sketch) -> None:
    half = s.u(0.14, 0.24)
    s.detail(ribbon([(-half, 0), (0, half * 0.5), (half, 0)], [0.07] * 3), "ink")


def cat_mouth(s: Sketch) -> None:
    for side in (-1, 1):
        s.detail(ribbon([(0, 0), (side * 0.1, 0.09), (side * 0.2, 0)], [0.07] * 3), "ink")


def laugh(s: Sketch) -> None:
    s.detail(curve(np.array([(-0.19, 0), (0, 0.03), (0.19, 0), (0, 0.25)])), "ink")
    s.detail(egg(0, 0.14, 0.08, 0.06), "mouth")


def fangs(s: Sketch) -> None:
    smile(s)
    for x in (-0.11, 0.11):
        s.detail(np.array([(x - 0.05, 0.03), (x + 0.05, 0.03), (x, 0.15)]), "white")


def muzzle(s: Sketch, x: float, y: float, head: float) -> list[Mark]:
    """A pale snout or a dark forehead, perhaps, for a head of half-width `head`."""
    kind = s.rng.choice(("none", "snout", "forehead"))
    if kind == "snout":
        return [belly(x, y + head * 0.55, head * 0.55, head * 0.42)]
    if kind == "forehead":
        return [(egg(x, y - head * 0.75, head * 0.45, head * 0.6), "accent")]
    return []


# Crowns: what grows on a head whose top is at (0, 0) and whose half-width is one


def pointed_ears(s: Sketch) -> None:
    tall, lean = s.u(0.6, 0.95), s.u(0.75, 1.1)
    for side in (-1, 1):
        base, tip = (side * 0.58, 0.45), (side * lean, -tall)
        s.add(leaf(base, tip, 0.62))
        s.detail(leaf(between(base, tip, 0.22), between(base, tip, 0.82), 0.3), "accent")


def round_ears(s: Sketch) -> None:
    radius = s.u(0.3, 0.42)
    for side in (-1, 1):
        s.add(egg(side * 0.72, 0.02, radius, radius))
        s.detail(egg(side * 0.72, 0.02, radius * 0.55, radius * 0.55), "belly")


def long_ears(s: Sketch) -> None:
    tall, bend = s.u(0.95, 1.3), s.u(-0.1, 0.2)
    for side in (-1, 1):
        tip = (side * 0.7, -tall)
        s.add(
            leaf((side * 0.4, 0.3), tip, 0.46, side * bend),
            "body",
            [belly(tip[0], tip[1], 0.4, 0.4)],
        )


def floppy_ears(s: Sketch) -> None:
    for side in (-1, 1):
        path = [(side * 0.5, 0.15), (side * 1.1, 0.15), (side * 1.25, 0.85)]
        s.add(ribbon(path, [0.25, 0.35, 0.42]), "accent")


def horns(s: Sketch) -> None:
    tall, bend = s.u(0.45, 0.8), s.u(0.0, 0.25)
    for side in (-1, 1):
        s.add(leaf((side * 0.5, 0.3), (side * 0.75, -tall), 0.36, side * bend), "belly")


def one_horn(s: Sketch) -> None:
    s.add(leaf((0.05, 0.35), (s.u(0.1, 0.3), -s.u(0.6, 0.9)), 0.42), "accent")


def antennae(s: Sketch) -> None:
    tall, knob = s.u(0.55, 0.8), s.u(0.15, 0.21)
    for side in (-1, 1):
        s.add(
            ribbon(
                [(side * 0.25, 0.3), (side * 0.3, -tall * 0.5), (side * 0.62, -tall)], [0.14] * 3
            )
        )
        s.add(egg(side * 0.62, -tall, knob, knob), "accent")


def sprout(s: Sketch) -> None:
    tall = s.u(0.65, 0.9)
    for lean in s.rng.choice(((-0.6, 0.6), (-0.75, 0, 0.75), (0.45,))):
        s.add(leaf((0, 0.2), (lean, -tall * (1.1 - abs(lean) * 0.5)), 0.4), "accent")


def tuft(s: Sketch) -> None:
    """A flame or a lock of hair."""
    tip = (s.u(-0.2, 0.2), -s.u(0.6, 0.9))
    left, right = (
        [(-0.45, 0.2), (-0.5, -0.2), (-0.25, -0.1)],
        [(0.2, -0.15), (0.48, -0.35), (0.45, 0.2)],
    )
    s.add(curve(np.array([*left, tip, *right])), "accent")


def crest(s: Sketch) -> None:
    """Spikes in a fan."""
    for lean in (-0.75, -0.4, 0.05):
        tip = (lean, -s.u(0.5, 0.75) * (1 - abs(lean) * 0.3))
        s.add(leaf((lean * 0.4, 0.3), tip, 0.36), "accent")


def bare(s: Sketch) -> None:
    """Nothing at all."""


CROWNS: tuple[Feature, ...] = (
    pointed_ears, pointed_ears, round_ears, long_ears, floppy_ears, horns, one_horn, antennae,
    sprout, tuft, crest, bare,
)  # fmt: skip


def between(a: Sequence[float], b: Sequence[float], t: float) -> tuple[float, float]:
    """The point that lies the share t of the way from a to b."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


# Tails leave (0, 0) to the left and are about one long; wings open to the right


def bushy_tail(s: Sketch) -> None:
    tip = (-0.85, -s.u(0.5, 1.0))
    s.add(leaf((0.15, 0.1), tip, 0.62, 0.2), "body", [belly(*tip, 0.42, 0.42)])


def curled_tail(s: Sketch) -> None:
    path = [(0, 0), (-0.5, 0.1), (-0.85, -0.3), (-0.65, -0.7), (-0.38, -0.45)]
    s.add(ribbon(path, [0.26, 0.24, 0.22, 0.2, 0.16]))


def flame_tail(s: Sketch) -> None:
    s.add(ribbon([(0, 0), (-0.4, 0.05), (-0.65, -0.3)], [0.26, 0.2, 0.16]))
    left, right = [(-0.95, -0.1), (-0.97, -0.55)], [(-0.55, -0.55), (-0.35, -0.6), (-0.43, -0.05)]
    s.add(curve(np.array([*left, (-0.7, -1.05), *right])), "accent")


def ball_tail(s: Sketch) -> None:
    s.add(ribbon([(0, 0), (-0.45, -0.02), (-0.62, -0.45)], [0.16] * 3))
    s.add(egg(-0.62, -0.45, 0.27, 0.27), "accent")


def arrow_tail(s: Sketch) -> None:
    s.add(ribbon([(0, 0), (-0.45, 0.05), (-0.7, -0.4)], [0.22, 0.16, 0.1]))
    s.add(np.array([(-0.96, -0.26), (-0.76, -0.82), (-0.46, -0.34)]), "accent")


TAILS: tuple[Feature, ...] = (bushy_tail, curled_tail, flame_tail, ball_tail, arrow_tail)


def skin_wing(s: Sketch) -> None:
    upper = [(0, 0.2), (0.15, -0.35), (0.6, -0.8), (1.0, -0.6)]
    lower = [(0.92, -0.1), (0.72, -0.22), (0.6, 0.2), (0.42, 0.02), (0.25, 0.35)]
    s.add(np.array([*upper, *lower]), "accent")


def feathered_wing(s: Sketch) -> None:
    for tip in ((0.75, 0.45), (0.95, 0.05), (0.95, -0.4)):
        s.add(leaf((0, 0), tip, 0.42), "accent")


def claw(s: Sketch) -> None:
    s.add(egg(0, 0, 1, 1.05), "accent")
    s.detail(leaf((-0.1, -1.1), (0, 0.1), 0.5), "line")


def limb(s: Sketch, start: Sequence[float], end: Sequence[float], width: float, far: bool) -> None:
    """An arm or leg that ends a little wider, in a paw of another colour; `far` lies in shade."""
    paw = (egg(end[0], end[1], width * 0.75, width * 0.55), "far" if far else "accent")
    shape = ribbon([start, between(start, end, 0.5), end], [width * 0.9, width, width * 1.15])
    s.add(shape, "far" if far else "body", [paw])


def spikes(s: Sketch, roots: Sequence[Sequence[float]], size: float) -> None:
    """A row of plates that point away from the origin."""
    for x, y in roots:
        away = 1 + size / max(math.hypot(x, y), 0.2)
        s.add(leaf((x * 0.85, y * 0.85), (x * away, y * away), size * 0.9), "accent")


def belly(x: float, y: float, rx: float, ry: float) -> Mark:
    return egg(x, y, rx, ry), "belly"


# Body plans


def blob(s: Sketch) -> None:
    """A ball with small feet."""
    rx, ry = s.u(0.68, 0.82), s.u(0.62, 0.82)
    if s.chance(0.5):
        s.place(s.rng.choice(TAILS), -rx * 0.7, ry * 0.5, s.u(0.5, 0.7))
    s.place(s.rng.choice(CROWNS), 0, -ry * 0.8, rx * 0.85)
    feet = s.rng.choice(("body", "accent"))
    for side in (-1, 1):
        s.add(egg(side * rx * 0.5 + 0.06, ry * 0.92, 0.25, 0.16), feet)
    marks = [belly(0.05, ry * 0.75, rx * 0.62, ry * 0.7)] if s.chance(0.5) else []
    s.trunk(egg(0, 0, rx, ry, s.u(-0.1, 0.25)), marks)
    if s.chance(0.6):
        for side in (-1, 1):
            s.add(egg(side * rx * 0.98, ry * 0.25, 0.19, 0.12, tilt=side * s.u(-0.7, 0.7)))
    face(s, s.u(0.02, 0.16), -ry * s.u(0.0, 0.2), rx * 0.85)


def quadruped(s: Sketch) -> None:
    """Four legs, the head turned towards us."""
    low, head = s.u(0.72, 0.9), s.u(0.44, 0.54)
    for x in (-0.32, 0.3):
        limb(s, (x, 0.35), (x + 0.06, low - 0.06), 0.22, far=True)
    s.place(s.rng.choice(TAILS), -0.5, 0.15, s.u(0.6, 0.85))
    if s.chance(0.25):
        spikes(s, [(-0.45, -0.05), (-0.25, -0.18), (0.0, -0.2)], 0.28)
    s.trunk(egg(-0.1, 0.28, 0.6, s.u(0.34, 0.42)))
    for x in (-0.5, 0.15):
        limb(s, (x, 0.4), (x, low), 0.25, far=False)
    x, y = s.u(0.28, 0.38), -0.25
    if s.chance(0.25):
        s.add(star(x, y + 0.08, head * 1.4, head * 1.12, 9), "accent")
    s.place(s.rng.choice(CROWNS), x, y - head * 0.75, head)
    skull = egg(x, y, head, head * s.u(0.82, 0.95), s.u(0, 0.15))
    s.add(skull, "body", muzzle(s, x + 0.08, y, head))
    face(s, x + 0.07, y, head)


def biped(s: Sketch) -> None:
    """Upright, with a large head, arms and a belly."""
    head = s.u(0.46, 0.56)
    s.place(s.rng.choice(TAILS), -0.3, 0.6, s.u(0.6, 0.8))
    for side in (-1, 1):
        s.add(egg(side * 0.27 + 0.05, 0.88, 0.22, 0.14))
    s.place(s.rng.choice(CROWNS), 0, -0.4 - head * 0.72, head)
    limb(s, (-0.35, 0.2), (-0.58, s.u(0.0, 0.5)), 0.2, far=False)
    s.trunk(egg(0, 0.4, 0.46, 0.5, 0.12), [belly(0.06, 0.48, 0.3, 0.36)])
    limb(s, (0.33, 0.2), (0.6, s.u(-0.1, 0.5)), 0.2, far=False)
    skull = egg(0, -0.35, head, head * s.u(0.82, 0.95), s.u(-0.05, 0.15))
    s.add(skull, "body", muzzle(s, 0.07, -0.35, head))
    face(s, 0.07, -0.35, head)


def bird(s: Sketch) -> None:
    """A round bird, seen half from the side."""
    rx, ry = s.u(0.6, 0.7), s.u(0.62, 0.74)
    for rise in (-0.05, 0.17, 0.35):
        s.add(leaf((-rx * 0.5, 0.3), (-rx - 0.38, rise), 0.3), "accent")
    for x in (-0.12, 0.22):
        s.add(ribbon([(x, ry * 0.85), (x, ry + 0.2)], [0.09] * 2), "belly")
        s.add(egg(x + 0.07, ry + 0.2, 0.16, 0.07), "belly")
    s.place(s.rng.choice((tuft, crest, sprout, one_horn, bare)), 0.1, -ry * 0.85, 0.5)
    s.trunk(egg(0, 0, rx, ry, s.u(0, 0.2)), [belly(0.25, 0.4, 0.5, 0.55)])
    eyes(s, 0.22, -ry * 0.32, 0.15, rx * 0.38)
    beak = np.array([(-0.17, -0.05), (0.0, -0.12), (0.17, -0.05), (0.03, 0.2)])
    s.add(curve(beak * s.u(0.9, 1.3) + np.array([0.26, -0.06])), "accent")
    s.add(leaf((-rx * 0.2, -0.05), (-rx * s.u(0.75, 1.15), s.u(0.3, 0.55)), 0.46), "far")


def fish(s: Sketch) -> None:
    """Seen from the side, with a fan for a tail."""
    rx, ry = s.u(0.6, 0.72), s.u(0.46, 0.6)
    spread, fin = s.u(0.4, 0.6), s.u(0.35, 0.6)
    for rise in s.rng.choice(((-spread, spread), (-spread, spread, 0))):
        s.add(leaf((-rx * 0.7, 0), (-rx - 0.55, rise), 0.38), "accent")
    back = [(-0.35, -ry * 0.6), (-0.3, -ry - fin * 0.6), (0.1, -ry - fin), (0.3, -ry * 0.6)]
    s.add(curve(np.array(back)), "accent")
    s.add(leaf((-0.05, ry * 0.6), (-0.3, ry + 0.3), 0.3), "accent")
    lure = (rx * 0.95, -ry - 0.1)
    if s.chance(0.3):
        s.add(ribbon([(rx * 0.4, -ry * 0.8), (rx * 0.6, -ry - 0.25), lure], [0.06] * 3))
        s.add(egg(*lure, 0.11, 0.11), "belly")
    s.trunk(egg(0, 0, rx, ry), [belly(0.1, ry * 0.85, rx * 0.9, ry * 0.6)])
    s.add(leaf((0.05, 0.12), (-0.32, 0.32), 0.24), "accent")
    s.place(s.rng.choice((round_eye, button_eye, gem_eye)), rx * 0.45, -ry * 0.2, s.u(0.15, 0.2))
    s.place(smile, rx * 0.74, ry * 0.32, 0.7)


def serpent(s: Sketch) -> None:
    """A coil with a raised head."""
    tail = [(-0.9, 0.25), (-0.72, 0.6), (-0.2, 0.72), (0.4, 0.7), (0.62, 0.42)]
    neck = [(0.4, 0.7), (0.62, 0.42), (0.3, 0.2), (-0.1, 0.12 + s.u(-0.1, 0.1)), (-0.22, -0.15)]
    s.add(leaf((-0.85, 0.35), (-1.0, -0.05), 0.24), "accent")
    s.trunk(ribbon(tail, [0.08, 0.22, 0.34, 0.38, 0.38]))
    s.trunk(ribbon([*neck, (0.05, -0.42)], [0.38, 0.38, 0.36, 0.34, 0.32, 0.34]))
    x, y, head = 0.12, -0.5, s.u(0.4, 0.48)
    if s.chance(0.35):
        s.add(egg(x, y + 0.12, head * 1.35, head * 1.1), "accent")
    s.place(s.rng.choice(CROWNS), x, y - head * 0.7, head * 0.9)
    s.add(egg(x, y, head, head * 0.82, 0.12), "body", muzzle(s, x + 0.1, y, head))
    face(s, x + 0.1, y - 0.02, head * 0.9)


def bug(s: Sketch) -> None:
    """A bee or beetle: banded abdomen, legs, wings."""
    for x in (-0.45, -0.1, 0.2):
        s.add(ribbon([(x, 0.35), (x - 0.08, 0.62), (x + 0.04, 0.86)], [0.13, 0.11, 0.1]), "far")
    if s.chance(0.75):
        for tip, width in (((-0.75, -0.75), 0.4), ((-0.25, -0.95), 0.44)):
            s.add(leaf((0.0, 0.05), tip, width), "belly")
    if s.chance(0.35):
        s.add(leaf((-0.7, 0.25), (-1.1, 0.38), 0.16), "belly")
    rear = egg(-0.3, 0.2, s.u(0.52, 0.6), 0.42, tilt=s.u(-0.2, 0.1))
    bands = [(egg(x, 0.2, 0.07, 0.6, tilt=0.15), "accent") for x in (-0.72, -0.46, -0.2)]
    s.add(rear, "body", bands if s.chance(0.7) else pattern(s, rear))
    x, y, head = 0.38, -0.1, s.u(0.4, 0.47)
    s.place(s.rng.choice((antennae, antennae, horns, one_horn, crest)), x, y - head * 0.75, head)
    s.add(egg(x, y, head, head * 0.92), "body", muzzle(s, x + 0.08, y, head))
    face(s, x + 0.08, y, head)


def moth(s: Sketch) -> None:
    """Four patterned wings about a furry body."""
    reach, rise = s.u(0.8, 0.95), s.u(0.55, 0.8)
    wing, spot = s.rng.choice((("accent", "belly"), ("belly", "accent"), ("body", "accent")))
    for side in (-1, 1):
        for tip, width in (((side * reach * 0.8, 0.62), 0.5), ((side * reach, -rise), 0.62)):
            centre = between((0, 0), tip, 0.68)
            rings = [(egg(*centre, 0.19, 0.19), spot), (egg(*centre, 0.09, 0.09), "line")]
            s.add(leaf((side * 0.05, 0.05), tip, width, side * 0.06), wing, rings)
    s.trunk(egg(0, 0.35, 0.24, 0.45))
    s.place(antennae, 0, -0.4, 0.42)
    s.add(egg(0, -0.15, 0.36, 0.33))
    face(s, 0.03, -0.17, 0.38)


def ghost(s: Sketch) -> None:
    """A dome with a wavy hem."""
    rx, folds = s.u(0.6, 0.72), 2 * s.rng.choice((3, 4)) + 1
    down = np.where(np.arange(folds) % 2, 0.52, 0.82) + s.u(-0.05, 0.1)
    hem = np.stack([np.linspace(rx, -rx, folds) + s.u(-0.2, 0.05), down], axis=1)
    s.place(s.rng.choice(CROWNS), 0, -0.75, rx * 0.8)
    s.trunk(curve(np.concatenate([dome(rx, 0.72, -0.15), hem])))
    for side in (-1, 1):
        s.add(egg(side * rx * 1.02, s.u(0.05, 0.25), 0.2, 0.13, tilt=side * s.u(-0.6, 0.4)))
    face(s, 0.08, -0.2, rx * 0.95)


def dome(rx: float, height: float, foot: float) -> Points:
    """The upper half of an ellipse that stands on y = foot, from left to right."""
    angle = np.linspace(np.pi, 2 * np.pi, 11)
    return np.stack([rx * np.cos(angle), foot + height * np.sin(angle)], axis=1)


def jelly(s: Sketch) -> None:
    """A bell over trailing arms."""
    rx = s.u(0.66, 0.78)
    for x, colour in ((-0.45, "accent"), (0.45, "accent"), (-0.16, "belly"), (0.16, "belly")):
        sway, low = s.u(-0.16, 0.16), s.u(0.65, 0.95)
        s.add(ribbon([(x, 0.1), (x + sway, 0.45), (x - sway, low)], [0.2, 0.18, 0.12]), colour)
    if s.chance(0.5):
        s.place(s.rng.choice(CROWNS), 0, -0.72, rx * 0.75)
    rim = [(0.75 * rx, 0.24), (0.38 * rx, 0.3), (0, 0.22), (-0.38 * rx, 0.3), (-0.75 * rx, 0.24)]
    s.trunk(curve(np.concatenate([dome(rx, 0.8, 0.05), np.array(rim)])))
    face(s, 0.06, -0.2, rx * 0.9)


def plant(s: Sketch) -> None:
    """A bulb on roots, with leaves for arms and petals or leaves on top."""
    rx, ry = s.u(0.5, 0.6), s.u(0.46, 0.55)
    for side in (-1, 1):
        s.add(leaf((side * 0.3, 0.35), (side * s.u(0.85, 1.0), s.u(-0.1, 0.4)), 0.36), "far")
        s.add(egg(side * 0.24, 0.3 + ry * 0.92, 0.19, 0.13), "far")
    if s.chance(0.5):
        reach = s.u(0.7, 0.85)
        for angle in np.linspace(0.98 * np.pi, 2.02 * np.pi, s.rng.choice((5, 6, 7))):
            tip = (reach * math.cos(angle), reach * math.sin(angle) - 0.1)
            s.add(leaf((0, -0.05), tip, 0.4), "accent")
    else:
        for lean in (-0.55, 0.55, 0):
            s.add(leaf((0, 0), (lean, -0.92 + abs(lean) * 0.3), 0.42), "accent")
    s.trunk(egg(0, 0.3, rx, ry, s.u(-0.05, 0.25)), [belly(0, 0.75, rx * 0.7, ry * 0.6)])
    face(s, s.u(0, 0.1), 0.22, rx)


def dragon(s: Sketch) -> None:
    """Upright, with wings, horns and a heavy tail."""
    head, span = s.u(0.42, 0.48), s.u(0.75, 0.95)
    wing = s.rng.choice((skin_wing, skin_wing, feathered_wing))
    for side in (-1, 1):
        s.place(wing, side * 0.2, 0.1, span, side)
    tail = [(-0.1, 0.7), (-0.5, 0.85), (-0.85, 0.65), (-0.95, 0.35)]
    s.add(ribbon(tail, [0.4, 0.32, 0.2, 0.08]))
    for side in (-1, 1):
        s.add(egg(side * 0.28 + 0.05, 0.9, 0.22, 0.13))
    plates = [belly(0.05, y, 0.27, 0.13) for y in (0.22, 0.42, 0.62, 0.82)]
    s.trunk(egg(0, 0.45, 0.44, 0.5, 0.15), plates)
    for side in (-1, 1):
        limb(s, (side * 0.34, 0.25), (side * 0.48, 0.5), 0.16, far=False)
    s.place(s.rng.choice((horns, horns, one_horn, crest)), 0.02, -0.3 - head * 0.7, head)
    s.add(egg(0.02, -0.25, head, head * 0.86, 0.12), "body", muzzle(s, 0.1, -0.25, head))
    face(s, 0.1, -0.27, head)


def crab(s: Sketch) -> None:
    """Wide, with claws and eyes on stalks."""
    rx, ry = s.u(0.58, 0.68), s.u(0.4, 0.48)
    for side in (-1, 1):
        for reach in (0.35, 0.6):
            leg = [(side * reach * 0.7, 0.3), (side * (reach + 0.15), 0.55), (side * reach, 0.8)]
            s.add(ribbon(leg, [0.14, 0.12, 0.08]), "far")
        high = s.u(-0.35, -0.1)
        s.add(ribbon([(side * 0.45, 0.25), (side * 0.75, 0.2), (side * 0.8, high)], [0.15] * 3))
        s.place(claw, side * 0.8, high, s.u(0.26, 0.34), side)
        s.add(ribbon([(side * 0.25, 0), (side * 0.28, -0.5)], [0.13] * 2))
    s.trunk(egg(0, 0.2, rx, ry, s.u(-0.15, 0.15)), [belly(0, 0.55, rx * 0.75, ry * 0.55)])
    eyes(s, 0, -0.45, 0.19, 0.28)
    s.place(s.rng.choice((smile, cat_mouth, laugh, fangs)), 0, 0.18, 0.7)


def turtle(s: Sketch) -> None:
    """A domed shell with a head and feet under it."""
    for x in (-0.5, 0.22):
        s.add(egg(x, 0.72, 0.24, 0.18))
    s.add(leaf((-0.6, 0.5), (-1.0, 0.55), 0.24))
    if s.chance(0.4):
        spikes(s, [(-0.6, -0.25), (-0.25, -0.55), (0.15, -0.5)], 0.3)
    ridge = [(-0.85, 0.5), (-0.72, -0.15), (-0.2, -0.6), (0.32, -0.35), (0.55, 0.5), (-0.15, 0.62)]
    shell = curve(np.array(ridge))
    spots = ((-0.5, 0.1), (-0.1, -0.22), (-0.06, 0.24), (0.28, 0.05))
    plates = [(star(x, y, 0.2, 0.17, 3), "line") for x, y in spots]
    dots = [belly(x, y, 0.15, 0.14) for x, y in spots]
    s.add(shell, "accent", s.rng.choice((plates, dots, pattern(s, shell))))
    s.add(ribbon([(-0.82, 0.5), (-0.15, 0.62), (0.52, 0.5)], [0.16] * 3), "belly")
    x, y, head = 0.55, s.u(-0.05, 0.12), s.u(0.38, 0.44)
    if s.chance(0.5):
        s.place(s.rng.choice((one_horn, sprout, tuft, horns)), x, y - head * 0.7, head * 0.8)
    s.add(egg(x, y, head, head * 0.9))
    face(s, x + 0.06, y - 0.02, head)


def golem(s: Sketch) -> None:
    """A boulder or crystal with floating fists."""
    corners = s.rng.choice((7, 8, 9))
    angle = [2 * math.pi * (i + s.u(-0.22, 0.22)) / corners for i in range(corners)]
    stone = np.array([(math.cos(a), math.sin(a)) for a in angle])
    stone = stone * np.array([[s.u(0.6, 0.78)] for _ in range(corners)])
    if s.chance(0.6):
        crystal = np.array([(-0.16, 0.6), (-0.2, 0.15), (0, 0), (0.2, 0.15), (0.16, 0.6)])
        for top in ((-0.35, -0.85), (0.4, -0.8), (0.0, -1.05)):
            s.add(crystal + np.array(top), "accent")
    else:
        s.place(s.rng.choice(CROWNS), 0, -0.6, 0.6)
    for side in (-1, 1):
        s.add(block(side * 0.3, 0.72, 0.22, 0.16), "far")
    facets = [(np.array([*stone[i : i + 2], (0, 0.1)]) * 1.05, "far") for i in (0, 2)]
    s.trunk(stone, facets)
    for side in (-1, 1):
        s.add(block(side * 0.84, s.u(0.15, 0.45), 0.21, 0.2))
    face(s, 0.05, -0.1, 0.62)


def mushroom(s: Sketch) -> None:
    """A spotted cap over a pale foot with a face."""
    for side in (-1, 1):
        s.add(egg(side * 0.24 + 0.04, 0.86, 0.2, 0.12), "far")
        s.add(egg(side * 0.5, 0.45, 0.17, 0.11, tilt=side * s.u(-0.5, 0.5)), "belly")
    s.add(egg(0, 0.4, 0.46, 0.48, 0.12), "belly")
    face(s, 0.05, 0.38, 0.46)
    rx, top, peak = s.u(0.76, 0.9), s.u(0.7, 0.85), s.u(-0.15, 0.15)
    over = [(-rx, 0.1), (-rx * 0.8, -top * 0.55), (peak, -top), (rx * 0.8, -top * 0.55), (rx, 0.1)]
    under = [(rx * 0.45, 0.16), (0, 0.05), (-rx * 0.45, 0.16)]
    spots = ((-0.45, -0.25, 0.16), (0.1, -0.48, 0.2), (0.55, -0.15, 0.15), (-0.05, -0.02, 0.1))
    marks = [(egg(x, y, r, r * 0.85), "accent") for x, y, r in spots]
    s.add(curve(np.array([*over, *under])), "body", marks)


def snail(s: Sketch) -> None:
    """A coiled shell on a soft foot."""
    for x, tip in ((0.45, 0.35), (0.65, 0.78)):
        s.add(ribbon([(x, 0), (tip, s.u(-0.7, -0.55))], [0.1] * 2))
        s.add(egg(tip, -0.66, 0.1, 0.1), "accent")
    back = [(-0.95, 0.72), (-0.5, 0.45), (0.2, 0.35), (0.4, -0.1)]
    front = [(0.75, -0.05), (0.8, 0.4), (0.6, 0.75), (-0.2, 0.82)]
    s.add(curve(np.array([*back, *front])), "body", [belly(0, 0.95, 0.9, 0.28)])
    radius, centre = s.u(0.54, 0.62), np.array([-0.22, -0.05])
    s.trunk(egg(-0.22, -0.05, radius, radius), colour=s.rng.choice(("accent", "body", "belly")))
    turn = np.linspace(0.5, 4.2 * math.pi, 26)[:, None]
    spiral = centre + radius * turn / 14.5 * np.concatenate([np.cos(turn), np.sin(turn)], axis=1)
    s.detail(ribbon(spiral.tolist(), [0.04, 0.08, 0.09]), "line")
    s.add(egg(0.6, -0.02, 0.38, 0.35))
    face(s, 0.64, -0.04, 0.38)


def spirit(s: Sketch) -> None:
    """A floating head with a ruff and a wisp of a tail."""
    head, rays = s.u(0.52, 0.6), s.rng.choice((7, 9, 11))
    wisp = [(0, 0.2), (-0.1, 0.65), (-0.4, 0.85), (-0.62, 0.65)]
    s.add(ribbon(wisp, [0.6, 0.4, 0.22, 0.06]))
    ruff = star(0, -0.1, head * s.u(1.35, 1.55), head * 1.05, rays, s.u(0, 0.4))
    s.add(curve(ruff) if s.chance(0.5) else ruff, "accent")
    if s.chance(0.6):
        s.place(s.rng.choice(CROWNS), 0, -0.1 - head * 0.75, head * 0.9)
    s.trunk(egg(0, -0.1, head, head * 0.92))
    for side in (-1, 1):
        s.add(egg(side * head * 1.1, 0.3, 0.16, 0.12))
    face(s, 0.06, -0.12, head)


BODY_PLANS: dict[str, Feature] = {
    plan.__name__: plan
    for plan in (blob, quadruped, biped, bird, fish, serpent, bug, moth, ghost, jelly, plant,
                 dragon, crab, turtle, golem, mushroom, snail, spirit)
}  # fmt: skip


# The painter


def pose(parts: Sequence[Part], tilt: float, facing: int, extent: float) -> list[Part]:
    """Turn the parts and fit them centred into [0, 1], `extent` along the longer side."""
    stood = [part.moved(lambda points: turned(points * (facing, 1), tilt)) for part in parts]
    everything = np.concatenate([part.points for part in stood])
    low, high = everything.min(axis=0), everything.max(axis=0)
    scale = (extent - 2 * STROKE) / float((high - low).max())
    shift = 0.5 - (low + high) / 2 * scale
    return [part.moved(lambda points: points * scale + shift) for part in stood]


def paint(parts: Iterable[Part], palette: Palette, canvas_px: int) -> Image.Image:
    """Parts in [0, 1] as a hard-edged RGBA picture."""
    canvas = Image.new("RGBA", (canvas_px, canvas_px))
    pen = ImageDraw.Draw(canvas)
    stroke = max(1, round(STROKE * canvas_px))
    for part in parts:
        outline = on_grid(part.points, canvas_px)
        if part.lined:
            ring = [*outline, *outline[:2]]  # the second point again, to round the last corner
            pen.line(ring, fill=palette["line"], width=2 * stroke, joint="curve")
        fill(canvas, part, outline, palette)
    return canvas


def on_grid(points: Points, canvas_px: int) -> list[Pixel]:
    """Whole pixels, so that the last bit of a sine changes no picture between machines."""
    return [(round(x), round(y)) for x, y in (points * canvas_px).tolist()]


def fill(canvas: Image.Image, part: Part, outline: list[Pixel], palette: Palette) -> None:
    """Paint the inside of one part: colour, marks, light from the upper left."""
    across, down = [x for x, _ in outline], [y for _, y in outline]
    left, top = min(across), min(down)
    size = (max(across) - left + 1, max(down) - top + 1)
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in outline], fill=255)
    tile = Image.new("RGB", size, palette[part.colour])
    if part.blend:
        tile.paste(palette[part.blend], (0, 0, *size), Image.linear_gradient("L").resize(size))
    pen = ImageDraw.Draw(tile)
    for points, colour in part.marks:
        mark = [(x - left, y - top) for x, y in on_grid(points, canvas.width)]
        pen.polygon(mark, fill=palette[colour])
    if part.solid:
        shade(tile, mask, palette["line"])
    canvas.paste(tile, (left, top), mask)


def shade(tile: Image.Image, mask: Image.Image, dark: Colour) -> None:
    """Lighten a spot at the upper left of `tile` and darken the rim at the lower right."""
    width, height = tile.size
    glow = Image.new("L", tile.size)
    box = (width * 0.16, height * 0.1, width * 0.5, height * 0.36)
    ImageDraw.Draw(glow).ellipse(box, fill=70)
    tile.paste((255, 255, 255), (0, 0, width, height), glow)
    reach = max(2, min(width, height) // 7)
    lit = Image.new("L", tile.size)
    lit.paste(mask, (-reach // 2, -reach))
    shadow = Image.blend(tile, Image.new("RGB", tile.size, dark), 0.28)
    tile.paste(shadow, (0, 0), ImageChops.invert(lit))
