"""Neurons as knobs: brightness, dial and number say the same, for any range."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from netcore import Layer, Network
from netreel.check.contrast import contrast
from netreel.check.screen import Box
from scenes.components.network.knob_desk import KnobDesk
from scenes.components.network.knobs import Dial, Knob
from scenes.facts.choosing import last_hidden
from scenes.facts.readings import activation
from scenes.figures import Figures
from scenes.look.encoding import activation_rgba
from scenes.look.stage import Region
from scenes.look.theme import THEMES
from scenes.pixels.words import many_of_them, said_of_range, said_of_setting

DARK = THEMES["dark"]
ROOM = Region(0.4, -0.2, 9, 5.5)


def layers(*sizes: int, function: str = "sigmoid") -> Network:
    rng = np.random.default_rng(6)
    pairs = pairwise(sizes)
    made = [Layer(rng.normal(size=(n, m)) * 2, rng.normal(size=n), function) for m, n in pairs]
    return Network(made, image_shape=())


def desk(count: int, function: str = "sigmoid", stops: tuple[float, ...] = ()) -> KnobDesk:
    network = layers(3, count, 2, function=function)
    return KnobDesk(Figures(network.forward(np.array([0.3, -1, 2])), DARK), 1, ROOM, stops)


@pytest.mark.parametrize("function", ["sigmoid", "relu", "tanh", "identity"])
def test_a_knob_shows_what_its_neuron_holds(function: str) -> None:
    trace = layers(3, 5, 2, function=function).forward(np.array([0.3, -1, 2]))
    dial = Dial.of(trace.activations[1])
    for neuron, value in enumerate(trace.activations[1]):
        knob = Knob(Figures(trace, DARK), activation(1, neuron), dial).put(np.ones(3), 2.0)
        assert knob.number.value == knob.real == value
        np.testing.assert_allclose(knob.disc.fills[0], activation_rgba(DARK, value, dial.high))
        ink = knob.number.get_fill_color().to_rgb()
        assert contrast(ink, knob.disc.fills[0, :3]) > 4.5


@pytest.mark.parametrize("value", [-12.5, -3.0, 0.0, 4.0, 12.5])
def test_the_number_stays_in_the_middle_of_its_disc(value: float) -> None:
    trace = layers(3, 5, 2).forward(np.ones(3))
    knob = Knob(Figures(trace, DARK), activation(1, 0), Dial.of([-12.5, 3.0]))
    knob.put(np.array([1.0, 2.0, 0.0]), 3.0).turn_to(value)
    number, disc = Box.around(knob.number.points), Box.around(knob.disc.points)
    assert disc.contains(number)
    assert (number.left + number.right) / 2 == pytest.approx(1.0, abs=0.1)
    assert (number.bottom + number.top) / 2 == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("region", [Region(1, 2, 5, 3), Region(-1, 0, 2, 6)], ids=["wide", "slim"])
def test_it_fills_its_region_but_for_what_is_above_and_below(region: Region) -> None:
    knob = desk(3).knobs[0].fill(region, above=0.5, below=0.2)
    disc, track = knob.disc, knob.track
    top, foot = track.get_top()[1] + 0.5, disc.get_bottom()[1] - 0.2
    assert (top + foot) / 2 == pytest.approx(region.y, abs=0.03)
    assert knob.centre[0] == pytest.approx(region.x)
    high, wide = top - foot, track.width
    assert max(high / region.height, wide / region.width) == pytest.approx(1, abs=0.03)
    assert knob.fill(region, most=0.5).room == 0.5


def test_the_dial_turns_from_zero_to_the_number() -> None:
    trace = layers(3, 5, 2).forward(np.ones(3))
    knob = Knob(Figures(trace, DARK), activation(1, 0), Dial.of([-2.0, 1.0]))
    whole = knob.track.get_arc_length()
    for value, share in ((2.0, 0.5), (1.0, 0.25), (-2.0, 0.5), (-9.0, 0.5)):
        assert knob.turn_to(value).level.get_arc_length() == pytest.approx(whole * share, rel=0.01)
    assert knob.turn_to(0.0).level.get_stroke_opacity() == 0


def test_the_range_reaches_as_far_as_the_numbers() -> None:
    assert Dial.of([0.2, 0.9]) == Dial(0.0, 1.0, 2)
    assert Dial.of([0.2, 123.4]) == Dial(0.0, 123.4, 0)
    assert Dial.of([-0.1, 0.9]).low == -1.0
    assert desk(4, stops=(0.0, 7.0)).dial.high == 7.0


@pytest.mark.parametrize("count", [1, 2, 7, 16, 36, 37, 500])
def test_a_desk_shows_all_or_some_in_its_region_and_none_over_another(count: int) -> None:
    made = desk(count)
    assert len(made.knobs) == (count if count <= 36 else 16)
    assert ROOM.contains(made)
    boxes = [Box.around(knob.disc.points) for knob in made.knobs]
    assert all(a.overlap(b) < 0 for a in boxes for b in boxes if a is not b)
    assert made.large in made.knobs


def test_one_alone_hides_the_others_and_all_go_back_and_are_set() -> None:
    made, whole = desk(6), Region(0, 0, 9, 6)
    homes = [knob.centre.copy() for knob in made.knobs]
    made.only_large(whole, below=0.5)
    disc = Box.around(made.large.disc.points)
    for knob in made.others:
        assert disc.contains(Box.around(knob.disc.points))
        assert knob.number.value == 0
    for animation in (made.spread(ROOM), made.show_numbers(), made.set_all(1.0)):
        animation.begin()
        animation.finish()
    made.cite()
    np.testing.assert_allclose([knob.centre for knob in made.knobs], homes)
    assert [knob.number.value for knob in made.knobs] == [knob.real for knob in made.knobs]
    assert all(knob.number.get_fill_opacity() == 1 for knob in made.knobs)


def test_the_layer_that_is_shown_has_several_neurons_where_one_has() -> None:
    assert last_hidden(layers(4, 9, 5, 2)) == 2
    assert last_hidden(layers(4, 3)) == 1
    assert last_hidden(layers(4, 1, 3)) == 2
    assert last_hidden(layers(4, 1, 1)) == 2


def test_what_is_said_of_a_range_is_so() -> None:
    said = {
        function: said_of_range(layers(3, 4, 2, function=function), 1, low, high)
        for function, low, high in (
            ("sigmoid", "0.00", "1.00"),
            ("tanh", "\N{MINUS SIGN}1.00", "1.00"),
            ("relu", "0.00", "3.20"),
        )
    }
    assert said["sigmoid"].endswith("from 0.00, off, to 1.00, fully on.")
    assert said["tanh"].endswith("off at zero, else from \N{MINUS SIGN}1.00 to 1.00.")
    assert said["relu"].endswith("off at zero, on this dial up to 3.20.")


def test_one_neuron_is_not_called_several() -> None:
    one, many = layers(3, 1, 1), layers(3, 20, 1)
    assert many_of_them(one, 2) == "It is part of a network."
    assert said_of_setting(one, 2) == "Given this input, the network computes it."
    assert many_of_them(many, 1) == "It is not alone: these belong to the same network."
