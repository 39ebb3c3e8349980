"""Marks, the grids made of them, and their rearrangement: built, never drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from manim import FadeOut, Transform

from scenes.components.animations import Rearrange, staggered
from scenes.components.grids.grids import PixelGrid, WeightGrid, grid_centres, hairline
from scenes.components.grids.marks import Marks
from scenes.look.encoding import activation_rgba, symmetric_limit, weight_rgba
from scenes.look.theme import THEMES

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from scenes.look.theme import Theme, ThemeName

DARK = THEMES["dark"]
IMAGE = np.arange(12).reshape(3, 4) / 11
SIDES = np.array([(0.1, 0.1), (0.2, 0.3), (0.4, 0.1)])


def three(x: float = 0.0, half: float = 0.1, opacity: float = 1.0) -> Marks:
    """Return three grey squares in a column, at some x."""
    fills = np.array([[0.2, 0.2, 0.2, opacity], [0.5, 0.5, 0.5, 1], [0.9, 0.9, 0.9, 1]])
    return Marks([(x, 1), (x, 0), (x, -1)], half, fills, (1, 1, 1, 0.5), ring_width=2)


def at(animation: Rearrange, alpha: float) -> Marks:
    """Return the marks as they are at some progress of an animation that has begun."""
    animation.interpolate(alpha)
    return animation.marks


def begun(start: Marks, end: Marks, **options: Any) -> Rearrange:
    """Return an animation that turns one into the other, at its beginning."""
    animation = Rearrange(start, end, **options)
    animation.begin()
    return animation


# -- marks ----------------------------------------------------------------------------


@pytest.mark.parametrize("half", [0.25, [0.25] * 3, SIDES], ids=["one", "each", "oblong"])
def test_marks_know_their_places_and_sizes(half: ArrayLike) -> None:
    centres = np.array([(0, 1, 0), (2, 0, 0), (-3, 4, 0)])
    marks = Marks(centres, half, np.ones(4), np.ones(4))
    sides = np.asarray(half, dtype=float)
    expected = sides if sides.ndim == 2 else np.broadcast_to(sides[..., None], (3, 2))
    assert len(marks) == 3
    np.testing.assert_allclose(marks.centres, centres)
    np.testing.assert_allclose(marks.halves, expected)


def test_looks_are_given_once_or_for_each() -> None:
    marks = Marks(np.zeros((5, 2)), 0.1, (0.1, 0.2, 0.3, 1), np.eye(5, 4), roundness=0.5)
    assert marks.fills.shape == marks.rings.shape == (5, 4)
    assert (marks.fills == (0.1, 0.2, 0.3, 1)).all()
    assert (marks.rings == np.eye(5, 4)).all()
    assert (marks.roundness == 0.5).all()


def test_marks_move_and_scale_as_one() -> None:
    marks = three().scale(2).shift((1, 0, 0))
    np.testing.assert_allclose(marks.centres, [(1, 2, 0), (1, 0, 0), (1, -2, 0)])
    np.testing.assert_allclose(marks.halves, 0.2)
    assert marks.height == pytest.approx(4.4)


def test_placing_keeps_the_sizes_unless_they_are_given() -> None:
    marks = three().place([(5, 5), (6, 6), (7, 7)])
    np.testing.assert_allclose(marks.halves, 0.1)
    np.testing.assert_allclose(marks.place(np.zeros((3, 3)), SIDES).halves, SIDES)


def test_a_copy_shares_nothing() -> None:
    marks = three()
    copy = marks.copy()
    copy.shift((1, 1, 0))
    copy.fills[0], copy.rings[0], copy.roundness[0] = 0, 0, 1
    copy.set_opacity(0.2)
    assert marks.state() == three().state()
    assert copy.state() != marks.state()


def test_a_subset_takes_its_looks_along() -> None:
    marks = Marks(np.eye(3), SIDES, np.eye(3, 4), np.eye(3, 4), [0, 0.5, 1], 3).set_opacity(0.4)
    part = marks.subset([2, 0])
    np.testing.assert_allclose(part.centres, marks.centres[[2, 0]])
    np.testing.assert_allclose(part.halves, SIDES[[2, 0]])
    assert (part.fills == marks.fills[[2, 0]]).all()
    assert (part.rings == marks.rings[[2, 0]]).all()
    assert part.roundness.tolist() == [1, 0]
    assert (part.ring_width, part.opacity) == (3, 0.4)


def test_opacity_is_of_the_whole_and_fading_takes_a_share_of_it() -> None:
    marks = three().set_opacity(0.5)
    assert marks.fade(0.5).opacity == pytest.approx(0.25)
    assert (marks.fills == three().fills).all()


@pytest.mark.usefixtures("landscape")
def test_fading_out_ends_unseen_and_leaves_the_marks_as_they_were() -> None:
    marks = three().set_opacity(0.8)
    animation = FadeOut(marks)
    animation.begin()
    animation.interpolate(0.5)
    assert 0 < marks.opacity < 0.8
    animation.interpolate(1)
    assert marks.opacity == 0


@pytest.mark.usefixtures("landscape")
def test_a_transform_mixes_places_and_looks() -> None:
    start, end = three(0, 0.1).set_opacity(1), three(4, 0.3, opacity=0).set_opacity(0.5)
    end.roundness[:] = 1
    moving = start.copy()
    animation = Transform(moving, end, rate_func=lambda t: t)
    animation.begin()
    animation.interpolate(0.25)
    np.testing.assert_allclose(moving.centres[:, 0], 1)
    np.testing.assert_allclose(moving.halves, 0.15)
    np.testing.assert_allclose(moving.fills, start.fills * 0.75 + end.fills * 0.25)
    np.testing.assert_allclose(moving.roundness, 0.25)
    assert moving.opacity == pytest.approx(0.875)
    animation.interpolate(1)
    assert moving.state() == end.state()


@pytest.mark.parametrize("change", ["points", "fills", "rings", "roundness", "ring_width"])
def test_any_change_is_another_state(change: str) -> None:
    marks = three()
    before = marks.state()
    setattr(marks, change, getattr(marks, change) + 0.25)
    assert marks.state() != before


# -- grids ----------------------------------------------------------------------------


def test_a_grid_runs_row_by_row_from_the_upper_left() -> None:
    centres = grid_centres(2, 3, 0.5)
    assert centres.tolist() == [
        [-0.5, 0.25],
        [0, 0.25],
        [0.5, 0.25],
        [-0.5, -0.25],
        [0, -0.25],
        [0.5, -0.25],
    ]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_pixel_is_as_bright_as_its_value(theme: Theme) -> None:
    grid = PixelGrid(IMAGE, theme, height=3)
    np.testing.assert_allclose(grid.fills, activation_rgba(theme, IMAGE.ravel()))
    assert (grid.rings == hairline(theme)).all()
    assert grid.cell == pytest.approx(1)
    assert (grid.width, grid.height) == pytest.approx((4, 3))
    np.testing.assert_allclose(grid.cell_centre(2, 1), (-0.5, -1, 0))


def test_a_grid_shows_other_values_in_the_same_scale() -> None:
    grid = PixelGrid(IMAGE, DARK, limit=2)
    grid.set_values(IMAGE.ravel()[::-1])
    assert grid.values.shape == IMAGE.shape
    np.testing.assert_allclose(grid.fills, activation_rgba(DARK, IMAGE.ravel()[::-1], 2))


def test_weights_are_coloured_by_sign_and_as_opaque_as_they_are_large() -> None:
    weights = np.array([[-2.0, 0.0], [1.0, 0.5]])
    own, shared = WeightGrid(weights, DARK), WeightGrid(weights, DARK, limit=4)
    limit = symmetric_limit(weights)
    np.testing.assert_allclose(own.fills, weight_rgba(DARK, weights.ravel(), limit))
    np.testing.assert_allclose(shared.fills[:, 3] ** (4 / 3), [0.5, 0, 0.25, 0.125])
    assert (own.fills[0, :3] != own.fills[2, :3]).any()


# -- rearranging ----------------------------------------------------------------------


def test_rearranging_begins_as_it_is_and_ends_as_the_target() -> None:
    start, end = three(), three(3, 0.4, opacity=0).set_opacity(0.5)
    end.roundness[:], end.ring_width = 1, 5
    animation = begun(start.copy(), end, arc=0.5, lag=0.5, order=[0, 0.5, 1])
    assert at(animation, 0).state() == start.state()
    last = at(animation, 1)
    for name in ("points", "fills", "rings", "roundness", "ring_width", "opacity"):
        np.testing.assert_allclose(getattr(last, name), getattr(end, name), atol=1e-12)
    there = last.state()
    assert at(animation, 1.8).state() == there, "beside a longer animation"


@pytest.mark.parametrize("kind", [Rearrange, Transform])
@pytest.mark.parametrize("name", THEMES)
def test_a_weight_that_turns_to_zero_keeps_the_hue_of_its_sign(
    kind: type[Rearrange | Transform], name: ThemeName
) -> None:
    """Zero is of no sign: it must not turn blue what is red before it goes."""
    weights = WeightGrid([[-1.0, -0.2, 1.0, 0.3]], THEMES[name])
    products = weights.copy().set_values(np.zeros(4))
    hues = weights.fills[:, :3].copy()
    for start, end in ((weights, products), (products, weights)):
        marks = start.copy()
        turning = kind(marks, end.copy())
        turning.begin()
        for alpha in (0.2, 0.5, 0.8):
            turning.interpolate(alpha)
            np.testing.assert_allclose(marks.fills[:, :3], hues, atol=1e-9)


def test_a_later_change_of_the_target_is_of_no_matter() -> None:
    end = three(3)
    animation = begun(three(), end)
    end.shift((9, 9, 0))
    np.testing.assert_allclose(at(animation, 1).centres, three(3).centres)


def test_marks_follow_each_other_in_their_order() -> None:
    animation = begun(three(), three(1), order=[1, 0, 0.5], lag=0.6)
    x = at(animation, 0.5).centres[:, 0]
    assert x[1] > x[2] > x[0]
    assert at(animation, 0.35).centres[0, 0] == 0
    assert at(animation, 0.45).centres[1, 0] == 1


@given(alpha=st.floats(0, 1), arc=st.floats(-1, 1))
def test_a_bent_way_does_not_bend_the_marks(alpha: float, arc: float) -> None:
    marks = at(begun(three(0, 0.1), three(5, 0.3), arc=arc), alpha)
    np.testing.assert_allclose(marks.halves[:, 0], marks.halves[:, 1])
    assert (marks.halves > 0.0999).all()
    assert (marks.halves < 0.3001).all()


def test_a_way_bends_to_its_left_by_a_share_of_its_length() -> None:
    middle = at(begun(three(), three(4), arc=0.25), 0.5).centres
    np.testing.assert_allclose(middle[:, 0], 2)
    np.testing.assert_allclose(middle[:, 1], [2, 1, 0], atol=1e-12)


@given(progress=st.floats(0, 1), lag=st.floats(0, 0.95))
@example(progress=0.9999999999999999, lag=0.0)
def test_staggered_progress_is_ordered_and_whole_at_both_ends(progress: float, lag: float) -> None:
    order = np.linspace(0, 1, 7)
    own = staggered(progress, order, lag)
    assert ((own >= 0) & (own <= 1)).all()
    assert (np.diff(own) <= 1e-12).all()
    np.testing.assert_allclose(staggered(0, order, lag), 0)
    np.testing.assert_allclose(staggered(1, order, lag), 1)
