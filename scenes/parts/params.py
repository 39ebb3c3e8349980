"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

import netcore
from scenes.errors import ParameterError
from scenes.facts.hoped import HopedStory
from scenes.facts.parts import Drawn, long_lines
from scenes.facts.picture_edges import PictureEdges
from scenes.facts.words import enumerated
from scenes.params import ClipParams

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from netcore.parts import Part, Parts
    from scenes.facts.neuron_wall import NeuronWall

__all__ = [
    "EdgeDetectionParams",
    "HopedParams",
    "LayerHypothesisParams",
    "LineEdgesParams",
    "LoopEdgesParams",
    "LoopsAndLinesParams",
    "PartParams",
    "SpeechLayersParams",
    "UpperLoopNeuronParams",
    "WhatTheNeuronsReallyDoParams",
]

_SHAPE = (28, 28)
_FEW = 3
"""A digit that comes apart into more is made of bows, rather than of loops and lines."""
_SIDE_BY_SIDE = 3


def _samples(digit: int) -> Iterator[Parts]:
    return map(netcore.find_parts, netcore.sample_digits().all_of(digit))


class LoopsAndLinesParams(ClipParams):
    """The parameters of LoopsAndLines."""

    others: tuple[int, ...] = Field(
        (9, 8, 4),
        min_length=2,
        max_length=6,
        description="the digits that come apart; the one shown comes first if it is of few parts",
    )

    @cached_property
    def drawn(self) -> tuple[Drawn, ...]:
        """The digits that come apart.

        Raises
        ------
        ParameterError
            One of the others is no digit, or is there twice.
        """
        if len({*self.others} & {*range(10)}) < len(self.others):
            raise ParameterError(
                f"others are different digits, each of 0 to 9, got {enumerated(self._names)}"
            )
        own = self._own
        first = (own,) if own else ()
        rest = [_plainest(digit) for digit in self.others if not own or str(digit) != own.name]
        return (*first, *rest)[: max(_SIDE_BY_SIDE, len(self.others))]

    @property
    def _names(self) -> list[str]:
        return [str(digit) for digit in self.others]

    @property
    def _own(self) -> Drawn | None:
        """The digit that is shown elsewhere, if it is an image, or comes apart into few parts."""
        parts = netcore.find_parts(self.digit_image())
        if self.image is not None:
            return Drawn("", parts)
        return Drawn(str(self.digit), parts) if len(parts.all) <= _FEW else None


def _plainest(digit: int) -> Drawn:
    """Return the sample of a digit that is made of the fewest parts, and these of like length."""

    def oddness(parts: Parts) -> tuple[float, ...]:
        lengths = [loop.length for loop in parts.loops]
        uneven = max(lengths) / min(lengths) if lengths else 0.0
        return len(parts.all), uneven

    return Drawn(str(digit), min(_samples(digit), key=oddness))


class PartParams(ClipParams):
    """The parameters of a clip about one part of a digit."""

    stand_in: ClassVar[int]
    wanted: ClassVar[str]

    label: int | None = Field(
        None,
        ge=0,
        le=9,
        description="the digit whose part it is; by default the one shown, or another that has one",
    )

    @cached_property
    def drawn(self) -> tuple[Drawn, Part]:
        """The digit, and its part.

        Raises
        ------
        ParameterError
            A digit is asked for that has no such part.
        """
        if self.label in (None, self.digit):
            name = "" if self.image else str(self.digit)
            own = Drawn(name, netcore.find_parts(self.digit_image()))
            if found := self.found(own.parts):
                return own, found[0]
        label = self.stand_in if self.label is None else self.label
        for parts in _samples(label):
            if found := self.found(parts):
                return Drawn(str(label), parts), found[0]
        raise ParameterError(f"{self.wanted}: {self._those_with_it}; {label} has none")

    @classmethod
    def found(cls, parts: Parts) -> list[Part]:
        """Return the parts that the clip is about, the first of which it shows."""
        raise NotImplementedError

    @property
    def _those_with_it(self) -> str:
        """Name the digits most of whose samples have the part."""
        has = {digit: [bool(self.found(one)) for one in _samples(digit)] for digit in range(10)}
        usual = [str(digit) for digit, found in has.items() if sum(found) * 2 > len(found)]
        return enumerated(usual, "or")


class LoopEdgesParams(PartParams):
    """The parameters of LoopEdges."""

    stand_in: ClassVar[int] = 9
    wanted: ClassVar[str] = "LoopEdges needs a digit with a loop"

    pieces: int = Field(8, ge=4, le=12, description="into how many edges the loop is cut")

    @classmethod
    def found(cls, parts: Parts) -> list[Part]:
        """Return the loops, the highest first."""
        return list(parts.loops)


class LineEdgesParams(PartParams):
    """The parameters of LineEdges."""

    stand_in: ClassVar[int] = 4
    wanted: ClassVar[str] = "LineEdges needs a digit with a long, straight line"

    pieces: int = Field(6, ge=3, le=10, description="into how many edges the line is cut")

    @property
    def before(self) -> LoopEdgesParams:
        """What LoopEdges shows, on whose last picture the clip begins."""
        same = {"digit", "sample", "image", "as_is"}
        return LoopEdgesParams.model_validate(self.model_dump(include=same))

    @classmethod
    def found(cls, parts: Parts) -> list[Part]:
        """Return the long lines, the longest first."""
        return long_lines(parts)


class HopedParams(ClipParams):
    """The parameters of a clip about hoped-for neurons: these look at 28 x 28 pixels."""

    def drawn(self) -> NDArray[np.float64]:
        """Return the digit, ``(28, 28)``, whatever the network's pixels are.

        Raises
        ------
        ParameterError
            There is no such sample, or no image to be taken as it is.
        """
        return netcore.resampled(self._grey(), _SHAPE) if self.as_is else self.digit_image()


class UpperLoopNeuronParams(HopedParams):
    """Whose loop at the top is looked for; a digit that has none is tried beside some that have."""


class LayerHypothesisParams(HopedParams):
    """Which digits go through hoped-for layers."""

    digit: int = Field(9, ge=0, le=9, description="the handwritten digit to show, 0 to 9")
    following: int | None = Field(
        None,
        ge=0,
        le=9,
        description="which digit goes through next; by default one that has much in common",
    )

    def story(self) -> HopedStory:
        """Return what is told of them."""
        written = self.digit if self.image is None else None
        return HopedStory.of(self.drawn(), written, self.following)


class EdgeDetectionParams(ClipParams):
    """In which picture edges are found, and what counts as one."""

    own_picture: ClassVar[str] = "picture"

    picture: Path | None = Field(
        None,
        description="an image file of anything, instead of the photograph; where only an image is "
        "given, it is that",
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
