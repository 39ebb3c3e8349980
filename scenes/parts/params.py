"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field

from scenes.errors import ParameterError
from scenes.facts.picture_edges import PictureEdges
from scenes.params import ClipParams

if TYPE_CHECKING:
    from scenes.facts.neuron_wall import NeuronWall

__all__ = ["EdgeDetectionParams", "SpeechLayersParams", "WhatTheNeuronsReallyDoParams"]


class EdgeDetectionParams(ClipParams):
    """In which picture edges are found, and what counts as one."""

    picture: Path | None = Field(
        None, description="an image file of anything, instead of the photograph"
    )
    threshold: float | None = Field(
        None,
        gt=0,
        le=0.5,
        description="from which slope on, in brightness a pixel, it counts as an edge; by default "
        "what only the steepest twentieth of all pixels has",
    )

    @cached_property
    def edges(self) -> PictureEdges:
        """The picture and its slopes."""
        return PictureEdges.of_file(self.picture)

    def read_own_files(self) -> None:
        """Read the picture; see `ClipParams.read_own_files`."""
        _ = self.edges

    @property
    def least(self) -> float:
        """From which slope on a pixel is an edge."""
        return self.edges.usual if self.threshold is None else self.threshold


class WhatTheNeuronsReallyDoParams(ClipParams):
    """Which neurons of layer 1 are looked at from near."""

    neurons: tuple[int, ...] = Field(
        (),
        max_length=4,
        description="which neurons of layer 1 are taken, one after the other; by default the one "
        "with the plainest grid, the nearest to an edge, and the furthest from it",
    )

    def taken(self, wall: NeuronWall) -> list[int]:
        """Return the neurons that are taken.

        Raises
        ------
        ParameterError
            There is no such neuron, or none that has a grid to be seen.
        """
        for neuron in self.neurons:
            if not 0 <= neuron < wall.total:
                raise ParameterError(
                    f"there is no neuron {neuron} in layer 1: it has neurons 0 to "
                    f"{wall.total - 1}, set neurons to some of these"
                )
            if neuron not in wall.shares:
                raise ParameterError(
                    f"neuron {neuron} of layer 1 holds the same number for every pixel, and looks "
                    "at nothing: set neurons to others"
                )
        return list(dict.fromkeys(self.neurons)) or wall.telling


class SpeechLayersParams(ClipParams):
    """The parameters of SpeechLayers: its word is the one that comes with the project."""
