"""Network home: the digit, all layers with what is written beside them, and the answer, boxed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from scenes.components.fitting import (
    fit_numbers,
    fitted_names,
    row_names,
    size_in_lines,
    size_of_numbers,
    stand_on,
)
from scenes.components.grids.legend import Legend
from scenes.components.network.column import NeuronColumn
from scenes.components.network.diagram import LARGEST, WIDEST, WIDEST_NAMED, NetworkDiagram
from scenes.components.network.inputs import InputList, input_picture
from scenes.components.network.outputs import BOX_GAP, GAP, LABEL_GAP, OutputReadout
from scenes.components.network.weight_legend import WeightLegend
from scenes.facts.answer import Answer
from scenes.facts.choosing import drawn_neurons, plainest_neuron
from scenes.facts.readings import activation
from scenes.facts.words import output_names
from scenes.look.encoding import needs_scale
from scenes.look.sizes import APART, LABEL, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.grids.grids import PixelGrid
    from scenes.figures import Figures
    from scenes.look.text import Number, Words

__all__ = ["NetworkHome"]

_MOST, _MOST_IN_A_ROW, _MOST_LISTED_IN_A_ROW = 16, 10, 8
"""Neurons of a layer that are drawn; and outputs, and inputs, with their numbers side by side."""
_PICTURE = {"16:9": 2.2, "9:16": 1.9, "1:1": 1.2}
"""The side of the inputs' picture, scene units."""
_DIGIT = 0.65
"""The width of a digit, in ems."""
_LEGENDS = 0.45
"""The height of the legends below a list, scene units."""
_BRACE = 0.66
"""What a brace takes beside the inputs, and half of what these take, scene units."""
_BAR = {"16:9": 1.1, "9:16": 1.1, "1:1": 0.8}
_BAR_SHARE = 0.16
"""The longest bars as a share of the height of the network's region."""
_LONGEST_TURNED, _LONGEST_SHARE = 1.4, 0.22
"""The longest labels: when turned, scene units, and else, as a share of the picture's width."""
_NUMBER_SHARE, _LONG_NUMBER_SHARE = 0.74, 0.86
"""What a number has of the distance between two outputs in a row, as a box goes about it: and what
one has that would be too small then.
"""
_FOR_A_BOX = 0.02
"""How far a row of layers stands to the left, scene units: the last output has a box."""
_BOXED = 0.9
"""What a label has of the distance between two outputs in a row: a box crosses no other."""


