"""Which frame a moment means."""

from __future__ import annotations

from fractions import Fraction

import pytest

from netreel.errors import MistakeError
from netreel.moments import frame_at
from netreel.tasks import Outline
from scenes.facts.timeline import Beat

OUTLINE = Outline(
    beats=(
        Beat(name="show_the_pixels", title="Show the pixels", start=0, frames=30),
        Beat(name="add_up", title="Add up, term by term", start=30, frames=60),
        Beat(name="nothing", title="Nothing", start=90, frames=0),
    ),
    frame_count=90,
    fps=Fraction(30),
)


@pytest.mark.parametrize(
    ("moment", "frame"),
    [
        (None, 89),
        ("0", 0),
        ("1.5", 45),
        ("1.5s", 45),
        (" 1.5 S", 45),
        (".5", 15),
        ("3", 89),
        ("show_the_pixels", 29),
        ("show-the-pixels", 29),
        ("Show the Pixels", 29),
        ("add up, term by term", 89),
        ("add_up", 89),
        ("nothing", 90),
    ],
)
def test_moments(moment: str | None, frame: int) -> None:
    assert frame_at(moment, OUTLINE) == frame


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("3.1", "the clip is 3.00 s long"),
        ("add_upp", "did you mean add_up?"),
        ("-1", "there is no beat '-1'"),
        ("", "there is no beat ''"),
    ],
)
def test_moments_that_are_not(moment: str, said: str) -> None:
    with pytest.raises(MistakeError) as caught:
        frame_at(moment, OUTLINE)
    assert said in str(caught.value)
