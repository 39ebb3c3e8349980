"""The spoken word: its parts fill it, and its spectrogram is that of its samples."""

from __future__ import annotations

import json
import wave

import numpy as np
import pytest

from netcore import asset_path, spoken_word


def test_the_sounds_fill_the_word_and_are_its_letters() -> None:
    speech = spoken_word()
    firsts, lasts = ([sound[end] for sound in speech.sounds] for end in (1, 2))
    assert [*firsts, len(speech.samples)] == [0, *lasts]
    assert "".join(sound.letters for sound in speech.sounds) == speech.word == "recognition"
    assert sum(map(len, speech.syllables)) == len(speech.sounds)


def test_times_are_the_synthesisers_own_marks() -> None:
    marks = json.loads(asset_path("speech/recognition.json").read_text("utf-8"))["sounds"]
    sounded = [mark["sample"] for mark in marks if not mark["name"].startswith("_")]
    assert [sound.first for sound in spoken_word().sounds] == sounded


def test_samples_are_those_of_the_file() -> None:
    speech = spoken_word()
    with wave.open(str(asset_path("speech/recognition.wav"))) as file:
        assert file.getframerate() == speech.rate
        first = np.frombuffer(file.readframes(100), dtype=np.int16)
    assert speech.samples[:100] == pytest.approx(first / 32768)
    assert not speech.samples.flags.writeable


def test_the_spectrogram_is_a_fourier_transform() -> None:
    speech, (times, frequencies, decibels) = spoken_word(), spoken_word().spectrogram
    assert decibels.shape == (len(frequencies), len(times))
    assert (decibels.min(), decibels.max()) == pytest.approx((-60, 0))
    assert 0 <= times[0] < times[-1] <= speech.seconds
    window = np.hanning(257)[:-1]
    levels = []
    for time in times[40:300]:
        middle = round(time * speech.rate)
        piece = speech.samples[middle - 128 : middle + 128]
        power = np.abs(np.fft.rfft((piece - piece.mean()) * window, 1024)) ** 2
        levels.append(10 * np.log10(power + 1e-12))
    ours, theirs = decibels[1:-1, 40:300], np.array(levels).T[1:-1]
    loud = ours > -40
    assert np.ptp((theirs - ours)[loud]) < 0.01
