"""Numbers in rows and columns between brackets; what is left out is three dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Circle, RoundedRectangle, VGroup, VMobject

from scenes.look.sizes import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.facts.choosing import Excerpt
    from scenes.look.text import Number

    Place = NDArray[np.float64]

__all__ = ["CLOSE", "MatrixView", "Parenthesis"]

_STROKE = 2.6
_BAND_OPACITY = 0.08

# Lengths in ems of the numbers.
_COLUMN_GAP = 0.8
_DOTS_WIDTH = 0.95
_PADDING, CLOSE = 0.7, 0.4
"""From numbers to the brackets: with room for a frame, and without."""
_LIP = 0.24
_DOT_RADIUS = 0.075
_DOT_STEP = 0.33
_MARGIN, _CLEAR = 0.33, 0.37
"""From numbers to a frame about them, and from there to the brackets."""
_CELL = 1.3
"""Height of a frame about one number, where rows are not nearer."""
_BAND = 0.86
"""Height of a band under a row, as a share of the distance between rows."""


class MatrixView(VGroup):
    """An excerpt of a matrix; with one column, a vector.

    Parameters
    ----------
    entries
        Numbers, row by row: one for each shown row and column, all with as many decimals.
    rows, columns
        What the numbers are an excerpt of.
    colour
        Of brackets and dots, ``#rrggbb``.
    room
        The least width of a column, scene units, or that of each: for numbers that will change.
    dots
        The least width of what stands for columns, scene units: for what will be written there.
    pitch, padding
        From one row to the next, and from the numbers to the brackets, in ems of the numbers.

    Attributes
    ----------
    entries
        The numbers, row by row.
    dots
        One mobject for each slot of a column, without points where nothing is left out.
    brackets
        The left and the right one.

    Examples
    --------
    >>> numbers = [[Number(value, "#FFFFFF")] for value in (0.5, -1.25)]  # doctest: +SKIP
    >>> MatrixView(numbers, Excerpt(16, (0, 15)), Excerpt(1, (0,)), "#FFFFFF")  # doctest: +SKIP
    """

    def __init__(
        self,
        entries: Sequence[Sequence[Number]],
        rows: Excerpt,
        columns: Excerpt,
        colour: str,
        room: float | Sequence[float] = 0.0,
        dots: float = 0.0,
        pitch: float = 1.75,
        padding: float = _PADDING,
    ) -> None:
        self.rows, self.columns = rows, columns
        self._pitch, self._padding = pitch, padding
        self.em = entries[0][0].letter_size / PIXELS_PER_UNIT
        self._lines = [list(line) for line in entries]
        self.entries = VGroup(*(number for line in entries for number in line))
        rooms = np.broadcast_to(room, len(entries[0]))
        columns_of = zip(rooms, zip(*entries, strict=True), strict=True)
        widths = [max(float(least), *(n.width for n in column)) for least, column in columns_of]
        each, rights = self._across(widths, max(dots, _DOTS_WIDTH * self.em))
        centres = rights - each / 2
        heights = self._down()
        self._place_entries(rights, heights)
        radius = self.em * _DOT_RADIUS
        self.dots = VGroup(*(_dots(gaps, radius, colour) for gaps in self._gaps(centres, heights)))
        self.brackets = self._draw_brackets(float(rights[-1]), len(heights), colour)
        self._shares = self._shares_of(centres, heights)
        self._widths = each / self.brackets.width
        self._margin = _MARGIN * self.em / self.brackets.width
        self._clear = _CLEAR * self.em / self.brackets.width
        super().__init__(self.entries, self.dots, self.brackets)
        self.center()

    def _across(self, widths: list[float], dots: float) -> tuple[Place, Place]:
        """Return the width and the right end of every slot of a row."""
        number_widths = iter(widths)
        each = np.array([dots if s is None else next(number_widths) for s in self.columns.slots])
        rights: Place = np.cumsum(each + _COLUMN_GAP * self.em) - _COLUMN_GAP * self.em
        return each, rights

    def _down(self) -> Place:
        slots = len(self.rows.slots)
        middle = (slots - 1) / 2
        return np.linspace(middle, -middle, slots) * (self._pitch * self.em)

    def _place_entries(self, rights: Place, heights: Place) -> None:
        columns = rights[[slot is not None for slot in self.columns.slots]]
        rows = heights[[slot is not None for slot in self.rows.slots]]
        for y, line in zip(rows, self._lines, strict=True):
            for x, number in zip(columns, line, strict=True):
                target = np.array([x, y - number.half_digit, 0.0])
                number.shift(target - number.baseline)

    def _gaps(self, centres: Place, heights: Place) -> list[list[tuple[float, float]]]:
        """Return the dots of each line: across, down, or both where rows and columns are cut."""
        lines = []
        for y, row in zip(heights, self.rows.slots, strict=True):
            line: list[tuple[float, float]] = []
            for x, column in zip(centres, self.columns.slots, strict=True):
                across, down = column is None, row is None
                line += self._three(x, y, across, down) if across or down else []
            lines.append(line)
        return lines

    def _three(self, x: float, y: float, across: bool, down: bool) -> list[tuple[float, float]]:
        step = _DOT_STEP * self.em
        return [(x + across * step * k, y - down * step * k) for k in (-1, 0, 1)]

    def _draw_brackets(self, width: float, slots: int, colour: str) -> VGroup:
        pad, lip = self._padding * self.em, _LIP * self.em
        half = slots * self._pitch * self.em / 2
        left = _bracket(-pad, lip, half, colour)
        return VGroup(left, _bracket(width + pad, -lip, half, colour))

    def _shares_of(self, centres: Place, heights: Place) -> tuple[Place, Place]:
        """Return where the slots lie as shares of the brackets' box, from its upper left."""
        box = self.brackets
        across = (centres - box.get_left()[0]) / box.width
        return across, (box.get_top()[1] - heights) / box.height

    # -- finding one's way, wherever the view has been moved to -----------------------------

    def entry(self, row: int, column: int = 0) -> Number:
        """Return a shown number by its place in the whole matrix."""
        return self._lines[self.rows.shown.index(row)][self.columns.shown.index(column)]

    def row(self, index: int) -> VGroup:
        """Return a row's numbers and dots, by its index in the whole matrix."""
        numbers = self._lines[self.rows.shown.index(index)]
        return VGroup(*numbers, self.dots[self.rows.slots.index(index)])

    @property
    def skipped(self) -> VGroup:
        """The dots that stand for rows."""
        pairs = zip(self.dots, self.rows.slots, strict=True)
        return VGroup(*(dots for dots, row in pairs if row is None))

    def places_along_row(self, index: int) -> list[Place]:
        """Return the centre of every slot of a row from the left, dots included."""
        y = self._shares[1][self.rows.slots.index(index)]
        return [self._at(x, y) for x in self._shares[0]]

    def places_down_column(self, index: int = 0) -> list[Place]:
        """Return the centre of every slot of a column from the top, dots included."""
        x = self._shares[0][self.columns.slots.index(index)]
        return [self._at(x, y) for y in self._shares[1]]

    def row_centre(self, index: int) -> Place:
        """Return the middle of a row between the brackets."""
        return self._at(0.5, self._shares[1][self.rows.slots.index(index)])

    @property
    def pitch(self) -> float:
        """From one row to the next, scene units."""
        return float(self.brackets.height / len(self.rows.slots))

    def row_band(self, index: int, colour: str) -> VMobject:
        """Return a light bar to lie under a row."""
        band = _band(self._inner_width, self.pitch * _BAND, colour)
        return band.move_to(self.row_centre(index))

    def row_frame(self, index: int, colour: str) -> VMobject:
        """Return a frame about a row, by its index in the whole matrix."""
        frame = _outlined(_band(self._inner_width, self._cell_height, colour), colour)
        return frame.move_to(self.row_centre(index))

    def column_band(self, colour: str) -> VMobject:
        """Return a light bar to lie under the one column of a vector."""
        height = self.brackets.height - self.pitch * (1 - _BAND)
        return _band(self._inner_width, height, colour).move_to(self.brackets)

    def cell(self, colour: str, slot: int = 0) -> VMobject:
        """Return a frame that fits around any number of a slot of a row, or around its dots."""
        return self._frame(slot, self._cell_height, colour)

    def cell_of(self, row: int, column: int, colour: str) -> VMobject:
        """Return such a frame about a shown number, by its place in the whole matrix."""
        slot = self.columns.slots.index(column)
        return self.cell(colour, slot).move_to(self.places_along_row(row)[slot])

    def column_frame(self, index: int, colour: str) -> VMobject:
        """Return a frame about a column, by its index in the whole matrix: its dots as well."""
        first, *others = self.places_down_column(index)
        last = others[-1] if others else first
        height = first[1] - last[1] + self._cell_height
        frame = self._frame(self.columns.slots.index(index), height, colour)
        return frame.move_to((first + last) / 2)

    def _frame(self, slot: int, height: float, colour: str) -> VMobject:
        width = (self._widths[slot] + 2 * self._margin) * self.brackets.width
        return _outlined(_band(width, height, colour), colour)

    @property
    def _cell_height(self) -> float:
        return self.pitch * min(_BAND, _CELL / self._pitch)

    @property
    def _inner_width(self) -> float:
        return float(self.brackets.width * (1 - 2 * self._clear))

    def _at(self, across: float, down: float) -> Place:
        box = self.brackets
        upper_left = np.array([box.get_left()[0], box.get_top()[1], 0.0])
        place: Place = upper_left + np.array([across * box.width, -down * box.height, 0.0])
        return place


