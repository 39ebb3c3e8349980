"""Layers that PyTorch keeps in parts: pruned ones, put together; weight-normed ones, refused.

Pruning leaves ``weight_orig`` and ``weight_mask``, whose product is the weight. What weight and
spectral normalisation leave depends on how they were set up, which the file does not say.
"""

import re
from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from netcore.errors import FormatError

Array = NDArray[Any]

_ORIGINAL, _MASK = "_orig", "_mask"
_NORMED = re.compile(
    r"(?P<layer>.*?)\.?(?P<part>weight_[gv]|weight_u|parametrizations\..+)", re.DOTALL
)
_AS_IT_WAS = "then save it again"


def put_together(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return arrays by name, with the pruned ones multiplied by their masks.

    Raises
    ------
    FormatError
        If a mask does not fit, or a layer is kept in parts of another kind.
    """
    for name in arrays:
        if match := _NORMED.fullmatch(name):
            raise FormatError(_refusal(match["layer"], match["part"]))
    whole: dict[str, Array] = {}
    for name, array in arrays.items():
        stem = name.removesuffix(_MASK)
        if stem != name and f"{stem}{_ORIGINAL}" in arrays:
            continue
        stem = name.removesuffix(_ORIGINAL)
        mask = arrays.get(f"{stem}{_MASK}")
        if stem == name or mask is None:
            whole[name] = array
        elif mask.shape != array.shape or mask.dtype.kind not in "biuf":
            raise FormatError(
                f"{name[:60]!r} is pruned, but its mask has shape {mask.shape}: expected "
                f"{array.shape}; in PyTorch, call prune.remove(layer, 'weight') and save it again"
            )
        else:
            whole[stem] = array * mask + 0.0  # -1 times a mask of 0 is -0.0
    return whole


def _refusal(layer: str, part: str) -> str:
    name = f"layer {layer[:60]!r}" if layer else "a layer"
    if part.startswith("parametrizations"):
        call = "torch.nn.utils.parametrize.remove_parametrizations(layer, 'weight')"
        return f"{name} is parametrised: in PyTorch, call {call}, {_AS_IT_WAS}"
    if part == "weight_u":
        call = "torch.nn.utils.remove_spectral_norm(layer)"
        return f"{name} is spectral-normed: in PyTorch, call {call}, {_AS_IT_WAS}"
    call = "torch.nn.utils.remove_weight_norm(layer)"
    return f"{name} is weight-normed: in PyTorch, call {call}, {_AS_IT_WAS}"
