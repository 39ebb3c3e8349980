"""Activation functions, by name.

Each is a pure function of an array of weighted sums z, kept with its slope written in terms
of the activation a = f(z), which is all that backpropagation needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netcore.errors import InputError

Floats = NDArray[np.floating[Any]]


_LARGEST_POWER = 700.0
"""exp of more than 709 is beyond float64."""


def sigmoid(z: ArrayLike) -> Floats:
    """Return 1 / (1 + exp(-z)), elementwise, overflow-free for every finite z.

    Where exp(-z) might overflow only p = exp(-|z|) is taken, which never exceeds 1: the fraction is
    1 / (1 + p) from z = 0 on, and, expanded by exp(z), p / (1 + p) below.
    """
    z = _floats(z)
    if z.dtype == np.float64 and z.min(initial=0.0) > -_LARGEST_POWER:
        plain: Floats = np.asarray(np.negative(z))
        with np.errstate(under="ignore"):
            np.exp(plain, out=plain)
        plain += 1.0
        return np.reciprocal(plain, out=plain)
    power: Floats = np.asarray(np.abs(z))
    with np.errstate(under="ignore"):
        np.negative(power, out=power)
        np.exp(power, out=power)
        numerator: Floats = np.asarray(np.maximum(power, z >= 0))
        power += 1.0
        numerator /= power
    return numerator


def relu(z: ArrayLike) -> Floats:
    """Return max(z, 0), elementwise."""
    return np.maximum(_floats(z), 0.0)


def tanh(z: ArrayLike) -> Floats:
    """Return the hyperbolic tangent of z, elementwise."""
    return np.tanh(_floats(z))


def identity(z: ArrayLike) -> Floats:
    """Return a copy of z."""
    return _floats(z).copy()


def softmax(z: ArrayLike) -> Floats:
    """Return exp(z) over its sum along the last axis, shape ``(..., n)``.

    The largest z of each row is taken off first, which changes nothing but keeps exp below 1.
    """
    z = _floats(z)
    powers: Floats = z - z.max(axis=-1, keepdims=True)
    with np.errstate(under="ignore"):
        np.exp(powers, out=powers)
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers


@dataclass(frozen=True)
class Activation:
    """A named activation function, called like one: ``activation("relu")(z)``.

    Attributes
    ----------
    name
        As written in network files.
    function
        From z, shape ``(..., n)``, to a, of the same shape and floating type.
    slope
        From a to da/dz, of the same shape; None where a neuron's activation depends on its
        neighbours' sums as well (softmax).
    """

    name: str
    function: Callable[[ArrayLike], Floats]
    slope: Callable[[Floats], Floats] | None = None

    def __call__(self, z: ArrayLike) -> Floats:
        """Return the activations of the weighted sums z, shape ``(..., n)``."""
        return self.function(z)


def activation(name: str) -> Activation:
    """Return the activation function of that name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    try:
        return ACTIVATIONS[name]
    except (KeyError, TypeError):
        message = f"unknown activation: expected one of {', '.join(ACTIVATIONS)}, got {name!r}"
        raise InputError(message) from None


def _floats(z: ArrayLike) -> Floats:
    """Return z as floats: float32 stays, all else becomes float64."""
    array = np.asarray(z)
    return array if array.dtype == np.float32 else array.astype(np.float64, copy=False)


def _sigmoid_slope(a: Floats) -> Floats:
    return a * (1.0 - a)


def _relu_slope(a: Floats) -> Floats:
    return (a > 0).astype(a.dtype)


def _tanh_slope(a: Floats) -> Floats:
    return 1.0 - a * a


ACTIVATIONS = MappingProxyType(
    {
        function.name: function
        for function in (
            Activation("sigmoid", sigmoid, _sigmoid_slope),
            Activation("relu", relu, _relu_slope),
            Activation("tanh", tanh, _tanh_slope),
            Activation("identity", identity, np.ones_like),
            Activation("softmax", softmax),
        )
    }
)
