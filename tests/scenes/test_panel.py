"""Panels side by side have their titles on one line and their contents at one height."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Square, VGroup

from scenes.components.grids.legend import Legend
from scenes.components.grids.panel import Panel, side_of_grid, signs_between
from scenes.look.stage import Region
from scenes.look.text import Words
from scenes.look.theme import theme

pytestmark = pytest.mark.usefixtures("landscape")
DARK = theme("dark")
TITLES = ("weights of neuron 10", "activations", "products", "mmm", "brightness of 84")


def panel(title: str, width: float = 5.0) -> Panel:
    legend = Legend.of_weights(DARK, 1.0)
    return Panel(Square(2), Words(title, DARK.text, 28), legend, width)


def test_titles_stand_on_one_line() -> None:
    """A descender makes a word's box deeper, but must not lift its letters."""
    flat = panel("mmm").notes[0].get_bottom()[1]
    deep = Words("gm", DARK.text, 28).height - Words("m", DARK.text, 28).height
    for title in TITLES:
        lowest = panel(title).notes[0].get_bottom()[1]
        depth = flat - lowest
        assert min(abs(depth), abs(depth - deep)) < 0.012, title


def test_notes_keep_to_the_width_and_off_the_content() -> None:
    for title in TITLES:
        narrow = panel(title, width=1.2)
        assert max(note.width for note in narrow.notes) <= 1.2 + 1e-9
        assert narrow.notes[0].get_bottom()[1] > narrow.content.get_top()[1]
        assert narrow.notes[1].get_top()[1] < narrow.content.get_bottom()[1]


def test_a_grid_of_the_side_that_is_said_fits_with_its_notes() -> None:
    region = Region(0, 0, 8, 3)
    side = side_of_grid(region, 28)
    whole = Panel(Square(side), Words("weights", DARK.text, 28), Legend.of_weights(DARK, 1.0), 8)
    assert side < 3
    assert whole.height <= 3 + 0.1
    assert side_of_grid(Region(0, 0, 1, 3), 28) == 1


def test_signs_are_in_the_middle_of_the_gaps() -> None:
    row = VGroup(Square(2), Square(1), Square(1)).arrange(buff=1.0)
    signs = signs_between([Square(0.1), Square(0.1)], list(row))
    for sign, left, right in zip(signs, row, row[1:], strict=False):
        middle = (left.get_right() + right.get_left()) / 2
        np.testing.assert_allclose(sign.get_center(), middle, atol=1e-9)
