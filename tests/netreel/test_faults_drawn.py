"""Faults once more, with clips that are really drawn: on this machine, and on a Dask cluster."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from netreel.store.base import A_DAY
from tests.netreel.batches import films, kept
from tests.netreel.conftest import Run
from tests.netreel.drawing_batches import (
    NAMES,
    NETREEL,
    Place,
    cluster,
    completes,
    expected,
    place,
)
from tests.netreel.processes import busyness, processes_at, wait_for

__all__ = ["cluster", "expected", "place"]  # fixtures

pytestmark = [pytest.mark.long, pytest.mark.render]
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
