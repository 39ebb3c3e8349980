"""A layer beside its expression: neurons stand at their rows, and what is turned is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from manim import Animation, Group, Mobject

from netcore import Layer, Network, asset_path, default_network, load_network, sample_digits
from netreel.check.table import RULES
from scenes.components.equations.into_rows import IntoRows
from scenes.components.equations.joining import Joining
from scenes.components.equations.layer import LayerEquation
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.equations.live import LiveEquation
from scenes.components.equations.matrix import MatrixView
from scenes.components.equations.reading_line import ReadingLine
from scenes.components.equations.row_times_column import RowTimesColumn, TurnedInput
from scenes.components.equations.through import Through
from scenes.components.equations.whole_matrix import WholeMatrix
from scenes.components.graphs.value_labels import overlap
from scenes.components.grids.grids import PixelGrid
from scenes.facts.letter_words import LetterWording
from scenes.figures import Figures
from scenes.look.encoding import rgba
from scenes.look.sizes import PIXELS_PER_UNIT, TOUCH
from scenes.look.stage import Aspect, Stage
from scenes.look.text import Number
from scenes.look.theme import theme

pytestmark = pytest.mark.usefixtures("landscape")


def figures(aspect: Aspect = "16:9", digit: int = 3) -> Figures:
    trace = default_network().forward(sample_digits().image(digit, 0).ravel())
    return Figures(trace, theme("dark"), Stage(aspect))


def iris(aspect: Aspect) -> Figures:
    trace = load_network(asset_path("networks/iris.npz")).forward([5.9, 3.0, 5.1, 1.8])
    return Figures(trace, theme("dark"), Stage(aspect))


def small(function: str) -> Figures:
    layer = Layer([[1.0, -2.0], [0.5, 0.25], [3.0, 1.0]], [0.5, -1.0, 0.0], function)
    trace = Network([layer], image_shape=()).forward([0.5, 2.0])
    return Figures(trace, theme("dark"), Stage("16:9"))


def arranged(given: Figures, layer: int = 1) -> LayerStage:
    stage = LayerStage(given, layer)
    stage.arrange("function")
    return stage


def run(animations: list[Animation], *places: float) -> None:
    for animation in animations:
        animation.begin()
        for place in places:
            animation.interpolate(place)


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_in_a_wide_frame_each_neuron_stands_at_its_row(layer: int) -> None:
    stage = arranged(figures(), layer)
    for at, row in enumerate(stage.rows):
        heights = stage.neurons.centres[at, 1], stage.equation.weights.row_centre(row)[1]
        assert heights[0] == pytest.approx(heights[1], abs=1e-6)
        assert heights[0] == pytest.approx(stage.equation.result.entry(row).get_y(), abs=0.03)
    for at, column in enumerate(stage.columns):
        entry = stage.equation.inputs.entry(column)
        assert stage.sources.centres[at, 1] == pytest.approx(entry.get_y(), abs=0.03)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_nothing_grows_or_moves_up_from_step_to_step(aspect: Aspect) -> None:
    stage, sizes, heights = LayerStage(figures(aspect), 1), [], []
    for step in ("product", "result", "biases", "function"):
        stage.equation.there.clear()
        stage.arrange(step)
        sizes.append(stage.equation.weights.entry(stage.equation.story, 0).letter_size)
        heights.append(stage.equation.weights.get_y())
    assert np.ptp(sizes) < 1e-6
    assert np.ptp(heights) < 0.12


def test_pointing_at_a_row_leaves_the_other_lines_faint() -> None:
    stage = arranged(figures())
    story = stage.equation.story
    run([stage.point_at([story])], 1.0)
    rests = {row: fan.rest for row, fan in stage.fans.items()}
    assert rests.pop(story) == 1.0
    assert max(rests.values()) < 0.2
    run([stage.let_go()], 1.0)
    assert len({fan.rest for fan in stage.fans.values()}) == 1


def test_what_travels_is_weight_times_activation() -> None:
    stage = arranged(figures())
    row, columns = stage.equation.story, list(stage.columns)
    weights = default_network().layers[0].weights[row, columns]
    np.testing.assert_allclose(
        stage.signals(row).values, weights * stage.figures.inputs[columns], atol=1e-12
    )


def test_the_example_of_a_term_is_the_largest_that_is_shown() -> None:
    stage = arranged(figures())
    product = RowTimesColumn(stage)
    product.point_at_one()
    (shown,) = (line for line in product.terms if line.get_fill_opacity())
    assert shown[-1].value == pytest.approx(max(stage.signals(stage.equation.story).values))


def test_the_total_comes_when_the_example_of_a_term_has_gone() -> None:
    stage = arranged(figures())
    product, total = RowTimesColumn(stage), stage.equation.result.entry(stage.equation.story)
    pointing, coming = product.point_at_one(), product.bring_total()
    moved = [
        {id(part) for each in steps for part in each.mobject.get_family()}
        for steps in (pointing, coming)
    ]
    example = next(line for line in product.terms if line.get_fill_opacity() > 0)
    assert id(total) not in moved[0]
    assert {id(total), id(example), id(product.pair)} <= moved[1]
    for steps in (pointing, coming):
        run(steps, 1.0)
    assert product.bands[1].get_fill_opacity() == product.bands[0].get_fill_opacity()
    assert total.value == 0.0


@pytest.mark.parametrize("slot", range(6))
def test_a_product_is_in_the_sum_when_it_has_arrived_and_not_before(slot: int) -> None:
    stage = arranged(figures("9:16"))
    columns, row = stage.equation.columns, stage.equation.story
    terms = stage.figures.trace.contributions(1, row)
    (first, last), count = columns.runs[slot], len(columns.slots)
    product = RowTimesColumn(stage)
    product.point_at_one()
    adding = product.add_up_one(3.0)
    total, heads = stage.equation.result.entry(row), product.signals[row]
    run(adding, (slot + 0.5) / count)
    assert total.value == pytest.approx(terms[:first].sum())
    before = columns.slots[slot] is not None and heads.heads[columns.shown.index(first)]
    assert 0.0 <= before < 1.0
    run(adding, (slot + 0.7) / count)
    counted = abs(total.value - terms[:first].sum()) > 1e-9
    assert counted == (np.count_nonzero(terms[first:last]) > 1)
    run(adding, (slot + 0.9) / count)
    assert total.value == pytest.approx(terms[:last].sum())
    assert heads.arrived.sum() == sum(index < last for index in columns.shown)


@pytest.mark.parametrize("function", ["sigmoid", "relu"])
def test_what_a_row_comes_to_goes_before_other_rows_are_added_up(function: str) -> None:
    stage = arranged(small(function))
    product = RowTimesColumn(stage)
    run([product.sum_up()], 1.0)
    (total,) = product.sums
    gone = [id(part) for each in product.point_at_all() for part in each.mobject.get_family()]
    assert id(total) in gone
    assert len(product.sums) == 0


def test_an_activation_is_turned_and_every_sum_follows() -> None:
    stage = arranged(small("sigmoid"))
    turned = TurnedInput(stage)
    run(turned.turn(), 1 / 3)
    weights = np.array([[1.0, -2.0], [0.5, 0.25], [3.0, 1.0]])
    inputs = np.array([0.5, 2.0])
    inputs[turned.index] = turned.number.value
    assert turned.number.value == pytest.approx(0.0, abs=1e-6)
    shown = [stage.equation.result.entry(row).value for row in range(3)]
    np.testing.assert_allclose(shown, weights @ inputs, atol=1e-6)
    weight, term = weights[stage.equation.story, turned.index], turned.term
    for share in (1 / 3, 2 / 3):
        run(turned.turn(), share)
        assert term.activation.value == pytest.approx(turned.number.value)
        assert term.product.value == pytest.approx(weight * turned.number.value)
    assert abs(term.product.value) > 0.1


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
@pytest.mark.parametrize("told", [iris, figures, lambda aspect: figures(aspect, 8)])
def test_a_turned_term_agrees_as_it_is_written_and_so_do_the_sums(
    aspect: Aspect, told: Callable[[Aspect], Figures]
) -> None:
    stage = arranged(told(aspect))
    turned = TurnedInput(stage)
    turning, real = turned.turn(), turned.number.value
    before, at = stage.figures.inputs.astype(float), turned.index
    weights = stage.figures.network.layer(1).weights[list(stage.rows)]
    term, said = turned.term, set[str]()
    for progress in np.linspace(0.0, 1.0, 46):
        run(turning, progress)
        assert term.activation.text == turned.number.text
        product = term.weight.written * term.activation.written
        assert abs(product - term.product.written) < 0.5001 * 10.0**-term.product.decimals
        inputs = before.copy()
        there = turned.number.value == pytest.approx(real, abs=1e-12)
        inputs[at] = real if there else term.activation.written
        shown = [stage.equation.result.entry(row).value for row in stage.rows]
        np.testing.assert_allclose(shown, weights @ inputs, atol=1e-9)
        said.add(term.activation.text)
    assert len(said) > 10
    assert turned.number.value == pytest.approx(real)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_the_turned_term_s_row_its_sum_and_its_neuron_are_marked(aspect: Aspect) -> None:
    stage = arranged(iris(aspect))
    turned, equation = TurnedInput(stage), stage.equation
    run(turned.point_at_term(), 1.0)
    marked = stage.neurons.rings[[row == equation.story for row in stage.rows]]
    np.testing.assert_allclose(marked[0], rgba(stage.theme.highlight))
    for band, block in zip(turned.bands, (equation.weights, equation.result), strict=True):
        number = block.entry(equation.story, block.columns.shown[0])
        assert overlap(number, band)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_the_image_follows_the_pixel_that_is_turned(aspect: Aspect) -> None:
    stage = arranged(figures(aspect))
    turned, before = TurnedInput(stage), stage.figures.inputs
    run(turned.turn(), 1 / 3)
    (picture,) = stage.picture
    assert isinstance(picture, PixelGrid)
    shown = picture.values.ravel()
    assert np.flatnonzero(shown != before).tolist() == [turned.index]
    assert shown[turned.index] == pytest.approx(turned.number.value) == pytest.approx(0.0)


def inside(thing: Mobject, block: MatrixView) -> bool:
    """Tell whether a thing is clear of a block's brackets."""
    left, right = (bracket.get_x() for bracket in block.brackets)
    clear = block.pitch * 0.02
    return bool(left + clear < thing.get_left()[0] and thing.get_right()[0] < right - clear)


