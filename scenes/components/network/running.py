"""A network beside the program that computes it: the variable is where its numbers are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, Group, VGroup, smooth

from scenes.components.animations import Follow
from scenes.components.fitting import fitted_names, size_in_lines
from scenes.components.frame import frame_about
from scenes.components.network.diagram import WIDEST, NetworkDiagram
from scenes.components.network.inputs import InputList, input_picture
from scenes.components.network.live_inputs import LiveInputs
from scenes.components.network.outputs import BOX_GAP
from scenes.components.network.pulses import send
from scenes.components.verbs import CHANGE, MOVE, appear, become, move, swap
from scenes.facts.answer import Answer
from scenes.facts.choosing import drawn_neurons
from scenes.facts.sources import Count
from scenes.facts.words import output_names
from scenes.look.code_line import CodeLine
from scenes.look.sizes import APART, FORMULA, LABEL, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT, TOUCH
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Animation

    from netcore import Trace
    from scenes.components.grids.marks import Marks
    from scenes.components.network.column import NeuronColumn
    from scenes.figures import Figures
    from scenes.look.text import Words

__all__ = ["RunningNetwork"]

_MOST, _MOST_OUTPUTS, _MOST_LISTED = 16, 10, 8
_PICTURE, _LONGEST_NAME = 0.28, 0.24
"""Of the region's width: the inputs' picture, and names of outputs."""
_MANY = 8
"""So many names are a column, and may be as small as anything."""
_REST = 0.5
"""Opacity of the connections, behind what travels on them."""
_DISC = 0.3
"""The largest radius of a neuron, scene units."""


class RunningNetwork(Group):
    """All layers, dark, with room above for `a` and below for `W`, each with its size.

    Parameters
    ----------
    figures
        Whose forward pass is shown.
    region
        What it fills.

    Attributes
    ----------
    inputs
        What goes in: a picture, or names and numbers.
    diagram
        The layers, and what leads from each to the next.
    entering
        What leads out of layer 0: it comes with the activations of that layer.
    names
        Of the outputs.
    variable
        The letter a, above the layer whose activations it holds.
    shapes, weights
        How many numbers `a` holds, above each layer, and how many `W`, below what leads into it;
        the first is of layer 0, and of layer 1.
    """

    def __init__(self, figures: Figures, region: Region) -> None:
        self.figures, self.theme, self._region = figures, figures.theme, region
        stage = figures.stage
        self._large, self._small = stage.letters(FORMULA), stage.letters(NUMBER)
        self._in_line = stage.aspect == "1:1"  # lower than what stands below each other
        if self._in_line:
            self._large = self._small
        above = (self._large * (not self._in_line) + self._small) / PIXELS_PER_UNIT + NEAR
        below = self._small / PIXELS_PER_UNIT + NEAR
        height = region.height - above - below
        room = Region(region.x, region.y + (below - above) / 2, region.width, height)
        few = drawn_neurons(figures.trace, _MOST, _MOST_OUTPUTS, _MOST_LISTED)
        self.shown = few
        self._build(room)
        self._write()
        self._entered = self._wait_in_the_inputs()
        self.entering, *others = self.diagram.connections
        super().__init__(*others, *self.diagram.columns, self.inputs, self.names)

    # -- what is built ----------------------------------------------------------------

    def _build(self, room: Region) -> None:
        """Build what goes in, the layers, and the outputs' names, from the left."""
        figures, words = self.figures, self._output_names(room)
        few = len(figures.inputs) <= _MOST_LISTED
        listed = self._list(room) if figures.network.image_shape is None and few else None
        picture = None if listed else input_picture(figures, room.width * _PICTURE)
        before = listed.room + _DISC if listed else room.width * _PICTURE + APART + TIGHT
        behind = max(name.width for name in words) + TIGHT + _DISC * (1 + BOX_GAP)
        length = room.width - before - behind
        self.diagram = NetworkDiagram(figures.trace, self.theme, length, room.height, self.shown)
        self.diagram.shift(room.centre + RIGHT * (before - behind) / 2)
        if listed is not None:
            listed.place_beside(self.diagram.columns[0])
            self.inputs = LiveInputs(figures, listed, numbers=listed.values, shown=self.shown[0])
        elif picture is not None:
            picture.move_to(room.centre).set_x(room.x - room.width / 2, LEFT)
            self.inputs = LiveInputs(figures, picture, picture=picture)
        last = self.diagram.columns[-1]
        for name, place in zip(words, last.neurons.centres, strict=True):
            name.next_to(place, RIGHT, buff=last.radius + TIGHT)
        self.names = VGroup(*words)
        for connections in self.diagram.connections:
            connections.set_rest(_REST)
        for column in self.diagram.columns:
            column.switched_off()

    def _list(self, room: Region) -> InputList:
        pitch = min(room.height / len(self.figures.inputs), WIDEST)
        return InputList(self.figures, self.shown[0], pitch)

    def _output_names(self, room: Region) -> list[Words]:
        names, stage = output_names(self.figures.network, self.shown[-1]), self.figures.stage
        smallest = self.figures.smallest if len(names) >= _MANY else stage.letters(LABEL)
        largest = size_in_lines(room.height / len(names))
        size = max(min(self._small, largest), smallest)
        longest = room.width * _LONGEST_NAME
        return fitted_names(names, self.theme.text, size, longest, smallest)

    def _write(self) -> None:
        """Write the variables and their shapes to where they will be."""
        sizes = self.figures.network.sizes
        columns = self.diagram.columns
        heights = [column.neurons.get_top()[1] for column in columns]
        self._line = max(heights) + TIGHT
        self.variable = CodeLine("a", self.theme.text, self._large)
        self.shapes = [
            self._above(self._words("1 number" if count == 1 else f"{count} numbers"), column)
            for count, column in zip(sizes, columns, strict=True)
        ]
        self.weights = [
            self._below(self._words(f"W: {after} × {before}"), layer)
            for layer, (before, after) in enumerate(pairwise(sizes), 1)
        ]
        self.put_variable(0)

    def _wait_in_the_inputs(self) -> Marks:
        """Put the neurons of layer 0 into the picture, if there is one; return what they will be.

        Nothing holds the pixels before the program has begun.
        """
        column, picture = self.diagram.columns[0], self.inputs.picture
        entered = column.neurons.copy().set_fills(column.colours(column.activations))
        if picture is not None:
            column.neurons.become(picture.subset(self.shown[0].tolist()))
        return entered

    def _words(self, text: str) -> Words:
        return self.figures.words(text, self._small)

    def _above(self, shape: Words, column: NeuronColumn) -> Words:
        shape.move_to((column.neurons.get_x(), self._line, 0.0), DOWN)
        return self._kept_inside(shape)

    def _below(self, shape: Words, layer: int) -> Words:
        before, after = self.diagram.columns[layer - 1 : layer + 1]
        low = min(column.neurons.get_bottom()[1] for column in self.diagram.columns)
        x = (before.neurons.get_x() + after.neurons.get_x()) / 2
        shape.move_to((x, low - TIGHT, 0.0), UP)
        return self._kept_inside(shape)

    def _kept_inside(self, shape: Words) -> Words:
        region = self._region
        left, right = region.x - region.width / 2, region.x + region.width / 2
        shape.shift(RIGHT * max(left - shape.get_left()[0], 0.0))
        return shape.shift(LEFT * max(shape.get_right()[0] - right, 0.0))

    def put_variable(self, layer: int) -> CodeLine:
        """Put the letter to a layer's shape: above it, or before it where there is no height."""
        return self._put(self.variable, layer)

    def _put(self, variable: CodeLine, layer: int) -> CodeLine:
        shape = self.shapes[layer]
        if not self._in_line:
            return variable.next_to(shape, UP, buff=TOUCH)
        return variable.next_to(shape, LEFT, buff=TIGHT)

    def cite_shape(self, layer: int) -> None:
        """Record what the shape of a layer's activations is read from."""
        self.figures.cite_written(self.shapes[layer].text, Count("neurons", layer))

    # -- what happens -----------------------------------------------------------------

    def take_in(self, seconds: float = CHANGE) -> Animation:
        """Return how what goes in becomes the activations of layer 0."""
        column = self.diagram.columns[0]
        self.cite_shape(0)
        return AnimationGroup(
            become(column.neurons, self._entered, seconds, lag=0.5),
            appear(self.entering, seconds=seconds),
        )

    def name_weights(self, layer: int, seconds: float) -> Animation:
        """Return how W stands for the weights into a layer; before, for those of the last one."""
        counts, weights = (Count("neurons", layer), Count("neurons", layer - 1)), self.weights
        self.figures.cite_written(weights[layer - 1].text, *counts)
        old = weights[layer - 2] if layer > 1 else Group()
        return swap(old, weights[layer - 1], seconds)

    def compute(self, layer: int, seconds: float) -> Iterator[Animation]:
        """Yield how a layer's activations are computed: its neurons light up, and a is these."""
        diagram = self.diagram
        yield send(diagram.connections[layer - 1], diagram.columns[layer], seconds)
        yield self._step(layer, seconds)

    def _step(self, layer: int, seconds: float) -> Animation:
        """Return how the variable goes to a layer from the one before."""
        target = self._put(self.variable.copy(), layer)
        return AnimationGroup(
            move(self.variable, target, seconds),
            swap(self.shapes[layer - 1], self.shapes[layer], seconds),
        )

    def box(self, trace: Trace, written: str | None = None) -> VGroup:
        """Return a box about the largest output and its name; none, if that one is not drawn."""
        last, theme = self.diagram.columns[-1], self.theme
        colour = theme.right if Answer.of(trace, written).right else theme.highlight
        buff, boxes = last.radius * BOX_GAP, VGroup()
        for place in np.flatnonzero(last.shown == trace.prediction).tolist():
            about = last.neurons.subset([place]), self.names[place]
            boxes.add(frame_about(theme, *about, colour=colour, buff=buff, corner_radius=buff))
        return boxes

    # -- again ------------------------------------------------------------------------

    def change_inputs(self, before: Trace, trace: Trace, seconds: float = MOVE) -> Animation:
        """Return how other inputs come in, and are the activations of layer 0."""
        column, network = self.diagram.columns[0], self.figures.network
        first, last = before.activations[0], trace.activations[0]

        def change(progress: float) -> None:
            now = network.forward(first + (last - first) * progress)
            self.inputs.stand_for(now)
            column.neurons.set_fills(column.colours(now.activations[0]))

        return Follow(Group(self.inputs, column.neurons), change, seconds, smooth)

    def back(self, seconds: float = MOVE) -> Animation:
        """Return how the variable stands above layer 0 again."""
        old, self.variable = self.variable, self.variable.copy()
        self.put_variable(0)
        before, now = (old, self.shapes[-1]), (self.variable, self.shapes[0])
        return swap(Group(*before), Group(*now), seconds)

    def next_pass(self, trace: Trace) -> NetworkDiagram:
        """Put the layers for another forward pass in place: they hold what they held.

        Returns those that stood there.
        """
        old = self.diagram
        self.diagram = old.again(trace, self.theme, self.shown)
        for column, new in zip(old.columns, self.diagram.columns, strict=True):
            new.neurons.set_fills(column.neurons.fills)
        for connections in self.diagram.connections:
            connections.set_rest(_REST)
        return old
