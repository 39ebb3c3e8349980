"""Over a wall of weight grids: how many neurons there are, and what the colours say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, Group

from scenes.components.fitting import CLOSELY, in_line
from scenes.components.grids.grids import WeightGrid
from scenes.facts.sources import HowMany
from scenes.look.sizes import LABEL, NUMBER, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import VGroup

    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["layer_title", "legend_in_words"]

_STEPS, _SQUARE = 11, 0.7
"""Of the strip: how many squares, and their side in ems."""


def layer_title(figures: Figures, shown: Sequence[int], region: Region) -> VGroup:
    """Return how many neurons layer 1 has, and how many of them are shown, at the left end."""
    size, total = figures.stage.letters(NUMBER), figures.network.sizes[1]
    noun = "neuron" if total == 1 else "neurons"
    count, words = figures.count("neurons", 1, size), figures.words(f"{noun} in layer 1", size)
    of = []
    if len(shown) < total:
        of = [figures.words(f"{len(shown)} of", size)]
        figures.cite_written(of[0].text, HowMany(shown, "neuron"))
    title = in_line(*of, count, words, buff=CLOSELY)
    return title.move_to(region.centre).set_x(region.x - region.width / 2, direction=LEFT)


def legend_in_words(figures: Figures, region: Region) -> Group:
    """Return what the ends of the scale of weights do, at the right end of a region.

    Without numbers: each grid is as strong as its own largest weight.
    """
    size = figures.stage.letters(LABEL)
    values = np.linspace(-1.0, 1.0, _STEPS)[None, :]
    strip = WeightGrid(values, figures.theme, size / PIXELS_PER_UNIT * _SQUARE, limit=1.0)
    against, in_favour = (figures.words(text, size) for text in ("against", "for"))
    legend = Group(against, strip, in_favour).arrange(RIGHT, buff=TIGHT)
    return region.place(legend).set_x(region.x + region.width / 2, direction=RIGHT)
