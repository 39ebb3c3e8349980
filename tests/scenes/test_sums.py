"""The weighted sum as a picture: true when it is built, on its way there, and when it is turned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from netcore import Layer, Network, default_network, sample_digits
from scenes.components.grids.grids import WeightGrid
from scenes.components.network.connections import DASH
from scenes.components.network.diagram import NetworkDiagram
from scenes.components.network.one_neuron import OneNeuron, every_mark
from scenes.components.sums.count import WAITING
from scenes.components.sums.overlay import Overlay
from scenes.components.sums.slide import SumSlide
from scenes.components.sums.term_line import TermLine
from scenes.components.sums.turning import Turning
from scenes.engine.raster import context
from scenes.facts.choosing_terms import telling_terms
from scenes.facts.incoming import Incoming
from scenes.facts.sources import Count, Of, without
from scenes.figures import Figures
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import ThemeName, theme
from scenes.weights.words import Wording

if TYPE_CHECKING:
    from netcore import Trace

pytestmark = pytest.mark.usefixtures("landscape")
NEURON = 7


def trace(digit: int = 3) -> Trace:
    return default_network().forward(sample_digits().image(digit, 1).ravel())


def slide(layer: int = 1, aspect: Aspect = "16:9", digit: int = 3) -> SumSlide:
    return SumSlide(Figures(trace(digit), theme("dark"), Stage(aspect)), layer, NEURON)


def products_by_hand(seen: Trace, layer: int) -> list[float]:
    weights, inputs = seen.network.layers[layer - 1].weights[NEURON], seen.activations[layer - 1]
    return [w * a for w, a in zip(weights.tolist(), inputs.tolist(), strict=True)]


def half_way(animation: Any, progress: float = 0.5) -> None:
    animation.begin()
    animation.interpolate(progress)


class TestSlide:
    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    @pytest.mark.parametrize("layer", [1, 2])
    def test_z_is_in_the_neuron_and_all_is_in_the_picture(self, layer: int, aspect: Aspect) -> None:
        built, picture = slide(layer, aspect), Stage(aspect).picture
        assert np.linalg.norm(built.z.get_center() - built.disc.get_center()) < 0.05
        assert built.z.width < built.disc.width
        assert built.get_left()[0] >= picture.x - picture.width / 2 - 0.03
        assert built.get_right()[0] <= picture.x + picture.width / 2 + 0.03
        assert built.get_top()[1] <= picture.y + picture.height / 2 + 0.03
        assert built.get_bottom()[1] >= picture.y - picture.height / 2 - 0.03

    @pytest.mark.parametrize("layer", [1, 2, 3])
    def test_the_ledger_is_that_of_a_plain_loop(self, layer: int) -> None:
        built = slide(layer)
        seen = built.figures.trace
        total = sum(products_by_hand(seen, layer))
        bias = float(seen.network.layers[layer - 1].biases[NEURON])
        ledger = [number.value for number in built.count.ledger.numbers]
        assert ledger == pytest.approx([total, bias, total + bias], abs=1e-9)
        assert built.z.value == pytest.approx(total + bias, abs=1e-9)

    def test_a_small_layer_has_its_numbers_inside_its_squares(self) -> None:
        grids = slide(2).panels.grids
        assert [len(numbers) for numbers in grids.numbers] == [16, 16, 16]
        for number, place in zip(grids.numbers[0], grids.weights.centres, strict=True):
            assert number.width < grids.weights.cell
            np.testing.assert_allclose(number.get_center(), place, atol=1e-6)

    def test_no_legend_ends_before_a_number_beside_it(self) -> None:
        for digit in range(10):
            grids = slide(digit=digit).panels.grids
            assert grids.products.limit == np.abs(grids.terms).max()
            assert grids.weights.limit == np.abs(grids.weights.values).max()


class TestCount:
    @pytest.mark.parametrize("layer", [1, 2])
    def test_how_many_are_added_is_read_from_the_network(self, layer: int) -> None:
        added = slide(layer).count.count
        assert added.source == Count("neurons", layer - 1)
        assert added.value == len(products_by_hand(trace(), layer))

    def test_it_shows_sums_of_whole_terms_and_none_too_early(self) -> None:
        built = slide()
        count = built.count
        terms = products_by_hand(count.neuron.figures.trace, 1)
        count.begin()
        running = count.run(1.0, built.formula)
        running.begin()
        seen = []
        for progress in np.linspace(0, 1, 60):
            running.interpolate(progress)
            whole = int(count.count.value)
            seen.append(whole)
            assert count.total.value == pytest.approx(sum(terms[:whole]), abs=1e-9)
            shares, sent = count.grids.shares, int((count.grids.shares == 1).sum())
            assert sent >= whole
            assert (shares[:sent] == 1).all()
            np.testing.assert_allclose(shares[sent + 1 :], WAITING)
            flying = np.flatnonzero(count.flying.marks.fills[:, 3])
            counted = np.flatnonzero(terms)
            assert {whole <= index < sent + 1 for index in counted[flying].tolist()} <= {True}
            assert count.total.get_left()[0] > count.trace.head[0]
        assert seen == sorted(seen)
        assert seen[-1] == 784
        assert len(set(seen)) > 30

    def test_no_product_is_seen_upon_the_formula(self) -> None:
        built = slide()
        built.count.begin()
        running = built.count.run(1.0, built.formula)
        running.begin()
        reach = np.array([built.formula.width, built.formula.height]) / 2
        passed = 0
        for progress in np.linspace(0, 1, 120):
            running.interpolate(progress)
            marks = built.count.flying.marks
            away = np.abs(marks.centres - built.formula.get_center())[:, :2]
            upon = (away < reach).all(axis=1)
            assert not marks.fills[upon, 3].any()
            passed += int(upon.any())
        assert passed > 20

    def test_the_bias_is_the_last_step(self) -> None:
        built = slide()
        count = built.count
        count.begin()
        count.run(1.0, built.formula).begin()
        half_way(count.add_bias(1.0), 1.0)
        count.cite(with_bias=True)
        shown = count.neuron.figures.shown[-1]
        assert shown.value == count.neuron.figures.trace.pre_activations[1][NEURON]
        assert count.trace.drawn == count.trace.steps


class TestTurning:
    @pytest.mark.parametrize("layer", [1, 2])
    def test_the_sum_follows_as_netcore_says(self, layer: int) -> None:
        built = slide(layer)
        index = built.count.turned
        knob = Turning(built, TermLine.of(built.numbers, index, built.panels.grids, built.line))
        before = built.count.trace.points.copy()
        half_way(knob.turn(), 1.0)
        by_hand = sum(products_by_hand(built.figures.trace, layer))
        by_hand -= products_by_hand(built.figures.trace, layer)[index]
        assert built.count.total.value == pytest.approx(by_hand, abs=1e-9)
        knob.cite(turned=True)
        for shown in built.figures.shown[-3:]:
            assert isinstance(shown.source, Of)
            assert shown.source.of(built.figures.trace) == shown.value
        assert built.figures.shown[-1].value == pytest.approx(by_hand, abs=1e-9)
        half_way(knob.turn_back(), 1.0)
        knob.cite(turned=False)
        np.testing.assert_allclose(built.count.trace.points, before, atol=1e-9)
        np.testing.assert_allclose(
            built.panels.grids.terms, products_by_hand(built.figures.trace, layer), atol=1e-12
        )

    def test_the_squares_that_change_stay_marked(self) -> None:
        built = slide(1)
        line = TermLine.of(built.numbers, built.count.turned, built.panels.grids, built.line)
        grids, drawn = built.panels.grids, Turning(built, line).turn().mobject.get_family()
        over = drawn.index(grids.cursor)
        assert over > max(drawn.index(grids.inputs), drawn.index(grids.products))

    @pytest.mark.parametrize("layer", [1, 2])
    def test_a_product_that_reads_as_zero_has_the_colour_of_text(self, layer: int) -> None:
        built = slide(layer)
        line = TermLine.of(built.numbers, built.count.turned, built.panels.grids, built.line)
        product, text = line.numbers[2], built.figures.theme.text
        knob, before = Turning(built, line), product.get_fill_color()
        assert before.to_hex() != text.upper()
        half_way(knob.turn(), 1.0)
        assert product.written_as_zero
        assert product.get_fill_color().to_hex() == text.upper()
        half_way(knob.turn_back(), 1.0)
        assert product.get_fill_color() == before

    def test_an_input_that_is_off_is_turned_on(self) -> None:
        network = Network([Layer([[2.0, -3.0]], [0.5], "relu")], image_shape=())
        seen = network.forward([0.0, 0.25])
        assert without(seen, 1, 0).pre_activations[1][0] == pytest.approx(2 - 0.75 + 0.5)
        assert without(seen, 1, 1).pre_activations[1][0] == pytest.approx(0.5)
        assert without(trace(), 2, 4).pre_activations[1].shape == (16,)


class TestFromTheNetwork:
    def built(self, layer: int = 1) -> tuple[SumSlide, NetworkDiagram, OneNeuron]:
        built = slide(layer)
        seen = built.figures.trace
        shown = [np.arange(size) for size in (784, 16, 16, 10)]
        diagram = NetworkDiagram(seen, theme("dark"), 8.0, 4.0, shown)
        return built, diagram, OneNeuron.of(built.figures, diagram.columns, layer, NEURON)

    def test_every_connection_becomes_the_square_of_its_weight(self) -> None:
        built, _, one = self.built()
        grid = built.panels.grids.weights
        assert len(one.spokes.widths) == len(grid) == 784
        half_way(one.fold(grid, 2.0), 1.0)
        middles = (one.spokes.points[:784] + one.spokes.points[784:]) / 2
        np.testing.assert_allclose(middles, grid.centres, atol=1e-9)
        np.testing.assert_allclose(one.spokes.colours, grid.fills, atol=1e-9)
        np.testing.assert_allclose(one.spokes.widths, grid.cell, atol=1e-9)

    def test_dashes_grow_until_each_connection_is_one(self) -> None:
        built, _, one = self.built()
        one.spokes.dashed = np.ones(784, dtype=np.bool_)
        folding = one.fold(built.panels.grids.weights, 2.0)
        half_way(folding, 0.0)
        np.testing.assert_allclose(one.spokes.dash, DASH)
        half_way(folding, 1.0)
        assert np.min(one.spokes.dash) > 1080

    def test_connections_end_at_their_neuron_wherever_it_goes(self) -> None:
        built, diagram, one = self.built()
        place = diagram.columns[1].place_of(NEURON)
        assert np.linalg.norm(one.spokes.points[784:] - place, axis=1).max() < 0.3
        half_way(one.take_along(built.disc, np.zeros(3), 1.0), 1.0)
        ends, disc = one.spokes.points[784:], built.disc.get_center()
        radius = built.disc.width / 2
        np.testing.assert_allclose(np.linalg.norm(ends - disc, axis=1), radius, atol=1e-6)

    def test_neurons_that_are_not_drawn_are_among_the_dots(self) -> None:
        _, diagram, _ = self.built()
        column = diagram.columns[0]
        assert len(every_mark(column)) == 784

    @pytest.mark.parametrize("layer", [1, 2])
    def test_what_is_laid_over_comes_home(self, layer: int) -> None:
        built, diagram, _ = self.built(layer)
        grids = built.panels.grids
        homes = [grid.centres.copy() for grid in grids.parts]
        z_stays = built.z.get_center()
        overlay = Overlay(built, diagram.columns[layer - 1], None)
        for step in overlay.lay():
            for animation in step:
                half_way(animation, 1.0)
                animation.finish()
        np.testing.assert_allclose(grids.products.centres, grids.inputs.centres, atol=1e-9)
        assert grids.weights.opacity == 0
        for animation in overlay.unfold():
            half_way(animation, 1.0)
            animation.finish()
        settling = overlay.settle()
        half_way(settling, 1.0)
        settling.finish()
        for grid, home in zip(grids.parts, homes, strict=True):
            np.testing.assert_allclose(grid.centres, home, atol=1e-9)
            assert grid.opacity == 1
        np.testing.assert_allclose(built.disc.get_center(), z_stays, atol=0.05)


@pytest.mark.parametrize(("name", "signed"), [("print", True), ("light", False)])
def test_on_paper_a_square_below_zero_has_a_minus(name: ThemeName, *, signed: bool) -> None:
    pixels = {}
    for value in (1.0, -1.0):
        grid = WeightGrid([[value]], theme(name), height=1.0)
        frame = np.zeros((100, 100, 4), dtype=np.uint8)
        grid.paint(context(frame), lambda points: points[:, :2] * 90 + 50, 1.0)
        pixels[value] = frame
    marked = {
        value: bool((frame[50, 50] != frame[30, 50]).any()) for value, frame in pixels.items()
    }
    assert marked == {1.0: False, -1.0: signed}


class TestWords:
    PIXELS = Wording(Incoming("pixels", 784, (28, 28)))
    NUMBERS = Wording(Incoming("numbers", 2, names=("petal width", "x" * 30)))
    ONE = Wording(Incoming("numbers", 1))

    @pytest.mark.parametrize(
        ("wording", "factors", "said"),
        [
            (PIXELS, (0.7, 0.0), "A pixel that is off adds nothing at all."),
            (PIXELS, (-0.7, 1.0), "A negative weight pulls the sum down."),
            (NUMBERS, (0.7, 0.0), "An input of zero adds nothing at all."),
            (NUMBERS, (-0.7, -2.0), "Petal width pushes the sum up."),
            (ONE, (-0.7, -2.0), "A negative weight on a negative input pushes the sum up."),
            (ONE, (0.0, 2.0), "A weight of zero adds nothing."),
        ],
    )
    def test_a_term_is_told_by_what_it_does(
        self, wording: Wording, factors: tuple[float, float], said: str
    ) -> None:
        assert wording.term(0, *factors, nearly_zero=False) == said

    def test_a_product_that_is_written_as_zero_is_next_to_nothing(self) -> None:
        assert "next to nothing" in self.PIXELS.term(3, 0.01, 0.1, nearly_zero=True)

    def test_one_is_not_spoken_of_as_many(self) -> None:
        said = [
            self.ONE.question(),
            self.ONE.weights(),
            self.ONE.laid_over(),
            self.ONE.all_come_in(),
        ]
        for many in ("inputs", "products", "each", "Each", "connections"):
            assert many not in " ".join(said)

    def test_what_is_off_is_turned_on(self) -> None:
        assert "pixel on" in self.PIXELS.turned(0.0)
        assert "pixel off" in self.PIXELS.turned(0.4)
        assert "to one" in self.NUMBERS.turned(0.0)


@pytest.mark.parametrize(
    ("weights", "activations", "told"),
    [
        ([0.2, -0.3, 0.9, 0.5], [1, 1, 0, 1], [3, 1, 2]),  # what adds nothing comes last
        ([-1.0, 2.0, 3.0], [1, 1, 1], [2, 0]),
        ([0.2, 0.5], [1, 1], [1, 0]),
        ([0.0, 0.0], [1, 1], [0]),
    ],
)
def test_terms_that_add_something_are_told_first(
    weights: list[float], activations: list[float], told: list[int]
) -> None:
    assert telling_terms(weights, activations) == told
