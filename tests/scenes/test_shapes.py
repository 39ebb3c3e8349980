"""Networks of any size, depth and activation: clips fit them into the frame, and tell the truth.

Each network is odd in several ways at once, and clips and aspects are spread over them: every
aspect meets deep, thin, wide and signed layers, plain numbers, long labels and many outputs.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from netreel.check.inspection import Inspection
from scenes.catalogue import find
from tests.scenes.networks import SHAPES
from tests.scenes.oracle import untrue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scenes.look.stage import Aspect

FIT = {"frame", "margins", "caption-zone", "text-over-text", "letters", "caption-lines"}
"""The rules for networks like these: what is seen of them is legible and in its place."""

LONGEST = 90
"""Seconds."""

ROWS: list[tuple[str, str, Aspect, dict[str, Any]]] = [
    ("ForwardPass", "small", "9:16", {}),
    ("ForwardPass", "deep", "16:9", {}),
    ("ForwardPass", "crowded", "1:1", {}),
    ("ForwardPass", "many", "9:16", {}),
    ("ForwardPass", "numbers", "16:9", {}),
    ("ForwardPass", "vector", "9:16", {}),
    ("PlainVanilla", "small", "1:1", {}),
    ("PlainVanilla", "deep", "9:16", {}),
    ("PlainVanilla", "crowded", "16:9", {"mode": "elided"}),
    ("PlainVanilla", "binary", "9:16", {}),
    ("PlainVanilla", "many", "1:1", {}),
    ("PlainVanilla", "wide", "16:9", {}),
    ("PlainVanilla", "one number", "16:9", {}),
    ("HiddenLayers", "small", "16:9", {"sizes": (1, 1000), "depths": (8,)}),
    ("HiddenLayers", "deep", "1:1", {}),
    ("HiddenLayers", "crowded", "9:16", {}),
    ("HiddenLayers", "binary", "16:9", {}),
    ("HiddenLayers", "wide", "16:9", {"mode": "elided"}),
    ("HiddenLayers", "numbers", "16:9", {"sizes": (), "depths": (2, 3)}),
    ("SigmoidSquish", "deep", "9:16", {"layer": 9}),
    ("SigmoidSquish", "binary", "16:9", {"layer": 2}),
    ("SigmoidSquish", "wide", "1:1", {"layer": 2}),
    ("SigmoidCurve", "deep", "1:1", {"layer": 9}),
    ("SigmoidCurve", "binary", "16:9", {"layer": 2}),
    ("SigmoidCurve", "wide", "9:16", {"layer": 3}),
    ("SigmoidCurve", "vector", "16:9", {}),
    ("SigmoidCurve", "numbers", "1:1", {}),
    ("Bias", "small", "16:9", {}),
    ("Bias", "deep", "9:16", {"layer": 9}),
    ("Bias", "binary", "1:1", {"layer": 2, "bias": 3}),
    ("Bias", "wide", "16:9", {"layer": 2, "neuron": 1999}),
    ("Bias", "numbers", "9:16", {}),
    ("Bias", "one number", "1:1", {}),
    ("Bias", "vector", "16:9", {"layer": 3}),
    ("WeightedSum", "deep", "16:9", {"layer": 5}),
    ("WeightedSum", "wide", "9:16", {"layer": 2, "neuron": 1999}),
    ("WeightedSum", "one number", "1:1", {}),
    ("MatrixForm", "deep", "1:1", {"layer": 4}),
    ("MatrixForm", "many", "16:9", {"layer": 2}),
    ("MatrixForm", "vector", "9:16", {}),
    ("MatrixVectorProduct", "deep", "16:9", {"layer": 9}),
    ("MatrixVectorProduct", "numbers", "9:16", {}),
    ("BiasVector", "binary", "1:1", {}),
    ("BiasVector", "vector", "9:16", {"layer": 3}),
    ("SigmoidOfVector", "many", "16:9", {"layer": 2}),
    ("SigmoidOfVector", "one number", "9:16", {}),
    ("FeedForwardCode", "deep", "1:1", {"layer": 9}),
    ("FeedForwardCode", "many", "9:16", {}),
    ("FeedForwardCode", "vector", "16:9", {"layer": 2}),
    ("FeedForwardCode", "binary", "1:1", {}),
    ("PixelsToNeurons", "small", "9:16", {}),
    ("PixelsToNeurons", "wide", "1:1", {}),
    ("PixelsToNeurons", "deep", "9:16", {"show": "elided"}),
    ("NumbersToNeurons", "numbers", "16:9", {}),
    ("NumbersToNeurons", "one number", "1:1", {}),
    ("NumbersToNeurons", "vector", "9:16", {}),
    ("Preparation", "wide", "16:9", {}),
    ("ThreeThrees", "small", "9:16", {"count": 6}),
    ("ThreeThrees", "wide", "1:1", {"label": 8}),
    ("NeuronHoldsANumber", "deep", "9:16", {}),
    ("NeuronHoldsANumber", "binary", "1:1", {"values": (0.2, 12.5)}),
    ("NeuronHoldsANumber", "many", "1:1", {}),
    ("NeuronHoldsANumber", "wide", "9:16", {}),
    ("NeuronHoldsANumber", "vector", "16:9", {}),
    ("NeuronHoldsANumber", "one number", "16:9", {}),
    ("PixelValues", "small", "1:1", {}),
    ("PixelValues", "wide", "9:16", {"row": 0}),
    ("LoopsAndLines", "small", "9:16", {"others": (7, 1, 6, 0, 9, 8)}),
    ("LoopEdges", "wide", "1:1", {"label": 8, "pieces": 12}),
    ("LineEdges", "small", "1:1", {"pieces": 10}),
    ("UpperLoopNeuron", "small", "9:16", {}),
    ("UpperLoopNeuron", "wide", "1:1", {}),
    ("LayerHypothesis", "wide", "9:16", {}),
    ("LayerHypothesis", "small", "1:1", {}),
    ("WhatTheNeuronsReallyDo", "small", "9:16", {}),
    ("WhatTheNeuronsReallyDo", "binary", "16:9", {}),
    ("WhatTheNeuronsReallyDo", "wide", "1:1", {"neurons": (1999, 0)}),
    ("WhatTheNeuronsReallyDo", "crowded", "9:16", {}),
    ("EdgeDetection", "wide", "9:16", {"threshold": 0.5}),
    ("SpeechLayers", "numbers", "1:1", {}),
    ("PickARegion", "small", "9:16", {}),
    ("PickARegion", "wide", "1:1", {}),
    ("NegativeSurround", "small", "1:1", {}),
    ("NegativeSurround", "wide", "9:16", {}),
    ("RankTheImages", "small", "16:9", {}),
    ("RankTheImages", "wide", "1:1", {}),
    ("SigmoidOldSchool", "small", "9:16", {}),
    ("SigmoidOldSchool", "deep", "16:9", {"layer": 9}),
    ("SigmoidOldSchool", "wide", "1:1", {"layer": 2}),
    ("SigmoidOldSchool", "binary", "9:16", {}),
    ("SigmoidOldSchool", "many", "16:9", {"layer": 2}),
    ("SigmoidOldSchool", "numbers", "1:1", {}),
    ("SigmoidOldSchool", "one number", "9:16", {}),
    ("ReLU", "small", "16:9", {}),
    ("ReLU", "deep", "9:16", {"layer": 9}),
    ("ReLU", "binary", "1:1", {"layer": 2}),
    ("ReLU", "wide", "9:16", {"layer": 2, "neuron": 1999}),
    ("ReLU", "numbers", "16:9", {}),
    ("ReLU", "one number", "1:1", {}),
    ("ReLU", "vector", "9:16", {"layer": 3}),
    ("SigmoidVersusReLU", "vector", "1:1", {}),
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that says where a network is, which is written there once."""
    folder = tmp_path_factory.mktemp("networks")
    return cache(lambda shape: SHAPES[shape].save(folder / f"{shape}.npz"))


@pytest.mark.long
@pytest.mark.parametrize(("name", "shape", "aspect", "more"), ROWS)
def test_it_fits_and_is_true(
    name: str,
    shape: str,
    aspect: Aspect,
    more: dict[str, Any],
    saved: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    entry, told = find(name), {"network": saved(shape), "aspect": aspect}
    params = entry.params_model().model_validate(told | SHAPES[shape].told | more)
    seen = Inspection(entry.clip_class(), params, tmp_path, draw=False)
    assert not [str(one) for one in seen.findings if one.rule in FIT]
    assert seen.run.clip.shown
    assert not untrue(seen.run.clip)
    assert seen.run.frame_count / seen.run.rate <= LONGEST
