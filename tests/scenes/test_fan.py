"""Lines into one neuron: they show the weights, in their order, and follow one that is turned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from netcore import default_network, sample_digits
from scenes.components.grids.marks import Marks
from scenes.components.network.fan_slide import FanSlide
from scenes.components.network.lookout import Lookout
from scenes.facts.choosing import strongest_apart
from scenes.facts.edges import PixelRegion
from scenes.figures import Figures
from scenes.look.encoding import rgb
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import ThemeName, theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.usefixtures("landscape")
NEURON = 7
DIGIT = sample_digits().image(3, 1)


def figures(aspect: Aspect = "16:9", look: ThemeName = "dark") -> Figures:
    return Figures(default_network().forward(DIGIT.ravel()), theme(look), Stage(aspect))


def slide(layer: int = 1, aspect: Aspect = "16:9", look: ThemeName = "dark") -> FanSlide:
    return FanSlide(figures(aspect, look), layer, NEURON)


def half_way(animation: Any, progress: float = 0.5) -> None:
    animation.begin()
    animation.interpolate(progress)


def run(animations: list[Any]) -> None:
    for animation in animations:
        half_way(animation, 1.0)


def crossing(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which of some lines cross, ``(N, N)``."""

    def side(points: NDArray[np.float64]) -> NDArray[np.float64]:
        way, off = (ends - starts)[:, None], points - starts[:, None]
        return np.asarray(way[..., 0] * off[..., 1] - way[..., 1] * off[..., 0])

    apart = side(starts) * side(ends) < -1e-12
    return np.asarray(apart & apart.T)


class TestChoice:
    def test_both_signs_have_their_turn(self) -> None:
        weights = np.array([5.0, 0, 4, 0, 3, 0, -0.1, 0, -0.2])
        assert strongest_apart(weights, 4, 1).tolist() == [0, 2, 6, 8]
        assert strongest_apart(weights, 9, 1).tolist() == [0, 2, 4, 6, 8]

    def test_neighbours_are_left_out(self) -> None:
        weights = np.array([1.0, 5, 4, 3, 2, -1])
        assert strongest_apart(weights, 6, 3).tolist() == [1, 5]

    def test_where_some_are_left_out_none_is_far_weaker_than_the_strongest(self) -> None:
        weights = np.array([5.0, 0, 0.4, 0, -3, 0, -0.6])
        assert strongest_apart(weights, 6, 2).tolist() == [0, 4, 6]
        assert strongest_apart(weights, 6, 1).tolist() == [0, 2, 4, 6]

    def test_there_is_always_one(self) -> None:
        assert strongest_apart(np.zeros(4), 3, 1).tolist() == [0]
        assert strongest_apart(np.array([-2.0]), 3, 1).tolist() == [0]


