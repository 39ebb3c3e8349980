"""One server for all tests, as a user starts it; and pages without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.studio import Page, Server, copy_source, running
from tests.preview.browsing import Open, Shown, closed, opened_at


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
    return copy_source(tmp_path)


@pytest.fixture
def opened(browser: Browser, server: Server) -> Iterator[Open]:
    """Open pages of the shared server in a browser; a fault in one of them fails the test."""
    pages: list[Shown] = []
    yield opened_at(browser, server.url, pages)
    closed(pages)
