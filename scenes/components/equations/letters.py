"""The letters of a layer's equation: each below its block, then closed up into one formula."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    LEFT,
    PI,
    RIGHT,
    AnimationGroup,
    FadeIn,
    LaggedStart,
    Transform,
    VGroup,
    smooth,
    there_and_back_with_pause,
)

from scenes.components.animations import Follow
from scenes.components.equations.opened import OpenedLine
from scenes.components.verbs import MOVE
from scenes.engine.changes import built
from scenes.facts.functions import function_of
from scenes.look.sizes import FORMULA, PIXELS_PER_UNIT, TIGHT, TOUCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.components.equations.layer import LayerEquation
    from scenes.look.text import Formula

    Place = NDArray[np.float64]

__all__ = ["LayerLetters"]

_SIGNS = ("equals", "left", "plus", "right")
"""What has no name in the formula, in its order."""
_LAST = ("equals", "result")
"""What stands last below the blocks, and first in the formula."""
_ONE_BY_ONE, _DOWN, _TURNING = 2.2, 1.05, 1.6
"""Seconds in which letters fall, in which those of a first line go down to the second, and in which
the result goes to the front: all the way."""
_LEFT, _STAYS = 0.12, 0.6
"""Opacity of a block while it falls, and the share of its time in which it is so faint."""
_DEPTHS = {"equals": -1.4, "result": 1.1}
"""How far below the others they pass on the way, or above, as shares of the em: nothing touches."""
_RISE = 0.3
"""How far the others give way to the result meanwhile, as a share of the em."""
_SQUARE = 0.25
"""The arc goes down at its ends and is flat between: the smaller, the more so."""


class LayerLetters:
    """The formula of a layer at its home, and the same letters below the blocks they stand for.

    Parameters
    ----------
    equation
        The blocks, arranged so that there is room for the letters.

    Attributes
    ----------
    formula
        a = f(W a + b).
    letters
        Its glyphs by what they are called.
    """

    def __init__(self, equation: LayerEquation) -> None:
        self.equation, self.stage = equation, equation.figures.stage
        self.formula = self._written()
        self.letters = self._named()
        self._em = self.formula.letter_size / PIXELS_PER_UNIT
        self._middle = float(self.formula.get_x())
        self._home = {name: letter.get_center() for name, letter in self.letters.items()}
        first, last = (self.letters[name] for name in ("function", "right"))
        self._aside = first.get_left()[0] + last.get_right()[0] - 2 * self._middle
        self._shifted = 0.0
        self._blocks = self._in_order()

    def __iter__(self) -> Iterator[tuple[str, VGroup]]:
        """Yield what each letter is called, and the letter."""
        yield from self.letters.items()

    def _written(self) -> Formula:
        figures, layer, theme = self.equation.figures, self.equation.layer, self.equation.theme
        function = function_of(figures.network.layer(layer).activation)
        result, inputs = (f"a^(({number}))" for number in (layer, layer - 1))
        formula = figures.formula(
            f"{{{{ {result} : result }}}} = {{{{ {function.symbol} : function }}}} "
            f"({{{{ W : weights }}}} {{{{ {inputs} : inputs }}}} + {{{{ b : biases }}}} )",
            self.stage.letters(FORMULA),
        )
        formula.part("biases").set_color(theme.bias)
        formula.part("function").set_color(theme.highlight)
        return self.stage.formula_home.place(formula)

    def _named(self) -> dict[str, VGroup]:
        names = ("result", "function", "weights", "inputs", "biases")
        letters = {name: self.formula.part(name) for name in names}
        taken = {glyph for letter in letters.values() for glyph in letter}
        others = sorted((g for g in self.formula if g not in taken), key=lambda g: g.get_x())
        signs = {name: VGroup(sign) for name, sign in zip(_SIGNS, others, strict=True)}
        return letters | signs

    def _in_order(self) -> dict[str, Mobject]:
        """Return what each letter stands for, from the left."""
        blocks = self.equation
        return {
            "function": blocks.opening[0], "left": blocks.opening[1],
            "weights": blocks.weights, "inputs": blocks.inputs, "plus": blocks.plus,
            "biases": blocks.biases, "right": blocks.closing, "equals": blocks.equals,
            "result": blocks.result,
        }  # fmt: skip

    @property
    def room(self) -> float:
        """What a line of letters takes below a line of blocks, scene units."""
        return float(self.letters["left"].height + 2 * TIGHT)

    # -- below their blocks -----------------------------------------------------------------

    def come_down(self) -> Animation:
        """Let each block shrink straight down into its letter, from the left."""
        self._stand_below()
        dip, falls = partial(there_and_back_with_pause, pause_ratio=_STAYS), []
        for name, block in self._blocks.items():
            letter, into = self.letters[name], block.copy()
            into.scale(letter.height / max(into.height, 1e-6)).move_to(letter).set_opacity(0)
            left = block.copy().fade(1 - _LEFT)
            leaving = Transform(block, left, rate_func=dip)
            falls.append(
                AnimationGroup(leaving, _Fall(block.copy(), into), FadeIn(letter, scale=0.5))
            )
        return LaggedStart(*falls, lag_ratio=0.3, run_time=_ONE_BY_ONE)

    def _stand_below(self) -> None:
        """Put each letter below its block, and wide ones no nearer than they may be."""
        foots, lines = self.equation.foots, self._lines()
        for foot, line in zip(foots, lines, strict=True):
            for name in line:
                y = self._home[name][1]
                if line is not lines[-1]:
                    y = foot - self.letters["left"].height / 2 - TIGHT
                self.letters[name].move_to((self._blocks[name].get_x(), y, 0))
            self._keep_apart([self.letters[name] for name in line])

    def _lines(self) -> list[list[str]]:
        """Return the names of what is on each line of blocks."""
        names = list(self._blocks)
        if not self.equation.second_line:
            return [names]
        second = names.index("inputs")
        return [names[:second], names[second:]]

    def _keep_apart(self, line: list[VGroup]) -> None:
        """Move letters of a line aside that would touch, first to the right, then back."""
        edge = self.stage.picture.width / 2
        left, right = -edge, edge
        for letter in line:
            letter.shift(max(left - letter.get_left()[0], 0.0) * RIGHT)
            left = letter.get_right()[0] + TOUCH
        for letter in reversed(line):
            letter.shift(max(letter.get_right()[0] - right, 0.0) * LEFT)
            right = letter.get_left()[0] - TOUCH

    # -- one formula ------------------------------------------------------------------------

    def form_a_line(self) -> Iterator[list[Animation]]:
        """Yield how the letters become one formula.

        They close up, the result last. Those between two lines of blocks then go straight down
        through the second line, which opens for them: it closes when the result and its sign go to
        the front, the one below the others, the other above.
        """
        line = self._opened()
        if line:
            self._shifted = line.aside
        home = {name: self._place(name, 0.0) for name in self.letters}
        if line:
            closer = {name: np.array([home[name][0], letter.get_y(), 0.0]) for name, letter in self}
            yield [*line.open(), self._go(closer, MOVE)]
        yield [self._go(home, _DOWN if line else MOVE)]
        turn = Follow(VGroup(*self.letters.values()), self.turn, _TURNING, smooth)
        yield [turn, *line.close()] if line else [turn]

    def _opened(self) -> OpenedLine | None:
        """Return the second line of blocks, if there is one, with a way for what goes through."""
        if not self.equation.second_line:
            return None
        through = [(self._place(name, 0.0)[0], self.letters[name]) for name in self._lines()[0]]
        left = min(x - letter.width / 2 for x, letter in through)
        right = max(x + letter.width / 2 for x, letter in through)
        return OpenedLine(self.equation.second_line, left, right, self.stage.picture.width)

    def _go(self, places: Mapping[str, Place], seconds: float) -> Animation:
        moves = (built(letter.animate.move_to(places[name])) for name, letter in self)
        return AnimationGroup(*moves, run_time=seconds)

    def turn(self, progress: float) -> None:
        """Put all letters where they are while the result goes to the front, from 0 to 1."""
        for name, letter in self:
            letter.move_to(self._place(name, progress))

    def _place(self, name: str, progress: float) -> Place:
        """Return where a letter of the formula is while the result turns round."""
        home, progress = self._home[name], min(max(progress, 0.0), 1.0)
        middle, under_way = self._middle, (4 * progress * (1 - progress)) ** _SQUARE
        shifted = self._shifted * (1 - progress)
        if name not in _LAST:
            moved = smooth(min(max((progress - 0.2) / 0.6, 0.0), 1.0))
            up = _RISE * self._em * under_way
            place: Place = home + np.array([self._aside * (moved - 1) + shifted, up, 0.0])
            return place
        away = middle - home[0]
        down = _DEPTHS[name] * self._em * under_way
        x = middle + away * np.cos(PI * progress) + shifted
        return np.array([x, home[1] - down, 0.0])


class _Fall(Transform):
    """A copy leaves what it copies: before, it is not seen, as everything drawn twice is bolder."""

    def interpolate_mobject(self, alpha: float) -> None:
        super().interpolate_mobject(alpha)
        if alpha <= 0:
            self.mobject.set_opacity(0)
