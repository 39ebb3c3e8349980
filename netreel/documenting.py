"""The lesson's page in a folder: drawn anew, compared with what is there, and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from netreel.asking import make_job
from netreel.delivery import deliver
from netreel.errors import JobError, MistakeError
from netreel.lesson import FOLDER, page, pictures_on, section, sections_on
from netreel.options import Wishes
from netreel.progress import showing_progress
from netreel.runner import Workers
from netreel.scratch import scratch
from netreel.slides import alike, slide
from netreel.tasks import Task
from scenes import catalogue

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from scenes.catalogue import Entry

__all__ = ["ClipOnPage", "LessonPage", "draw_all"]


@dataclass(frozen=True)
class ClipOnPage:
    """What a page has of a clip: its section of the text, and its picture, a WebP."""

    section: str
    picture: bytes


def draw(entry: Entry, pool: Workers) -> ClipOnPage:
    """Run a clip in a process of its own, without captions in the picture.

    Raises
    ------
    JobError
        It did not run; as the page asks for nothing special, that is not the user's mistake.
    """
    job = make_job(entry.clip, Wishes({"captions": False}), quality="m", format="png")
    with scratch() as folder:
        outcome = pool.run(Task(kind="render", job=job, folder=folder))
        if outcome.failure is not None:
            raise JobError(f"{entry.clip}: {outcome.failure.message}")
        with Image.open(folder / "done" / outcome.files["video"]) as image:
            picture = np.array(image.convert("RGB"))
    return ClipOnPage(section(entry, outcome.outline), slide(picture))


def draw_all(clips: Collection[str], workers: int) -> dict[str, ClipOnPage]:
    """Return what a page has of each clip, so many drawn side by side.

    Raises
    ------
    JobError
        One of them did not run.
    """
    entries = [entry for entry in catalogue.CLIPS if entry.clip in clips]
    entries.sort(key=lambda entry: entry.seconds, reverse=True)
    made: dict[str, ClipOnPage] = {}
    with showing_progress({"clips": len(entries)}) as tell, Workers(workers) as pool:

        def make(entry: Entry) -> None:
            made[entry.clip] = draw(entry, pool)
            tell("clips", len(made))

        pool.each(make, entries)
    return made


class LessonPage:
    """The page that is in a folder, which may be none yet.

    Parameters
    ----------
    folder
        For ``lesson.md``, and the pictures beside it.

    Raises
    ------
    MistakeError
        There is something that is no text.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "lesson.md"
        try:
            self.text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise MistakeError(
                f"cannot read {self.path} ({error}): choose another folder with --out"
            ) from error
        self.sections = sections_on(self.text)

    def picture(self, clip: str) -> Path:
        """Return where the picture of a clip is."""
        return self.path.parent / FOLDER / f"{clip}.webp"

    def to_draw(self, named: Collection[str]) -> set[str]:
        """Return the clips to draw: those named and those that the page lacks, or else all."""
        every = {entry.clip for entry in catalogue.CLIPS}
        return (set(named) | (every - set(self.sections))) if named else every

    def stale(self, made: dict[str, ClipOnPage]) -> list[str]:
        """Say what is not current, in a few words each."""
        found = []
        for clip, new in made.items():
            if self.sections.get(clip) != new.section:
                found.append(f"what {clip} says")
            if not alike(self._bytes(clip), new.picture):
                found.append(f"the picture of {clip}")
        kept = {clip: new.section for clip, new in made.items()} | self.sections
        if self.text != page(kept):
            found.append("the list of clips")
        return sorted(found)

    def _bytes(self, clip: str) -> bytes:
        path = self.picture(clip)
        return path.read_bytes() if path.is_file() else b""

    def write(self, made: dict[str, ClipOnPage]) -> list[Path]:
        """Write what has changed, and take away pictures of clips that there are no longer.

        Returns the files that are new or gone.
        """
        sections = self.sections | {clip: new.section for clip, new in made.items()}
        wanted = {self.picture(clip): new.picture for clip, new in made.items()}
        wanted[self.path] = page(sections).encode()
        changed = [path for path, new in wanted.items() if not is_there(path, new)]
        for path in changed:
            put(path, wanted[path])
        return sorted([*changed, *self._take_away(sections)])

    def _take_away(self, sections: Collection[str]) -> list[Path]:
        every = {entry.clip for entry in catalogue.CLIPS}
        gone = [self.picture(clip) for clip in pictures_on(self.text) - every]
        gone = [path for path in gone if path.is_file()]
        for path in gone:
            path.unlink()
        return gone


def is_there(path: Path, content: bytes) -> bool:
    """Tell whether a file has this content."""
    return path.is_file() and path.read_bytes() == content


def put(path: Path, content: bytes) -> None:
    """Write a file: whole, or not at all."""
    with scratch() as folder:
        made = folder / path.name
        made.write_bytes(content)
        deliver(made, path)
