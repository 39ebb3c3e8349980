"""What a network has learnt is counted as its marks come to their places."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from manim import AnimationGroup

from netcore import Layer, Network
from scenes.components.network.knob_count import KnobCount
from scenes.components.network.quiet import QuietNetwork
from scenes.figures import Figures
from scenes.look.outlines import BASELINE
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import THEMES

SIZES = (64, 32, 10)
SECONDS = 6.0


@pytest.fixture(scope="module")
def network() -> Network:
    rng = np.random.default_rng(2)
    layers = [Layer(rng.normal(size=(n, m)), rng.normal(size=n)) for m, n in pairwise(SIZES)]
    return Network(layers, image_shape=(8, 8))


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_as_many_are_counted_as_have_come(network: Network, aspect: Aspect) -> None:
    figures = Figures(network.forward(np.full(64, 0.5)), THEMES["dark"], Stage(aspect))
    count = KnobCount(QuietNetwork(figures))
    marks = count.field.of_layer(1)
    assert len({len(tile) for tile in marks}) == 2  # one tile is full, the other is what is left
    places = [tile.centres.copy() for tile in marks]
    flight = AnimationGroup(*count.count_layer(1, SECONDS))
    flight.begin()
    for progress in np.linspace(0, 1, 13):
        flight.interpolate(progress)
        away = np.concatenate(
            [
                np.linalg.norm(tile.centres - home, axis=1)
                for tile, home in zip(marks, places, strict=True)
            ]
        )
        assert count.ledger.total.value == pytest.approx((away < 0.2).sum(), abs=100)
    assert count.ledger.total.value == 64 * 32


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_what_is_added_has_one_right_edge_and_lines_as_far_apart(
    network: Network, aspect: Aspect
) -> None:
    figures = Figures(network.forward(np.full(64, 0.5)), THEMES["dark"], Stage(aspect))
    ledger = KnobCount(QuietNetwork(figures)).ledger
    numbers = [*(product.weights for product in ledger.products), ledger.bias_count]
    apart = np.diff([number.baseline[1] for number in numbers])
    np.testing.assert_allclose(apart, apart[0], atol=1e-6)
    for number in (*numbers, ledger.total):
        ends = float(number.points[len(BASELINE) :, 0].max())
        assert ends == pytest.approx(ledger.rule.get_right()[0], abs=0.03)
