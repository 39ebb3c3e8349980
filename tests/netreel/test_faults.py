"""What goes wrong while a batch is made: no half file, nothing lost, the same command completes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from netreel.store import FolderStore
from netreel.store.base import A_DAY, RECORD
from tests.netreel.conftest import Run, assert_mistake
from tests.netreel.fake_worker import film_telling
from tests.netreel.processes import processes_that_name, wait_for
from tests.netreel.test_stores import S3Server, bucket, s3_server

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


def films(out: str = "out") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(out).rglob("*.mp4")}


def assert_none_is_half(out: str = "out") -> None:
    for name, film in films(out).items():
        assert film == EXPECTED[name]


def goes_on(run: Run, fake_worker: Behave, *options: object) -> int:
    """Run the same command to its end; return how many clips had been kept."""
    fake_worker("tells")
    result = run("batch", "jobs.toml", *options)
    assert result.exit_code == 0, result.output
    assert films() == EXPECTED
    summary = json.loads(result.stdout.splitlines()[-1])["summary"]
    assert summary["done"] == len(EXPECTED)
    return int(summary["kept"])


def kept(folder: Path) -> int:
    return len([*(folder / "clips").glob(f"*/{RECORD}")])


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
    servers = [pid for pid in children_of(process.pid) if pid != process.pid]
    assert servers
    os.kill(servers[0], signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert films() == EXPECTED
    assert goes_on(jobs, fake_worker) == len(EXPECTED)


@pytest.mark.soak
def test_a_thousand_jobs_take_no_more_memory_than_a_hundred(run: Run) -> None:
    peaks = {}
    for count in (100, 1000):
        rows = [
            json.dumps({"clip": CLIP, "digit": n % 10, "sample": n // 100, "fps": n // 10 % 10 + 1})
            for n in range(count)
        ]
        Path("jobs.toml").unlink(missing_ok=True)
        Path("jobs.jsonl").write_text("\n".join(rows))
        asked = [part.replace("jobs.toml", "jobs.jsonl") for part in command("tells", "-j", 2)]
        process = subprocess.Popen([*asked, "-o", f"out{count}"], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        peaks[count] = usage.ru_maxrss / 1024
        assert len(films(f"out{count}")) == count
    assert peaks[1000] - peaks[100] < 50, peaks


def children_of(pid: int) -> list[int]:
    """Return the processes that one started itself."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(entry.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.parent.name))
    return found


@pytest.mark.long
def test_kill_9_of_netreel(jobs: Run, fake_worker: Behave, own_cache: Path) -> None:
    process = start("tells slowly", "-j", 2)
    wait_for(lambda: kept(own_cache) > 0)
    process.kill()
    process.communicate()
    before = kept(own_cache)
    assert before < len(EXPECTED)
    assert_none_is_half()
    wait_for(lambda: not processes_that_name(own_cache))
    assert goes_on(jobs, fake_worker) >= before
    assert [*(own_cache / "work").iterdir()] == []


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end(jobs: Run, fake_worker: Behave, own_cache: Path, number: int) -> None:
    process = start("tells slowly", "-j", 2)
    wait_for(lambda: kept(own_cache) > 0)
    os.kill(process.pid, number)
    since = time.monotonic()
    _, said = process.communicate(timeout=60)
    assert time.monotonic() - since < 4  # 2 on a machine that has nothing else to do
    assert process.returncode == 128 + number
    told, last = filter(None, said.splitlines())
    assert "of 6 clips are done and kept; the same command goes on from there" in told
    assert last == "error: interrupted"
    assert_none_is_half()
    assert not processes_that_name(own_cache)
    manifest = Path("out/manifest.jsonl").read_text().splitlines()
    states = [json.loads(line)["state"] for line in manifest]
    assert "to do" in states
    assert goes_on(jobs, fake_worker) > 0


