"""From which strength on a pixel counts as an edge, as a knob, and how many pixels then do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, AnimationGroup, Group

from scenes.components.animations import Follow, between_stops
from scenes.components.fitting import in_line
from scenes.components.grids.picture import Wipe
from scenes.components.grids.slope_pictures import edge_picture
from scenes.components.network.knobs import Dial, HandKnob
from scenes.facts.picture_edges import EdgeShare, share_of, strength_of
from scenes.facts.sources import Entry
from scenes.look.sizes import LABEL, MATRIX, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.grids.picture import Picture
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["EdgeDial"]

_HIGHEST = 0.5
"""As far as the dial goes: a step from black to white has this slope."""
_BESIDE, _ABOVE = 0.45, 0.6
"""Of the region: the knob, beside or above what is counted, which has the rest."""


class EdgeDial(Group):
    """A knob, and the share of a picture's pixels that are at least so steep.

    Parameters
    ----------
    figures
        Which reads both.
    picture
        ``(rows, columns)``, brightness in [0, 1].
    least
        From which strength on a pixel is an edge.
    region
        Where they go.

    Attributes
    ----------
    knob, share, words
        The knob, the number, and what it says.
    """

    def __init__(
        self, figures: Figures, picture: NDArray[np.float64], least: float, region: Region
    ) -> None:
        self.figures, self.least = figures, least
        letters = figures.stage.letters
        self.knob = HandKnob(figures, Entry(np.array([[least]]), 0, 0), Dial(0.0, _HIGHEST, 2))
        self.share = figures.read(EdgeShare(picture, least), letters(MATRIX), 1)
        self.words = (
            figures.words("edge from", letters(LABEL)),
            figures.words("%", letters(MATRIX)),
            figures.words("of all pixels", letters(LABEL)),
        )
        self.picture, self._strength = picture, strength_of(picture)
        self._arrange(region)
        super().__init__(self.knob, self.share, *self.words)
        self.turn_to(least)

    def _arrange(self, region: Region) -> None:
        title, percent, below = self.words
        line = self.figures.stage.letters(LABEL) / PIXELS_PER_UNIT + TIGHT
        flat = region.width > region.height
        share = _BESIDE if flat else _ABOVE
        parts = (region.columns if flat else region.rows)(share, 1 - share)
        place = parts[0]
        self.knob.fill(place, above=line)
        title.next_to(self.knob.track, np.array([0.0, 1.0, 0.0]), buff=TIGHT)
        counted = in_line(self.share.set_value(88.8), percent, buff=TIGHT / 2)
        Group(counted, below).arrange(DOWN, buff=TIGHT).move_to(parts[1].centre)

    def turn_to(self, least: float) -> Self:
        """Turn the knob; the share follows."""
        self.knob.turn_to(least)
        self.share.set_value(share_of(self._strength, least))
        _, percent, below = self.words
        Group(self.share, percent).set_x(below.get_x())
        return self

    def sweep(self, shown: Picture, seconds: float) -> Animation:
        """Return the animation of the knob from zero to its strength.

        Meanwhile the edges as they are then are wiped over a picture.
        """
        edges = edge_picture(self.figures.theme, self._strength, 0.0)

        def turn_to(progress: float) -> None:
            least = progress * self.least
            self.turn_to(least)
            edges.take(edge_picture(self.figures.theme, self._strength, least))

        turning = Follow(self.turn_to(0.0), turn_to, seconds)
        return AnimationGroup(turning, Wipe(shown, edges, seconds))

    def through(self, stops: Sequence[float], shown: Picture, seconds: float) -> Animation:
        """Return the animation through some strengths, which a picture of the edges follows."""

        def turn_to(progress: float) -> None:
            least = float(between_stops(stops, progress))
            self.turn_to(least)
            shown.take(edge_picture(self.figures.theme, self._strength, least))

        return Follow(Group(self, shown), turn_to, seconds)

    def cite(self) -> None:
        """Record the share as it stands."""
        self.figures.cite(self.share, EdgeShare(self.picture, self.least))
