"""A knob under what goes into a network: turned to either side, it mixes in something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, RIGHT, AnimationGroup, Dot, Group, Line, rate_functions

from scenes.components.animations import Follow
from scenes.components.frame import frame_about
from scenes.components.grids.grids import PixelGrid
from scenes.components.network.live_inputs import LiveInputs, live_inputs
from scenes.components.verbs import MOVE, appear, move
from scenes.facts.decimals import column_decimals
from scenes.facts.readings import activation
from scenes.facts.sources import Of
from scenes.look.sizes import APART, NEAR, NUMBER
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject

    from netcore import Trace
    from scenes.components.network.last_layer import LastLayer
    from scenes.components.network.output_panel import Outputs
    from scenes.facts.torn import Side
    from scenes.facts.varied import Varied
    from scenes.figures import Figures

__all__ = ["Mixer"]

_ROWS = (5.0, 1.0)
"""Heights of the inputs, and of the knob's way."""
_WIDEST = 0.2
"""A picture at an end, to the width of the region."""
_LINE, _KNOB = 4.0, 0.13
"""The line on which the knob is moved, in Manim's widths, and the knob's radius, scene units."""
_LINE_OPACITY = 0.5


class Mixer(Group):
    """The inputs, and below them a way from one thing that is mixed in to the other.

    Parameters
    ----------
    figures
        Whose inputs they are.
    region
        What it fills.
    varied
        The inputs at each place of the knob: -1 on the left, 0 as they are, 1 on the right.
    sides
        What is at the ends: of images, their pictures; of one number that is turned, its values.
    passes
        Forward passes on the way: colours have room for them.
    alone
        Whether the inputs begin alone, and large; else in the region.

    Attributes
    ----------
    inputs
        In the place where the frame begins.
    beside
        The same in the region, as long as there is no knob.
    way
        The knob's line and its ends, with the knob; a frame about the number that is turned.
    """

    def __init__(
        self,
        figures: Figures,
        region: Region,
        varied: Varied,
        sides: Sequence[Side],
        passes: Sequence[Trace],
        *,
        alone: bool = True,
    ) -> None:
        self.figures, self.varied = figures, varied
        above, below = region.rows(*_ROWS)
        if sides[0].index is not None:  # a frame goes about a neuron
            above = Region(above.x, above.y, above.width - NEAR, above.height)
        first = figures.stage.digit_home if alone else region
        self.inputs = live_inputs(figures, first, passes)
        self.beside: LiveInputs = region.place(self.inputs.copy())
        self._above: LiveInputs = above.place(self.inputs.copy())
        self.way = self._way(below, sides)
        super().__init__(self.inputs, self.way)

    def make_room(self) -> Animation:
        """Return the animation of the inputs up, and of the knob, below them."""
        return AnimationGroup(move(self.inputs, self._above), appear(self.way, seconds=MOVE))

    def turn_to(self, place: float) -> Trace:
        """Move the knob, and let the inputs follow; return their forward pass."""
        trace = self.varied.at(place)
        self.inputs.stand_for(trace)
        first, last = self._line.get_start(), self._line.get_end()
        self._knob.move_to(first + (last - first) * (place + 1) / 2)
        return trace

    def turn(
        self, outputs: Outputs | LastLayer, first: float, last: float, seconds: float
    ) -> Animation:
        """Return the animation of the knob from place to place, and of all that follows."""

        def follow(progress: float) -> None:
            outputs.stand_for(self.turn_to(first + (last - first) * progress))

        return Follow(Group(self, outputs), follow, seconds, rate_functions.ease_in_out_sine)

    def cite(self, outputs: Outputs | LastLayer, place: float) -> None:
        """Record what the numbers stand for where the knob is now."""
        trace = self.varied.at(place) if place else None
        self.inputs.cite(trace)
        outputs.cite(trace)

    def _way(self, region: Region, sides: Sequence[Side]) -> Group:
        theme = self.figures.theme
        left, right = (self._end(side, region) for side in sides)
        left.move_to(region.centre + LEFT * region.width / 2, aligned_edge=LEFT)
        right.move_to(region.centre + RIGHT * region.width / 2, aligned_edge=RIGHT)
        self._line = Line(
            left.get_right() + RIGHT * APART,
            right.get_left() + LEFT * APART,
            color=theme.text,
            stroke_width=_LINE,
            stroke_opacity=_LINE_OPACITY,
        )
        self._knob = Dot(self._line.get_center(), radius=_KNOB, color=theme.highlight)
        return Group(left, right, self._line, self._knob, *self._frames(sides))

    def _end(self, side: Side, region: Region) -> Mobject:
        """Return what stands at an end: a picture, or the value of the number that is turned."""
        network, theme = self.figures.network, self.figures.theme
        if side.index is None:
            shape = network.image_shape
            assert shape is not None
            image = side.inputs.reshape(shape)
            room = Region(0, 0, region.width * _WIDEST, region.height)
            return room.place(PixelGrid(image, theme, region.height))
        source = Of(network.forward(side.inputs), activation(0, side.index))
        (decimals,) = column_decimals([float(self.figures.inputs[side.index])])
        return self.figures.read(source, self.figures.stage.letters(NUMBER), decimals)

    def _frames(self, sides: Sequence[Side]) -> list[Mobject]:
        index = sides[0].index
        if index is None:
            return []
        return [frame_about(self.figures.theme, self._above.mark_of(index))]
