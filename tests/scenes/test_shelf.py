"""Pictures that other processes have drawn: the same to the byte, and never half of one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenes.engine import shelf as module
from scenes.engine.raster import Bitmap
from scenes.engine.shelf import Shelf
from scenes.engine.strands import SHELF, draw_bundle

SHAPE = (3, 2, 4)
GREY, LIGHT = 90, 200


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Return a shelf on which every picture is put, however quick it was."""
    monkeypatch.setattr(module, "_SLOW", -1.0)
    shelf = Shelf()
    shelf.stand_in(tmp_path / "pictures")
    return shelf


def filled(shelf: Shelf, number: float, grey: int) -> np.ndarray:
    """Fill a picture that is drawn in one grey, if it is drawn."""
    pixels = np.zeros(SHAPE, dtype=np.uint8)
    shelf.fill(pixels, [np.array([number])], lambda: pixels.fill(grey))
    return pixels


def test_what_was_drawn_from_the_same_numbers_is_not_drawn_again(shelf: Shelf) -> None:
    assert (filled(shelf, 1.5, GREY) == GREY).all()
    assert (filled(shelf, 1.5, LIGHT) == GREY).all()
    assert (filled(shelf, 1.25, LIGHT) == LIGHT).all()


def test_without_a_folder_all_is_drawn() -> None:
    shelf = Shelf()
    assert (filled(shelf, 1.5, GREY) == GREY).all()
    assert (filled(shelf, 1.5, LIGHT) == LIGHT).all()


def test_what_is_drawn_quickly_is_not_kept(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SLOW", 3600.0)
    filled(shelf, 1.5, GREY)
    assert list((tmp_path / "pictures").iterdir()) == []


def test_half_a_picture_and_a_lost_folder_are_drawn_over(shelf: Shelf, tmp_path: Path) -> None:
    filled(shelf, 1.5, GREY)
    (kept,) = (tmp_path / "pictures").iterdir()
    kept.write_bytes(kept.read_bytes()[:5])
    assert (filled(shelf, 1.5, LIGHT) == LIGHT).all()
    assert (filled(shelf, 1.5, GREY) == LIGHT).all()  # it was put there whole
    kept.unlink()
    kept.parent.rmdir()
    assert (filled(shelf, 1.5, GREY) == GREY).all()


def test_a_full_shelf_takes_no_more(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    for number in range(4):
        filled(shelf, number, GREY)
    assert len(list((tmp_path / "pictures").iterdir())) == 2


def test_a_bundle_from_the_shelf_is_the_bundle_to_the_byte(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(4)
    starts, ends = random.uniform(5, 60, (2, 300, 2))
    colours = np.column_stack([random.uniform(size=(300, 3)), random.uniform(0.01, 0.3, 300)])

    def drawn() -> bytes:
        bitmap = Bitmap.blank(0, 0, 64, 64)
        draw_bundle(bitmap, starts, ends, colours, np.full(300, 1.2))
        bitmap.surface.flush()
        return bytes(bitmap.surface.get_data())

    assert SHELF._folder is None  # nothing stands in a folder unless somebody says so
    plain = drawn()
    assert any(plain)
    monkeypatch.setattr(SHELF, "_folder", shelf._folder)
    assert drawn() == plain
    assert drawn() == plain
    assert shelf._folder is not None
    assert len(list(shelf._folder.iterdir())) == 1
