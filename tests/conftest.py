"""What every test gets: folders of its own to keep things in, and no settings of the user's."""

from __future__ import annotations

import os
import shutil
from itertools import count
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

_NUMBERS = count()


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep finished clips and downloads out of the user's cache folder.

    Nothing is made on the disk until something is kept: most of thousands of tests keep nothing.
    """
    number, base = next(_NUMBERS), tmp_path_factory.getbasetemp()
    monkeypatch.setenv("NETREEL_CACHE", str(base / f"cache{number}"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(base / f"xdg-cache{number}"))
    monkeypatch.delenv("NETREEL_JOBS", raising=False)
    return base / f"cache{number}"


def chromium() -> str:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.fail("Chromium is missing, which pages are tested in: run tools/setup.sh dev")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests: a process can have one driver of browsers."""
    from playwright.sync_api import sync_playwright

    as_root = hasattr(os, "getuid") and os.getuid() == 0
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"] if as_root else []
        )
        yield opened
        opened.close()
