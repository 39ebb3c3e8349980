"""One neuron's activation in letters: a line for each neuron that it takes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, VGroup

from scenes.components.dots import three_dots
from scenes.components.equations.matrix import Parenthesis
from scenes.components.equations.symbol import Symbol
from scenes.facts.functions import squish_of
from scenes.look.encoding import sign_colour
from scenes.look.sizes import LABEL, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from manim import VMobject
    from numpy.typing import NDArray

    from scenes.components.equations.layer_stage import LayerStage

    Place = NDArray[np.float64]

__all__ = ["NeuronSymbols", "NeuronTerms"]

_LARGEST, _SHARE = 110.0, 0.66
"""The em: pixels at 1080p at the most, and as a share of the distance between two lines."""
_DOT, _DOT_STEP, _GAP, _CLOSE = 0.06, 0.22, 0.3, 0.16
"""Radius of a dot, from one to the next, and between signs and between letters, in ems."""
_NOTE = 1.3
"""Of a line of words' letters: what it takes above the first line."""
_TALLER = 0.45
"""What a parenthesis reaches beyond the outer lines, as a share of the distance between two."""
_SHRINK = 0.99
_DECIMALS = 2
"""With which a weight that would be written as zero has no sign's colour."""


@dataclass(frozen=True)
class NeuronSymbols:
    """What has a neuron's own number below: its activation, its weights and its bias."""

    result: Symbol
    weights: tuple[Symbol, ...]
    bias: Symbol

    @property
    def all(self) -> tuple[Symbol, ...]:
        """The result first, the bias last."""
        return self.result, *self.weights, self.bias


