"""The picture that is compared: every neuron, every connection, and pulses that leave all layers.

`Pulse` draws it with our components, `Lines` with a Manim `Line` for each connection and a
`Circle` for each neuron, in the same places, colours and widths. In `Lines` a connection has one
opacity, so that the pulse lights it as a whole, where in `Pulse` a wave runs along it: that is
the less work for Manim. It is given the least work in other ways, too: its opacities are written
straight into the arrays of the `Line`s, and nothing is hashed for Manim's cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, Circle, Line, ManimColor, Scene, VGroup, config, linear

from scenes.clip import Clip
from scenes.components.network.diagram import NetworkDiagram
from scenes.components.network.pulses import SendPulse
from scenes.layers.params import ForwardPassParams
from scenes.look.stage import Stage
from scenes.look.theme import theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.components.network.connections import Connections

    Floats = NDArray[np.float64]

__all__ = ["Lines", "Pulse", "PulseParams"]

_UNIT = 1080 / 8
"""Pixels of a scene unit at 1080p."""
_WIDTH = 0.01 * _UNIT
"""Pixels at 1080p of a Manim stroke of width 1."""


class PulseParams(ForwardPassParams):
    """How often a pulse of one second is sent."""

    pulses: int = 2


def diagram_of(params: PulseParams) -> NetworkDiagram:
    """Return the whole network as it is drawn: dimmed connections, lit neurons."""
    network = params.load_network()
    trace = network.forward(params.load_input(network).ravel())
    picture = Stage(params.aspect).picture
    shown = [np.arange(size) for size in network.sizes]
    diagram = NetworkDiagram(
        trace, theme(params.theme), picture.width - 1, picture.height - 0.5, shown
    )
    for connections in diagram.connections:
        connections.set_rest(theme(params.theme).dimmed)
    return diagram


class Pulse(Clip):
    """Pulses through all connections at once."""

    params: PulseParams = PulseParams()

    def setup(self) -> None:
        """Build the network."""
        super().setup()
        self.diagram = diagram_of(self.params)

    def construct(self) -> None:
        """Send the pulses."""
        self.add(self.diagram)
        for _ in range(self.params.pulses):
            self.play(*(SendPulse(part, run_time=1) for part in self.diagram.connections))


class Lines(Scene):
    """The same made of Manim's own `Line`s and `Circle`s, with Manim's own renderer."""

    def __init__(self, params: PulseParams, **kwargs: Any) -> None:
        self.params = params
        config.background_color = ManimColor(theme(params.theme).background)
        super().__init__(**kwargs)

    def setup(self) -> None:
        """Build a line for each connection and a circle for each neuron."""
        diagram = diagram_of(self.params)
        self.connections = [_Lines(connections) for connections in diagram.connections]
        neurons = [_circles(column.neurons) for column in diagram.columns]
        self.add(*(part.lines for part in self.connections), *neurons)

    def construct(self) -> None:
        """Send the pulses."""
        for _ in range(self.params.pulses):
            self.play(*(_Flash(part) for part in self.connections))


class _Lines:
    """Connections as lines, and their opacities at rest and when lit."""

    def __init__(self, connections: Connections) -> None:
        ends = connections.points[:, :2] * _UNIT
        rest, lit = (connections.strands(kind, ends, 1.0) for kind in ("rest", "lit"))
        self.rest = rest.colours[:, 3] * connections.rest
        self.lit = lit.colours[np.argsort(lit.order)[rest.order], 3]
        starts, stops = _points(rest.starts), _points(rest.stops)
        rows = zip(starts, stops, rest.colours, rest.widths, strict=True)
        self.lines = VGroup(
            *(
                Line(start, stop, stroke_color=ManimColor(colour), stroke_width=width / _WIDTH)
                for start, stop, colour, width in rows
            )
        )


def _points(pixels: Floats) -> Floats:
    return np.column_stack([pixels / _UNIT, np.zeros(len(pixels))])


class _Flash(Animation):
    """Light lines up and let them go out."""

    def __init__(self, connections: _Lines) -> None:
        self.connections = connections
        super().__init__(connections.lines, run_time=1, rate_func=linear)

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the opacities of this moment."""
        wave = np.sin(np.pi * alpha) ** 2
        parts = self.connections
        opacities = np.maximum(parts.rest, parts.lit * wave)
        for line, opacity in zip(parts.lines, opacities.tolist(), strict=True):
            line.stroke_rgbas[:, 3] = opacity


def _circles(marks: Marks) -> VGroup:
    ring = marks.ring_width / _WIDTH
    inset = marks.ring_width / _UNIT / 2  # a stroke lies on the edge, a ring within it
    rows = zip(marks.centres, marks.halves[:, 0], marks.fills, marks.rings, strict=True)
    return VGroup(
        *(
            Circle(radius - inset, fill_color=ManimColor(fill), fill_opacity=1)
            .set_stroke(ManimColor(outline), ring, opacity=outline[3])
            .move_to(centre)
            for centre, radius, fill, outline in rows
        )
    )
