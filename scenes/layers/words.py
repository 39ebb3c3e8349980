"""What the clips about layers say of a network and a digit: words made from the real numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts.answer_words import AnswerWords, short
from scenes.facts.incoming import Incoming
from scenes.facts.words import counted, enumerated, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcore import Network, Trace
    from scenes.facts.answer import Answer
    from scenes.look.theme import Theme

__all__ = ["Choice", "Structure", "Wording"]

_ACTIVE, _INACTIVE = 0.6, 0.2
_MOST_LAYERS = 3
"""So many layers of different sizes are named one by one."""


class Structure:
    """What PlainVanilla says of a network's layers and of what joins them.

    Parameters
    ----------
    network
        Whose layers they are.
    theme
        Which says how colours are called.
    """

    def __init__(self, network: Network, theme: Theme) -> None:
        self.network, self.theme = network, theme
        _, *self._hidden, self._last = network.sizes
        self.incoming = Incoming.of(network)

    def drawn(self) -> str:
        """Say that some of the inputs are drawn."""
        which = "some bright and some dark ones" if self.incoming.kind == "pixels" else "some"
        return f"Of the {self.incoming.count:,} inputs {which} stay."

    def hidden(self) -> str:
        """Count the hidden layers."""
        sizes = self._hidden
        if len(sizes) == 1:
            return f"After the inputs: a hidden layer of {_neurons(sizes[0])}."
        each = ""
        if len(set(sizes)) == 1:
            each = f" of {_neurons(sizes[0])} each"
        elif len(sizes) <= _MOST_LAYERS:
            each = f" of {enumerated([f'{size:,}' for size in sizes])} neurons"
        return f"After the inputs: {counted(len(sizes), 'hidden layer')}{each}."

    def outputs(self) -> str:
        """Count the outputs."""
        where = "And last," if self._hidden else "After the inputs:"
        if self._last == 1:
            return f"{where} a single output."
        return f"{where} {self._last:,} outputs, one for each answer."

    def how(self) -> str:
        """Ask what is between two layers."""
        return "How are two layers joined?"

    def one(self) -> str:
        """Say what leads into one neuron."""
        count = self.incoming.count
        inputs = "The input" if count == 1 else f"Each of the {count:,} inputs"
        return f"{inputs} has a line to this neuron."

    def sign(self, *, positive: bool, first: bool) -> str:
        """Say what a colour means; first of all, what a line is."""
        line = "A line is a number: its weight. " if first else ""
        if positive:
            return f"{line}{self.theme.blue.capitalize()} is positive."
        return f"{line}{self.theme.red.capitalize()} is negative."

    def strength(self) -> str:
        """Say what the strength of a line means."""
        return "The stronger a line, the farther from zero."

    def layer(self) -> str:
        """Say what leads into each neuron of the first layer: how many in all is counted then."""
        before, after, *_ = self.network.sizes
        whose = "It" if after == 1 else f"Each of the {after:,}"
        return f"{whose} has {'a weight' if before == 1 else f'{before:,} weights'} of its own."

    def network_wide(self) -> str:
        """Say what joins the other layers: how many weights that makes is counted then."""
        return "So it goes on from layer to layer: every line is a weight."

    def name(self) -> str:
        """Say what such a network is called."""
        kind = "multilayer perceptron" if self._hidden else "perceptron"
        return f"This is a {kind}: the plain vanilla network."


class Choice:
    """What HiddenLayers says of layers that somebody chose.

    Parameters
    ----------
    network
        Whose layers they are.
    lesson
        Whether it is the lesson's.
    """

    def __init__(self, network: Network, *, lesson: bool) -> None:
        self.network, self.lesson = network, lesson
        self.hidden = network.sizes[1:-1]
        self.incoming = Incoming.of(network)

    def known(self) -> str:
        """Say which layers are understood."""
        inputs = self.incoming.noun + ("" if self.incoming.count == 1 else "s")
        answers = "the answer" if self.network.sizes[-1] == 1 else "the answers"
        return f"One end holds the {inputs}, the other {answers}."

    def question(self) -> str:
        """Ask what the others do."""
        if len(self.hidden) == 1:
            return "But what does the hidden layer between them do?"
        return f"But what do the {in_words(len(self.hidden))} hidden layers between them do?"

    def open(self) -> str:
        """Say who answers that."""
        return "No person decides that: training on examples does."

    def sizes(self, sizes: Sequence[int]) -> list[str]:
        """Say, size by size, that the layers' size is a choice, and what it is chosen for."""
        whose, each = ("Its", " neurons") if len(self.hidden) == 1 else ("Their", " each")
        own = sum(self.hidden) / len(self.hidden)
        tried = [f"{size:,}{each} can tell {_more(size, own, 'less')} apart" for size in sizes]
        first, *others = tried
        return [f"{whose} size is a choice: {first}.", *(f"And {said}." for said in others)]

    def depths(self, depths: Sequence[int]) -> list[str]:
        """Say, number by number, that the number of layers is a choice, and what it is for."""
        own = len(self.hidden)
        first, *others = [
            f"{in_words(depth)} make{'s' * (depth == 1)} {_more(depth, own, 'fewer')} steps"
            for depth in depths
        ]
        return [f"So is the number of layers: {first}.", *(f"And {said}." for said in others)]

    def own(self) -> str:
        """Say what was chosen here, and why, where that is known."""
        if self.lesson:
            layers, each = in_words(len(self.hidden)).capitalize(), self.hidden[0]
            return f"{layers} layers of {each} are a choice too: they fit on the screen."
        return "The sizes here are a choice too: nothing forces them."


