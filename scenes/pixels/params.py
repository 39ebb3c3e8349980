"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scenes.params import ClipParams

__all__ = ["PixelsToNeuronsParams"]


class PixelsToNeuronsParams(ClipParams):
    """The parameters of PixelsToNeurons."""

    show: Literal["elided", "all"] = Field(
        "elided",
        description="end on the first and last few input neurons, or on all of them in one strip",
    )
