"""The drawing core against a slow reference: a great many samples a pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.ndimage import maximum_filter, minimum_filter

from scenes.engine.raster import Bitmap, context, draw_marks, draw_strands, paint_bitmap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SAMPLES = 64
SMALL_STEP = 2 / 255
ON_THE_EDGE = 0.125
"""A stamp lies within a sixteenth of a pixel of where it belongs, on either side."""


def blank(height: int = 40, width: int = 48) -> NDArray[np.uint8]:
    return np.zeros((height, width, 4), dtype=np.uint8)


def coverage(
    centre: tuple[float, float], half: float, roundness: float, size: tuple[int, int]
) -> Floats:
    """Return the share of each pixel inside a rounded square, by counting samples."""
    steps = (np.arange(SAMPLES) + 0.5) / SAMPLES
    y = (np.arange(size[0])[:, None] + steps).ravel()[:, None] - centre[1]
    x = (np.arange(size[1])[:, None] + steps).ravel()[None, :] - centre[0]
    corner = roundness * half
    across, down = np.abs(x) - (half - corner), np.abs(y) - (half - corner)
    outside = np.hypot(np.maximum(across, 0), np.maximum(down, 0))
    inside = outside + np.minimum(np.maximum(across, down), 0) <= corner
    blocks = inside.reshape(size[0], SAMPLES, size[1], SAMPLES)
    return np.asarray(blocks.mean(axis=(1, 3)), dtype=np.float64)


def drawn(
    centre: tuple[float, float], half: float, roundness: float, fill: tuple[float, ...]
) -> NDArray[np.uint8]:
    frame = blank()
    nothing = np.zeros((1, 4))
    draw_marks(
        context(frame),
        np.array([centre]),
        np.full((1, 2), half),
        np.array([roundness]),
        np.array([fill]),
        nothing,
        1.0,
    )
    return frame


@pytest.mark.long
@pytest.mark.parametrize("roundness", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("centre", [(20.0, 20.0), (20.3, 19.8), (23.51, 17.27)])
@pytest.mark.parametrize("half", [3.3, 9.0, 12.75])
def test_a_mark_equals_the_reference(
    centre: tuple[float, float], half: float, roundness: float
) -> None:
    share = coverage(centre, half, roundness, (40, 48))
    frame = drawn(centre, half, roundness, (1.0, 1.0, 1.0, 1.0))[..., 0] / 255
    away = maximum_filter(share, 3) == minimum_filter(share, 3)
    np.testing.assert_allclose(frame[away], share[away], atol=SMALL_STEP)
    np.testing.assert_allclose(frame[~away], share[~away], atol=ON_THE_EDGE)


def test_colours_are_red_green_blue_in_the_frame() -> None:
    frame = drawn((20, 20), 6, 0.0, (1.0, 0.5, 0.25, 1.0))
    np.testing.assert_allclose(frame[20, 20], [255, 128, 64, 255], atol=1)


def test_a_translucent_mark_mixes_with_what_lies_under_it() -> None:
    frame = blank()
    frame[...] = (0, 0, 200, 255)
    fills = np.array([[1.0, 0.0, 0.0, 0.25]])
    centre, half = np.array([[20.0, 20.0]]), np.full((1, 2), 6.0)
    draw_marks(context(frame), centre, half, np.zeros(1), fills, np.zeros((1, 4)), 1.0)
    np.testing.assert_allclose(frame[20, 20], [64, 0, 150, 255], atol=1)


def test_a_ring_lies_inside_its_mark() -> None:
    frame = blank()
    ring = np.array([[1.0, 1.0, 1.0, 1.0]])
    centre, half = np.array([[20.0, 20.0]]), np.full((1, 2), 8.0)
    draw_marks(context(frame), centre, half, np.zeros(1), np.zeros((1, 4)), ring, 2.0)
    lit = np.argwhere(frame[..., 0] > 0)
    assert lit.min() == 12
    assert lit.max() == 27
    assert frame[20, 20, 0] == 0


@pytest.mark.parametrize("ring_width", [0.6, 2.0])
def test_a_translucent_ring_looks_alone_as_among_many(ring_width: float) -> None:
    frames = []
    for others in (0, 100):
        frame = blank()
        count = others + 1
        draw_marks(
            context(frame),
            np.vstack([[[20.3, 18.8]], np.full((others, 2), -100.0)]),
            np.full((count, 2), 7.3),
            np.full(count, 0.6),
            np.tile([0.2, 0.4, 0.9, 0.5], (count, 1)),
            np.tile([1.0, 1.0, 1.0, 0.7], (count, 1)),
            ring_width,
        )
        frames.append(frame.astype(int))
    difference = np.abs(frames[0] - frames[1]).max(axis=2)
    assert difference.max() <= 255 * ON_THE_EDGE
    assert difference.mean() < 1


@pytest.mark.parametrize("roundness", [0.0, 1.0])
def test_a_mark_looks_the_same_just_before_it_fades(roundness: float) -> None:
    frames = []
    for alpha in (1.0, 0.999):
        frame = blank()
        frame[...] = (0, 0, 200, 255)
        draw_marks(
            context(frame),
            np.array([[20.0, 20.0]]),
            np.full((1, 2), 8.0),
            np.array([roundness]),
            np.array([[0.9, 0.6, 0.3, alpha]]),
            np.array([[1.0, 1.0, 1.0, 0.3]]),
            2.0,
        )
        frames.append(frame.astype(int))
    difference = np.abs(frames[0] - frames[1]).max(axis=2)
    # At a round edge, a stroke covers other shares of the pixels than one disc less another.
    assert difference.max() <= 2 + 18 * roundness


def test_the_last_strand_lies_on_top() -> None:
    frame = blank()
    starts = np.array([[0.0, 20.0], [20.0, 0.0]])
    ends = np.array([[40.0, 20.0], [20.0, 40.0]])
    colours = np.array([[1.0, 0, 0, 1], [0, 0, 1.0, 1]])
    draw_strands(context(frame), starts, ends, colours, np.array([4.0, 4.0]))
    np.testing.assert_array_equal(frame[20, 20], [0, 0, 255, 255])
    np.testing.assert_array_equal(frame[20, 5], [255, 0, 0, 255])


def test_an_invisible_strand_draws_nothing() -> None:
    frame = blank()
    ends = np.array([[0.0, 5.0]]), np.array([[40.0, 5.0]])
    draw_strands(context(frame), *ends, np.array([[1.0, 1, 1, 0]]), np.array([3.0]))
    assert not frame.any()


def test_a_kept_picture_is_the_drawn_one() -> None:
    direct, kept = blank(), blank()
    bitmap = Bitmap.blank(8.2, 7.9, 33.5, 31.1)
    for target in (context(direct), bitmap.context()):
        draw_marks(
            target,
            np.array([[20.3, 19.6]]),
            np.full((1, 2), 8.4),
            np.ones(1),
            np.array([[0.9, 0.6, 0.3, 1.0]]),
            np.zeros((1, 4)),
            1.0,
        )
    paint_bitmap(context(kept), bitmap)
    np.testing.assert_allclose(kept.astype(int), direct.astype(int), atol=1)


def test_a_profile_fades_along_x_only() -> None:
    frame = blank()
    bitmap = Bitmap.blank(0, 0, 48, 40)
    ctx = bitmap.context()
    ctx.set_source_rgba(1, 1, 1, 1)
    ctx.paint()
    paint_bitmap(context(frame), bitmap, 0.5, [(10, 0.0), (30, 1.0)])
    row = frame[5, :, 0].astype(int)
    assert (frame[..., 0] == row).all()
    assert row[5] == 0
    assert row[40] == pytest.approx(128, abs=2)
    assert row[20] == pytest.approx(67, abs=3)
    assert (np.diff(row) >= 0).all()
