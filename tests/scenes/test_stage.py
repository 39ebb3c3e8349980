from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from manim import Rectangle

from scenes.engine.settings import QUALITIES, Quality, render_settings
from scenes.look.stage import Aspect, Region, Stage

ASPECTS: tuple[Aspect, ...] = get_args(Aspect)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_captions_and_picture_keep_apart_and_inside_the_margins(aspect: Aspect) -> None:
    stage = Stage(aspect)
    picture, caption = stage.picture, stage.caption
    assert picture.y - picture.height / 2 > caption.y + caption.height / 2
    assert picture.y + picture.height / 2 <= stage.height * 0.45 + 1e-9
    pixel = min(stage.width, stage.height) / 720
    assert caption.y - caption.height / 2 >= -stage.height / 2 + 16 * pixel - 1e-9
    assert max(picture.width, caption.width) <= stage.width * 0.9 + 1e-9


@pytest.mark.parametrize("aspect", ASPECTS)
def test_regions_flow_side_by_side_only_where_it_is_wide(aspect: Aspect) -> None:
    first, second = Stage(aspect).flow(2, 1)
    if aspect == "16:9":
        assert first.x < second.x
        assert first.y == second.y
        assert first.width == pytest.approx(2 * second.width)
    else:
        assert first.y > second.y
        assert first.x == second.x
        assert first.height == pytest.approx(2 * second.height)


def test_parts_of_a_region_fill_it() -> None:
    region = Region(1, 2, 10, 6)
    left, *_, right = region.columns(1, 2, 1)
    assert left.x - left.width / 2 == pytest.approx(-4)
    assert right.x + right.width / 2 == pytest.approx(6)
    top, bottom = region.rows(1, 1)
    assert top.y + top.height / 2 == pytest.approx(5)
    assert bottom.y - bottom.height / 2 == pytest.approx(-1)


def test_what_does_not_fit_is_scaled_down_and_nothing_else() -> None:
    region = Region(1, -1, 4, 2)
    wide = region.place(Rectangle(width=8, height=1))
    assert wide.width == pytest.approx(4)
    assert wide.height == pytest.approx(0.5)
    small = region.place(Rectangle(width=1, height=1))
    assert small.width == pytest.approx(1)
    np.testing.assert_allclose(small.get_center(), [1, -1, 0])
    grown = region.place(Rectangle(width=1, height=1), grow=True)
    assert grown.height == pytest.approx(2)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("quality", QUALITIES)
def test_pixels_are_square_and_even(aspect: Aspect, quality: Quality) -> None:
    settings = render_settings(aspect, quality)
    width, height = settings["pixel_width"], settings["pixel_height"]
    assert width % 2 == 0
    assert height % 2 == 0
    across = width / settings["frame_width"]
    assert across == pytest.approx(height / settings["frame_height"], rel=2e-3)


def test_known_resolutions() -> None:
    known: dict[Quality, tuple[int, int]] = {
        "l": (854, 480),
        "m": (1280, 720),
        "h": (1920, 1080),
        "p": (2560, 1440),
        "k": (3840, 2160),
    }
    for quality, size in known.items():
        settings = render_settings("16:9", quality)
        assert (settings["pixel_width"], settings["pixel_height"]) == size
    portrait = render_settings("9:16", "h")
    assert (portrait["pixel_width"], portrait["pixel_height"]) == (1080, 1920)
