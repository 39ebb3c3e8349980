"""What HiddenLayers is made of: hidden layers of other sizes, the question, words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from manim import tempconfig

from netcore import Layer, Network, asset_path, default_network, load_network, sample_digits
from netreel.check.run import small_settings
from scenes.components.network.connections import Connections
from scenes.components.network.question import Question
from scenes.components.network.quiet import QuietNetwork
from scenes.components.network.tried import Resizing, own_layers, tried_layers
from scenes.figures import Figures
from scenes.layers.hidden_layers import HiddenLayers as HiddenLayersClip
from scenes.layers.params import HiddenLayersParams
from scenes.layers.words import Choice
from scenes.look.sizes import TOUCH
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import THEMES

if TYPE_CHECKING:
    from pathlib import Path

    from manim import Scene

DARK = THEMES["dark"]


def quiet(aspect: Aspect = "16:9", network: Network | None = None) -> QuietNetwork:
    asked = network or default_network()
    inputs = sample_digits().image(3, 0).ravel() if network is None else np.ones(asked.sizes[0])
    return QuietNetwork(Figures(asked.forward(inputs), DARK, Stage(aspect)))


def network_of(*sizes: int) -> Network:
    layers = [Layer(np.ones((n, m)), np.zeros(n)) for m, n in pairwise(sizes)]
    return Network(layers, image_shape=())


class TestTried:
    @pytest.mark.parametrize("aspect", ["16:9", "9:16"])
    @pytest.mark.parametrize("sizes", [(8, 8), (64, 64), (16,), (16, 16, 16, 16), (3, 40)])
    def test_they_stand_between_the_same_inputs_and_outputs(
        self, sizes: tuple[int, ...], aspect: Aspect
    ) -> None:
        home = quiet(aspect)
        tried = tried_layers(home, sizes)
        assert tried.sizes == sizes
        assert len(tried.neurons) == sum(sizes)
        assert [count.value for count in tried.counts] == list(sizes)
        along = 1 if home.down else 0
        ends = sorted(column.get_center()[along] for column in (home.columns[0], home.columns[-1]))
        places = tried.neurons.centres[:, along]
        assert ends[0] < places.min() <= places.max() < ends[1]
        last = tried.lines[-1].points[-10:]
        a_tenth_of_a_pixel = 1e-3
        np.testing.assert_allclose(last, home.connections[-1].points[-10:], atol=a_tenth_of_a_pixel)

    def test_what_nobody_has_trained_has_no_colour(self) -> None:
        lines = tried_layers(quiet(), (8, 8)).lines[0]
        assert isinstance(lines, Connections)
        colours = lines.strands("rest", lines.points[:, :2] * 50, 1.0).colours
        np.testing.assert_allclose(np.ptp(colours[:, :3], axis=0), 0)
        assert lines.theme.positive == lines.theme.negative == DARK.text

    def test_of_very_many_neurons_some_are_drawn_and_all_are_counted(self) -> None:
        tried = tried_layers(quiet(), (1000, 1000))
        assert len(tried.neurons) == 32
        assert len(tried.dots) == 2
        assert tried.counts[0].text == "1,000"


class TestResizing:
    def test_neurons_split_and_merge_and_the_counts_run_along(self) -> None:
        home = quiet()
        own = own_layers(home)
        knob = Resizing(home.figures, own)
        for other in (tried_layers(home, (64, 64)), tried_layers(home, (8, 8)), own):
            for animation in knob.turn_into(other):
                animation.begin()
                animation.interpolate(0.5)
                animation.finish()
            arriving = knob.arrive(0.5)
            arriving.begin()
            arriving.finish()
            np.testing.assert_allclose(knob.neurons.points, other.neurons.points)
            np.testing.assert_allclose(knob.neurons.rings, other.neurons.rings)
            assert [each.text for each in knob.counts] == [str(size) for size in other.sizes]
            for number, place in zip(knob.counts, other.counts, strict=True):
                np.testing.assert_allclose(number.get_center(), place.get_center(), atol=1e-9)
            assert {part.reveal for part in other.lines} == {1.0}
        shown = {each.text for each in home.figures.shown}
        assert {"64", "8", "16"} <= shown
        assert {part.rest for part in own.lines} == {1.0}

    def test_a_count_does_not_jump_when_it_gets_a_comma(self) -> None:
        home = quiet()
        knob = Resizing(home.figures, own_layers(home))
        recounting = knob.turn_into(tried_layers(home, (1000, 1000)))[1]
        recounting.begin()
        places = []
        for progress in np.linspace(0, 1, 60):
            recounting.interpolate(progress)
            places.append(knob.counts[0].baseline[1])
        half_a_pixel = 4e-3
        assert np.abs(np.diff(places)).max() < half_a_pixel
        assert knob.counts[0].text == "1,000"

    def test_as_many_begin_as_go_on_and_each_place_is_seen_once(self) -> None:
        home = quiet()
        own = own_layers(home)
        knob = Resizing(home.figures, own)
        knob.turn_into(tried_layers(home, (64, 64)))
        seen = knob.neurons.rings[:, 3] > 0
        assert len(knob.neurons) == 128
        assert seen.sum() == 32
        np.testing.assert_allclose(knob.neurons.centres[seen], own.neurons.centres)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (784, 36, 10), (4, 8, 3)])
def test_the_question_is_about_the_hidden_layers_alone(
    aspect: Aspect, sizes: tuple[int, ...]
) -> None:
    home = quiet(aspect, network_of(*sizes))
    question = Question(home)
    along = 1 if home.down else 0
    low, high = (question.box.get_critical_point(way * np.eye(3)[along]) for way in (-1, 1))
    for number, column in enumerate(home.columns):
        inside = low[along] < column.get_center()[along] < high[along]
        assert inside == (0 < number < len(home.columns) - 1)
    assert question.mark.height > 0.6 * question.box.height or home.down or len(sizes) == 3
    assert len(question.counts) == len(sizes) - 2


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("name", ["iris", "lesson"])
def test_a_frame_about_what_is_known_keeps_clear_of_what_is_written(
    aspect: Aspect, name: str
) -> None:
    home = quiet(aspect, load_network(asset_path(f"networks/{name}.npz")))
    listed = [] if home.listed is None else [*home.listed.names, *home.listed.values]
    words = [*home.outputs.labels, *home.counts, *listed]
    caption = home.figures.stage.caption
    for frame in Question(home).known:
        assert frame.get_bottom()[1] > caption.y + caption.height / 2
        for word in words:
            away = np.abs(word.get_center() - frame.get_center())[:2]
            half = np.array([word.width + frame.width, word.height + frame.height]) / 2
            inside = half - np.array([word.width, word.height]) - away
            assert inside.min() > TOUCH or (away - half).max() > TOUCH


def test_the_question_stays_before_the_layers_until_it_is_gone(tmp_path: Path) -> None:
    params = HiddenLayersParams()
    fronts: set[bool] = set()

    def look(scene: Scene, _frame: int) -> None:
        question = cast("HiddenLayersClip", scene).question
        parts = scene.get_mobject_family_members()
        if question.mark in parts:
            fronts.add(parts.index(question.mark) > max(map(parts.index, question.layers)))

    with tempconfig(small_settings(params, tmp_path)):
        clip = HiddenLayersClip(params, frames=())
        clip.clip_renderer.during_play = look
        clip.render()
    assert fronts == {True}


def test_what_the_network_has_is_not_tried() -> None:
    wider, deeper = HiddenLayersParams().tried(network_of(4, 8, 3))
    assert wider == [[16]]
    assert deeper == [[8] * 4]
    wider, deeper = HiddenLayersParams(sizes=(5,), depths=(2,)).tried(network_of(4, 9, 7, 3))
    assert wider == [[5, 5]]
    assert deeper == [[9, 9]]


@pytest.mark.parametrize("own", [1, 2, 16, 32, 33, 36, 500])
def test_a_size_that_is_tried_is_seen_to_differ(own: int) -> None:
    ((wider,), _) = HiddenLayersParams().tried(network_of(4, own, 3))
    share = wider[0] / own
    assert share == 2 or 0.4 < share <= 0.5


def test_what_is_said_is_true_of_the_network() -> None:
    lesson = Choice(default_network(), lesson=True)
    assert lesson.own() == "Two layers of 16 are a choice too: they fit on the screen."
    assert "pixels" in lesson.known()
    other = Choice(network_of(4, 8, 3), lesson=False)
    assert "screen" not in other.own()
    assert other.question() == "But what does the hidden layer between them do?"
    assert other.sizes((32, 4)) == [
        "Its size is a choice: 32 neurons can tell more apart.",
        "And 4 neurons can tell less apart.",
    ]
    assert lesson.sizes((8, 32)) == [
        "Their size is a choice: 8 each can tell less apart.",
        "And 32 each can tell more apart.",
    ]
    assert lesson.depths((1, 4)) == [
        "So is the number of layers: one makes fewer steps.",
        "And four make more steps.",
    ]
