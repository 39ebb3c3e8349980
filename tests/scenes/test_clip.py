from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
from manim import LEFT, RIGHT, FadeIn, Square, config
from scipy.ndimage import gaussian_filter

from scenes.clip import Clip
from scenes.components.grids.grids import PixelGrid
from scenes.engine.film import Coding, Film
from scenes.facts.readings import activation
from scenes.facts.timeline import Beat, Caption
from scenes.params import ClipParams

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path


class Example(Clip):
    def setup(self) -> None:
        super().setup()
        self.square = Square(1.0)
        self.grid = PixelGrid(self.image, self.theme, height=3)

    def construct(self) -> None:
        self.beat(self.show_a_square)
        self.beat(self.ask, question=True)

    def show_a_square(self) -> None:
        self.say("A square.")
        self.play(FadeIn(self.square), run_time=0.333)
        self.play(self.square.animate.shift(RIGHT), FadeIn(self.grid), run_time=0.71)
        self.hold(0.3)

    def ask(self) -> None:
        self.say("Where is it?")
        self.add(self.figures.read(activation(0, 400)))
        self.play(self.square.animate.shift(LEFT), self.grid.animate.scale(0.5), run_time=0.4)
        self.say("")


class EndsInWords(Clip):
    """Its last picture is at rest for `rest` seconds before the end that every clip has."""

    rest = 0.2
    words = "Here is a square."

    def construct(self) -> None:
        self.beat(self.show_a_square, rest=self.rest)

    def show_a_square(self) -> None:
        self.say(self.words)
        self.play(FadeIn(Square(1.0)), run_time=0.4)


class RestsForLong(EndsInWords):
    rest = 4.0


class SaysMore(EndsInWords):
    words = "Here is a square, which is a shape of four sides that are all of one length."


@pytest.mark.usefixtures("landscape")
class TestAnotherGoesOn:
    """The last caption goes when it is read, and the picture stands without it."""

    BARE = 1 / 15

    @pytest.mark.parametrize(
        ("kind", "longer"), [(EndsInWords, 0), (RestsForLong, 3), (SaysMore, 3)]
    )
    def test_the_end_is_the_picture_alone(self, kind: type[Clip], longer: int) -> None:
        alone, bare = kind(frames=()), kind(frames=(), bare=self.BARE)
        wordless = kind(ClipParams(captions=False), frames=(), bare=self.BARE)
        for clip in (alone, bare, wordless):
            clip.render()
        np.testing.assert_array_equal(bare.picture_now(), wordless.picture_now())
        assert (alone.picture_now() != bare.picture_now()).any()
        assert bare.frame_count == alone.frame_count + longer
        assert wordless.captions_shown == alone.captions_shown

    def test_it_goes_after_it_is_read_as_quickly_as_ever(self) -> None:
        clip = SaysMore(frames=range(1000), bare=self.BARE)
        clip.render()
        *_, read, half, gone = (clip.pictures[n].astype(int) for n in sorted(clip.pictures)[-4:])
        assert np.abs(half - (read + gone) / 2).max() <= 2
        np.testing.assert_array_equal(gone, clip.picture_now())
        (said,) = clip.captions_shown
        assert said.frames == clip.frame_count - 3
        assert said.frames / config.frame_rate >= len(said.text.split()) / 3  # words a second


@pytest.mark.usefixtures("landscape")
class TestTimeLine:
    def test_beats_and_captions_are_counted_in_frames(self) -> None:
        clip = Example(frames=())
        clip.render()
        assert clip.beats == [
            Beat("show_a_square", "Show a square", 0, 5 + 11 + 5 + 12),
            Beat("ask", "Ask", 33, 6 + 12 + 45, question=True),
        ]
        assert clip.captions_shown == [
            Caption("A square.", 0, 33),
            Caption("Where is it?", 33, 18),
        ]
        assert clip.frame_count == 96
        assert clip.pictures == {}

    def test_captions_can_be_left_out_of_the_picture_but_not_of_the_record(self) -> None:
        pictures = []
        for captions in (True, False):
            clip = Example(ClipParams(captions=captions), frames={15})
            clip.render()
            assert [caption.text for caption in clip.captions_shown] == [
                "A square.",
                "Where is it?",
            ]
            pictures.append(clip.pictures[15])
        low = int(pictures[0].shape[0] * 0.85)
        assert (pictures[0][low:] != pictures[1][low:]).any()
        assert (pictures[1][low:] == pictures[1][-1, 0]).all()

    def test_numbers_on_the_screen_are_recorded_with_their_source(self) -> None:
        clip = Example(frames=())
        clip.render()
        (shown,) = clip.shown
        assert shown.source == activation(0, 400)
        assert shown.value == clip.image.ravel()[400]

    def test_the_theme_sets_the_background(self) -> None:
        clip = Example(ClipParams(theme="light"), frames={0})
        clip.render()
        assert tuple(clip.pictures[0][0, 0]) == (0xFA, 0xFA, 0xF7, 255)

    def test_every_play_is_reported(self) -> None:
        clip = Example(frames=())
        frames: list[int] = []
        clip.after_play = lambda played: frames.append(played.frame_count)
        clip.render()
        assert frames == [5, 16, 21, 33, 39, 51, 53, 96]


@pytest.mark.render
def test_a_film_has_the_frames_that_were_counted_and_they_are_the_pictures(
    frame_settings: Callable[..., AbstractContextManager[None]], tmp_path: Path
) -> None:
    path = tmp_path / "a.mp4"
    with frame_settings():
        size = (config.pixel_width, config.pixel_height)
        options = {"qp": "0", "preset": "ultrafast"}
        with Film(path, Coding("libx264rgb", "rgb24", size, Fraction(15), options)) as target:
            film = Example(film=target)
            film.render()
    with frame_settings():
        chosen = Example(frames={0, 8, 20, 35, 95})
        chosen.render()
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(stream)]
        assert stream.average_rate == Fraction(15)
    assert len(frames) == film.frame_count == chosen.frame_count == 96
    for number, picture in chosen.pictures.items():
        difference = frames[number].astype(float) - picture[..., :3]
        if number in (8, 35):  # a film blends what moves from pixel to pixel; a picture is sharp
            difference = gaussian_filter(difference, (3, 3, 0))
        assert np.abs(difference).max() <= 4  # a kept picture is rounded once more at each edge


def test_a_frame_is_the_same_however_often_it_is_drawn(
    frame_settings: Callable[..., AbstractContextManager[None]],
) -> None:
    with frame_settings():
        first, second = Example(frames={9, 36}), Example(frames={36})
        for clip in (first, second):
            clip.render()
    np.testing.assert_array_equal(first.pictures[36], second.pictures[36])


def test_params_are_data() -> None:
    params: dict[str, Any] = json.loads(ClipParams(digit=7).model_dump_json())
    assert ClipParams.model_validate(params) == ClipParams(digit=7)
