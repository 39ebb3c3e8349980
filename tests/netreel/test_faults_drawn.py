"""Faults once more, with clips that are really drawn: on this machine, and on a Dask cluster."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from netreel.store.base import A_DAY
from tests.netreel.batches import can_mount, films, kept
from tests.netreel.conftest import Run
from tests.netreel.local_cluster import Cluster
from tests.netreel.processes import busyness, drawing, processes_at, wait_for

pytestmark = [pytest.mark.long, pytest.mark.render]
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
# The clock falls back by a year as soon as a clip is kept.
CLOCK_SET_BACK = f"""
import time
from pathlib import Path
right, fallen = time.time, []
def clock():
    if not fallen and any(Path("farm/clips").glob("*/kept.json")):
        fallen.append(365 * {A_DAY})
    return right() - sum(fallen)
time.time = clock
from netreel.main import main
main()
"""


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


def assert_none_is_half(expected: dict[str, bytes]) -> None:
    assert films().items() <= expected.items()


def test_kill_9_of_what_draws(place: Place, expected: dict[str, bytes]) -> None:
    process = place.start()
    killed = []

    def killed_in_mid_clip() -> bool:
        if any(Path("farm/work").glob("*/drawn.mp4")):
            for pid in place.drawing(process):
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
        return bool(killed)

    wait_for(killed_in_mid_clip)
    said, errors = process.communicate(timeout=120)
    assert process.returncode == 0, said + errors
    assert films() == expected
    assert [*Path("farm/work").iterdir()] == []


def test_kill_9_of_netreel(run: Run, place: Place, expected: dict[str, bytes]) -> None:
    process = place.start()
    wait_for(lambda: kept("farm") > 0)
    process.kill()
    process.communicate()
    before = kept("farm")
    assert before < len(NAMES)
    assert_none_is_half(expected)
    if place.cluster is None:
        wait_for(lambda: not processes_at(Path.cwd() / "farm"))
    assert completes(run, place, expected) >= before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end(run: Run, place: Place, expected: dict[str, bytes], number: int) -> None:
    """A cluster stays as it is: it may have other things to do."""
    process = place.start()
    wait_for(lambda: kept("farm") > 0)
    os.kill(process.pid, number)
    since = time.monotonic()
    _, said = process.communicate(timeout=60)
    assert time.monotonic() - since < 4 * busyness()  # 2 where nothing else is to be done
    assert process.returncode == 128 + number
    told, *more, last = filter(None, said.splitlines())
    assert more == []
    assert "of 5 clips are done and kept; the same command goes on from there" in told
    assert last == "error: interrupted"
    assert_none_is_half(expected)
    manifest = map(json.loads, Path("out/manifest.jsonl").read_text().splitlines())
    assert "to do" in {line["state"] for line in manifest}
    if place.cluster is None:
        wait_for(lambda: not processes_at(Path.cwd() / "farm"), seconds=5)
    else:
        for pid in place.cluster.workers:
            os.kill(pid, 0)
    assert completes(run, place, expected) > 0


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (("--time-limit", "0.05"), "ran out of its 0.05 seconds (--time-limit)"),
        (("--memory-limit", "20"), "took more memory than its 20 MB (--memory-limit)"),
    ],
)
def test_a_worker_over_its_limits(
    run: Run, place: Place, expected: dict[str, bytes], limit: tuple[str, str], said: str
) -> None:
    result = run(*place.command(*limit)[len(NETREEL) :])
    assert result.exit_code == 1
    *told, _ = map(json.loads, result.stdout.splitlines())
    assert [f"the render process {said} (twice)" in job["error"] for job in told] == [True] * 5
    assert films() == {}
    assert completes(run, place, expected) == 0


def test_output_removed_while_running(run: Run, place: Place, expected: dict[str, bytes]) -> None:
    process = place.start()
    wait_for(lambda: any(Path("out").glob("*.mp4")))
    shutil.rmtree("out", ignore_errors=True)
    said, errors = process.communicate(timeout=60)
    assert process.returncode == 0, said + errors
    assert_none_is_half(expected)
    assert completes(run, place, expected) == len(NAMES)


@pytest.mark.parametrize("outs", [("one", "two"), ("one", "one")])
def test_two_with_the_same_jobs_on_one_store(
    place: Place, expected: dict[str, bytes], outs: tuple[str, str]
) -> None:
    pair = [place.start("-o", out) for out in outs]
    for process in pair:
        said, errors = process.communicate(timeout=120)
        assert process.returncode == 0, said + errors
    for out in outs:
        assert films(out) == expected
        told = map(json.loads, Path(out, "manifest.jsonl").read_text().splitlines())
        assert [line["state"] for line in told] == ["done"] * len(NAMES)
    assert kept("farm") == len(NAMES)
    assert not Path("farm/damaged").exists()


def test_a_damaged_clip(run: Run, place: Place, expected: dict[str, bytes]) -> None:
    assert completes(run, place, expected) == 0
    film = next(Path("farm").glob("clips/*/clip.mp4"))
    film.write_bytes(film.read_bytes()[:-1] + b"?")
    shutil.rmtree("out")
    result = run(*place.command()[len(NETREEL) :])
    assert result.exit_code == 0, result.output
    assert films() == expected
    assert f"the kept clip {film.parent.name[:16]} was damaged" in result.stderr
    assert len([*Path("farm").glob("damaged/*/clip.mp4")]) == 1
    assert completes(run, place, expected) == len(NAMES)


def test_a_clock_set_back_while_running(run: Run, place: Place, expected: dict[str, bytes]) -> None:
    process = place.start(program=(sys.executable, "-c", CLOCK_SET_BACK))
    said, errors = process.communicate(timeout=120)
    assert process.returncode == 0, said + errors
    assert films() == expected
    assert completes(run, place, expected) == len(NAMES)


READ_ONLY = """
{begin} || exit 99
"$@" > first.out 2> first.err &
until ls out/*.mp4; do sleep 0.02; done
until {lock}; do :; done
wait $!; echo $? > first.code
"$@" > begun.out 2> begun.err; echo $? > begun.code
{unlock} || exit 99
"$@" > last.out 2> last.err; echo $? > last.code
cp -r out seen
"""
# Root may write into any folder, unless it gives that up.
NO_OVERRIDE = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]


@pytest.mark.parametrize("way", ["mount", "permission"])
def test_output_that_becomes_read_only(place: Place, expected: dict[str, bytes], way: str) -> None:
    """Where nothing can be mounted, its permissions have to do for both."""
    Path("out").mkdir()
    if way == "mount" and can_mount():
        begin, lock, unlock = (
            "mount -t tmpfs none out",
            "mount -o remount,ro out",
            "mount -o remount,rw out",
        )
        wrapped = ["unshare", "-rm"]
    else:
        begin, lock, unlock = "true", "chmod a-w out", "chmod u+w out"
        wrapped = NO_OVERRIDE if os.geteuid() == 0 else []
    script = READ_ONLY.format(begin=begin, lock=lock, unlock=unlock)
    command = [*wrapped, "sh", "-c", script, "sh", *place.command()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=240)
    codes = [Path(f"{name}.code").read_text().strip() for name in ("first", "begun", "last")]
    assert codes == ["1", "2", "0"], Path("first.err").read_text()
    told = Path("first.out").read_text() + Path("first.err").read_text()
    assert "cannot write out/" in told
    assert "choose another place with --out" in told
    assert Path("begun.out").read_text() == ""
    assert Path("begun.err").read_text().startswith("error: cannot write to out (")
    assert len(Path("begun.err").read_text().splitlines()) == 1
    assert films("seen") == expected


FULL = """
{begin} || exit 99
({limit}; exec "$@" > first.out 2> first.err); echo $? > first.code
{grow} || exit 99
"$@" > last.out 2> last.err; echo $? > last.code
cp -r out seen
"""


@pytest.mark.parametrize("folder", ["farm", "out"])
def test_a_disk_that_is_full(expected: dict[str, bytes], run: Run, folder: str) -> None:
    """The disk is a small one that grows; files of limited size where none can be mounted."""
    del run
    Path("jobs.jsonl").write_text(JOBS, encoding="utf-8")
    Path(folder).mkdir()
    size = {"farm": 120, "out": 48}[folder]
    begin, limit = f"mount -t tmpfs -o size={size}k none {folder}", "true"
    grow, wrapped, said = f"mount -o remount,size=50m {folder}", ["unshare", "-rm"], "No space left"
    if not can_mount():
        begin, limit, grow, wrapped, said = "true", "ulimit -f 16", "true", [], "File too large"
    script = FULL.format(begin=begin, limit=limit, grow=grow)
    command = [*wrapped, "sh", "-c", script, "sh", *Place(("-j", "2")).command()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=240)
    told = Path("first.out").read_text() + Path("first.err").read_text()
    assert said in told
    assert "Traceback" not in told
    assert Path("first.code").read_text() in ({"0\n", "1\n"} if folder == "farm" else {"1\n"}), told
    assert Path("last.code").read_text() == "0\n", Path("last.out").read_text()
    assert films("seen") == expected
