"""Start-up is paid once, and what one clip sets is not seen by the next."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from netreel import forking, processes, runner
from netreel.jobs import RenderJob
from netreel.runner import Workers
from netreel.tasks import Outcome, Task

pytestmark = [pytest.mark.long, pytest.mark.render]
TOY_WORKER = (sys.executable, str(Path(__file__).with_name("toy_worker.py")))
SLEEPER = """
import socket, sys, time
from netreel.forking import Server
sleep = lambda when: lambda order: time.sleep(order[when])
Server(socket.socket(fileno=int(sys.argv[2])), sleep("before"), sleep("forked")).serve()
"""


@pytest.fixture(autouse=True)
def toy_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "WORKER", TOY_WORKER)


def render(workers: Workers, folder: Path, clip: str, **job: object) -> tuple[bytes, Outcome]:
    folder.mkdir()
    what = {"clip": clip, "quality": "l", "fps": 5, **job}
    task = Task(kind="render", job=RenderJob.model_validate(what), folder=folder)
    outcome = workers.run(task)
    assert outcome.failure is None, outcome.failure
    return (folder / "done" / outcome.files["video"]).read_bytes(), outcome


def test_a_clip_is_the_same_after_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workers() as workers:
        first, _ = render(workers, tmp_path / "first", "Toy")
        careless, _ = render(workers, tmp_path / "careless", "Careless")
        other, _ = render(workers, tmp_path / "other", "Toy", params={"aspect": "9:16"}, fps=8)
        again, outcome = render(workers, tmp_path / "again", "Toy")
    assert first == again
    assert len({first, careless, other}) == 3
    # A process of its own that has imported all by itself makes the very same.
    monkeypatch.setattr(processes, "CAN_FORK", False)
    with Workers() as workers:
        alone, started = render(workers, tmp_path / "alone", "Toy")
    assert alone == first
    assert started.cpu > outcome.cpu  # it has imported Manim, too
    assert 0 < outcome.cpu < 5


def test_manim_is_imported_once(tmp_path: Path) -> None:
    with Workers(2) as workers:
        _, first = render(workers, tmp_path / "first", "Toy", format="png")
        _, second = render(workers, tmp_path / "second", "Toy", format="png")
    assert max(first.cpu, second.cpu) < 1.0  # to import Manim alone takes more


def test_one_that_ended_while_another_was_prepared_and_is_let_go_harms_none(
    tmp_path: Path,
) -> None:
    server = processes.ForkServer([sys.executable, "-c", SLEEPER])
    with (tmp_path / "said").open("w") as said, ThreadPoolExecutor() as pool:
        files = said.fileno(), said.fileno()
        first = server.fork({"before": 0.0, "forked": 0.0}, *files)
        second = pool.submit(server.fork, {"before": 1.0, "forked": 0.3}, *files)
        time.sleep(0.5)
        first.end()
        assert second.result().wait().code == 0
    server.end()


def test_a_peak_of_memory_is_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert forking.peak_bytes(10) == 10
    monkeypatch.setattr(sys, "platform", "linux")
    assert forking.peak_bytes(10) == 10240
    assert processes.resident_bytes(os.getpid()) > 10_000_000
