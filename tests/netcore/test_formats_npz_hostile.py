"""Archives of arrays made to do harm: refused in one line, and nothing in them is run."""

import io
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcore import FormatError, load_network
from netcore.formats import _arrays
from tests.netcore.archives import archive


class Trap:
    """Something that would act if it were unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("sprung",)


def npy(shape: str, kind: str = "<f8", content: bytes = b"") -> bytes:
    """Return a .npy file whose header says what it likes."""
    text = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + content


def npz(packing: int = zipfile.ZIP_DEFLATED, /, **members: bytes) -> bytes:
    return archive({f"{name}.npy": content for name, content in members.items()}, packing)


def pickled() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, format=np.array([Trap()], object))
    return buffer.getvalue()


NAME = "netreel network 1".ljust(18, "\0").encode("utf-32-le")

HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", bytes, "not a readable .npz archive"),
    ("text", lambda: b"these are the weights", "not a readable .npz archive"),
    ("a bare pickle", lambda: pickle.dumps(Trap()), "not a readable .npz archive"),
    ("a pickled array", pickled, "expected plain numbers or text, got pickled objects"),
    ("cut", lambda: npz(a=npy("(1,)", content=bytes(8)))[:-30], "not a readable .npz archive"),
    ("no arrays", npz, "expected 1 to 1000 arrays"),
    (
        "too many",
        lambda: npz(**{f"a{i}": b"" for i in range(1001)}),
        "expected 1 to 1000 arrays",
    ),
    ("nothing", lambda: npz(format=npy("()", "<U18", NAME), activations=npy("(0,)")), "text"),
    ("no npy", lambda: npz(a=b"hello"), "not a readable .npz archive"),
    ("gigantic", lambda: npz(a=npy("(99999999999,)")), "got shape"),
    ("overflowing", lambda: npz(a=npy("(9223372036854775807, 9)")), "got shape"),
    ("negative", lambda: npz(a=npy("(-1,)", content=bytes(8))), "got shape"),
    ("short", lambda: npz(a=npy("(3,)", content=bytes(16))), "its size is not that of shape"),
    ("long", lambda: npz(a=npy("(1,)", content=bytes(16))), "its size is not that of shape"),
    ("deep header", lambda: npz(a=npy("(" * 3000)), "not a readable .npz archive"),
    ("odd packing", lambda: npz(zipfile.ZIP_LZMA, a=npy("(0,)")), "expected arrays stored"),
]


@pytest.mark.parametrize(("make", "message"), [pytest.param(*r[1:], id=r[0]) for r in HOSTILE])
def test_a_hostile_file_is_refused_and_nothing_in_it_runs(
    make: Callable[[], bytes], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hostile.npz").write_bytes(make())
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / "hostile.npz")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "sprung").exists()


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_arrays, "MOST_BYTES", 1_000_000)
    (tmp_path / "bomb.npz").write_bytes(npz(a=npy("(2000000,)", "|u1", bytes(2_000_000))))
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with pytest.raises(FormatError, match="expected at most 1,000,000 bytes unpacked, got 2,000,"):
        load_network(tmp_path / "bomb.npz")
