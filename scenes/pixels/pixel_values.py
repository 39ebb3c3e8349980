"""A digit from so near that each pixel shows its number."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.grids.pixel_tour import PixelTour
from scenes.components.grids.pixel_view import Zoom
from scenes.components.verbs import CHANGE, MOVE, appear, draw, move, vanish
from scenes.facts.words import enumerated
from scenes.pixels.params import PixelValuesParams

__all__ = ["PixelValues"]

_NEARER, _BACK = 3.0, 2.4
"""Seconds of the way into the image, and out of it again: to be followed."""
_STEP, _WALK = 0.7, 2.8
"""Seconds from one number to the next, and of the way along the edge."""


class PixelValues(Clip):
    """Go near, until the pixels are numbers; follow the edge of the stroke; and come back."""

    params: PixelValuesParams = PixelValuesParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.image)
        self.tour = PixelTour(self.figures, (self.params.row, self.params.column))
        self.view = self.tour.view

    def construct(self) -> None:
        self.beat(self.ask_what_a_picture_is, question=True)
        self.beat(self.go_near)
        self.beat(self.read_across_the_edge)
        self.beat(self.walk_along_the_edge)
        self.beat(self.go_back)
        self.beat(self.keep_what_was_seen)

    def ask_what_a_picture_is(self) -> None:
        self.add(self.view)
        self.say("What is a picture, for a computer?")
        self.play(draw(self.view.frame))

    def go_near(self) -> None:
        self.say("Go near, until every pixel shows what it is: one number.")
        self.play(Zoom(self.view, self.tour.near[0], _NEARER))

    def read_across_the_edge(self) -> None:
        frames, numbers = self.tour.read_a_row()
        where = "Across the stroke, from left to right" if len({*numbers}) > 1 else "Side by side"
        self.say(f"{where}: {enumerated(numbers)}.")
        reader = frames[0].copy()
        self.play(draw(reader))
        for frame in frames[1:]:
            self.play(move(reader, frame, _STEP))
        self.play(vanish(reader))

    def walk_along_the_edge(self) -> None:
        self.say("Step by step, new numbers come in: none below zero, none above one.")
        steps = self.tour.near[1:]
        for look in steps:
            self.play(Zoom(self.view, look, _WALK / len(steps)))

    def go_back(self) -> None:
        self.say("From afar, they are a digit again.")
        self.play(Zoom(self.view, self.tour.back, _BACK))

    def keep_what_was_seen(self) -> None:
        tour = self.tour
        self.say("The whole picture is just numbers: one for each pixel.")
        self.play(Zoom(self.view, tour.aside, MOVE))
        self.play(appear(tour.size))
        self.add(tour.cut, self.view.frame)
        self.play(move(tour.cut, tour.taken))  # it grows where there is room: it hides nothing
        self.play(move(tour.cut, tour.window, CHANGE))
        self.play(draw(tour.sight), appear(tour.numbers))
