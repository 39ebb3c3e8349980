"""Weights go from the connections of a network into the rows of a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import AnimationGroup, FadeIn, GrowFromPoint, VGroup, rate_functions, straight_path

from scenes.components.equations.lit_lines import lit_lines
from scenes.components.verbs import MOVE, SMALL, appear, move, swap, turn, vanish
from scenes.figures import follow_sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from manim import Animation, VMobject
    from numpy.typing import NDArray

    from scenes.components.equations.layer_stage import LayerStage
    from scenes.look.text import Number

    Place = NDArray[np.float64]
    Path = Callable[[Place, Place, float], Place]

__all__ = ["IntoRows"]

_ALONG = 0.55
"""Where on its way a connection gives its weight."""
_ROW = 1.6
"""Seconds in which a row is written, so that its weights can be followed."""
_DOTS, _OUTLINED = 0.15, 0.3
"""Of the weights' time need the dots that come then, and the outline."""
_KNOB, _OUTLINE = 4.0, 4.0
"""Seconds of the knob, and the width of an outline."""


class IntoRows:
    """The matrix of a layer, row by row; then pointed at by rows, columns and entries.

    Parameters
    ----------
    stage
        Arranged so that the matrix has its place.

    Attributes
    ----------
    outline
        Of the row that is pointed at.
    frame
        About a column, or an entry.
    order
        The rows as they are written: from the bottom where the network is above them, as weights
        then fall over no row that is there.
    lines
        Connections that are lit: at first those of the first of these.
    index
        The column whose weights are largest.
    """

    def __init__(self, stage: LayerStage) -> None:
        self.stage, self.equation, self.matrix = stage, stage.equation, stage.equation.weights
        self.order = list(stage.rows) if self._beside else list(reversed(stage.rows))
        first = self.order[0]
        self.outline = self._about(first)
        self.frame: VMobject = VGroup()
        self.lines = lit_lines(stage, first)
        self.index = self.equation.excerpt.loudest

    def begin(self) -> Animation:
        """Return how the first row is pointed at: its outline is there from now on."""
        return appear(self.outline)

    def point_at(self, row: int) -> list[Animation]:
        """Return how the neuron of a row is pointed at, and its connections."""
        return [self.stage.point_at([row]), self._light(row)]

    def _about(self, row: int) -> VMobject:
        """Return the outline of a row: on a coloured band, weights would be hard to read."""
        colour = self.stage.theme.highlight
        return self.matrix.row_frame(row, colour).set_stroke(width=_OUTLINE)

    def _light(self, row: int) -> Animation:
        before, self.lines = self.lines, lit_lines(self.stage, row)
        return swap(before, self.lines)

    def let_go(self) -> list[Animation]:
        """Return how no row is pointed at any more."""
        return [vanish(self.outline, self.lines), self.stage.point_at([])]

    def write(self, row: int, seconds: float = _ROW) -> list[Animation]:
        """Return how weights fly from the connections of a neuron into its row.

        They fly over nothing that is written, each other included, so the brackets come later. Dots
        come last, and the outline to a row after another.
        """
        dots = FadeIn(self.matrix.dots[self.matrix.rows.slots.index(row)], run_time=_DOTS)
        after: list[Animation] = [dots]
        if row != self.order[0]:
            after.append(move(self.outline, self._about(row), _OUTLINED))
        flights = self._flights(row)
        return [AnimationGroup(flights, AnimationGroup(*after), lag_ratio=1.0, run_time=seconds)]

    @property
    def _beside(self) -> bool:
        """Whether the network is to the left of the matrix, not above it."""
        ends = (fan.points[-1] for fan in self.stage.fans.values())
        return max(float(end[0]) for end in ends) < float(self.matrix.brackets[0].get_x())

    def _flights(self, row: int) -> Animation:
        """Return how weights fly side by side, gently, so that they can be followed.

        Where frames are not wide they are soon at the height of the row, clear of all else.
        """
        *starts, end = self.stage.fans[row].points
        wide, gently, flights = self.stage.figures.stage.wide, rate_functions.ease_in_out_sine, []
        for index, start in zip(self.stage.columns, starts, strict=True):
            entry, place = self.matrix.entry(row, index), start + (end - start) * _ALONG
            path = straight_path() if wide else _levelling(entry, place)
            flights.append(GrowFromPoint(entry, place, path_func=path, rate_func=gently))
        return AnimationGroup(*flights)

    # -- columns ----------------------------------------------------------------------

    def go_across(self) -> Iterator[list[Animation]]:
        """Yield how a frame goes from column to column, and what leaves its neuron is lit."""
        for at, index in enumerate(self.stage.columns):
            frame, before = self._column(index), self.lines
            self.lines = self.stage.signals_from(index).set_heads(1.0)
            here = self.stage.ring_sources([index])
            if at:
                yield [move(self.frame, frame, SMALL), swap(before, self.lines), here]
            else:
                self.frame = frame
                yield [appear(frame), appear(self.lines), here]

    def _column(self, index: int) -> VMobject:
        frame = self.matrix.column_frame(index, self.stage.theme.highlight)
        return frame.set_stroke(width=_OUTLINE)

    # -- one weight -------------------------------------------------------------------

    def point_at_one(self) -> list[Animation]:
        """Return how one weight is pointed at: the largest column's, in the explained row."""
        row = self.equation.story
        frame = self.matrix.cell_of(row, self.index, self.stage.theme.highlight)
        frame.set_stroke(width=_OUTLINE)
        pointing = self.stage.point_at([row]), self.stage.ring_sources([self.index])
        return [move(self.frame, frame, MOVE), vanish(self.lines), *pointing]

    def turn(self, seconds: float = _KNOB) -> list[Animation]:
        """Return how it is turned to 0, to its opposite and back: its connection follows."""
        row, stage = self.equation.story, self.stage
        number, fan = self.matrix.entry(row, self.index), stage.fans[row]
        at, real = stage.columns.index(self.index), number.value

        def follow(value: float) -> None:
            follow_sign(number, stage.theme)
            weights: Place = fan.weights.copy()
            weights[0, at] = value
            fan.set_weights(weights)

        return turn(number, (real, 0.0, -real, real), (VGroup(), follow), seconds=seconds)


def _levelling(entry: Number, place: Place) -> Path:
    """Return a path of points that grow while their middle soon is at the height of its end."""
    home = entry.get_center()

    def path(_: Place, last: Place, share: float) -> Place:
        gone = np.array([share, 1 - (1 - share) ** 2, 0.0])
        points: Place = place + (home - place) * gone + (last - home) * share
        return points

    return path
