"""A ring of pixels laid where one digit has its loop at the top, and other digits under it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.facts.sources import DotProduct
from scenes.facts.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from netcore import Part

    Floats = NDArray[np.float64]

__all__ = ["TriedDigit", "UpperLoop", "said_of_the_fooling"]

_WITH, _WITHOUT = (9, 8), (1, 4)
"""The digits beside the one that the ring is laid on: first samples that have a loop at the top,
then some that have none."""
_FOOLING = 7
"""Which digit fools the neuron: one that nobody would look for a loop in."""


@dataclass(frozen=True, eq=False)
class TriedDigit:
    """A digit that is looked at through a ring, and its loop at the top if it has one."""

    image: Floats
    loop: Part | None

    @classmethod
    def of(cls, image: Floats) -> TriedDigit:
        """Look for the loop."""
        return cls(image, netcore.loop_at_the_top(image))


@dataclass(frozen=True, eq=False)
class UpperLoop:
    """The digit with a loop at the top that the ring is laid on, and those that it is tried on.

    Attributes
    ----------
    loop
        What the ring is laid about.
    tried
        Digits with and without a loop at the top: first the one with that loop.
    fooling
        The bundled 7 without any loop that lights the neuron most.
    """

    loop: Part
    tried: tuple[TriedDigit, ...]
    fooling: TriedDigit

    @classmethod
    def of(cls, image: Floats) -> UpperLoop:
        """Begin with a digit: if it has no loop at the top, it is one of those without."""
        asked = TriedDigit.of(image)
        hero = asked if asked.loop is not None else _plainest()
        assert hero.loop is not None
        ring = netcore.ring_about(hero.loop)
        fooling = max(_without_any(_FOOLING), key=lambda one: _seen(ring, one))
        own = [asked] if asked.loop is None and not _same(asked, fooling) else []
        having = _first_of(_WITH, [hero], without=False)
        others = _first_of(_WITHOUT, [*own, fooling], without=True)
        without = [*own, *others]
        tried = (hero, without[0], having[0], without[1], having[1])  # not in their order yet
        return cls(hero.loop, tried, fooling)

    def ring(self, down: float = 0.0) -> Floats:
        """Return the hand-made weights, on a ring so many pixels below the loop."""
        return netcore.ring_about(self.loop, down)

    def source(self, digit: TriedDigit) -> DotProduct:
        """Return what the neuron's activation is, for a digit."""
        return DotProduct(self.ring(), digit.image)

    @property
    def room_below(self) -> float:
        """How far down the ring can go before it leaves the digit, in pixels."""
        rows = np.flatnonzero(self.tried[0].image.any(axis=1))
        return float(rows[-1] - self.loop.path[:, 0].max())

    @property
    def overtaken(self) -> int:
        """How many digits with a loop light the neuron less than the fooling one does."""
        ring = self.ring()
        most = _seen(ring, self.fooling)
        return sum(one.loop is not None and _seen(ring, one) < most for one in self.tried)


def said_of_the_fooling(story: UpperLoop) -> str:
    """Return what the digit without a loop does, set beside those that have one at the top."""
    passed = story.overtaken
    if not passed:
        return "It comes after those with a loop, yet its neuron is lit: not quite the hope."
    return (
        f"It beats {in_words(passed)} with a loop at the top. "
        "A part is easier to name than to find."
    )


def _seen(ring: Floats, digit: TriedDigit) -> float:
    return float((ring * digit.image).sum())


def _same(one: TriedDigit, other: TriedDigit) -> bool:
    return bool(np.array_equal(one.image, other.image))


@lru_cache(maxsize=1)
def _without_any(label: int) -> tuple[TriedDigit, ...]:
    """Return the bundled samples of a digit that have no loop anywhere."""
    every = netcore.sample_digits().all_of(label)
    return tuple(TriedDigit(image, None) for image in every if not netcore.find_parts(image).loops)


def _first_of(labels: Sequence[int], but: list[TriedDigit], *, without: bool) -> list[TriedDigit]:
    """Return a sample of each label, the first that is not among some, with a loop or without."""
    digits, found = netcore.sample_digits(), list(but)
    for label in labels:
        for image in digits.all_of(label):
            one = TriedDigit.of(image)
            if (one.loop is None) is without and not any(_same(one, other) for other in found):
                found.append(one)
                break
    return found[len(but) :]


@lru_cache(maxsize=1)
def _plainest() -> TriedDigit:
    """Return the bundled sample whose ring all those with a loop at the top light most."""
    every = (TriedDigit.of(image) for image in netcore.sample_digits().sure)
    having = [one for one in every if one.loop is not None]
    mean = np.mean([one.image for one in having], axis=0)

    def lit(one: TriedDigit) -> float:
        return 0.0 if one.loop is None else float((netcore.ring_about(one.loop) * mean).sum())

    return max(having, key=lit)
