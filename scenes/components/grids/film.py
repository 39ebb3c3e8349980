"""The steps that are over, as small pictures with their names."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from scenes.components.fitting import stand_on
from scenes.look.sizes import PIXELS_PER_UNIT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.components.grids.picture import Picture
    from scenes.look.text import Words

__all__ = ["NAME_SIZE", "Film"]

NAME_SIZE = 24
"""Of the names, in pixels at 1080p."""

_NAME_ROOM = 0.34
"""Height that is kept for the name below a small picture, scene units."""
_DESCENDER = 0.2 * NAME_SIZE / PIXELS_PER_UNIT
"""How far p, say, reaches below the line on which all names of a row stand, scene units."""


class Film:
    """A place for each of some steps, row by row.

    Parameters
    ----------
    region
        What the places share out.
    names
        Of the steps, in their order.
    columns
        How many are side by side.
    """

    def __init__(self, region: Region, names: Sequence[str], columns: int) -> None:
        rows = region.rows(*[1] * max(ceil(len(names) / columns), 2))
        slots = [slot for row in rows for slot in row.columns(*[1] * columns)]
        self._slots = dict(zip(names, slots, strict=False))

    def place(self, name: str, picture: Picture, title: Words) -> None:
        """Put a step's picture where it belongs, as large as fits, and its title below it."""
        slot = self._slots[name]
        foot = slot.y - slot.height / 2 + _DESCENDER
        stand_on(title.set_x(slot.x), np.array([slot.x, foot, 0.0]))
        Region(slot.x, slot.y + _NAME_ROOM / 2, slot.width, slot.height - _NAME_ROOM).place(picture)
