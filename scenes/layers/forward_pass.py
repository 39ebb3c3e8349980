"""ForwardPass: what the network does with one digit, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, Create, FadeIn, Group, LaggedStart

from scenes.clip import Clip
from scenes.components.animations import Draw, Rearrange, SendPulse
from scenes.components.grids import PixelGrid
from scenes.components.network_diagram import (
    NetworkDiagram,
    largest_outputs,
    on_and_beside_the_stroke,
)
from scenes.components.neuron_column import shown_neurons
from scenes.components.output_readout import OutputReadout
from scenes.components.weight_legend import WeightLegend
from scenes.encoding import rgb
from scenes.layers import wording
from scenes.layers.params import ForwardPassParams
from scenes.readings import activation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.marks import Marks
    from scenes.stage import Region

__all__ = ["ForwardPass"]

_MOST, _MOST_IN_A_ROW = 16, 10
"""Neurons of a layer that are drawn, and outputs with their numbers side by side."""
_LARGEST_DIGIT, _FIRST_LOOK = 2.4, 0.72
"""The digit's height beside the network, scene units, and at first, as a share of the picture."""
_NEEDED_BEFORE, _NEEDED_BEHIND, _NEEDED_ASIDE = 0.7, 2.0, 0.6
"""What the input's brace, the outputs' bars and the layers' counts take, scene units."""
_MARK_SIZE, _MARK_WIDTH = 1.3, 4.0
_BAR, _VALUE_SIZE, _VALUE_SIZE_IN_A_ROW = 1.1, 25, 20
_PULSE, _PAUSE = 1.0, 1.0
_SECONDS_A_WORD = 0.25
_ARRIVAL = 0.6
"""The share of a pulse's time after which the first of it reaches the next layer."""


