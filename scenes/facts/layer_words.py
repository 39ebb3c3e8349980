"""What all captions about one layer read off the network. No Manim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from netcore import Network

__all__ = ["LayerWords"]


@dataclass(frozen=True)
class LayerWords:
    """The captions about one layer.

    Attributes
    ----------
    network, layer
        What is shown.
    """

    network: Network
    layer: int

    @property
    def _incoming(self) -> Incoming:
        return Incoming.of(self.network, self.layer)

    @property
    def _neurons(self) -> int:
        return self.network.sizes[self.layer]
