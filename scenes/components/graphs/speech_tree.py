"""The parts of a spoken word as layers over its spectrogram, and the moment that goes through."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import UP, Group, Line

from scenes.components.animations import Follow, between_stops
from scenes.components.graphs.named_number import NamedNumber
from scenes.components.graphs.spoken_layer import SpokenLayer
from scenes.facts.spoken import Spoken, levels_at, onsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation

    from netcore import Speech
    from scenes.components.graphs.speech_ground import SpeechGround
    from scenes.figures import Figures

__all__ = ["SpeechTree"]

_CURSOR = 4.0
_SOON = 0.03
"""Seconds of the word until a sound that begins is all there."""
_GOES_OUT = 0.15
"""Share of a turn of the time in which what is not heard goes out."""


class SpeechTree:
    """Builds sounds, syllables and word, and lights them.

    Parameters
    ----------
    figures
        Whose theme is used, and which reads all numbers.
    speech
        The word.
    ground
        What it lies over: its regions sounds, syllables and word are used.

    Attributes
    ----------
    sounds, syllables, word
        The layers.
    cursor
        The moment, as a line through waveform and spectrogram.
    clock
        The same in milliseconds, at its foot.
    """

    def __init__(self, figures: Figures, speech: Speech, ground: SpeechGround) -> None:
        self.figures, self.speech, self.ground = figures, speech, ground
        self._ends = onsets(speech)
        self.sounds, self.syllables, self.word = self._layers()
        rows = ground.over_time
        spectrum, wave = rows["spectrum"], rows["wave"]
        self.cursor = Line(
            UP * (spectrum.y + spectrum.height / 2),
            UP * (wave.y - wave.height / 2),
            color=figures.theme.highlight,
            stroke_width=_CURSOR,
        )
        self.clock = NamedNumber(figures, Spoken("begins", len(self._ends) - 1), "ms", rows["axis"])
        self.clock.set_y((self.cursor.get_bottom()[1] + ground.time.get_top()[1]) / 2)
        self.move_to(0.0)

    def _layers(self) -> tuple[SpokenLayer, SpokenLayer, SpokenLayer]:
        """Return sounds, syllables and word, each over the middle of what it is made of."""
        figures, ground, rows = self.figures, self.ground, self.ground.over_time
        x = np.array([ground.x_of(end) for end in self._ends])
        roof = rows["spectrum"].y + rows["spectrum"].height / 2
        feet = [np.array([[a, roof, 0], [b, roof, 0]]) for a, b in pairwise(x.tolist())]
        names = [sound.letters for sound in self.speech.sounds]
        sounds = SpokenLayer(figures, names, (x[:-1] + x[1:]) / 2, rows["sounds"], feet)
        counts = [len(syllable) for syllable in self.speech.syllables]
        ends = np.concatenate([[0], np.cumsum(counts)])
        middles = (x[ends[:-1]] + x[ends[1:]]) / 2
        parts = np.split(sounds.heads, ends[1:-1])
        texts = ["".join(sound.letters for sound in one) for one in self.speech.syllables]
        syllables = SpokenLayer(figures, texts, middles, rows["syllables"], parts)
        middle = [(x[0] + x[-1]) / 2]
        word = SpokenLayer(figures, [self.speech.word], middle, rows["word"], [syllables.heads])
        return sounds, syllables, word

    # -- what happens -----------------------------------------------------------------

    def move_to(self, seconds: float) -> Self:
        """Let it be a moment: cursor and clock follow."""
        x = self.ground.x_of(seconds)
        self.cursor.set_x(x)
        self.clock.number.set_value(seconds * 1000)
        self.clock.set_x(x)
        return self

    def sweep(self, seconds: float) -> Animation:
        """Return the animation through the word, in which each sound lights up as it begins."""

        def hear(progress: float) -> None:
            now = progress * self._ends[-1]
            self.move_to(now)
            self.sounds.light(np.clip((now - self._ends[:-1]) / _SOON, 0.0, 1.0))

        parts = Group(self.cursor, self.clock, self.sounds)
        return Follow(parts, hear, seconds)

    def light(self, layer: SpokenLayer, seconds: float) -> Animation:
        """Return the animation of a layer that lights up, from left to right."""
        count, before = len(layer.levels), layer.levels

        def light(progress: float) -> None:
            layer.light(np.maximum(np.clip(progress * count - np.arange(count), 0, 1), before))

        return Follow(layer, light, seconds)

    def turn(self, sounds: Sequence[int], seconds: float) -> Animation:
        """Return the animation of the time, turned from the end to the middles of some sounds.

        Only what is heard at a moment is active then; what was so before goes out at first.
        """
        middles = (self._ends[:-1] + self._ends[1:]) / 2
        stops = [self._ends[-1], *middles[list(sounds)]]

        def hear(progress: float) -> None:
            now = float(between_stops(stops, progress))
            self.move_to(now)
            left = max(1 - progress / _GOES_OUT, 0.0)
            for layer, heard in zip(
                (self.sounds, self.syllables), levels_at(self.speech, now), strict=True
            ):
                layer.light(heard + (1 - heard) * left)

        parts = Group(self.cursor, self.clock, self.sounds, self.syllables)
        return Follow(parts, hear, seconds)

    def cite(self, source: Spoken) -> None:
        """Record the time, which is when a sound begins, or is half over."""
        self.figures.cite(self.clock.number, source)
