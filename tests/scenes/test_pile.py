"""Drawings side by side and over each other: what is marked and counted is what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from manim import AnimationGroup
from PIL import Image

from netcore import Layer, Network, default_network, sample_digits
from netreel.check.screen import Box
from scenes.components.grids.gallery import Gallery
from scenes.components.grids.pile import Pile, lit_pixels, only_lit
from scenes.errors import ParameterError
from scenes.facts.choosing_pixels import LIT
from scenes.figures import Figures
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.stage import Region, Stage
from scenes.look.theme import THEMES
from scenes.pixels.params import ThreeThreesParams

if TYPE_CHECKING:
    from pathlib import Path

DARK = THEMES["dark"]
FIRST, SECOND, THIRD = DRAWINGS = np.array(
    [
        [[0.9, 0.8, 0.0], [0.0, 0.7, 0.0], [0.0, 0.0, 0.0]],
        [[0.0, 0.6, 0.5], [0.0, 0.9, 0.0], [0.0, 0.0, 0.04]],
        [[0.0, 0.0, 0.5], [0.0, 0.2, 0.0], [0.0, 0.0, 0.0]],
    ]
)


def figures() -> Figures:
    digit = sample_digits().image(3)
    return Figures(default_network().forward(digit.ravel()), DARK, Stage("16:9"))


def pile() -> Pile:
    return Pile(figures(), DRAWINGS, Region(0, 0, 6, 6), Region(5, 0, 3, 6))


def laid(pile: Pile, index: int) -> None:
    """Lay a drawing on, to the end of its animations."""
    grid = Gallery(pile.drawings, DARK, Region(-5, 0, 2, 6)).grids[index]
    for animation in pile.take(index, pile.sheet(index, grid)[0]):
        animation.begin()
        animation.finish()
    pile.cite(index + 1)


def test_each_drawing_leaves_less_that_all_light_and_more_that_any_does() -> None:
    counted = pile()
    seen = []
    for index in range(3):
        laid(counted, index)
        seen.append((counted.shared.text, counted.lit.text))
    assert seen == [("3", "3"), ("2", "4"), ("1", "4")]
    assert [shown.value for shown in counted.figures.shown[-2:]] == [1, 4]


def test_what_all_light_has_the_colour_of_what_is_talked_about_and_the_rest_is_grey() -> None:
    counted = pile()
    for index in range(3):
        laid(counted, index)
    gold = np.flatnonzero(np.isclose(counted.grid.fills, rgba(DARK.highlight)).all(axis=1))
    assert gold.tolist() == [4]
    off = np.flatnonzero(np.isclose(counted.grid.fills, activation_rgba(DARK, 0.0)).all(axis=1))
    assert off.tolist() == [3, 5, 6, 7, 8]
    grey = counted.grid.fills[[0, 1, 2], 0]
    assert grey[0] < grey[1] == pytest.approx(grey[2])


def test_alone_what_all_light_is_all_that_is_seen() -> None:
    counted = pile()
    for index in range(3):
        laid(counted, index)
    before = counted.grid.fills.copy()
    for animation, lit in ((counted.shared_alone(), 1), (counted.all_again(), 4)):
        animation.begin()
        animation.finish()
        off = np.isclose(counted.grid.fills, activation_rgba(DARK, 0.0)).all(axis=1)
        assert (~off).sum() == lit
    np.testing.assert_allclose(counted.grid.fills, before)


def test_what_is_counted_is_of_all_only_when_all_are_laid() -> None:
    counted = pile()
    assert [line[-1].text for line in counted.counts] == ["shared so far", "lit so far"]
    places = [line[-1].get_left()[0] for line in counted.counts]
    swapped = counted.count_all()
    assert isinstance(swapped, AnimationGroup)
    there: list[Any] = [words for part in swapped.animations for words in part.mobject]
    assert there[:2] == [line[-1] for line in counted.counts]
    assert [words.text for words in there[2:]] == ["shared by all", "lit in any"]
    assert [words.get_left()[0] for words in there[2:]] == pytest.approx(places)


def test_a_sheet_is_the_lit_pixels_and_lands_on_them() -> None:
    counted = pile()
    grid = Gallery(DRAWINGS, DARK, Region(-5, 0, 2, 6)).grids[1]
    sheet, there = counted.sheet(1, grid)
    assert len(sheet) == len(there) == lit_pixels(SECOND).of(counted.figures.trace) == 3
    np.testing.assert_allclose(sheet.centres, grid.centres[[1, 2, 4]])
    np.testing.assert_allclose(there.centres, counted.grid.centres[[1, 2, 4]])


def test_only_what_is_lit_is_marked() -> None:
    grid = Gallery(DRAWINGS, DARK, Region(0, 0, 6, 6)).grids[1]
    marked = (only_lit(grid).fills == rgba(DARK.highlight)).all(axis=1)
    np.testing.assert_array_equal(marked, SECOND.ravel() > LIT)


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize(("width", "height"), [(12.0, 6.0), (5.0, 9.0), (2.0, 6.0)])
def test_a_gallery_fills_its_region_one_way_and_leaves_room_below(
    count: int, width: float, height: float
) -> None:
    region, below = Region(0.5, -0.3, width, height), 0.4
    gallery = Gallery(np.zeros((count, 7, 5)), DARK, region, below)
    boxes = [Box.around(grid.points) for grid in gallery.grids]
    lowest, highest = min(box.bottom for box in boxes) - below, max(box.top for box in boxes)
    across = max(box.right for box in boxes) - min(box.left for box in boxes)
    assert (lowest + highest) / 2 == pytest.approx(region.y)
    fills = across / width, (highest - lowest) / height
    assert max(fills) == pytest.approx(1)
    assert min(fills) <= 1 + 1e-9
    apart = [one.overlap(other) < 0 for one in boxes for other in boxes if one is not other]
    assert all(apart)


def test_the_shown_sample_comes_first_and_none_comes_twice() -> None:
    network, digits = default_network(), sample_digits()
    drawings = ThreeThreesParams(digit=7, sample=10, count=4).drawings(network)
    wanted = [digits.image(7, sample) for sample in (10, 11, 0, 1)]
    np.testing.assert_array_equal(drawings, wanted)


def test_another_label_shows_that_digit() -> None:
    drawings = ThreeThreesParams(digit=7, label=2).drawings(default_network())
    wanted = [sample_digits().image(2, sample) for sample in range(3)]
    np.testing.assert_array_equal(drawings, wanted)


def drawn_five(folder: Path) -> Path:
    path = folder / "five.png"
    Image.fromarray((sample_digits().image(5) * 255).astype(np.uint8)).save(path)
    return path


def test_an_image_comes_before_samples_of_what_it_is_taken_for(tmp_path: Path) -> None:
    given = ThreeThreesParams(image=drawn_five(tmp_path), as_is=True)
    drawings = given.drawings(default_network())
    np.testing.assert_allclose(drawings[0], sample_digits().image(5), atol=0.01)
    np.testing.assert_array_equal(drawings[2], sample_digits().image(5, 1))


def test_an_image_that_is_taken_for_no_digit_wants_a_label(tmp_path: Path) -> None:
    layer = Layer(np.ones((2, 784)), np.zeros(2), "relu")
    network = Network([layer], image_shape=(28, 28), labels=["coat", "shirt"])
    path = drawn_five(tmp_path)
    with pytest.raises(ParameterError, match="takes it for coat: set label to the digit"):
        ThreeThreesParams(image=path, as_is=True).drawings(network)
    drawings = ThreeThreesParams(image=path, as_is=True, label=5).drawings(network)
    np.testing.assert_array_equal(drawings[1], sample_digits().image(5))
