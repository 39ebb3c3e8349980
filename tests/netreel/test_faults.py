"""What goes wrong while a batch is made: no half file, nothing lost, the same command completes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from netreel.store import FolderStore, open_store
from netreel.store.base import A_DAY
from tests.netreel.batches import films, kept
from tests.netreel.conftest import Run, assert_mistake
from tests.netreel.fake_worker import film_telling
from tests.netreel.gate import BUSY, Gate
from tests.netreel.processes import busyness, children, wait_for
from tests.netreel.test_stores import S3Server, bucket, damage, s3_server

__all__ = ["bucket", "s3_server"]  # fixtures

Behave = Callable[[str], None]
FAKE_WORKER = Path(__file__).with_name("fake_worker.py")
DIGITS = (0, 1, 2, 4, 5, 6)
CLIP = "PixelsToNeurons"
EXPECTED = {f"{CLIP}-digit={n}.mp4": film_telling(CLIP, {"digit": n}) for n in DIGITS}


def command(how: str, *options: object) -> list[str]:
    """Return a command that runs a batch in a process of its own, with a worker of that kind."""
    program = (
        "import sys; from netreel import runner; "
        f"runner.WORKER = (sys.executable, {str(FAKE_WORKER)!r}, {how!r}); "
        "from netreel.main import main; main()"
    )
    return [sys.executable, "-c", program, "batch", "jobs.toml", *map(str, options)]


def start(how: str, *options: object) -> subprocess.Popen[str]:
    quiet = subprocess.PIPE
    return subprocess.Popen(command(how, *options), stdout=quiet, stderr=quiet, text=True)


@pytest.fixture
def jobs(run: Run) -> Run:
    """Write the jobs down, in the folder in which commands run."""
    Path("jobs.toml").write_text(f'clip = "{CLIP}"\nmatrix = {{digit = {[*DIGITS]}}}\n')
    return run


def goes_on(run: Run, fake_worker: Behave, *options: object) -> int:
    """Run the same command to its end; return how many clips had been kept."""
    fake_worker("tells")
    result = run("batch", "jobs.toml", *options)
    assert result.exit_code == 0, result.output
    assert films() == EXPECTED
    summary = json.loads(result.stdout.splitlines()[-1])["summary"]
    assert summary["done"] == len(EXPECTED)
    return int(summary["kept"])


def test_kill_9_of_every_worker_once(
    jobs: Run, fake_worker: Behave, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FAKE_MARKS", str(tmp_path))
    fake_worker("tells killed-once")
    result = jobs("batch", "jobs.toml", "-j", 2)
    assert result.exit_code == 0, result.output
    assert films() == EXPECTED


@pytest.mark.long
def test_kill_9_of_the_server_that_workers_are_forked_off(
    jobs: Run, fake_worker: Behave, own_cache: Path
) -> None:
    process = start("tells slowly", "-j", 2)
    wait_for(lambda: kept(own_cache) > 0)
    server = children()[process.pid][0]
    os.kill(server, signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert films() == EXPECTED
    assert goes_on(jobs, fake_worker) == len(EXPECTED)


@pytest.mark.parametrize("out", ["/proc/films", "/dev/null/films"])
def test_output_that_is_read_only(jobs: Run, fake_worker: Behave, out: str) -> None:
    fake_worker("tells")
    assert_mistake(jobs("batch", "jobs.toml", "-o", out), f"cannot write to {out}", "--out")


@pytest.mark.parametrize("by", [-365 * A_DAY, 365 * A_DAY])
def test_a_clock_that_is_set(
    jobs: Run, fake_worker: Behave, monkeypatch: pytest.MonkeyPatch, own_cache: Path, by: float
) -> None:
    right = time.time
    with FolderStore(own_cache).workshop() as at_work:
        monkeypatch.setattr(time, "time", lambda: right() + by)
        assert goes_on(jobs, fake_worker) == 0
        assert at_work.is_dir()
    monkeypatch.setattr(time, "time", right)
    assert goes_on(jobs, fake_worker) == len(EXPECTED)


@pytest.mark.long
def test_a_damaged_clip_on_a_server(jobs: Run, fake_worker: Behave, bucket: str) -> None:
    """It is noticed as it is fetched, set aside, and made again."""
    assert goes_on(jobs, fake_worker, "--store", bucket) == 0
    key = next(open_store(bucket).clips()).key
    damage(open_store(bucket), "clip.mp4", b"half a film", key)
    fake_worker("tells")
    result = jobs("batch", "jobs.toml", "--store", bucket, "-o", "again")
    assert result.exit_code == 0, result.output
    assert films("again") == EXPECTED
    assert f"the kept clip {key[:16]} was damaged, and was made again" in result.stderr
    assert json.loads(result.stdout.splitlines()[-1])["summary"]["set_aside"] == [key]
    assert goes_on(jobs, fake_worker, "--store", bucket) == len(EXPECTED)


@pytest.fixture
def gate(s3_server: S3Server) -> Iterator[Gate]:
    gate = Gate(s3_server.port)
    yield gate
    gate.close()


@pytest.mark.long
@pytest.mark.parametrize(
    ("seconds", "answer"),
    [
        pytest.param(4.0, b"", id="gone"),
        pytest.param(4.0, BUSY, id="busy"),
        pytest.param(10.0, b"", id="gone for long", marks=pytest.mark.soak),
    ],
)
def test_the_stores_server_is_gone_for_a_while(
    jobs: Run,
    fake_worker: Behave,
    monkeypatch: pytest.MonkeyPatch,
    bucket: str,
    gate: Gate,
    seconds: float,
    answer: bytes,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{gate.port}")
    fake_worker("tells slowly")
    told: list[Any] = []
    batch = threading.Thread(
        target=lambda: told.append(jobs("batch", "jobs.toml", "--store", bucket, "-j", 2))
    )
    batch.start()
    wait_for(lambda: any(Path("out").glob("*.mp4")))
    gate.shut(answer)
    time.sleep(seconds)
    gate.open()
    batch.join(120)
    (result,) = told
    assert result.exit_code == 0, result.output
    assert gate.refused > 0
    assert films() == EXPECTED
    assert "note:" not in result.stderr  # all of them are kept
    assert goes_on(jobs, fake_worker, "--store", bucket) == len(EXPECTED)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_while_the_stores_server_is_gone(
    jobs: Run, monkeypatch: pytest.MonkeyPatch, bucket: str, gate: Gate, number: int
) -> None:
    """Who has gone waits for no server."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{gate.port}")
    process = start("tells slowly", "--store", bucket, "-j", 2)
    wait_for(lambda: any(Path("out").glob("*.mp4")))
    gate.shut()
    wait_for(lambda: gate.refused > 0)
    os.kill(process.pid, number)
    since = time.monotonic()
    _, said = process.communicate(timeout=120)
    assert time.monotonic() - since < 4 * busyness()
    assert process.returncode == 128 + number
    assert "the same command goes on from there" in said
