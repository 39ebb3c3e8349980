"""What a layer does to its sums, as a graph: the last picture of the squish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    PI,
    RIGHT,
    UP,
    DashedLine,
    Group,
    Line,
    Transform,
    VGroup,
    VMobject,
)

from scenes.components.graphs.axes import (
    ACTIVATION_NAME,
    SUM_NAME,
    SquishAxes,
    followed_labels,
    sum_points,
)
from scenes.components.graphs.curve import Curve
from scenes.components.graphs.number_line import stroke_points
from scenes.components.graphs.squished_line import KeepOn
from scenes.components.graphs.value_labels import overlap
from scenes.facts.readings import activation, weighted_sum
from scenes.facts.sources import Mapped
from scenes.look.sizes import APART, FORMULA, LABEL, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject

    from scenes.components.graphs.number_line import NumberLine
    from scenes.components.grids.marks import Marks
    from scenes.facts.layer_sums import LayerSums
    from scenes.figures import Figures
    from scenes.look.text import Words

__all__ = ["SquishSlide"]

_BELOW, _ABOVE, _FORMULA_ROW = 1.0, 0.62, 1.6
"""What the picture keeps free for the axes' names, and in a narrow frame for the formula."""
_STEEPEST = 1.2
"""The graph is not higher than this share of its width."""
_STEM = 0.3
_NARROW = 1.7
"""The width of a note where the frame is not wide, scene units."""


