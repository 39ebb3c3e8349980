"""Weights made by hand, tried on images: what is shown follows, is true, and fits."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from manim import DOWN, LEFT, UP

from netcore import default_network, sample_digits
from scenes.components.sums.by_hand import WeightsByHand, region_frames
from scenes.components.sums.edge_trials import EdgeTrials
from scenes.components.sums.ranking import Ranking
from scenes.components.sums.trial import Trial
from scenes.errors import ParameterError
from scenes.facts.edge_test import EdgeTest, sides
from scenes.facts.edges import PixelRegion, clearest_edge
from scenes.figures import Figures
from scenes.look.sizes import NEAR, TIGHT
from scenes.look.stage import Aspect, Region, Stage
from scenes.look.theme import theme
from scenes.weights.negative_surround import NegativeSurround
from scenes.weights.params import NegativeSurroundParams, RankTheImagesParams
from scenes.weights.rank_the_images import RankTheImages

if TYPE_CHECKING:
    from manim import Animation, Mobject
    from numpy.typing import NDArray

RNG = np.random.default_rng(11)
PLACE = Region(1.0, -0.5, 4.0, 3.0)
LYING, UPRIGHT = PixelRegion(6, 9, 2, 7), PixelRegion(9, 6, 7, 2)


def figures(aspect: Aspect = "16:9") -> Figures:
    trace = default_network().forward(sample_digits().image(3, 0).ravel())
    return Figures(trace, theme("dark"), Stage(aspect))


def trial(read: Figures, title: str = "an image") -> Trial:
    return Trial(read, RNG.normal(size=(5, 6)), RNG.random((5, 6)), title, PLACE)


class TestEdgeTest:
    @pytest.mark.parametrize("region", [LYING, UPRIGHT])
    def test_the_weights_are_those_said_and_zero_elsewhere(self, region: PixelRegion) -> None:
        test = EdgeTest.of(region, (28, 28))
        weights = test.weights(inside=0.5, around=-2.0)
        top, left, height, width = region
        down, right = (height, 0) if region is LYING else (0, width)
        by_hand = np.zeros((28, 28))
        by_hand[top - down : top + height + down, left - right : left + width + right] = -2
        by_hand[top : top + height, left : left + width] = 0.5
        np.testing.assert_array_equal(weights, by_hand)
        assert test.beside == ("above and below" if region is LYING else "left and right")

    def test_it_is_where_the_image_has_an_edge(self) -> None:
        for digit in range(10):
            image = sample_digits().image(digit, 0)
            assert EdgeTest.clearest(image).region == clearest_edge(image)

    @pytest.mark.parametrize("turned", [False, True])
    def test_at_the_border_it_moves_inwards(self, turned: bool) -> None:
        image = np.zeros((28, 28))
        image[:3, 19:] = 1
        test = EdgeTest.clearest(image.T if turned else image)
        region = test.region
        across = (region.left, region.width) if turned else (region.top, region.height)
        assert across == (3, 3)
        assert all(min(side.top, side.left) >= 0 for side in sides(region))

    @pytest.mark.parametrize("shape", [(8, 8), (6, 6), (20, 30), (50, 8), (100, 100)])
    def test_in_the_middle_it_is_in_the_middle(self, shape: tuple[int, int]) -> None:
        places = np.argwhere(EdgeTest.centred(shape).inside)
        middle = (np.array(shape) - 1) / 2
        assert (np.abs(places.mean(axis=0) - middle) <= 0.5).all()

    @pytest.mark.parametrize(
        ("region", "said"),
        [
            ((5, 5, 3, 3), "longer than it is thick, and the region has 3 x 3 pixels"),
            ((1, 5, 2, 7), "room again on its two sides, and the region has 2 x 7 pixels"),
            ((25, 5, 2, 7), "from row 25 and column 5"),
            ((5, 26, 7, 2), "from row 5 and column 26"),
            ((5, 24, 2, 7), "inside the grid"),
        ],
    )
    def test_a_region_without_room_is_refused_in_one_line(
        self, region: tuple[int, int, int, int], said: str
    ) -> None:
        params = NegativeSurroundParams(region=region)
        with pytest.raises(ParameterError, match=said) as caught:
            params.edge_test(sample_digits().image(3, 0))
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize("params", [NegativeSurroundParams(), RankTheImagesParams()])
    def test_an_image_that_is_too_small_is_refused(self, params: Any) -> None:
        with pytest.raises(ParameterError, match="take a network for larger images"):
            params.edge_test(np.eye(3))

    def test_the_region_that_is_said_is_taken(self) -> None:
        image = sample_digits().image(3, 0)
        for params in (NegativeSurroundParams(region=UPRIGHT), RankTheImagesParams(region=UPRIGHT)):
            assert params.edge_test(image).region == UPRIGHT


class TestTrial:
    def test_the_sum_is_that_of_what_is_shown(self) -> None:
        read = figures()
        built = trial(read)
        image, weights = RNG.random((5, 6)), RNG.normal(size=(5, 6))
        built.take(weights=weights)
        built.take(image=image)
        by_hand = sum(w * a for w, a in zip(weights.flat, image.flat, strict=True))
        np.testing.assert_allclose(built.products.values, weights * image)
        assert built.sum.value == pytest.approx(by_hand)
        built.cite(read)
        assert read.shown[-1].value == pytest.approx(by_hand)
        assert read.shown[-1].text == built.sum.text

    def test_what_was_cited_stays_true_when_it_is_turned_on(self) -> None:
        read = figures()
        built = trial(read)
        before = read.shown[-1]
        built.take(image=np.zeros((5, 6)))
        assert before.source.of(read.trace) == before.value != built.sum.value

    def test_on_its_way_to_another_image_every_moment_is_true(self) -> None:
        built = trial(figures())
        first, last = built.image.values.copy(), RNG.random((5, 6))
        animation = built.through(lambda share: first + (last - first) * share)
        animation.begin()
        for progress in (0.2, 0.7, 1.0):
            animation.interpolate(progress)
            shown = first + (last - first) * progress
            assert built.sum.value == pytest.approx(float((built.weights * shown).sum()))

    def test_the_title_is_no_wider_than_the_place_and_is_changed_in_its_place(self) -> None:
        read = figures()
        built = trial(read, "a title that is far too long for a place of this width")
        assert built.title.width <= PLACE.width + 1e-6
        assert built.title.get_bottom()[1] > built.image.get_top()[1]
        place = built.title.get_center()
        built.rename(read.words("b"))
        assert built.title.text == "b"
        np.testing.assert_allclose(built.title.get_center(), place)
        assert built.title in built.submobjects

    def test_large_sums_have_no_decimals(self) -> None:
        weights = np.full((20, 60), 1.0)
        built = Trial(figures(), weights, weights, "all", PLACE)
        assert built.sum.text == "1,200"
        assert built.answer.width <= PLACE.width + 1e-6


class TestWeightsByHand:
    @pytest.mark.parametrize("surround", [False, True])
    def test_the_numbers_are_the_weights(self, surround: bool) -> None:
        read, test = figures(), EdgeTest.of(LYING, (28, 28))
        by_hand = WeightsByHand(read, test, PLACE, surround=surround)
        by_hand.turn(inside=0.25, around=-0.75).cite(read)
        assert [number.text for number in by_hand.numbers] == ["0.25", "−0.75"][: 1 + surround]
        np.testing.assert_array_equal(by_hand.grid.values, test.weights(0.25, -0.75))
        for shown in read.shown[-len(by_hand.numbers) :]:
            assert shown.source.of(read.trace) == shown.value

    def test_a_number_has_its_signs_colour_and_what_reads_as_zero_that_of_text(self) -> None:
        dark = theme("dark")
        by_hand = WeightsByHand(figures(), EdgeTest.of(LYING, (28, 28)), PLACE, surround=True)
        colours = {0.0: dark.text, -0.004: dark.text, 0.5: dark.positive, -0.5: dark.negative}
        for inside, around in ((0.0, -0.5), (0.5, 0.0), (1.0, -0.004), (-0.5, 0.5)):
            by_hand.turn(inside, around)
            for number, weight in zip(by_hand.numbers, (inside, around), strict=True):
                expected = colours[np.clip(weight, -0.5, 0.5)]
                assert number.get_fill_color().to_hex() == expected.upper()

    def test_in_a_place_far_wider_than_high_title_and_numbers_stand_beside_it(self) -> None:
        place = Region(0.0, 1.0, 12.0, 2.0)
        test = EdgeTest.of(LYING, (28, 28))
        by_hand = WeightsByHand(figures(), test, place, surround=True)
        assert by_hand.grid.height == pytest.approx(place.height)
        assert by_hand.title.get_right()[0] < by_hand.grid.get_left()[0]
        assert by_hand.lines.get_left()[0] > by_hand.grid.get_right()[0]
        assert place.contains(by_hand)

    @pytest.mark.parametrize("place", [PLACE, Region(0.0, 1.0, 12.0, 2.0)])
    def test_a_second_weight_leaves_the_first_where_it_was(self, place: Region) -> None:
        one, both = (
            WeightsByHand(figures(), EdgeTest.of(LYING, (28, 28)), place, surround=surround)
            for surround in (False, True)
        )
        np.testing.assert_allclose(one.lines[0].get_center(), both.lines[0].get_center())

    def test_a_frame_is_about_the_pixels_of_its_region(self) -> None:
        by_hand = WeightsByHand(figures(), EdgeTest.of(LYING, (28, 28)), PLACE, surround=False)
        (frame,) = region_frames(theme("dark"), by_hand.grid, LYING)
        assert frame.width == pytest.approx(7 * by_hand.grid.cell)
        assert frame.height == pytest.approx(2 * by_hand.grid.cell)
        middle = by_hand.grid.cell_centre(6, 12) + by_hand.grid.cell_centre(7, 12)
        np.testing.assert_allclose(frame.get_center(), middle / 2, atol=1e-6)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("shape", [(28, 28), (20, 30), (50, 8)])
def test_edge_and_blob_are_in_the_picture_and_on_one_line(
    aspect: Aspect, shape: tuple[int, int]
) -> None:
    test = EdgeTest.centred(shape)
    slide = EdgeTrials.of_edge_and_blob(figures(aspect), test, surround=True)
    edge, blob = slide.trials
    assert edge.sum.value == blob.sum.value == test.inside.sum()
    assert edge.image.get_y() == pytest.approx(blob.image.get_y())
    picture = Stage(aspect).picture
    assert all(picture.contains(part) for part in slide)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_a_frame_about_a_sum_stands_clear_of_its_image_and_its_letters(aspect: Aspect) -> None:
    clip = NegativeSurround(NegativeSurroundParams(aspect=aspect))
    clip.setup()
    for trial in (clip.edge, clip.blob):
        frame = clip.frame_of_winner(trial)
        assert trial.image.get_bottom()[1] - frame.get_top()[1] >= TIGHT - 1e-6
        assert trial.answer.get_left()[0] - frame.get_left()[0] >= NEAR - 1e-6
        assert clip.stage.picture.contains(frame)
        name = trial.answer[0]
        trial.sum.set_value(-27.0)
        assert trial.sum.get_left()[0] - name.get_right()[0] >= NEAR


@pytest.mark.parametrize("count", [1, 2])
def test_numbers_below_grids_that_stand_side_by_side_are_on_one_line(count: int) -> None:
    read, test = figures(), EdgeTest.centred((28, 28))
    shown = {"edge": test.images.edge, "blob": test.images.blob}
    slide = EdgeTrials(read, test, dict(list(shown.items())[:count]), surround=True)
    lines = [one.sum.baseline[1] for one in slide.trials]
    assert lines == pytest.approx([slide.by_hand.numbers[0].baseline[1]] * count)


class TestRanking:
    def ranking(self, aspect: Aspect = "16:9") -> tuple[Figures, Ranking, dict[str, float]]:
        read, test = figures(aspect), EdgeTest.centred((28, 28))
        weights, images = test.weights(around=-1.0), test.images
        named = {"A": images.tilted, "B": images.pair, "C": images.edge, "D": images.blob}
        sums = {name: float((weights * image).sum()) for name, image in named.items()}
        whole = read.stage.picture
        return read, Ranking(read, weights, named, whole, whole.columns(1, 1, 1, 1)), sums

    def test_the_names_are_in_the_order_of_the_sums(self) -> None:
        _, ranking, sums = self.ranking()
        assert ranking.names == sorted(sums, key=lambda name: -sums[name])

    def test_why_one_is_first_and_one_last_is_said_only_where_one_sign_does_it(self) -> None:
        read, ranking, _ = self.ranking()
        assert ranking.told() == "C is first, all blue. B is last, all red."
        test, whole = EdgeTest.centred((28, 28)), read.stage.picture
        two = {"X": test.images.blob, "Y": test.images.tilted}
        mixed = Ranking(read, test.weights(around=-1.0), two, whole, whole.columns(1, 1))
        assert mixed.told() == "Y comes first, and X comes last."

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_images_rise_by_their_sums_and_stay_in_the_picture(self, aspect: Aspect) -> None:
        _, ranking, sums = self.ranking(aspect)
        played(ranking.rise(1.0))
        heights = [one.image.get_y() for one in ranking.trials]
        values = list(sums.values())
        assert [one.sum.value for one in ranking.trials] == pytest.approx(values)
        steps = np.diff(heights) / np.diff(values)
        np.testing.assert_allclose(steps, steps[0])
        assert steps[0] > 0
        picture = Stage(aspect).picture
        assert all(picture.contains(one) for one in ranking.trials)
        foot = picture.y - picture.height / 2
        assert min(one.sum.get_bottom()[1] for one in ranking.trials) > foot + NEAR

    def test_what_is_written_beside_the_weights_goes_before_copies_fly(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clip = RankTheImages()
        clip.setup()
        played: list[list[int]] = []

        def play(*animations: Animation) -> None:
            moved = [part for each in animations for part in each.mobject.get_family()]
            played.append([id(part) for part in moved])

        monkeypatch.setattr(clip, "play", play)
        clip.lay_the_weights_over()
        gone, flying = played
        assert {id(each) for each in (clip.by_hand.title, *clip.by_hand.numbers)} <= set(gone)
        assert {id(one.products) for one in clip.ranking.asked} <= set(flying)

    def test_they_line_up_with_the_largest_on_the_left(self) -> None:
        read, ranking, sums = self.ranking()
        heights = [one.image.get_y() for one in ranking.trials]
        played(ranking.line_up(1.0))
        left_to_right = sorted(ranking.trials, key=lambda one: one.image.get_x())
        assert [one.title.text for one in left_to_right] == ranking.names
        assert [one.image.get_y() for one in ranking.trials] == pytest.approx(heights)
        below = [one.answer.get_x() - one.image.get_x() for one in ranking.trials]
        assert below == pytest.approx([0.0] * 4, abs=0.05)
        ranking.cite(read)
        shown = [one.value for one in read.shown[-4:]]
        assert shown == pytest.approx(list(sums.values()))

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_none_passes_over_another_on_the_way_into_their_order(self, aspect: Aspect) -> None:
        clip = RankTheImages(RankTheImagesParams(aspect=aspect))
        clip.setup()
        trials = clip.ranking.trials
        played(clip.ranking.rise(1.0))
        before = [(one.height, one.get_y()) for one in trials]
        line_up = clip.ranking.line_up(1.0)
        line_up.begin()
        for progress in np.linspace(0, 1, 31):
            line_up.interpolate(progress)
            for one, other in combinations(trials, 2):
                assert not any(over(*pair) for pair in product(_drawn(one), _drawn(other)))
            assert all(one.sum.get_fill_opacity() == 1 for one in trials)
            assert all(clip.stage.picture.contains(one) for one in trials)
        line_up.finish()
        for one, (height, y) in zip(trials, before, strict=True):
            assert (one.height, one.get_y()) == pytest.approx((height, y))

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_weights_on_their_way_lie_over_no_name_and_no_image_of_another(
        self, aspect: Aspect
    ) -> None:
        clip = RankTheImages(RankTheImagesParams(aspect=aspect))
        clip.setup()
        asked, grid = clip.ranking.asked, clip.by_hand.grid
        shown = np.flatnonzero(grid.values)
        laying = clip.ranking.lay(grid, 1.0)
        laying.begin()
        for progress in np.linspace(0, 1, 61):
            laying.interpolate(progress)
            for one, other in product(asked, asked):
                weights = one.products.subset(shown)
                if one.products.opacity:
                    lies = over(weights, other.title)
                    assert not lies or other.title.get_fill_opacity() < 0.1
                    lit = other.image.centres[np.flatnonzero(other.image.values)]
                    half = np.array([weights.width, weights.height]) / 2
                    away = np.abs(lit - weights.get_center())[:, :2]
                    assert one is other or not (away < half).all(axis=1).any()
        laying.finish()
        assert all(one.title.get_fill_opacity() == 1 for one in asked)

    @pytest.mark.long
    @pytest.mark.parametrize("progress", np.linspace(0.05, 0.95, 10))
    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_none_passes_over_another_on_the_way_into_the_row(
        self, aspect: Aspect, progress: float
    ) -> None:
        clip = RankTheImages(RankTheImagesParams(aspect=aspect))
        clip.setup()
        grid = clip.by_hand.grid
        gather, aside = clip.ranking.gather(1.0), clip.ranking.put_aside(grid, clip.aside.grid, 1.0)
        for animation in (gather, aside):
            animation.begin()
            animation.interpolate(progress)
        for one in clip.ranking.asked:
            assert not over(one.image, grid)
            assert not over(one.title, grid)
        for one, other in combinations(clip.ranking.asked, 2):
            pairs = product((one.image, one.title), (other.image, other.title))
            assert not any(over(*pair) for pair in pairs)
        gather.finish()
        for part, there in zip(clip.ranking.larger, clip.ranking.in_row, strict=True):
            np.testing.assert_allclose(part.get_center(), there.get_center(), atol=1e-6)
            assert part.height == pytest.approx(there.height)

    @pytest.mark.parametrize("progress", np.linspace(0.05, 0.95, 7))
    def test_weights_on_their_way_are_weights_until_they_lie_on_an_image(
        self, progress: float
    ) -> None:
        read, ranking, _ = self.ranking()
        by_hand = WeightsByHand(read, EdgeTest.centred((28, 28)), PLACE, surround=True)
        by_hand.turn(around=-1.0)
        laying = ranking.lay(by_hand.grid, 1.0)
        laying.begin()
        laying.interpolate(progress)
        for one in ranking.asked:
            landed = np.allclose(one.products.centres, one.image.centres, atol=1e-6)
            same = np.allclose(looks(one), by_hand.grid.fills)
            assert landed or same
            assert landed or one.products.opacity in {0.0, 1.0}

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_the_weights_go_aside_upright_and_in_the_picture(self, aspect: Aspect) -> None:
        clip = RankTheImages(RankTheImagesParams(aspect=aspect))
        clip.setup()
        grid, there = clip.by_hand.grid, clip.aside.grid
        shape, picture = grid.values.shape, clip.stage.picture
        aside = clip.ranking.put_aside(grid, there, 1.0)
        aside.begin()
        for progress in np.linspace(0, 1, 11):
            aside.interpolate(progress)
            places = grid.centres.reshape(*shape, 3)
            assert np.ptp(places[:, :, 1], axis=1).max() < 1e-9
            assert np.ptp(places[:, :, 0], axis=0).max() < 1e-9
            assert picture.contains(grid)
        np.testing.assert_allclose(grid.points, there.points, atol=1e-9)

    def test_weights_that_are_laid_over_end_as_products(self) -> None:
        read, ranking, _ = self.ranking()
        test = EdgeTest.centred((28, 28))
        by_hand = WeightsByHand(read, test, PLACE, surround=True).turn(around=-1.0)
        products = [looks(one) for one in ranking.asked]
        played(ranking.lay(by_hand.grid, 1.0))
        for one, before in zip(ranking.asked, products, strict=True):
            np.testing.assert_allclose(looks(one), before, atol=1e-9)
            np.testing.assert_allclose(one.products.centres, one.image.centres, atol=1e-9)

    def test_they_are_larger_while_it_is_asked_and_end_in_their_row(self) -> None:
        _, ranking, _ = self.ranking()
        sides = [(one.image.height, end.image.height) for one, end in self.pairs(ranking)]
        assert all(before > after for before, after in sides)
        played(ranking.gather(1.0))
        for one, end in self.pairs(ranking):
            np.testing.assert_allclose(one.image.centres, end.image.centres, atol=1e-9)
            np.testing.assert_allclose(looks(one), looks(end), atol=1e-9)
            np.testing.assert_allclose(one.title.get_center(), end.title.get_center(), atol=1e-6)

    def pairs(self, ranking: Ranking) -> list[tuple[Trial, Trial]]:
        return list(zip(ranking.asked, ranking.trials, strict=True))


def over(one: Mobject, other: Mobject) -> bool:
    """Tell whether the boxes of two things overlap."""
    away = np.abs(one.get_center() - other.get_center())
    return bool(
        away[0] < (one.width + other.width) / 2 and away[1] < (one.height + other.height) / 2
    )


def _drawn(one: Trial) -> list[Mobject]:
    return [one.image, one.title, one.sum]


def looks(one: Trial) -> NDArray[np.float64]:
    return one.products.fills.copy()


def played(animation: Any) -> None:
    animation.begin()
    animation.interpolate(1.0)
    animation.finish()


def test_a_cover_looks_as_what_it_covers_and_hides_what_is_below_it() -> None:
    tried = trial(figures())
    ground, image, products = tried.cover()
    assert ground.fill_opacity == 1
    assert ground.get_fill_color().to_hex() == theme("dark").background
    for side in (LEFT, UP, DOWN):
        np.testing.assert_allclose(
            ground.get_edge_center(side) @ side, tried.image.get_edge_center(side) @ side
        )
    for copy, real in ((image, tried.image), (products, tried.products)):
        np.testing.assert_array_equal(copy.fills, real.fills)
        np.testing.assert_array_equal(copy.points, real.points)
        assert copy.opacity == real.opacity


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_what_comes_out_from_under_a_cover_has_a_gap_to_it(aspect: Aspect) -> None:
    edge, blob = EdgeTrials.of_edge_and_blob(figures(aspect), EdgeTest.centred((28, 28))).trials
    hidden = edge.cover().get_right()[0]
    assert edge.image.get_right()[0] + edge.image.cell / 4 < hidden < blob.image.get_left()[0]
