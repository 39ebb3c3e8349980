"""The words that make a job in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.file_names import changed_params
from scenes.params import ClipParams

if TYPE_CHECKING:
    from netreel.jobs import RenderJob

__all__ = ["command_of"]


def command_of(job: RenderJob) -> list[str]:
    """Return the words of a command that makes the same files; an upload has its own name."""
    words = ["netreel", "render", job.clip]
    for name, value in changed_params(job).items():
        words += option(name, value, job)
    if job.quality != "m":
        words += ["--quality", job.quality]
    if job.format != "mp4":
        words += ["--format", job.format]
    return words


def option(name: str, value: Any, job: RenderJob) -> list[str]:
    """Return what sets one parameter."""
    if name not in ClipParams.model_fields:
        return ["--set", f"{name}={written(value, job)}"]
    flag = f"--{name.replace('_', '-')}"
    if value is True:
        return [flag]
    if value is False:
        return [f"--no-{flag[2:]}"]
    return [flag, written(value, job)]


def written(value: Any, job: RenderJob) -> str:
    """Write a value as the command takes it."""
    if isinstance(value, Path):
        return job.given.get(str(value), str(value))
    if isinstance(value, tuple | list):
        return ",".join(map(str, value))
    return str(value)
