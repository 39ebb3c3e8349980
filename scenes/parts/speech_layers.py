"""SpeechLayers: a spoken word is sounds, syllables, a word: layers of parts, in another matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcore import spoken_word
from scenes.clip import Clip
from scenes.components.animations import Follow
from scenes.components.graphs.named_number import NamedNumber
from scenes.components.graphs.speech_ground import SpeechGround
from scenes.components.graphs.speech_tree import SpeechTree
from scenes.components.grids.picture import Wipe
from scenes.components.verbs import CHANGE, appear, count, draw, move, vanish
from scenes.facts.spoken import Spoken
from scenes.parts.params import SpeechLayersParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["SpeechLayers"]

_ALONE: Areas = {"16:9": ("0.9 corner", "6.2 large", "1.1 -")}
_HEARD: Areas = {
    "16:9": ("0.9 -", "5.2 heard", "1 -", "1.1 -"),
    "9:16": ("0.9 -", "6 heard", "1.4 -", "0.7 -"),
}
_PLACES: Areas = {
    "16:9": ("0.95 word", "0.95 syllables", "0.95 sounds", "3 spectrum", "1 wave", "1.1 axis"),
    "9:16": ("0.9 word", "1 syllables", "1 sounds", "4 spectrum", "1.4 wave", "0.7 axis"),
}
_READ, _WIPE, _SWEEP, _TURN = 2.2, 2.0, 4.0, 4.0
"""Seconds: all samples are counted; the frequencies come; the sounds are heard; time is turned."""

_LOOK = 1.4
"""Seconds: a new picture is looked at before it changes."""


class SpeechLayers(Clip):
    """Hear a word sound by sound, and join the sounds to syllables, and these to the word."""

    params: SpeechLayersParams = SpeechLayersParams()

    def setup(self) -> None:
        super().setup()
        self.speech = spoken_word()
        areas = self.stage.areas
        at = areas(_ALONE) | areas(_HEARD) | areas(_PLACES)
        self.ground = SpeechGround(self.figures, self.speech, at)
        self.tree = SpeechTree(self.figures, self.speech, self.ground)
        self.samples = NamedNumber(self.figures, Spoken("samples"), "numbers", at["corner"])

    def construct(self) -> None:
        self.beat(self.count_the_samples, rest=_LOOK)
        self.beat(self.find_the_frequencies, rest=_LOOK)
        self.beat(self.hear_the_sounds, rest=_LOOK)
        self.beat(self.join_the_sounds, rest=_LOOK)
        self.beat(self.join_the_syllables, rest=_LOOK)
        self.beat(self.turn_the_time)
        self.beat(self.close_with_the_whole)

    def count_the_samples(self) -> None:
        wave, number = self.ground.wave, self.samples.number
        self.say("A spoken word. To a computer, it too is only numbers.")
        total = number.value
        number.set_value(0)
        self.add(wave, self.ground.time, self.samples)
        self.play(Follow(wave, wave.heard, _READ), count(number, total, _READ))
        self.figures.cite(number, Spoken("samples"))

    def find_the_frequencies(self) -> None:
        ground = self.ground
        self.say(f"Low and high frequencies, moment by moment: {self.theme.level} is loudness.")
        self.play(move(ground.wave, ground.small, CHANGE))
        self.play(appear(ground.silence, ground.pitch))
        self.play(Wipe(ground.silence, ground.spectrum, _WIPE))

    def hear_the_sounds(self) -> None:
        tree = self.tree
        self.say("Go through it: one sound follows another.")
        self.play(*self.ground.make_room(), vanish(self.samples))
        self.play(appear(tree.sounds, tree.clock), draw(tree.cursor))
        self.play(tree.sweep(_SWEEP))
        tree.cite(Spoken("begins", -1))

    def join_the_sounds(self) -> None:
        self.say("Two or three sounds make a syllable.")
        self.play(appear(self.tree.syllables))
        self.play(self.tree.light(self.tree.syllables, CHANGE))

    def join_the_syllables(self) -> None:
        self.say("And the syllables make the word.")
        self.play(appear(self.tree.word))
        self.play(self.tree.light(self.tree.word, CHANGE))

    def turn_the_time(self) -> None:
        tree, last = self.tree, len(self.speech.sounds) - 1
        sounds = (last - 2, 1, 4, last - 2)
        self.say("Move in time: at each moment one sound is active, and what it is part of.")
        self.play(tree.turn(sounds, _TURN))
        tree.cite(Spoken("half over", sounds[-1]))

    def close_with_the_whole(self) -> None:
        tree = self.tree
        self.say("Small parts make larger ones: the same hope, now for speech.")
        self.play(vanish(tree.cursor, tree.clock))
        self.play(tree.light(tree.sounds, CHANGE), tree.light(tree.syllables, CHANGE))
