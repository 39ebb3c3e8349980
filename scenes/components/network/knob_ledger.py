"""The weights of each layer and all biases, one below the other, and their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, UP, Line, VGroup

from scenes.components.animations import Follow
from scenes.components.fitting import stand_on
from scenes.components.network.tally import LayerProduct
from scenes.look.outlines import BASELINE, digits_outline
from scenes.look.sizes import FORMULA, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Animation

    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["KnobLedger"]

_LARGER, _MANY = 1.4, 1000
"""The letters of the sum to those of a formula, where it is so large: steps of a smaller one would
be seen as jumps."""


class KnobLedger(VGroup):
    """An addition: what each layer adds, and the sum, which runs along.

    Parameters
    ----------
    figures
        Which reads the counts.
    region
        Where it is.

    Attributes
    ----------
    products
        One a layer.
    biases, bias_count
        Their count behind its name, and alone.
    rule, total
        The line, and the sum below it.
    """

    def __init__(self, figures: Figures, region: Region) -> None:
        self.figures, size = figures, figures.stage.letters(NUMBER)
        layers = range(1, len(figures.network.sizes))
        self.products = [LayerProduct(figures, layer, size) for layer in layers]
        self.bias_count = figures.count("biases", size=size).set_colour(figures.theme.bias)
        number = self.bias_count
        name = figures.words("bias" if number.value == 1 else "biases", size)
        name.next_to(number, LEFT, buff=NEAR)
        self.biases = VGroup(stand_on(name, number.baseline), number)
        self.total = figures.count("parameters", size=figures.stage.letters(FORMULA))
        self.total.set_colour(figures.theme.highlight)
        self.total.scale(_LARGER if self.total.value >= _MANY else 1.0)
        rows = self._rows()
        self.total.next_to(rows, DOWN, buff=2 * NEAR)
        self.total.shift(LEFT * _last_digit_ends(self.total))
        left = min(rows.get_left()[0], self.total.get_left()[0])
        height = (rows.get_bottom()[1] + self.total.get_top()[1]) / 2
        self.rule = Line((left, height, 0), (0, height, 0))
        self.rule.set_stroke(figures.theme.text, 2)
        super().__init__(rows, self.rule, self.total)
        region.place(self)

    def _rows(self) -> VGroup:
        """Put lines below each other, as far apart: their last digits end at 0."""
        rows = VGroup(*self.products, self.biases)
        numbers = [*(product.weights for product in self.products), self.bias_count]
        pitch = max(row.height for row in rows) + TIGHT
        for line, (row, number) in enumerate(zip(rows, numbers, strict=True)):
            row.shift(LEFT * _last_digit_ends(number))
            row.shift(UP * (-line * pitch - number.baseline[1]))
        return rows

    def set_total(self, value: float) -> None:
        """Let the sum be another, its last digit where it was."""
        self.total.set_value(value)

    def count(
        self, before: float, more: float, seconds: float, share: Callable[[float], float]
    ) -> Animation:
        """Return the animation of the sum from what was counted before to so many more.

        At each progress it counts the share of them that has come by then.
        """
        return Follow(
            self.total,
            lambda progress: self.set_total(before + round(more * progress)),
            run_time=seconds,
            rate_func=share,
        )


def _last_digit_ends(number: Number) -> float:
    """Return where the last digit of a number ends, x in scene units, as if it were a 0."""
    free = digits_outline("0")[len(BASELINE) :, 0].max()
    return float(number.baseline[0] + free * number.letter_size / PIXELS_PER_UNIT)
