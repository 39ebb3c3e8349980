"""WhatTheNeuronsReallyDo: what the first layer looks for, and how alike that is to an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import BackgroundRectangle, Group, LaggedStart

from scenes.clip import Clip
from scenes.components.frame import frame_about
from scenes.components.grids.bender import Bender
from scenes.components.grids.edge_ladder import EdgeLadder
from scenes.components.grids.gallery import first_free, leaving_order
from scenes.components.grids.neuron_tour import NeuronTour
from scenes.components.verbs import CHANGE, appear, draw, move, recolour, vanish
from scenes.facts.neuron_wall import NeuronWall
from scenes.facts.neuron_wall_words import NeuronWallWords
from scenes.parts.params import WhatTheNeuronsReallyDoParams

if TYPE_CHECKING:
    from scenes.components.grids.excited import Excited
    from scenes.look.stage import Areas

__all__ = ["WhatTheNeuronsReallyDo"]

_WALL: Areas = {
    "16:9": ("0.45 title legend", "7 wall"),
    "9:16": ("0.4 title", "0.35 legend", "10 wall"),
}
_NEAR: Areas = {
    "16:9": ("0.45 -", "7 shelf:1.4 hero:4.4 samples:5"),
    "9:16": ("0.4 -", "0.35 -", "1.7 shelf", "6 hero", "2.8 samples"),
    "1:1": ("0.45 -", "4.4 hero:2 shelf:1.2", "2.6 samples"),
}
_OPEN, _POINT, _BEND, _SPLIT, _SORT, _LAG = 2.6, 1.0, 4.0, 1.0, 2.4, 0.2
"""Seconds: all neurons open; the frame goes to the next; an edge is bent into a ring; both go
to their ends; the wall is sorted; and from one grid to the next, to the time of one."""
_BENDS = (0.0, 0.5, 1.0)


class WhatTheNeuronsReallyDo(Clip):
    """Open the neurons of layer 1, try samples on them, and sort them by how edge-like they are."""

    params: WhatTheNeuronsReallyDoParams = WhatTheNeuronsReallyDoParams()

    def setup(self) -> None:
        super().setup()
        facts = NeuronWall(self.network)
        self.taken = self.params.taken(facts)
        at = self.stage.areas(_WALL) | self.stage.areas(_NEAR)
        self.tour = NeuronTour(self.figures, facts, self.taken, at)
        self.bender = Bender(self.figures, at["hero"], at["samples"])
        ranked = facts.ranked(self.tour.neurons)
        self.ladder = EdgeLadder(
            self.figures, [self.network.weight_grid(1, neuron) for neuron in ranked], at["wall"]
        )
        self.words = NeuronWallWords(facts, self.theme, len(self.tour.neurons))
        self.near = Group()

    def construct(self) -> None:
        self.beat(self.open_the_neurons)
        self.beat(self.read_the_colours)
        self.beat(self.take_the_first)
        if len(self.taken) > 1:
            self.beat(self.take_others)
        self.beat(self.bend_an_edge)
        self.beat(self.sort_the_wall)
        self.beat(self.read_the_ends)

    def open_the_neurons(self) -> None:
        tour = self.tour
        self.say(self.words.question())
        self.add(tour.title, *tour.wall.grids, tour.discs)
        self.play(*tour.open(_OPEN))

    def read_the_colours(self) -> None:
        self.say(self.words.colours())
        self.play(appear(self.tour.legend))
        self.play(self.tour.glance())

    def take_the_first(self) -> None:
        first = self.taken[0]
        self.play(self.tour.step_aside())
        self.say(self.words.first(first))
        high, low = self.take(first)
        self.say(self.words.most())
        self.play(high.slide_in())
        self.say(self.words.least())
        self.play(low.slide_in())

    def take_others(self) -> None:
        for neuron in self.taken[1:]:
            self.say(self.words.another(neuron, last=neuron != self.taken[1]))
            high, low = self.take(neuron)
            self.play(high.slide_in(), low.slide_in())

    def bend_an_edge(self) -> None:
        bender = self.bender
        self.say(self.words.straight())
        self.play(vanish(*self.near))
        self.play(appear(bender))
        bender.bend(1)
        said = self.words.bent(bender.number.text)
        bender.bend(0)
        self.say(said)
        self.play(bender.through(_BENDS, _BEND))
        bender.cite()

    def sort_the_wall(self) -> None:
        bender, ladder = self.bender, self.ladder
        self.say(self.words.sort())
        edge, first = bender.grid.copy(), ladder.grids[0]
        beside = first.copy().move_to(first_free(ladder.grids, self.tour.wall.grids))
        ground, there = (
            BackgroundRectangle(grid, color=self.theme.background, fill_opacity=1, buff=0)
            for grid in (edge, beside)
        )
        self.add(ground, edge)  # the ring comes out from under it
        self.play(
            move(bender.grid, ladder.grids[-1], _SPLIT),
            *(move(ground, there, _SPLIT), move(edge, beside, _SPLIT)),
            vanish(bender.words, bender.number),
        )
        self.remove(ground)
        ranked = self.tour.facts.ranked(self.tour.neurons)
        grids = [edge, *map(self.tour.place_of, reversed(ranked))]
        places = [first, *ladder.grids[-2:0:-1]]
        moves = [move(grids[turn], places[turn]) for turn in leaving_order(grids, places)]
        self.play(LaggedStart(*moves, lag_ratio=_LAG, run_time=_SORT))
        self.play(appear(*ladder.labels))

    def read_the_ends(self) -> None:
        numbers = self.ladder.numbers
        first, last = numbers[1], numbers[-2]
        self.say(self.words.end(first.text, last.text))
        self.play(*(recolour(number, self.theme.highlight) for number in (first, last)))

    def take(self, neuron: int) -> tuple[Excited, Excited]:
        """Bring a neuron from the shelf; return the samples that are to slide in."""
        grid, old = self.tour.place_of(neuron), self.near
        frame, hero = frame_about(self.theme, grid), grid.copy()
        both = self.tour.excited(neuron)
        self.near = Group(frame, hero, *both)
        self.play(*(move(old[0], frame, _POINT), vanish(*old[1:])) if old else (draw(frame),))
        self.remove(*old)
        self.add(hero, frame)
        self.play(move(hero, self.tour.hero(grid), CHANGE))
        return both
