"""Batch normalisation among named arrays, as PyTorch keeps it, folded into the dense layers.

A layer of it has ``running_mean`` and ``running_var``, and ``weight`` and ``bias`` if it learnt
them. The file says neither its epsilon, which is taken to be PyTorch's usual one, nor whether it
stands before or behind an activation. The latter follows where names are places in a Sequential:
in ``0.weight, 1.running_mean, 3.weight`` it is right behind a dense layer, and right in front of
one in ``0.weight, 2.running_mean, 3.weight``. So it does before the first dense layer and behind
the last. Elsewhere it has to be said: with something on both sides (a Dropout, say), or under names
such as ``fc1`` and ``bn1``. There its dense layer is the one of the same number, else the one right
before it in the file's own order, else the only one of its size. The record says what was found.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.errors import FormatError
from netcore.formats._chain import real
from netcore.formats._draft import DraftLayer, Unplaced

Array = NDArray[Any]

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
    earlier
        The names of the layers before it in the file that are no normalisations.
    is_next
        Whether it comes right behind the last of them.
    """

    name: str
    slope: Array
    offset: Array
    earlier: tuple[str, ...]
    is_next: bool

    def fold_behind(self, layer: DraftLayer) -> None:
        """Fold it into the dense layer in front of it."""
        self.check_behind(layer)
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

    def check_behind(self, layer: DraftLayer) -> None:
        """Raise a FormatError unless it normalises as many numbers as come out of a layer."""
        self._check(layer, len(layer.weights))

    def _check(self, layer: DraftLayer, count: int) -> None:
        if self.slope.shape != (count,):
            raise FormatError(
                f"{self.name[:60]!r} normalises {self.slope.size} numbers, but layer "
                f"{layer.name[:60]!r} beside it has {count}: export the model to ONNX"
            )


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
            earlier = tuple(dict.fromkeys(name.rpartition(".")[0] for name in rest))
            is_next = earlier not in [norm.earlier for norm in norms.values()]
            norms[owner] = _norm(owner, arrays, earlier, is_next=is_next)
    return rest, list(norms.values())


def _norm(
    name: str, arrays: Mapping[str, Array], earlier: tuple[str, ...], *, is_next: bool
) -> Norm:
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
        offset = real(shift, name) - real(mean, name) * slope
    return Norm(name, slope, offset, earlier, is_next)


def fold(
    norms: Sequence[Norm], layers: Sequence[DraftLayer], *, is_ordered: bool
) -> tuple[str, list[Unplaced]]:
    """Fold the normalisations into the layers; return what was folded into what, and what was not.

    Not folded are those of which the file does not tell on which side of an activation they stand.

    Raises
    ------
    FormatError
        If it cannot be told to which layer one belongs, or it does not fit that.
    """
    told, unplaced = [], []
    for norm in norms:
        place = _place(norm, layers, is_ordered=is_ordered)
        following = _following(place.layer, layers)
        if place.is_front:
            norm.fold_in_front(place.layer)
        elif place.is_sure or following is None:
            norm.fold_behind(place.layer)
        else:
            norm.check_behind(place.layer)
            unplaced.append(_unplaced(norm, place.layer, following))
            continue
        side = "in front of" if place.is_front else "right behind"
        told.append(f"{norm.name} {side} {place.layer.name}")
    return f"{', '.join(told)}; epsilon {EPSILON:g}" if told else "", unplaced


def _unplaced(norm: Norm, layer: DraftLayer, following: DraftLayer) -> Unplaced:
    return Unplaced(
        norm.name,
        layer.name,
        lambda: norm.fold_behind(layer),
        lambda: norm.fold_in_front(following),
    )


def _following(layer: DraftLayer, layers: Sequence[DraftLayer]) -> DraftLayer | None:
    number = next(i for i, other in enumerate(layers) if other is layer)
    return layers[number + 1] if number + 1 < len(layers) else None


@dataclass(frozen=True)
class _Place:
    """Beside which dense layer a normalisation stands: in front of it, or behind it.

    What is behind it but not surely right behind may be behind its activation as well.
    """

    layer: DraftLayer
    is_front: bool = False
    is_sure: bool = True


def _place(norm: Norm, layers: Sequence[DraftLayer], *, is_ordered: bool) -> _Place:
    if (match := _PLACE.fullmatch(norm.name)) and (places := _places(layers, match["parents"])):
        place = int(match["place"])
        if place - 1 in places:
            return _Place(places[place - 1])
        if place + 1 in places:
            return _Place(places[place + 1], is_front=True)
        if earlier := [other for other in places if other < place]:
            return _Place(places[max(earlier)], is_sure=False)
        return _Place(places[min(places)], is_front=True)
    if is_ordered and not norm.earlier:
        return _Place(layers[0], is_front=True)
    return _named_place(norm, layers, is_ordered=is_ordered)


def _places(layers: Sequence[DraftLayer], parents: str) -> dict[int, DraftLayer]:
    matches = ((_PLACE.fullmatch(layer.name), layer) for layer in layers)
    return {
        int(match["place"]): layer
        for match, layer in matches
        if match and match["parents"] == parents
    }


def _named_place(norm: Norm, layers: Sequence[DraftLayer], *, is_ordered: bool) -> _Place:
    """Return the place of a normalisation whose name is no place: by number, order or size."""
    fitting = [layer for layer in layers if len(layer.weights) == norm.slope.size]
    number = re.findall(r"\d+", norm.name)
    numbered = [layer for layer in fitting if number and re.findall(r"\d+", layer.name) == number]
    # In a file with an order of its own, bn2 before fc2 may as well be that of fc1.
    if is_ordered and any(layer.name not in norm.earlier for layer in numbered):
        raise _unknown(norm)
    last = norm.earlier[-1] if is_ordered and norm.is_next else None
    ordered = [layer for layer in fitting if layer.name == last]
    for found in (numbered, ordered, fitting):
        if len(found) == 1:
            return _Place(found[0], is_sure=False)
    if not fitting and layers[0].weights.shape[1] == norm.slope.size:
        return _Place(layers[0], is_front=True)
    raise _unknown(norm)


def _unknown(norm: Norm) -> FormatError:
    return FormatError(
        f"{norm.name[:60]!r} is a batch normalisation, but the file does not say of which dense "
        "layer: export the model to ONNX"
    )
