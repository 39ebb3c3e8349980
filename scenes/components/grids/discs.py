"""Neurons as they are drawn everywhere: discs with an outline, so that a dark one is seen too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.components.grids.marks import Marks
from scenes.look.encoding import activation_rgba, rgba

if TYPE_CHECKING:
    from typing import TypeVar

    from numpy.typing import ArrayLike, NDArray

    from scenes.look.theme import Theme

    SomeMarks = TypeVar("SomeMarks", bound=Marks)

__all__ = ["RING_WIDTH", "discs", "large_neuron", "ring_rgba", "rounded"]

_RING_OPACITY = 0.7
RING_WIDTH = 1.6
"""In pixels at 1080p, unless a neuron is large or hair-fine."""
_LARGE_RING = 2.4
"""The same of a neuron that stands alone."""


def ring_rgba(theme: Theme) -> NDArray[np.float64]:
    """Return the colour ``(4,)`` of a neuron's outline, which keeps an inactive one visible."""
    return rgba(theme.text, _RING_OPACITY)


def discs(
    theme: Theme,
    centres: ArrayLike,
    radius: ArrayLike,
    fills: ArrayLike,
    ring_width: float = RING_WIDTH,
    rings: ArrayLike | None = None,
) -> Marks:
    """Return neurons.

    Parameters
    ----------
    theme
        Whose colours are used.
    centres
        ``(N, 2)`` or ``(N, 3)``, scene units.
    radius
        Of all, or ``(N,)``, scene units.
    fills
        ``(4,)`` or ``(N, 4)`` straight RGBA in [0, 1].
    ring_width
        In pixels at 1080p.
    rings
        Colours of the outlines, like `fills`; by default that of every neuron.
    """
    return Marks(
        centres, radius, fills, ring_rgba(theme) if rings is None else rings, 1.0, ring_width
    )


def large_neuron(theme: Theme, centre: ArrayLike, radius: float) -> Marks:
    """Return one neuron, ``(3,)`` scene units, that is not active yet, and large."""
    off = activation_rgba(theme, np.zeros(1))
    return discs(theme, np.asarray(centre)[None], radius, off, _LARGE_RING)


def rounded(theme: Theme, marks: SomeMarks, ring_width: float | None = None) -> SomeMarks:
    """Turn squares into neurons where they are, with their fills; return them."""
    marks.roundness[:] = 1.0
    if ring_width is not None:
        marks.ring_width = ring_width
    marks.set_rings(ring_rgba(theme))
    return marks
