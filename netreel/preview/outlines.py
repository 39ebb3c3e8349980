"""Time lines as pages have them, and what is found in them."""

from __future__ import annotations

from typing import Any

__all__ = ["bare_fault", "beat_at", "caption_at", "ends_of"]

Record = dict[str, Any]


def ends_of(outline: Record) -> list[int]:
    """Return the last frame of each beat."""
    return [beat["start"] + max(beat["frames"], 1) - 1 for beat in outline["beats"]]


def beat_at(outline: Record | None, frame: int) -> str:
    """Return the name of the beat that a frame is in, "" where that is not known yet."""
    beats = [] if outline is None else outline["beats"]
    return next((beat["name"] for beat in reversed(beats) if beat["start"] <= frame), "")


def caption_at(outline: Record | None, frame: int) -> tuple[str, int, int] | None:
    """Return text, start and frames of the caption that is read at a frame."""
    for one in [] if outline is None else outline["captions"]:
        if one["start"] <= frame < one["end"]:
            return one["text"], one["start"], one["end"] - one["start"]
    return None


def bare_fault(message: str) -> Record:
    """Return a fault of which no place in the source is known."""
    return {"message": message, "file": "", "line": 0, "source": "", "trace": ""}
