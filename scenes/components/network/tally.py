"""How many weights there are, layer by layer: each count as the product that it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup, smooth

from scenes.components.animations import Follow, two_legs
from scenes.components.verbs import MOVE, move
from scenes.look.sizes import FAR, MATRIX, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.components.network.home import NetworkHome
    from scenes.figures import Figures
    from scenes.look.text import Number

    Points = NDArray[np.float64]

__all__ = ["LayerProduct", "WeightTally", "legend_room"]

_FREE = 0.065
"""What is free on each side of a digit, in ems: a number has both behind its last one."""
_ADDING = 1.0
"""Seconds in which the first result becomes the total."""
_DOWN = 0.4
"""Of the time in which a result becomes the total: so soon it is below the product."""


def legend_room(home: NetworkHome) -> Region:
    """Return all the room that a network leaves for its legends, from their upper left corner."""
    stage, legends = home.figures.stage.picture, home.legends
    if home.picture is None:
        return Region(stage.x, legends.get_y(), stage.width, legends.height)
    left, top = legends.get_left()[0], legends.get_top()[1]
    right, bottom = stage.x + stage.width / 2, home.picture.get_bottom()[1]
    if home.figures.stage.wide:  # below the picture, beside the brace along the inputs
        brace, count = home.counts[0]
        bottom = stage.y - stage.height / 2
        right = (count if count.get_bottom()[1] < top else brace).get_left()[0] - NEAR
    return Region((left + right) / 2, (top + bottom) / 2, right - left, top - bottom)


class LayerProduct(VGroup):
    """Neurons before, times neurons of a layer: its weights.

    Parameters
    ----------
    figures
        Which reads the counts.
    layer
        From 1 on.
    size
        Of the letters, pixels at 1080p.

    Attributes
    ----------
    before, neurons, weights
        The three numbers.
    """

    def __init__(self, figures: Figures, layer: int, size: float = NUMBER) -> None:
        self.before = figures.count("neurons", layer - 1, size)
        self.neurons = figures.count("neurons", layer, size)
        self.weights = figures.count("weights", layer, size).set_colour(figures.theme.highlight)
        self._each, self._most = self.before.value, self.neurons.value
        times, equals = (figures.words(sign, size) for sign in ("\N{MULTIPLICATION SIGN}", "="))
        super().__init__(self.before, times, self.neurons, equals, self.weights)
        self.arrange(RIGHT, buff=TIGHT)
        self._line_up()

    def join(self, share: float) -> None:
        """Count only this share of the layer's neurons, but one at the least."""
        neurons = max(float(round(self._most * share)), 1.0)
        self.neurons.set_value(neurons)
        self.weights.set_value(neurons * self._each)
        self._line_up()

    def _line_up(self) -> None:
        """Put the numbers on one baseline, and each part behind the one before it."""
        size = self.before.letter_size
        gap, free = TIGHT * size / self.before.size, _FREE * size / PIXELS_PER_UNIT
        end = self.before.baseline
        for sign, number in ((self[1], self.neurons), (self[3], self.weights)):
            sign.set_x(end[0] - free + gap, direction=LEFT).set_y(end[1] + self.before.half_digit)
            number.shift((sign.get_right()[0] + gap + free - number.start[0]) * RIGHT)
            number.shift((end - number.baseline)[1] * UP)
            end = number.baseline

    def stand_on(self, baseline: float) -> None:
        """Move it up or down, so that its numbers stand on a line, y in scene units."""
        self.shift(UP * (baseline - self.before.baseline[1]))


class WeightTally:
    """The products one after the other, and their sum, which ends as the network has it.

    Parameters
    ----------
    figures
        Which reads the counts.
    home
        The network, whose own count of weights is the total.

    Attributes
    ----------
    products
        One a layer, all in one place.
    number, word
        The total, and what is counted.
    """

    def __init__(self, figures: Figures, home: NetworkHome) -> None:
        self.total, self.legends = home.weights, home.legends
        self.number = cast("Number", self.total[0])
        self.word = self.total[1]
        self.home = self.total.copy()
        layers, size = range(1, len(home.columns)), figures.stage.letters(MATRIX)
        self.products = [LayerProduct(figures, layer, size) for layer in layers]
        self._counts = [product.weights.value for product in self.products]
        self._fit(home)

    def _fit(self, home: NetworkHome) -> None:
        """Put the products where the total will be, and the total behind or below them."""
        room = legend_room(home)
        if home.picture is None:
            row = VGroup(max(self.products, key=lambda one: one.width).copy(), self.total)
            row.arrange(RIGHT, buff=FAR).move_to(room.centre)
            start, ends = row[0].get_left(), self.total.get_left()[0] - FAR
            baseline = self.number.baseline[1]
        else:
            baseline = self.number.baseline[1]
            start, ends = self.total.get_left(), room.x + room.width / 2
            self.total.next_to(start, DOWN, buff=NEAR + self.total.height / 2, aligned_edge=LEFT)
        for product in self.products:
            product.scale(min(1.0, (ends - start[0]) / product.width))
            product.move_to(start, aligned_edge=LEFT)
            product.stand_on(baseline)

    def begin_the_total(self) -> Animation:
        """Return the animation of the first product's result, which is the total so far."""
        self.number.set_value(self.products[0].weights.value)
        result = self.products[0].weights.copy()
        return move(result, self.number, _ADDING, remover=True, path_func=_down_first)

    def count(self, layer: int, share: float) -> None:
        """Count this share of a layer's neurons, in its product and in the total."""
        product = self.products[layer - 1]
        product.join(share)
        self.number.set_value(sum(self._counts[: layer - 1]) + product.weights.value)

    def add(self, layer: int, seconds: float) -> Animation:
        """Return the animation of a layer's product and of the total, which climb together."""
        climbing = Group(self.products[layer - 1], self.number)
        follow = partial(self.count, layer)
        return Follow(climbing, follow, run_time=seconds, rate_func=smooth)

    @property
    def beside(self) -> list[Mobject]:
        """The network's other legends, which are not there yet."""
        lines, *scales = self.legends
        return [*(part for part in lines if part is not self.total), *scales]

    def settle(self) -> Animation:
        """Return the animation of the total to where the network has it."""
        return move(self.total, self.home, MOVE)


def _down_first(start: Points, end: Points, progress: float) -> Points:
    """Return points on a way that goes down before it goes aside: over no letter beside it."""
    down, aside = two_legs(progress, _DOWN, _DOWN / 2)
    way: Points = (end - start) * np.array([aside, down, aside])
    return start + way
