"""What every clip can be told: which input, which network, which look. No Manim in here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

import netcore
from scenes.errors import ParameterError
from scenes.facts.choosing import plainest_neuron
from scenes.look.stage import Aspect
from scenes.look.theme import ThemeName

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ClipParams", "Finite", "LayerParams", "NeuronParams"]

Finite = Annotated[float, Field(allow_inf_nan=False)]

_MOST_NAMED = 8
"""So many names of inputs are listed in a message."""


class ClipParams(BaseModel):
    """The parameters that all clips share."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False)

    bundled_network: ClassVar[str] = "networks/lesson.npz"

    digit: int = Field(3, ge=0, le=9, description="the handwritten digit to show, 0 to 9")
    sample: int = Field(0, ge=0, description="which of the bundled samples of that digit")
    image: Path | None = Field(None, description="an image file of a digit, instead of a sample")
    as_is: bool = Field(
        False, description="whether the image is taken as it is, instead of prepared as a digit"
    )
    inputs: tuple[Finite, ...] = Field(
        (), description="the numbers to show, for a network whose input is no image"
    )
    network: Path | None = Field(None, description="a network file, instead of the lesson's")
    activations: tuple[str, ...] = Field(
        (), description="the activation of each layer, where the network's file has none"
    )
    labels: tuple[str, ...] = Field(
        (), description="what each output stands for, instead of what the network's file says"
    )
    input_names: tuple[str, ...] = Field(
        (), description="what each input is, for a network whose input is no image"
    )
    pixels: tuple[Finite, Finite] | None = Field(
        None, description="what black and white were in the images that the network learnt from"
    )
    mean: Finite | None = Field(None, description="what was then taken off each pixel")
    std: Finite | None = Field(None, description="what each pixel was then divided by")
    inverted: bool = Field(
        False, description="whether the network learnt from dark ink on bright paper"
    )
    batch_norm: Literal["before", "after"] | None = Field(
        None,
        description="on which side of activations batch normalisations stand, where the network's "
        "file does not say it",
    )
    theme: ThemeName = Field("dark", description="the colours")
    aspect: Aspect = Field("16:9", description="the shape of the frame")
    captions: bool = Field(True, description="whether captions are drawn into the picture")

    def load_network(self) -> netcore.Network:
        """Return the network that the clip shows; its pixels count from 0 to 1.

        Raises
        ------
        ParameterError
            It is said what pixels are to the lesson's network.
        netcore.NetcoreError
            There is no such network in the file.
        """
        says_pixels = self.inverted or {self.pixels, self.mean, self.std} != {None}
        if self.network is None and says_pixels:
            raise ParameterError(
                "pixels, mean, std and inverted say what a network of your own learnt from: give "
                "--network too, or leave them out"
            )
        network = netcore.load_network(
            self.network or netcore.asset_path(self.bundled_network),
            self.activations or None,
            self.labels or None,
            self.input_names or None,
            pixels=self.pixels,
            mean=self.mean,
            std=self.std,
            inverted=self.inverted,
            batch_norm=self.batch_norm,
        )
        return netcore.unit_pixels(network)

    def load_input(self, network: netcore.Network) -> NDArray[np.float64]:
        """Return what goes in: a digit ``(height, width)`` in [0, 1], or numbers ``(n_in,)``.

        A network with larger or fewer pixels than the digit gets it resampled to its shape.

        Raises
        ------
        ParameterError
            There are inputs, and the network looks at images; or it does not, and there is not
            one number for each of its inputs; or there is no image to be taken as it is.
        """
        if network.image_shape is None:
            return self._numbers(network)
        if self.inputs:
            size = " x ".join(map(str, network.image_shape))
            raise ParameterError(
                f"the network looks at images of {size} pixels, and inputs are for numbers that "
                "are no image: give --digit or --image, or say what they are with --input-names"
            )
        if self.as_is:
            return netcore.resampled(self._grey(), network.image_shape)
        return netcore.resampled(self.digit_image(), network.image_shape)

    def read_own_files(self) -> None:
        """Read the files that a clip of this kind names beside network and image, if any.

        So a wrong one is said before work starts; what is raised is for the asker to read.
        """

    def written(self, network: netcore.Network) -> str | None:
        """Return the label of what was written; None where that is not known, or is no label."""
        known = self.image is None and not self.inputs and str(self.digit) in network.labels
        return str(self.digit) if known and len(network.labels) > 1 else None

    def _grey(self) -> NDArray[np.float64]:
        if self.image is None:
            raise ParameterError("as_is says how an image is taken: give --image, or leave it out")
        return netcore.load_grey(self.image)

    def _numbers(self, network: netcore.Network) -> NDArray[np.float64]:
        count, names = network.sizes[0], network.input_names
        if len(self.inputs) == count:
            return np.array(self.inputs, dtype=np.float64)
        more = ", ..." if count > _MOST_NAMED else ""
        called = f" ({', '.join(names[:_MOST_NAMED])}{more})" if names else ""
        plural = "number" if count == 1 else "numbers"
        raise ParameterError(
            f"the network takes {count} {plural} that are no image{called}, got "
            f"{len(self.inputs) or 'none'}: give them with --inputs, commas between"
        )

    def digit_image(self) -> NDArray[np.float64]:
        """Return the digit as it was prepared, ``(28, 28)``, brightness in [0, 1].

        Raises
        ------
        ParameterError
            There is no such sample.
        """
        if self.image is not None:
            return netcore.load_image(self.image).image
        digits = netcore.sample_digits()
        count = digits.count(self.digit)
        if self.sample >= count:
            raise ParameterError(
                f"there is no sample {self.sample} of digit {self.digit}: expected 0 to {count - 1}"
            )
        return digits.image(self.digit, self.sample)


class LayerParams(ClipParams):
    """The parameters of a clip about one layer."""

    layer: int = Field(1, ge=1, description="which layer; 1 is the first behind the input")

    def check(self, network: netcore.Network) -> None:
        """See that the network has such a layer.

        Raises
        ------
        ParameterError
            It has not.
        """
        last = len(network.layers)
        if self.layer > last:
            raise ParameterError(
                f"there is no layer {self.layer}: this network has layers 1 to {last}, "
                "set layer to one of these"
            )


class NeuronParams(LayerParams):
    """The parameters of a clip about one neuron."""

    neuron: int | None = Field(
        None,
        ge=0,
        description="which neuron of that layer; by default the one with the plainest weight grid",
    )

    def chosen(self, network: netcore.Network) -> tuple[int, int]:
        """Return the layer and the neuron.

        Raises
        ------
        ParameterError
            The network has no such layer or neuron.
        """
        self.check(network)
        if self.neuron is None:
            return self.layer, plainest_neuron(network, self.layer)
        count = network.sizes[self.layer]
        if self.neuron >= count:
            raise ParameterError(
                f"there is no neuron {self.neuron} in layer {self.layer}: it has neurons 0 to "
                f"{count - 1}, set neuron to one of these"
            )
        return self.layer, self.neuron
