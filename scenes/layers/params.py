"""What the clips about layers can be told. No Manim in here."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scenes.params import ClipParams

__all__ = ["ForwardPassParams", "Mode", "PlainVanillaParams"]

Mode = Literal["elided", "all"]


class NetworkParams(ClipParams):
    """The parameters of a clip that draws the whole network."""

    mode: Mode = Field("all", description="draw all neurons, or a few of every wide layer")


class PlainVanillaParams(NetworkParams):
    """What PlainVanilla can be told."""


class ForwardPassParams(NetworkParams):
    """What ForwardPass can be told."""