class TestFan:
    def test_lines_show_nothing_before_they_are_told(self) -> None:
        fan = slide().fan
        assert np.ptp(fan.colours, axis=0).max() == 0
        assert np.ptp(fan.widths) == 0

    def test_then_colour_is_the_sign_and_width_the_size(self) -> None:
        fan, dark = slide().fan, theme("dark")
        fan.tell_all()
        weights = default_network().layer(1).weights[NEURON]
        for sign, colour in ((1, dark.positive), (-1, dark.negative)):
            np.testing.assert_allclose(fan.colours[weights * sign > 0, :3].min(axis=0), rgb(colour))
        assert (np.diff(fan.widths[np.argsort(np.abs(weights))]) >= 0).all()
        assert fan.widths.argmax() == np.abs(weights).argmax()

    def test_they_are_told_one_after_the_other(self) -> None:
        fan = slide().fan
        half_way(fan.tell(2.0))
        assert (np.diff(fan.told) <= 0).all()
        assert fan.told[0] == 1
        assert fan.told[-1] == 0
        assert fan.told_already == pytest.approx(len(fan.told) / 2, abs=2)

    def test_others_stand_back(self) -> None:
        fan = slide().fan
        these = np.arange(len(fan.weights)) == 5
        half_way(fan.show_only(these, 1.0), 1.0)
        assert fan.visible.argmax() == 5
        assert fan.visible[~these].max() < 0.1
        half_way(fan.show_only(np.ones_like(these), 1.0), 1.0)
        assert fan.visible.min() == 1

    @pytest.mark.parametrize("layer", [1, 2])
    def test_however_few_are_looked_at_a_line_keeps_its_width(self, layer: int) -> None:
        fan = slide(layer).fan.tell_all()
        six, one = (np.isin(np.arange(len(fan.weights)), these) for these in (range(6), [5]))
        widths = []
        for these in (six, one):
            half_way(fan.show_only(these, 1.0, near=True), 1.0)
            widths.append(fan.widths[5])
        assert widths[0] == widths[1]

    def test_on_paper_what_is_negative_is_dashed(self) -> None:
        fan = slide(look="print").fan
        assert fan.dashed is not None
        assert not fan.dashed.any()
        fan.tell_all()
        np.testing.assert_array_equal(fan.dashed, fan.weights < 0)
        assert slide().fan.tell_all().dashed is None

    def test_lines_become_bars_that_lie_along_them(self) -> None:
        built = slide()
        bars = built.column.neurons.copy()
        half_way(built.fan.become_bars(bars, 1.0), 1.0)
        count = len(bars)
        middle = (built.fan.points[:count] + built.fan.points[count:]) / 2
        np.testing.assert_allclose(middle, bars.centres, atol=1e-9)
        np.testing.assert_allclose(built.fan.widths, bars.halves[:, 1] * 2)

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_on_their_way_to_a_strip_below_each_other_no_line_crosses_another(
        self, aspect: Aspect
    ) -> None:
        fan = slide(aspect=aspect).fan
        strip = np.linspace(4, -4, count := len(fan.weights))
        centres = np.column_stack([np.full(count, 3.0), strip, np.zeros(count)])
        bars = Marks(centres, [[0.3, 0.005]], np.ones(4), np.zeros(4))
        turning = fan.become_bars(bars, 1.0)
        turning.begin()
        for progress in np.linspace(0, 1, 21):
            turning.interpolate(progress)
            starts, ends = np.split(fan.points[:, :2], 2)
            assert not crossing(starts[::7], ends[::7]).any()


class TestSlide:
    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    @pytest.mark.parametrize("layer", [1, 2])
    def test_all_is_in_the_picture(self, layer: int, aspect: Aspect) -> None:
        built, picture = slide(layer, aspect), Stage(aspect).picture
        assert built.get_left()[0] >= picture.x - picture.width / 2 - 0.02
        assert built.get_right()[0] <= picture.x + picture.width / 2 + 0.02
        assert built.get_top()[1] <= picture.y + picture.height / 2 + 0.02
        assert built.get_bottom()[1] >= picture.y - picture.height / 2 - 0.02

    def test_labels_are_the_weights_and_stand_where_lines_begin(self) -> None:
        built = slide(2)
        weights = default_network().layer(2).weights[NEURON]
        for index, number in zip(built.labels.strongest, built.labels.numbers, strict=True):
            assert number.value == weights[index]
            assert abs(number.get_y() - built.fan.points[index, 1]) < 0.05
            assert number.get_right()[0] < built.column.get_left()[0]
        assert built.strongest == np.abs(weights).argmax()

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_what_is_written_has_a_line_that_is_seen(self, aspect: Aspect) -> None:
        built = slide(1, aspect)
        written = np.isin(np.arange(784), built.labels.strongest)
        half_way(built.fan.tell_all().show_only(written, 1.0, near=True), 1.0)
        assert (built.fan.widths[written] > 2 * built.figures.stage.pixel).all()
        assert (built.fan.colours[written, 3] > 0.15).all()

    def test_one_weight_is_turned_and_its_line_follows(self) -> None:
        built, dark = slide(2), theme("dark")
        built.told()
        index = built.strongest
        weight = float(built.fan.weights[index])
        for animation in built.turn([weight, 0.0, -weight], 2.0):
            half_way(animation, 1.0)
        assert built.fan.weights[index] == -weight
        colour = dark.negative if weight > 0 else dark.positive
        np.testing.assert_allclose(built.fan.colours[index, :3], rgb(colour))
        number = built.labels.number_of(index)
        assert number.value == built.labels.opposite(index).of(built.figures.trace) == -weight

    def test_what_does_not_belong_to_a_weight(self) -> None:
        labels = slide(2).labels
        index = int(labels.strongest[1])
        assert len(labels.others(index)) == len(labels.numbers) - 1
        assert labels.number_of(index) not in labels.others(index)


