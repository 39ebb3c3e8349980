"""netreel list: the catalogue, for people and for scripts."""

from __future__ import annotations

import json

from scenes.catalogue import CLIPS
from tests.netreel.conftest import Run


def test_json(run: Run) -> None:
    told = json.loads(run("list", "--json").stdout)
    assert [row["clip"] for row in told] == [entry.clip for entry in CLIPS]
    for row, entry in zip(told, CLIPS, strict=True):
        assert set(row) == {"clip", "chapter", "figure", "seconds", "summary"}
        assert row["seconds"] == entry.seconds > 0
        assert row["chapter"] == entry.chapter


def test_table(run: Run) -> None:
    result = run("list")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    for entry in CLIPS:
        (line,) = (line for line in lines if f" {entry.clip} " in line)
        assert f"{entry.seconds} s" in line
        assert ("★" in line) == entry.headline
        assert entry.summary[:20] in line


def test_five_headlines() -> None:
    assert sum(entry.headline for entry in CLIPS) == 5
