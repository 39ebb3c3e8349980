"""One input after another goes through a box: what comes out follows when it has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import AnimationGroup, rate_functions

from scenes.components.animations import Follow
from scenes.components.verbs import MOVE, SMALL
from scenes.facts.varied import mixing

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Animation, Mobject

    from netcore import Trace
    from scenes.components.grids.marks import Marks
    from scenes.components.network.live_inputs import LiveInputs
    from scenes.components.network.output_panel import Outputs

    Follower = Callable[[Trace], object]

__all__ = ["Passing"]

_SMALL = 0.35
"""The size of what has gone into the box, to what it was before."""


class Passing:
    """What stands before a box and behind it, and what is inside, from one input to the next.

    Parameters
    ----------
    inputs, outputs
        What goes in, and what comes out.
    box
        What hides the inputs that have gone in.
    trace
        What everything stands for now.
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
        """Return the animation of a parcel into the box, where nothing of it is seen."""
        small = parcel.copy().scale(_SMALL).move_to(self.box)
        return parcel.animate(run_time=seconds, rate_func=rate_functions.ease_in_sine).become(small)

    def bring(self, trace: Trace, seconds: float = SMALL) -> Animation:
        """Return the animation of the inputs into others."""
        network, before = self.now.network, self.now.activations[0]
        inputs_at = mixing(before, before, trace.activations[0])

        def follow(progress: float) -> None:
            self.inputs.stand_for(network.forward(inputs_at(progress)))

        return Follow(self.inputs, follow, seconds, rate_functions.smooth)

    def answer(
        self, trace: Trace, *inside: tuple[Mobject, Follower], seconds: float = SMALL
    ) -> Animation:
        """Return the animation of what comes out, and of what is inside with what changes it."""
        before, after = self.now.outputs, trace.outputs
        network, first = trace.network, self.now.activations[0]
        inputs_at = mixing(first, first, trace.activations[0])
        self.now = trace

        def follow(progress: float) -> None:
            self.outputs.readout.stand_for(before + (after - before) * progress)

        def look_inside(change: Follower) -> Callable[[float], object]:
            return lambda progress: change(network.forward(inputs_at(progress)))

        changes = (
            Follow(thing, look_inside(change), seconds, rate_functions.smooth)
            for thing, change in inside
        )
        return AnimationGroup(
            Follow(self.outputs, follow, seconds, rate_functions.smooth), *changes
        )

    def cite(self, trace: Trace) -> None:
        """Record that the numbers stand for a forward pass."""
        self.inputs.cite(trace)
        self.outputs.cite(trace)
