"""PlainVanilla: the network appears, layer by layer, and every line between its layers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from scenes.clip import Clip
from scenes.components.network.fans import Fans
from scenes.components.network.growing import HOMEWARD, Growing, Opening
from scenes.components.network.pulses import Draw
from scenes.components.network.quiet import QuietNetwork
from scenes.components.network.tally import WeightTally
from scenes.components.verbs import CHANGE, SMALL, appear, swap, vanish
from scenes.layers.params import PlainVanillaParams
from scenes.layers.words import Structure

if TYPE_CHECKING:
    from manim import Animation

__all__ = ["PlainVanilla"]

_GROWING, _JOINING = 4.2, 4.8
"""Seconds of all hidden layers, and of all layers' lines, at the most: many come faster."""
_SWEEP, _NEXT_SWEEP = 3.8, 1.8
"""Seconds in which neuron after neuron is joined: the key move, and the same in later layers."""
_QUICK = 1.2
"""Seconds of a layer's lines: in fewer they come all at once, neuron by neuron would flicker."""


class PlainVanilla(Clip):
    """Grow the layers out of the inputs, then join each neuron with all of the layer before."""

    params: PlainVanillaParams = PlainVanillaParams()

    def setup(self) -> None:
        super().setup()
        self.home = QuietNetwork(self.figures, elided=self.params.mode == "elided")
        self.last = len(self.network.layers)
        self.each = min(CHANGE, _GROWING / self.last)
        self.opening = Opening(self.home)
        self.growing = Growing(self.home, braced=self.each >= HOMEWARD)
        self.fans = Fans(self.home, 1, self.home.told)
        self.tally = WeightTally(self.figures, self.home)
        self.tell = Structure(self.network, self.theme)

    def construct(self) -> None:
        self.beat(self.grow_the_layers)
        self.beat(self.join_one_neuron)
        self.beat(self.tell_what_a_line_is)
        if self.network.sizes[1] > 1:
            self.beat(self.join_one_layer)
        if self.last > 1:
            self.beat(self.join_all_layers)
        self.beat(self.name_it)

    def grow_the_layers(self) -> None:
        before = self._begin_with_the_inputs()
        for layer in range(1, self.last):
            self._grow(layer, self.each, *before)
            before = []
        if self.last > 1:
            self.say(self.tell.outputs())
        self._grow(self.last, CHANGE, *before)
        self.play(appear(self.home.outputs.labels))

    def _grow(self, layer: int, seconds: float, *beside: Animation) -> None:
        self.play(self.growing.grow(layer, seconds), *beside)
        if self.growing.braces:
            self.play(self.growing.settle(layer))

    def _begin_with_the_inputs(self) -> list[Animation]:
        """Show the inputs alone; return what goes while the first layer grows."""
        opening, text = self.opening, self.tell.hidden() if self.last > 1 else self.tell.outputs()
        self.add(opening)
        if opening.thins_out:
            self.say(self.tell.drawn())
            self.play(opening.thin_out())
        self.say(text)
        self.remove(*opening.get_family())
        self.add(opening.home)
        return [] if opening.thins_out else [vanish(*opening.aside)]

    def join_one_neuron(self) -> None:
        product = self.tally.products[0]
        self.say(self.tell.how())
        self.play(appear(self.fans.disc))
        self.say(self.tell.one())
        product.join(0)
        self.bring_to_back(self.fans.one)
        self.play(self.fans.draw_one(), appear(product))

    def tell_what_a_line_is(self) -> None:
        fans = self.fans
        self.bring_to_back(*fans.signs.values())
        for place, (positive, lines) in enumerate(fans.signs.items()):
            self.say(self.tell.sign(positive=positive, first=place == 0))
            self.play(fans.light(lines))
        self.say(self.tell.strength())
        self.play(fans.light(fans.one))
        self.remove(*fans.signs.values())

    def join_one_layer(self) -> None:
        fans = self.fans
        self.say(self.tell.layer())
        self.bring_to_back(fans)
        self.play(fans.sweep(_SWEEP, self.tally.products[0].join), vanish(fans.disc))
        self.remove(fans)
        self.bring_to_back(self.home.connections[0])

    def join_all_layers(self) -> None:
        tally, later = self.tally, self.last - 1
        self.say(self.tell.network_wide())
        self.play(tally.begin_the_total())
        self.add(tally.number)
        self.play(appear(tally.word))
        each = min(SMALL + _NEXT_SWEEP, _JOINING / later)
        change = min(SMALL, each / 3)
        for layer in range(2, self.last + 1):
            before, product = tally.products[layer - 2 : layer]
            product.join(0)
            self.play(swap(before, product, change))
            self._join(layer, each - change)

    def _join(self, layer: int, seconds: float) -> None:
        connections = self.home.connections[layer - 1]
        if seconds < _QUICK:
            self.bring_to_back(connections.set_reveal(0))
            self.play(self.tally.add(layer, seconds), Draw(connections, seconds))
            return
        fans = Fans(self.home, layer)
        self.bring_to_back(fans)
        self.play(fans.sweep(seconds, partial(self.tally.count, layer)))
        self.remove(fans)
        self.bring_to_back(connections)

    def name_it(self) -> None:
        home, tally = self.home, self.tally
        self.say(self.tell.name())
        self.play(vanish(tally.products[-1]))
        self.play(tally.settle())
        self.play(appear(*tally.beside, home.outputs.bars.tracks))