@pytest.mark.long
@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("told", [iris, figures, lambda aspect: figures(aspect, 8)])
def test_all_that_numbers_are_turned_to_has_room_between_brackets_and_signs(
    aspect: Aspect, told: Callable[[Aspect], Figures]
) -> None:
    stage = arranged(told(aspect))
    blocks = (stage.equation.inputs, stage.equation.biases, stage.equation.result)
    turned, joining = TurnedInput(stage), Joining(stage)
    for turning in all_that_is_turned(stage, turned, joining):
        for progress in np.linspace(0.0, 1.0, 37):
            run(turning, progress)
            assert all(inside(number, block) for block in blocks for number in block.entries)
            for before, after in pairwise(turned.term):
                assert before.get_right()[0] + TOUCH < after.get_left()[0]


def all_that_is_turned(
    stage: LayerStage, turned: TurnedInput, joining: Joining
) -> Iterator[list[Animation]]:
    yield turned.turn()
    run(joining.join_all(1.0), 1.0)
    yield joining.turn()
    through = Through(stage)
    through.point_at_story()
    yield through.slide()


@pytest.mark.long
@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("told", [iris, figures])
def test_frames_hold_what_they_point_at_and_are_clear_of_brackets(
    aspect: Aspect, told: Callable[[Aspect], Figures]
) -> None:
    stage = arranged(told(aspect))
    weights, colour = stage.equation.weights, stage.theme.highlight
    frames = {column: weights.column_frame(column, colour) for column in stage.columns}
    for column, frame in frames.items():
        assert inside(frame, weights)
        assert frame.get_bottom()[1] < weights.places_down_column(column)[-1][1]
        for row in stage.rows:
            number, cell = weights.entry(row, column), weights.cell_of(row, column, colour)
            assert frame.get_left()[0] < number.get_left()[0]
            assert number.get_right()[0] < frame.get_right()[0]
            assert cell.get_bottom()[1] < number.get_bottom()[1]
            assert number.get_top()[1] < cell.get_top()[1]
    for row in stage.rows:
        band = weights.row_band(row, colour)
        assert inside(band, weights)
        assert band.get_left()[0] < weights.entry(row, stage.columns[0]).get_left()[0]


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("told", [iris, figures])
def test_weights_fly_from_their_connections_and_over_nothing_written(
    aspect: Aspect, told: Callable[[Aspect], Figures]
) -> None:
    stage = LayerStage(told(aspect), 1)
    stage.arrange("product")
    weights, rows = stage.equation.weights, IntoRows(stage)
    there: list[Number] = [*stage.equation.inputs.entries]
    for row in rows.order:
        entries = [weights.entry(row, column) for column in stage.columns]
        homes = [entry.get_center() for entry in entries]
        (writing,) = rows.write(row)
        writing.begin()
        first, last = stage.fans[row].points[0], stage.fans[row].points[-1]
        for entry in entries:
            assert first[0] < entry.get_x() < last[0]
        for progress in np.linspace(0.05, 1.0, 20):
            writing.interpolate(progress)
            pairs = (*combinations(entries, 2), *product(entries, there))
            assert not any(overlap(*pair) for pair in pairs)
        np.testing.assert_allclose([entry.get_center() for entry in entries], homes, atol=1e-6)
        there += entries


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_rows_are_written_away_from_the_network_and_words_say_no_more(aspect: Aspect) -> None:
    stage = arranged(figures(aspect))
    first, top = IntoRows(stage).order[0], stage.rows[0]
    assert (first == top) == (aspect != "9:16")
    said = LetterWording(stage.figures.network, 1).lines(top=first == top)
    assert ("the top neuron" in said) == (aspect != "9:16")


