"""Run tasks in worker processes, one process a task, several side by side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, TypeVar

from netreel.errors import JobError, MistakeError
from netreel.store import cache_folder
from netreel.tasks import Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from netreel.jobs import RenderJob
    from netreel.tasks import Task

__all__ = ["Workers", "default_workers", "raise_failure", "with_log"]

T = TypeVar("T")

# -P: a folder that happens to be named like one of our packages is not imported.
WORKER = (sys.executable, "-P", "-m", "netreel.worker")
# Rendering is limited by encoding, which keeps two cores busy; more side by side only takes memory.
MOST_BY_DEFAULT = 2


def default_workers() -> int:
    """Return how many tasks run side by side unless the user says: NETREEL_JOBS, or 2 at most."""
    chosen = os.environ.get("NETREEL_JOBS", "")
    if chosen.isdecimal() and int(chosen) > 0:
        return int(chosen)
    if chosen:
        raise MistakeError(f"NETREEL_JOBS must be a whole number from 1, not {chosen!r}")
    return min(MOST_BY_DEFAULT, os.cpu_count() or 1)


class Workers:
    """Starts worker processes and ends them with itself.

    Parameters
    ----------
    count
        Processes side by side.

    Examples
    --------
    >>> with Workers() as workers:
    ...     outcome = workers.run(task)
    """

    def __init__(self, count: int = 1) -> None:
        self._pool = ThreadPoolExecutor(count)
        self._processes: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_exception: object) -> None:
        with self._lock:
            self._closed = True
            for process in self._processes:
                process.terminate()
        self._pool.shutdown(cancel_futures=True)

    def each(self, do: Callable[[T], None], items: Iterable[T]) -> None:
        """Do something with each item, several side by side, the first ones first."""
        futures = [self._pool.submit(do, item) for item in items]
        for future in as_completed(futures):
            future.result()

    def run(self, task: Task, on_frames: Callable[[int], None] | None = None) -> Outcome:
        """Run one task and return what came of it; a worker that dies is a failure, too.

        `on_frames` is told the number of finished frames now and then.
        """
        order = task.folder / "task.json"
        order.write_text(task.model_dump_json(), encoding="utf-8")
        with (task.folder / "stderr.txt").open("w+", encoding="utf-8", errors="replace") as log:
            process = self._start(order, log.fileno())
            try:
                outcome = read_answers(process, on_frames)
                process.wait()
            finally:
                self._forget(process)
            if outcome is None:
                log.seek(0)
                outcome = died(process.returncode, log.read())
        return with_log(outcome)

    def _start(self, order: Path, stderr: int) -> subprocess.Popen[str]:
        command = [*WORKER, str(order)]
        with self._lock:
            if self._closed:
                raise JobError("interrupted")
            process = subprocess.Popen(
                command, cwd=order.parent, stdout=subprocess.PIPE, stderr=stderr, encoding="utf-8"
            )
            self._processes.add(process)
        return process

    def _forget(self, process: subprocess.Popen[str]) -> None:
        with self._lock:
            self._processes.discard(process)
        if process.stdout:
            process.stdout.close()
        if process.poll() is None:
            process.kill()
            process.wait()


def read_answers(
    process: subprocess.Popen[str], on_frames: Callable[[int], None] | None
) -> Outcome | None:
    """Follow a worker's answers to the last, None when it never gave one."""
    outcome = None
    for line in process.stdout or ():
        answer = json.loads(line)
        if "outcome" in answer:
            outcome = Outcome.model_validate(answer["outcome"])
        elif on_frames:
            on_frames(answer["frames"])
    return outcome


def died(code: int, log: str) -> Outcome:
    """Describe the end of a worker that gave no answer."""
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    last = next((line for line in reversed(log.splitlines()) if line.strip()), "")
    message = f"the render process {how}" + (f": {last.strip()}" if last else "")
    return Outcome(failure=Failure(message=message, mistake=False, details=log))


def with_log(outcome: Outcome) -> Outcome:
    """Write down the details of a failure that is not the user's, and say where they are."""
    failure = outcome.failure
    if failure is None or failure.mistake or not failure.details:
        return outcome
    log = cache_folder() / "last-failure.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(failure.details, encoding="utf-8")
    except OSError:
        return outcome
    told = failure.model_copy(update={"message": f"{failure.message} (details in {log})"})
    return outcome.model_copy(update={"failure": told})


def raise_failure(outcome: Outcome, job: RenderJob) -> Outcome:
    """Return an outcome that succeeded; raise the failure of one that did not."""
    if outcome.failure is None:
        return outcome
    kind = MistakeError if outcome.failure.mistake else JobError
    raise kind(job.as_given(outcome.failure.message))
