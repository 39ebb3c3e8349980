"""Batch normalisation among named arrays, as PyTorch keeps it, folded into the dense layers.

A layer of it has ``running_mean`` and ``running_var``, and ``weight`` and ``bias`` if it learnt
them. The file says neither its epsilon, which is taken to be PyTorch's usual one, nor whether it
stands before or behind an activation. The latter follows where names are places in a Sequential:
in ``0.weight, 1.running_mean, 3.weight`` it is right behind a dense layer, and right in front of
one in ``0.weight, 2.running_mean, 3.weight``. All others are taken to stand right behind a dense
layer, before its activation: the one before it in the file's own order, else the one of the same
number (``bn1``, ``fc1``), else the only one of its size. The record says what was found.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.errors import FormatError
from netcore.formats._chain import real
from netcore.formats._draft import DraftLayer

Array = NDArray[Any]

RECORDED = "batch normalisation"
"""The fact in a network's record that says into which layers it was folded."""

EPSILON = 1e-5
"""What PyTorch adds to a variance unless it is told otherwise."""

_PART = re.compile(r"(.+)\.(?:running_mean|running_var|num_batches_tracked)")
_PLACE = re.compile(r"(?P<parents>(?:.+\.)?)(?P<place>\d{1,6})")


@dataclass(frozen=True)
class Norm:
    """A layer of batch normalisation, x -> slope x + offset, each ``(n,)``.

    Attributes
    ----------
    name
        Of the layer in the file.
    slope, offset
        The constants.
    before
        The name of the last array before it that is no normalisation's; "" at the beginning.
    """

    name: str
    slope: Array
    offset: Array
    before: str

    def fold_behind(self, layer: DraftLayer) -> None:
        """Fold it into the dense layer in front of it."""
        self._check(layer, len(layer.weights))
        with np.errstate(all="ignore"):  # what leaves the range of floats is refused as a value
            layer.weights = self.slope[:, None] * real(layer.weights, layer.name)
            layer.biases = self.slope * real(layer.biases, layer.name) + self.offset

    def fold_in_front(self, layer: DraftLayer) -> None:
        """Fold it into the dense layer behind it."""
        self._check(layer, layer.weights.shape[1])
        weights = real(layer.weights, layer.name)
        with np.errstate(all="ignore"):
            layer.biases = real(layer.biases, layer.name) + weights @ self.offset
            layer.weights = weights * self.slope

    def _check(self, layer: DraftLayer, count: int) -> None:
        if self.slope.shape != (count,):
            raise FormatError(
                f"{self.name[:60]!r} normalises {self.slope.size} numbers, but layer "
                f"{layer.name[:60]!r} beside it has {count}: export the model to ONNX"
            )


def is_norm_part(name: str) -> bool:
    """Whether only batch normalisation keeps an array of that name."""
    return _PART.fullmatch(name) is not None


def taken_out(arrays: Mapping[str, Array]) -> tuple[dict[str, Array], list[Norm]]:
    """Return the arrays that are no batch normalisation's, and the layers of it.

    Raises
    ------
    FormatError
        If such a layer is not whole.
    """
    parts = (_PART.fullmatch(name) for name in arrays)
    names = {match[1] for match in parts if match}
    rest: dict[str, Array] = {}
    norms: dict[str, Norm] = {}
    for name, array in arrays.items():
        owner = name.rpartition(".")[0]
        if owner not in names:
            rest[name] = array
        elif owner not in norms:
            norms[owner] = _norm(owner, arrays, next(reversed(rest), ""))
    return rest, list(norms.values())


def _norm(name: str, arrays: Mapping[str, Array], before: str) -> Norm:
    wanted = ("running_mean", "running_var", "weight", "bias")
    mean, variance, scale, shift = (arrays.get(f"{name}.{part}") for part in wanted)
    if mean is None or variance is None:
        raise FormatError(f"{name[:60]!r}: expected both running_mean and running_var")
    scale = np.ones(mean.shape) if scale is None else scale
    shift = np.zeros(mean.shape) if shift is None else shift
    if mean.ndim != 1 or not mean.shape == variance.shape == scale.shape == shift.shape:
        raise FormatError(f"{name[:60]!r}: expected a mean, variance, weight and bias of one size")
    with np.errstate(all="ignore"):
        slope = real(scale, name) / np.sqrt(real(variance, name) + EPSILON)
        return Norm(name, slope, real(shift, name) - real(mean, name) * slope, before)


def fold(norms: Sequence[Norm], layers: Sequence[DraftLayer], *, is_ordered: bool) -> str:
    """Fold the normalisations into the layers; return what was folded into what.

    Raises
    ------
    FormatError
        If it cannot be told to which layer one belongs, or it does not fit that.
    """
    told = []
    for norm in norms:
        layer, is_behind = _neighbour(norm, layers, is_ordered=is_ordered)
        if is_behind:
            norm.fold_behind(layer)
        else:
            norm.fold_in_front(layer)
        told.append(f"{norm.name} {'right behind' if is_behind else 'in front of'} {layer.name}")
    return f"{', '.join(told)}; epsilon {EPSILON:g}" if told else ""


def _neighbour(
    norm: Norm, layers: Sequence[DraftLayer], *, is_ordered: bool
) -> tuple[DraftLayer, bool]:
    """Return the dense layer beside a normalisation, and whether that is behind the layer."""
    if match := _PLACE.fullmatch(norm.name):
        places = _places(layers, match["parents"])
        place = int(match["place"])
        if place - 1 not in places and place + 1 in places:
            return places[place + 1], False
        if earlier := [other for other in places if other < place]:
            return places[max(earlier)], True
    if is_ordered:
        owner = norm.before.rpartition(".")[0]
        behind = next((layer for layer in layers if layer.name == owner), None)
        return (layers[0], False) if behind is None else (behind, True)
    return _of_number_or_size(norm, layers)


def _places(layers: Sequence[DraftLayer], parents: str) -> dict[int, DraftLayer]:
    matches = ((_PLACE.fullmatch(layer.name), layer) for layer in layers)
    return {
        int(match["place"]): layer
        for match, layer in matches
        if match and match["parents"] == parents
    }


def _of_number_or_size(norm: Norm, layers: Sequence[DraftLayer]) -> tuple[DraftLayer, bool]:
    fitting = [layer for layer in layers if len(layer.weights) == norm.slope.size]
    number = re.findall(r"\d+", norm.name)
    numbered = [layer for layer in fitting if number and re.findall(r"\d+", layer.name) == number]
    for found in (numbered, fitting):
        if len(found) == 1:
            return found[0], True
    if not fitting and layers[0].weights.shape[1] == norm.slope.size:
        return layers[0], False
    raise FormatError(
        f"{norm.name[:60]!r} is a batch normalisation, but the file does not say of which dense "
        "layer: export the model to ONNX"
    )
