"""How an answer is said: which it is, how sure the network is of it, and whether it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts.answer import SHARES, Answer
from scenes.facts.incoming import Incoming
from scenes.facts.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcore import Trace
    from scenes.facts.torn import Found, Side

__all__ = ["AnswerWords", "Doubt", "Outcome", "short", "with_article"]

_HALF = 0.5
_SURE = ((0.9, "very sure"), (0.6, "fairly sure"), (0.0, "not very sure"))
_LONGEST_LABEL = 18
_CLEARER = 0.1
"""A clear sample has so much more of its output than the image before it, of all it has."""
_TIED = 0.9
"""From this share of the largest output on, the other one is so near that it is called a tie."""
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
            return f"{self.torn(values)} {self.verdict()}".strip()
        found = f"The answer is {labels[0]}, with {values[0]}{self._sureness()}"
        if answer.right:
            return f"{found}, and right."
        return f"{found}. {self.verdict()}".strip()

    def torn(self, values: Sequence[str]) -> str:
        """Say between what the network is torn, given the activations as they are shown."""
        first, second = (
            f"{label}, with {value}" for label, value in zip(self.rivals, values, strict=True)
        )
        return f"Torn between {first}, and {second}."

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


class Outcome:
    """What OutputLayer says of the outputs.

    Parameters
    ----------
    trace
        What the network computes.
    answer
        What it says.
    drawn
        How many outputs are.
    """

    def __init__(self, trace: Trace, answer: Answer, drawn: int) -> None:
        self.trace, self.answer, self.drawn = trace, answer, drawn
        self.network, self.incoming = trace.network, Incoming.of(trace.network)
        self.count = len(answer.ranking)
        digits = all(label.isdigit() for label in self.network.labels)
        self.noun = "digit" if digits and self.count > 1 else "answer"

    def last_layer(self) -> str:
        """Count the outputs, and those that are drawn."""
        if self.count == 1:
            return "The last layer is a single neuron."
        if self.drawn < self.count:
            return "The last layer: of its outputs the most active are drawn."
        return f"The last layer: {counted(self.count, 'neuron')}, one for each {self.noun}."

    def question(self) -> str:
        """Ask what comes out."""
        written = self.answer.written
        given = "This" if written is None else with_article(written).capitalize()
        if self.count == 1:
            return f"{given} goes in. How active does it become?"
        return f"{given} goes in. Which of them becomes active, and how much?"

    def meaning(self) -> str:
        """Say what an output stands for."""
        if self.count == 1:
            return "Its activation is all that the network says."
        return f"Each says how strongly the network believes it is that {self.noun}."

    def covering(self) -> str:
        """Say what is done to the inputs."""
        if self.incoming.kind == "pixels":
            return "Hide the image, row by row from below: all is computed anew."
        return "Set the numbers to zero, from the last on: all is computed anew."

    def covered(self, trace: Trace, values: Sequence[str]) -> str:
        """Say what is answered then, given the largest outputs as they are written."""
        said = AnswerWords(trace)
        if not said.answer.neurons:
            return "Now no output is active."
        named = said.named(values)
        return f"Now {named[0].lower()}{named[1:]}"

    def uncovering(self) -> str:
        """Say that it is all there again."""
        return "Show it all again, and the first answer comes back."

    def largest(self, values: Sequence[str]) -> str:
        """Name the answer, given the largest outputs as they are written."""
        return AnswerWords(self.trace, self.answer).named(values)


class Doubt:
    """What ConfusedOutput says of an answer that could have been another.

    Parameters
    ----------
    trace
        What the network computes.
    answer
        What it says.
    found
        The sample that was looked for, or None if something else was given.
    digit
        Among whose samples it was looked for, if not among all.
    ends
        The forward passes at the two ends of the knob's way.
    steps
        Those a small step to either side of its middle.

    Attributes
    ----------
    rivals
        Indices of the two largest outputs, or of the only one.
    raised, trading
        Whether the largest is larger at each end; and whether the other one is the larger at one.
    clearer
        Whether the largest is much larger at the first end: else the image is as clear as that.
    tied
        Whether the two are so near to each other that a small step decides: to the one side the
        largest is ahead, to the other side the other one.
    """

    def __init__(
        self,
        trace: Trace,
        answer: Answer,
        found: Found | None,
        digit: int | None,
        ends: tuple[Trace, Trace],
        steps: tuple[Trace, Trace],
    ) -> None:
        self.answer, self.found, self.digit = answer, found, digit
        self.words, self.incoming = AnswerWords(trace, answer), Incoming.of(trace.network)
        self.alone, self.torn = len(answer.ranking) == 1, len(answer.neurons) > 1
        self.rivals = answer.ranking[:2]
        first, second = self.rivals[0], self.rivals[-1]
        before, *after = (float(passed.outputs[first]) for passed in (trace, *ends))
        self.raised = [value > before for value in after]
        self.clearer = after[0] - before > _CLEARER * abs(after[0])
        self.trading = self._trades(ends)
        close = float(trace.outputs[second]) >= _TIED * before
        self.tied = self.torn and close and self._trades(steps)

    def _trades(self, passes: tuple[Trace, Trace]) -> bool:
        """Tell whether the largest output is ahead in the first pass, and behind in the second."""
        first, second = self.rivals[0], self.rivals[-1]
        low, high = (float(each.outputs[first] - each.outputs[second]) for each in passes)
        return low > 0 > high

    def question(self) -> str:
        """Ask the viewer."""
        if self.incoming.kind == "pixels":
            return "What would you say this is?"
        return "Which answer would you give?"

    def outputs(self) -> str:
        """Let the network answer."""
        outputs = "output becomes" if self.alone else "outputs become"
        return f"Now the network: this is how active its {outputs}."

    def verdict(self, values: Sequence[str]) -> list[str]:
        """Say how near the two largest outputs, as they are written, are to a tie.

        This takes a caption, or two.
        """
        if self.alone or not self.answer.neurons:
            return [self.words.named(values)]
        if self.torn:
            return [part for part in (self.words.torn(values), self.words.verdict()) if part]
        pairs = zip(self.words.rivals, values, strict=True)
        written = ", ".join(f"{label} has {value}" for label, value in pairs)
        if self.found is None:
            return [part for part in (f"Not torn: {written}.", self.words.verdict()) if part]
        among = "samples" if self.digit is None else f"{self.digit}s"
        return [f"Of all {among} this comes nearest to a tie.", f"{written}."]

    def towards(self, side: Side, place: int) -> str:
        """Say what is mixed in, first (0) or then (1), and whether the larger output changes."""
        trade = ", and the two trade places" if self.trading else ""
        if side.kind == "turned":
            return f"Now turn it the other way{trade}." if place else "Turn one of the numbers."
        if self.alone:
            what = f"a sample that {'raises' if self.raised[place] else 'lowers'} it"
        else:
            label = self.words.rivals[place]
            plain = "another" if self.answer.right else "a"
            what = {
                "clear": f"{'a clear' if place or self.clearer else plain} {label}",
                "taken": f"a sample taken for {label}",
                "other": "another sample",
            }[side.kind]
        return f"Now into {what}{trade}." if place else f"Turn it into {what}, little by little."

    def end(self) -> str:
        """Say what holds there, once it has come back."""
        if self.tied:
            return "So near to a tie, one small step to either side decides."
        if self.alone:
            return "Back again, and the output is as it was."
        if not self.answer.neurons:
            return "Back again: no output is active."
        if self.torn:
            return f"Back again: {self.words.rivals[0]} is still ahead."
        return f"Back again: the answer is {self.words.rivals[0]}."