class NetworkHome(Group):
    """All layers, lit, and the answer: the same picture wherever the whole network is seen.

    Parameters
    ----------
    figures
        Whose trace, stage and theme are used.
    written
        The label of what was written, where that is known: a right answer has a box of its own
        colour.
    elided
        Draw a few neurons of every wide layer instead of all.

    Attributes
    ----------
    diagram, columns, connections
        The layers, and what leads from each to the next.
    counts
        The layers' sizes; the input's on a brace, unless inputs are listed.
    outputs
        Labels, bars and numbers of the outputs.
    picture, listed
        The inputs beside the network: a picture, or names and values; the other is None.
    legends
        What connections mean, and activations beyond 0 to 1, if there are any.
    weights
        Among these: how many connections there are, a number and a word.
    boxes
        About the outputs that are the answer: two if they are close, none if none is active.
    answer
        What the network answers.
    """

    picture: PixelGrid | None = None
    listed: InputList | None = None

    def __init__(
        self, figures: Figures, written: str | None = None, *, elided: bool = False
    ) -> None:
        self.figures, stage = figures, figures.stage
        self.answer = Answer.of(figures.trace, written)
        few = _MOST if stage.wide else _MOST_LISTED_IN_A_ROW
        plain = figures.network.image_shape is None
        self._lists = plain and (elided or len(figures.inputs) <= few)
        self.down = stage.aspect == "9:16" or (self._lists and not stage.wide)
        most = _MOST_IN_A_ROW if self.down else _MOST
        self.shown = drawn_neurons(figures.trace, _MOST, most, few, elided=elided)
        self.legends = self._build_legends()
        self._place_inputs()
        self._build_network()
        self.boxes = self.outputs.boxes(self.answer)
        inputs = [part for part in (self.picture, self.listed) if part is not None]
        super().__init__(
            *self.connections,
            *self.columns,
            self.counts,
            self.outputs,
            self.boxes,
            *inputs,
            self.legends,
        )

    @property
    def told(self) -> int:
        """The neuron of the first layer that is told of: the story's, if it is drawn."""
        story, shown = plainest_neuron(self.figures.network, 1), self.shown[1]
        return story if story in shown else int(shown[0])

    def counts_of(self, diagram: NetworkDiagram, figures: Figures) -> Group:
        """Return the counts of the layers of a network that stands where this one does."""
        return diagram.counts(figures, self._size, braced=not self._lists)

    # -- places -----------------------------------------------------------------------

    def _place_inputs(self) -> None:
        """Put the picture and the legends where they go; the network has what they leave."""
        stage = self.figures.stage
        whole, left = stage.picture, stage.picture.x - stage.picture.width / 2
        if self._lists:
            low = Region(whole.x, whole.y - whole.height / 2 + _LEGENDS / 2, whole.width, _LEGENDS)
            low.place(self.legends.arrange(RIGHT, buff=APART * 2))
            self.room = _without(whole, below=_LEGENDS + APART)
            return
        self.picture = input_picture(self.figures, _PICTURE[stage.aspect])
        if stage.wide:
            self.picture.move_to((left, whole.y, 0.0), aligned_edge=LEFT)
            self.legends.arrange(DOWN, buff=APART, aligned_edge=LEFT)
            self.legends.next_to(self.picture, DOWN, buff=APART, aligned_edge=LEFT)
            missing = whole.y - whole.height / 2 - float(self.legends.get_bottom()[1])
            Group(self.picture, self.legends).shift(UP * max(missing, 0.0))
            before = max(self.picture.width, self.legends.width) + NEAR
            self.room = _without(whole, before=before)
            return
        corner = (left, whole.y + whole.height / 2, 0.0)
        self.picture.move_to(corner, aligned_edge=UP + LEFT)
        self.legends.arrange(DOWN, buff=NEAR, aligned_edge=LEFT)
        beside = Region(0, 0, whole.width - self.picture.width - APART, self.picture.height)
        if self.legends.height > beside.height:
            self.legends.arrange(RIGHT, buff=APART)
        beside.place(self.legends).next_to(self.picture, RIGHT, buff=APART)
        self.room = _without(whole, above=self.picture.height + APART)

    def _build_network(self) -> None:
        """Build the network into its room, and what is written beside it."""
        room, stage = self.room, self.figures.stage
        self._size = stage.letters(NUMBER)
        self._label_size = stage.letters(LABEL)
        side = self._beside_the_layers()
        self._breadth = (room.width if self.down else room.height) - side
        self._bar = _BAR[stage.aspect]
        if self.down:
            self._bar = min(self._bar, room.height * _BAR_SHARE)
        if self._lists:
            pitch = self._pitch(0)
            self.listed = InputList(self.figures, self.shown[0], pitch, across=self.down)
        labels, values = self._labels(), self._values()
        before, behind = self._before(), self._behind(labels, values)
        length = (room.height if self.down else room.width) - before - behind
        theme = self.figures.theme
        diagram = NetworkDiagram(
            self.figures.trace, theme, length, self._breadth, self.shown, down=self.down
        )
        way = DOWN if self.down else RIGHT
        aside = RIGHT * (side / 2 - _FOR_A_BOX) if self.down else DOWN * side / 2
        diagram.shift(_centre(room) + way * (before - behind) / 2 + aside)
        self.diagram = diagram
        self.columns, self.connections = diagram.columns, diagram.connections
        self.counts = self.counts_of(diagram, self.figures)
        if self.listed is not None:
            self.listed.place_beside(self.columns[0])
        self.outputs = OutputReadout(self.columns[-1], labels, values, theme, self._bar)
        self.outputs.bars.bars.become(self.outputs.bars.full())

    def _beside_the_layers(self) -> float:
        """Return what the layers' counts take above columns, or left of rows, scene units."""
        em = self._size / PIXELS_PER_UNIT
        if not self.down:
            return 2 * em
        first = 0 if self._lists else 1
        digits = max(len(f"{size:,}") for size in self.figures.network.sizes[first:])
        return _DIGIT * digits * em + NEAR + TIGHT

    def _before(self) -> float:
        """Return how much room is needed before the middle of the inputs, scene units."""
        if self.listed is not None:
            return self.listed.room + LARGEST
        count = self._size / PIXELS_PER_UNIT
        if not self.down:
            count *= _DIGIT * len(f"{len(self.figures.inputs):,}")
        return count + _BRACE

    def _behind(self, labels: list[Words], values: list[Number]) -> float:
        """Return how much room is needed behind the middle of the outputs, scene units."""
        written = (
            max(part.height if self.down else part.width for part in parts)
            for parts in (labels, values)
        )
        return LARGEST * (1 + BOX_GAP) + LABEL_GAP + sum(written) + 2 * GAP + self._bar

    def _pitch(self, layer: int) -> float:
        """Return the distance between two neurons of a layer, scene units."""
        values, theme = self.figures.trace.activations[layer], self.figures.theme
        widest = WIDEST_NAMED if self.down else WIDEST
        shown = self.shown[layer]
        return NeuronColumn(values, theme, self._breadth, shown=shown, widest=widest).pitch

    # -- what is written --------------------------------------------------------------

    def _labels(self) -> list[Words]:
        """Return what each output that is drawn stands for."""
        figures, pitch, smallest = self.figures, self._pitch(-1), self.figures.smallest
        names = output_names(figures.network, self.shown[-1])
        colour, size = figures.theme.text, self._label_size
        if self.down:
            return row_names(names, colour, size, pitch * _BOXED, _LONGEST_TURNED, smallest)
        size = max(min(size, size_in_lines(pitch)), smallest)
        longest = figures.stage.picture.width * _LONGEST_SHARE
        return fitted_names(names, colour, size, longest, smallest)

    def _values(self) -> list[Number]:
        """Return the activations of the outputs that are drawn."""
        last, pitch = len(self.figures.network.layers), self._pitch(-1)
        size = size_of_numbers(self.figures.stage, len(self.shown[-1]))
        if not self.down:
            size = min(size, size_in_lines(pitch))
        size = max(size, self.figures.smallest)
        values = [
            self.figures.read(activation(last, int(neuron)), size, self.answer.decimals)
            for neuron in self.shown[-1]
        ]
        if self.down and len(values) > 1:
            least = max(value.width for value in values) * self.figures.smallest / size
            long = least > pitch * _NUMBER_SHARE
            fit_numbers(values, pitch * (_LONG_NUMBER_SHARE if long else _NUMBER_SHARE))
        return values

    def _build_legends(self) -> Group:
        """Return what lines mean, and the scales of inputs that are a picture and of neurons."""
        last, size = len(self.figures.network.layers), self.figures.stage.letters(LABEL)
        parts = [("hidden neurons", range(1, last))]
        if not self._lists:
            parts.insert(0, ("inputs", range(1)))
        scales = (self._scale(title, layers, size) for title, layers in parts if layers)
        number = self.figures.count("weights", size=self.figures.stage.letters(NUMBER))
        name = "weight" if number.value == 1 else "weights"
        words = self.figures.words(name, size).next_to(number, RIGHT, buff=TIGHT)
        self.weights = VGroup(number, stand_on(words, number.baseline))
        lines = Group(self.weights, WeightLegend(self.figures.theme, size, across=self._lists))
        if self._lists:  # in the low room below the network
            lines.arrange(RIGHT, buff=NEAR)
        else:
            lines.arrange(DOWN, buff=NEAR, aligned_edge=LEFT)
        return Group(lines, *(part for scale in scales for part in scale))

    def _scale(self, title: str, layers: range, size: float) -> Group:
        """Return a titled scale of the activations of some layers; nothing if none is needed."""
        trace = self.figures.trace
        values = np.concatenate([trace.activations[layer] for layer in layers])
        if not needs_scale(values):
            return Group()
        legend = Legend.of_layer(self.figures, *layers, size=size)
        return Group(Group(self.figures.words(title, size), legend).arrange(DOWN, buff=TIGHT))


def _centre(room: Region) -> NDArray[np.float64]:
    return np.array([room.x, room.y, 0.0])


def _without(room: Region, above: float = 0, below: float = 0, before: float = 0) -> Region:
    """Return what is left of a room, scene units."""
    y = room.y + (below - above) / 2
    return Region(room.x + before / 2, y, room.width - before, room.height - above - below)
