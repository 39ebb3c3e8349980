"""The oracle and the sources agree on true numbers, and the oracle sees what is untrue."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np
import pytest

from netcore import Layer, Network, depth_courses
from scenes.clip import Clip
from scenes.facts.courses import Measured, What
from scenes.facts.picture_edges import EdgeShare
from scenes.facts.readings import Kind, Reading
from scenes.facts.sources import (
    Count,
    DotProduct,
    Entry,
    HowMany,
    Loss,
    Mapped,
    Of,
    OneDirection,
    Overlap,
    Shown,
    Slope,
    columns_and_rows,
    pixels,
)
from scenes.facts.spoken import Spoken
from scenes.facts.steepness import FlatSums
from tests.scenes.oracle import ByHand, expected, untrue

if TYPE_CHECKING:
    from netcore import Trace
    from scenes.facts.sources import Source

RNG = np.random.default_rng(8)
IMAGES = RNG.random((3, 4, 5))
FUNCTIONS = ("sigmoid", "relu", "tanh", "identity", "softmax")


def forward(*functions: str) -> Trace:
    sizes = (6, *(5 - n for n in range(len(functions))))
    layers = [
        Layer(RNG.normal(size=(after, before)), RNG.normal(size=after), name)
        for before, after, name in zip(sizes, sizes[1:], functions, strict=False)
    ]
    return Network(layers, image_shape=()).forward(RNG.normal(size=6))


READINGS = [Reading(kind, layer, 1, 1) for kind in get_args(Kind) for layer in (1, 2)]
OTHERS: list[Source] = [
    *(
        Count(what, layer)
        for what in ("neurons", "weights", "biases", "parameters")
        for layer in (None, 2)
    ),
    DotProduct(IMAGES[0], IMAGES[1]),
    Entry(IMAGES[0], 2, 3),
    *columns_and_rows(IMAGES[0]),
    pixels(IMAGES[0]),
    HowMany((3, 5), "neuron"),
    Overlap(IMAGES, 0.4),
    Overlap(IMAGES, 0.4, least=1),
    Overlap(IMAGES, 0.6, least=2),
    *(Slope(name, 0.7) for name in ("sigmoid", "relu", "tanh", "identity")),
    Mapped("sigmoid", -1000.0),
    Mapped("tanh", 0.3),
    Loss((0.9, 0.4), 1),
    *(OneDirection(image) for image in IMAGES),
    EdgeShare(IMAGES[0], 0.1),
    EdgeShare(IMAGES[1], 0.2),
    Spoken("samples"),
    Spoken("begins", 3),
    Spoken("begins", -1),
    Spoken("half over", 4),
    *(Measured(run, what, 3) for run in depth_courses() for what in get_args(What)),
    FlatSums(1),
    FlatSums(1, below=0.2),
    Of(forward("tanh", "softmax"), Reading("activation", 2, 3)),
]


@pytest.mark.parametrize("last", FUNCTIONS)
@pytest.mark.parametrize("first", FUNCTIONS[:4])
def test_readings_are_what_the_oracle_expects(first: str, last: str) -> None:
    trace = forward(first, last)
    hand = ByHand.of(trace.network, trace.activations[0])
    for reading in READINGS:
        assert reading.of(trace) == pytest.approx(expected(reading, hand)), reading


@pytest.mark.parametrize("source", OTHERS, ids=lambda source: type(source).__name__)
def test_other_sources_are_what_the_oracle_expects(source: Source) -> None:
    trace = forward("relu", "softmax")
    hand = ByHand.of(trace.network, trace.activations[0])
    assert source.of(trace) == pytest.approx(expected(source, hand), rel=1e-6)


def test_a_source_without_an_oracle_is_refused() -> None:
    trace = forward("relu")
    with pytest.raises(TypeError, match="no oracle for object"):
        expected(object(), ByHand.of(trace.network, trace.activations[0]))


@pytest.mark.usefixtures("landscape")
def test_what_is_untrue_is_found() -> None:
    clip = Clip(frames=())
    clip.setup()
    place = Reading("bias", 1, 3)
    value = place.of(clip.trace)
    rounded = f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
    clip.figures.shown.append(Shown(rounded, value, place))
    assert untrue(clip) == []
    clip.figures.shown.append(Shown(rounded, value + 0.001, place))
    clip.figures.shown.append(
        Shown(f"{value + 0.02:.2f}".replace("-", "\N{MINUS SIGN}"), value, place)
    )
    assert len(untrue(clip)) == 2
