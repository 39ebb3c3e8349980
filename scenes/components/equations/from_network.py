"""Each letter of a neuron's terms comes from the thing in the network that it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UP, GrowFromCenter, GrowFromPoint, LaggedStart

from scenes.components.equations.lit_lines import lit_lines
from scenes.components.network.pulses import SendPulse, Travel
from scenes.components.verbs import CHANGE, MOVE, SMALL, appear, become, recolour, swap, vanish
from scenes.look.sizes import LABEL, TIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from manim import Animation, VMobject
    from numpy.typing import NDArray

    from scenes.components.equations.neuron_terms import NeuronTerms
    from scenes.components.equations.symbol import Symbol
    from scenes.look.text import Words

__all__ = ["FromNetwork"]

_ALONG, _EARLY = 0.55, 0.1
"""Where on its way a connection gives its weight; and early, where all fly down, left of others."""
_LAG = 0.25
_TRAVEL, _SPREAD = 1.6, 0.6
"""Seconds of the signals, and from the first one's start to the last one's, as a share."""
_TURN = 0.9
"""Seconds for another neuron's number to come."""


class FromNetwork:
    """How the terms are written, part by part, and how they are turned to another neuron.

    Parameters
    ----------
    terms
        With nothing of it on the screen yet.

    Attributes
    ----------
    signals
        What travels into the neuron, and its lines, lit, from then on.
    """

    def __init__(self, terms: NeuronTerms) -> None:
        self.terms, self.stage, self.theme = terms, terms.stage, terms.theme
        self.signals = self.stage.signals(terms.neuron)
        self._noted: tuple[VMobject, Words, str] | None = None
        self._lit: list[tuple[VMobject, str]] = []

    @property
    def _neuron(self) -> NDArray[np.float64]:
        at = self.stage.rows.index(self.terms.neuron)
        place: NDArray[np.float64] = self.stage.neurons.centres[at]
        return place

    def send(self) -> Animation:
        """Return how what comes in travels along the lines into the neuron."""
        return SendPulse(self.stage.fans[self.terms.neuron])

    # -- part by part -----------------------------------------------------------------

    def activations(self, seconds: float = CHANGE) -> list[Animation]:
        """Return how the letters of what comes in fly from their neurons."""
        pairs = zip(self.terms.activations, self.stage.sources.centres, strict=True)
        flights = [GrowFromPoint(letter, place) for letter, place in pairs]
        if not self.terms.figures.stage.wide:
            flights.reverse()  # from above: so that none flies over another
        flying = LaggedStart(*flights, lag_ratio=_LAG, run_time=seconds)
        return [flying, *(appear(dots, seconds=seconds) for dots in self.terms.dots)]

    def weights(self, seconds: float = CHANGE) -> list[Animation]:
        """Return how the letters of weights fly from their connections."""
        *starts, end = self.stage.fans[self.terms.neuron].points
        pairs = zip(self.terms.own[self.terms.neuron].weights, starts, strict=True)
        wide = self.terms.figures.stage.wide
        along = _ALONG if wide else _EARLY
        flights = [GrowFromPoint(one, start + (end - start) * along) for one, start in pairs]
        if not wide:
            flights.reverse()
        return [LaggedStart(*flights, lag_ratio=_LAG, run_time=seconds)]

    def total(self, seconds: float = _TRAVEL) -> Iterator[list[Animation]]:
        """Yield how all is added up: signs between the terms, while signals reach the neuron."""
        bias = self.terms.own[self.terms.neuron].bias
        *pluses, last = self.terms.pluses
        adding = Travel(self.signals, seconds, _SPREAD)
        if pluses:
            signs = LaggedStart(*map(appear, pluses), lag_ratio=_LAG, run_time=seconds)
            yield [adding, signs]
        else:
            yield [adding]
        own = self.stage.ring([self.terms.neuron], self.theme.bias)
        yield [own, GrowFromCenter(bias, run_time=MOVE), appear(last)]

    def result(self) -> Iterator[list[Animation]]:
        """Yield how the function goes about the sum, and how the neuron gives its letter."""
        terms, result = self.terms, self.terms.own[self.terms.neuron].result
        if terms.squish:
            yield [appear(terms.function, terms.opening, terms.closing, seconds=MOVE)]
        wide = terms.figures.stage.wide  # elsewhere it would fly over the terms
        start = self._neuron if wide else result.get_center()
        growing = GrowFromPoint(result, start, run_time=MOVE)
        yield [growing, appear(terms.equals)]
        yield [self.stage.ring([terms.neuron])]
        yield [self.light()]

    def light(self) -> Animation:
        """Return how the neuron takes on its activation; a sum is none yet."""
        stage, lit = self.stage, self.stage.neurons.copy()
        at = stage.rows.index(self.terms.neuron)
        values = self.terms.figures.trace.activations[stage.layer]
        if self.terms.squish:
            lit.fills[at] = stage.fills(values)[at]
        return become(stage.neurons, lit, SMALL, lag=0)

    # -- what stands above and below --------------------------------------------------

    def note(self, glyphs: VMobject, text: str, above: VMobject) -> list[Animation]:
        """Return how glyphs are lit, and words above a letter's line say what they are."""
        size = self.terms.figures.stage.letters(LABEL)
        words = self.terms.figures.words(text, size, self.theme.highlight)
        words.next_to(above, UP, buff=TIGHT).set_x(glyphs.get_x())
        lit = recolour(glyphs, self.theme.highlight)
        before, self._noted = self._noted, (glyphs, words, glyphs[0].get_fill_color().to_hex())
        if before is None:
            return [lit, appear(words)]
        return [lit, recolour(before[0], before[2]), swap(before[1], words)]

    def go_down(self) -> Iterator[list[Animation]]:
        """Yield how the numbers below what comes in are lit in turn, and their neurons."""
        first, *others = self.terms.activations
        for letter, column in zip(others, self.stage.columns[1:], strict=True):
            lit = self.note(letter.lower, f"neuron {column}", first)
            yield [*lit, self.stage.ring_sources([column])]

    def forget(self) -> list[Animation]:
        """Return how what was lit last goes back."""
        if self._noted is None:
            return []
        (glyphs, words, was), self._noted = self._noted, None
        return [recolour(glyphs, was), vanish(words)]

    # -- another neuron ---------------------------------------------------------------

    def turn_to(self, neuron: int, seconds: float = _TURN) -> list[Animation]:
        """Return how the neuron's own number changes, wherever it stands, and its lines are lit.

        The symbols of the neuron before are to be taken off first.
        """
        old, self.terms.neuron = self.terms.own[self.terms.neuron], neuron
        pairs = list(zip(old.all, self.terms.own[neuron].all, strict=True))
        changes = [one for pair in pairs for one in self._change(*pair, seconds)]
        before, self.signals = self.signals, lit_lines(self.stage, neuron)
        lighting = swap(before, self.signals, seconds)
        return [*changes, lighting, self.stage.point_at([neuron], seconds)]

    def _change(self, old: Symbol, new: Symbol, seconds: float) -> list[Animation]:
        """Return how the letter stays, and another number comes below it, its own part lit."""
        colour, mine = new.base.get_fill_color().to_hex(), len(f"{self.terms.neuron}")
        new.base.set_color(old.base.get_fill_color())
        new.lower[:mine].set_color(self.theme.highlight)
        self._lit.append((new.lower[:mine], colour))
        return [swap(old.lower.copy(), new.lower, seconds), recolour(new.base, colour, seconds)]

    def calm(self) -> list[Animation]:
        """Return how the neuron's own number is as all other numbers again."""
        lit = [(glyphs, colour) for glyphs, colour in self._lit if glyphs[0] in self._glyphs]
        return [vanish(self.signals), *(recolour(glyphs, colour) for glyphs, colour in lit)]

    @property
    def _glyphs(self) -> set[VMobject]:
        return {glyph for one in self.terms.own[self.terms.neuron].all for glyph in one.lower}
