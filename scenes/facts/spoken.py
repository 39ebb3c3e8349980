"""The numbers of the spoken word that comes with the project, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

import netcore

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Speech, Trace

    Floats = NDArray[np.float64]

__all__ = ["Spoken", "envelope", "levels_at", "onsets"]

_ABOUT = 0.025
"""Seconds before and after a moment: less than half of the shortest sound."""


@dataclass(frozen=True)
class Spoken:
    """A number of the spoken word.

    How many samples its sound has, or when one of its sounds begins or is half over, in
    milliseconds; the beginning behind the last is the word's end.
    """

    what: Literal["samples", "begins", "half over"]
    place: int = 0

    def of(self, _trace: Trace) -> float:
        """Return the number."""
        speech = netcore.spoken_word()
        if self.what == "samples":
            return float(len(speech.samples))
        ends = onsets(speech) * 1000
        if self.what == "begins":
            return float(ends[self.place])
        return float(ends[self.place : self.place + 2].mean())


def onsets(speech: Speech) -> Floats:
    """Return when each sound begins, and at last when the word ends: ``(n + 1,)`` seconds."""
    firsts = [sound.first for sound in speech.sounds]
    return np.array([*firsts, len(speech.samples)]) / speech.rate


def envelope(samples: Floats, columns: int) -> tuple[Floats, Floats]:
    """Return the lowest and the highest sample of so many pieces, ``(columns,)`` each."""
    starts = np.linspace(0, len(samples), columns, endpoint=False).astype(int)
    return np.minimum.reduceat(samples, starts), np.maximum.reduceat(samples, starts)


def levels_at(speech: Speech, time: float) -> tuple[Floats, Floats]:
    """Return how much each sound and each syllable is of what is heard about a time, in seconds.

    In the middle of a sound that is 1 for it and its syllable, and 0 for all others.
    """
    ends = onsets(speech)
    begin, end = max(time - _ABOUT, 0.0), min(time + _ABOUT, ends[-1])
    inside = np.minimum(ends[1:], end) - np.maximum(ends[:-1], begin)
    sounds = np.maximum(inside, 0.0) / (end - begin)
    counts = np.cumsum([0, *(len(syllable) for syllable in speech.syllables)])
    return sounds, np.add.reduceat(sounds, counts[:-1])
