"""The clips, in the order of the lesson. No Manim in here: a list must be quick."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal, cast

from scenes.errors import ParameterError, UnknownClipError, near_names
from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from netcore import Network
    from scenes.clip import Clip
    from scenes.params import ClipParams

__all__ = [
    "ABOUT",
    "CARDS",
    "CHAPTERS",
    "CLIPS",
    "Chapter",
    "Entry",
    "Needs",
    "chapters",
    "find",
    "refuse",
]

Needs = Literal["", "image", "numbers", "hidden"]

ABOUT: dict[Needs, str] = {
    "image": "pixels",
    "numbers": "plain numbers",
    "hidden": "hidden layers",
}
"""What a clip is about that needs the network to take that, or to have them."""

_WORD = re.compile("ReLU|[A-Z][a-z]*")
"""One of a clip's name."""


@dataclass(frozen=True)
class Chapter:
    """One chapter of the lesson: its folder's name, its title, and the one question it answers."""

    name: str
    title: str
    question: str


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("pixels", "Pixels", "What does a neural network get to see?"),
    Chapter("layers", "Layers", "How do numbers become an answer?"),
    Chapter("parts", "Parts", "Why should layers help?"),
    Chapter("weights", "Weights", "What does one neuron look for?"),
    Chapter("squish", "Sigmoid and bias", "How active does a sum make a neuron?"),
    Chapter("matrix", "Matrix form", "How does a whole layer fit into one line?"),
    Chapter("function", "The function", "What is a network, all in all?"),
    Chapter("bonus", "Since then", "What has come after the sigmoid?"),
)
"""In the order of the lesson, numbered from 1, whether there are clips of them yet or not."""


@dataclass(frozen=True)
class Entry:
    """One clip: what it is called, and where it stands in the lesson.

    `seconds` is its length with the default parameters, rounded; a test holds it to that. A clip
    begins on the picture that the one it comes `after` ended on, where it comes after one. `needs`
    is what the clip is about, where not every network has that: an image or plain numbers that it
    takes, or hidden layers. `in_film` is what it is told besides, name and value, where it does not
    stand alone, and `seconds_in_film` its length then, where that is another.
    """

    clip: str
    chapter: str
    figure: str
    seconds: int
    summary: str
    headline: bool = False
    after: str = ""
    needs: Needs = ""
    in_film: tuple[tuple[str, str], ...] = ()
    seconds_in_film: int | None = None

    @property
    def tellings(self) -> tuple[dict[str, str], ...]:
        """What it is told where it stands alone, and in a film where that is another thing."""
        return ({}, dict(self.in_film)) if self.in_film else ({},)

    @property
    def module(self) -> str:
        """Where the clip is: in a file of its chapter, named as it is, in small letters."""
        return f"scenes.{self.chapter}.{'_'.join(_WORD.findall(self.clip)).lower()}"

    def params_model(self) -> type[ClipParams]:
        """Return the model of the clip's parameters."""
        module = import_module(f"scenes.{self.chapter}.params")
        return cast("type[ClipParams]", getattr(module, f"{self.clip}Params"))

    def clip_class(self) -> type[Clip]:
        """Return the clip itself; this loads Manim."""
        return cast("type[Clip]", getattr(import_module(self.module), self.clip))

    def lasts(self, told: Mapping[str, object]) -> int:
        """Return its length in seconds with parameters: those of the film, or any other."""
        as_in_film = dict(self.in_film).items() <= told.items()
        return self.seconds_in_film if self.seconds_in_film and as_in_film else self.seconds

    def _distance(self, other: Entry) -> tuple[bool, bool, bool]:
        """Return in which ways another clip differs from this one; False is nearer."""
        return self.figure != other.figure, self.chapter != other.chapter, not other.needs

    def suits(self, network: Network) -> bool:
        """Tell whether the clip is about what the network takes, or has."""
        if self.needs == "hidden":
            return len(network.layers) > 1
        shape = Incoming.of(network).shape
        return self.needs in ("", "numbers" if shape is None else "image")

    def check(self, network: Network) -> None:
        """See that the clip is about what the network takes, or has.

        Raises
        ------
        ParameterError
            It is not; the error names a clip to take instead.
        """
        if self.suits(network):
            return
        nearest = min((entry for entry in CLIPS if entry.suits(network)), key=self._distance)
        raise ParameterError(
            f"{self.clip} {self.misfit(network)}: take {nearest.clip}, or another network"
        )

    def misfit(self, network: Network) -> str:
        """Say why the clip does not suit a network, in words that follow its name."""
        but = f"takes {Incoming.of(network).described}"
        if self.needs == "hidden":
            but = "has none"
        return f"is about {ABOUT[self.needs]}, and the network {but}"


