"""Body plans: each draws a whole creature, its trunk about one long, looking to the right."""

from __future__ import annotations

import math

import numpy as np

from pokegan.data.synthetic.faces import (
    button_eye,
    cat_mouth,
    eyes,
    face,
    fangs,
    gem_eye,
    laugh,
    muzzle,
    round_eye,
    smile,
)
from pokegan.data.synthetic.growths import (
    CROWNS,
    TAILS,
    antennae,
    bare,
    claw,
    crest,
    feathered_wing,
    horns,
    limb,
    one_horn,
    skin_wing,
    spikes,
    sprout,
    tuft,
)
from pokegan.data.synthetic.outlines import Points, between, block, curve, egg, leaf, ribbon, star
from pokegan.data.synthetic.sketch import Feature, Sketch, belly, pattern


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
