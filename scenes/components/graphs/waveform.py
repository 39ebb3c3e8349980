"""A sound's samples over time: so many that a column of the picture has dozens of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from scenes.components.grids.marks import Marks
from scenes.components.verbs import DIMMED
from scenes.facts.spoken import envelope
from scenes.look.encoding import rgb

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.look.stage import Region
    from scenes.look.theme import Theme

__all__ = ["Waveform"]

_COLUMNS = 500
_THINNEST = 0.012
"""Half the height of a column of silence, scene units."""
_TALLEST = 1.2
"""Height to width: a taller one would fill an upright picture with stripes."""


class Waveform(Marks):
    """An upright bar for each moment, from its lowest sample to its highest.

    Parameters
    ----------
    samples
        ``(N,)``.
    theme
        Whose text colour it has.
    region
        Which it fills.
    """

    def __init__(self, samples: NDArray[np.float64], theme: Theme, region: Region) -> None:
        low, high = envelope(samples, _COLUMNS)
        height = min(region.height, _TALLEST * region.width)
        scale = height / 2 / max(float(np.abs(samples).max()), 1e-9)
        pitch = region.width / _COLUMNS
        x = region.x + (np.arange(_COLUMNS) + 0.5) * pitch - region.width / 2
        centres = np.column_stack([x, region.y + (low + high) / 2 * scale])
        tall = np.maximum((high - low) / 2 * scale, _THINNEST)
        self._colour = np.append(rgb(theme.text), 1.0)
        halves = np.column_stack([np.full(_COLUMNS, pitch / 2), tall])
        super().__init__(centres, halves, self._colour, np.zeros(4))

    def heard(self, share: float) -> Self:
        """Let what was heard so far, a share of all, stand out of the rest."""
        done = np.clip(share * _COLUMNS - np.arange(_COLUMNS), 0.0, 1.0)
        fills = np.tile(self._colour, (_COLUMNS, 1))
        fills[:, 3] = DIMMED + (1 - DIMMED) * done
        return self.set_fills(fills)
