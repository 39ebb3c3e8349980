"""The parameters of the clips about the matrix form. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from scenes.errors import ParameterError
from scenes.params import ClipParams

if TYPE_CHECKING:
    from netcore import Network

__all__ = ["MatrixFormParams"]


class MatrixFormParams(ClipParams):
    """Which layer is written as a matrix product."""

    layer: int = Field(1, ge=1, description="the layer that is computed; 1 is the first hidden one")

    def check(self, network: Network) -> None:
        """See that the network has such a layer.

        Raises
        ------
        ParameterError
            It has not.
        """
        last = len(network.layers)
        if self.layer > last:
            raise ParameterError(
                f"there is no layer {self.layer} in a network with layers 0 to {last}: "
                f"give a layer from 1 to {last}"
            )
