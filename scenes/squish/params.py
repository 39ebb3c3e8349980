"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from scenes.errors import ParameterError
from scenes.params import ClipParams

if TYPE_CHECKING:
    from netcore import Network

__all__ = ["SigmoidSquishParams"]


class SigmoidSquishParams(ClipParams):
    """Whose weighted sums are squished."""

    layer: int = Field(1, ge=1, description="the layer whose sums are shown; 1 is the first hidden")

    def check(self, network: Network) -> None:
        """Make sure that one curve shows what this layer does to its weighted sums.

        Raises
        ------
        ParameterError
            There is no such layer, or its activations are no function of single sums.
        """
        last = len(network.layers)
        if self.layer > last:
            raise ParameterError(
                f"there is no layer {self.layer}: expected 1 to {last}, "
                "where 1 is the first hidden layer"
            )
        if network.layer(self.layer).activation == "softmax":
            others = [
                str(number)
                for number in range(1, last + 1)
                if network.layer(number).activation != "softmax"
            ]
            advice = (
                f"choose layer {' or '.join(others)}"
                if others
                else "give --network a network with a sigmoid, tanh or ReLU layer"
            )
            raise ParameterError(
                f"layer {self.layer} is a softmax layer, where every activation depends on all "
                f"sums at once: expected a layer that maps each sum by itself; {advice}"
            )
