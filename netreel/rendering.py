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
from netreel.tasks import Failure, Outline, Task
from scenes.catalogue import find

if TYPE_CHECKING:
    from collections.abc import Callable

    from netreel.jobs import RenderJob
    from netreel.store import Store
    from netreel.tasks import Outcome

__all__ = ["Rendering", "raise_failures", "render_all"]


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
    outline
        Beats, captions and length of the film.
    failure
        Why there is no video, None when all is well.
    unkept
        Why the finished video is not kept for the next time, None when it is.
    name
        What it is called while it is made; the clip's name unless something is said.
    """

    job: RenderJob
    out: Path
    kept: bool = False
    captions: list[Path] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    failure: Failure | None = None
    unkept: str | None = None
    name: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or self.job.clip

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

    def take(self, folder: Path, files: dict[str, str], outline: Outline) -> None:
        """Copy finished files to where the user wants them; standard output takes the video."""
        self.outline = outline
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
            **figures(self.outline),
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
    expected = {rendering.name: rendering.likely_frames for rendering in pending}
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
    rendering.take(store.folder(rendering.key), kept.files, kept.outline)
    rendering.kept = True
    return True


def run(
    rendering: Rendering,
    pool: Workers,
    store: Store | None,
    tell: Callable[[str, int | None], None],
) -> None:
    """Render one job in a worker process, keep and deliver what it made."""
    try:
        with workshop(store) as folder:
            task = Task(kind="render", job=rendering.job, folder=folder)
            outcome = pool.run(task, lambda frames: tell(rendering.name, frames))
            if outcome.failure is not None:
                rendering.failure = as_given(rendering.job, outcome.failure)
                return
            made = kept_or_not(rendering, store, folder / "done", outcome)
            rendering.take(made, outcome.files, outcome.outline)
    except NetreelError as error:
        rendering.failure = Failure(message=str(error), mistake=isinstance(error, MistakeError))
    finally:
        tell(rendering.name, None)


def raise_failures(renderings: list[Rendering]) -> None:
    """Say which clips failed, and why, in one error; nothing if none did.

    Raises
    ------
    MistakeError, JobError
        The former if the user can mend all that failed.
    """
    failed = [(r.name, r.failure) for r in renderings if r.failure is not None]
    if failed:
        reasons = "; ".join(f"{name}: {failure.message}" for name, failure in failed)
        kind = MistakeError if all(failure.mistake for _, failure in failed) else JobError
        raise kind(f"{len(failed)} of {len(renderings)} clips failed: {reasons}")


def as_given(job: RenderJob, failure: Failure) -> Failure:
    """Return a failure that speaks of the user's own files."""
    return failure.model_copy(update={"message": job.as_given(failure.message)})


def kept_or_not(rendering: Rendering, store: Store | None, made: Path, outcome: Outcome) -> Path:
    """Keep finished files, if that can be; return the folder where they are now."""
    if store is None:
        return made
    try:
        store.keep(rendering.key, made, outcome.files, outcome.outline)
    except JobError as error:
        rendering.unkept = str(error)
        return made
    return store.folder(rendering.key)


def workshop(store: Store | None) -> AbstractContextManager[Path]:
    """Give a folder to work in: in the store, or in the system's folder for temporary files."""
    return store.workshop() if store else scratch()


def figures(outline: Outline) -> dict[str, float]:
    """Return the length of a film in frames and in seconds, for scripts."""
    return {
        "frames": outline.frame_count,
        "fps": float(outline.fps),
        "seconds": outline.duration,
    }
