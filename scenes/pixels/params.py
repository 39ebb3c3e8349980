"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import Field

import netcore
from scenes.errors import ParameterError
from scenes.params import ClipParams

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PixelsToNeuronsParams", "PreparationParams"]

_ENLARGED = 10
"""How many times larger than its 28 pixels a sample is drawn, to be prepared once more."""


class PixelsToNeuronsParams(ClipParams):
    """The parameters of PixelsToNeurons."""

    show: Literal["elided", "all"] = Field(
        "elided",
        description="end on the first and last few input neurons, or on all of them in one strip",
    )

    def check_shown_in_part(self) -> None:
        """See that no strip of all pixels is asked for, where there are none.

        Raises
        ------
        ParameterError
            It is.
        """
        if self.show == "all":
            raise ParameterError(
                "show=all lines up the pixels of an image, and the network takes plain numbers: "
                "leave show out"
            )


class PreparationParams(ClipParams):
    """The parameters of Preparation."""

    @cached_property
    def preparation(self) -> netcore.Preparation:
        """All steps: of the image, or of the sample drawn large as dark ink on white paper."""
        if self.as_is:
            raise ParameterError("Preparation is what as_is does without: leave it out")
        if self.image is not None:
            return netcore.load_image(self.image)
        return netcore.prepare(1 - _enlarged(super().digit_image()))

    def digit_image(self) -> NDArray[np.float64]:
        """Return what the preparation ends with, ``(28, 28)``, brightness in [0, 1]."""
        return self.preparation.image


def _enlarged(image: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return an image drawn larger, with brightness running evenly from pixel to pixel."""
    rows, columns = image.shape
    ways = [(np.arange(side * _ENLARGED) + 0.5) / _ENLARGED - 0.5 for side in (rows, columns)]
    wide = np.array([np.interp(ways[1], np.arange(columns), row) for row in image])
    return np.array([np.interp(ways[0], np.arange(rows), column) for column in wide.T]).T
