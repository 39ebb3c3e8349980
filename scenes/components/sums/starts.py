"""Where a weighted sum's neuron comes from: the whole network, or a picture of it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group

from scenes.components.network.fan_slide import FanSlide
from scenes.components.network.home import NetworkHome
from scenes.components.network.one_neuron import OneNeuron
from scenes.components.verbs import FAINT, MOVE, appear, dim, vanish

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.grids.grids import PixelGrid
    from scenes.components.network.column import NeuronColumn
    from scenes.figures import Figures

__all__ = ["ByItself", "InNetwork"]


class InNetwork(Group):
    """A neuron in the network's last picture: all layers, lit, and the answer.

    Attributes
    ----------
    one
        The neuron, with its connections; the disc alone is to be seen at first.
    column, picture
        The layer before, and the input's picture, if there is one.
    rest
        What goes when the neuron is taken out.
    """

    def __init__(self, figures: Figures, layer: int, neuron: int, written: str | None) -> None:
        home = NetworkHome(figures, written)
        self.one = OneNeuron.of(figures, home.columns, layer, neuron)
        self.column, self.picture, self.rest = home.columns[layer - 1], home.picture, home
        super().__init__(home, self.one.disc)

    def single_out(self) -> list[Animation]:
        """Return how all but the neuron and its connections stands back."""
        return [dim(self.rest, to=FAINT, seconds=MOVE), appear(self.one.spokes, seconds=MOVE)]


class ByItself(Group):
    """A neuron and all lines into it, with their weights: what WeightsOnConnections ends on.

    Attributes
    ----------
    one
        The neuron, with its lines.
    column, picture
        The layer before, and the input's picture, if there is one.
    rest
        What goes when the neuron moves.
    """

    def __init__(self, figures: Figures, layer: int, neuron: int) -> None:
        slide = FanSlide(figures, layer, neuron).told()
        self.one = OneNeuron(figures, slide.fan, slide.disc, down=slide.down)
        self.column: NeuronColumn = slide.column
        self.picture: PixelGrid | None = slide.picture
        notes, labels = (slide.tally, slide.legend), slide.labels
        self.written = Group(*(labels.numbers if slide.written else notes))
        stay = (*labels.names, *notes) if slide.written else ()
        self.rest = Group(slide.column, slide.title, *stay)
        super().__init__(self.one.spokes, self.rest, self.one.disc, self.written)

    def single_out(self) -> list[Animation]:
        """Return how the weights that are written at the lines go."""
        return [vanish(self.written)]
