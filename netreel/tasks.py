"""What a worker process is told, and what it answers: records that travel as JSON."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from netreel.check import Verdict
from netreel.jobs import RenderJob
from scenes.facts.timeline import Beat, Caption, Code

__all__ = ["Failure", "Outcome", "Outline", "Record", "Task"]


Spell = TypeVar("Spell", Beat, Caption)


class Record(BaseModel):
    """A frozen record without surprises."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Outline(Record):
    """What a clip is made of in time, and the code that it has run."""

    beats: tuple[Beat, ...] = ()
    captions: tuple[Caption, ...] = ()
    frame_count: int = 0
    fps: Fraction = Fraction(30)
    code: Code = Code()

    def seconds(self, frame: int) -> float:
        """Return the time at which a frame appears."""
        return float(frame / self.fps)

    def said_in(self, beat: Beat) -> list[Caption]:
        """Return the captions that come up in a beat."""
        end = beat.start + max(beat.frames, 1)
        return [caption for caption in self.captions if beat.start <= caption.start < end]

    def every(self, steps: int) -> Outline:
        """Return the outline of a film that has only every so manieth frame of the clip."""

        def film(frame: int) -> int:
            return -(-frame // steps)

        def fitted(part: Spell) -> Spell:
            start, end = film(part.start), film(part.start + part.frames)
            return replace(part, start=start, frames=end - start)

        return Outline(
            beats=tuple(map(fitted, self.beats)),
            captions=tuple(map(fitted, self.captions)),
            frame_count=film(self.frame_count),
            fps=self.fps / steps,
            code=self.code,
        )

    def longer_by(self, frames: int) -> Outline:
        """Return the outline of the same film with frames after it that belong to no beat."""
        return self.model_copy(update={"frame_count": self.frame_count + frames})

    def from_frame(self, start: int) -> Outline:
        """Return the outline of the same film within another one, where it begins later."""

        def later(part: Spell) -> Spell:
            return replace(part, start=part.start + start)

        return self.model_copy(
            update={
                "beats": tuple(map(later, self.beats)),
                "captions": tuple(map(later, self.captions)),
            }
        )

    @property
    def duration(self) -> float:
        """The length of the clip in seconds."""
        return self.seconds(self.frame_count)


class Task(Record):
    """One thing for a worker to do.

    ``render`` writes the job's file and its captions into `folder`; ``outline`` only finds the
    beats and captions; ``still`` writes the picture at `moment` (a beat's name or number, or
    seconds; the last frame when None); ``storyboard`` writes the contact sheet; ``check`` looks for
    what breaks the rules, in all frames or, if `quick`, in none that has to be drawn.
    """

    kind: Literal["render", "outline", "still", "storyboard", "check"]
    job: RenderJob
    folder: Path
    moment: str | None = None
    quick: bool = False


class Failure(Record):
    """Why a task did not succeed.

    `mistake` is True when the user can mend it; `lost` when the process was lost on the way, by no
    fault of the task's own that is known: another may do better.
    """

    message: str
    mistake: bool
    details: str = ""
    lost: bool = False


class Outcome(Record):
    """What came of a task. `files` names the file of each role (video, srt, vtt, picture).

    `cpu` has the CPU seconds that the process took, 0 where that is not known.
    """

    files: dict[str, str] = {}
    outline: Outline = Outline()
    verdict: Verdict | None = None
    failure: Failure | None = None
    cpu: float = 0.0
