"""Run tasks in worker processes, one process a task, several side by side."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from netreel.errors import JobError, MistakeError
from netreel.machine import wished
from netreel.processes import Starter, how_it_ended, last_line, resident_bytes
from netreel.store import cache_folder
from netreel.tasks import Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TextIO

    from netreel.jobs import RenderJob
    from netreel.processes import Ending, Process
    from netreel.tasks import Task

__all__ = ["Limits", "Workers", "default_workers", "raise_failure", "with_log"]

T = TypeVar("T")

# -P: a folder that happens to be named like one of our packages is not imported.
WORKER = (sys.executable, "-P", "-m", "netreel.worker")
# Rendering is limited by encoding, which keeps two cores busy; more side by side only takes memory.
MOST_BY_DEFAULT = 2
SECONDS_BETWEEN_LOOKS = 0.1


def default_workers() -> int:
    """Return how many tasks run side by side unless the user says: NETREEL_JOBS, or 2 at most."""
    return wished() or min(MOST_BY_DEFAULT, os.cpu_count() or 1)


@dataclass(frozen=True)
class Limits:
    """What one process may take at most: seconds on the clock, bytes of memory; None for all."""

    seconds: float | None = None
    memory: int | None = None


class Workers(ThreadPoolExecutor):
    """Starts worker processes and ends them with itself; what is submitted may `run` them.

    Parameters
    ----------
    count
        Processes side by side.
    limits
        What each of them may take.

    Examples
    --------
    >>> with Workers() as workers:
    ...     outcome = workers.run(task)
    """

    def __init__(self, count: int = 1, limits: Limits | None = None) -> None:
        super().__init__(count, thread_name_prefix="netreel")
        self.count = count
        self._limits = limits or Limits()
        self._starter = Starter(WORKER)
        self._processes: set[Process] = set()
        self._state = threading.Lock()
        self._closed = False

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End all that is being done; nothing can be run any more."""
        with self._state:
            self._closed = True
            processes = [*self._processes]
        for process in processes:
            process.kill()
        self._starter.close()
        self.shutdown(cancel_futures=True)

    def each(self, do: Callable[[T], None], items: Iterable[T]) -> None:
        """Do something with each item, several side by side, the first ones first."""
        futures = [self.submit(do, item) for item in items]
        for future in as_completed(futures):
            future.result()

    def run(self, task: Task, on_frames: Callable[[int], None] | None = None) -> Outcome:
        """Run one task and return what came of it; a worker that dies is a failure, too.

        `on_frames` is told the number of finished frames now and then.
        """
        order = task.folder / "task.json"
        order.write_text(task.model_dump_json(), encoding="utf-8")
        with (task.folder / "stderr.txt").open("w+", encoding="utf-8", errors="replace") as log:
            answers, channel = os.pipe()
            with os.fdopen(answers, encoding="utf-8") as lines:
                try:
                    process = self._start({"task": str(order), "clip": task.job.clip}, channel, log)
                finally:
                    os.close(channel)
                with Watch(process, self._limits) as watch:
                    outcome = read_answers(lines, on_frames)
                    ending = process.wait()
            with self._state:
                self._processes.discard(process)
            if outcome is None:
                log.seek(0)
                outcome = died(ending, log.read(), watch.reason)
        return with_log(outcome.model_copy(update={"cpu": ending.cpu}))

    def _start(self, order: dict[str, str], stdout: int, stderr: TextIO) -> Process:
        process = self._starter.start(order, stdout, stderr.fileno())
        with self._state:
            self._processes.add(process)
            if self._closed:
                process.kill()
        return process


class Watch:
    """Kills a process that takes more than it may, and says in `reason` what that was."""

    def __init__(self, process: Process, limits: Limits) -> None:
        self.reason = ""
        self._process, self._limits = process, limits
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="netreel-watch")

    def __enter__(self) -> Watch:
        if self._limits != Limits():
            self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _look(self) -> None:
        start, limits = time.monotonic(), self._limits
        while not self._over.wait(SECONDS_BETWEEN_LOOKS):
            if limits.seconds is not None and time.monotonic() - start > limits.seconds:
                self.reason = f"ran out of its {limits.seconds:g} seconds (--time-limit)"
            elif limits.memory and resident_bytes(self._process.pid) > limits.memory:
                allowed = limits.memory / 1024**2
                self.reason = f"took more memory than its {allowed:,.0f} MB (--memory-limit)"
            if self.reason:
                self._process.kill()
                return


def read_answers(lines: Iterable[str], on_frames: Callable[[int], None] | None) -> Outcome | None:
    """Follow a worker's answers to the last, None when it never gave one."""
    outcome = None
    for line in lines:
        if not line.endswith("\n"):  # it was killed over it
            continue
        answer = json.loads(line)
        if "outcome" in answer:
            outcome = Outcome.model_validate(answer["outcome"])
        elif on_frames:
            on_frames(answer["frames"])
    return outcome


def died(ending: Ending, log: str, reason: str) -> Outcome:
    """Describe the end of a worker that gave no answer."""
    how = reason + last_line(log) if reason else how_it_ended(ending.code, log)
    message = f"the render process {how}"
    return Outcome(failure=Failure(message=message, mistake=False, details=log, lost=True))


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
