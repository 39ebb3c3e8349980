"""Every clip of the catalogue, run without drawing: its time line, its frames' lint, its truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np
import pytest

from scenes.catalogue import CLIPS, Entry
from scenes.facts.sources import Shown
from scenes.look.stage import Aspect
from scenes.look.theme import THEMES, ThemeName
from tests.scenes.lint import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    from netcore import Network
    from scenes.clip import Clip

    Settings = Callable[..., AbstractContextManager[None]]

ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
every_clip = pytest.mark.parametrize("entry", CLIPS, ids=lambda entry: entry.clip)


def run(
    entry: Entry, settings: Settings, check: Callable[[Clip], None] | None = None, **params: object
) -> Clip:
    """Run a clip without drawing."""
    model = entry.params_model().model_validate(params)
    with settings(model.aspect):
        clip = entry.clip_class()(model, frames=())
        clip.after_play = check
        clip.render()
    return clip


@pytest.mark.parametrize("aspect", ASPECTS)
@every_clip
def test_no_frame_has_a_fault(entry: Entry, aspect: Aspect, frame_settings: Settings) -> None:
    found: list[str] = []

    def look(clip: Clip) -> None:
        beat = clip.beats[-1].name
        found.extend(f"{beat} at frame {clip.frame_count}: {fault}" for fault in faults(clip))

    run(entry, frame_settings, look, aspect=aspect)
    assert not found, "\n".join(dict.fromkeys(found))


@every_clip
def test_the_time_line_is_whole(entry: Entry, frame_settings: Settings) -> None:
    clip = run(entry, frame_settings)
    seconds = clip.frame_count / 15
    assert seconds == pytest.approx(entry.seconds, abs=0.5)
    assert 12 <= seconds <= 40
    assert sum(beat.frames for beat in clip.beats) == clip.frame_count
    assert len({beat.name for beat in clip.beats}) == len(clip.beats)
    for caption in clip.captions_shown:
        words = len(caption.text.split())
        assert caption.frames / 15 >= 0.25 * words, f"too short to be read: {caption.text}"
    assert clip.captions_shown[0].start < 15


@pytest.mark.parametrize("digit", [0, 3, 7])
@every_clip
def test_every_number_shown_is_the_networks(
    entry: Entry, digit: int, frame_settings: Settings
) -> None:
    clip = run(entry, frame_settings, digit=digit)
    assert clip.shown
    values = forward_by_hand(clip.network, clip.image.ravel())
    for shown in clip.shown:
        expected = read_by_hand(clip.network, values, shown)
        assert shown.value == pytest.approx(expected, abs=1e-9), shown
        written = shown.text.replace("\N{MINUS SIGN}", "-").replace(",", "")
        decimals = len(written.partition(".")[2])
        assert float(written) == pytest.approx(expected, abs=0.5001 * 10**-decimals), shown


@pytest.mark.parametrize("theme", sorted(THEMES))
@every_clip
def test_every_theme_is_used_throughout(
    entry: Entry, theme: ThemeName, frame_settings: Settings
) -> None:
    found: list[str] = []
    run(entry, frame_settings, lambda clip: found.extend(faults(clip)), theme=theme)
    assert not found, "\n".join(dict.fromkeys(found))


Layers = list[tuple["NDArray[np.float64]", "NDArray[np.float64]"]]


def forward_by_hand(network: Network, image: NDArray[np.float64]) -> Layers:
    """Return z and a of every layer, computed apart from netcore's own forward pass."""
    layers = [(np.zeros(0), image)]
    for layer in network.layers:
        z = np.array([row @ layers[-1][1] for row in layer.weights]) + layer.biases
        assert layer.activation == "sigmoid"
        layers.append((z, 1 / (1 + np.exp(-z))))
    return layers


def read_by_hand(network: Network, values: Layers, shown: Shown) -> float:
    """Return the value at a reading's place, looked up apart from the reading itself."""
    place = shown.source
    layer, neuron, index = place.layer, place.neuron, place.index
    if place.kind == "activation":
        return float(values[layer][1][neuron])
    if place.kind == "activation_scale":
        return float(index * max(1.0, *np.abs(values[layer][1])))
    weights, biases = network.layers[layer - 1].weights, network.layers[layer - 1].biases
    terms = weights[neuron] * values[layer - 1][1]
    return float(
        {
            "weighted_sum": values[layer][0][neuron],
            "weight": weights[neuron, index],
            "bias": biases[neuron],
            "contribution": terms[index],
            "partial_sum": sum(terms[:index]),
            "product": sum(terms),
            "weight_limit": index * np.abs(weights[neuron]).max(),
            "contribution_limit": index * np.abs(terms).max(),
        }[place.kind]
    )
