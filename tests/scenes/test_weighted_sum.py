"""The count ends at what the network computes, and on its way shows nothing but exact sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from netcore import Layer, Network, default_network, save_network
from scenes.engine.renderer import ClipRenderer
from scenes.errors import ParameterError
from scenes.facts.choosing import plainest_neuron
from scenes.weights.params import WeightedSumParams
from scenes.weights.weighted_sum import WeightedSum
from tests.scenes.lint import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scenes.clip import Clip

    Settings = Callable[..., AbstractContextManager[None]]

MINUS = "\N{MINUS SIGN}"


def run(settings: Settings, frames: range | tuple[()] = (), **params: Any) -> WeightedSum:
    """Run the clip, with its frames linted after every play."""
    model = WeightedSumParams(**params)
    found: list[str] = []

    def look(clip: Clip) -> None:
        beat = clip.beats[-1].name
        found.extend(f"{beat} at frame {clip.frame_count}: {fault}" for fault in faults(clip))

    with settings(model.aspect):
        clip = WeightedSum(model, frames=frames)
        clip.after_play = look
        clip.render()
    assert not found, "\n".join(dict.fromkeys(found))
    return clip


def number(text: str) -> float:
    return float(text.replace(MINUS, "-").replace(",", ""))


def check_truth(clip: WeightedSum) -> None:
    """Compare everything that the last frame says with a plain loop over the weights."""
    layer = clip.network.layers[clip.layer - 1]
    row, inputs = layer.weights[clip.neuron], clip.trace.activations[clip.layer - 1]
    products = [w * a for w, a in zip(row.tolist(), inputs.tolist(), strict=True)]
    total = sum(products)
    assert clip.sum.value == pytest.approx(total, abs=1e-12 * len(products))
    assert clip.result.value == clip.trace.weighted_sums[clip.layer][clip.neuron]
    assert clip.result.value == pytest.approx(total + layer.biases[clip.neuron], abs=1e-11)
    assert clip.count.value == len(products)
    for grid, values in zip(clip.grids.parts, (row, inputs, products), strict=True):
        assert len(grid) == len(values)
        np.testing.assert_array_equal(grid.values.ravel()[: len(values)], values)
    for shown in clip.shown:
        decimals = len(shown.text.partition(".")[2])
        assert decimals in (2, 3)
        assert number(shown.text) == pytest.approx(shown.value, abs=0.5001 * 10**-decimals)


@pytest.mark.parametrize(
    "params",
    [
        {"digit": 0, "sample": 4, "neuron": 0},
        {"digit": 1, "neuron": 15, "theme": "light"},
        {"digit": 8, "neuron": 5, "aspect": "1:1"},
        {"digit": 4, "layer": 2, "neuron": 7},
        {"digit": 7, "layer": 2, "aspect": "9:16"},
        {"digit": 9, "layer": 3, "neuron": 9, "aspect": "1:1", "theme": "print"},
    ],
    ids=str,
)
def test_it_ends_at_what_the_network_computes(
    params: dict[str, Any], frame_settings: Settings
) -> None:
    check_truth(run(frame_settings, **params))


@pytest.mark.parametrize(
    ("sizes", "layer", "shape"), [((784, 128, 10), 2, (8, 16)), ((784, 37, 10), 2, (6, 7))]
)
def test_other_networks(
    sizes: tuple[int, ...],
    layer: int,
    shape: tuple[int, int],
    frame_settings: Settings,
    tmp_path: Path,
) -> None:
    rng = np.random.default_rng(5)
    layers = [
        Layer(rng.normal(0, 0.3, (after, before)), rng.normal(0, 1, after), name)
        for before, after, name in zip(sizes, sizes[1:], ("relu", "softmax"), strict=False)
    ]
    save_network(Network(layers), tmp_path / "other.npz")
    clip = run(frame_settings, network=tmp_path / "other.npz", layer=layer, neuron=3)
    check_truth(clip)
    assert clip.grids.inputs.values.shape == shape
    assert clip.grids.inputs.limit == clip.trace.activations[1].max() > 1
    assert clip.grids.inputs.fills.max() <= 1


def test_every_frame_of_the_count_is_exact(
    frame_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, float, str, float, int]] = []

    def look(_: ClipRenderer, scene: WeightedSum, *__: object) -> None:
        lit = int(scene.count.value)
        products = scene.grids.products.values.ravel()
        np.testing.assert_array_equal(products[:lit], scene.total.terms[:lit])
        assert not products[lit:].any()
        seen.append((lit, scene.sum.value, scene.sum.text, scene.way.drawn, len(seen)))

    monkeypatch.setattr(ClipRenderer, "_draw", look)
    beat = next(b for b in run(frame_settings).beats if b.name == "add_up_all_products")
    sweep = range(beat.start + 24, beat.start + beat.frames - 24)
    seen.clear()
    clip = run(frame_settings, frames=sweep)
    counts = [lit for lit, *_ in seen]
    assert len(seen) == len(sweep) > 60
    assert counts == sorted(counts)
    assert len(set(counts)) > 40
    for lit, value, text, drawn, _ in seen:
        assert value == pytest.approx(sum(clip.total.terms[:lit].tolist()), abs=1e-12)
        assert number(text) == pytest.approx(value, abs=0.0051)
        assert drawn == lit


def test_a_neuron_that_is_not_there_is_told() -> None:
    network = default_network()
    with pytest.raises(ParameterError, match=r"no layer 4 .*layers 1 to 3"):
        WeightedSumParams(layer=4).chosen(network)
    with pytest.raises(ParameterError, match="no neuron 16 in layer 2: it has neurons 0 to 15"):
        WeightedSumParams(layer=2, neuron=16).chosen(network)
    with pytest.raises(ParameterError, match="no neuron 10 in layer 3"):
        WeightedSumParams(layer=3, neuron=10).chosen(network)
    assert WeightedSumParams(layer=3, neuron=9).chosen(network) == (3, 9)


def test_the_plainest_neuron_has_the_broadest_strokes() -> None:
    rng = np.random.default_rng(1)
    weights = rng.normal(size=(3, 64))
    weights[1] = np.repeat([2.0, -1.0], 32)
    network = Network([Layer(weights, np.zeros(3)), Layer(np.eye(3), np.zeros(3))])
    assert plainest_neuron(network, 1) == 1
    assert plainest_neuron(network, 2) == 0
    assert WeightedSumParams().chosen(network) == (1, 1)
