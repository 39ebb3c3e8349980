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
    theme: ThemeName = Field("dark", description="the colours")
    aspect: Aspect = Field("16:9", description="the shape of the frame")
    captions: bool = Field(True, description="whether captions are drawn into the picture")

    def load_network(self) -> netcore.Network:
        """Return the network that the clip shows."""
        if self.network is None:
            return netcore.default_network()
        return netcore.load_network(self.network)

    def load_digit(self, network: netcore.Network) -> NDArray[np.float64]:
        """Return the digit in the network's image shape, brightness in [0, 1].

        Raises
        ------
        ParameterError
            The network does not look at images of this shape.
        """
        image = self._digit_image()
        if network.image_shape != image.shape:
            raise ParameterError(
                f"the network takes {network.sizes[0]} inputs, expected {image.size} "
                f"({image.shape[0]} x {image.shape[1]} pixels): "
                "give --network a network for digits of this size"
            )
        return image

    def _digit_image(self) -> NDArray[np.float64]:
        if self.image is not None:
            return netcore.load_image(self.image).image
        digits = netcore.sample_digits()
        count = digits.count(self.digit)
        if self.sample >= count:
            raise ParameterError(
                f"there is no sample {self.sample} of digit {self.digit}: expected 0 to {count - 1}"
            )
        return digits.image(self.digit, self.sample)
