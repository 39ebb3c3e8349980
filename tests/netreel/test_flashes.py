"""Flashes by WCAG 2.3.1: made films, flashing and calm, and what another detector says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from netreel.check.flashes import Flashes, Spell

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Film = Callable[[int], Iterator[Bytes]]

SIZE = (180, 320)
LIMIT = 0.25
SECONDS = 3


def sheet(colour: tuple[int, int, int], share: float = 1.0) -> Bytes:
    """Return a dark picture with a part of a colour, in a box of its own shape in the middle."""
    picture = np.full((*SIZE, 3), 16, dtype=np.uint8)
    down, across = (round(side * share**0.5) for side in SIZE)
    top, left = (SIZE[0] - down) // 2, (SIZE[1] - across) // 2
    picture[top : top + down, left : left + across] = colour
    return picture


def on_and_off(
    rate: int,
    a_second: float,
    colours: tuple[tuple[int, int, int], tuple[int, int, int]] = ((255,) * 3, (0,) * 3),
    share: float = 1.0,
) -> Iterator[Bytes]:
    """Yield a part of the picture that has two colours in turn, so many times a second."""
    pictures = [sheet(colour, share) for colour in colours]
    for frame in range(SECONDS * rate):
        yield pictures[int(2 * a_second * frame / rate) % 2]


def breathing(rate: int, a_second: float) -> Iterator[Bytes]:
    """Yield a picture that gets brighter and darker without a jump."""
    for frame in range(SECONDS * rate):
        level = round(127 - 127 * np.cos(2 * np.pi * a_second * frame / rate))
        yield np.full((*SIZE, 3), level, dtype=np.uint8)


def noise(rate: int) -> Iterator[Bytes]:
    """Yield faint noise that changes all the time."""
    rng = np.random.default_rng(7)
    for _ in range(SECONDS * rate):
        yield rng.integers(60, 84, (*SIZE, 3), dtype=np.uint8)


def sliding(rate: int) -> Iterator[Bytes]:
    """Yield a bright bar that goes through the picture."""
    for frame in range(SECONDS * rate):
        picture = np.full((*SIZE, 3), 16, dtype=np.uint8)
        left = frame * (SIZE[1] - 60) // (SECONDS * rate)
        picture[:, left : left + 60] = 255
        yield picture


def squares_that_move(rate: int) -> Iterator[Bytes]:
    """Yield a board of squares that slides so that each pixel is bright and dark in turn."""
    x, y = np.meshgrid(np.arange(SIZE[1]), np.arange(SIZE[0]))
    for frame in range(SECONDS * rate):
        board = ((x + 50 * frame // rate) // 5 + y // 5) % 2
        yield (np.repeat(board[..., None], 3, axis=2) * 230).astype(np.uint8)


RED, GREY = (255, 0, 0), (128, 128, 128)  # as bright as each other
BLUE, TEAL = (0, 0, 255), (0, 60, 90)
BRIGHT, BRIGHTER = (233, 233, 233), (255, 255, 255)  # the darker above 0.8

FLASHING: dict[str, tuple[Film, str]] = {
    "five times a second": (partial(on_and_off, a_second=5), "general"),
    "breathing fast": (partial(breathing, a_second=5), "general"),
    "a third of the picture": (partial(on_and_off, a_second=5, share=0.34), "general"),
    "in red": (partial(on_and_off, a_second=5, colours=(RED, GREY)), "red"),
}
CALM: dict[str, Film] = {
    "twice a second": partial(on_and_off, a_second=2),
    "breathing": partial(breathing, a_second=1),
    "a small part": partial(on_and_off, a_second=5, share=0.02),
    "from bright to brighter": partial(on_and_off, a_second=5, colours=(BRIGHT, BRIGHTER)),
    "blue of one brightness": partial(on_and_off, a_second=5, colours=(BLUE, TEAL)),
    "noise": noise,
    "squares that move": squares_that_move,
    "a bar that slides": sliding,
}


def spells(film: Film, rate: int = 30) -> list[Spell]:
    flashes = Flashes(rate)
    for picture in film(rate):
        flashes.follow(picture)
    return flashes.spells(LIMIT)


@pytest.mark.parametrize("name", FLASHING)
@pytest.mark.parametrize("rate", [15, 30, 60])
def test_flashes_are_found(name: str, rate: int) -> None:
    film, kind = FLASHING[name]
    found = spells(film, rate)
    assert {spell.kind for spell in found} == {kind}
    (spell,) = found
    # The seventh change is the one too many: five flashes a second bring it after 0.7 s.
    assert spell.first == pytest.approx(0.7 * rate, abs=0.1 * rate + 1)
    assert spell.last == SECONDS * rate - 1
    assert spell.share > LIMIT


@pytest.mark.long
@pytest.mark.parametrize("name", CALM)
@pytest.mark.parametrize("rate", [15, 30, 60])
def test_what_is_calm_is_not(name: str, rate: int) -> None:
    assert spells(CALM[name], rate) == []


def test_three_flashes_a_second_are_allowed_and_four_are_not() -> None:
    assert spells(partial(on_and_off, a_second=3)) == []
    assert spells(partial(on_and_off, a_second=4)) != []


def test_a_small_area_counts_where_it_fills_what_the_eye_sees() -> None:
    """A quarter of 341 x 256 pixels of a screen of 1024 x 576 is 3.7 per cent of it."""
    assert spells(partial(on_and_off, a_second=5, share=0.033)) == []
    assert spells(partial(on_and_off, a_second=5, share=0.042)) != []


def test_a_still_picture_ends_a_spell() -> None:
    flashes = Flashes(30)
    for picture in on_and_off(30, 5):
        flashes.follow(picture)
    for _ in range(60):
        flashes.follow(sheet((255, 255, 255)))
    (spell,) = flashes.spells(LIMIT)
    assert spell.last < SECONDS * 30 + 30


def test_a_minute_takes_a_few_seconds() -> None:
    rng = np.random.default_rng(3)
    pictures = [rng.integers(0, 255, (720, 1280, 3), dtype=np.uint8) for _ in range(4)]
    flashes, began = Flashes(30), time.process_time()
    for frame in range(300):
        flashes.follow(pictures[frame % 4])
    assert time.process_time() - began < 1.0


@pytest.mark.long
@pytest.mark.parametrize("name", [*FLASHING, *CALM])
def test_another_detector_says_the_same(name: str) -> None:
    """EA's IRIS, which looks at the whole frame; only its flashes are asked for."""
    from iris_pse_detection.configuration import Configuration
    from iris_pse_detection.flash_detection import FlashDetection

    film = FLASHING[name][0] if name in FLASHING else CALM[name]
    iris = FlashDetection(fps=30, frame_size=SIZE, config=Configuration())
    for frame, picture in enumerate(film(30)):
        iris.set_current_frame(np.ascontiguousarray(picture[..., ::-1]))
        iris.analyse_frame(frame)
    found = {
        "general": iris.luminance_incidents.flash_fail_frames > 0,
        "red": iris.red_incidents.flash_fail_frames > 0,
    }
    assert {kind for kind, failed in found.items() if failed} == {s.kind for s in spells(film)}
