"""Render jobs: take what is kept, run the rest longest first, put the files where they belong."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.asking import check_inputs
from netreel.delivery import STDOUT, deliver, is_stdout
from netreel.errors import JobError, MistakeError, NetreelError
from netreel.file_names import file_stem
from netreel.jobs import key_of, rate_of
from netreel.progress import showing_progress
from netreel.runner import Workers
from netreel.scratch import scratch
from netreel.tasks import Failure, Task
from scenes.catalogue import find

if TYPE_CHECKING:
    from collections.abc import Callable

    from netreel.jobs import RenderJob
    from netreel.store import Store
    from netreel.tasks import Outcome

__all__ = ["Rendering", "render_all"]


@dataclass
class Rendering:
    """One job on its way to a folder, and what has become of it.

    Attributes
    ----------
    job, out
        What to make, and the folder for it.
    kept
        Whether it was there already.
    captions
        The caption files beside the video.
    summary
        Frames, frames a second and seconds.
    failure
        Why there is no video, None when all is well.
    unkept
        Why the finished video is not kept for the next time, None when it is.
    """

    job: RenderJob
    out: Path
    kept: bool = False
    captions: list[Path] = field(default_factory=list)
    summary: dict[str, float] = field(default_factory=dict)
    failure: Failure | None = None
    unkept: str | None = None

    @property
    def target(self) -> Path:
        """Where the video goes."""
        return STDOUT if is_stdout(self.out) else self.named(self.job.format)

    def named(self, suffix: str) -> Path:
        """Return the path of the job's file with a suffix."""
        return self.out / f"{self.stem}.{suffix}"

    @cached_property
    def stem(self) -> str:
        """The name of the job's files, without a suffix."""
        return file_stem(self.job)

    @cached_property
    def key(self) -> str:
        """The key under which the clip is kept: of what went in when it was asked for."""
        return key_of(self.job)

    @property
    def likely_frames(self) -> int:
        """The number of frames that the catalogue leads one to expect."""
        return max(find(self.job.clip).seconds * rate_of(self.job), 1)

    def take(self, folder: Path, files: dict[str, str], summary: dict[str, float]) -> None:
        """Copy finished files to where the user wants them; standard output takes the video."""
        self.summary = summary
        for role, name in files.items():
            if role != "video" and not is_stdout(self.out):
                deliver(folder / name, self.named(role))
                self.captions.append(self.named(role))
        deliver(folder / files["video"], self.target)

    def as_data(self) -> dict[str, Any]:
        """Return what became of it, for scripts."""
        if self.failure is not None:
            return {"clip": self.job.clip, "error": self.failure.message}
        return {
            "clip": self.job.clip,
            "path": str(self.target),
            "captions": [str(path) for path in self.captions],
            "kept": self.kept,
            **self.summary,
        }


def render_all(renderings: list[Rendering], workers: int, store: Store | None) -> None:
    """Bring every rendering to its end; a failure is noted in it and stops no other.

    Parameters
    ----------
    renderings
        What to make.
    workers
        Processes side by side.
    store
        Where finished clips are kept; None to neither use nor keep any.

    Raises
    ------
    NetreelError, NetcoreError, ScenesError
        The digit or the network cannot be read, or does not suit a clip: nothing was rendered, and
        not even a folder made.
    """
    pending = [r for r in renderings if not (store and take_kept(r, store))]
    for rendering in pending:
        check_inputs(rendering.job)
    for folder in {rendering.out for rendering in pending if not is_stdout(rendering.out)}:
        check_writable(folder)
    if not pending:
        return
    pending.sort(key=lambda rendering: rendering.likely_frames, reverse=True)
    expected = {rendering.job.clip: rendering.likely_frames for rendering in pending}
    with showing_progress(expected) as tell, Workers(workers) as pool:
        pool.each(lambda rendering: run(rendering, pool, store, tell), pending)


def check_writable(folder: Path) -> None:
    """Make the output folder, or say why not, before the work is done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".netreel-probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise MistakeError(
            f"cannot write to {folder} ({error.strerror}): choose another folder with --out"
        ) from error


def take_kept(rendering: Rendering, store: Store) -> bool:
    """Deliver a clip that was rendered before, if it was."""
    kept = store.find(rendering.key)
    if kept is None:
        return False
    rendering.take(store.folder(rendering.key), kept.files, kept.summary)
    rendering.kept = True
    return True


def run(
    rendering: Rendering,
    pool: Workers,
    store: Store | None,
    tell: Callable[[str, int | None], None],
) -> None:
    """Render one job in a worker process, keep and deliver what it made."""
    clip = rendering.job.clip
    try:
        with workshop(store) as folder:
            task = Task(kind="render", job=rendering.job, folder=folder)
            outcome = pool.run(task, lambda frames: tell(clip, frames))
            if outcome.failure is not None:
                rendering.failure = as_given(rendering.job, outcome.failure)
                return
            made = kept_or_not(rendering, store, folder / "done", outcome)
            rendering.take(made, outcome.files, figures(outcome))
    except NetreelError as error:
        rendering.failure = Failure(message=str(error), mistake=isinstance(error, MistakeError))
    finally:
        tell(clip, None)


def as_given(job: RenderJob, failure: Failure) -> Failure:
    """Return a failure that speaks of the user's own files."""
    return failure.model_copy(update={"message": job.as_given(failure.message)})


def kept_or_not(rendering: Rendering, store: Store | None, made: Path, outcome: Outcome) -> Path:
    """Keep finished files, if that can be; return the folder where they are now."""
    if store is None:
        return made
    try:
        store.keep(rendering.key, made, outcome.files, figures(outcome))
    except JobError as error:
        rendering.unkept = str(error)
        return made
    return store.folder(rendering.key)


def workshop(store: Store | None) -> AbstractContextManager[Path]:
    """Give a folder to work in: in the store, or in the system's folder for temporary files."""
    return store.workshop() if store else scratch()


def figures(outcome: Outcome) -> dict[str, float]:
    """Return the figures that are kept with a clip."""
    outline = outcome.outline
    return {
        "frames": outline.frame_count,
        "fps": float(outline.fps),
        "seconds": outline.duration,
    }
