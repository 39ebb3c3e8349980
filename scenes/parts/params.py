"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

import netcore
from scenes.facts.hoped import HopedStory
from scenes.params import ClipParams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "HopedParams",
    "LayerHypothesisParams",
    "LineEdgesParams",
    "LoopEdgesParams",
    "LoopsAndLinesParams",
    "UpperLoopNeuronParams",
]

_SHAPE = (28, 28)


class LoopsAndLinesParams(ClipParams):
    """The parameters of LoopsAndLines."""


class LoopEdgesParams(ClipParams):
    """The parameters of LoopEdges."""

    pieces: int = Field(12, ge=4, le=24, description="how many edges the loop is cut into")


class LineEdgesParams(ClipParams):
    """The parameters of LineEdges."""

    pieces: int = Field(6, ge=2, le=12, description="how many edges the line is cut into")


class HopedParams(ClipParams):
    """The parameters of a clip about hoped-for neurons: these look at 28 x 28 pixels."""

    def drawn(self) -> NDArray[np.float64]:
        """Return the digit, ``(28, 28)``, whatever the network's pixels are.

        Raises
        ------
        ParameterError
            There is no such sample, or no image to be taken as it is.
        """
        return netcore.resampled(self._grey(), _SHAPE) if self.as_is else self.digit_image()


class UpperLoopNeuronParams(HopedParams):
    """Whose loop at the top is looked for; a digit that has none is tried beside some that have."""


class LayerHypothesisParams(HopedParams):
    """Which digits go through hoped-for layers."""

    digit: int = Field(9, ge=0, le=9, description="the handwritten digit to show, 0 to 9")
    following: int | None = Field(
        None,
        ge=0,
        le=9,
        description="which digit goes through next; by default one that has much in common",
    )

    def story(self) -> HopedStory:
        """Return what is told of them."""
        written = self.digit if self.image is None else None
        return HopedStory.of(self.drawn(), written, self.following)
