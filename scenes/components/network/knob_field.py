"""Every weight and every bias of a network as a mark of its own, out of its connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import AnimationGroup, Group

from scenes.components.grids.marks import Marks
from scenes.components.network.one_neuron import every_mark
from scenes.components.verbs import become
from scenes.facts.mosaic import Mosaic, Tile, mosaic_of
from scenes.look.encoding import connection_limit, rgb, rgba, weight_rgba

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.network.column import NeuronColumn
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.theme import Theme

__all__ = ["KnobField"]

_FILLED = 0.84
"""The side of a mark to its square."""
_LARGEST = 1.0
"""The side of a square at the most, scene units."""
_BARE = 0.16
"""How much of the text's colour is in a mark whose weight is 0: it is there all the same."""
_SOCKET = 0.1
"""And in a place that no mark has taken yet."""
_STEEPNESS = 0.6
"""By which opacity rises with size: most weights are far smaller than the largest."""
_SEED = 0.012
"""Half the side of a mark on its connection, scene units."""
_GOLDEN = 0.618
_ALONG = 0.15, 0.7
"""Where on a connection its mark begins: from, and over how much of it."""
_SWARM, _ARC = 0.6, 0.12
"""Of a swarm: the share of its time between the first start and the last, and how far the outermost
ways bend: inwards, so that none leaves the field's place."""
_FLIGHT, _MOST_OF_ALL = 1.2, 0.6
"""Seconds of one mark's flight, and how much of all flights' time that is at the most."""
_THERE = 0.75
"""After this share of its flight a mark is seen to be there."""


class KnobField(Group):
    """The mosaic of all weights and biases, each weight in the colour of its sign and size.

    Parameters
    ----------
    figures
        Whose network is used.
    region
        What it fills.

    Attributes
    ----------
    mosaic
        What stands where.
    weights, biases
        `Marks` for each tile of the mosaic.
    """

    def __init__(self, figures: Figures, region: Region) -> None:
        self.figures, network = figures, figures.network
        self.mosaic: Mosaic = mosaic_of(network, region.width / region.height)
        across, down = self.mosaic.size
        self._side = min(region.width / across, region.height / down, _LARGEST)
        self._corner = region.centre[:2] + np.array([-across, down]) * self._side / 2
        self._limits = [connection_limit(layer.weights) for layer in network.layers]
        self.weights = [self._weights(tile) for tile in self.mosaic.tiles]
        self.biases = [self._biases(tile) for tile in self.mosaic.tiles]
        super().__init__(*self.weights, *self.biases)

    def of_layer(self, layer: int) -> list[Marks]:
        """Return the weights of one layer, tile by tile."""
        return [
            marks
            for marks, tile in zip(self.weights, self.mosaic.tiles, strict=True)
            if tile.layer == layer
        ]

    def mark_of(self, layer: int, neuron: int, index: int | None) -> Marks:
        """Return the mark of a weight, by the input that it leads from, or of a bias, for None.

        Where a mark stands for several weights, it is the one nearest to it.
        """
        best = np.inf, self.weights[0], 0
        for place, tile in enumerate(self.mosaic.tiles):
            if tile.layer != layer:
                continue
            if index is None:
                away, marks = np.abs(tile.biases - neuron), self.biases[place]
            else:
                there = tile.inputs >= 0
                rows, columns = np.abs(tile.neurons - neuron), np.abs(tile.inputs - index)
                away, marks = np.maximum(rows, columns)[there], self.weights[place]
            nearest = int(away.argmin())
            best = min(best, (float(away[nearest]), marks, nearest), key=lambda found: found[0])
        return best[1].subset([best[2]])

    def sockets(self) -> Group:
        """Return the places of all marks, empty."""
        bare = rgba(self.figures.theme.text, _SOCKET)
        return Group(*(marks.copy().set_fills(bare) for marks in (*self.weights, *self.biases)))

    def leave_connections(
        self, layer: int, columns: Sequence[NeuronColumn], seconds: float
    ) -> Animation:
        """Return how a layer's weights leave their connections, one after the other."""
        before, behind = (every_mark(column).centres for column in columns[layer - 1 : layer + 1])
        tiles = [tile for tile in self.mosaic.tiles if tile.layer == layer]
        flights = []
        for marks, tile in zip(self.of_layer(layer), tiles, strict=True):
            neurons, inputs = (part[tile.inputs >= 0] for part in (tile.neurons, tile.inputs))
            first, share = _ALONG
            along = (first + share * _scattered(len(inputs)))[:, None]
            places = before[inputs] + (behind[neurons] - before[inputs]) * along
            flights.append(_seeds(marks, places))
        return _in_turn(flights, self.of_layer(layer), seconds)

    def leave_neurons(self, columns: Sequence[NeuronColumn], seconds: float) -> Animation:
        """Return how all biases leave their neurons."""
        layers = [every_mark(column).centres for column in columns]
        places = [layers[tile.layer][tile.biases] for tile in self.mosaic.tiles]
        seeds = [_seeds(marks, at) for marks, at in zip(self.biases, places, strict=True)]
        return _in_turn(seeds, self.biases, seconds)

    @staticmethod
    def arrived(seconds: float) -> Callable[[float], float]:
        """Return which share of all marks has come at each progress of flights of such a time."""
        flight = _flight(seconds)

        def share(progress: float) -> float:
            return float(np.clip((progress - _THERE * flight) / (1 - flight), 0.0, 1.0))

        return share

    def turn_into(self, other: KnobField, seconds: float) -> list[Animation]:
        """Return how all marks swarm to their places in another field of the same network."""
        ways = [*zip(self.weights, other.weights, strict=True)]
        ways += zip(self.biases, other.biases, strict=True)
        middle, reach = other.get_center(), max(other.width, other.height) / 2

        def bend(marks: Marks, target: Marks) -> NDArray[np.float64]:
            out = (marks.centres + target.centres) / 2 - middle
            return _ARC * _to_the_right(target.centres - marks.centres, out) / reach

        return [
            become(one, to, seconds, lag=_SWARM, order=_scattered(len(one)), arc=bend(one, to))
            for one, to in ways
        ]

    # -- parts ------------------------------------------------------------------------

    def _weights(self, tile: Tile) -> Marks:
        there = tile.inputs >= 0
        rows, columns = np.nonzero(there)
        places = np.column_stack([columns + 0.5, rows + 0.5])
        values = self.figures.network.layer(tile.layer).weights[
            tile.neurons[there], tile.inputs[there]
        ]
        fills = _over_bare(
            self.figures.theme,
            weight_rgba(self.figures.theme, values, self._limits[tile.layer - 1], _STEEPNESS),
        )
        return self._marks(tile, places, fills)

    def _biases(self, tile: Tile) -> Marks:
        return self._marks(tile, tile.bias_places, rgba(self.figures.theme.bias))

    def _marks(self, tile: Tile, places: NDArray[np.float64], fills: NDArray[np.float64]) -> Marks:
        """Return marks at places ``(N, 2)`` in a tile, across and down in squares."""
        offset = np.add(places, (tile.left, tile.top)) * (1, -1)
        centres = self._corner + offset * self._side
        return Marks(centres, self._side / 2 * _FILLED, fills, np.zeros(4))


