"""Processes that tests start, wait for and look for."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path


class Terminal:
    """A process whose output is a terminal of 100 columns."""

    def __init__(self, command: Sequence[str], **environment: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        taken = {"NO_COLOR", "CI", "COLUMNS"}
        settings = {name: value for name, value in os.environ.items() if name not in taken}
        settings |= {"TERM": "xterm-256color", **environment}
        self.process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env=settings)
        os.close(theirs)

    def read_all(self) -> bytes:
        """Return all that is written until the process has ended."""
        written = b""
        while part := self._read():
            written += part
        os.close(self._ours)
        self.process.wait()
        return written

    def _read(self) -> bytes:
        try:
            return os.read(self._ours, 65536)
        except OSError:  # how Linux says that the other side is closed
            return b""


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def busyness() -> float:
    """Return how many processes each core has to share itself among, 1 at least."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def processes_at(folder: Path) -> list[int]:
    """Return the processes whose command names a folder, or that have files open in it."""
    numbers = (int(entry.name) for entry in Path("/proc").glob("[0-9]*"))
    return [n for n in numbers if n != os.getpid() and str(folder) in command_and_files(n)]


def command_and_files(pid: int) -> str:
    entry, found = Path(f"/proc/{pid}"), list[str]()
    with suppress(OSError):
        found.append((entry / "cmdline").read_bytes().decode(errors="replace"))
        for file in (entry / "fd").iterdir():
            with suppress(OSError):
                found.append(str(file.readlink()))
    return "\n".join(found)


def children() -> dict[int, list[int]]:
    """Return which processes each one has started."""
    found: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
            found.setdefault(parent, []).append(int(entry.parent.name))
    return found


def descendants(pid: int) -> list[int]:
    """Return the processes that one has started, those that these have started, and so on."""
    tree, found, new = children(), list[int](), [pid]
    while new:
        new = [child for parent in new for child in tree.get(parent, [])]
        found += new
    return found


def drawing(pid: int) -> list[int]:
    """Return the processes below one that each draw a clip: the forks of servers."""
    tree = children()
    servers = [number for number in descendants(pid) if is_server(number)]
    return [child for server in servers for child in tree.get(server, [])]


def is_server(pid: int) -> bool:
    try:
        return b"\0--serve\0" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
