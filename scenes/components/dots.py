"""Three dots in place of what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Dot, VGroup

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["three_dots"]


def three_dots(
    middle: NDArray[np.float64], step: NDArray[np.float64], radius: float, colour: str
) -> VGroup:
    """Return the dots.

    Parameters
    ----------
    middle, step
        ``(3,)``: where the second is, and the way from one to the next, scene units.
    radius
        Of a dot, scene units.
    colour
        ``#rrggbb``.
    """
    return VGroup(*(Dot(middle + step * k, radius, color=colour) for k in (-1, 0, 1)))
