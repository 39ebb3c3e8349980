"""A picture's slopes as pictures: by sign, by strength, and by what counts as an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.components.grids.picture import Picture
from scenes.facts.picture_edges import is_edge
from scenes.look.encoding import rgb, symmetric_limit, weight_rgba

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.look.theme import Theme

    Floats = NDArray[np.float64]

__all__ = ["edge_picture", "signed_picture", "signed_rgba", "strength_picture"]

_STEEPNESS = 0.6
"""By which brightness rises: gentle slopes are still seen beside steep ones."""


def signed_rgba(theme: Theme, slopes: Floats, limit: float) -> Floats:
    """Return slopes in the colours of their signs, ``(rows, columns, 4)``, opaque."""
    over = weight_rgba(theme, slopes, limit, _STEEPNESS)
    under = rgb(theme.background)
    colours = under + (over[..., :3] - under) * over[..., 3:]
    return np.concatenate([colours, np.ones_like(over[..., 3:])], axis=-1)


def signed_picture(theme: Theme, slopes: Floats) -> Picture:
    """Show slopes by their signs, full at the largest."""
    return Picture(signed_rgba(theme, slopes, symmetric_limit(slopes)), theme)


def strength_picture(theme: Theme, strength: Floats) -> Picture:
    """Show how steep it is, from the theme's "off" to its "on"."""
    return Picture.ink((strength / (strength.max() or 1.0)) ** _STEEPNESS, theme)


def edge_picture(theme: Theme, strength: Floats, least: float) -> Picture:
    """Show what is at least so steep: that is "on", all else "off"."""
    return Picture.ink(is_edge(strength, least).astype(np.float64), theme)
