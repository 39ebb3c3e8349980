"""How all weights and biases of a network fill a rectangle, one square each, layer by layer."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from netcore import Network

__all__ = ["Mosaic", "Tile", "mosaic_of"]

_MOST = 36_000
"""So many squares are drawn at the most: then each stands for several weights."""
_FEW = 2_000
"""A layer of so few weights is always drawn whole."""
_LONGEST_ROW = 64
"""A neuron of more weights has a block of its own, not a row."""
_HIGHEST = 28
"""So many rows of neurons stand above one another."""
_GAP, _BEFORE_BIAS = 2.0, 0.6
"""Between two blocks, and from weights to the bias that belongs to them, in squares."""
_WIDTHS = 80
"""So many widths are tried."""


@dataclass(frozen=True)
class Tile:
    """A block of weights, and the biases of the neurons they lead to.

    Attributes
    ----------
    layer
        Of these neurons, from 1 on.
    neurons, inputs
        ``(rows, columns)``, -1 where a last row is not full: each square is the weight of the
        connection from that input to that neuron.
    biases
        The neurons whose biases stand with it, ``(N,)``.
    bias_places
        ``(N, 2)`` across and down, in squares, from the upper left corner.
    left, top
        Where the tile is in the mosaic, in squares.
    """

    layer: int
    neurons: NDArray[np.intp]
    inputs: NDArray[np.intp]
    biases: NDArray[np.intp]
    bias_places: NDArray[np.float64]
    left: float = 0.0
    top: float = 0.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in squares, biases included."""
        rows, columns = self.neurons.shape
        across, down = self.bias_places.max(axis=0) + 0.5
        return max(float(columns), float(across)), max(float(rows), float(down))


@dataclass(frozen=True)
class Mosaic:
    """All tiles, side by side and in rows.

    Attributes
    ----------
    tiles
        By layer, then by neuron.
    size
        Width and height in squares.
    weights_a_square
        How many weights one square stands for, about; the largest of them is shown.
    """

    tiles: tuple[Tile, ...]
    size: tuple[float, float]
    weights_a_square: int


def mosaic_of(network: Network, ratio: float) -> Mosaic:
    """Return the mosaic whose squares are largest in a rectangle so many times as wide as high."""
    every = sum(layer.weights.size for layer in network.layers)
    block = math.ceil(math.sqrt(every / _MOST))
    tiles = [
        tile for layer in range(1, len(network.sizes)) for tile in _tiles(network, layer, block)
    ]
    widest = max(tile.size[0] for tile in tiles)
    all_in_a_row = sum(tile.size[0] + _GAP for tile in tiles)
    tried = (_in_rows(tiles, width) for width in np.geomspace(widest, all_in_a_row, _WIDTHS))
    placed, size = min(tried, key=lambda laid: max(laid[1][0] / ratio, laid[1][1]))
    return Mosaic(tuple(placed), size, block * block)


def _tiles(network: Network, layer: int, block: int) -> Iterator[Tile]:
    weights = network.layer(layer).weights
    count, inputs = weights.shape
    if block > 1 and weights.size > _FEW:
        yield from _rows_of_neurons(layer, *_largest_of_blocks(weights, block))
    elif inputs > _LONGEST_ROW:
        shape = Incoming.of(network, layer).shape
        for neuron in range(count):
            yield _block(layer, neuron, _folded(inputs, shape))
    else:
        yield from _rows_of_neurons(layer, *np.indices((count, inputs)))


def _folded(count: int, shape: tuple[int, ...] | None) -> NDArray[np.intp]:
    """Return the inputs in rows: as the image has them, or as near to a square as can be."""
    columns = shape[1] if shape else math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    places = np.full(rows * columns, -1)
    places[:count] = np.arange(count)
    return places.reshape(rows, columns)


def _block(layer: int, neuron: int, inputs: NDArray[np.intp]) -> Tile:
    """Return one neuron's weights, its bias below."""
    neurons = np.where(inputs < 0, -1, neuron)
    below = np.array([[0.5, len(inputs) + _BEFORE_BIAS + 0.5]])
    return Tile(layer, neurons, inputs, np.array([neuron]), below)


def _rows_of_neurons(
    layer: int, neurons: NDArray[np.intp], inputs: NDArray[np.intp]
) -> Iterator[Tile]:
    """Yield tiles in which each row is a neuron, its bias behind it."""
    for first in range(0, len(neurons), _HIGHEST):
        rows = slice(first, first + _HIGHEST)
        down = np.arange(len(neurons[rows])) + 0.5
        across = np.full(len(down), neurons.shape[1] + _BEFORE_BIAS + 0.5)
        places = np.column_stack([across, down])
        yield Tile(layer, neurons[rows], inputs[rows], neurons[rows, 0], places)


def _largest_of_blocks(
    weights: NDArray[np.float64], block: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return for each block of a matrix the row and column of its largest entry."""
    count, inputs = weights.shape
    rows, columns = math.ceil(count / block), math.ceil(inputs / block)
    padded = np.full((rows * block, columns * block), -1.0)
    padded[:count, :inputs] = np.abs(weights)
    apart = padded.reshape(rows, block, columns, block).transpose(0, 2, 1, 3)
    row, column = np.divmod(apart.reshape(rows, columns, -1).argmax(axis=2), block)
    return row + np.arange(rows)[:, None] * block, column + np.arange(columns) * block


def _in_rows(tiles: list[Tile], width: float) -> tuple[list[Tile], tuple[float, float]]:
    """Lay tiles side by side, and on in the next row where one is full; each row in the middle."""
    rows: list[list[Tile]] = []
    left = math.inf
    for tile in tiles:
        if left + tile.size[0] > width + 1e-6:
            rows.append([])
            left = 0.0
        rows[-1].append(replace(tile, left=left))
        left += tile.size[0] + _GAP
    ends = [row[-1].left + row[-1].size[0] for row in rows]
    placed, top = list[Tile](), 0.0
    for row, end in zip(rows, ends, strict=True):
        aside = (max(ends) - end) / 2
        height = max(tile.size[1] for tile in row)
        for tile in row:
            down = top + (height - tile.size[1]) / 2
            placed.append(replace(tile, left=tile.left + aside, top=down))
        top += height + _GAP
    return placed, (max(ends), top - _GAP)
