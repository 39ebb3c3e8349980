"""Raster components in a frame, against a slow drawing of the same; and none of them flickers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from manim import RIGHT, UP, Square

from scenes.components.grids.marks import Marks
from scenes.components.network.connections import Connections
from scenes.engine.camera import RasterCamera
from scenes.engine.raster import Bitmap, context
from scenes.engine.strands import draw_bundle
from scenes.look.encoding import activation_rgba, rgb, weight_rgba
from scenes.look.theme import THEMES
from tests.scenes.reference import Box, Strand, away_from_edges, drawn, marked, points_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    from scenes.look.theme import Theme
    from tests.scenes.reference import Window

    Floats = NDArray[np.float64]
    Settings = Callable[..., AbstractContextManager[None]]

pytestmark = pytest.mark.render

STEP = 1 / 255
_RING = 0.55
"""Opacity of the rings: what is off on an edge is in proportion to it."""
ON_AN_EDGE = 0.19
"""Places are rounded to an eighth of a pixel, and a translucent inside and its ring share an edge,
as in Manim's own drawing."""
SIZES = {480: (854, 480), 1080: (1920, 1080), 2160: (3840, 2160)}

every_size = pytest.mark.parametrize("short", SIZES)
every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


class Frame:
    """A frame of 16:9 in some size, and how its pixels are found: worked out here once more."""

    def __init__(self, short: int, theme: Theme, opacity: float = 1.0) -> None:
        self.camera = RasterCamera(background_color=theme.background, background_opacity=opacity)
        self.unit = short / 8
        self.middle = np.array(SIZES[short]) / 2
        self.background = np.append(rgb(theme.background), 1.0) * opacity

    def pixels(self, points: Floats) -> Floats:
        return np.asarray(points)[..., :2] * (self.unit, -self.unit) + self.middle

    def about(self, x: float, y: float, reach: float) -> Window:
        column, row = np.rint(self.pixels(np.array([x, y]))).astype(int).tolist()
        far = round(reach * self.unit)
        return column - far, column + far, row - far, row + far

    def square(self, square: Square) -> Box:
        half = np.full(2, square.width / 2 * self.unit)
        colour = square.get_fill_rgbas()[0]
        return Box(self.pixels(square.get_center()), half, 0.0, colour)

    def compare(self, mobjects: list[Any], shapes: Iterable[Box | Strand], window: Window) -> None:
        """Draw, and hold it to the reference within the limits."""
        self.camera.reset()
        self.camera.capture_mobjects(mobjects)
        left, right, top, bottom = window
        found = self.camera.pixel_array[top:bottom, left:right] / 255
        points = points_in(shapes, window, self.background)
        difference = np.abs(found - drawn(points)).max(axis=2)
        away = away_from_edges(points)
        assert 0.1 < away.mean() < 0.9
        assert difference[away].max() <= 2 * STEP
        assert difference[~away].max() <= ON_AN_EDGE
        assert difference[~away].mean() <= 0.02


def marks_of(theme: Theme) -> Marks:
    """Return squares, rounded squares and discs: opaque, translucent and unfilled, ringed."""
    fills = np.concatenate(
        [
            activation_rgba(theme, [0.0, 0.35, 1.0]),
            weight_rgba(theme, [-0.9, 0.4, 0.0], 1.0),
        ]
    )
    fills[3:5, 3] = 0.9, 0.4
    rings = np.tile(np.append(rgb(theme.text), _RING), (6, 1))
    rings[1] = 0
    places = [(x, y) for y in (0.2, -0.2) for x in (-0.4, 0.0, 0.4)]
    return Marks(places, 0.19, fills, rings, [0, 0.4, 1, 1, 0.4, 0], ring_width=3)


def in_the_reference(marks: Marks, frame: Frame) -> list[Box]:
    shade = np.array([1, 1, 1, marks.opacity])
    width = marks.ring_width * frame.unit / 135
    rows = zip(
        frame.pixels(marks.centres),
        marks.halves * frame.unit,
        marks.roundness.tolist(),
        marks.fills * shade,
        marks.rings * shade,
        strict=True,
    )
    return [box for row in rows for box in marked(*row, width)]


@every_theme
@every_size
def test_marks_moved_scaled_under_and_over_others(
    short: int, theme: Theme, frame_settings: Settings
) -> None:
    with frame_settings(pixel_width=SIZES[short][0], pixel_height=SIZES[short][1]):
        frame = Frame(short, theme)
        under = Square(0.8, fill_color=theme.highlight, fill_opacity=0.8, stroke_width=0)
        over = Square(0.5, fill_color=theme.bias, fill_opacity=0.4, stroke_width=0)
        marks = marks_of(theme).scale(0.83).shift(0.3711 * RIGHT + 0.1234 * UP)
        shapes = [frame.square(under), *in_the_reference(marks, frame), frame.square(over)]
        frame.compare([under, marks, over], shapes, frame.about(0.2, 0.1, 0.6))


@every_size
def test_marks_on_a_transparent_background(short: int, frame_settings: Settings) -> None:
    with frame_settings(pixel_width=SIZES[short][0], pixel_height=SIZES[short][1]):
        frame = Frame(short, THEMES["dark"], opacity=0.0)
        marks = marks_of(THEMES["dark"]).shift(0.01234 * RIGHT)
        frame.compare([marks], in_the_reference(marks, frame), frame.about(0, 0, 0.62))


