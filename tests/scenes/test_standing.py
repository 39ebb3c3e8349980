"""What stands of many strands is not drawn again, and the picture is as if it were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from scenes.engine import strands
from scenes.engine.raster import context, draw_strands, paint_bitmap
from scenes.engine.strands import Standing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COUNT = 30
ROOM = np.array([[0.0, 0.0], [90.0, 60.0]])


def rows() -> list[Floats]:
    """Return starts, ends, colours and widths of translucent strands that cross."""
    numbers = np.random.default_rng(5)
    ends = numbers.uniform(ROOM[0], ROOM[1], (2, COUNT, 2))
    return [*ends, numbers.uniform(0.2, 0.9, (COUNT, 4)), numbers.uniform(0.5, 4.0, COUNT)]


def seen(standing: Standing, columns: list[Floats]) -> NDArray[np.uint8]:
    frame = np.zeros((70, 100, 4), dtype=np.uint8)
    paint_bitmap(context(frame), standing.picture(ROOM, *columns))
    return frame


def changed(columns: list[Floats], index: int, width: float) -> list[Floats]:
    *others, widths = columns
    return [*others, np.where(np.arange(COUNT) == index, width, widths)]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many strands each later call draws."""
    counts: list[int] = []

    def counting(ctx: object, starts: Floats, *others: Floats) -> None:
        counts.append(len(starts))
        draw_strands(ctx, starts, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(strands, "draw_strands", counting)
    return counts


def test_after_any_change_it_is_as_if_drawn_at_once() -> None:
    standing, now = Standing(), rows()
    steps = [now, now, *(changed(now, 20, width) for width in (1.0, 2.0, 3.0))]
    steps += [changed(now, 3, 2.0), now, [column[:12] for column in now], now]
    for step in steps:
        np.testing.assert_array_equal(seen(standing, step), seen(Standing(), step))


def test_only_what_comes_from_the_changed_one_on_is_drawn(drawn: list[int]) -> None:
    standing = Standing()
    for width in (1.0, 2.0):
        seen(standing, changed(rows(), 20, width))
    drawn.clear()
    for width in (3.0, 4.0, 5.0):
        seen(standing, changed(rows(), 20, width))
    assert sum(drawn) == 3 * (COUNT - 20)


def test_what_is_added_is_drawn_and_nothing_else(drawn: list[int]) -> None:
    standing = Standing()
    for count in range(1, COUNT + 1):
        seen(standing, [column[:count] for column in rows()])
    assert sum(drawn) <= 2 * COUNT
