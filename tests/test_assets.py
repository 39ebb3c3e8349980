"""Every asset is written down, with where it is from and what it is."""

from __future__ import annotations

import pytest

from netcore import asset_path
from netreel.health import checksums
from netreel.jobs import file_digest

SOURCES = asset_path("SOURCES.md")
KNOWN = checksums(SOURCES.read_text(encoding="utf-8"))
FILES = sorted(
    path.relative_to(SOURCES.parent).as_posix()
    for path in SOURCES.parent.rglob("*")
    if path.is_file() and path != SOURCES
)


@pytest.mark.parametrize("name", FILES)
def test_is_as_sources_says(name: str) -> None:
    assert name in KNOWN, f"write in SOURCES.md where {name} is from, its licence and its SHA-256"
    assert file_digest(asset_path(name)) == KNOWN[name]


def test_nothing_is_described_that_is_not_there() -> None:
    assert sorted(KNOWN) == FILES
