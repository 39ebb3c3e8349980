"""Images and weights as grids of squares."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Self

import numpy as np

from scenes.components.grids.marks import Marks
from scenes.engine.raster import draw_strands
from scenes.look.encoding import activation_rgba, rgb, rgba, symmetric_limit, weight_rgba

if TYPE_CHECKING:
    import cairo
    from numpy.typing import ArrayLike, NDArray

    from scenes.engine.raster_mobject import ToPixels
    from scenes.look.theme import Theme

__all__ = ["PixelGrid", "WeightGrid", "folded", "grid_centres", "hairline"]

_HAIRLINE_OPACITY = 0.12
_MINUS_REACH, _MINUS_WIDTH = 0.55, 0.2
"""Of the minus in a square: its length to the side, and its width to its length."""
_SIGNED = 0.3
"""Opacity from which a square has all of its minus."""
_WIDEST = 2.5
"""A block is at most this many times as wide as it is high."""


def hairline(theme: Theme) -> NDArray[np.float64]:
    """Return the colour of the thin lines between the squares of a grid."""
    return rgba(theme.text, _HAIRLINE_OPACITY)


def grid_centres(rows: int, columns: int, cell: float) -> NDArray[np.float64]:
    """Return ``(rows * columns, 2)`` centres, row by row from the upper left, about the origin."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    return np.column_stack([column - (columns - 1) / 2, (rows - 1) / 2 - row]) * cell


def folded(values: ArrayLike) -> NDArray[np.float64]:
    """Fold values ``(n,)`` into a block ``(rows, columns)``, as near to a square as can be.

    All rows are of the same length where that makes no long strip; else the last is shorter, and
    NaN stands in it where there is nothing.
    """
    row = np.asarray(values, dtype=np.float64)
    count = len(row)
    rows = next(rows for rows in range(math.isqrt(count), 0, -1) if count % rows == 0)
    if count > _WIDEST * rows**2:
        rows = math.isqrt(count)
    columns = -(-count // rows)
    block = np.full((-(-count // columns), columns), np.nan)
    block.flat[:count] = row
    return block


class _Grid(Marks):
    """``(rows, columns)`` values as squares without gaps; a NaN has no square."""

    def __init__(self, values: ArrayLike, theme: Theme, height: float) -> None:
        self.values = np.asarray(values, dtype=np.float64)
        self.theme = theme
        rows, columns = self.values.shape
        cell = height / rows
        super().__init__(
            grid_centres(rows, columns, cell)[self._there],
            cell / 2,
            self._colours(self.values.ravel()[self._there]),
            hairline(theme),
        )

    def _colours(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        raise NotImplementedError

    @property
    def _there(self) -> NDArray[np.bool_]:
        """Which places of the grid have a square, ``(rows * columns,)``."""
        there: NDArray[np.bool_] = ~np.isnan(self.values.ravel())
        return there

    @property
    def cell(self) -> float:
        """The side of a square, scene units."""
        return float(self.halves[0, 0] * 2)

    def cell_centre(self, row: int, column: int) -> NDArray[np.float64]:
        """Return the place ``(3,)`` of one square."""
        centre: NDArray[np.float64] = self.centres[row * self.values.shape[1] + column]
        return centre

    @property
    def by_rows(self) -> NDArray[np.float64]:
        """When each square has its turn in a sweep down the rows, ``(N,)`` in [0, 1]."""
        rows, columns = self.values.shape
        turns: NDArray[np.float64] = np.repeat(np.linspace(0, 1, rows), columns)
        return turns[self._there]

    @property
    def from_the_middle(self) -> NDArray[np.float64]:
        """When each square has its turn in a sweep outwards, ``(N,)`` in [0, 1]."""
        away = np.linalg.norm(self.centres - self.get_center(), axis=1)
        turns: NDArray[np.float64] = away / (away.max() or 1.0)
        return turns

    def set_values(self, values: ArrayLike) -> Self:
        """Show other values, one for each square, in the same colours."""
        given = np.asarray(values, dtype=np.float64).ravel()
        self.values = self.values.copy()
        self.values.flat[np.flatnonzero(self._there)] = given
        return self.set_fills(self._colours(given))


class PixelGrid(_Grid):
    """An image of brightnesses, or other activations, as crisp squares.

    Parameters
    ----------
    values
        ``(rows, columns)``.
    theme
        Whose "off" is zero, and whose "on" is the limit.
    height
        Of the whole grid, scene units.
    limit
        The size of an activation that is drawn in full.
    """

    def __init__(
        self, values: ArrayLike, theme: Theme, height: float = 5.0, limit: float = 1.0
    ) -> None:
        self.limit = limit
        super().__init__(values, theme, height)

    def _colours(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return activation_rgba(self.theme, values, self.limit)


class WeightGrid(_Grid):
    """One neuron's incoming weights, in the shape of the image: sign as colour, size as opacity.

    Parameters
    ----------
    values
        ``(rows, columns)``.
    theme
        Whose positive and negative colours are used.
    height
        Of the whole grid, scene units.
    limit
        The size at which a colour is full; without it, the grid's own `symmetric_limit`.

    Attributes
    ----------
    written
        Whether there are numbers in the squares: their signs are enough then.
    """

    written = False

    def __init__(
        self, values: ArrayLike, theme: Theme, height: float = 5.0, limit: float | None = None
    ) -> None:
        given = np.asarray(values, dtype=np.float64)
        self.limit = symmetric_limit(given[~np.isnan(given)]) if limit is None else limit
        super().__init__(values, theme, height)

    def _colours(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return weight_rgba(self.theme, values, self.limit)

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw the squares; for paper those below zero carry a minus, which grey does not hide."""
        super().paint(ctx, to_pixels, pixel)
        if self.theme.for_paper and not self.written:
            self._sign_negative(ctx, to_pixels)

    def _sign_negative(self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels) -> None:
        """Draw a stroke into every square below zero; it comes and goes with the square's line."""
        positive, negative = rgb(self.theme.positive), rgb(self.theme.negative)
        way = negative - positive
        sign = 2 * (self.fills[:, :3] - positive) @ way / (way @ way) - 1  # -1 to 1, as coloured
        below = sign > 0
        shares = self.fills[below, 3] * self.opacity * sign[below]
        half = float(self.halves[0, 0]) * _MINUS_REACH
        left, right = (to_pixels(self.centres[below] + (side * half, 0, 0)) for side in (-1, 1))
        lines = self.rings[below, 3] / _HAIRLINE_OPACITY
        opacity = np.minimum(shares / _SIGNED, 1.0) * np.minimum(lines, 1.0)
        widths = np.abs(right - left)[:, 0] * _MINUS_WIDTH
        ink = np.broadcast_to(rgb(self.theme.text), (len(shares), 3))
        draw_strands(ctx, left, right, np.column_stack([ink, opacity]), widths)
