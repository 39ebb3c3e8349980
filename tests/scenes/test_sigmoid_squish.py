"""SigmoidSquish, with its real numbers: built and run, not drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import netcore
from scenes.errors import ParameterError
from scenes.facts.functions import SQUISHES
from scenes.facts.layer_sums import LayerSums
from scenes.facts.readings import activation, weighted_sum
from scenes.look.encoding import activation_rgba
from scenes.look.text import number_text
from scenes.squish.params import SigmoidSquishParams
from scenes.squish.sigmoid_squish import SigmoidSquish
from tests.scenes.lint import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scenes.clip import Clip
    from scenes.look.stage import Aspect

    Settings = Callable[..., AbstractContextManager[None]]

SHORTEST_READING = 0.25
"""Seconds a word."""


def network(*activations: str, sizes: tuple[int, ...] = (784, 12, 10)) -> netcore.Network:
    rng = np.random.default_rng(5)
    return netcore.Network(
        netcore.Layer(rng.normal(size=(out, n)) * 3 / np.sqrt(n), rng.normal(size=out), name)
        for n, out, name in zip(sizes[:-1], sizes[1:], activations, strict=True)
    )


def saved(folder: Path, *activations: str, sizes: tuple[int, ...] = (784, 12, 10)) -> Path:
    path = folder / "network.npz"
    netcore.save_network(network(*activations, sizes=sizes), path)
    return path


class Run:
    """A clip run to its end, and where its points were after every play."""

    def __init__(self, params: SigmoidSquishParams) -> None:
        self.clip = SigmoidSquish(params, frames=())
        self.faults: list[str] = []
        self.squished: np.ndarray | None = None
        self.clip.after_play = self.look
        self.clip.render()

    def look(self, clip: Clip) -> None:
        self.faults += faults(clip)
        on_the_line = self.clip.diagram.target.at(self.clip.sums.activations)
        if np.allclose(self.clip.points.centres, on_the_line, atol=1e-9):
            self.squished = self.clip.points.fills.copy()


def check(run: Run, params: SigmoidSquishParams) -> None:
    """Hold a run to what netcore computes."""
    clip, layer = run.clip, params.layer
    trace = clip.network.forward(clip.image.ravel())
    z, a = trace.weighted_sums[layer], trace.activations[layer]
    assert not run.faults
    assert run.squished is not None, "the points never were at their activations on the line"
    lit = activation_rgba(clip.theme, a, clip.sums.limit)
    np.testing.assert_allclose(run.squished, lit, atol=1e-9)
    across, up, points = clip.diagram.across, clip.diagram.up, clip.points.centres
    np.testing.assert_allclose(points[:, 0], across.at(z)[:, 0], atol=1e-9)
    np.testing.assert_allclose(points[:, 1], up.at(a)[:, 1], atol=1e-9)
    squishes = clip.network.layer(layer).activation in ("sigmoid", "tanh")
    between = 0.0 if squishes else z.max() / 2
    followed = {int(z.argmin()), int(np.abs(z - between).argmin()), int(z.argmax())}
    wanted = {reading(layer, n) for reading in (weighted_sum, activation) for n in followed}
    assert {shown.source for shown in clip.shown} == wanted
    for shown in clip.shown:
        assert shown.value == shown.source.of(trace)
        assert shown.text == number_text(shown.value)
    for caption in clip.captions_shown:
        words = len(caption.text.split())
        assert caption.frames / 15 >= SHORTEST_READING * words, caption.text


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize(("digit", "sample", "layer"), [(3, 0, 1), (7, 2, 2), (4, 1, 3)])
def test_points_end_at_their_real_activations(
    digit: int, sample: int, layer: int, aspect: Aspect, frame_settings: Settings
) -> None:
    params = SigmoidSquishParams(digit=digit, sample=sample, layer=layer, aspect=aspect)
    with frame_settings(aspect):
        check(Run(params), params)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("name", ["relu", "tanh", "identity"])
def test_other_functions_are_shown_as_they_are(
    name: str, aspect: Aspect, tmp_path: Path, frame_settings: Settings
) -> None:
    params = SigmoidSquishParams(network=saved(tmp_path, name, "softmax"), aspect=aspect)
    with frame_settings(aspect):
        run = Run(params)
        check(run, params)
    clip, words = run.clip, SQUISHES[name]
    assert clip.sums.function.name == name
    said = " ".join(caption.text for caption in clip.captions_shown)
    assert words.sums_up in said
    assert "sigmoid" not in words.title + said
    x = np.linspace(clip.diagram.low, clip.diagram.high, 50)
    heights = clip.diagram.curve.at(x)[:, 1]
    expected = clip.diagram.up.at(netcore.activation(name)(x))[:, 1]
    np.testing.assert_allclose(heights, expected, atol=1e-9)


@pytest.mark.usefixtures("landscape")
@pytest.mark.parametrize("sizes", [(784, 1, 10), (784, 2, 10), (784, 128, 10)])
def test_layers_of_any_size_are_shown(sizes: tuple[int, ...], tmp_path: Path) -> None:
    path = saved(tmp_path, "sigmoid", "sigmoid", sizes=sizes)
    params = SigmoidSquishParams(network=path)
    run = Run(params)
    check(run, params)
    assert len(run.clip.points) == sizes[1]


@pytest.mark.usefixtures("landscape")
def test_a_softmax_layer_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = saved(tmp_path, "relu", "softmax")
    with pytest.raises(ParameterError, match=r"depends on all sums at once.*choose layer 1"):
        SigmoidSquish(SigmoidSquishParams(network=path, layer=2), frames=()).render()


def test_a_network_of_softmax_alone_asks_for_another() -> None:
    with pytest.raises(ParameterError, match="give --network"):
        SigmoidSquishParams().check(network("softmax", sizes=(784, 10)))


@pytest.mark.usefixtures("landscape")
def test_a_layer_that_is_not_there_is_refused() -> None:
    with pytest.raises(ParameterError, match="no layer 9: expected 1 to 3"):
        SigmoidSquish(SigmoidSquishParams(layer=9), frames=()).render()


def test_the_range_shows_all_sums_and_both_sides_of_zero() -> None:
    net = network("sigmoid", "relu")
    trace = net.forward(netcore.sample_digits().image(5).ravel())
    for layer in (1, 2):
        sums = LayerSums(trace, layer)
        low, high = sums.reach()
        assert low <= sums.sums.min()
        assert sums.sums.max() <= high
        assert max(-low / high, -high / low) <= 2


def test_the_count_of_sums_that_fit_is_the_real_one() -> None:
    trace = netcore.default_network().forward(netcore.sample_digits().image(3).ravel())
    sums = LayerSums(trace, 1)
    inside = sum(0 <= z <= 1 for z in trace.weighted_sums[1].tolist())
    assert str(len(sums.sums)) in sums.how_many_fit()
    assert str(inside) in sums.how_many_fit() or "None" in sums.how_many_fit()


def test_where_all_are_silent_the_sum_nearest_zero_is_followed() -> None:
    silent = netcore.Layer(np.eye(3), [-3.0, -2.0, -5.0], "relu")
    sums = LayerSums(netcore.Network([silent, silent]).forward(np.zeros(3)), 1)
    assert sums.sums[sums.followed].tolist() == [-5.0, -2.0]


def test_of_very_many_sums_some_are_drawn_evenly_with_those_that_are_read() -> None:
    trace = network("relu", "relu", sizes=(784, 2000, 10)).forward(np.full(784, 0.1))
    sums, z = LayerSums(trace, 1), trace.weighted_sums[1]
    assert (sums.count, len(sums.drawn)) == (2000, 128)
    np.testing.assert_array_equal(sums.sums, z[sums.drawn])
    middle = np.abs(z - z.max() / 2).argmin()
    assert sums.drawn[sums.followed].tolist() == [z.argmin(), middle, z.argmax()]
    ranks = np.sort(np.argsort(np.argsort(z))[sums.drawn])
    assert np.diff(ranks).max() <= 2 * 2000 / 127
    assert f"{np.sum(z >= 0):,} of these 2,000 fit" in sums.how_many_fit()
