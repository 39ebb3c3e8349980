"""A layer's network beside its expression: what is pointed at in one is lit in the other."""

from __future__ import annotations

import numpy as np
import pytest

from netcore import Network, asset_path, default_network, load_network, sample_digits
from netreel.check.screen import Box
from scenes.components.equations.layer_stage import LayerStage
from scenes.figures import Figures
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import theme

pytestmark = pytest.mark.usefixtures("landscape")
DARK = theme("dark")


def beside(layer: int = 1, aspect: Aspect = "16:9", network: Network | None = None) -> LayerStage:
    if network is None:
        trace = default_network().forward(sample_digits().image(3, 0).ravel())
    else:
        trace = network.forward([5.9, 3.0, 5.1, 1.8])
    return LayerStage(Figures(trace, DARK, Stage(aspect)), layer)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("layer", [1, 2, 3])
def test_network_and_expression_have_places_of_their_own(aspect: Aspect, layer: int) -> None:
    stage = beside(layer, aspect)
    stage.arrange("function")
    network = Box.around(stage.get_all_points())
    for part in stage.equation.there:
        assert stage.room.contains(part)
        assert network.overlap(Box.around(part.get_all_points())) <= 0
    assert stage.figures.stage.picture.contains(stage)


def test_neurons_stand_for_the_shown_rows_and_columns() -> None:
    stage = beside()
    activations = stage.figures.trace.activations[0][list(stage.columns)]
    assert len(stage.sources) == len(stage.columns)
    assert len(stage.neurons) == len(stage.fans) == len(stage.rows)
    assert np.allclose(stage.sources.fills, activation_rgba(DARK, activations))
    assert np.allclose(stage.neurons.fills, activation_rgba(DARK, 0.0))


def test_who_points_at_a_row_sees_its_connections_and_its_neuron() -> None:
    stage = beside()
    row, *others = stage.rows
    pointing = stage.point_at([row])
    pointing.begin()
    pointing.interpolate(1.0)
    pointing.finish()
    assert stage.fans[row].rest == 1.0
    assert all(stage.fans[other].rest < 0.2 for other in others)
    gold = [np.allclose(ring, rgba(DARK.highlight)) for ring in stage.neurons.rings]
    assert gold == [index == row for index in stage.rows]


def test_connections_are_the_layers_weights_and_each_is_seen() -> None:
    stage = beside(2)
    weights = stage.figures.network.layer(2).weights
    for row, fan in stage.fans.items():
        assert np.array_equal(fan.weights, weights[[row]][:, list(stage.columns)])
        drawn = fan.strands("rest", fan.points[:, :2] * 100, 1.0)
        assert drawn.colours[:, 3].min() > 0.2


def test_plain_numbers_have_their_names_and_no_picture() -> None:
    stage = beside(network=load_network(asset_path("networks/iris.npz")))
    assert not len(stage.picture)
    assert len(stage.names) == len(stage.columns) == 4
