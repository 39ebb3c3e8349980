"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.errors import ParameterError
from scenes.params import ClipParams, LayerParams

if TYPE_CHECKING:
    from netcore import Network

__all__ = ["CountTheKnobsParams", "SigmoidSquishParams"]


class SigmoidSquishParams(LayerParams):
    """Whose weighted sums are squished."""

    def check(self, network: Network) -> None:
        """See that one curve shows what this layer does to its weighted sums.

        Raises
        ------
        ParameterError
            There is no such layer, or its activations are no function of single sums.
        """
        super().check(network)
        if network.layer(self.layer).activation == "softmax":
            others = [
                str(number)
                for number in range(1, len(network.layers) + 1)
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


class CountTheKnobsParams(ClipParams):
    """Whose weights and biases are counted."""
