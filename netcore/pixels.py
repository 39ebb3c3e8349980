"""What a network takes pixels to be: the numbers that stand for paper and for ink.

All images here are brightness, from 0 (paper, black) to 1 (ink, white). Networks learn from other
numbers as well: bytes from 0 to 255, -1 to 1, dark ink on bright paper, or less a mean and over a
standard deviation. A file of weights says nothing of that, and answers to the wrong numbers are
nonsense. So the network's record says it, and `unit_pixels` makes the first layer take brightness.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from netcore.errors import InputError
from netcore.network import Layer, Network

__all__ = ["PixelScale", "pixel_scale", "unit_pixels", "with_pixels"]

PIXELS = "pixels"
"""The fact in a network's record that says what it counts pixels in, if not brightness."""

LEARNT_FROM = "learnt from pixels"
"""The fact that says it of a network whose first layer was made to take brightness."""

_NUMBER = r"[-+.\de]{1,40}"
_TEXT = re.compile(
    rf"(?P<low>{_NUMBER}) to (?P<high>{_NUMBER})(?:, mean (?P<mean>{_NUMBER}))?"
    rf"(?:, std (?P<std>{_NUMBER}))?(?P<inverted>, inverted)?",
    re.ASCII,
)


@dataclass(frozen=True)
class PixelScale:
    """The number that a network takes for a pixel of brightness p: (low + (high - low) p - m) / s.

    Attributes
    ----------
    low, high
        What stands for black and for white.
    mean, std
        m and s: what is taken off then, and what the rest is divided by.
    inverted
        Whether ink is black: p is then 1 less the brightness.

    Raises
    ------
    InputError
        If one is not a finite number, low is not below high, or std not above 0.
    """

    low: float = 0.0
    high: float = 1.0
    mean: float = 0.0
    std: float = 1.0
    inverted: bool = False

    def __post_init__(self) -> None:
        numbers = (self.low, self.high, self.mean, self.std)
        if not all(math.isfinite(number) and abs(number) < 1e12 for number in numbers):
            raise InputError("pixels: expected finite numbers, of 12 digits at most")
        if not self.low < self.high:
            raise InputError(
                f"pixels: expected LOW below HIGH, got {self.low:g} and {self.high:g}: where ink "
                "is the lower one, say --inverted"
            )
        if self.std < 1e-12:
            raise InputError(f"std: expected a number above 0, got {self.std:g}")

    def __str__(self) -> str:
        parts = [f"{_short(self.low)} to {_short(self.high)}"]
        parts += [f"mean {_short(self.mean)}"] if self.mean else []
        parts += [f"std {_short(self.std)}"] if self.std != 1 else []
        return ", ".join([*parts, "inverted"] if self.inverted else parts)

    @classmethod
    def of(cls, text: str) -> "PixelScale":
        """Return the scale that a text says, in the words of ``str``.

        Raises
        ------
        InputError
            If it is none.
        """
        try:
            if match := _TEXT.fullmatch(text):
                low, high, mean, std = (
                    float(match[name] or usual)
                    for name, usual in (("low", 0), ("high", 0), ("mean", 0), ("std", 1))
                )
                return cls(low, high, mean, std, bool(match["inverted"]))
        except ValueError:
            pass  # such as "--1 to 1"
        raise InputError(
            f"{PIXELS}: expected such as '0 to 255' or '0 to 1, mean 0.13, std 0.31, inverted', "
            f"got {text[:60]!r}"
        )

    def folded_into(self, layer: Layer) -> Layer:
        """Return a first layer that computes from brightness what this one does from pixels."""
        slope = (self.high - self.low) / self.std
        offset = (self.low - self.mean) / self.std
        if self.inverted:
            slope, offset = -slope, offset + slope
        biases = layer.biases + offset * layer.weights.sum(axis=1)
        return Layer(slope * layer.weights, biases, layer.activation)


def _short(number: float) -> str:
    return repr(float(number)).removesuffix(".0")


def pixel_scale(network: Network) -> PixelScale:
    """Return what a network takes pixels to be, as its record says; brightness, if it says nothing.

    Raises
    ------
    InputError
        If what it says is no such scale.
    """
    text = network.record.get(PIXELS)
    return PixelScale() if text is None else PixelScale.of(text)


def with_pixels(
    network: Network,
    pixels: Sequence[float] | None = None,
    mean: float | None = None,
    std: float | None = None,
    *,
    inverted: bool = False,
) -> Network:
    """Return the same network, with what it takes pixels to be in its record.

    What is not given stays as it was.

    Parameters
    ----------
    network
        Any that looks at images.
    pixels
        (low, high), the numbers for black and for white in what it learnt from.
    mean, std
        What was then taken off them, and what they were divided by.
    inverted
        Whether ink was black, on white paper.

    Raises
    ------
    InputError
        If it does not look at images, or the numbers make no scale.
    """
    if pixels is None and mean is None and std is None and not inverted:
        return network
    if network.image_shape is None:
        raise InputError(
            "pixels, mean, std and inverted say what an image's pixels are, but the network takes "
            f"{network.sizes[0]} numbers that are no image: leave them out"
        )
    if pixels is not None and len(pixels) != 2:
        raise InputError(f"pixels: expected two numbers, LOW,HIGH, got {len(pixels)}")
    known = pixel_scale(network)
    low, high = (known.low, known.high) if pixels is None else map(float, pixels)
    scale = PixelScale(
        low,
        high,
        known.mean if mean is None else float(mean),
        known.std if std is None else float(std),
        known.inverted or inverted,
    )
    return _recorded(network, scale)


def _recorded(network: Network, scale: PixelScale) -> Network:
    record = {name: fact for name, fact in network.record.items() if name != PIXELS}
    if scale != PixelScale():
        record[PIXELS] = str(scale)
    return Network(network.layers, network.labels, network.image_shape, record)


def unit_pixels(network: Network) -> Network:
    """Return a network that computes from brightness in [0, 1] what this one does from its pixels.

    That is an affine step, which is folded into the first layer: nothing that comes out changes,
    but for rounding. The record then says what the network learnt from. One that takes brightness,
    or no images, is returned as it is.

    Raises
    ------
    InputError
        If the record does not say the pixels as a `PixelScale` does, or weights would leave the
        range of float64.
    """
    scale = pixel_scale(network)
    if network.image_shape is None or scale == PixelScale():
        return network
    layers = (scale.folded_into(network.layers[0]), *network.layers[1:])
    plain = _recorded(network, PixelScale())
    record = dict(plain.record) | {LEARNT_FROM: str(scale)}
    return Network(layers, network.labels, network.image_shape, record)