class Parenthesis(VMobject):
    """A tall thin parenthesis that opens to the right; `flip` it for the other side."""

    def __init__(self, height: float, colour: str) -> None:
        super().__init__(stroke_color=colour, stroke_width=_STROKE, fill_opacity=0)
        depth, half = min(0.28, height / 8), height / 2
        curve = [(depth, 1), (depth / 3, 0.67), (0, 0.33), (0, 0)]
        places = [np.array([x, y * half, 0.0]) for x, y in curve]
        self.start_new_path(places[0])
        self.add_cubic_bezier_curve_to(*places[1:])
        self.add_cubic_bezier_curve_to(*(place * (1, -1, 1) for place in places[2::-1]))
        self.center()


# Not `three_dots`: a line of a matrix has its dots as one outline, and up to five of them.
def _dots(places: list[tuple[float, float]], radius: float, colour: str) -> VMobject:
    dots = VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
    circle = Circle(radius).points
    for x, y in places:
        dots.append_points(circle + np.array([x, y, 0.0]))
    return dots


def _bracket(x: float, lip: float, half: float, colour: str) -> VMobject:
    corners = [(x + lip, half), (x, half), (x, -half), (x + lip, -half)]
    bracket = VMobject(stroke_color=colour, stroke_width=_STROKE, fill_opacity=0)
    bracket.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])
    return bracket


def _band(width: float, height: float, colour: str) -> VMobject:
    return RoundedRectangle(
        corner_radius=min(0.08, height / 3),
        width=width,
        height=height,
        stroke_width=0,
        fill_color=colour,
        fill_opacity=_BAND_OPACITY,
    )


def _outlined(band: VMobject, colour: str) -> VMobject:
    return band.set_stroke(colour, _STROKE).set_fill(opacity=0)
