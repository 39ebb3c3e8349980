"""NegativeSurround: weights below zero around a region tell an edge from a blob."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import VGroup

from scenes.clip import Clip
from scenes.components.frame import frame_about
from scenes.components.sums.by_hand import region_frames
from scenes.components.sums.edge_trials import EdgeTrials
from scenes.components.verbs import CHANGE, appear, draw, recolour, turn, vanish
from scenes.facts.edge_test import sides
from scenes.look.sizes import NEAR, TIGHT
from scenes.weights.params import NegativeSurroundParams

if TYPE_CHECKING:
    from manim import SurroundingRectangle

    from scenes.components.sums.trial import Trial

__all__ = ["NegativeSurround"]

_KNOB = 3.0
"""Seconds: the weights are turned down, half the way each time."""


class NegativeSurround(Clip):
    """Turn the weights above and below an edge negative: the edge beats the blob."""

    params: NegativeSurroundParams = NegativeSurroundParams()

    def setup(self) -> None:
        """Build the slide that PickARegion ends on."""
        super().setup()
        self.test = self.params.edge_test(self.image)
        slide = EdgeTrials.of_edge_and_blob(self.figures, self.test, surround=True)
        self.by_hand, (self.edge, self.blob) = slide.by_hand, slide.trials
        around = sides(self.test.region)
        grids = self.by_hand.grid, self.edge.image, self.blob.image
        self.frames = VGroup(*(region_frames(self.theme, grid, *around) for grid in grids))
        for trial in slide.trials:
            trial.sum.set_colour(self.theme.highlight)

    def construct(self) -> None:
        self.beat(self.look_around_the_edge)
        self.beat(self.turn_the_surround_down)
        self.beat(self.turn_it_further)
        self.beat(self.point_out_the_winner)

    def look_around_the_edge(self) -> None:
        self.add(self.by_hand.grid, self.by_hand.title, self.by_hand.lines[0])
        self.add(self.edge, self.blob)
        self.say(f"What gives the blob away? It is lit {self.test.beside}, too.")
        self.play(
            draw(self.frames, CHANGE),
            *(recolour(trial.sum, self.theme.text) for trial in (self.edge, self.blob)),
        )
        self.play(appear(self.by_hand.lines[1]))

    def turn_the_surround_down(self) -> None:
        self.say("Turn the weights there below zero, and watch both sums.")
        self._turn_to(-0.5)

    def turn_it_further(self) -> None:
        self.say("Lower still: the edge keeps its sum, the blob's drops below zero.")
        self._turn_to(-1.0)

    def point_out_the_winner(self) -> None:
        self.say("Now the sums tell them apart: the neuron answers to the edge.")
        frame, colour = self.frame_of_winner(self.edge), self.theme.right
        self.play(draw(frame), recolour(self.edge.sum, colour), vanish(self.frames))

    def frame_of_winner(self, trial: Trial) -> SurroundingRectangle:
        """Return a frame about a sum and its name."""
        return frame_about(
            self.theme,
            trial.answer,
            colour=self.theme.right,
            buff=(NEAR, TIGHT),
            corner_radius=TIGHT,
        )

    def _turn_to(self, end: float) -> None:
        by_hand, weights = self.by_hand, self.test.weights
        number, trials = by_hand.numbers[1], (self.edge, self.blob)
        following = [
            (trial, lambda to, one=trial: one.take(weights(around=to))) for trial in trials
        ]
        hand = by_hand.grid, lambda to: by_hand.turn(around=to)
        self.play(*turn(number, (number.value, end), hand, *following, seconds=_KNOB))
        self._cite()

    def _cite(self) -> None:
        self.by_hand.cite(self.figures)
        for trial in (self.edge, self.blob):
            trial.cite(self.figures)
