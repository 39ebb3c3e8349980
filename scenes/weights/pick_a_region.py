"""PickARegion: weights on one region alone add up what is lit there, be it an edge or a blob."""

from __future__ import annotations

import numpy as np
from manim import Group, VGroup

from scenes.clip import Clip
from scenes.components.sums.by_hand import region_frames
from scenes.components.sums.edge_trials import EdgeTrials
from scenes.components.sums.trial import BENEATH
from scenes.components.verbs import CHANGE, SMALL, appear, draw, move, recolour, turn, vanish
from scenes.weights.params import PickARegionParams

__all__ = ["PickARegion"]

_KNOB, _FIT, _ROOM, _ASIDE, _GROWTH = 2.4, 1.8, 1.5, 1.0, 2.2
"""Seconds: weights are turned up; the image becomes an edge; all make room; a copy
of the edge goes beside it, and grows."""
_ARRIVING = 1 - SMALL / _ASIDE
"""Of its way aside, when its sum begins to come."""


class PickARegion(Clip):
    """Turn up the weights of a region: an edge in it gives a large sum, and so does a blob."""

    params: PickARegionParams = PickARegionParams()

    def setup(self) -> None:
        """Build the slide at the end; before that the weights are tried on the image, larger."""
        super().setup()
        self.test = self.params.edge_test(self.image)
        self.slide = EdgeTrials.of_edge_and_blob(self.figures, self.test)
        large = EdgeTrials(self.figures, self.test, {"the image": self.image})
        self.by_hand, (self.trial,) = large.by_hand, large.trials
        self.empty = self.by_hand.turn(inside=0).grid.copy()
        self.trial.take(weights=self.by_hand.grid.values).image.set_opacity(1)
        self.aside = self.trial.image.copy()
        self.stage.digit_home.place(self.trial.image, grow=True)
        self.by_hand.grid.place(self.trial.image.centres, self.trial.image.halves)
        self.frames = region_frames(self.theme, self.trial.image, self.test.region)

    def construct(self) -> None:
        self.beat(self.ask_about_a_region)
        self.beat(self.start_with_no_weights)
        self.beat(self.turn_up_the_region)
        self.beat(self.try_an_edge)
        self.beat(self.let_it_grow)
        self.beat(self.compare_the_sums)

    def ask_about_a_region(self) -> None:
        self.add(self.trial.image)
        self.say("How can a neuron look for an edge right here?")
        self.play(draw(self.frames, CHANGE))

    def start_with_no_weights(self) -> None:
        self.say("Take weights, all of them zero: laid over it, nothing counts.")
        frames = [
            region_frames(self.theme, grid, self.test.region) for grid in (self.aside, self.empty)
        ]
        self.frames.add(self.frames[0].copy())
        self.add(self.by_hand.grid, self.frames)
        self.play(
            move(self.trial.image, self.aside),
            move(self.by_hand.grid, self.empty),
            move(self.frames, VGroup(*frames)),
        )
        self.play(appear(self.trial.title, self.by_hand.title, self.by_hand.lines))
        laid, grid = self.trial.products, self.by_hand.grid
        over = laid.copy()
        laid.place(grid.centres, grid.halves).set_rings(np.zeros(4))
        self.add(laid, self.frames)
        self.play(
            move(laid, over, CHANGE),
            move(self.trial.image, self.aside.copy().set_opacity(BENEATH), CHANGE),
            appear(self.trial.answer, seconds=CHANGE),
        )
        self.add(self.trial, self.frames)
        self._cite()

    def turn_up_the_region(self) -> None:
        self.say("Turn up these by hand: what is lit in the region adds up.")
        by_hand, trial = self.by_hand, self.trial

        def turned(inside: float) -> None:
            trial.take(weights=self.test.weights(inside))

        knob = by_hand.numbers[0], (0, 1), (by_hand.grid, by_hand.turn), (trial, turned)
        self.play(*turn(*knob, seconds=_KNOB))
        self._cite()

    def try_an_edge(self) -> None:
        self.say("A made-up edge fills the region: no sum can be larger.")
        edge = self.test.images.edge
        self.play(
            self.trial.through(lambda share: self.image + (edge - self.image) * share, _FIT),
            vanish(self.frames),
        )
        self.play(self.trial.rename(self.slide.trials[0].title.copy()))
        self._cite()

    def let_it_grow(self) -> None:
        self.say("Now a copy of the edge grows into a blob. Watch its sum.")
        edge, blob = self.slide.trials
        self.play(move(self.trial, edge, _ROOM), move(self.by_hand, self.slide.by_hand, _ROOM))
        self.remove(self.trial, self.by_hand)
        self.add(self.slide.by_hand, edge)
        blob.take(image=self.test.images.edge)
        cover = edge.cover()  # the copy comes out from under it
        copy = Group(blob.image, blob.products)
        place = copy.copy()
        self.add(copy.move_to(edge.image), cover)
        arrives = appear(blob.answer, seconds=_ASIDE, after=_ARRIVING)
        self.play(move(copy, place, _ASIDE), arrives)
        self.remove(cover)
        self.play(blob.through(self.test.growing_edge, _GROWTH), appear(blob.title))
        blob.cite(self.figures)

    def compare_the_sums(self) -> None:
        self.say("Both sums are the same: this neuron takes a blob for an edge.")
        sums = [trial.sum for trial in self.slide.trials]
        self.play(*(recolour(number, self.theme.highlight) for number in sums))

    def _cite(self) -> None:
        self.trial.cite(self.figures)
        self.by_hand.cite(self.figures)
