"""One clip run for the preview: its time line at once, then any of its frames."""

from __future__ import annotations

import gc
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.drawing import make_clip, manim_settings, outline_of, steps_of
from netreel.jobs import key_of, params_of
from netreel.preview.work.faults import told_of
from netreel.preview.work.seeker import Seeker
from netreel.preview.work.wishes import job_of
from netreel.tasks import Task
from scenes.engine.settings import QUALITIES, pixel_size

if TYPE_CHECKING:
    from netreel.jobs import RenderJob
    from netreel.preview.work.channel import Channel
    from netreel.tasks import Outline

__all__ = ["look"]


def look(channel: Channel, order: dict[str, Any]) -> None:
    """Run a view's clip, tell its key and its time line, and draw frames until it is ended.

    Whatever goes wrong is told, and where it was but one frame, of which.
    """
    gc.freeze()
    gc.disable()
    view = order["view"]
    seeker: Seeker | None = None
    try:
        job = job_of(view, order["files"])
        channel.send(key=key_of(job))
        task = Task(kind="still", job=job, folder=Path(order["folder"]))
        with manim_settings(task):
            seeker = Seeker(channel, task.folder, steps_of(job), order.get("frame"))
            seeker.clip = make_clip(task, film=seeker)
            seeker.clip.render()
            outline = outline_of(seeker.clip).every(steps_of(job))
            channel.send(outline=outline_data(outline, job))
            seeker.serve(outline)
    except BaseException as error:
        of = {} if seeker is None or seeker.order is None else {"frame": seeker.order.frame}
        channel.send(**told_of(error, view), **of)
        os._exit(0)


def outline_data(outline: Outline, job: RenderJob) -> dict[str, Any]:
    """Return a time line as a page wants it, in frames of the film."""
    width, height = pixel_size(params_of(job).aspect, QUALITIES[job.quality][0])
    return {
        "beats": [asdict(beat) for beat in outline.beats],
        "captions": [
            {"start": each.start, "end": each.start + each.frames, "text": each.text}
            for each in outline.captions
        ],
        "fps": float(outline.fps),
        "frame_count": outline.frame_count,
        "width": width,
        "height": height,
    }
