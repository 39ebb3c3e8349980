"""What PlainVanilla is made of: layers that grow, fans of connections, products, words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from manim import Animation, Group, Wait

from netcore import Layer, Network, default_network, sample_digits
from scenes.components.network.fans import Fans
from scenes.components.network.growing import Growing
from scenes.components.network.quiet import QuietNetwork
from scenes.components.network.tally import WeightTally
from scenes.figures import Figures
from scenes.layers.params import PlainVanillaParams
from scenes.layers.plain_vanilla import PlainVanilla
from scenes.layers.words import Structure
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import THEMES

DARK = THEMES["dark"]


def network_of(*sizes: int) -> Network:
    layers = [Layer(np.ones((n, m)), np.zeros(n)) for m, n in pairwise(sizes)]
    return Network(layers, image_shape=())


def quiet(aspect: Aspect = "16:9") -> QuietNetwork:
    trace = default_network().forward(sample_digits().image(3, 0).ravel())
    return QuietNetwork(Figures(trace, DARK, Stage(aspect)))


class TestGrowing:
    @pytest.mark.parametrize("aspect", ["16:9", "9:16"])
    def test_a_layer_comes_out_of_the_one_before_and_is_counted(self, aspect: Aspect) -> None:
        home, there = quiet(aspect), quiet(aspect)
        growing = Growing(home)
        before, column = home.columns[:2]
        animation = growing.grow(1, 1.0)
        animation.begin()
        along = 1 if home.down else 0
        places = np.unique(before.neurons.centres[:, along].round(6))
        assert set(column.neurons.centres[:, along].round(6)) <= set(places)
        assert growing.counts[0].value == 0
        animation.interpolate(0.5)
        assert 0 < growing.counts[0].value < 16
        animation.finish()
        np.testing.assert_allclose(column.neurons.points, there.columns[1].neurons.points)
        np.testing.assert_allclose(column.neurons.rings, there.columns[1].neurons.rings)
        assert growing.counts[0].text == "16"

    def test_at_last_the_counts_are_where_the_network_has_them(self) -> None:
        home, there = quiet(), quiet()
        growing = Growing(home)
        for layer in (1, 2, 3):
            for animation in (growing.grow(layer, 0.5), growing.settle(layer)):
                animation.begin()
                animation.finish()
        for moved, place in zip(home.counts[1:], there.counts[1:], strict=True):
            np.testing.assert_allclose(moved.points, place.points, atol=1e-9)

    @pytest.mark.parametrize("aspect", ["16:9", "9:16"])
    def test_a_count_is_in_its_place_before_the_next_layer_grows_where_it_was(
        self, aspect: Aspect
    ) -> None:
        clip = PlainVanilla(PlainVanillaParams(aspect=aspect))
        clip.setup()
        growing, places = clip.growing, quiet(aspect).counts[1:]
        arrived: list[bool] = []

        def grow(layer: int, seconds: float) -> Wait:
            pairs = zip(growing.counts[: layer - 1], places, strict=False)
            arrived.extend(np.allclose(one.points, place.points) for one, place in pairs)
            return Wait(seconds)

        def play(*animations: Animation) -> None:
            for animation in animations:
                animation.begin()
                animation.finish()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(growing, "grow", grow)
            patch.setattr(clip, "play", play)
            clip.grow_the_layers()
        assert arrived == [True] * 3

    def test_without_time_for_braces_the_counts_are_where_the_network_has_them(self) -> None:
        home, there = quiet(), quiet()
        growing = Growing(home, braced=False)
        assert not growing.braces
        for layer, place in enumerate(there.counts[1:], 1):
            animation = growing.grow(layer, 0.5)
            animation.begin()
            animation.finish()
            np.testing.assert_allclose(home.counts[layer].points, place.points, atol=1e-9)


class TestFans:
    def test_each_neuron_has_a_fan_of_all_inputs_and_all_make_the_whole(self) -> None:
        home = quiet()
        fans = Fans(home, 1, 15)
        whole, ends = home.connections[0], home.connections[0].points[:, :2] * 50
        assert fans.one.weights.shape == (1, 784)
        np.testing.assert_array_equal(fans.one.weights[0], default_network().layer(1).weights[15])
        parts = [part.strands("rest", ends, 1.0) for part in fans.faint]
        assert [len(part.order) for part in parts] == [784] * 16
        every = whole.strands("rest", ends, 1.0)
        joined = {
            int(order): tuple(colour)
            for part in parts
            for order, colour in zip(part.order, part.colours, strict=True)
        }
        assert joined == {
            int(order): tuple(colour)
            for order, colour in zip(every.order, every.colours, strict=True)
        }

    def test_the_signs_are_all_of_the_first_fan(self) -> None:
        fans = Fans(quiet(), 1, 15)
        positive, negative = fans.signs[True].chosen, fans.signs[False].chosen
        np.testing.assert_array_equal(positive, fans.one.weights > 0)
        assert (positive.sum(), negative.sum()) == (
            (fans.one.weights > 0).sum(),
            (fans.one.weights < 0).sum(),
        )

    def test_the_sweep_joins_one_after_the_other(self) -> None:
        fans, shares = Fans(quiet(), 1, 15), list[float]()
        animation = fans.sweep(1.0, shares.append)
        animation.begin()
        for progress in np.linspace(0, 1, 40):
            animation.interpolate(float(progress))
        assert shares[0] == 1 / 16
        assert shares[-1] == 1
        assert (np.diff(shares) >= 0).all()
        assert len(set(shares)) > 12
        assert {part.rest for part in fans.strong} == {0.0}
        assert {(part.rest, part.reveal) for part in fans.faint} == {(1.0, 1.0)}

    def test_into_a_later_layer_the_sweep_keeps_step_with_its_count(self) -> None:
        home = quiet()
        fans, tally = Fans(home, 2), WeightTally(home.figures, home)
        animation = fans.sweep(1.0, lambda share: tally.count(2, share))
        animation.begin()
        for progress in np.linspace(0, 1, 40):
            animation.interpolate(float(progress))
            drawn = [part.reveal for part in fans.strong]
            assert sum(0.1 < each < 0.9 for each in drawn) <= 3
            neurons = max(drawn.count(1.0), 1)
            assert tally.products[1].weights.value == 16 * neurons
            assert tally.number.value == 12_544 + 16 * neurons
        assert drawn == [1.0] * 16


class TestTally:
    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_the_products_are_the_networks_and_their_sum_is_its_weights(
        self, aspect: Aspect
    ) -> None:
        home, there = quiet(aspect), quiet(aspect)
        tally = WeightTally(home.figures, home)
        assert [product.weights.text for product in tally.products] == ["12,544", "256", "160"]
        animations = [tally.begin_the_total(), tally.add(2, 1.0), tally.add(3, 1.0)]
        for animation in animations:
            animation.begin()
            animation.finish()
        assert tally.number.text == "12,960"
        settled = tally.settle()
        settled.begin()
        settled.finish()
        np.testing.assert_allclose(home.weights.get_center(), there.weights.get_center())

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_they_stand_in_the_picture_and_over_nothing(self, aspect: Aspect) -> None:
        home = quiet(aspect)
        tally = WeightTally(home.figures, home)
        widest = Group(*tally.products)
        assert widest.get_bottom()[1] > tally.total.get_top()[1]
        limits = Stage(aspect).picture
        assert widest.get_right()[0] <= limits.x + limits.width / 2
        if aspect == "16:9":
            assert widest.get_right()[0] < home.counts[0][0].get_left()[0]
        assert home.picture is not None
        beside = widest.get_left()[0] > home.picture.get_right()[0]
        assert beside or widest.get_top()[1] < home.picture.get_bottom()[1]

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_the_first_result_leaves_its_product_downwards_and_comes_over_no_letter(
        self, aspect: Aspect
    ) -> None:
        home = quiet(aspect)
        tally = WeightTally(home.figures, home)
        *beside, result = tally.products[0]
        animation = tally.begin_the_total()
        copy = animation.mobject
        animation.begin()
        for progress in np.linspace(0, 1, 21):
            animation.interpolate(float(progress))
            over = copy.get_top()[1] > tally.products[0].get_bottom()[1]
            assert not over or copy.get_left()[0] > beside[-1].get_right()[0]
        assert copy.get_top()[1] < result.get_bottom()[1]

    def test_a_share_of_the_neurons_is_a_share_of_the_weights(self) -> None:
        product = WeightTally(quiet().figures, quiet()).products[0]
        product.join(0)
        assert (product.neurons.text, product.weights.text) == ("1", "784")
        start = product.weights.start[0]
        product.join(0.5)
        assert (product.neurons.text, product.weights.text) == ("8", "6,272")
        assert product.weights.start[0] == pytest.approx(start)

    @pytest.mark.parametrize("aspect", ["16:9", "9:16"])
    def test_with_a_comma_and_without_all_numbers_keep_one_baseline(self, aspect: Aspect) -> None:
        tally = WeightTally(quiet(aspect).figures, quiet(aspect))
        baselines = []
        for product in tally.products:
            for share in (0, 0.1, 0.5, 1):
                product.join(share)
                parts = (product.before, product.neurons, product.weights)
                baselines += [part.baseline[1] for part in parts]
        assert baselines == pytest.approx([baselines[0]] * len(baselines))

    @pytest.mark.parametrize("share", [0, 0.1, 0.5, 1])
    def test_signs_stand_in_the_middle_between_the_places_of_digits(self, share: float) -> None:
        product = WeightTally(quiet().figures, quiet()).products[0]
        product.join(share)
        numbers, signs = (product.before, product.neurons, product.weights), product[1::2]
        pairs = zip(signs, numbers, strict=False), zip(signs, numbers[1:], strict=True)
        behind = [sign.get_left()[0] - number.baseline[0] for sign, number in pairs[0]]
        ahead = [number.start[0] - sign.get_right()[0] for sign, number in pairs[1]]
        half_a_digit = product.before.half_digit / 2
        assert behind == pytest.approx([behind[0]] * 2)
        assert ahead == pytest.approx([ahead[0]] * 2)
        assert 0 < behind[0] < ahead[0] < behind[0] + half_a_digit

    @pytest.mark.parametrize("aspect", ["16:9", "9:16"])
    def test_of_the_legends_those_come_that_are_not_there(self, aspect: Aspect) -> None:
        home = quiet(aspect)
        tally = WeightTally(home.figures, home)
        coming = [part for each in tally.beside for part in each.get_family()]
        assert not {*coming} & {*tally.total.get_family()}
        shown = [part for part in home.legends.get_family() if part.has_points()]
        assert {*shown} <= {*coming, *tally.total.get_family()}


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((784, 16, 16, 10), "two hidden layers of 16 neurons each."),
        ((784, 36, 10), "a hidden layer of 36 neurons."),
        ((784, 512, 256, 100), "two hidden layers of 512 and 256 neurons."),
        ((784, 1, 1), "a hidden layer of one neuron."),
        ((4, 9, 8, 7, 6, 3), "four hidden layers."),
    ],
)
def test_the_hidden_layers_are_counted(sizes: tuple[int, ...], words: str) -> None:
    assert Structure(network_of(*sizes), DARK).hidden() == f"After the inputs: {words}"


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((784, 16, 10), "And last, 10 outputs, one for each answer."),
        ((784, 2, 1), "And last, a single output."),
        ((784, 100), "After the inputs: 100 outputs, one for each answer."),
    ],
)
def test_the_outputs_are_counted(sizes: tuple[int, ...], words: str) -> None:
    assert Structure(network_of(*sizes), DARK).outputs() == words


@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (1, 1), (4, 8, 3), (3000, 2000, 2000, 1)])
def test_what_is_said_is_short_and_counts_from_the_network(sizes: tuple[int, ...]) -> None:
    network = network_of(*sizes)
    tell = Structure(network, DARK)
    assert ("a weight" if sizes[0] == 1 else f"{sizes[0]:,} weights") in tell.layer()
    for text in (tell.one(), tell.layer(), tell.network_wide(), tell.name()):
        assert len(text) <= 88
    assert ("multilayer" in tell.name()) == (len(sizes) > 2)
