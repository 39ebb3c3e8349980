"""What cards can be told. No Manim in here."""

from __future__ import annotations

from pydantic import Field

from scenes.catalogue import CHAPTERS
from scenes.params import ClipParams

__all__ = ["ChapterCardParams"]


class ChapterCardParams(ClipParams):
    """The parameters of ChapterCard."""

    chapter: int = Field(
        1, ge=1, le=len(CHAPTERS), description="which chapter of the lesson, counted from 1"
    )
