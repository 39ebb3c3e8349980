"""Dense layers found among named arrays, where a file has nothing but names and numbers.

A name is that of a layer and what it holds of it: ``fc1.weight`` and ``fc1.bias``, ``W1`` and
``b1``, ``coefs_0`` and ``intercepts_0``, ``dense/kernel:0`` and ``dense/bias:0``; or nothing but a
number, as in ``arr_0, arr_1, ...``: there each array with two axes begins a layer.

Order: that of the file's own list where it has one (PyTorch), else by name: what is called input or
encoder before the rest, output or decoder behind it, numbers counted as numbers. If the shapes do
not chain in that order but do in exactly one other, then in that one; where several orders chain
and the names do not tell which, as of ``middle`` and ``deep``, the file is refused.

Orientation: one for the whole file, found from the lengths of the biases and from how the shapes
chain. Where both fit (all weights square, or no biases to tell), the name decides: ``kernel``,
``coefs`` and ``arr`` are (n_in, n_out), as Keras and scikit-learn have them; all others
(n_out, n_in), as here and in PyTorch.

Batch normalisation is folded into the dense layers, see `netcore.formats._norms`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.errors import FormatError
from netcore.formats import _norms
from netcore.formats._draft import BATCH_NORM, Draft, DraftLayer
from netcore.formats._reparametrised import put_together

Array = NDArray[Any]

MOST_LAYERS = 200

# More layers than this are not tried in other orders.
_MOST_REORDERED = 8

_NAME = re.compile(
    r"(?:(?P<layer>.+)[._/-])?"
    r"(?:(?P<weights>weights?|w|(?P<turned>kernels?|coefs?))|biases|bias|b|intercepts?)"
    r"[_.-]?(?P<number>\d*)(?::\d+)?",
    re.IGNORECASE,
)
_BARE = re.compile(r"arr_(\d+)")

_FIRST = frozenset({"input", "inp", "in", "first", "stem", "encoder", "encode", "enc"})
_LAST = frozenset(
    {"output", "out", "last", "final", "head", "classifier", "logits", "decoder", "decode", "dec"}
)

REMEDY = "only chains of dense layers can be shown: leave other layers out when you save it"

READ = (
    "names that are read are such as W1 and b1, fc1.weight and fc1.bias, coefs_0 and intercepts_0, "
    "dense/kernel and dense/bias, arr_0, arr_1: rename it if it is one"
)


@dataclass
class _Found:
    name: str
    weights: Array | None = None
    biases: Array | None = None


def draft(arrays: Mapping[str, Array], *, is_ordered: bool = False) -> Draft:
    """Return the dense layers among the arrays, without activations.

    Parameters
    ----------
    arrays
        Weights and biases by name.
    is_ordered
        Whether they come in the order of the layers.

    Raises
    ------
    FormatError
        If an array is not a dense layer's, or they do not chain.
    """
    if arrays and all(_BARE.fullmatch(name) for name in arrays):
        arrays, is_ordered = _numbered(arrays), True
    arrays, norms = _norms.taken_out(put_together(arrays))
    layers, is_turned = _collect(arrays)
    found = list(layers.values())
    if not is_ordered:
        found.sort(key=lambda layer: (_rank(layer.name), natural(layer.name)))
        norms.sort(key=lambda norm: natural(norm.name))
    drafts = _chained(found, is_turned, is_ordered=is_ordered)
    folded, unplaced = _norms.fold(norms, drafts, is_ordered=is_ordered)
    record = {BATCH_NORM: folded} if folded else {}
    return Draft(drafts, record=record, unplaced=unplaced)


def natural(name: str) -> list[tuple[int, int, str]]:
    """Return what to sort a name by, so that layer10 comes after layer9."""
    parts = re.findall(r"\d{1,18}|\D+|\d+", name)
    return [(0, int(p), "") if p.isdecimal() and len(p) < 19 else (1, 0, p) for p in parts]


def _numbered(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Name arrays that are only numbered by the layer and what they hold of it."""
    named: dict[str, Array] = {}
    layer = 0
    for name in sorted(arrays, key=natural):
        layer += arrays[name].ndim != 1
        key = f"{layer}.{'bias' if arrays[name].ndim == 1 else 'kernel'}"
        if layer == 0 or key in named:
            raise FormatError(f"{name}: expected weights (2 axes) before each array of biases")
        named[key] = arrays[name]
    return named


def _collect(arrays: Mapping[str, Array]) -> tuple[dict[str, _Found], bool]:
    """Return the layers by name, and whether their names say that weights are (n_in, n_out)."""
    layers: dict[str, _Found] = {}
    is_turned = False
    for name, array in arrays.items():
        match = _NAME.fullmatch(name)
        if match is None:
            raise FormatError(f"{name[:60]!r} is not part of a dense layer by its name: {READ}")
        stem = ".".join(filter(None, (match["layer"], match["number"])))
        layer = layers.setdefault(stem, _Found(stem or name))
        role = "weights" if match["weights"] else "biases"
        if getattr(layer, role) is not None:
            raise FormatError(f"{name[:60]!r}: the {role} of layer {stem!r} are there twice")
        setattr(layer, role, _checked(name, array, role))
        is_turned |= bool(match["turned"])
    if not 1 <= len(layers) <= MOST_LAYERS:
        raise FormatError(f"expected 1 to {MOST_LAYERS} dense layers, got {len(layers)}")
    for layer in layers.values():
        if layer.weights is None:
            raise FormatError(f"layer {layer.name[:60]!r} has biases but no weights: {REMEDY}")
    return layers, is_turned