@pytest.mark.parametrize("told", [iris, figures])
def test_from_a_network_above_weights_fall_clear_of_its_neurons_and_slowly(
    told: Callable[[Aspect], Figures],
) -> None:
    stage = arranged(told("9:16"))
    weights, rows = stage.equation.weights, IntoRows(stage)
    lowest = min(stage.sources.get_bottom()[1], stage.dots.get_bottom()[1])
    beside, step, seconds = stage.sources.get_right()[0], 0.02, 1.6
    for row in rows.order:
        entries = [weights.entry(row, column) for column in stage.columns]
        before = None
        (writing,) = rows.write(row, seconds)
        writing.begin()
        for progress in np.arange(step, 1.0, step):
            writing.interpolate(progress)
            now = [entry.get_center() for entry in entries]
            for entry in entries:
                assert entry.get_left()[0] > beside or entry.get_top()[1] < lowest
            for one, other in zip(before or now, now, strict=True):
                speed = stage.figures.stage.frames(other - one) / (step * seconds)
                assert speed <= RULES["speed"].limit
            before = now


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("told", [iris, figures])
def test_the_outline_of_a_row_is_clear_of_brackets_and_numbers(
    aspect: Aspect, told: Callable[[Aspect], Figures]
) -> None:
    weights = (stage := arranged(told(aspect))).equation.weights
    left, right = weights.brackets
    em = weights.entry(stage.rows[0], stage.columns[0]).letter_size / PIXELS_PER_UNIT
    for row in stage.rows:
        frame = weights.row_frame(row, stage.theme.highlight)
        assert frame.get_left()[0] - left.get_right()[0] > 0.1 * em  # the ends reach inwards
        assert right.get_left()[0] - frame.get_right()[0] > 0.1 * em
        assert left.get_top()[1] - frame.get_top()[1] > 0.1 * em
        assert frame.get_bottom()[1] - left.get_bottom()[1] > 0.1 * em
        for column in stage.columns:
            number = weights.entry(row, column)
            assert number.get_left()[0] - frame.get_left()[0] > 0.3 * em
            assert frame.get_right()[0] - number.get_right()[0] > 0.3 * em


