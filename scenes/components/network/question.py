"""A question mark over the hidden layers: what happens there is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import AnimationGroup, Create, DashedVMobject, FadeIn, Rectangle, VGroup

from scenes.components.frame import frame_about
from scenes.components.verbs import CHANGE, FAINT, MOVE, dim, undim, vanish
from scenes.look.sizes import TIGHT

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.network.home import NetworkHome

__all__ = ["Question"]

_MARK, _EM = 0.8, 0.73
"""The height of the mark to that of its box; and to its em."""
_DASHES, _STROKE = 60, 4
"""How many there are, and their width in pixels."""


class Question(VGroup):
    """A dashed box about all hidden layers, with a large question mark in it.

    No part of it, but what leads to it: frames about the inputs and the outputs, which are known.

    Parameters
    ----------
    home
        The network.

    Attributes
    ----------
    box, mark
        The two.
    known
        The frames.
    layers, counts
        What the question is about.
    """

    def __init__(self, home: NetworkHome) -> None:
        self.layers, colour = home.columns[1:-1], home.figures.theme.highlight
        diagram, hidden = home.diagram, len(self.layers)
        self.counts = list(home.counts)[-hidden - 1 : -1]
        along = diagram.length * (hidden / (hidden + 1))
        sides = (diagram.breadth, along) if home.down else (along, diagram.breadth)
        middle = np.mean([column.get_center() for column in self.layers], axis=0)
        box = Rectangle(width=sides[0], height=sides[1], color=colour, stroke_width=_STROKE)
        self.box = DashedVMobject(box.move_to(middle), num_dashes=_DASHES)
        self.mark = home.figures.words("?", 500, colour, bold=True)
        room = min(sides[1] * _MARK / self.mark.height, sides[0] * _MARK / self.mark.width)
        self.mark.scale(room).move_to(middle)
        theme, outputs = home.figures.theme, home.outputs
        words = frame_about(theme, outputs.labels, buff=TIGHT)
        neurons = frame_about(theme, home.columns[-1], outputs.bars.tracks)
        self.known = (
            frame_about(theme, home.columns[0], buff=0),
            frame_about(theme, neurons, words, buff=0),
        )
        super().__init__(self.box, self.mark)

    def ask(self) -> Animation:
        """Return the animation in which the layers stand back behind the question, uncounted."""
        return AnimationGroup(
            vanish(*self.counts, *self.known),
            dim(*self.layers, to=FAINT, seconds=MOVE),
            Create(self.box, run_time=CHANGE),
            FadeIn(self.mark, scale=0.5, run_time=CHANGE),
        )

    def take_back(self) -> Animation:
        """Return the animation in which the layers come forward again, behind it as it goes."""
        return AnimationGroup(undim(*self.layers, was=FAINT, seconds=MOVE), vanish(self))
