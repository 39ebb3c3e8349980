"""The equation of a layer: what is written adds up, has its place at every step, and its letter."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import RIGHT, FadeIn, Square

from netcore import Layer, Network, default_network, sample_digits
from netreel.check.screen import Box
from scenes.components.equations.layer import LayerEquation, Step
from scenes.components.equations.letters import LayerLetters
from scenes.components.equations.opened import OpenedLine
from scenes.components.graphs.icon import SquishIcon
from scenes.facts.choosing import Excerpt, lively_rows
from scenes.figures import Figures
from scenes.look.sizes import LABEL, PIXELS_PER_UNIT, TOUCH
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import theme
from scenes.matrix.words import StageWording, Wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from manim import Animation, Mobject

    Settings = Callable[..., AbstractContextManager[None]]

pytestmark = pytest.mark.usefixtures("landscape")
STEPS: tuple[Step, ...] = get_args(Step)
every_aspect = pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])


def figures(digit: int = 3, aspect: Aspect = "16:9", network: Network | None = None) -> Figures:
    trace = (network or default_network()).forward(sample_digits().image(digit, 1).ravel())
    return Figures(trace, theme("dark"), Stage(aspect))


def box(thing: Mobject) -> Box:
    return Box.around(thing.get_all_points())


# -- what is shown --------------------------------------------------------------------------


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.data())
@settings(max_examples=60, deadline=None)
def test_rows_that_are_silent_are_left_out_where_others_speak(
    speaks: list[bool], data: st.DataObject
) -> None:
    count, most = len(speaks), data.draw(st.integers(2, 5))
    row = data.draw(st.integers(0, count - 1))
    excerpt = lively_rows(np.array(speaks, dtype=float), row, most)
    assert row in excerpt.shown
    assert list(excerpt.shown) == sorted(set(excerpt.shown))
    if count <= most + 1:
        assert excerpt.shown == tuple(range(count))
        return
    assert len(excerpt.shown) == most
    silent = sum(not speaks[index] for index in excerpt.shown)
    for first in range(count - most + 1):
        window = range(first, first + most)
        if row in window:
            assert silent <= sum(not speaks[index] for index in window)


def test_where_all_speak_the_last_row_ends_the_excerpt() -> None:
    assert lively_rows(np.ones(16), 15, 4).shown == (0, 1, 2, 15)
    assert lively_rows(np.ones(16), 0, 4).shown == (0, 1, 2, 3)


def test_one_that_is_silent_is_shown_where_there_is_one() -> None:
    speaks = np.array([1, 1, 0, 0, 1, 1, 1, 0, 1, 1], dtype=float)
    for row in range(len(speaks)):
        excerpt = lively_rows(speaks, row, 4, silent=1)
        assert row in excerpt.shown
        assert np.count_nonzero(speaks[list(excerpt.shown)] == 0) == 1
    assert lively_rows(np.ones(16), 15, 4, silent=1) == lively_rows(np.ones(16), 15, 4)


@given(st.integers(1, 40), st.data())
@settings(max_examples=60, deadline=None)
def test_every_entry_belongs_to_one_slot(count: int, data: st.DataObject) -> None:
    shown = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    excerpt = Excerpt(count, tuple(sorted(shown)))
    assert [i for run in excerpt.runs for i in range(*run)] == list(range(count))
    for (first, last), slot in zip(excerpt.runs, excerpt.slots, strict=True):
        assert (slot is None) == (first not in shown)
        assert slot is None or (first, last) == (slot, slot + 1)


@pytest.mark.parametrize("digit", range(10))
def test_what_is_written_below_the_row_adds_up(digit: int) -> None:
    equation = LayerEquation(figures(digit), 1)
    written = [round(number.value, 2) for number in equation.products]
    weights = default_network().layers[0].weights[equation.story]
    total = sum(w * a for w, a in zip(weights, equation.figures.inputs, strict=True))
    assert sum(written) == pytest.approx(round(total, 2), abs=1e-9)
    shown = [(i, n) for i, n in zip(equation.columns.slots, equation.products, strict=True)]
    for index, number in shown:
        if index is not None:
            product = weights[index] * equation.figures.inputs[index]
            assert number.value == pytest.approx(product, abs=1e-12)


@pytest.mark.parametrize("digit", range(10))
def test_each_product_is_that_of_its_factors_as_they_are_written(digit: int) -> None:
    equation = LayerEquation(figures(digit), 1)
    slots = zip(equation.columns.slots, equation.products, strict=True)
    for index, product in ((index, number) for index, number in slots if index is not None):
        factors = equation.weights.entry(equation.story, index), equation.inputs.entry(index)
        first, second = (round(factor.value, factor.decimals) for factor in factors)
        written = round(product.value, product.decimals)
        assert first * second == pytest.approx(written, abs=0.5 * 10**-product.decimals)


def test_among_outputs_the_answer_is_explained() -> None:
    told = figures(8)
    equation = LayerEquation(told, 3)
    assert equation.story == told.trace.prediction
    assert {0, equation.story, 9} <= set(equation.rows.shown)


# -- where it stands ------------------------------------------------------------------------


@every_aspect
def test_at_every_step_all_parts_have_their_place(aspect: Aspect) -> None:
    equation = LayerEquation(figures(aspect=aspect), 1)
    picture, letters = equation.figures.stage.picture, Stage(aspect).letters(LABEL)
    for step in STEPS:
        equation.there.clear()  # so that nothing is left to be played
        equation.arrange(step)
        boxes = [box(part) for part in equation.there]
        for first, second in combinations(boxes, 2):
            assert first.overlap(second) < 1e-6
        for part in boxes:
            assert abs(part.left) <= picture.width / 2 + 1e-6
            assert part.right <= picture.width / 2 + 1e-6
            assert part.top <= picture.y + picture.height / 2 + 1e-6
            assert part.bottom >= picture.y - picture.height / 2 - 1e-6
        assert [label.letter_size for label in equation.labels] == pytest.approx([letters] * 4)
        one, other = equation.weights.entry(0, 0), equation.inputs.entry(0)
        assert step == "inputs" or one.letter_size == pytest.approx(other.letter_size)


def test_grids_have_the_signs_of_their_weights() -> None:
    equation = LayerEquation(figures(), 1)
    for row, grid in zip(equation.rows.shown, equation.neurons.grids, strict=True):
        weights = default_network().layers[0].weights[row]
        np.testing.assert_array_equal(grid.fills[:, 0] > grid.fills[:, 2], weights < 0)
        assert equation.neurons.ring(row).get_y() == pytest.approx(
            equation.weights.row_centre(row)[1]
        )


# -- letters --------------------------------------------------------------------------------


@every_aspect
def test_letters_come_below_their_blocks_and_form_the_equation(aspect: Aspect) -> None:
    equation = LayerEquation(figures(aspect=aspect), 1)
    equation.arrange("function")
    letters = LayerLetters(equation)
    equation.there.clear()  # so that nothing is left to be played
    equation.arrange("function", equation.figures.stage.above_formula, between=letters.room)
    letters.come_down()
    for name, block in (("weights", equation.weights), ("inputs", equation.inputs)):
        assert letters.letters[name].get_x() == pytest.approx(block.get_x(), abs=0.02)
        assert letters.letters[name].get_top()[1] < block.get_bottom()[1]
    picture = equation.figures.stage.picture
    foot = picture.y - picture.height / 2
    for place in np.linspace(0, 1, 29):
        letters.turn(float(place))
        for one, other in combinations(letters.letters.values(), 2):
            assert box(one).overlap(box(other)) < 0.01
        assert room_between(letters) > 0.1 * letters.formula.letter_size / PIXELS_PER_UNIT
        assert min(box(each).bottom for each in letters.letters.values()) > foot
        assert max(box(each).top for each in letters.letters.values()) < equation.foots[-1]
    order = sorted(letters.letters, key=lambda name: float(letters.letters[name].get_x()))
    assert order[:3] == ["result", "equals", "function"]
    assert order[-1] == "right"
    assert letters.formula.get_x() == pytest.approx(equation.figures.stage.formula_home.x, abs=1e-6)


def room_between(letters: LayerLetters) -> float:
    """Return how near the sign and the result come to what they pass, scene units."""
    turning = [letters.letters[name] for name in ("equals", "result")]
    others = [part for part in letters.letters.values() if part not in turning]
    glyphs = [[glyph for part in parts for glyph in part] for parts in (turning, others)]
    return min(apart(one, other) for one in glyphs[0] for other in glyphs[1])


def apart(one: Mobject, other: Mobject) -> float:
    gaps = [abs(one.get_x() - other.get_x()) - (one.width + other.width) / 2]
    gaps += [abs(one.get_y() - other.get_y()) - (one.height + other.height) / 2]
    return max(gaps)


@pytest.mark.parametrize("aspect", ["9:16", "1:1"])
def test_letters_of_a_first_line_cross_neither_blocks_nor_letters(aspect: Aspect) -> None:
    equation = LayerEquation(figures(aspect=aspect), 1)
    letters = LayerLetters(equation)
    equation.arrange("function", equation.figures.stage.above_formula, between=letters.room)
    letters.come_down()
    sign, blocks = equation.plus, [*equation.second_line[:1], *equation.second_line[2:]]
    before = [block.get_x() for block in blocks]
    going = [letters.letters[name] for name in ("function", "left", "weights")]
    steps = letters.form_a_line()
    at_the_end(*next(steps))
    assert sign.get_fill_opacity() == 0
    (falling,) = next(steps)
    falling.begin()
    for progress in np.linspace(0, 1, 25):
        falling.interpolate(float(progress))
        for letter in going:
            assert min(apart(letter, block) for block in blocks) > TOUCH / 2
    assert max(letter.get_top()[1] for letter in going) < equation.foots[-1]
    assert apart(letters.letters["weights"], letters.letters["inputs"]) > 0
    closing = next(steps)
    at_the_end(*closing)
    assert [block.get_x() for block in blocks] == pytest.approx(before)
    assert any(
        isinstance(a, FadeIn) and id(sign) in map(id, a.mobject.get_family()) for a in closing
    )


def test_where_no_way_fits_between_blocks_the_line_goes_meanwhile() -> None:
    line = [Square(1.0).shift(x * RIGHT) for x in (-1.0, 0.0, 1.0)]
    assert OpenedLine(line, -0.5, 0.5, width=3.2).opens is False  # letters would all but touch
    narrow = OpenedLine(line, -0.5, 0.5, width=3.0)
    assert narrow.opens is False
    at_the_end(*narrow.open())
    assert [block.get_x() for block in line] == [-1.0, 0.0, 1.0]
    assert OpenedLine(line, -0.5, 0.5, width=4.0).opens


def at_the_end(*animations: Animation) -> None:
    for animation in animations:
        animation.begin()
        animation.interpolate(1.0)


def test_neurons_rise_onto_the_curve_of_the_icon() -> None:
    equation = LayerEquation(figures(), 1)
    icon = SquishIcon(equation.figures, 1)
    dark, lit = icon.neurons(equation.sums, equation.activations)
    np.testing.assert_allclose(dark.centres[:, 0], lit.centres[:, 0])
    rises = lit.centres[:, 1] - dark.centres[:, 1]
    values = [number.value for number in equation.activations]
    np.testing.assert_allclose(rises / rises.max(), np.array(values) / max(values), atol=1e-6)


def test_where_sums_are_shared_out_there_is_no_curve() -> None:
    rng = np.random.default_rng(2)
    layers = [Layer(rng.normal(0, 0.1, (10, 784)), rng.normal(0, 1, 10), "softmax")]
    equation = LayerEquation(figures(network=Network(layers)), 1)
    icon = SquishIcon(equation.figures, 1)
    assert not len(icon.slide)
    assert len(icon.neurons(equation.sums, equation.activations)[1]) == 0


def test_one_of_a_kind_is_not_spoken_of_as_many() -> None:
    layers = [Layer([[2.0]], [-1.0], "sigmoid")]
    words = StageWording(Network(layers, image_shape=()), 1)
    said = [words.as_long(), words.terms(), words.one_activation(), words.biases(), words.joins()]
    said += [words.one_bias(), words.one_by_one(alone=True), words.one_sum(alone=True)]
    for many in ("every", "each", "rows", "others", "added up", "neurons"):
        assert not any(many in text.lower() for text in said)
    assert "row a neuron" not in Wording(Network(layers, image_shape=()), 1).every_weight()
