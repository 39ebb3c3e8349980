"""Where finished files go, and what is not destroyed by that."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from netreel.delivery import check_target, deliver
from netreel.errors import MistakeError


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "made" / "a.png"
    path.parent.mkdir()
    path.write_bytes(b"picture")
    return path


def test_whole_files_are_replaced(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "b.mp4"
    for content in (b"one", b"other"):
        source.write_bytes(content)
        deliver(source, target)
        assert target.read_bytes() == content
    assert list(target.parent.iterdir()) == [target]


def test_it_is_said_where_nothing_can_be_written(source: Path, tmp_path: Path) -> None:
    with pytest.raises(MistakeError, match=r"cannot write .* --out"):
        deliver(source, source / "b.mp4")
    (tmp_path / "folder").mkdir()
    with pytest.raises(MistakeError, match="directory"):
        deliver(source, tmp_path / "folder")
    assert [path.name for path in source.parent.iterdir()] == ["a.png"]


@pytest.mark.parametrize("there", [True, False])
def test_links_are_followed(source: Path, tmp_path: Path, there: bool) -> None:
    real = tmp_path / "elsewhere" / "real.png"
    real.parent.mkdir()
    if there:
        real.write_bytes(b"before")
    link = tmp_path / "link.png"
    link.symlink_to(real)
    deliver(source, link)
    assert link.is_symlink()
    assert real.read_bytes() == b"picture"
    assert list(real.parent.iterdir()) == [real]


def test_links_in_a_circle(source: Path, tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.png").symlink_to(tmp_path / f"{other}.png")
    with pytest.raises(MistakeError, match="cannot write"):
        deliver(source, tmp_path / "a.png")


def test_a_files_rights_stay(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "private.png"
    target.touch(mode=0o600)
    deliver(source, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_pipe_is_written_to(source: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    check_target(pipe, ".png")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    deliver(source, pipe)
    reader.join(10)
    assert read == [b"picture"]
    assert pipe.is_fifo()


def test_a_device_is_written_to(source: Path) -> None:
    check_target(Path("/dev/null"), ".png")
    deliver(source, Path("/dev/null"))
    assert Path("/dev/null").is_char_device()
    with pytest.raises(MistakeError, match="No space left"):
        deliver(source, Path("/dev/full"))


def test_a_link_to_a_device_is_written_to(source: Path, tmp_path: Path) -> None:
    link = tmp_path / "nothing.png"
    link.symlink_to("/dev/null")
    deliver(source, link)
    assert link.is_symlink()
    assert Path("/dev/null").is_char_device()


def test_a_socket_is_refused(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket has to be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        with pytest.raises(MistakeError, match="cannot write s"):
            deliver(source, Path("s"))
        assert Path("s").is_socket()


@pytest.mark.parametrize("name", ["a.jpg", "a.mp4", "a", "a.png.gz"])
def test_another_ending_is_refused(name: str) -> None:
    with pytest.raises(MistakeError, match=r"a \.png file; call it a(\.png)?\.png"):
        check_target(Path(name), ".png")


def test_endings_of_any_case(tmp_path: Path) -> None:
    check_target(tmp_path / "A.PNG", ".png")
    (tmp_path / "b.png").mkdir()
    with pytest.raises(MistakeError, match="it is a folder"):
        check_target(tmp_path / "b.png", ".png")


def digits(target: str, **streams: object) -> subprocess.CompletedProcess[bytes]:
    """Run a command that writes one picture."""
    command = [sys.executable, "-m", "netreel", "digits", "-o", target]
    return subprocess.run(command, check=False, **streams)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("target", ["-", "/dev/stdout"])
def test_standard_output_is_the_picture_alone(target: str) -> None:
    done = digits(target, capture_output=True)
    assert done.returncode == 0
    assert done.stdout.startswith(b"\x89PNG")
    assert done.stdout.endswith(b"IEND\xaeB`\x82")
    assert done.stderr == b""


def test_a_full_standard_output() -> None:
    with Path("/dev/full").open("wb") as full:
        done = digits("-", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr == b"error: cannot write to standard output (No space left on device)\n"