def _checked(name: str, array: Array, role: str) -> Array:
    if role == "weights" and array.dtype.kind in "iu" and array.dtype.itemsize == 1:
        raise FormatError(
            f"{name[:60]!r} holds weights of type {array.dtype}: they are quantised, and what they "
            "stand for is not in the file: save the model as it was before"
        )
    if role == "biases" and array.ndim == 2 and 1 in array.shape:
        return array.ravel()
    if array.ndim != (2 if role == "weights" else 1) or 0 in array.shape:
        raise FormatError(
            f"{name[:60]!r} has shape {array.shape}, which is not that of a dense layer's {role}: "
            f"{REMEDY}"
        )
    return array


def _chained(found: Sequence[_Found], is_turned: bool, *, is_ordered: bool) -> list[DraftLayer]:
    """Return the layers in the order and orientation in which they chain."""
    both = [_drafts(found, turned) for turned in (is_turned, not is_turned)]
    fitting = [drafts for drafts in both if _fits(drafts)]
    for drafts in fitting:
        if all(_follows(*pair) for pair in pairwise(drafts)):
            return drafts if is_ordered else _only_order(drafts) or drafts
    for heeds_names in (True, False):
        for drafts in fitting:
            if order := _only_order(drafts, heeds_names=heeds_names):
                return order
    raise FormatError(
        f"expected layers of which each takes what the last gives, got {_shapes(both[0])}"[:400]
    )


def _only_order(
    layers: Sequence[DraftLayer], *, heeds_names: bool = True
) -> list[DraftLayer] | None:
    """Return the one order in which the layers chain, if there is any and they are few.

    Raises
    ------
    FormatError
        If there are several.
    """
    if len(layers) > _MOST_REORDERED:
        return None
    names = [layer.name for layer in layers]
    earlier = {n: {o for o in names if heeds_names and _is_before(o, n)} for n in names}
    orders = _orders(layers, earlier)
    only = next(orders, None)
    if next(orders, None) is not None:
        raise FormatError(
            "several orders of the layers fit, and their names do not tell which is right, as "
            f"layer1, layer2 would: {_shapes(layers)[:200]}: rename them, or export to ONNX"
        )
    return only


def _shapes(layers: Sequence[DraftLayer]) -> str:
    return ", ".join(f"{layer.name} {layer.weights.shape}" for layer in layers[:9])


def _rank(name: str) -> int:
    """Return -1, 0 or 1 for a layer that is called one at the beginning, neither, at the end."""
    words = re.findall(r"[a-z]+", name.casefold())
    known = next((word for word in words if word in _FIRST or word in _LAST), "")
    return (known in _LAST) - (known in _FIRST)


def _is_before(name: str, other: str) -> bool:
    """Whether the names tell that one layer comes before the other."""
    if (rank := _rank(name)) != (other_rank := _rank(other)):
        return rank < other_rank
    parts, others = (re.findall(r"\d+|[^\W\d_]+", text) for text in (name, other))
    for part, another in zip(parts, others, strict=False):
        if part != another:
            return part.isdecimal() and another.isdecimal() and natural(part) < natural(another)
    return len(parts) < len(others)


def _drafts(found: Sequence[_Found], is_turned: bool) -> list[DraftLayer]:
    drafts = []
    for layer in found:
        weights = np.empty((0, 0)) if layer.weights is None else layer.weights
        weights = weights.T if is_turned else weights
        biases = np.zeros(len(weights)) if layer.biases is None else layer.biases
        drafts.append(DraftLayer(layer.name, weights, biases))
    return drafts


def _fits(layers: Sequence[DraftLayer]) -> bool:
    return all(len(layer.biases) == len(layer.weights) for layer in layers)


def _follows(before: DraftLayer, after: DraftLayer) -> bool:
    return bool(len(before.weights) == after.weights.shape[1])


def _orders(
    rest: Sequence[DraftLayer],
    earlier: Mapping[str, set[str]],
    chain: tuple[DraftLayer, ...] = (),
) -> Iterator[list[DraftLayer]]:
    """Yield every order in which the layers chain, each behind those named as earlier ones."""
    if not rest:
        yield list(chain)
    for i, layer in enumerate(rest):
        if chain and not _follows(chain[-1], layer):
            continue
        if earlier[layer.name] <= {before.name for before in chain}:
            yield from _orders([*rest[:i], *rest[i + 1 :]], earlier, (*chain, layer))
