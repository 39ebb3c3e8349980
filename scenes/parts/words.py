"""What the clips about parts say where it depends on the digit: one class for each clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts.words import counted, enumerated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.facts.parts import Drawn

__all__ = ["LoopEdgesWords", "LoopsAndLinesWords"]


class LoopsAndLinesWords:
    """What LoopsAndLines says of its digits."""

    def __init__(self, drawn: Sequence[Drawn]) -> None:
        self.drawn = drawn

    def name(self, one: Drawn) -> str:
        """Return what stands below a digit."""
        return one.name or "this one"

    @property
    def first(self) -> str:
        """Say what the first one comes apart into."""
        first = self.drawn[0]
        name = f"A {first.name}" if first.name else "This digit"
        many = len(first.parts.all) > 1
        return f"{name} {'comes apart into' if many else 'is nothing but'} {_parts_of(first)}."

    @property
    def others(self) -> str:
        """Say what the others come apart into."""
        said = [f"the {one.name} into {_parts_of(one)}" for one in self.drawn[1:]]
        return f"And {', '.join(said)}." if len(said) < 3 else "And so do all the others."

    def trade(self, places: Sequence[int]) -> str:
        """Ask which digit is which, when those at two places have traded a part."""
        names = [f"the {name}" if (name := self.drawn[i].name) else "this digit" for i in places]
        return f"Now {enumerated(names)} trade a part. Which is which?"


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
