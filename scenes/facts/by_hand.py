"""Which knobs of one output are turned by hand, and how far; the network anew for each setting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

import netcore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from netcore import Network, Trace

    Floats = NDArray[np.float64]

__all__ = ["ByHand"]

_SHARES = (0.72, 0.18)
"""What each weight does of the way that the sum has to go; the bias does the rest."""
_CLEAR = 4.0
"""A sum that makes a sigmoid's neuron 0.98; and by how much a softmax sum is ahead then."""
_LEAD = 0.25
"""By which share of all sums' range the output is ahead at last, where there is no limit."""


@dataclass(frozen=True, eq=False)
class ByHand:
    """The knobs of one output that is not the answer yet, to be turned until it is active.

    Of a lone output, to be turned to where it is not now.

    Attributes
    ----------
    trace
        What the network computes before.
    """

    trace: Trace

    @property
    def network(self) -> Network:
        """The network that is turned."""
        return self.trace.network

    @property
    def layer(self) -> int:
        """The last one."""
        return len(self.network.layers)

    @cached_property
    def neuron(self) -> int:
        """The output that comes next after the answer, or the only one."""
        return int(self.trace.ranking[:2][-1])

    @property
    def lone(self) -> bool:
        """Whether there is no other output."""
        return self.network.sizes[-1] == 1

    @cached_property
    def way(self) -> float:
        """How far the neuron's sum has to go."""
        sums, function = self.trace.pre_activations[-1], self.network.layers[-1].activation
        own = float(sums[self.neuron])
        if self.lone:
            goal = -_CLEAR if own > 0 else _CLEAR
            return (goal if function in ("sigmoid", "tanh") else -np.sign(own) or 1.0) - own
        largest = float(sums.max())
        if function == "sigmoid":
            return max(_CLEAR - own, 1.0)
        lead = _CLEAR if function == "softmax" else _LEAD * (float(np.ptp(sums)) or 1.0)
        return largest + lead - own

    @cached_property
    def inputs(self) -> tuple[int, ...]:
        """The neurons of the layer before whose weights are turned: those that can do most."""
        gains = self._gains
        order = np.argsort(-gains, kind="stable")[: len(_SHARES)]
        return tuple(int(index) for index in order if gains[index] > 0)

    @cached_property
    def start(self) -> tuple[float, ...]:
        """The real weights, and the bias last."""
        own = self.network.layer(self.layer)
        weights = own.weights[self.neuron, list(self.inputs)].tolist()
        return (*weights, float(own.biases[self.neuron]))

    @cached_property
    def goal(self) -> tuple[float, ...]:
        """To what they are turned."""
        left, goals = self.way, []
        for index, real, share in zip(self.inputs, self.start, _SHARES, strict=False):
            does = min(abs(self.way) * share, float(self._gains[index])) * np.sign(self.way)
            goals.append(real + does / float(self._before[index]))
            left -= does
        return (*goals, self.start[-1] + left)

    @cached_property
    def limit(self) -> float:
        """The largest size of a weight into the neuron: the end of each weight's dial."""
        row = self.network.layer(self.layer).weights[self.neuron]
        return float(np.abs(row).max(initial=0.0)) or 1.0

    def turned(self, count: int) -> tuple[float, ...]:
        """Return the settings when so many knobs have been turned."""
        return self.goal[:count] + self.start[count:]

    def at(self, settings: Sequence[float]) -> Trace:
        """Return the forward pass with these weights, and the bias last."""
        own = self.network.layer(self.layer)
        weights, biases = own.weights.copy(), own.biases.copy()
        weights[self.neuron, list(self.inputs)] = settings[:-1]
        biases[self.neuron] = settings[-1]
        last = netcore.Layer(weights, biases, own.activation)
        return self._with(last).forward(self.trace.activations[0])

    def _with(self, last: netcore.Layer) -> Network:
        network = self.network
        layers = (*network.layers[:-1], last)
        shape = network.image_shape or ()
        return netcore.Network(layers, network.labels, shape, network.record, network.input_names)

    @property
    def _before(self) -> Floats:
        activations: Floats = self.trace.activations[-2]
        return activations

    @cached_property
    def _gains(self) -> Floats:
        """How far each weight can take the sum within its dial, ``(n_in,)``."""
        row, before = self.network.layer(self.layer).weights[self.neuron], self._before
        towards = np.sign(self.way) * np.sign(before)
        gains: Floats = (self.limit - row * towards) * np.abs(before)
        return gains
