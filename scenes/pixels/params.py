"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

import netcore
from scenes.errors import ParameterError
from scenes.params import ClipParams

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NumbersToNeuronsParams", "PixelsToNeuronsParams", "PreparationParams"]

_IRIS = (5.9, 3.0, 5.1, 1.8)
"""Sepal length and width, petal length and width in cm: the last of Fisher's irises."""
_ENLARGED = 10
"""How many times larger than its 28 pixels a sample is drawn, to be prepared once more."""


class PixelsToNeuronsParams(ClipParams):
    """The parameters of PixelsToNeurons."""

    show: Literal["elided", "all"] = Field(
        "all",
        description="end on all input neurons in one column, or on some of them, drawn large",
    )


class NumbersToNeuronsParams(ClipParams):
    """The parameters of NumbersToNeurons: without any, an iris's measurements."""

    bundled_network: ClassVar[str] = "networks/iris.npz"

    def load_input(self, network: netcore.Network) -> NDArray[np.float64]:
        """Return the numbers that go in, ``(n_in,)``; see `ClipParams.load_input`."""
        if self.network is None and not self.inputs:
            return np.array(_IRIS)
        return super().load_input(network)


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
