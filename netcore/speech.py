"""A spoken word: its sound, what frequencies are in it, and when each of its parts is heard."""

from __future__ import annotations

import json
import wave
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netcore._assets import asset_path
from netcore._immutable import read_only

__all__ = ["Sound", "Spectrogram", "Speech", "spoken_word"]

FloatArray = NDArray[np.float64]

_ASSET = "speech/recognition"
_SILENCE = "_"
"""How the synthesiser names it, maybe with more behind that."""

_SPELT = (("r", "e", "c"), ("o", "g"), ("n", "i"), ("ti", "o", "n"))
"""The word's letters, sound by sound, in its syllables as dictionaries divide it."""

_WINDOW, _STEP = 0.0116, 0.0029
"""Seconds: how much is looked at at a time, and how far on each time. It is short enough for the
sounds to be told apart, and long enough for what rings in the mouth to be seen."""
FLOOR = -60.0
"""Decibels below the loudest: less than that is not heard beside it."""


class Sound(NamedTuple):
    """One part of a word.

    Attributes
    ----------
    letters
        How it is written.
    first, last
        Its first sample, and the first behind it.
    """

    letters: str
    first: int
    last: int


class Spectrogram(NamedTuple):
    """How loud each frequency is at each time.

    Attributes
    ----------
    times, frequencies
        ``(columns,)`` seconds, and ``(rows,)`` hertz, both rising.
    decibels
        ``(rows, columns)``, 0 is the loudest of all; nothing is below -60.
    """

    times: FloatArray
    frequencies: FloatArray
    decibels: FloatArray


@dataclass(frozen=True, eq=False)
class Speech:
    """A word that was spoken.

    Attributes
    ----------
    word
        As it is written.
    rate
        Samples a second.
    samples
        ``(N,)`` in [-1, 1], read-only, from where the first sound begins to where the last ends.
    syllables
        The sounds of each, in their order.
    """

    word: str
    rate: int
    samples: FloatArray
    syllables: tuple[tuple[Sound, ...], ...]

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """All sounds, in their order."""
        return tuple(sound for syllable in self.syllables for sound in syllable)

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return len(self.samples) / self.rate

    @cached_property
    def spectrogram(self) -> Spectrogram:
        """What frequencies are in it: squared Fourier transforms of short, overlapping pieces."""
        from scipy import signal

        window, step = (round(seconds * self.rate) for seconds in (_WINDOW, _STEP))
        padded = np.pad(self.samples, window // 2)
        frequencies, times, power = signal.spectrogram(
            padded, self.rate, "hann", window, window - step, nfft=4 * window, mode="psd"
        )
        loudest = power.max()
        decibels = 10 * np.log10(np.maximum(power / loudest, 10 ** (FLOOR / 10)))
        return Spectrogram(times - window // 2 / self.rate, frequencies, decibels)


@lru_cache(maxsize=1)
def spoken_word() -> Speech:
    """Return the word that comes with the project; the files are read once.

    Raises
    ------
    FileError
        If the project's assets are missing.
    """
    with wave.open(str(asset_path(f"{_ASSET}.wav")), "rb") as file:
        rate, data = file.getframerate(), file.readframes(file.getnframes())
    marks = json.loads(asset_path(f"{_ASSET}.json").read_text(encoding="utf-8"))
    starts = [mark["sample"] for mark in marks["sounds"]]
    silence = next(i for i, mark in enumerate(marks["sounds"]) if mark["name"][0] == _SILENCE)
    whole = np.frombuffer(data, dtype="<i2") / 32768.0
    return Speech(
        marks["word"],
        rate,
        read_only(whole[starts[0] : starts[silence]]),
        _divided([start - starts[0] for start in starts[: silence + 1]]),
    )


def _divided(starts: list[int]) -> tuple[tuple[Sound, ...], ...]:
    """Return the sounds that begin at these samples, the last of which ends the word."""
    ends = iter(pairwise(starts))
    return tuple(tuple(Sound(letters, *next(ends)) for letters in syllable) for syllable in _SPELT)
