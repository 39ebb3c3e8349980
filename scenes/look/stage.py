"""Where things go: named regions that flow side by side, or on top of each other when narrow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from scenes.engine.settings import FRAME_SIZES, Aspect
from scenes.look.sizes import APART, PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from manim import Mobject
    from numpy.typing import NDArray

    M = TypeVar("M", bound=Mobject)

__all__ = ["Areas", "Aspect", "Region", "Stage"]

Areas = dict[Aspect, tuple[str, ...]]
"""The rows of the picture from the top, by the shape of the frame; 16:9 serves where none is given.

A row is its share of the height and the names in it from the left: ``"3.2 weights inputs:1.6"``. A
name with a number takes so many times the width of one without. What stands before ``=`` names the
whole row: ``"1.4 terms = ledger way:2"``. A name that is a dash leaves its place empty.
"""

_PIXELS = 720
"""The margins below are in pixels of a frame whose shorter side has so many."""


@dataclass(frozen=True)
class _Margins:
    side: float
    top: float
    captions: float
    """Height of two lines."""
    bottom: float


_MARGINS: dict[Aspect, _Margins] = {
    "16:9": _Margins(side=64, top=40, captions=76, bottom=16),
    "9:16": _Margins(side=36, top=64, captions=84, bottom=56),
    "1:1": _Margins(side=36, top=36, captions=76, bottom=16),
}
_ABOVE_CAPTIONS = 16
_HOME = 0.932
"""The side of the digit's home to the shorter side of the picture."""
_FORMULA_SHARES = (3.0, 1.0)
"""Of the picture's height: what stands above the formula's home, and the home."""


@dataclass(frozen=True)
class Region:
    """A box of the frame, scene units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> NDArray[np.float64]:
        """``(3,)``."""
        import numpy as np  # a list of clips does without

        return np.array([self.x, self.y, 0.0])

    def place(self, mobject: M, *, grow: bool = False) -> M:
        """Centre a mobject here, scaled down if it does not fit (or up as well, with `grow`)."""
        factor = min(self.width / max(mobject.width, 1e-6), self.height / max(mobject.height, 1e-6))
        if factor < 1 or grow:
            mobject.scale(factor)
        return mobject.move_to(self.centre)

    def contains(self, mobject: Mobject) -> bool:
        """Tell whether a mobject is inside, to a thousandth of a unit."""
        away = abs(mobject.get_center() - self.centre)
        spare = (self.width - mobject.width) / 2, (self.height - mobject.height) / 2
        return bool(away[0] <= spare[0] + 1e-3 and away[1] <= spare[1] + 1e-3)

    def rows(self, *shares: float) -> list[Region]:
        """Split into regions from top to bottom, with a gap between them."""
        free = self.height - APART * (len(shares) - 1)
        heights = [free * share / sum(shares) for share in shares]
        top, regions = self.y + self.height / 2, []
        for height in heights:
            regions.append(Region(self.x, top - height / 2, self.width, height))
            top -= height + APART
        return regions

    def columns(self, *shares: float) -> list[Region]:
        """Split into regions from left to right, with a gap between them."""
        free = self.width - APART * (len(shares) - 1)
        widths = [free * share / sum(shares) for share in shares]
        left, regions = self.x - self.width / 2, []
        for width in widths:
            regions.append(Region(left + width / 2, self.y, width, self.height))
            left += width + APART
        return regions


@dataclass(frozen=True)
class Stage:
    """The frame of one aspect ratio: an area for the picture, and one for captions alone."""

    aspect: Aspect

    @property
    def width(self) -> float:
        """Of the frame, scene units."""
        return FRAME_SIZES[self.aspect][0]

    @property
    def height(self) -> float:
        """Of the frame, scene units."""
        return FRAME_SIZES[self.aspect][1]

    @property
    def enlarged(self) -> float:
        """How many times larger than in a landscape frame of 1080 pixels everything is."""
        return FRAME_SIZES["16:9"][1] / min(self.width, self.height)

    @property
    def pixel(self) -> float:
        """A pixel of a frame whose short side has 1080, scene units: what strokes count in."""
        return 1 / (PIXELS_PER_UNIT * self.enlarged)

    @property
    def wide(self) -> bool:
        """Whether regions flow side by side."""
        return self.aspect == "16:9"

    def frames(self, way: NDArray[np.float64]) -> float:
        """Return how long a way ``(2,)`` or ``(3,)`` is in frames: of their width, and height."""
        return math.hypot(way[0] / self.width, way[1] / self.height)

    def letters(self, size: float) -> float:
        """Return the size in which letters take as many pixels as `size` does in a landscape frame.

        As captions and the smallest letters do; what belongs to a picture grows with it instead.
        """
        return size / self.enlarged

    @property
    def _pixel(self) -> float:
        return min(self.width, self.height) / _PIXELS

    @property
    def caption(self) -> Region:
        """The lowest part of the frame, inside the margins: room for two lines."""
        margins, pixel = _MARGINS[self.aspect], self._pixel
        y = -self.height / 2 + (margins.bottom + margins.captions / 2) * pixel
        return Region(0, y, self.width - 2 * margins.side * pixel, margins.captions * pixel)

    @property
    def picture(self) -> Region:
        """All that is above the captions, inside the margins."""
        margins, pixel = _MARGINS[self.aspect], self._pixel
        top = self.height / 2 - margins.top * pixel
        bottom = self.caption.y + (margins.captions / 2 + _ABOVE_CAPTIONS) * pixel
        return Region(0, (top + bottom) / 2, self.width - 2 * margins.side * pixel, top - bottom)

    @property
    def digit_home(self) -> Region:
        """Where the digit is when it is alone: a square."""
        picture = self.picture
        side = _HOME * min(picture.width, picture.height)
        return Region(picture.x, picture.y, side, side)

    @property
    def formula_home(self) -> Region:
        """Where the formula of a layer is, below what it stands for: as wide as the picture."""
        return self.picture.rows(*_FORMULA_SHARES)[1]

    @property
    def above_formula(self) -> Region:
        """What the formula leaves of the picture."""
        return self.picture.rows(*_FORMULA_SHARES)[0]

    def areas(self, areas: Areas, wider: Mapping[str, float] | None = None) -> dict[str, Region]:
        """Divide the picture into named regions.

        Parameters
        ----------
        areas
            The names, row by row.
        wider
            Names whose region is so many times wider than its row says.
        """
        factors = wider or {}
        rows = [row.split() for row in areas.get(self.aspect, areas["16:9"])]
        heights = self.picture.rows(*(float(share) for share, *_ in rows))
        named: dict[str, Region] = {}
        for region, (_, *names) in zip(heights, rows, strict=True):
            if "=" in names:
                whole, _, *names = names
                named[whole] = region
            parts = [name.partition(":") for name in names]
            widths = [float(width or 1) * factors.get(name, 1) for name, _, width in parts]
            regions = region.columns(*widths)
            named |= {name: part for (name, _, _), part in zip(parts, regions, strict=True)}
        named.pop("-", None)
        return named

    def flow(self, *shares: float) -> list[Region]:
        """Split the picture: columns in a wide frame, rows in the others."""
        return self.picture.columns(*shares) if self.wide else self.picture.rows(*shares)
