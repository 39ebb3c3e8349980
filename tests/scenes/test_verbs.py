"""What happens to things on the stage: when it begins."""

from __future__ import annotations

import pytest
from manim import Square

from scenes.components.verbs import appear

pytestmark = pytest.mark.usefixtures("landscape")


@pytest.mark.parametrize("after", [0.0, 0.6])
def test_what_appears_after_a_share_of_the_time_is_not_seen_before(after: float) -> None:
    square = Square(fill_opacity=1.0)
    coming = appear(square, seconds=1.0, after=after)
    coming.begin()
    seen = []
    for progress in (after, (after + 1) / 2, 1.0):
        coming.interpolate(progress)
        seen.append(square.get_fill_opacity())
    assert seen == pytest.approx([0.0, 0.5, 1.0])
