"""A row of nodes with texts, above what each is made of: sounds, syllables, or the word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import Group, VGroup, VMobject
from scipy.optimize import isotonic_regression

from scenes.components.fitting import stand_on
from scenes.components.graphs.number_line import stroke_points
from scenes.components.grids.discs import discs
from scenes.look.encoding import activation_rgba, ink_inside
from scenes.look.sizes import MATRIX, PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.figures import Figures
    from scenes.look.stage import Region

    Floats = NDArray[np.float64]

__all__ = ["SpokenLayer"]

_LINE, _THIN = 2.4, 0.5
_INSIDE = 0.42
"""Of a node: room beside its text, in ems."""
_TALLEST, _NEAREST = 0.44, 0.43
"""Half the height of a node, to that of its row, and to the way to the next."""
_LETTERS = 0.6
"""Half the height of a node at the least, in ems, if its row is so high."""
_APART = 1.5
"""From one node to the next at least, in ems."""
_BASELINE = 0.31
"""How far below the middle of a node its letters stand, in ems."""


class SpokenLayer(Group):
    """One row of nodes, each with its text, and lines down to what each is made of.

    Parameters
    ----------
    figures
        Whose theme and stage are used.
    texts
        Of the nodes.
    middles
        ``(n,)``, where each is, x in scene units: those too near to each other stand further
        apart, and their lines tell what they are above.
    row
        Where they go.
    below
        For each node the points ``(k, 3)`` down to which its lines go.

    Attributes
    ----------
    nodes, texts, lines
        Discs, or longer ones; what is written in them; and the lines of each.
    levels
        ``(n,)`` how active each is, in [0, 1].
    """

    def __init__(
        self,
        figures: Figures,
        texts: Sequence[str],
        middles: ArrayLike,
        row: Region,
        below: Sequence[ArrayLike],
    ) -> None:
        self._theme = figures.theme
        size = figures.stage.letters(MATRIX)
        em = size / PIXELS_PER_UNIT
        x = _apart(np.asarray(middles, dtype=np.float64), _APART * em)
        places = np.column_stack([x, np.full(len(x), row.y), np.zeros(len(x))])
        ink = self._theme.text
        self.texts = [figures.words(text, size, ink) for text in texts]
        pitch = float(np.diff(x).min()) if len(x) > 1 else np.inf
        tall = min(_TALLEST * row.height, max(_NEAREST * pitch, _LETTERS * em))
        wide = [
            max(words.width / 2, min(max(tall, words.width / 2 + _INSIDE * em), room))
            for words, room in zip(self.texts, _NEAREST * _to_the_nearest(x), strict=True)
        ]
        halves = np.column_stack([wide, np.full(len(x), tall)])
        self.nodes = discs(self._theme, places, 0.1, np.zeros(4)).place(places, halves)
        for words, place in zip(self.texts, places, strict=True):
            stand_on(words.move_to(place), place - (0, _BASELINE * em, 0))
        foot = places - (0, tall, 0)
        colour = self._theme.text
        self.lines = VGroup(
            *(
                VMobject(stroke_color=colour, stroke_width=_LINE, stroke_opacity=_THIN)
                for _ in places
            )
        )
        for line, start, ends in zip(self.lines, foot, below, strict=True):
            line.points = stroke_points([(start, np.asarray(end)) for end in np.asarray(ends)])
        super().__init__(self.lines, self.nodes, *self.texts)
        self.known = np.zeros(len(x))
        self.light(np.zeros(len(x)))

    @property
    def heads(self) -> Floats:
        """The tops of the nodes, ``(n, 3)``: where lines from above end."""
        tops: Floats = self.nodes.centres.copy()
        tops[:, 1] += self.nodes.halves[:, 1]
        return tops

    def light(self, levels: ArrayLike) -> Self:
        """Let nodes be active; what has been so once keeps its text and its lines."""
        self.levels = np.asarray(levels, dtype=np.float64)
        self.known = np.maximum(self.known, self.levels)
        fills = activation_rgba(self._theme, self.levels)
        self.nodes.set_fills(fills)
        for words, line, fill, known in zip(
            self.texts, self.lines, fills, self.known.tolist(), strict=True
        ):
            words.set_fill(ink_inside(fill), opacity=known)
            line.set_stroke(opacity=_THIN * known)
        return self


def _apart(x: Floats, least: float) -> Floats:
    """Return places ``(n,)`` at least so far from each other, each as near as may be to its own."""
    steps = least * np.arange(len(x))
    moved: Floats = isotonic_regression(x - steps).x + steps
    return moved


def _to_the_nearest(x: Floats) -> Floats:
    """Return how far each place ``(n,)`` is from its nearer neighbour."""
    gaps = np.concatenate([[np.inf], np.diff(x), [np.inf]])
    nearest: Floats = np.minimum(gaps[:-1], gaps[1:])
    return nearest
