"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from scenes.errors import ParameterError
from scenes.params import ClipParams, Finite, LayerParams, NeuronParams

if TYPE_CHECKING:
    from netcore import Network

__all__ = [
    "BiasParams",
    "CountTheKnobsParams",
    "SetByHandParams",
    "SigmoidCurveParams",
    "SigmoidSquishParams",
]


class SigmoidSquishParams(LayerParams):
    """Whose sums are squished."""

    def check(self, network: Network) -> None:
        """See that one curve shows what this layer does to its sums.

        Raises
        ------
        ParameterError
            There is no such layer, or its activations are no function of single sums.
        """
        super().check(network)
        _see_single_sums(network, self.layer)


class SigmoidCurveParams(SigmoidSquishParams):
    """Whose function is drawn."""

    far: Finite = Field(
        -1000.0,
        ge=-1000.0,
        le=-750.0,
        description="the sum that the viewer is asked about: so negative that no computer's number "
        "tells its sigmoid from 0",
    )


class BiasParams(NeuronParams):
    """Whose bias is turned, and to what."""

    bias: Finite | None = Field(
        None,
        description="the bias that is tried before the real one; by default -10, or a round number "
        "nearer to zero where no weighted sum is above 10",
    )

    def check(self, network: Network) -> None:
        """See that one curve shows what the neuron does to its sum.

        Raises
        ------
        ParameterError
            There is no such layer, or its activations are no function of single sums.
        """
        super().check(network)
        _see_single_sums(network, self.layer)


class CountTheKnobsParams(ClipParams):
    """Whose weights and biases are counted."""


class SetByHandParams(ClipParams):
    """Whose knobs are turned: those of the output that comes next after the answer."""


def _see_single_sums(network: Network, layer: int) -> None:
    if network.layer(layer).activation == "softmax":
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
            f"layer {layer} is a softmax layer, where every activation depends on all "
            f"sums at once: expected a layer that maps each sum by itself; {advice}"
        )
