"""A job on its way to a folder: what its files are called, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.costs import frames_of
from netreel.delivery import STDOUT, deliver, is_stdout
from netreel.errors import JobError, MistakeError
from netreel.file_names import file_stem
from netreel.jobs import key_of
from netreel.tasks import Failure, Outline

if TYPE_CHECKING:
    from netreel.jobs import RenderJob

__all__ = ["Rendering", "check_writable", "figures", "raise_failures"]


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
    called
        What its files are called, folders included; all that is not the default unless it is said.
    cpu
        CPU seconds that it took, 0 where nothing was rendered.
    ended
        Whether it has come to its end, good or bad.
    """

    job: RenderJob
    out: Path
    kept: bool = False
    captions: list[Path] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    failure: Failure | None = None
    unkept: str | None = None
    name: str = ""
    called: str = ""
    cpu: float = 0.0
    ended: bool = False

    def __post_init__(self) -> None:
        self.name = self.name or self.job.clip

    @property
    def target(self) -> Path:
        """Where the video goes."""
        return STDOUT if is_stdout(self.out) else self.named(self.job.format)

    def named(self, suffix: str) -> Path:
        """Return the path of the job's file with a suffix."""
        return self.out / f"{self.called or self.stem}.{suffix}"

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
        return frames_of(self.job)

    def take(self, folder: Path, files: dict[str, str], outline: Outline) -> None:
        """Copy finished files to where the user wants them; standard output takes the video."""
        self.outline = outline
        self.captions = []
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


def figures(outline: Outline) -> dict[str, float]:
    """Return the length of a film in frames and in seconds, for scripts."""
    return {
        "frames": outline.frame_count,
        "fps": float(outline.fps),
        "seconds": outline.duration,
    }
