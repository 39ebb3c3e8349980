"""Digits cut out of something larger: with lines or a strip along their edges, or to their box."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

import netcore

Floats = NDArray[np.float64]
Cut = tuple[int, Floats]
"""A label, and a picture, (height, width), in [0, 1]."""


def with_lines(number: int, edges: int, rng: np.random.Generator) -> Cut:
    """Return a cell cut from a grid, with a line along so many of its edges."""
    label, ink = _ink(number, rng)
    side = len(ink)
    page = _on_paper(np.pad(ink, int(side * rng.uniform(0, 0.5))), rng)
    thick = int(rng.integers(1, max(2, round(0.06 * side)) + 1))
    grey = rng.choice([0.0, rng.uniform(0, 0.6)])
    for edge in rng.permutation(4)[:edges]:
        upper = np.rot90(page, edge)[:thick]
        upper[:] = np.minimum(upper, grey)
    return label, _grained(page, rng)


def with_strip(number: int, rng: np.random.Generator) -> Cut:
    """Return a page with the dark strip that a scanner leaves beside it."""
    label, ink = _ink(number, rng)
    page = _on_paper(np.pad(ink, int(len(ink) * rng.uniform(0, 0.5))), rng)
    width = max(1, int(len(page) * rng.uniform(0.02, 0.12)))
    edge, grey = int(rng.integers(4)), rng.choice([0.0, rng.uniform(0, 0.5)])
    upright = np.pad(np.rot90(page, edge), [(width, 0), (0, 0)], constant_values=grey)
    return label, _grained(np.rot90(upright, -edge), rng)


def without_margin(number: int, rng: np.random.Generator) -> Cut:
    """Return a digit cut to its very box."""
    label, ink = _ink(number, rng)
    rows, columns = (np.flatnonzero((ink > 0.3).any(axis=axis)) for axis in (1, 0))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return label, _grained(_on_paper(cut, rng), rng)


def _ink(number: int, rng: np.random.Generator) -> Cut:
    """Return a sample digit, enlarged or as it is, bright on black."""
    digits = netcore.sample_digits()
    label = number % 10
    image = digits.image(label, number // 10 % digits.count(label))
    side = 28 if rng.random() < 0.5 else int(rng.integers(29, 160))
    return label, np.clip(ndimage.zoom(image, side / 28, order=1), 0, 1)


def _on_paper(ink: Floats, rng: np.random.Generator) -> Floats:
    paper = rng.choice([1.0, rng.uniform(0.8, 1.0)])
    return np.asarray(paper - ink * (paper - rng.choice([0.0, rng.uniform(0, 0.2)])))


def _grained(page: Floats, rng: np.random.Generator) -> Floats:
    grain = rng.choice([0.0, 0.01]) * rng.normal(size=page.shape)
    return np.asarray(np.clip(page + grain, 0, 1))
