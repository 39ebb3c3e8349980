"""The layers in Keras' description of a model, in the order in which they are applied."""

import re
from dataclasses import replace
from typing import Any

from netcore.errors import FormatError
from netcore.formats._chain import Chain
from netcore.formats._keras_layers import KerasLayer

MOST_LAYERS = 200
MOST_NESTED = 8

_MODELS = ("Sequential", "Functional", "Model")


class Layers:
    """The layers of a model, those of models within it in their place.

    Parameters
    ----------
    description
        What Keras writes as ``config.json`` or the attribute ``model_config``.
    """

    def __init__(self, description: Any, within: tuple[str, ...] = ("",), depth: int = 0) -> None:
        model = description if isinstance(description, dict) else {}
        kind = model.get("class_name")
        if kind not in _MODELS:
            raise FormatError(
                f"expected a Sequential or functional model, got {str(kind)[:40]!r}: models of "
                "classes of their own cannot be read without their code"
            )
        settings = model.get("config")
        entries = settings.get("layers") if isinstance(settings, dict) else settings
        if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_LAYERS:
            raise FormatError(f"expected a list of 1 to {MOST_LAYERS} layers")
        self.as_listed = _placed([_layer(entry) for entry in entries], within)
        if len({layer.name for layer in self.as_listed}) < len(entries):
            raise FormatError("expected layers of different names")
        self.in_order = self.as_listed if kind == "Sequential" else self._followed()
        outputs = settings.get("output_layers") if isinstance(settings, dict) else None
        if not {*_origins(outputs, 0)} <= {self.in_order[-1].name}:
            raise FormatError(
                f"expected one output, that of layer {self.in_order[-1].name!r}: only chains can "
                "be shown"
            )
        if depth > MOST_NESTED:
            raise FormatError(f"expected models within models {MOST_NESTED} deep at most")
        self.in_order = [part for layer in self.in_order for part in _parts(layer, depth)]
        if len(self.in_order) > MOST_LAYERS:
            raise FormatError(f"expected at most {MOST_LAYERS} layers in all")

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


def _parts(layer: KerasLayer, depth: int) -> list[KerasLayer]:
    """Return the layers of a model within a model; any other layer is one by itself."""
    if layer.kind not in _MODELS:
        return [layer]
    description = {"class_name": layer.kind, "config": layer.settings}
    return Layers(description, layer.places, depth + 1).in_order


def _placed(layers: list[KerasLayer], within: tuple[str, ...]) -> list[KerasLayer]:
    """Tell layers where a Keras 3 archive keeps them: by class and how many came before, or name.

    Groups of layers are called "layers", or by the name that the first of Keras 3 had for them.
    """
    counts: dict[str, int] = {}
    found = []
    for layer in layers:
        kind = snake_case(layer.kind)
        count = counts[kind] = counts.get(kind, -1) + 1
        names = (f"{kind}_{count}" if count else kind, layer.name)
        groups = ("layers", "_layer_checkpoint_dependencies")
        places = [f"{w}/{group}/{name}" for name in names for w in within for group in groups]
        found.append(replace(layer, places=tuple(dict.fromkeys(places))))
    return found


def _layer(entry: Any) -> KerasLayer:
    settings = entry.get("config") if isinstance(entry, dict) else None
    if not isinstance(settings, dict):
        raise FormatError("expected layers with a class and settings")
    kind = str(entry.get("class_name"))
    name = str(settings.get("name", kind))[:200]
    nodes = entry.get("inbound_nodes", [])
    follows = dict.fromkeys(_origins(nodes, 0))
    return KerasLayer(kind, name, settings, tuple(follows), tuple(_constants(nodes)))


def _constants(nodes: Any) -> list[tuple[int, Any]]:
    """Return the numbers among the inputs of a layer that is called once, each with its place."""
    node = nodes[0] if isinstance(nodes, list) and len(nodes) == 1 else None
    if isinstance(node, dict) and isinstance(node.get("args"), list):
        named = node.get("kwargs")
        inputs = [*node["args"], *(named.values() if isinstance(named, dict) else ())]
    elif isinstance(node, list) and len(node) == 4 and isinstance(node[3], dict):  # TensorFlow's
        inputs = [None, *(value for name, value in node[3].items() if name != "name")]
    elif isinstance(node, list) and node and isinstance(node[0], list):
        return _constants(node)
    else:
        return []
    values = [(place, _value(found)) for place, found in enumerate(inputs)]
    return [(place, value) for place, value in values if value is not None]


def _value(found: Any) -> Any:
    """Return a number, or the numbers of an array, as Keras 3 writes either; None of all else."""
    if isinstance(found, dict) and found.get("class_name") in ("__tensor__", "__numpy__"):
        settings = found.get("config")
        return settings.get("value") if isinstance(settings, dict) else None
    return found if type(found) in (int, float) else None


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
