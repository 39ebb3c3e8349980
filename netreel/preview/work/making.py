"""Films for the preview: drafts to look at, posters, and what `netreel render` makes."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from netcore import asset_path
from netreel.asking import gif_rate
from netreel.costs import frames_of
from netreel.drawing import manim_settings, run_dry
from netreel.here import render_one
from netreel.jobs import Encoding, key_of
from netreel.many import take_kept
from netreel.preview.work.command import command_of
from netreel.preview.work.wishes import job_of
from netreel.rendering import Rendering
from netreel.store import cache_folder, open_store
from netreel.tasks import Task
from netreel.worker import attempt, perform

if TYPE_CHECKING:
    from collections.abc import Callable

    from netreel.jobs import RenderJob
    from netreel.preview.work.channel import Channel
    from netreel.tasks import Outcome

__all__ = ["draft", "make", "poster", "sweep", "words"]

POSTER_WIDTH, MOST_POSTERS = 640, 500
NUMBERS = "of-numbers"
"""What posters call the network of plain numbers that comes with netreel."""
KINDS = (".mp4", ".gif", ".webm", ".mov", ".png", ".srt", ".vtt")


def poster(channel: Channel, order: dict[str, Any]) -> None:
    """Draw a clip's last frame small, unless it is kept; tell where it is."""
    job = job_of(order["view"], stand_ins())
    kept = cache_folder() / "posters" / f"{key_of(job)}.png"
    if not kept.exists():
        picture = end_of(job, Path(order["folder"]))
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f"{os.getpid()}.png")
        picture.thumbnail((POSTER_WIDTH, POSTER_WIDTH), Image.Resampling.LANCZOS)
        picture.save(part)
        part.replace(kept)
        make_room(kept.parent)
    channel.send(answer=str(kept))


def end_of(job: RenderJob, folder: Path) -> Image.Image:
    """Return a clip's last picture."""
    task = Task(kind="still", job=job, folder=folder)
    with manim_settings(task):
        return Image.fromarray(run_dry(task).picture_now()).convert("RGB")


def make_room(folder: Path) -> None:
    """Take away the oldest of too many posters: each change of the source has its own."""
    for path in sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)[:-MOST_POSTERS]:
        path.unlink(missing_ok=True)


def stand_ins() -> dict[str, dict[str, str]]:
    """Return the files that posters may name: a network for clips that the lesson's is not for."""
    path = str(asset_path("networks/iris.npz"))
    return {NUMBERS: {"path": path, "given": path}}


def draft(channel: Channel, order: dict[str, Any]) -> None:
    """Draw a view's film small and quickly."""
    job = job_of(order["view"], order["files"]).model_copy(
        update={"quality": "l", "encoding": Encoding(preset="draft")}
    )
    channel.send(expected=frames_of(job))
    task = Task(kind="render", job=job, folder=Path(order["folder"]))
    outcome = perform(task, telling(channel))
    channel.send(answer=str(task.folder / "done" / outcome.files["video"]))


def make(channel: Channel, order: dict[str, Any]) -> None:
    """Make what `netreel render` makes of a job, keep it as that does, and add its last picture."""
    job = with_format(job_of(order["view"], order["files"]), order["format"])
    rendering = Rendering(job, Path(order["folder"], "files"))
    channel.send(expected=frames_of(job), command=shlex.join(command_of(job)))
    rendering.out.mkdir()
    store = open_store(None)
    if not take_kept(rendering, store):

        def take(folder: Path, outcome: Outcome, _unkept: str | None) -> None:
            rendering.take(folder, outcome.files, outcome.outline)

        outcome = render_one(job, rendering.key, InThisProcess(), store, take, telling(channel))
        if outcome.failure is not None:
            channel.send(failed=job.as_given(outcome.failure.message))
            return
        store.tidy({rendering.key})
    if order["format"] != "png":
        film = next(path for path in rendering.out.iterdir() if path.suffix[1:] == order["format"])
        end_of(job, Path(order["folder"])).save(film.with_suffix(".png"))
    files = sorted(rendering.out.iterdir(), key=lambda file: KINDS.index(file.suffix))
    channel.send(answer=[file.name for file in files])


class InThisProcess:
    """Stands for workers where this process is one already."""

    def run(self, task: Task, on_frames: Callable[[int], None] | None = None) -> Outcome:
        """Perform a task."""
        return attempt(task, on_frames or (lambda _frames: None))


def telling(channel: Channel) -> Callable[[int], None]:
    """Return a function that tells how many frames there are, now and then."""
    from netreel.worker import limited

    return limited(lambda frames: channel.send(frames=frames))


def with_format(job: RenderJob, kind: str) -> RenderJob:
    """Return a job of another format."""
    fps = gif_rate(None) if kind == "gif" else None
    return job.model_copy(update={"format": kind, "fps": fps})


def words(channel: Channel, order: dict[str, Any]) -> None:
    """Tell the shell commands that make jobs."""
    jobs = [
        with_format(job_of(each["view"], order["files"]), each["format"]) for each in order["jobs"]
    ]
    channel.send(answer=[shlex.join(command_of(job)) for job in jobs])


def sweep(channel: Channel, order: dict[str, Any]) -> None:
    """Take away what a render that was cancelled has left."""
    open_store(None).sweep()
    channel.send(answer=True)
