"""One picture, put where the user wants it: stills and storyboards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import click

from netreel.asking import check_inputs
from netreel.delivery import deliver, is_stdout
from netreel.desktop import open_file
from netreel.runner import raise_failure
from netreel.scratch import scratch
from netreel.tasks import Task
from netreel.worker import attempt_here

if TYPE_CHECKING:
    from pathlib import Path

    from netreel.jobs import RenderJob
    from netreel.tasks import Outline

__all__ = ["announce", "make_picture"]


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
    with scratch() as folder:
        task = Task(kind=kind, job=job, folder=folder, moment=moment)
        outcome = raise_failure(attempt_here(task), job)
        deliver(folder / "done" / outcome.files["picture"], target)
    return outcome.outline


def announce(target: Path, told: dict[str, Any] | None, *, open_it: bool) -> None:
    """Print where a picture is, or what is told of it to scripts, and open it if that is wished."""
    if is_stdout(target):
        return
    click.echo(json.dumps(told) if told is not None else target)
    if open_it:
        open_file(target)
