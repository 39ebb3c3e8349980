"""A clip rendered on this machine, in a process of its own, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from netreel.errors import JobError, MistakeError, NetreelError
from netreel.scratch import scratch
from netreel.tasks import Failure, Outcome, Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from netreel.jobs import RenderJob
    from netreel.rendering import Rendering
    from netreel.runner import Workers
    from netreel.store import Store

    OnFrames = Callable[[int], None]

    Tell = Callable[[str, int | None], None]
    Take = Callable[[Path, Outcome, str | None], None]

__all__ = ["Here", "Performer", "render_one"]


class Performer(Protocol):
    """Whoever performs a task and returns what came of it; see `Workers.run`."""

    def run(self, task: Task, on_frames: OnFrames | None = None) -> Outcome:
        """Perform a task."""
        ...


class Here:
    """On this machine: each clip in a process of its own, delivered as soon as it is there."""

    delivers = True

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def begin(self, rendering: Rendering, store: Store | None, tell: Tell) -> Future[Outcome]:
        """Let a clip be rendered."""

        def take(folder: Path, outcome: Outcome, unkept: str | None) -> None:
            rendering.unkept = unkept
            rendering.take(folder, outcome.files, outcome.outline)

        def make() -> Outcome:
            key = rendering.key if store else ""
            on_frames = lambda n: tell(rendering.name, n)  # noqa: E731
            return render_one(rendering.job, key, self._workers, store, take, on_frames)

        return self._workers.submit(make)


def render_one(
    job: RenderJob,
    key: str,
    workers: Performer,
    store: Store | None,
    take: Take,
    on_frames: Callable[[int], None] | None = None,
) -> Outcome:
    """Render a job in a worker process and keep what it made; a failure is part of the outcome.

    It is tried once more if its process was lost.

    `take` is given the folder that the files are in, for a moment; the outcome; and why the store
    does not keep them, None if it does.
    """
    outcome = try_one(job, key, workers, store, take, on_frames)
    if outcome.failure is None or not outcome.failure.lost:
        return outcome
    outcome = try_one(job, key, workers, store, take, on_frames)
    if outcome.failure is None or not outcome.failure.lost:
        return outcome
    failure = outcome.failure.model_copy(update={"message": f"{outcome.failure.message} (twice)"})
    return outcome.model_copy(update={"failure": failure})


def try_one(
    job: RenderJob,
    key: str,
    workers: Performer,
    store: Store | None,
    take: Take,
    on_frames: Callable[[int], None] | None,
) -> Outcome:
    """Render a job once, as `render_one` says."""
    try:
        with store.workshop() if store else scratch() as folder:
            task = Task(kind="render", job=job, folder=folder)
            outcome = workers.run(task, on_frames)
            if outcome.failure is None:
                hand_over(job.clip, key, store, folder / "done", outcome, take)
            return outcome
    except NetreelError as error:
        failure = Failure(message=str(error), mistake=isinstance(error, MistakeError))
    except OSError as error:
        where = error.filename or "the folder for what is being made"
        failure = Failure(message=f"cannot use {where} ({error.strerror})", mistake=False)
    return Outcome(failure=failure)


def hand_over(
    clip: str, key: str, store: Store | None, made: Path, outcome: Outcome, take: Take
) -> None:
    """Keep finished files, if that can be, and give them on from where they are now."""
    if store is None:
        take(made, outcome, None)
        return
    try:
        kept = store.keep(key, made, outcome, clip)
    except JobError as error:
        take(made, outcome, str(error))
        return
    if made.is_dir():  # another one kept the same clip first, or the store is elsewhere
        take(made, outcome, None)
        return
    with store.files(key, kept) as folder:
        take(folder, outcome, None)
