"""Activation functions, by name.

Each is a pure function of an array of sums z, kept with its slope written in terms
of the activation a = f(z), which is all that backpropagation needs. Two have a constant, which may
stand behind the name: ``leaky_relu:0.2`` and ``elu:0.5``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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


def leaky_relu(z: ArrayLike, slope: float) -> Floats:
    """Return z from 0 on, and slope times z below, elementwise."""
    z = _floats(z)
    with np.errstate(under="ignore"):
        return np.asarray(np.where(z > 0, z, z.dtype.type(slope) * z))


def elu(z: ArrayLike, scale: float) -> Floats:
    """Return z from 0 on, and scale (exp(z) - 1) below, elementwise.

    Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential
    linear units", 2016.
    """
    z = _floats(z)
    with np.errstate(under="ignore"):
        return np.asarray(np.where(z > 0, z, z.dtype.type(scale) * np.expm1(np.minimum(z, 0))))


@dataclass(frozen=True)
class Activation:
    """A named activation function, called like one: ``activation("relu")(z)``.

    Attributes
    ----------
    name
        As written in network files, with its constant if that is not the usual one.
    function
        From z, shape ``(..., n)``, to a, of the same shape and floating type.
    slope
        From a to da/dz, of the same shape; None where a neuron's activation depends on its
        neighbours' sums as well (softmax).
    """

    name: str
    function: Callable[[ArrayLike], Floats]
    slope: Callable[[Floats], Floats] | None = None

    @property
    def kind(self) -> str:
        """Its name without a constant."""
        return self.name.partition(":")[0]

    def __call__(self, z: ArrayLike) -> Floats:
        """Return the activations of the sums z, shape ``(..., n)``."""
        return self.function(z)


def activation(name: str) -> Activation:
    """Return the activation function of that name, such as "relu" or "leaky_relu:0.2".

    Raises
    ------
    InputError
        If there is none of that name, or its constant is not above 0.
    """
    if isinstance(name, str) and name in ACTIVATIONS:
        return ACTIVATIONS[name]
    kind, _, constant = name.partition(":") if isinstance(name, str) else ("", "", "")
    if kind not in _WITH_CONSTANT or not constant:
        message = f"unknown activation: expected one of {', '.join(ACTIVATIONS)}, got {name!r}"
        raise InputError(message)
    try:
        value = float(constant)
    except ValueError:
        value = 0.0
    if not 1e-9 <= value <= 1e9:
        raise InputError(f"{kind}: expected a number above 0 behind the colon, got {name[:60]!r}")
    return _WITH_CONSTANT[kind](value)


def with_constant(kind: str, value: float) -> str:
    """Return the name of ``leaky_relu`` or ``elu`` with a constant; the usual one is left out.

    Raises
    ------
    InputError
        If the constant is not above 0.
    """
    return activation(f"{kind}:{value!r}").name


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


LEAKY_SLOPE, ELU_SCALE = 0.01, 1.0
"""The constants that go without saying: those of PyTorch and ONNX."""


def _leaky_relu(slope: float) -> Activation:
    def slope_of(a: Floats) -> Floats:
        return np.where(a > 0, 1.0, slope).astype(a.dtype)

    name = "leaky_relu" if slope == LEAKY_SLOPE else f"leaky_relu:{slope!r}"
    return Activation(name, partial(leaky_relu, slope=slope), slope_of)


def _elu(scale: float) -> Activation:
    def slope_of(a: Floats) -> Floats:
        return np.where(a > 0, 1.0, a + scale).astype(a.dtype)

    name = "elu" if scale == ELU_SCALE else f"elu:{scale!r}"
    return Activation(name, partial(elu, scale=scale), slope_of)


_WITH_CONSTANT = MappingProxyType({"leaky_relu": _leaky_relu, "elu": _elu})

ACTIVATIONS = MappingProxyType(
    {
        function.name: function
        for function in (
            Activation("sigmoid", sigmoid, _sigmoid_slope),
            Activation("relu", relu, _relu_slope),
            Activation("tanh", tanh, _tanh_slope),
            Activation("identity", identity, np.ones_like),
            Activation("softmax", softmax),
            _leaky_relu(LEAKY_SLOPE),
            _elu(ELU_SCALE),
        )
    }
)