class NeuronTerms(VGroup):
    """a = f(w a + w a + ... + b), its terms below each other.

    Where the function depends on all sums at once, it is z.

    Parameters
    ----------
    stage
        The network, with the room for the expression, and for a line above it.

    Attributes
    ----------
    own
        The symbols of each neuron that has a row; those of `neuron` are there.
    activations
        A symbol for each neuron that the stage shows of the layer before.
    equals, function, opening, closing
        `function` and the parentheses have no points where there is no function.
    pluses, dots
        Of the lines; the last plus is that of the bias.
    em
        Of the letters, scene units.
    heights, pitch
        Of each line, dots included, from the top; and from one to the next.
    """

    def __init__(self, stage: LayerStage) -> None:
        self.stage, self.figures, self.theme = stage, stage.figures, stage.theme
        self.neuron = stage.equation.story
        self.squish = squish_of(self.figures.network.layer(stage.layer).activation)
        self.heights = self._lines()
        pitch = (self.heights[0] - self.heights[-1]) / max(len(self.heights) - 1, 1)
        self.pitch = float(pitch) or stage.room.height / 2
        self.em = min(_LARGEST / PIXELS_PER_UNIT, self.pitch * _SHARE)
        while (width := self._written()) > stage.room.width:  # a parenthesis does not shrink
            self.em *= _SHRINK * stage.room.width / width
        signs = (self.equals, self.function, self.opening, self.closing)
        super().__init__(
            *self.own[self.neuron].all, *signs, *self.activations, *self.pluses, *self.dots
        )

    @property
    def all_but_activations(self) -> list[VMobject]:
        """What is there beside the letters of what comes in, and dots."""
        signs = (self.equals, self.function, self.opening, self.closing)
        return [*self.own[self.neuron].all, *signs, *self.pluses]

    @property
    def size(self) -> float:
        """Of the letters, pixels at 1080p."""
        return self.em * PIXELS_PER_UNIT

    def _lines(self) -> Place:
        """Return the height of each line, from the top: a label has room above."""
        figures, room = self.figures, self.stage.room
        bottom, top = room.y - room.height / 2, self.stage.line.y + self.stage.line.height / 2
        top -= figures.stage.letters(_NOTE * LABEL) / PIXELS_PER_UNIT + TIGHT
        count = len(self.stage.equation.columns.slots)
        heights: Place = top + (bottom - top) * (np.arange(count) + 0.5) / count
        return heights

    # -- what is written --------------------------------------------------------------

    def _written(self) -> float:
        """Write all at the size of now, put it into its place, and return how wide it is."""
        stage, squish = self.stage, self.squish
        below = f"({stage.layer - 1})"
        self.activations = [self._symbol("a", f"{i}", below) for i in stage.columns]
        self.own = {j: self._symbols_of(j) for j in stage.rows}
        self.equals = self._sign("=")
        self.function = self._sign(squish.symbol, self.theme.highlight) if squish else VGroup()
        tall = self.heights[0] - self.heights[-1] + 2 * _TALLER * self.pitch
        self.opening = Parenthesis(tall, self.theme.text) if squish else VGroup()
        self.closing = self.opening.copy().flip() if squish else VGroup()
        self.pluses = [self._sign("+") for _ in stage.columns]
        return self._put_into_place()

    def _symbols_of(self, neuron: int) -> NeuronSymbols:
        weights = self.figures.network.layer(self.stage.layer).weights[neuron]
        letter, above = "a" if self.squish else "z", f"({self.stage.layer})"
        return NeuronSymbols(
            self._symbol(letter, f"{neuron}", above),
            tuple(
                self._symbol(
                    "w", f"{neuron},{i}", "", sign_colour(self.theme, weights[i], _DECIMALS)
                )
                for i in self.stage.columns
            ),
            self._symbol("b", f"{neuron}", "", self.theme.bias),
        )

    def _symbol(self, letter: str, lower: str, upper: str, colour: str = "") -> Symbol:
        return Symbol(letter, lower, upper, colour or self.theme.text, self.size)

    def _sign(self, code: str, colour: str = "") -> VMobject:
        return self.figures.formula(code, self.size, colour or self.theme.text)

    # -- where it goes ----------------------------------------------------------------

    def _put_into_place(self) -> float:
        """Put all beside and below each other, the whole in the middle of its room."""
        first, last = float(self.heights[0]), float(self.heights[-1])
        middle = (first + last) / 2 if self.squish else first
        results, biases = ([s.all[at] for s in self.own.values()] for at in (0, -1))
        x = self._stand(results, 0.0, middle) + _GAP * self.em
        for sign in (self.equals, self.function, self.opening):
            x = self._set(sign, x, middle)
        x = self._put_lines(x)
        x = self._stand(biases, self._set(self.pluses[-1], x, self.heights[-1]), self.heights[-1])
        x = max(x, max(a.get_right()[0] for a in self.activations)) + _CLOSE * self.em
        width = self._set(self.closing, x, middle) - _GAP * self.em
        symbols = (symbol for each in self.own.values() for symbol in each.all)
        signs = (self.equals, self.function, self.opening, self.closing, *self.pluses)
        every = VGroup(*symbols, *signs, *self.activations, *self.dots)
        every.shift(RIGHT * (self.stage.room.x - width / 2))
        return width

    def _put_lines(self, x: float) -> float:
        """Put a term on each line, or dots; return where the last one ends."""
        shown = [slot is not None for slot in self.stage.equation.columns.slots]
        heights = self.heights[shown]
        signs = zip(self.pluses, heights[1:], strict=False)
        x = max((self._set(plus, x, height) for plus, height in signs), default=x)
        pairs = list(
            zip(zip(*(s.weights for s in self.own.values()), strict=True), heights, strict=True)
        )
        ends = [self._stand(list(weights), x, height) for weights, height in pairs]
        after = max(ends) + _CLOSE * self.em
        ends = [self._stand([a], after, y) for a, y in zip(self.activations, heights, strict=True)]
        step = np.array([0.0, -_DOT_STEP * self.em, 0.0])
        self.dots = [
            three_dots(np.array([(x + after) / 2, y, 0.0]), step, _DOT * self.em, self.theme.text)
            for y in self.heights[np.logical_not(shown)]
        ]
        return ends[-1] + _GAP * self.em

    def _stand(self, symbols: list[Symbol], x: float, y: float) -> float:
        """Put symbols at one place, the middle of their letters at a height; return their end."""
        for symbol in symbols:
            symbol.stand(np.array([x, y - self._half, 0.0]))
        return float(max(symbol.get_right()[0] for symbol in symbols))

    def _set(self, sign: VMobject, x: float, y: float) -> float:
        """Put a sign behind what is there; return where the next one goes."""
        if not sign.has_points() and not len(sign):
            return x
        sign.move_to((x + sign.width / 2, y, 0.0))
        return float(x + sign.width + _GAP * self.em)

    @property
    def _half(self) -> float:
        return float(self.activations[0].base.height) / 2
