"""One lesson, not forty beginnings: a clip begins on the picture that the one before ended on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from scenes.catalogue import CLIPS, Entry, find
from tests.scenes.stills import drawn

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.render

FOLLOWING = [entry for entry in CLIPS if entry.after]
OFF = 16
MOST_OFF = 0.0005
"""Share of pixels: the same shapes drawn as other mobjects differ at a few edges."""


@pytest.mark.parametrize(("aspect", "theme"), [("16:9", "dark"), ("9:16", "light")])
@pytest.mark.parametrize("entry", FOLLOWING, ids=lambda entry: entry.clip)
def test_a_clip_begins_where_the_one_before_ended(
    entry: Entry, aspect: str, theme: str, tmp_path: Path
) -> None:
    look = {"aspect": aspect, "theme": theme, "captions": False}
    before = find(entry.after)
    told = look | dict(before.in_film)
    last = drawn(before, tmp_path, set(), **told).frame_count - 1
    end = drawn(before, tmp_path, {last}, **told).pictures[last]
    start = drawn(entry, tmp_path, {0}, **look | dict(entry.in_film)).pictures[0]
    off = np.abs(end[..., :3].astype(int) - start[..., :3]).max(axis=2) > OFF
    assert off.mean() <= MOST_OFF, f"{off.mean():.2%} of {entry.clip}'s first picture is another"


def test_the_order_is_the_lessons() -> None:
    names = [entry.clip for entry in CLIPS]
    for entry in FOLLOWING:
        assert names.index(entry.after) < names.index(entry.clip)
