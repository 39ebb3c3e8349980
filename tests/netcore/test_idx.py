"""IDX files: right ones of every type, and hostile ones."""

import gzip
import os
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcore import FileError, FormatError, read_idx

TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def header(kind: int, *lengths: int) -> bytes:
    return bytes([0, 0, kind, len(lengths)]) + struct.pack(f">{len(lengths)}I", *lengths)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_read(kind: int, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    values = np.arange(24).reshape(2, 3, 4)
    file = tmp_path / "values"
    file.write_bytes(pack(header(kind, 2, 3, 4) + values.astype(TYPES[kind]).tobytes()))
    found = read_idx(file)
    np.testing.assert_array_equal(found, values)
    assert found.dtype == np.dtype(TYPES[kind]).newbyteorder("=")


def test_numbers_are_turned_where_they_lie(tmp_path: Path) -> None:
    """The largest file takes 640 MB, and would take twice that with a copy."""
    (tmp_path / "values").write_bytes(header(0x0E, 4_000_000) + bytes(32_000_000))
    tracemalloc.start()
    read_idx(tmp_path / "values")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 48_000_000


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != 0x08])
def test_other_types_than_bytes_are_refused_before_they_are_unpacked(
    kind: int, tmp_path: Path
) -> None:
    file = tmp_path / "values"
    file.write_bytes(gzip.compress(header(kind, 2)))  # without its values
    with pytest.raises(
        FormatError, match=r"expected unsigned bytes, as MNIST's are, got (int|flo)"
    ):
        read_idx(file, only_bytes=True)
    file.write_bytes(gzip.compress(header(0x08, 2) + b"ab"))
    assert read_idx(file, only_bytes=True).tolist() == [97, 98]


# 40 megabytes of zeros in 40 kilobytes, behind a header that promises four bytes.
BOMB = gzip.compress(header(8, 4) + bytes(40_000_000))

HOSTILE = [
    ("empty", b"", "starts with nothing"),
    ("short", b"\0\0", "starts with 0000"),
    ("text", b"digits, honestly", "not an IDX file: it starts with 64696769"),
    ("unknown type", header(7, 1) + b"x", "not an IDX file"),
    ("no axes", bytes([0, 0, 8, 0]), "expected 1 to 8 axes, got 0"),
    ("many axes", bytes([0, 0, 8, 255]), "expected 1 to 8 axes, got 255"),
    ("cut header", header(8, 2, 2)[:-1], "cut off within its header"),
    ("empty axis", header(8, 0, 2**32 - 1), "expected values, got shape"),
    ("gigantic", header(14, *[2**32 - 1] * 8), "expected at most 671,088,640 bytes"),
    ("truncated", header(8, 2, 2) + b"abc", "expected 4 bytes of values, got 3"),
    ("too long", header(8, 2, 2) + b"abcde", "expected 4 bytes of values, got more"),
    ("bomb", BOMB, "expected 4 bytes of values, got more"),
    ("liar", gzip.compress(header(8, 600_000_000)), "expected 600,000,000 bytes of values, got 0"),
    ("cut gzip", gzip.compress(header(8, 100) + bytes(100))[:-12], "damaged gzip file"),
    ("bad gzip", b"\x1f\x8b\x08" + bytes(50), "damaged gzip file|starts with nothing"),
    ("wrong sum", gzip.compress(header(8, 1) + b"x")[:-8] + bytes(8), "damaged gzip file"),
]


@pytest.mark.parametrize(("content", "message"), [pytest.param(*r[1:], id=r[0]) for r in HOSTILE])
def test_a_hostile_file_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "hostile"
    file.write_bytes(content)
    with pytest.raises(FormatError, match=message) as caught:
        read_idx(file)
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, message in (
        ("", "got a directory"),
        ("pipe", "got a pipe"),
        ("none", "no such file"),
    ):
        with pytest.raises(FileError, match=message):
            read_idx(tmp_path / name)
    with pytest.raises(FileError, match=r"no such file|cannot be read"):
        read_idx("nul\0byte")


@given(st.binary(max_size=80), st.booleans())
def test_any_bytes_are_an_array_or_a_format_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, zipped: bool
) -> None:
    file = tmp_path_factory.getbasetemp() / "fuzz"
    file.write_bytes(gzip.compress(content) if zipped else content)
    message = ""
    try:
        size = read_idx(file).size
    except FormatError as error:
        message, size = str(error), 1
    assert size > 0
    assert "\n" not in message
