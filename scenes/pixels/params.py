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
        """All steps: of the image, or of the sample as netcore draws it on paper."""
        if self.as_is:
            raise ParameterError("Preparation is what as_is does without: leave it out")
        if self.image is not None:
            return netcore.load_image(self.image)
        rng = np.random.default_rng((self.digit, self.sample))
        return netcore.prepare(netcore.drawn_on_paper(self.home_image(), rng=rng))

    def digit_image(self) -> NDArray[np.float64]:
        """Return what the preparation ends with, ``(28, 28)``, brightness in [0, 1]."""
        return self.preparation.image

    def home_image(self) -> NDArray[np.float64]:
        """Return what the other clips show, ``(28, 28)``: the sample itself, or the same image."""
        return self.preparation.image if self.image is not None else super().digit_image()

    @property
    def known(self) -> str:
        """The digit that is shown, or "" for an image: only its owner knows."""
        return str(self.digit) if self.image is None else ""
