"""The clips, in the order of the lesson. No Manim in here: a list must be quick."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal, cast

from scenes.errors import ParameterError, UnknownClipError, near_names
from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from netcore import Network
    from scenes.clip import Clip
    from scenes.params import ClipParams

__all__ = ["ABOUT", "CLIPS", "Entry", "Needs", "find", "refuse"]

Needs = Literal["", "image", "numbers"]

ABOUT: dict[Needs, str] = {"image": "pixels", "numbers": "plain numbers"}
"""What a clip is about that needs the network to take that."""


@dataclass(frozen=True)
class Entry:
    """One clip: what it is called, where it stands in the lesson, and where its code is.

    `seconds` is its length with the default parameters, rounded; a test holds it to that. A clip
    begins on the picture that the one it comes `after` ended on, where it comes after one. `needs`
    is what the network must take, an image or plain numbers, where the clip is about that.
    """

    clip: str
    chapter: str
    figure: str
    seconds: int
    summary: str
    module: str
    headline: bool = False
    after: str = ""
    needs: Needs = ""

    def params_model(self) -> type[ClipParams]:
        """Return the model of the clip's parameters."""
        module = import_module(f"scenes.{self.chapter}.params")
        return cast("type[ClipParams]", getattr(module, f"{self.clip}Params"))

    def clip_class(self) -> type[Clip]:
        """Return the clip itself; this loads Manim."""
        return cast("type[Clip]", getattr(import_module(self.module), self.clip))

    def _distance(self, other: Entry) -> tuple[bool, bool, bool]:
        """Return by what another clip is less like this one; False is nearer."""
        return self.figure != other.figure, self.chapter != other.chapter, not other.needs

    def suits(self, network: Network) -> bool:
        """Tell whether the clip is about what the network takes."""
        shape = Incoming.of(network).shape
        return self.needs in ("", "numbers" if shape is None else "image")

    def check(self, network: Network) -> None:
        """See that the clip is about what the network takes.

        Raises
        ------
        ParameterError
            It is not; the error names a clip to take instead.
        """
        if self.suits(network):
            return
        incoming = Incoming.of(network)
        nearest = min((entry for entry in CLIPS if entry.suits(network)), key=self._distance)
        raise ParameterError(
            f"{self.clip} is about {ABOUT[self.needs]}, and the network takes "
            f"{incoming.described}: take {nearest.clip}, or another network"
        )


CLIPS: tuple[Entry, ...] = (
    Entry(
        clip="Preparation",
        chapter="pixels",
        figure="pre-processing",
        seconds=38,
        summary="a picture of a digit is prepared, step by step, as the network's examples were",
        module="scenes.pixels.preparation",
        needs="image",
    ),
    Entry(
        clip="PixelsToNeurons",
        chapter="pixels",
        figure="highlight-first-layer",
        seconds=40,
        summary="every pixel of the digit becomes one neuron of the input layer",
        module="scenes.pixels.pixels_to_neurons",
        headline=True,
        after="Preparation",
        needs="image",
    ),
    Entry(
        clip="NumbersToNeurons",
        chapter="pixels",
        figure="highlight-first-layer",
        seconds=15,
        summary="every number of a plain vector becomes one neuron of the input layer",
        module="scenes.pixels.numbers_to_neurons",
        needs="numbers",
    ),
    Entry(
        clip="ForwardPass",
        chapter="layers",
        figure="network-propagation",
        seconds=42,
        summary="activations travel through all connections, layer by layer, to the answer",
        module="scenes.layers.forward_pass",
        headline=True,
        after="PixelsToNeurons",
    ),
    Entry(
        clip="WeightedSum",
        chapter="weights",
        figure="weighted-sum",
        seconds=41,
        summary="one neuron's weighted sum is counted up, pixel by pixel, to the real value",
        module="scenes.weights.weighted_sum",
        headline=True,
        after="ForwardPass",
    ),
    Entry(
        clip="PickARegion",
        chapter="weights",
        figure="weights-attempt-1",
        seconds=26,
        summary="weights on one region of the image add up what is lit there, edge or blob",
        module="scenes.weights.pick_a_region",
        needs="image",
    ),
    Entry(
        clip="NegativeSurround",
        chapter="weights",
        figure="weights-attempt-2",
        seconds=24,
        summary="weights below zero around an edge: the edge beats the blob",
        module="scenes.weights.negative_surround",
        after="PickARegion",
        needs="image",
    ),
    Entry(
        clip="RankTheImages",
        chapter="weights",
        figure="weights-question",
        seconds=23,
        summary="four images are ranked under one grid of weights: their sums say in which order",
        module="scenes.weights.rank_the_images",
        needs="image",
    ),
    Entry(
        clip="SigmoidSquish",
        chapter="squish",
        figure="number-line-squish",
        seconds=37,
        summary="the sigmoid squishes the whole number line, real sums included, into 0 to 1",
        module="scenes.squish.sigmoid_squish",
        headline=True,
        after="WeightedSum",
    ),
    Entry(
        clip="MatrixForm",
        chapter="matrix",
        figure="final-equation",
        seconds=41,
        summary="one layer as a matrix product, from the real numbers to one short equation",
        module="scenes.matrix.matrix_form",
        headline=True,
        after="SigmoidSquish",
    ),
)


def find(name: str) -> Entry:
    """Return the entry of a clip.

    Raises
    ------
    UnknownClipError
        There is none of that name; the error lists the near ones.
    """
    names = {entry.clip: entry for entry in CLIPS}
    if name in names:
        return names[name]
    raise UnknownClipError(name, near_names(name, names))


def refuse(clip: str, network: Network) -> None:
    """Refuse a network that a clip of the catalogue is not about: see `Entry.check`."""
    for entry in CLIPS:
        if entry.clip == clip:
            entry.check(network)
