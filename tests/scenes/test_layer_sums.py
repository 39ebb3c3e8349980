"""The sums of a layer, and which of them are shown."""

from __future__ import annotations

import numpy as np
import pytest

import netcore
from scenes.errors import ParameterError
from scenes.facts.layer_sums import LayerSums
from scenes.squish.params import SigmoidSquishParams


def network(*activations: str, sizes: tuple[int, ...] = (784, 12, 10)) -> netcore.Network:
    rng = np.random.default_rng(5)
    return netcore.Network(
        netcore.Layer(rng.normal(size=(out, n)) * 3 / np.sqrt(n), rng.normal(size=out), name)
        for n, out, name in zip(sizes[:-1], sizes[1:], activations, strict=True)
    )


def test_a_network_of_softmax_alone_asks_for_another() -> None:
    with pytest.raises(ParameterError, match="give --network"):
        SigmoidSquishParams().check(network("softmax", sizes=(784, 10)))


def test_the_range_shows_all_sums_and_both_sides_of_zero() -> None:
    net = network("sigmoid", "relu")
    trace = net.forward(netcore.sample_digits().image(5).ravel())
    for layer in (1, 2):
        sums = LayerSums(trace, layer, story=0)
        low, high = sums.reach()
        assert low <= sums.sums.min()
        assert sums.sums.max() <= high
        assert max(-low / high, -high / low) <= 2


def test_how_many_sums_fit_is_said_as_it_is() -> None:
    eye = netcore.Layer(np.eye(3), np.zeros(3))
    trace = netcore.Network([eye, eye]).forward([0.5, 2.0, -1.0])
    assert LayerSums(trace, 1, story=0).how_many_fit() == "Only one of these fits."
    assert LayerSums(trace, 2, story=0).how_many_fit() == "All of these happen to fit."


def test_where_all_are_silent_the_sum_nearest_zero_is_followed() -> None:
    silent = netcore.Layer(np.eye(3), [-3.0, -2.0, -5.0], "relu")
    trace = netcore.Network([silent, silent]).forward(np.zeros(3))
    sums = LayerSums(trace, 1, story=2)
    assert sums.sums[sums.followed].tolist() == [-5.0, -2.0]
    assert sums.others == [0, 1]


@pytest.mark.parametrize(
    ("sums", "story", "landing"),
    [
        ([-3.0, 0.5, 7.0, 8.0], 2, [0, 1, 2]),  # the lesson's and the largest: 1.00
        ([-3.0, 0.5, 2.0, 8.0], 2, [0, 1, 2, 3]),
        ([-9.0, -8.0, 0.0, 8.0], 1, [1, 2, 3]),
    ],
)
def test_of_activations_that_are_written_alike_one_is(
    sums: list[float], story: int, landing: list[int]
) -> None:
    layer = netcore.Layer(np.zeros((4, 2)), sums)
    trace = netcore.Network([layer], image_shape=()).forward(np.zeros(2))
    assert LayerSums(trace, 1, story).landing == landing


def test_of_very_many_sums_some_are_drawn_evenly_with_those_that_are_read() -> None:
    trace = network("relu", "relu", sizes=(784, 2000, 10)).forward(np.full(784, 0.1))
    sums, z = LayerSums(trace, 1, story=7), trace.pre_activations[1]
    assert sums.count == 2000
    assert 100 < len(sums.drawn) <= 128
    np.testing.assert_array_equal(sums.sums, z[sums.drawn])
    middle = np.abs(z - z.max() / 2).argmin()
    followed = {z.argmin(), middle, z.argmax(), 7}
    assert set(sums.drawn[sums.followed].tolist()) == followed
    assert sums.drawn[sums.story] == 7
    ranks = np.sort(np.argsort(np.argsort(z))[sums.drawn])
    assert np.diff(ranks).max() <= 2 * 2000 / 124
