"""A layer's network beside its expression: what is pointed at in one is lit in the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self, cast

from manim import LEFT, Group

from scenes.components.equations.layer import LayerEquation
from scenes.components.equations.layer_network import LayerNetwork
from scenes.components.network.inputs import input_picture
from scenes.facts.incoming import Incoming
from scenes.look.sizes import APART

if TYPE_CHECKING:
    from manim import Animation, Mobject

    from scenes.components.equations.layer import Step
    from scenes.components.grids.grids import PixelGrid
    from scenes.figures import Figures
    from scenes.look.stage import Areas, Region

__all__ = ["LayerStage"]

_PLACES: Areas = {
    "16:9": ("1 picture:1 line:3", "3.4 network:1 expression:3"),
    "9:16": ("1 network", "0.34 line", "1.75 expression"),
    "1:1": ("1 picture:1 line:2.7", "4.6 network:1 expression:2.7"),
}
_WITHOUT_PICTURE: Areas = {
    "16:9": ("0.7 line", "4.5 network:1 expression:3"),
    "9:16": _PLACES["9:16"],
    "1:1": ("0.9 line", "5.5 network:1 expression:2.9"),
}
_WIDER = (1.0, 1.35, 1.8)
"""So many times its share has the expression, until its numbers are large enough."""
_PICTURE_SHARE = 0.42
"""The picture of what goes in takes so much of the width beside a network."""
_LABELS = 0.5
"""What the sizes above the blocks take, scene units."""
_PITCH, _WIDEST_PITCH = 1.6, 5.0
"""From one row of numbers to the next, in ems: at least, and where there is height."""


class LayerStage(LayerNetwork):
    """One layer twice: as neurons and connections, and as matrix and vectors.

    In a wide frame each neuron stands at the height of its row, and of its number.

    Parameters
    ----------
    figures
        Whose forward pass is shown.
    layer
        From 1 on.

    Attributes
    ----------
    equation
        The blocks of the expression: `arrange` puts them into their places.
    room, line
        Where the expression goes, and where one line can be written that says what happens.
    picture
        What goes into the layer, small.
    """

    def __init__(self, figures: Figures, layer: int) -> None:
        self.figures, self.layer = figures, layer
        pixels = Incoming.of(figures.network, layer).kind == "pixels"
        measured = LayerEquation(figures, layer, bare_pitch=_PITCH)
        for wider in _WIDER:
            places = _PLACES if pixels else _WITHOUT_PICTURE
            at = figures.stage.areas(places, {"expression": wider})
            self.line, self.room = at["line"], at["expression"]
            self.equation = self._fitted(measured)
            if self._letters >= figures.smallest:
                break
        self.picture = self._picture(at.get("picture"), at["network"]) if pixels else Group()
        room = at["network"] if "picture" in at else self._beside_picture(at["network"])
        super().__init__(self.equation, room, self.picture)

    # -- the expression ---------------------------------------------------------------

    def _fitted(self, measured: LayerEquation) -> LayerEquation:
        """Return the expression with rows as far apart as there is height, and find its size.

        `measured` is one whose rows are near each other: in a narrow frame they stay so.
        """
        equation = self._arranged(measured)
        if self._wide:
            tall = sum(max(part.height for part in line) for line in self._lines(equation))
            more = (self.room.height - _LABELS) / tall
            pitch = min(_PITCH * more, _WIDEST_PITCH)
            equation = self._arranged(LayerEquation(self.figures, self.layer, bare_pitch=pitch))
        self._size = equation.size
        equation.there = set()
        return equation

    def _arranged(self, equation: LayerEquation) -> LayerEquation:
        equation.there = set()
        equation.arrange("function", self.room)
        return equation

    @property
    def _letters(self) -> float:
        """The size of the numbers, in pixels at 1080p."""
        return float(self.equation.weights.entry(self.rows[0], self.columns[0]).letter_size)

    def _lines(self, equation: LayerEquation) -> list[list[Mobject]]:
        weights, *others = equation.weights, equation.closing, equation.inputs
        return [[weights, *others]] if self._wide else [[weights], [*others]]

    def arrange(self, step: Step) -> Animation:  # type: ignore[override]  # as LayerEquation's
        """Make room for what a step brings; what is there already moves to the side."""
        return self.equation.arrange(step, self.room, largest=self._size)

    def there(self, step: Step) -> list[Mobject]:
        """Return what stands on the screen at a step: the network, and what is written by then."""
        equation = self.equation
        if step == "inputs":
            return [self, equation.inputs, equation.labels[1]]
        parts = [self, equation.weights, equation.inputs, *equation.labels[:2]]
        if step != "product":
            parts += [equation.equals, equation.result, equation.labels[3]]
        if step in ("biases", "function"):
            parts += [equation.plus, equation.biases, equation.labels[2]]
        return parts + [equation.opening, equation.closing] * (step == "function")

    def with_activations(self) -> Self:
        """Put the layer's activations into its neurons and into the result."""
        equation = self.equation
        for row, activation in zip(self.rows, equation.activations, strict=True):
            equation.result.entry(row).set_value(activation.value)
        self.hold(self.figures.trace.activations[self.layer])
        return self

    def hold_input(self, column: int, value: float) -> None:
        """Let a neuron of the layer before hold a number: if it is a pixel, the image as well."""
        self.hold_source(column, value)
        for picture in self.picture:
            grid = cast("PixelGrid", picture)
            values = grid.values.ravel().copy()
            values[column] = value
            grid.set_values(values)

    # -- beside the network ------------------------------------------------------------

    def _picture(self, region: Region | None, network: Region) -> Group:
        """Return the image that goes into the layer, small."""
        if region is not None:
            return Group(region.place(input_picture(self.figures, region.height)))
        side = min(network.height, network.width * _PICTURE_SHARE)
        picture = input_picture(self.figures, side).move_to(network.centre)
        return Group(picture.set_x(network.x - network.width / 2, LEFT))

    def _beside_picture(self, region: Region) -> Region:
        taken = self.picture.width + APART * bool(len(self.picture))
        x, width = region.x + taken / 2, region.width - taken
        return replace(region, x=x, width=width)
