"""The network of a forward pass, with all that is written beside it, placed in the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group

from scenes.components.fitting import fit_numbers, fitted_names, row_names
from scenes.components.grids.legend import Legend
from scenes.components.network.column import NeuronColumn
from scenes.components.network.diagram import LARGEST, WIDEST_NAMED, NetworkDiagram
from scenes.components.network.inputs import InputList, input_picture
from scenes.components.network.outputs import OutputReadout
from scenes.components.network.weight_legend import WeightLegend
from scenes.facts.choosing import largest_outputs, on_and_beside_the_stroke, shown_neurons
from scenes.facts.readings import activation
from scenes.look.encoding import needs_scale
from scenes.look.sizes import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.layers.params import Mode
    from scenes.look.stage import Region
    from scenes.look.text import Words

__all__ = ["NetworkDrawing"]

_MOST, _MOST_IN_A_ROW, _MOST_LISTED_IN_A_ROW = 16, 10, 8
"""Neurons of a layer that are drawn; and outputs, and inputs, with their numbers side by side."""
_LARGEST_PICTURE, _SMALL_PICTURE = 2.4, 0.7
"""The height of the inputs' picture beside the network, scene units; its share beside scales."""
_NEEDED_BEFORE, _NEEDED_BEHIND, _NEEDED_ASIDE = 0.7, 2.0, 0.6
"""What the input's brace, the outputs' bars and the layers' counts take, scene units."""
_BAR, _LABEL_SIZE, _VALUE_SIZE, _VALUE_SIZE_IN_A_ROW = 1.1, 30, 25, 20
_TITLE_SIZE, _SMALLEST = 26, 20
"""Of letters, in pixels at 1080p, before a full drawing is made to fit."""
_SHORT_LABEL, _LONGEST_TURNED, _LONGEST_SHARE = 0.17, 1.4, 0.28
"""Lengths of labels: up to the first, scene units, they need no room of their own; the longest when
turned, scene units, and else, as a share of the network's region."""
_LETTERS_SHARE = 0.75
"""The size of a label's letters to the distance between two outputs."""
_BAR_SHARE, _TURNED_SHARE = 0.18, 0.2
"""The longest bars and turned labels, as shares of the height of the network's region."""
_BETWEEN_NUMBERS, _BESIDE_COUNTS = 0.12, 0.25
_BOXED = 0.9
"""What a label has of the distance between two outputs in a row: a box crosses no other."""
_WIDEST = 0.6
"""The largest distance between two neurons of a column, scene units."""


