"""The spoken word on the screen: what is heard when, and that its parts lie over their time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from netcore import default_network, spoken_word
from scenes.components.graphs.spoken_layer import SpokenLayer
from scenes.facts.spoken import envelope, levels_at, onsets
from scenes.figures import Figures
from scenes.look.encoding import activation_rgba
from scenes.look.stage import Region
from scenes.look.theme import theme

SPEECH = spoken_word()


def figures() -> Figures:
    return Figures(default_network().forward(np.zeros(784)), theme("dark"))


def test_in_the_middle_of_a_sound_only_that_is_heard() -> None:
    ends = onsets(SPEECH)
    heard = []
    for number, (begin, end) in enumerate(pairwise(ends.tolist())):
        sounds, syllables = levels_at(SPEECH, (begin + end) / 2)
        assert sounds[number] == pytest.approx(1)
        assert sounds.sum() == pytest.approx(1)
        heard.append(int(syllables.argmax()))
    assert heard == [0, 0, 0, 1, 1, 2, 2, 3, 3, 3]


@pytest.mark.parametrize("time", [0.0, 0.2, SPEECH.seconds, SPEECH.seconds + 1e-9])
def test_at_any_time_something_is_heard(time: float) -> None:
    sounds, syllables = levels_at(SPEECH, time)
    assert sounds.sum() == pytest.approx(1)
    assert syllables.sum() == pytest.approx(1)


def test_an_envelope_holds_all_samples() -> None:
    low, high = envelope(SPEECH.samples, 500)
    assert low.shape == high.shape == (500,)
    assert (low.min(), high.max()) == (SPEECH.samples.min(), SPEECH.samples.max())
    assert (low <= high).all()


def test_a_layer_lights_what_is_active_and_keeps_what_was() -> None:
    below = [np.array([[x, -2.0, 0.0]]) for x in (-2, 2)]
    layer = SpokenLayer(figures(), ["re", "c"], [-2, 2], Region(0, 0, 8, 1), below)
    assert [words.get_fill_opacity() for words in layer.texts] == [0, 0]
    layer.light([1, 0]).light([0, 0.5])
    assert layer.nodes.fills == pytest.approx(activation_rgba(theme("dark"), [0, 0.5]))
    assert [words.get_fill_opacity() for words in layer.texts] == [1, 0.5]
    assert layer.nodes.centres[:, 0] == pytest.approx([-2, 2])
    assert layer.heads[:, 1] == pytest.approx(layer.nodes.halves[:, 1])


def test_nodes_of_short_sounds_stand_apart_and_in_order() -> None:
    places = [-3.0, -0.1, 0.0, 0.1, 3.0]
    below = [np.array([[x, -2.0, 0.0]]) for x in places]
    layer = SpokenLayer(figures(), list("abcde"), places, Region(0, 0, 8, 1), below)
    x, halves = layer.nodes.centres[:, 0], layer.nodes.halves[:, 0]
    assert x[[0, 2, 4]] == pytest.approx([-3, 0, 3])
    assert (np.diff(x) > 1.1 * (halves[:-1] + halves[1:])).all()
