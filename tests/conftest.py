"""What every test gets: folders of its own to keep things in, and no settings of the user's."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

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
