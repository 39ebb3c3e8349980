"""One neuron with all lines into it as one picture: what they come from, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group

from scenes.components.fitting import stand_on
from scenes.components.frame import frame_about
from scenes.components.grids.discs import large_neuron
from scenes.components.grids.legend import Legend
from scenes.components.network.column import NeuronColumn
from scenes.components.network.diagram import LARGEST, abreast
from scenes.components.network.fan import Fan
from scenes.components.network.fan_labels import FanLabels
from scenes.components.network.inputs import input_picture
from scenes.components.verbs import turn
from scenes.facts.incoming import Incoming
from scenes.figures import follow_sign
from scenes.look.encoding import activation_limit
from scenes.look.sizes import APART, FAR, LABEL, MATRIX, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, SurroundingRectangle

    from scenes.components.grids.grids import PixelGrid
    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures
    from scenes.look.stage import Areas, Aspect, Region
    from scenes.look.text import Words

__all__ = ["FanSlide"]

_OF_IMAGE: Areas = {
    "16:9": ("1 picture:3 lines:6.6 neuron:2.6",),
    "9:16": ("2.4 picture", "4.6 lines", "2 neuron"),
    "1:1": ("1.5 picture notes:2", "4.2 lines:4 neuron:1.4"),
}
_OTHERS: Areas = {
    "16:9": ("1 lines:10 neuron:2",),
    "9:16": ("5.4 lines", "2 neuron"),
    "1:1": ("1.2 notes", "4.5 lines:4 neuron:1.4"),
}
_LARGEST: dict[Aspect, float] = {"16:9": 2.0, "9:16": 1.7, "1:1": 2.0}
"""The neuron's diameter, scene units."""
_WIDEST = 1.5
"""The largest distance between two neurons of the layer before, scene units."""


