"""How parameters go down their gradient: plain steps, or Adam."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


class Optimiser(Protocol):
    """Something that changes a vector of parameters by its gradient.

    Attributes
    ----------
    memory
        What it remembers from step to step, by name: enough to go on in another process.
    """

    memory: dict[str, NDArray[Any]]

    def __init__(self, size: int, dtype: Any) -> None: ...

    def step(self, vector: Floats, gradient: Floats, rate: float) -> None:
        """Change the vector in place, at this learning rate."""


class Sgd:
    """Stochastic gradient descent, plain: against the gradient, times the rate."""

    def __init__(self, size: int, dtype: Any) -> None:
        self.memory: dict[str, NDArray[Any]] = {}

    def step(self, vector: Floats, gradient: Floats, rate: float) -> None:
        """Change the vector in place, at this learning rate."""
        vector -= vector.dtype.type(rate) * gradient


class Adam:
    """Adam: steps of about the rate's length, whatever the gradient's.

    Kingma and Ba, "Adam: A Method for Stochastic Optimization" (ICLR 2015), with the paper's
    settings.
    """

    mean_decay = 0.9
    square_decay = 0.999
    epsilon = 1e-8

    def __init__(self, size: int, dtype: Any) -> None:
        self.memory: dict[str, NDArray[Any]] = {
            "mean": np.zeros(size, dtype),
            "square": np.zeros(size, dtype),
            "steps": np.zeros((), np.int64),
        }
        self._scratch = np.empty(size, dtype)

    def step(self, vector: Floats, gradient: Floats, rate: float) -> None:
        """Change the vector in place, at this learning rate."""
        mean, square, steps = self.memory["mean"], self.memory["square"], self.memory["steps"]
        scratch, scalar = self._scratch, vector.dtype.type
        steps += 1
        mean *= scalar(self.mean_decay)
        np.multiply(gradient, scalar(1 - self.mean_decay), out=scratch)
        mean += scratch
        square *= scalar(self.square_decay)
        np.multiply(gradient, gradient, out=scratch)
        scratch *= scalar(1 - self.square_decay)
        square += scratch
        # Both averages start at zero; the corrections make up for that.
        correction = np.sqrt(1 - self.square_decay ** int(steps))
        np.sqrt(square, out=scratch)
        scratch /= scalar(correction)
        scratch += scalar(self.epsilon)
        np.divide(mean, scratch, out=scratch)
        scratch *= scalar(rate / (1 - self.mean_decay ** int(steps)))
        vector -= scratch


OPTIMISERS: Mapping[str, type[Optimiser]] = MappingProxyType({"adam": Adam, "sgd": Sgd})
