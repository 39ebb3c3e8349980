"""A picture and, beside it, what is found in it: from near, and as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.components.grids.edge_dial import EdgeDial
from scenes.components.grids.nine_numbers import NineNumbers
from scenes.components.grids.picture import Picture, Wipe
from scenes.components.grids.picture_zoom import PictureZoom, seen
from scenes.components.grids.sliding_sum import PLACES, SlidingSum
from scenes.components.grids.slope_pictures import edge_picture, signed_picture, strength_picture
from scenes.components.verbs import move
from scenes.facts.picture_edges import WINDOW, strength_of
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.facts.picture_edges import PictureEdges
    from scenes.figures import Figures

__all__ = ["SlopeBench"]

_NUMBERS, _BELOW = 1.0, 1.25
"""Of what is between the pictures: the nine numbers, and sum or knob."""
_ZOOM, _SWEEP = 2.0, 1.6
"""Seconds."""


class SlopeBench:
    """Builds what the clip moves.

    Parameters
    ----------
    figures
        Whose theme is used, and which reads all numbers.
    edges, least
        The picture, and from which slope on a pixel is an edge.
    at
        The regions: alone, photo, side, found.

    Attributes
    ----------
    photo, found
        The picture, first alone; and what is found in it, first only where it was looked at.
    nine, sliding, dial
        What is between them: nine numbers, their sum, and then a knob.
    """

    def __init__(
        self, figures: Figures, edges: PictureEdges, least: float, at: Mapping[str, Region]
    ) -> None:
        self.figures, self.edges, self.least, self._at = figures, edges, least, at
        theme = figures.theme
        self.photo = at["alone"].place(Picture.photograph(edges.picture, theme), grow=True)
        self._whole = at["photo"].place(self.photo.copy(), grow=True)
        square = Picture(np.zeros((1, 1, 4)), theme)
        alone, beside = (at[name].place(square.copy(), grow=True) for name in ("alone", "photo"))
        self._large = seen(self._whole, edges.corner, WINDOW, alone)
        self._near = seen(self._whole, edges.corner, WINDOW, beside)
        side = at["side"]
        flat = side.width > side.height
        above, below = (side.columns if flat else side.rows)(_NUMBERS, _BELOW)
        self.nine = NineNumbers(figures, above, side)
        self.sliding = SlidingSum(figures, edges, self._near, below, at["found"])
        self.found = self._known()
        self.dial = EdgeDial(figures, edges.picture, least, below)

    def _known(self) -> Picture:
        """Return the picture of slopes as far as it is known, seen from near."""
        row, column = (place + 1 for place in self.edges.corner)
        known = np.zeros(self.edges.picture.shape)
        known[row : row + PLACES, column : column + PLACES] = 1.0
        whole = self._placed(signed_picture(self.figures.theme, self.edges.right, known))
        self._found = whole
        squares = self.sliding.squares
        near = seen(whole, (row, column), PLACES, whole)
        half = np.array([squares.width, -squares.height, 0.0]) / 2
        near.points = squares.get_center() + np.array([-half, half])
        return near

    def _placed(self, picture: Picture) -> Picture:
        return self._at["found"].place(picture, grow=True)

    # -- what happens -----------------------------------------------------------------

    def go_near(self) -> Animation:
        """Return the animation from the whole picture to eight times eight of its pixels."""
        return PictureZoom(self.photo, self._large, _ZOOM)

    def make_room(self) -> Animation:
        """Return the animation of what is seen from near to its place beside the rest."""
        return move(self.photo, self._near)

    def go_back(self) -> list[Animation]:
        """Return the animations of both pictures to the whole."""
        there = (self.photo, self._whole), (self.found, self._found)
        return [PictureZoom(picture, target, _ZOOM) for picture, target in there]

    def sweep(self, what: str) -> Animation:
        """Return the animation that wipes something over what is found.

        That is slopes (`right`, `down`), their `strength`, or `edges`.
        """
        theme, edges = self.figures.theme, self.edges
        drawn = {
            "right": lambda: signed_picture(theme, edges.right),
            "down": lambda: signed_picture(theme, edges.down),
            "strength": lambda: strength_picture(theme, edges.strength),
            "edges": lambda: edge_picture(theme, edges.strength, self.least),
        }
        return Wipe(self.found, drawn[what](), _SWEEP)

    def others(self, image: NDArray[np.float64]) -> tuple[Picture, Picture, Picture]:
        """Return another picture, nothing, and how steep it is, in the places of the first two."""
        theme, strength = self.figures.theme, strength_of(image)
        picture = self._at["photo"].place(Picture.ink(image, theme), grow=True)
        drawn = (strength_picture(theme, how) for how in (0 * strength, strength))
        nothing, steep = (self._placed(each) for each in drawn)
        return picture, nothing, steep
