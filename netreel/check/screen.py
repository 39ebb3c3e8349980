"""What is on the screen at one moment: its texts, its marks, its lines, and where they are."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from manim import VMobject, VMobjectFromSVGPath

from scenes.components.grids.legend import Legend
from scenes.components.grids.marks import Marks
from scenes.engine.raster_mobject import RasterMobject
from scenes.look.sizes import PIXELS_PER_UNIT
from scenes.look.text import Formula, Lettering, Number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.clip import Clip

    Floats = NDArray[np.float64]

__all__ = ["ACROSS", "SEEN", "Box", "Moment", "Text", "opacity", "outline"]

ACROSS = 1080
"""Pixels across the shorter side of the frame in which lengths are given."""
SEEN = 0.08
"""Fainter than this is not there; what fades is judged before and after."""
TOUCHING = 0.02
"""Boxes may overlap by this much, scene units."""
_STEP = 0.05
"""Outlines are followed in steps of this length, scene units."""

T = TypeVar("T", bound="Mobject")


@dataclass(frozen=True)
class Box:
    """Left, bottom, right and top, scene units."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, points: Floats) -> Box:
        """Return the box of points ``(n, 2)`` or ``(n, 3)``."""
        (left, bottom), (right, top) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        return cls(float(left), float(bottom), float(right), float(top))

    @classmethod
    def about(cls, boxes: Iterable[Box]) -> Box:
        """Return the box about boxes."""
        lefts, bottoms, rights, tops = zip(*map(astuple, boxes), strict=True)
        return cls(min(lefts), min(bottoms), max(rights), max(tops))

    def overlap(self, other: Box) -> float:
        """Return how deep two boxes lie in each other, the smaller way; below 0 they do not."""
        return min(
            min(self.right, other.right) - max(self.left, other.left),
            min(self.top, other.top) - max(self.bottom, other.bottom),
        )

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in the box."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def contains(self, other: Box) -> bool:
        """Tell whether another box lies in this one."""
        return (
            self.left - TOUCHING <= other.left
            and self.bottom - TOUCHING <= other.bottom
            and self.right + TOUCHING >= other.right
            and self.top + TOUCHING >= other.top
        )


@dataclass(frozen=True)
class Text:
    """One text: what is written, how visible it is, where, and in which size (pixels)."""

    mobject: Mobject
    written: str
    opacity: float
    box: Box
    size: float | None
    of_scale: bool = False

    def __str__(self) -> str:
        """Name it in a finding."""
        return f'"{self.written}"' if self.written else "a formula's letter"


class Moment:
    """What is on the screen.

    Parameters
    ----------
    clip
        The clip that runs.
    frame
        How many frames have passed.
    captions
        The mobjects that are or were captions: no part of the picture.
    """

    def __init__(self, clip: Clip, frame: int, captions: Collection[Mobject]) -> None:
        self.clip = clip
        self.frame = frame
        self.beat = clip.beats[-1].name if clip.beats else "setup"
        self.captions = {part for caption in captions for part in caption.get_family()}

    @cached_property
    def per_unit(self) -> float:
        """Pixels to a scene unit."""
        return ACROSS / min(self.clip.stage.width, self.clip.stage.height)

    @cached_property
    def opacities(self) -> dict[Mobject, float]:
        """How visible each single mobject is that can be seen, in the order of drawing."""
        every = dict.fromkeys(part for root in self.clip.mobjects for part in root.get_family())
        opacities = ((part, opacity(part)) for part in every if part.has_points())
        return {part: seen for part, seen in opacities if seen > SEEN}

    @cached_property
    def picture(self) -> list[Mobject]:
        """All that can be seen but the captions."""
        return [part for part in self.opacities if part not in self.captions]

    @cached_property
    def boxes(self) -> dict[Mobject, Box]:
        """The box of each single mobject of the picture."""
        return {part: Box.around(part.points) for part in self.picture}

    @cached_property
    def every_text(self) -> list[Text]:
        """All texts, captions as well."""
        found = [text for root in self.clip.mobjects for text in self._texts(root)]
        return list({text.mobject: text for text in found}.values())

    @cached_property
    def texts(self) -> list[Text]:
        """The texts of the picture."""
        return [text for text in self.every_text if text.mobject not in self.captions]

    @cached_property
    def lettering(self) -> set[Mobject]:
        """All that texts consist of."""
        return {part for text in self.every_text for part in text.mobject.get_family()}

    def of(self, kind: type[T]) -> list[T]:
        """Return what is seen of one kind in the picture."""
        return [part for part in self.picture if isinstance(part, kind)]

    @cached_property
    def shapes(self) -> list[VMobject]:
        """Lines and filled shapes that are no letters."""
        return [shape for shape in self.of(VMobject) if shape not in self.lettering]

    @cached_property
    def content(self) -> Box | None:
        """The box of the picture's content."""
        points = [part.points for part in self.picture]
        return Box.around(np.concatenate(points)) if points else None

    def _texts(self, root: Mobject, *, of_scale: bool = False) -> Iterator[Text]:
        of_scale = of_scale or isinstance(root, Legend)
        if isinstance(root, Lettering | VMobjectFromSVGPath):
            seen = [part for part in root.get_family() if part in self.opacities]
            if seen:
                yield self._text(root, seen, of_scale=of_scale)
            return
        for part in root.submobjects:
            yield from self._texts(part, of_scale=of_scale)

    def _text(self, root: Mobject, seen: list[Mobject], *, of_scale: bool) -> Text:
        size = None
        if isinstance(root, Lettering):
            size = root.letter_size / PIXELS_PER_UNIT * self.per_unit
        box = Box.around(np.concatenate([part.points for part in seen]))
        strongest = max(self.opacities[part] for part in seen)
        return Text(root, _written(root), strongest, box, size, of_scale)


def _written(root: Mobject) -> str:
    if isinstance(root, Number):
        return root.text
    return str(getattr(root, "typst_code" if isinstance(root, Formula) else "text", ""))


def opacity(mobject: Mobject) -> float:
    """Return how visible a single mobject is, its parts left out."""
    if isinstance(mobject, Marks):
        inside = max(mobject.fills[:, 3].max(initial=0.0), mobject.rings[:, 3].max(initial=0.0))
        return mobject.opacity * float(inside)
    if isinstance(mobject, RasterMobject):
        return mobject.opacity
    if not isinstance(mobject, VMobject) or not mobject.has_points():
        return 0.0
    stroke = mobject.get_stroke_opacity() if mobject.get_stroke_width() > 0 else 0.0
    return float(max(mobject.get_fill_opacity(), stroke))


def outline(shape: VMobject) -> Floats:
    """Return points ``(n, 2)`` along the outline of a shape, close together."""
    curves = shape.points[: len(shape.points) // 4 * 4, :2].reshape(-1, 4, 2)
    longest = np.abs(np.diff(curves, axis=1)).sum(axis=(1, 2)).max(initial=0.0)
    steps = int(np.clip(np.ceil(longest / _STEP), 2, 400))
    t = np.linspace(0, 1, steps)[:, None, None]
    a, b, c, d = curves.swapaxes(0, 1)
    along = a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t**2 * (1 - t) + d * t**3
    points: Floats = along.reshape(-1, 2)
    return points
