"""Products on their way into the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.look.sizes import TIGHT

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.components.sums.product_grids import ProductGrids
    from scenes.components.sums.total_trace import TotalTrace

__all__ = ["Flying"]

_LANDING = 0.03
"""Half the side of a square that arrives, scene units."""


class Flying:
    """A square for each product that is not zero: seen on its way alone.

    Parameters
    ----------
    grids
        Whose products fly.
    trace
        Where they land: each at the end of its own step.
    starts
        ``(n,)``, the progress at which each leaves.
    flight
        The progress that its way takes.
    written
        What stands on their way: they pass behind it, unseen.

    Attributes
    ----------
    marks
        The squares.
    """

    def __init__(
        self,
        grids: ProductGrids,
        trace: TotalTrace,
        starts: NDArray[np.float64],
        flight: float,
        written: Mobject,
    ) -> None:
        self._written = written
        counted = np.flatnonzero(grids.terms)
        lit = grids.products.copy().set_values(grids.terms)
        self.starts, self.flight = starts[counted], flight
        self.marks = lit.subset(counted)
        self._from, self._to = self.marks.centres, trace.way[counted + 1]
        self._half, self._fills = grids.products.cell / 2, self.marks.fills.copy()
        self.marks.set_rings(np.zeros(4))
        self.show(0.0)

    def show(self, progress: float) -> None:
        """Show those that are under way."""
        share = (progress - self.starts) / self.flight
        on_its_way = (share > 0) & (share < 1 - 1e-9)
        eased = np.clip(share, 0.0, 1.0)[:, None] ** 2
        places = self._from + (self._to - self._from) * eased
        landing = min(self._half, _LANDING)
        self.marks.place(places, self._half + (landing - self._half) * eased)
        fills = self._fills.copy()
        fills[:, 3] *= on_its_way * self._seen(places)
        self.marks.set_fills(fills)

    def _seen(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far each is seen, ``(n,)``: not behind what is written, all of it beside."""
        written = self._written
        half = np.array([written.width, written.height]) / 2
        away = (np.abs(places - written.get_center())[:, :2] - half).max(axis=1)
        seen: NDArray[np.float64] = np.clip(away / TIGHT, 0.0, 1.0)
        return seen
