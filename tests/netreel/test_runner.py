"""Worker processes: answers, deaths, ends."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from netreel.errors import JobError, MistakeError
from netreel.jobs import RenderJob
from netreel.runner import Workers, default_workers, raise_failure
from netreel.tasks import Failure, Outcome, Task

Behave = Callable[[str], None]
JOB = RenderJob(clip="Toy")


@pytest.fixture
def task(tmp_path: Path) -> Task:
    folder = tmp_path / "task"
    folder.mkdir()
    return Task(kind="render", job=RenderJob(clip="Toy"), folder=folder)


def test_a_worker_reports_and_answers(task: Task, fake_worker: Behave) -> None:
    fake_worker("works")
    frames: list[int] = []
    with Workers() as workers:
        outcome = workers.run(task, frames.append)
    assert frames == [10]
    assert outcome.failure is None
    assert outcome.files["video"] == "clip.mp4"
    assert outcome.outline.duration == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("how", "said"),
    [("killed", "was killed by signal 9"), ("dies", "ended with code 1: out of luck")],
)
def test_a_worker_that_dies_has_failed(
    task: Task, fake_worker: Behave, how: str, said: str
) -> None:
    fake_worker(how)
    with Workers() as workers:
        outcome = workers.run(task)
    assert outcome.failure is not None
    assert said in outcome.failure.message
    assert not outcome.failure.mistake


def test_details_are_written_down(task: Task, fake_worker: Behave, own_cache: Path) -> None:
    fake_worker("fails")
    with Workers() as workers, pytest.raises(JobError, match=r"boom \(details in .*\.log\)"):
        raise_failure(workers.run(task), task.job)
    assert (own_cache / "last-failure.log").read_text() == "Traceback ..."


def test_a_mistake_found_by_the_worker_is_a_mistake(task: Task, fake_worker: Behave) -> None:
    fake_worker("mistaken")
    with Workers() as workers, pytest.raises(MistakeError, match="there is no such neuron"):
        raise_failure(workers.run(task), task.job)


def test_leaving_ends_the_workers(task: Task, fake_worker: Behave) -> None:
    fake_worker("hangs")
    outcomes: list[Outcome] = []
    reported = threading.Event()
    start = time.monotonic()
    with Workers() as workers:
        waiting = threading.Thread(
            target=lambda: outcomes.append(workers.run(task, lambda _frames: reported.set()))
        )
        waiting.start()
        assert reported.wait(10)
    waiting.join(10)
    assert time.monotonic() - start < 10
    assert outcomes[0].failure is not None
    assert "was killed by signal 9" in outcomes[0].failure.message


def test_nothing_starts_after_the_end(task: Task) -> None:
    with Workers() as workers:
        pass
    with pytest.raises(JobError, match="interrupted"):
        workers.run(task)


def test_side_by_side() -> None:
    both = threading.Barrier(2, timeout=10)

    def meet(_item: int) -> None:
        both.wait()

    with Workers(2) as workers:
        workers.each(meet, [1, 2])
    assert not both.broken


def test_default_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert default_workers() == 2
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert default_workers() == 1
    monkeypatch.setenv("NETREEL_JOBS", "5")
    assert default_workers() == 5
    for wrong in ("0", "-1", "many"):
        monkeypatch.setenv("NETREEL_JOBS", wrong)
        with pytest.raises(MistakeError, match="whole number"):
            default_workers()


def test_success_passes() -> None:
    outcome = Outcome(files={"video": "a"})
    assert raise_failure(outcome, JOB) is outcome
    with pytest.raises(JobError, match=r"^no$"):
        raise_failure(Outcome(failure=Failure(message="no", mistake=False)), JOB)
