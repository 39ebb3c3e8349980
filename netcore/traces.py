"""Everything that a forward pass computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netcore._immutable import Immutable, read_only

if TYPE_CHECKING:
    from netcore.network import Network

Float64 = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Trace(Immutable):
    """Every weighted sum and activation of every layer, for one input or a batch.

    Attributes
    ----------
    network
        The network that was asked.
    activations
        ``activations[l]`` is a of layer l, ``(n_l,)`` or ``(N, n_l)``; layer 0 is the input.
    weighted_sums
        ``weighted_sums[l]`` is z of layer l, of the same shape. The input has none:
        ``weighted_sums[0]`` is empty.

    All arrays are read-only float64.
    """

    network: Network
    activations: tuple[Float64, ...]
    weighted_sums: tuple[Float64, ...]

    def __post_init__(self) -> None:
        for name in ("activations", "weighted_sums"):
            object.__setattr__(self, name, tuple(map(read_only, getattr(self, name))))

    def __repr__(self) -> str:
        return f"Trace({self.network!r}, outputs {self.outputs.shape})"

    @property
    def outputs(self) -> Float64:
        """Activations of the last layer, ``(n_out,)`` or ``(N, n_out)``."""
        return self.activations[-1]

    @property
    def prediction(self) -> Any:
        """Index of the largest output: an int, or an array ``(N,)`` of them for a batch."""
        best = self.outputs.argmax(axis=-1)
        return int(best) if best.ndim == 0 else best

    @property
    def ranking(self) -> NDArray[np.intp]:
        """Indices of the outputs from the largest to the smallest, in their shape."""
        return np.argsort(-self.outputs, axis=-1, kind="stable")

    def contributions(self, layer: int, neuron: int) -> Float64:
        """Return w * a for each connection into a neuron, ``(n_in,)`` or ``(N, n_in)``.

        Their sum plus the neuron's bias is its weighted sum.

        Raises
        ------
        InputError
            If there is no such layer (1 is the first behind the input) or neuron.
        """
        return self.network.incoming_weights(layer, neuron) * self.activations[layer - 1]
