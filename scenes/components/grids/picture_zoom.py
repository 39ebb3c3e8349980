"""Going into a picture and out of it again: each moment magnifies as much as the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.grids.picture import Picture

    Floats = NDArray[np.float64]

__all__ = ["PictureZoom", "seen"]


def seen(picture: Picture, corner: tuple[int, int], size: int, target: Picture) -> Picture:
    """Return a copy of a picture that shows a square of its pixels, in a target's place.

    Parameters
    ----------
    picture
        What is looked at.
    corner
        Top row and left column of the part.
    size
        Pixels a side.
    target
        Whose place and size on the screen it takes.
    """
    rows, columns = picture.bitmap.shape[:2]
    closer = picture.looking_at(np.array([*corner, size, size]) / [rows, columns, rows, columns])
    closer.points = target.points.copy()
    return closer


class PictureZoom(Animation):
    """Show another part of a picture, in another place: what a copy of it shows.

    Parameters
    ----------
    picture
        What changes.
    target
        A copy, as the picture shall be.
    """

    def __init__(
        self, picture: Picture, target: Picture, run_time: float = 2.4, **kwargs: Any
    ) -> None:
        self.picture = picture
        self._windows = picture.window.copy(), target.window.copy()
        self._places = picture.points.copy(), target.points.copy()
        super().__init__(picture, run_time=run_time, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show this moment."""
        progress = float(smooth(min(alpha, 1.0)))
        (first, last), (here, there) = self._windows, self._places
        shares = [self._share(side, progress) for side in (2, 3)]
        window = first + (last - first) * np.array(shares * 2)
        self.picture.window = window
        self.picture.points = here + (there - here) * np.mean(shares)

    def _share(self, side: int, progress: float) -> float:
        """Return how much of the way the window's height (2) or width (3) has gone."""
        first, last = (float(window[side]) for window in self._windows)
        if abs(first - last) < 1e-9:
            return progress
        return float((first * (last / first) ** progress - first) / (last - first))
