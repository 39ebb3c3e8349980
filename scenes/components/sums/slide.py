"""A neuron's weighted sum and bias as one picture: WeightedSum ends so, SigmoidSquish begins so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import UP, Group

from scenes.components.grids.discs import large_neuron
from scenes.components.sums.count import SumCount
from scenes.components.sums.panels import Panels
from scenes.components.sums.sum_formula import SumFormula
from scenes.look.sizes import APART, FORMULA, LABEL, MATRIX, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.look.stage import Areas, Aspect
    from scenes.look.text import Number

__all__ = ["SumSlide"]

_PLACES: Areas = {
    "16:9": ("3.85 weights inputs products ledger:0.5", "0.5 terms", "1.4 way:5 neuron"),
    "9:16": (
        "3.3 weights inputs",
        "3.3 -:0.12 products ledger:0.75",
        "0.4 terms",
        "1.2 way:2.4 neuron",
    ),
    "1:1": ("2.6 weights inputs products", "0.4 terms", "1.7 ledger way:1.6 neuron"),
}
_NAMED: dict[Aspect, float] = {"16:9": 1.5, "9:16": 1.4, "1:1": 1.8}
_LEDGER = 1.4
"""How much wider the panel of the inputs is if they have names, and the ledger beside it."""
_LARGEST = 1.3
"""The neuron's diameter, scene units."""
_INSIDE = 0.82
"""What z takes of the neuron's width."""


class SumSlide(Group):
    """Weights, activations and products of a neuron, their sum, the bias, and z in the neuron.

    Parameters
    ----------
    figures
        Whose trace, stage and theme are used.
    layer, neuron
        The neuron.

    Attributes
    ----------
    neuron
        Its disc, not active yet, and its name.
    z, bias
        The weighted sum with its bias, inside it; and the bias, which is there before.
    rest
        All else.
    panels, formula, count
        The parts of the rest.
    numbers
        What reads the neuron's numbers.
    line, below
        Where the formula is, and a term that is written out: alone, or with all that is below.
    """

    def __init__(self, figures: Figures, layer: int, neuron: int) -> None:
        self.figures = figures
        self.numbers = figures.neuron(layer, neuron, MATRIX)
        named = bool(layer == 1 and figures.network.input_names)
        wider = {"inputs": _NAMED[figures.stage.aspect], "ledger": _LEDGER} if named else {}
        at = figures.stage.areas(_PLACES, wider)
        self.line = at["terms"]
        self.below = _below(self.line, at["neuron"])
        self.panels = Panels(figures, self.numbers, [at["weights"], at["inputs"], at["products"]])
        grids = self.panels.grids
        self.count = SumCount(self.numbers, grids, at["ledger"], at["way"])
        formula = SumFormula(len(grids.terms), figures.theme, FORMULA)
        self.formula = self.line.place(formula)
        self.title = figures.words(f"neuron {neuron}", LABEL)
        room = at["neuron"].height - self.title.height - TIGHT
        diameter = min(at["neuron"].width, room, _LARGEST)
        self.disc = large_neuron(figures.theme, np.zeros(3), diameter / 2)
        self.title.next_to(self.disc, UP, buff=TIGHT)
        self.neuron = Group(self.disc, self.title).move_to(at["neuron"].centre)
        self._keep_title_inside()
        self.z = self.inside(self.numbers.result(self.count.decimals))
        self.bias = self.inside(self.numbers.bias(self.count.decimals))
        pictures = Group(grids.inputs, grids.weights, grids.products, grids.numbers[2])
        self.rest = Group(pictures, self.panels.beside, self.count, self.formula)
        super().__init__(self.rest, self.neuron, self.z)

    def shift_neuron(self, way: NDArray[np.float64]) -> None:
        """Move the neuron aside, its title no farther than the picture goes."""
        self.neuron.shift(way)
        self._keep_title_inside()

    def _keep_title_inside(self) -> None:
        picture = self.figures.stage.picture
        most = max((picture.width - self.title.width) / 2, 0.0)
        place = np.clip(self.title.get_x(), picture.x - most, picture.x + most)
        self.title.set_x(float(place))

    def inside(self, number: Number) -> Number:
        """Put a number into the neuron."""
        number.scale(min(self.disc.width * _INSIDE / number.width, FORMULA / MATRIX))
        return number.move_to(self.disc)


def _below(line: Region, neuron: Region) -> Region:
    """Return all that is left of the neuron, from the line down."""
    top, bottom = line.y + line.height / 2, neuron.y - neuron.height / 2
    left, right = line.x - line.width / 2, neuron.x - neuron.width / 2 - APART
    return Region((left + right) / 2, (top + bottom) / 2, right - left, top - bottom)