class NetworkDrawing:
    """Builds what ForwardPass shows, and places it.

    Parameters
    ----------
    figures
        Whose trace, stage and theme are used.
    mode
        Draw a few neurons of every wide layer, or all.

    Attributes
    ----------
    diagram, counts, outputs
        The network, its layers' sizes, and what its outputs say.
    picture
        The inputs beside the network; None where they are listed.
    listed
        Names and values of the inputs; None where they are a picture.
    weight_legend, scales
        What connections mean, and activations beyond 0 to 1; without such, there are no scales.
    """

    def __init__(self, figures: Figures, mode: Mode) -> None:
        self.figures = figures
        self.smallest = _SMALLEST / figures.stage.enlarged
        self.most_listed = _MOST if figures.stage.wide else _MOST_LISTED_IN_A_ROW
        plain = figures.network.image_shape is None
        self.lists = plain and (mode == "elided" or len(figures.inputs) <= self.most_listed)
        self.down = figures.stage.aspect == "9:16" or (self.lists and not figures.stage.wide)
        self.shown = self._choose(mode, plain)
        beside, main = self._regions()
        self.bar = min(_BAR, main.height * _BAR_SHARE) if self.down else _BAR
        self.listed = self._list_of_inputs(main) if self.lists else None
        self.diagram = self._build_diagram(main)
        self.counts = self.diagram.counts(self.figures, braced=not self.lists)
        self.outputs = self._build_readout(main)
        if self.down:
            self._keep_counts_clear()
        self.weight_legend, self.scales = WeightLegend(figures.theme), self._build_scales()
        self._main, self._beside = main, beside

    def place(self, *others: Mobject) -> None:
        """Place everything, the others with the network."""
        if self.listed:
            self.listed.place_beside(self.diagram.columns[0])
            others = (*others, self.listed)
        self._main.place(Group(self.diagram, self.counts, self.outputs, *others))
        if self.listed:
            legends = Group(self.weight_legend, *self.scales)
            self._beside.place(legends.arrange(RIGHT, buff=0.8))
        else:
            self._place_picture_and_legends()

    def _place_picture_and_legends(self) -> None:
        """Put the legends below the picture, or in a low region on its right."""
        wide = self.figures.stage.wide
        side = min(self._beside.width, self._beside.height, _LARGEST_PICTURE)
        legends = Group(self.weight_legend, *self.scales)
        if wide or len(self.scales) < 2:
            legends.arrange(DOWN, buff=0.35, aligned_edge=LEFT)
        else:
            side *= _SMALL_PICTURE
            self.scales.arrange(DOWN, buff=0.2)
            legends = Group(self.weight_legend, self.scales).arrange(RIGHT, buff=0.4)
        self.picture = input_picture(self.figures, side)
        way = DOWN if wide else RIGHT
        self._beside.place(Group(self.picture, legends).arrange(way, buff=0.5))

    # -- parts ------------------------------------------------------------------------

    def _choose(self, mode: Mode, plain: bool) -> list[NDArray[np.intp]]:
        """Return the neurons of each layer that are drawn."""
        sizes = self.figures.network.sizes
        most = _MOST_IN_A_ROW if self.down else _MOST
        outputs = largest_outputs(self.figures.trace.outputs, most)
        if mode == "all":
            return [*(np.arange(size) for size in sizes[:-1]), outputs]
        hidden = (shown_neurons(size, _MOST) for size in sizes[1:-1])
        if plain:
            return [shown_neurons(sizes[0], self.most_listed), *hidden, outputs]
        return [on_and_beside_the_stroke(self.figures.image, _MOST), *hidden, outputs]

    def _regions(self) -> tuple[Region, Region]:
        """Return where the picture and the legends go, and where the network."""
        stage = self.figures.stage
        if self.lists:
            main, beside = stage.picture.rows(0.86, 0.14)
        else:
            beside, main = stage.flow(*(0.2, 0.8) if stage.wide else (0.21, 0.79))
        return beside, main

    def _along_and_across(self, region: Region) -> tuple[float, float]:
        sides = region.width, region.height
        along, across = sides[::-1] if self.down else sides
        return along, across - _NEEDED_ASIDE

    def _pitch(self, region: Region, layer: int) -> float:
        """Return the distance between two neurons of a layer, scene units."""
        breadth = self._along_and_across(region)[1]
        values, theme = self.figures.trace.activations[layer], self.figures.theme
        shown, widest = self.shown[layer], WIDEST_NAMED if self.down else _WIDEST
        return NeuronColumn(values, theme, breadth, shown=shown, widest=widest).pitch

    def _list_of_inputs(self, region: Region) -> InputList:
        return InputList(self.figures, self.shown[0], self._pitch(region, 0), across=self.down)

    def _labels(self, region: Region) -> list[Words]:
        """Return what each output that is drawn stands for."""
        network, colour, pitch = (
            self.figures.network,
            self.figures.theme.text,
            self._pitch(region, -1),
        )
        labels = [network.labels[index] for index in self.shown[-1]]
        if labels == ["0"]:
            labels = ["output"]
        if self.down:
            turned = min(_LONGEST_TURNED, region.height * _TURNED_SHARE)
            room = pitch * _BOXED
            return row_names(labels, colour, _LABEL_SIZE, room, turned, self.smallest)
        size = self._fitting(_LABEL_SIZE, pitch)
        return fitted_names(labels, colour, size, region.width * _LONGEST_SHARE, self.smallest)

    def _fitting(self, size: float, pitch: float) -> float:
        """Return the size of letters in lines so far apart, scene units: as wanted, or smaller."""
        return max(min(size, pitch * PIXELS_PER_UNIT * _LETTERS_SHARE), self.smallest)

    def _build_diagram(self, region: Region) -> NetworkDiagram:
        self.labels = self._labels(region)
        longest = max(name.height if self.down else name.width for name in self.labels)
        along, across = self._along_and_across(region)
        before = self.listed.room + LARGEST if self.listed else _NEEDED_BEFORE
        behind = _NEEDED_BEHIND - _BAR + self.bar + max(longest - _SHORT_LABEL, 0.0)
        trace, theme = self.figures.trace, self.figures.theme
        return NetworkDiagram(
            trace, theme, along - before - behind, across, self.shown, down=self.down
        )

    def _build_readout(self, region: Region) -> OutputReadout:
        column, last = self.diagram.columns[-1], len(self.figures.network.layers)
        size: float = _VALUE_SIZE_IN_A_ROW
        if not self.down:
            size = self._fitting(_VALUE_SIZE, column.pitch)
        values = [self.figures.read(activation(last, int(neuron)), size) for neuron in column.shown]
        if self.down and len(values) > 1:
            fit_numbers(values, column.pitch - _BETWEEN_NUMBERS)
        return OutputReadout(column, self.labels, values, self.figures.theme, self.bar)

    def _keep_counts_clear(self) -> None:
        """Move the counts aside where a label is wider than its neuron, for the box around it."""
        counts = Group(*self.counts[0 if self.lists else 1 :])
        over = counts.get_right()[0] - self.outputs.get_left()[0] + _BESIDE_COUNTS
        counts.shift(LEFT * max(over, 0.0))

    def _build_scales(self) -> Group:
        """Return a scale of the inputs, unless they are written, and one of the hidden neurons."""
        last = len(self.figures.network.layers)
        parts = [("hidden neurons", range(1, last))]
        if not self.lists:
            parts.insert(0, ("inputs", range(1)))
        scales = (self._scale(title, layers) for title, layers in parts if layers)
        return Group(*(part for scale in scales for part in scale))

    def _scale(self, title: str, layers: range) -> Group:
        """Return a titled scale of the activations of some layers; nothing if none is needed."""
        trace = self.figures.trace
        values = np.concatenate([trace.activations[layer] for layer in layers])
        if not needs_scale(values):
            return Group()
        legend = Legend.of_layer(self.figures, *layers)
        words = self.figures.words(title, _TITLE_SIZE)
        return Group(Group(words, legend).arrange(DOWN, buff=0.15))
