"""How many weights there are, layer by layer: each count as the product that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup, smooth

from scenes.components.animations import Follow
from scenes.components.verbs import SMALL, move
from scenes.look.sizes import FAR, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.network.home import NetworkHome
    from scenes.figures import Figures
    from scenes.look.text import Number

__all__ = ["LayerProduct", "WeightTally"]


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
        for part in (self.neurons, self.weights):
            part.shift(UP * (self.before.baseline - part.baseline)[1])

    def join(self, share: float) -> None:
        """Count only this share of the layer's neurons, but one at the least."""
        neurons = max(float(round(self._most * share)), 1.0)
        self.neurons.set_value(neurons)
        left = self.weights.get_left()
        self.weights.set_value(neurons * self._each).shift(left - self.weights.get_left())


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
        self.total = home.weights
        self.number = cast("Number", self.total[0])
        self.word = self.total[1]
        self.home = self.total.copy()
        layers, size = range(1, len(home.columns)), self.number.letter_size
        self.products = [LayerProduct(figures, layer, size) for layer in layers]
        self._counts = [product.weights.value for product in self.products]
        self._fit(figures, home)

    def _fit(self, figures: Figures, home: NetworkHome) -> None:
        """Put the products where the total will be, and the total behind or below them."""
        stage = figures.stage.picture
        if home.picture is None:
            middle = home.legends.get_center()
            row = VGroup(max(self.products, key=lambda one: one.width).copy(), self.total)
            row.arrange(RIGHT, buff=FAR).move_to(middle)
            start = row[0].get_left()
            ends = self.total.get_left()[0] - FAR
        else:
            start = self.total.get_left()
            ends = stage.x + stage.width / 2
            if figures.stage.wide:  # beside the brace along the inputs, and its count
                brace, count = home.counts[0]
                level = abs(count.get_y() - start[1]) < 2 * count.height
                ends = (count if level else brace).get_left()[0] - NEAR
            self.total.next_to(start, DOWN, buff=NEAR + self.total.height / 2, aligned_edge=LEFT)
        for product in self.products:
            product.scale(min(1.0, (ends - start[0]) / product.width))
            product.move_to(start, aligned_edge=LEFT)

    def begin_the_total(self) -> Animation:
        """Return the animation of the first product's result, which is the total so far."""
        self.number.set_value(self.products[0].weights.value)
        result = self.products[0].weights.copy()
        return move(result, self.number, remover=True)

    def add(self, layer: int, seconds: float) -> Animation:
        """Return the animation of a layer's product and of the total, which climb together."""
        product, before = self.products[layer - 1], sum(self._counts[: layer - 1])

        def follow(progress: float) -> None:
            product.join(progress)
            self.number.set_value(before + product.weights.value)

        return Follow(Group(product, self.number), follow, run_time=seconds, rate_func=smooth)

    def settle(self) -> Animation:
        """Return the animation of the total to where the network has it."""
        return move(self.total, self.home, SMALL)
