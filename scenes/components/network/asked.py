"""What inputs are asked, and who answers: the network between, or its outputs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from scenes.components.network.last_layer import BESIDE, LastLayer
from scenes.components.network.output_panel import Outputs
from scenes.components.network.quiet import QuietNetwork
from scenes.components.verbs import CHANGE, appear, move

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from manim import Animation, Mobject

    from netcore import Trace
    from scenes.components.network.mixer import Mixer
    from scenes.facts.answer import Answer
    from scenes.figures import Figures
    from scenes.look.stage import Areas, Region

    Steps = Iterator[Sequence[Animation]]

__all__ = ["Asked", "asked"]

_ALONE: Areas = {
    "16:9": ("1 input:1 outputs:1.3",),
    "9:16": ("1.1 input", "1 outputs"),
    "1:1": ("1 input:1 outputs:1.1",),
}
_FEW = 4
"""So few outputs take all of their place: there is room between them anyway."""
_SWEEP, _PULSES, _RISE = 1.2, 1.8, 1.8
"""Seconds: a digit is written, row by row; it goes through the network; and so slowly do outputs
rise that rivals are seen to climb side by side."""


class Asked(Protocol):
    """Outputs that are dark, and then answer; `begin` and `answers` give animations, in turn.

    Attributes
    ----------
    outputs
        All of them, with their bars and numbers.
    live
        What stands for another forward pass when the inputs change.
    region
        Where the inputs go.
    alone
        Whether the inputs begin alone.
    """

    outputs: Outputs
    region: Region
    alone: bool

    @property
    def live(self) -> Outputs | LastLayer:
        """Return what stands for another forward pass when the inputs change."""

    def begin(self, mixer: Mixer) -> tuple[Sequence[Mobject], Steps]:
        """Return what there is at first, and how inputs come, and what they are asked of."""

    def answers(self) -> Steps:
        """Yield how the outputs rise."""


def asked(figures: Figures, answer: Answer, written: str | None, passes: Sequence[Trace]) -> Asked:
    """Return the network between inputs and outputs where there is room, else the outputs alone.

    Parameters
    ----------
    figures
        Whose network and inputs they are.
    answer
        What it says to them.
    written
        What the inputs show, if somebody wrote that.
    passes
        Other forward passes that will be shown.
    """
    if figures.stage.wide and figures.network.image_shape is not None:
        return _Whole(figures, written, passes)
    return _Alone(figures, answer, passes)


class _Whole:
    alone = False

    def __init__(self, figures: Figures, written: str | None, passes: Sequence[Trace]) -> None:
        self.live = LastLayer(QuietNetwork(figures, written), passes)
        self.live.remove(self.live.inputs)  # the mixer has them
        self.outputs, self.region = self.live.outputs, figures.stage.areas(BESIDE)["input"]

    def begin(self, mixer: Mixer) -> tuple[Sequence[Mobject], Steps]:
        assert mixer.inputs.picture is not None
        writing = self.live.write(mixer.inputs.picture, _SWEEP)
        return (self.live, mixer.inputs), iter([[writing]])

    def answers(self) -> Steps:
        for pulse in self.live.pulses(_PULSES):
            yield [pulse]
        yield [self.outputs.rise(_RISE)]
        self.live.add(self.outputs.readout.values)


class _Alone:
    alone = True

    def __init__(self, figures: Figures, answer: Answer, passes: Sequence[Trace]) -> None:
        at = figures.stage.areas(_ALONE)
        self.region, self._trace = at["input"], figures.trace
        self.live = self.outputs = Outputs(
            figures,
            at["outputs"],
            decimals=answer.decimals,
            passes=passes,
            to_the_ends=len(figures.trace.outputs) <= _FEW,
        ).switch_off()

    def begin(self, mixer: Mixer) -> tuple[Sequence[Mobject], Steps]:
        column, readout = self.outputs.column, self.outputs.readout
        comes = appear(column, readout.labels, readout.bars)
        return (mixer.inputs,), iter([[move(mixer.inputs, mixer.beside, CHANGE)], [comes]])

    def answers(self) -> Steps:
        column = self.outputs.column
        lit = column.neurons.copy().set_fills(column.colours(self._trace.outputs))
        yield [move(column.neurons, lit, _RISE), self.outputs.rise(_RISE)]