class ForwardPass(Clip):
    """Send a digit's activations through all connections, layer by layer, to the answer."""

    params = ForwardPassParams()

    def setup(self) -> None:
        """Build the network as it is drawn, with every layer but the first still dark."""
        super().setup()
        beside, main = self._regions()
        self.diagram = self._diagram(main)
        self.counts = self.diagram.counts()
        self.outputs = self._readout()
        right = wording.is_right(self.trace, self.params)
        colour = self.theme.right if right else self.theme.highlight
        self.box = self.outputs.box(self.trace.prediction, colour)
        main.place(Group(self.diagram, self.counts, self.outputs, self.box))
        self._place_the_digit(beside)
        for column in self.diagram.columns[1:]:
            column.switched_off()

    def construct(self) -> None:
        """Run the beats."""
        self.beat(self.show_the_digit)
        self.beat(self.feed_the_pixels_in)
        self.beat(self.line_up_the_layers)
        self.beat(self.draw_the_connections)
        self.beat(self.send_the_inputs_on)
        if len(self.network.layers) > 1:
            self.beat(self.pass_it_on_to_the_outputs)
        self.beat(self.read_the_outputs)
        self.beat(self.name_the_answer)

    # -- beats ------------------------------------------------------------------------

    def show_the_digit(self) -> None:
        """Start with the image alone."""
        self.say(wording.image(self.image, self.params))
        for connections in self.diagram.connections:
            self.add(connections.set_reveal(0))
        self.add(self.digit)
        self.hold(2.6)

    def feed_the_pixels_in(self) -> None:
        """Let pixels become the neurons of the input layer."""
        column = self.diagram.columns[0]
        self.say(wording.inputs(len(column.shown), len(column.activations)))
        pixels = self.digit.subset(column.shown)
        if column.elided:
            self.play(Rearrange(pixels, self._marked(pixels), run_time=0.6))
            self.hold(0.8)
        aside = self._marked(self.digit_aside.subset(column.shown))
        self.play(
            Rearrange(self.digit, self.digit_aside, run_time=0.8),
            Rearrange(pixels, aside, run_time=0.8),
        )
        order = np.linspace(0, 1, len(pixels))
        self.play(Rearrange(pixels, column.neurons, order, lag=0.4, run_time=1.8))
        self.remove(pixels)
        self.add(column.neurons)
        self.play(FadeIn(column.dots, self.counts[0], run_time=0.4))
        self.hold(1.0)

    def line_up_the_layers(self) -> None:
        """Bring in the layers behind the input, dark, and the labels of the outputs."""
        self.say(wording.layers(self.network.sizes))
        arrivals = [
            FadeIn(Group(column, count))
            for column, count in zip(self.diagram.columns[1:], self.counts[1:], strict=True)
        ]
        self.play(LaggedStart(*arrivals, lag_ratio=0.5, run_time=1.5))
        self.play(FadeIn(self.outputs.labels, run_time=0.4))
        self.hold(1.9)

    def draw_the_connections(self) -> None:
        """Draw every connection in the colour of its weight."""
        drawn = sum(connections.weights.size for connections in self.diagram.connections)
        self.say(wording.connections(drawn, self.network.weight_count))
        drawing = [Draw(connections) for connections in self.diagram.connections]
        self.play(LaggedStart(*drawing, lag_ratio=0.5))
        self.hold(1.6)
        self.say(text := wording.weights())
        self.play(FadeIn(self.legend), run_time=0.4)
        self.hold(_reading_time(text) - 0.4)

    def send_the_inputs_on(self) -> None:
        """Let the first pulse travel, with everything else held back."""
        self.say(wording.first_pulse(self.image.size))
        dimmed = self.theme.dimmed
        everywhere = self.diagram.connections
        self.play(*(part.animate.set_rest(dimmed) for part in everywhere), run_time=0.6)
        self.hold(1.2)
        self._send(1)
        self.hold(1.8)

    def pass_it_on_to_the_outputs(self) -> None:
        """Let the other pulses travel, one layer after the other."""
        text = (
            "Each neuron adds up what arrives. A large sum makes it active, and it sends that on."
        )
        later = range(2, len(self.diagram.columns))
        self.say(text)
        self.hold(max(1.2, _reading_time(text) - len(later) * (_PULSE + _PAUSE)))
        for layer in later:
            self._send(layer)
            self.hold(_PAUSE)

    def read_the_outputs(self) -> None:
        """Set the activations of the outputs out as bars and numbers."""
        self.say(wording.outputs(len(self.outputs.values), self.network.labels))
        self.play(FadeIn(self.outputs.bars.tracks, run_time=0.4))
        self.play(self.outputs.bars.grow(), FadeIn(self.outputs.values))
        self.hold(2.0)

    def name_the_answer(self) -> None:
        """Box the largest output and say how sure the network is."""
        ranking = self.trace.ranking[:2]
        values = [self.outputs.value_of(int(neuron)).text for neuron in ranking]
        answer = wording.answer(self.trace, self.params, values)
        self.say(answer)
        self.play(Create(self.box, run_time=0.8))
        self.hold(max(3.2, _reading_time(answer)))

    # -- parts ------------------------------------------------------------------------

    def _regions(self) -> list[Region]:
        """Return where the digit goes, and where the network."""
        return self.stage.flow(*(0.2, 0.8) if self.stage.wide else (0.21, 0.79))

    @property
    def _flows_down(self) -> bool:
        return self.stage.aspect == "9:16"

    def _place_the_digit(self, region: Region) -> None:
        """Prepare the digit in the middle of the frame, and the place it goes to."""
        side = min(region.width, region.height, _LARGEST_DIGIT)
        rows, columns = self.image.shape
        height = side * rows / max(rows, columns)
        self.digit_aside = PixelGrid(self.image, self.theme, height=height)
        self.legend = WeightLegend(self.theme)
        way = DOWN if self.stage.wide else RIGHT
        region.place(Group(self.digit_aside, self.legend).arrange(way, buff=0.5))
        picture = self.stage.picture
        self.digit = self.digit_aside.copy()
        self.digit.scale(_FIRST_LOOK * min(picture.width, picture.height) / side)
        self.digit.move_to(picture.centre)

    def _marked(self, pixels: Marks) -> Marks:
        """Return the pixels that stand for all as the viewer is to find them; all, as they are."""
        marked = pixels.copy()
        if len(pixels) == self.image.size:
            return marked
        marked.ring_width = _MARK_WIDTH
        marked.place(pixels.centres, pixels.halves * _MARK_SIZE)
        return marked.set_rings(np.append(rgb(self.theme.highlight), 1.0))

    def _shown(self) -> list[NDArray[np.intp]]:
        """Return the neurons of each layer that are drawn."""
        sizes = self.network.sizes
        most = _MOST_IN_A_ROW if self._flows_down else _MOST
        outputs = largest_outputs(self.trace.outputs, most)
        if self.params.mode == "all":
            return [*(np.arange(size) for size in sizes[:-1]), outputs]
        hidden = (shown_neurons(size, _MOST) for size in sizes[1:-1])
        return [on_and_beside_the_stroke(self.image, _MOST), *hidden, outputs]

    def _diagram(self, region: Region) -> NetworkDiagram:
        down = self._flows_down
        along, across = (region.height, region.width) if down else (region.width, region.height)
        return NetworkDiagram(
            self.trace,
            self.theme,
            along - _NEEDED_BEFORE - _NEEDED_BEHIND,
            across - _NEEDED_ASIDE,
            self._shown(),
            down=down,
        )

    def _readout(self) -> OutputReadout:
        column = self.diagram.columns[-1]
        last = len(self.network.layers)
        size = _VALUE_SIZE_IN_A_ROW if column.across else _VALUE_SIZE
        values = [self.read(activation(last, int(neuron)), size) for neuron in column.shown]
        return OutputReadout(column, self.network.labels, values, self.theme, _BAR)

    def _send(self, layer: int) -> None:
        """Send the activations into a layer, which lights up as they arrive."""
        column = self.diagram.columns[layer]
        lit = column.neurons.copy().set_fills(column.colours(column.activations))
        everywhere = np.ones(len(lit))
        self.play(
            SendPulse(self.diagram.connections[layer - 1], run_time=_PULSE),
            Rearrange(column.neurons, lit, everywhere, lag=_ARRIVAL, run_time=_PULSE),
        )


def _reading_time(text: str) -> float:
    return len(text.split()) * _SECONDS_A_WORD
