"""What the clips about layers can be told. No Manim in here."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scenes.params import ClipParams

__all__ = ["ForwardPassParams", "Mode"]

Mode = Literal["elided", "all"]


class ForwardPassParams(ClipParams):
    """What ForwardPass can be told."""

    mode: Mode = Field("all", description="draw all neurons, or a few of every wide layer")
