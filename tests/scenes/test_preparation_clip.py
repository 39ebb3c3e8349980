"""Preparation: the steps that are shown are those that a picture needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from netcore import prepare, sample_digits
from scenes.catalogue import find
from scenes.pixels.steps import TITLES, crop_in_picture, steps_shown
from tests.scenes.lint.inspection import Inspection
from tests.scenes.oracle import untrue

if TYPE_CHECKING:
    from pathlib import Path


def test_the_crop_is_where_the_ink_is() -> None:
    picture = np.ones((200, 300))
    picture[40:160, 210:230] = 0
    preparation = prepare(picture)
    top, left, height, width = crop_in_picture(preparation)
    assert (top * 200, left * 300) == pytest.approx((40, 210), abs=4)
    assert ((top + height) * 200, (left + width) * 300) == pytest.approx((160, 230), abs=4)
    assert "even" not in steps_shown(preparation)


def test_what_already_is_a_digit_of_mnist_has_few_steps() -> None:
    shown = steps_shown(prepare(sample_digits().image(3, 0)))
    assert {"picture", "crop", "centred"} <= set(shown)
    assert not {"grey", "bright"} & set(shown)
    assert sorted(shown, key=list(TITLES).index) == shown


IN_PLACE = {"frame", "caption-zone", "caption-lines", "text-over-text"}


def two_colours(ink: tuple[int, ...], paper: tuple[int, ...]) -> np.ndarray[Any, Any]:
    large = np.kron(sample_digits().image(5, 0), np.ones((12, 12)))[..., None] > 0.5
    return np.where(large, ink, paper).astype(np.uint8)


def on_a_table(page: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Lay a page on a dark, brown table."""
    table = np.full((600, 700, 3), (70, 45, 30), np.uint8)
    table[100 : 100 + page.shape[0], 150 : 150 + page.shape[1]] = page
    return table


PAGES = {
    "sheet": (on_a_table(two_colours((20, 20, 90), (235, 230, 220))), "with more of the sheet"),
    "contrast": (two_colours((235,) * 3, (250,) * 3), "go from black to white"),
    "grey": (two_colours((255, 0, 0), (0, 130, 0)), "Only red is kept of the colours"),
}


@pytest.mark.parametrize(("step", "aspect"), [*zip(PAGES, ("16:9", "9:16", "1:1"), strict=True)])
def test_steps_that_few_pictures_need_are_told(step: str, aspect: str, tmp_path: Path) -> None:
    page, told = PAGES[step]
    Image.fromarray(page).save(tmp_path / "page.png")
    entry = find("Preparation")
    params = entry.params_model().model_validate({"image": tmp_path / "page.png", "aspect": aspect})
    seen = Inspection(entry.clip_class(), params, tmp_path, draw=False)
    assert any(told in caption.text for caption in seen.run.captions)
    assert not [str(found) for found in seen.findings if found.rule in IN_PLACE]
    assert not untrue(seen.run.clip)
    assert seen.run.clip.trace.prediction == 5