class Wording:
    """The captions of one forward pass.

    Parameters
    ----------
    trace
        What the network computes.
    answer
        What it says.
    """

    def __init__(self, trace: Trace, answer: Answer) -> None:
        self.trace, self.answer = trace, answer
        self.network, self.incoming = trace.network, Incoming.of(trace.network)
        self.several = len(self.network.layers) > 1

    def so_far(self) -> str:
        """Say what holds something as long as nothing has been sent."""
        return "So far only the inputs are active."

    def question(self) -> str:
        """Ask what makes a neuron active; whether that is bright or dark, the theme decides."""
        return "What decides how active this one neuron is?"

    def arriving(self, *, from_zero: bool) -> str:
        """Say what a neuron's sum starts from, and what arrives at it."""
        start = "zero" if from_zero else "a number of its own"
        return f"It starts from {start}. Each input adds activation times weight."

    def lit(self, neuron: int, total: str) -> str:
        """Say what its sum makes of a neuron of the first layer."""
        activation = abs(float(self.trace.activations[1][neuron]))
        becomes = "becomes active" if activation >= _ACTIVE else "becomes a little active"
        return f"{total} in all: it {becomes if activation >= _INACTIVE else 'stays inactive'}."

    def first_pulse(self, drawn: int, theme: Theme) -> str:
        """Say what all inputs do, and what the colours do to a sum."""
        count = self.incoming.count
        if count == 1:
            return "The input sends to every neuron of the next layer at once."
        together = "at once" if drawn == count else "drawn or not"
        does = f"{theme.blue} raises a sum, {theme.red} lowers it"
        return f"Now all {counted(count, 'input')} {together}: {does}."

    def passing_on(self) -> str:
        """Say what active neurons do."""
        return "What is active sends on, layer by layer, to the outputs."

    def spoke_for_it(self) -> str:
        """Ask what made the answer."""
        label = short(self.network.labels[self.answer.ranking[0]])
        if len(self.network.labels) == 1:
            return "What raised the output? These lines brought the most."
        return f"What spoke for {label}? These lines brought the most."

    def behind_them(self, *, reached: bool) -> str:
        """Say where the way back ends: at no input if none sends anything."""
        ends = {"pixels": "these pixels", "numbers": "these numbers"}
        end = ends.get(self.incoming.kind, "the inputs") if reached else "no input at all"
        return f"And behind them, layer by layer, {end}."

    def summary(self) -> str:
        """Say what a network does."""
        answers = ("no answer", "one answer", "no clear answer")
        between = "layer after layer, " if self.several else ""
        return f"Numbers in, {between}{answers[len(self.answer.neurons)]} out."

    def name_the_answer(self, values: Sequence[str]) -> str:
        """Say the answer, how sure the network is of it, and whether it is right."""
        return AnswerWords(self.trace, self.answer).named(values)


def _more(tried: float, own: float, less: str) -> str:
    return "as many" if tried == own else "more" if tried > own else less


def _neurons(count: int) -> str:
    return "one neuron" if count == 1 else f"{count:,} neurons"
