"""A network on its way out of a file: dense layers in a row, whatever the format calls them."""

from collections.abc import Callable, Mapping, Sequence
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

BATCH_NORM = "batch normalisation"
"""The fact in a network's record that says into which layers it was folded."""

PLACES = ("before", "after")
"""Where a batch normalisation may stand: before or after the activation."""

NO_BATCH_NORM = (
    "batch_norm: the file has no batch normalisation whose place is unknown: leave it out"
)


@dataclass
class DraftLayer:
    """One dense layer as found: its name in the file, and the name of f where the file says it."""

    name: str
    weights: Array
    biases: Array
    activation: str | None = None


@dataclass(frozen=True)
class Unplaced:
    """A batch normalisation of which the file does not say on which side of an activation it is.

    Attributes
    ----------
    name, layer
        Its own in the file, and that of the dense layer before it.
    fold_before, fold_after
        To be called once: folds it in as it is before that layer's activation, or behind it.
    """

    name: str
    layer: str
    fold_before: Callable[[], None]
    fold_after: Callable[[], None]


@dataclass(frozen=True)
class Draft:
    """Layers from the first hidden one to the outputs, and what else the file says of them.

    A network is made of it once: what is `unplaced` is then folded in, as `batch_norm` says.
    """

    layers: Sequence[DraftLayer]
    labels: Sequence[str] | None = None
    image_shape: Sequence[int] | None = None
    record: Mapping[str, str] = field(default_factory=dict)
    input_names: Sequence[str] = ()
    unplaced: Sequence[Unplaced] = ()
    batch_norm: str | None = None

    def network(
        self,
        activations: Sequence[str] | None = None,
        labels: Sequence[str] | None = None,
        batch_norm: str | None = None,
    ) -> Network:
        """Return the network, with what is given in place of what the file says.

        Raises
        ------
        InputError
            If what was given does not fit, or activations or the place of batch normalisations are
            needed and not given.
        FormatError
            If what the file holds is no chain of dense layers.
        """
        self._check_chain()
        names = self._activations(activations)
        placed = self._place(batch_norm)
        check_labels(labels, len(self.layers[-1].weights))
        layers = [_layer(*pair) for pair in zip(self.layers, names, strict=True)]
        try:
            record = {**self.record, **placed}
            return Network(
                layers, labels or self.labels, self.image_shape, record, self.input_names
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

    def _place(self, batch_norm: str | None) -> dict[str, str]:
        """Fold in what is unplaced; return what the record is to say of it."""
        where = checked_batch_norm(batch_norm) or self.batch_norm
        if batch_norm and not self.unplaced:
            raise InputError(NO_BATCH_NORM)
        if not self.unplaced:
            return {}
        if where not in PLACES:
            raise InputError(place_needed(self.unplaced[0]))
        for norm in self.unplaced:
            (norm.fold_before if where == "before" else norm.fold_after)()
        told = [f"{norm.name} {where} the activation of {norm.layer}" for norm in self.unplaced]
        known = [self.record[BATCH_NORM]] if BATCH_NORM in self.record else []
        return {BATCH_NORM: "; ".join([*known, ", ".join(told)])}

    def _activations(self, given: Sequence[str] | None) -> list[str]:
        if given is not None:
            return checked_activations(given, len(self.layers))
        known = [layer.activation for layer in self.layers if layer.activation is not None]
        if len(known) == len(self.layers):
            return known
        raise InputError(activations_needed(self.layers))


def checked_batch_norm(where: str | None) -> str | None:
    """Return what was said of batch normalisations; an InputError if it is no place."""
    if where is not None and where not in PLACES:
        raise InputError(f"batch_norm: expected before or after, got {where!r}")
    return where


def place_needed(norm: Unplaced) -> str:
    """Return the sentence that says how to say where batch normalisations stand."""
    name, layer = norm.name[:40], norm.layer[:40]
    short, inner = name.rpartition(".")[2], layer.rpartition(".")[2]
    return (
        f"{name!r} is a batch normalisation, and the file does not say on which side of the "
        f"activation behind {layer!r} it stands: pass --batch-norm before, as in "
        f"relu({short}({inner}(x))), or --batch-norm after, as in {short}(relu({inner}(x)))"
    )


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
