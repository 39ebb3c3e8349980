"""The gradient of a network's loss with respect to all its parameters.

The loss is cross-entropy, averaged over the batch: binary and summed over the outputs where these
are sigmoids, so that each output says how much the network thinks it is that label; categorical
where they are a softmax. Both have the same slope at the last weighted sums: activation minus
target.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.activations import Activation

Floats = NDArray[np.floating[Any]]

OUTPUTS = ("sigmoid", "softmax")
"""The output activations that cross-entropy is defined for."""


class Parameters:
    """All weights and biases in one vector, so that an optimiser sees one array.

    Attributes
    ----------
    vector
        ``(parameters,)``.
    layers
        Views of it: for each layer the weights ``(n_out, n_in)`` and biases ``(n_out,)``.
    """

    def __init__(self, sizes: Sequence[int], dtype: type = np.float32) -> None:
        shapes = [(n_out, n_in) for n_in, n_out in pairwise(sizes)]
        self.vector: Floats = np.zeros(sum(n_out * (n_in + 1) for n_out, n_in in shapes), dtype)
        self.layers: list[tuple[Floats, Floats]] = []
        start = 0
        for n_out, n_in in shapes:
            weights = self.vector[start : start + n_out * n_in].reshape(n_out, n_in)
            biases = self.vector[start + n_out * n_in :][:n_out]
            self.layers.append((weights, biases))
            start += n_out * (n_in + 1)


@dataclass(frozen=True)
class Model:
    """A network in training: z = W (a' - c) + b, with centres c that are not trained.

    Attributes
    ----------
    parameters
        W and b of each layer.
    activations
        Of each layer; the last one in `OUTPUTS`.
    centres
        c of each layer, ``(n_in,)`` or a single number.
    """

    parameters: Parameters
    activations: tuple[Activation, ...]
    centres: tuple[Floats, ...]

    def gradient(self, x: Floats, targets: Floats, gradient: Parameters) -> None:
        """Write the gradient of the loss into ``gradient``.

        Parameters
        ----------
        x
            Inputs ``(N, n_in)``.
        targets
            ``(N, n_out)``: 1 for the right label, 0 elsewhere.
        """
        centred, outputs = self._forward(x)
        error = (outputs[-1] - targets) / x.dtype.type(len(x))
        for number in reversed(range(len(outputs))):
            weights, biases = gradient.layers[number]
            np.matmul(error.T, centred[number], out=weights)
            np.sum(error, axis=0, out=biases)
            slope = self.activations[number - 1].slope
            if number and slope:
                error = error @ self.parameters.layers[number][0]
                error *= slope(outputs[number - 1])

    def loss(self, x: Floats, targets: Floats) -> float:
        """Return the loss of inputs ``(N, n_in)`` with targets ``(N, n_out)``."""
        centred, _ = self._forward(x)
        weights, biases = self.parameters.layers[-1]
        z = centred[-1] @ weights.T + biases
        if self.activations[-1].name == "softmax":
            highest = z.max(axis=1, keepdims=True)
            log_sums = highest + np.log(np.exp(z - highest).sum(axis=1, keepdims=True))
            return float(((log_sums - z) * targets).sum() / len(x))
        # log(1 + exp(z)) - y z, with the exponent kept below 0.
        return float((np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - z * targets).sum() / len(x))

    def _forward(self, x: Floats) -> tuple[list[Floats], list[Floats]]:
        """Return the centred inputs and the activations of each layer."""
        a, centred, outputs = x, [], []
        for (weights, biases), centre, function in zip(
            self.parameters.layers, self.centres, self.activations, strict=True
        ):
            centred.append(a - centre)
            z = centred[-1] @ weights.T
            z += biases
            a = function(z)
            outputs.append(a)
        return centred, outputs
