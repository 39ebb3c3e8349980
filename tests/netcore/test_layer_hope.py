"""Hoped-for layers: what each neuron computes, held against images drawn for it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

import netcore

Floats = NDArray[np.float64]

DIGITS = netcore.sample_digits()
FIRST = [netcore.hoped_layers(DIGITS.image(label)) for label in range(10)]


def flat_stroke(row: int) -> Floats:
    image = np.zeros((28, 28))
    image[row - 1 : row + 2, 6:22] = 1.0
    return image


def test_there_are_four_edges_at_each_place() -> None:
    places = [(edge.row, edge.column) for edge in netcore.small_edges()]
    assert len(places) == 96
    assert all(places.count(place) == 4 for place in places)
    assert {edge.angle for edge in netcore.small_edges()} == {0, 45, 90, 135}


def test_an_edges_activation_is_the_dot_product_of_its_grid_within_zero_and_one() -> None:
    image = DIGITS.image(4)
    layers = netcore.hoped_layers(image)
    for edge, activation in zip(netcore.small_edges(), layers.edges, strict=True):
        sum_ = float(edge.grid.ravel() @ image.ravel())
        assert activation == pytest.approx(min(max(sum_, 0.0), 1.0))


def test_a_flat_stroke_lights_flat_edges_there_and_no_upright_ones() -> None:
    layers = netcore.hoped_layers(flat_stroke(12))
    pairs = list(zip(netcore.small_edges(), layers.edges, strict=True))
    flat = [lit for edge, lit in pairs if edge.angle == 0 and abs(edge.row - 12) < 1]
    assert flat
    assert min(flat) > 0.9
    assert max(lit for edge, lit in pairs if edge.angle == 90) <= 0.55


def test_an_edge_is_dark_upon_what_is_bright_all_over() -> None:
    for edge in netcore.small_edges():
        assert edge.grid.sum() == pytest.approx(0.0, abs=0.25)
        assert edge.grid.max() > 0 > edge.grid.min()


@pytest.mark.parametrize(("row", "place"), [(5, 0), (13, 1), (22, 2)])
def test_a_line_lights_the_pattern_of_its_place_and_direction(row: int, place: int) -> None:
    image = flat_stroke(row)
    image[4:6, 3:5] = image[23:25, 3:5] = 0.2  # so that there is ink at the top and at the bottom
    layers = netcore.hoped_layers(image)
    most = netcore.HOPED_PATTERNS[int(layers.patterns.argmax())]
    assert most == ("line", place, 0)


def test_loops_light_the_patterns_of_their_places() -> None:
    seen = {netcore.HOPED_PATTERNS[at] for at in np.flatnonzero(FIRST[9].patterns)}
    assert netcore.HopedPattern("loop", 0) in seen
    assert netcore.HopedPattern("loop", 2) not in seen
    assert FIRST[0].patterns[netcore.HOPED_PATTERNS.index(netcore.HopedPattern("loop", 1))] > 0.5


@pytest.mark.parametrize("label", range(10))
def test_a_pattern_is_as_lit_as_its_edges_on_average(label: int) -> None:
    layers = FIRST[label]
    for activation, edges in zip(layers.patterns, layers.edges_of, strict=True):
        assert activation == pytest.approx(layers.edges[edges].mean() if edges.any() else 0.0)
    assert layers.patterns.any()


def test_the_most_typical_sample_of_most_digits_lights_that_digit_most() -> None:
    """The 8 is open at the top: what is left of its loop are bows, as in a 3."""
    lit = [int(layers.digits.argmax()) for layers in FIRST]
    assert lit == [0, 1, 2, 3, 4, 5, 6, 7, 3, 9]
    for layers in FIRST:
        assert layers.digits.min() >= 0
        assert layers.digits.max() <= 1


def test_what_each_pattern_does_for_a_digit_makes_its_activation() -> None:
    layers, usual = FIRST[5], netcore.usual_patterns()
    whole = (usual.sum(axis=1) + layers.patterns.sum()) / 2
    np.testing.assert_allclose(layers.shares_of.sum(axis=1) / whole, layers.digits)
    assert not layers.shares_of[:, layers.patterns == 0].any()


def test_usual_patterns_are_shares_of_twelve_samples() -> None:
    usual = netcore.usual_patterns()
    assert usual.shape == (10, len(netcore.HOPED_PATTERNS))
    np.testing.assert_allclose(usual * 12, np.round(usual * 12))
    assert usual[9, netcore.HOPED_PATTERNS.index(netcore.HopedPattern("loop", 0))] == 1.0


def test_each_pattern_has_a_picture_of_its_own() -> None:
    pictures = [pattern.picture() for pattern in netcore.HOPED_PATTERNS]
    assert all(picture.max() == 1.0 and picture.min() == 0.0 for picture in pictures)
    assert len({picture.tobytes() for picture in pictures}) == len(pictures)


def test_an_image_without_ink_is_refused() -> None:
    with pytest.raises(netcore.InputError, match="no ink"):
        netcore.hoped_layers(np.zeros((28, 28)))
