"""Digits drawn with a pen on paper and photographed, made up for tuning the preparation.

Strokes are splines through jittered points, drawn as distances from the line; the photo is light,
shadow, ruling, blur and grain in arrays. `photographed_digits` is the other generator: it shares
nothing with this one, and the preparation was never tuned on it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

FloatArray = NDArray[np.float64]

# Strokes as points (x right, y down) in a box one high; a list of strokes a variant.
SKELETONS: dict[int, list[list[list[tuple[float, float]]]]] = {
    0: [
        [
            [
                (0.35, 0.02),
                (0.1, 0.25),
                (0.05, 0.6),
                (0.25, 0.97),
                (0.5, 0.85),
                (0.62, 0.5),
                (0.55, 0.15),
                (0.33, 0.02),
            ]
        ],
        [
            [
                (0.3, 0.0),
                (0.02, 0.3),
                (0.05, 0.75),
                (0.35, 1.0),
                (0.65, 0.75),
                (0.65, 0.3),
                (0.4, 0.02),
                (0.25, 0.06),
            ]
        ],
    ],
    1: [
        [[(0.3, 0.0), (0.28, 0.5), (0.26, 1.0)]],
        [[(0.15, 0.22), (0.3, 0.08), (0.36, 0.0)], [(0.36, 0.0), (0.34, 0.5), (0.32, 1.0)]],
        [[(0.45, 0.0), (0.32, 0.5), (0.2, 1.0)]],
    ],
    2: [
        [
            [
                (0.08, 0.25),
                (0.2, 0.04),
                (0.45, 0.04),
                (0.55, 0.25),
                (0.4, 0.55),
                (0.18, 0.8),
                (0.05, 0.97),
            ],
            [(0.05, 0.97), (0.35, 0.95), (0.68, 0.96)],
        ],
        [
            [
                (0.05, 0.2),
                (0.25, 0.0),
                (0.5, 0.1),
                (0.5, 0.4),
                (0.25, 0.8),
                (0.08, 0.95),
                (0.1, 0.82),
                (0.3, 0.86),
                (0.65, 0.98),
            ]
        ],
    ],
    3: [
        [
            [(0.08, 0.1), (0.3, 0.0), (0.52, 0.12), (0.46, 0.36), (0.22, 0.46)],
            [(0.22, 0.46), (0.5, 0.54), (0.6, 0.75), (0.4, 0.97), (0.15, 0.98), (0.02, 0.88)],
        ],
        [
            [
                (0.05, 0.05),
                (0.35, 0.02),
                (0.5, 0.18),
                (0.38, 0.38),
                (0.25, 0.45),
                (0.5, 0.55),
                (0.55, 0.8),
                (0.3, 1.0),
                (0.03, 0.93),
            ]
        ],
    ],
    4: [
        [
            [(0.12, 0.0), (0.08, 0.3), (0.08, 0.52)],
            [(0.08, 0.52), (0.4, 0.5), (0.72, 0.48)],
            [(0.52, 0.02), (0.5, 0.5), (0.48, 1.0)],
        ],
        [
            [(0.4, 0.0), (0.2, 0.32), (0.02, 0.6)],
            [(0.02, 0.6), (0.35, 0.6), (0.75, 0.58)],
            [(0.5, 0.25), (0.5, 0.6), (0.48, 1.0)],
        ],
    ],
    5: [
        [
            [(0.15, 0.02), (0.13, 0.25), (0.1, 0.45)],
            [(0.1, 0.45), (0.35, 0.36), (0.58, 0.55), (0.55, 0.85), (0.3, 1.0), (0.02, 0.92)],
            [(0.15, 0.02), (0.38, 0.02), (0.62, 0.0)],
        ],
        [
            [(0.6, 0.02), (0.4, 0.03), (0.2, 0.04)],
            [(0.2, 0.04), (0.17, 0.25), (0.14, 0.42)],
            [(0.14, 0.42), (0.4, 0.4), (0.55, 0.65), (0.4, 0.95), (0.05, 0.95)],
        ],
    ],
    6: [
        [
            [
                (0.5, 0.02),
                (0.2, 0.3),
                (0.05, 0.65),
                (0.2, 0.97),
                (0.5, 0.9),
                (0.56, 0.65),
                (0.35, 0.52),
                (0.12, 0.68),
            ]
        ],
        [
            [
                (0.4, 0.0),
                (0.15, 0.35),
                (0.08, 0.75),
                (0.3, 1.0),
                (0.52, 0.8),
                (0.42, 0.6),
                (0.2, 0.62),
                (0.1, 0.78),
            ]
        ],
    ],
    7: [
        [[(0.02, 0.06), (0.3, 0.04), (0.6, 0.02)], [(0.6, 0.02), (0.42, 0.4), (0.25, 1.0)]],
        [
            [(0.02, 0.1), (0.3, 0.05), (0.6, 0.06)],
            [(0.6, 0.06), (0.4, 0.5), (0.3, 1.0)],
            [(0.2, 0.5), (0.4, 0.48), (0.6, 0.46)],
        ],
        [
            [(0.05, 0.2), (0.06, 0.05)],
            [(0.06, 0.05), (0.3, 0.04), (0.58, 0.0)],
            [(0.58, 0.0), (0.45, 0.4), (0.35, 1.0)],
        ],
    ],
    8: [
        [
            [
                (0.5, 0.12),
                (0.28, 0.0),
                (0.1, 0.18),
                (0.28, 0.42),
                (0.52, 0.68),
                (0.48, 0.95),
                (0.2, 0.98),
                (0.08, 0.75),
                (0.3, 0.48),
                (0.5, 0.28),
                (0.48, 0.1),
            ]
        ],
        [
            [(0.3, 0.0), (0.1, 0.2), (0.3, 0.45), (0.5, 0.22), (0.3, 0.0)],
            [(0.3, 0.45), (0.05, 0.72), (0.3, 1.0), (0.55, 0.72), (0.3, 0.45)],
        ],
    ],
    9: [
        [
            [(0.55, 0.15), (0.3, 0.0), (0.08, 0.2), (0.2, 0.45), (0.48, 0.35), (0.56, 0.12)],
            [(0.56, 0.12), (0.52, 0.5), (0.45, 1.0)],
        ],
        [
            [(0.5, 0.1), (0.2, 0.05), (0.05, 0.3), (0.25, 0.48), (0.5, 0.25), (0.52, 0.1)],
            [(0.52, 0.1), (0.5, 0.6), (0.35, 0.92), (0.1, 0.98)],
        ],
    ],
}

# Black, blue and red pens, and a pencil.
INKS = np.array([[0.08, 0.08, 0.1], [0.1, 0.15, 0.5], [0.65, 0.1, 0.12], [0.35, 0.35, 0.36]])


class Photo(NamedTuple):
    """A made-up photo: uint8, (height, width, 3), the digit on it, and its ink alone."""

    picture: NDArray[np.uint8]
    label: int
    ink: FloatArray


def draw_strokes(
    label: int, shape: tuple[int, int], size: float, pen: float, rng: np.random.Generator
) -> FloatArray:
    """Return the ink of a digit ``size`` pixels high, its pen ``pen`` pixels wide, in [0, 1]."""
    variants = SKELETONS[label]
    turn, slant = np.radians(rng.uniform(-12, 12)), rng.uniform(-0.15, 0.2)
    wide = rng.uniform(0.85, 1.15)
    spread = np.array([[wide, -slant], [0.0, 1.0]])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    strokes = [
        (_spline(np.array(stroke), size, rng) - [0.3, 0.5]) @ (rotation @ spread).T * size
        for stroke in variants[rng.integers(len(variants))]
    ]
    extent = np.ptp(np.concatenate(strokes), axis=0) / 2 + pen
    middle = np.array(
        [
            rng.uniform(min(reach, side / 2), max(side - reach, side / 2))
            for reach, side in zip(extent, shape[::-1], strict=True)
        ]
    )
    untouched = np.ones(shape, dtype=bool)
    for points in strokes:
        columns, rows = np.rint(points + middle).astype(int).T
        inside = (rows >= 0) & (rows < shape[0]) & (columns >= 0) & (columns < shape[1])
        untouched[rows[inside], columns[inside]] = False
    distance = ndimage.distance_transform_edt(untouched)
    pressure = 1 + 0.25 * _blotches(shape, size / 3, rng)
    return np.asarray(np.clip(pen / 2 * pressure + 0.5 - distance, 0, 1))


def _spline(points: FloatArray, size: float, rng: np.random.Generator) -> FloatArray:
    """Return dense points of a Catmull-Rom spline through the jittered ``points``."""
    points = points + rng.normal(0, 0.018, points.shape)
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    share = np.linspace(0, 1, max(8, int(size)))[:, None]
    pieces = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            start
            + 0.5 * share * (end - before)
            + share**2 * (before - 2.5 * start + 2 * end - 0.5 * after)
            + share**3 * (1.5 * (start - end) + 0.5 * (after - before))
        )
    return np.concatenate(pieces)


def _blotches(shape: tuple[int, int], scale: float, rng: np.random.Generator) -> FloatArray:
    """Return smooth random values with features of ``scale`` pixels, about [-1, 1]."""
    coarse = rng.normal(size=tuple(max(2, int(np.ceil(side / scale)) + 1) for side in shape))
    rows, columns = (
        np.linspace(0, count - 1, side) for count, side in zip(coarse.shape, shape, strict=True)
    )
    grid = np.meshgrid(rows, columns, indexing="ij")
    return np.asarray(np.clip(ndimage.map_coordinates(coarse, grid, order=1), -2, 2) / 2)


def _lines(shape: tuple[int, int], rng: np.random.Generator) -> FloatArray:
    """Return the ruling of lined or squared paper, turned a little, in [0, 1]."""
    rows, columns = np.mgrid[: shape[0], : shape[1]].astype(float)
    turn = np.radians(rng.uniform(-8, 8))
    spacing = rng.uniform(0.05, 0.16) * max(shape)
    width = rng.uniform(0.8, max(1.0, 0.004 * max(shape)))

    def family(across: FloatArray) -> FloatArray:
        off = np.abs((across + rng.uniform(0, spacing)) % spacing - spacing / 2)
        return np.clip(width / 2 + 0.5 - off, 0, 1)

    level = family(rows * np.cos(turn) - columns * np.sin(turn))
    if rng.random() < 0.5:
        return level
    return np.maximum(level, family(rows * np.sin(turn) + columns * np.cos(turn)))


def _light(shape: tuple[int, int], rng: np.random.Generator) -> FloatArray:
    """Return uneven light: a slope, a vignette and perhaps a shadow with a soft edge."""
    rows, columns = (axis / max(shape) - 0.5 for axis in np.mgrid[: shape[0], : shape[1]])
    way = rng.uniform(0, 2 * np.pi)
    light = 1 + rng.uniform(0, 0.5) * (rows * np.sin(way) + columns * np.cos(way))
    light = light - rng.uniform(0, 0.5) * (rows**2 + columns**2)
    if rng.random() < 0.5:
        way, place = rng.uniform(0, 2 * np.pi), rng.uniform(-0.3, 0.3)
        side = rows * np.sin(way) + columns * np.cos(way) - place
        light = light * (1 - rng.uniform(0.2, 0.5) / (1 + np.exp(-side / rng.uniform(0.01, 0.1))))
    if rng.random() < 0.25:
        way, place, half = rng.uniform(0, 2 * np.pi), rng.uniform(-0.3, 0.3), rng.uniform(0.03, 0.2)
        off = np.abs(rows * np.sin(way) + columns * np.cos(way) - place) - half
        light = light * (1 - rng.uniform(0.2, 0.5) / (1 + np.exp(off / rng.uniform(0.01, 0.05))))
    return np.asarray(light / light.max())


def photo_of_digit(label: int, rng: np.random.Generator) -> Photo:
    """Draw a digit and photograph it: any pen and paper, light and camera."""
    shape = (int(rng.integers(160, 700)), int(rng.integers(160, 700)))
    size = min(shape) * rng.uniform(0.25, 0.8)
    pens = rng.uniform(0.02, 0.13), rng.uniform(0.1, 0.24)
    pen = max(1.5, size * float(rng.choice(pens, p=[0.8, 0.2])))
    ink = draw_strokes(label, shape, size, pen, rng)
    chalk = rng.random() < 0.2
    light = rng.uniform(0.75, 0.95) + rng.uniform(-0.06, 0.06, 3)
    paper = rng.uniform(0.05, 0.3, 3) if chalk else light
    colour = rng.uniform(0.75, 1.0, 3) if chalk else rng.choice(INKS)
    page = np.ones((*shape, 3)) * paper
    page += 0.02 * _blotches(shape, 4, rng)[:, :, None]
    if rng.random() < 0.5:
        tint = rng.uniform(0.1, 0.4)
        printed = np.array([0.45, 0.55, 0.75]) if not chalk else np.array([0.6, 0.6, 0.6])
        page += (tint * _lines(shape, rng))[:, :, None] * (printed - page)
    page += (ink * rng.uniform(0.8, 1.0))[:, :, None] * (colour - page)
    page *= _light(shape, rng)[:, :, None]
    page = ndimage.gaussian_filter(page, (rng.uniform(0, 1.5),) * 2 + (0,))
    page += rng.normal(0, rng.uniform(0, 0.05), page.shape)
    return Photo(np.rint(np.clip(page, 0, 1) * 255).astype(np.uint8), label, ink)
