"""What one might hope that neurons do, made by hand: a ring of pixels that waits for a loop.

Nothing here has been learned. A hoped-for neuron has a grid of weights like any other, and its
activation is the real dot product of that grid and an image.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from netcore.grids import frozen, loop_grid
from netcore.parts import Part, Parts, find_parts

__all__ = ["loop_at_the_top", "ring_about"]

FloatArray = NDArray[np.float64]

_TOP = 0.45
"""A loop whose middle is above this share of the ink's height is at the top: a 0's is not."""
_THICKNESS = 2.0
"""Of a ring, in pixels: about that of a stroke."""
_SMALLEST = _THICKNESS / 2 + 0.6
"""Half the height and width of a ring that still has a hole."""


def loop_at_the_top(image: FloatArray | Parts) -> Part | None:
    """Return the loop at the top of a digit; None if there is none.

    Parameters
    ----------
    image
        ``(rows, columns)``, ink bright on black; or what has been found in it.
    """
    parts = image if isinstance(image, Parts) else find_parts(image)
    return next((loop for loop in parts.loops if parts.height_of(loop) < _TOP), None)


def ring_about(loop: Part, down: float = 0.0) -> FloatArray:
    """Return weights on an oval ring where a loop is, which add up to 1, and 0 elsewhere.

    So the sum over weights times pixels is the brightness of the ring, on average.

    Parameters
    ----------
    loop
        Whose path the ring is laid about.
    down
        How far below that it is, in pixels; above it with a minus.
    """
    first, last = loop.path.min(axis=0), loop.path.max(axis=0)
    row, column = (first + last) / 2
    vertical, horizontal = np.maximum((last - first) / 2, _SMALLEST)
    shape = loop.image.shape[0], loop.image.shape[1]
    ring = loop_grid(
        float(row) + down,
        float(column),
        (float(vertical), float(horizontal)),
        thickness=_THICKNESS,
        shape=shape,
    )
    return frozen(ring / ring.sum())
