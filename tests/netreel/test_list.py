"""netreel list: the catalogue, for people and for scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from netcore import asset_path
from netreel.asking import about_the_network
from netreel.options import Wishes
from scenes.catalogue import CLIPS
from tests.netreel.conftest import Run, assert_mistake

if TYPE_CHECKING:
    from pathlib import Path


def test_json(run: Run) -> None:
    told = json.loads(run("list", "--json").stdout)
    assert [row["clip"] for row in told] == [entry.clip for entry in CLIPS]
    for row, entry in zip(told, CLIPS, strict=True):
        assert set(row) == {"clip", "chapter", "figure", "seconds", "summary", "needs"}
        assert row["needs"] == entry.needs
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


def test_a_clip_that_is_not_about_the_network_is_refused(run: Run) -> None:
    iris = str(asset_path("networks/iris.npz"))
    for command in ("render", "still"):
        result = run(command, "PixelsToNeurons", "--network", iris)
        assert_mistake(result, "is about pixels", "take NumbersToNeurons")


def test_of_all_clips_those_are_taken_that_the_network_suits(tmp_path: Path) -> None:
    iris = Wishes({"network": str(asset_path("networks/iris.npz")), "inputs": (1, 2, 3, 4)})
    taken = about_the_network(CLIPS, iris)
    assert "NumbersToNeurons" in taken
    assert "WeightedSum" in taken
    assert not {"Preparation", "PixelsToNeurons"} & set(taken)
    lesson = Wishes({"network": str(asset_path("networks/lesson.npz"))})
    assert "NumbersToNeurons" not in about_the_network(CLIPS, lesson)
    every = [entry.clip for entry in CLIPS]
    assert about_the_network(CLIPS, Wishes()) == every
    (tmp_path / "own.npz").write_text("no network", encoding="utf-8")
    unreadable = Wishes({"network": str(tmp_path / "own.npz")})
    assert about_the_network(CLIPS, unreadable) == every, "what is wrong is said later"
