"""Which frame is meant by "at 3.5 seconds" or "at the beat add_up_the_products"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netreel.errors import MistakeError, near

if TYPE_CHECKING:
    from netreel.tasks import Outline

__all__ = ["frame_at"]

SECONDS = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*s?", re.IGNORECASE)


def frame_at(moment: str | None, outline: Outline) -> int:
    """Return the number of the frame at a moment.

    Parameters
    ----------
    moment
        Seconds from the beginning ("3.5" or "3.5s"), a beat's name or title (its last frame,
        where its picture is complete), or None for the clip's last frame.
    outline
        The clip's beats and length.

    Raises
    ------
    MistakeError
        There is no such beat, or the clip is over by then.
    """
    if moment is None:
        return outline.frame_count - 1
    if match := SECONDS.fullmatch(moment.strip()):
        return frame_at_second(float(match[1]), outline)
    return frame_at_beat(moment, outline)


def frame_at_second(seconds: float, outline: Outline) -> int:
    frame = round(seconds * outline.fps)
    if frame > outline.frame_count:
        raise MistakeError(
            f"the clip is {outline.duration:.2f} s long: give --at a time from 0 to that, or a beat"
        )
    return min(frame, outline.frame_count - 1)


def frame_at_beat(name: str, outline: Outline) -> int:
    wanted = folded(name)
    for beat in outline.beats:
        if wanted in {folded(beat.name), folded(beat.title)}:
            return beat.last
    hint = near(name, (beat.name for beat in outline.beats))
    raise MistakeError(f"there is no beat {name!r}: {hint}")


def folded(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()