def _scattered(count: int) -> NDArray[np.float64]:
    """Return numbers in [0, 1] that neighbours have as different as can be."""
    return np.asarray(np.arange(count) * _GOLDEN % 1, dtype=np.float64)


def _to_the_right(ways: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far ``(N, 3)`` places are to the right of where their ways lead, scene units."""
    lengths = np.maximum(np.hypot(ways[:, 0], ways[:, 1]), 1e-9)
    return (places[:, 0] * ways[:, 1] - places[:, 1] * ways[:, 0]) / lengths


def _over_bare(theme: Theme, fills: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lay colours over the faint mark that is there without any."""
    opacity = fills[:, 3:]
    whole = opacity + _BARE * (1 - opacity)
    colours = (fills[:, :3] * opacity + rgb(theme.text) * _BARE * (1 - opacity)) / whole
    return np.concatenate([colours, whole], axis=1)


def _seeds(marks: Marks, places: NDArray[np.float64]) -> Marks:
    """Return marks, not seen yet, at the places that they come from."""
    seeds = marks.copy().place(places, _SEED)
    seeds.fills[:, 3] = 0
    return seeds


def _in_turn(seeds: list[Marks], marks: list[Marks], seconds: float) -> Animation:
    """Return how marks come from their seeds: one after the other, each as long as any other."""
    ends = np.cumsum([len(each) for each in marks])
    orders = np.split(np.linspace(0, 1, ends[-1]), ends[:-1])
    lag, ways = 1 - _flight(seconds), []
    for seed, target, order in zip(seeds, marks, orders, strict=True):
        final = target.copy()
        target.set_to(seed)
        ways.append(become(target, final, seconds, lag=lag, order=order))
    return AnimationGroup(*ways)


def _flight(seconds: float) -> float:
    """Return the share of one mark's flight in that of all."""
    return min(_FLIGHT / seconds, _MOST_OF_ALL)
