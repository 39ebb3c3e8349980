"""Networks of brain.js, as ``net.toJSON()`` writes them: turned into our own layout of JSON.

The first layer has neither weights nor biases, as it stands for the input. All other layers have
the same activation, which is the sigmoid unless it was said. ``outputLookup`` says what the outputs
stand for, and ``inputLookup`` what the inputs are called.

Source: https://github.com/BrainJS/brain.js
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from netcore.errors import FormatError

_ACTIVATIONS = MappingProxyType({"sigmoid": "sigmoid", "relu": "relu", "tanh": "tanh"})
_KINDS = ("NeuralNetwork", "NeuralNetworkGPU")


def is_brain(found: Mapping[str, Any]) -> bool:
    """Whether a JSON object is one of brain.js."""
    kind = str(found.get("type", ""))
    return "trainOpts" in found or "outputLookup" in found or kind in _KINDS


def from_brain(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the object in our own layout.

    Raises
    ------
    FormatError
        If it is a network of another kind, or of an older version.
    """
    kind, layers = str(found.get("type", _KINDS[0])), found.get("layers")
    if kind not in _KINDS:
        raise FormatError(f"a {kind[:40]!r} of brain.js: only its {' and '.join(_KINDS)} are read")
    is_listed = isinstance(layers, list) and all(isinstance(layer, dict) for layer in layers)
    if not is_listed or not layers or not all("weights" in layer for layer in layers):
        raise FormatError(
            "a network of brain.js, but not as version 2 writes it: read it there and write it "
            "again with net.toJSON()"
        )
    activation = _activation(found)
    rest = layers[1:] if not layers[0]["weights"] else layers
    return {
        "layers": [
            {"weights": layer["weights"], "biases": layer.get("biases"), "activation": activation}
            for layer in rest
        ],
        "labels": _names(found.get("outputLookup")),
        "input_names": _names(found.get("inputLookup")),
    }


def _activation(found: Mapping[str, Any]) -> str:
    parts = [found.get(name) for name in ("trainOpts", "options")] + [found]
    options = {
        name: value
        for part in reversed(parts)
        if isinstance(part, dict)
        for name, value in part.items()
    }
    name = options.get("activation", "sigmoid")
    if name == "leaky-relu":
        return f"leaky_relu:{options.get('leakyReluAlpha', 0.01)!r}"
    if not isinstance(name, str) or name not in _ACTIVATIONS:
        known = ", ".join([*_ACTIVATIONS, "leaky-relu"])
        raise FormatError(f"activation: expected one of {known}, got {str(name)[:40]!r}")
    return _ACTIVATIONS[name]


def _names(lookup: Any) -> list[str] | None:
    """Return the names in a table of names and numbers, in the order of these."""
    if not isinstance(lookup, dict) or not lookup:
        return None
    places = list(lookup.values())
    if not all(type(place) is int for place in places):
        raise FormatError("outputLookup, inputLookup: expected a number for each name")
    return sorted(lookup, key=lookup.__getitem__)
