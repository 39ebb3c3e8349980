"""What the clips of this chapter say, by the function that a network has and by its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.facts.words import layer_name

if TYPE_CHECKING:
    from netcore import Network
    from scenes.facts.rectified import Rectified
    from scenes.facts.steepness import SigmoidSums

__all__ = ["BentWords", "CourseWords", "SlopeWords"]


@dataclass(frozen=True)
class SlopeWords:
    """The captions about the slope of the sigmoid.

    Attributes
    ----------
    network
        Whose sums are put on it.
    sums
        Those of one layer.
    """

    network: Network
    sums: SigmoidSums

    def slope(self) -> str:
        """Say what a slope is."""
        return "Turn a sum. How much the activation follows is the slope there."

    def middle(self) -> str:
        """Say what it is at zero."""
        return "Steepest at zero. Even there, the slope is only 0.25."

    def ends(self) -> str:
        """Say what it is far from zero."""
        return "Far from zero, on either side, it is flat: the activation hardly follows."

    def real(self) -> str:
        """Ask where the layer's sums are: the count beside them answers."""
        layer, one = layer_name(self.network, self.sums.layer), self.sums.count == 1
        real = self.sums.function == "sigmoid"
        sums = (
            f"{'The real' if real else 'On a sigmoid, the'} {'sum' if one else 'sums'} of {layer}"
        )
        out = ", some far out" if self.sums.beyond and not one else ""
        return f"{sums}{out}: {'does it' if one else 'how many'} lie where it is flat?"

    def error(self) -> str:
        """Say what an error is, and ask what the bars answer."""
        return "How wrong a network is: its error. How far does one weight move it?"

    def deep(self) -> str:
        """Say what a deep network does with slopes."""
        return "Slopes multiply: the earlier the layer, the less its weights move the error."

    def left(self) -> str:
        """Say what is left of it."""
        return "On this scale all are seen: each mark is ten times the one before."

    def end(self) -> str:
        """Say what follows."""
        return "So the first layers hardly learn: hidden layers seldom use it today."


_LARGE = 3.0
"""A sum from which on a sigmoid is nearly 1."""


@dataclass(frozen=True)
class BentWords:
    """The captions about the rectifier.

    Attributes
    ----------
    network
        Whose neuron is shown.
    story
        Its sums.
    """

    network: Network
    story: Rectified

    def many(self) -> str:
        """Say what the points are, and what a sigmoid makes of large sums."""
        many = f"One neuron's sums for many {self.story.samples.noun}"
        if self.story.sums.max() < _LARGE:
            return f"{many}, and what a sigmoid makes of them."
        its = "its" if self.story.function == "sigmoid" else "a"
        return f"{many}. To {its} sigmoid, large ones are all alike."

    def bend(self) -> str:
        """Say what takes its place."""
        return "Make room, then bend the curve: 0 below zero, the sum itself above."

    def below(self) -> str:
        """Say what it is called, and what becomes of a negative sum."""
        return "This is ReLU, the rectified linear unit. Below zero it is silent."

    def above(self) -> str:
        """Say what becomes of a positive one."""
        return "Turned up through zero, it wakes: now what goes in comes out."

    def passing(self) -> str:
        """Ask how many sums pass: the count beside them answers."""
        asked = f"How many of {len(self.story.sums)} sums are above zero?"
        uses = self.story.function == "relu"
        return f"{asked} {'This network does use ReLU' if uses else 'Those pass as they are'}."

    def end(self) -> str:
        """Say what is different from a sigmoid, which is flat there."""
        return "Above zero its slope is 1, however large the sum: it never goes flat."


class CourseWords:
    """The captions about deep networks that learned: what they say of the runs is tested."""

    def two(self) -> str:
        """Say what is the same, and what is not."""
        return "Two deep networks learn from the same images. Only their function differs."

    def learn(self) -> str:
        """Say what learning is, step by step."""
        return "Step by step, all weights turn so that the error falls. Does it, in both?"

    def right(self) -> str:
        """Say how often they are right: the numbers are beside it."""
        return "On new images, sigmoids guess; ReLUs are nearly always right."

    def wider(self) -> str:
        """Say what is different in the third."""
        return "To be fair: sigmoids once more, but starting with larger weights."

    def third(self) -> str:
        """Say whether it learns."""
        return "These do learn: much depends on how one begins."

    def end(self) -> str:
        """Say what comes next."""
        return "Finding such weights is a lesson of its own."

    def all_in_all(self) -> str:
        """Say what any network is: the last words of the lesson."""
        return "Weighted sums, biases, a function, layer by layer: that is all that a network does."
