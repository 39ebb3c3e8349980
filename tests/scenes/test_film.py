"""A film of our own encoder: its frames, their times, and what goes wrong."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import manim
import numpy as np
import pytest

from scenes.engine import TRIED
from scenes.engine.film import Coding, Film
from scenes.engine.settings import steps_a_frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE = (64, 48)
LOSSLESS = Coding("libx264rgb", "rgb24", SIZE, Fraction(15), {"qp": "0", "preset": "ultrafast"})


def grey(level: int) -> NDArray[np.uint8]:
    return np.full((*SIZE[::-1], 4), (level, level, level, 255), dtype=np.uint8)


def shown(path: Path) -> tuple[list[int], list[float], list[bool]]:
    """Return each frame's grey, its time, and whether players can jump to it."""
    with av.open(path) as film:
        frames = list(film.decode(video=0))
    greys = [int(frame.to_ndarray(format="rgb24")[0, 0, 0]) for frame in frames]
    return greys, [frame.time or 0.0 for frame in frames], [frame.key_frame for frame in frames]


def test_frames_stand_as_long_as_they_were_said_to(tmp_path: Path) -> None:
    reported: list[int] = []
    with Film(tmp_path / "a.mp4", LOSSLESS, on_frames=reported.append) as film:
        for level, repeat in ((10, 1), (200, 3), (30, 2)):
            film.write(grey(level), repeat)
    greys, times, _ = shown(tmp_path / "a.mp4")
    assert greys == [10, 200, 200, 200, 30, 30]
    assert times == pytest.approx([number / 15 for number in range(6)])
    assert reported == [1, 4, 6]
    assert film.frame_count == 6


def test_a_beat_begins_with_a_frame_to_jump_to(tmp_path: Path) -> None:
    with Film(tmp_path / "a.mp4", LOSSLESS) as film:
        for number in range(6):
            if number in {2, 3}:
                film.begin_beat()
            film.write(grey(10 * number), 2)
    _, _, keys = shown(tmp_path / "a.mp4")
    assert [place for place, is_key in enumerate(keys) if is_key] == [0, 4, 6]


def test_a_film_chooses_the_frames_of_its_rate(tmp_path: Path) -> None:
    with Film(tmp_path / "a.mp4", LOSSLESS, every=4) as film:
        plays = [range(5), range(5, 7), range(7, 9), range(9, 22)]
        chosen = [list(film.chosen(play)) for play in plays]
        film.write(grey(0))
    assert chosen == [[0, 4], [], [8], [12, 16, 20]]


@pytest.mark.parametrize("fps", range(1, 121))
def test_clips_move_at_60_frames_a_second_at_least(fps: int) -> None:
    steps = steps_a_frame(fps)
    assert fps * steps >= 60
    assert fps * (steps - 1) < 60


def test_what_cannot_be_encoded_is_raised_where_frames_come_from(tmp_path: Path) -> None:
    def write_a_wrong_one() -> None:
        with Film(tmp_path / "a.mp4", LOSSLESS) as film:
            for _ in range(5):
                film.write(np.zeros((4, 4, 3), dtype=np.uint8))

    with pytest.raises(ValueError, match=r"[Uu]nexpected|shape|array"):
        write_a_wrong_one()


def test_what_went_wrong_while_drawing_comes_first(tmp_path: Path) -> None:
    def fail() -> None:
        with Film(tmp_path / "a.mp4", LOSSLESS) as film:
            film.write(grey(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()


def test_a_codec_that_the_file_does_not_take(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="libx264"):
        Film(tmp_path / "a.webm", Coding("libx264", "yuv420p", SIZE, Fraction(15)))


def test_manim_is_the_version_that_was_tried() -> None:
    found = manim.__version__
    assert found == TRIED, (
        f"scenes/engine reaches into Manim and was tried with {TRIED}; this is {found}. Go"
        " through the table in scenes/engine/__init__.py, run the tests in tests/scenes and "
        "tests/netreel, and set TRIED there."
    )
