"""What the clips about layers can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from scenes.params import ClipParams

if TYPE_CHECKING:
    from netcore import Network

__all__ = [
    "ForwardPassParams",
    "HiddenLayersParams",
    "Mode",
    "OutputLayerParams",
    "PlainVanillaParams",
]

Mode = Literal["elided", "all"]
Tried = Annotated[int, Field(ge=1, le=1000)]
ThinkTime = Field(3.0, ge=1.0, le=30.0, description="seconds to think before the answer comes")
Deep = Annotated[int, Field(ge=1, le=8)]


class NetworkParams(ClipParams):
    """The parameters of a clip that draws the whole network."""

    mode: Mode = Field("all", description="draw all neurons, or a few of every wide layer")


class PlainVanillaParams(NetworkParams):
    """What PlainVanilla can be told."""


class ForwardPassParams(NetworkParams):
    """What ForwardPass can be told."""


class OutputLayerParams(NetworkParams):
    """What OutputLayer can be told."""

    think_time: float = ThinkTime


class HiddenLayersParams(NetworkParams):
    """What HiddenLayers can be told."""

    sizes: tuple[Tried, ...] = Field(
        (8, 32, 64), max_length=5, description="how many neurons of each hidden layer to try"
    )
    depths: tuple[Deep, ...] = Field(
        (1, 4), max_length=5, description="how many hidden layers to try"
    )

    def tried(self, network: Network) -> tuple[list[list[int]], list[list[int]]]:
        """Return the sizes of the hidden layers to try, other than the network's own.

        First as many as it has, of other sizes; then more or fewer, of the size of its first.
        """
        own = list(network.sizes[1:-1])
        sizes = [[size] * len(own) for size in self.sizes]
        depths = [own[:1] * depth for depth in self.depths]
        return [each for each in sizes if each != own], [each for each in depths if each != own]
