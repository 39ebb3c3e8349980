"""What the clips about pixels and neurons say where it depends on the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts.answer_words import with_article
from scenes.facts.functions import squish_of
from scenes.facts.preparing import change_of_width, colour_kept

if TYPE_CHECKING:
    from netcore import Network, Preparation

__all__ = [
    "many_of_them",
    "said_of_colours",
    "said_of_flipping",
    "said_of_paper",
    "said_of_range",
    "said_of_setting",
    "said_of_strokes",
]


def said_of_range(network: Network, layer: int, low: str, high: str) -> str:
    """Say between which numbers, as they are written, the activations of a layer are."""
    function = squish_of(network.layer(layer).activation)
    signed, bounded = low.startswith("\N{MINUS SIGN}"), function is None or function.bounded
    if bounded and not signed:
        return f"This is its activation: from {low}, off, to {high}, fully on."
    reach = f"from {low} to {high}" if signed else f"up to {high}"
    where = "else" if bounded else "on this dial"
    return f"This is its activation: off at zero, {where} {reach}."


def many_of_them(network: Network, layer: int) -> str:
    """Say that the neuron is one of several, or that it alone is shown."""
    if network.sizes[layer] == 1:
        return "It is part of a network."
    return "It is not alone: these belong to the same network."


def said_of_setting(network: Network, layer: int) -> str:
    """Say whose the numbers are."""
    if network.sizes[layer] == 1:
        return "Given this input, the network computes it."
    return "Given this input, the network computes them all."


def said_of_paper(digit: int | None) -> str:
    """Say whose picture it is: drawn from a sample of a digit, or somebody's own."""
    if digit is None:
        return "A picture of a digit, as it was taken."
    return f"{with_article(str(digit)).capitalize()} from the examples, put on paper here."


def said_of_colours(preparation: Preparation) -> str:
    """Say what becomes of the colours of a picture."""
    if one := colour_kept(preparation):
        return f"Only {one} is kept of the colours: ink stands out in it."
    return "The colours go: brightness is enough to read a digit."


def said_of_flipping(level: str) -> str:
    """Say how light becomes ink; where ink stays dark, as `level` says, nothing is flipped."""
    if level == "brightness":
        return "Light and dark swap: ink is what counts."
    return "From here on, ink is what counts."


def said_of_strokes(preparation: Preparation) -> str:
    """Say how strokes get their width."""
    if change_of_width(preparation) > 0:
        return "Look closer: thin strokes would fade, so they grow."
    return "Look closer: thick strokes get finer."
