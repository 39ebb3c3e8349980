"""A neuron's z as a formula, with the real number of its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts.words import sum_code
from scenes.look.sizes import FORMULA
from scenes.look.text import Formula

if TYPE_CHECKING:
    from scenes.look.theme import Theme

__all__ = ["SumFormula"]


class SumFormula(Formula):
    """z = w_1 a_1 + ... + w_n a_n + b, in three parts: "z", "sum" and "bias".

    Parameters
    ----------
    count
        How many terms there are.
    theme
        Whose colours the parts take.
    size
        The em, in pixels at 1080p.
    """

    def __init__(self, count: int, theme: Theme, size: float = FORMULA) -> None:
        code = f"{{{{z = : z}}}} {{{{{sum_code(count)} : sum}}}} {{{{+ b : bias}}}}"
        super().__init__(code, theme.text, size)
        self.part("z").set_color(theme.highlight)
        self.part("bias").set_color(theme.bias)
