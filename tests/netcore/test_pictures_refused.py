"""Files that are no picture of a digit are refused in one line, in bounded time."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from netcore.errors import FileError, FormatError, InputError, NetcoreError
from netcore.preparation import load_image
from netcore.preparation.scans import count_scans
from tests.netcore.picture_files import encoded, encoded_heic, page


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that promises that many pixels, and has next to none."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def gif_header(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


def bmp_header(width: int, height: int) -> bytes:
    size = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + size


def scan_bomb() -> bytes:
    """Return a progressive JPEG with its last scan repeated hundreds of times."""
    whole = encoded("JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * 400 + whole[-2:]


FILES: list[tuple[str, Callable[[], bytes], type[NetcoreError], str]] = [
    ("text", lambda: b"not a picture at all\n" * 50, FormatError, "not a picture"),
    ("empty", lambda: b"", FormatError, "not a picture"),
    ("script", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", FormatError, "not a"),
    ("cut PNG", lambda: encoded("PNG")[:600], FormatError, "damaged or cut short"),
    ("cut JPEG", lambda: encoded("JPEG")[:1200], FormatError, "damaged or cut short"),
    ("cut header", lambda: encoded("PNG")[:20], FormatError, ": expected"),
    ("PNG header", lambda: png_header(100_000, 100_000), FileError, "= 10000 megapixels"),
    ("PNG of 60 MP", lambda: png_header(10_000, 6_000), FileError, "= 60 megapixels"),
    ("PNG of 100 MP", lambda: png_header(10_000, 10_000), FileError, "= 100 megapixels"),
    ("PNG of 49 MP", lambda: png_header(7_000, 7_000), FormatError, "damaged or cut short"),
    ("GIF header", lambda: gif_header(65_535, 65_535), FormatError, "no frames"),
    ("BMP header", lambda: bmp_header(100_000, 100_000), FileError, "megapixels"),
    ("many scans", scan_bomb, FormatError, "scans"),
    ("blank", lambda: blank_png(), InputError, "blank"),
]


def blank_png() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (80, 80), 255).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "error", "found"), [pytest.param(*row[1:], id=row[0]) for row in FILES]
)
def test_a_file_that_is_no_picture_of_a_digit_is_refused_in_one_line(
    tmp_path: Path, content: Callable[[], bytes], error: type[NetcoreError], found: str
) -> None:
    path = tmp_path / "digit.png"
    path.write_bytes(content())
    with pytest.raises(error) as caught:
        load_image(path)
    message = str(caught.value)
    assert type(caught.value) is error
    assert message.startswith(f"{path}: ")
    assert found in message
    assert "expected" in message
    assert "\n" not in message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.png: no such file"):
        load_image(tmp_path / "none.png")
    with pytest.raises(FileError, match="expected a file, got a directory"):
        load_image(tmp_path)
    with pytest.raises(FileError):
        load_image(tmp_path / "a\0b.png")
    with pytest.raises(FileError):
        load_image(tmp_path / ("a" * 5000))


if hasattr(os, "mkfifo"):

    def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(FileError, match="expected a file, got a pipe"):
            load_image(tmp_path / "pipe.png")


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "sparse.png"
    with path.open("wb") as stream:
        stream.truncate(10**12)
    with pytest.raises(FileError, match="expected at most"):
        load_image(path)


def test_scans_are_counted() -> None:
    assert count_scans(encoded("JPEG")) == 1
    assert 5 < count_scans(encoded("JPEG", progressive=True)) < 20
    assert count_scans(scan_bomb()) > 400
    assert count_scans(b"") == 0
    assert count_scans(encoded("JPEG") + encoded("JPEG")) == 1


VALID = (
    encoded("PNG"),
    encoded("JPEG"),
    encoded("JPEG", progressive=True),
    encoded("WEBP"),
    encoded("WEBP", lossless=True),
    encoded("GIF"),
    encoded("BMP"),
    encoded_heic(page()),
    encoded_heic(page(), tile_size=64),
)


@pytest.mark.long
@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(VALID),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=8),
)
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, damage: list[tuple[int, int]]
) -> None:
    content = bytearray(whole)
    for place, value in damage:
        content[place % len(content)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.png"
    path.write_bytes(content)
    check(path)


def check(path: Path) -> None:
    result: NDArray[np.float64] | str
    try:
        result = load_image(path).image
    except NetcoreError as error:
        result = str(error)
    if isinstance(result, str):
        assert "\n" not in result
    else:
        assert result.shape == (28, 28)
