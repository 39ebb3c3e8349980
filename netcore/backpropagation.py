"""The gradient of a network's loss with respect to all its parameters.

The loss is cross-entropy, averaged over the batch: binary and summed over the outputs where these
are sigmoids, so that each output says how much the network thinks it is that label; categorical
where they are a softmax. Both have the same slope at the last weighted sums: activation minus
target.

While training, each neuron's weighted sums are normalised over the batch, to mean 0 and variance 1,
then scaled and shifted by learnt numbers: Ioffe and Szegedy, "Batch Normalization" (ICML 2015).
Sigmoids that would saturate keep learning. It is an affine map, so what comes out are plain layers
all the same: `Model.layers`.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from netcore.activations import activation
from netcore.errors import InputError
from netcore.network import Layer

Floats = NDArray[np.floating[Any]]

OUTPUTS = ("sigmoid", "softmax")
"""The output activations that cross-entropy is defined for."""

# Added to variances, so that a neuron that is always the same divides by no zero: the paper's e.
_EPSILON = 1e-3

# What normalised sums are multiplied by at the start: so they reach where a sigmoid bends.
_FIRST_SCALE = 2

# How much of the mean and variance over all images each batch makes up.
_NEWEST = 0.01


class LayerParameters(NamedTuple):
    """What is learnt of a layer, as views of the vector of all parameters.

    ``weights`` (n_out, n_in); ``scales`` and ``biases`` (n_out,), of the normalised sums.
    """

    weights: Floats
    scales: Floats
    biases: Floats


class Parameters:
    """All parameters as one ``vector``, for an optimiser, and ``layers``, its views."""

    def __init__(self, sizes: Sequence[int], dtype: type = np.float32) -> None:
        shapes = [((n_out, n_in), (n_out,), (n_out,)) for n_in, n_out in pairwise(sizes)]
        self.vector: Floats = np.zeros(
            sum(n_out * (n_in + 2) for (n_out, n_in), *_ in shapes), dtype
        )
        self.layers: list[LayerParameters] = []
        rest = self.vector
        for layer in shapes:
            views = []
            for shape in layer:
                view, rest = np.split(rest, [math.prod(shape)])
                views.append(view.reshape(shape))
            self.layers.append(LayerParameters(*views))


class _Pass(NamedTuple):
    """What a layer did with a batch of N: for the way back.

    ``a_in`` (N, n_in); ``normal``, the normalised sums, and ``a`` (N, n_out); ``spread``, what the
    sums were divided by, (n_out,).
    """

    a_in: Floats
    normal: Floats
    spread: Floats
    a: Floats


class Model:
    """A network in training.

    Attributes
    ----------
    parameters
        Of all layers.
    statistics
        For each layer ``(2, n_out)``: mean and variance of the weighted sums, over the last
        hundred batches or so.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        hidden: str,
        output: str,
        *,
        rng: np.random.Generator,
        dtype: type = np.float32,
    ) -> None:
        self.parameters = Parameters(sizes, dtype)
        self.statistics: list[Floats] = [np.zeros((2, n), dtype) for n in sizes[1:]]
        self._functions = [*[activation(hidden)] * (len(sizes) - 2), activation(output)]
        for weights, scales, _ in self.parameters.layers:
            # The spread of Glorot and Bengio (AISTATS 2010); any would do, as it is normalised.
            weights[:] = rng.normal(0, np.sqrt(2 / sum(weights.shape)), weights.shape)
            scales[:] = _FIRST_SCALE

    def gradient(self, x: Floats, targets: Floats, gradient: Parameters) -> None:
        """Write the gradient of the loss into ``gradient``; keep count of the statistics.

        Parameters
        ----------
        x
            Inputs ``(N, n_in)``.
        targets
            ``(N, n_out)``: 1 for the right label, 0 elsewhere.
        """
        passes = self._forward(x)
        error = (passes[-1].a - targets) / x.dtype.type(len(x))
        for number in reversed(range(len(passes))):
            learnt, into, done = (
                self.parameters.layers[number],
                gradient.layers[number],
                passes[number],
            )
            np.sum(error, axis=0, out=into.biases)
            np.sum(error * done.normal, axis=0, out=into.scales)
            # Through the normalisation: a sum also moved the mean and variance of its batch.
            error -= (into.biases + done.normal * into.scales) / x.dtype.type(len(x))
            error *= learnt.scales / done.spread
            np.matmul(error.T, done.a_in, out=into.weights)
            if number:
                error = error @ learnt.weights
                error *= self._slope(number - 1, done.a_in)

    def loss(self, x: Floats, targets: Floats) -> float:
        """Return the loss of inputs ``(N, n_in)`` with targets ``(N, n_out)``, as a batch."""
        _, scales, biases = self.parameters.layers[-1]
        z = self._forward(x)[-1].normal * scales + biases
        if self._functions[-1].name == "softmax":
            highest = z.max(axis=1, keepdims=True)
            parts = np.log(np.exp(z - highest).sum(axis=1, keepdims=True)) + highest - z
            return float((parts * targets).sum() / len(x))
        # log(1 + exp(z)) - target z, with the power kept below 1.
        parts = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - z * targets
        return float(parts.sum() / len(x))

    def layers(self, steps: float = math.inf) -> list[Layer]:
        """Return plain layers that compute the same, with the normalisation folded in.

        The statistics began at 0. As long as the batches so far, `steps` of them, do not make up
        nearly all of them, they are corrected for that.
        """
        share = (1 - (1 - _NEWEST) ** steps) or 1.0
        folded = []
        for (weights, scales, biases), (mean, variance), function in zip(
            self.parameters.layers, self.statistics, self._functions, strict=True
        ):
            factors = scales / np.sqrt(variance.astype(np.float64) / share + _EPSILON)
            shifted = biases - mean / share * factors
            folded.append(Layer(weights * factors[:, None], shifted, function.name))
        return folded

    def _forward(self, x: Floats) -> list[_Pass]:
        a, passes = x, []
        for (weights, scales, biases), statistics, function in zip(
            self.parameters.layers, self.statistics, self._functions, strict=True
        ):
            a_in = a
            normal, spread = self._normalised(a_in @ weights.T, statistics)
            z = normal * scales
            z += biases
            a = function(z)
            passes.append(_Pass(a_in, normal, spread, a))
        return passes

    def _normalised(self, z: Floats, statistics: Floats) -> tuple[Floats, Floats]:
        """Return z ``(N, n)`` with mean 0 and variance 1, and what it was divided by, ``(n,)``."""
        mean = z.mean(axis=0)
        z -= mean
        variance = np.square(z).mean(axis=0)
        statistics += z.dtype.type(_NEWEST) * (np.stack((mean, variance)) - statistics)
        spread = np.sqrt(variance + z.dtype.type(_EPSILON))
        z /= spread
        return z, spread

    def _slope(self, number: int, a: Floats) -> Floats:
        slope = self._functions[number].slope
        if slope is None:
            raise InputError(f"{self._functions[number].name}: only for the last layer")
        return slope(a)
