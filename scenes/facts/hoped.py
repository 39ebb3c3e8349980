"""A digit's way through hoped-for layers, another digit's through the same, and words for both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.facts.answer_words import with_article
from scenes.facts.words import counted, enumerated, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from netcore import HopedLayers, HopedPattern, Trace

    Floats = NDArray[np.float64]

__all__ = ["Hoped", "HopedStory", "named"]

_FINGERS = 3
"""So many edges are pointed at."""
_PLACES = ("at the top", "in the middle", "at the bottom")
_CALLED = {"loop": "loop", "line": "stroke"}
"""The kinds of patterns: lines are what joins neurons here."""
_RUNS = {0: "flat", 45: "slanted", 90: "upright", 135: "slanted"}


@dataclass(frozen=True, eq=False)
class Hoped:
    """The activation of a digit's hoped-for neuron, in what the layers made of an image, once."""

    layers: HopedLayers
    digit: int

    @property
    def image(self) -> Floats:
        """What went in, ``(28, 28)``."""
        return self.layers.parts.image

    def of(self, _trace: Trace) -> float:
        """Return the activation."""
        return float(self.layers.digits[self.digit])


@dataclass(frozen=True, eq=False)
class HopedStory:
    """What is told of hoped-for layers.

    Attributes
    ----------
    own, other
        What they make of the digit, and of the next one.
    written, following
        What these are; None for the first where that is not known.
    """

    own: HopedLayers
    other: HopedLayers
    written: int | None
    following: int

    @classmethod
    def of(cls, image: Floats, written: int | None, following: int | None) -> HopedStory:
        """Look for the digit that follows: by default that which has most patterns in common."""
        own = netcore.hoped_layers(image)
        but = {int(own.digits.argmax()), written}
        labels = set(range(10)) - but if following is None else {following}
        others = [(label, one) for label in labels for one in _of_digit(label)]
        label, other = max(others, key=lambda one: _in_common(own, *one))
        return cls(own, other, written, label)

    @property
    def fingers(self) -> list[int]:
        """The edges to point at: the most active of each pattern, as far as there are so many."""
        own = self.own
        found: list[int] = []
        for pattern in np.argsort(-own.patterns, kind="stable"):
            active = own.edges * own.edges_of[pattern]
            active[found] = 0
            if active.any():
                found.append(int(active.argmax()))
        ranked = np.argsort(-own.edges, kind="stable").tolist()
        more = [edge for edge in ranked if edge not in found and own.edges_of[:, edge].any()]
        return [*found, *more][:_FINGERS]

    @property
    def shared(self) -> list[int]:
        """Which patterns both digits light."""
        both = (self.own.patterns > 0) & (self.other.patterns > 0)
        return [int(place) for place in np.flatnonzero(both)]

    # -- words ------------------------------------------------------------------------

    def patterns(self) -> str:
        """Say which patterns are there."""
        kinds = [netcore.HOPED_PATTERNS[place].kind for place in np.flatnonzero(self.own.patterns)]
        there = [counted(kinds.count(kind), _CALLED[kind]) for kind in _CALLED if kind in kinds]
        return f"Edges light patterns: {enumerated(there)}."

    def digits(self) -> str:
        """Say which digit is lit most."""
        most = int(self.own.digits.argmax())
        if self.written is not None and self.written != most:
            meant = with_article(str(self.written))
            return f"The {most} has most of its usual patterns, though {meant} was meant."
        return f"Patterns light the digits that usually have them: the {most} most of all."

    def next_one(self) -> str:
        """Say what stays lit while the other digit goes through."""
        shared, then = self.shared, f"Now {with_article(str(self.following))}."
        first = int(self.own.digits.argmax()) if self.written is None else self.written
        if not shared:
            return f"{then} It lights other patterns."
        if len(shared) > 1:
            count = in_words(len(shared))
            return f"{then} It shares {count} patterns with the {first}: these stay lit."
        pattern = named(netcore.HOPED_PATTERNS[shared[0]])
        return f"{then} Like the {first}, it has {pattern}: this stays lit."


def named(pattern: HopedPattern) -> str:
    """Return what a pattern is called: "a loop at the top"."""
    place = _PLACES[pattern.place]
    if pattern.kind == "loop":
        return f"a loop {place}"
    run = _RUNS[pattern.angle]
    return f"{'an' if run[0] == 'u' else 'a'} {run} {_CALLED[pattern.kind]} {place}"


def _in_common(own: HopedLayers, label: int, other: HopedLayers) -> tuple[bool, bool, float, float]:
    """Return how well a sample follows: it is taken for what it is, and shares a loop, or much."""
    first, second = own.patterns > 0, other.patterns > 0
    loops = [pattern.kind == "loop" for pattern in netcore.HOPED_PATTERNS]
    share = (first & second).sum() / max((first | second).sum(), 1)
    right = bool(other.digits.argmax() == label)
    return right, bool((first & second & loops).any()), float(share), float(other.digits.max())


def _of_digit(label: int) -> Iterator[HopedLayers]:
    """Return what the layers make of the bundled samples of a digit."""
    return map(netcore.hoped_layers, netcore.sample_digits().all_of(label))