class SquishSlide(Group):
    """Axes, curve, points, formula and notes.

    Parameters
    ----------
    figures
        Whose trace, theme and stage are used.
    sums
        The layer.

    Attributes
    ----------
    across, up
        The line of sums, and that of activations, as axes.
    curve, neurons
        The function, and the neurons on it.
    middle
        Where a sum of zero lands.
    names, rule, notes
        Of the axes; the function's name and formula; what becomes of the followed sums.
    heading, formula
        What of the rule may come before the neurons, as none passes over it; and the rest.
    """

    def __init__(self, figures: Figures, sums: LayerSums) -> None:
        self.figures, self.sums, self.stage = figures, sums, figures.stage
        self.axes = SquishAxes(figures, sums)
        self._place_the_axes()
        self.curve = Curve(sums.function, self.across, self.up, figures.theme.highlight)
        self.neurons = sum_points(self.axes, lit=True).place(self.curve.at(sums.sums))
        self.middle = self._middle()
        self.rule = self._rule()
        early = 0 if self.stage.wide else 1
        self.heading, self.formula = VGroup(*self.rule[:early]), VGroup(*self.rule[early:])
        self.notes = self._notes()
        super().__init__(
            self.across, self.up, self.names, self.middle, self.curve, self.neurons,
            self.rule, *self.notes,
        )  # fmt: skip

    def _place_the_axes(self) -> None:
        region, axes = self.stage.picture, self.axes
        room = 0.0 if self.stage.wide else _FORMULA_ROW
        height = min(region.height - _BELOW - _ABOVE - room, axes.length * _STEEPEST)
        spare = (region.height - _BELOW - _ABOVE - room - height) / 2
        self.across = axes.sum_line()
        self.up = axes.activation_line(height, upright=True)
        corner = region.centre + DOWN * (region.height / 2 - _BELOW - spare)
        corner[0] = region.x - axes.length / 2
        self.up.begin_at(corner)
        self.across.begin_at(corner)
        names = (self.figures.words(text, LABEL) for text in (SUM_NAME, ACTIVATION_NAME))
        self.names = VGroup(*names)
        self.names[0].next_to(self.across, DOWN, buff=TIGHT).set_x(region.x)
        self.names[1].next_to(self.up, UP, buff=TIGHT).align_to(self.up, LEFT)
        beyond = region.x - region.width / 2 - self.names[1].get_left()[0]
        self.names[1].shift(max(beyond, 0.0) * RIGHT)

    def _middle(self) -> VGroup:
        """Return dashed lines from a sum of zero to its activation, where both ends are bounded."""
        if not self.sums.words.bounded or self.sums.function(0.0) == 0:
            return VGroup()
        foot, place = self.across.at(0.0)[0], self.curve.at(0.0)[0]
        end = self.up.at(self.sums.function(0.0))[0]
        lines = (DashedLine(place, to, dash_length=0.08) for to in (foot, end))
        colour = self.figures.theme.highlight
        value = self.figures.read(Mapped(self.sums.function.name, 0.0), NUMBER, 1, colour)
        return VGroup(*VGroup(*lines).set_color(colour), value.next_to(end, LEFT, buff=TIGHT))

    def _rule(self) -> VGroup:
        """Return the function's name and formula, where the graph leaves room for them."""
        words, figures = self.sums.words, self.figures
        formula = figures.formula(words.formula, self.stage.letters(FORMULA))
        formula.part("f").set_color(figures.theme.highlight)
        rule = VGroup(figures.words(words.title, LABEL), formula)
        if self.stage.wide:
            rule.arrange(DOWN, buff=APART, aligned_edge=LEFT)
            return rule.next_to(self.up.rule, RIGHT, buff=APART).align_to(self.up.rule, UP)
        rule.arrange(DOWN, buff=TIGHT)
        top = self.up.rule.get_top()[1] + _ABOVE
        return rule.move_to((self.stage.picture.x, top + _FORMULA_ROW / 2, 0))

    # -- notes ------------------------------------------------------------------------

    def _notes(self) -> list[VGroup]:
        """Say what becomes of the followed sums, each at its point; the story's first."""
        sums, figures = self.sums, self.figures
        z = followed_labels(figures, sums, "z =", weighted_sum)
        a = followed_labels(figures, sums, "a =", activation)
        ends, story = (0, len(z) - 1), sums.followed.index(sums.story)
        titles = self._titles(*ends, story)
        placed: list[VGroup] = []
        for at in sorted(range(len(z)), key=lambda at: (at != story, at not in ends)):
            for title in (titles.get(at, []), []):
                edge = RIGHT if at == len(z) - 1 else LEFT
                numbers = VGroup(z[at], a[at]).arrange(DOWN, buff=TIGHT, aligned_edge=edge)
                note = VGroup(*title, numbers)
                # Inside the graph, a title is longer than what stands straight at the point.
                note.arrange(DOWN, buff=TIGHT, aligned_edge=edge if at in ends else ORIGIN)
                if self._place(note, sums.followed[at], [*placed, self.rule, *self.middle]):
                    placed.append(note)
                    break
        return placed

    def _titles(self, first: int, last: int, story: int) -> dict[int, list[Words]]:
        """Return what the outermost sums are called: very negative, say, only where they are.

        Where the story's sum is as far from zero, it is called that in their place.
        """
        words, values = self.sums.words, self.sums.sums[self.sums.followed]
        titles: dict[int, str] = {}
        if first < last:
            titles = {first: "lowest sum", last: "highest sum"}
        for end, sign, text in ((first, -1, words.below), (last, 1, words.above)):
            far = [at for at in (story, end) if sign * values[at] > max(words.far, 0.0)]
            if far and end in titles:
                del titles[end]
                titles[far[0]] = text
        width = None if self.stage.wide else _NARROW
        return {
            at: [self.figures.words(text, LABEL, bold=True, width=width)]
            for at, text in titles.items()
        }

    def _place(self, note: VGroup, place: int, obstacles: Sequence[Mobject]) -> bool:
        """Put a note beside its point, clear of the curve and of others; tell whether it fits."""
        point = self.neurons.centres[place]
        region, taken = self.stage.picture, [*obstacles, self.across, self.up, self.names[1]]
        left, right = self.up.rule.get_right()[0] + TIGHT, region.x + region.width / 2
        upper = self.up.rule.get_y()
        sides = ((UP, True), (LEFT, True), (RIGHT, False), (DOWN, False))
        for side, above in sides if point[1] < upper else sides[::-1]:
            note.next_to(point, side, buff=APART)
            note.shift(RIGHT * max(left - note.get_left()[0], 0))
            note.shift(LEFT * max(note.get_right()[0] - right, 0))
            self.curve.keep_clear(note, above=above, gap=NEAR)
            near = abs(note.get_center()[1] - point[1]) < note.height / 2 + 3 * APART
            inside = note.get_top()[1] < region.y + region.height / 2
            if near and inside and not any(overlap(note, thing, TIGHT) for thing in taken):
                return True
        return False

    # -- on the way here --------------------------------------------------------------

    def stems(self, *, grown: bool) -> VMobject:
        """Return upright lines from the axis to the neurons; of no length at first."""
        feet = self.across.at(self.sums.sums)
        tops = self.neurons.centres if grown else feet
        stems = VMobject(stroke_color=self.figures.theme.text, stroke_width=1.8)
        stems.points = stroke_points(list(zip(feet, tops, strict=True)))
        return stems.set_stroke(opacity=_STEM)

    def lay_down(self, line: NumberLine, ghosts: Marks) -> list[Animation]:
        """Return the animations that make a line of sums, with marks on it, the lower axis."""
        sums = self.sums.sums
        return [Transform(line.rule, self.across.rule), KeepOn(ghosts, lambda: line.at(sums))]

    def stand_up(self, line: NumberLine, neurons: Marks) -> list[Animation]:
        """Return the animations that turn a line of activations, with marks on it, upright."""
        activations, turn = self.sums.activations, PI / 2 if self.sums.words.bounded else 0.0
        turning = Transform(line.rule, self.up.rule, path_arc=turn)
        return [turning, KeepOn(neurons, lambda: line.at(activations))]

    def icon(self, height: float) -> VGroup:
        """Return the curve and its axes at this height, to stand for the function."""
        axes = (Line(axis.rule.points[0], axis.rule.points[3]) for axis in (self.across, self.up))
        icon = VGroup(*axes).set_stroke(self.figures.theme.text, 2)
        return icon.add(self.curve.copy()).scale_to_fit_height(height)
