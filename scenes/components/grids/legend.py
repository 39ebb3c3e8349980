"""The colour scale beside a grid: a strip of the grid's own squares, and the values at its ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group

from scenes.components.grids.discs import ring_rgba
from scenes.components.grids.grids import PixelGrid, WeightGrid
from scenes.facts.decimals import decimals_of, scale_decimals
from scenes.facts.readings import activation_scale, contribution_limit, weight_limit
from scenes.figures import tick
from scenes.look.encoding import activation_limit
from scenes.look.sizes import LABEL, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from scenes.figures import Figures
    from scenes.look.theme import Theme

__all__ = ["Legend"]

_SIGNED_STEPS, _STEPS = 11, 6
_SQUARE_PER_EM = 0.6
_GAP_PER_EM = 0.4
_SHORTEST = 0.25
"""To which share a strip is shortened: its squares must be told apart."""


class Legend(Group):
    """A strip of squares from the lowest to the highest value, between those two numbers.

    The strip is a grid of the same class, with the same limit, as the one it explains: so it
    cannot disagree with it. Build it with `of_weights` or `of_activations`.

    Parameters
    ----------
    strip
        One row of squares, by rising value.
    theme
        Whose text colour the numbers take.
    size
        Of the numbers, in pixels at 1080p.
    decimals
        Of the numbers.

    Attributes
    ----------
    strip
        The squares.
    low, high
        The numbers at the ends: the values of the first and the last square.
    """

    def __init__(
        self, strip: PixelGrid | WeightGrid, theme: Theme, size: float = LABEL, decimals: int = 2
    ) -> None:
        self.strip = strip
        values = strip.values.ravel()
        signed = bool(values[0] < 0)
        self.low, self.high = (
            tick(value, theme.text, size, decimals, signed=signed) for value in values[[0, -1]]
        )
        super().__init__(self.low, strip, self.high)
        self.arrange(RIGHT, buff=_em(size) * _GAP_PER_EM)

    @classmethod
    def of_weights(cls, theme: Theme, limit: float, size: float = LABEL, decimals: int = 2) -> Self:
        """Return the scale of a `WeightGrid` of this limit: both signs, zero in the middle."""
        values = np.linspace(-1.0, 1.0, _SIGNED_STEPS).round(6)[None, :] * limit
        strip = WeightGrid(values, theme, height=_em(size) * _SQUARE_PER_EM, limit=limit)
        return cls(strip, theme, size, decimals)

    @classmethod
    def of_activations(
        cls,
        theme: Theme,
        limit: float = 1.0,
        size: float = LABEL,
        decimals: int = 2,
        *,
        signed: bool = False,
    ) -> Self:
        """Return the scale of activations of this limit: from zero, or with both signs.

        Its squares are outlined as neurons are: what is off is as dark as what is behind.
        """
        steps = np.linspace(-1.0, 1.0, _SIGNED_STEPS) if signed else np.linspace(0.0, 1.0, _STEPS)
        values = steps.round(6)[None, :] * limit
        strip = PixelGrid(values, theme, height=_em(size) * _SQUARE_PER_EM, limit=limit)
        strip.set_rings(ring_rgba(theme))
        return cls(strip, theme, size, decimals)

    @classmethod
    def of_layer(cls, figures: Figures, *layers: int, size: float = LABEL) -> Self:
        """Return the scale that some layers share, its ends read from the one that reaches far."""
        values = [figures.trace.activations[layer] for layer in layers]
        every = np.concatenate(values)
        limit, signed = activation_limit(every), bool(every.min() < 0)
        decimals = 2 if limit == 1 else decimals_of(limit)
        legend = cls.of_activations(figures.theme, limit, size, decimals, signed=signed)
        fullest = max(layers, key=lambda layer: activation_limit(figures.trace.activations[layer]))
        figures.cite(legend.low, activation_scale(fullest, -1 if signed else 0))
        figures.cite(legend.high, activation_scale(fullest, 1))
        return legend

    @classmethod
    def of_neuron(
        cls,
        figures: Figures,
        layer: int,
        neuron: int,
        size: float = LABEL,
        *,
        products: bool = False,
        width: float = float("inf"),
        ends_below: bool = False,
    ) -> Self:
        """Return the scale of a neuron's weights, or of their products with what goes in.

        If even the shortest strip leaves it wider than the width, its ends have a decimal less.
        With its ends below, the strip has all of the width.
        """
        fit = cls.stack if ends_below else cls.fit
        end = contribution_limit if products else weight_limit
        limit = end(layer, neuron).of(figures.trace)
        decimals = scale_decimals(limit)
        legend = fit(cls.of_weights(figures.theme, limit, size, decimals), width)
        if legend.width > width and decimals:
            legend = fit(cls.of_weights(figures.theme, limit, size, decimals - 1), width)
        for number, sign in ((legend.low, -1), (legend.high, 1)):
            figures.cite(number, end(layer, neuron, sign))
        return legend

    def fit(self, width: float) -> Self:
        """Make the strip so much shorter that the whole is no wider; the numbers stay."""
        gap = self.strip.get_left()[0] - self.low.get_right()[0]
        over = self.width - width
        if over > 0:
            room = max(self.strip.width - over, self.strip.width * _SHORTEST)
            self.strip.scale(room / self.strip.width)
            self.arrange(RIGHT, buff=gap)
        return self

    def stack(self, width: float) -> Self:
        """Put the numbers below the ends of the strip, which is no wider than that."""
        self.strip.scale(min(1.0, width / self.strip.width))
        self.low.next_to(self.strip, DOWN, buff=TIGHT, aligned_edge=LEFT)
        self.high.next_to(self.strip, DOWN, buff=TIGHT, aligned_edge=RIGHT)
        over = self.low.get_right()[0] + TIGHT - self.high.get_left()[0]
        if over > 0:
            self.low.shift(LEFT * over / 2)
            self.high.shift(RIGHT * over / 2)
        return self


def _em(size: float) -> float:
    """Return letters of this size in scene units."""
    return size / PIXELS_PER_UNIT
