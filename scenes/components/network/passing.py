"""One input after another goes through a box: what comes out is there when it has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import rate_functions

from scenes.components.animations import Follow
from scenes.components.verbs import MOVE, SMALL, move
from scenes.facts.varied import mixing
from scenes.look.sizes import TOUCH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from manim import Animation, Mobject

    from netcore import Trace
    from scenes.components.grids.marks import Marks
    from scenes.components.network.live_inputs import LiveInputs
    from scenes.components.network.output_panel import Outputs

    Follower = tuple[Mobject, Callable[[Trace, float], object]]
    """What is inside, and what lets it stand for a share of a forward pass."""

__all__ = ["Passing"]

_LARGEST = 0.2
"""The size of what has gone into the box: less than is between its edge and what it says."""
_MAINLY = 0.9
"""Of the larger way to the box: a shorter one is only aside."""


class Passing:
    """What stands before a box and behind it, and what is inside, from one input to the next.

    Parameters
    ----------
    inputs, outputs
        What goes in, and what comes out.
    box
        What hides the inputs that have gone in.
    trace
        What goes in first; so far nothing has come out.
    """

    def __init__(self, inputs: LiveInputs, outputs: Outputs, box: Mobject, trace: Trace) -> None:
        self.inputs, self.outputs, self.box, self.now = inputs, outputs, box, trace

    def parcel(self) -> Marks:
        """Return a copy of what goes in, which is to be put behind the box."""
        marks = self.inputs.picture if self.inputs.neurons is None else self.inputs.neurons
        assert marks is not None
        copied: Marks = marks.copy()
        return copied

    def enter(self, parcel: Marks, seconds: float = MOVE) -> Animation:
        """Return the animation of a parcel just into the box, where nothing of it is seen."""
        small = parcel.copy()
        small.scale(_LARGEST / max(small.width, small.height))
        away = parcel.get_center() - self.box.get_center()
        edge = np.sign(np.where(np.abs(away) > np.max(np.abs(away)) * _MAINLY, away, 0.0))
        small.next_to(self.box.get_edge_center(edge), -edge, buff=TOUCH)
        small.shift((parcel.get_center() - small.get_center()) * (edge == 0))
        return move(parcel, small, seconds)

    def bring(self, trace: Trace, *inside: Follower, seconds: float = SMALL) -> list[Animation]:
        """Return the animations of the inputs into others, and of what came out, which goes out.

        These are several, so that nothing comes to the front.
        """
        before = self.now
        first = before.activations[0]
        inputs_at = mixing(first, first, trace.activations[0])

        def follow(progress: float) -> None:
            self.inputs.stand_for(before.network.forward(inputs_at(progress)))

        changed = Follow(self.inputs, follow, seconds, rate_functions.smooth)
        return [changed, *self._show(before, 1, inside, seconds)]

    def answer(self, trace: Trace, *inside: Follower, seconds: float = SMALL) -> list[Animation]:
        """Return the animations of what comes out, from nothing, and of what is inside.

        These are several, so that nothing comes to the front.
        """
        self.now = trace
        return self._show(trace, 0, inside, seconds)

    def _show(
        self, trace: Trace, start: int, inside: Sequence[Follower], seconds: float
    ) -> list[Animation]:
        """Return the animations of a forward pass from a share of it, 0 or 1, to the other."""

        def stand(outputs: Trace, share: float) -> None:
            self.outputs.readout.stand_for(outputs.outputs * share)

        def following(change: Callable[[Trace, float], object]) -> Callable[[float], object]:
            return lambda progress: change(trace, abs(start - progress))

        return [
            Follow(thing, following(change), seconds, rate_functions.smooth)
            for thing, change in ((self.outputs, stand), *inside)
        ]

    def cite(self, trace: Trace) -> None:
        """Record that the numbers stand for a forward pass."""
        self.inputs.cite(trace)
        self.outputs.cite(trace)
