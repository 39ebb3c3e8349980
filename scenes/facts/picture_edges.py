"""The edges of a picture of brightness: its slopes, and where to look at them from near."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

import netcore
from scenes.errors import ParameterError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from netcore import Trace

    Floats = NDArray[np.float64]

__all__ = ["WINDOW", "EdgeShare", "PictureEdges", "is_edge", "share_of", "strength_of"]

WINDOW = 8
"""Pixels across of what is looked at from near."""
_MOST = 512
"""Pixels of the longer side; larger pictures are averaged down."""
_MARGIN = 1 / 16
"""Of a side: what is looked at from near is not at the very border."""
_USUAL = 0.95
"""Of the pixels are no edge, unless somebody says from where on it is one."""
_ROUNDING = 1e-9
_FEWEST, _MOST_LEVEL = 0.02, 0.3


@dataclass(frozen=True, eq=False)
class EdgeShare:
    """How many of a picture's pixels, in percent, have a slope of at least some strength."""

    picture: Floats
    least: float

    def of(self, _trace: Trace) -> float:
        """Return the share."""
        return share_of(strength_of(self.picture), self.least)


def strength_of(picture: Floats) -> Floats:
    """Return how steep a picture ``(rows, columns)`` is at each pixel, whatever the direction."""
    down, right = netcore.slopes(picture)
    return np.hypot(down, right)


def is_edge(strength: Floats, least: float) -> NDArray[np.bool_]:
    """Tell of each pixel whether it is at least so steep; what rounding takes off is no less."""
    edge: NDArray[np.bool_] = strength >= least - _ROUNDING
    return edge


def share_of(strength: Floats, least: float) -> float:
    """Return how many pixels are edges, in percent."""
    return float(is_edge(strength, least).mean() * 100)


class PictureEdges:
    """A picture with its slopes.

    Parameters
    ----------
    picture
        ``(rows, columns)``, brightness in [0, 1].
    name
        What a message calls it.

    Attributes
    ----------
    picture
        With at most 512 pixels a side.
    down, right, strength
        Its slope in both directions, and how steep it is, a pixel.

    Raises
    ------
    ParameterError
        It is so small, or so narrow, that there is nothing to look at from near; or it is the same
        everywhere.
    """

    def __init__(self, picture: Floats, name: str) -> None:
        rows, columns = picture.shape
        scale = min(1.0, _MOST / max(rows, columns))
        shape = round(rows * scale), round(columns * scale)
        if min(shape) < WINDOW + 2:
            raise ParameterError(
                f"{name} is too small or too narrow for its edges to be seen: give one of at least "
                f"{WINDOW + 2} pixels a side that is at most {_MOST // (WINDOW + 2)} times as long "
                "as it is wide"
            )
        self.picture = picture if scale == 1 else netcore.resampled(picture, shape)
        self.down, self.right = netcore.slopes(self.picture)
        self.strength = np.hypot(self.down, self.right)
        if np.ptp(self.picture) < 1 / 255:
            raise ParameterError(
                f"{name} is equally bright everywhere: there are no edges in it; give another"
            )

    @classmethod
    def of_file(cls, path: Path | None) -> PictureEdges:
        """Read a picture; without one it is the photograph that comes with the project."""
        name = "the photograph" if path is None else f"the picture {path.name}"
        return cls(netcore.load_grey(path or netcore.asset_path("photos/camera.png")), name)

    @cached_property
    def corner(self) -> tuple[int, int]:
        """The top row and the left column of what is seen from near: an upright edge begins it.

        That edge is where slopes to the right are steep, and nearly all that there are.
        """
        energies = [
            ndimage.uniform_filter(both, WINDOW)
            for both in (self.right**2, self.down**2, self.right * self.down)
        ]
        across, along, mixed = energies
        share = np.hypot(across - along, 2 * mixed) / (across + along + 1e-12)
        upright = np.maximum(across - along, 0.0) * share
        rows, columns = self.picture.shape
        top, left = (max(WINDOW // 2, round(side * _MARGIN)) for side in (rows, columns))
        inside = upright[top : rows - top, left : columns - left]
        row, column = (int(place) for place in np.unravel_index(inside.argmax(), inside.shape))
        first = min(max(row + top - WINDOW // 2, 0), rows - WINDOW)
        reach = slice(max(column + left - WINDOW // 2, 1), columns - WINDOW + 2)
        steepest = reach.start + int(np.abs(self.right[first + 1, reach][:WINDOW]).argmax())
        return first, min(steepest - 1, columns - WINDOW)

    @property
    def window(self) -> Floats:
        """Its pixels, ``(8, 8)``."""
        top, left = self.corner
        part: Floats = self.picture[top : top + WINDOW, left : left + WINDOW]
        return part

    @property
    def usual(self) -> float:
        """From which strength on a pixel is an edge, where nobody says it: the steepest."""
        level = float(np.quantile(self.strength, _USUAL))
        return round(min(max(level, _FEWEST), _MOST_LEVEL), 2)
