"""What the clips about layers can be told. No Manim in here."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scenes.params import ClipParams

__all__ = ["ForwardPassParams", "Mode"]

Mode = Literal["elided", "all"]


class ForwardPassParams(ClipParams):
    """What ForwardPass can be told."""

    mode: Mode = Field(
        "elided", description="draw a few neurons of every wide layer, or all of them"
    )