class TestLookout:
    REGION = PixelRegion(6, 9, 2, 7)

    def lookout(self) -> Lookout:
        from scenes.components.grids.grids import PixelGrid

        known = figures()
        places = known.stage.areas({"16:9": ("1 digit:5 neuron:2",)})
        image = places["digit"].place(PixelGrid(DIGIT, known.theme))
        return Lookout(known, image, places["neuron"], self.REGION)

    def value(self, built: Lookout) -> float:
        return float(built.number.value)

    def test_at_first_every_pixel_has_a_line_and_the_neuron_is_off(self) -> None:
        built = self.lookout()
        assert (built.lines.colours[:, 3] > 0.2).all()
        assert self.value(built) == 0

    def test_it_is_as_lit_as_all_pixels_so_an_edge_is_a_small_part_of_that(self) -> None:
        built = self.lookout()
        run(built.light_up(1.0))
        assert self.value(built) == pytest.approx(DIGIT.mean())
        run(built.take_the_edge(1.0))
        without = DIGIT.copy()
        without[6:8, 9:16] = 0
        np.testing.assert_allclose(built.image.values, without)
        assert self.value(built) == pytest.approx(without.mean())
        run(built.bring_it_back(1.0))
        np.testing.assert_allclose(built.image.values, DIGIT)

    def test_it_stands_in_the_middle_until_the_knob_needs_room(self) -> None:
        built, apart = self.lookout(), self.lookout()
        middle = figures().stage.areas({"16:9": ("1 digit:5 neuron:2",)})["neuron"].centre
        np.testing.assert_allclose(built.without_knob().disc.centres[0], middle)
        assert built.number.get_y() == pytest.approx(middle[1], abs=0.02)
        ends = built.lines.points[len(built.image) :] - middle
        np.testing.assert_allclose(np.linalg.norm(ends, axis=1), built.disc.halves[0, 0])
        run(built.make_room())
        for part in ("disc", "number", "lines"):
            moved, there = getattr(built, part), getattr(apart, part)
            np.testing.assert_allclose(moved.get_center(), there.get_center(), atol=1e-9)
        np.testing.assert_allclose(built.lines.points, apart.lines.points)

    def test_turned_down_a_little_other_pixels_count_for_so_much(self) -> None:
        built = self.lookout()
        for animation in built.turn_down_others(1.0):
            half_way(animation, 0.2)
        edge, others = DIGIT[6:8, 9:16].sum(), built.knob.number.value
        assert 0.1 < others < 0.9
        expected = (edge + others * (DIGIT.sum() - edge)) / (14 + others * (784 - 14))
        assert self.value(built) == pytest.approx(expected)

    def test_turned_down_only_the_lines_from_the_edge_are_left(self) -> None:
        built = self.lookout()
        run(built.turn_down_others(1.0))
        inside = self.REGION.grid((28, 28)).ravel() > 0
        assert (built.lines.colours[inside, 3] > 0.2).all()
        assert built.lines.colours[~inside, 3].max() == 0
        assert self.value(built) == pytest.approx(DIGIT[6:8, 9:16].mean())
        run(built.take_the_edge(1.0))
        built.cite(edge=0.0)
        assert [shown.value for shown in built.figures.shown[-2:]] == [0.0, 0.0]
