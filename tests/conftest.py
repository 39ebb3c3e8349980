"""What every test gets: folders of its own to keep things in, and no settings of the user's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep finished clips and downloads out of the user's cache folder."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("NETREEL_CACHE", str(cache))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg-cache"))
    monkeypatch.delenv("NETREEL_JOBS", raising=False)
    return cache
