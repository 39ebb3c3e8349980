"""One picture, put where the user wants it: stills and storyboards."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from netreel.asking import check_inputs
from netreel.runner import raise_failure
from netreel.store import deliver
from netreel.tasks import Task
from netreel.worker import attempt_here

if TYPE_CHECKING:
    from netreel.jobs import RenderJob
    from netreel.tasks import Outline

__all__ = ["make_picture"]


def make_picture(
    kind: Literal["still", "storyboard"], job: RenderJob, target: Path, moment: str | None = None
) -> Outline:
    """Draw a picture and return the outline of the clip that it is from.

    Parameters
    ----------
    kind
        One moment, or the contact sheet of all beats.
    job
        The clip and its look.
    target
        The PNG to write.
    moment
        For a still: a beat, or seconds; None for the last frame.
    """
    check_inputs(job)
    with tempfile.TemporaryDirectory(prefix="netreel-") as folder:
        task = Task(kind=kind, job=job, folder=Path(folder), moment=moment)
        outcome = raise_failure(attempt_here(task))
        deliver(Path(folder) / "done" / outcome.files["picture"], target)
    return outcome.outline
