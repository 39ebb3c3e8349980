"""Where things go: named regions that flow side by side, or on top of each other when narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from manim import Mobject
    from numpy.typing import NDArray

    M = TypeVar("M", bound=Mobject)

__all__ = ["FRAME_SIZES", "Aspect", "Region", "Stage"]

Aspect = Literal["16:9", "9:16", "1:1"]

FRAME_SIZES: dict[Aspect, tuple[float, float]] = {
    "16:9": (8 * 16 / 9, 8.0),
    "9:16": (8 / 1.3, 8 / 1.3 * 16 / 9),
    "1:1": (7.2, 7.2),
}
"""Width and height in scene units. A narrower frame shows everything larger: 1.3 times in 9:16."""

_MARGIN = 0.05
_CAPTION_SHARE = 0.12
_GAP = 0.35


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

    def rows(self, *shares: float) -> list[Region]:
        """Split into regions from top to bottom, with a gap between them."""
        free = self.height - _GAP * (len(shares) - 1)
        heights = [free * share / sum(shares) for share in shares]
        top, regions = self.y + self.height / 2, []
        for height in heights:
            regions.append(Region(self.x, top - height / 2, self.width, height))
            top -= height + _GAP
        return regions

    def columns(self, *shares: float) -> list[Region]:
        """Split into regions from left to right, with a gap between them."""
        free = self.width - _GAP * (len(shares) - 1)
        widths = [free * share / sum(shares) for share in shares]
        left, regions = self.x - self.width / 2, []
        for width in widths:
            regions.append(Region(left + width / 2, self.y, width, self.height))
            left += width + _GAP
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
    def wide(self) -> bool:
        """Whether regions flow side by side."""
        return self.aspect == "16:9"

    @property
    def caption(self) -> Region:
        """The lowest part of the frame, inside the margins."""
        margin, share = self.height * _MARGIN, self.height * _CAPTION_SHARE
        return Region(
            0, -self.height / 2 + margin / 2 + share / 2, self.width * (1 - 2 * _MARGIN), share
        )

    @property
    def picture(self) -> Region:
        """All that is above the captions, inside the margins."""
        top = self.height * (0.5 - _MARGIN)
        bottom = self.caption.y + self.caption.height / 2 + 0.1
        return Region(0, (top + bottom) / 2, self.width * (1 - 2 * _MARGIN), top - bottom)

    def flow(self, *shares: float) -> list[Region]:
        """Split the picture: columns in a wide frame, rows in the others."""
        return self.picture.columns(*shares) if self.wide else self.picture.rows(*shares)
