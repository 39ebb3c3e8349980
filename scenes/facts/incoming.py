"""What flows into a layer: the pixels of an image, plain numbers, or the neurons before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from netcore import Network

__all__ = ["Incoming"]

Kind = Literal["pixels", "numbers", "neurons"]

_NOUNS: dict[Kind, str] = {"pixels": "pixel", "numbers": "number", "neurons": "neuron"}


@dataclass(frozen=True)
class Incoming:
    """What flows into a layer, counted, laid out and spoken of.

    Captions ask here whether it is an image, and so does what is drawn of any layer; who needs the
    rows and columns of the network's own input asks `netcore.Network.image_shape`.

    Attributes
    ----------
    kind
        "pixels" of an image, the "numbers" of a plain vector, or the "neurons" of a layer.
    count
        How many there are.
    shape
        ``(rows, columns)`` of the image; None for the others.
    names
        Of the numbers of a plain vector, if they have any.
    """

    kind: Kind
    count: int
    shape: tuple[int, int] | None = None
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, network: Network, layer: int = 1) -> Incoming:
        """Return what flows into a layer; into the first one, the network's input."""
        count = network.sizes[layer - 1]
        if layer > 1:
            return cls("neurons", count)
        if network.image_shape is not None:
            return cls("pixels", count, network.image_shape)
        return cls("numbers", count, names=network.input_names)

    @property
    def noun(self) -> str:
        """What one of them is called."""
        return _NOUNS[self.kind]

    @property
    def another(self) -> str:
        """What comes in its place, at the beginning of a sentence."""
        return "Another image" if self.kind == "pixels" else "Other numbers"

    def name(self, index: int) -> str:
        """Return the name of one: its own, or its place, counted from 1."""
        return self.names[index] if self.names else f"{index + 1}"

    @property
    def rows(self) -> int:
        """How many rows of pixels there are; each number of a plain vector is one."""
        return self.count if self.shape is None else self.shape[0]

    @property
    def described(self) -> str:
        """What they are, within a sentence that says what the network takes."""
        if self.shape is not None:
            return f"images of {self.shape[0]} x {self.shape[1]} pixels"
        plural = "" if self.count == 1 else "s"
        what = f"{self.noun}{plural}" + (" that are no image" if self.kind == "numbers" else "")
        return f"{self.count:,} {what}"
