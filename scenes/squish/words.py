"""What the clips of this chapter say, by the function and by the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import netcore
from scenes.facts.answer import Answer
from scenes.facts.answer_words import short
from scenes.facts.decimals import decimals_of
from scenes.facts.words import counted, in_words
from scenes.look.text import number_text

if TYPE_CHECKING:
    from netcore import Network, Trace
    from scenes.facts.bias_story import BiasStory
    from scenes.facts.by_hand import ByHand
    from scenes.look.theme import Theme

__all__ = ["BiasWords", "CurveWords", "HandWords", "Knobs"]


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
        if noun == "variants":
            return "One neuron, many variants of its input: one number turned in each."
        return f"One neuron, many {noun}: each gives it a weighted sum."

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
            return f"A sum must be above {needed} now: not one is."
        how_many = f"only {in_words(now)}" if now < before else in_words(now)
        return f"A sum must be above {needed} now: {how_many} {_are(now)}."

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


@dataclass(frozen=True)
class _Said:
    """What is said of a function of single sums: far below zero, at it, far above, and at last."""

    low: str
    middle: str
    high: str
    answer: str
    written: str = ""


_STRAIGHT = "A positive sum passes through as it is."

_SAID = {
    "sigmoid": _Said(
        low="Far down it falls silent, and a bit more hardly matters.",
        middle="Around zero it wakes up: here every bit counts.",
        high="Far up it is fully active, and a bit hardly matters.",
        answer="Zero, to every digit that the computer has.",
        written="Written out, it is never quite 0: {} zeros come first.",
    ),
    "tanh": _Said(
        low="Far down it comes near −1, and a bit more hardly matters.",
        middle="Around zero it turns: here every bit counts.",
        high="Far up it comes near 1, and a bit hardly matters.",
        answer="−1, to every digit that the computer has.",
        written="Written out, it is never quite −1: {} nines come first.",
    ),
    "relu": _Said(
        low="Below zero it is silent, whatever the sum.",
        middle="Only at zero it wakes up.",
        high=_STRAIGHT,
        answer="Exactly 0, as for every negative sum.",
    ),
    "leaky_relu": _Said(
        low="Of a negative sum little is left.",
        middle="At zero the line bends.",
        high=_STRAIGHT,
        answer="So little of it is left.",
    ),
    "elu": _Said(
        low="Far down it levels off.",
        middle="Around zero the line bends.",
        high=_STRAIGHT,
        answer="It has levelled off long before.",
    ),
    "identity": _Said(
        low="A negative sum passes through as it is.",
        middle="Zero stays zero.",
        high="So does a positive one: a straight line.",
        answer="The same again: nothing is squished.",
    ),
}


@dataclass(frozen=True)
class CurveWords:
    """The captions about a function of single sums."""

    function: str
    far: float

    @property
    def said(self) -> _Said:
        """What is said of this function."""
        return _SAID[netcore.activation(self.function).kind]

    def question(self) -> str:
        """Ask about a sum far beyond."""
        return f"What does it hold when its sum is {number_text(self.far, 0)}?"


@dataclass(frozen=True)
class Knobs:
    """The captions about all that a network has learnt.

    Attributes
    ----------
    network
        Whose weights and biases are counted.
    theme
        Which says how colours are called.
    weights_a_mark
        How many weights one mark stands for, about.
    """

    network: Network
    theme: Theme
    weights_a_mark: int

    def question(self) -> str:
        """Ask for the number."""
        return "Each weight and each bias is a knob to turn. How many?"

    def first_layer(self) -> str:
        """Say what each line becomes, and what the colours are."""
        dot = "Each line becomes a dot"
        if self.weights_a_mark > 1:
            dot = f"A dot stands for about {self.weights_a_mark:,} lines"
        return f"{dot}: {self.theme.blue} is positive, {self.theme.red} negative."

    def other_layers(self) -> str:
        """Say that there are more."""
        more = len(self.network.sizes) - 2
        if more == 1:
            return "Then the weights into the outputs."
        return f"Then the weights of the other {counted(more, 'layer')}."

    def biases(self) -> str:
        """Say where the biases come from."""
        count = sum(self.network.sizes[1:])
        if count == 1:
            return "And out of the neuron, its bias."
        return "And the biases: inputs have none."

    def total(self) -> str:
        """Say what all is."""
        return f"These {self.network.parameter_count:,} numbers are the whole network."

    def learning(self) -> str:
        """Say what learning is."""
        return "Learning means finding a setting for every one of them."


_FEW = 200
"""So few weights and biases somebody might set by hand."""


@dataclass(frozen=True)
class HandWords:
    """The captions about knobs that are turned by hand.

    Attributes
    ----------
    hand
        What is turned.
    """

    hand: ByHand

    def question(self) -> str:
        """Ask for another answer."""
        if self.hand.lone:
            return "Could we set this output ourselves, by hand?"
        answer = Answer.of(self.hand.trace)
        wanted = self._called(self.hand.neuron)
        if len(answer.neurons) != 1:
            return f"Could we make the network say {wanted}, by hand?"
        return f"The network says {self._called(answer.neurons[0])}. Could we make it say {wanted}?"

    def knobs(self) -> str:
        """Say what is turned."""
        count = len(self.hand.inputs)
        if not count:
            return "The bias of its neuron is a knob."
        weights = "a weight" if count == 1 else f"{in_words(count)} weights"
        return f"As knobs: {weights} and the bias of one output."

    def one(self) -> str:
        """Say what the first one does."""
        return "Turn one weight, and the output follows."

    def another(self) -> str:
        """Say that another is turned."""
        return "A second weight does more."

    def bias(self) -> str:
        """Say that the bias is turned."""
        return "Now the bias." if self.hand.inputs else "Turn it, and the output follows."

    def done(self, after: Trace) -> str:
        """Say what the network answers now."""
        if self.hand.lone:
            return "The output is where we wanted it."
        answer, wanted = Answer.of(after), self._called(self.hand.neuron)
        if answer.neurons == (self.hand.neuron,):
            return f"Done: for this input it says {wanted}."
        others = [neuron for neuron in answer.neurons if neuron != self.hand.neuron]
        if self.hand.neuron in answer.neurons and others:
            other = self._called(others[0])
            said = [number_text(float(after.outputs[one])) for one in answer.neurons]
            if answer.neurons[0] != self.hand.neuron and len(set(said)) > 1:
                return f"It says {wanted} now, but {other} still more."
            return f"The answer is {wanted} now, and {other} as well."
        return f"Not quite {wanted}, but nearer."

    def all(self) -> str:
        """Say what was turned of how many."""
        count = len(self.hand.start)
        knobs = "That was one knob." if count == 1 else f"Those were {in_words(count)} knobs."
        return f"{knobs} Here are all of them."

    def end(self) -> str:
        """Say what that means."""
        if self.hand.network.parameter_count < _FEW:
            return "Even so few are hard to set by hand, right for every input."
        return "Setting them all by hand, right for every input? Nobody could."

    def _called(self, output: int) -> str:
        return short(self.hand.network.labels[output])
