"""The way of a running total to its end: one stroke a term, in the colour of its sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from scenes.engine.raster import draw_marks, draw_strands, paint_bitmap
from scenes.engine.raster_mobject import RasterMobject
from scenes.engine.strands import Standing
from scenes.look.encoding import rgb, rgba, weight_rgba

if TYPE_CHECKING:
    import cairo
    from numpy.typing import ArrayLike, NDArray

    from scenes.engine.raster_mobject import Floats, ToPixels
    from scenes.look.theme import Theme

__all__ = ["TotalTrace"]

_STROKE, _LAST_STROKE, _AXIS_STROKE = 3.6, 5.0, 1.5
_HEAD = 7.5
_AXIS_OPACITY = 0.3
_ZERO_SHARE = 0.6
"""Of the text's colour, over the background: where strokes meet, nothing shines through."""
_LAST_STEP = 0.05
"""The width of the bias's step, as a share of that of all terms."""


class TotalTrace(RasterMobject):
    """Partial sums against the number of terms, and one step more for the bias.

    Parameters
    ----------
    partial_sums
        ``(n + 1,)``, from that of no terms to that of all.
    bias
        What is added last.
    theme
        Whose colours are used.
    width, height
        Of the whole, scene units.
    reach
        Other sums that have room as well: those of a term that will be changed.

    Attributes
    ----------
    values
        ``(n + 2,)``: the height of each corner of the way.
    drawn
        How many steps are drawn; the last may be drawn in part.
    """

    looks = ("drawn",)

    def __init__(
        self,
        partial_sums: ArrayLike,
        bias: float,
        theme: Theme,
        width: float,
        height: float,
        reach: ArrayLike = (),
    ) -> None:
        sums = np.asarray(partial_sums, dtype=np.float64)
        self.values = np.append(sums, sums[-1] + bias)
        self.theme = theme
        self.drawn = 0.0
        self._standing = Standing(round_ends=True)
        self._colours = _step_colours(np.diff(sums), theme)
        super().__init__(_corners(self.values, width, height, np.asarray(reach)))

    @property
    def steps(self) -> int:
        """How many steps there are: the terms, and the bias."""
        return len(self.values) - 1

    def set_drawn(self, drawn: float) -> Self:
        """Set how many steps are drawn."""
        self.drawn = float(drawn)
        return self

    @property
    def way(self) -> Floats:
        """The corners ``(n + 2, 3)``, scene units."""
        return self.points[:-2]

    @property
    def zero(self) -> Floats:
        """The left end of the line that stands for zero, ``(3,)``."""
        end: Floats = self.points[-2]
        return end

    @property
    def head(self) -> Floats:
        """Where the way has come to, ``(3,)``."""
        end: Floats = _walked(self.way, self.drawn)[-1]
        return end

    def change_term(self, index: int, term: float) -> Self:
        """Let one term be another, in the scale as it is: all corners behind it rise or fall."""
        change = term - (self.values[index + 1] - self.values[index])
        unit = np.ptp(self.way[:, 1]) / (np.ptp(self.values) or 1.0)
        self.points[index + 1 : -2, 1] += change * unit
        self.values[index + 1 :] += change
        return self

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw the line of zero, the steps so far, and a dot at their end."""
        places = to_pixels(self.points)
        shade = np.array([1.0, 1.0, 1.0, self.opacity])
        way = _walked(places[:-2], self.drawn)
        axis = rgba(self.theme.text, _AXIS_OPACITY)[None, :] * shade
        end = np.array([[way[-1, 0], places[-1, 1]]])  # so that nothing runs on behind the dot
        draw_strands(ctx, places[-2:-1], end, axis, np.array([_AXIS_STROKE * pixel]))
        widths = np.full(self.steps, _STROKE)
        widths[-1] = _LAST_STROKE
        steps = (
            way[:-1],
            way[1:],
            (self._colours * shade)[: len(way) - 1],
            widths[: len(way) - 1] * pixel,
        )
        paint_bitmap(ctx, self._standing.picture(places, *steps))
        self._paint_head(ctx, way[-1], pixel)

    def _paint_head(
        self, ctx: cairo.Context[cairo.ImageSurface], place: Floats, pixel: float
    ) -> None:
        colour = rgba(self.theme.highlight, self.opacity)[None, :]
        halves = np.full((1, 2), _HEAD * pixel)
        draw_marks(ctx, place[None, :], halves, np.ones(1), colour, np.zeros((1, 4)), 1.0)


def _walked(places: Floats, steps: float) -> Floats:
    """Return the corners that so many steps have come by, and where they have come to."""
    whole = min(int(steps), len(places) - 1)
    rest = min(steps, len(places) - 1) - whole
    if rest <= 0:
        return places[: whole + 1]
    end = places[whole] + (places[whole + 1] - places[whole]) * rest
    return np.concatenate([places[: whole + 1], end[None, :]])


def _step_colours(terms: Floats, theme: Theme) -> NDArray[np.float64]:
    colours = weight_rgba(theme, np.sign(terms), 1.0)
    colours[terms == 0] = np.append(_mixed(theme, _ZERO_SHARE), 1.0)
    return np.vstack([colours, rgba(theme.bias)])


def _mixed(theme: Theme, share: float) -> NDArray[np.float64]:
    text, background = rgb(theme.text), rgb(theme.background)
    return background + (text - background) * share


def _corners(values: Floats, width: float, height: float, reach: Floats) -> Floats:
    """Return the way's corners and the two ends of the line of zero, about the origin."""
    terms = len(values) - 2
    x = np.append(np.arange(terms + 1), terms * (1 + _LAST_STEP)) / (terms * (1 + _LAST_STEP))
    every = np.concatenate([values, reach, [0.0]])
    low, high = every.min(), every.max()
    span = (high - low) or 1.0
    heights = np.concatenate([values, [0.0, 0.0]])
    across = np.concatenate([x, [0.0, 1.0]])
    middle = (low + high) / 2
    return np.column_stack(
        [(across - 0.5) * width, (heights - middle) / span * height, np.zeros(terms + 4)]
    )
