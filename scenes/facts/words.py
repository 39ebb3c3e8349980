"""Numbers and names in sentences: one neuron, ten neurons, 784 neurons."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netcore import Network

__all__ = [
    "counted",
    "enumerated",
    "in_lines",
    "in_words",
    "layer_name",
    "output_names",
    "sum_code",
]

_MOST_NAMED = 4
"""A sum of so many terms is written out."""

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(count: int) -> str:
    """Return a count as it is written in a sentence: in words up to ten."""
    return _WORDS[count] if count < len(_WORDS) else f"{count:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count and its noun: "one neuron", "16 neurons"."""
    return f"{in_words(count)} {noun if count == 1 else plural or noun + 's'}"


def enumerated(things: Sequence[str], last: str = "and") -> str:
    """Return things one after the other: "4, 7 and 9"."""
    *first, end = things
    return f"{', '.join(first)} {last} {end}" if first else end


def in_lines(text: str, most: int) -> list[str]:
    """Return a text in as few lines of at most so many letters as it takes, as equal as can be."""
    words = text.split()
    for count in range(1, len(words) + 1):
        lines = min(_broken(words, count), key=lambda lines: max(map(len, lines)))
        if max(map(len, lines)) <= most:
            return lines
    return words


def _broken(words: Sequence[str], count: int) -> Iterator[list[str]]:
    """Yield all ways to break words into so many lines."""
    for cuts in combinations(range(1, len(words)), count - 1):
        ends = zip((0, *cuts), (*cuts, len(words)), strict=True)
        yield [" ".join(words[start:stop]) for start, stop in ends]


def layer_name(network: Network, layer: int) -> str:
    """Return what a layer is called, within a sentence: "layer 1", "the output layer".

    The first layer behind the input is layer 1, as in the lesson.
    """
    if layer == len(network.layers):
        return "the output layer"
    return "the input layer" if layer == 0 else f"layer {layer}"


def output_names(network: Network, outputs: Iterable[int]) -> list[str]:
    """Return what outputs are called: by their labels, or "output" if a lone one has none."""
    if network.labels == ("0",):
        return ["output" for _ in outputs]
    return [network.labels[index] for index in outputs]


def sum_code(count: int) -> str:
    """Return w_1 a_1 + w_2 a_2 + ... + w_n a_n for n terms, in Typst's math notation.

    Dots stand for two terms at the least: fewer are written out.
    """
    named = range(1, count + 1) if count <= _MOST_NAMED else (1, 2, count)
    terms = [f"w_{term} a_{term}" for term in named]
    if count > _MOST_NAMED:
        terms.insert(2, "dots.c")
    return " + ".join(terms)