class FanSlide(Group):
    """A layer, one neuron behind it, the lines between, the strongest with their weights.

    Parameters
    ----------
    figures
        Whose trace, stage and theme are used.
    layer, neuron
        The neuron.

    Attributes
    ----------
    incoming
        What the lines come from.
    picture
        The same as an image, where it is one.
    column, disc, fan
        The layer before, the neuron, and the lines: at first without their weights.
    title, tally, legend
        The neuron's name, how many weights there are, and the scale of their colours.
    labels
        The strongest weights, written out.
    strongest
        Which is the strongest of all.
    """

    picture: PixelGrid | None = None

    def __init__(self, figures: Figures, layer: int, neuron: int) -> None:
        self.figures, self.layer, self.neuron = figures, layer, neuron
        self.incoming = Incoming.of(figures.network, layer)
        of_image = self.incoming.shape is not None
        at = figures.stage.areas(_OF_IMAGE if of_image else _OTHERS)
        if of_image:
            side = min(at["picture"].width, at["picture"].height) - 2 * TIGHT  # for a frame
            self.picture = at["picture"].place(input_picture(figures, side))
        self.down = figures.stage.aspect == "9:16"
        self.disc = self._disc(at["neuron"])
        self._write_notes(at)
        self.column = self._column(at["lines"])
        self.labels = FanLabels(figures, layer, neuron, self.column)
        self._stand_behind_labels(at["lines"])
        weights = figures.network.incoming_weights(layer, neuron)
        self.strongest = int(np.abs(weights).argmax())
        self.fan = Fan(figures, self.column, self.disc, weights)
        self.labels.place_at(self.fan.points[self.labels.strongest])
        notes = Group(self.title, self.tally, self.legend)
        super().__init__(self.fan, self.column, self.disc, notes, self.labels)
        if self.picture is not None:
            self.add(self.picture)

    @property
    def bare(self) -> Group:
        """What there is before any weight, and before the neuron has its name."""
        inputs = [] if self.picture is None else [self.picture]
        return Group(*inputs, self.fan, self.column, self.disc, *self._names)

    @property
    def _names(self) -> list[Words]:
        """What all inputs are called, if so many fit."""
        names = self.labels.names
        return names if len(names) == self.incoming.count else []

    @property
    def unwritten(self) -> Group:
        """The labels that are not there before any weight."""
        return Group(*(label for label in self.labels if label not in self._names))

    @property
    def notes(self) -> Group:
        """All but the layer, its lines and the neuron."""
        inputs = [] if self.picture is None else [self.picture]
        return Group(*inputs, self.title, self.tally, self.legend)

    @property
    def written(self) -> list[FanLabels]:
        """What is written at the lines in the end: of so many as an image has, nothing."""
        return [self.labels] if self.picture is None else []

    def told(self) -> Self:
        """Let every line show its weight, and only that be written which is in the end."""
        self.fan.tell_all()
        self.remove(self.labels).add(*self.written)
        return self

    def turn(self, stops: Sequence[float], seconds: float) -> list[Animation]:
        """Return how the strongest weight is turned like a knob, from one value to the next."""
        index, number, theme = (
            self.strongest,
            self.labels.number_of(self.strongest),
            self.figures.theme,
        )

        def follow(weight: float) -> None:
            self.fan.set_weight(index, weight)
            follow_sign(number, theme)

        return turn(number, stops, (self.fan, follow), seconds=seconds)

    def frame_of(self, index: int) -> SurroundingRectangle:
        """Return a frame about the pixel that a line comes from, or else about the neuron."""
        marks = self.column.neurons if self.picture is None else self.picture
        return frame_about(self.figures.theme, marks.subset([index]))

    # -- parts ------------------------------------------------------------------------

    def _disc(self, region: Region) -> Marks:
        diameter = min(region.width, region.height, _LARGEST[self.figures.stage.aspect])
        return large_neuron(self.figures.theme, region.centre, diameter / 2)

    def _write_notes(self, at: dict[str, Region]) -> None:
        """Write what belongs to the neuron where no lines come: below it, or on both sides."""
        figures, several = self.figures, self.incoming.count > 1
        large, size, small = map(figures.stage.letters, (MATRIX, NUMBER, LABEL))
        self.title = figures.words(f"neuron {self.neuron}", size)
        self.count = figures.count("neurons", self.layer - 1, large)
        words = figures.words("weights" if several else "weight", size)
        words.next_to(self.count, RIGHT, buff=TIGHT)
        self.tally = Group(self.count, stand_on(words, self.count.baseline))
        region = at.get("notes", at["neuron"])
        width = (region.width - self.disc.width) / 2 - APART if self.down else region.width
        self.legend = Legend.of_neuron(
            figures, self.layer, self.neuron, small, width=width, ends_below=self.down
        )
        if self.down:
            left = Group(self.title, self.tally).arrange(DOWN, buff=NEAR)
            left.next_to(self.disc, LEFT, buff=APART)
            self.legend.next_to(self.disc, RIGHT, buff=APART)
            return
        notes = Group(self.title, self.tally, self.legend).arrange(DOWN, buff=NEAR)
        if "notes" in at:
            region.place(notes)
        else:
            notes.next_to(self.disc, DOWN, buff=NEAR)

    def _column(self, region: Region) -> NeuronColumn:
        values = self.figures.trace.activations[self.layer - 1]
        breadth = (
            region.width - 2 * FAR if self.down else region.height - NEAR
        )  # for the outer labels
        return NeuronColumn(
            values,
            self.figures.theme,
            breadth,
            largest=LARGEST,
            limit=activation_limit(values),
            shown=np.arange(len(values)),
            across=self.down,
            abreast=abreast(len(values), breadth, self.incoming.shape),
            widest=_WIDEST,
        )

    def _stand_behind_labels(self, region: Region) -> None:
        """Put the layer to where the labels have room before it."""
        way, size = (DOWN, region.height) if self.down else (RIGHT, region.width)
        thick = self.column.height if self.down else self.column.width
        self.column.move_to(region.centre + way * (self.labels.room + (thick - size) / 2))
