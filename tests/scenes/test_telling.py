"""Where a number was read, in words; every kind of source has its own."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

import netcore
from scenes.facts import readings, sources
from scenes.facts.sources import Source
from scenes.facts.telling import _OF_OTHERS, place_of, told
from scenes.figures import Figures
from scenes.look.theme import theme

TRACE = netcore.default_network().forward(netcore.sample_digits().image(3, 0).ravel())
GRID = np.arange(6.0).reshape(2, 3)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (readings.activation(0, 203), "a(0)[203]"),
        (readings.weight(1, 5, 203), "w(1)[5, 203]"),
        (readings.bias(2, 7), "b(2)[7]"),
        (readings.weighted_sum(3, 9), "z(3)[9]"),
        (readings.contribution(1, 5, 203), "w(1)[5, 203] a(0)[203]"),
        (readings.partial_sum(1, 5, 0), "sum of no terms yet"),
        (readings.partial_sum(1, 5, 3), "sum of w(1)[5, i] a(0)[i], i = 0 ... 2"),
        (readings.product(2, 5), "sum of w(2)[5, i] a(1)[i] over all i"),
        (readings.weight_limit(1, 5, -1), "-max |w(1)[5]|"),
        (readings.activation_scale(1, 0), "0 on the scale of a(1)"),
        (readings.contribution_limit(1, 5), "max |w(1)[5, i] a(0)[i]|"),
        (sources.Count("weights", 1), "number of weights of layer 1"),
        (sources.Count("parameters"), "number of parameters in the network"),
        (sources.Mapped("sigmoid", 0.5), "sigmoid(0.5)"),
        (sources.Slope("sigmoid", 2.0), "slope of sigmoid at 2"),
        (sources.Needed(1, 5), "minus the bias b(1)[5]"),
        (sources.Needed(1, 5, -2.5), "minus the bias -2.5"),
        (sources.TermSum(1, 5, 3, 9), "sum of w(1)[5, i] a(0)[i], i = 3 ... 8"),
        (sources.Loss((2.0, 1.0), 1), "loss after epoch 1"),
        (sources.Entry(GRID, 1, 2), "grid made by hand [1, 2]"),
        (sources.DotProduct(GRID, GRID), "sum of weights times image, made by hand"),
        (sources.OneDirection(GRID), "share of a grid's slopes that lie in one direction"),
        (sources.Overlap(GRID[None], 0.5), "pixels above 0.5 in at least 1 of 1 images"),
        (sources.pixels(GRID), "number of pixels"),
        (sources.HowMany(range(3), "neuron"), "number of neurons"),
        (sources.Activated(1, 5, TRACE.activations[0][None]), "inputs of 1 that make z(1)[5] > 0"),
        (sources.Of(TRACE, readings.bias(1, 5)), "b(1)[5], in another forward pass"),
    ],
)
def test_a_place_in_words(source: Source, words: str) -> None:
    assert place_of(source) == words
    value = float(told(source, TRACE).removeprefix(f"{words} = ").replace(",", ""))
    assert value == pytest.approx(source.of(TRACE), rel=1e-3)


def test_every_kind_has_its_words() -> None:
    for kind in get_args(readings.Kind):
        assert place_of(readings.Reading(kind, 1, 2, 1)) != kind
    told_by_name = {kind for kind in _OF_OTHERS if kind.__module__ == sources.__name__}
    every = {getattr(sources, name) for name in sources.__all__}
    sayers = {one for one in every if isinstance(one, type) and hasattr(one, "of")}
    assert sayers - {sources.Source} == told_by_name


def test_counts_are_whole_and_others_exact() -> None:
    assert told(sources.Count("weights", 1), TRACE) == "number of weights of layer 1 = 12,544"
    assert told(readings.weight(1, 5, 203), TRACE).startswith("w(1)[5, 203] = ")


def test_a_number_on_the_screen_keeps_its_source() -> None:
    figures = Figures(TRACE, theme("dark"))
    number = figures.read(readings.bias(1, 5))
    assert number.source == readings.bias(1, 5)
    assert number.copy().source == number.source
    figures.cite(number, readings.bias(1, 6))
    assert number.source == readings.bias(1, 6)
