"""The connections into one neuron, lit so that each is seen, however small its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.components.network.pulses import Signals

if TYPE_CHECKING:
    from scenes.components.equations.layer_stage import LayerStage

__all__ = ["lit_lines"]


def lit_lines(stage: LayerStage, row: int) -> Signals:
    """Return the connections into a neuron of the stage, on the scale of its own weights."""
    fan = stage.fans[row]
    *starts, end = fan.points
    ends = np.tile(end, (len(starts), 1))
    return Signals(np.array(starts), ends, fan.weights[0], stage.theme).set_heads(1.0)
