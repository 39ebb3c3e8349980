"""Captions beside the video: SubRip and WebVTT, timed by frame numbers."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import srt

from scenes.facts.words import in_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netreel.tasks import Outline

__all__ = ["LONGEST_LINE", "subrip", "webvtt", "wrapped"]

LONGEST_LINE = 42
"""Characters, as subtitle guides have it."""
_LEAST_GAP = 2
"""Frames between two captions, if there are any."""


def subrip(outline: Outline) -> str:
    """Return the captions as an ``.srt`` file, in whole milliseconds."""
    cues = (
        srt.Subtitle(
            index=number,
            start=timedelta(milliseconds=start),
            end=timedelta(milliseconds=end),
            content=text,
        )
        for number, (start, end, text) in enumerate(spans(outline), 1)
    )
    return str(srt.compose(cues))


def webvtt(outline: Outline) -> str:
    """Return the captions as a ``.vtt`` file, for a page's ``<track>``."""
    blocks = [
        f"{clock(start)} --> {clock(end)}\n{escaped(text)}\n" for start, end, text in spans(outline)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def spans(outline: Outline) -> Iterable[tuple[int, int, str]]:
    """Return start and end in milliseconds, and the text, of each caption.

    One that goes just before the next comes stays until then: a shorter gap is a flicker.
    """
    for caption, after in pairwise((*outline.captions, None)):
        assert caption is not None
        last = caption.start + caption.frames
        if after is not None and 0 < after.start - last < _LEAST_GAP:
            last = after.start
        start, end = (round(1000 * frame / outline.fps) for frame in (caption.start, last))
        yield start, end, wrapped(caption.text)


def wrapped(text: str) -> str:
    """Return a caption in one line or two, as equal as its words allow.

    A player breaks a line that is too long for it wherever it ends: before that, there is a break
    of our own. Lines that a text has already are kept.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) != 1:
        return "\n".join(lines)
    return "\n".join(in_lines(text, LONGEST_LINE))


def clock(milliseconds: int) -> str:
    """Write a time as WebVTT wants it, ``00:01:02.345``."""
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def escaped(text: str) -> str:
    """Write text so that WebVTT does not take it for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
