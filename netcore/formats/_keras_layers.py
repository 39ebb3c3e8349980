"""What one layer in Keras' description of a model does to the numbers that pass through it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.activations import with_constant
from netcore.errors import FormatError, InputError
from netcore.formats._chain import LOG_SOFTMAX, Chain, real, refuse_activation

Array = NDArray[Any]

_FUNCTIONS = {
    "linear": "identity",
    "relu": "relu",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
    "log_softmax": LOG_SOFTMAX,
    "leaky_relu": "leaky_relu:0.2",
    "elu": "elu",
}
_KNOWN = (
    "Dense", "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax", "BatchNormalization",
    "Normalization", "Rescaling", "Flatten", "Reshape", "InputLayer", "Identity",
    "ActivityRegularization", "Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise",
)  # fmt: skip

# What x / 255 and its like are called in a functional model: in Keras 3, and in TensorFlow's.
_ARITHMETIC = {
    "TrueDivide": "divide", "Divide": "divide", "math.truediv": "divide", "math.divide": "divide",
    "Subtract": "subtract", "math.subtract": "subtract",
    "Multiply": "multiply", "math.multiply": "multiply",
    "Add": "add", "math.add": "add", "__operators__.add": "add",
}  # fmt: skip

# Keras' own, of the layer Normalization: its deviations are at least this.
_LEAST_DEVIATION = 1e-7


@dataclass(frozen=True)
class KerasLayer:
    """One layer.

    Attributes
    ----------
    kind, name, settings
        Its class, name and settings.
    follows
        The names of the layers that it follows.
    constants
        Numbers that it is given beside what comes from these, each with its place: in 255 - x, 0.
    places
        Where an archive may keep its variables.
    """

    kind: str
    name: str
    settings: dict[str, Any]
    follows: tuple[str, ...] = ()
    constants: tuple[tuple[int, Any], ...] = ()
    places: tuple[str, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """What the layer keeps in the file, in the order in which it was made."""
        if self.kind == "Dense":
            is_bare = self.quantised and not self.settings.get("use_bias", True)
            names: tuple[str, ...] = ("kernel",) if is_bare else ("kernel", "bias")
            return (*names, "kernel_scale") if self.quantised else names
        if self.kind == "BatchNormalization":
            learnt = {"gamma": "scale", "beta": "center"}
            kept = [name for name, setting in learnt.items() if self.settings.get(setting, True)]
            return (*kept, "moving_mean", "moving_variance")
        if self.kind == "Normalization" and self.settings.get("mean") is None:
            return ("mean", "variance")
        return ()

    @property
    def quantised(self) -> str | None:
        """What its weights are quantised to, such as "int8"; None if they are not."""
        policy = self.settings.get("dtype")
        if isinstance(policy, dict):
            policy = policy.get("config")
            policy = policy.get("mode") if isinstance(policy, dict) else None
            return None if policy is None else str(policy)
        mode, _, source = str(policy).partition("_from_")
        return mode if source else None

    def add(self, chain: Chain, kept: Mapping[str, Array]) -> None:
        """Add the layer, with the arrays that the file keeps of it."""
        if self.kind == "Dense":
            self._add_dense(chain, self._kernel(kept), kept.get("bias"))
            if self.quantised:
                chain.record["quantised"] = f"{self.quantised} weights"
        elif self.kind in ("BatchNormalization", "Normalization"):
            self._add_normalisation(chain, kept)
        elif self.kind in ("Activation", "ReLU", "LeakyReLU", "ELU", "Softmax"):
            self._add_function(chain)
        elif self.kind == "Rescaling":
            chain.add_scaling(self.name, self._numbers("scale", 1), self._numbers("offset", 0))
        elif self.kind in ("Reshape", "Flatten"):
            self._add_shape(chain)
        elif self.kind not in _KNOWN:
            self._add_operation(chain)

    def _add_operation(self, chain: Chain) -> None:
        """Add arithmetic with a constant; refuse all else by name."""
        if self.constants and self._operator in _ARITHMETIC:
            self._add_arithmetic(chain, _ARITHMETIC[self._operator])
        else:
            refuse_activation(self.name, self.kind)
            raise FormatError(
                f"layer {self.name!r} is a {self.kind[:40]}: only chains of dense layers can be "
                f"shown, made of {', '.join(_KNOWN)}: build the model without it"
            )

    @property
    def _operator(self) -> str:
        return str(self.settings.get("function", self.kind))

    def _kernel(self, kept: Mapping[str, Array]) -> Array:
        """Return the weights, as they were before they were quantised to int8 but for rounding."""
        kernel = kept["kernel"]
        if self.quantised is None:
            self._check(kernel.dtype.itemsize > 1, "with weights of more than a byte: quantised?")
            return kernel
        scale = real(kept["kernel_scale"], self.name)
        if self.quantised != "int8" or scale.shape != kernel.shape[1:] or not np.all(scale):
            raise FormatError(
                f"layer {self.name!r} is quantised to {self.quantised[:20]}, and of such layers "
                "only Keras' own of int8 are read: save the model as it was before quantize()"
            )
        return real(kernel, self.name) / scale

    def _add_shape(self, chain: Chain) -> None:
        if self.kind == "Flatten":
            self._check_flatten(chain.shape)
            chain.shape = None if chain.width is None else (chain.width,)
            return
        shape: Any = self.settings.get("target_shape")
        self._check(isinstance(shape, list) and all(type(n) is int for n in shape), "to sizes")
        self._check(-1 in shape or chain.width in (None, math.prod(shape)), "of all numbers")
        chain.shape = None if -1 in shape else tuple(shape)

    def _check_flatten(self, shape: tuple[int, ...] | None) -> None:
        """Refuse what puts the channels behind the pixels before it flattens them."""
        if self.settings.get("data_format") != "channels_first":
            return
        is_turned = shape is None or (len(shape) > 1 and shape[0] > 1 and math.prod(shape[1:]) > 1)
        self._check(
            not is_turned,
            "with data_format channels_last, as it puts several channels into another order: build "
            "the model with that",
        )

    def _add_arithmetic(self, chain: Chain, operation: str) -> None:
        """Add x + c, x - c, c - x, x * c or x / c."""
        (place, value), *more = self.constants
        try:
            constant = np.asarray(value, np.float64).ravel()
        except (TypeError, ValueError, OverflowError) as error:
            raise FormatError(f"layer {self.name!r}: expected a constant number") from error
        self._check(not more and constant.size > 0, "with one constant")
        one, zero = np.ones(1), np.zeros(1)
        if operation == "add":
            chain.add_scaling(self.name, one, constant)
        elif operation == "subtract":
            chain.add_scaling(self.name, *((one, -constant) if place else (-one, constant)))
        elif operation == "multiply":
            chain.add_scaling(self.name, constant, zero)
        else:
            self._check(bool(place and np.all(constant)), "by a constant other than 0")
            with np.errstate(all="ignore"):
                chain.add_scaling(self.name, 1.0 / constant, zero)

    def _add_dense(self, chain: Chain, kernel: Array, biases: Array | None) -> None:
        """Add a Dense layer with its activation; the kernel is ``(n_in, n_out)``."""
        uses_biases = self.settings.get("use_bias", True)
        if uses_biases != (biases is not None):
            raise FormatError(f"layer {self.name!r}: its biases do not fit its description")
        if self.settings.get("units", kernel.shape[-1:]) not in (kernel.shape[-1:], *kernel.shape):
            raise FormatError(f"layer {self.name!r}: expected {self.settings['units']!r} neurons")
        chain.add_dense(self.name, kernel.T, biases)
        self._add_activation(chain, self.settings.get("activation"))

    def _add_normalisation(self, chain: Chain, kept: Mapping[str, Array]) -> None:
        """Add what either kind does in a trained network; constants lie along the last axis."""
        epsilon, least = 0.0, _LEAST_DEVIATION**2
        if self.kind == "BatchNormalization":
            mean, variance = kept["moving_mean"], kept["moving_variance"]
            epsilon, least = float(self._numbers("epsilon", 1e-3).sum()), 0.0
        elif "mean" in kept:
            mean, variance = kept["mean"], kept["variance"]
        else:
            mean, variance = self._numbers("mean", 0), self._numbers("variance", 1)
        self._expect_unset("invert")
        if chain.is_at_input and mean.size not in (1, chain.width):
            last = (-1, [-1], len(chain.input_shape or ()), [len(chain.input_shape or ())])
            self._check(self.settings.get("axis", -1) in last, "over the last axis")
        variance = np.maximum(real(variance, self.name), least)
        scale, shift = kept.get("gamma"), kept.get("beta")
        chain.add_normalisation(self.name, mean, variance, scale, shift, epsilon=epsilon)

    def _add_function(self, chain: Chain) -> None:
        """Add a layer that is nothing but an activation."""
        if self.kind == "Softmax":
            self._check(self.settings.get("axis", -1) in (-1, 1), "over the last axis")
            chain.add_activation(self.name, "softmax")
        elif self.kind == "Activation":
            self._add_activation(chain, self.settings.get("activation"))
        else:
            chain.add_activation(self.name, self._rectifier())

    def _rectifier(self) -> str:
        """Return the name of what ReLU, LeakyReLU or ELU is."""
        if self.kind == "ELU":
            return self._named("elu", self._number("alpha", 1.0))
        self._expect_unset("max_value", "threshold")
        usual = 0.0 if self.kind == "ReLU" else 0.3
        slope = self._number("negative_slope", self._number("alpha", usual))
        return "relu" if slope == 0 else self._named("leaky_relu", slope)

    def _named(self, kind: str, constant: float) -> str:
        try:
            return with_constant(kind, constant)
        except InputError as error:
            raise FormatError(f"layer {self.name!r}: {error}") from error

    def _number(self, name: str, usual: float) -> float:
        values = self._numbers(name, usual)
        self._check(values.size == 1, f"with one number as {name}")
        return float(values.sum())

    def _add_activation(self, chain: Chain, found: Any) -> None:
        if isinstance(found, dict):
            found = found.get("config")
        if isinstance(found, dict):
            found = found.get("name")
        found = "linear" if found is None else found
        if not isinstance(found, str) or found not in _FUNCTIONS:
            refuse_activation(self.name, str(found))
            raise FormatError(
                f"layer {self.name!r}: expected an activation out of {', '.join(_FUNCTIONS)}, got "
                f"{str(found)[:40]!r}"
            )
        if found != "linear":
            chain.add_activation(self.name, _FUNCTIONS[found])

    def _expect_unset(self, *names: str) -> None:
        for name in names:
            self._check(self.settings.get(name) in (None, False, 0), f"without {name}")

    def _numbers(self, name: str, default: float) -> Array:
        try:
            return np.asarray(self.settings.get(name, default), np.float64)
        except (TypeError, ValueError, OverflowError) as error:
            raise FormatError(f"layer {self.name!r}: {name}: expected numbers") from error

    def _check(self, is_right: bool, expected: str) -> None:
        if not is_right:
            raise FormatError(f"layer {self.name!r}: expected {self.kind} {expected}")