def test_a_bias_is_turned_and_only_its_sum_follows() -> None:
    stage = arranged(small("sigmoid"))
    joining, story = Joining(stage), stage.equation.story
    for step in joining.join():
        run(step, 1.0)
    sums = [stage.equation.result.entry(row).value for row in range(3)]
    np.testing.assert_allclose(sums, [-3.0, -0.25, 3.5])
    run(joining.turn(), 1 / 3)
    now = [stage.equation.result.entry(row).value for row in range(3)]
    assert [row for row in range(3) if now[row] != pytest.approx(sums[row])] == [story]
    change = stage.equation.biases.entry(story).value - [0.5, -1.0, 0.0][story]
    assert now[story] - sums[story] == pytest.approx(change)


def test_a_bias_in_a_sum_carries_its_sign_whatever_it_is_turned_to() -> None:
    stage = arranged(small("sigmoid"))
    joining, story = Joining(stage), stage.equation.story
    written = {row: line.numbers[1].text for row, line in joining.lines.items()}
    assert {row: text.lstrip("+\N{MINUS SIGN}") for row, text in written.items()} == {
        0: "0.50", 1: "1.00", 2: "0.00"
    }  # fmt: skip
    assert written[0][0] == "+"
    assert written[1][0] == "\N{MINUS SIGN}"
    turning, seen = joining.turn(), set()
    for animation in turning:
        animation.begin()
    for progress in np.linspace(0.0, 1.0, 13):
        for animation in turning:
            animation.interpolate(progress)
        number = joining.lines[story].numbers[1]
        if abs(number.value) > 0.01:
            assert number.text[0] == ("+" if number.value > 0 else "\N{MINUS SIGN}")
            seen.add(number.text[0])
    assert len(seen) == 2


