"""A folder of pictures through workers, a cluster and shards, while workers are killed at random.

`make soak` takes 200 pictures, `make test` six.
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
from tests.netreel.local_cluster import Cluster
from tests.netreel.processes import descendants

pytestmark = [pytest.mark.long, pytest.mark.render, pytest.mark.usefixtures("run")]
FEW, MANY = 6, pytest.param(200, marks=pytest.mark.soak)
MOST_RUNS = 20


@pytest.fixture(scope="module", params=[FEW, MANY])
def pictures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of students' digits, no two alike, some of one name: so many."""
    digits, rng = netcore.sample_digits(), np.random.default_rng(0)
    students = tmp_path_factory.mktemp("farm") / "students"
    for number in range(request.param):
        digit = number % 10
        ink = digits.image(digit, number // 10 % digits.count(digit))
        image = 255 - 255 * ink * rng.uniform(0.7, 1.0, ink.shape)  # a pen that is none too good
        paper = np.full((112, 112), 255.0)
        top, left = rng.integers(0, 28, 2)
        paper[top : top + 84, left : left + 84] = np.kron(image, np.ones((3, 3)))
        path = students / f"class {number % 3}" / f"digit \N{SNOWMAN} {number // 3}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(paper.astype(np.uint8)).save(path)
    return students


@pytest.fixture(scope="module")
def expected(pictures: Path) -> dict[str, str]:
    """Give a mark of each film that comes of the pictures where nothing dies."""
    out = pictures.with_name("expected")
    command = [*batch_of(pictures), "-j", "2", "-o", str(out)]
    cache = {"NETREEL_CACHE": str(pictures.with_name("calm"))}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | cache)
    expected = marks(out)
    films = (path.relative_to(pictures).with_suffix(".mp4") for path in pictures.rglob("*.png"))
    assert set(expected) == {film.as_posix() for film in films}
    assert len(set(expected.values())) == len(expected)
    return expected


def batch_of(pictures: Path) -> list[str]:
    command = [sys.executable, "-m", "netreel", "batch", str(pictures)]
    return [*command, "--clip", "NeuronHoldsANumber", "--quality", "l", "--fps", "1"]


def marks(folder: Path) -> dict[str, str]:
    """Return a mark of each film's content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.mp4")
    }


@contextmanager
def killing(pid: int, killed: list[int]) -> Iterator[None]:
    """Kill some process that descends from one, again and again, and note it.

    Each time later than before: the first ones soon, for a batch may be short; at last so seldom
    that the slowest machine does something in between.
    """
    rng, over = random.Random(len(killed)), threading.Event()

    def kill() -> None:
        while not over.wait(1.0 + 0.5 * len(killed)):
            if victims := descendants(pid):
                with suppress(ProcessLookupError):
                    os.kill(victim := rng.choice(victims), signal.SIGKILL)
                    killed.append(victim)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def until_done(pictures: Path, killed: list[int], *options: str) -> None:
    """Give the same command until it completes, as one does whose machines are bad.

    Its processes are killed meanwhile, and noted.
    """
    for _ in range(MOST_RUNS):
        command = [*batch_of(pictures), *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        with killing(process.pid, killed):
            said, _ = process.communicate()
        summary = json.loads(said.splitlines()[-1])["summary"]
        assert process.returncode == (1 if summary["failed"] else 0)
        if process.returncode == 0:
            return
    raise AssertionError("it never completed")


def test_on_workers_here(pictures: Path, expected: dict[str, str]) -> None:
    killed: list[int] = []
    until_done(pictures, killed, "--store", "one", "-o", "local", "-j", "2")
    assert marks(Path("local")) == expected
    assert killed


def test_in_shards(pictures: Path, expected: dict[str, str]) -> None:
    killed: list[int] = []
    for number in (3, 1, 4, 2):
        options = ("--store", "two", "-o", "shards", "-j", "2", "--shard", f"{number}/4")
        until_done(pictures, killed, *options)
    assert marks(Path("shards")) == expected
    assert killed


def test_on_a_cluster(pictures: Path, expected: dict[str, str]) -> None:
    """Its workers die as well as what draws under them."""
    cluster, killed = Cluster(), list[int]()
    options = ("--store", "three", "-o", "cluster", "--cluster", cluster.address)
    try:
        with killing(cluster.process.pid, killed):
            until_done(pictures, [], *options)
    finally:
        cluster.stop()
    assert marks(Path("cluster")) == expected
    assert killed
