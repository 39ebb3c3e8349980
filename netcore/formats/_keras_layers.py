"""The layers in Keras' description of a model, in the order in which they are applied."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.errors import FormatError
from netcore.formats._chain import LOG_SOFTMAX, Chain, real, refuse_activation

Array = NDArray[Any]

MOST_LAYERS = 200

_FUNCTIONS = {
    "linear": "identity",
    "relu": "relu",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
    "log_softmax": LOG_SOFTMAX,
}
_KNOWN = (
    "Dense", "Activation", "ReLU", "Softmax", "BatchNormalization", "Normalization", "Rescaling",
    "Flatten", "Reshape", "InputLayer", "Identity", "ActivityRegularization", "Dropout",
    "AlphaDropout", "GaussianDropout", "GaussianNoise",
)  # fmt: skip

# Keras' own, of the layer Normalization: its deviations are at least this.
_LEAST_DEVIATION = 1e-7


@dataclass(frozen=True)
class KerasLayer:
    """One layer: its class, name and settings, and the names of the layers it follows."""

    kind: str
    name: str
    settings: dict[str, Any]
    follows: tuple[str, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """What the layer keeps in the file, in the order in which it was made."""
        if self.kind == "Dense":
            return ("kernel", "bias")
        if self.kind == "BatchNormalization":
            learnt = {"gamma": "scale", "beta": "center"}
            names = [name for name, setting in learnt.items() if self.settings.get(setting, True)]
            return (*names, "moving_mean", "moving_variance")
        if self.kind == "Normalization" and self.settings.get("mean") is None:
            return ("mean", "variance")
        return ()

    def add(self, chain: Chain, kept: Mapping[str, Array]) -> None:
        """Add the layer, with the arrays that the file keeps of it."""
        if self.kind == "Dense":
            self._add_dense(chain, kept["kernel"], kept.get("bias"))
        elif self.kind in ("BatchNormalization", "Normalization"):
            self._add_normalisation(chain, kept)
        elif self.kind in ("Activation", "ReLU", "Softmax"):
            self._add_function(chain)
        elif self.kind == "Rescaling":
            chain.add_scaling(self.name, self._numbers("scale", 1), self._numbers("offset", 0))
        elif self.kind == "Reshape":
            shape: Any = self.settings.get("target_shape")
            self._check(isinstance(shape, list) and all(type(n) is int for n in shape), "to sizes")
            self._check(-1 in shape or chain.width in (None, math.prod(shape)), "of all numbers")
        elif self.kind not in _KNOWN:
            refuse_activation(self.name, self.kind)
            raise FormatError(
                f"layer {self.name!r} is a {self.kind[:40]}: only chains of dense layers can be "
                f"shown, made of {', '.join(_KNOWN)}: build the model without it"
            )

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
        if self.kind == "ReLU":
            self._expect_unset("max_value", "negative_slope", "threshold")
        elif self.kind == "Softmax":
            self._check(self.settings.get("axis", -1) in (-1, 1), "over the last axis")
        own = {"ReLU": "relu", "Softmax": "softmax"}.get(self.kind)
        self._add_activation(chain, own or self.settings.get("activation"))

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
            self._check(not self.settings.get(name), f"without {name}")

    def _numbers(self, name: str, default: float) -> Array:
        try:
            return np.asarray(self.settings.get(name, default), np.float64)
        except (TypeError, ValueError, OverflowError) as error:
            raise FormatError(f"layer {self.name!r}: {name}: expected numbers") from error

    def _check(self, is_right: bool, expected: str) -> None:
        if not is_right:
            raise FormatError(f"layer {self.name!r}: expected {self.kind} {expected}")


class Layers:
    """The layers of a model.

    Parameters
    ----------
    description
        What Keras writes as ``config.json`` or the attribute ``model_config``.
    """

    def __init__(self, description: Any) -> None:
        model = description if isinstance(description, dict) else {}
        kind = model.get("class_name")
        if kind not in ("Sequential", "Functional", "Model"):
            raise FormatError(
                f"expected a Sequential or functional model, got {str(kind)[:40]!r}: models of "
                "classes of their own cannot be read without their code"
            )
        settings = model.get("config")
        entries = settings.get("layers") if isinstance(settings, dict) else settings
        if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_LAYERS:
            raise FormatError(f"expected a list of 1 to {MOST_LAYERS} layers")
        self.as_listed = [_layer(entry) for entry in entries]
        if len({layer.name for layer in self.as_listed}) < len(entries):
            raise FormatError("expected layers of different names")
        self.in_order = self.as_listed if kind == "Sequential" else self._followed()
        outputs = settings.get("output_layers") if isinstance(settings, dict) else None
        if not {*_origins(outputs, 0)} <= {self.in_order[-1].name}:
            raise FormatError(
                f"expected one output, that of layer {self.in_order[-1].name!r}: only chains can "
                "be shown"
            )

    def _followed(self) -> list[KerasLayer]:
        """Return the layers of a functional model, each behind the one that it follows."""
        after: dict[str, KerasLayer] = {}
        first = [layer for layer in self.as_listed if not layer.follows]
        for layer in self.as_listed:
            if len(layer.follows) > 1:
                raise FormatError(
                    f"layer {layer.name!r} joins several others: only chains can be shown"
                )
            if layer.follows and after.setdefault(layer.follows[0], layer) is not layer:
                raise FormatError(
                    f"layer {layer.follows[0]!r} leads to several others: only chains can be shown"
                )
        if len(first) != 1:
            raise FormatError(f"expected one input, got {len(first)}")
        order = first
        while (last := order[-1].name) in after:
            order.append(after.pop(last))
        if after:
            raise FormatError(f"layer {next(iter(after.values())).name!r} follows none")
        return order

    def chain(self) -> Chain:
        """Return an empty chain for an input of the shape that the model declares."""
        settings = self.in_order[0].settings
        for name in ("batch_shape", "batch_input_shape"):
            shape = settings.get(name)
            if isinstance(shape, list) and all(type(n) is int and 0 < n < 1e6 for n in shape[1:]):
                return Chain(shape[1:9])
        return Chain()


def _layer(entry: Any) -> KerasLayer:
    settings = entry.get("config") if isinstance(entry, dict) else None
    if not isinstance(settings, dict):
        raise FormatError("expected layers with a class and settings")
    kind = str(entry.get("class_name"))
    name = str(settings.get("name", kind))[:200]
    follows = dict.fromkeys(_origins(entry.get("inbound_nodes", []), 0))
    return KerasLayer(kind, name, settings, tuple(follows))


def _origins(found: Any, depth: int) -> list[str]:
    """Return the names of the layers that inbound nodes come from, Keras 3's way or the older.

    Somewhere inside, Keras 3 has ``{"keras_history": [name, 0, 0]}``, Keras 2 ``[name, 0, 0, {}]``.
    """
    if depth > 12:
        return []
    if isinstance(found, dict):
        history = found.get("keras_history")
        if isinstance(history, list) and history:
            return [str(history[0])]
        return [name for value in found.values() for name in _origins(value, depth + 1)]
    if isinstance(found, list):
        if len(found) >= 3 and isinstance(found[0], str) and type(found[1]) is int:
            return [found[0]]
        return [name for value in found for name in _origins(value, depth + 1)]
    return []


def snake_case(name: str) -> str:
    """Return a class's name as Keras writes it in paths: ``InputLayer`` is ``input_layer``."""
    name = re.sub(r"\W+", "", name)
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
