"""A clip of seven seconds with three beats, a question and captions, and no network in it."""

from __future__ import annotations

import gc
import os
import random

import numpy as np
from manim import RIGHT, FadeIn, ManimColor, Square, config

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
        if self.params.neuron == 13:
            raise ArithmeticError("thirteen")
        self.play(self.square.animate.shift(2 * RIGHT), run_time=1.03)
        self.hold(0.5)


class CarelessClip(ToyClip):
    """The same, leaving nothing of what all clips share as it was."""

    def construct(self) -> None:
        config.background_color = "#ff0000"
        config.frame_rate = 7
        config.pixel_width, config.pixel_height = 100, 50
        config.frame_width = 3.0
        config["seed"] = 12345
        Square.set_default(fill_color="#00ff00", side_length=0.1)
        ToyClip.show_the_square = ToyClip.ask  # type: ignore[method-assign]
        random.seed(1)
        np.random.seed(1)  # noqa: NPY002 (careless)
        os.environ["LC_ALL"] = "nowhere"
        os.chdir("/")
        gc.disable()
        super().construct()
