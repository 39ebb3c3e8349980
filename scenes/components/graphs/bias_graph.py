"""One neuron's sums for many inputs, and the curve that its bias slides over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Group, Line, VGroup

from scenes.components.graphs.axes import ACTIVATION_NAME
from scenes.components.graphs.curve import Curve
from scenes.components.graphs.number_line import NumberLine, nice_step, round_range
from scenes.components.graphs.swarm import piled
from scenes.components.graphs.value_labels import ValueLabel
from scenes.components.grids.discs import discs
from scenes.components.grids.grids import grid_centres
from scenes.components.grids.thumbnails import Thumbnails
from scenes.facts.sources import Mapped, Needed
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.sizes import LABEL, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenes.components.grids.marks import Marks
    from scenes.facts.bias_story import BiasStory
    from scenes.figures import Figures
    from scenes.look.stage import Region

    Floats = NDArray[np.float64]

__all__ = ["BiasGraph"]

_PILE = 0.42
"""The height of the piled points, to that of all that is above the axis."""
_TICK_ROOM = 0.9
_RING, _RING_OPACITY = 1.8, 0.85
_ABOUT, _ABOUT_RING = 2.2, 3.0
"""A ring about a point: its size to the point's, and how wide it is."""
_WAITING = 0.46
"""Half the side of a point that waits, to the room that it has."""
_LEFT, _RIGHT = 2.75, 0.75
"""What the graph keeps free for numbers on both sides, in ems."""
_LINE, _PARTS = 3.0, 6
_POINT = 0.11
_EDGE = 0.15
"""Over such a share of the axis points light up, when they do so one after the other."""
_BEYOND = 0.05
"""The axis goes on behind the outermost value by such a share of itself."""


