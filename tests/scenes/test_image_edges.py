"""Where an image has edges: told from images that are made here."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.errors import ParameterError
from scenes.facts.edges import clearest_edge
from scenes.weights.params import DesiredEdgeParams


def with_bars(*bars: tuple[int, int, int, int, float]) -> np.ndarray[tuple[int, int], np.dtype]:
    """Return an image of 28 x 28 pixels with rectangles of a brightness."""
    image = np.zeros((28, 28))
    for top, left, height, width, brightness in bars:
        image[top : top + height, left : left + width] = brightness
    return image


def test_an_edge_has_dark_on_both_sides_a_blob_has_not() -> None:
    image = with_bars((4, 4, 3, 9, 0.8), (14, 10, 12, 12, 1.0))
    assert clearest_edge(image) == (4, 4, 3, 9)


def test_an_upright_edge_is_found_where_it_is_clearer() -> None:
    assert clearest_edge(with_bars((10, 12, 9, 3, 1.0))) == (10, 12, 9, 3)
    assert not clearest_edge(with_bars((10, 12, 9, 3, 1.0))).lies


def test_an_edge_at_the_border_counts_too() -> None:
    assert clearest_edge(with_bars((0, 16, 3, 9, 1.0))) == (0, 16, 3, 9)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ((10, 9, 3, 1, 0.6), (10, 9, 3, 10)),
        ((10, 19, 3, 1, 0.6), (10, 10, 3, 10)),
        ((9, 10, 1, 9, 0.3), (9, 10, 4, 9)),
        ((13, 10, 1, 6, 0.5), (10, 10, 4, 9)),
        ((10, 19, 3, 4, 0.6), (10, 10, 3, 9)),
        ((13, 10, 1, 9, 0.1), (10, 10, 3, 9)),
    ],
)
@pytest.mark.parametrize("upright", [False, True])
def test_the_rest_of_a_stroke_is_taken_in_but_not_more_of_one_that_goes_on(
    rest: tuple[int, int, int, int, float], expected: tuple[int, int, int, int], upright: bool
) -> None:
    image = with_bars((10, 10, 3, 9, 1.0), rest)
    top, left, height, width = expected
    if upright:
        assert clearest_edge(image.T) == (left, top, width, height)
    else:
        assert clearest_edge(image) == expected


@pytest.mark.parametrize("shape", [(8, 8), (12, 12), (28, 28)])
def test_an_edge_is_at_least_twice_as_long_as_thick(shape: tuple[int, int]) -> None:
    for image in np.random.default_rng(3).random((50, *shape)) ** 4:
        region = clearest_edge(image)
        assert max(region[2:]) >= 2 * min(region[2:])


@pytest.mark.parametrize("shape", [(1, 1), (2, 9), (8, 8), (28, 28)])
def test_images_of_any_size_and_without_any_ink_have_some_region(shape: tuple[int, int]) -> None:
    image = np.zeros(shape)
    region = clearest_edge(image)
    assert region.grid(shape).sum() == region.height * region.width


def test_a_region_that_is_given_must_lie_inside() -> None:
    image = np.zeros((28, 28))
    assert DesiredEdgeParams(region=(3, 4, 2, 5)).chosen(image) == (3, 4, 2, 5)
    with pytest.raises(ParameterError, match=r"region is 27,4,2,5 .*inside the grid of 28 x 28"):
        DesiredEdgeParams(region=(27, 4, 2, 5)).chosen(image)
    with pytest.raises(ParameterError, match="at least one pixel"):
        DesiredEdgeParams(region=(3, 4, 0, 5)).chosen(image)
