"""Raster mobjects among Manim's own: the same looks, the right order, every kind of motion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, Circle, Mobject, Square, config

from scenes.components.grids.grids import PixelGrid, WeightGrid
from scenes.components.grids.marks import Marks
from scenes.engine.camera import RasterCamera
from scenes.engine.raster import straight_alpha
from scenes.look.text import Words
from scenes.look.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

DARK = THEMES["dark"]
WHITE = (1.0, 1.0, 1.0, 1.0)
NOTHING = (0.0, 0.0, 0.0, 0.0)


def picture(*mobjects: Mobject, camera: RasterCamera | None = None) -> NDArray[np.int64]:
    camera = camera or RasterCamera(background_color=DARK.background)
    camera.reset()
    camera.capture_mobjects(mobjects)
    return np.asarray(camera.pixel_array, dtype=np.int64)


def disc(radius: float, **looks: Any) -> Marks:
    return Marks(np.zeros((1, 2)), radius, WHITE, NOTHING, roundness=1.0, **looks)


@pytest.mark.parametrize("size", [(427, 240), (854, 480), (1920, 1080)])
@pytest.mark.parametrize("radius", [0.1, 0.31, 1.7])
def test_a_disc_looks_as_a_circle_does(
    radius: float,
    size: tuple[int, int],
    frame_settings: Callable[..., AbstractContextManager[None]],
) -> None:
    place = 0.123 * RIGHT + 0.311 * UP
    with frame_settings(pixel_width=size[0], pixel_height=size[1]):
        circle = Circle(radius, fill_opacity=1, fill_color="#FFFFFF", stroke_width=0)
        drawn, expected = picture(disc(radius).shift(place)), picture(circle.shift(place))
    assert np.abs(drawn - expected).max() <= 32  # Cairo's own rounding, on the edge
    assert abs(drawn.sum() - expected.sum()) <= 0.01 * expected.sum()


@pytest.mark.usefixtures("landscape")
class TestAmongOthers:
    def test_what_comes_later_lies_on_top(self) -> None:
        square = Square(1.0, fill_opacity=1, fill_color="#FF0000", stroke_width=0)
        centre = (config.pixel_height // 2, config.pixel_width // 2)
        assert tuple(picture(square, disc(0.3))[centre]) == (255, 255, 255, 255)
        assert tuple(picture(disc(0.3), square)[centre]) == (255, 0, 0, 255)

    def test_opacity_mixes_with_what_is_there(self) -> None:
        half = picture(disc(0.5).set_opacity(0.5))[240, 427]
        background = picture()[0, 0]
        np.testing.assert_allclose(half[:3], (background[:3] + 255) / 2, atol=1)

    def test_moved_and_scaled_it_is_drawn_where_it_is(self) -> None:
        grid = PixelGrid(np.eye(4), DARK, height=2).scale(0.5).move_to(2 * LEFT + DOWN)
        fresh = PixelGrid(np.eye(4), DARK, height=1).move_to(2 * LEFT + DOWN)
        np.testing.assert_array_equal(picture(grid), picture(fresh))

    def test_partly_outside_the_frame_it_is_cut(self) -> None:
        whole = PixelGrid(np.ones((3, 3)), DARK, height=4).move_to(7 * LEFT + 4 * UP)
        drawn = picture(whole)
        assert (drawn[5, 5, :3] == 255).all()
        assert (drawn[-1, -1] == picture()[0, 0]).all()

    def test_a_kept_picture_is_replaced_when_anything_changes(self) -> None:
        camera = RasterCamera(background_color=DARK.background)
        grid = PixelGrid(np.zeros((4, 4)), DARK)
        for _ in range(3):
            before = picture(grid, camera=camera)
        changes: list[Callable[[], object]] = [
            lambda: grid.set_values(np.eye(4)),
            lambda: grid.shift(0.1 * RIGHT),
            lambda: grid.set_opacity(0.4),
            lambda: grid.set_rings(np.ones(4)),
        ]
        for change in changes:
            change()
            after = picture(grid, camera=camera)
            assert (after != before).any()
            before = picture(grid, camera=camera)
            np.testing.assert_allclose(before, after, atol=2)
            np.testing.assert_allclose(before, picture(grid), atol=2)

    def test_a_zero_weight_is_the_background(self) -> None:
        grid = WeightGrid(np.zeros((4, 4)), DARK, height=4).set_rings(NOTHING)
        np.testing.assert_array_equal(picture(grid), picture())


@pytest.mark.usefixtures("landscape")
def test_on_a_transparent_background_colours_keep_their_strength() -> None:
    camera = RasterCamera(background_color="#000000", background_opacity=0)
    square = Square(1.0, fill_opacity=0.5, fill_color="#FF8000", stroke_width=0)
    marks = Marks(np.array([[2.0, 0.0]]), 0.5, (1.0, 0.5, 0.0, 0.5), NOTHING)
    drawn = straight_alpha(picture(square, marks, camera=camera).astype(np.uint8)).astype(int)
    vector, raster = drawn[240, 427], drawn[240, 427 + 120]
    np.testing.assert_allclose(vector, (255, 128, 0, 128), atol=2)
    np.testing.assert_allclose(raster, (255, 128, 0, 128), atol=2)
    assert tuple(drawn[0, 0]) == (0, 0, 0, 0)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.usefixtures("landscape")
def test_a_grid_shows_its_values_exactly(theme: Any) -> None:
    values = np.linspace(0, 1, 16).reshape(4, 4)
    camera = RasterCamera(background_color=theme.background)
    grid = PixelGrid(values, theme, height=4)
    drawn = picture(grid, camera=camera)
    for (row, column), fill in zip(np.ndindex(4, 4), grid.fills, strict=True):
        x, y, _ = grid.cell_centre(row, column)
        pixel = drawn[round(240 - y * 60), round(427 + x * 60)]
        np.testing.assert_allclose(pixel[:3], fill[:3] * 255, atol=1)


@pytest.mark.parametrize("opaque", [1.0, 0.0])
@pytest.mark.parametrize("opacity", [1.0, 0.37])
@pytest.mark.usefixtures("landscape")
def test_letters_that_stand_still_are_drawn_as_letters_are(opaque: float, opacity: float) -> None:
    words = Words("Weights & sums, 3.14", DARK.text, 40).shift(0.123 * RIGHT + 0.31 * UP)
    words.set_opacity(opacity)
    camera = RasterCamera(background_color=DARK.background, background_opacity=opaque)
    first, _, kept = (picture(words, camera=camera) for _ in range(3))
    assert np.abs(first - first[0, 0]).max() > 60
    assert np.abs(kept - first).max() <= 1


@pytest.mark.usefixtures("landscape")
def test_kept_letters_follow_every_change() -> None:
    words = Words("sum", DARK.text, 60)
    camera = RasterCamera(background_color=DARK.background)
    for _ in range(3):
        picture(words, camera=camera)
    changes: tuple[Callable[[], object], ...] = (
        lambda: words.shift(0.5 * RIGHT),
        lambda: words.set_fill("#FF0000"),
        lambda: words.set_opacity(0.4),
        lambda: words.scale(1.2),
        lambda: words.set_opacity(0.0),
        lambda: words.set_stroke("#00FF00", width=3, opacity=1.0),
    )
    for change in changes:
        change()
        for _ in range(3):
            assert np.abs(picture(words, camera=camera) - picture(words)).max() <= 1
