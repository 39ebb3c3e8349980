"""What is said about each activation function; the functions themselves are netcore's."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["SQUISHES", "Squish"]


@dataclass(frozen=True)
class Squish:
    """The words for one activation function, and the range that it maps to.

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
    wish
        What activations should be, after "A weighted sum can be any number".
    enlarged, squish, lands, sums_up
        Captions for the line of activations, while the number line is carried to it, when it has
        arrived, and at the end.
    below, above
        What becomes of very negative and of very positive sums, in a few words.
    """

    title: str
    formula: str
    low: float | None
    high: float | None
    flat: float
    wish: str
    enlarged: str
    squish: str
    lands: str
    sums_up: str
    below: str
    above: str

    @property
    def bounded(self) -> bool:
        """Whether the range of activations has both its ends."""
        return None not in (self.low, self.high)


_ENLARGED = "Here is that short piece of the line, enlarged."
_SAME_SCALE = "The activations get a line of their own."
_SQUISHED = (
    "So the whole number line is squished into that interval, and every sum is carried along."
)
_CROWDED = "Far from zero, sums crowd at the two ends. Only near zero is there room in between."

SQUISHES = MappingProxyType(
    {
        "sigmoid": Squish(
            title="The sigmoid function",
            formula="a = sigma(z) = 1 / (1 + e^(-z))",
            low=0.0,
            high=1.0,
            flat=6.0,
            wish="An activation should lie between 0 and 1.",
            enlarged=_ENLARGED,
            squish=_SQUISHED,
            lands=_CROWDED,
            sums_up="The activation now says how positive the weighted sum is, "
            "on a scale from 0 to 1.",
            below="very negative → near 0",
            above="very positive → near 1",
        ),
        "tanh": Squish(
            title="The hyperbolic tangent",
            formula="a = tanh(z)",
            low=-1.0,
            high=1.0,
            flat=4.0,
            wish="An activation should lie between −1 and 1.",
            enlarged=_ENLARGED,
            squish=_SQUISHED,
            lands=_CROWDED,
            sums_up="The activation keeps the sign of the weighted sum, on a scale from −1 to 1.",
            below="very negative → near −1",
            above="very positive → near 1",
        ),
        "relu": Squish(
            title="The rectifier, ReLU",
            formula="a = max(0, z)",
            low=0.0,
            high=None,
            flat=0.0,
            wish="Here an activation should be 0 or more.",
            enlarged=_SAME_SCALE,
            squish="So everything below zero is folded up into zero, "
            "and everything above it stays as it is.",
            lands="Every negative sum becomes exactly 0: that neuron stays silent. "
            "A positive sum is its own activation.",
            sums_up="Below zero a neuron is silent; above zero its activation is "
            "the weighted sum itself.",
            below="negative → exactly 0",
            above="positive → unchanged",
        ),
        "identity": Squish(
            title="The identity",
            formula="a = z",
            low=None,
            high=None,
            flat=0.0,
            wish="Here an activation may be any number, too.",
            enlarged=_SAME_SCALE,
            squish="So the number line is not squished at all: every sum is carried over as it is.",
            lands="Every weighted sum arrives unchanged: it is its own activation.",
            sums_up="Without a squish, the activation is the weighted sum itself, "
            "and its graph is a straight line.",
            below="negative → unchanged",
            above="positive → unchanged",
        ),
    }
)