class BiasGraph(Group):
    """Points on an axis that stay, a curve above them that slides, and what it makes of each.

    Parameters
    ----------
    figures
        Whose theme and stage are used.
    story
        The sums, and the biases that are tried.
    region
        What it fills.

    Attributes
    ----------
    axes
        The axis of sums, that of activations, and their names.
    curve
        The activation over every sum, at the bias of now.
    dots
        One for each input, as bright as the neuron is for it; the shown one's ring is gold.
    threshold
        Where the curve is as high as over a sum of zero; with the number there, `needed`.
    level
        A dashed line so high.
    own
        What becomes of the shown input: a line from its point up to the curve.
    """

    def __init__(self, figures: Figures, story: BiasStory, region: Region) -> None:
        self.figures, self.story, self.bias = figures, story, 0.0
        theme, self._letters = figures.theme, figures.stage.letters(NUMBER)
        needed = Needed(story.layer, story.neuron, 0.0)
        number = figures.read(needed, self._letters, colour=theme.bias)
        self.needed = ValueLabel(figures.words("sum >", self._letters, theme.bias), number)
        self._place_the_axes(region)
        self.curve = Curve(self._activation, self.across, self.up, theme.highlight)
        self._pile_the_points()
        self.level = self._level()
        self.threshold = Line(stroke_width=_LINE, color=theme.bias)
        self.own = self._own_point()
        self.axes = Group(self.across, self.up, self.names)
        super().__init__(
            self.axes, self.level, self.threshold, self.curve, self.dots, self.own, self.needed
        )
        self.turn_to(0.0)

    def _activation(self, sums: ArrayLike) -> Floats:
        return np.asarray(self.story.function(np.asarray(sums) + self.bias), dtype=np.float64)

    def _place_the_axes(self, region: Region) -> None:
        theme, figures, story = self.figures.theme, self.figures, self.story
        size = figures.stage.letters(LABEL)
        texts = ("weighted sum, before the bias", ACTIVATION_NAME)
        self.names = VGroup(*(figures.words(text, size) for text in texts))
        row = self.names[0].height + NEAR
        em = self._letters / PIXELS_PER_UNIT
        low, high = story.reach
        edge = (high - low) * _BEYOND or 1.0
        low, high = low - edge, high + edge
        half = self._half_label()
        left = max(_LEFT * em, half)
        before = (max(-bias for bias in story.biases) - low) / (high - low)
        room = region.width - left
        length = min(room - _RIGHT * em, (room - half) / before)
        step = nice_step(high - low, max(int(length / _TICK_ROOM), 1))
        self.across = NumberLine(low, high, step, theme.text, length, self._letters)
        above, below = 2 * em + NEAR, 2 * row + TIGHT
        height = region.height - above - below
        self.up = self._upright(height * (1 - _PILE) - NEAR)
        corner = region.centre + DOWN * (region.height / 2 - below)
        corner[0] += left - region.width / 2
        self.across.begin_at(corner)
        self._pile_room = height * _PILE
        self.up.begin_at(corner + UP * (self._pile_room + NEAR))
        self.needed.next_to(self.up.rule, UP, buff=TIGHT)
        self.names[0].next_to(self.across, DOWN, buff=TIGHT).set_x(corner[0] + length / 2)
        self.names[1].next_to(self.up, UP, buff=TIGHT + em).align_to(self.up, LEFT)
        beyond = region.x - region.width / 2 - self.names[1].get_left()[0]
        self.names[1].shift(RIGHT * max(beyond, 0.0))

    def _half_label(self) -> float:
        """Return half the width of what stands over the threshold, at most."""
        label = self.needed.copy()
        return max(float(label.set_value(-bias).width) for bias in self.story.biases) / 2

    def _upright(self, height: float) -> NumberLine:
        """Return the axis of activations: bounded as they are, or as far as they go."""
        low, high = self.story.heights(self.across.low, self.across.high)
        step = 1.0 if self.story.words.bounded else nice_step(high - low, _PARTS)
        return NumberLine(
            *round_range(low, high, step), step, self.figures.theme.highlight, height,
            self._letters, 2 if self.story.words.bounded else 1, upright=True, labels="ends",
        )  # fmt: skip

    def _level(self) -> VGroup:
        """Return a dashed line at the activation of a sum of zero, and that number."""
        story, colour = self.story, self.figures.theme.text
        middle = self.up.at(story.level)[0]
        end = middle + RIGHT * self.across.rule.width
        level = VGroup(DashedLine(middle, end, dash_length=0.1, color=colour, stroke_width=2))
        if story.level not in (self.up.low, self.up.high):
            source = Mapped(story.function.name, 0.0)
            number = self.figures.read(source, self._letters, 1 if story.level else 0)
            level.add(number.next_to(middle, LEFT, buff=NEAR))
        return level

    def _pile_the_points(self) -> None:
        sums, theme = self.story.sums, self.figures.theme
        places = self.across.at(sums)
        heights, radius = piled(places[:, 0], self._pile_room)
        places[:, 1] += heights
        rings = np.tile(rgba(theme.text, _RING_OPACITY), (len(sums), 1))
        rings[self.story.own] = rgba(theme.highlight)
        self.dots = discs(theme, places, radius, activation_rgba(theme, 0.0), _RING, rings)
        images = self.story.samples.images
        if images is not None:
            self.dots = Thumbnails(self.dots, images, theme)

    def _own_point(self) -> Group:
        gold = self.figures.theme.highlight
        point = discs(self.figures.theme, np.zeros((1, 3)), _POINT, np.zeros(4), 3.0, rgba(gold))
        return Group(Line(stroke_width=1.6, color=gold), point)

    def turn_to(self, bias: float) -> Self:
        """Slide the curve to where it is at a bias: the points stay, and light up or go out."""
        self.bias, story, theme = bias, self.story, self.figures.theme
        self.curve.set_points_as_corners(self.curve.at(self._over))
        self.dots.set_fills(activation_rgba(theme, self._activation(story.sums), story.limit))
        foot = self.across.at(-bias)[0]
        top = np.array([foot[0], self.up.rule.get_top()[1], 0.0])
        self.threshold.put_start_and_end_on(foot, top)
        self.needed.set_value(-bias).set_x(foot[0])
        self._move_own()
        return self

    def waiting(self) -> Marks:
        """Return the points before they are anywhere: in rows, and images as what they are."""
        left, top = self.across.rule.get_left()[0], self.up.rule.get_top()[1]
        width, height = self.across.rule.width, top - self.across.rule.get_y()
        count = len(self.dots)
        abreast = _abreast(count, width, height)
        rows = -(-count // abreast)
        cell = min(width / abreast, height / rows)
        middle = np.array([left + width / 2, top - height / 2, 0.0])
        places = grid_centres(rows, abreast, cell)[:count]
        waiting = self.dots.copy().place(places + middle[:2], cell * _WAITING)
        if self.story.samples.images is not None:
            waiting.roundness[:] = 0.0
        return waiting

    @property
    def lowest(self) -> float:
        """Where a light has to go for all points to be lit in full."""
        return self.across.low - (self.across.high - self.across.low) * _EDGE

    def light(self, *, above: float) -> Self:
        """Light the points of sums above this one, the nearest only in part; others are dark."""
        sums = self.story.sums
        edge = (self.across.high - self.across.low) * _EDGE
        lit = self._activation(sums) * np.clip((sums - above) / edge, 0.0, 1.0)
        self.dots.set_fills(activation_rgba(self.figures.theme, lit, self.story.limit))
        return self

    def active_rings(self) -> Marks:
        """Return a gold ring about each point whose sum makes the neuron active at this bias."""
        active = self.story.sums + self.bias > 0
        radius = self.dots.halves[0, 0] * _ABOUT
        gold = rgba(self.figures.theme.highlight)
        centres = self.dots.centres[active]
        return discs(self.figures.theme, centres, radius, np.zeros(4), _ABOUT_RING, gold)

    @property
    def _over(self) -> Floats:
        """The sums over which the curve is drawn: where the rectified functions bend, too."""
        spread = np.linspace(self.across.low, self.across.high, 401)
        return np.union1d(spread, np.clip(-self.bias, self.across.low, self.across.high))

    def _move_own(self) -> None:
        stem, point = self.own
        own = self.story.sums[self.story.own]
        place, a = self.curve.at(own)[0], self._activation(own)
        stem.put_start_and_end_on(self.dots.centres[self.story.own], place + 1e-6 * UP)
        fills = activation_rgba(self.figures.theme, [a], self.story.limit)
        point.place(place[None]).set_fills(fills)

    def cite(self, bias: float | None = None) -> None:
        """Record what is needed at a bias that was tried, or at the real one."""
        self.figures.cite(self.needed.number, Needed(self.story.layer, self.story.neuron, bias))


def _abreast(count: int, width: float, height: float) -> int:
    """Return how many go side by side: so that they are large, and the last row nearly as long."""

    def worth(abreast: int) -> float:
        rows = -(-count // abreast)
        return min(width / abreast, height / rows) * (count / (rows * abreast)) ** 2

    return max(range(1, count + 1), key=worth)
