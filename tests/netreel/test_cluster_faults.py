"""What befalls a Dask cluster: workers and scheduler die, its store fails, a clip raises."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.netreel.batches import can_mount, films
from tests.netreel.conftest import Run
from tests.netreel.gate import Gate
from tests.netreel.local_cluster import Cluster
from tests.netreel.processes import descendants, wait_for
from tests.netreel.test_stores import S3Server, bucket, s3_server

__all__ = ["bucket", "s3_server"]  # fixtures

pytestmark = [pytest.mark.long, pytest.mark.render]
NETREEL = (sys.executable, "-m", "netreel")


@contextmanager
def stopped(cluster: Cluster) -> Iterator[Cluster]:
    try:
        yield cluster
    finally:
        cluster.stop()


def jobs(count: int) -> None:
    rows = "".join(f"ChapterCard,{n},l,15\n" for n in range(1, count + 1))
    Path("jobs.csv").write_text("clip,chapter,quality,fps\n" + rows)


def expected(run: Run) -> dict[str, bytes]:
    """Return what comes of the jobs where nothing goes wrong."""
    assert run("batch", "jobs.csv", "-j", 2, "--store", "other", "-o", "alone").exit_code == 0
    return films("alone")


def test_kill_9_of_dask_workers_loses_nothing(run: Run) -> None:
    cluster = Cluster()
    jobs(6)
    command = [sys.executable, "-m", "netreel", "batch", "jobs.csv", "--store", "farm"]
    process = subprocess.Popen(
        [*command, "--cluster", cluster.address], stdout=subprocess.PIPE, text=True
    )
    wait_for(lambda: any(Path("farm").rglob("kept.json")))
    for pid in cluster.workers:
        os.kill(pid, signal.SIGKILL)
    said, _ = process.communicate(timeout=120)
    cluster.stop()
    assert process.returncode == 0, said
    assert json.loads(said.splitlines()[-1])["summary"]["done"] == 6
    assert films() == expected(run)


@pytest.mark.parametrize("count", [4, pytest.param(8, marks=pytest.mark.soak)])
def test_a_scheduler_that_is_lost_and_comes_back(run: Run, count: int) -> None:
    """It takes its workers with it, and what they were told; another comes up at its address."""
    jobs(count)
    first = Cluster()
    command = [sys.executable, "-m", "netreel", "batch", "jobs.csv", "--store", "farm"]
    process = subprocess.Popen(
        [*command, "--cluster", first.address], stdout=subprocess.PIPE, text=True
    )
    wait_for(lambda: any(Path("farm").rglob("kept.json")))
    first.kill()
    second = Cluster(int(first.address.rpartition(":")[2]))
    said, _ = process.communicate(timeout=300)
    second.stop()
    assert process.returncode == 0, said
    assert json.loads(said.splitlines()[-1])["summary"]["done"] == count
    assert films() == expected(run)


TOYS = """
import sys
from netreel import runner
from scenes import catalogue
from tests.netreel import toy_worker
runner.WORKER = (sys.executable, toy_worker.__file__)
catalogue.CLIPS = toy_worker.CLIPS
"""


@pytest.mark.usefixtures("toys")
def test_a_clip_that_raises(run: Run) -> None:
    """It is told as here, and not tried again; the others are made."""
    Path("jobs.csv").write_text("clip,neuron,name,quality\nToy,13,bad,l\nToy,5,good,l\n")
    with stopped(Cluster(0, TOYS)) as cluster:
        result = run("batch", "jobs.csv", "--store", "farm", "--cluster", cluster.address)
    assert result.exit_code == 1
    (failed,) = map(json.loads, Path("out/failed.jsonl").read_text().splitlines())
    assert failed["name"] == "bad"
    assert "thirteen" in failed["error"]
    assert "twice" not in failed["error"]
    assert [*films()] == ["good.mp4"]


# The store is on a small disk that grows; where none can be mounted, workers write no long files.
SMALL_DISK = 'mount -t tmpfs -o size=100k none farm || exit 99; exec "$@"'
AS_SMALL_DISK = ["unshare", "-rm", "sh", "-c", SMALL_DISK, "sh"]
AS_SHORT_FILES = ["prlimit", "--fsize=8000:unlimited"]


def test_a_store_that_is_full(run: Run) -> None:
    jobs(5)
    Path("farm").mkdir()
    mounts = can_mount()
    with stopped(Cluster(within=AS_SMALL_DISK if mounts else AS_SHORT_FILES)) as cluster:
        pid, here = cluster.process.pid, f"--wd={Path.cwd()}"
        inside = ["nsenter", "-t", str(pid), "-U", "-m", "--preserve-credentials", here]
        if not mounts:
            inside = []
        command = [*inside, *NETREEL, "batch", "jobs.csv", "--store", "farm"]
        command += ["--cluster", cluster.address]
        first = subprocess.run(command, capture_output=True, text=True, check=False)
        if mounts:
            grow = [*inside, "mount", "-o", "remount,size=50m", "farm"]
            subprocess.run(grow, check=True)
        for process in descendants(pid):
            resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        last = subprocess.run(command, capture_output=True, text=True, check=False)
    assert first.returncode == 1, first.stderr
    assert ("No space left" if mounts else "File too large") in first.stdout
    assert "Traceback" not in first.stdout + first.stderr
    assert last.returncode == 0, last.stdout + last.stderr
    assert films() == expected(run)


@pytest.mark.parametrize("seconds", [3, pytest.param(10, marks=pytest.mark.soak)])
def test_the_stores_server_is_gone_for_a_while(
    run: Run, monkeypatch: pytest.MonkeyPatch, bucket: str, s3_server: S3Server, seconds: float
) -> None:
    """Neither workers nor netreel reach it meanwhile."""
    gate = Gate(s3_server.port)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{gate.port}")
    jobs(8)
    with stopped(Cluster()) as cluster:
        command = [*NETREEL, "batch", "jobs.csv", "--store", bucket, "--cluster", cluster.address]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        wait_for(lambda: any(Path("out").glob("*.mp4")))
        gate.shut()
        time.sleep(seconds)
        gate.open()
        said, _ = process.communicate(timeout=300)
    gate.close()
    assert process.returncode == 0, said
    assert gate.refused > 0
    assert films() == expected(run)
