"""One neuron as a box of the same shape as its network's: numbers go in, and one comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from manim import DOWN, LEFT, RIGHT, Group, GrowFromPoint, VGroup

from scenes.components.grids.grids import WeightGrid, folded
from scenes.components.network.machine import arrow_between, box_about, region_inside
from scenes.facts.readings import activation
from scenes.facts.sources import Of
from scenes.look.sizes import LABEL, NEAR, NUMBER, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from manim import Animation

    from netcore import Trace
    from scenes.components.network.machine import Machine
    from scenes.figures import Figures

__all__ = ["NeuronMachine"]

_DISC, _WIDEST = 1.5, 1.3
"""A neuron beside its box, to the height of a number; and the box, to its own height."""
_SHORT = 0.6
"""The room of an arrow, scene units."""


class NeuronMachine(Group):
    """One neuron as a box: how many numbers go in, its weights inside, and what comes out.

    Parameters
    ----------
    figures
        Whose trace is read.
    whole
        The network, which says what neuron of its first layer it is.
    region
        What it fills.
    """

    def __init__(self, figures: Figures, whole: Machine, region: Region) -> None:
        self.figures, self._source = figures, activation(1, whole.told)
        self._neuron = whole.disc.get_center()
        self._column = whole.network.columns[1]
        letters, theme = figures.stage.letters, figures.theme
        count = figures.count("neurons", 0, letters(NUMBER))
        self.entry = VGroup(count, figures.words("in", letters(LABEL))).arrange(DOWN, buff=TIGHT)
        self.value = figures.read(self._source, letters(NUMBER))
        self.disc = whole.disc.scale_to_fit_height(self.entry[0].height * _DISC)
        self.exit = Group(self.disc, self.value).arrange(DOWN, buff=TIGHT)
        sides = self.entry.width + self.exit.width + 2 * _SHORT
        width = min(region.width - sides, region.height * _WIDEST)
        self.box = box_about(theme, Region(0, 0, width, region.height))
        self.weights = WeightGrid(folded(figures.network.incoming_weights(1, whole.told)), theme)
        region_inside(Region(0, 0, width, region.height), NEAR).place(self.weights, grow=True)
        self.entry.next_to(self.box, LEFT, buff=_SHORT)
        self.exit.next_to(self.box, RIGHT, buff=_SHORT)
        self.arrows = VGroup(
            arrow_between(theme, self.entry, self.box, RIGHT),
            arrow_between(theme, self.box, self.exit, RIGHT),
        )
        super().__init__(self.box, self.weights, self.entry, self.exit, self.arrows)
        region.place(self)

    def come_out(self, seconds: float) -> Animation:
        """Return the animation of the box out of its neuron in the network."""
        return GrowFromPoint(self, self._neuron, run_time=seconds)

    def go_back(self, seconds: float) -> Animation:
        """Return the animation of the box back into its neuron."""
        return GrowFromPoint(
            self, self._neuron, run_time=seconds, reverse_rate_function=True, remover=True
        )

    def stand_for(self, trace: Trace, share: float = 1.0) -> Self:
        """Let what comes out be that of another forward pass, or a share of it."""
        self.value.set_value(self._source.of(trace) * share)
        fills = self._column.colours(trace.activations[1] * share)
        self.disc.set_fills(fills[self._column.shown == self._source.neuron])
        return self

    def cite(self, trace: Trace) -> None:
        """Record that what comes out is that of a forward pass."""
        self.figures.cite(self.value, Of(trace, self._source))
