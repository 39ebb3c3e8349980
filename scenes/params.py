"""What every clip can be told: which digit, which network, which look. No Manim in here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

import netcore
from scenes.errors import ParameterError
from scenes.stage import Aspect
from scenes.theme import ThemeName

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ClipParams"]


class ClipParams(BaseModel):
    """The parameters that all clips share."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False)

    digit: int = Field(3, ge=0, le=9, description="the handwritten digit to show, 0 to 9")
    sample: int = Field(0, ge=0, description="which of the bundled samples of that digit")
    image: Path | None = Field(None, description="an image file of a digit, instead of a sample")
    network: Path | None = Field(None, description="a network file, instead of the lesson's")
    activations: tuple[str, ...] = Field(
        (), description="the activation of each layer, where the network's file has none"
    )
    labels: tuple[str, ...] = Field(
        (), description="what each output stands for, instead of what the network's file says"
    )
    theme: ThemeName = Field("dark", description="the colours")
    aspect: Aspect = Field("16:9", description="the shape of the frame")
    captions: bool = Field(True, description="whether captions are drawn into the picture")

    def load_network(self) -> netcore.Network:
        """Return the network that the clip shows; its pixels count from 0 to 1."""
        file = self.network or netcore.asset_path("networks/lesson.npz")
        network = netcore.load_network(file, self.activations or None, self.labels or None)
        return netcore.unit_pixels(network)

    def load_digit(self, network: netcore.Network) -> NDArray[np.float64]:
        """Return the digit in the network's image shape, brightness in [0, 1].

        A network with larger or fewer pixels than the digit gets it resampled to its shape.

        Raises
        ------
        ParameterError
            The network does not look at images.
        """
        if network.image_shape is None:
            raise ParameterError(
                f"the network takes {network.sizes[0]} numbers that are no image, expected one "
                "that looks at images: give --network a network for digits"
            )
        return netcore.resampled(self.digit_image(), network.image_shape)

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
