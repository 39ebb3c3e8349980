"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

import netcore
from scenes.errors import ParameterError
from scenes.params import ClipParams, Finite

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "NeuronHoldsANumberParams",
    "NumbersToNeuronsParams",
    "PixelValuesParams",
    "PixelsToNeuronsParams",
    "PreparationParams",
    "ThreeThreesParams",
]

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


class ThreeThreesParams(ClipParams):
    """The parameters of ThreeThrees."""

    label: int | None = Field(
        None,
        ge=0,
        le=9,
        description="the digit whose samples are laid over each other; by default the one shown",
    )
    count: int = Field(3, ge=3, le=6, description="how many samples")

    def drawings(self, network: netcore.Network) -> NDArray[np.float64]:
        """Return drawings of one digit, ``(count, rows, columns)``: first the one that is shown.

        Raises
        ------
        ParameterError
            An image comes first, and nobody says which digit it is.
        """
        first = self.load_input(network)
        label = self.label if self.label is not None else self._shown_digit(network, first)
        own, samples = self.image is not None or label == self.digit, netcore.sample_digits()
        start = self.sample + 1 if own and self.image is None else 0
        others = [
            netcore.resampled(samples.image(label, index % samples.count(label)), first.shape)
            for index in range(start, start + self.count - own)
        ]
        return np.array([first, *others] if own else others)

    def _shown_digit(self, network: netcore.Network, shown: NDArray[np.float64]) -> int:
        """Return what the sample is, or what the network takes an image for."""
        if self.image is None:
            return self.digit
        taken_for = network.labels[network.forward(shown.ravel()).prediction]
        if taken_for in map(str, range(10)):
            return int(taken_for)
        raise ParameterError(
            f"ThreeThrees lays more of the same digit over the image, and the network takes it for "
            f"{taken_for}: set label to the digit that it is, 0 to 9"
        )


class PixelValuesParams(ClipParams):
    """The parameters of PixelValues."""

    row: int | None = Field(
        None,
        ge=0,
        description="the row of the pixel to look at; by default where values are in between",
    )
    column: int | None = Field(None, ge=0, description="the column of the pixel to look at")

    def check(self, image: NDArray[np.float64]) -> None:
        """See that the image has such a pixel.

        Raises
        ------
        ParameterError
            It has not.
        """
        for name, count in zip(("row", "column"), image.shape, strict=True):
            wanted = getattr(self, name)
            if wanted is not None and wanted >= count:
                raise ParameterError(
                    f"there is no {name} {wanted} in the image: it has {name}s 0 to {count - 1}, "
                    f"set {name} to one of these"
                )


class NeuronHoldsANumberParams(ClipParams):
    """The parameters of NeuronHoldsANumber."""

    values: tuple[Finite, ...] = Field(
        (),
        max_length=6,
        description="the numbers to which the neuron is turned; by default up its scale, and down",
    )
