"""HEIC, which pillow-heif decodes, as phones write it and as converters do."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from netcore.errors import FileError, FormatError
from netcore.preparation.reading import read_picture
from tests.netcore.picture_files import LABEL, encoded_heic, page, recognised

# The tiles of phones are 512 x 512 pixels; the last ones reach beyond the picture.
SIZE = (600, 750)


def deep() -> bytes:
    colours = np.asarray(page(size=SIZE)).astype(np.uint16) * 257
    picture = pillow_heif.from_bytes("RGB;16", SIZE, colours.tobytes())
    return encoded_heic(picture, quality=90)


def without_colours() -> bytes:
    return encoded_heic(page("L", SIZE), quality=90)


@pytest.mark.parametrize(
    "content",
    [
        lambda: encoded_heic(page(size=SIZE), quality=90),
        lambda: encoded_heic(page(size=SIZE), quality=90, tile_size=512),
        deep,
        without_colours,
    ],
    ids=["whole", "tiles", "10 bits", "greys"],
)
def test_a_heic_picture_is_read(tmp_path: Path, content: Callable[[], bytes]) -> None:
    path = tmp_path / "photo.heic"
    path.write_bytes(content())
    picture = read_picture(path)
    assert picture.shape == (750, 600, 4)
    assert np.all(picture[:, :, 3] == 255)
    assert np.abs(picture[:, :, :3].astype(int) - np.asarray(page(size=SIZE))).mean() < 2
    assert recognised(path) == LABEL


@pytest.mark.parametrize(
    ("orientation", "stored"),
    [
        (3, Image.Transpose.ROTATE_180),
        (6, Image.Transpose.ROTATE_90),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_a_heic_picture_is_turned_upright(
    tmp_path: Path, orientation: int, stored: Image.Transpose
) -> None:
    photo = page(size=SIZE).transpose(stored)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "photo.heic"
    path.write_bytes(encoded_heic(photo, quality=90, exif=exif.tobytes()))
    picture = read_picture(path)
    assert picture.shape == (750, 600, 4)
    assert np.abs(picture[:, :, :3].astype(int) - np.asarray(page(size=SIZE))).mean() < 2


def test_a_large_heic_picture_is_shrunk(tmp_path: Path) -> None:
    path = tmp_path / "photo.heic"
    path.write_bytes(encoded_heic(page(size=(1200, 1500))))
    assert read_picture(path).shape == (750, 600, 4)


def test_the_opacity_of_a_heic_picture_is_read(tmp_path: Path) -> None:
    image = page(size=SIZE)
    opacity = Image.linear_gradient("L").resize(SIZE)
    image.putalpha(opacity)
    path = tmp_path / "photo.heic"
    path.write_bytes(encoded_heic(image, quality=90))
    assert np.abs(read_picture(path)[:, :, 3].astype(int) - np.asarray(opacity)).mean() < 2


def test_of_several_pictures_the_one_to_be_shown_is_read(tmp_path: Path) -> None:
    pictures = pillow_heif.from_pillow(Image.new("RGB", SIZE))
    pictures.add_from_pillow(page(size=SIZE))
    path = tmp_path / "photo.heic"
    path.write_bytes(encoded_heic(pictures, quality=90, primary_index=1))
    assert recognised(path) == LABEL


@pytest.mark.parametrize("tile_size", [0, 512])
@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: whole[:-2000],
        lambda whole: whole[:300],
        lambda whole: whole.replace(b"hvcC", b"hvcX"),
    ],
    ids=["cut short", "cut at its beginning", "no settings"],
)
def test_a_damaged_heic_picture_is_refused(
    tmp_path: Path, harm: Callable[[bytes], bytes], tile_size: int
) -> None:
    path = tmp_path / "photo.heic"
    path.write_bytes(harm(encoded_heic(page(size=SIZE), tile_size=tile_size)))
    with pytest.raises(FormatError, match=r"damaged or cut short"):
        read_picture(path)


def test_a_heic_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    whole = encoded_heic(page(size=SIZE))
    size = struct.pack(">II", *SIZE)
    assert size in whole
    path = tmp_path / "photo.heic"
    path.write_bytes(whole.replace(size, struct.pack(">II", 10_000, 6_000)))
    with pytest.raises(FileError, match=r"= 60 megapixels: expected at most 50"):
        read_picture(path)


def test_a_heic_picture_without_its_reader_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    path = tmp_path / "photo.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(80))
    with pytest.raises(FormatError, match=r"pip install 'netreel\[heic\]', or save the pict"):
        read_picture(path)