CLIPS: tuple[Entry, ...] = (
    Entry(
        clip="ThreeThrees",
        chapter="pixels",
        figure="three-3s",
        seconds=30,
        summary="one digit, drawn by several hands: how few pixels all of them light",
        needs="image",
    ),
    Entry(
        clip="Preparation",
        chapter="pixels",
        figure="pre-processing",
        seconds=38,
        summary="a picture of a digit is prepared, step by step, as the network's examples were",
        needs="image",
    ),
    Entry(
        clip="PixelValues",
        chapter="pixels",
        figure="pixel-values",
        seconds=27,
        summary="a digit from so near that each pixel shows its number between 0 and 1",
        after="Preparation",
        needs="image",
    ),
    Entry(
        clip="NeuronHoldsANumber",
        chapter="pixels",
        figure="activations",
        seconds=20,
        summary="a neuron is as bright as the number that it holds: its activation",
    ),
    Entry(
        clip="PixelsToNeurons",
        chapter="pixels",
        figure="highlight-first-layer",
        seconds=40,
        summary="every pixel of the digit becomes one neuron of the input layer",
        headline=True,
        needs="image",
    ),
    Entry(
        clip="NumbersToNeurons",
        chapter="pixels",
        figure="highlight-first-layer",
        seconds=15,
        summary="every number of a plain vector becomes one neuron of the input layer",
        needs="numbers",
    ),
    Entry(
        clip="PlainVanilla",
        chapter="layers",
        figure="plain-vanilla",
        seconds=37,
        summary="the network appears layer by layer, and every line that joins them is counted",
        after="PixelsToNeurons",
    ),
    Entry(
        clip="OutputLayer",
        chapter="layers",
        figure="output-layer",
        seconds=27,
        summary="one output for each answer: its activation says how strongly it is believed",
        after="PlainVanilla",
    ),
    Entry(
        clip="ConfusedOutput",
        chapter="layers",
        figure="confused-output-question",
        seconds=30,
        summary="a digit that tears the network, and how little decides between its two answers",
    ),
    Entry(
        clip="HiddenLayers",
        chapter="layers",
        figure="hidden-layers",
        seconds=25,
        summary="what the hidden layers do is a question, and how many and how wide is a choice",
        after="PlainVanilla",
        needs="hidden",
    ),
    Entry(
        clip="ForwardPass",
        chapter="layers",
        figure="network-propagation",
        seconds=36,
        summary="activations travel through all connections, layer by layer, to the answer",
        headline=True,
        after="HiddenLayers",
    ),
    Entry(
        clip="LoopsAndLines",
        chapter="parts",
        figure="loops-and-lines",
        seconds=24,
        summary="digits come apart into loops and lines, which are found on their pixels",
        needs="image",
    ),
    Entry(
        clip="UpperLoopNeuron",
        chapter="parts",
        figure="upper-loop-neuron",
        seconds=39,
        summary="a neuron is hoped for that finds a loop at the top, and a digit fools it",
        needs="image",
    ),
    Entry(
        clip="LoopEdges",
        chapter="parts",
        figure="loop-edges",
        seconds=27,
        summary="a loop is cut into short edges, which point all around",
        needs="image",
    ),
    Entry(
        clip="LineEdges",
        chapter="parts",
        figure="line-edges",
        seconds=24,
        summary="a long line is cut into short edges as well, and these all point one way",
        after="LoopEdges",
        needs="image",
    ),
    Entry(
        clip="LayerHypothesis",
        chapter="parts",
        figure="layer-hypothesis",
        seconds=38,
        summary="the hope for layers: pixels light edges, edges light patterns, patterns a digit",
        needs="image",
    ),
    Entry(
        clip="WhatTheNeuronsReallyDo",
        chapter="parts",
        figure="",
        seconds=42,
        summary="what the first layer's neurons really look for, and how alike each is to an edge",
        needs="image",
    ),
    Entry(
        clip="EdgeDetection",
        chapter="parts",
        figure="edge-detection",
        seconds=44,
        summary="nine numbers slide over a photograph: one small sum a pixel finds its edges",
        needs="image",
    ),
    Entry(
        clip="SpeechLayers",
        chapter="parts",
        figure="audio",
        seconds=32,
        summary="a spoken word is heard as sounds, syllables and a word: layers in another matter",
    ),
    Entry(
        clip="DesiredEdge",
        chapter="weights",
        figure="desired-edge",
        seconds=27,
        summary="what a neuron notices of one edge, and which lines must be turned down for it",
        needs="image",
    ),
    Entry(
        clip="WeightsOnConnections",
        chapter="weights",
        figure="weights-blue",
        seconds=31,
        summary="every line into one neuron holds a weight: its colour is the sign, its width the "
        "size",
        after="DesiredEdge",
        in_film=(("told", "edge"),),
        seconds_in_film=32,
    ),
    Entry(
        clip="WeightGrid",
        chapter="weights",
        figure="weights-square-blue",
        seconds=21,
        summary="a neuron's weights, one for each pixel, are folded into a picture of their own",
        after="WeightsOnConnections",
        needs="image",
    ),
    Entry(
        clip="WeightedSum",
        chapter="weights",
        figure="weighted-sum",
        seconds=44,
        summary="one neuron's weighted sum is counted up, pixel by pixel, to the real value",
        headline=True,
        after="WeightsOnConnections",
        in_film=(("told", "neuron"),),
    ),
    Entry(
        clip="PickARegion",
        chapter="weights",
        figure="weights-attempt-1",
        seconds=25,
        summary="weights on one region of the image add up what is lit there, edge or blob",
        needs="image",
    ),
    Entry(
        clip="NegativeSurround",
        chapter="weights",
        figure="weights-attempt-2",
        seconds=16,
        summary="weights below zero around an edge: the edge beats the blob",
        after="PickARegion",
        needs="image",
    ),
    Entry(
        clip="RankTheImages",
        chapter="weights",
        figure="weights-question",
        seconds=27,
        summary="four images, one grid of weights: ranked by the viewer, then by their sums",
        needs="image",
    ),
    Entry(
        clip="SigmoidSquish",
        chapter="squish",
        figure="number-line-squish",
        seconds=32,
        summary="the sigmoid squishes the whole number line, real sums included, into 0 to 1",
        headline=True,
        after="WeightedSum",
    ),
    Entry(
        clip="SigmoidCurve",
        chapter="squish",
        figure="sigmoid",
        seconds=38,
        summary="a neuron's sum is turned from very negative to very positive, and draws the "
        "sigmoid curve",
        after="SigmoidSquish",
    ),
    Entry(
        clip="Bias",
        chapter="squish",
        figure="bias",
        seconds=29,
        summary="a bias says how large a sum must be: the curve slides over the sums of many "
        "images",
    ),
    Entry(
        clip="CountTheKnobs",
        chapter="squish",
        figure="13002-blue",
        seconds=29,
        summary="every weight and bias leaves its connection or neuron, and all are counted",
    ),
    Entry(
        clip="SetByHand",
        chapter="squish",
        figure="",
        seconds=27,
        summary="a few weights and a bias are turned by hand, and the output follows",
        after="CountTheKnobs",
    ),
    Entry(
        clip="AnnotatedEquation",
        chapter="matrix",
        figure="annotated-equation",
        seconds=38,
        summary="one neuron's activation in letters, each made of what it stands for",
    ),
    Entry(
        clip="ActivationVector",
        chapter="matrix",
        figure="activation-vector",
        seconds=22,
        summary="a whole layer of activations is one column",
        after="AnnotatedEquation",
    ),
    Entry(
        clip="WeightMatrix",
        chapter="matrix",
        figure="weight-matrix",
        seconds=31,
        summary="each row of the matrix is one neuron's incoming weights, made of its connections",
        after="ActivationVector",
    ),
    Entry(
        clip="MatrixVectorProduct",
        chapter="matrix",
        figure="weighted-sum",
        seconds=25,
        summary="row times column is one neuron's weighted sum, and all rows at once are all sums",
        after="WeightMatrix",
    ),
    Entry(
        clip="BiasVector",
        chapter="matrix",
        figure="bias-vector",
        seconds=18,
        summary="a layer's biases are one column, and each sum gets the bias of its own neuron",
        after="MatrixVectorProduct",
    ),
    Entry(
        clip="SigmoidOfVector",
        chapter="matrix",
        figure="sigmoid",
        seconds=19,
        summary="the function takes each sum by itself, and out come a layer's activations",
        after="BiasVector",
    ),
    Entry(
        clip="MatrixForm",
        chapter="matrix",
        figure="final-equation",
        seconds=43,
        summary="one layer as a matrix product, from the real numbers to one short equation",
        headline=True,
        after="SigmoidOfVector",
        in_film=(("told", "sum"),),
        seconds_in_film=28,
    ),
    Entry(
        clip="FeedForwardCode",
        chapter="matrix",
        figure="code",
        seconds=38,
        summary="the whole network as a few lines of NumPy, which really run",
        after="MatrixForm",
    ),
    Entry(
        clip="NetworkIsAFunction",
        chapter="function",
        figure="neural-network-function",
        seconds=34,
        summary="image after image goes through one box, and the box is made of smaller ones",
    ),
    Entry(
        clip="SigmoidOldSchool",
        chapter="bonus",
        figure="sigmoid-old-school",
        seconds=37,
        summary="where the sigmoid is flat little follows a sum, and layer by layer less is left",
    ),
    Entry(
        clip="ReLU",
        chapter="bonus",
        figure="relu",
        seconds=30,
        summary="the sigmoid bends into max(0, z): silent below zero, the sum itself above",
    ),
    Entry(
        clip="SigmoidVersusReLU",
        chapter="bonus",
        figure="",
        seconds=33,
        summary="two deep networks learn step by step, one of sigmoids, one of ReLUs; then a third",
    ),
)


CARDS: tuple[Entry, ...] = (
    Entry(
        clip="ChapterCard",
        chapter="cards",
        figure="",
        seconds=4,
        summary="a chapter begins: its number, its title, and the one question that it answers",
    ),
)
"""Clips that stand between those of the lesson, in its film: no list of the lesson has them."""


def chapters() -> Iterator[tuple[int, Chapter, list[Entry]]]:
    """Yield number, title and clips of the chapters that have clips, in the lesson's order."""
    for number, chapter in enumerate(CHAPTERS, 1):
        entries = [entry for entry in CLIPS if entry.chapter == chapter.name]
        if entries:
            yield number, chapter, entries


def find(name: str) -> Entry:
    """Return the entry of a clip, or of a card.

    Raises
    ------
    UnknownClipError
        There is none of that name; the error lists the near ones.
    """
    names = {entry.clip: entry for entry in (*CLIPS, *CARDS)}
    if name in names:
        return names[name]
    raise UnknownClipError(name, near_names(name, names))


def refuse(clip: str, network: Network) -> None:
    """Refuse a network that a clip of the catalogue is not about: see `Entry.check`."""
    for entry in CLIPS:
        if entry.clip == clip:
            entry.check(network)
