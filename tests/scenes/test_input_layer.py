"""From the image to the input layer: rows that line up, some of them large, the column vector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from netcore import Layer, Network, default_network, sample_digits
from scenes.components.grids.grids import PixelGrid
from scenes.components.network.home import NetworkHome
from scenes.components.network.input_slide import InputLayerSlide, SomeInputs
from scenes.components.network.line_up import LineUp
from scenes.components.network.unrolling import elided_into
from scenes.components.network.vector_column import VectorColumn
from scenes.components.verbs import turn
from scenes.facts.choosing import Excerpt, ends_and_stroke
from scenes.facts.choosing_pixels import first_lit_row
from scenes.figures import Figures, tick
from scenes.look.encoding import activation_rgba, rgb
from scenes.look.sizes import HALF_DIGIT
from scenes.look.stage import Aspect, Region, Stage
from scenes.look.text import Number, Words
from scenes.look.theme import THEMES

if TYPE_CHECKING:
    from manim import Animation

DARK = THEMES["dark"]
pytestmark = pytest.mark.usefixtures("landscape")
every_aspect = pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])


def figures_of(aspect: Aspect = "16:9", digit: int = 3, side: int = 28) -> Figures:
    if side == 28:
        network, image = default_network(), sample_digits().image(digit, 0)
    else:
        rng = np.random.default_rng(side)
        layer = Layer(rng.normal(size=(5, side * side)), np.zeros(5), "relu")
        network = Network([layer], image_shape=(side, side))
        image = np.zeros((side, side))
        image[side // 2, 1:-1] = np.linspace(0.2, 1, side - 2)
    return Figures(network.forward(image.ravel()), DARK, Stage(aspect))


def play(*animations: Animation, alpha: float = 1.0) -> None:
    for animation in animations:
        animation.begin()
        animation.interpolate(alpha)


class TestLineUp:
    def line_up(self, figures: Figures) -> LineUp:
        pixels = figures.stage.digit_home.place(PixelGrid(figures.image, DARK), grow=True)
        lined = LineUp(figures, pixels)
        discs = lined.discs(lined.ghost)
        pixels.place(discs.centres, discs.halves).set_rings(discs.rings)
        pixels.roundness = discs.roundness
        return lined

    @every_aspect
    @pytest.mark.parametrize("side", [8, 28])
    def test_all_pixels_end_in_one_column_in_order_and_are_counted(
        self, aspect: Aspect, side: int
    ) -> None:
        figures = figures_of(aspect, side=side)
        lined = self.line_up(figures)
        counts = [lined.count.value]
        for first, last in ((0, lined.first), (lined.first, lined.first + 1)):
            play(lined.unroll(first, last, 1.0))
            counts.append(lined.count.value)
        play(lined.unroll(lined.first + 1, lined.rows, 1.0))
        counts.append(lined.count.value)
        assert counts == [0, lined.first * side, (lined.first + 1) * side, side * side]
        np.testing.assert_allclose(lined.pixels.centres[:, 0], lined.strip.x)
        pitch = lined.strip.height / side**2
        np.testing.assert_allclose(np.diff(lined.pixels.centres[:, 1]), -pitch)
        true = activation_rgba(DARK, figures.inputs)
        np.testing.assert_allclose(lined.pixels.fills, true)
        assert lined.pixels.get_right()[0] < lined.brace.get_left()[0]

    def test_the_first_lit_row_is_gold_and_only_that(self) -> None:
        lined = self.line_up(figures_of(digit=7))
        gold = (np.abs(lined.gold().rings[:, :3] - rgb(DARK.highlight)) < 1e-9).all(axis=1)
        rows = set((np.flatnonzero(gold) // 28).tolist())
        assert rows == {lined.first}
        assert gold.sum() == 28

    @every_aspect
    def test_the_digit_is_large_beside_the_strip(self, aspect: Aspect) -> None:
        figures = figures_of(aspect)
        lined, picture = self.line_up(figures), figures.stage.picture
        across, down = lined.ghost.width / picture.width, lined.ghost.height / picture.height
        assert max(across, down) >= (0.7 if aspect == "9:16" else 0.55)
        assert lined.ghost.get_right()[0] < lined.rim.get_left()[0]
        assert lined.brace.get_right()[0] <= picture.width / 2 + 1e-6

    def test_the_first_lit_row_of_an_empty_image_is_its_first(self) -> None:
        assert first_lit_row(np.zeros((3, 4))) == 0
        assert first_lit_row(np.array([[0, 0.01], [0, 0.7], [1, 1]])) == 1


class TestInputLayerSlide:
    @every_aspect
    def test_digit_column_and_count_are_where_the_network_has_them(self, aspect: Aspect) -> None:
        figures = figures_of(aspect)
        slide = InputLayerSlide(figures)
        home = NetworkHome(figures_of(aspect))
        assert home.picture is not None
        np.testing.assert_allclose(slide.picture.points, home.picture.points)
        np.testing.assert_allclose(slide.column.points, home.columns[0].neurons.points)
        np.testing.assert_allclose(slide.count.get_center(), home.counts[0].get_center())

    @every_aspect
    @pytest.mark.parametrize("side", [4, 8, 28])
    def test_lens_values_and_vector_show_the_same_neurons(self, aspect: Aspect, side: int) -> None:
        figures = figures_of(aspect, side=side)
        slide = InputLayerSlide(figures)
        shown = list(slide.excerpt.shown)
        assert shown == list(range(shown[0], shown[0] + slide.lens.window))
        assert shown[0] // side == shown[-1] // side, "one row of the image"
        values = figures.inputs[shown].tolist()
        assert [number.value for number in slide.values] == values
        assert [number.value for number in slide.vector.entries] == values
        fills = slide.lens.discs.fills[: len(shown)]
        np.testing.assert_allclose(fills, activation_rgba(DARK, values))
        cited = [round(shown.value, 9) for shown in figures.shown]
        assert sorted(cited) == sorted([*np.round(values * 2, 9), float(side**2)])

    @every_aspect
    def test_all_is_inside_the_picture_and_nothing_lies_over_the_vector(
        self, aspect: Aspect
    ) -> None:
        slide, picture = InputLayerSlide(figures_of(aspect)), Stage(aspect).picture
        lens = slide.lens
        for part in (
            lens.panel,
            lens.lens,
            slide.vector,
            slide.letter,
            slide.picture,
            slide.column,
        ):
            assert part.get_right()[0] <= picture.x + picture.width / 2 + 0.01
            assert part.get_top()[1] <= picture.y + picture.height / 2 + 0.01
            assert part.get_bottom()[1] >= picture.y - picture.height / 2 - 0.01
        gap = slide.vector.get_left()[0] - slide.lens.panel.get_right()[0]
        if aspect == "9:16":
            gap = slide.lens.panel.get_bottom()[1] - slide.letter.get_top()[1]
        assert gap > 0
        assert slide.letter.get_bottom()[1] > slide.vector.get_top()[1]

    @every_aspect
    @pytest.mark.parametrize("side", [4, 8, 28])
    def test_no_number_touches_the_rim_of_its_disc(self, aspect: Aspect, side: int) -> None:
        slide = InputLayerSlide(figures_of(aspect, side=side))
        radius = slide.lens.discs.halves[0, 0]
        for number, disc in zip(slide.values, slide.lens.discs.centres, strict=False):
            corners = np.abs(number.get_corner(np.array([1, 1, 0])) - disc)
            assert np.hypot(*corners[:2]) < 0.93 * radius

    def test_under_a_row_the_large_neurons_are_as_wide_as_all_are(self) -> None:
        slide = InputLayerSlide(figures_of("9:16"))
        ends = slide.lens.panel.get_left()[0], slide.lens.panel.get_right()[0]
        assert ends == pytest.approx((slide.column.get_left()[0], slide.column.get_right()[0]))

    def test_beside_an_upright_layer_each_number_is_level_with_its_neuron(self) -> None:
        slide = InputLayerSlide(figures_of())
        lines = [number.get_y() for number in slide.vector.entries]
        np.testing.assert_allclose(slide.lens.discs.centres[:-1, 1], lines, atol=1e-6)

    @every_aspect
    def test_neurons_in_a_row_fill_what_is_free_until_the_vector_needs_it(
        self, aspect: Aspect
    ) -> None:
        slide, picture = InputLayerSlide(figures_of(aspect)), Stage(aspect).picture
        before = slide.lens.discs.centres.copy(), [number.get_center() for number in slide.values]
        slide.lower()
        lowered = before[0][0, 1] - slide.lens.discs.centres[0, 1]
        assert (lowered > 0.25 * picture.height) == slide.across
        assert slide.lens.panel.get_bottom()[1] >= picture.y - picture.height / 2
        for rise in slide.make_room():
            rise.begin()
            rise.interpolate(0.4)
            np.testing.assert_allclose(slide.values[0].get_y(), slide.lens.discs.centres[0, 1])
            rise.interpolate(1)
        np.testing.assert_allclose(slide.lens.discs.centres, before[0], atol=1e-9)
        found = [number.get_center() for number in slide.values]
        np.testing.assert_allclose(found, before[1], atol=1e-9)

    @every_aspect
    def test_copies_of_its_numbers_end_as_the_vector(self, aspect: Aspect) -> None:
        slide = InputLayerSlide(figures_of(aspect))
        flights = slide.copy_the_numbers().animations
        copies = [flight.mobject for flight in flights]
        assert all(isinstance(copy, Number) for copy in copies)
        assert [getattr(copy, "text", "") for copy in copies[:: -1 if slide.across else 1]] == [
            number.text for number in slide.values
        ]
        for flight in flights:
            flight.begin()
            flight.interpolate(1)
        found = sorted((copy.get_center() for copy in copies), key=lambda place: -place[1])
        places = [entry.get_center() for entry in slide.vector.entries]
        np.testing.assert_allclose(found, places, atol=1e-6)


class TestSomeInputs:
    @every_aspect
    @pytest.mark.parametrize("digit", range(10))
    def test_they_show_the_ends_and_lit_ones(self, aspect: Aspect, digit: int) -> None:
        figures = figures_of(aspect, digit)
        some = SomeInputs(figures)
        shown = some.shown.tolist()
        assert shown[:2] == [0, 1]
        assert shown[-2:] == [782, 783]
        assert (figures.inputs[shown[2:-2]] > 0).sum() >= 4, "a thin stroke is narrower than five"
        texts = [f"{figures.inputs[index]:.2f}" for index in shown]
        assert [number.text for number in some.vector.entries] == texts
        levels = [number.get_y() for number in some.vector.entries]
        np.testing.assert_allclose(some.neurons.centres[:, 1], levels, atol=0.02)

    def test_what_is_left_out_vanishes_among_the_dots_of_its_gap(self) -> None:
        figures = figures_of()
        some = SomeInputs(figures)
        marks = PixelGrid(figures.image, DARK)
        target = elided_into(some, marks)
        shown = some.shown
        np.testing.assert_allclose(target.centres[shown], some.neurons.centres)
        hidden = np.setdiff1d(np.arange(784), shown)
        assert (target.fills[hidden, 3] == 0).all()
        upper, lower = (dots.get_center() for dots in some.dots)
        before, behind = hidden[hidden < shown[4]], hidden[hidden > shown[4]]
        np.testing.assert_allclose(target.centres[before], np.tile(upper, (len(before), 1)))
        np.testing.assert_allclose(target.centres[behind], np.tile(lower, (len(behind), 1)))

    def test_few_inputs_are_all_shown(self) -> None:
        assert ends_and_stroke([0, 1, 0.5, 0], 2, 5).shown == (0, 1, 2, 3)
        values = np.zeros(50)
        values[20:25] = (0.1, 0.9, 0.3, 0.8, 0.2)
        expected = (0, 1, *range(20, 25), 48, 49)
        assert ends_and_stroke(values, 2, 5).shown == expected


class TestVectorColumn:
    def test_it_fits_its_region_and_stands_line_by_line(self) -> None:
        figures, region = figures_of(), Region(1, 0.5, 4, 5)
        names = ["first", "a much longer name than there is room for", "third"]
        column = VectorColumn(figures, Excerpt(784, (0, 1, 2)), region, names=names)
        assert column.width <= region.width + 1e-6
        assert column.height <= region.height + 1e-6
        assert column.names.get_right()[0] < column.neurons.get_left()[0]
        assert column.neurons.get_right()[0] < column.vector.get_left()[0]
        assert column.letter.get_bottom()[1] > column.vector.get_top()[1]
        assert column.brace[1].value == 784

    def test_a_name_stands_at_the_height_of_its_neuron(self) -> None:
        names = ["so much longer that its letters are smaller", "mean"]
        column = VectorColumn(figures_of(), Excerpt(784, (0, 1)), Region(0, 0, 4, 5), names=names)
        for name, neuron in zip(column.names, column.neurons.centres, strict=True):
            assert isinstance(name, Words)
            stands_on = name.get_bottom()[1] + name.descent
            half = HALF_DIGIT * name.letter_size / 135
            assert stands_on + half == pytest.approx(neuron[1], abs=1e-3)

    def test_where_all_are_shown_nothing_is_counted(self) -> None:
        figures = figures_of(side=4)
        column = VectorColumn(figures, Excerpt(16, tuple(range(16))), Region(0, 0, 4, 5))
        assert len(column.brace) == 0
        assert len(column.dots) == 0

    def test_neurons_grow_out_of_their_numbers(self) -> None:
        figures = figures_of(side=4)
        column = VectorColumn(figures, Excerpt(16, (0, 15)), Region(0, 0, 4, 5))
        seeds = column.seeds()
        assert (seeds.halves < 0.01).all()
        assert (seeds.centres[:, 0] > column.neurons.centres[:, 0]).all()


def test_a_knob_passes_its_stops_and_what_follows_keeps_step() -> None:
    number, follower = tick(0.5, "#FFFFFF", decimals=2), tick(0.5, "#FFFFFF", decimals=2)
    seen: list[float] = []
    turning = turn(number, (0.5, 0.1, 1.0, 0.5), (follower, seen.append), seconds=3)
    for animation in turning:
        animation.begin()
    values = []
    for alpha in np.linspace(0, 1, 31):
        for animation in turning:
            animation.interpolate(float(alpha))
        values.append(number.value)
        assert seen[-1] == pytest.approx(number.value)
    assert values[0] == values[-1] == 0.5
    assert [min(values), max(values)] == pytest.approx([0.1, 1.0])
    assert values[9:11] == pytest.approx([0.1, 0.1]), "it rests at a stop"


@pytest.mark.parametrize("stops", [(0.5, 0.9), (0.5, 0.9, 0.5), (0.5, -40.0), (0, 1)])
def test_a_knob_never_turns_so_slowly_that_one_digit_jumps_alone(stops: tuple[float, ...]) -> None:
    number = tick(0.5, "#FFFFFF", decimals=2)
    seconds, rate = len(stops) - 1.0, 15
    (turning,) = turn(number, stops, seconds=seconds)
    turning.begin()
    written = []
    for frame in range(round(rate * seconds) + 1):
        turning.interpolate(frame / (rate * seconds))
        written.append(number.value)
    apart = np.abs(np.diff(written))
    moving = apart[apart > 1e-9]
    assert len(moving) >= 0.7 * rate * seconds
    assert np.sort(moving)[len(stops) - 1 :].min() >= 0.01, "but for a way's last frame"
