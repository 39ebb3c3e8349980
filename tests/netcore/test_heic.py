"""HEIC, as phones write it and as converters do."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pillow_heif
import pytest

from netcore.errors import FormatError
from netcore.preparation.reading import read_picture
from tests.netcore.heic_grid import heic_grid
from tests.netcore.picture_files import LABEL, page, recognised


def test_a_heic_picture_is_read(tmp_path: Path) -> None:
    pillow_heif.from_pillow(page()).save(tmp_path / "a.heic", quality=90)
    assert recognised(tmp_path / "a.heic") == LABEL


@pytest.mark.parametrize("quarter_turns", [0, 3])
def test_the_tiles_of_a_phone_make_one_picture(tmp_path: Path, quarter_turns: int) -> None:
    photo = page(size=(600, 750))
    stored = np.rot90(np.asarray(photo), -quarter_turns)
    path = tmp_path / "photo.heic"
    path.write_bytes(heic_grid(stored, quality=90, quarter_turns=quarter_turns))
    picture = read_picture(path)
    assert picture.shape == (750, 600, 4)
    assert np.abs(picture[:, :, :3].astype(int) - np.asarray(photo)).mean() < 2
    assert recognised(path) == LABEL


def test_tiles_that_are_cut_short_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.heic"
    path.write_bytes(heic_grid(np.asarray(page(size=(600, 750))))[:-2000])
    with pytest.raises(FormatError, match=r"damaged or cut short"):
        read_picture(path)


def test_a_heic_picture_without_its_reader_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    path = tmp_path / "photo.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(80))
    with pytest.raises(FormatError, match=r"pip install 'netreel\[heic\]', or save the pict"):
        read_picture(path)
