"""HEIC, as phones write it and as converters do."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image

from netcore.errors import FormatError
from netcore.preparation import heic, sizes
from netcore.preparation.reading import read_picture
from tests.netcore.heic_grid import heic_grid
from tests.netcore.picture_files import LABEL, encoded_heic, page, recognised


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


def coloured() -> Image.Image:
    """Return a large picture of many colours."""
    down, across = np.mgrid[0:1:2400j, 0:1:1920j]
    colours = np.stack([across, down, 1 - across], axis=2)
    return Image.fromarray(np.rint(255 * colours).astype(np.uint8))


class FFmpeg:
    """Counts the pictures that FFmpeg decodes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.decoded = 0
        self._decode = heic._by_ffmpeg
        monkeypatch.setattr(heic, "_by_ffmpeg", self)

    def __call__(self, *args: object) -> NDArray[np.uint8] | None:
        picture = self._decode(*args)  # type: ignore[arg-type]  # what it is called with
        self.decoded += picture is not None
        return picture


@pytest.fixture
def ffmpeg(monkeypatch: pytest.MonkeyPatch) -> FFmpeg:
    return FFmpeg(monkeypatch)


def read_twice(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[NDArray[np.uint8], ...]:
    """Return a picture as it is read if it is not large, and if it is."""
    monkeypatch.setattr(sizes, "LARGE", 10**9)
    usual = read_picture(path)
    monkeypatch.setattr(sizes, "LARGE", 0)
    return usual, read_picture(path)


def tiled(quarter_turns: int = 0) -> bytes:
    """Return a picture of which the last tiles reach beyond its sides, turned to be shown."""
    return heic_grid(np.asarray(coloured())[:1200], quarter_turns=quarter_turns)


def with_thumbnail() -> bytes:
    picture = pillow_heif.from_pillow(coloured())
    picture.info["thumbnails"] = [256]
    content = encoded_heic(picture)
    assert pillow_heif.open_heif(content).info["thumbnails"] == [256]
    return content


def deep(**options: int) -> bytes:
    colours = np.asarray(coloured()).astype(np.uint16) * 257
    picture = pillow_heif.from_bytes("RGB;16", colours.shape[1::-1], colours.tobytes())
    return encoded_heic(picture, **options)


@pytest.mark.parametrize(
    "content",
    [
        lambda: encoded_heic(coloured()),
        lambda: encoded_heic(coloured(), chroma=444),
        lambda: encoded_heic(coloured(), matrix_coefficients=1),
        lambda: encoded_heic(coloured(), matrix_coefficients=1, full_range_flag=0),
        lambda: encoded_heic(coloured(), matrix_coefficients=9),
        lambda: encoded_heic(coloured(), quality=-1, chroma=444, matrix_coefficients=0),
        deep,
        with_thumbnail,
        *(partial(tiled, turns) for turns in range(4)),
        lambda: heic_grid(np.asarray(coloured())[:510, :480]),
        lambda: encoded_heic(coloured(), tile_size=256),
        lambda: deep(tile_size=512),
    ],
    ids=[
        *["usual", "fine colours", "BT.709", "narrow BT.709", "BT.2020", "lossless", "deep"],
        *["thumbnail", "tiles", "turned once", "turned twice", "turned thrice", "one tile"],
        *["tiles of pillow-heif", "deep tiles"],
    ],
)
def test_ffmpeg_reads_as_libheif_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ffmpeg: FFmpeg, content: Callable[[], bytes]
) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(content())
    usual, other = read_twice(path, monkeypatch)
    assert ffmpeg.decoded == 1
    assert other.shape == usual.shape
    assert np.abs(other.astype(int) - usual).mean() < 1
    assert np.abs(other.astype(int) - usual).max() < 10


def test_ffmpeg_decodes_no_more_than_a_picture_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ffmpeg: FFmpeg
) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(encoded_heic(coloured()))
    monkeypatch.setattr(heic, "_MOST_CODED", 1920 * 2399)
    usual, other = read_twice(path, monkeypatch)
    assert ffmpeg.decoded == 0
    assert np.array_equal(usual, other)


def transparent() -> bytes:
    """Return a picture whose opacity is coded on its own."""
    image = coloured()
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return encoded_heic(image)


def second_of_two() -> bytes:
    pictures = pillow_heif.from_pillow(coloured().rotate(180))
    pictures.add_from_pillow(coloured())
    return encoded_heic(pictures, primary_index=1)


def tiles_out_of_order() -> bytes:
    whole, tiles = tiled(), range(2, 14)
    order, other = (struct.pack(">12H", *numbers) for numbers in (tiles, reversed(tiles)))
    assert order in whole
    return whole.replace(order, other)


def without_a_tile() -> bytes:
    """Return tiles of which the first is coded as something that decoders pass over."""
    whole = bytearray(tiled())
    place = whole.index(b"mdat") + 4 + len(struct.pack(">BBBBHH", *[0] * 6))
    (length,) = struct.unpack_from(">I", whole, place)
    while whole[place + 4] >> 1 >= 32:  # of no slice: ITU-T H.265, table 7-1
        place += 4 + length
        (length,) = struct.unpack_from(">I", whole, place)
    whole[place + 4] = 48 << 1
    return bytes(whole)


@pytest.mark.parametrize(
    "content",
    [
        transparent,
        without_a_tile,
        second_of_two,
        tiles_out_of_order,
        lambda: encoded_heic(coloured().crop((0, 0, 1919, 2399))),
        lambda: encoded_heic(coloured())[:-2000],
        lambda: tiled()[:-2000],
        lambda: encoded_heic(coloured()).replace(b"hvcC", b"hvcX", 1),
    ],
    ids=[
        "opacity",
        "missing",
        "second",
        "order",
        "cropped",
        "cut short",
        "tiles cut short",
        "no settings",
    ],
)
def test_what_ffmpeg_cannot_tell_is_left_to_libheif(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ffmpeg: FFmpeg, content: Callable[[], bytes]
) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(content())
    results = []
    for largest in (10**9, 0):
        monkeypatch.setattr(sizes, "LARGE", largest)
        try:
            results.append(read_picture(path).tolist())
        except FormatError as error:
            results.append(str(error))
    assert ffmpeg.decoded == 0
    assert results[0] == results[1]


def test_a_heic_picture_without_its_reader_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    path = tmp_path / "photo.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(80))
    with pytest.raises(FormatError, match=r"pip install 'netreel\[heic\]', or save the pict"):
        read_picture(path)
