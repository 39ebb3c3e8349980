"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from scenes.params import LayerParams

__all__ = ["MatrixFormParams"]


class MatrixFormParams(LayerParams):
    """Which layer is written as a matrix product."""
