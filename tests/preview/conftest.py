"""One server for all tests, as a user starts it; and pages without a browser."""

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
import pytest
from playwright.sync_api import Browser

from tests.explorer.conftest import browser
from tests.preview.browsing import Open, Shown, closed, opened_at

__all__ = ["browser", "opened"]

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
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
        self.events = queue.Queue()
        self._client = httpx.Client(base_url=self.server.url, timeout=None)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        self.waits("worker")

    def close(self) -> None:
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

    def outline(self, clip: str, **how: Any) -> dict[str, Any]:
        """Ask for a view and return its time line, however it comes."""
        answer = self.shows(clip, **how)
        assert answer.status_code in (200, 202), answer.text
        told: dict[str, Any] = answer.json()
        return told if "beats" in told else self.waits("outline", key=told["key"])

    def waits(self, name: str, **data: Any) -> dict[str, Any]:
        """Return the data of the next event of that name, with such data."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                found, told = self.events.get(timeout=end - time.monotonic())
            except (queue.Empty, ValueError):
                pytest.fail(f"no {name} {data} among {[one for one, _ in self.seen]}")
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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return the server that tests share."""
    with running(tmp_path_factory.mktemp("preview-cache")) as started:
        yield started


@pytest.fixture
def page(server: Server) -> Iterator[Page]:
    """Return a page of the shared server."""
    with server.page() as opened:
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a copy of the source, to be changed."""
    copy = tmp_path / "source"
    for name in ("assets", "netcore", "netreel", "scenes"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture
def opened(browser: Browser, server: Server) -> Iterator[Open]:
    """Open pages of the shared server in a browser; a fault in one of them fails the test."""
    pages: list[Shown] = []
    yield opened_at(browser, server.url, pages)
    closed(pages)
