"""A network as it is drawn: real sizes, real weights, and a truthful choice of what is shown."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from manim import UP, Group

from netcore import Layer, Network
from scenes.components.network.bars import ActivationBars
from scenes.components.network.diagram import NetworkDiagram
from scenes.components.network.outputs import OutputReadout
from scenes.facts.choosing import largest_outputs
from scenes.facts.choosing_pixels import on_and_beside_the_stroke
from scenes.figures import Figures
from scenes.look.encoding import activation_limit, rgb
from scenes.look.text import Number, Words
from scenes.look.theme import THEMES

if TYPE_CHECKING:
    from netcore import Trace

DARK = THEMES["dark"]
SIZES = (200, 5, 3)


@pytest.fixture(scope="module")
def trace() -> Trace:
    rng = np.random.default_rng(3)
    layers = [
        Layer(rng.normal(size=(after, before)), rng.normal(size=after), "relu")
        for before, after in pairwise(SIZES)
    ]
    return Network(layers, labels=("a", "b", "c")).forward(rng.random(SIZES[0]))


def diagram(trace: Trace, *, down: bool = False) -> NetworkDiagram:
    shown = [np.arange(0, 200, 20), np.arange(5), np.arange(3)]
    return NetworkDiagram(trace, DARK, 6.0, 4.0, shown, down=down)


class TestChoice:
    def test_half_of_the_pixels_are_inked_and_half_lie_beside(self) -> None:
        image = np.zeros((28, 28))
        image[5:20, 9:14] = 0.5
        image[19, 4:22] = 1.0
        chosen = on_and_beside_the_stroke(image, 16)
        assert len(chosen) == len(set(chosen.tolist())) == 16
        assert (np.diff(chosen) > 0).all()
        assert (image.ravel()[chosen] > 0).sum() == 8
        rows, columns = np.divmod(chosen, 28)
        assert 5 <= rows.min() <= rows.max() <= 19
        assert 4 <= columns.min() <= columns.max() <= 21

    @pytest.mark.parametrize("inked", [0, 1, 5, 784])
    def test_there_are_always_as_many(self, inked: int) -> None:
        image = np.zeros(784)
        image[:inked] = 1.0
        chosen = on_and_beside_the_stroke(image.reshape(28, 28), 16)
        assert len(set(chosen.tolist())) == (16 if inked < 784 else 8)

    def test_a_small_image_is_shown_whole(self) -> None:
        np.testing.assert_array_equal(on_and_beside_the_stroke(np.ones((3, 4)), 16), np.arange(12))

    def test_the_largest_outputs_are_in_their_order(self) -> None:
        outputs = np.array([0.1, 0.9, 0.2, 0.8, 0.3])
        assert largest_outputs(outputs, 3).tolist() == [1, 3, 4]
        assert largest_outputs(outputs, 9).tolist() == [0, 1, 2, 3, 4]


class TestDiagram:
    def test_connections_have_the_weights_between_what_is_shown(self, trace: Trace) -> None:
        first, second = diagram(trace).connections
        weights = trace.network.layer(1).weights
        np.testing.assert_array_equal(first.weights, weights[:, ::20])
        np.testing.assert_array_equal(first.signals, trace.activations[0][::20])
        np.testing.assert_array_equal(second.weights, trace.network.layer(2).weights)

    @pytest.mark.parametrize("down", [False, True])
    def test_connections_touch_the_neurons(self, trace: Trace, *, down: bool) -> None:
        drawn = diagram(trace, down=down)
        first, hidden = drawn.connections[0], drawn.columns[1]
        gaps = np.linalg.norm(first.points[10:] - hidden.neurons.centres, axis=1)
        np.testing.assert_allclose(gaps, hidden.radius)
        assert first.flows_down == down

    def test_counts_are_those_of_the_network(self, trace: Trace) -> None:
        counts = diagram(trace).counts(Figures(trace, DARK))
        counted = [part.value for part in counts.get_family() if isinstance(part, Number)]
        assert counted == list(SIZES)

    def test_downwards_the_layers_lie_one_below_the_other(self, trace: Trace) -> None:
        heights = [column.get_center()[1] for column in diagram(trace, down=True).columns]
        np.testing.assert_allclose(heights, [3.0, 0.0, -3.0])

    def test_hundreds_stand_several_abreast(self, trace: Trace) -> None:
        shown = [np.arange(200), np.arange(5), np.arange(3)]
        neurons = NetworkDiagram(trace, DARK, 6.0, 4.0, shown).columns[0].neurons
        places = np.unique(neurons.centres[:, 0].round(6))
        assert len(places) == 3
        assert neurons.height <= 4.0
        assert neurons.centres[0, 1] == neurons.centres[2, 1] > neurons.centres[3, 1]


@pytest.mark.parametrize("down", [False, True])
class TestReadout:
    @pytest.fixture
    def readout(self, trace: Trace, *, down: bool) -> OutputReadout:
        values = [Number(value, DARK.text) for value in trace.outputs]
        labels = [Words(label, DARK.text) for label in trace.network.labels]
        column = diagram(trace, down=down).columns[-1]
        return OutputReadout(column, labels, values, DARK, length=2.0)

    def test_bars_are_as_long_as_the_activations(
        self, readout: OutputReadout, trace: Trace
    ) -> None:
        readout.scale(0.7).shift(UP)
        along = int(readout.column.across)
        lengths = readout.bars.full().halves[:, along] * 2
        expected = 2.0 * 0.7 * trace.outputs / activation_limit(trace.outputs)
        np.testing.assert_allclose(lengths, np.clip(expected, 0.002, None))

    def test_bars_grow_from_nothing(self, readout: OutputReadout) -> None:
        along = int(readout.column.across)
        assert (readout.bars.bars.halves[:, along] < 0.01).all()
        growing = readout.bars.grow()
        growing.begin()
        growing.finish()
        np.testing.assert_allclose(readout.bars.bars.points, readout.bars.full().points)

    def test_a_box_holds_one_row_and_touches_no_other(self, readout: OutputReadout) -> None:
        box = readout.box(1, DARK.right)
        row = Group(readout.labels[1], readout.bars.tracks.subset([1]), readout.value_of(1))
        across = 0 if readout.column.across else 1
        for corner in (-1, 1):
            direction = np.array([corner, corner, 0.0])
            inside, outside = row.get_corner(direction), box.get_corner(direction)
            assert (np.abs(outside - box.get_center()) >= np.abs(inside - box.get_center()))[
                :2
            ].all()
        others = readout.column.neurons.centres[[0, 2], across]
        half = (box.width if readout.column.across else box.height) / 2
        distances = np.abs(others - box.get_center()[across]) - readout.column.radius
        assert (distances > half).all()


@pytest.mark.parametrize("up", [False, True])
class TestBarsOfBothSigns:
    @pytest.fixture
    def bars(self, *, up: bool) -> ActivationBars:
        return ActivationBars([-0.5, 0.25, 2.0], np.eye(3) * 3, DARK, 4.0, 0.2, limit=2.0, up=up)

    def test_they_grow_from_the_middle_to_either_side(
        self, bars: ActivationBars, *, up: bool
    ) -> None:
        along = int(up)
        full, middle = bars.full(), bars.tracks.centres[:, along]
        np.testing.assert_allclose(full.halves[:, along] * 2, [0.5, 0.25, 2.0])
        np.testing.assert_allclose(full.centres[:, along] - middle, [-0.25, 0.125, 1.0])

    def test_what_is_negative_has_the_colour_that_it_has_in_a_neuron(
        self, bars: ActivationBars
    ) -> None:
        on = rgb(DARK.activation_on)
        np.testing.assert_array_equal(bars.bars.fills[:, :3], [rgb(DARK.negative), on, on])

    def test_zero_is_marked(self, bars: ActivationBars) -> None:
        assert bars.zero.has_points()
        without = ActivationBars([0.0, 1.0], np.eye(3)[:2], DARK, 4.0, 0.2)
        assert not without.zero.family_members_with_points()
