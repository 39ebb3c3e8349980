"""A clip of seven seconds with three beats, a question and captions, and no network in it."""

from __future__ import annotations

from manim import RIGHT, FadeIn, ManimColor, Square

from scenes.clip import Clip
from scenes.look.stage import Stage
from scenes.look.theme import theme
from tests.netreel.conftest import ToyParams


class ToyClip(Clip):
    """A square appears, waits and moves; neuron 13 breaks it."""

    params = ToyParams()

    def setup(self) -> None:
        self.theme = theme(self.params.theme)
        self.stage = Stage(self.params.aspect)
        self.clip_renderer.camera.background_color = ManimColor(self.theme.background)
        self.square = Square(2.0, fill_opacity=1, fill_color=self.theme.positive, stroke_width=0)

    def construct(self) -> None:
        self.beat(self.show_the_square)
        self.beat(self.ask, question=True)
        self.beat(self.move_it)

    def show_the_square(self) -> None:
        self.say("A square appears.")
        self.play(FadeIn(self.square), run_time=0.5)
        self.hold(0.25)

    def ask(self) -> None:
        self.say("Where will it go?")
        self.hold(0.2)

    def move_it(self) -> None:
        self.say("To the right.")
        self.play(self.square.animate.shift(2 * RIGHT), run_time=1.03)
        self.hold(0.5)
