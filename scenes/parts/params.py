"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from pydantic import Field

from scenes.params import ClipParams

__all__ = ["LineEdgesParams", "LoopEdgesParams", "LoopsAndLinesParams"]


class LoopsAndLinesParams(ClipParams):
    """The parameters of LoopsAndLines."""


class LoopEdgesParams(ClipParams):
    """The parameters of LoopEdges."""

    pieces: int = Field(12, ge=4, le=24, description="how many edges the loop is cut into")


class LineEdgesParams(ClipParams):
    """The parameters of LineEdges."""

    pieces: int = Field(6, ge=2, le=12, description="how many edges the line is cut into")
