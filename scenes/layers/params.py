"""What the clips about layers can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from scenes.errors import ParameterError
from scenes.facts.torn import Found, most_torn
from scenes.params import ClipParams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from netcore import Network

__all__ = [
    "ConfusedOutputParams",
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


class ConfusedOutputParams(ClipParams):
    """What ConfusedOutput can be told: by default it looks for a sample that tears the network."""

    # None is not 0: then a sample is looked for.
    digit: int | None = Field(  # type: ignore[assignment]
        None, ge=0, le=9, description="among whose samples to look, 0 to 9; by default among all"
    )
    sample: int | None = Field(  # type: ignore[assignment]
        None, ge=0, description="which sample of that digit to show, instead of looking for one"
    )
    think_time: float = ThinkTime

    def found(self, network: Network) -> Found | None:
        """Return the sample that was looked for; None where something is given."""
        given = self.image is not None or bool(self.inputs) or self.sample is not None
        return None if given or network.image_shape is None else most_torn(network, self.digit)

    def load_input(self, network: Network) -> NDArray[np.float64]:
        """Return what goes in: see `ClipParams.load_input`.

        Raises
        ------
        ParameterError
            As there; or there is the number of a sample, and no digit.
        """
        if self.sample is not None and self.digit is None:
            raise ParameterError("sample says which of a digit's: set digit too, 0 to 9")
        found = self.found(network)
        return super().load_input(network) if found is None else found.image

    def written(self, network: Network) -> str | None:
        """Return the label of what was written: see `ClipParams.written`."""
        found = self.found(network)
        if found is None:
            return super().written(network)
        return found.label if found.label in network.labels and len(network.labels) > 1 else None


_MOST_DOUBLED = 32
"""Neurons of a hidden layer: of more, half as many are tried, which is seen as well."""


class HiddenLayersParams(NetworkParams):
    """What HiddenLayers can be told."""

    sizes: tuple[Tried, ...] = Field(
        (),
        max_length=5,
        description="how many neurons of each hidden layer to try; by default twice as many as it "
        "has, or half of more than 32",
    )
    depths: tuple[Deep, ...] = Field(
        (4,), max_length=5, description="how many hidden layers to try"
    )

    def tried(self, network: Network) -> tuple[list[list[int]], list[list[int]]]:
        """Return the sizes of the hidden layers to try, other than the network's own.

        First as many as it has, of other sizes; then more or fewer, of the size of its first.
        """
        own = list(network.sizes[1:-1])
        mean = sum(own) // len(own)
        usual = 2 * mean if mean <= _MOST_DOUBLED else mean // 2
        sizes = [[size] * len(own) for size in self.sizes or (usual,)]
        depths = [own[:1] * depth for depth in self.depths]
        return [each for each in sizes if each != own], [each for each in depths if each != own]
