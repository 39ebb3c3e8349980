"""One server for all tests, as a user starts it; and pages without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.studio import Page, Server, copy_source, running


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
