"""What the clips of this chapter say, by the function and by the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.facts.decimals import decimals_of
from scenes.facts.words import in_words
from scenes.look.text import number_text

if TYPE_CHECKING:
    from scenes.facts.bias_story import BiasStory

__all__ = ["BiasWords"]


@dataclass(frozen=True)
class BiasWords:
    """The captions about a bias.

    Attributes
    ----------
    story
        What is shown.
    decimals
        With which the bias is written.
    """

    story: BiasStory
    decimals: int

    def many(self) -> str:
        """Say what the points are."""
        noun = self.story.samples.noun
        return f"One neuron, {len(self.story.sums)} {noun}: each gives it a weighted sum."

    def curve(self) -> str:
        """Say what becomes of the sums."""
        return "The curve says how active each sum makes it."

    def without(self) -> str:
        """Say of which sums the neuron is active when nothing is added."""
        return "With a bias of 0, every sum above 0 makes it active."

    def tried(self) -> str:
        """Say what turning does."""
        return f"Turn its bias to {self._short(self.story.tried)}: the curve slides, the sums stay."

    def left(self) -> str:
        """Say for how many it is active then."""
        before, now = (self.story.active(bias) for bias in (0.0, self.story.tried))
        needed = self._short(-self.story.tried)
        if now == 0:
            return f"A sum must be above {needed} now: not one of them is."
        how_many = f"only {in_words(now)}" if now < before else in_words(now)
        return f"A sum must be above {needed} now: {how_many} of them {_are(now)}."

    def real(self) -> str:
        """Say what the network has learnt."""
        real = number_text(self.story.real, self.decimals, signed=True)
        needed = number_text(-self.story.real, self.decimals)
        asks = "a sum above {} is enough" if self.story.real >= 0 else "it wants more than {}"
        return f"Its real bias is {real}: {asks.format(needed)}."

    def end(self) -> str:
        """Say what a bias is for."""
        return "Weights say what to look for, the bias how much of it is needed."

    def _short(self, value: float) -> str:
        return number_text(value, decimals_of(value))


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
