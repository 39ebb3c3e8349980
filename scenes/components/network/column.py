"""A layer of neurons as a column of discs; a long one shows its ends and its real count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from scenes.components.brace import counted_brace
from scenes.components.dots import three_dots
from scenes.components.grids.discs import discs
from scenes.facts.choosing import shown_neurons
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.sizes import NEAR, PIXELS_PER_UNIT

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenes.components.grids.marks import Marks
    from scenes.look.text import Number
    from scenes.look.theme import Theme

__all__ = ["NeuronColumn"]

_RING_WIDTH = 2.4
"""In pixels at 1080p: few neurons have a stronger outline than many."""
_TOLD_RADIUS, _TOLD_RING = 0.13, 4.0
"""Of a neuron that is talked about, scene units and pixels at 1080p: at least so large."""
_BRACE_GAP = 0.1
"""Not `TIGHT`: with it the whole network, which clips zoom into, would lie elsewhere."""
_DOTS_ROOM, _DOTS_STEP = 2, 0.55
"""The three dots of an elided column take the room of this many neurons; from dot to dot, in
distances between neurons."""


class NeuronColumn(Group):
    """One layer.

    Parameters
    ----------
    activations
        ``(n,)``, all of them: also those that are not shown.
    theme
        Whose colours are used.
    height
        Of the whole column, scene units.
    most
        How many neurons are shown before the middle ones are replaced by three dots.
    largest
        The largest radius of a neuron, scene units: few neurons do not fill the height.
    limit
        The size of an activation that is drawn in full.
    shown
        Indices of the neurons to show, rising; by default the first and last `most`.
    across
        Lay the column down as a row, from left to right: for a network that flows downwards.
    abreast
        How many neurons stand side by side: so that hundreds are still discs.
    share
        The radius of a neuron to the distance between two.
    widest
        The largest distance between two neurons, scene units: few are not far apart.

    Attributes
    ----------
    neurons
        The discs, `Marks`.
    dots
        Three dots in place of what is not shown; empty when all are.
    shown
        Indices of the neurons that are drawn, from the top.
    pitch
        From one neuron to the next as they are built, scene units.
    across, abreast
        As given.
    """

    def __init__(
        self,
        activations: ArrayLike,
        theme: Theme,
        height: float = 5.0,
        most: int = 16,
        largest: float = 0.24,
        limit: float = 1.0,
        shown: ArrayLike | None = None,
        *,
        across: bool = False,
        abreast: int = 1,
        share: float = 0.42,
        widest: float = 0.6,
    ) -> None:
        self.theme = theme
        self.limit = limit
        self.across, self.abreast = across, abreast
        self.activations = np.asarray(activations, dtype=np.float64)
        self.shown = (
            shown_neurons(len(self.activations), most)
            if shown is None
            else np.asarray(shown, dtype=np.intp)
        )
        self.elided = len(self.shown) < len(self.activations)
        places, self.pitch = self._places(height, widest, abreast)
        radius = min(self.pitch * share, largest)
        ring_width = min(_RING_WIDTH, radius * PIXELS_PER_UNIT * 0.3)
        self.neurons = discs(theme, places, radius, self.colours(self.activations), ring_width)
        self.dots = self._three_dots(places) if self.elided else VGroup()
        super().__init__(self.neurons, self.dots)

    def _places(
        self, height: float, widest: float, abreast: int
    ) -> tuple[NDArray[np.float64], float]:
        count = len(self.shown)
        rooms = -(-count // abreast) + (_DOTS_ROOM if self.elided else 0)
        pitch = min(height / rooms, widest)
        slot, side = np.divmod(np.arange(count, dtype=np.float64), abreast)
        if self.elided:
            slot[(count + 1) // 2 :] += _DOTS_ROOM
        x, y = (side - (abreast - 1) / 2) * pitch, ((rooms - 1) / 2 - slot) * pitch
        return np.column_stack([-y, -x] if self.across else [x, y]), pitch

    def _three_dots(self, places: NDArray[np.float64]) -> VGroup:
        head = (len(self.shown) + 1) // 2
        middle = np.append((places[head - 1] + places[head]) / 2, 0.0)
        step = (RIGHT if self.across else DOWN) * self.pitch * _DOTS_STEP
        return three_dots(middle, step, min(self.pitch * 0.09, 0.05), self.theme.text)

    @property
    def radius(self) -> float:
        """Of a neuron, scene units."""
        return float(self.neurons.halves[0, 0])

    def colours(self, activations: ArrayLike) -> NDArray[np.float64]:
        """Return the fills ``(shown, 4)`` for activations ``(n,)`` of the whole layer."""
        values = np.asarray(activations, dtype=np.float64)[self.shown]
        return activation_rgba(self.theme, values, self.limit)

    def switched_off(self) -> Self:
        """Show every neuron at zero, without forgetting its activation."""
        self.neurons.set_fills(self.colours(np.zeros_like(self.activations)))
        return self

    def place_of(self, neuron: int) -> NDArray[np.float64]:
        """Return the centre ``(3,)`` of a neuron that is shown, by its index in the layer."""
        (row,) = np.flatnonzero(self.shown == neuron)
        centre: NDArray[np.float64] = self.neurons.centres[row]
        return centre

    def picked_out(self, neuron: int) -> Marks:
        """Return a neuron that is talked about, by its index in the layer: off, with a gold ring.

        Among many small ones it is larger than they are, and lies over those beside it.
        """
        (row,) = np.flatnonzero(self.shown == neuron).tolist()
        disc = self.neurons.subset([row])
        disc.place(disc.centres, np.maximum(disc.halves, _TOLD_RADIUS))
        disc.ring_width = _TOLD_RING
        off = self.colours(np.zeros_like(self.activations))[[row]]
        return disc.set_fills(off).set_rings(rgba(self.theme.highlight))

    def among_dots(self, hidden: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return where neurons that are not drawn are, ``(N, 3)``: all among the three dots."""
        return np.tile(self.dots.get_center(), (len(hidden), 1))

    def ends(self, side: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where connections touch the column on one side, ``(shown, 3)``.

        Where several neurons stand abreast, none is crossed by the connections of another.
        """
        centres, across = self.neurons.centres, np.abs(side)
        edge = (centres @ side).max() + self.radius
        ends: NDArray[np.float64] = centres * (1 - across) + side * edge
        return ends

    def count_brace(self, count: Number, side: NDArray[np.float64] = LEFT) -> VGroup:
        """Return a brace along the column with the layer's count at its tip."""
        return counted_brace(self.neurons, count, self.theme.text, side, _BRACE_GAP)

    def put_beside(self, count: Number, side: NDArray[np.float64] = UP) -> Number:
        """Put the layer's count beside the column."""
        return count.next_to(self.neurons, side, buff=NEAR)