@every_theme
@every_size
def test_connections(short: int, theme: Theme, frame_settings: Settings) -> None:
    with frame_settings(pixel_width=SIZES[short][0], pixel_height=SIZES[short][1]):
        frame = Frame(short, theme)
        starts = [(-1.013, 0.41, 0), (-1.013, 0.07, 0), (-1.013, -0.302, 0)]
        ends = [(1.021, 0.213, 0), (1.021, -0.197, 0)]
        weights = np.array([[1.0, -0.8, 0.3], [-0.6, 0.05, 0.9]])
        if theme.for_paper:  # what is negative is dashed there
            weights = np.abs(weights)
        part = Connections(starts, ends, weights, theme, limit=1.0).set_rest(0.6)
        it = part.strands("rest", frame.pixels(part.points), frame.unit / 135)
        rows = zip(it.starts, it.stops, it.widths.tolist(), it.colours, strict=True)
        # At rest all are dimmed together, which is what they show over the background.
        points = points_in(
            [Strand(*row) for row in rows], window := frame.about(0, 0, 0.4), np.zeros(4)
        )
        expected = drawn(points) * part.rest
        expected += frame.background * (1 - expected[..., 3:])
        frame.camera.reset()
        frame.camera.capture_mobjects([part])
        left, right, top, bottom = window
        difference = np.abs(frame.camera.pixel_array[top:bottom, left:right] / 255 - expected)
        assert difference[away_from_edges(points)].max() <= 2 * STEP
        assert difference.max() <= ON_AN_EDGE


# -- strands by the thousand ----------------------------------------------------------


def strands_across(count: int, opacities: tuple[float, float]) -> tuple[Floats, ...]:
    """Return starts, ends, colours and widths of strands from a column to another."""
    rng = np.random.default_rng(3)
    places = rng.uniform(-40, 136, (2, count))
    starts = np.column_stack([np.full(count, -10.0), places[0]])
    ends = np.column_stack([np.full(count, 106.0), places[1]])
    blue, red = rgb(THEMES["dark"].positive), rgb(THEMES["dark"].negative)
    colours = np.where(rng.random(count)[:, None] < 0.5, blue, red)
    alphas = np.sort(rng.uniform(*opacities, count))
    return starts, ends, np.column_stack([colours, alphas]), rng.uniform(0.5, 2.6, count)


@pytest.mark.parametrize(
    ("count", "opacities"),
    [(3000, (0.0, 0.01)), (1000, (0.0, 0.03)), (200, (0.0, 0.12)), (120, (0.05, 0.3))],
)
def test_thousands_of_faint_strands_add_up_to_what_they_should(
    count: int, opacities: tuple[float, float]
) -> None:
    """Pixel by pixel their edges differ; on average over a few pixels nothing does."""
    starts, ends, colours, widths = strands_across(count, opacities)
    bitmap = Bitmap.blank(0, 0, 96, 96)
    draw_bundle(bitmap, starts, ends, colours, widths)
    found = np.frombuffer(bitmap.surface.get_data(), dtype=np.uint8).reshape(96, 96, 4) / 255
    rows = zip(starts, ends, widths.tolist(), colours, strict=True)
    expected = drawn(points_in([Strand(*row) for row in rows], (24, 72, 24, 72), np.zeros(4)))
    error = (found[24:72, 24:72] - expected).reshape(6, 8, 6, 8, 4).mean(axis=(1, 3))
    assert expected[..., 3].mean() > 0.1
    assert abs(error.mean(axis=(0, 1))).max() <= STEP
    assert abs(error).max() <= 3 * STEP


# -- no shimmer -----------------------------------------------------------------------


def spread(sums: list[float]) -> float:
    return (max(sums) - min(sums)) / float(np.mean(sums))


PLACES = [(40 + step / 37, 40 + step / 53) for step in range(75)]


@pytest.mark.parametrize("ring", [0.0, 1.0], ids=["bare", "ringed"])
@pytest.mark.parametrize("radius", [1.1, 1.7, 2.4, 5.2, 12.3, 36.4])
def test_a_disc_that_moves_slowly_keeps_its_brightness(radius: float, ring: float) -> None:
    sums = []
    for place in PLACES:
        frame = np.zeros((80, 80, 4), dtype=np.uint8)
        disc = Marks([place], radius, (0.6, 0.6, 0.6, 1.0), (1, 1, 1, ring), 1.0, 1.6)
        disc.paint(context(frame), lambda points: points[:, :2], 1.0)
        sums.append(float(frame[..., 0].sum()))
    assert spread(sums) <= 0.01


@pytest.mark.parametrize("opacity", [0.3, 1.0])
@pytest.mark.parametrize("width", [0.5, 1.1, 2.6])
@pytest.mark.parametrize("slope", [3.0, 30.0])
def test_a_strand_that_moves_slowly_keeps_its_brightness(
    slope: float, width: float, opacity: float
) -> None:
    sums = []
    for x, y in PLACES:
        bitmap = Bitmap.blank(0, 0, 80, 80)
        start, end = np.array([[x - 34, y - slope]]), np.array([[x + 34, y + slope]])
        colour = np.array([[1.0, 1.0, 1.0, opacity]])
        draw_bundle(bitmap, start, end, colour, np.array([width]))
        sums.append(float(np.frombuffer(bitmap.surface.get_data(), dtype=np.uint8).sum()))
    assert spread(sums) <= 0.01
