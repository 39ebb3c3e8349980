"""Stamps: how much of each pixel a small disc or rounded box covers, kept to be painted through."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import cairo
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["SQUARE", "TOLERANCE", "outline", "stamp", "stamps"]

SQUARE = 0.05
"""Corners of a smaller radius are square, in pixels."""

TOLERANCE = 0.03
"""How far a curve may be off, in pixels: Cairo's 0.1 makes small discs visibly too small."""

_STEPS, _PLACES = 32, 8
"""Of a stamp's size and of its centre's place, to a pixel."""

_THIN = 0.7
"""Outlines from this width on, in pixels, share hardly any pixel with what covers their middle."""


def _under() -> NDArray[np.uint8]:
    """Return for two coverages how strong the first is to be so that the second leaves the rest."""
    here, there = np.mgrid[:256, :256]
    share = np.maximum(here - there, 0) / np.maximum(255 - there, 1)
    strengths: NDArray[np.uint8] = np.rint(255 * share).astype(np.uint8)
    return strengths


_UNDER = _under()


def stamps(
    centres: Floats, reach: Floats, radii: Floats, hole: Floats, empty: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the whole pixel ``(N, 2)`` of each box's stamp, and the stamp's arguments.

    Centres are rounded, not corners: a mark's coats stay concentric, or thin rings would flicker.
    """
    middles = np.rint(centres * _PLACES) * (_STEPS // _PLACES)
    halves = np.rint(reach * _STEPS)
    sizes = np.column_stack([radii, hole * (empty | (hole < _THIN))])
    others = np.column_stack([np.rint(sizes * _STEPS), empty])
    corners = middles - halves
    whole = corners // _STEPS
    together = np.column_stack([whole - 1, halves, corners - whole * _STEPS, others])
    return together.astype(np.int64)


@lru_cache(maxsize=16384)
def stamp(
    across: int, down: int, x: int, y: int, radius: int, hole: int, empty: int
) -> cairo.ImageSurface:
    """Return the coverage of a rounded box, to be painted through.

    Drawing 784 discs takes 15 ms as paths and 2 ms as stamps, and nearly all of them recur.
    Half sizes, the corner's place and its radius count in `_STEPS` a pixel: finer than an eye can
    see. A hole, so far from the edge, stays empty, or will be covered by another stamp: where both
    share a pixel, this one has to be the stronger for what the other takes away.
    """
    size = 2 * across // _STEPS + 4, 2 * down // _STEPS + 4
    whole = _box(size, across, down, x, y, radius)
    if hole:
        cover = _box(size, across - hole, down - hole, x + hole, y + hole, radius - hole)
        here, there = _coverage(whole), _coverage(cover)
        here[...] = here - np.minimum(here, there) if empty else _UNDER[here, there]
        whole.mark_dirty()
    return whole


def _box(
    size: tuple[int, int], across: int, down: int, x: int, y: int, radius: int
) -> cairo.ImageSurface:
    """Return a rounded box in a surface of its own, a pixel from its corner; see `stamp`."""
    surface = cairo.ImageSurface(cairo.FORMAT_A8, *size)
    ctx = cairo.Context(surface)
    ctx.set_tolerance(TOLERANCE)
    ctx.translate(1, 1)
    ctx.scale(1 / _STEPS, 1 / _STEPS)
    outline(ctx, x, y, x + 2 * across, y + 2 * down, max(min(radius, across, down), 0))
    ctx.fill()
    surface.flush()
    return surface


def _coverage(surface: cairo.ImageSurface) -> NDArray[np.uint8]:
    """Return a surface's bytes, which can be written to, with what pads its rows."""
    return np.frombuffer(surface.get_data(), dtype=np.uint8).reshape(surface.get_height(), -1)


def outline(
    ctx: cairo.Context[cairo.ImageSurface],
    left: float,
    top: float,
    right: float,
    bottom: float,
    radius: float,
) -> None:
    """Add a box with rounded corners to the context's path."""
    if radius < SQUARE:
        ctx.rectangle(left, top, right - left, bottom - top)
        return
    quarter = math.pi / 2
    ctx.new_sub_path()
    ctx.arc(right - radius, top + radius, radius, -quarter, 0)
    ctx.arc(right - radius, bottom - radius, radius, 0, quarter)
    ctx.arc(left + radius, bottom - radius, radius, quarter, 2 * quarter)
    ctx.arc(left + radius, top + radius, radius, 2 * quarter, 3 * quarter)
    ctx.close_path()
