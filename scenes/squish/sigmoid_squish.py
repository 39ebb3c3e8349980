"""SigmoidSquish: the whole number line, carried into the range of activations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    PI,
    RIGHT,
    UP,
    BackgroundRectangle,
    Create,
    FadeIn,
    FadeOut,
    Line,
    Restore,
    Transform,
    VGroup,
    linear,
)

from scenes.clip import Clip
from scenes.components.animations import Rearrange
from scenes.components.graphs.axes import SquishDiagram
from scenes.components.graphs.squished_line import KeepOn, Squeeze
from scenes.components.graphs.value_labels import ValueLabel, beside_points
from scenes.components.network.arrival import Arrival
from scenes.facts.layer_sums import LayerSums
from scenes.facts.readings import activation, weighted_sum
from scenes.look.encoding import activation_rgba
from scenes.squish.params import SigmoidSquishParams

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scenes.components.graphs.number_line import NumberLine
    from scenes.facts.readings import Reading

    Floats = NDArray[np.float64]

__all__ = ["SigmoidSquish"]

_LABEL = 32
_NAME = 28
_SMALLEST_RADIUS, _RADIUS_SHARE = 0.05, 0.007
"""A point's radius grows with the line's length."""

_NOTE_WIDTH = 1.6
_LEADER = 0.26
_GHOSTLY = 0.45
_PLATE_MARGIN = 0.09


class SigmoidSquish(Clip):
    """Carry a layer's real weighted sums, and all other numbers, to their activations."""

    params: SigmoidSquishParams = SigmoidSquishParams()

    def setup(self) -> None:
        """Read the layer's sums; place the number line, its target and the graph."""
        super().setup()
        self.params.check(self.network)
        self.sums = LayerSums(self.trace, self.params.layer)
        self.diagram = SquishDiagram(self.sums, self.theme, self.stage)
        self._set_up_the_arrival()
        self._set_up_the_labels()

    def construct(self) -> None:
        """Run the beats."""
        self.beat(self.start_with_one_layer)
        self.beat(self.drop_the_sums_onto_the_number_line)
        self.beat(self.ask_for_a_number_in_range)
        self.beat(self.enlarge_that_range)
        self.beat(self.squish_the_whole_line)
        self.beat(self.follow_some_sums)
        self.beat(self.stand_the_activations_upright)
        self.beat(self.draw_the_curve)
        self.beat(self.write_the_rule)

    # -- beats ------------------------------------------------------------------------

    def start_with_one_layer(self) -> None:
        """Show the digit, the layer, and the line that waits for its sums."""
        self.add(self.arrival.inputs, self.arrival.name, self.diagram.line, self.points)
        sums = "sums, biases" if self.sums.count > 1 else "sum, bias"
        self.say(
            f"For {self.arrival.said}, the {self.sums.name} computes its weighted {sums} included."
        )
        self.hold(3.3)

    def drop_the_sums_onto_the_number_line(self) -> None:
        """Let each neuron fall to its weighted sum."""
        count = len(self.points)
        sums = f"Each of the {self.sums.count:,} sums" if count > 1 else "The sum"
        chosen = f" {count} of them are drawn." if count < self.sums.count else ""
        self.say(f"{sums} is a point on the number line.{chosen}")
        radius = _SMALLEST_RADIUS + self.diagram.length * _RADIUS_SHARE
        landed = self.points.copy().place(self.diagram.line.at(self.sums.sums), radius)
        order = np.linspace(0, 1, count)
        self.play(
            Rearrange(self.points, landed, order=order, lag=0.6, run_time=2.0),
            FadeOut(self.arrival.name, run_time=0.6),
        )
        labels = [*self.sum_leaders, *self.sum_labels, self.names[0]]
        self.play(*map(FadeIn, labels), run_time=0.4)
        self.hold(2.0 if chosen else 0.8)

    def ask_for_a_number_in_range(self) -> None:
        """Mark the range of activations on the line."""
        self.say(f"A weighted sum can be any number. {self.sums.words.wish}")
        wanted = self.diagram.wanted
        self.add(wanted, self.points)
        self.play(Create(wanted, run_time=0.6, introducer=False))
        self.hold(3.2)

    def enlarge_that_range(self) -> None:
        """Give the activations a line of their own, below."""
        diagram, line, goal = self.diagram, self.diagram.line, self.diagram.target
        self.say(f"{self.sums.how_many_fit()} {self.sums.words.enlarged}".strip())
        self.play(FadeOut(self.arrival.inputs, run_time=0.4))
        moved = [line, diagram.wanted, *self.sum_leaders, *self.sum_labels, self.names[0]]
        self.play(
            *(mobject.animate.shift(self.rise) for mobject in moved),
            KeepOn(self.points, lambda: line.at(self.sums.sums)),
            run_time=0.9,
        )
        self.lens, opened = diagram.lens(opened=False), diagram.lens(opened=True)
        goal.rule.save_state()
        goal.rule.scale(diagram.wanted.width / goal.rule.width).move_to(diagram.wanted)
        self.play(Transform(self.lens, opened), Restore(goal.rule), run_time=1.2)
        self.play(FadeIn(goal.labels, run_time=0.4))
        self.hold(1.0)

    def squish_the_whole_line(self) -> None:
        """Carry every tick and every sum to its activation, all at once."""
        diagram, squished = self.diagram, self.diagram.squished
        self.say(self.sums.words.squish)
        self.ghosts = self.points.copy().set_opacity(_GHOSTLY)
        self.play(FadeOut(self.lens), diagram.line.animate.fade(0.5), run_time=0.5)
        self.add(self.ghosts, squished, self.points)
        self.play(
            Squeeze(squished),
            KeepOn(
                self.points,
                lambda: squished.places(self.sums.sums, squished.progress),
                fills=activation_rgba(self.theme, self.sums.activations, self.sums.limit),
            ),
            run_time=3.0,
        )
        self.hold(0.9)

    def follow_some_sums(self) -> None:
        """Read some points' numbers before and after."""
        z, a = self._ends_of_followed(self.diagram.line, self.diagram.target)
        self.say(self.sums.words.lands)
        self.play(FadeIn(self.names[1], run_time=0.4))
        for start, end, label, leader in zip(
            z, a, self.activation_labels, self.activation_leaders, strict=True
        ):
            way = Line(start, end, color=self.theme.highlight, stroke_width=5)
            self.play(Create(way, run_time=0.6))
            self.play(FadeIn(label), FadeIn(leader), FadeOut(way), run_time=0.5)
            self.hold(0.4)
        # Where fewer than three are followed, the caption still takes its time to be read.
        self.hold(0.3 + 1.5 * (3 - len(z)))

    def stand_the_activations_upright(self) -> None:
        """Turn the two lines into the axes of a graph."""
        diagram, line, target = self.diagram, self.diagram.line, self.diagram.target
        self.say("The same map as a graph: sums along the bottom, activations up the side.")
        gone = [diagram.squished, diagram.wanted, line.tips, *self.names]
        gone += [*self.sum_labels, *self.activation_labels]
        gone += [*self.sum_leaders, *self.activation_leaders]
        self.play(*map(FadeOut, gone), run_time=0.5)
        line.remove(line.tips)
        self.play(
            Transform(target, diagram.up, path_arc=PI / 2 if diagram.bounded else 0),
            Transform(line, diagram.across),
            KeepOn(self.points, lambda: target.at(self.sums.activations)),
            KeepOn(self.ghosts, lambda: line.at(self.sums.sums)),
            run_time=1.8,
        )
        diagram.place_axis_names(*self.names)
        self.play(FadeIn(self.names, run_time=0.4))
        self.hold(0.9)

    def draw_the_curve(self) -> None:
        """Let every point go to where its two numbers meet, and draw the function."""
        curve, self.stems = self.diagram.curve, self.diagram.stems(grown=False)
        self.say(self.sums.how_they_move())
        self.add(self.stems, self.ghosts, self.points)
        lifted = self.points.copy().place(curve.at(self.sums.sums))
        self.play(
            Transform(self.stems, self.diagram.stems(grown=True), run_time=1.6),
            Rearrange(self.points, lifted, run_time=1.6),
        )
        self.hold(0.4)
        self.add(curve, self.points)
        self.play(Create(curve, run_time=1.8, rate_func=linear, introducer=False))
        self.hold(0.6)

    def write_the_rule(self) -> None:
        """Name the function and say what it does at its ends."""
        self.say(self.sums.words.sums_up)
        self.rule = self._rule()
        self.play(FadeIn(self.rule), self.stems.animate.set_stroke(opacity=0.15), run_time=0.8)
        self.hold(0.8)
        notes = self._notes()
        plates = [self._plate_behind(note) for note in notes]
        self.bring_to_back(self.stems, *plates)
        for note, plate in zip(notes, plates, strict=True):
            self.play(FadeIn(note), plate.animate.set_fill(opacity=1), run_time=0.5)
            self.hold(0.2)
        self.hold(2.2)

    # -- parts ------------------------------------------------------------------------

    def _set_up_the_arrival(self) -> None:
        """Put the inputs and the layer above the line, which waits lower than it will be."""
        upper, lower = self.stage.picture.rows(2, 1)
        self.rise = UP * (self.diagram.line.rule.get_y() - lower.y)
        self.arrival = Arrival(self.figures, self.sums, upper)
        self.points = self.arrival.points

    def _set_up_the_labels(self) -> None:
        """Read the followed neurons' numbers, and put them beside the two lines."""
        diagram, region = self.diagram, self.stage.picture
        z, a = self._ends_of_followed(diagram.line, diagram.target)
        self.sum_labels = self._labels("z =", weighted_sum)
        self.activation_labels = self._labels("a =", activation)
        left, right = region.x - region.width / 2, region.x + region.width / 2
        self.sum_leaders = beside_points(self.sum_labels, z, True, left, right, _LEADER)
        self.activation_leaders = beside_points(
            self.activation_labels, a, False, left, right, _LEADER
        )
        self.names = VGroup(
            self.figures.words("weighted sum", _NAME), self.figures.words("activation", _NAME)
        )
        self.names[0].next_to(VGroup(*self.sum_labels), UP, buff=0.14).set_x(region.x)
        self.names[1].next_to(VGroup(*self.activation_labels), DOWN, buff=0.14).set_x(
            diagram.target.rule.get_x()
        )
        for mobject in (diagram.line, diagram.wanted, *self.sum_leaders, *self.sum_labels):
            mobject.shift(-self.rise)
        self.names[0].shift(-self.rise)

    def _labels(self, symbol: str, reading: Callable[[int, int], Reading]) -> list[ValueLabel]:
        """Return the followed neurons' numbers, by rising weighted sum."""
        before = self.figures.formula(symbol, _LABEL)
        return [
            ValueLabel(before, self.figures.read(reading(self.sums.number, neuron), _LABEL))
            for neuron in self.sums.drawn[self.sums.followed].tolist()
        ]

    def _ends_of_followed(self, first: NumberLine, second: NumberLine) -> tuple[Floats, Floats]:
        """Return where the followed neurons' sums and activations are, ``(M, 3)`` each."""
        chosen = self.sums.followed
        return first.at(self.sums.sums[chosen]), second.at(self.sums.activations[chosen])

    def _rule(self) -> VGroup:
        """Return the function's name and formula."""
        words, wide = self.sums.words, self.stage.wide
        formula = self.figures.formula(words.formula, 56 if wide else 48)
        rule = VGroup(self.figures.words(words.title, _NAME), formula)
        rule.arrange(DOWN, buff=0.25, aligned_edge=LEFT if wide else ORIGIN)
        self.diagram.place_rule(rule)
        return rule

    def _plate_behind(self, note: VGroup) -> VGroup:
        """Return what will hide the stems, and nothing else, behind the lines of a note."""
        plates = VGroup(*(BackgroundRectangle(line, buff=_PLATE_MARGIN) for line in note))
        return plates.set_fill(self.theme.background, opacity=0)

    def _notes(self) -> list[VGroup]:
        """Say what becomes of the followed sums, beside their points on the curve."""
        words, diagram = self.sums.words, self.diagram
        room = None if self.stage.wide else _NOTE_WIDTH
        low = VGroup(self.figures.words(words.below, _NAME, bold=True, width=room))
        high = VGroup(self.figures.words(words.above, _NAME, bold=True))
        labels = [
            VGroup(z.copy(), a.copy()).arrange(DOWN, buff=0.12, aligned_edge=LEFT)
            for z, a in zip(self.sum_labels, self.activation_labels, strict=True)
        ]
        only_high = len(labels) == 1 and self.sums.sums[0] > 0
        below, others = ([], labels) if only_high else (labels[:1], labels[1:])
        low.add(*below).arrange(DOWN, buff=0.15, aligned_edge=LEFT)
        if others:
            high.add(others[-1]).arrange(DOWN, buff=0.15, aligned_edge=RIGHT)
        diagram.place_notes(low, high)
        notes, taken = [low, high], [*low, *high, *self.rule]
        for label, neuron in zip(others[:-1], self.sums.followed[1:], strict=False):
            if diagram.place_beside_point(label, neuron, taken):
                notes.insert(1, label)
        return notes
