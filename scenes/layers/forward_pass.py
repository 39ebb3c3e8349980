"""ForwardPass: what the network does with one digit, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Create, FadeIn, FadeOut, Group, LaggedStart, Transform

from scenes.clip import Clip
from scenes.components.animations import Draw, Rearrange, SendPulse
from scenes.components.network.home import NetworkHome
from scenes.components.network.inputs import marked
from scenes.layers import wording
from scenes.layers.params import ForwardPassParams

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.components.grids.grids import PixelGrid

__all__ = ["ForwardPass"]

_FIRST_LOOK = 0.72
"""The inputs' picture at first, as a share of the frame's."""
_PULSE, _PAUSE = 1.0, 1.0
_LONGEST_JOURNEY = 6.0
"""Seconds from the first hidden layer to the outputs: many layers follow each other faster."""
_DRAWING, _LONGEST_DRAWING = 1.2, 2.4
"""Seconds for the connections of one layer, and of all: each begins in the middle of another."""
_GROWING = 1.2
_SECONDS_A_WORD = 0.25
_ARRIVAL = 0.6
"""The share of a pulse's time after which the first of it reaches the next layer."""


class ForwardPass(Clip):
    """Send a digit's activations through all connections, layer by layer, to the answer."""

    params = ForwardPassParams()

    def setup(self) -> None:
        """Build the network as it is drawn, with every layer but the first still dark."""
        super().setup()
        written = self.params.written(self.network)
        self.drawing = NetworkHome(self.figures, written, elided=self.params.mode == "elided")
        self.diagram, self.counts = self.drawing, self.drawing.counts
        self.outputs = self.drawing.outputs
        self.outputs.bars.bars.become(self.outputs.bars.empty())
        for column in self.diagram.columns[1:]:
            column.switched_off()

    def construct(self) -> None:
        """Run the beats."""
        if self.network.image_shape is None:
            self.beat(self.show_the_numbers)
            self.beat(self.feed_the_numbers_in)
        else:
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
        self.first_look = self._enlarged_picture()
        self._show_alone(self.first_look, wording.image(self.image, self.params))

    def show_the_numbers(self) -> None:
        """Start with the inputs alone, as they are given."""
        count, listed = len(self.inputs), self.drawing.listed
        if listed is None:
            self.first_look = self._enlarged_picture()
            self._show_alone(self.first_look, wording.numbers(count, count))
        else:
            self.lines = listed.first_look(self.stage.picture)
            self.left_out = listed.dots_between(self.lines)
            lines = Group(self.lines, self.left_out)
            self._show_alone(lines, wording.numbers(count, len(listed.values)))

    def feed_the_pixels_in(self) -> None:
        """Let pixels become the neurons of the input layer."""
        column = self.diagram.columns[0]
        self.say(wording.inputs(len(column.shown), len(column.activations), self.params))
        self._unroll_the_picture()

    def feed_the_numbers_in(self) -> None:
        """Let numbers become the activations of the input layer."""
        column, listed = self.diagram.columns[0], self.drawing.listed
        self.say(wording.numbers_in(len(column.shown), len(column.activations)))
        if listed is None:
            self._unroll_the_picture()
            return
        dots = [FadeOut(self.left_out, run_time=0.4)] if self.left_out else []
        self.play(Transform(self.lines, listed, run_time=1.2), *dots)
        lit = column.neurons.copy()
        self.play(FadeIn(column.switched_off(), run_time=0.5))
        order = np.linspace(0, 1, len(lit))
        self.play(Rearrange(column.neurons, lit, order, lag=0.4, run_time=1.4))
        self.hold(1.2)

    def line_up_the_layers(self) -> None:
        """Bring in the layers behind the input, dark, and the labels of the outputs."""
        self.say(wording.layers(self.network.sizes))
        arrivals = [
            FadeIn(Group(column, count))
            for column, count in zip(self.diagram.columns[1:], self.counts[1:], strict=True)
        ]
        if self.drawing.listed:
            arrivals.insert(0, FadeIn(self.counts[0]))
        self.play(LaggedStart(*arrivals, lag_ratio=0.5, run_time=1.5))
        self.play(FadeIn(self.outputs.labels, run_time=0.4))
        self.hold(1.9)

    def draw_the_connections(self) -> None:
        """Draw every connection in the colour of its weight."""
        drawn = sum(connections.weights.size for connections in self.diagram.connections)
        self.say(text := wording.connections(drawn, self.network.weight_count))
        drawing = [Draw(connections) for connections in self.diagram.connections]
        seconds = min((len(drawing) + 1) * _DRAWING / 2, _LONGEST_DRAWING)
        self.play(LaggedStart(*drawing, lag_ratio=0.5, run_time=seconds))
        self.hold(max(1.6, _reading_time(text) - seconds))
        self.say(text := wording.weights())
        self.play(FadeIn(self.drawing.legends), run_time=0.4)
        self.hold(_reading_time(text) - 0.4)

    def send_the_inputs_on(self) -> None:
        """Let the first pulse travel, with everything else held back."""
        self.say(wording.first_pulse(len(self.inputs)))
        dimmed = self.theme.dimmed
        everywhere = self.diagram.connections
        dimming = [part.animate.set_rest(dimmed) for part in everywhere]
        self.play(*dimming, run_time=0.6)
        self.hold(1.2)
        self._send(1)
        self.hold(1.8)

    def pass_it_on_to_the_outputs(self) -> None:
        """Let the other pulses travel, one layer after the other."""
        text = (
            "Each neuron adds up what arrives. A large sum makes it active, and it sends that on."
        )
        later = range(2, len(self.diagram.columns))
        pace = min(1.0, _LONGEST_JOURNEY / (len(later) * (_PULSE + _PAUSE)))
        self.say(text)
        self.hold(max(1.2, _reading_time(text) - len(later) * (_PULSE + _PAUSE)))
        for layer in later:
            self._send(layer, _PULSE * pace)
            self.hold(_PAUSE * pace)

    def read_the_outputs(self) -> None:
        """Set the activations of the outputs out as bars and numbers."""
        self.say(text := wording.outputs(len(self.outputs.values), self.network.labels))
        self.play(FadeIn(self.outputs.bars.tracks, self.outputs.bars.zero, run_time=0.4))
        self.play(self.outputs.bars.grow(_GROWING), FadeIn(self.outputs.values))
        self.hold(max(2.0, _reading_time(text) - _GROWING))

    def name_the_answer(self) -> None:
        """Box the largest output and say how sure the network is."""
        ranking = self.trace.ranking[:2]
        values = [self.outputs.value_of(int(neuron)).text for neuron in ranking]
        answer = wording.answer(self.trace, self.params, values)
        self.say(answer)
        self.play(Create(self.drawing.boxes, run_time=0.8))
        self.hold(max(3.2, _reading_time(answer)))

    # -- parts ------------------------------------------------------------------------

    def _enlarged_picture(self) -> PixelGrid:
        """Return the inputs' picture in the middle of the frame."""
        picture, small = self.stage.picture, self.drawing.picture
        factor = _FIRST_LOOK * min(picture.width, picture.height) / max(small.width, small.height)
        return small.copy().scale(factor).move_to(picture.centre)

    def _show_alone(self, inputs: Mobject, text: str) -> None:
        """Show what goes in, before there is a network."""
        self.say(text)
        for connections in self.diagram.connections:
            self.add(connections.set_reveal(0))
        self.add(inputs)
        self.hold(max(2.6, _reading_time(text)))

    def _unroll_the_picture(self) -> None:
        """Put the picture aside, and let those of its squares that are drawn become neurons."""
        column, aside = self.diagram.columns[0], self.drawing.picture
        picture = self.first_look
        pixels = picture.subset(column.shown)
        if column.elided:
            self.play(Rearrange(pixels, marked(pixels, self.theme.highlight), run_time=0.6))
            self.hold(0.8)
        followed = aside.subset(column.shown)
        if column.elided:
            followed = marked(followed, self.theme.highlight)
        self.play(
            Rearrange(picture, aside, run_time=0.8), Rearrange(pixels, followed, run_time=0.8)
        )
        order = np.linspace(0, 1, len(pixels))
        self.play(Rearrange(pixels, column.neurons, order, lag=0.4, run_time=1.8))
        self.remove(pixels)
        self.add(column.neurons)
        self.play(FadeIn(column.dots, self.counts[0], run_time=0.4))
        self.hold(1.0)

    def _send(self, layer: int, seconds: float = _PULSE) -> None:
        """Send the activations into a layer, which lights up as they arrive."""
        column = self.diagram.columns[layer]
        lit = column.neurons.copy().set_fills(column.colours(column.activations))
        everywhere = np.ones(len(lit))
        self.play(
            SendPulse(self.diagram.connections[layer - 1], run_time=seconds),
            Rearrange(column.neurons, lit, everywhere, lag=_ARRIVAL, run_time=seconds),
        )


def _reading_time(text: str) -> float:
    return len(text.split()) * _SECONDS_A_WORD
