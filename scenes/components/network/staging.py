"""What stands back in a network, and comes forward again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import AnimationGroup

from scenes.components.verbs import DIMMED, MOVE, become
from scenes.engine.changes import built

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.components.network.column import NeuronColumn
    from scenes.components.network.home import NetworkHome

__all__ = ["light_only", "rest"]

_TRACED = 0.2
"""Opacity of the connections while the way back is seen."""


def rest(home: NetworkHome, opacity: float = DIMMED) -> Animation:
    """Let all connections stand back so far.

    Dimmed, not faint, a pulse still stands out by its heads, and between two the layers are joined.
    """
    there = (built(part.animate.set_rest(opacity)) for part in home.connections)
    return AnimationGroup(*there, run_time=MOVE)


def light_only(home: NetworkHome, chosen: Sequence[NDArray[np.bool_]]) -> Animation:
    """Let all neurons but the chosen ones of each layer stand back, and the connections."""
    columns = zip(home.columns, chosen, strict=True)
    fading = (become(column.neurons, _faded(column, on), MOVE, lag=0) for column, on in columns)
    return AnimationGroup(rest(home, _TRACED), *fading)


def _faded(column: NeuronColumn, chosen: NDArray[np.bool_]) -> Marks:
    """Return a layer's neurons, those that are not chosen faint inside."""
    marks = column.neurons.copy()
    marks.fills[:, 3] = np.where(chosen, 1.0, DIMMED)
    return marks
