"""What layer 1 looks for: who is shown, what excites whom, and who is refused."""

from __future__ import annotations

import numpy as np
import pytest

from netcore import Layer, Network, default_network, direction_of, sample_digits
from scenes.components.grids.gallery import WeightGallery, first_free, leaving_order
from scenes.components.grids.neuron_tour import NeuronTour
from scenes.components.grids.wall_header import layer_title
from scenes.errors import ParameterError
from scenes.facts.neuron_wall import NeuronWall
from scenes.facts.neuron_wall_words import NeuronWallWords
from scenes.figures import Figures
from scenes.look.stage import Region
from scenes.look.theme import theme
from scenes.parts.params import WhatTheNeuronsReallyDoParams

FLAT = Network([Layer(np.ones((3, 64)), np.zeros(3))], image_shape=(8, 8))


def wide(count: int) -> Network:
    weights = np.random.default_rng(5).normal(size=(count, 64))
    weights[1] = 0.25  # it looks at nothing
    return Network([Layer(weights, np.zeros(count), "relu")], image_shape=(8, 8))


def test_all_are_shown_where_they_fit() -> None:
    wall = NeuronWall(default_network())
    assert wall.shown([4]) == list(range(16))
    ranked = wall.ranked(range(16))
    shares = [direction_of(default_network().weight_grid(1, neuron)).share for neuron in ranked]
    assert shares == sorted(shares, reverse=True)
    assert set(wall.telling) == {15, ranked[0], ranked[-1]}


def test_of_many_those_of_all_ranks_are_shown_and_those_that_are_asked_for() -> None:
    wall = NeuronWall(wide(200))
    ranked = wall.ranked(wall.shares)
    shown = wall.shown([ranked[77], ranked[0]])
    assert len(shown) == 16
    assert {ranked[77], ranked[0], ranked[-1]} <= set(shown)
    assert 1 not in wall.shares


def test_in_the_end_it_is_said_whether_these_are_edges() -> None:
    words = NeuronWallWords(NeuronWall(default_network()), theme("dark"), shown=16)
    assert "no clean edge" in words.end("0.92", "0.62")
    assert words.end("0.97", "0.62").startswith("They reach from 0.97 to 0.62.")


@pytest.mark.usefixtures("landscape")
@pytest.mark.parametrize(("shown", "cited"), [(16, ["200", "16"]), (200, ["200"])])
def test_how_many_are_there_and_shown_is_cited(shown: int, cited: list[str]) -> None:
    figures = Figures(wide(200).forward(np.ones(64)), theme("dark"))
    layer_title(figures, range(shown), Region(0, 0, 12, 1))
    assert [number.text for number in figures.shown] == cited


def test_the_samples_are_those_that_excite_it_most_and_least() -> None:
    network, digits = default_network(), sample_digits()
    wall = NeuronWall(network)
    high, low = wall.extremes(3, 3)
    every = digits.images[: len(digits.images) - len(digits.ambiguous)]
    active = [network.forward(image.ravel()).activations[1][3] for image in every]
    expected = sorted(active)
    assert [trace.activations[1][3] for trace in low] == pytest.approx(expected[:3])
    assert [trace.activations[1][3] for trace in high] == pytest.approx(expected[:-4:-1])
    assert len(wall.samples) == len(every)


@pytest.mark.usefixtures("landscape")
def test_what_excites_most_and_least_is_on_one_line() -> None:
    figures = Figures(default_network().forward(np.ones(784)), theme("dark"))
    wall = NeuronWall(figures.network)
    at = {name: Region(0, 0, 6, 4) for name in ("title", "legend", "wall", "shelf", "hero")}
    tour = NeuronTour(figures, wall, [15], at | {"samples": Region(0, 0, 6, 2)})
    high, low = tour.excited(15)
    assert high.title.width > 0.9 * 3 > low.title.width
    assert [grid.get_y() for grid in high.images.grids] == [
        pytest.approx(grid.get_y()) for grid in low.images.grids
    ]
    assert [number.get_y() for number in high.numbers] == [
        pytest.approx(number.get_y()) for number in low.numbers
    ]
    stand = [each.title.get_bottom()[1] + each.title.descent for each in (high, low)]
    assert stand[0] == pytest.approx(stand[1])


def test_neurons_that_look_at_nothing_are_refused() -> None:
    with pytest.raises(ParameterError, match="looks at nothing: take another network"):
        NeuronWall(FLAT)
    wall = NeuronWall(wide(4))
    with pytest.raises(ParameterError, match=r"neuron 1 of layer 1 .* set neurons to others"):
        WhatTheNeuronsReallyDoParams(neurons=(1,)).taken(wall)
    with pytest.raises(ParameterError, match="it has neurons 0 to 3"):
        WhatTheNeuronsReallyDoParams(neurons=(4,)).taken(wall)
    assert WhatTheNeuronsReallyDoParams(neurons=(2, 2, 0)).taken(wall) == [2, 0]


@pytest.mark.usefixtures("landscape")
def test_what_stands_where_another_lands_goes_before_it() -> None:
    images = np.random.default_rng(2).normal(size=(5, 3, 3))
    here, there = (
        WeightGallery(images, theme("dark"), Region(x, 0, 10, 2)).grids for x in (-3.0, 3.0)
    )
    # each of three lands on the next, and two swap their places
    places = [here[1], here[2], there[4], here[4], here[3]]
    turns = leaving_order(here, places)
    assert turns[:3] == [2, 1, 0]
    assert sorted(turns) == [0, 1, 2, 3, 4]


@pytest.mark.usefixtures("landscape")
def test_what_is_in_no_other_s_way_goes_as_given() -> None:
    images = np.ones((4, 3, 3))
    here, there = (
        WeightGallery(images, theme("dark"), Region(0, y, 10, 2)).grids for y in (2.0, -2.0)
    )
    assert leaving_order(here, there[::-1]) == [0, 1, 2, 3]


@pytest.mark.usefixtures("landscape")
def test_the_first_free_place_has_nothing_on_it_nor_close_by() -> None:
    places = WeightGallery(np.ones((4, 3, 3)), theme("dark"), Region(0, 0, 10, 2)).grids
    lying = [places[0].copy().scale(0.3), places[1].copy().shift((0.0, 0.4, 0.0))]
    assert first_free(places, lying) is places[3]
    assert first_free(places, places) is places[0]
