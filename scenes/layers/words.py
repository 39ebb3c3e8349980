"""What the clips about layers say of a network and a digit: words made from the real numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts.answer import SHARES
from scenes.facts.incoming import Incoming
from scenes.facts.words import counted, enumerated, layer_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcore import Trace
    from scenes.facts.answer import Answer
    from scenes.look.theme import Theme

__all__ = ["Wording"]

_HALF = 0.5
_SURE = ((0.9, "very sure"), (0.6, "fairly sure"), (0.0, "not very sure"))
_BRIGHT, _DIM = 0.6, 0.2
_MOST_LAYERS = 3
"""So many layers of different sizes are named one by one."""
_LONGEST_LABEL = 18
_EIGHTS = ("8", "11", "18")
"""Numbers that take "an"."""


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

    def drawn(self) -> str:
        """Say that some of the inputs are drawn."""
        which = "some bright and some dark ones" if self.incoming.kind == "pixels" else "some"
        return f"Of the {self.incoming.count:,} inputs {which} stay."

    def layers(self) -> str:
        """Count the layers behind the input."""
        *hidden, last = self.network.sizes[1:]
        outputs = "a single output" if last == 1 else f"{last:,} outputs"
        if not hidden:
            return f"Behind the inputs {'comes' if last == 1 else 'come'} {outputs}."
        if len(hidden) == 1:
            return f"Behind the inputs: a hidden layer of {_neurons(hidden[0])}, then {outputs}."
        layers = counted(len(hidden), "hidden layer")
        each = ""
        if len(set(hidden)) == 1:
            each = f" of {_neurons(hidden[0])} each"
        elif len(hidden) <= _MOST_LAYERS:
            each = f" of {enumerated([f'{size:,}' for size in hidden])} neurons"
        return f"Behind the inputs: {layers}{each}, then {outputs}."

    def connections(self) -> str:
        """Count the connections, and say what a strong line is."""
        count = self.network.weight_count
        join = "weight joins" if count == 1 else "weights join"
        return f"{count:,} {join} them. The larger a weight, the stronger its line."

    def question(self) -> str:
        """Ask what lights a neuron."""
        return "What decides how bright this one neuron is?"

    def arriving(self) -> str:
        """Say what travels along a line."""
        return "Each input sends its activation times the weight of its line."

    def summed_up(self, theme: Theme) -> str:
        """Say what the colours do to a sum."""
        return f"{theme.blue.capitalize()} raises the neuron's sum, {theme.red} lowers it."

    def lit(self, neuron: int, total: str) -> str:
        """Say what a weighted sum makes of a neuron of the first layer."""
        activation = abs(float(self.trace.activations[1][neuron]))
        becomes = "lights up" if activation >= _BRIGHT else "lights a little"
        return f"At {total} it {becomes if activation >= _DIM else 'stays dark'}."

    def first_pulse(self, drawn: int) -> str:
        """Say what all inputs do."""
        count = self.incoming.count
        if count == 1:
            return "The input sends to every neuron of the next layer at once."
        whole = layer_name(self.network, 1)
        if drawn < count:
            return f"All {count:,} inputs, drawn or not, send to {whole} at once."
        return f"Now all {count:,} inputs send to all neurons of {whole} at once."

    def passing_on(self) -> str:
        """Say what neurons do that have been lit."""
        return "What lights up sends on, layer by layer, to the outputs."

    def spoke_for_it(self) -> str:
        """Ask what made the answer."""
        label = _short(self.network.labels[self.answer.ranking[0]])
        if len(self.network.labels) == 1:
            return "What raised the output? Above all these connections."
        return f"What spoke for {label}? Above all these connections."

    def behind_them(self) -> str:
        """Say where the way back ends."""
        ends = {"pixels": "these pixels", "numbers": "these numbers"}
        return f"And behind them, layer by layer, {ends.get(self.incoming.kind, 'the inputs')}."

    def summary(self) -> str:
        """Say what a network does."""
        count = self.incoming.count
        numbers = "One number in" if count == 1 else f"{count:,} numbers in"
        answers = ("no answer", "one answer", "no clear answer")
        return f"{numbers}, {answers[len(self.answer.neurons)]} out."

    # -- the answer -------------------------------------------------------------------

    def name_the_answer(self, values: Sequence[str]) -> str:
        """Say the answer, how sure the network is of it, and whether it is right.

        Parameters
        ----------
        values
            The activations of the largest outputs as they are shown, largest first.
        """
        answer = self.answer
        if len(answer.ranking) == 1:
            return self._only_answer(values[0])
        if not answer.neurons:
            return "No output is active: the network recognises nothing."
        labels = [_short(self.network.labels[index]) for index in answer.ranking[:2]]
        if len(answer.neurons) > 1:
            torn = (
                f"Torn: {labels[0]} has {values[0]}, but {labels[1]} comes close with {values[1]}."
            )
            return f"{torn} {self._verdict(labels[0])}".strip()
        found = f"The answer is {labels[0]}, with {values[0]}{self._sureness()}"
        if answer.right:
            return f"{found}, and right."
        return f"{found}. {self._verdict(labels[0])}".strip()

    def _sureness(self) -> str:
        if self.network.layers[-1].activation not in SHARES:
            return ""
        largest = float(self.trace.outputs.max())
        return f": {next(words for least, words in _SURE if largest >= least)}"

    def _verdict(self, label: str) -> str:
        """Say whether the answer is right, where that is known."""
        answer = self.answer
        if answer.written is None:
            return ""
        if answer.right:
            return f"{label} is right."
        article = "an" if answer.written in _EIGHTS else "a"
        return f"Wrong: somebody wrote {article} {answer.written}."

    def _only_answer(self, value: str) -> str:
        """Say what a network's only output holds, and where between 0 and 1 that is."""
        text = f"The output's activation is {value}"
        if self.network.layers[-1].activation != "sigmoid":
            return f"{text}."
        end, other = ("1", "0") if self.trace.outputs[0] >= _HALF else ("0", "1")
        return f"{text}: nearer to {end} than to {other}."


def _neurons(count: int) -> str:
    return "one neuron" if count == 1 else f"{count:,} neurons"


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"
