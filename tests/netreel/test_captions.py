"""Caption files, read back by other people's readers."""

from __future__ import annotations

import io
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
import srt
import webvtt as reader
from hypothesis import given
from hypothesis import strategies as st

from netreel.captions import subrip, webvtt, wrapped
from netreel.tasks import Outline
from scenes.facts.timeline import Caption

OUTLINE = Outline(
    captions=(
        Caption(text="A pixel is a number.", start=0, frames=45),
        Caption(text="a < b & σ(z) → 1\n\nsecond line", start=60, frames=30),
        Caption(text="An hour later.", start=30 * 3661, frames=1),
    ),
    frame_count=30 * 3662,
    fps=Fraction(30),
)


def test_subrip() -> None:
    first, second, third = srt.parse(subrip(OUTLINE), ignore_errors=False)
    assert (first.index, first.content) == (1, "A pixel is a number.")
    assert (first.start, first.end) == (timedelta(0), timedelta(seconds=1.5))
    assert second.content == "a < b & σ(z) → 1\nsecond line"
    assert (second.start, second.end) == (timedelta(seconds=2), timedelta(seconds=3))
    assert third.end - third.start == timedelta(milliseconds=33)


def test_webvtt() -> None:
    text = webvtt(OUTLINE)
    assert text.startswith("WEBVTT\n\n")
    assert "a &lt; b &amp; σ(z) → 1" in text
    first, second, third = reader.from_buffer(io.StringIO(text)).captions
    assert (first.start, first.end) == ("00:00:00.000", "00:00:01.500")
    assert first.text == "A pixel is a number."
    assert (second.start, second.end) == ("00:00:02.000", "00:00:03.000")
    assert (third.start, third.end) == ("01:01:01.000", "01:01:01.033")


def test_a_gap_of_one_frame_is_closed_and_a_longer_one_stays() -> None:
    captions = tuple(Caption(text="One.", start=start, frames=30) for start in (0, 31, 61, 93))
    outline = Outline(captions=captions, frame_count=150, fps=Fraction(30))
    cues = list(srt.parse(subrip(outline)))
    gaps = [(after.start - before.end).total_seconds() for before, after in pairwise(cues)]
    assert gaps == pytest.approx([0, 0, 2 / 30], abs=1e-3)


def test_long_captions_are_two_lines_as_equal_as_can_be() -> None:
    text = "A pixel that is on, times a negative weight, pulls the whole sum down."
    outline = Outline(captions=(Caption(text=text, start=0, frames=90),), frame_count=90)
    lines = ["A pixel that is on, times a negative", "weight, pulls the whole sum down."]
    (cue,) = srt.parse(subrip(outline))
    assert cue.content.splitlines() == lines
    (caption,) = reader.from_buffer(io.StringIO(webvtt(outline))).captions
    assert caption.lines == lines


@given(st.lists(st.text("abcdef,.", min_size=1, max_size=11), min_size=1, max_size=9))
def test_lines_have_42_characters_at_most_if_two_of_them_can_hold_the_words(
    words: list[str],
) -> None:
    text = " ".join(words)
    lines = wrapped(text).splitlines()
    assert " ".join(lines) == text
    assert len(lines) == 1 if len(text) <= 42 else len(lines) <= 3
    breaks = [n for n, letter in enumerate(text) if letter == " "]
    if len(text) > 42 and any(n <= 42 and len(text) - n - 1 <= 42 for n in breaks):
        assert len(lines) == 2
        assert max(map(len, lines)) <= 42


def test_a_word_that_is_too_long_is_left_whole() -> None:
    assert wrapped("x" * 60) == "x" * 60


def test_no_captions() -> None:
    assert subrip(Outline()) == ""
    assert list(reader.from_buffer(io.StringIO(webvtt(Outline()))).captions) == []


@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=20),
    st.sampled_from(
        [Fraction(15), Fraction(24), Fraction(30), Fraction(60), Fraction(24000, 1001)]
    ),
)
def test_times_are_those_of_the_frames(lengths: list[int], fps: Fraction) -> None:
    starts = [sum(lengths[:n]) for n in range(len(lengths))]
    captions = tuple(
        Caption(text="x", start=start, frames=frames)
        for start, frames in zip(starts, lengths, strict=True)
    )
    outline = Outline(captions=captions, frame_count=sum(lengths), fps=fps)
    cues = list(srt.parse(subrip(outline)))
    for caption, cue in zip(captions, cues, strict=True):
        assert abs(cue.start.total_seconds() - caption.start / fps) <= 0.0005001
    for before, after in pairwise(cues):
        assert before.end == after.start
