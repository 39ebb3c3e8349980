"""Which of the bundled samples tears a network between two answers, and what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.facts.answer import SHARES, torn_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from netcore import Network

    Floats = NDArray[np.float64]

__all__ = ["Found", "Side", "most_torn", "sides"]

CLOSE = 0.15
"""Two outputs are this near to each other; those that are no shares, to the larger of them."""
_CLEAR, _AS_CLEAR = 0.5, 0.99
"""A clear sample leads by so much of the largest lead there is; one that is as clear as the inputs,
by so much of theirs."""
_MOST_TRIED = 64
"""So many of a plain vector's numbers are turned to see what that does."""


@dataclass(frozen=True, eq=False)
class Found:
    """A bundled sample.

    Attributes
    ----------
    image
        ``(rows, columns)``, in the network's shape.
    label
        The digit that was written.
    torn
        Whether the network is torn about it; else it comes nearest to that.
    """

    image: Floats
    label: str
    torn: bool


@dataclass(frozen=True, eq=False)
class Side:
    """What speaks for one of two rival answers.

    Attributes
    ----------
    inputs
        ``(n_in,)``.
    kind
        A "clear" sample of what the rival stands for, one that is "taken" for it, or one that only
        speaks more for it than the "other" ones; or the same vector with one number "turned".
    index
        Of that number.
    """

    inputs: Floats
    kind: str
    index: int | None = None


@dataclass(frozen=True, eq=False)
class _Samples:
    """The bundled samples as a network sees them: all in one forward pass."""

    images: Floats
    labels: NDArray[np.int64]
    outputs: Floats

    @classmethod
    def of(cls, network: Network) -> _Samples:
        samples = netcore.sample_digits()
        shape = network.image_shape or samples.images.shape[1:]
        images = netcore.resampled_stack(samples.images, shape)
        outputs = network.forward(images.reshape(len(images), -1)).outputs
        return cls(images, samples.labels, np.asarray(outputs))


def most_torn(network: Network, digit: int | None = None) -> Found:
    """Return the sample whose two largest outputs are nearest to each other, both of them active.

    If the network is torn about none, it is the one that comes nearest to that.

    Parameters
    ----------
    network
        Which takes images.
    digit
        Look among its samples alone.
    """
    samples, function = _Samples.of(network), network.layers[-1].activation
    gaps = _gaps(samples.outputs, function)
    torn = torn_between(samples.outputs, function) & (gaps <= CLOSE)
    ranks = np.where(torn, gaps, gaps + np.ptp(gaps) + 1)
    if digit is not None:
        ranks = np.where(samples.labels == digit, ranks, np.inf)
    place = int(ranks.argmin())
    return Found(samples.images[place], str(samples.labels[place]), bool(torn[place]))


def _gaps(outputs: Floats, function: str) -> Floats:
    """Return how far apart the two largest outputs are, ``(N,)``; a lone one, from its middle."""
    if outputs.shape[1] == 1:
        middle = 0.5 if function == "sigmoid" else 0.0
        lone: Floats = np.abs(outputs[:, 0] - middle)
        return lone
    second, first = np.sort(outputs, axis=1)[:, -2:].T
    apart = first - second if function in SHARES else (first - second) / np.maximum(first, 1e-9)
    gaps: Floats = np.where(first > 0, apart, np.abs(apart) + 1)
    return gaps


def sides(network: Network, inputs: Floats, rivals: Sequence[int]) -> tuple[Side, Side]:
    """Return what leads from inputs ``(n_in,)`` towards the first of two outputs, and the second.

    Of images it is a sample of each, clear to this network, as clear as these inputs where there is
    one, and as like them as can be; of a plain vector the number that matters most, turned up and
    down. With one output alone it is what raises it, and what lowers it.
    """
    if network.image_shape is None:
        return _turned(network, inputs, rivals)
    samples = _Samples.of(network)
    others = samples.images.reshape(len(samples.images), -1)
    lead, away = _leads(samples.outputs, rivals), np.linalg.norm(others - inputs, axis=1)
    (own,) = _leads(network.forward(inputs).outputs[None], rivals)
    names = [network.labels[rival] for rival in rivals]
    if len(rivals) == 1:
        names = ["", ""]
    first, second = (
        _clearest(network, samples, sign * lead, sign * own, away, name)
        for sign, name in zip((1, -1), names, strict=True)
    )
    return first, second


def _leads(outputs: Floats, rivals: Sequence[int]) -> Floats:
    """Return by how much the first of two rivals leads, ``(N,)``; a lone one, by how much it is."""
    first, *second = rivals
    return np.asarray(outputs[:, first] - sum(outputs[:, other] for other in second))


def _clearest(
    network: Network, samples: _Samples, lead: Floats, own: float, away: Floats, name: str
) -> Side:
    """Return the nearest of those that lead clearly, and are what they are taken for if any are.

    They lead by as much as the inputs, which lead by `own`, if any do.
    """
    lead = np.where(away > 0, lead, -np.inf)
    taken = np.array([network.labels[at] == name for at in samples.outputs.argmax(axis=1)])
    written = samples.labels.astype(str) == name
    kinds = {"clear": taken & written, "taken": taken, "other": np.ones_like(taken)}
    kind = next(kind for kind, those in kinds.items() if those[np.isfinite(lead)].any())
    leads = np.where(kinds[kind], lead, -np.inf)
    least = leads.max() * (_CLEAR if name and leads.max() > 0 else 1.0)
    clear = leads >= max(least, min(own * _AS_CLEAR, leads.max()))
    place = int(np.where(clear, away, np.inf).argmin())
    return Side(samples.images[place].ravel(), kind)


def _turned(network: Network, inputs: Floats, rivals: Sequence[int]) -> tuple[Side, Side]:
    """Turn each number to zero and to its double, or a zero by one: one changes the lead most."""
    tried = np.argsort(-np.abs(inputs), kind="stable")[:_MOST_TRIED]
    spans = np.where(inputs[tried] == 0, 1.0, np.abs(inputs[tried]))
    steps = np.zeros((len(tried), len(inputs)))
    steps[np.arange(len(tried)), tried] = spans
    lower, higher = (_leads(network.forward(inputs + s * steps).outputs, rivals) for s in (-1, 1))
    best = int(np.abs(higher - lower).argmax())
    ends = [Side(inputs + sign * steps[best], "turned", int(tried[best])) for sign in (1, -1)]
    first, second = ends if higher[best] >= lower[best] else reversed(ends)
    return first, second