@pytest.mark.parametrize("function", ["sigmoid", "softmax"])
def test_a_sum_is_slid_and_what_depends_on_it_follows(function: str) -> None:
    stage = arranged(small(function))
    through = Through(stage)
    for step in through.go_through():
        run(step, 1.0)
    activations = [stage.equation.result.entry(row).value for row in range(3)]
    np.testing.assert_allclose(activations, stage.figures.trace.activations[1], atol=1e-9)
    run(through.slide(), 1 / 3)
    now = [stage.equation.result.entry(row).value for row in range(3)]
    changed = [row for row in range(3) if now[row] != pytest.approx(activations[row], abs=1e-9)]
    assert changed == ([0, 1, 2] if function == "softmax" else [stage.equation.story])
    assert sum(now) == pytest.approx(1.0) or function == "sigmoid"


@pytest.mark.parametrize("function", ["sigmoid", "softmax"])
def test_a_sum_gives_way_to_its_activation_and_no_other_number_stands_there(function: str) -> None:
    stage = arranged(small(function))
    through = Through(stage)
    entries = [stage.equation.result.entry(row) for row in range(3)]
    both = [
        (z.value, a.value)
        for z, a in zip(stage.equation.sums, stage.equation.activations, strict=True)
    ]
    for step in through.go_through():
        for progress in (0.2, 0.4, 0.6, 1.0):
            run(step, progress)
            for entry, values in zip(entries, both, strict=True):
                assert entry.value in values
    assert [entry.get_fill_opacity() for entry in entries] == [1, 1, 1]


def test_a_reading_line_has_room_for_what_its_numbers_will_be() -> None:
    stage = arranged(figures())
    numbers = [Number(1.5, "#ffffff", 42), Number(2.5, "#ffffff", 42)]
    line = ReadingLine(stage, ["sigma", numbers[0], "=", numbers[1]], [[-1234.5], [-1.0]])
    sign = line[0].get_right()[0]
    line.numbers[0].set_value(-1234.5)
    assert line.numbers[0].get_left()[0] > sign
    assert line.answer.submobjects == list(line.submobjects[-2:])


def test_the_whole_matrix_is_every_weight_in_its_row() -> None:
    given = figures()
    equation = LayerEquation(given, 2)
    equation.arrange("function")
    matrix = WholeMatrix(equation, given.stage.picture)

    matrix.unfold(Group())
    weights = default_network().layers[1].weights
    assert matrix.there
    assert len(matrix.marks) == weights.size
    red = matrix.marks.fills[:, 0] > matrix.marks.fills[:, 2]
    np.testing.assert_array_equal(red, weights.ravel() < 0)
    heights = matrix.marks.centres[:, 1].reshape(weights.shape)
    assert np.ptp(heights, axis=1).max() < 1e-9
    assert (np.diff(heights[:, 0]) < 0).all()


def test_another_image_flows_through_and_what_is_learnt_stays() -> None:
    given = figures()
    equation = LayerEquation(given, 1)
    other = default_network().forward(sample_digits().image(7, 0).ravel())
    live = LiveEquation(equation)
    live.stand_for(other)
    live.cite(other)
    for row in equation.rows.shown:
        assert equation.result.entry(row).value == pytest.approx(other.activations[1][row])
        assert equation.biases.entry(row).value == default_network().layers[0].biases[row]
    for column in equation.columns.shown:
        assert equation.inputs.entry(column).value == pytest.approx(other.activations[0][column])
