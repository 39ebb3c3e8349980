"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

import netcore
from scenes.params import ClipParams

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Network

    Floats = NDArray[np.float64]

__all__ = ["NetworkIsAFunctionParams"]

_STEP = 3
"""From one digit to the next that is shown: it has no factor in common with 10."""
_TURNED = (0.5, 1.5, 0.0, 2.0)
"""One number of a plain vector becomes so many times itself."""


class NetworkIsAFunctionParams(ClipParams):
    """What NetworkIsAFunction can be told."""

    others: int = Field(2, ge=2, le=9, description="how many other inputs go through as well")

    def other_inputs(self, network: Network) -> Floats:
        """Return what else goes in, ``(others, n_in)``.

        These are samples of other digits; of a plain vector, the same with one number turned.
        """
        if network.image_shape is None:
            return _turned(self.load_input(network), self.others)
        samples = netcore.sample_digits()
        digits = [(self.digit + _STEP * step) % 10 for step in range(1, self.others + 1)]
        images = [netcore.resampled(samples.image(at, 0), network.image_shape) for at in digits]
        return np.array(images).reshape(len(images), -1)


def _turned(inputs: Floats, count: int) -> Floats:
    """Return inputs ``(n_in,)`` with one number turned, the largest first, ``(count, n_in)``."""
    order, every = np.argsort(-np.abs(inputs), kind="stable"), []
    for step in range(count):
        turned, index = inputs.copy(), order[step % len(order)]
        factor = _TURNED[step // len(order) % len(_TURNED)]
        turned[index] = factor * inputs[index] if inputs[index] else 1.0 + step
        every.append(turned)
    return np.array(every)
