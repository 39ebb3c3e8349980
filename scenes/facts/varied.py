"""Inputs that are varied like a knob is turned, and the forward pass of each: computed anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.facts.choosing_pixels import LIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from netcore import Network, Trace

    Floats = NDArray[np.float64]

__all__ = ["Varied", "covering", "mixing", "other_inputs", "telling_cover", "telling_other"]

_FLOWERS = (
    ("sepal length", "sepal width", "petal length", "petal width"),
    ((5.1, 3.5, 1.4, 0.2), (7.0, 3.2, 4.7, 1.4)),
)
"""What irises' numbers are called, and those of two: Fisher's first Iris setosa and versicolor."""
_OTHER_DIGITS = (4, 7)
"""So far on in the row of ten are digits to show after one."""
_MOST_COVERED = 0.7
"""So much of the input is covered at the most: of nothing at all nothing can be told."""


@dataclass(frozen=True, eq=False)
class Varied:
    """What a network makes of inputs ``(n_in,)`` that depend on one number, the place of a knob."""

    network: Network
    inputs_at: Callable[[float], Floats]

    def at(self, place: float) -> Trace:
        """Return the forward pass at a place."""
        return self.network.forward(self.inputs_at(place))


def covering(inputs: Floats, rows: int) -> Callable[[float], Floats]:
    """Return what covers a share of inputs ``(n_in,)`` from the end on, row after row.

    What is covered is 0, as where nothing is drawn; the row at the edge is covered in part.
    """
    first = np.repeat(np.arange(rows), len(inputs) // rows)

    def inputs_at(share: float) -> Floats:
        left: Floats = np.clip(rows * (1 - share) - first, 0.0, 1.0)
        return inputs * left

    return inputs_at


def telling_cover(varied: Varied, rows: int, drawn: ArrayLike) -> float:
    """Return the share to cover so that, of whole rows, another answer comes up most clearly.

    Parameters
    ----------
    varied
        Inputs of which a share is covered.
    rows
        How many rows they have.
    drawn
        Indices of the outputs that are drawn: what is answered then is one of them. It is 0 if that
        is so nowhere.
    """
    answer, seen = varied.at(0).prediction, np.asarray(drawn)
    most = max(int(rows * _MOST_COVERED), 1)
    shares = [row / rows for row in range(1, most + 1)]
    shares = [share for share in shares if np.isin(varied.at(share).ranking[:2], seen).all()]
    return max(shares, key=lambda share: _against(varied, share, answer), default=0.0)


def _against(varied: Varied, share: float, answer: int) -> float:
    outputs = varied.at(share).outputs
    others = np.delete(outputs, answer)
    return float(others.max(initial=0.0) - outputs[answer])


def mixing(low: Floats, middle: Floats, high: Floats) -> Callable[[float], Floats]:
    """Return what mixes inputs ``(n_in,)`` number by number with others: low at -1, high at 1."""

    def inputs_at(place: float) -> Floats:
        other, share = (low, -place) if place < 0 else (high, place)
        return middle + (other - middle) * share

    return inputs_at


def other_inputs(network: Network, inputs: Floats, digit: int) -> list[Floats]:
    """Return other inputs ``(n_in,)`` to show after some: other digits, or other numbers.

    These are another iris's, where it is an iris; else every number is half of what it was.
    """
    if network.image_shape is None:
        names, flowers = _FLOWERS
        known = map(np.array, flowers if network.input_names == names else ())
        others = (flower for flower in known if not np.array_equal(flower, inputs))
        return [next(others, inputs / 2)]
    digits = netcore.sample_digits()
    images = (digits.image((digit + step) % 10, 0) for step in _OTHER_DIGITS)
    return [netcore.resampled(image, network.image_shape).ravel() for image in images]


def telling_other(trace: Trace, digit: int, layer: int, shown: Sequence[int]) -> Trace:
    """Return the forward pass of another input under which most is seen of a layer.

    Parameters
    ----------
    trace
        Of the input that was there before.
    digit
        What it shows, if it is one.
    layer, shown
        Of whose activations these are read: as many as can be are lit, and they differ most
        from before.
    """
    network, places = trace.network, list(shown)
    before = trace.activations[layer][places]
    if network.image_shape is None:
        others = other_inputs(network, trace.activations[0], digit)
    else:
        digits, shape = netcore.sample_digits(), network.image_shape
        images = (image for by in range(1, 10) for image in digits.all_of((digit + by) % 10))
        others = [netcore.resampled(image, shape).ravel() for image in images]

    def seen(other: Trace) -> tuple[int, float]:
        now = other.activations[layer][places]
        return int((now > LIT).sum()), float(np.abs(now - before).sum())

    return max(map(network.forward, others), key=seen)
