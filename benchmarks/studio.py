"""A preview that runs, and pages of it without a browser: for its benchmark and its tests."""

from __future__ import annotations

import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx

__all__ = ["ROOT", "Page", "Server", "copy_source", "running"]

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180.0
"""Seconds after which nothing is waited for any more."""
SOURCE = ("assets", "netcore", "netreel", "scenes")
_NUMBERS = count()


@dataclass
class Server:
    """A running preview."""

    process: subprocess.Popen[str]
    url: str
    cache: Path
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, timeout=PATIENCE)

    @contextmanager
    def page(self) -> Iterator[Page]:
        """Open a page's stream of events."""
        page = Page(self, f"page-{next(_NUMBERS)}")
        page.open()
        try:
            yield page
        finally:
            page.close()

    def upload(self, body: bytes, name: str) -> dict[str, Any]:
        """Hand over a file, and return what it is."""
        answer = self.client.post("/api/uploads", content=body, headers={"X-Name": name})
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def cpu_seconds(self) -> dict[int, float]:
        """Return the CPU seconds of each of its processes until now."""
        found = {}
        for pid in self.descendants() | {self.process.pid}:
            with suppress(OSError):
                told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                found[pid] = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
        return found

    def descendants(self) -> set[int]:
        """Return all processes that it has started, and those have."""
        parents = {
            pid: parent for pid, parent in map(status_of, Path("/proc").glob("[0-9]*")) if pid
        }
        found = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found - {self.process.pid}


def status_of(folder: Path) -> tuple[int, int]:
    """Return a process and its parent; 0 where there is none any more, or only its record."""
    try:
        state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
    except (OSError, ValueError):
        return 0, 0
    return (0, 0) if state == "Z" else (int(folder.name), int(parent))


class Page:
    """What a page in a browser does, but for showing it."""

    def __init__(self, server: Server, name: str) -> None:
        self.server, self.name = server, name
        self.events: queue.Queue[tuple[str, dict[str, Any]]]
        self.seen: list[tuple[str, dict[str, Any]]] = []

    def open(self) -> None:
        """Open the stream of events."""
        self.events = queue.Queue()
        self._client = httpx.Client(base_url=self.server.url, timeout=None)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        self.waits("worker")

    def close(self) -> None:
        """Close it, as a page that is left does."""
        stream = self._response.extensions["network_stream"]
        with suppress(OSError):  # the server has ended
            stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE)
        self._client.close()

    def _listen(self) -> None:
        name = ""
        asked = self._client.stream("GET", "/api/events", params={"page": self.name})
        with suppress(httpx.HTTPError), asked as self._response:
            for line in self._response.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    self.events.put((name, json.loads(line.removeprefix("data: "))))

    def shows(
        self, clip: str, quality: str = "l", frame: int | None = None, **params: Any
    ) -> httpx.Response:
        """Ask for a view."""
        asked = {"clip": clip, "params": params, "quality": quality}
        more = {} if frame is None else {"frame": frame}
        return self.server.client.post(
            "/api/views", json=asked | more, headers={"X-Page": self.name}
        )

    def asks_for(self, clip: str, quality: str, **params: Any) -> None:
        """Ask for a view and wait for no answer."""
        asked = (clip, quality)
        threading.Thread(target=self.shows, args=asked, kwargs=params, daemon=True).start()

    def outline(self, clip: str, **how: Any) -> dict[str, Any]:
        """Ask for a view and return its time line, however it comes."""
        answer = self.shows(clip, **how)
        assert answer.status_code in (200, 202), answer.text
        told: dict[str, Any] = answer.json()
        return told if "beats" in told else self.waits("outline", key=told["key"])

    def errors(self, clip: str, **how: Any) -> list[dict[str, str]]:
        """Ask for a view that does not fit and return what is said, however it comes."""
        answer = self.shows(clip, **how)
        assert answer.status_code in (202, 422), answer.text
        told: dict[str, Any] = answer.json()
        if "errors" not in told:
            told = self.waits("invalid", key=told["key"])
        errors: list[dict[str, str]] = told["errors"]
        return errors

    def waits(self, name: str, **data: Any) -> dict[str, Any]:
        """Return the data of the next event of that name, with such data."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                found, told = self.events.get(timeout=end - time.monotonic())
            except (queue.Empty, ValueError):
                seen = [one for one, _ in self.seen]
                raise TimeoutError(f"no {name} {data} among {seen}") from None
            self.seen.append((found, told))
            if found == name and data.items() <= told.items():
                return told


@contextmanager
def running(cache: Path, *arguments: str, source: Path = ROOT) -> Iterator[Server]:
    """Start a server, of another copy of the source if need be."""
    settings = os.environ | {"PYTHONPATH": str(source), "NETREEL_CACHE": str(cache)}
    command = [sys.executable, "-P", "-m", "netreel", "preview", "--no-open", "--port", "0"]
    process = subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, text=True, env=settings, cwd=source
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+?:\d+", process.stdout.readline())
    assert found is not None
    server = Server(process, found[0], cache)
    try:
        yield server
    finally:
        server.client.close()
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        process.stdout.close()


def copy_source(folder: Path) -> Path:
    """Copy the source, to be changed."""
    copy = folder / "source"
    for name in SOURCE:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy
