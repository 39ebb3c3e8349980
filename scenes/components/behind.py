"""What passes behind a thing: how far it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.look.sizes import TIGHT

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

__all__ = ["seen_beside"]


def seen_beside(
    places: NDArray[np.float64], thing: Mobject, extent: tuple[float, float] = (0.0, 0.0)
) -> NDArray[np.float64]:
    """Return how far what passes behind a thing is seen: not behind it, all of it beside.

    Parameters
    ----------
    places
        ``(n, 3)``, its middles.
    thing
        What it passes behind.
    extent
        Its width and height, scene units.

    Returns
    -------
    NDArray[np.float64]
        ``(n,)`` in [0, 1].
    """
    half = (np.array([thing.width, thing.height]) + extent) / 2
    away = (np.abs(places - thing.get_center())[:, :2] - half).max(axis=1)
    seen: NDArray[np.float64] = np.clip(away / TIGHT, 0.0, 1.0)
    return seen
