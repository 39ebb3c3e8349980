"""The layer below: as large as it can be, then small above the column of its activations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, AnimationGroup, Group, VGroup

from scenes.components.fitting import fitted_names
from scenes.components.graphs.icon import room_below
from scenes.components.grids.discs import rounded
from scenes.components.grids.grids import PixelGrid, folded
from scenes.components.grids.legend import Legend
from scenes.components.network.column import NeuronColumn
from scenes.components.verbs import SMALL, move, vanish
from scenes.facts.incoming import Incoming
from scenes.look.encoding import activation_limit, needs_scale, rgba
from scenes.look.sizes import APART, FAR, MATRIX, NUMBER, PIXELS_PER_UNIT, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Animation

    from scenes.components.equations.matrix import MatrixView
    from scenes.components.grids.marks import Marks
    from scenes.facts.choosing import Excerpt
    from scenes.figures import Figures

__all__ = ["LayerBelow"]

_SMALL = 1.0
"""Height of the layer above its column, scene units: 90 pixels of 720."""
_DISC = 0.44
"""Radius of a neuron in the column, as a share of the distance between entries."""
_LONGEST_COLUMN = 20
_LARGEST, _FARTHEST = 0.5, 1.6
"""Radius of a neuron of few, and the distance between two, scene units."""
_SPACED = 0.84
_NAME_SHARE = 0.9
_MARKED = 3.0


class LayerBelow:
    """The pixels, numbers or neurons whose activations are written as a column vector.

    Parameters
    ----------
    figures
        Whose forward pass is shown.
    layer
        From 0 on.
    vector
        Its activations.
    shown
        Which of them are written.

    Attributes
    ----------
    incoming
        What they are.
    large, small
        All of them, ``n_in`` marks: alone in the frame, and above the vector.
    names, scale
        Of numbers that have names, and of activations beyond 0 to 1: beside `large`.
    whole
        `large` with these.
    marked
        A frame about each neuron whose number is written.
    """

    def __init__(self, figures: Figures, layer: int, vector: MatrixView, shown: Excerpt) -> None:
        self.figures, self.layer, self.vector = figures, layer, vector
        self.shown = list(shown.shown)
        self.incoming = Incoming.of(figures.network, layer + 1)
        self.activations = figures.trace.activations[layer]
        self.large = self._neurons()
        self.scale = self._scale()
        self.small, self.names, self.marked = self._made_small(), self._names(), self._marked()
        self.whole = Group(self.large, self.names, self.scale)

    @property
    def _home(self) -> Region:
        """Where all of them are at first: a square, or what a column has of the picture."""
        room, home = room_below(self.figures.stage), self.figures.stage.digit_home
        side = min(home.height, room.height)
        return Region(room.x, room.y, side, room.height if self._is_column else side)

    @property
    def _is_column(self) -> bool:
        return self.incoming.kind == "numbers" and self.incoming.count <= _LONGEST_COLUMN

    # -- all neurons ------------------------------------------------------------------------

    def _neurons(self) -> Marks:
        home, theme = self._home, self.figures.theme
        limit, count = activation_limit(self.activations), self.incoming.count
        if self.incoming.kind == "pixels":
            return home.place(PixelGrid(self.figures.image, theme, home.height))
        if self._is_column:
            height = home.height - TIGHT - NUMBER / PIXELS_PER_UNIT
            column = NeuronColumn(
                self.activations, theme, height, count, _LARGEST, limit, widest=_FARTHEST
            )
            return home.place(column).neurons
        grid = PixelGrid(folded(self.activations), theme, home.height, limit)
        grid.place(grid.centres, grid.halves * _SPACED)
        return home.place(rounded(theme, grid))

    def _made_small(self) -> Marks:
        small = self.large.copy()
        small.scale(min(_SMALL / small.height, 1.6 * self.vector.width / small.width, 1.0))
        return small

    def _marked(self) -> Marks:
        """Return a frame around each neuron that has its number written."""
        marks = self.large.subset(self.shown)
        marks.set_fills([0.0, 0.0, 0.0, 0.0])
        marks.ring_width = _MARKED
        return marks.set_rings(rgba(self.figures.theme.highlight))

    def make_room(self) -> Iterator[Animation]:
        """Yield how all of it moves out of the vector's way, made smaller, if it has to."""
        region, neurons = self._beside_vector(), Group(self.large, self.marked)
        if not region.contains(Group(self.whole, self.marked)):
            gone = vanish(self.names, self.scale)  # letters would be too small
            self.names, self.scale = VGroup(), Group()
            yield AnimationGroup(gone, move(neurons, region.place(neurons.copy()), SMALL))

    def _beside_vector(self) -> Region:
        """Return what the vector leaves of the picture: left of it, or above in a narrow frame."""
        room, column = room_below(self.figures.stage), self.vector.brackets
        left, top = room.x - room.width / 2, room.y + room.height / 2
        width, height = room.width, room.height
        if self.figures.stage.wide:
            width = column.get_left()[0] - APART - left
        else:
            height = top - column.get_top()[1] - FAR  # between them is the vector's size
        return Region(left + width / 2, top - height / 2, width, height)

    def stepping_out(self) -> Marks:
        """Return the neurons whose numbers are written, where they are in the layer."""
        return self.large.subset(self.shown)

    def in_column(self, chips: Marks) -> Marks:
        """Return the same neurons as discs where their numbers will be; `chips` are their looks."""
        places = [self.vector.entry(index).get_center() for index in self.shown]
        return chips.copy().place(np.array(places), self.vector.pitch * _DISC)

    # -- what is written beside them --------------------------------------------------------

    def _names(self) -> VGroup:
        """Return the names of a plain vector's numbers, left of their neurons in a column."""
        names, figures = self.incoming.names, self.figures
        if not 0 < len(names) <= _LONGEST_COLUMN:
            return VGroup()
        pitch = self.large.height / len(names)
        size = max(min(pitch * PIXELS_PER_UNIT * _NAME_SHARE, MATRIX), figures.smallest)
        picture = figures.stage.picture
        width = self.large.get_left()[0] - picture.x + picture.width / 2 - TIGHT
        words = fitted_names(names, figures.theme.text, size, width, figures.smallest)
        gap = self.large.halves[0, 0] + TIGHT
        pairs = zip(words, self.large.centres, strict=True)
        return VGroup(*(name.next_to(place, LEFT, buff=gap) for name, place in pairs))

    def _scale(self) -> Group:
        """Return the scale below the layer's neurons, if some are not between 0 and 1."""
        if not needs_scale(self.activations):
            return Group()
        scale = Legend.of_layer(self.figures, self.layer)
        home = self._home
        scale.next_to(self.large, DOWN, buff=TIGHT)
        beyond = home.y - home.height / 2 - scale.get_bottom()[1]
        if beyond > 0:
            self.large.scale(1 - beyond / self.large.height).shift(beyond / 2 * -DOWN)
            scale.next_to(self.large, DOWN, buff=TIGHT)
        return scale
