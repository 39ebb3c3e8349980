"""A neuron is as bright as the number that it holds: its activation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.clip import Clip
from scenes.components.network.inputs import input_picture
from scenes.components.network.knob_desk import KnobDesk
from scenes.components.verbs import MOVE, appear, turn, vanish
from scenes.facts.choosing import last_hidden
from scenes.look.sizes import FORMULA, TIGHT
from scenes.pixels.params import NeuronHoldsANumberParams
from scenes.pixels.words import many_of_them, said_of_range, said_of_setting

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["NeuronHoldsANumber"]

_PLACES: Areas = {
    "16:9": ("1 input knobs:1.4",),
    "9:16": ("2.2 input", "3.8 knobs"),
    "1:1": ("1 input knobs:2.2",),
}
_ALONE: Areas = {"16:9": ("1 knobs",)}
_TURN, _SHORTEST = 1.2, 0.35
"""Seconds of a turn of the knob through its range: so slow that the brightness is seen to follow;
and the least share of it that a turn takes."""
_SET = 2.4
"""Seconds in which all knobs are set."""


class NeuronHoldsANumber(Clip):
    """Turn one neuron's number, then set the knobs of a layer to its real activations."""

    params: NeuronHoldsANumberParams = NeuronHoldsANumberParams()

    def setup(self) -> None:
        super().setup()
        self.at, self.layer = self.stage.areas(_PLACES), last_hidden(self.network)
        self.desk = KnobDesk(self.figures, self.layer, self.at["knobs"], self.params.values)
        place = self.at["input"]
        side = min(place.width, place.height)
        self.given = place.place(input_picture(self.figures, side))
        size = self.stage.letters(FORMULA)
        below = self.desk.large.ends(size)[0].height + TIGHT
        self.desk.only_large(self.stage.picture, below)
        self.ends = self.desk.large.ends(size)

    def construct(self) -> None:
        self.beat(self.look_at_a_neuron)
        self.beat(self.turn_it_like_a_knob)
        self.beat(self.name_the_number)
        self.beat(self.join_the_others)
        self.beat(self.set_them_all)

    def look_at_a_neuron(self) -> None:
        self.add(self.desk.large, *self.ends)
        self.say("A network is made of neurons. Each holds a number.")
        self.turn_through(self.desk.dial.low, self.desk.large.real)

    def turn_it_like_a_knob(self) -> None:
        dial = self.desk.dial
        follows = "colour" if dial.low < 0 else self.theme.level
        self.say(f"Turn the number, and the {follows} follows.")
        self.turn_through(*(self.params.values or (dial.high, dial.low, dial.high)))

    def name_the_number(self) -> None:
        low, high = (end.text for end in self.ends)
        self.say(said_of_range(self.network, self.layer, low, high))
        self.turn_through(self.desk.dial.low, self.desk.large.real)
        self.desk.large.cite()

    def join_the_others(self) -> None:
        self.say(many_of_them(self.network, self.layer))
        self.play(vanish(*self.ends))
        self.add(self.desk)
        self.play(self.desk.spread(self.stage.areas(_ALONE)["knobs"]))
        self.play(self.desk.show_numbers())

    def set_them_all(self) -> None:
        self.play(self.desk.spread(self.at["knobs"], MOVE))
        self.say(said_of_setting(self.network, self.layer))
        self.play(appear(self.given))
        self.play(self.desk.set_all(_SET))
        self.desk.cite()

    def turn_through(self, *stops: float) -> None:
        knob, dial = self.desk.large, self.desk.dial
        for stop in stops:
            share = abs(stop - knob.number.value) / (dial.high - dial.low)
            way, seconds = (knob.number.value, stop), _TURN * max(share, _SHORTEST)
            self.play(*turn(knob.number, way, (knob, knob.turn_to), seconds=seconds))
