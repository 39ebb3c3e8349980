"""One lesson, not forty beginnings: a clip begins on the picture that the one before ended on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from manim import tempconfig
from numpy.typing import NDArray

from netreel.check.run import RATE, small_settings
from scenes.catalogue import CLIPS, Entry, find
from tests.scenes.networks import given

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenes.look.stage import Aspect
    from scenes.look.theme import ThemeName

pytestmark = pytest.mark.render

Picture = NDArray[np.uint8]

FOLLOWING = [entry for entry in CLIPS if entry.after]
FAINT, MOST_FAINT = 4, 0.015
"""Of 255, and a share of pixels: hairlines between a digit's pixels, drawn at once or by parts."""
MOST_OFF = 40
"""Of 255: a circle of a column is rounded at its edge as it is by itself, but for a few pixels."""


@dataclass(frozen=True)
class Look:
    """What a film is of, and how it looks."""

    aspect: Aspect
    theme: ThemeName
    digit: int = 3
    network: str = "lesson"


LOOKS = (
    Look("16:9", "dark"),
    Look("9:16", "light"),
    Look("1:1", "dark", digit=8, network="other"),
)

Ends = tuple[Picture, Picture]


@pytest.fixture(scope="module")
def ends_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Look], Ends]:
    """Return a function that runs a clip as the film does, and keeps its two ends."""
    media = tmp_path_factory.mktemp("story")

    @cache
    def run(name: str, look: Look) -> Ends:
        entry = find(name)
        told = {"aspect": look.aspect, "theme": look.theme, "digit": look.digit}
        told |= given(look.network, media) | dict(entry.in_film)
        params = entry.params_model().model_validate(told)
        with tempconfig(small_settings(params, media)):
            clip = entry.clip_class()(params, frames={0}, bare=1 / RATE)
            clip.render()
            return clip.pictures[0], clip.picture_now()

    return run


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.aspect)
@pytest.mark.parametrize("entry", FOLLOWING, ids=lambda entry: entry.clip)
def test_a_clip_begins_where_the_one_before_ended(
    entry: Entry, look: Look, ends_of: Callable[[str, Look], Ends]
) -> None:
    (_, end), (start, _) = ends_of(entry.after, look), ends_of(entry.clip, look)
    off = np.abs(end[..., :3].astype(int) - start[..., :3]).max(axis=2)
    assert off.max() <= MOST_OFF, f"{entry.clip}'s first picture is another"
    assert (off > FAINT).mean() <= MOST_FAINT, f"{entry.clip}'s first picture is a little another"


def test_the_order_is_the_lessons() -> None:
    names = [entry.clip for entry in CLIPS]
    for entry in FOLLOWING:
        assert names.index(entry.after) < names.index(entry.clip)
