"""Beside a graph of slopes: the sum that is turned, its slope, and how many sums are flat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from manim import DOWN, RIGHT, Group, VGroup

from scenes.components.graphs.value_labels import ValueLabel
from scenes.facts.readings import weighted_sum
from scenes.facts.sources import Slope
from scenes.facts.steepness import FLAT, FlatSums, sigmoid_slope
from scenes.figures import tick
from scenes.look.sizes import APART, FORMULA, LABEL, MATRIX, NEAR, TIGHT

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.facts.steepness import SigmoidSums
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["SlopePanel"]

_DECIMALS = 3


class SlopePanel(Group):
    """A sum and the slope there; later, at how many real sums it is small.

    Parameters
    ----------
    figures
        Which reads the numbers.
    sums
        The layer's.
    neuron
        Whose sum is turned first.
    region
        In whose middle it stands.

    Attributes
    ----------
    z
        The sum.
    slope, title
        How steep the sigmoid is there, large, and what that is called.
    count, words
        At how many sums it is flat, and what that means.
    """

    def __init__(self, figures: Figures, sums: SigmoidSums, neuron: int, region: Region) -> None:
        self.figures, self.sums, size = figures, sums, figures.stage.letters
        gold = figures.theme.highlight
        number = figures.read(weighted_sum(sums.layer, neuron), size(MATRIX), colour=gold)
        number.set_value(-sums.end)  # so that there is room for a sign
        self.z = ValueLabel(figures.formula("z =", size(MATRIX), gold), number)
        source = Slope("sigmoid", sums.story)
        self.title = figures.words("slope there", size(LABEL))
        self.slope = figures.read(source, size(1.2 * FORMULA), _DECIMALS)
        self.slope.scale(min(1.0, region.width / self.slope.width))
        VGroup(self.z, self.title, self.slope).arrange(DOWN, buff=NEAR).move_to(region.centre)
        VGroup(self.title, self.slope).shift(DOWN * APART / 2)
        self.count = figures.read(FlatSums(sums.layer), size(1.2 * FORMULA), 0)
        self.words = self._words()
        flat = VGroup(self.count, *self.words).arrange(DOWN, buff=NEAR).move_to(region.centre)
        flat.scale(min(1.0, region.width / flat.width))
        super().__init__(self.z, self.title, self.slope)
        self.turn_to(sums.story)

    def _words(self) -> VGroup:
        """Return of how many sums, and what counts as flat."""
        figures, sums, size = self.figures, self.sums, self.figures.stage.letters(LABEL)
        total = figures.count("neurons", sums.layer, figures.stage.letters(MATRIX))
        of = VGroup(figures.words("of", size), total, figures.words("sums", size))
        of.arrange(RIGHT, buff=TIGHT)
        rule = figures.words("have a slope below", size)
        least = tick(FLAT, figures.theme.text, figures.stage.letters(MATRIX), 2)
        return VGroup(of, rule, least)

    @property
    def flat(self) -> list[Mobject]:
        """What is said of the real sums."""
        return [self.words, self.count]

    def turn_to(self, z: float) -> Self:
        """Show another sum, and the slope there."""
        self.z.number.set_value(z)
        self.slope.set_value(float(sigmoid_slope([z])[0]))
        return self

    def cite(self, z: float) -> None:
        """Record what the slope is at the sum that it was turned to."""
        self.figures.cite(self.slope, Slope("sigmoid", z))

    def cite_flat(self) -> None:
        """Record at how many real sums it is flat."""
        self.figures.cite(self.count, FlatSums(self.sums.layer))
