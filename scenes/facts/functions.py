"""What is said about each activation function; the functions themselves are netcore's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import netcore
from netcore.activations import LEAKY_SLOPE

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Function", "Squish", "function_of", "squish_of"]


@dataclass(frozen=True, kw_only=True)
class Function:
    """How an activation function is written, and what it does to a layer.

    Attributes
    ----------
    symbol
        Typst math, to stand before a bracket.
    does
        What it does to all sums, within a sentence.
    passes
        The same, where none of them is below zero; "" if that makes no difference.
    """

    symbol: str
    does: str
    passes: str = ""


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
        How far from zero the sums have to go for the function's ends to be seen.
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


_CROWDED = "Far from zero they crowd; near zero there is room."

_SQUISHES = MappingProxyType(
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
            squish="Now the whole number line is squished into that interval.",
            lands=_CROWDED,
            sums_up="The sigmoid, written sigma, says how positive a sum is.",
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
            squish="Now the whole number line is squished into that interval.",
            lands=_CROWDED,
            sums_up="The hyperbolic tangent keeps a sum's sign, from −1 to 1.",
            below="very negative → near −1",
            above="very positive → near 1",
        ),
        "relu": Squish(
            symbol='"ReLU"',
            does="ReLU makes every sum below zero 0",
            passes="ReLU leaves sums above zero as they are",
            title="The rectifier, ReLU",
            formula="a = {{ max : f }}(0, z)",
            low=0.0,
            high=None,
            flat=0.0,
            far=0.0,
            wish="0 or more",
            squish="ReLU folds all below zero into 0, and leaves the rest as it is.",
            lands="Every negative sum becomes 0: silent.",
            sums_up="Below zero a neuron is silent; above, it passes its sum on.",
            below="negative → exactly 0",
            above="positive → unchanged",
        ),
        "leaky_relu": Squish(
            symbol='"LReLU"',
            does="Leaky ReLU shrinks every sum below zero",
            passes="Leaky ReLU leaves sums above zero as they are",
            title="The leaky rectifier",
            formula="a = {{ max : f }}(0, z) + c min(0, z)",
            low=None,
            high=None,
            flat=0.0,
            far=0.0,
            wish="any number, but hardly below 0",
            squish="All below zero shrinks towards 0; the rest stays as it is.",
            lands="Of a negative sum little is left.",
            sums_up="Below zero a neuron is almost silent; above, it passes its sum on.",
            below="negative → a small part of it",
            above="positive → unchanged",
        ),
        "elu": Squish(
            symbol='"ELU"',
            does="ELU bends every sum below zero up",
            passes="ELU leaves sums above zero as they are",
            title="The exponential linear unit, ELU",
            formula="a = {{ max : f }}(0, z) + c min(0, e^z - 1)",
            low=None,
            high=None,
            flat=4.0,
            far=3.0,
            wish="not far below 0",
            squish="All below zero is bent up; the rest stays as it is.",
            lands="The lowest sums end side by side.",
            sums_up="Below zero the activation levels off; above, it is the sum itself.",
            below="very negative → the lower end",
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
            lands="Every sum arrives unchanged.",
            sums_up="Without a squish, the graph is a straight line.",
            below="negative → unchanged",
            above="positive → unchanged",
        ),
    }
)

_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        **_SQUISHES,
        "softmax": Function(
            symbol='"softmax"', does="Softmax turns the sums into shares of one whole"
        ),
    }
)
"""All that netcore has: also those whose activations depend on all sums at once."""


def function_of(name: str) -> Function:
    """Return what is said about an activation function, as a network names it."""
    return _with_constant(_FUNCTIONS[netcore.activation(name).kind], name)


def squish_of(name: str) -> Squish | None:
    """Return what is said about a function of single sums; None where it depends on all sums."""
    found = function_of(name)
    return found if isinstance(found, Squish) else None


def _with_constant(words: Function, name: str) -> Function:
    """Write the constant of a leaky function into its formula; one of 1 is not written."""
    if not isinstance(words, Squish) or "c min" not in words.formula:
        return words
    function = netcore.activation(name)
    said = function.name.partition(":")[2]
    usual = f"{LEAKY_SLOPE:g}" if function.kind == "leaky_relu" else ""
    return replace(words, formula=words.formula.replace("c min", f"{said or usual} min".strip()))
