"""A network on its way out of a file: dense layers in a row, whatever the format calls them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from numpy.typing import NDArray

from netcore.activations import ACTIVATIONS, activation
from netcore.errors import FormatError, InputError
from netcore.network import Layer, Network

Array = NDArray[Any]

OUTPUTS = "outputs"
"""The fact in a network's record that says what its file gives out, if not the activations."""

LOGARITHMS = "logarithms"


@dataclass
class DraftLayer:
    """One dense layer as found: its name in the file, and the name of f where the file says it."""

    name: str
    weights: Array
    biases: Array
    activation: str | None = None


@dataclass(frozen=True)
class Draft:
    """Layers from the first hidden one to the outputs, and what else the file says of them."""

    layers: Sequence[DraftLayer]
    labels: Sequence[str] | None = None
    image_shape: Sequence[int] | None = None
    record: Mapping[str, str] = field(default_factory=dict)
    input_names: Sequence[str] = ()

    def network(
        self, activations: Sequence[str] | None = None, labels: Sequence[str] | None = None
    ) -> Network:
        """Return the network, with activations and labels in place of the file's where given.

        Raises
        ------
        InputError
            If what was given does not fit, or activations are needed and not given.
        FormatError
            If what the file holds is no chain of dense layers.
        """
        self._check_chain()
        names = self._activations(activations)
        check_labels(labels, len(self.layers[-1].weights))
        layers = [_layer(*pair) for pair in zip(self.layers, names, strict=True)]
        try:
            return Network(
                layers, labels or self.labels, self.image_shape, self.record, self.input_names
            )
        except InputError as error:
            raise FormatError(str(error)) from error

    def _check_chain(self) -> None:
        if not self.layers:
            raise FormatError("expected at least one dense layer, got none")
        for before, after in pairwise(self.layers):
            n_out, n_in = len(before.weights), after.weights.shape[1]
            if n_in != n_out:
                raise FormatError(
                    f"layer {after.name!r} takes {n_in} numbers, but {before.name!r} before it "
                    f"gives {n_out}: expected a chain of dense layers"
                )

    def _activations(self, given: Sequence[str] | None) -> list[str]:
        if given is not None:
            return checked_activations(given, len(self.layers))
        known = [layer.activation for layer in self.layers if layer.activation is not None]
        if len(known) == len(self.layers):
            return known
        raise InputError(activations_needed(self.layers))


def activations_needed(layers: Sequence[DraftLayer]) -> str:
    """Return the sentence that says which activations to pass, how many and for which layers."""
    shapes = [f"{layer.name} ({'→'.join(map(str, layer.weights.shape[::-1]))})" for layer in layers]
    if len(shapes) > 9:
        shapes[4:-4] = ["..."]
    example = ["relu"] * (len(layers) - 1) + ["softmax"]
    return (
        f"the file does not say its activations: pass {len(layers)} names, one for each layer "
        f"({', '.join(shapes)}), out of {', '.join(ACTIVATIONS)}; for example "
        f"activations={tuple(example)!r} or --activations {','.join(example)}"
    )


def checked_activations(given: Sequence[str], count: int) -> list[str]:
    """Return the names of activations, one for each of `count` layers.

    Raises
    ------
    InputError
        If there are too many or too few, or one is unknown.
    """
    if isinstance(given, str) or len(given) != count:
        raise InputError(f"activations: expected {count} names, got {given!r}")
    return [activation(name).name for name in given]


def name_activations(layers: Sequence[DraftLayer], names: Sequence[str] | None) -> None:
    """Give each layer the activation that its file names; a FormatError if they do not fit."""
    if names is None:
        return
    try:
        checked = checked_activations(names, len(layers))
    except InputError as error:
        raise FormatError(str(error)) from error
    for layer, name in zip(layers, checked, strict=True):
        layer.activation = name


def check_labels(given: Sequence[str] | None, count: int) -> None:
    """Raise an InputError unless there is a label for each of `count` outputs."""
    if given is not None and (isinstance(given, str) or len(given) != count):
        got = repr(given) if isinstance(given, str) else len(given)
        raise InputError(f"labels: expected one for each of {count} outputs, got {got}")


def _layer(draft: DraftLayer, name: str) -> Layer:
    try:
        return Layer(draft.weights, draft.biases, name)
    except InputError as error:
        raise FormatError(f"layer {draft.name!r}: {error}") from error
