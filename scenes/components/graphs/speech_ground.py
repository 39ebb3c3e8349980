"""A spoken word over time: its samples, and which frequencies are in them at each moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, VGroup

from netcore.speech import FLOOR
from scenes.components.graphs.number_line import NumberLine, nice_step
from scenes.components.graphs.waveform import Waveform
from scenes.components.grids.picture import Picture
from scenes.components.verbs import move
from scenes.look.sizes import NUMBER, PIXELS_PER_UNIT, TIGHT, TOUCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from manim import Animation

    from netcore import Speech
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["SpeechGround"]

_HIGHEST = 5500.0
"""Hertz that are shown: the sounds of a voice are told apart by less."""
_STEPS, _KILOHERTZ = 6, 2.0
"""At most so many steps on the axis of time; and how far one goes on that of frequencies."""
_LEFT, _RIGHT = 1.2, 1.7
"""Ems beside what is over time, for numbers and units of the axes; and besides for their ticks:"""
_TICKS = 0.35


class SpeechGround:
    """Builds what lies below the layers.

    Parameters
    ----------
    figures
        Whose theme and stage are used.
    speech
        The word.
    at
        The regions: large, heard, spectrum, wave, axis, and others that shall lie over time too.

    Attributes
    ----------
    over_time
        The regions between the ends of the word, from left to right.
    wave, small
        The samples alone and large, and where they are below the spectrogram.
    spectrum, silence
        The spectrogram as large as it is heard first, and nothing in its place.
    time, pitch
        The axes: milliseconds and kilohertz, with their units.
    """

    def __init__(self, figures: Figures, speech: Speech, at: Mapping[str, Region]) -> None:
        self._figures, self._speech, theme = figures, speech, figures.theme
        self._size = figures.stage.letters(NUMBER)
        em = self._size / PIXELS_PER_UNIT
        self.over_time = {
            name: replace(
                region,
                x=region.x + (_LEFT - _RIGHT) * em / 2,
                width=region.width - (_LEFT + _RIGHT) * em - 2 * _TICKS,
            )
            for name, region in at.items()
        }
        self.wave = Waveform(speech.samples, theme, self.over_time["large"]).heard(0)
        self.small = Waveform(speech.samples, theme, self.over_time["wave"])
        self.spectrum, self.silence = self._picture("heard", 1.0), self._picture("heard", 0.0)
        self.time, self.pitch = self._time(), self._pitch("heard")
        self._below = self._picture("spectrum", 1.0), self._pitch("spectrum")

    def x_of(self, seconds: float) -> float:
        """Return where a time is, scene units."""
        region = self.over_time["spectrum"]
        return region.x + region.width * (seconds / self._speech.seconds - 0.5)

    def make_room(self) -> list[Animation]:
        """Return the animations of the spectrogram and its axis to where layers are above it."""
        return [*map(move, (self.silence, self.pitch), self._below)]

    def _picture(self, place: str, share: float) -> Picture:
        """Return the spectrogram, as loud as a share of it."""
        spectrogram, region = self._speech.spectrogram, self.over_time[place]
        heard = spectrogram.decibels[spectrogram.frequencies <= _HIGHEST]
        levels = np.clip(1 - heard[::-1] / FLOOR, 0.0, 1.0) * share
        picture = Picture.ink(levels, self._figures.theme)
        picture.stretch_to_fit_width(region.width).stretch_to_fit_height(region.height)
        return picture.move_to(region.centre)

    def _time(self) -> VGroup:
        region, end = self.over_time["axis"], self._speech.seconds * 1000
        colour = self._figures.theme.text
        step = nice_step(end, _STEPS)
        line = NumberLine(0, end, step, colour, region.width, self._size)
        line.move_to(region.centre).shift((region.x - line.rule.get_x()) * RIGHT)
        unit = self._figures.words("ms", self._size)
        unit.next_to(line.rule, RIGHT, buff=TIGHT)
        return VGroup(line, unit)

    def _pitch(self, place: str) -> VGroup:
        region, theme = self.over_time[place], self._figures.theme
        line = NumberLine(
            0, _HIGHEST / 1000, _KILOHERTZ, theme.text, region.height, self._size, upright=True
        )
        left = region.centre - (region.width / 2 + TIGHT, 0, 0)
        line.shift(left - line.rule.get_center())
        unit = self._figures.words("kHz", self._size)
        unit.next_to(line.rule, UP, buff=TIGHT)
        unit.set_x(line.rule.get_x() + TOUCH, direction=RIGHT)
        return VGroup(line, unit)
