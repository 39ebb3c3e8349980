"""What is said about each activation function; the functions themselves are netcore's."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FUNCTIONS", "SQUISHES", "Function", "Squish"]


@dataclass(frozen=True, kw_only=True)
class Function:
    """How an activation function is written, and what it does to a layer.

    Attributes
    ----------
    symbol
        Typst math, to stand before a bracket.
    does
        What it does to all sums, within a sentence.
    """

    symbol: str
    does: str


@dataclass(frozen=True, kw_only=True)
class Squish(Function):
    """The words for a function of single sums, and the range that it maps to.

    Attributes
    ----------
    title
        What the function is called.
    formula
        Typst math.
    low, high
        Ends of the range of activations; None where there is none.
    flat
        How far from zero the weighted sums have to go for the function's ends to be seen.
    far
        From here on a sum is very negative, or very positive.
    wish
        What activations should be, after "A sum can be any number".
    squish, lands, sums_up
        Captions while the number line is carried over, when it has arrived, and at the end.
    below, above
        What becomes of very negative and of very positive sums, in a few words.
    """

    title: str
    formula: str
    low: float | None
    high: float | None
    flat: float
    far: float
    wish: str
    squish: str
    lands: str
    sums_up: str
    below: str
    above: str

    @property
    def bounded(self) -> bool:
        """Whether the range of activations has both its ends."""
        return None not in (self.low, self.high)


_CROWDED = "Far from zero, sums crowd at the ends; only near zero is there room."

SQUISHES = MappingProxyType(
    {
        "sigmoid": Squish(
            symbol="sigma",
            does="Sigma squishes every sum",
            title="The sigmoid function",
            formula="a = {{ sigma : f }}(z) = 1 / (1 + e^(-z))",
            low=0.0,
            high=1.0,
            flat=6.0,
            far=4.0,
            wish="between 0 and 1",
            squish="Sigma squishes the whole number line into that interval.",
            lands=_CROWDED,
            sums_up="The activation says how positive the sum is, from 0 to 1.",
            below="very negative → near 0",
            above="very positive → near 1",
        ),
        "tanh": Squish(
            symbol="tanh",
            does="Tanh squishes every sum",
            title="The hyperbolic tangent",
            formula="a = {{ tanh : f }}(z)",
            low=-1.0,
            high=1.0,
            flat=4.0,
            far=2.0,
            wish="between −1 and 1",
            squish="Tanh squishes the whole number line into that interval.",
            lands=_CROWDED,
            sums_up="The activation keeps the sum's sign, from −1 to 1.",
            below="very negative → near −1",
            above="very positive → near 1",
        ),
        "relu": Squish(
            symbol='"ReLU"',
            does="ReLU makes every sum below zero 0",
            title="The rectifier, ReLU",
            formula="a = {{ max : f }}(0, z)",
            low=0.0,
            high=None,
            flat=0.0,
            far=0.0,
            wish="0 or more",
            squish="ReLU folds all below zero into 0, and leaves the rest as it is.",
            lands="Every negative sum becomes 0: that neuron stays silent.",
            sums_up="Below zero a neuron is silent; above, it passes its sum on.",
            below="negative → exactly 0",
            above="positive → unchanged",
        ),
        "identity": Squish(
            symbol='"id"',
            does="The identity passes every sum on as it is",
            title="The identity",
            formula="{{ a : f }} = z",
            low=None,
            high=None,
            flat=0.0,
            far=0.0,
            wish="any number, too",
            squish="Here nothing is squished: every sum is carried over as it is.",
            lands="Every sum arrives unchanged: it is its own activation.",
            sums_up="Without a squish, the graph is a straight line.",
            below="negative → unchanged",
            above="positive → unchanged",
        ),
    }
)

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        **SQUISHES,
        "softmax": Function(
            symbol='"softmax"', does="Softmax turns the sums into shares of one whole"
        ),
    }
)
"""All that netcore has: also those whose activations depend on all sums at once."""
