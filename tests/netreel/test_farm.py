"""A folder of pictures through workers, a cluster and shards, while workers are killed at random.

`make soak` takes 200 pictures, `make test` a few.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import netcore
from tests.netreel.conftest import Run
from tests.netreel.local_cluster import Cluster

pytestmark = [pytest.mark.long, pytest.mark.render]
MANY = pytest.param(200, marks=pytest.mark.soak)
MOST_RUNS = 20


@pytest.fixture
def pictures(request: pytest.FixtureRequest, run: Run) -> Path:
    """Give a folder of students' digits, no two alike, some of one name: so many."""
    digits, rng = netcore.sample_digits(), np.random.default_rng(0)
    for number in range(request.param):
        digit = number % 10
        ink = digits.image(digit, number // 10 % digits.count(digit))
        image = 255 - 255 * ink * rng.uniform(0.7, 1.0, ink.shape)  # a pen that is none too good
        paper = np.full((112, 112), 255.0)
        top, left = rng.integers(0, 28, 2)
        paper[top : top + 84, left : left + 84] = np.kron(image, np.ones((3, 3)))
        path = Path("students", f"class {number % 3}", f"digit \N{SNOWMAN} {number // 3}.png")
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(paper.astype(np.uint8)).save(path)
    return Path("students")


def descendants(pid: int) -> list[int]:
    """Return the processes that one started, those that these started, and so on."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(entry.parent.name))
    found, new = [], [pid]
    while new:
        new = [child for parent in new for child in parents.get(parent, [])]
        found += new
    return found


@contextmanager
def killing(pid: int, every: float) -> Iterator[list[int]]:
    """Kill some process that descends from one, every so often; they are counted."""
    rng, over, killed = random.Random(0), threading.Event(), list[int]()

    def kill() -> None:
        while not over.wait(every):
            if victims := descendants(pid):
                with suppress(ProcessLookupError):
                    os.kill(victim := rng.choice(victims), signal.SIGKILL)
                    killed.append(victim)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def batch(pictures: Path, *options: str) -> tuple[int, dict[str, int], int]:
    """Run a batch while its processes are killed: its exit code, summary, and how many were."""
    command = [sys.executable, "-m", "netreel", "batch", str(pictures), "--clip", "PixelsToNeurons"]
    command += ["--quality", "l", "--fps", "1", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with killing(process.pid, every=3.0) as killed:
        said, _ = process.communicate()
    return process.returncode, json.loads(said.splitlines()[-1])["summary"], len(killed)


def until_done(pictures: Path, *options: str) -> dict[str, int]:
    """Give the same command until it completes, as one does whose machines are bad."""
    for _ in range(MOST_RUNS):
        code, summary, _ = batch(pictures, *options)
        if code == 0:
            return summary
        assert code == 1
    raise AssertionError("it never completed")


def marks(folder: str) -> dict[str, str]:
    """Return a mark of each film's content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in Path(folder).rglob("*.mp4")
    }


def calm(run: Run, pictures: Path) -> dict[str, str]:
    """Return what comes of the pictures where nothing dies."""
    options = ("--clip", "PixelsToNeurons", "--quality", "l", "--fps", "1", "-j", 2)
    result = run("batch", pictures, *options, "--store", "calm", "-o", "expected")
    assert result.exit_code == 0, result.output
    expected = marks("expected")
    films = (path.relative_to(pictures).with_suffix(".mp4") for path in pictures.rglob("*.png"))
    assert set(expected) == {film.as_posix() for film in films}
    assert len(set(expected.values())) == len(expected)
    return expected


@pytest.mark.parametrize("pictures", [3, MANY], indirect=True)
def test_every_picture_has_its_clip_whatever_dies(run: Run, pictures: Path) -> None:
    expected = calm(run, pictures)
    until_done(pictures, "--store", "one", "-o", "local")
    assert marks("local") == expected


@pytest.mark.parametrize("pictures", [MANY], indirect=True)
def test_in_shards(run: Run, pictures: Path) -> None:
    expected = calm(run, pictures)
    for part in ("3/4", "1/4", "4/4", "2/4"):
        until_done(pictures, "--store", "two", "-o", "shards", "--shard", part)
    assert marks("shards") == expected


@pytest.mark.parametrize("pictures", [MANY], indirect=True)
def test_on_a_cluster(run: Run, pictures: Path) -> None:
    """Its workers die as well; their nannies may: then there are fewer."""
    expected = calm(run, pictures)
    cluster = Cluster()
    try:
        with killing(cluster.process.pid, every=5.0):
            until_done(pictures, "--store", "three", "-o", "cluster", "--cluster", cluster.address)
    finally:
        cluster.stop()
    assert marks("cluster") == expected
