"""Beside a curve that bends: a sum, its activation and slope, and how many sums pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from manim import DOWN, RIGHT, Group, VGroup

from scenes.components.graphs.run_record import on_a_line
from scenes.components.graphs.value_labels import ValueLabel
from scenes.facts.decimals import scale_decimals
from scenes.facts.readings import weighted_sum
from scenes.facts.sources import Activated, HowMany, Mapped, Slope
from scenes.look.sizes import APART, FORMULA, LABEL, MATRIX, NEAR

if TYPE_CHECKING:
    from scenes.facts.rectified import Rectified
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["RectifierPanel"]

_LARGE = 56
"""Pixels: smaller than a formula, so that no digit that changes is a jump."""
_LARGER = 1.2
"""The count, when it stands alone."""


class RectifierPanel(Group):
    """z, a and the slope, below each other; and the count.

    Parameters
    ----------
    figures
        Which reads the numbers.
    story
        The sums.
    above, below
        Where the numbers go, and where the count goes.

    Attributes
    ----------
    z, a, slope
        Of the sum that is turned.
    count, words
        How many sums are above zero, and what that means.
    """

    def __init__(self, figures: Figures, story: Rectified, above: Region, below: Region) -> None:
        self.figures, self.story = figures, story
        size, gold = figures.stage.letters, figures.theme.highlight
        z = figures.read(
            weighted_sum(story.layer, story.neuron), size(_LARGE), self._decimals, gold
        )
        value, widest = z.value, min(story.low, -story.high)
        a = figures.read(Mapped(story.name, value), size(_LARGE), self._decimals)
        self._steep = figures.read(Slope(story.name, value), size(MATRIX), 2)
        for number in (z, a):
            number.set_value(widest)  # so that there is room for any, and its sign does not touch
        self.z = ValueLabel(figures.formula("z =", size(_LARGE), gold), z, NEAR)
        self.a = ValueLabel(figures.formula("a =", size(_LARGE)), a, NEAR)
        self.slope = on_a_line(figures, "slope", self._steep)
        rows = VGroup(self.z, self.a, self.slope).arrange(DOWN, buff=APART, aligned_edge=RIGHT)
        rows.scale(min(1.0, above.width / rows.width)).move_to(above.centre)
        self._middle = (above.centre + below.centre) / 2
        super().__init__(self.z, self.a, self.slope)
        self.count = figures.read(self._active, size(1.2 * FORMULA), 0)
        self.words = self._words(below)
        self.turn_to(value)

    @property
    def _active(self) -> Activated:
        return Activated(self.story.layer, self.story.neuron, self.story.samples.inputs)

    @property
    def _decimals(self) -> int:
        return min(scale_decimals(max(self.story.high, -self.story.low)), 2)

    def _words(self, below: Region) -> VGroup:
        figures, size = self.figures, self.figures.stage.letters(LABEL)
        inputs, noun = self.story.samples.inputs, self.story.samples.noun
        total = f"of {len(inputs)} {noun}"
        figures.cite_written(total, HowMany(inputs, noun.removesuffix("s")))
        words = VGroup(figures.words("above zero:", size), figures.words(total, size))
        column = VGroup(words[0], self.count, words[1]).arrange(DOWN, buff=NEAR)
        column.move_to(below.centre)
        return words

    def turn_to(self, z: float) -> Self:
        """Show another sum, and what becomes of it."""
        story = self.story
        values = z, float(story.activations([z])[0]), float(story.slopes([z])[0])
        numbers = self.z.number, self.a.number, self._steep
        for number, value in zip(numbers, values, strict=True):
            number.set_value(value)
        return self

    def cite(self, z: float) -> None:
        """Record what becomes of the sum that it was turned to."""
        name = self.story.name
        self.figures.cite(self.a.number, Mapped(name, z))
        self.figures.cite(self._steep, Slope(name, z))
        self.turn_to(z)

    def cite_count(self) -> None:
        """Record how many sums are above zero."""
        self.figures.cite(self.count, self._active)
        self.count.set_x(self.words.get_x())

    def alone(self) -> Group:
        """Return the count where it stands when nothing is turned any more."""
        return Group(self.words, self.count).copy().scale(_LARGER).move_to(self._middle)