def can_mount() -> bool:
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    try:
        return subprocess.run(tried, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


ON_A_SMALL_DISK = """
mount -t tmpfs -o size=400k none small || exit 99
"$@" > first.out 2> first.err; echo $? > first.code
mount -o remount,size=50m small || exit 99
"$@" > second.out 2> second.err; echo $? > second.code
cp -r small seen
"""
WITH_SMALL_FILES = """
(ulimit -f 150; exec "$@" > first.out 2> first.err); echo $? > first.code
"$@" > second.out 2> second.err; echo $? > second.code
cp -r small seen
"""


@pytest.mark.long
@pytest.mark.parametrize("place", ["store", "output"])
def test_disk_full(jobs: Run, monkeypatch: pytest.MonkeyPatch, own_cache: Path, place: str) -> None:
    """The disk is a small one that grows; files of limited size where none can be mounted."""
    Path("small").mkdir()
    options = ("-o", "small") if place == "output" else ("--store", "small")
    script, said = ["sh", "-c", WITH_SMALL_FILES, "sh"], "File too large"
    if can_mount():
        script, said = ["unshare", "-rm", "sh", "-c", ON_A_SMALL_DISK, "sh"], "No space left"
    subprocess.run([*script, *command("tells", *options)], check=True)
    told = Path("first.out").read_text() + Path("first.err").read_text()
    assert said in told
    assert "Traceback" not in told
    # A clip that cannot be kept is delivered all the same; one that cannot be delivered has failed.
    assert Path("first.code").read_text() in ({"0\n", "1\n"} if place == "store" else {"1\n"}), told
    assert Path("second.code").read_text() == "0\n", Path("second.out").read_text()
    assert films("seen" if place == "output" else "out") == EXPECTED


@pytest.mark.parametrize("out", ["/proc/films", "/dev/null/films"])
def test_output_that_is_read_only(jobs: Run, fake_worker: Behave, out: str) -> None:
    fake_worker("tells")
    assert_mistake(jobs("batch", "jobs.toml", "-o", out), f"cannot write to {out}", "--out")


@pytest.mark.long
def test_output_removed_while_running(jobs: Run, fake_worker: Behave) -> None:
    process = start("tells slowly", "-j", 1)
    wait_for(lambda: any(Path("out").glob("*.mp4")))
    shutil.rmtree("out", ignore_errors=True)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert_none_is_half()
    assert goes_on(jobs, fake_worker) == len(EXPECTED)


@pytest.mark.long
def test_two_on_one_store_and_the_same_jobs(jobs: Run) -> None:
    pair = [start("tells slowly", "--store", "farm", "-o", out) for out in ("one", "two")]
    for process in pair:
        said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    assert films("one") == films("two") == EXPECTED
    assert kept(Path("farm")) == len(EXPECTED)
    assert [*Path("farm/work").iterdir()] == []
    assert not Path("farm/damaged").exists()


def test_a_damaged_clip_is_told_set_aside_and_made_again(
    jobs: Run, fake_worker: Behave, own_cache: Path
) -> None:
    goes_on(jobs, fake_worker)
    film = next(own_cache.glob("clips/*/clip.mp4"))
    film.write_bytes(film.read_bytes()[:-1] + b"?")
    shutil.rmtree("out")
    result = jobs("batch", "jobs.toml")
    assert result.exit_code == 0
    assert films() == EXPECTED
    assert f"the kept clip {film.parent.name[:16]} was damaged" in result.stderr
    assert len([*own_cache.glob("damaged/*/clip.mp4")]) == 1
    assert goes_on(jobs, fake_worker) == len(EXPECTED)


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


class Gate:
    """A way to a server that can be shut: who knocks meanwhile is refused."""

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._is_open = threading.Event()
        self._lines: list[socket.socket] = []
        self.refused = 0
        self.open()
        threading.Thread(target=self._let_in, daemon=True).start()

    def open(self) -> None:
        self._is_open.set()

    def shut(self) -> None:
        self._is_open.clear()
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.shut()
        self._door.close()
        for line in self._lines:
            line.close()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                guest, _ = self._door.accept()
                if not self._is_open.is_set():
                    self.refused += 1
                    guest.close()
                    continue
                server = socket.create_connection(self._to)
                self._lines += [guest, server]
                for ends in ((guest, server), (server, guest)):
                    threading.Thread(target=passed_on, args=ends, daemon=True).start()


def passed_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def gate(s3_server: S3Server) -> Iterator[Gate]:
    gate = Gate(s3_server.port)
    yield gate
    gate.close()


@pytest.mark.long
@pytest.mark.parametrize("seconds", [1.0, pytest.param(10.0, marks=pytest.mark.soak)])
def test_the_stores_server_is_gone_for_a_while(
    jobs: Run,
    fake_worker: Behave,
    monkeypatch: pytest.MonkeyPatch,
    bucket: str,
    gate: Gate,
    seconds: float,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{gate.port}")
    fake_worker("tells slowly")
    told: list[Any] = []
    batch = threading.Thread(
        target=lambda: told.append(jobs("batch", "jobs.toml", "--store", bucket, "-j", 2))
    )
    batch.start()
    wait_for(lambda: any(Path("out").glob("*.mp4")))
    gate.shut()
    time.sleep(seconds)
    gate.open()
    batch.join(120)
    (result,) = told
    assert result.exit_code == 0, result.output
    assert gate.refused > 0
    assert films() == EXPECTED
    assert "note:" not in result.stderr  # all of them are kept
    assert goes_on(jobs, fake_worker, "--store", bucket) == len(EXPECTED)
