"""Every weight and every bias has a square of its own, and none lies upon another."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from netcore import Layer, Network, default_network, sample_digits
from scenes.components.network.knob_field import KnobField
from scenes.components.network.knob_ledger import KnobLedger
from scenes.components.network.quiet import QuietNetwork
from scenes.facts.mosaic import Mosaic, mosaic_of
from scenes.figures import Figures
from scenes.look.stage import Aspect, Region, Stage
from scenes.look.theme import THEMES

pytestmark = pytest.mark.usefixtures("landscape")
RATIOS = 2.2, 1.0, 0.6
SIZES = [(1, 1), (4, 8, 3), (64, 32, 10), (784, 1, 2), (300, 70, 70, 70), (784, 36, 10), (5, 200)]


def network_of(*sizes: int) -> Network:
    rng = np.random.default_rng(len(sizes))
    layers = [Layer(rng.normal(size=(n, m)), rng.normal(size=n)) for m, n in pairwise(sizes)]
    return Network(layers, image_shape=(28, 28) if sizes[0] == 784 else ())


def squares(mosaic: Mosaic) -> np.ndarray:
    """Return the middles of all squares of weights and of biases ``(N, 2)``."""
    every = []
    for tile in mosaic.tiles:
        rows, columns = np.nonzero(tile.inputs >= 0)
        weights = np.column_stack([columns, rows]) + 0.5
        inside = np.concatenate([weights, tile.bias_places])
        every.append(np.add(inside, (tile.left, tile.top)))
    return np.concatenate(every)


@pytest.mark.parametrize("sizes", SIZES)
def test_every_weight_and_bias_is_there_once(sizes: tuple[int, ...]) -> None:
    mosaic = mosaic_of(network_of(*sizes), 1.5)
    assert mosaic.weights_a_square == 1
    for layer, (before, behind) in enumerate(pairwise(sizes), 1):
        tiles = [tile for tile in mosaic.tiles if tile.layer == layer]
        pairs = np.concatenate(
            [np.column_stack([tile.neurons.flat, tile.inputs.flat]) for tile in tiles]
        )
        drawn = sorted(map(tuple, pairs[pairs[:, 1] >= 0].tolist()))
        assert drawn == [(n, i) for n in range(behind) for i in range(before)]
        assert np.concatenate([tile.biases for tile in tiles]).tolist() == list(range(behind))


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("sizes", SIZES)
def test_no_square_lies_upon_another_and_all_are_inside(
    sizes: tuple[int, ...], ratio: float
) -> None:
    mosaic = mosaic_of(network_of(*sizes), ratio)
    places = squares(mosaic)
    order = np.lexsort(places.T)
    near = np.abs(np.diff(places[order], axis=0)).max(axis=1)
    assert near.min(initial=1) > 1 - 1e-9
    assert (places >= 0.5 - 1e-9).all()
    assert (places <= np.array(mosaic.size) - 0.5 + 1e-9).all()


def test_of_a_large_network_each_square_is_the_largest_of_its_weights() -> None:
    network = network_of(784, 400, 10)
    mosaic = mosaic_of(network, 1.5)
    block = mosaic.weights_a_square
    assert block == 9
    first = [tile for tile in mosaic.tiles if tile.layer == 1]
    shown = sum(tile.inputs.size for tile in first)
    assert 784 * 400 / 9 <= shown <= 36_000
    weights = network.layer(1).weights
    assert np.abs(weights[first[0].neurons[0, 0], first[0].inputs[0, 0]]) == pytest.approx(
        np.abs(weights[:3, :3]).max()
    )


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
def test_all_weights_leave_their_connections_and_land_in_their_colours(aspect: Aspect) -> None:
    trace = default_network().forward(sample_digits().image(3, 0).ravel())
    figures = Figures(trace, THEMES["dark"], Stage(aspect))
    home, field = QuietNetwork(figures), KnobField(figures, Region(0, 0, 8, 5))
    assert sum(map(len, field)) == default_network().parameter_count
    landed = field.copy()
    flight = field.leave_connections(1, home.columns, 3.0)
    flight.begin()
    left, right = (home.columns[layer].get_center()[:2] for layer in (0, 1))
    seeds = np.concatenate([marks.centres for marks in field.of_layer(1)])
    along = 1 if home.down else 0
    low, high = sorted((left[along], right[along]))
    assert ((seeds[:, along] > low) & (seeds[:, along] < high)).all()
    flight.interpolate(1.0)
    flight.finish()
    for marks, place in zip(field.of_layer(1), landed.of_layer(1), strict=True):
        np.testing.assert_allclose(marks.points, place.points, atol=1e-9)
        np.testing.assert_allclose(marks.fills, place.fills, atol=1e-9)


def test_the_addition_is_the_networks() -> None:
    trace = default_network().forward(np.zeros(784))
    figures = Figures(trace, THEMES["dark"], Stage("16:9"))
    ledger = KnobLedger(figures, Region(0, 0, 4, 3))
    summands = [product.weights.value for product in ledger.products] + [ledger.bias_count.value]
    assert sum(summands) == ledger.total.value == 13_002
    assert Region(0, 0, 4, 3).contains(ledger)
