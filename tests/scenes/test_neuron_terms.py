"""A neuron's letters, the column and the rows: each stands for what it says, where it says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from netcore import Layer, Network, asset_path, default_network, load_network, sample_digits
from netreel.check.screen import Box
from scenes.components.equations.from_network import FromNetwork
from scenes.components.equations.into_column import IntoColumn
from scenes.components.equations.into_rows import IntoRows
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.equations.lit_lines import lit_lines
from scenes.components.equations.neuron_terms import NeuronTerms
from scenes.components.equations.spread import SpreadLayer
from scenes.components.equations.symbol import Symbol
from scenes.components.grids.grids import PixelGrid
from scenes.facts.choosing_pixels import LIT
from scenes.facts.varied import other_inputs
from scenes.figures import Figures
from scenes.look.encoding import activation_rgba
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import theme

if TYPE_CHECKING:
    from manim import Animation, Mobject

pytestmark = pytest.mark.usefixtures("landscape")
DARK = theme("dark")
every_aspect = pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])


def beside(layer: int = 1, aspect: Aspect = "16:9", activation: str = "sigmoid") -> LayerStage:
    network = default_network()
    if activation != "sigmoid":
        *first, last = network.layers
        network = Network([*first, Layer(last.weights, last.biases, activation)])
    trace = network.forward(sample_digits().image(3, 0).ravel())
    return LayerStage(Figures(trace, DARK, Stage(aspect)), layer)


def play(animation: Animation) -> None:
    animation.begin()
    animation.interpolate(1.0)
    animation.finish()


def holds(one: Mobject, other: Mobject) -> bool:
    boxes = (Box.around(thing.get_all_points()) for thing in (one, other))
    return next(boxes).contains(next(boxes))


def test_a_symbol_knows_what_stands_above_and_below() -> None:
    symbol = Symbol("a", "681", "(0)", DARK.text, 60)
    assert (len(symbol.lower), len(symbol.upper)) == (3, 3)
    assert symbol.lower.get_top()[1] < symbol.upper.get_bottom()[1]
    place = np.array([1.0, -2.0, 0.0])
    assert np.allclose(symbol.stand(place).base.get_corner((-1.0, -1.0, 0.0)), place)


@pytest.mark.long
@every_aspect
@pytest.mark.parametrize("layer", [1, 2, 3])
def test_terms_have_room_and_as_many_symbols_as_the_stage_has_neurons(
    aspect: Aspect, layer: int
) -> None:
    stage = beside(layer, aspect)
    terms = NeuronTerms(stage)
    assert stage.figures.stage.picture.contains(terms)
    assert terms.get_left()[0] > stage.room.x - stage.room.width / 2 - 1e-3
    assert len(terms.activations) == len(stage.columns)
    for neuron, symbols in terms.own.items():
        assert len(symbols.weights) == len(stage.columns)
        assert len(symbols.bias.lower) == len(str(neuron))


def test_letters_of_weights_have_the_colours_of_their_signs() -> None:
    stage = beside()
    weights = stage.figures.network.layer(1).weights
    for neuron, symbols in NeuronTerms(stage).own.items():
        for index, letter in zip(stage.columns, symbols.weights, strict=True):
            written = round(float(weights[neuron, index]), 2)
            sign = {1: DARK.positive, -1: DARK.negative, 0: DARK.text}[int(np.sign(written))]
            assert letter.base.get_fill_color().to_hex().lower() == sign.lower()


def test_where_the_function_needs_all_sums_the_terms_are_the_weighted_sum() -> None:
    terms = NeuronTerms(beside(3, activation="softmax"))
    assert terms.squish is None
    assert not len(terms.function)
    assert not terms.opening.has_points()
    dark = terms.stage.neurons.fills.copy()
    play(FromNetwork(terms).light())
    assert np.array_equal(terms.stage.neurons.fills, dark)


def test_another_neuron_has_its_own_symbols_and_the_letters_of_what_comes_in_stay() -> None:
    stage = beside()
    terms = NeuronTerms(stage)
    before, (other, *_) = terms.neuron, stage.equation.others
    places = [letter.get_center() for letter in terms.activations]
    for animation in FromNetwork(terms).turn_to(other):
        play(animation)
    assert before != other == terms.neuron
    assert np.allclose(places, [letter.get_center() for letter in terms.activations])
    assert stage.fans[other].rest == 1.0 > stage.fans[before].rest


@every_aspect
def test_a_spread_network_fills_the_picture_and_comes_home(aspect: Aspect) -> None:
    stage = beside(aspect=aspect)
    home = [part.get_center() for part in stage.submobjects]
    spread = SpreadLayer(stage)
    assert stage.figures.stage.picture.contains(stage)
    assert stage.height > 0.95 * stage.figures.stage.picture.height
    for fan in stage.fans.values():
        gap = fan.points[0] - stage.sources.centres[0]
        assert np.allclose(gap, [stage.sources.halves[0, 0], 0, 0])
    play(spread.go_home())
    assert np.allclose(home, [part.get_center() for part in stage.submobjects])


@pytest.mark.long
@every_aspect
def test_each_number_of_the_column_stands_at_the_height_of_its_letter(aspect: Aspect) -> None:
    terms = NeuronTerms(beside(aspect=aspect))
    column = IntoColumn(terms, digit=3).closed()
    shown = column.stage.equation.columns
    places = dict(zip(shown.slots, column.vector.places_down_column(), strict=True))
    for index, letter in zip(shown.shown, terms.activations, strict=True):
        assert letter.get_y() == pytest.approx(places[index][1], abs=0.02)
        assert column.brackets.get_left()[0] < letter.get_left()[0]
        assert letter.get_right()[0] < column.brackets.get_right()[0]


@every_aspect
def test_a_band_lies_under_all_of_a_letter_and_within_the_brackets(aspect: Aspect) -> None:
    column = IntoColumn(NeuronTerms(beside(aspect=aspect)), digit=3).closed()
    for pointing in column.write():
        for animation in pointing:
            play(animation)
        band, _ = column.bands
        (letter,) = (each for each in column.letters if abs(each.get_y() - band.get_y()) < 0.02)
        assert holds(band, letter)
        assert holds(column.brackets, band)


@pytest.mark.long
@every_aspect
def test_another_flower_is_a_real_one_and_every_number_another(aspect: Aspect) -> None:
    network = load_network(asset_path("networks/iris.npz"))
    for shown in ([5.9, 3.0, 5.1, 1.8], [5.1, 3.5, 1.4, 0.2]):
        trace = network.forward(shown)
        (other,) = other_inputs(network, trace.activations[0], digit=3)
        assert (other != shown).all()
        assert (other > 0).all()
        column = IntoColumn(
            NeuronTerms(LayerStage(Figures(trace, DARK, Stage(aspect)), 1)), digit=3
        )
        assert np.array_equal(column.other.activations[0], other)


def test_other_inputs_are_in_the_picture_the_neurons_and_the_numbers_at_once() -> None:
    stage = beside()
    column = IntoColumn(NeuronTerms(stage), digit=3)
    play(column.change(stage.figures.trace, column.other))
    values = column.other.activations[0]
    (picture,) = stage.picture
    assert isinstance(picture, PixelGrid)
    assert np.allclose(picture.values.ravel(), values)
    for at, index in enumerate(stage.columns):
        assert column.vector.entry(index).value == pytest.approx(values[index])
        assert np.allclose(stage.sources.fills[at], activation_rgba(DARK, values[index]))


@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("digit", [3, 7])
def test_the_other_input_lights_what_is_shown_and_differs(layer: int, digit: int) -> None:
    network = default_network()
    trace = network.forward(sample_digits().image(digit, 1).ravel())
    column = IntoColumn(NeuronTerms(LayerStage(Figures(trace, DARK, Stage("16:9")), layer)), digit)
    shown = list(column.stage.columns)
    now, before = (one.activations[layer - 1][shown] for one in (column.other, trace))
    assert (now > LIT).any() or not (before > LIT).any()
    assert np.abs(now - before).max() > LIT


def test_dots_are_below_the_letters_as_soon_as_these_are_alone() -> None:
    column = IntoColumn(NeuronTerms(beside()), digit=3)
    for moving in column.keep():
        play(moving)
    for dots in column.dots:
        for letter in column.letters:
            assert letter.get_left()[0] < dots.get_left()[0]
        assert dots.get_right()[0] < max(letter.get_right()[0] for letter in column.letters)


def test_a_turned_weight_is_its_connection_and_comes_back() -> None:
    stage = beside()
    stage.arrange("product")
    rows = IntoRows(stage)
    fan, real = stage.fans[stage.equation.story], stage.fans[stage.equation.story].weights.copy()
    at, number = (
        stage.columns.index(rows.index),
        stage.equation.weights.entry(stage.equation.story, rows.index),
    )
    for animation in (turning := rows.turn()):
        animation.begin()
    for animation in turning:
        animation.interpolate(0.5)
    changed = fan.weights != real
    assert changed.sum() == 1
    assert changed[0, at]
    assert fan.weights[0, at] == pytest.approx(number.value)
    for animation in turning:
        animation.interpolate(1.0)
    assert np.allclose(fan.weights, real)


def test_a_turned_weight_stays_within_its_frame() -> None:
    stage = beside()
    stage.arrange("product")
    rows = IntoRows(stage)
    for steps in (*rows.go_across(), rows.point_at_one()):
        for step in steps:
            play(step)
    number = stage.equation.weights.entry(stage.equation.story, rows.index)
    for value in (number.value, -number.value):
        number.set_value(value)
        assert rows.frame.get_left()[0] < number.get_left()[0]
        assert number.get_right()[0] < rows.frame.get_right()[0]


def test_lit_lines_are_those_of_one_neuron() -> None:
    stage = beside(2)
    row = stage.rows[0]
    lines = lit_lines(stage, row)
    assert np.array_equal(lines.values, stage.fans[row].weights[0])
    assert lines.arrived.all()
