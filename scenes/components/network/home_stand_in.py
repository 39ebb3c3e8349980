"""The end picture of ForwardPass, until its own component is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group

from scenes.components.network.drawing import NetworkDrawing

if TYPE_CHECKING:
    from scenes.figures import Figures

__all__ = ["StandInHome"]

_REST = 0.3


class StandInHome(Group):
    """The network, lit, with its answer boxed.

    Attributes
    ----------
    picture
        The inputs, unless they are listed.
    columns
        The layers.
    """

    def __init__(self, figures: Figures) -> None:
        drawing = NetworkDrawing(figures, "all")
        self.columns = drawing.diagram.columns
        outputs, trace = drawing.outputs, figures.trace
        box = outputs.box(trace.prediction, figures.theme.right)
        drawing.place(box)
        for connections in drawing.diagram.connections:
            connections.set_rest(_REST)
        outputs.bars.bars.become(outputs.bars.full())
        self.picture = None if drawing.lists else drawing.picture
        beside = drawing.listed if drawing.lists else self.picture
        legends = Group(drawing.weight_legend, *drawing.scales)
        super().__init__(drawing.diagram, drawing.counts, outputs, box, beside, legends)
