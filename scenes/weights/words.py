"""What clips say of weights: of pixels, of plain numbers, or of the neurons of a layer before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.facts.words import counted, in_words

if TYPE_CHECKING:
    from scenes.facts.incoming import Incoming
    from scenes.look.theme import Theme

__all__ = ["Signs", "Wording", "without_the_edge"]

_LONGEST_NAME = 20
_HARDLY = 0.05
"""A neuron whose activation changes by less looks as before."""


@dataclass(frozen=True)
class Wording:
    """The captions for one neuron, by what flows into it; and whether its weights are known."""

    incoming: Incoming
    known: bool = False

    @property
    def _one(self) -> str:
        return "input" if self.incoming.kind == "numbers" else self.incoming.noun

    def question(self) -> str:
        """Ask what the clip answers."""
        return f"What does one neuron do with {counted(self.incoming.count, self._one)}?"

    def weights(self) -> str:
        """Say what the connections hold."""
        if self.incoming.shape:
            their = f"Its {self.incoming.count:,} weights"
            if self.known:
                return f"{their} fold into the picture that we know."
            return f"{their}, in the order of the pixels, are a picture."
        if self.incoming.count == 1:
            return "Its one connection holds a weight."
        return f"Each of its {in_words(self.incoming.count)} connections holds a weight."

    def laid_over(self) -> str:
        """Say what multiplying does."""
        if self.incoming.shape:
            return "Laid over the image, only lit pixels keep their weight."
        each, its = ("Each", "its own") if self.incoming.count > 1 else ("The", "the")
        return f"{each} weight is multiplied by {its} {self._one}'s activation."

    def products(self) -> str:
        """Say what there is then."""
        if self.incoming.count == 1:
            return f"That is one product for every {self._one}."
        return f"One product per {self._one}, to be added up."

    def term(self, index: int, weight: float, activation: float, *, nearly_zero: bool) -> str:
        """Say what one term does to the sum."""
        product = weight * activation
        if product == 0:
            if activation == 0:
                return f"{self._off()} adds nothing at all."
            return "A weight of zero adds nothing."
        if nearly_zero:
            return "Two small factors add next to nothing."
        does = "pushes the sum up" if product > 0 else "pulls the sum down"
        if self.incoming.names and len(name := self.incoming.names[index]) <= _LONGEST_NAME:
            return f"{name[0].upper()}{name[1:]} {does}."
        sign = "positive" if weight > 0 else "negative"
        against = "" if activation > 0 else f" on a negative {self._one}"
        return f"A {sign} weight{against} {does}."

    def _off(self) -> str:
        return {
            "pixels": "A pixel that is off",
            "numbers": "An input of zero",
            "neurons": "A neuron that is off",
        }[self.incoming.kind]

    def all_come_in(self) -> str:
        """Say what is counted."""
        if self.incoming.count == 1:
            return "This one product is the whole weighted sum."
        return f"Now all {in_words(self.incoming.count)} products are added up: the weighted sum."

    def turned(self, activation: float) -> str:
        """Say what happens when one input is turned off, or on."""
        way = "off" if activation else "on"
        if self.incoming.kind == "numbers":
            way = "to zero" if activation else "to one"
        return f"Turn this {self._one} {way}, and the sum follows."


@dataclass(frozen=True)
class Signs:
    """The captions of WeightsOnConnections."""

    incoming: Incoming
    theme: Theme

    @property
    def _several(self) -> bool:
        return self.incoming.count > 1

    def question(self) -> str:
        """Ask what the clip answers."""
        if self._several:
            return "What tells one of these lines from another?"
        return "What does this one line hold?"

    def weights(self) -> str:
        """Say what each line has."""
        return f"{'Each gets' if self._several else 'It gets'} a number of its own, its weight."

    def sign(self, sign: int) -> str:
        """Say what weights of a sign do."""
        lit = {"pixels": "lit pixels", "numbers": "big inputs", "neurons": "lit neurons"}
        what = lit[self.incoming.kind]
        if sign > 0:
            one = "this one" if self.incoming.kind == "neurons" else "the neuron"
            return f"{self.theme.blue.capitalize()} is positive: there {what} push {one} on."
        return f"{self.theme.red.capitalize()} is negative: there {what} hold it back."

    def widths(self) -> str:
        """Say what is written."""
        if self._several:
            return "The wider the line, the farther from zero."
        return "The farther from zero, the wider the line."

    def turned(self) -> str:
        """Say what is tried out."""
        return "Turn one by hand: the line thins, is gone at zero, and changes colour."

    def together(self) -> str:
        """Say what the whole picture is."""
        if self._several:
            return f"All {in_words(self.incoming.count)} together are what this neuron goes by."
        return "This one number is all that the neuron goes by."


def without_the_edge(before: float, after: float) -> str:
    """Say what a neuron that is as lit as all pixels notices when an edge goes."""
    notices = "it is less lit" if before - after >= _HARDLY else "the neuron hardly changes"
    return f"Take the edge away: {notices}."
