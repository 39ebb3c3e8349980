"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from scenes.params import LayerParams

__all__ = ["FeedForwardCodeParams", "MatrixFormParams"]


class MatrixFormParams(LayerParams):
    """Which layer is written as a matrix product."""


class FeedForwardCodeParams(LayerParams):
    """Which layer's equation becomes a line of code."""
