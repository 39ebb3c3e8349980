"""Where a number was read, in the words of the lesson: ``w(1)[5, 203] = -0.113``.

A layer's number stands in parentheses, as it stands above the letter in formulas; neurons and
inputs, counted from 0, in brackets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.facts.readings import Reading
from scenes.facts.sources import (
    Activated,
    Count,
    DotProduct,
    Entry,
    HowMany,
    Loss,
    Mapped,
    Needed,
    Of,
    OneDirection,
    Overlap,
    Slope,
    TermSum,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcore import Trace
    from scenes.facts.readings import Kind
    from scenes.facts.sources import Source

__all__ = ["place_of", "told"]


def told(source: Source, trace: Trace) -> str:
    """Return a source's place and the value there, more exactly than it is shown."""
    value = source.of(trace)
    written = f"{value:,.0f}" if value == int(value) and abs(value) >= 1 else f"{value:.4g}"
    return f"{place_of(source)} = {written}"


def place_of(source: Source) -> str:
    """Return where a source is read."""
    if isinstance(source, Reading):
        return _OF_READINGS[source.kind](source.layer, source.neuron, source.index)
    words = _OF_OTHERS.get(type(source))
    return words(source) if words else type(source).__name__.lower()


def _end(what: str, index: int) -> str:
    """Return how an end of a colour scale is called."""
    return {0: f"0 on the scale of {what}", 1: f"max |{what}|"}.get(index, f"-max |{what}|")


def _terms(layer: int, neuron: int, first: object, last: object) -> str:
    return f"sum of w({layer})[{neuron}, i] a({layer - 1})[i], i = {first} ... {last}"


_OF_READINGS: dict[Kind, Callable[[int, int, int], str]] = {
    "activation": lambda layer, j, i: f"a({layer})[{j}]",
    "weight": lambda layer, j, i: f"w({layer})[{j}, {i}]",
    "bias": lambda layer, j, i: f"b({layer})[{j}]",
    "weighted_sum": lambda layer, j, i: f"z({layer})[{j}]",
    "contribution": lambda layer, j, i: f"w({layer})[{j}, {i}] a({layer - 1})[{i}]",
    "partial_sum": lambda layer, j, i: _terms(layer, j, 0, i - 1) if i else "sum of no terms yet",
    "product": lambda layer, j, i: f"sum of w({layer})[{j}, i] a({layer - 1})[i] over all i",
    "activation_scale": lambda layer, j, i: _end(f"a({layer})", i),
    "weight_limit": lambda layer, j, i: _end(f"w({layer})[{j}]", i),
    "contribution_limit": lambda layer, j, i: _end(f"w({layer})[{j}, i] a({layer - 1})[i]", i),
}


def _of_count(source: Count) -> str:
    where = "in the network" if source.layer is None else f"of layer {source.layer}"
    return f"number of {source.what} {where}"


def _of_needed(source: Needed) -> str:
    bias = f"b({source.layer})[{source.neuron}]" if source.bias is None else f"{source.bias:.4g}"
    return f"minus the bias {bias}"


def _of_overlap(source: Overlap) -> str:
    least = len(source.images) if source.least is None else source.least
    return f"pixels above {source.above:g} in at least {least} of {len(source.images)} images"


_OF_OTHERS: dict[type, Callable[[Any], str]] = {
    Activated: lambda s: f"inputs of {len(s.inputs)} that make z({s.layer})[{s.neuron}] > 0",
    Count: _of_count,
    DotProduct: lambda s: "sum of weights times image, made by hand",
    Entry: lambda s: f"grid made by hand [{s.row}, {s.column}]",
    HowMany: lambda s: f"number of {s.noun}s",
    Loss: lambda s: f"loss after epoch {s.epoch}",
    Mapped: lambda s: f"{s.function}({s.z:.4g})",
    Needed: _of_needed,
    Of: lambda s: f"{place_of(s.source)}, in another forward pass",
    OneDirection: lambda s: "share of a grid's slopes that lie in one direction",
    Overlap: _of_overlap,
    Slope: lambda s: f"slope of {s.function} at {s.z:.4g}",
    TermSum: lambda s: _terms(s.layer, s.neuron, s.first, s.last - 1),
}
