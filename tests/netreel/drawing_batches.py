"""Batches whose clips are really drawn, on this machine or on a Dask cluster."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.netreel.batches import films
from tests.netreel.conftest import Run
from tests.netreel.local_cluster import Cluster
from tests.netreel.processes import drawing

# All of them are quickly drawn, and none is called as one would like.
NAMES = (
    "two words",
    "\u00e9t\u00e9 \u00e0 Z\u00fcrich",
    "cafe\u0301, '50% \"off\"'",
    "\N{CLAPPER BOARD}\N{SNOWMAN}",
    "x" * 200,
)
JOBS = "".join(
    json.dumps({"clip": "ChapterCard", "chapter": n, "quality": "l", "fps": 15, "name": name})
    + "\n"
    for n, name in enumerate(NAMES, start=1)
)
NETREEL = (sys.executable, "-m", "netreel")


@dataclass(frozen=True)
class Place:
    """Where clips are drawn."""

    options: tuple[str, ...]
    cluster: Cluster | None = None

    def command(self, *options: str, program: tuple[str, ...] = NETREEL) -> list[str]:
        """Return the command that makes the batch there."""
        return [*program, "batch", "jobs.jsonl", "--store", "farm", *self.options, *options]

    def start(self, *options: str, program: tuple[str, ...] = NETREEL) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        command = self.command(*options, program=program)
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)

    def drawing(self, netreel: subprocess.Popen[str]) -> list[int]:
        """Return the processes that each draw a clip."""
        return drawing(self.cluster.process.pid if self.cluster else netreel.pid)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    cluster = Cluster()
    yield cluster
    cluster.stop()


@pytest.fixture(params=["here", "cluster"])
def place(request: pytest.FixtureRequest, run: Run) -> Place:
    """Give a place to draw at, with the jobs in the folder in which commands run."""
    Path("jobs.jsonl").write_text(JOBS, encoding="utf-8")
    if request.param == "here":
        return Place(("-j", "2"))
    cluster = request.getfixturevalue("cluster")
    return Place(("--cluster", cluster.address), cluster)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give the films that come of the jobs where nothing goes wrong."""
    calm = tmp_path_factory.mktemp("calm")
    (calm / "jobs.jsonl").write_text(JOBS, encoding="utf-8")
    command = [*NETREEL, "batch", "jobs.jsonl", "-j", "1", "--store", "farm"]
    subprocess.run(command, cwd=calm, check=True, stdout=subprocess.DEVNULL)
    expected = films(calm / "out")
    assert len(set(expected.values())) == len(expected) == len(NAMES)
    assert {f"{name}.mp4" for name in NAMES} == set(expected)
    return expected


def completes(run: Run, place: Place, expected: dict[str, bytes]) -> int:
    """Give the same command again; return how many clips had been kept."""
    result = run(*place.command()[len(NETREEL) :])
    assert result.exit_code == 0, result.output
    assert films() == expected
    return int(json.loads(result.stdout.splitlines()[-1])["summary"]["kept"])
