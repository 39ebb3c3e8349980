"""Strands by the thousand: so faint that 8 bits would lose them singly, or added one by one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Self

import cairo
import numpy as np

from scenes.engine.raster import Bitmap, draw_strands, paint_bitmap
from scenes.engine.shelf import Shelf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["SHELF", "Standing", "draw_bundle"]

SHELF = Shelf()
"""Where bundles are kept that other processes draw again."""

_FAINT = 1 / 8
"""Strands below this opacity are added up before they are rounded to 8 bits."""

_LEVELS = 40
"""Added up in 8 bits, the strongest is so many of the 255 steps: that is fine enough, and half a
dozen can cross in a pixel. So many are added up as would, side by side, just cover the bitmap."""

_INVISIBLE, _LEFT_OUT = 1 / 128, 1 / 256
"""Strands below the one opacity are left out if together they cover less than the other: one step
of 8 bits."""


def draw_bundle(
    bitmap: Bitmap,
    starts: Floats,
    ends: Floats,
    colours: Floats,
    widths: Floats,
    dashes: Floats | None = None,
) -> None:
    """Draw N straight strands into an empty bitmap.

    The faint ones lie below the others, which lie in the order given: the last on top. What the
    faint ones let through is multiplied, as if each were painted over those before; where two
    cross, their colours are mixed evenly.

    Parameters
    ----------
    bitmap
        Where to draw.
    starts, ends
        ``(N, 2)`` end points, in pixels of the frame.
    colours
        ``(N, 4)`` straight RGBA in [0, 1].
    widths
        ``(N,)``, in pixels.
    dashes
        ``(N,)``, as for `draw_strands`.
    """
    columns = [starts, ends, colours, widths]
    rows = np.column_stack(columns if dashes is None else [*columns, dashes])
    drawn_from = np.array([bitmap.x, bitmap.y]), rows
    SHELF.fill(_pixels(bitmap.surface), drawn_from, lambda: _draw_bundle(bitmap, rows))
    bitmap.surface.mark_dirty()


def _draw_bundle(bitmap: Bitmap, rows: Floats) -> None:
    faint = rows[:, 7] < _FAINT
    pixels = _pixels(bitmap.surface)
    visible = _visible(rows[faint], pixels[..., 0].size)
    if len(visible):
        pixels[...] = _rounded(_added_up(bitmap, visible))
        bitmap.surface.mark_dirty()
    draw_strands(bitmap.context(), *_columns(rows[~faint]))
    bitmap.surface.flush()


def _visible(rows: Floats, area: int) -> Floats:
    """Return the strands, the faintest first, without those that are too faint to count."""
    rows = rows[np.argsort(rows[:, 7])]
    faintest = rows[:, 7] < _INVISIBLE
    together = np.cumsum(rows[:, 7] * _areas(rows)) / area
    return rows[~faintest | (together > _LEFT_OUT)]


def _columns(rows: Floats) -> list[Floats]:
    """Return the starts, ends, colours and widths, and the dashes if there are any."""
    return [rows[:, :2], rows[:, 2:4], rows[:, 4:8], *rows[:, 8:].T]


def _areas(rows: Floats) -> Floats:
    areas: Floats = rows[:, 8] * np.hypot(*(rows[:, 2:4] - rows[:, :2]).T)
    return areas


def _added_up(bitmap: Bitmap, rows: Floats) -> NDArray[np.float32]:
    """Return the summed optical depths ``(height, width, 4)``, of the colours and of all.

    The optical depth is minus the logarithm of what is let through: those of strands add up.
    """
    total = np.zeros(_pixels(bitmap.surface).shape, dtype=np.float32)
    batches = np.cumsum(_areas(rows)) // total[..., 0].size
    for batch in np.split(rows.copy(), np.flatnonzero(np.diff(batches)) + 1):
        depths = -np.log1p(-batch[:, 7])
        unit = depths.max() / _LEVELS
        levels = np.maximum(np.rint(depths / unit), 1)
        # Cairo cuts colours off to 8 bits; whole steps of what it multiplies with alpha survive.
        batch[:, 4:7] = np.rint(batch[:, 4:7] * levels[:, None]) / levels[:, None]
        batch[:, 7] = levels / 255
        part = bitmap.alike()
        ctx = part.context()
        ctx.set_operator(cairo.OPERATOR_ADD)
        draw_strands(ctx, *_columns(batch))
        part.surface.flush()
        total += _pixels(part.surface) * np.float32(unit)
    return total


def _rounded(depths: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return premultiplied pixels for optical depths."""
    depth = depths[..., 3:]
    alpha = -np.expm1(-depth)
    pixels = depths * (255 * alpha / np.maximum(depth, 1e-9)) + 0.5
    return np.minimum(pixels, 255 * alpha + 0.5).astype(np.uint8)


def _pixels(surface: cairo.ImageSurface) -> NDArray[np.uint8]:
    """Return a surface's bytes ``(height, width, 4)``, which can be written to."""
    return np.frombuffer(surface.get_data(), dtype=np.uint8).reshape(
        surface.get_height(), surface.get_width(), 4
    )


class Standing:
    """Draws strands in their order; those that come first and stay as they were are kept.

    Parameters
    ----------
    round_ends
        So that no seam is seen where strands meet.
    """

    def __init__(self, *, round_ends: bool = False) -> None:
        self._round = round_ends
        self._last, self._drawn = np.zeros((0, 9)), 0
        self._kept = Bitmap.blank(0, 0, 0, 0)
        self._box: tuple[float, ...] = ()

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Begin anew: a copy goes on by itself."""
        return type(self)(round_ends=self._round)

    def picture(
        self,
        room: Floats,
        starts: Floats,
        ends: Floats,
        colours: Floats,
        widths: Floats,
        dashes: Floats | None = None,
    ) -> Bitmap:
        """Return the picture of N strands; the next call may draw into it.

        Parameters
        ----------
        room
            ``(M, 2)`` points, in pixels, between which all strands lie, now and as long as more
            are added to them.
        starts, ends, colours, widths, dashes
            As for `draw_strands`.
        """
        columns = [starts, ends, colours, widths]
        rows = np.column_stack(columns if dashes is None else [*columns, dashes])
        edge = math.ceil(widths.max(initial=0.0) / 2) + 2
        box = (*(room.min(axis=0) - edge).tolist(), *(room.max(axis=0) + edge).tolist())
        stand = _standing(self._last, rows)
        self._last = rows
        if stand < self._drawn or (stand > self._drawn and box != self._box):
            self._kept, self._box, self._drawn = Bitmap.blank(*box), box, 0
        self._draw(self._kept, rows[self._drawn : stand])
        self._drawn = stand
        if stand == len(rows):
            return self._kept
        whole = Bitmap.blank(*box)
        if stand:
            paint_bitmap(whole.context(), self._kept)
        self._draw(whole, rows[stand:])
        return whole

    def _draw(self, bitmap: Bitmap, rows: Floats) -> None:
        ctx = bitmap.context()
        if self._round:
            ctx.set_line_cap(cairo.LINE_CAP_ROUND)
        draw_strands(ctx, *_columns(rows))


def _standing(last: Floats, rows: Floats) -> int:
    """Return how many of the first strands are as they were."""
    if last.shape[1] != rows.shape[1]:
        return 0
    both = min(len(last), len(rows))
    changed = (last[:both] != rows[:both]).any(axis=1)
    return int(np.argmax(changed)) if changed.any() else both
