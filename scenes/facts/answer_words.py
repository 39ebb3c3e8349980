"""How an answer is said: which it is, how sure the network is of it, and whether it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts.answer import SHARES, Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcore import Trace

__all__ = ["AnswerWords", "short", "with_article"]

_HALF = 0.5
_SURE = ((0.9, "very sure"), (0.6, "fairly sure"), (0.0, "not very sure"))
_LONGEST_LABEL = 18
_EIGHTS = ("8", "11", "18")
"""Numbers that take "an"."""


def short(label: str) -> str:
    """Return a label as it is said within a sentence: a long one is cut."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"


def with_article(label: str) -> str:
    """Return a digit with its article: "a 3", "an 8"."""
    return f"{'an' if label in _EIGHTS else 'a'} {label}"


class AnswerWords:
    """Says what the outputs of a forward pass answer.

    Parameters
    ----------
    trace
        What the network computes.
    answer
        What it says; by default of what nobody knows what it is.
    """

    def __init__(self, trace: Trace, answer: Answer | None = None) -> None:
        self.trace, self.network = trace, trace.network
        self.answer = Answer.of(trace) if answer is None else answer

    @property
    def rivals(self) -> list[str]:
        """The labels of the two largest outputs, or the only one, as they are said."""
        return [short(self.network.labels[index]) for index in self.answer.ranking[:2]]

    def named(self, values: Sequence[str]) -> str:
        """Say the answer, how sure the network is of it, and whether it is right.

        Parameters
        ----------
        values
            The activations of the largest outputs as they are shown, largest first.
        """
        answer, labels = self.answer, self.rivals
        if len(answer.ranking) == 1:
            return self._only_answer(values[0])
        if not answer.neurons:
            return "No output is active: the network recognises nothing."
        if len(answer.neurons) > 1:
            torn = f"Torn between {labels[0]}, with {values[0]}, and {labels[1]}, with {values[1]}."
            return f"{torn} {self.verdict()}".strip()
        found = f"The answer is {labels[0]}, with {values[0]}{self._sureness()}"
        if answer.right:
            return f"{found}, and right."
        return f"{found}. {self.verdict()}".strip()

    def verdict(self) -> str:
        """Say whether the answer is right, where that is known."""
        if self.answer.written is None:
            return ""
        if self.answer.right:
            return f"{self.rivals[0]} is right."
        return f"Wrong: somebody wrote {with_article(self.answer.written)}."

    def _sureness(self) -> str:
        if self.network.layers[-1].activation not in SHARES:
            return ""
        largest = float(self.trace.outputs.max())
        return f": {next(words for least, words in _SURE if largest >= least)}"

    def _only_answer(self, value: str) -> str:
        """Say what a network's only output holds, and to which end that is nearer."""
        text = f"The output's activation is {value}"
        if self.network.layers[-1].activation != "sigmoid":
            return f"{text}."
        end, other = ("on", "off") if self.trace.outputs[0] >= _HALF else ("off", "on")
        return f"{text}: nearer to {end} than to {other}."
