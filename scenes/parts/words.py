"""What the clips about parts say where it depends on the digit: one class for each clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts.answer_words import with_article
from scenes.facts.words import counted, enumerated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.facts.parts import Drawn

__all__ = ["LoopEdgesWords", "LoopsAndLinesWords"]


_SAID = 2
"""Of so many others a caption says what they are made of."""


class LoopsAndLinesWords:
    """What LoopsAndLines says of its digits."""

    def __init__(self, drawn: Sequence[Drawn]) -> None:
        self.drawn = drawn

    def name(self, one: Drawn) -> str:
        """Return what stands below a digit."""
        return one.name or "this one"

    @property
    def lead(self) -> int:
        """Return which digit shows how one comes apart: the first that has several parts."""
        return next((i for i, one in enumerate(self.drawn) if len(one.parts.all) > 1), 0)

    @property
    def first(self) -> str:
        """Say what that one comes apart into."""
        lead = self.drawn[self.lead]
        name = with_article(lead.name).capitalize() if lead.name else "This digit"
        return f"{name} comes apart into {_parts_of(lead)}."

    @property
    def others(self) -> str:
        """Say what the others are made of."""
        others = [one for i, one in enumerate(self.drawn) if i != self.lead]
        if len(others) > _SAID:
            return "So do the others."
        first, *rest = [(_named(one), _parts_of(one)) for one in others]
        said = [f"{first[0]} is {first[1]}", *(f"{name} {parts}" for name, parts in rest)]
        text = ", ".join(said)
        return f"{text[:1].upper()}{text[1:]}."

    def trade(self, places: Sequence[int]) -> str:
        """Ask which digit is which, when those at two places have traded a part."""
        names = [_named(self.drawn[i]) for i in places]
        return f"Now {enumerated(names)} trade a part. Which is which?"


def _named(one: Drawn) -> str:
    return f"the {one.name}" if one.name else "this digit"


def _parts_of(one: Drawn) -> str:
    loops, lines = len(one.parts.loops), len(one.parts.lines)
    said = [(loops, "loop"), (lines, "line")]
    return enumerated([counted(count, noun) for count, noun in said if count])


class LoopEdgesWords:
    """What LoopEdges says of a loop that turns by so many degrees in all."""

    def __init__(self, turned: float) -> None:
        self.turned = turned

    @property
    def around(self) -> str:
        """Say that the edges point all around."""
        if round(self.turned) == 360:
            return "Once around the loop is once around the dial."
        return "Around the loop, edges point this way and that."
