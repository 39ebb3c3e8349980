"""One input turned like a knob: its product, the trace and the sum follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group

from scenes.components.animations import Follow
from scenes.components.verbs import CHANGE
from scenes.facts import readings
from scenes.facts.sources import Of, without
from scenes.figures import follow_sign

if TYPE_CHECKING:
    from scenes.components.sums.slide import SumSlide
    from scenes.components.sums.term_line import TermLine
    from scenes.facts.sources import Source

__all__ = ["Turning"]


class Turning:
    """Turns the input of a term off, or on if it is off, and back.

    Parameters
    ----------
    slide
        With all terms in, and no bias yet.
    line
        The term, written out.

    Attributes
    ----------
    ends
        The activation as it is, and as it is turned.
    """

    def __init__(self, slide: SumSlide, line: TermLine) -> None:
        self.slide, self.line, self.numbers = slide, line, slide.numbers
        trace, layer = slide.figures.trace, slide.numbers.layer
        self.other = without(trace, layer, line.index)
        self.ends = (
            float(trace.activations[layer - 1][line.index]),
            float(self.other.activations[0][line.index]),
        )

    def turn(self, seconds: float = CHANGE) -> Follow:
        """Return the animation there."""
        first, last = self.ends
        return self._between(first, last, seconds)

    def turn_back(self, seconds: float = CHANGE) -> Follow:
        """Return the animation back."""
        first, last = self.ends
        return self._between(last, first, seconds)

    def cite(self, *, turned: bool) -> None:
        """Record the number that is shown at one of the ends."""
        layer, neuron, index = self.numbers.layer, self.numbers.neuron, self.line.index
        at = 1 if turned else layer
        sources: list[Source] = [
            readings.activation(at - 1, index),
            readings.contribution(at, neuron, index),
            readings.product(at, neuron),
        ]
        numbers = (*self.line.numbers[1:], self.slide.count.total)
        for number, source in zip(numbers, sources, strict=True):
            self.slide.figures.cite(number, Of(self.other, source) if turned else source)

    def _between(self, first: float, last: float, seconds: float) -> Follow:
        grids, count, line = self.slide.panels.grids, self.slide.count, self.line
        pictures = Group(grids.inputs, grids.products, grids.cursor, *grids.numbers[1:])
        return Follow(
            Group(pictures, count.trace, count.total, *line.swatches, *line.numbers),
            lambda progress: self._set(first + (last - first) * progress),
            run_time=seconds,
        )

    def _set(self, activation: float) -> None:
        grids, index = self.slide.panels.grids, self.line.index
        grids.set_term(index, activation)
        self.slide.count.set_term(index, float(grids.terms[index]))
        self.line.set_values(activation, float(grids.terms[index]))
        follow_sign(self.line.numbers[2], self.slide.figures.theme)
        for part, grid in ((1, grids.inputs), (2, grids.products)):
            self.line.swatches[part].set_fills(grid.fills[[index]])
